/* page_queue.h - pages that wait to be read, in the database of a ledger in PostgreSQL: many machines put in, many take out.
 *
 *     ledger_queue_open(address, QUEUE_TAKE, &queue, &err);
 *     while (ledger_queue_take(queue, &mem, &page, &id, &found, &err) == PRISCUS_OK && found) {
 *         ... read the page ...
 *         ledger_add(ledger, ...);
 *         ledger_queue_done(queue, ledger, id, &err);     in the ledger's transaction: both or neither
 *     }
 *
 * A page is taken with FOR UPDATE SKIP LOCKED, so that nobody waits for anybody, and is its worker's until it is done or set aside,
 * or until the worker is gone: each holds an advisory lock as long as its connection lives. What a worker leaves behind waits again,
 * alone from then on, since it may be what killed it; what was with a worker that ended QUEUE_TRIES times is set aside. A queue has
 * its own connection, and is used by one thread at a time. */
#ifndef LEDGER_PAGE_QUEUE_H
#define LEDGER_PAGE_QUEUE_H

#include "ledger/ledger.h"

#define QUEUE_TRIES 3
/* A worker that has said nothing for so long, its connection being there still, has lost what it took: stopped, or cut off. */
#define QUEUE_LEASE_SECONDS 900

struct ledger_queue;

enum queue_use {
    QUEUE_ADD,  /* put pages in, look: no worker      */
    QUEUE_TAKE  /* as a worker, which others can see  */
};

/* Made in the ledger's database where it is not there. EUSAGE: `address` is no server's; else as ledger_open(). */
priscus_status ledger_queue_open(const char *address, enum queue_use use, struct ledger_queue **out,
                                 struct priscus_error *err);
void ledger_queue_close(struct ledger_queue *queue); /* NULL is allowed. What was taken waits again. */

/* Put in a page with what came with it, or an address to be fetched by who takes it. Committed in batches: by ledger_queue_commit(). */
priscus_status ledger_queue_add(struct ledger_queue *queue, const struct page *page, struct priscus_error *err);
priscus_status ledger_queue_add_address(struct ledger_queue *queue, struct text address, struct priscus_error *err);
priscus_status ledger_queue_commit(struct ledger_queue *queue, struct priscus_error *err);

struct queued {
    int64_t id;
    struct page page; /* bytes NULL: to be fetched from page.address */
    bool alone;       /* it was with a worker that ended: nothing else should be at work beside it */
};

/* The next page that waits, now this worker's; all of it lives in `mem`. *found false: none is due. */
priscus_status ledger_queue_take(struct ledger_queue *queue, struct arena *mem, struct queued *out, bool *found,
                                 struct priscus_error *err);
/* It is in the ledger: say so in the transaction that the ledger has open. */
priscus_status ledger_queue_done(struct ledger_queue *queue, struct ledger *ledger, int64_t id,
                                 struct priscus_error *err);
/* The ledger is about to be closed: let go of what was prepared for ledger_queue_done(). NULLs are allowed. */
void ledger_queue_forget(struct ledger_queue *queue, struct ledger *ledger);
/* It could not be read. `again`: it may go better later (the network, memory): it waits, longer each time, QUEUE_TRIES times. */
priscus_status ledger_queue_failed(struct ledger_queue *queue, int64_t id, const char *why, bool again,
                                   struct priscus_error *err);
/* Not begun: back among those that wait, as if it had not been taken. */
priscus_status ledger_queue_return(struct ledger_queue *queue, int64_t id, struct priscus_error *err);

/* Is this the one process that places pages among each other (stories)? True from the first time on until it ends. */
priscus_status ledger_queue_elect(struct ledger_queue *queue, bool *elected, struct priscus_error *err);

/* Counting more would take longer than anybody waits for an answer. */
#define QUEUE_COUNTED 1000000

struct queue_status {
    int64_t waiting; /* QUEUE_COUNTED: so many or more */
    int64_t taken, set_aside, workers;
    int64_t oldest;         /* seconds that the oldest has been waiting; -1: none is  */
    int64_t done, minutes;  /* pages of the last so many minutes                       */
};
priscus_status ledger_queue_status(struct ledger_queue *queue, struct queue_status *out, struct priscus_error *err);
/* Each page that was set aside, up to `most`: its name, why. */
priscus_status ledger_queue_set_aside(struct ledger_queue *queue, size_t most,
                                      void (*each)(void *context, int64_t id, const char *name, const char *why),
                                      void *context, struct priscus_error *err);
/* All that were set aside wait again. */
priscus_status ledger_queue_again(struct ledger_queue *queue, int64_t *n, struct priscus_error *err);

#endif
