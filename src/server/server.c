/* server.c - see server.h. */
#include "server/server.h"

#include <stdlib.h>

#include "server/amendment.h"
#include "server/http/http_server.h"
#include "server/ledger_pool.h"
#include "server/view/view.h"

struct server {
    struct site site;
    struct http_server *http;
};

priscus_status server_open(const struct server_options *options, struct server **out, struct priscus_error *err)
{
    struct server *server = calloc(1, sizeof *server);
    struct http_server_options http = { .address = options->address ? options->address : "127.0.0.1",
                                        .port = options->port,
                                        .threads = options->threads,
                                        .names = options->names,
                                        .n_names = options->n_names,
                                        .answer = view_answer };
    priscus_status status;

    if (!server)
        return error_memory(err);
    server->site.ledger_name = options->ledger;
    server->site.language = options->language;
    server->site.amend = amend_post;
    http.context = &server->site;
    status = ledger_pool_open(options->ledger, &server->site.pool, err);
    if (status == PRISCUS_OK)
        status = http_server_open(&http, &server->http, err);
    if (status != PRISCUS_OK) {
        server_close(server);
        return status;
    }
    *out = server;
    return PRISCUS_OK;
}

unsigned server_port(const struct server *server)
{
    return http_server_port(server->http);
}

const char *server_token(const struct server *server)
{
    return http_server_token(server->http);
}

void server_close(struct server *server)
{
    if (!server)
        return;
    http_server_close(server->http);
    ledger_pool_close(server->site.pool);
    free(server);
}
