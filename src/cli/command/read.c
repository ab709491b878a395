/* read.c - `priscus read`: pages into the ledger, or each into a line of JSON. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/config_mistakes.h"
#include "cli/command/explain.h"
#include "cli/command/inputs.h"
#include "cli/interruptible_stdin.h"
#include "cli/screen/progress.h"
#include "cli/signals.h"
#include "export/event/reading_events.h"
#include "reader/reader.h"

/* A run that takes longer than so many seconds is told of --fast, which reads so many times as many pages a minute (bench/). */
#define FAST_TOLD_AFTER 60
#define FAST_TIMES      4

struct run {
    struct progress progress;
    bool tell_of_fast; /* still to be done */
    int output_errno;  /* of standard output; 0: no trouble */
    size_t network;    /* failures that are the network's     */
    struct arena mem;  /* of the table; --to plover           */
    struct event_table events;
    struct buffer lines;
    size_t left_out; /* events that PLOVER has no place for */
};

static void on_failed(void *context, const struct priscus_error *err)
{
    struct run *run = context;

    progress_clear(&run->progress);
    complain("%s", err->message);
    run->network += err->code == PRISCUS_ENETWORK;
}

static void on_progress(void *context, size_t pages, struct text name)
{
    struct run *run = context;

    if (run->tell_of_fast && progress_seconds(&run->progress) > FAST_TOLD_AFTER) {
        run->tell_of_fast = false;
        progress_clear(&run->progress);
        remark(
            "Reading with the encoder; --fast reads about %d times as many pages a minute and knows fewer speakers.",
            FAST_TIMES);
    }
    progress_show(&run->progress, pages, name);
}

static int on_line(void *context, const char *json, size_t size)
{
    struct run *run = context;

    if (fwrite(json, 1, size, stdout) == size && putc('\n', stdout) != EOF)
        return 0;
    run->output_errno = errno;
    return 1;
}

/* --to plover: the lines of a page's events. */
static priscus_status on_made(void *context, const struct reading *reading, struct arena *mem, struct priscus_error *err)
{
    struct run *run = context;
    priscus_status status;

    buffer_reset(&run->lines);
    status = reading_events(reading, &run->events, mem, &run->lines, &run->left_out, err);
    if (status != PRISCUS_OK || run->lines.len == 0 || fwrite(run->lines.ptr, 1, run->lines.len, stdout) == run->lines.len)
        return status;
    run->output_errno = errno;
    return error_set(err, PRISCUS_EIO, NOWHERE, "standard output: cannot be written: %s", strerror(errno));
}

static void summary(const struct options *options, const struct reader_result *result, double seconds)
{
    const char *name = options->ledger, *fresh = options->to_jsonl ? "" : "new ";

    remark("Read %zu page%s in %.1f s: %zu %sstatement%s, %zu %sposition%s.", result->pages, plural(result->pages),
           seconds, result->statements, fresh, plural(result->statements), result->positions, fresh,
           plural(result->positions));
    remark_cut(result->cut);
    if (options->to_jsonl) {
        if (result->failed)
            remark("%zu input%s could not be read, as said above.", result->failed, plural(result->failed));
        return;
    }
    remark("%s: %zu added, %zu known already, %zu failed.", name, result->added, result->known, result->failed);
    if (result->waiting)
        remark("Its pages are not in stories yet: priscus link --ledger %s", name);
    if (!result->stopped && result->added + result->known) {
        bool usual = strcmp(name, OPTION_LEDGER_DEFAULT) == 0;

        remark("Next: priscus positions%s%s", usual ? "" : " --ledger ", usual ? "" : name);
    }
}

static int run_reader(const struct options *options, struct page_source *source, struct reader_options *reader,
                      size_t missing)
{
    struct run run = { .tell_of_fast = !options->quiet && language_encoder(knowledge_language(reader->knowledge)) };
    struct reader_result result = { 0 };
    struct priscus_error err;
    priscus_status status;

    if (options->to_plover && event_table_builtin(&run.mem, &run.events, &err) != PRISCUS_OK)
        return command_failed(&err);
    if (options->to_plover)
        reader->made = on_made;
    reader->line = on_line;
    reader->line_context = &run;
    reader->failed = on_failed;
    reader->progress = on_progress;
    reader->context = &run;
    reader->stop = &signals_caught;
    progress_begin(&run.progress, options->quiet || (options->to_jsonl && isatty(STDOUT_FILENO)));
    signals_catch(interruptible_stdin_shut);
    status = reader_run(source, reader, &result, &err);
    progress_clear(&run.progress);
    buffer_release(&run.lines);
    arena_release(&run.mem);
    result.failed += missing;

    if (options->to_jsonl && !run.output_errno && fflush(stdout) != 0)
        run.output_errno = errno;
    if (run.output_errno) {
        if (run.output_errno != EPIPE)
            complain("standard output: cannot be written: %s", strerror(run.output_errno));
        return EXIT_LEDGER;
    }
    if (status != PRISCUS_OK) {
        complain("%s", err.message);
        if (!options->to_jsonl && result.pages && ledger_commit(reader->ledger, NULL) == PRISCUS_OK)
            remark("What was read before is kept; the same command goes on from there.");
        return EXIT_LEDGER;
    }
    if (result.stopped) {
        if (*result.last)
            complain("stopped behind %s", result.last);
        else
            complain("stopped before the first page");
    }
    if (!options->quiet)
        summary(options, &result, progress_seconds(&run.progress));
    if (run.left_out && !options->quiet)
        remark("%zu event%s left out: PLOVER has no place for %s (docs/events.md)", run.left_out,
               run.left_out == 1 ? " was" : "s were", run.left_out == 1 ? "it" : "them");
    if (result.stopped) {
        if (!options->to_jsonl)
            remark("To go on, give the same command again: pages in the ledger are passed over.");
        return 128 + (int)signals_caught;
    }
    if (result.failed)
        return run.network == result.failed ? EXIT_NETWORK : EXIT_INPUTS;
    return EXIT_DONE;
}

/* ---- the command ----------------------------------------------------------------------- */

int command_read(const struct options *options)
{
    struct input_remarks remarks = { .lock = PTHREAD_MUTEX_INITIALIZER, .quiet = options->quiet };
    struct reader_options reader = { .jobs = options->jobs, .unlinked = options->no_link };
    struct language *language = NULL;
    struct knowledge *knowledge = NULL;
    struct ledger *ledger = NULL;
    struct page_source *source = NULL;
    struct fetcher *fetcher = NULL;
    struct priscus_error err;
    const char **inputs = malloc(options->n_arguments * sizeof *inputs);
    size_t missing = 0, n;
    int status;

    if (!inputs) {
        complain("out of memory");
        return EXIT_LEDGER;
    }
    if (options->receipt && (options->to_jsonl || options->explain)) {
        complain("--receipt is of a ledger, and none is written with --%s", options->explain ? "explain" : "to");
        free(inputs);
        return EXIT_USAGE;
    }
    if (!options->explain &&
        (language_find(options->model, options->fast ? LANGUAGE_FAST : LANGUAGE_FULL, options->check_model, &language,
                       &err) != PRISCUS_OK ||
         knowledge_open_paths(language, options->agendas, options->n_agendas, options->rosters, options->n_rosters,
                              &knowledge, &err) != PRISCUS_OK)) {
        language_close(language);
        free(inputs);
        return config_failed(options->agendas, options->n_agendas, options->rosters, options->n_rosters, &err);
    }
    if (knowledge)
        config_notes(knowledge);
    n = inputs_look_for(options, inputs, &missing);
    if (n == 0)
        status = EXIT_INPUTS;
    else if (options->explain)
        status = inputs_open(options, inputs, n, &remarks, &fetcher, &source, &err) == PRISCUS_OK
                     ? explain_pages(source, missing)
                     : command_failed(&err);
    else if (remark_networks(language, options->quiet, &err) != PRISCUS_OK ||
             (!options->to_jsonl && ledger_open(options->ledger, LEDGER_WRITE, &ledger, &err) != PRISCUS_OK) ||
             inputs_open(options, inputs, n, &remarks, &fetcher, &source, &err) != PRISCUS_OK)
        status = command_failed(&err);
    else {
        reader.knowledge = knowledge;
        reader.ledger = ledger;
        status = run_reader(options, source, &reader, missing);
    }
    page_source_close(source);
    fetcher_close(fetcher);
    inputs_tell_remarks(&remarks);
    if (ledger && options->receipt && status != EXIT_LEDGER &&
        ledger_receipt_write(ledger, options->receipt, &err) != PRISCUS_OK)
        status = command_failed(&err);
    if (ledger && ledger_close(ledger, &err) != PRISCUS_OK && status != EXIT_LEDGER)
        status = command_failed(&err);
    knowledge_close(knowledge);
    language_close(language);
    free(inputs);
    return status;
}
