/* sink.c - see sink.h. */
#include "export/sink.h"

#include <errno.h>
#include <unistd.h>

#define SINK_BYTES ((size_t)64 << 10) /* so much comes together before it is written */

struct sink sink_to(int fd, const char *name)
{
    return (struct sink){ .fd = fd, .name = name, .draft.fd = -1 };
}

static void write_out(struct sink *sink)
{
    if (!sink->failed && !sink->out.failed && !file_write(sink->fd, buffer_as_text(&sink->out)))
        sink->failed = errno;
    buffer_reset(&sink->out);
}

bool sink_more(struct sink *sink)
{
    if (sink->out.len >= SINK_BYTES)
        write_out(sink);
    return !sink->failed && !sink->out.failed;
}

priscus_status sink_end(struct sink *sink, struct priscus_error *err)
{
    bool memory = sink->out.failed;

    if (!memory)
        write_out(sink);
    buffer_release(&sink->out);
    if (memory)
        return error_memory(err);
    if (sink->failed)
        return error_set(err, PRISCUS_EIO, NOWHERE, "%s: cannot be written: %s", sink->name, strerror(sink->failed));
    return PRISCUS_OK;
}

priscus_status sink_open(const char *path, struct sink *out, struct priscus_error *err)
{
    struct file_draft draft = { .fd = -1 };
    priscus_status status = path ? file_draft_open(path, &draft, err) : PRISCUS_OK;

    *out = sink_to(path ? draft.fd : STDOUT_FILENO, path ? path : "standard output");
    out->draft = draft;
    return status;
}

priscus_status sink_close(struct sink *sink, priscus_status status, struct priscus_error *err)
{
    priscus_status ended = sink_end(sink, status == PRISCUS_OK ? err : NULL);

    if (status == PRISCUS_OK)
        status = ended;
    if (status == PRISCUS_OK && sink->draft.fd >= 0)
        status = file_draft_keep(&sink->draft, err);
    file_draft_drop(&sink->draft);
    return status;
}
