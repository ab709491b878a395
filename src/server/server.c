/* server.c - see server.h. */
#include "server/server.h"

#include <pthread.h>
#include <stdlib.h>

#include "server/amendment.h"
#include "server/http/http_server.h"
#include "server/ledger_pool.h"
#include "server/reply_cache.h"
#include "server/view/view.h"

struct server {
    struct site site;
    struct http_server *http;
    pthread_t refresher; /* works replies out anew */
    bool refreshing;
};

static void *refresh(void *context)
{
    const struct server *server = context;

    view_refresh(&server->site);
    return NULL;
}

static priscus_status open_cache(struct server *server, struct priscus_error *err)
{
    server->site.cache = reply_cache_open(CACHE_BYTES_MAX);
    if (!server->site.cache)
        return error_memory(err);
    server->refreshing = pthread_create(&server->refresher, NULL, refresh, server) == 0;
    return server->refreshing ? PRISCUS_OK : error_memory(err);
}

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
        status = open_cache(server, err);
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
    if (server->refreshing) {
        reply_cache_stop(server->site.cache);
        pthread_join(server->refresher, NULL);
    }
    reply_cache_close(server->site.cache);
    ledger_pool_close(server->site.pool);
    free(server);
}
