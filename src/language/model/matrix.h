/* matrix.h - products of row-major float matrices, for the network, in use and in training. */
#ifndef MATRIX_H
#define MATRIX_H

#include <stddef.h>

/* c[m x n] (+)= a[m x k] b[k x n]; `add`: onto what is there. No alignment is asked for. */
void matrix_product(const float *a, const float *b, float *c, size_t m, size_t k, size_t n, int add);

/* out[n x m] = a[m x n] turned. */
void matrix_turn(const float *a, float *out, size_t m, size_t n);

#endif
