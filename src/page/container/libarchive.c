/* libarchive.c - see libarchive.h. */
#include "page/container/libarchive.h"

#ifdef LIBARCHIVE_FILE

#define NAME(call) "archive_" #call,

struct libarchive libarchive;

priscus_status libarchive_load(struct priscus_error *err)
{
    static const char *const names[] = { LIBARCHIVE_CALLS(NAME) };

    return late_load(LIBARCHIVE_FILE, names, COUNT_OF(names), &libarchive, err);
}

#else

#define MEMBER(call) .call = archive_##call,

struct libarchive libarchive = { LIBARCHIVE_CALLS(MEMBER) };

priscus_status libarchive_load(struct priscus_error *err)
{
    (void)err;
    return PRISCUS_OK;
}

#endif
