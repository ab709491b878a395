/* encoder_float.h - what of an encoder is not products of small numbers: rows of words, norms, GELU, who attends to whom.
 *
 * One set for each kernel of product.h. Sums are taken in sixteen lanes that are added up in one order, or in the order of what is
 * summed, and nothing is multiplied and added in one step: all sets give the same to the last bit. */
#ifndef ENCODER_FLOAT_H
#define ENCODER_FLOAT_H

#include "language/encoder/encoder_weights.h"

struct encoder_floats {
    /* out[d] = a word's small numbers times their scale, and its place's row, brought to a norm. */
    void (*embed)(const int8_t *word, float scale, const float *place, const struct norm *norm, float *out, size_t d);
    /* x[n x d] = x + more, row by row, brought to a norm. */
    void (*norm)(float *x, const float *more, const struct norm *norm, size_t n, size_t d);
    /* x[n] = x times the sigmoid of 1.5957691216 (x + 0.044715 x^3) (Hendrycks and Gimpel 2016, arXiv:1606.08415). */
    void (*gelu)(float *x, size_t n);
    /* Of a window's n rows `qkv` (3 d each) those that `rows` names, n_rows of them, into out[n_rows x d]: the values of all n rows,
     * each by how well its key fits the query. `room`: attend_room() floats, aligned to 64. */
    void (*attend)(const float *qkv, size_t n, const uint16_t *rows, size_t n_rows, size_t d, size_t heads, float *room,
                   float *out);
};

/* Floats of room for windows of at most n rows. */
size_t attend_room(size_t n, size_t d, size_t heads);

/* The set of the kernel that products are made with now. */
const struct encoder_floats *encoder_floats(void);

#endif
