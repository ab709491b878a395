/* encoder_attend.h - what each row of a window takes from all rows of it (Vaswani et al. 2017, arXiv:1706.03762).
 *
 * A head's queries, keys and values are made small like all rows, with a scale for each; so are the weights of the values, which
 * have no sign. Both products are of whole numbers. */
#ifndef ENCODER_ATTEND_H
#define ENCODER_ATTEND_H

#include "language/encoder/encoder_float.h"

struct attention {
    size_t d, heads;
    const uint8_t
        *small; /* for each row of the batch 3 * heads small rows: of each head its queries, then keys, then values */
    const float *
        scales; /* of each                                                                                            */
    char *room; /* attention_room() bytes, aligned to 64                                                            */
};

/* Bytes of room for windows of at most n rows. */
size_t attention_room(size_t n, size_t d, size_t heads);

/* Of the window of n rows that begins with row `begin`, those that `rows` names, n_rows of them, into out[n_rows x d]. */
void attend(const struct attention *a, const struct encoder_floats *floats, size_t begin, size_t n,
            const uint16_t *rows, size_t n_rows, float *out);

#endif
