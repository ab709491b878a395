/* work.c - `priscus work`: read what waits in the queue of a ledger in PostgreSQL, on any number of machines.
 *
 *     queue --take--> reader (reader/reader.h) --page and "done" in one transaction--> ledger
 *
 * One of all the workers places pages among each other (stories), in a thread with a connection of its own. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/command.h"
#include "cli/config_mistakes.h"
#include "cli/screen/progress.h"
#include "cli/signals.h"
#include "ledger/page_queue.h"
#include "page/format.h"
#include "reader/reader.h"
#include "reader/web.h"
#include "story/changes/kept_days.h"

#define TAKEN_MAX   256 /* pages between being taken and being written: more than the reader has slots for */
#define LOOK_MS     500 /* how often to look whether something waits  */
#define ALONE_MS    20  /* ... whether all else was written            */
#define LINK_MS     1000
#define LINK_AT_ONCE 64
#define ASIDE_SHOWN 20
#define RETRIES     20 /* one behind the other without a page between */

struct worker {
    const struct options *options;
    struct ledger_queue *queue;
    struct ledger *ledger;
    struct fetcher *fetcher; /* NULL: nothing was to be fetched yet */
    pthread_mutex_t lock;    /* of all below, and of the queue's connection */
    int64_t taken[TAKEN_MAX]; /* ids of pages at work, in their order */
    size_t first, n;
    bool alone;              /* the only one at work is to stay so     */
    size_t failed, network;
    struct progress progress;
    struct priscus_error err; /* of the queue: the run ends */
    priscus_status status;
};

static void sleep_ms(long ms)
{
    nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L }, NULL);
}

/* ---- out of the queue ------------------------------------------------------------------------------------ */

static void push(struct worker *w, int64_t id)
{
    w->taken[(w->first + w->n++) % TAKEN_MAX] = id;
}

static int64_t pop(struct worker *w)
{
    int64_t id;

    pthread_mutex_lock(&w->lock);
    id = w->taken[w->first];
    w->first = (w->first + 1) % TAKEN_MAX;
    w->n--;
    w->alone &= w->n > 0; /* what was before it is written while it waits */
    pthread_mutex_unlock(&w->lock);
    return id;
}

/* The last one that was taken: memory is out for it, and the reader will ask again, for whichever comes then. */
static void give_back(struct worker *w)
{
    pthread_mutex_lock(&w->lock);
    w->n--;
    w->alone = false;
    ledger_queue_return(w->queue, w->taken[(w->first + w->n) % TAKEN_MAX], NULL); /* else it waits again when this worker has ended */
    pthread_mutex_unlock(&w->lock);
}

/* May another one be taken? Not beside one that is to be alone. */
static bool may_take(struct worker *w)
{
    bool may;

    pthread_mutex_lock(&w->lock);
    may = !w->alone && w->n < TAKEN_MAX;
    pthread_mutex_unlock(&w->lock);
    return may;
}

static size_t at_work(struct worker *w)
{
    size_t n;

    pthread_mutex_lock(&w->lock);
    n = w->n;
    pthread_mutex_unlock(&w->lock);
    return n;
}

static priscus_status fetch_page(struct worker *w, struct queued *queued, struct arena *mem, struct priscus_error *err)
{
    const struct fetch_options net = { .timeout = w->options->timeout,
                                       .delay = w->options->delay,
                                       .allow_private = w->options->allow_private,
                                       .contact = getenv("PRISCUS_CONTACT"),
                                       .stop = &signals_caught };
    struct page page = { .from = PRISCUS_FROM_AUTO };
    char *address = arena_alloc(mem, queued->page.address.len + 1);
    priscus_status status;

    if (!address)
        return error_memory(err);
    memcpy(address, queued->page.address.ptr, queued->page.address.len);
    address[queued->page.address.len] = '\0';
    if (!w->fetcher && (status = fetcher_open(&net, &w->fetcher, err)) != PRISCUS_OK)
        return status;
    if ((status = web_fetch(w->fetcher, address, mem, &page, err)) != PRISCUS_OK)
        return status;
    if (page.from == PRISCUS_FROM_AUTO &&
        (status = format_guess(page.name, page.bytes, &page.from, err)) != PRISCUS_OK)
        return status;
    if (page.bytes.len > PAGE_LIMIT)
        page.limit = PAGE_LIMIT;
    queued->page = page;
    return PRISCUS_OK;
}

/* A page_next_fn: the next page that waits. It waits for one, unless with --once. */
static priscus_status next_page(void *context, struct arena *mem, struct page *out, struct priscus_error *err)
{
    struct worker *w = context;
    struct queued queued;
    bool found;
    priscus_status status;

    *out = (struct page){ 0 };
    for (;;) {
        if (signals_caught)
            return PRISCUS_DONE;
        if (!may_take(w)) {
            sleep_ms(ALONE_MS);
            continue;
        }
        pthread_mutex_lock(&w->lock);
        status = ledger_queue_take(w->queue, mem, &queued, &found, err);
        if (status == PRISCUS_OK || (status == PRISCUS_EINPUT && found)) {
            if (found)
                push(w, queued.id);
            w->alone = found && queued.alone;
        } else if (status != PRISCUS_ENOMEM) { /* the queue is gone, and with it the run */
            w->status = status;
            w->err = *err;
            status = PRISCUS_DONE;
        }
        pthread_mutex_unlock(&w->lock);
        if (status != PRISCUS_OK)
            return status;
        if (found)
            break;
        if (w->options->once)
            return PRISCUS_DONE;
        sleep_ms(LOOK_MS);
        arena_reset(mem);
    }
    while (queued.alone && at_work(w) > 1 && !signals_caught)
        sleep_ms(ALONE_MS);
    *out = queued.page;
    if (status == PRISCUS_OK && !queued.page.bytes.ptr && (status = fetch_page(w, &queued, mem, err)) == PRISCUS_OK)
        *out = queued.page;
    if (status == PRISCUS_ENOMEM)
        give_back(w);
    return status;
}

/* ---- into the ledger ------------------------------------------------------------------------------------------ */

static priscus_status on_written(void *context, const struct page *page, struct priscus_error *err)
{
    struct worker *w = context;

    (void)page;
    /* On the ledger's connection, whose transaction this belongs to. */
    return ledger_queue_done(w->queue, w->ledger, pop(w), err);
}

static void on_failed(void *context, const struct priscus_error *err)
{
    struct worker *w = context;
    int64_t id = pop(w);
    bool again = err->code == PRISCUS_ENETWORK || err->code == PRISCUS_ENOMEM;

    progress_clear(&w->progress);
    complain("%s", err->message);
    w->failed++;
    w->network += err->code == PRISCUS_ENETWORK;
    pthread_mutex_lock(&w->lock);
    ledger_queue_failed(w->queue, id, err->message, again, NULL); /* else it waits again when this worker has ended */
    pthread_mutex_unlock(&w->lock);
}

static void on_progress(void *context, size_t pages, struct text name)
{
    struct worker *w = context;

    progress_show(&w->progress, pages, name);
}

/* ---- places among each other ------------------------------------------------------------------------------------ */

struct linking {
    struct worker *worker;
    const struct language *language;
    volatile bool ending;
};

static bool is_elected(struct worker *w)
{
    bool elected = false;

    pthread_mutex_lock(&w->lock);
    ledger_queue_elect(w->queue, &elected, NULL);
    pthread_mutex_unlock(&w->lock);
    return elected;
}

/* Until it is to end and nothing waits. */
static void *link_pages(void *context)
{
    struct linking *l = context;
    struct ledger *ledger = NULL;
    struct linker *linker = NULL;
    struct priscus_error err;
    priscus_status status = PRISCUS_OK;

    while (!signals_caught && status == PRISCUS_OK) {
        bool ending = l->ending, elected = is_elected(l->worker);
        size_t n = 0;

        if (elected && !linker &&
            (status = ledger_open(l->worker->options->ledger, LEDGER_WRITE, &ledger, &err)) == PRISCUS_OK)
            status = linker_open(ledger, l->language, &linker, &err);
        if (linker && status == PRISCUS_OK && (status = linker_place(linker, LINK_AT_ONCE, &signals_caught, &n, &err)) == PRISCUS_OK)
            status = ledger_commit(ledger, &err);
        if (linker && status == PRISCUS_OK && n == 0 && (status = kept_days_make(ledger, &signals_caught, &err)) == PRISCUS_OK)
            status = ledger_commit(ledger, &err);
        if (n == 0 && ending)
            break;
        for (int waited = 0; n == 0 && waited < LINK_MS && !l->ending && !signals_caught; waited += ALONE_MS)
            sleep_ms(ALONE_MS);
    }
    if (status != PRISCUS_OK)
        complain("pages are not placed among each other any more by this worker: %s", err.message);
    linker_close(linker);
    ledger_close(ledger, NULL);
    return NULL;
}

/* ---- the command -------------------------------------------------------------------------------------------------- */

/* Pages of all connections that this worker had. */
struct totals {
    size_t pages, added, known, failed, network;
    bool connected; /* at least once */
};

static priscus_status read_pages(struct worker *w, const struct knowledge *knowledge, struct totals *totals,
                                 struct priscus_error *err)
{
    struct reader_options reader = { .jobs = w->options->jobs,
                                     .knowledge = knowledge,
                                     .unlinked = true,
                                     .ledger = w->ledger,
                                     .failed = on_failed,
                                     .written = on_written,
                                     .progress = on_progress,
                                     .context = w,
                                     .stop = &signals_caught };
    /* Pages come with the limit that they were put in with. */
    const struct page_source_options how = { .page_limit = PAGE_MAX };
    struct linking linking = { .worker = w, .language = knowledge_language(knowledge) };
    struct reader_result result = { 0 };
    struct page_source *source = NULL;
    pthread_t linker;
    bool links;
    priscus_status status = page_source_open_pages(&how, next_page, w, &source, err);

    if (status != PRISCUS_OK)
        return status;
    progress_begin(&w->progress, w->options->quiet);
    links = !w->options->no_link && pthread_create(&linker, NULL, link_pages, &linking) == 0;
    status = reader_run(source, &reader, &result, err);
    linking.ending = true;
    if (links)
        pthread_join(linker, NULL);
    progress_clear(&w->progress);
    page_source_close(source);
    if (status == PRISCUS_OK && (status = w->status) != PRISCUS_OK)
        *err = w->err;
    totals->pages += result.pages;
    totals->added += result.added;
    totals->known += result.known;
    totals->failed += w->failed;
    totals->network += w->network;
    return status;
}

/* As long as the connections last. */
static priscus_status work(const struct options *options, const struct knowledge *knowledge, struct totals *totals,
                           struct priscus_error *err)
{
    struct worker w = { .options = options, .lock = PTHREAD_MUTEX_INITIALIZER };
    struct priscus_error closing;
    priscus_status status = ledger_queue_open(options->ledger, QUEUE_TAKE, &w.queue, err);

    if (status == PRISCUS_OK)
        status = ledger_open(options->ledger, LEDGER_WRITE, &w.ledger, err);
    totals->connected |= status == PRISCUS_OK;
    if (status == PRISCUS_OK)
        status = read_pages(&w, knowledge, totals, err);
    ledger_queue_forget(w.queue, w.ledger);
    if (ledger_close(w.ledger, &closing) != PRISCUS_OK && status == PRISCUS_OK) {
        status = PRISCUS_ELEDGER;
        *err = closing;
    }
    ledger_queue_close(w.queue);
    fetcher_close(w.fetcher);
    return status;
}

/* A server that went away, or a turn that did not come: what was lost with the connection waits again. Not where there was
 * no connection yet: that is a mistake more likely than a failure. */
static bool goes_on(const struct totals *before, const struct totals *now, unsigned *failures,
                    const struct priscus_error *err)
{
    unsigned seconds;

    *failures = now->pages > before->pages ? 1 : *failures + 1;
    if (err->code != PRISCUS_ELEDGER || !now->connected || *failures > RETRIES || signals_caught)
        return false;
    seconds = *failures < 6 ? 1u << (*failures - 1) : 30;
    complain("%s", err->message);
    remark("Going on in %u second%s.", seconds, plural(seconds));
    for (unsigned waited = 0; waited < seconds * 1000 && !signals_caught; waited += LOOK_MS)
        sleep_ms(LOOK_MS);
    return !signals_caught;
}

static int run_worker(const struct options *options, const struct knowledge *knowledge)
{
    struct totals totals = { 0 }, before;
    struct priscus_error err = { 0 };
    struct progress clock;
    unsigned failures = 0;
    priscus_status status;

    progress_begin(&clock, true);
    signals_catch(NULL);
    do {
        before = totals;
        status = work(options, knowledge, &totals, &err);
    } while (status != PRISCUS_OK && goes_on(&before, &totals, &failures, &err));
    if (!options->quiet && totals.pages)
        remark("Read %zu page%s in %.1f s: %zu added, %zu known already, %zu failed.", totals.pages,
               plural(totals.pages), progress_seconds(&clock), totals.added, totals.known, totals.failed);
    if (status != PRISCUS_OK && !signals_caught)
        return command_failed(&err);
    if (signals_caught)
        return 128 + (int)signals_caught;
    return !totals.failed ? EXIT_DONE : totals.network == totals.failed ? EXIT_NETWORK : EXIT_INPUTS;
}

static int run(const struct options *options)
{
    struct language *language = NULL;
    struct knowledge *knowledge = NULL;
    struct priscus_error err;
    int code;

    if (language_find(options->model, options->fast ? LANGUAGE_FAST : LANGUAGE_FULL, options->check_model, &language, &err) != PRISCUS_OK ||
        knowledge_open_paths(language, options->agendas, options->n_agendas, options->rosters, options->n_rosters,
                             &knowledge, &err) != PRISCUS_OK) {
        language_close(language);
        return config_failed(options->agendas, options->n_agendas, options->rosters, options->n_rosters, &err);
    }
    config_notes(knowledge);
    code = remark_networks(language, options->quiet, &err) != PRISCUS_OK ? command_failed(&err)
                                                                         : run_worker(options, knowledge);
    knowledge_close(knowledge);
    language_close(language);
    return code;
}

/* Most messages name the page. */
static void put_aside(void *context, int64_t id, const char *name, const char *why)
{
    bool named = strncmp(why, name, strlen(name)) == 0;

    buffer_format(context, "  %lld  %s%s%s\n", (long long)id, named ? "" : name, named ? "" : ": ", why);
}

static int show_status(const struct options *options)
{
    struct ledger_queue *queue = NULL;
    struct queue_status s;
    struct priscus_error err;
    struct buffer out = { 0 };
    int64_t again = 0;
    priscus_status status = ledger_queue_open(options->ledger, QUEUE_ADD, &queue, &err);

    if (status == PRISCUS_OK && options->again)
        status = ledger_queue_again(queue, &again, &err);
    if (status == PRISCUS_OK)
        status = ledger_queue_status(queue, &s, &err);
    if (status == PRISCUS_OK) {
        buffer_format(&out, "waiting      %lld%s\n", (long long)s.waiting, s.waiting >= QUEUE_COUNTED ? " or more" : "");
        if (s.oldest >= 0)
            buffer_format(&out, "oldest       %lld s\n", (long long)s.oldest);
        buffer_format(&out, "being read   %lld\nworkers      %lld\nread         %lld in the last %lld minutes, %.1f a minute\nset aside    %lld\n",
               (long long)s.taken, (long long)s.workers, (long long)s.done, (long long)s.minutes,
               (double)s.done / (double)s.minutes, (long long)s.set_aside);
        status = ledger_queue_set_aside(queue, ASIDE_SHOWN, put_aside, &out, &err);
        if (s.set_aside > ASIDE_SHOWN)
            buffer_format(&out, "  and %lld more\n", (long long)s.set_aside - ASIDE_SHOWN);
    }
    ledger_queue_close(queue);
    if (status != PRISCUS_OK) {
        buffer_release(&out);
        return command_failed(&err);
    }
    if (options->again)
        remark("%lld page%s wait%s again.", (long long)again, plural((size_t)again), again == 1 ? "s" : "");
    return command_write(&out);
}

int command_work(const struct options *options)
{
    return options->status || options->again ? show_status(options) : run(options);
}
