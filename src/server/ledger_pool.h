/* ledger_pool.h - ledgers to read from, one for each request that is being answered.
 *
 * They are opened read-only, so that `priscus read` and `priscus watch` write meanwhile, and kept for the next request. A
 * ledger that was replaced by another file of its name is opened anew; while there is none, requests are told so, and the
 * server lives on. */
#ifndef LEDGER_POOL_H
#define LEDGER_POOL_H

#include "ledger/ledger.h"

struct ledger_pool;

/* ENOMEM, and whatever ledger_open() says of `path`. */
priscus_status ledger_pool_open(const char *path, struct ledger_pool **out, struct priscus_error *err);
/* When all were given back. NULL is allowed. */
void ledger_pool_close(struct ledger_pool *pool);

/* A ledger that nobody else has meanwhile. ELEDGER: it is gone, damaged, or another Priscus's. */
priscus_status ledger_pool_take(struct ledger_pool *pool, struct ledger **out, struct priscus_error *err);
/* After a failure (`good` false) it is closed: what failed may have been its file. */
void ledger_pool_give(struct ledger_pool *pool, struct ledger *ledger, bool good);

#endif
