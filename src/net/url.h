/* url.h - an http or https address, checked and put in order (RFC 3986, by libcurl's parser).
 *
 *     HTTP://TheTern.example:80/a/../talks?day=3#top
 *     text    http://thetern.example/talks?day=3      no fragment, no default port, no "..", escaped
 *     host    thetern.example                         requests are paced by this
 *     origin  http://thetern.example                  robots.txt is kept by this
 *     target  /talks?day=3                            ... and asked about this
 *
 * Plain data of fixed size: it can be copied and has nothing to release. */
#ifndef URL_H
#define URL_H

#include "base/base.h"

/* Longer addresses are no addresses of pages; browsers and servers stop near here too. */
#define URL_MAX      4096
#define URL_HOST_MAX 255

struct url {
    char text[URL_MAX + 1];
    size_t origin_len; /* text begins with the origin ...  */
    size_t target_at;  /* ... which the target follows     */
    char host[URL_HOST_MAX + 1];
};

static inline struct text url_origin(const struct url *url)
{
    return text_of(url->text, url->origin_len);
}
static inline const char *url_target(const struct url *url)
{
    return url->text + url->target_at;
}

/* Does it begin as an address that can be fetched? Blanks before it and behind it count for nothing. */
bool url_looks_so(struct text address);

/* EINPUT: no http or https address, too long, or with a name and password in it; err says which.
 * White space around it, and blanks and letters beyond ASCII in it, are forgiven. */
priscus_status url_parse(struct text address, struct url *out, struct priscus_error *err);

/* --- addresses as pages and feeds have them, kept as they are written --- */

/* Begins with http:// or https:// and names a host. */
bool url_is_absolute(struct text address);

/* "thetern.example" of "https://thetern.example:8080/talks"; a NULL ptr if it is not absolute. */
struct text url_host(struct text address);

/* `link` as it is seen from `base`, which may be unknown (RFC 3986, 5.2); blanks in it are %20.
 *
 *     "https://thetern.example/world/feed.xml" + "../talks?id=4"    "https://thetern.example/talks?id=4"
 *
 * *out has a NULL ptr where no http or https address comes out. ENOMEM. Not by libcurl, whose 7.88 leads "#top" to
 * another page, and gives "https://thetern.example" a slash that the feed does not have. */
priscus_status url_resolve(struct text base, struct text link, struct arena *mem, struct text *out);

/* The address without the name and password that stand before its host ("https://me:key@thetern.example/"): they are
 * for whoever fetches, and are never kept. Where there are none, *out is `address` itself, without blanks around it. ENOMEM. */
priscus_status url_without_user(struct text address, struct arena *mem, struct text *out);

/* A text from outside fit for a message: its beginning, and nothing that a terminal would obey. Returns out. */
#define URL_SHOWN_MAX 168
const char *url_shown(struct text address, char out[URL_SHOWN_MAX]);

#endif
