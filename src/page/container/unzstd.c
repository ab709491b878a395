/* unzstd.c - a stream over zstd (RFC 8878): frames one behind the other.
 *
 * As for gzip, what is damaged costs its frame. A WARC file of this kind may begin with the dictionary of all
 * its frames, in a skippable frame of its own kind (5D 2A 4D 18), itself packed or not:
 * iipc.github.io/warc-specifications, "zstd". The window of a frame is at most 128 MiB, libzstd's own limit. */
#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "page/container/stream.h"

#define PACKED_AHEAD   ((size_t)128 << 10)
#define PACKED_BACK    ((size_t)1 << 20)
#define OUT_STEP       ((size_t)256 << 10)
#define DICTIONARY_MAX ((size_t)8 << 20) /* bytes, unpacked */
#define TRIAL          ((size_t)512)     /* bytes out, to see whether a frame begins */

struct unzstd {
    ZSTD_DCtx *context;
    bool inside;      /* a frame */
    bool begun;       /* the first frame was looked at: is it a dictionary? */
    size_t eaten;     /* bytes held by `under` that the context has had     */
    uint64_t in, out; /* of the frame so far                                */
    bool lost;        /* behind damage, and the next frame is not found yet */
};

static uint32_t le32(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;

    return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

/* The dictionary at the start, if there is one. */
static priscus_status read_dictionary(struct stream *s, struct unzstd *u)
{
    struct text held = stream_held(s->under), inside;
    size_t size, result;
    priscus_status status;
    char *unpacked = NULL;
    unsigned long long whole;

    if (held.len < 8 || memcmp(held.ptr, "\x5D\x2A\x4D\x18", 4) != 0)
        return PRISCUS_OK;
    size = le32(held.ptr + 4);
    if (size > DICTIONARY_MAX) {
        stream_break(s, 0, "its zstd dictionary is larger than %zu MiB", DICTIONARY_MAX >> 20);
        return PRISCUS_OK;
    }
    status = stream_fill(s->under, 8 + size);
    if (status != PRISCUS_OK)
        return status;
    held = stream_held(s->under);
    if (held.len < 8 + size)
        return PRISCUS_OK; /* cut: that is told where it is met */
    inside = text_of(held.ptr + 8, size);
    if (size >= 4 && memcmp(inside.ptr, "\x28\xB5\x2F\xFD", 4) == 0) {
        whole = ZSTD_getFrameContentSize(inside.ptr, inside.len);
        if (whole > DICTIONARY_MAX) /* also: unknown, an error */
            whole = DICTIONARY_MAX;
        unpacked = malloc((size_t)whole + 1);
        if (!unpacked)
            return PRISCUS_ENOMEM;
        result = ZSTD_decompress(unpacked, (size_t)whole, inside.ptr, inside.len);
        inside = text_of(unpacked, ZSTD_isError(result) ? 0 : result);
    }
    result = inside.len ? ZSTD_DCtx_loadDictionary(u->context, inside.ptr, inside.len) : (size_t)-1;
    free(unpacked);
    if (ZSTD_isError(result))
        stream_break(s, 0, "its zstd dictionary is damaged");
    else
        stream_take(s->under, 8 + size);
    return PRISCUS_OK;
}

static priscus_status frame_step(struct stream *s, struct unzstd *u)
{
    size_t given = 0;

    if (stream_room(s, OUT_STEP) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    while (given < OUT_STEP) {
        ZSTD_inBuffer in = { 0 };
        ZSTD_outBuffer out = { s->buffer + s->end, OUT_STEP - given, 0 };
        size_t result;
        struct text held;

        if (u->eaten > 2 * PACKED_BACK) {
            stream_take(s->under, u->eaten - PACKED_BACK);
            u->eaten = PACKED_BACK;
        }
        if (s->under->end - s->under->begin == u->eaten) {
            priscus_status status = stream_fill(s->under, u->eaten + STREAM_STEP);

            if (status != PRISCUS_OK)
                return status;
        }
        held = stream_held(s->under);
        in = (ZSTD_inBuffer){ held.ptr + u->eaten, held.len - u->eaten, 0 };
        result = ZSTD_decompressStream(u->context, &out, &in);
        u->eaten += in.pos;
        u->in += in.pos;
        u->out += out.pos;
        given += out.pos;
        s->end += out.pos;
        if (ZSTD_isError(result) && ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation && u->out == 0) {
            u->inside = false; /* its window cannot be had: the frame may be begun anew */
            u->eaten = 0;
            return PRISCUS_ENOMEM;
        }
        if (ZSTD_isError(result)) {
            bool checksum = strstr(ZSTD_getErrorName(result), "checksum") != NULL;

            stream_break(s, s->member_at, "its zstd frame at byte %llu cannot be unpacked (%s)",
                         (unsigned long long)s->member_at, ZSTD_getErrorName(result));
            s->suspect = checksum;
            return PRISCUS_OK;
        }
        if (result == 0) {
            stream_take(s->under, u->eaten);
            u->eaten = 0;
            u->inside = false;
            return PRISCUS_OK;
        }
        if (held.len == u->eaten && s->under->at_end && out.pos < out.size) {
            stream_break(s, s->member_at, "its zstd frame at byte %llu is cut short", (unsigned long long)s->member_at);
            s->cut = true;
            return PRISCUS_OK;
        }
        if (!stream_ratio_ok(s, u->in, u->out))
            return PRISCUS_OK;
    }
    return PRISCUS_OK;
}

static bool try_frame(struct stream *s, void *state, struct text at)
{
    struct unzstd *u = state;
    char scratch[TRIAL];
    ZSTD_inBuffer in = { at.ptr, at.len < PACKED_AHEAD ? at.len : PACKED_AHEAD, 0 };
    ZSTD_outBuffer out = { scratch, sizeof scratch, 0 };
    size_t result;

    if (at.len < 8 || memcmp(at.ptr, "\x28\xB5\x2F\xFD", 4) != 0 || !stream_may_try(s))
        return false;
    ZSTD_DCtx_reset(u->context, ZSTD_reset_session_only);
    result = ZSTD_decompressStream(u->context, &out, &in);
    s->in_vain += in.pos + 4;
    /* A block of 128 KiB may not be whole here: what has not failed yet is believed. */
    return !ZSTD_isError(result);
}

/* Go to the next good frame, or to the end. OK, ENOMEM, EIO: may be asked again. */
static priscus_status find_frame(struct stream *s, struct unzstd *u)
{
    priscus_status status = stream_seek_good(s, 0x28, PACKED_AHEAD, try_frame, u);

    u->lost = status != PRISCUS_OK;
    return status;
}

static priscus_status unzstd_more(struct stream *s)
{
    struct unzstd *u = s->state;
    priscus_status status;
    struct text held;

    if (u->inside)
        return frame_step(s, u);
    if (u->lost) {
        status = find_frame(s, u);
        if (status != PRISCUS_OK)
            return status;
    }
    status = stream_fill(s->under, PACKED_AHEAD);
    if (status != PRISCUS_OK)
        return status;
    if (!u->begun) {
        status = read_dictionary(s, u);
        if (status != PRISCUS_OK || s->broken)
            return status;
        u->begun = true;
    }
    held = stream_held(s->under);
    if (held.len == 0) {
        if (s->under->broken)
            stream_break(s, s->under->offset, "%s", s->under->why);
        s->at_end = true;
        return PRISCUS_OK;
    }
    ZSTD_DCtx_reset(u->context, ZSTD_reset_session_only);
    stream_member(s, s->under->offset);
    u->inside = true;
    u->eaten = 0;
    u->in = u->out = 0;
    return frame_step(s, u);
}

static bool unzstd_resume(struct stream *s)
{
    struct unzstd *u = s->state;
    struct stream *under = s->under;

    s->in_vain += u->inside ? u->in : 0;
    u->inside = false;
    u->begun = true;
    u->eaten = 0;
    if (under->end > under->begin && under->offset == s->broken_at)
        stream_take(under, 1);
    u->lost = true;
    /* What fails now is tried and told by the next stream_more(). */
    return find_frame(s, u) != PRISCUS_OK || under->end > under->begin;
}

static void unzstd_close(struct stream *s)
{
    struct unzstd *u = s->state;

    ZSTD_freeDCtx(u->context);
    free(u);
}

static const struct stream_kind zstd_kind = { "zstd", unzstd_more, unzstd_resume, unzstd_close };

priscus_status stream_over_zstd(struct stream *under, struct stream **out)
{
    struct unzstd *u = calloc(1, sizeof *u);
    struct stream *s;

    if (!u)
        return PRISCUS_ENOMEM;
    u->context = ZSTD_createDCtx();
    s = u->context ? stream_over(under, &zstd_kind, u) : NULL;
    if (!s) {
        ZSTD_freeDCtx(u->context);
        free(u);
        return PRISCUS_ENOMEM;
    }
    *out = s;
    return PRISCUS_OK;
}
