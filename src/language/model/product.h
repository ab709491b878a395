/* product.h - products of float rows with a matrix that was made small: 8-bit numbers, a scale for each column.
 *
 * A row of floats is made small in the same way, with a scale of its own; the sums are of whole numbers, so
 * they are exact and the same on every machine, and a processor adds four products in one step (vpdpbusd) or
 * two (pmaddwd). */
#ifndef PRODUCT_H
#define PRODUCT_H

#include "base/base.h"

enum {
    PRODUCT_LARGEST = 127,  /* of a small number                 */
    PRODUCT_ROWS_MAX = 512, /* of the matrix                     */
    PRODUCT_STRIP = 32      /* columns are a multiple of it      */
};

struct small_matrix {
    const int8_t *numbers; /* [columns / 32][rows / 4][32][4]: strip by strip, four rows together; aligned to 64 */
    const float *scales;   /* one a column                                                                      */
    const int32_t *sums;   /* of each column's numbers, times -128                                              */
    size_t rows, columns;
};

/* Bytes of `numbers`: rows are filled up with zeros to a multiple of four. */
static inline size_t small_matrix_bytes(size_t rows, size_t columns)
{
    return (rows + 3) / 4 * 4 * columns;
}

/* Make a row-major float matrix small, into the caller's arrays. */
void small_matrix_make(const float *w, size_t rows, size_t columns, int8_t *numbers, float *scales, int32_t *sums);

/* y[n x columns] = x[n x rows] w (+ bias of one number a column; NULL: none). */
void product(const float *x, const struct small_matrix *w, const float *bias, float *y, size_t n);

#endif
