/* fetch.h - pages over the network: politely, within limits, and from nowhere that is private.
 *
 *     struct fetcher *fetcher;
 *     struct fetch_options options = { .timeout = 60, .delay = 1, .stop = &stop };
 *     fetcher_open(&options, &fetcher, &err);
 *     struct fetch_request request = { .address = text_c("https://thetern.example/talks") };
 *     status = fetch(fetcher, &request, &mem, &reply, &err);
 *     fetcher_close(fetcher);
 *
 * Only http and https, also behind redirects, which are followed one by one up to FETCH_HOPS_MAX; each one's
 * address is looked at when its socket is opened (peer.h). robots.txt is read once a day for each site
 * and obeyed (robots.h); between two requests to one host `delay` seconds pass, or what its
 * Crawl-delay says if that is more. No cookies, no .netrc, no passwords; a proxy of the environment
 * only where private addresses are allowed (transfer.c says why).
 *
 * A fetcher is used by one thread at a time. This floor knows nothing of news. */
#ifndef FETCH_H
#define FETCH_H

#include <signal.h>

#include "base/date.h"
#include "net/url.h"

#define FETCH_PAGE_MAX     ((size_t)32 << 20) /* bytes of a page, unpacked                     */
#define FETCH_HOPS_MAX     10                 /* redirects                                     */
#define FETCH_RETRY_MAX    (24 * 3600)        /* seconds; a Retry-After beyond counts as this  */
#define FETCH_ROBOTS_KEPT  (24 * 3600)        /* seconds that a robots.txt counts (RFC 9309)   */
#define FETCH_ROBOTS_AGAIN 300                /* ... and that one which could not be had does  */
#define FETCH_AGENT_MAX    200

struct fetch_options {
    unsigned timeout; /* seconds for one page with its redirects, waiting for the pace apart; 0: 60 */
    unsigned delay;   /* seconds between two requests to one host           */
    bool allow_private;
    const char *contact;         /* "news@example.org": who is asking, put behind the name; NULL: nobody says */
    volatile sig_atomic_t *stop; /* set by Ctrl-C: fetch() returns DONE soon after; may be NULL */
};

struct fetcher;

/* ENOMEM alone. Close what was opened. */
priscus_status fetcher_open(const struct fetch_options *options, struct fetcher **out, struct priscus_error *err);
void fetcher_close(struct fetcher *fetcher); /* NULL is allowed */

struct fetch_request {
    struct text address;
    struct text etag, last_modified; /* of the copy at hand, as the server gave them; empty: none */
    size_t limit;                    /* 0: FETCH_PAGE_MAX */
};

struct fetch_reply {
    long status;                     /* 200 ...; 0: no answer came; 403 also where robots.txt forbids */
    unsigned retry_after;            /* seconds, of a failure; 0: not said                  */
    struct text bytes;               /* unpacked, as the server has them                    */
    struct text address;             /* where it came from in the end                       */
    struct text type;                /* "text/html", in small letters; empty: not said      */
    struct text charset;             /* of the Content-Type, as written; NULL ptr: not said */
    struct text etag, last_modified; /* for the next request; empty: none                   */
    struct date fetched;
    bool not_modified; /* the copy at hand is good; no bytes                  */
    bool truncated;    /* the connection broke off; bytes has the beginning   */
};

/* Fetch one page; all of *out lies in `mem`. DONE: `stop` was set. ENETWORK: it could not be had, err says in
 * one sentence with the address why and what to do; *out has status and retry_after. ELIMIT: larger than the
 * limit. EINPUT: no address. ENOMEM. */
priscus_status fetch(struct fetcher *fetcher, const struct fetch_request *request, struct arena *mem,
                     struct fetch_reply *out, struct priscus_error *err);

/* Wait until net_now() is `until`, or `stop` is set: then false. */
bool fetch_wait(double until, volatile sig_atomic_t *stop);

#endif
