/* queue.h - a ring of slots that go round: filled, worked on by anybody, emptied in order.
 *
 *     filler:   while ((slot = queue_fill(q)))  { ...; queue_filled(q, slot, done); }   queue_end(q)
 *     workers:  while ((slot = queue_work(q)))  { ...; queue_worked(q, slot); }
 *     emptier:  while ((slot = queue_empty(q))) { ...; queue_emptied(q, slot); }
 *
 * Each waits for what it needs (queue_ready() tells the emptier whether it would have to) and gets NULL when there is no more to come, or after queue_stop().
 * Bounded: the filler waits while all slots are taken. One filler, one emptier, many workers. */
#ifndef QUEUE_H
#define QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "priscus.h"

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t room, work, done;
    char *slots; /* n_slots of `size` bytes, the caller's */
    size_t size, n_slots;
    unsigned char *ready;            /* a slot: worked on, may be emptied */
    uint64_t filled, taken, emptied; /* slots in all, so far              */
    bool ended, stopped;
};

/* ENOMEM: memory or locks are out. The slots are the caller's and must outlive the queue. */
priscus_status queue_init(struct queue *q, void *slots, size_t n_slots, size_t size);
void queue_release(struct queue *q);

void *queue_fill(struct queue *q);
/* `done`: nothing is left for a worker to do. */
void queue_filled(struct queue *q, void *slot, bool done);
void queue_end(struct queue *q);

void *queue_work(struct queue *q);
void queue_worked(struct queue *q, void *slot);

/* Will queue_empty() return at once? Waits up to so many milliseconds for that. */
bool queue_ready(struct queue *q, unsigned milliseconds);
void *queue_empty(struct queue *q);
void queue_emptied(struct queue *q, void *slot);

/* Everybody gets NULL from now on. */
void queue_stop(struct queue *q);

#endif
