/* feed.h - lists of pages: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 (RFC 4287), JSON Feed 1.0 and
 * 1.1, sitemaps with news (sitemaps.org 0.9), sitemap indexes, OPML.
 *
 *     <rss><channel><title>The Tern</title><link>https://thetern.example/</link>
 *       <item><title>Talks resume</title><link>/talks</link><description>...</description></item>
 *
 *     feed_read()           { FEED_RSS, .title = "The Tern", entries: [{ .page = "<item>...</item>",
 *                              .address = "https://thetern.example/talks", .title = "Talks resume" }] }
 *     article_read_feed()   a page that is one entry: its bytes, and in page.feed what `about` says
 *
 * A feed that is not well formed is read as far as it can be: that is the usual kind. There are
 * no entities but those of HTML, nothing is expanded, no DTD is looked at. */
#ifndef FEED_H
#define FEED_H

#include "page/article.h"

#define FEED_ENTRIES_MAX 65536 /* a sitemap may have 50,000                     */

enum feed_kind { FEED_RSS, FEED_ATOM, FEED_JSON, FEED_SITEMAP, FEED_SITEMAP_INDEX, FEED_OPML };

struct feed_entry {
    struct span page;    /* its bytes in the feed: "<item>...</item>", the JSON object       */
    struct text address; /* absolute; of a sitemap index the sitemap's, of OPML the feed's; a
                            NULL ptr: it has none                                             */
    struct text title;
    struct date published, modified; /* unknown where the feed does not say */
    bool whole;                      /* has a body, no mere summary                                      */
};

struct feed {
    enum feed_kind kind;
    struct text title, address, language; /* address: of the site, else the feed's own       */
    struct text about; /* a JSON object: what an entry's reader must know of its feed. Goes to page.feed */
    struct feed_entry *entries;
    size_t n_entries;
    bool cut; /* it ends inside something, or has more entries or levels than we read        */
};

/* Do the first kilobytes of it look like one of them? Whatever it is called. */
bool feed_guess(struct text bytes);

/* Read all of a feed; everything lives in `mem`, spans are in `bytes`. `address` is where it came
 * from, `charset` what its HTTP header says; both, and `fetched`, may be unknown. Linear in its size.
 * EINPUT: it is no feed. A feed without entries is a success. */
priscus_status feed_read_as(struct text bytes, struct text address, struct text charset, struct date fetched,
                            struct arena *mem, struct feed *out, struct priscus_error *err);
priscus_status feed_read(struct text bytes, struct text address, struct date fetched, struct arena *mem,
                         struct feed *out, struct priscus_error *err);

/* One entry as an article: page.from is PRISCUS_FROM_FEED, page.bytes the entry, page.feed the feed's
 * `about`. All ranges are in the entry's bytes. An entry that has a summary alone is
 * `unsure`; one that has not even that, but only an address, is EINPUT. */
priscus_status article_read_feed(const struct page *page, struct arena *mem, struct article *out,
                                 struct priscus_error *err);

#endif
