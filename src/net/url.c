/* url.c - see url.h. */
#include "net/url.h"

#include <stdio.h>
#include <stdlib.h>

#include <curl/curl.h>

bool url_looks_so(struct text address)
{
    return text_starts_fold(address, "http://") || text_starts_fold(address, "https://");
}

const char *url_shown(struct text address, char out[URL_SHOWN_MAX])
{
    size_t n = 0;

    for (; n < address.len && n < URL_SHOWN_MAX - 4; n++) {
        unsigned char c = (unsigned char)address.ptr[n];

        out[n] = c < 0x20 || c == 0x7F ? '?' : (char)c;
    }
    if (n < address.len) {
        while (n && ((unsigned char)address.ptr[n] & 0xC0) == 0x80)
            n--;
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

/* Take the parts out of libcurl's hands and put them together. */
static const char *assemble(CURLU *parts, struct url *out)
{
    char *scheme = NULL, *host = NULL, *port = NULL, *path = NULL, *query = NULL, *user = NULL;
    const char *why = NULL;
    int n;

    if (curl_url_get(parts, CURLUPART_USER, &user, 0) == CURLUE_OK) {
        why = "has a name or password before its host, which Priscus does not send; leave it out";
    } else if (curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
               (strcmp(scheme, "http") != 0 && strcmp(scheme, "https") != 0)) {
        why = "not an address that is fetched; only http:// and https:// are";
    } else if (curl_url_get(parts, CURLUPART_HOST, &host, 0) != CURLUE_OK || !*host || strlen(host) > URL_HOST_MAX ||
               strchr(host, '%')) {
        why = "names no host; look for a slip in the address";
    } else {
        if (curl_url_get(parts, CURLUPART_PORT, &port, 0) == CURLUE_OK &&
            strcmp(port, strcmp(scheme, "http") == 0 ? "80" : "443") == 0) {
            curl_free(port);
            port = NULL;
        }
        curl_url_get(parts, CURLUPART_PATH, &path, 0);
        curl_url_get(parts, CURLUPART_QUERY, &query, 0);
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
    curl_free(scheme);
    curl_free(host);
    curl_free(port);
    curl_free(path);
    curl_free(query);
    curl_free(user);
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
    if (memchr(address.ptr ? address.ptr : "", '\0', address.len))
        return refuse(address, "has a NUL byte in it; look for a slip in the address", err);
    parts = curl_url();
    if (parts)
        code = curl_url_set(parts, CURLUPART_URL, escaped, 0);
    if (!parts || code == CURLUE_OUT_OF_MEMORY) {
        curl_url_cleanup(parts);
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory for an address");
    }
    *out = (struct url){ 0 };
    if (code == CURLUE_UNSUPPORTED_SCHEME || code == CURLUE_BAD_SCHEME)
        why = "not an address that is fetched; only http:// and https:// are";
    else if (code != CURLUE_OK)
        why = "no address of a page; look for a slip in it";
    else
        why = assemble(parts, out);
    curl_url_cleanup(parts);
    return why ? refuse(address, why, err) : PRISCUS_OK;
}
