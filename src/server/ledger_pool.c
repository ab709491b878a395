/* ledger_pool.c - see ledger_pool.h. */
#include "server/ledger_pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>

#define KEPT_MAX 64

struct kept {
    struct ledger *ledger;
    dev_t device;
    ino_t inode;
};

struct ledger_pool {
    char *path;
    pthread_mutex_t lock;
    struct kept idle[KEPT_MAX], busy[KEPT_MAX]; /* what a busy one was opened as is looked up when it comes back */
    size_t n_idle, n_busy;
};

priscus_status ledger_pool_open(const char *path, struct ledger_pool **out, struct priscus_error *err)
{
    struct ledger_pool *pool = calloc(1, sizeof *pool);
    struct ledger *ledger = NULL;
    priscus_status status;

    if (!pool || !(pool->path = strdup(path))) {
        free(pool);
        return error_memory(err);
    }
    pthread_mutex_init(&pool->lock, NULL);
    if ((status = ledger_pool_take(pool, &ledger, err)) != PRISCUS_OK) {
        ledger_pool_close(pool);
        return status;
    }
    ledger_pool_give(pool, ledger, true);
    *out = pool;
    return PRISCUS_OK;
}

void ledger_pool_close(struct ledger_pool *pool)
{
    if (!pool)
        return;
    for (size_t i = 0; i < pool->n_idle; i++)
        ledger_close(pool->idle[i].ledger, NULL);
    pthread_mutex_destroy(&pool->lock);
    free(pool->path);
    free(pool);
}

/* One that was opened as the file that now has the name; what was opened as another is closed. */
static struct ledger *take_idle(struct ledger_pool *pool, const struct stat *st)
{
    struct ledger *found = NULL;

    pthread_mutex_lock(&pool->lock);
    while (!found && pool->n_idle) {
        struct kept kept = pool->idle[--pool->n_idle];

        if (kept.device == st->st_dev && kept.inode == st->st_ino && pool->n_busy < KEPT_MAX) {
            pool->busy[pool->n_busy++] = kept;
            found = kept.ledger;
        } else {
            ledger_close(kept.ledger, NULL);
        }
    }
    pthread_mutex_unlock(&pool->lock);
    return found;
}

priscus_status ledger_pool_take(struct ledger_pool *pool, struct ledger **out, struct priscus_error *err)
{
    struct stat st;
    priscus_status status;

    if (ledger_is_server(pool->path)) /* no file: what it was opened as does not change */
        st = (struct stat){ 0 };
    else if (stat(pool->path, &st) != 0)
        return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                         "the ledger is gone; the server goes on when it is there again");
    if ((*out = take_idle(pool, &st)))
        return PRISCUS_OK;
    if ((status = ledger_open(pool->path, LEDGER_READ, out, err)) != PRISCUS_OK)
        return status;
    pthread_mutex_lock(&pool->lock);
    if (pool->n_busy < KEPT_MAX)
        pool->busy[pool->n_busy++] = (struct kept){ *out, st.st_dev, st.st_ino };
    pthread_mutex_unlock(&pool->lock);
    return PRISCUS_OK;
}

void ledger_pool_give(struct ledger_pool *pool, struct ledger *ledger, bool good)
{
    bool kept = false;

    pthread_mutex_lock(&pool->lock);
    for (size_t i = 0; i < pool->n_busy; i++)
        if (pool->busy[i].ledger == ledger) {
            if (good && pool->n_idle < KEPT_MAX) {
                pool->idle[pool->n_idle++] = pool->busy[i];
                kept = true;
            }
            pool->busy[i] = pool->busy[--pool->n_busy];
            break;
        }
    pthread_mutex_unlock(&pool->lock);
    if (!kept)
        ledger_close(ledger, NULL);
}
