/* product_task.h - what the kernels of product.h share. Private to them. */
#ifndef PRODUCT_TASK_H
#define PRODUCT_TASK_H

#define CLONES_EXACT
#include "language/model/clones.h"

#include "language/model/product.h"

#include <math.h>

enum { STRIP = PRODUCT_STRIP };

#define INLINE static inline __attribute__((always_inline))

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>
#define HAVE_X86 1
#define AVX2     __attribute__((target("avx2")))
#define AVXVNNI  __attribute__((target("avx2,avxvnni")))
#define AVX512   __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")))
#endif

INLINE void make_rows(const float *restrict x, size_t rows, size_t n, uint8_t *restrict small, float *restrict scales)
{
    size_t filled = small_filled(rows);

    for (size_t r = 0; r < n; r++) {
        const float *row = x + r * rows;
        uint8_t *out = small + r * filled;
        int32_t bits = 0; /* of the largest: numbers without a sign are in order as their bits are */
        float most, by;

        for (size_t i = 0; i < rows; i++) {
            int32_t a;

            memcpy(&a, row + i, sizeof a);
            a &= INT32_MAX;
            bits = a > bits ? a : bits;
        }
        memcpy(&most, &bits, sizeof most);
        scales[r] = most / PRODUCT_LARGEST;
        by = most > 0 ? PRODUCT_LARGEST / most : 0;
        for (size_t i = 0; i < rows; i++)
            out[i] = (uint8_t)(int32_t)(row[i] * by + 128.5f); /* to the nearest */
        for (size_t i = rows; i < filled; i++)
            out[i] = 128;
    }
}

/* The same; a head's 32 numbers are so few that loops of a known length are worth it. */
INLINE void make_any_rows(const float *x, size_t rows, size_t n, uint8_t *small, float *scales)
{
    if (rows == STRIP)
        make_rows(x, STRIP, n, small, scales);
    else
        make_rows(x, rows, n, small, scales);
}

/* All that a product is of. */
struct task {
    const uint8_t *small;
    const float *scales;
    const struct small_matrix *w;
    const float *bias;
    float *y;
    size_t n;
};

/* The sums of one row and one strip into floats. A forged matrix may make them overflow, which numbers without a sign may. */
INLINE void put(const struct task *t, size_t r, size_t j, const int32_t *restrict sums)
{
    static const float none[STRIP];
    float *restrict y = t->y + r * t->w->columns + j;
    const int32_t *restrict less = t->w->sums + j;
    const float *restrict scales = t->w->scales + j, *restrict bias = t->bias ? t->bias + j : none;
    float by = t->scales[r];

    for (size_t k = 0; k < STRIP; k++)
        y[k] = (float)(int32_t)((uint32_t)sums[k] + (uint32_t)less[k]) * (by * scales[k]) + bias[k];
}

/* The kth of some rows that begin with r; the last one again for those that are not there. */
INLINE const uint8_t *row_at(const struct task *t, size_t r, size_t k)
{
    return t->small + (r + k < t->n ? r + k : t->n - 1) * small_filled(t->w->rows);
}

#ifdef HAVE_X86
INLINE int32_t four_at(const uint8_t *a)
{
    int32_t four;

    memcpy(&four, a, sizeof four);
    return four;
}

#define ADD_256(sum, x) __asm__("vpaddd %1, %0, %0" : "+x"(sum) : "x"(x)) /* as the intrinsic gcc 12 copies registers */

/* By AVX2 (product_avx2.c). */
void product_avx2(const struct task *t);
#endif

#endif
