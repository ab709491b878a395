/* story_pages.h - stories as the pages that are in them: what `priscus stories` shows. */
#ifndef STORY_PAGES_H
#define STORY_PAGES_H

#include "ledger/ledger.h"

struct story_page {
    int64_t story, key; /* the story's row; of "e-..."                                        */
    int64_t page;       /* its row                                                            */
    int64_t page_key;   /* of "g-..."                                                         */
    int64_t beside;     /* the page that it is a copy of, or has as a copy; 0: it is counted  */
    struct text file;   /* the input's own identifier of the article, else the page's name    */
    struct text title, outlet, address;
    struct text chain; /* "The Ferry Post <- Meridian": whose report it is                   */
    struct date published;
    struct text terms, sum; /* its vector and the story's, as bytes (story/events/event_terms.h) */
};

/* A value other than 0 ends the asking, with PRISCUS_OK. Texts are gone after the callback returns. */
typedef int story_page_fn(void *context, const struct story_page *page);

/* Which stories: those of these rows, or all that the filter lets through. */
struct chosen_stories {
    const int64_t *rows;
    size_t n;
    bool all;   /* `rows` is not looked at */
    bool brief; /* story, key, page and published alone are wanted of a page */
};

/* Stories that the filter lets through and that have `pages` pages at least: enough for filter.limit of them, the latest, to be among
 * them. Where that cannot be told in short: all. Their last days are what pages say. In `mem`. */
priscus_status ledger_latest_stories(struct ledger *ledger, const struct ledger_filter *filter, size_t pages,
                                     struct arena *mem, struct chosen_stories *out, struct priscus_error *err);

/* Of stories, all pages, as their newest readings have them; by story, those of one in the order of their rows. Of all, those of which the
 * filter lets a page through; those that are named were looked at before. Dates are those of publication (or of recording); `limit` is not
 * looked at. */
priscus_status ledger_story_pages(struct ledger *ledger, const struct ledger_filter *filter,
                                  const struct chosen_stories *chosen, story_page_fn *each, void *context,
                                  struct priscus_error *err);

#endif
