/* stream.h - a window that slides over bytes: of a file, of memory, of what unpacks from another stream.
 *
 *     struct stream *s;
 *     stream_open_fd(fd, &s);
 *     stream_unpack(&s);                    look through gzip, zstd, bzip2, xz
 *     while (stream_fill(s, 8) == PRISCUS_OK && (held = stream_held(s)).len)
 *         stream_take(s, use(held));
 *     stream_close(s);
 *
 * Bytes are held until they are taken, so a caller that ran out of memory may ask again.
 * What is held moves with the next stream_fill(), stream_more() or stream_take().
 *
 * Packed bytes can be damaged. The stream then stops behind the last byte that could be unpacked, as
 * at an end, with `broken` set and `why` saying what happened and where; stream_resume() goes on at the
 * next member (gzip, RFC 1952) or frame (zstd, RFC 8878) that is good. A member that unpacks to more
 * than RATIO_MAX times its size is such a damage too, once it is larger than any page; and a file of which
 * as much comes in all is not read on. */
#ifndef STREAM_H
#define STREAM_H

#include "base/base.h"

#define STREAM_STEP       ((size_t)64 << 10) /* bytes: what a file is asked for at a time             */
#define STREAM_KEEP       ((size_t)16 << 20) /* a larger window shrinks when it has run empty         */
#define STREAM_LAYERS_MAX 2                  /* page.gz.gz is looked through, page.gz.gz.gz is not    */
#define STREAM_RATIO_MAX  500                /* bytes out for a byte in: deflate cannot give over 1,032, */
#define STREAM_RATIO_FROM ((size_t)64 << 20) /* pages give 4 to 20; asked from so many bytes out on  */
#define STREAM_TOTAL_FROM ((size_t)1 << 30)  /* ... of all layers and members together               */
#define STREAM_TRY_FREE   ((size_t)16 << 20) /* packed bytes that may be read in vain behind damage, */
#define STREAM_TRY_RATE   64                 /* and so many more for each byte of the file           */

struct stream;

/* Where bytes come from: nothing more than a file has, for those who unpack. */
struct stream_kind {
    const char *name; /* "gzip" */
    /* More bytes behind s->end, or s->at_end. OK, ENOMEM, EIO (s->io_errno). */
    priscus_status (*more)(struct stream *s);
    bool (*resume)(struct stream *s); /* NULL: what is broken stays so */
    void (*close)(struct stream *s);
};

struct stream {
    char *buffer;
    size_t begin, end, room; /* held: [begin, end) of the buffer                          */
    uint64_t offset;         /* of `begin`, counted from the first byte of this stream    */
    bool at_end;             /* nothing comes behind `end`                                */
    bool borrowed;           /* the buffer is the caller's and is not written to          */

    bool broken;        /* at_end, but not the end: the packed bytes are damaged            */
    bool suspect;       /* ... and all that came from this member is (its checksum is wrong) */
    bool trap;          /* ... and there is no going on: STREAM_TOTAL_FROM                  */
    bool cut;           /* ... and all before is good: the packed bytes end too early       */
    bool trailing;      /* behind the last member, from broken_at on, stands what is none   */
    char why[160];      /* one clause: "its gzip member at byte 812 is damaged"             */
    uint64_t broken_at; /* packed byte                                                    */

    int io_errno; /* of the EIO that was returned */

    /* The member that was unpacked last, and the one before it. */
    bool fresh; /* the last stream_more() began it */
    uint64_t member_offset, member_at, last_at;
    uint64_t in_vain; /* packed bytes read that gave nothing good */

    int fd;
    struct stream *under; /* of packed bytes; NULL: these are the bytes themselves */
    const struct stream_kind *kind;
    void *state;
};

/* `fd` is closed with the stream, unless it is 0. ENOMEM leaves it to the caller. */
priscus_status stream_open_fd(int fd, struct stream **out);
/* `bytes` must outlive the stream. */
priscus_status stream_open_bytes(struct text bytes, struct stream **out);
/* NULL is allowed. */
void stream_close(struct stream *s);

/* Look at the first bytes and put what unpacks them over *s, up to STREAM_LAYERS_MAX times; *s is
 * replaced and owns what was there. OK also if nothing is packed. ENOMEM, EIO. */
priscus_status stream_unpack(struct stream **s);

/* At least `want` bytes are held, or all there are. OK, ENOMEM, EIO. */
priscus_status stream_fill(struct stream *s, size_t want);
/* One step: some more bytes, mostly to the end of a member and never beyond it. */
priscus_status stream_more(struct stream *s);
void stream_take(struct stream *s, size_t n);

static inline struct text stream_held(const struct stream *s)
{
    return text_of(s->buffer ? s->buffer + s->begin : "", s->end - s->begin);
}

/* Go on behind the damage; what is held is kept. False: there is no good member any more, and the stream ends.
 */
bool stream_resume(struct stream *s);

/* Where the held bytes come from, for messages: the byte in the file at which their member begins, or,
 * of what is not packed, the byte itself. */
uint64_t stream_place(const struct stream *s);

/* Can the bytes be read in any order (a file, memory)? Then go to byte `to` of them. */
bool stream_can_seek(const struct stream *s, uint64_t *size);
bool stream_seek(struct stream *s, uint64_t to);

/* --- for those who unpack --- */

/* Room for n more bytes behind s->end. ENOMEM. */
priscus_status stream_room(struct stream *s, size_t n);
struct stream *stream_over(struct stream *under, const struct stream_kind *kind, void *state);
/* The damage, as a clause ("its gzip member at byte %llu is damaged"). */
void stream_break(struct stream *s, uint64_t at, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* A member begins at byte `at` of what is packed. */
void stream_member(struct stream *s, uint64_t at);
/* False, and broken: so many bytes out of so few are a trap. */
bool stream_ratio_ok(struct stream *s, uint64_t in, uint64_t out);
/* Behind damage each byte may look like a new beginning, and each beginning may go on for long and then
 * fail: may one more be tried? Those who try add to s->in_vain. */
bool stream_may_try(const struct stream *s);

/* Take what is packed up to the next place where `first` stands and `try` finds something good to begin, or
 * all of it. `ahead` bytes are held where one is tried. OK, ENOMEM, EIO: may be asked again. */
typedef bool stream_try_fn(struct stream *s, void *state, struct text at);
priscus_status stream_seek_good(struct stream *s, char first, size_t ahead, stream_try_fn *try, void *state);

priscus_status stream_over_gzip(struct stream *under, struct stream **out);   /* gunzip.c */
priscus_status stream_over_zstd(struct stream *under, struct stream **out);   /* unzstd.c */
priscus_status stream_over_filter(struct stream *under, struct stream **out); /* filter.c: bzip2, xz */

#endif
