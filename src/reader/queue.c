/* queue.c - see queue.h. One lock: it is taken a few times a page, and a page is a millisecond's work. */
#include "reader/queue.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

/* The emptier waits by a clock that nobody sets. */
static void done_init(pthread_cond_t *done)
{
    pthread_condattr_t attributes;

    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(done, &attributes);
    pthread_condattr_destroy(&attributes);
}

priscus_status queue_init(struct queue *q, void *slots, size_t n_slots, size_t size)
{
    *q = (struct queue){ .slots = slots, .size = size, .n_slots = n_slots, .ready = calloc(n_slots, 1) };
    if (!q->ready)
        return PRISCUS_ENOMEM;
    if (pthread_mutex_init(&q->lock, NULL) != 0) {
        free(q->ready);
        return PRISCUS_ENOMEM;
    }
    pthread_cond_init(&q->room, NULL);
    pthread_cond_init(&q->work, NULL);
    done_init(&q->done);
    return PRISCUS_OK;
}

void queue_release(struct queue *q)
{
    pthread_cond_destroy(&q->room);
    pthread_cond_destroy(&q->work);
    pthread_cond_destroy(&q->done);
    pthread_mutex_destroy(&q->lock);
    free(q->ready);
}

static void *slot_at(struct queue *q, uint64_t number)
{
    return q->slots + (number % q->n_slots) * q->size;
}

static unsigned char *ready_of(struct queue *q, const void *slot)
{
    return &q->ready[(size_t)((const char *)slot - q->slots) / q->size];
}

void *queue_fill(struct queue *q)
{
    void *slot;

    pthread_mutex_lock(&q->lock);
    while (!q->stopped && q->filled - q->emptied == q->n_slots)
        pthread_cond_wait(&q->room, &q->lock);
    slot = q->stopped ? NULL : slot_at(q, q->filled);
    pthread_mutex_unlock(&q->lock);
    return slot;
}

void queue_filled(struct queue *q, void *slot, bool done)
{
    pthread_mutex_lock(&q->lock);
    *ready_of(q, slot) = done;
    q->filled++;
    pthread_cond_signal(done ? &q->done : &q->work);
    pthread_mutex_unlock(&q->lock);
}

void queue_end(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->ended = true;
    pthread_cond_broadcast(&q->work);
    pthread_cond_broadcast(&q->done);
    pthread_mutex_unlock(&q->lock);
}

void *queue_work(struct queue *q)
{
    void *slot = NULL;

    pthread_mutex_lock(&q->lock);
    while (!q->stopped) {
        /* Slots that came done are nobody's work; they may have been emptied meanwhile. */
        while (q->taken < q->filled && (q->taken < q->emptied || *ready_of(q, slot_at(q, q->taken))))
            q->taken++;
        if (q->taken < q->filled) {
            slot = slot_at(q, q->taken++);
            break;
        }
        if (q->ended)
            break;
        pthread_cond_wait(&q->work, &q->lock);
    }
    pthread_mutex_unlock(&q->lock);
    return slot;
}

void queue_worked(struct queue *q, void *slot)
{
    pthread_mutex_lock(&q->lock);
    *ready_of(q, slot) = true;
    pthread_cond_signal(&q->done);
    pthread_mutex_unlock(&q->lock);
}

static bool can_empty(struct queue *q)
{
    return q->emptied < q->filled && *ready_of(q, slot_at(q, q->emptied));
}

static bool no_more_to_empty(const struct queue *q)
{
    return q->stopped || (q->ended && q->emptied == q->filled);
}

bool queue_ready(struct queue *q, unsigned milliseconds)
{
    struct timespec until;
    bool ready;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)(milliseconds % 1000) * 1000000;
    until.tv_sec += (time_t)(milliseconds / 1000) + until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&q->lock);
    while (!(ready = no_more_to_empty(q) || can_empty(q)))
        if (pthread_cond_timedwait(&q->done, &q->lock, &until) == ETIMEDOUT)
            break;
    pthread_mutex_unlock(&q->lock);
    return ready;
}

void *queue_empty(struct queue *q)
{
    void *slot;

    pthread_mutex_lock(&q->lock);
    while (!no_more_to_empty(q) && !can_empty(q))
        pthread_cond_wait(&q->done, &q->lock);
    slot = !q->stopped && can_empty(q) ? slot_at(q, q->emptied) : NULL;
    pthread_mutex_unlock(&q->lock);
    return slot;
}

void queue_emptied(struct queue *q, void *slot)
{
    pthread_mutex_lock(&q->lock);
    *ready_of(q, slot) = false;
    q->emptied++;
    pthread_cond_signal(&q->room);
    pthread_mutex_unlock(&q->lock);
}

void queue_stop(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->stopped = true;
    pthread_cond_broadcast(&q->room);
    pthread_cond_broadcast(&q->work);
    pthread_cond_broadcast(&q->done);
    pthread_mutex_unlock(&q->lock);
}
