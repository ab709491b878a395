/* story_list.h - stories with their pages, as they are shown. */
#ifndef STORY_LIST_H
#define STORY_LIST_H

#include "ledger/link_copy.h"
#include "ledger/story_pages.h"

/* A page of a story that is a copy of another. */
struct listed_copy {
    size_t page;         /* index among the story's                                            */
    size_t of;           /* the same; SIZE_MAX: it is in another story                         */
    const char *of_file; /* as story_page.file                                                 */
};

struct listed_story {
    int64_t key;              /* of "e-..."                                                             */
    struct story_page *pages; /* by the day of publication (not known last), then as they were recorded */
    size_t n;
    struct text title;       /* of the article that is most like the others                            */
    struct date first, last; /* of publication; unknown where no page tells                            */
    size_t n_outlets;        /* each once, however many feeds it has                                   */
    size_t sources;          /* independent ones (story/sources/independent.h); of so many pages as STORY_SOURCES_MAX */
    struct listed_copy *copies; /* by page */
    size_t n_copies;
};

#define STORY_SOURCES_MAX 2000
#define STORY_COPIES_MAX  32 /* of a page                                                                  */

struct story_list {
    struct listed_story *items;
    size_t n;
};

/* Stories that the filter lets through (its `limit` too) of at least `pages` pages, those whose last page is latest first, not known last, then
 * by identifier. Everything lives in `mem`. */
priscus_status stories_find(struct ledger *ledger, const struct ledger_filter *filter, size_t pages, struct arena *mem,
                            struct story_list *out, struct priscus_error *err);

#endif
