/* watch_look.h - one look at a feed: what is new in it is kept as pages to come. Inside the watch alone. */
#ifndef WATCH_LOOK_H
#define WATCH_LOOK_H

#include "ledger/watch_store.h"
#include "reader/watch/feed_watch.h"

struct look {
    struct text title;
    size_t found; /* pages that were not met before */
    bool not_modified;
    int64_t not_before; /* the server asked for that; 0: it did not */
    unsigned failures;  /* looks in a row that failed, with this one */
};

/* An entry that has no address is kept under its feed's, this and a number behind it. */
#define WATCH_ENTRY_MARK "#entry-"

/* Look at `address`, follow a sitemap index one level. OK also where some sitemaps of an index failed: each is told to
 * options->failed and counted in result. DONE: stopped. ENETWORK, EINPUT, ELIMIT: the feed could not be had; *out has not_before
 * and failures. Others concern the whole. */
priscus_status look_at(const struct watch_options *options, struct watch_result *result, const char *address,
                       struct arena *mem, struct look *out, struct priscus_error *err);

#endif
