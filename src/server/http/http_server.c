/* http_server.c - see http_server.h.
 *
 * libmicrohttpd calls exchange_begin() with the first line of a request, then on_request(): once with the headers, again
 * with each piece of a body, and a last time when all of it is there. Answering in the first of these calls
 * would close the connection each time, so that is done only where the rest is not wanted. */
#include "server/http/http_server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json_write.h"
#include "server/http/libmicrohttpd.h"

#define THREADS_MAX 64

struct http_server {
    struct MHD_Daemon *daemon;
    struct guard guard;
    struct http_server_options options;
};

/* One request and its reply. */
struct exchange {
    struct arena mem;
    char *raw; /* the target as it was sent; NULL: it is too long */
    size_t raw_len;
    struct buffer body;
    bool begun, too_large;
};

/* ---- replies ------------------------------------------------------------------------------- */

/* Nothing of a page is run or loaded from outside, whatever it says. */
static const char content_policy[] =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

static void add_headers(struct MHD_Response *response, const struct reply *reply)
{
    char disposition[120];

    libmicrohttpd.add_response_header(response, "Content-Type", reply->type ? reply->type : "application/json");
    libmicrohttpd.add_response_header(response, "Content-Security-Policy", content_policy);
    libmicrohttpd.add_response_header(response, "X-Content-Type-Options", "nosniff");
    /* Nothing of an address gets elsewhere; "no-referrer" would make browsers keep quiet of Origin here, too. */
    libmicrohttpd.add_response_header(response, "Referrer-Policy", "same-origin");
    libmicrohttpd.add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    libmicrohttpd.add_response_header(response, "Cross-Origin-Opener-Policy", "same-origin");
    libmicrohttpd.add_response_header(response, "Cache-Control", reply->is_static ? "max-age=86400" : "no-cache");
    if (*reply->location)
        libmicrohttpd.add_response_header(response, "Location", reply->location);
    if (*reply->cookie)
        libmicrohttpd.add_response_header(response, "Set-Cookie", reply->cookie);
    if (*reply->file_name) {
        snprintf(disposition, sizeof disposition, "inline; filename=\"%s\"", reply->file_name);
        libmicrohttpd.add_response_header(response, "Content-Disposition", disposition);
    }
    if (reply->status == HTTP_METHOD_NOT_ALLOWED)
        libmicrohttpd.add_response_header(response, "Allow", "GET, HEAD, POST");
    if (reply->status == HTTP_UNAVAILABLE)
        libmicrohttpd.add_response_header(response, "Retry-After", "2");
}

/* A reply has the hash of its bytes for a name; who has those bytes already gets none. */
static void check_tag(struct MHD_Connection *connection, struct reply *reply)
{
    const char *known = libmicrohttpd.lookup_connection_value(connection, MHD_HEADER_KIND, "If-None-Match");

    reply_set_tag(reply);
    if (known && text_find(text_c(known), text_c(reply->tag), 0) != NOWHERE)
        reply->status = HTTP_NOT_MODIFIED;
}

/* The file of a reply, which the response closes. */
static struct MHD_Response *file_response(struct reply *reply)
{
    struct MHD_Response *response = NULL;
    struct stat st;

    if (fstat(reply->file, &st) == 0)
        response = libmicrohttpd.create_response_from_fd64((uint64_t)st.st_size, reply->file);
    if (!response)
        close(reply->file);
    reply->file = 0;
    buffer_release(&reply->body);
    return response;
}

/* Send it; its body goes along. */
static enum MHD_Result send_reply(struct MHD_Connection *connection, struct reply *reply)
{
    struct MHD_Response *response;
    enum MHD_Result result;

    if (reply->body.failed) {
        buffer_release(&reply->body);
        *reply = (struct reply){ .status = HTTP_UNAVAILABLE };
        buffer_c(&reply->body, "{\"ok\": false, \"status\": 503, \"error\": \"out of memory; ask for less\"}\n");
        if (reply->body.failed)
            return MHD_NO;
    }
    if (reply->status == HTTP_OK && !reply->file)
        check_tag(connection, reply);
    if (reply->status == HTTP_NOT_MODIFIED)
        buffer_release(&reply->body);
    response = reply->file ? file_response(reply) : libmicrohttpd.create_response_from_buffer(reply->body.len, reply->body.ptr ? reply->body.ptr : "",
                                               reply->body.ptr ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    if (!response) {
        buffer_release(&reply->body);
        return MHD_NO;
    }
    reply->body = (struct buffer){ 0 }; /* the response's now */
    add_headers(response, reply);
    if (*reply->tag)
        libmicrohttpd.add_response_header(response, "ETag", reply->tag);
    result = libmicrohttpd.queue_response(connection, (unsigned)reply->status, response);
    libmicrohttpd.destroy_response(response);
    return result;
}

/* The one shape of all failures: {"ok": false, "status": 404, "error": "..."} */
static enum MHD_Result refuse(struct MHD_Connection *connection, enum http_status status, const char *why)
{
    struct reply reply = { .status = status, .type = "application/json" };

    buffer_char(&reply.body, '{');
    json_put_bool(&reply.body, "ok", false);
    json_put_number(&reply.body, "status", (uint64_t)status);
    json_put_text(&reply.body, "error", text_c(why));
    buffer_c(&reply.body, "}\n");
    return send_reply(connection, &reply);
}

/* ---- requests ------------------------------------------------------------------------------ */

/* libmicrohttpd hands on what is returned as the request's own; NULL: memory is out. */
static void *exchange_begin(void *context, const char *target, struct MHD_Connection *connection)
{
    struct exchange *exchange = calloc(1, sizeof *exchange);
    size_t n = strlen(target);

    (void)context;
    (void)connection;
    if (!exchange)
        return NULL;
    exchange->raw_len = n;
    if (n <= TARGET_BYTES_MAX && !(exchange->raw = arena_copy(&exchange->mem, target, n))) {
        arena_release(&exchange->mem);
        free(exchange);
        return NULL;
    }
    return exchange;
}

static void exchange_end(void *context, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode why)
{
    struct exchange *exchange = *state;

    (void)context;
    (void)connection;
    (void)why;
    if (!exchange)
        return;
    arena_release(&exchange->mem);
    buffer_release(&exchange->body);
    free(exchange);
    *state = NULL;
}

static enum http_method method_of(const char *method)
{
    return strcmp(method, "GET") == 0    ? METHOD_GET
           : strcmp(method, "HEAD") == 0 ? METHOD_HEAD
           : strcmp(method, "POST") == 0 ? METHOD_POST
                                         : METHOD_OTHER;
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
    return libmicrohttpd.lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* What can be refused by the head alone. 0: nothing is wrong so far. */
static enum http_status check_head(const struct http_server *http, struct MHD_Connection *connection,
                                   const struct exchange *exchange, enum http_method method, const char **why)
{
    const char *length = header(connection, "Content-Length");

    if (!exchange->raw) {
        *why = "the address is too long";
        return HTTP_URI_TOO_LONG;
    }
    if (!guard_host_is_ours(&http->guard, header(connection, "Host"))) {
        *why = "this server answers only to its own name: http://127.0.0.1 with its port";
        return HTTP_MISDIRECTED;
    }
    if (method == METHOD_OTHER) {
        *why = "only GET, HEAD and POST are answered";
        return HTTP_METHOD_NOT_ALLOWED;
    }
    if (length && (strlen(length) > 9 || strtoull(length, NULL, 10) > HTTP_BODY_MAX)) {
        *why = "the request has too large a body";
        return HTTP_TOO_LARGE;
    }
    return 0;
}

static struct credentials credentials_of(struct MHD_Connection *connection)
{
    return (struct credentials){ .authorization = header(connection, "Authorization"),
                                 .cookie = header(connection, "Cookie"),
                                 .origin = header(connection, "Origin"),
                                 .fetch_site = header(connection, "Sec-Fetch-Site") };
}

static bool is_form(const char *type)
{
    return !type || text_starts_fold(text_c(type), "application/x-www-form-urlencoded");
}

/* All of the request is there. */
static enum MHD_Result answer(struct http_server *http, struct MHD_Connection *connection, struct exchange *exchange,
                              enum http_method method)
{
    struct request request = { .method = method, .mem = &exchange->mem };
    struct credentials credentials = credentials_of(connection);
    struct reply reply = { 0 };
    struct priscus_error err;
    priscus_status status;

    if (exchange->too_large)
        return refuse(connection, HTTP_TOO_LARGE, "the request has too large a body");
    if (method == METHOD_POST && !is_form(header(connection, "Content-Type")))
        return refuse(connection, HTTP_UNSUPPORTED_TYPE, "send application/x-www-form-urlencoded");
    request.may_write = method == METHOD_POST ? guard_may_write(&http->guard, &credentials)
                                              : guard_has_token(&http->guard, &credentials);
    if (method == METHOD_POST && !request.may_write)
        return refuse(connection, HTTP_FORBIDDEN,
                      "writing needs the token that was printed when the server started, and a page of this server");
    status = target_read(text_of(exchange->raw, exchange->raw_len), &exchange->mem, &request.target, &err);
    if (status == PRISCUS_OK && method == METHOD_POST)
        status = target_read_params(buffer_as_text(&exchange->body), &exchange->mem, &request.target, &err);
    if (status == PRISCUS_OK)
        status = target_decode(guard_cookie(credentials.cookie, REQUEST_WHO_COOKIE), request.mem, &request.who, &err);
    if (status == PRISCUS_ENOMEM)
        return refuse(connection, HTTP_UNAVAILABLE, "out of memory; ask again");
    if (status != PRISCUS_OK)
        return refuse(connection, HTTP_BAD_REQUEST, err.message);
    http->options.answer(http->options.context, &request, &reply);
    if (!reply.status)
        reply.status = HTTP_OK;
    return send_reply(connection, &reply);
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
                                  const char *method_name, const char *version, const char *upload, size_t *upload_size,
                                  void **state)
{
    struct http_server *http = context;
    struct exchange *exchange = *state;
    enum http_method method = method_of(method_name);

    (void)url;
    (void)version;
    if (!exchange)
        return MHD_NO;
    if (!exchange->begun) {
        const char *why = NULL;
        enum http_status status = check_head(http, connection, exchange, method, &why);

        exchange->begun = true;
        return status ? refuse(connection, status, why) : MHD_YES;
    }
    if (*upload_size) {
        if (exchange->body.len + *upload_size > HTTP_BODY_MAX)
            exchange->too_large = true;
        if (!exchange->too_large)
            buffer_add(&exchange->body, upload, *upload_size);
        exchange->too_large |= exchange->body.failed;
        *upload_size = 0;
        return MHD_YES;
    }
    return answer(http, connection, exchange, method);
}

/* A path is decoded by target.c, which bounds it; libmicrohttpd shall leave it alone. */
static size_t leave_escaped(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    return strlen(text);
}

/* ---- the server ---------------------------------------------------------------------------- */

static unsigned threads_of(const struct http_server_options *options)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned n = options->threads ? options->threads : cores < 1 ? 1 : (unsigned)cores;

    return n < THREADS_MAX ? n : THREADS_MAX;
}

/* As many connections as files may be open, some left for ledgers. Idle ones cost a few kilobytes each. */
static unsigned connections_of(void)
{
    struct rlimit files;

    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return HTTP_CONNECTIONS_LEAST;
    if (files.rlim_cur < files.rlim_max) {
        files.rlim_cur = files.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &files) != 0 || getrlimit(RLIMIT_NOFILE, &files) != 0)
            return HTTP_CONNECTIONS_LEAST;
    }
    if (files.rlim_cur < 2 * HTTP_CONNECTIONS_LEAST)
        return HTTP_CONNECTIONS_LEAST;
    return files.rlim_cur - HTTP_CONNECTIONS_LEAST < HTTP_CONNECTIONS_MAX
               ? (unsigned)files.rlim_cur - HTTP_CONNECTIONS_LEAST
               : HTTP_CONNECTIONS_MAX;
}

static priscus_status listen_at(struct http_server *http, struct priscus_error *err)
{
    const struct http_server_options *o = &http->options;
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)o->port) };
    const union MHD_DaemonInfo *info;

    if (libmicrohttpd_load(err) != PRISCUS_OK)
        return PRISCUS_EIO;
    if (inet_pton(AF_INET, o->address, &address.sin_addr) != 1)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "%s is no address to listen at; give one as 127.0.0.1",
                         o->address);
    errno = 0;
    http->daemon = libmicrohttpd.start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD, (uint16_t)o->port, NULL, NULL, on_request, http, MHD_OPTION_SOCK_ADDR, &address,
        MHD_OPTION_URI_LOG_CALLBACK, exchange_begin, http, MHD_OPTION_NOTIFY_COMPLETED, exchange_end, http,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, http, MHD_OPTION_CONNECTION_LIMIT, connections_of(),
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)HTTP_IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, HTTP_HEAD_MAX,
        MHD_OPTION_THREAD_POOL_SIZE, threads_of(o), MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    if (!http->daemon)
        return error_set(err, PRISCUS_EIO, NOWHERE, "cannot listen at %s:%u: %s%s", o->address, o->port,
                         errno ? strerror(errno) : "the server did not start",
                         errno == EADDRINUSE ? "; give another --port" : "");
    info = libmicrohttpd.get_daemon_info(http->daemon, MHD_DAEMON_INFO_BIND_PORT);
    http->guard.port = info && info->port ? info->port : o->port;
    return PRISCUS_OK;
}

priscus_status http_server_open(const struct http_server_options *options, struct http_server **out,
                                struct priscus_error *err)
{
    struct http_server *http = calloc(1, sizeof *http);
    priscus_status status;

    if (!http)
        return error_memory(err);
    http->options = *options;
    for (size_t i = 0; i < options->n_names && i < GUARD_NAMES_MAX; i++)
        http->guard.names[http->guard.n_names++] = options->names[i];
    status = guard_init(&http->guard, options->port, err);
    if (status == PRISCUS_OK)
        status = listen_at(http, err);
    if (status != PRISCUS_OK) {
        free(http);
        return status;
    }
    *out = http;
    return PRISCUS_OK;
}

unsigned http_server_port(const struct http_server *http)
{
    return http->guard.port;
}

const char *http_server_token(const struct http_server *http)
{
    return http->guard.token;
}

void http_server_close(struct http_server *http)
{
    if (!http)
        return;
    libmicrohttpd.stop_daemon(http->daemon);
    free(http);
}
