/* failing_sqlite.h - SQLite's memory that runs out, and with it all that the ledger allocates.
 *
 *     hook_memory();                  in main(), before SQLite is used
 *     for (long at = 1; !through; at++) {
 *         start_failing(at);          the at-th allocation fails, and all behind it
 *         status = ledger_...(..., &err);
 *         through = stop_failing(status, &err);
 *     }
 */
#ifndef TESTS_FAILING_SQLITE_H
#define TESTS_FAILING_SQLITE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/base.h"

static sqlite3_mem_methods usual;
static long fail_at; /* counted down; at 1 and from then on allocations fail. 0: never */
static long asked_for;

static inline bool refuse(void)
{
    asked_for++;
    return fail_at && asked_for >= fail_at;
}

static inline void *fail_malloc(int n)
{
    return refuse() ? NULL : usual.xMalloc(n);
}

static inline void *fail_realloc(void *p, int n)
{
    return refuse() ? NULL : usual.xRealloc(p, n);
}

static inline void hook_memory(void)
{
    sqlite3_mem_methods ours;

    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual);
    ours = usual;
    ours.xMalloc = fail_malloc;
    ours.xRealloc = fail_realloc;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
}

static inline void start_failing(long k)
{
    asked_for = 0;
    fail_at = k;
}

/* True: the call got through without meeting a failure. */
static inline bool stop_failing(priscus_status status, const struct priscus_error *err)
{
    bool met = fail_at && asked_for >= fail_at;

    fail_at = 0;
    if (status != PRISCUS_OK && status != PRISCUS_ENOMEM)
        fail_msg("status %d: %s", status, err->message);
    assert_true(met || status == PRISCUS_OK);
    return !met;
}

#endif
