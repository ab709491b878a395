/* gunzip.c - a stream over gzip (RFC 1952): many members one behind the other, some of them damaged.
 *
 *     [member][member][mem            a crawl: a record a member, a thousand a file ...
 *     [one member, and it does not end         ... or a log that was piped through gzip
 *
 * A member that lies in the window whole is unpacked at once by libdeflate, 2.5 times as fast as zlib. One
 * that is larger goes through zlib's inflate step by step, and so does one that libdeflate calls bad, so
 * that what stands before the damage is kept.
 *
 * Behind damage the next member is looked for from the first byte of the bad one on, not from where the damage
 * showed: of a member that was cut short, the first part of the next is taken for its end. So packed bytes are
 * let go only when they are PACKED_BACK behind. What looks like a member must unpack to TRIAL bytes, or to
 * its end with the right checksum, before it is believed; and what is read in vain that way is limited, or a
 * file of nothing but beginnings would be read as often as it has bytes. */
#include <libdeflate.h>
#include <stdlib.h>
#include <zlib.h>

#include "page/container/stream.h"

#define PACKED_AHEAD ((size_t)256 << 10) /* held before a member is begun                     */
#define PACKED_WHOLE ((size_t)1 << 20)   /* a member with more packed bytes goes step by step */
#define PACKED_BACK  ((size_t)1 << 20)   /* packed bytes kept behind the place of inflate     */
#define OUT_FIRST    ((size_t)1 << 20)
#define OUT_WHOLE    ((size_t)8 << 20) /* a member with more bytes out goes step by step    */
#define OUT_STEP     ((size_t)1 << 20)
#define TRIAL        ((size_t)512)     /* bytes out that make a member likely               */
#define TRIAL_IN     ((size_t)8 << 10) /* packed bytes in which they must come             */

struct gunzip {
    struct libdeflate_decompressor *whole;
    z_stream z;
    bool z_ready;
    bool stepping;    /* inflate is inside a member                       */
    size_t eaten;     /* bytes held by `under` that inflate has had       */
    uint64_t in, out; /* of the member so far                             */
    bool begun;       /* the first member was seen: zeros may follow      */
    bool lost;        /* behind damage, and the next member is not found yet */
    bool junk;        /* ... which is bytes behind a good member, from junk_at on */
    uint64_t junk_at;
};

static bool is_member(struct text t)
{
    return t.len >= 4 && memcmp(t.ptr, "\x1F\x8B\x08", 3) == 0 && ((unsigned char)t.ptr[3] & 0xE0) == 0;
}

/* inflate at the start of a member. */
static bool z_begin(struct gunzip *g)
{
    if (g->z_ready)
        return inflateReset(&g->z) == Z_OK;
    g->z = (z_stream){ 0 };
    g->z_ready = inflateInit2(&g->z, 15 + 16) == Z_OK;
    return g->z_ready;
}

static uint64_t packed_place(const struct stream *s)
{
    return s->under->offset;
}

/* Unpack a member that lies whole in the window. DONE: it does not, and must be unpacked step by step. */
static priscus_status member_whole(struct stream *s, struct gunzip *g)
{
    size_t room = OUT_FIRST, want = PACKED_AHEAD, in, out;

    for (;;) {
        struct text held = stream_held(s->under);
        enum libdeflate_result result;

        if (stream_room(s, room) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        result = libdeflate_gzip_decompress_ex(g->whole, held.ptr, held.len, s->buffer + s->end, s->room - s->end, &in,
                                               &out);
        if (result == LIBDEFLATE_SUCCESS) {
            stream_member(s, packed_place(s));
            s->end += out;
            stream_take(s->under, in);
            return PRISCUS_OK;
        }
        if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
            room = (s->room - s->end) * 4;
            if (s->room - s->end >= OUT_WHOLE)
                return PRISCUS_DONE;
        } else {
            priscus_status status;

            /* The member may merely be cut off by the end of the window. */
            if (s->under->at_end || held.len >= PACKED_WHOLE)
                return PRISCUS_DONE;
            want = held.len * 4;
            status = stream_fill(s->under, want < PACKED_WHOLE ? want : PACKED_WHOLE);
            if (status != PRISCUS_OK)
                return status;
        }
    }
}

static void step_ended(struct stream *s, struct gunzip *g)
{
    stream_take(s->under, g->eaten);
    g->eaten = 0;
    g->stepping = false;
    (void)s;
}

/* Some of a member by inflate, to its end if that is near. */
static priscus_status member_step(struct stream *s, struct gunzip *g)
{
    size_t given = 0;

    if (stream_room(s, OUT_STEP) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    while (given < OUT_STEP) {
        struct text held;
        size_t in, out;
        int result;

        if (g->eaten > 2 * PACKED_BACK) {
            stream_take(s->under, g->eaten - PACKED_BACK);
            g->eaten = PACKED_BACK;
        }
        if (s->under->end - s->under->begin == g->eaten) {
            priscus_status status = stream_fill(s->under, g->eaten + STREAM_STEP);

            if (status != PRISCUS_OK)
                return status;
        }
        held = stream_held(s->under);
        g->z.next_in = (Bytef *)(uintptr_t)(held.ptr + g->eaten);
        g->z.avail_in = (uInt)(held.len - g->eaten);
        g->z.next_out = (Bytef *)s->buffer + s->end;
        g->z.avail_out = (uInt)(OUT_STEP - given);
        result = inflate(&g->z, Z_NO_FLUSH);
        in = held.len - g->eaten - g->z.avail_in;
        out = OUT_STEP - given - g->z.avail_out;
        g->eaten += in;
        g->in += in;
        g->out += out;
        given += out;
        s->end += out;
        if (result == Z_STREAM_END) {
            step_ended(s, g);
            return PRISCUS_OK;
        }
        if (result == Z_MEM_ERROR)
            return PRISCUS_ENOMEM;
        if (result != Z_OK && result != Z_BUF_ERROR) {
            bool checksum = g->z.msg && strstr(g->z.msg, "incorrect") && strstr(g->z.msg, "check");

            stream_break(s, s->member_at,
                         checksum ? "the checksum of its gzip member at byte %llu is wrong"
                                  : "its gzip member at byte %llu is damaged",
                         (unsigned long long)s->member_at);
            s->suspect = checksum;
            return PRISCUS_OK;
        }
        if (held.len == g->eaten && s->under->at_end && g->z.avail_out) {
            if (s->under->broken)
                stream_break(s, s->member_at, "%s", s->under->why);
            else
                stream_break(s, s->member_at, "its gzip member at byte %llu is cut short",
                             (unsigned long long)s->member_at);
            s->cut = true;
            return PRISCUS_OK;
        }
        if (!stream_ratio_ok(s, g->in, g->out))
            return PRISCUS_OK;
    }
    return PRISCUS_OK;
}

/* Does a good member begin here? A little of it is unpacked to see. */
static bool try_member(struct stream *s, void *state, struct text at)
{
    struct gunzip *g = state;
    Bytef out[TRIAL];
    int result;

    if (!is_member(at) || !stream_may_try(s) || !z_begin(g))
        return false;
    g->z.next_in = (Bytef *)(uintptr_t)at.ptr;
    g->z.avail_in = (uInt)(at.len < TRIAL_IN ? at.len : TRIAL_IN);
    g->z.next_out = out;
    g->z.avail_out = sizeof out;
    result = inflate(&g->z, Z_NO_FLUSH);
    s->in_vain += (uint64_t)((const char *)g->z.next_in - at.ptr);
    return result == Z_STREAM_END || ((result == Z_OK || result == Z_BUF_ERROR) && g->z.avail_out == 0);
}

/* Go to the next good member, or to the end. OK, ENOMEM, EIO: may be asked again. */
static priscus_status find_member(struct stream *s, struct gunzip *g)
{
    priscus_status status = stream_seek_good(s, 0x1F, PACKED_AHEAD, try_member, g);

    g->lost = status != PRISCUS_OK;
    return status;
}

static bool only_zeros(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (t.ptr[i])
            return false;
    return true;
}

/* A signature, a line end, a page of an error message: bytes that some tool put behind the last member. */
static priscus_status pass_junk(struct stream *s, struct gunzip *g)
{
    priscus_status status = find_member(s, g);

    if (status != PRISCUS_OK)
        return status;
    g->junk = false;
    if (stream_held(s->under).len) {
        stream_break(s, g->junk_at, "at its byte %llu a gzip member should begin, and does not",
                     (unsigned long long)g->junk_at);
        return PRISCUS_OK;
    }
    s->at_end = s->trailing = true;
    s->broken_at = g->junk_at;
    return PRISCUS_OK;
}

static priscus_status gunzip_more(struct stream *s)
{
    struct gunzip *g = s->state;
    priscus_status status;
    struct text held;

    if (g->stepping)
        return member_step(s, g);
    if (g->junk)
        return pass_junk(s, g);
    if (g->lost) {
        status = find_member(s, g);
        if (status != PRISCUS_OK)
            return status;
    }
    for (;;) {
        status = stream_fill(s->under, PACKED_AHEAD);
        if (status != PRISCUS_OK)
            return status;
        held = stream_held(s->under);
        if (!g->begun || held.len == 0 || held.ptr[0] || !only_zeros(held))
            break;
        stream_take(s->under, held.len); /* a tape's last block is filled up with them */
    }
    if (held.len == 0) {
        if (s->under->broken)
            stream_break(s, packed_place(s), "%s", s->under->why);
        s->at_end = true;
        return PRISCUS_OK;
    }
    if (!is_member(held) && g->begun) { /* harmless behind the last member, damage between two */
        g->junk = g->lost = true;
        g->junk_at = packed_place(s);
        return pass_junk(s, g);
    }
    if (!is_member(held)) {
        stream_break(s, packed_place(s), "at its byte %llu a gzip member should begin, and does not",
                     (unsigned long long)packed_place(s));
        return PRISCUS_OK;
    }
    g->begun = true;
    status = member_whole(s, g);
    if (status != PRISCUS_DONE)
        return status;
    if (!z_begin(g))
        return PRISCUS_ENOMEM;
    stream_member(s, packed_place(s));
    g->stepping = true;
    g->eaten = 0;
    g->in = g->out = 0;
    return member_step(s, g);
}

static bool gunzip_resume(struct stream *s)
{
    struct gunzip *g = s->state;
    struct stream *under = s->under;

    s->in_vain += g->stepping ? g->in : 0;
    g->stepping = false;
    g->eaten = 0;
    if (under->end > under->begin && under->offset == s->broken_at)
        stream_take(under, 1); /* the bad member's own first byte */
    g->lost = true;
    /* What fails now, for want of memory or by the disk, is tried and told by the next stream_more(). */
    return find_member(s, g) != PRISCUS_OK || under->end > under->begin;
}

static void gunzip_close(struct stream *s)
{
    struct gunzip *g = s->state;

    libdeflate_free_decompressor(g->whole);
    if (g->z_ready)
        inflateEnd(&g->z);
    free(g);
}

static const struct stream_kind gzip_kind = { "gzip", gunzip_more, gunzip_resume, gunzip_close };

priscus_status stream_over_gzip(struct stream *under, struct stream **out)
{
    struct gunzip *g = calloc(1, sizeof *g);
    struct stream *s;

    if (!g)
        return PRISCUS_ENOMEM;
    g->whole = libdeflate_alloc_decompressor();
    s = g->whole ? stream_over(under, &gzip_kind, g) : NULL;
    if (!s) {
        libdeflate_free_decompressor(g->whole);
        free(g);
        return PRISCUS_ENOMEM;
    }
    *out = s;
    return PRISCUS_OK;
}
