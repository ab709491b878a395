/* link.c - `priscus link`: places for the pages that have none yet. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/screen/progress.h"
#include "cli/signals.h"
#include "language/language.h"
#include "story/changes/kept_days.h"
#include "story/linker.h"

#define PAGES_AT_ONCE 64 /* between two looks at the progress */

static priscus_status place_all(struct linker *linker, const struct options *options, size_t *placed,
                                struct priscus_error *err)
{
    struct progress progress = { 0 };
    size_t n = 1;
    priscus_status status = PRISCUS_OK;

    progress_begin(&progress, options->quiet);
    while (status == PRISCUS_OK && n && !signals_caught) {
        status = linker_place(linker, PAGES_AT_ONCE, &signals_caught, &n, err);
        *placed += n;
        progress_show(&progress, *placed, text_c(options->ledger));
    }
    progress_clear(&progress);
    return status;
}

int command_link(const struct options *options)
{
    struct language *language = NULL;
    struct ledger *ledger = NULL;
    struct linker *linker = NULL;
    struct priscus_error err;
    size_t placed = 0;
    priscus_status status;

    if ((status = language_find(options->model, LANGUAGE_FAST, options->check_model, &language, &err)) == PRISCUS_OK &&
        (status = ledger_open(options->ledger, LEDGER_WRITE, &ledger, &err)) == PRISCUS_OK)
        status = linker_open(ledger, language, &linker, &err);
    signals_catch(NULL);
    if (status == PRISCUS_OK && options->again)
        status = ledger_link_forget(ledger, &err);
    if (status == PRISCUS_OK)
        status = place_all(linker, options, &placed, &err);
    linker_close(linker);
    if (status == PRISCUS_OK)
        status = kept_days_make(ledger, &signals_caught, &err);
    if (ledger) {
        struct priscus_error closing;

        if (ledger_close(ledger, &closing) != PRISCUS_OK && status == PRISCUS_OK) {
            status = PRISCUS_ELEDGER;
            err = closing;
        }
    }
    language_close(language);
    if (status != PRISCUS_OK)
        return command_failed(&err);
    if (!options->quiet)
        remark("%s: %zu page%s placed%s.", options->ledger, placed, plural(placed),
               signals_caught ? "; stopped: the same command (without --again) goes on from there" : "");
    return signals_caught ? 128 + (int)signals_caught : EXIT_DONE;
}
