/* stream.c - see stream.h. The window is one buffer: taken from its front, filled at its back, moved to the
 * front when the back is reached. Moving costs little, because mostly nothing is left to move. */
#include "page/container/stream.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

priscus_status stream_room(struct stream *s, size_t n)
{
    size_t held = s->end - s->begin, room = s->room ? s->room : STREAM_STEP;
    char *moved;

    if (held == 0 && s->room > STREAM_KEEP && n <= STREAM_KEEP) {
        free(s->buffer); /* it was one large member; the next is small */
        s->buffer = NULL;
        s->begin = s->end = s->room = 0;
        room = STREAM_STEP;
    }
    if (s->room - s->end >= n)
        return PRISCUS_OK;
    if (s->begin) {
        memmove(s->buffer, s->buffer + s->begin, held);
        s->begin = 0;
        s->end = held;
    }
    while (room - held < n)
        room *= 2;
    if (room <= s->room)
        return PRISCUS_OK;
    moved = realloc(s->buffer, room);
    if (!moved)
        return PRISCUS_ENOMEM;
    s->buffer = moved;
    s->room = room;
    return PRISCUS_OK;
}

static priscus_status file_more(struct stream *s)
{
    ssize_t n;

    if (stream_room(s, STREAM_STEP) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    do
        n = read(s->fd, s->buffer + s->end, s->room - s->end);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        s->io_errno = errno;
        return PRISCUS_EIO;
    }
    s->at_end = n == 0;
    s->end += (size_t)n;
    return PRISCUS_OK;
}

static void file_close(struct stream *s)
{
    if (s->fd > 0)
        close(s->fd);
}

static const struct stream_kind file_kind = { "file", file_more, NULL, file_close };
static const struct stream_kind bytes_kind = { "bytes", NULL, NULL, NULL };

priscus_status stream_open_fd(int fd, struct stream **out)
{
    struct stream *s = calloc(1, sizeof *s);

    if (!s)
        return PRISCUS_ENOMEM;
    s->kind = &file_kind;
    s->fd = fd;
    *out = s;
    return PRISCUS_OK;
}

priscus_status stream_open_bytes(struct text bytes, struct stream **out)
{
    struct stream *s = calloc(1, sizeof *s);

    if (!s)
        return PRISCUS_ENOMEM;
    s->kind = &bytes_kind;
    s->fd = -1;
    s->at_end = s->borrowed = true;
    s->buffer = (char *)(uintptr_t)bytes.ptr;
    s->end = s->room = bytes.len;
    *out = s;
    return PRISCUS_OK;
}

struct stream *stream_over(struct stream *under, const struct stream_kind *kind, void *state)
{
    struct stream *s = state ? calloc(1, sizeof *s) : NULL;

    if (!s)
        return NULL;
    s->fd = -1;
    s->under = under;
    s->kind = kind;
    s->state = state;
    return s;
}

void stream_close(struct stream *s)
{
    while (s) {
        struct stream *under = s->under;

        if (s->kind->close)
            s->kind->close(s);
        if (!s->borrowed)
            free(s->buffer);
        free(s);
        s = under;
    }
}

/* Fewer than 64 bytes tell: "gzip", "zstd", "bzip2", "xz"; NULL for others. */
static const char *packed_as(struct text head)
{
    if (head.len >= 3 && memcmp(head.ptr, "\x1F\x8B\x08", 3) == 0)
        return "gzip";
    /* A frame, or a skippable frame before it (a dictionary, in WARC files). */
    if (head.len >= 4 &&
        (memcmp(head.ptr, "\x28\xB5\x2F\xFD", 4) == 0 ||
         (memcmp(head.ptr + 1, "\x2A\x4D\x18", 3) == 0 && ((unsigned char)head.ptr[0] & 0xF0) == 0x50)))
        return "zstd";
    if (head.len >= 10 && memcmp(head.ptr, "BZh", 3) == 0 && memcmp(head.ptr + 4, "\x31\x41\x59\x26\x53\x59", 6) == 0)
        return "bzip2";
    if (head.len >= 6 && memcmp(head.ptr,
                                "\xFD"
                                "7zXZ\0",
                                6) == 0)
        return "xz";
    return NULL;
}

priscus_status stream_unpack(struct stream **stream)
{
    for (int layers = 0; layers < STREAM_LAYERS_MAX; layers++) {
        struct stream *over = NULL;
        priscus_status status = stream_fill(*stream, 64);
        const char *packed;

        if (status != PRISCUS_OK)
            return status;
        packed = packed_as(stream_held(*stream));
        if (!packed)
            return PRISCUS_OK;
        if (packed[0] == 'g')
            status = stream_over_gzip(*stream, &over);
        else if (packed[0] == 'z')
            status = stream_over_zstd(*stream, &over);
        else
            status = stream_over_filter(*stream, &over);
        if (status != PRISCUS_OK)
            return status;
        *stream = over;
    }
    return PRISCUS_OK;
}

/* Many small traps, or one within another, make a large one. */
static void check_total(struct stream *s)
{
    const struct stream *file = s;
    uint64_t out = s->offset + (s->end - s->begin), in;

    if (!s->under || out < STREAM_TOTAL_FROM)
        return;
    while (file->under)
        file = file->under;
    in = file->offset + (file->end - file->begin);
    if (out / STREAM_RATIO_MAX < in)
        return;
    stream_break(s, s->member_at,
                 "its first %llu bytes unpack to more than %d times as many, as no pages do; the rest is not read",
                 (unsigned long long)in, STREAM_RATIO_MAX);
    s->trap = true;
}

priscus_status stream_more(struct stream *s)
{
    priscus_status status;

    s->fresh = false;
    if (s->at_end)
        return PRISCUS_OK;
    status = s->kind->more(s);
    if (status == PRISCUS_EIO && s->under && !s->io_errno)
        s->io_errno = s->under->io_errno;
    if (status == PRISCUS_OK)
        check_total(s);
    return status;
}

priscus_status stream_fill(struct stream *s, size_t want)
{
    while (!s->at_end && s->end - s->begin < want) {
        priscus_status status = stream_more(s);

        if (status != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}

void stream_take(struct stream *s, size_t n)
{
    s->begin += n;
    s->offset += n;
    if (s->begin == s->end && !s->borrowed)
        s->begin = s->end = 0;
}

bool stream_resume(struct stream *s)
{
    if (!s->broken)
        return !s->at_end;
    s->broken = s->suspect = s->cut = false;
    s->at_end = s->trap || !s->kind->resume || !s->kind->resume(s);
    return !s->at_end;
}

uint64_t stream_place(const struct stream *s)
{
    if (!s->under)
        return s->offset;
    return s->offset >= s->member_offset ? s->member_at : s->last_at;
}

void stream_member(struct stream *s, uint64_t at)
{
    s->last_at = s->member_at;
    s->member_offset = s->offset + (s->end - s->begin);
    s->member_at = at;
    s->fresh = true;
}

void stream_break(struct stream *s, uint64_t at, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(s->why, sizeof s->why, format, args);
    va_end(args);
    s->at_end = s->broken = true;
    s->suspect = s->cut = false;
    s->broken_at = at;
}

bool stream_ratio_ok(struct stream *s, uint64_t in, uint64_t out)
{
    if (out < STREAM_RATIO_FROM || out / STREAM_RATIO_MAX < in)
        return true;
    stream_break(s, s->member_at, "from byte %llu on it unpacks to more than %d times its size, as no pages do",
                 (unsigned long long)s->member_at, STREAM_RATIO_MAX);
    return false;
}

bool stream_may_try(const struct stream *s)
{
    return s->in_vain / STREAM_TRY_RATE <= STREAM_TRY_FREE / STREAM_TRY_RATE + s->under->offset;
}

bool stream_can_seek(const struct stream *s, uint64_t *size)
{
    struct stat st;

    if (s->borrowed) {
        *size = s->room;
        return true;
    }
    if (s->under || s->fd < 0 || fstat(s->fd, &st) != 0 || !S_ISREG(st.st_mode) || lseek(s->fd, 0, SEEK_CUR) < 0)
        return false;
    *size = (uint64_t)st.st_size;
    return true;
}

bool stream_seek(struct stream *s, uint64_t to)
{
    uint64_t size;

    if (!stream_can_seek(s, &size) || to > size)
        return false;
    s->offset = to;
    if (s->borrowed) {
        s->begin = (size_t)to;
        return true;
    }
    s->begin = s->end = 0;
    s->at_end = false;
    return lseek(s->fd, (off_t)to, SEEK_SET) >= 0;
}

priscus_status stream_seek_good(struct stream *s, char first, size_t ahead, stream_try_fn *try, void *state)
{
    struct stream *under = s->under;

    for (;;) {
        priscus_status status = stream_fill(under, ahead);
        struct text held = stream_held(under);
        size_t sure, at = 0;

        if (status != PRISCUS_OK)
            return status;
        if (held.len == 0)
            return PRISCUS_OK;
        /* Near the window's end none is tried before more is held. */
        sure = under->at_end ? held.len : held.len - ahead / 2;
        while (at < sure) {
            const char *next = memchr(held.ptr + at, first, sure - at);

            at = next ? (size_t)(next - held.ptr) : sure;
            if (next && try(s, state, text_of(next, held.len - at))) {
                stream_take(under, at);
                return PRISCUS_OK;
            }
            at += next != NULL;
        }
        stream_take(under, sure);
    }
}
