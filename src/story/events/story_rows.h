/* story_rows.h - stories as rows, the way ledger_ask() gives them. */
#ifndef STORY_ROWS_H
#define STORY_ROWS_H

#include "story/events/story_list.h"

/* A row a story, its articles as JSON; and a row a page. Of stories of at least `pages` pages. */
priscus_status stories_ask(struct ledger *ledger, const struct ledger_filter *filter, size_t pages, ledger_row_fn *each,
                           void *context, struct priscus_error *err);
priscus_status stories_ask_pages(struct ledger *ledger, const struct ledger_filter *filter, size_t pages,
                                 ledger_row_fn *each, void *context, struct priscus_error *err);

#endif
