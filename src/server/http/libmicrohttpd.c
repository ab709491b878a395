/* libmicrohttpd.c - see libmicrohttpd.h. */
#include "server/http/libmicrohttpd.h"

#ifdef LIBMICROHTTPD_FILE

#define NAME(call) "MHD_" #call,

struct libmicrohttpd libmicrohttpd;

priscus_status libmicrohttpd_load(struct priscus_error *err)
{
    static const char *const names[] = { LIBMICROHTTPD_CALLS(NAME) };

    return late_load(LIBMICROHTTPD_FILE, names, COUNT_OF(names), &libmicrohttpd, err);
}

#else

#define MEMBER(call) .call = MHD_##call,

struct libmicrohttpd libmicrohttpd = { LIBMICROHTTPD_CALLS(MEMBER) };

priscus_status libmicrohttpd_load(struct priscus_error *err)
{
    (void)err;
    return PRISCUS_OK;
}

#endif
