/* libmicrohttpd.h - what is called of libmicrohttpd, which is loaded when `priscus serve` starts (base/late.h). */
#ifndef LIBMICROHTTPD_H
#define LIBMICROHTTPD_H

#include <microhttpd.h>

#include "base/late.h"

#define LIBMICROHTTPD_CALLS(X) \
    X(add_response_header) X(create_response_from_buffer) X(create_response_from_fd64) \
    X(destroy_response) X(get_daemon_info) X(lookup_connection_value) X(queue_response) \
    X(start_daemon) X(stop_daemon)

struct libmicrohttpd {
#define LIBMICROHTTPD_MEMBER(call) __typeof__(MHD_##call) *call;
    LIBMICROHTTPD_CALLS(LIBMICROHTTPD_MEMBER)
#undef LIBMICROHTTPD_MEMBER
};
/* Not to be called before libmicrohttpd_load() said OK. */
extern struct libmicrohttpd libmicrohttpd;
priscus_status libmicrohttpd_load(struct priscus_error *err); /* EIO */

#endif
