/* libpq.c - see libpq.h. */
#include "ledger/database/libpq.h"

#include "base/late.h"

#define LIBPQ_FILE "libpq.so.5"
#define NAME(call) #call,

struct libpq pq;

priscus_status libpq_load(struct priscus_error *err)
{
    static const char *const names[] = { LIBPQ_FUNCTIONS(NAME) };
    struct priscus_error why = { 0 };
    priscus_status status = late_load(LIBPQ_FILE, names, COUNT_OF(names), &pq, &why);

    if (status != PRISCUS_EIO)
        return status == PRISCUS_OK ? status : error_memory(err);
    return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                     "a ledger in PostgreSQL needs its client library (%.200s); on Debian: apt-get install libpq5", why.message);
}
