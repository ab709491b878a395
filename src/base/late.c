/* late.c - see late.h. A library that was loaded stays: what it set up (TLS, handlers at exit) does not survive being unloaded. */
#include "base/late.h"

#include <assert.h>
#include <dlfcn.h>
#include <pthread.h>

priscus_status late_load(const char *file, const char *const *names, size_t n, void *calls, struct priscus_error *err)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    void *found[LATE_CALLS_MAX], *library;
    priscus_status status = PRISCUS_OK;

    assert(n && n <= LATE_CALLS_MAX);
    pthread_mutex_lock(&lock);
    memcpy(found, calls, n * sizeof *found);
    if (!found[0]) {
        library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
        for (size_t i = 0; i < n && status == PRISCUS_OK; i++)
            if (!library || !(found[i] = dlsym(library, names[i])))
                status = error_set(err, PRISCUS_EIO, NOWHERE, "a library is missing, or another than Priscus was built for: %s",
                                   dlerror());
        if (status == PRISCUS_OK)
            memcpy(calls, found, n * sizeof *found);
    }
    pthread_mutex_unlock(&lock);
    return status;
}
