/* verify_jobs.c - pages read again by several threads.
 *
 *     pages     0..15   16..31   32..47   ...      in the order of their hashes
 *     thread      1       2        1               whoever is free takes the next batch
 *     told      what was found in the first batch, then in the second, ...
 *
 * Each thread has a ledger of its own open and one in memory, and what it finds is kept until all before it was told: so the
 * answer is the same however many there are. Threads run some batches ahead at most, so that what waits stays small. */
#include <pthread.h>
#include <stdlib.h>

#include "ledger/audit/verify.h"

#define BATCH 16
#define AHEAD 64 /* batches */

struct found {
    struct buffer told; /* an identifier and what is wrong with it, each ended with a NUL */
    bool done;
};

struct jobs {
    struct verifying *v;
    const int64_t *pages;
    size_t n, next, shown; /* pages; the batch that is taken next; the batch that is told next */
    struct found found[AHEAD];
    pthread_mutex_t lock;
    pthread_cond_t news;
    priscus_status status; /* the first failure ends all */
    int why;
    struct priscus_error err;
};

struct job {
    struct jobs *jobs;
    struct verifying v;
    struct ledger_verify counted;
    struct priscus_error err;
    struct found *found;
    pthread_t thread;
};

static void keep(void *context, const char *id, const char *what)
{
    struct job *job = context;

    buffer_add(&job->found->told, id, strlen(id) + 1);
    buffer_add(&job->found->told, what, strlen(what) + 1);
}

/* The next batch of pages; false: there is no more, or somebody failed. */
static bool take_batch(struct jobs *jobs, size_t *batch)
{
    bool more;

    pthread_mutex_lock(&jobs->lock);
    while (jobs->status == PRISCUS_OK && jobs->next * BATCH < jobs->n && jobs->next >= jobs->shown + AHEAD)
        pthread_cond_wait(&jobs->news, &jobs->lock);
    more = jobs->status == PRISCUS_OK && jobs->next * BATCH < jobs->n;
    if (more)
        *batch = jobs->next++;
    pthread_mutex_unlock(&jobs->lock);
    return more;
}

static void end_batch(struct job *job, priscus_status status)
{
    struct jobs *jobs = job->jobs;

    if (status == PRISCUS_OK && job->found && job->found->told.failed)
        status = error_memory(&job->err);
    pthread_mutex_lock(&jobs->lock);
    if (status != PRISCUS_OK && jobs->status == PRISCUS_OK) {
        jobs->status = status;
        jobs->err = job->err;
        jobs->why = job->v.ledger ? job->v.ledger->why : 0;
    }
    if (job->found)
        job->found->done = true;
    pthread_cond_broadcast(&jobs->news);
    pthread_mutex_unlock(&jobs->lock);
}

static void *work(void *context)
{
    struct job *job = context;
    struct jobs *jobs = job->jobs;
    size_t batch;
    priscus_status status = verify_open(&job->v, jobs->v->ledger->path);

    if (status == PRISCUS_OK)
        status = verify_prepare(&job->v);
    if (status != PRISCUS_OK)
        end_batch(job, status);
    while (status == PRISCUS_OK && take_batch(jobs, &batch)) {
        size_t begin = batch * BATCH, end = begin + BATCH < jobs->n ? begin + BATCH : jobs->n;

        job->found = &jobs->found[batch % AHEAD];
        for (size_t i = begin; i < end && status == PRISCUS_OK; i++)
            status = verify_page(&job->v, jobs->pages[i]);
        end_batch(job, status);
    }
    verify_close(&job->v);
    return NULL;
}

/* What was found in each batch, in order, as they get done. */
static void tell_all(struct jobs *jobs)
{
    size_t batches = (jobs->n + BATCH - 1) / BATCH;

    pthread_mutex_lock(&jobs->lock);
    while (jobs->status == PRISCUS_OK && jobs->shown < batches) {
        struct found *found = &jobs->found[jobs->shown % AHEAD];
        struct text told;

        if (!found->done) {
            pthread_cond_wait(&jobs->news, &jobs->lock);
            continue;
        }
        pthread_mutex_unlock(&jobs->lock);
        for (told = buffer_as_text(&found->told); told.len;) {
            struct text id = text_cut(&told, '\0'), what = text_cut(&told, '\0');

            verify_tell(jobs->v, id.ptr, what.ptr);
        }
        pthread_mutex_lock(&jobs->lock);
        buffer_reset(&found->told);
        found->done = false;
        jobs->shown++;
        pthread_cond_broadcast(&jobs->news);
    }
    pthread_mutex_unlock(&jobs->lock);
}

priscus_status verify_pages_by(struct verifying *v, const int64_t *pages, size_t n, unsigned threads)
{
    struct jobs *jobs = calloc(1, sizeof *jobs);
    struct job *all = calloc(threads, sizeof *all);
    unsigned started = 0;
    priscus_status status;

    if (!jobs || !all) {
        free(jobs);
        free(all);
        return error_memory(v->err);
    }
    *jobs = (struct jobs){ .v = v, .pages = pages, .n = n };
    pthread_mutex_init(&jobs->lock, NULL);
    pthread_cond_init(&jobs->news, NULL);
    for (; started < threads; started++) {
        struct job *job = &all[started];

        job->jobs = jobs;
        job->v = (struct verifying){ .each = keep, .context = job, .out = &job->counted, .err = &job->err };
        job->v.restore.language = v->restore.language;
        if (pthread_create(&job->thread, NULL, work, job) != 0)
            break;
    }
    if (!started)
        jobs->status = error_set(&jobs->err, PRISCUS_ENOMEM, NOWHERE, "no thread can be started");
    tell_all(jobs);
    for (unsigned i = 0; i < started; i++) {
        pthread_join(all[i].thread, NULL);
        v->out->pages += all[i].counted.pages;
        v->out->entries += all[i].counted.entries;
        v->out->other_engine += all[i].counted.other_engine;
    }
    status = jobs->status;
    if (status != PRISCUS_OK) {
        *v->err = jobs->err;
        v->ledger->why = jobs->why; /* a damaged file is told by whoever asked */
    }
    for (size_t i = 0; i < AHEAD; i++)
        buffer_release(&jobs->found[i].told);
    pthread_cond_destroy(&jobs->news);
    pthread_mutex_destroy(&jobs->lock);
    free(jobs);
    free(all);
    return status;
}
