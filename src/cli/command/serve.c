/* serve.c - `priscus serve`: the ledger as web pages, until Control-C. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/signals.h"
#include "server/server.h"

int command_serve(const struct options *options)
{
    struct server_options how = { .ledger = options->ledger, .port = options->port, .threads = options->jobs };
    struct language *language = NULL;
    struct server *server = NULL;
    struct priscus_error err;
    sigset_t none;

    if (language_find(options->model, LANGUAGE_FAST, options->check_model, &language, &err) != PRISCUS_OK)
        return command_failed(&err);
    how.language = language;
    if (server_open(&how, &server, &err) != PRISCUS_OK) {
        language_close(language);
        return command_failed(&err);
    }
    printf("http://127.0.0.1:%u/?token=%s\n", server_port(server), server_token(server));
    fflush(stdout);
    if (!options->quiet)
        remark("Open that address; with its token corrections can be written. Control-C ends it.");
    signals_catch(NULL);
    sigemptyset(&none);
    while (!signals_caught)
        sigsuspend(&none);
    server_close(server);
    language_close(language);
    return EXIT_DONE;
}
