/* origin.h - text that was decoded out of a page, and the way back to the page's bytes.
 *
 *     page     <description>A &amp;quot;deal&amp;quot;</description>
 *     text     A &quot;deal&quot;
 *
 * HTML stands in feeds and in JSON wrapped once more. It is unwrapped into one text that
 * remembers, run by run, where its bytes came from, so that what is found in it can
 * be shown in the page. A run stands in the page as it stands in the text, or in place of
 * other bytes (a reference, an escape), or for none (made by us: it lies where the last run ended). */
#ifndef ORIGIN_H
#define ORIGIN_H

#include "base/base.h"

struct origin_run {
    uint32_t text; /* where the run begins in the text */
    uint32_t page, size;
    bool same; /* byte for byte */
};

struct origin {
    char *ptr; /* the text: ptr, len */
    size_t len, room;
    struct origin_run *runs;
    size_t n_runs, room_runs;
    struct arena *mem;
    bool failed; /* memory is out; what is added is dropped */
};

/* Bytes [begin, end) of `page`, as they stand. */
void origin_same(struct origin *o, struct text page, size_t begin, size_t end);
/* `bytes` for what stands at [begin, end) of the page. */
void origin_instead(struct origin *o, struct text bytes, size_t begin, size_t end);
/* Bytes that no page has. */
void origin_made(struct origin *o, struct text bytes);
/* Bytes [begin, end) of the text `from`, which has an origin itself. */
void origin_through(struct origin *o, const struct origin *from, size_t begin, size_t end);
/* `bytes` for [begin, end) of the text `from`. */
void origin_instead_through(struct origin *o, const struct origin *from, struct text bytes, size_t begin, size_t end);

/* The page's bytes that [begin, end) of the text came from: from its first byte's to its last
 * byte's. */
struct span origin_back(const struct origin *o, struct span text);

static inline struct text origin_text(const struct origin *o)
{
    return text_of(o->ptr ? o->ptr : "", o->len);
}

#endif
