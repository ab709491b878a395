/* server.h - the web pages and the API of one ledger, on this machine.
 *
 *     struct server *server;
 *     server_open(&options, &server, &err);
 *     printf("http://127.0.0.1:%u/?token=%s\n", server_port(server), server_token(server));
 *     ... until somebody has had enough ...
 *     server_close(server);
 *
 * It answers in threads of its own from server_open() on. */
#ifndef SERVER_H
#define SERVER_H

#include "language/language.h"

#define SERVER_PORT 7007

struct server;

struct server_options {
    const char *ledger;
    const struct language *language; /* must outlive it */
    const char *address;             /* NULL: 127.0.0.1 */
    unsigned port;                   /* 0: any that is free */
    unsigned threads;                /* 0: one a core */
    const char *const *names;        /* hosts by which it may be asked for besides its own */
    size_t n_names;
};

/* ELEDGER, EVERSION: of the ledger; EIO: it cannot listen there; EUSAGE: that is no address. */
priscus_status server_open(const struct server_options *options, struct server **out, struct priscus_error *err);
unsigned server_port(const struct server *server);
const char *server_token(const struct server *server);
void server_close(struct server *server); /* NULL is allowed */

#endif
