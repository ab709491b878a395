/* matrix.c - the one inner loop of training: a block of rows times a strip of columns.
 *
 * Eight rows by 32 columns stay in registers while the inner dimension runs by; b is read along its rows, so
 * nothing is packed. The matrices of a small network fit the second-level cache. Compiled
 * for several instruction sets where the compiler can; the program picks one when it starts. */
#include "language/model/clones.h"

#include "language/model/matrix.h"

#include <string.h>

typedef float vec __attribute__((vector_size(64), aligned(4), may_alias));

enum { WIDE = 16, ROWS = 8 };

#define BLOCK(rows)                                                                                                    \
    do {                                                                                                               \
        vec acc[rows][2];                                                                                              \
        for (size_t i = 0; i < (rows); i++) {                                                                          \
            acc[i][0] = add ? *(const vec *)(c + (r + i) * n + j) : (vec){ 0 };                                        \
            acc[i][1] = add ? *(const vec *)(c + (r + i) * n + j + WIDE) : (vec){ 0 };                                 \
        }                                                                                                              \
        for (size_t p = 0; p < k; p++) {                                                                               \
            vec b0 = *(const vec *)(b + p * n + j), b1 = *(const vec *)(b + p * n + j + WIDE);                         \
            for (size_t i = 0; i < (rows); i++) {                                                                      \
                float x = a[(r + i) * k + p];                                                                          \
                acc[i][0] += b0 * x;                                                                                   \
                acc[i][1] += b1 * x;                                                                                   \
            }                                                                                                          \
        }                                                                                                              \
        for (size_t i = 0; i < (rows); i++) {                                                                          \
            *(vec *)(c + (r + i) * n + j) = acc[i][0];                                                                 \
            *(vec *)(c + (r + i) * n + j + WIDE) = acc[i][1];                                                          \
        }                                                                                                              \
    } while (0)

CLONES void matrix_product(const float *restrict a, const float *restrict b, float *restrict c, size_t m, size_t k,
                           size_t n, int add)
{
    size_t j = 0;

    for (; j + 2 * WIDE <= n; j += 2 * WIDE) {
        size_t r = 0;

        for (; r + ROWS <= m; r += ROWS)
            BLOCK(8);
        for (; r < m; r++)
            BLOCK(1);
    }
    if (j == n)
        return;
    for (size_t r = 0; r < m; r++) {
        float *row = c + r * n;

        if (!add)
            memset(row + j, 0, (n - j) * sizeof *row);
        for (size_t p = 0; p < k; p++) {
            float x = a[r * k + p];

            for (size_t q = j; q < n; q++)
                row[q] += x * b[p * n + q];
        }
    }
}

void matrix_turn(const float *a, float *out, size_t m, size_t n)
{
    enum { TILE = 16 };

    for (size_t i = 0; i < m; i += TILE)
        for (size_t j = 0; j < n; j += TILE)
            for (size_t x = i; x < m && x < i + TILE; x++)
                for (size_t y = j; y < n && y < j + TILE; y++)
                    out[y * m + x] = a[x * n + y];
}
