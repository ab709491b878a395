/* libcurl.h - what is called of libcurl, which is loaded when an address is first looked at (base/late.h). */
#ifndef LIBCURL_H
#define LIBCURL_H

/* Its macros that check types are of names that are not used here. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#include "base/late.h"

#define LIBCURL_CALLS(X) \
    X(easy_cleanup) X(easy_getinfo) X(easy_header) X(easy_init) X(easy_perform) X(easy_reset) \
    X(easy_setopt) X(easy_strerror) X(free) X(global_cleanup) X(global_init) X(slist_append) \
    X(slist_free_all) X(url) X(url_cleanup) X(url_get) X(url_set)

struct libcurl {
#define LIBCURL_MEMBER(call) __typeof__(curl_##call) *call;
    LIBCURL_CALLS(LIBCURL_MEMBER)
#undef LIBCURL_MEMBER
};
/* Not to be called before libcurl_load() said OK. */
extern struct libcurl libcurl;
priscus_status libcurl_load(struct priscus_error *err); /* EIO */

#endif
