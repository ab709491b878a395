/* http.h - the head of an HTTP message, and what its body is once it is unwrapped (RFC 9110, RFC 9112).
 *
 *     HTTP/1.1 200 OK
 *     Content-Type: text/html; charset=iso-8859-2
 *     Content-Encoding: gzip
 *                                         <- body begins behind this line
 *
 * Read as archives have it: lines end in CRLF or LF, names are in any case, the reason and even the version
 * may be missing, long fields are folded over lines. Whether a body is really packed or in chunks is not
 * believed of the header but looked up in the bytes: crawlers store what they unpacked with the header as it
 * came, and others do not. Texts point into the message; nothing is allocated but by http_body_read(). */
#ifndef HTTP_H
#define HTTP_H

#include "base/base.h"

#define HTTP_HEAD_MAX    ((size_t)256 << 10) /* bytes: a longer head is no head              */
#define HTTP_CODINGS_MAX 3                   /* gzip within gzip is seen; more is a trap     */

struct http_head {
    int status;           /* 200                                                            */
    struct text type;     /* "text/html": without parameters, trimmed, in the case it has   */
    struct text charset;  /* as written, without quotation marks; NULL ptr: none            */
    struct text encoding; /* Content-Encoding, masked ones (X-Crawler-...) too; may be empty */
    bool chunked;         /* Transfer-Encoding says so, masked or not                       */
    size_t body;          /* offset in the message at which the body begins                 */
};

/* False: this is no response with a head. */
bool http_head_read(struct text message, struct http_head *out);

/* Field by field; also of other heads made alike (WARC). `*rest` begins behind the first line. False at the
 * empty line that ends the head, which is then taken too, or where the bytes end (rest->ptr is NULL then).
 * A line without a colon is passed over. The value is trimmed; a folded one has its line ends in it. */
bool http_field(struct text *rest, struct text *name, struct text *value);

struct http_body {
    struct text bytes; /* in the arena, or in the message itself if there was nothing to unwrap    */
    bool cut;          /* the packed bytes or the chunks end too early: this is the beginning      */
    bool brotli;       /* packed with brotli, which is not read: `bytes` is still packed           */
};

/* The body without chunks and packing. EINPUT: packed, and nothing of it can be unpacked. ELIMIT: more than
 * `limit` bytes. ENOMEM. */
priscus_status http_body_read(const struct http_head *head, struct text body, size_t limit, struct arena *mem,
                              struct http_body *out);

#endif
