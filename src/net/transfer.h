/* transfer.h - one request and its answer, by libcurl; inside net/ alone (fetch.h is the way in).
 *
 * No redirect is followed here, so that whoever follows looks at each address. What is bounded: the time in
 * all and of connecting, how slow it may get, the bytes of the headers, and the bytes of
 * the body as they are once unpacked, whatever was announced: a gzip bomb ends like a long page. */
#ifndef TRANSFER_H
#define TRANSFER_H

#include <signal.h>

#include "base/buffer.h"
#include "base/date.h"
#include "net/url.h"

#define TRANSFER_CONNECT_MAX  20                  /* seconds to connect, of the time in all     */
#define TRANSFER_SLOW_BYTES   20                  /* a second; slower than this ...             */
#define TRANSFER_SLOW_SECONDS 30                  /* ... for so long, and it is broken off      */
#define TRANSFER_HEADERS_MAX  ((size_t)256 << 10) /* of one answer                              */
#define TRANSFER_FIELD_MAX    1024                /* a longer ETag, Content-Type ... is passed over */

struct transfer_request {
    const struct url *url;
    const char *etag, *last_modified; /* "" or NULL: none                                  */
    size_t limit;                     /* of the body                                       */
    bool cut;                         /* keep what came within the limit, and be content   */
    double seconds;                   /* for all of it                                     */
    bool allow_private;
    volatile sig_atomic_t *stop; /* may be NULL */
};

struct transfer_answer {
    long status;
    long long retry_after;         /* seconds; 0: not said                    */
    char type[TRANSFER_FIELD_MAX]; /* Content-Type as written                 */
    char etag[TRANSFER_FIELD_MAX], last_modified[TRANSFER_FIELD_MAX];
    char location[URL_MAX + 1]; /* of a redirect, made absolute; "": none  */
    bool truncated;             /* the connection broke off mid-body       */
};

struct transfer;

/* `agent` is sent as User-Agent. ENOMEM; EIO: there is no libcurl. */
priscus_status transfer_open(const char *agent, struct transfer **out, struct priscus_error *err);
void transfer_close(struct transfer *t); /* NULL is allowed */

/* Ask and wait. OK: an answer came, whatever its status; its body lies in *body until the next call. DONE:
 * `stop` was set. ENETWORK, ELIMIT, ENOMEM: err has a sentence without the address before it. */
priscus_status transfer_run(struct transfer *t, const struct transfer_request *request, struct transfer_answer *out,
                            struct text *body, struct priscus_error *err);

#endif
