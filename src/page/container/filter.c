/* filter.c - a stream over bzip2 and xz, by libarchive's filters: rare kinds, for which its speed will do and
 * of which nothing is salvaged behind damage; what stands before it is kept. */
#include <errno.h>
#include <stdlib.h>

#include "page/container/libarchive.h"
#include "page/container/stream.h"

struct filter {
    struct archive *archive;
    bool opened;
    size_t given; /* held by `under` and handed to libarchive: taken at its next call */
    priscus_status status;
    uint64_t in, out;
    const void *block; /* n bytes that libarchive gave and the window has not yet */
    size_t n;
};

static la_ssize_t give_packed(struct archive *a, void *context, const void **bytes)
{
    struct stream *s = context;
    struct filter *f = s->state;
    struct text held;

    (void)a;
    stream_take(s->under, f->given);
    f->given = 0;
    f->status = stream_fill(s->under, 1);
    if (f->status != PRISCUS_OK)
        return -1;
    held = stream_held(s->under);
    *bytes = held.ptr;
    f->given = held.len;
    f->in += held.len;
    return (la_ssize_t)held.len;
}

static priscus_status damaged(struct stream *s)
{
    struct filter *f = s->state;

    if (f->status == PRISCUS_EIO)
        return f->status;
    if (f->status != PRISCUS_OK) /* libarchive does not ask again, so nor may we be */
        stream_break(s, 0, "memory ran out while it was unpacked");
    else if (s->under->at_end && stream_held(s->under).len <= f->given && !s->under->broken) {
        stream_break(s, 0, "its packed bytes are cut short at byte %llu",
                     (unsigned long long)s->under->offset + f->given);
        s->cut = true;
    } else if (s->under->broken)
        stream_break(s, 0, "%s", s->under->why);
    else
        stream_break(s, 0, "its packed bytes are damaged or cut short before byte %llu",
                     (unsigned long long)s->under->offset + f->given);
    return PRISCUS_OK;
}

static priscus_status filter_more(struct stream *s)
{
    struct filter *f = s->state;
    int code = ARCHIVE_OK;

    if (!f->opened) {
        struct archive_entry *entry;

        f->opened = true;
        stream_member(s, 0);
        code = libarchive.read_open(f->archive, s, NULL, give_packed, NULL);
        if (code == ARCHIVE_OK)
            code = libarchive.read_next_header(f->archive, &entry);
    }
    /* Block by block: archive_read_data() would drop what comes before damage. */
    if (code == ARCHIVE_OK && !f->n) {
        la_int64_t place;

        code = libarchive.read_data_block(f->archive, &f->block, &f->n, &place);
    }
    if (code == ARCHIVE_EOF) {
        s->at_end = true;
        return PRISCUS_OK;
    }
    if (code != ARCHIVE_OK)
        return damaged(s);
    if (stream_room(s, f->n) != PRISCUS_OK)
        return PRISCUS_ENOMEM; /* the block stays */
    memcpy(s->buffer + s->end, f->block, f->n);
    s->end += f->n;
    f->out += f->n;
    f->n = 0;
    stream_ratio_ok(s, f->in, f->out);
    return PRISCUS_OK;
}

static void filter_close(struct stream *s)
{
    struct filter *f = s->state;

    libarchive.read_free(f->archive);
    free(f);
}

static const struct stream_kind filter_kind = { "filter", filter_more, NULL, filter_close };

priscus_status stream_over_filter(struct stream *under, struct stream **out)
{
    struct filter *f;
    struct stream *s;

    if (libarchive_load(NULL) != PRISCUS_OK) {
        under->io_errno = ELIBACC;
        return PRISCUS_EIO;
    }
    if (!(f = calloc(1, sizeof *f)))
        return PRISCUS_ENOMEM;
    f->archive = libarchive.read_new();
    s = f->archive ? stream_over(under, &filter_kind, f) : NULL;
    if (!s || libarchive.read_support_filter_bzip2(f->archive) < ARCHIVE_WARN ||
        libarchive.read_support_filter_xz(f->archive) < ARCHIVE_WARN ||
        libarchive.read_support_format_raw(f->archive) != ARCHIVE_OK) {
        libarchive.read_free(f->archive);
        free(f);
        free(s);
        return PRISCUS_ENOMEM;
    }
    *out = s;
    return PRISCUS_OK;
}
