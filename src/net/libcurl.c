/* libcurl.c - see libcurl.h. */
#include "net/libcurl.h"

#ifdef LIBCURL_FILE

#define NAME(call) "curl_" #call,

struct libcurl libcurl;

priscus_status libcurl_load(struct priscus_error *err)
{
    static const char *const names[] = { LIBCURL_CALLS(NAME) };

    return late_load(LIBCURL_FILE, names, COUNT_OF(names), &libcurl, err);
}

#else

#define MEMBER(call) .call = curl_##call,

struct libcurl libcurl = { LIBCURL_CALLS(MEMBER) };

priscus_status libcurl_load(struct priscus_error *err)
{
    (void)err;
    return PRISCUS_OK;
}

#endif
