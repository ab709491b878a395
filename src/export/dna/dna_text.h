/* dna_text.h - places in a text as DNA counts them.
 *
 *     "Ja \xf0\x9f\x95\x8a."     8 bytes of UTF-8, 6 units of UTF-16: the dove takes four of the ones and two of the others
 *
 * DNA is written in Java: a place is a number of UTF-16 units (RFC 2781), and a line end is one unit in the text that it
 * shows, whether it came as LF, CR LF or CR. So a text is stored with LF alone, and counted here as if it were. */
#ifndef DNA_TEXT_H
#define DNA_TEXT_H

#include "base/base.h"

/* `t` itself, or, where it has CRs, a copy in `mem` with LF for each line end. ENOMEM. */
priscus_status dna_lines_plain(struct text t, struct arena *mem, struct text *out);

struct dna_mark {
    uint32_t byte, unit;
};

/* The places of a text: a mark every few hundred units, so that none is far. */
struct dna_places {
    struct text text;
    struct dna_mark *marks;
    size_t n;
    struct dna_mark end;
};

/* Of a text that is valid UTF-8, under 4 GiB; in `mem`. Linear. ENOMEM. */
priscus_status dna_places_of(struct text text, struct arena *mem, struct dna_places *out);

/* The unit at which that byte stands, a border of characters. */
uint32_t dna_unit_of(const struct dna_places *places, uint32_t byte);
/* The bytes between two units; of the second half of a pair, its character's. False: they lie outside of the text, or there is
 * nothing between them. */
bool dna_span_of(const struct dna_places *places, int64_t start, int64_t stop, struct span *out);

#endif
