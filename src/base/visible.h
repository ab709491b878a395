/* visible.h - text as its reader sees it: without the characters that nobody sees, and with one kind of blank.
 *
 *     "coun<U+00AD>cil of<U+00A0>Lind"      seen: "council of Lind"      [0, 7) of it is [0, 9) of the text
 *
 * Pages put soft hyphens, word joiners and marks of direction into words, and no-break spaces between them. Whoever
 * asks what a word is reads the visible text; whoever says where it stands takes the place back to the text. */
#ifndef VISIBLE_H
#define VISIBLE_H

#include "base/arena.h"
#include "base/text.h"

/* From byte `at` of the visible text on, `lost` bytes of the text are missing, all told. */
struct visible_loss {
    uint32_t at, lost;
};

struct visible {
    struct text whole, text;           /* what it was made of; what is seen of it: the same bytes where n is 0 */
    const struct visible_loss *losses; /* by place */
    size_t n;
};

/* `whole` is valid UTF-8 and must outlive *out; the rest is in `mem`. Linear. ENOMEM. */
priscus_status visible_of(struct text whole, struct arena *mem, struct visible *out);

/* A place in the visible text as one in the whole, which begins and ends with a character that is seen; an empty one
 * stays empty. */
struct span visible_back(const struct visible *v, struct span seen);
/* A place in the whole as one in the visible text. */
struct span visible_place(const struct visible *v, struct span place);

#endif
