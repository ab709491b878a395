/* warc.h - the pages of a WARC file (ISO 28500, WARC 1.0 and 1.1), of a WET file, or of an ARC file, which is what there
 * was before (arc.c), one after the other.
 *
 *     warc_begin(&w, stream, name, fetched);
 *     while ((status = warc_next(&w, &mem, &page, &err)) != PRISCUS_DONE)
 *         if (status == PRISCUS_OK)
 *             page is { .name = "x.warc.gz:218", .bytes = "<!doctype ...", .address, .fetched, .charset, .truncated }
 *     warc_remark(&w, &remark);
 *
 *     WARC/1.0
 *     WARC-Type: response
 *     WARC-Target-URI: https://thetern.example/a
 *     WARC-Date: 2031-05-03T04:05:06Z
 *     Content-Type: application/http; msgtype=response
 *     Content-Length: 48211
 *
 *     HTTP/1.1 200 OK
 *     Content-Type: text/html; charset=windows-1250
 *
 *     <!doctype html>...
 *
 * A page is the body of a response with status 200 that is HTML, plain text or a feed, of a resource record of
 * such a kind, or a conversion record (WET: plain text). Everything else is passed over and counted. */
#ifndef WARC_H
#define WARC_H

#include "base/buffer.h"
#include "page/container/stream.h"
#include "page/page.h"

#define WARC_HEAD_MAX ((size_t)64 << 10) /* bytes of a record's own header */

/* Why a record is no page. */
#define WARC_SKIP_MAP(X)                                                                                               \
    X(WARCINFO, "warcinfo")                                                                                            \
    X(REQUEST, "request")                                                                                              \
    X(METADATA, "metadata")                                                                                            \
    X(REVISIT, "revisit (the page was stored before)")                                                                 \
    X(TYPE, "of other types")                                                                                          \
    X(STATUS, "with another status than 200")                                                                          \
    X(KIND, "neither HTML nor plain text nor a feed")                                                                  \
    X(ROBOTS, "robots.txt")                                                                                            \
    X(EMPTY, "without a body")                                                                                         \
    X(BROTLI, "packed with brotli, which is not read")

enum warc_skip {
#define WARC_SKIP_ENUM(name, text) WARC_SKIP_##name,
    WARC_SKIP_MAP(WARC_SKIP_ENUM)
#undef WARC_SKIP_ENUM
        WARC_SKIPS
};

struct warc_kind;

struct warc {
    const struct warc_kind *kind; /* WARC or ARC (warc_record.h) */
    struct stream *stream;
    struct text name;
    struct date fetched; /* where the record has no date */
    long record;         /* number of the record looked at, from 1 */
    uint64_t at;         /* its place: byte of the file, or of its gzip member */
    bool searching;      /* behind damage: what does not begin a record is passed over */
    uint64_t pass;       /* bytes of a huge record that are still to be passed over */
    size_t pages, skipped[WARC_SKIPS];
    size_t mended; /* records that do not end where their header says, and were read all the same */
};

/* `stream` and `name` must outlive it. */
void warc_begin(struct warc *w, struct stream *stream, struct text name, struct date fetched);

/* OK: *out in `mem`, from HTML, PAGE or FEED (a whole feed). DONE. EINPUT, ELIMIT: one record is damaged or
 * too large, and the next call goes on behind it. EIO ends the file. ENOMEM may be repeated. */
priscus_status warc_next(struct warc *w, struct arena *mem, struct page *out, struct priscus_error *err);

/* What was passed over, as one sentence: "x.warc.gz: 812 records, 400 pages; passed over: 400 request, ...".
 * Nothing, if nothing was. */
void warc_remark(const struct warc *w, struct buffer *out);

/* Does a WARC file begin so? An ARC file, of which at least the first line is held? */
bool warc_begins(struct text head);
bool arc_begins(struct text head);

#endif
