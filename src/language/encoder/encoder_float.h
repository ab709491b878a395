/* encoder_float.h - what of an encoder is not products of small numbers: rows of words, norms, GELU, and how much is taken from whom.
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
    /* Small rows of `size` numbers, 128 too large, as a small matrix that rows are multiplied with: `from` is the first row, each
     * `far` bytes behind the one before. keys(): a column for each row; with its sums. values(): a row for each. */
    void (*keys)(const uint8_t *from, size_t far, size_t n, size_t size, int8_t *numbers, int32_t *sums);
    void (*values)(const uint8_t *from, size_t far, size_t n, size_t size, int8_t *numbers);
    /* m rows of scores, `wide` apart, n filled up to a multiple of 32 with what is next to nothing, into weights of values, whose
     * scales are `by`, filled up with zeros: exponentials that sum to one, times those scales, in small numbers of 0 to 255;
     * small[m x small_filled(n)] and a scale for each row. Scores are used up; up to WEIGH_MORE bytes are written behind. */
    void (*weigh)(float *scores, size_t wide, size_t m, size_t n, const float *by, uint8_t *small, float *scales);
};

enum { WEIGH_MORE = 64 };

/* The set of the kernel that products are made with now. */
const struct encoder_floats *encoder_floats(void);

#endif
