/* watch_store.h - what a watch has to remember: feeds, and pages on their way into the ledger.
 *
 *     feed seen -> ledger_watch_looked(): its ETag and its new pages, in one transaction
 *     page read -> ledger_watch_read(), in the transaction that has the page
 *     page not to be had -> ledger_watch_failed(): when to try again, or never
 *
 * This is no record: rows are changed, and whoever deletes both tables loses no entry, only the
 * knowledge of which pages need not be fetched. Times are seconds since 1970 (UTC). */
#ifndef WATCH_STORE_H
#define WATCH_STORE_H

#include "ledger/ledger.h"

struct watch_feed {
    struct text address, title, etag, last_modified; /* empty: not known                    */
    int64_t looked;                                  /* 0: never                            */
    int64_t not_before;                              /* the server asked for that; 0: never */
    unsigned failures;                               /* looks in a row that failed          */
};

struct watch_page {
    struct text address;
    struct text entry, about; /* the feed's own text of it, where that is whole; else empty */
    struct text feed_address; /* of the document that has the entry                        */
    unsigned tries;
};

/* What is known of a feed; a new one is all zeros but for the address. */
priscus_status ledger_watch_feed(struct ledger *ledger, struct text address, struct arena *mem, struct watch_feed *out,
                                 struct priscus_error *err);

/* Keep the feed as it is now, and those of `pages` that were not met before, as pages of the watched feed
 * `owner` (itself, or the index that lists it). Commits. *n_new: how many. */
priscus_status ledger_watch_looked(struct ledger *ledger, const struct watch_feed *feed, struct text owner,
                                   const struct watch_page *pages, size_t n, size_t *n_new, struct priscus_error *err);

/* Up to `most` pages of `owner` that are waited for and may be tried at `now`, in the order they were met. */
priscus_status ledger_watch_due(struct ledger *ledger, struct text owner, int64_t now, size_t most, struct arena *mem,
                                struct watch_page **out, size_t *n, struct priscus_error *err);

/* The page is in the ledger. Is in effect with the next commit. */
priscus_status ledger_watch_read(struct ledger *ledger, struct text address, struct priscus_error *err);

/* It could not be had (or, once had, not be read); again at `next`; 0: never. Nothing if it was read meanwhile.
 * Commits. */
priscus_status ledger_watch_failed(struct ledger *ledger, struct text address, int64_t next, struct priscus_error *err);

#endif
