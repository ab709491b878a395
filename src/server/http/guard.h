/* guard.h - who may ask, and who may write.
 *
 * The server stands on 127.0.0.1, but any page that a browser on this machine has open can send requests there. Three
 * things keep it out:
 *
 *     Host      must be this server's own name: a foreign name that was made to point here (DNS rebinding) is not
 *     Origin    of a request that writes must be this server
 *     the token, printed when the server starts, must come with it: "Authorization: Bearer ...", or the cookie that
 *               the address with ?token=... sets (SameSite=Strict, so that no other site's page sends it along) */
#ifndef GUARD_H
#define GUARD_H

#include "base/base.h"

#define GUARD_TOKEN_DIGITS 32
#define GUARD_NAMES_MAX    8
#define GUARD_COOKIE       "priscus_token"

struct guard {
    char token[GUARD_TOKEN_DIGITS + 1];
    unsigned port;
    const char *names[GUARD_NAMES_MAX]; /* besides 127.0.0.1, [::1] and localhost */
    size_t n_names;
};

/* A new token from the system's source of chance. EIO. */
priscus_status guard_init(struct guard *guard, unsigned port, struct priscus_error *err);

/* "127.0.0.1:7007", "localhost:7007": one of this server's own names? NULL (no such header) is none. */
bool guard_host_is_ours(const struct guard *guard, const char *host);

/* "http://localhost:7007": a page of this server? */
bool guard_origin_is_ours(const struct guard *guard, const char *origin);

/* Is it the token? Takes the same time whatever is wrong with it. */
bool guard_token_fits(const struct guard *guard, struct text token);

/* What a request brings with it; NULL: no such header. */
struct credentials {
    const char *authorization, *cookie, *origin, *fetch_site;
};

/* The value of a cookie in "a=1; priscus_token=..."; a NULL ptr: it is not there. `header` may be NULL. */
struct text guard_cookie(const char *header, const char *cookie);

/* Does it bring the token, from wherever? Then the forms are shown; writing is another question. */
bool guard_has_token(const struct guard *guard, const struct credentials *c);

/* May it write? With the cookie alone, the browser must also say that the request comes from a page of this server. */
bool guard_may_write(const struct guard *guard, const struct credentials *c);

#endif
