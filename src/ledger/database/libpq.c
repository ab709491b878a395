/* libpq.c - see libpq.h. */
#include "ledger/database/libpq.h"

#include <dlfcn.h>
#include <pthread.h>

struct libpq pq;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static const char *missing; /* NULL: all of it is there */

static void load(void)
{
    void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);

    if (!library) {
        missing = "libpq.so.5";
        return;
    }
#define LOAD(name)                                                                                                     \
    *(void **)&pq.name = dlsym(library, #name);                                                                        \
    if (!pq.name)                                                                                                      \
        missing = #name;
    LIBPQ_FUNCTIONS(LOAD)
}

priscus_status libpq_load(struct priscus_error *err)
{
    pthread_once(&once, load);
    if (!missing)
        return PRISCUS_OK;
    return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                     "a ledger in PostgreSQL needs its client library, and %s was not found; on Debian: apt-get install libpq5",
                     missing);
}
