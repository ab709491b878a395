/* url.c - see url.h. */
#include "net/url.h"

#include <stdio.h>
#include <stdlib.h>

#include "net/libcurl.h"

bool url_looks_so(struct text address)
{
    address = text_trim(address);
    return text_starts_fold(address, "http://") || text_starts_fold(address, "https://");
}

/* Where the name and password of "https://me:key@thetern.example/" lie, "@" and all; empty: there are none. The last
 * "@" before the path ends them: a password may hold one too. */
static struct span user_of(struct text address)
{
    size_t begin = text_find(address, text_c(":"), 0), at;

    begin = begin == NOWHERE ? address.len : begin + 1;
    while (begin < address.len && strchr("/\\", address.ptr[begin] ? address.ptr[begin] : ' '))
        begin++;
    at = begin;
    for (size_t i = begin; i < address.len && !strchr("/?#\\", address.ptr[i] ? address.ptr[i] : ' '); i++)
        if (address.ptr[i] == '@')
            at = i + 1;
    return (struct span){ (uint32_t)begin, (uint32_t)at };
}

const char *url_shown(struct text address, char out[URL_SHOWN_MAX])
{
    struct span user = url_looks_so(address) ? user_of(address) : (struct span){ 0 };
    size_t n = 0, i = 0;

    for (; i < address.len && n < URL_SHOWN_MAX - 4; i++) {
        unsigned char c = (unsigned char)address.ptr[i];

        if (i < user.begin || i >= user.end)
            out[n++] = c < 0x20 || c == 0x7F ? '?' : (char)c;
    }
    if (i < address.len) {
        while (n && i && ((unsigned char)address.ptr[i] & 0xC0) == 0x80) {
            n--;
            i--;
        }
        memcpy(out + n, "...", 3);
        n += 3;
    }
    out[n] = '\0';
    return out;
}

static priscus_status refuse(struct text address, const char *why, struct priscus_error *err)
{
    char shown[URL_SHOWN_MAX];

    return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: %s", url_shown(address, shown), why);
}

/* Feeds have addresses with blanks and with letters of any script; on the wire they are escaped.
 * The host is left alone: its letters are libcurl's matter (IDN). */
static bool escape(struct text address, char out[URL_MAX + 1])
{
    size_t host = text_find(address, text_c(":"), 0), n = 0;

    host = text_starts_fold(address, "http") ? host + 1 : 0; /* NOWHERE + 1 is 0 */
    while (host && host < address.len && address.ptr[host] == '/')
        host++; /* libcurl, as browsers, takes one slash or three for two */
    while (host && host < address.len && !strchr("/?#", address.ptr[host]))
        host++;
    for (size_t i = 0; i < address.len; i++) {
        unsigned char c = (unsigned char)address.ptr[i];

        if (c == '\t' || c == '\n' || c == '\r')
            continue; /* as browsers do: a long address broken over lines */
        if (n + 3 > URL_MAX)
            return false;
        if (i >= host && (c <= 0x20 || c >= 0x7F))
            n += (size_t)snprintf(out + n, 4, "%%%02X", c);
        else
            out[n++] = (char)c;
    }
    out[n] = '\0';
    return true;
}

/* libcurl reads "0x7f%443" as a name and takes the escape out of it, which leaves "0x7fd3": the number of another host.
 * Such a host would be one when it is checked and another when it is asked. */
static bool host_is_escaped(const char *address)
{
    const char *at = strchr(address, ':'), *end, *user;

    at = at ? at + 1 : address;
    at += strspn(at, "/");
    end = at + strcspn(at, "/?#");
    user = memrchr(at, '@', (size_t)(end - at));
    at = user ? user : at;
    return memchr(at, '%', (size_t)(end - at)) != NULL;
}

/* Take the parts out of libcurl's hands and put them together. */
static const char *assemble(CURLU *parts, struct url *out)
{
    char *scheme = NULL, *host = NULL, *port = NULL, *path = NULL, *query = NULL, *user = NULL;
    const char *why = NULL;
    int n;

    if (libcurl.url_get(parts, CURLUPART_USER, &user, 0) == CURLUE_OK) {
        why = "has a name or password before its host, which Priscus does not send; leave it out";
    } else if (libcurl.url_get(parts, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
               (strcmp(scheme, "http") != 0 && strcmp(scheme, "https") != 0)) {
        why = "not an address that is fetched; only http:// and https:// are";
    } else if (libcurl.url_get(parts, CURLUPART_HOST, &host, 0) != CURLUE_OK || !*host || strlen(host) > URL_HOST_MAX) {
        why = "names no host; look for a slip in the address";
    } else {
        if (libcurl.url_get(parts, CURLUPART_PORT, &port, 0) == CURLUE_OK &&
            strcmp(port, strcmp(scheme, "http") == 0 ? "80" : "443") == 0) {
            libcurl.free(port);
            port = NULL;
        }
        libcurl.url_get(parts, CURLUPART_PATH, &path, 0);
        libcurl.url_get(parts, CURLUPART_QUERY, &query, 0);
        for (char *c = host; *c; c++)
            *c = ascii_lower(*c);
        n = snprintf(out->text, sizeof out->text, "%s://%s%s%s", scheme, host, port ? ":" : "", port ? port : "");
        out->origin_len = out->target_at = (size_t)n;
        n += snprintf(out->text + n, sizeof out->text - (size_t)n, "%s%s%s", path && *path ? path : "/",
                      query ? "?" : "", query ? query : "");
        memcpy(out->host, host, strlen(host) + 1);
        if (n > URL_MAX)
            why = "too long for an address";
    }
    libcurl.free(scheme);
    libcurl.free(host);
    libcurl.free(port);
    libcurl.free(path);
    libcurl.free(query);
    libcurl.free(user);
    return why;
}

priscus_status url_parse(struct text address, struct url *out, struct priscus_error *err)
{
    char escaped[URL_MAX + 1];
    CURLU *parts;
    const char *why = NULL;
    CURLUcode code = CURLUE_OK;

    address = text_trim(address);
    if (!escape(address, escaped))
        return refuse(address, "too long for an address", err);
    if (text_starts_fold(address, "http:///") || text_starts_fold(address, "https:///"))
        return refuse(address, "names no host; look for a slip in the address", err);
    if (memchr(address.ptr ? address.ptr : "", '\0', address.len))
        return refuse(address, "has a NUL byte in it; look for a slip in the address", err);
    if (host_is_escaped(escaped))
        return refuse(address, "has an escape (%) in the name of its host; write the name out", err);
    if (libcurl_load(err) != PRISCUS_OK)
        return PRISCUS_EIO;
    parts = libcurl.url();
    if (parts)
        code = libcurl.url_set(parts, CURLUPART_URL, escaped, 0);
    if (!parts || code == CURLUE_OUT_OF_MEMORY) {
        libcurl.url_cleanup(parts);
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory for an address");
    }
    *out = (struct url){ 0 };
    if (code == CURLUE_UNSUPPORTED_SCHEME || code == CURLUE_BAD_SCHEME)
        why = "not an address that is fetched; only http:// and https:// are";
    else if (code != CURLUE_OK)
        why = "no address of a page; look for a slip in it";
    else
        why = assemble(parts, out);
    libcurl.url_cleanup(parts);
    return why ? refuse(address, why, err) : PRISCUS_OK;
}

/* --- addresses as pages have them: kept as they are written --- */

static size_t scheme_end(struct text link)
{
    if (text_starts_fold(link, "http://"))
        return 7;
    if (text_starts_fold(link, "https://"))
        return 8;
    return 0;
}

static size_t host_end(struct text link)
{
    size_t i = scheme_end(link);

    while (i < link.len && !strchr("/?#", link.ptr[i] ? link.ptr[i] : '/'))
        i++;
    return i;
}

struct text url_host(struct text address)
{
    size_t begin = scheme_end(address), end = host_end(address);
    const char *at;

    if (begin == 0)
        return (struct text){ 0 };
    at = memchr(address.ptr + begin, '@', end - begin);
    if (at)
        begin = (size_t)(at + 1 - address.ptr);
    at = memchr(address.ptr + begin, ':', end - begin);
    if (at)
        end = (size_t)(at - address.ptr);
    return text_of(address.ptr + begin, end - begin);
}

bool url_is_absolute(struct text address)
{
    return scheme_end(address) && host_end(address) > scheme_end(address);
}

/* "mailto:", "tag:", "urn:" */
static bool has_scheme(struct text link)
{
    size_t i = 0;

    while (i < link.len &&
           (is_ascii_alpha(link.ptr[i]) || (i && (is_ascii_digit(link.ptr[i]) || strchr("+-.", link.ptr[i])))))
        i++;
    return i && i < link.len && link.ptr[i] == ':';
}

/* Append a piece; blanks become %20, control characters go. */
static size_t put(char *out, size_t n, struct text piece)
{
    for (size_t i = 0; i < piece.len; i++) {
        if (piece.ptr[i] == ' ') {
            memcpy(out + n, "%20", 3);
            n += 3;
        } else if ((unsigned char)piece.ptr[i] > 0x20 && piece.ptr[i] != 0x7F)
            out[n++] = piece.ptr[i];
    }
    return n;
}

/* Take "." and ".." out of the path that begins at out[root], in place. */
static size_t without_dots(char *out, size_t root, size_t n)
{
    size_t query = root, to = root, i = root;

    while (query < n && out[query] != '?' && out[query] != '#')
        query++;
    while (i < query) { /* out[i] is '/' */
        size_t end = i + 1;

        while (end < query && out[end] != '/')
            end++;
        if (end - i == 2 && out[i + 1] == '.') {
            if (end == query)
                out[to++] = '/';
        } else if (end - i == 3 && out[i + 1] == '.' && out[i + 2] == '.') {
            while (to > root && out[--to] != '/')
                ;
            if (end == query)
                out[to++] = '/';
        } else {
            memmove(out + to, out + i, end - i);
            to += end - i;
        }
        i = end;
    }
    memmove(out + to, out + query, n - query);
    return to + (n - query);
}

priscus_status url_resolve(struct text base, struct text link, struct arena *mem, struct text *out)
{
    size_t n = 0, root, keep = 0;
    char *room;

    *out = (struct text){ 0 };
    base = text_trim(base);
    link = text_trim(link);
    if (link.len == 0 || (has_scheme(link) && !url_is_absolute(link)))
        return PRISCUS_OK;
    if (!url_is_absolute(link)) {
        if (!url_is_absolute(base))
            return PRISCUS_OK;
        if (text_starts(link, "//"))
            keep = scheme_end(base) - 2;
        else if (link.ptr[0] == '/')
            keep = host_end(base);
        else {
            size_t path = host_end(base);

            while (path < base.len && base.ptr[path] != '#' && (base.ptr[path] != '?' || link.ptr[0] == '#'))
                path++;
            if (link.ptr[0] != '?' && link.ptr[0] != '#')
                while (path > host_end(base) && base.ptr[path - 1] != '/')
                    path--;
            keep = path;
        }
    }
    room = arena_alloc(mem, 3 * (keep + link.len) + 2);
    if (!room)
        return PRISCUS_ENOMEM;
    n = put(room, 0, text_of(base.ptr, keep));
    if (keep == host_end(base) && keep && link.ptr[0] != '/')
        room[n++] = '/';
    n = put(room, n, link);
    root = host_end(text_of(room, n));
    if (root < n && room[root] == '/')
        n = without_dots(room, root, n);
    if (url_is_absolute(text_of(room, n)))
        *out = text_of(room, n);
    return PRISCUS_OK;
}

priscus_status url_without_user(struct text address, struct arena *mem, struct text *out)
{
    struct span user = { 0 };
    size_t scheme;
    char *kept;

    address = text_trim(address);
    if (has_scheme(address)) {
        scheme = text_find(address, text_c(":"), 0);
        if (text_starts(text_of(address.ptr + scheme, address.len - scheme), "://"))
            user = user_of(address);
    }
    *out = address;
    if (span_empty(user))
        return PRISCUS_OK;
    kept = arena_alloc(mem, address.len);
    if (!kept)
        return PRISCUS_ENOMEM;
    memcpy(kept, address.ptr, user.begin);
    memcpy(kept + user.begin, address.ptr + user.end, address.len - user.end);
    *out = text_of(kept, address.len - (user.end - user.begin));
    return PRISCUS_OK;
}
