/* transfer.c - see transfer.h.
 *
 * One handle serves a run, so that names, TLS sessions and open connections are kept from page to page.
 * All options are set anew for each request. Not used: cookies, .netrc, any protocol but http and https, and
 * proxies unless private addresses are allowed. A proxy connects for us, so the check of the address would see
 * the proxy and nothing behind it; rather than go round a proxy that somebody set for a reason, it is an error.
 */
#include "net/transfer.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "net/libcurl.h"
#include "net/peer.h"

#define BODY_KEPT ((size_t)1 << 20)

struct transfer {
    CURL *curl;
    const char *agent;
    struct buffer body;
    size_t header_bytes;
    const struct transfer_request *now;
    bool over_limit, over_headers, refused;
    char peer[PEER_TEXT_MAX];
    const char *peer_what;
    char why[CURL_ERROR_SIZE];
};

priscus_status transfer_open(const char *agent, struct transfer **out, struct priscus_error *err)
{
    struct transfer *t;
    priscus_status status = libcurl_load(err);

    if (status != PRISCUS_OK)
        return status;
    if (libcurl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return error_memory(err);
    t = calloc(1, sizeof *t);
    if (t)
        t->curl = libcurl.easy_init();
    if (!t || !t->curl) {
        free(t);
        libcurl.global_cleanup();
        return error_memory(err);
    }
    t->agent = agent;
    *out = t;
    return PRISCUS_OK;
}

void transfer_close(struct transfer *t)
{
    if (!t)
        return;
    libcurl.easy_cleanup(t->curl);
    libcurl.global_cleanup();
    buffer_release(&t->body);
    free(t);
}

/* ---- what libcurl calls ---------------------------------------------------------------- */

static size_t on_body(char *bytes, size_t size, size_t n, void *context)
{
    struct transfer *t = context;
    size_t room = t->now->limit - t->body.len;

    n *= size;
    if (n > room) {
        t->over_limit = true;
        buffer_add(&t->body, bytes, room);
        return CURL_WRITEFUNC_ERROR;
    }
    buffer_add(&t->body, bytes, n);
    return t->body.failed ? CURL_WRITEFUNC_ERROR : n;
}

/* Headers are only counted here; their values are read with libcurl.easy_header() once the answer is complete. */
static size_t on_header(char *bytes, size_t size, size_t n, void *context)
{
    struct transfer *t = context;

    (void)bytes;
    t->header_bytes += n * size;
    t->over_headers = t->header_bytes > TRANSFER_HEADERS_MAX;
    return t->over_headers ? 0 : n * size;
}

static int on_progress(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const struct transfer *t = context;

    (void)a, (void)b, (void)c, (void)d;
    return t->now->stop && *t->now->stop;
}

/* Called with the address that the socket will connect to: the name is resolved already, so nothing can change it. */
static curl_socket_t on_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct transfer *t = context;
    const char *what = peer_private(&address->addr);

    (void)purpose;
    if (what && !t->now->allow_private) {
        t->refused = true;
        t->peer_what = what;
        peer_text(&address->addr, t->peer);
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- asking ---------------------------------------------------------------------------- */

/* The variable of the environment that names a proxy for this address; NULL: none does. As libcurl looks. */
static const char *proxy_variable(const struct url *url)
{
    static const char *const http[] = { "http_proxy", "all_proxy", "ALL_PROXY" }, *const https[] = {
        "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"
    };
    bool safe = text_starts(text_c(url->text), "https:");
    const char *const *names = safe ? https : http;
    size_t n = safe ? COUNT_OF(https) : COUNT_OF(http);

    for (size_t i = 0; i < n; i++) {
        const char *value = getenv(names[i]);

        if (value && *value)
            return names[i];
    }
    return NULL;
}

/* "Name: value" appended. False: out of memory. */
static bool add_header(struct curl_slist **list, const char *name, const char *value)
{
    char line[TRANSFER_FIELD_MAX + 64];
    struct curl_slist *longer;

    if (!value || !*value || strpbrk(value, "\r\n"))
        return true;
    snprintf(line, sizeof line, "%s: %s", name, value);
    longer = libcurl.slist_append(*list, line);
    if (longer)
        *list = longer;
    return longer != NULL;
}

static void set_options(struct transfer *t, struct curl_slist *headers, bool unpack)
{
    const struct transfer_request *r = t->now;
    const char *authorities = getenv("SSL_CERT_FILE"); /* as curl(1) and OpenSSL have it: an office's own */
    CURL *curl = t->curl;

    libcurl.easy_reset(curl);
    if (authorities && *authorities)
        libcurl.easy_setopt(curl, CURLOPT_CAINFO, authorities);
    libcurl.easy_setopt(curl, CURLOPT_URL, r->url->text);
    libcurl.easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    libcurl.easy_setopt(curl, CURLOPT_USERAGENT, t->agent);
    libcurl.easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    libcurl.easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    libcurl.easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    libcurl.easy_setopt(curl, CURLOPT_ERRORBUFFER, t->why);
    libcurl.easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)(r->seconds * 1000) + 1);
    libcurl.easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)TRANSFER_CONNECT_MAX);
    libcurl.easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)TRANSFER_SLOW_BYTES);
    libcurl.easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)TRANSFER_SLOW_SECONDS);
    if (unpack)
        libcurl.easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
    else
        libcurl.easy_setopt(curl, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    if (!r->allow_private)
        libcurl.easy_setopt(curl, CURLOPT_PROXY, "");
    libcurl.easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    libcurl.easy_setopt(curl, CURLOPT_OPENSOCKETDATA, t);
    libcurl.easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    libcurl.easy_setopt(curl, CURLOPT_WRITEDATA, t);
    libcurl.easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
    libcurl.easy_setopt(curl, CURLOPT_HEADERDATA, t);
    libcurl.easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    libcurl.easy_setopt(curl, CURLOPT_XFERINFODATA, t);
    libcurl.easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
}

static CURLcode perform(struct transfer *t, struct curl_slist *headers, bool unpack)
{
    if (t->body.room > BODY_KEPT)
        buffer_release(&t->body);
    else
        buffer_reset(&t->body);
    t->header_bytes = 0;
    t->over_limit = t->over_headers = t->refused = false;
    t->why[0] = '\0';
    set_options(t, headers, unpack);
    return libcurl.easy_perform(t->curl);
}

static void copy_header(CURL *curl, const char *name, char out[TRANSFER_FIELD_MAX])
{
    struct curl_header *header;

    out[0] = '\0';
    if (libcurl.easy_header(curl, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK &&
        strlen(header->value) < TRANSFER_FIELD_MAX)
        memcpy(out, header->value, strlen(header->value) + 1);
}

static void collect(struct transfer *t, struct transfer_answer *out)
{
    curl_off_t retry = 0;
    char *location = NULL;

    libcurl.easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &out->status);
    libcurl.easy_getinfo(t->curl, CURLINFO_RETRY_AFTER, &retry);
    libcurl.easy_getinfo(t->curl, CURLINFO_REDIRECT_URL, &location);
    out->retry_after = retry;
    copy_header(t->curl, "Content-Type", out->type);
    copy_header(t->curl, "ETag", out->etag);
    copy_header(t->curl, "Last-Modified", out->last_modified);
    if (location)
        snprintf(out->location, sizeof out->location, "%s", location);
}

/* ---- what went wrong ------------------------------------------------------------------- */

static priscus_status network(struct priscus_error *err, const char *sentence)
{
    return error_set(err, PRISCUS_ENETWORK, NOWHERE, "%s", sentence);
}

static priscus_status explain(const struct transfer *t, CURLcode code, struct priscus_error *err)
{
    const struct transfer_request *r = t->now;
    curl_off_t answered = 0; /* microseconds to the first byte; 0: none came */
    char shown[URL_SHOWN_MAX];

    if (t->over_limit) {
        if (r->limit >= 1 << 20)
            return error_set(err, PRISCUS_ELIMIT, r->limit,
                             "more than %zu MiB came (unpacked), which no news page has; broken off", r->limit >> 20);
        return error_set(err, PRISCUS_ELIMIT, r->limit, "more than %zu bytes came; broken off", r->limit);
    }
    if (t->over_headers)
        return network(err, "the server sends headers without end; broken off");
    if (t->refused)
        return error_set(err, PRISCUS_ENETWORK, NOWHERE,
                         "leads to %s, which is %s: not fetched; give --allow-private if that is meant", t->peer,
                         t->peer_what);
    switch (code) {
    case CURLE_OUT_OF_MEMORY: /* libcurl's word for a line of a header beyond its own limit, too */
        libcurl.easy_getinfo(t->curl, CURLINFO_STARTTRANSFER_TIME_T, &answered);
        return answered > 0 ? network(err, "the server sends a header without end; broken off") : error_memory(err);
    case CURLE_WRITE_ERROR:
        if (t->body.failed)
            return error_memory(err);
        return network(err, "the answer cannot be unpacked: it is damaged, or not packed as it says; try again later");
    case CURLE_BAD_CONTENT_ENCODING:
        return network(err, "the answer cannot be unpacked: it is damaged, or not packed as it says; try again later");
    case CURLE_COULDNT_RESOLVE_HOST:
        return error_set(err, PRISCUS_ENETWORK, NOWHERE,
                         "no host %s is found; look for a slip in the address, or for a network that is down",
                         r->url->host);
    case CURLE_COULDNT_RESOLVE_PROXY:
        return network(
            err, "the proxy that the environment names is not found; look for a slip in https_proxy or http_proxy");
    case CURLE_COULDNT_CONNECT:
        return error_set(err, PRISCUS_ENETWORK, NOWHERE,
                         "%s takes no connection; is the address right? If it is, try again later", r->url->host);
    case CURLE_OPERATION_TIMEDOUT:
        return error_set(err, PRISCUS_ENETWORK, NOWHERE,
                         "did not come in time (nothing, or less than %d bytes a second); try again later, or with a "
                         "larger --timeout",
                         TRANSFER_SLOW_BYTES);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
        return error_set(err, PRISCUS_ENETWORK, NOWHERE,
                         "not fetched, since its certificate proves nothing (%s); it may be another's site, or the "
                         "clock here is wrong",
                         url_shown(text_c(*t->why ? t->why : libcurl.easy_strerror(code)), shown));
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ENGINE_INITFAILED:
        return error_set(err, PRISCUS_ENETWORK, NOWHERE, "no safe connection (TLS) comes about: %s; try again later",
                         url_shown(text_c(*t->why ? t->why : libcurl.easy_strerror(code)), shown));
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
        return network(err, "the connection broke off before the page came; try again later");
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
        return network(err, "what answers there is no web server; look for a slip in the address");
    default:
        return error_set(err, PRISCUS_ENETWORK, NOWHERE, "cannot be fetched: %s; try again later",
                         url_shown(text_c(*t->why ? t->why : libcurl.easy_strerror(code)), shown));
    }
}

/* Did the connection break off in the middle of the body? Then the beginning is worth having. */
static bool broke_off(const struct transfer *t, CURLcode code)
{
    return t->body.len > 0 && (code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR || code == CURLE_HTTP2_STREAM ||
                               code == CURLE_HTTP2);
}

priscus_status transfer_run(struct transfer *t, const struct transfer_request *request, struct transfer_answer *out,
                            struct text *body, struct priscus_error *err)
{
    const char *proxy = request->allow_private ? NULL : proxy_variable(request->url);
    struct curl_slist *headers = NULL;
    CURLcode code = CURLE_OUT_OF_MEMORY;

    *out = (struct transfer_answer){ 0 };
    if (proxy)
        return error_set(err, PRISCUS_ENETWORK, NOWHERE,
                         "%s is set, and a proxy may go where Priscus must not (private addresses); unset it, or give "
                         "--allow-private to use it",
                         proxy);
    t->now = request;
    if (add_header(&headers, "If-None-Match", request->etag) &&
        add_header(&headers, "If-Modified-Since", request->last_modified)) {
        code = perform(t, headers, true);
        /* Some servers say "gzip" and send plain text: ask once more, and take the bytes as they come. */
        if (code == CURLE_BAD_CONTENT_ENCODING && t->body.len == 0)
            code = perform(t, headers, false);
    }
    if (code == CURLE_ABORTED_BY_CALLBACK && request->stop && *request->stop) {
        libcurl.slist_free_all(headers);
        return PRISCUS_DONE;
    }
    collect(t, out);
    libcurl.slist_free_all(headers);
    out->truncated = broke_off(t, code) || (t->over_limit && request->cut);
    if (code != CURLE_OK && !out->truncated)
        return explain(t, code, err);
    if (t->body.failed)
        return error_memory(err);
    *body = buffer_as_text(&t->body);
    return PRISCUS_OK;
}
