/* feed_watch.h - feeds looked at again and again, their new pages read into the ledger.
 *
 *     for each feed whose turn it is:
 *         conditional GET -> feed_read() -> entries not met before: kept as pages to come, with the feed's
 *                                           ETag, in one transaction (ledger/watch_store.h)
 *         pages to come   -> fetched one by one -> the pipeline of reader.h -> ledger, and ticked off in
 *                                           the page's own transaction
 *
 * Whatever moment it is killed at, nothing is lost, and what was ticked off is not read again. A page that
 * cannot be had is tried again after WATCH_PAUSE seconds, and each time twice as long after that,
 * WATCH_TRIES_MAX times in all; then, or at once where the site says that the page is not for us, the entry
 * itself is read if the feed has its whole text. Feeds that fail are looked at less and less often. Retry-After
 * is obeyed. */
#ifndef FEED_WATCH_H
#define FEED_WATCH_H

#include <time.h>

#include "net/fetch.h"
#include "reader/reader.h"

#define WATCH_TRIES_MAX    6
#define WATCH_PAUSE        300               /* seconds                                            */
#define WATCH_PAUSE_MAX    (24 * 3600)       /* between two looks at a feed that fails             */
#define WATCH_PAGES_A_LOOK 500               /* fetched for one feed in a row; the rest come next  */
#define WATCH_SITEMAPS_MAX 64                /* of a sitemap index, followed one level             */
#define WATCH_LIST_MAX     ((size_t)8 << 20) /* bytes of a file that lists feeds                 */

/* How one look at a feed went. */
struct watch_look {
    const char *feed;           /* its title, else its address                          */
    size_t found, read, failed; /* new entries; pages read; not to be had */
    bool not_modified;
    const struct priscus_error *err; /* the feed itself could not be had; NULL: it could */
    time_t next;                     /* when it is looked at again; 0: not in this run       */
};

struct watch_options {
    const char *const *feeds; /* addresses */
    size_t n_feeds;
    unsigned every;    /* seconds between two looks                          */
    bool once;         /* one look at each, then the end                     */
    size_t page_limit; /* struct page_source_options                           */
    struct fetcher *fetcher;
    struct reader_options reader; /* ledger, knowledge, jobs, stop; `written` and `context` are the watch's */
    void (*failed)(void *context, const struct priscus_error *err); /* a page; the watch goes on */
    void (*looked)(void *context, const struct watch_look *look);
    void *context;
};

struct watch_result {
    size_t looks, feeds_failed, network; /* network: of the failures of feeds and pages, those that are the network's */
    struct reader_result pages;          /* sums; `failed` also counts pages that could not be had */
    bool stopped;
};

/* Until stopped, or with `once` to the end. What is returned concerns the whole: ELEDGER, ENOMEM. */
priscus_status watch_run(const struct watch_options *options, struct watch_result *result, struct priscus_error *err);

/* Addresses of feeds out of a file: OPML, or an address a line (# begins a remark). Each mistake is told to
 * `mistake` and passed over. EIO, EINPUT: no such file, or it is something else. */
typedef void watch_mistake_fn(void *context, const char *message);
priscus_status watch_list(const char *path, struct arena *mem, watch_mistake_fn *mistake, void *context,
                          const char ***addresses, size_t *n, struct priscus_error *err);

#endif
