/* guard.c - see guard.h. */
#include "server/http/guard.h"

#include <stdio.h>
#include <sys/random.h>

static const char *const own_names[] = { "127.0.0.1", "localhost", "[::1]" };

priscus_status guard_init(struct guard *guard, unsigned port, struct priscus_error *err)
{
    unsigned char bytes[GUARD_TOKEN_DIGITS / 2];

    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return error_set(err, PRISCUS_EIO, NOWHERE, "the system gives no random bytes for a token");
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(guard->token + 2 * i, 3, "%02x", bytes[i]);
    guard->port = port;
    return PRISCUS_OK;
}

/* "localhost:7007" is the name and the port; browsers leave port 80 out. */
static bool is_name(const struct guard *guard, struct text host, const char *name)
{
    char port[12];
    struct text rest;

    if (!text_starts_fold(host, name))
        return false;
    rest = text_of(host.ptr + strlen(name), host.len - strlen(name));
    snprintf(port, sizeof port, ":%u", guard->port);
    return text_is(rest, port) || (!rest.len && guard->port == 80);
}

static bool host_is_ours(const struct guard *guard, struct text host)
{
    for (size_t i = 0; i < COUNT_OF(own_names); i++)
        if (is_name(guard, host, own_names[i]))
            return true;
    for (size_t i = 0; i < guard->n_names; i++)
        if (is_name(guard, host, guard->names[i]))
            return true;
    return false;
}

bool guard_host_is_ours(const struct guard *guard, const char *host)
{
    return host && host_is_ours(guard, text_c(host));
}

bool guard_origin_is_ours(const struct guard *guard, const char *origin)
{
    static const char scheme[] = "http://";
    struct text rest = text_c(origin);

    if (!origin || !text_starts(rest, scheme))
        return false;
    return host_is_ours(guard, text_of(rest.ptr + sizeof scheme - 1, rest.len - (sizeof scheme - 1)));
}

bool guard_token_fits(const struct guard *guard, struct text token)
{
    unsigned differ = token.len != GUARD_TOKEN_DIGITS;

    for (size_t i = 0; i < GUARD_TOKEN_DIGITS; i++)
        differ |= (unsigned char)guard->token[i] ^ (unsigned char)(i < token.len ? token.ptr[i] : 0);
    return differ == 0;
}

struct text guard_cookie(const char *header, const char *cookie)
{
    struct text rest = text_c(header);

    while (rest.len) {
        struct text pair = text_trim(text_cut(&rest, ';')), name = text_cut(&pair, '=');

        if (text_is(name, cookie))
            return pair;
    }
    return (struct text){ 0 };
}

static bool has_bearer(const struct guard *guard, const struct credentials *c)
{
    static const char bearer[] = "Bearer ";
    struct text authorization = text_c(c->authorization);

    return text_starts_fold(authorization, bearer) &&
           guard_token_fits(guard, text_trim(text_of(authorization.ptr + sizeof bearer - 1,
                                                     authorization.len - (sizeof bearer - 1))));
}

static bool has_cookie(const struct guard *guard, const struct credentials *c)
{
    struct text cookie = guard_cookie(c->cookie, GUARD_COOKIE);

    return cookie.ptr && guard_token_fits(guard, cookie);
}

bool guard_has_token(const struct guard *guard, const struct credentials *c)
{
    return has_bearer(guard, c) || has_cookie(guard, c);
}

bool guard_may_write(const struct guard *guard, const struct credentials *c)
{
    if (c->origin && !guard_origin_is_ours(guard, c->origin))
        return false;
    if (c->fetch_site && strcmp(c->fetch_site, "same-origin") != 0 && strcmp(c->fetch_site, "none") != 0)
        return false;
    return has_bearer(guard, c) || (has_cookie(guard, c) && (c->origin || c->fetch_site));
}
