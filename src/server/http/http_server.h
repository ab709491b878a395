/* http_server.h - requests in, replies out: libmicrohttpd (epoll), with bounds on everything a client can send.
 *
 * A client may be slow, silent, or many; it may send too much, half of it, or nonsense. What it gets is a reply of the
 * class 4xx, or a closed connection, and the next client does not wait for it. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "server/http/guard.h"
#include "server/http/reply.h"

#define HTTP_BODY_MAX ((size_t)64 << 10) /* of a form that is posted                     */
#define HTTP_HEAD_MAX ((size_t)32 << 10) /* what a connection may take for its request's head */
#define HTTP_CONNECTIONS_MAX                                                                                           \
    20000                          /* all in all, as far as the system allows so many files to be open;
                                                   those beyond wait to be taken */
#define HTTP_CONNECTIONS_LEAST 200 /* and so many where it allows no more */
#define HTTP_IDLE_SECONDS      15  /* a connection on which nothing happens is closed */

/* Answers a request; called from several threads at once. What it returns is written into *reply. */
typedef void http_answer_fn(void *context, const struct request *request, struct reply *reply);

struct http_server;

struct http_server_options {
    const char *address;      /* "127.0.0.1"                */
    unsigned port;            /* 0: the system chooses one  */
    unsigned threads;         /* 0: one a core              */
    const char *const *names; /* by which it may be asked for besides its own (a proxy's) */
    size_t n_names;
    http_answer_fn *answer;
    void *context;
};

/* Begin to answer. ENETWORK-like failures are EIO: `err` says which address, and why. */
priscus_status http_server_open(const struct http_server_options *options, struct http_server **out,
                                struct priscus_error *err);
unsigned http_server_port(const struct http_server *http);
const char *http_server_token(const struct http_server *http);
/* Replies that are under way are sent first. NULL is allowed. */
void http_server_close(struct http_server *http);

#endif
