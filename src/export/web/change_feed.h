/* change_feed.h - changes of stances as an Atom feed (RFC 4287), the newest first: for a feed reader, or a desk's chat.
 *
 *     VSK on talks: from rejects to open since 2031-05-06: 3 reports, 2 independent sources
 *
 * An entry keeps its id while more reports of the change come in (change_id()). */
#ifndef CHANGE_FEED_H
#define CHANGE_FEED_H

#include "story/changes/change_line.h"

struct change_feed {
    const char *self, *page; /* addresses of the feed and of its page, escaped; NULL: it stands nowhere */
    size_t most;             /* entries; 0: all */
    bool
        on_server; /* entries lead to the page of changes of `priscus serve`; else to the article with the newer words */
};

/* Append the feed. ENOMEM, ELEDGER. */
priscus_status change_feed_write(const struct change_feed *feed, struct ledger *ledger,
                                 const struct ledger_filter *filter, struct arena *mem, struct buffer *out,
                                 struct priscus_error *err);

#endif
