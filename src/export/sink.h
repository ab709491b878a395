/* sink.h - where an export's bytes go: a file that is open, piece by piece, so that memory stays flat.
 *
 *     struct sink sink = sink_to(fd, "positions.csv");
 *     buffer_c(&sink.out, "party,issue\n");        as often as there is something to say
 *     if (!sink_more(&sink)) ...                   once a row: what has come together is written
 *     sink_end(&sink, &err);                       the rest
 *
 * A failure is kept: sink_more() says no from then on, and sink_end() tells it. */
#ifndef SINK_H
#define SINK_H

#include "base/buffer.h"
#include "base/file.h"

struct sink {
    int fd;
    const char *name;        /* for messages */
    struct buffer out;       /* append here  */
    int failed;              /* errno; 0: nothing did */
    struct file_draft draft; /* of sink_open() */
};

struct sink sink_to(int fd, const char *name);

/* False: it cannot be written, and more makes no sense. */
bool sink_more(struct sink *sink);

/* Write the rest and release the buffer; the file stays open. EIO, and why; ENOMEM. */
priscus_status sink_end(struct sink *sink, struct priscus_error *err);

/* To a file that is there when it is kept, and not before; path NULL: to standard output. EIO, ENOMEM. */
priscus_status sink_open(const char *path, struct sink *out, struct priscus_error *err);
/* The end of it: the rest is written and the file kept, if `status` is OK; else nothing is left of it. Returns `status`, or what
 * failed now. */
priscus_status sink_close(struct sink *sink, priscus_status status, struct priscus_error *err);

#endif
