/* reader.c - see reader.h.
 *
 * One thread reads the source, as many as asked for analyse, the calling thread writes. A slot goes
 * through the ring of queue.h: its page is read into its arena, analysed there, written in turn.
 * With one job and no ledger all of this happens in the calling thread, page by page, by the same functions.
 *
 * The ledger has one connection; workers ask it whether a page is known before they analyse it,
 * the writer adds to it, and a lock keeps them apart. Whether a page's twin a few slots
 * ahead was written in time is a matter of chance, so the answer only saves work: what the
 * result counts is decided by the writer, in order.
 *
 * A page may be minutes in coming: from a slow site, or through a pipe that stays open. The writer commits before
 * it waits, so that what came is kept and others may write meanwhile. That is why a ledger has a writer's thread of
 * its own also where there is one job: whoever reads the source cannot know how long it will take. */
#include "reader/reader.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"
#include "reader/queue.h"
#include "reading/reading.h"
#include "story/changes/kept_days.h"
#include "story/own.h"

#define IDLE_MS     20                /* so long the writer waits for the next page before it commits */
#define SLOTS_MORE  1                 /* more slots than jobs, since one is being filled or written */
#define MEMORY_KEPT ((size_t)4 << 20) /* a slot that grew beyond gives its memory back */
#define LINE_KEPT   ((size_t)4 << 20)

struct slot {
    struct arena mem;
    struct page page;
    struct reading reading;
    struct buffer line; /* of JSON, where there is no ledger */
    struct text packed; /* the page as a ledger keeps it     */
    struct own own;     /* what placing the page needs of it alone, where pages are placed */
    bool known;         /* in the ledger already: was not analysed */
    priscus_status status;
    struct priscus_error err;
};

struct run {
    const struct reader_options *options;
    struct page_source *source;
    struct reader_result *result;
    struct linker *linker; /* NULL: pages are not placed */
    size_t lately;         /* pages added since what days tell was kept last */
    pthread_mutex_t ledger_lock;
    struct queue queue;
    priscus_status source_status; /* of the whole: memory ran out while reading */
    struct priscus_error source_err;
};

static bool must_stop(const struct run *run)
{
    return run->options->stop && *run->options->stop;
}

static void slot_clear(struct slot *slot)
{
    if (slot->mem.held > MEMORY_KEPT)
        arena_release(&slot->mem);
    else
        arena_reset(&slot->mem);
    if (slot->line.room > LINE_KEPT)
        buffer_release(&slot->line);
    else
        buffer_reset(&slot->line);
    slot->known = false;
    slot->packed = text_of(NULL, 0);
    slot->status = PRISCUS_OK;
}

/* The next input into the slot. False: no more, or what is wrong concerns the whole. */
static bool slot_fill(struct run *run, struct slot *slot)
{
    priscus_status status;

    slot->mem.stop = run->options->stop;
    status = page_source_next(run->source, &slot->mem, &slot->page, &slot->err);
    if (status == PRISCUS_ENOMEM && must_stop(run))
        return false;
    if (status == PRISCUS_ENOMEM) { /* once more with all memory that this slot can give back */
        arena_release(&slot->mem);
        status = page_source_next(run->source, &slot->mem, &slot->page, &slot->err);
    }
    if (status == PRISCUS_ENOMEM) {
        run->source_status = status;
        run->source_err = slot->err;
        return false;
    }
    slot->status = status;
    return status != PRISCUS_DONE;
}

/* What a ledger is to have of the page, as far as that can be worked out without it: there is one writer, and there are many workers. */
static priscus_status slot_prepare(const struct run *run, struct ledger_packer *packer, struct slot *slot)
{
    const struct reading *reading = &slot->reading;
    struct linked_page page = { .hash = page_hash(&slot->page), .it = reading->article, .record = reading->record };
    priscus_status status =
        ledger_pack(packer, slot->page.bytes, reading->article.body, &slot->mem, &slot->packed, &slot->err);

    if (status != PRISCUS_OK || !run->linker)
        return status;
    return own_of(knowledge_language(run->options->knowledge), &page, &slot->mem, &slot->own, &slot->err);
}

/* What workers do. Failures stay in the slot until its turn. */
static void slot_work(struct run *run, struct analyst *analyst, struct ledger_packer *packer, struct slot *slot)
{
    const struct reader_options *o = run->options;

    if (o->ledger) {
        page_set_hash(&slot->page); /* by the worker, so that nobody waits for it at the lock */
        pthread_mutex_lock(&run->ledger_lock);
        slot->status = ledger_has(o->ledger, &slot->page, &slot->known, &slot->err);
        pthread_mutex_unlock(&run->ledger_lock);
        if (slot->status != PRISCUS_OK || slot->known)
            return;
    }
    if (!analyst) {
        slot->status = error_memory(&slot->err);
        return;
    }
    slot->status = reading_make(&slot->page, analyst, &slot->mem, &slot->reading, &slot->err);
    if (slot->status == PRISCUS_OK && !o->ledger && !o->made)
        reading_json(&slot->reading, o->knowledge, &slot->line);
    else if (slot->status == PRISCUS_OK && o->ledger)
        slot->status = slot_prepare(run, packer, slot);
}

/* A page that could not be read: told, counted, passed over. */
static void slot_failed(struct run *run, struct slot *slot)
{
    char name[160];

    snprintf(name, sizeof name, "%.*s", (int)(slot->page.name.len < 150 ? slot->page.name.len : 150),
             slot->page.name.ptr ? slot->page.name.ptr : "");
    /* The source's messages name the input; those of the floors above cannot. */
    if (*name && !strstr(slot->err.message, name))
        error_prefix(&slot->err, "%s", name);
    run->result->failed++;
    if (run->options->failed)
        run->options->failed(run->options->context, &slot->err);
}

/* At the end, and now and then where there is much to read: whoever asks in between has to work out what was read since. */
#define KEEP_DAYS_AFTER 32768

static priscus_status keep_days(struct run *run, struct priscus_error *err)
{
    run->lately = 0;
    return kept_days_make(run->options->ledger, run->options->stop, err);
}

static priscus_status write_page(struct run *run, struct slot *slot, bool *added, struct priscus_error *err)
{
    const struct reader_options *o = run->options;
    priscus_status status;

    *added = true;
    if (o->ledger) {
        pthread_mutex_lock(&run->ledger_lock);
        if (slot->known) {
            *added = false;
            status = ledger_sight(o->ledger, &slot->page, err);
        } else {
            status = ledger_add_packed(o->ledger, &slot->page, slot->packed, &slot->reading.article, &slot->reading.record,
                                       &slot->own.article, err);
            *added = status == PRISCUS_OK && slot->own.article;
        }
        if (status == PRISCUS_OK && o->written)
            status = o->written(o->context, &slot->page, err);
        if (status == PRISCUS_OK && *added && run->linker)
            status = linker_place_own(run->linker, &slot->own, o->stop, err);
        if (status == PRISCUS_OK && *added && !o->unlinked && ++run->lately == KEEP_DAYS_AFTER)
            status = keep_days(run, err);
        pthread_mutex_unlock(&run->ledger_lock);
        return status;
    }
    if (o->made)
        return o->made(o->context, &slot->reading, &slot->mem, err);
    if (slot->line.failed)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory for the line of %.*s", (int)slot->page.name.len,
                         slot->page.name.ptr);
    if (o->line && o->line(o->line_context, slot->line.ptr, slot->line.len) != 0)
        return error_set(err, PRISCUS_EIO, NOWHERE, "the output takes no more lines");
    return PRISCUS_OK;
}

/* Write a slot in its turn. What is returned concerns the whole; DONE: it was asked to stop. */
static priscus_status slot_write(struct run *run, struct slot *slot, struct priscus_error *err)
{
    struct reader_result *result = run->result;
    struct text name = slot->page.name;
    bool added;
    priscus_status status;

    if (slot->status == PRISCUS_ENOMEM && must_stop(run)) /* broken off within the page */
        return PRISCUS_DONE;
    if (slot->status == PRISCUS_ELEDGER) {
        if (err)
            *err = slot->err;
        return slot->status;
    }
    if (slot->status != PRISCUS_OK) {
        slot_failed(run, slot);
        return PRISCUS_OK;
    }
    if ((status = write_page(run, slot, &added, err)) != PRISCUS_OK)
        return status;
    result->pages++;
    if (added) {
        result->added++;
        result->statements += slot->reading.record.n_statements;
        result->positions += slot->reading.record.n_positions;
        result->cut += slot->reading.article.is_cut;
    } else {
        result->known++;
    }
    snprintf(result->last, sizeof result->last, "%.*s", (int)(name.len < 255 ? name.len : 255),
             name.ptr ? name.ptr : "");
    if (run->options->progress)
        run->options->progress(run->options->context, result->pages, name);
    return PRISCUS_OK;
}

/* ---- one thread -------------------------------------------------------------------------- */

static priscus_status run_alone(struct run *run, struct priscus_error *err)
{
    struct slot slot = { 0 };
    struct analyst *analyst = analyst_new(run->options->knowledge);
    priscus_status status = PRISCUS_OK;

    while (status == PRISCUS_OK && !(run->result->stopped = must_stop(run)) && slot_fill(run, &slot)) {
        if (slot.status == PRISCUS_OK)
            slot_work(run, analyst, NULL, &slot);
        status = slot_write(run, &slot, err);
        slot_clear(&slot);
        slot.page = (struct page){ 0 };
    }
    if (must_stop(run)) /* set while the last page was waited for */
        run->result->stopped = true;
    arena_release(&slot.mem);
    buffer_release(&slot.line);
    analyst_free(analyst);
    return status;
}

/* ---- many ------------------------------------------------------------------------------- */

static void *fill_all(void *context)
{
    struct run *run = context;
    struct slot *slot;

    /* The flag is the calling thread's to look at; it stops the queue. */
    while ((slot = queue_fill(&run->queue))) {
        if (!slot_fill(run, slot))
            break;
        queue_filled(&run->queue, slot, slot->status != PRISCUS_OK);
    }
    queue_end(&run->queue);
    return NULL;
}

static void *work_all(void *context)
{
    struct run *run = context;
    struct analyst *analyst = NULL;
    struct ledger_packer *packer = run->options->ledger ? ledger_packer_new() : NULL;
    struct slot *slot;

    while ((slot = queue_work(&run->queue))) {
        if (!analyst) /* by the first page: where there is one, one worker alone gets ready */
            analyst = analyst_new(run->options->knowledge);
        slot_work(run, analyst, packer, slot);
        queue_worked(&run->queue, slot);
    }
    ledger_packer_free(packer);
    analyst_free(analyst);
    return NULL;
}

/* No page is ready: what was written is committed, and no transaction is open while the next one is waited for. */
static priscus_status commit_when_idle(struct run *run, struct priscus_error *err)
{
    priscus_status status;

    if (!run->options->ledger || queue_ready(&run->queue, ledger_in_server(run->options->ledger) ? 0 : IDLE_MS))
        return PRISCUS_OK;
    pthread_mutex_lock(&run->ledger_lock);
    status = ledger_commit(run->options->ledger, err);
    pthread_mutex_unlock(&run->ledger_lock);
    return status;
}

static priscus_status write_all(struct run *run, struct priscus_error *err)
{
    struct slot *slot;
    priscus_status status = PRISCUS_OK;

    while (!(run->result->stopped = must_stop(run)) && (status = commit_when_idle(run, err)) == PRISCUS_OK &&
           (slot = queue_empty(&run->queue))) {
        status = slot_write(run, slot, err);
        slot_clear(slot);
        slot->page = (struct page){ 0 };
        queue_emptied(&run->queue, slot);
        if (status != PRISCUS_OK)
            break;
    }
    /* The flag may have been set while the last page was waited for, with pages left behind. */
    if (must_stop(run))
        run->result->stopped = true;
    queue_stop(&run->queue);
    return status;
}

static priscus_status run_threads(struct run *run, unsigned jobs, struct priscus_error *err)
{
    size_t n_slots = (size_t)jobs + SLOTS_MORE;
    struct slot *slots = calloc(n_slots, sizeof *slots);
    pthread_t filler, workers[READER_JOBS_MAX];
    unsigned started = 0;
    bool filling;
    priscus_status status;

    if (!slots || queue_init(&run->queue, slots, n_slots, sizeof *slots) != PRISCUS_OK) {
        free(slots);
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory for %u jobs", jobs);
    }
    while (started < jobs && pthread_create(&workers[started], NULL, work_all, run) == 0)
        started++;
    filling = started > 0 && pthread_create(&filler, NULL, fill_all, run) == 0;
    if (filling) {
        status = write_all(run, err);
        pthread_join(filler, NULL);
    } else {
        queue_stop(&run->queue);
        status = error_set(err, PRISCUS_ENOMEM, NOWHERE, "no thread could be started; try --jobs 1");
    }
    for (unsigned i = 0; i < started; i++)
        pthread_join(workers[i], NULL);
    queue_release(&run->queue);
    for (size_t i = 0; i < n_slots; i++) {
        arena_release(&slots[i].mem);
        buffer_release(&slots[i].line);
    }
    free(slots);
    return status;
}

static unsigned jobs_of(const struct reader_options *options)
{
    long cores;

    if (options->jobs)
        return options->jobs < READER_JOBS_MAX ? options->jobs : READER_JOBS_MAX;
    cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores < READER_JOBS_MAX ? (unsigned)cores : READER_JOBS_MAX;
}

/* Pages are placed as they come, unless so many from before are waiting that nobody would wait for them here. */
static priscus_status open_linker(struct run *run, struct priscus_error *err)
{
    const struct reader_options *o = run->options;
    size_t waiting = 0;
    priscus_status status;

    if (!o->ledger || o->unlinked)
        return PRISCUS_OK;
    if ((status = ledger_link_waiting(o->ledger, LINKER_WAITING_MAX + 1, &waiting, err)) != PRISCUS_OK)
        return status;
    if (waiting > LINKER_WAITING_MAX) {
        run->result->waiting = waiting;
        return PRISCUS_OK;
    }
    return linker_open(o->ledger, knowledge_language(o->knowledge), &run->linker, err);
}

priscus_status reader_run(struct page_source *source, const struct reader_options *options,
                          struct reader_result *result, struct priscus_error *err)
{
    struct run run = { .options = options, .source = source, .result = result };
    unsigned jobs = jobs_of(options);
    priscus_status status = PRISCUS_OK, committed = PRISCUS_OK;

    *result = (struct reader_result){ 0 };
    if (options->ledger && (status = ledger_use(options->ledger, options->knowledge, err)) != PRISCUS_OK)
        return status;
    if ((status = open_linker(&run, err)) != PRISCUS_OK)
        return status;
    pthread_mutex_init(&run.ledger_lock, NULL);
    status = jobs == 1 && !options->ledger ? run_alone(&run, err) : run_threads(&run, jobs, err);
    pthread_mutex_destroy(&run.ledger_lock);
    if (status == PRISCUS_OK && run.linker) /* what an earlier run left, where no page of this one was new */
        status = linker_place(run.linker, 0, options->stop, NULL, err);
    linker_close(run.linker);
    if (status == PRISCUS_OK && options->ledger && !options->unlinked)
        status = keep_days(&run, err);
    if (status == PRISCUS_DONE)
        status = PRISCUS_OK;
    if (status == PRISCUS_OK && run.source_status != PRISCUS_OK) {
        if (err)
            *err = run.source_err;
        status = run.source_status;
    }
    if (options->ledger)
        committed = ledger_commit(options->ledger, status == PRISCUS_OK ? err : NULL);
    return status != PRISCUS_OK ? status : committed;
}
