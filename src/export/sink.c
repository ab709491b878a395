/* sink.c - see sink.h. */
#include "export/sink.h"

#include <errno.h>

#include "base/file.h"

#define SINK_BYTES ((size_t)64 << 10) /* so much comes together before it is written */

struct sink sink_to(int fd, const char *name)
{
    return (struct sink){ .fd = fd, .name = name };
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
