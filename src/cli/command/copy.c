/* copy.c - `priscus copy`: a ledger into another one, commit by commit. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/screen/progress.h"
#include "cli/signals.h"
#include "ledger/ledger_copy.h"
#include "story/changes/kept_days.h"

struct run {
    struct progress progress;
};

static int on_commit(void *context, int64_t commits, int64_t of)
{
    struct run *run = context;
    char what[60];

    snprintf(what, sizeof what, "of %lld commits", (long long)of);
    progress_show(&run->progress, (size_t)commits, text_c(what));
    return signals_caught != 0;
}

static priscus_status copy(const struct options *options, struct ledger *from, struct ledger *to,
                           struct priscus_error *err)
{
    struct run run = { 0 };
    struct ledger_copied copied;
    priscus_status status;

    progress_begin(&run.progress, options->quiet);
    signals_catch(NULL);
    status = ledger_copy(from, to, on_commit, &run, &copied, err);
    if (status == PRISCUS_OK && !copied.stopped)
        status = kept_days_make(to, &signals_caught, err);
    progress_clear(&run.progress);
    if (options->quiet)
        return status;
    if (copied.commits || status == PRISCUS_OK)
        remark("%lld of %lld commits copied, %lld rows; each has the hash that it had.", (long long)copied.commits,
               (long long)copied.of, (long long)copied.rows);
    if (copied.stopped)
        remark("Stopped; the same command goes on from there.");
    else if (status == PRISCUS_OK && !copied.linked && copied.commits)
        remark("The new pages are not in stories yet: priscus link --ledger %s", options->arguments[1]);
    return status;
}

int command_copy(const struct options *options)
{
    struct ledger *from = NULL, *to = NULL;
    struct priscus_error err, closing;
    priscus_status status = ledger_open(options->arguments[0], LEDGER_READ, &from, &err);

    if (status == PRISCUS_OK)
        status = ledger_open(options->arguments[1], LEDGER_WRITE, &to, &err);
    if (status == PRISCUS_OK)
        status = copy(options, from, to, &err);
    if (ledger_close(to, &closing) != PRISCUS_OK && status == PRISCUS_OK) {
        status = PRISCUS_ELEDGER;
        err = closing;
    }
    ledger_close(from, NULL);
    if (status != PRISCUS_OK)
        return command_failed(&err);
    return signals_caught ? 128 + (int)signals_caught : EXIT_DONE;
}
