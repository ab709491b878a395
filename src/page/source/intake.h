/* intake.h - one input that is open: its bytes, what they are, and how far they are read.
 *
 * A file, standard input, bytes in memory, the answer to an address, a member of an archive: whatever it
 * is, it is a stream, looked through to what is packed in it, and then read as a whole page, as lines of
 * JSON, as a WARC file, as an archive or as a feed. */
#ifndef INTAKE_H
#define INTAKE_H

#include "page/container/archive.h"
#include "page/container/warc.h"
#include "page/source/jsonl_lines.h"
#include "page/source/source.h"

enum intake_state { INTAKE_CLOSED, INTAKE_PAGE, INTAKE_LINES, INTAKE_WARC, INTAKE_ARCHIVE };

struct intake {
    const struct page_source_options *options;
    struct page common; /* what all its pages have: name (of the input), address, charset, fetched, truncated;
                          bytes are unused */
    bool member;        /* of an archive: archives in it are not opened */
    bool choosy;        /* one of many that nobody named: what is no page is DONE, and no failure */
    struct stream *stream;
    enum intake_state state;
    struct jsonl_lines lines;
    struct warc warc;
    struct archive_reader *archive;
};

/* Take the stream over, which is closed in any case, and find out what it is. A failure leaves it closed, and so does DONE:
 * it is no page, and `choosy`. */
priscus_status intake_open(struct intake *in, struct stream *stream, struct priscus_error *err);

/* OK: a page in `mem`, FEED pages being whole feeds. DONE: closed; and closed is what cannot go on. For
 * archives see archive.h: they are the source's. ENOMEM may be repeated. */
priscus_status intake_next(struct intake *in, struct arena *mem, struct page *out, struct priscus_error *err);

void intake_close(struct intake *in);

/* Give `bytes` as a page that is like `given`, called `name`; everything is copied to `mem`. */
priscus_status intake_give(const struct page *given, struct text name, struct text bytes, enum priscus_from from,
                           struct arena *mem, struct page *out, struct priscus_error *err);

#endif
