/* feed_watch.c - see feed_watch.h. Feeds take turns in one thread; the pages of a look go through the pipeline in
 * batches. */
#include "reader/watch/feed_watch.h"

#include <stdio.h>
#include <stdlib.h>

#include "ledger/watch_store.h"
#include "net/host.h"
#include "page/format.h"
#include "reader/watch/watch_look.h"
#include "reader/web.h"

#define BATCH 32 /* pages asked of the ledger at a time */

enum outcome { OUTCOME_NONE, OUTCOME_CAME, OUTCOME_AGAIN, OUTCOME_NEVER };

struct turn {
    const char *address;
    time_t next;
    bool looked;
};

/* A batch on its way through the pipeline. */
struct batch {
    const struct watch_options *options;
    struct watch_result *result;
    struct watch_page *pages;
    enum outcome outcomes[BATCH];
    int64_t again[BATCH]; /* AGAIN: when */
    bool read[BATCH];
    size_t n, next;
};

static bool stopped(const struct watch_options *options)
{
    return options->reader.stop && *options->reader.stop;
}

/* ---- pages ------------------------------------------------------------------------------ */

/* 300, 600, 1200 ... seconds, or what the server asked for if that is more. */
static int64_t pause_after(unsigned tries, unsigned retry_after)
{
    int64_t pause = WATCH_PAUSE;

    for (unsigned i = 1; i < tries && pause < WATCH_PAUSE_MAX; i++)
        pause *= 2;
    if (pause > WATCH_PAUSE_MAX)
        pause = WATCH_PAUSE_MAX;
    return pause > retry_after ? pause : retry_after;
}

/* The site says that the page is not for us, and will not say otherwise soon. */
static bool final_answer(long status)
{
    return status >= 400 && status < 500 && status != 408 && status != 425 && status != 429;
}

static struct page entry_page(const struct watch_page *entry)
{
    struct page page = { .name = entry->address,
                         .bytes = entry->entry,
                         .from = PRISCUS_FROM_FEED,
                         .fetched = date_now(),
                         .feed = entry->about };

    if (text_find(entry->address, text_c(WATCH_ENTRY_MARK), 0) == NOWHERE)
        page.address = entry->address;
    return page;
}

/* The pipeline's source: in its own thread, which leaves the ledger alone. */
static priscus_status next_page(void *context, struct arena *mem, struct page *out, struct priscus_error *err)
{
    struct batch *batch = context;
    const struct watch_page *wanted;
    struct fetch_reply reply = { 0 };
    enum outcome *outcome;
    priscus_status status;
    size_t at = batch->next;

    if (at == batch->n)
        return PRISCUS_DONE;
    wanted = &batch->pages[at];
    outcome = &batch->outcomes[at];
    if (text_find(wanted->address, text_c(WATCH_ENTRY_MARK), 0) != NOWHERE) {
        *out = entry_page(wanted);
        *outcome = OUTCOME_CAME;
        batch->next++;
        return PRISCUS_OK;
    }
    status = fetch(batch->options->fetcher, &(struct fetch_request){ .address = wanted->address }, mem, &reply, err);
    if (status == PRISCUS_ENOMEM || status == PRISCUS_DONE)
        return status;
    batch->next++;
    if (status == PRISCUS_OK && (!reply.truncated || wanted->tries + 1 >= WATCH_TRIES_MAX)) {
        *out = web_page(wanted->address, &reply);
        *outcome = OUTCOME_CAME;
        status = format_guess(out->name, out->bytes, &out->from, err);
        if (status == PRISCUS_OK && format_find(out->from)->holds != HOLDS_PAGE)
            status = error_set(err, PRISCUS_EINPUT, NOWHERE, "%.*s: no page of news, but a feed, an archive or data",
                               (int)wanted->address.len, wanted->address.ptr);
        if (status != PRISCUS_OK)
            *outcome = OUTCOME_NEVER;
        return status;
    }
    if (status == PRISCUS_OK)
        status =
            error_set(err, PRISCUS_ENETWORK, NOWHERE, "%.*s: the connection broke off in the middle; it is tried again",
                      (int)wanted->address.len, wanted->address.ptr);
    *outcome = final_answer(reply.status) || status != PRISCUS_ENETWORK || wanted->tries + 1 >= WATCH_TRIES_MAX
                   ? OUTCOME_NEVER
                   : OUTCOME_AGAIN;
    batch->again[at] = (int64_t)time(NULL) + pause_after(wanted->tries + 1, reply.retry_after);
    if (*outcome == OUTCOME_NEVER && wanted->entry.len) {
        *out = entry_page(wanted);
        *outcome = OUTCOME_CAME;
        return PRISCUS_OK;
    }
    return status;
}

static priscus_status on_written(void *context, const struct page *page, struct priscus_error *err)
{
    struct batch *batch = context;

    for (size_t i = 0; i < batch->n; i++)
        if (text_eq(batch->pages[i].address, page->name))
            batch->read[i] = true;
    return ledger_watch_read(batch->options->reader.ledger, page->name, err);
}

static void on_failed(void *context, const struct priscus_error *err)
{
    struct batch *batch = context;

    batch->result->network += err->code == PRISCUS_ENETWORK;
    batch->options->failed(batch->options->context, err);
}

/* What became of the pages that were not written. */
static priscus_status settle(struct batch *batch, bool was_stopped, struct priscus_error *err)
{
    struct ledger *ledger = batch->options->reader.ledger;
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < batch->n && status == PRISCUS_OK; i++) {
        if (batch->read[i] || batch->outcomes[i] == OUTCOME_NONE)
            continue;
        if (batch->outcomes[i] == OUTCOME_AGAIN)
            status = ledger_watch_failed(ledger, batch->pages[i].address, batch->again[i], err);
        else if (batch->outcomes[i] == OUTCOME_NEVER || !was_stopped) /* it came and could not be read */
            status = ledger_watch_failed(ledger, batch->pages[i].address, 0, err);
    }
    return status;
}

static priscus_status run_batch(struct batch *batch, struct watch_look *look, struct priscus_error *err)
{
    struct reader_options reader = batch->options->reader;
    const struct page_source_options how = { .page_limit = batch->options->page_limit };
    struct reader_result got, *sum = &batch->result->pages;
    struct page_source *source;
    priscus_status status = page_source_open_pages(&how, next_page, batch, &source, err);

    if (status != PRISCUS_OK)
        return status;
    reader.written = on_written;
    reader.failed = on_failed;
    reader.progress = NULL;
    reader.context = batch;
    status = reader_run(source, &reader, &got, err);
    page_source_close(source);
    sum->pages += got.pages;
    sum->added += got.added;
    sum->cut += got.cut;
    sum->known += got.known;
    sum->failed += got.failed;
    sum->statements += got.statements;
    sum->positions += got.positions;
    look->read += got.pages;
    look->failed += got.failed;
    if (status != PRISCUS_OK)
        return status;
    return settle(batch, got.stopped, err);
}

/* All pages of a feed whose time has come. */
static priscus_status read_pages(const struct watch_options *options, struct watch_result *result, const char *address,
                                 struct watch_look *look, struct priscus_error *err)
{
    priscus_status status = PRISCUS_OK;
    size_t done = 0;

    while (status == PRISCUS_OK && done < WATCH_PAGES_A_LOOK && !stopped(options)) {
        struct batch batch = { .options = options, .result = result };
        struct arena mem = { 0 };

        status = ledger_watch_due(options->reader.ledger, text_c(address), (int64_t)time(NULL), BATCH, &mem,
                                  &batch.pages, &batch.n, err);
        if (status == PRISCUS_OK && batch.n)
            status = run_batch(&batch, look, err);
        done += batch.n;
        arena_release(&mem);
        if (batch.n == 0)
            break;
    }
    return status;
}

/* ---- feeds ------------------------------------------------------------------------------ */

/* When a feed's next turn is. One that fails has twice the pause each time. */
static time_t next_turn(const struct watch_options *options, const struct look *look)
{
    int64_t now = (int64_t)time(NULL), pause = options->every, limit;

    limit = pause > WATCH_PAUSE_MAX ? pause : WATCH_PAUSE_MAX;
    for (unsigned i = 1; i < look->failures && pause < limit; i++)
        pause *= 2;
    if (pause > limit)
        pause = limit;
    return (time_t)(now + pause > look->not_before ? now + pause : look->not_before);
}

static priscus_status take_turn(const struct watch_options *options, struct watch_result *result, struct turn *turn,
                                struct priscus_error *err)
{
    struct arena mem = { 0 };
    struct look look;
    struct watch_look said = { 0 };
    struct priscus_error why = { 0 };
    char name[URL_SHOWN_MAX];
    priscus_status status = look_at(options, result, turn->address, &mem, &look, &why);
    bool failed = status == PRISCUS_ENETWORK || status == PRISCUS_EINPUT || status == PRISCUS_ELIMIT;

    url_shown(look.title.len ? look.title : text_c(turn->address), name);
    arena_release(&mem);
    if (status != PRISCUS_OK && !failed) {
        if (err)
            *err = why;
        return status;
    }
    result->looks++;
    result->feeds_failed += failed;
    result->network += failed && status == PRISCUS_ENETWORK;
    said.feed = name;
    said.found = look.found;
    said.not_modified = look.not_modified;
    said.err = failed ? &why : NULL;
    turn->looked = true;
    /* Also where the feed itself failed: what is waited for may be had. */
    if ((status = read_pages(options, result, turn->address, &said, err)) != PRISCUS_OK)
        return status;
    turn->next = next_turn(options, &look);
    said.next = options->once ? 0 : turn->next;
    if (!stopped(options))
        options->looked(options->context, &said);
    return PRISCUS_OK;
}

/* The feed whose turn comes first; with `once`, of those not looked at. NULL: there is none. */
static struct turn *first_turn(struct turn *turns, size_t n, bool once)
{
    struct turn *first = NULL;

    for (size_t i = 0; i < n; i++)
        if (!(once && turns[i].looked) && (!first || turns[i].next < first->next))
            first = &turns[i];
    return first;
}

priscus_status watch_run(const struct watch_options *options, struct watch_result *result, struct priscus_error *err)
{
    struct turn *turns = calloc(options->n_feeds + 1, sizeof *turns), *turn;
    priscus_status status = PRISCUS_OK;

    *result = (struct watch_result){ 0 };
    if (!turns)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory for %zu feeds", options->n_feeds);
    for (size_t i = 0; i < options->n_feeds; i++)
        turns[i].address = options->feeds[i];
    while (status == PRISCUS_OK && !stopped(options) && (turn = first_turn(turns, options->n_feeds, options->once))) {
        double left = options->once ? 0 : difftime(turn->next, time(NULL));

        /* In slices by the clock on the wall: a computer that slept looks soon after it woke. */
        if (turn->looked && left > 0) {
            fetch_wait(net_now() + (left < 5 ? left : 5), options->reader.stop);
            continue;
        }
        status = take_turn(options, result, turn, err);
    }
    result->stopped = stopped(options);
    free(turns);
    return status == PRISCUS_DONE ? PRISCUS_OK : status;
}
