/* enqueue.c - `priscus enqueue`: pages into the queue of a ledger in PostgreSQL, for `priscus work` on any machine. */
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/command/inputs.h"
#include "cli/screen/progress.h"
#include "cli/signals.h"
#include "ledger/page_queue.h"
#include "net/url.h"

#define PAGES_A_COMMIT 256

struct run {
    struct progress progress;
    struct ledger_queue *queue;
    size_t added, failed;
    struct arena mem;
};

static priscus_status added(struct run *run, struct text name, struct priscus_error *err)
{
    run->added++;
    progress_show(&run->progress, run->added, name);
    return run->added % PAGES_A_COMMIT == 0 ? ledger_queue_commit(run->queue, err) : PRISCUS_OK;
}

/* Pages of files, which go into the queue with their bytes. What cannot be read is told and passed over. */
static priscus_status add_pages(struct run *run, struct page_source *source, struct priscus_error *err)
{
    struct priscus_error why;
    struct page page;
    priscus_status status, put = PRISCUS_OK;

    while (put == PRISCUS_OK && !signals_caught && (status = page_source_next(source, &run->mem, &page, &why)) != PRISCUS_DONE) {
        if (status == PRISCUS_ENOMEM)
            return error_memory(err);
        if (status == PRISCUS_OK) {
            if ((put = ledger_queue_add(run->queue, &page, err)) == PRISCUS_OK)
                put = added(run, page.name, err);
        } else {
            progress_clear(&run->progress);
            complain("%s", why.message);
            run->failed++;
        }
        arena_reset(&run->mem);
    }
    return put;
}

/* Addresses go in as they are: whoever takes one fetches it. */
static priscus_status add_inputs(struct run *run, const struct options *options, const char **inputs, size_t n,
                                 struct input_remarks *remarks, struct priscus_error *err)
{
    struct page_source *source = NULL;
    struct fetcher *fetcher = NULL;
    size_t files = 0;
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < n && status == PRISCUS_OK; i++) {
        if (!url_looks_so(text_c(inputs[i])))
            inputs[files++] = inputs[i];
        else if ((status = ledger_queue_add_address(run->queue, text_c(inputs[i]), err)) == PRISCUS_OK)
            status = added(run, text_c(inputs[i]), err);
    }
    if (status == PRISCUS_OK && files)
        status = inputs_open(options, inputs, files, remarks, &fetcher, &source, err);
    if (status == PRISCUS_OK && source)
        status = add_pages(run, source, err);
    if (status == PRISCUS_OK)
        status = ledger_queue_commit(run->queue, err);
    page_source_close(source);
    fetcher_close(fetcher);
    return status;
}

int command_enqueue(const struct options *options)
{
    struct input_remarks remarks = { .lock = PTHREAD_MUTEX_INITIALIZER, .quiet = options->quiet };
    struct run run = { 0 };
    struct priscus_error err;
    const char **inputs = malloc(options->n_arguments * sizeof *inputs);
    size_t missing = 0, n;
    priscus_status status;

    if (!inputs) {
        complain("out of memory");
        return EXIT_LEDGER;
    }
    n = inputs_look_for(options, inputs, &missing);
    status = ledger_queue_open(options->ledger, QUEUE_ADD, &run.queue, &err);
    if (status == PRISCUS_OK) {
        progress_begin(&run.progress, options->quiet);
        signals_catch(NULL);
        status = add_inputs(&run, options, inputs, n, &remarks, &err);
        progress_clear(&run.progress);
    }
    inputs_tell_remarks(&remarks);
    ledger_queue_close(run.queue);
    arena_release(&run.mem);
    free(inputs);
    if (status != PRISCUS_OK)
        return command_failed(&err);
    if (!options->quiet)
        remark("%zu page%s put into the queue; priscus work reads them.", run.added, plural(run.added));
    if (signals_caught)
        return 128 + (int)signals_caught;
    return missing + run.failed ? EXIT_INPUTS : EXIT_DONE;
}
