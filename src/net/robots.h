/* robots.h - what a site asks of programs (RFC 9309).
 *
 *     User-agent: *                     robots_read() keeps the rules that are for us, in short:
 *     Disallow: /archive/                   - /archive/
 *     Allow: /archive/may*.html$            + /archive/may*.html$
 *     Crawl-delay: 5                    and .delay == 5
 *
 *     robots_allow(&rules, "/archive/may-3.html")   true: the longest rule that fits, and
 *                                                 of two as long the one that allows
 *
 * Groups that name us are joined; where none does, those for "*" count. `*` stands for anything, `$` at
 * the end for the end; escapes are compared by what they say ("%6A" is "j", "%2F" is no "/"). Only the first
 * ROBOTS_MAX bytes count. Crawl-delay is not in the RFC, but asked for by many; it belongs to its group. */
#ifndef ROBOTS_H
#define ROBOTS_H

#include "base/buffer.h"

#define ROBOTS_MAX         ((size_t)500 << 10)
#define ROBOTS_PATTERN_MAX 2048 /* a longer rule fits nothing */
#define ROBOTS_DELAY_MAX   60   /* seconds; who asks for more gets this */

struct robots {
    struct buffer rules; /* a line each: "+ " or "- ", then the pattern in one spelling */
    unsigned delay;      /* seconds between two requests; 0: not said                   */
};

/* Read a robots.txt, any bytes, for the program `agent` ("priscus", case ignored). ENOMEM.
 * Release `out` in any case. */
priscus_status robots_read(struct text bytes, const char *agent, struct robots *out);
void robots_release(struct robots *robots);

/* May `target`, path and query, be fetched? /robots.txt always may. Linear in the rules and the
 * target. A target longer than URL_MAX may not. */
bool robots_allow(const struct robots *robots, struct text target);

#endif
