/* watch.c - `priscus watch`: keep the ledger up to date with feeds. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cli/command.h"
#include "cli/config_mistakes.h"
#include "cli/signals.h"
#include "reader/watch/feed_watch.h"

static void on_failed(void *context, const struct priscus_error *err)
{
    (void)context;
    complain("%s", err->message);
}

static void clock_text(time_t when, char out[16])
{
    struct tm tm;

    out[0] = '\0';
    if (localtime_r(&when, &tm))
        strftime(out, 16, "%H:%M", &tm);
}

/* "14:05 The Tern: 3 new pages, 1 failed; next look 14:20" */
static void on_looked(void *context, const struct watch_look *look)
{
    const struct options *options = context;
    char now[16], next[16] = "", failed[40] = "", again[40] = "";

    if (look->err)
        complain("%s", look->err->message);
    if (options->quiet)
        return;
    clock_text(time(NULL), now);
    if (look->next) {
        clock_text(look->next, next);
        snprintf(again, sizeof again, "; next look %s", next);
    }
    if (look->failed)
        snprintf(failed, sizeof failed, ", %zu failed", look->failed);
    if (look->err && !look->read && !look->failed)
        remark("%s %s: could not be looked at%s", now, look->feed, again);
    else if (look->not_modified && !look->read && !look->failed)
        remark("%s %s: nothing new%s", now, look->feed, again);
    else
        remark("%s %s: %zu new page%s%s%s", now, look->feed, look->read, plural(look->read), failed, again);
}

/* ---- what to watch ---------------------------------------------------------------------- */

struct feeds {
    struct arena mem;
    const char **addresses;
    size_t n, room;
    size_t mistakes;
};

static void on_mistake(void *context, const char *message)
{
    struct feeds *feeds = context;

    complain("%s", message);
    feeds->mistakes++;
}

static priscus_status add_feed(struct feeds *feeds, const char *address)
{
    const char **grown;

    for (size_t i = 0; i < feeds->n; i++)
        if (strcmp(feeds->addresses[i], address) == 0)
            return PRISCUS_OK;
    grown = arena_grow(&feeds->mem, feeds->addresses, feeds->n, &feeds->room, sizeof *grown);
    if (!grown)
        return PRISCUS_ENOMEM;
    feeds->addresses = grown;
    grown[feeds->n++] = address;
    return PRISCUS_OK;
}

static priscus_status add_argument(struct feeds *feeds, const char *argument)
{
    const char **listed = NULL;
    struct priscus_error err;
    struct url url;
    size_t n = 0;

    if (url_looks_so(text_c(argument))) {
        char *address;

        if (url_parse(text_c(argument), &url, &err) != PRISCUS_OK) {
            on_mistake(feeds, err.message);
            return PRISCUS_OK;
        }
        address = arena_copy(&feeds->mem, url.text, strlen(url.text));
        return address ? add_feed(feeds, address) : PRISCUS_ENOMEM;
    }
    if (watch_list(argument, &feeds->mem, on_mistake, feeds, &listed, &n, &err) != PRISCUS_OK) {
        on_mistake(feeds, err.message);
        return err.code == PRISCUS_ENOMEM ? PRISCUS_ENOMEM : PRISCUS_OK;
    }
    if (n == 0)
        on_mistake(feeds, "no feed in the list; write the address of one on each line");
    for (size_t i = 0; i < n; i++)
        if (add_feed(feeds, listed[i]) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    return PRISCUS_OK;
}

/* ---- the command ------------------------------------------------------------------------ */

static int finish(const struct options *options, const struct watch_result *result, size_t mistakes)
{
    const struct reader_result *pages = &result->pages;
    size_t failed = result->feeds_failed + pages->failed;

    if (!options->quiet)
        remark(
            "%s: %zu look%s, %zu page%s added, %zu known already, %zu failed; %zu new statement%s, %zu new position%s.",
            options->ledger, result->looks, plural(result->looks), pages->added, plural(pages->added), pages->known,
            failed, pages->statements, plural(pages->statements), pages->positions, plural(pages->positions));
    if (!options->quiet)
        remark_cut(pages->cut);
    if (result->stopped) {
        if (!options->quiet)
            remark("To go on, give the same command again.");
        return 128 + (int)signals_caught;
    }
    if (failed + mistakes == 0)
        return EXIT_DONE;
    return mistakes == 0 && result->network >= failed ? EXIT_NETWORK : EXIT_INPUTS;
}

static int run(const struct options *options, const struct knowledge *knowledge, struct ledger *ledger,
               struct fetcher *fetcher, const struct feeds *feeds)
{
    const struct watch_options watch = {
        .feeds = feeds->addresses,
        .n_feeds = feeds->n,
        .every = options->every * 60,
        .once = options->once,
        .page_limit = options->page_limit,
        .fetcher = fetcher,
        .reader = { .jobs = options->jobs,
                    .knowledge = knowledge,
                    .ledger = ledger,
                    .unlinked = options->no_link,
                    .stop = &signals_caught },
        .failed = on_failed,
        .looked = on_looked,
        .context = (void *)(uintptr_t)options,
    };
    struct watch_result result;
    struct priscus_error err;

    signals_catch(NULL);
    if (watch_run(&watch, &result, &err) != PRISCUS_OK) {
        complain("%s", err.message);
        return EXIT_LEDGER;
    }
    return finish(options, &result, feeds->mistakes);
}

int command_watch(const struct options *options)
{
    const struct fetch_options net = { .timeout = options->timeout,
                                       .delay = options->delay,
                                       .allow_private = options->allow_private,
                                       .contact = getenv("PRISCUS_CONTACT"),
                                       .stop = &signals_caught };
    struct feeds feeds = { 0 };
    struct language *language = NULL;
    struct knowledge *knowledge = NULL;
    struct ledger *ledger = NULL;
    struct fetcher *fetcher = NULL;
    struct priscus_error err;
    priscus_status added = PRISCUS_OK;
    int status;

    for (size_t i = 0; i < options->n_arguments && added == PRISCUS_OK; i++)
        added = add_argument(&feeds, options->arguments[i]);
    if (added != PRISCUS_OK) {
        complain("out of memory for the list of feeds");
        status = EXIT_LEDGER;
    } else if (feeds.n == 0) {
        status = EXIT_INPUTS;
    } else if (language_find(options->model, options->fast ? LANGUAGE_FAST : LANGUAGE_FULL, options->check_model, &language,
                       &err) !=
                   PRISCUS_OK ||
               knowledge_open_paths(language, options->agendas, options->n_agendas, options->rosters,
                                    options->n_rosters, &knowledge, &err) != PRISCUS_OK ||
               remark_networks(language, options->quiet, &err) != PRISCUS_OK ||
               ledger_open(options->ledger, LEDGER_WRITE, &ledger, &err) != PRISCUS_OK ||
               fetcher_open(&net, &fetcher, &err) != PRISCUS_OK) {
        status = command_failed(&err);
    } else {
        config_notes(knowledge);
        status = run(options, knowledge, ledger, fetcher, &feeds);
    }
    fetcher_close(fetcher);
    if (ledger && ledger_close(ledger, &err) != PRISCUS_OK && status != EXIT_LEDGER)
        status = command_failed(&err);
    knowledge_close(knowledge);
    language_close(language);
    arena_release(&feeds.mem);
    return status;
}
