/* product.h - products of float rows with a matrix that was made small: 8-bit numbers, a scale for each column.
 *
 * A row of floats is made small in the same way, with a scale of its own; the sums are of whole numbers, so
 * they are exact, and what is left of floats is a multiplication and an addition a number, never in one step: every
 * processor gives the same to the last bit. One that has the instruction adds four products in one step (vpdpbusd), others take
 * three (pmaddubsw, pmaddwd, paddd), or fewer where numbers are small. */
#ifndef PRODUCT_H
#define PRODUCT_H

#include "base/base.h"

enum {
    PRODUCT_LARGEST = 127,   /* of a small number                 */
    PRODUCT_SLIM = 63,       /* two products with bytes fit in 16 bits: 2 * 255 * 63 < 32768 */
    PRODUCT_ROWS_MAX = 2048, /* of the matrix                     */
    PRODUCT_STRIP = 32       /* columns are a multiple of it      */
};

struct small_matrix {
    const int8_t *numbers; /* [columns / 32][rows / 4][32][4]: strip by strip, four rows together; aligned to 64 */
    const float *scales;   /* one a column                                                                      */
    const int32_t *sums;   /* of each column's numbers, times -128                                              */
    size_t rows, columns;
    bool bare; /* sums are 0, and the rows that it is multiplied with have no 128 in them: weights of attention */
    bool slim; /* no number is larger than PRODUCT_SLIM (small_matrix_is_slim()): faster by AVX2, the same sums */
};

/* Rows filled up to a multiple of four: numbers in a column of a small matrix, and in a small row. */
static inline size_t small_filled(size_t rows)
{
    return (rows + 3) / 4 * 4;
}

/* Bytes of `numbers`: what is filled up are zeros. */
static inline size_t small_matrix_bytes(size_t rows, size_t columns)
{
    return small_filled(rows) * columns;
}

/* Is none of its numbers larger than PRODUCT_SLIM? To be set in `slim` when the matrix is opened. */
bool small_matrix_is_slim(const struct small_matrix *w);

/* Make a row-major float matrix small, into the caller's arrays. */
void small_matrix_make(const float *w, size_t rows, size_t columns, int8_t *numbers, float *scales, int32_t *sums);

/* y[n x columns] = x[n x rows] w (+ bias of one number a column; NULL: none). */
void product(const float *x, const struct small_matrix *w, const float *bias, float *y, size_t n);

/* The same in two steps, for rows that are used twice or were just made: n rows of x[n x rows] into
 * small[n x small_filled(rows)], each number 128 too large, so that none is negative, and a scale for each; and their product. */
void small_rows_make(const float *x, size_t rows, size_t n, uint8_t *small, float *scales);
void small_rows_product(const uint8_t *small, const float *scales, const struct small_matrix *w, const float *bias,
                        float *y, size_t n);

/* By which instructions. The best that the processor has is used, until another is forced upon all products: for tests and
 * benchmarks, before there are threads. */
enum product_kernel {
    PRODUCT_PLAIN, /* whatever the compiler makes of C */
    PRODUCT_AVX2,
    PRODUCT_AVX_VNNI,    /* 256 bits */
    PRODUCT_AVX512_VNNI, /* 512 bits */
    PRODUCT_KERNELS
};
enum product_kernel product_kernel(void);
const char *product_kernel_name(enum product_kernel kernel);
bool product_force(enum product_kernel kernel); /* false: this processor has it not, and nothing changes */
void product_unforce(void);

#endif
