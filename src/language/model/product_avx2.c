/* product_avx2.c - products by AVX2, which has no instruction that multiplies bytes and adds four of them. */
#include "language/model/product_task.h"

#ifdef HAVE_X86
enum { AVX2_ROWS = 4, AVX2_SIGNED = 2, AVX2_NEAR = 1 << 16, AVX2_PAIRS = 1 << 10 };

/* Without the instruction for bytes there is one that multiplies bytes without a sign by bytes with one, and adds two such products in 16 bits, where
 * they may be cut off. Two ways around that, chosen for each four numbers of two rows (sort_fours()), since the rows' numbers are known and mostly small:
 *
 * - Wide: where those that are added up are at most 128 in all, of either sign, a matrix's numbers made 128 larger, and so without a sign, never lead out
 *   of 16 bits: 255 * 128. What is too much, 128 times the rows' numbers, is taken out at the end. Where eight numbers keep within that, they are added
 *   up in 16 bits, and into 32 together.
 * - Signed: elsewhere a row's number loses its sign to the matrix's: 2 * 128 * 127 fits, too. A number -128, which only a forged matrix has, has none to
 *   lose. */
struct fours {
    uint16_t *order; /* which those are: wide eights (the first of two), wide, signed */
    size_t eights, wide, all;
    int32_t less[AVX2_SIGNED];
};

/* Where sums of two neighbours in 16 bits, of the numbers above and below zero, are more than 128. */
AVX2 INLINE __m256i too_large(__m256i above, __m256i below)
{
    const __m256i most = _mm256_set1_epi16(128);

    return _mm256_or_si256(_mm256_cmpgt_epi16(above, most), _mm256_cmpgt_epi16(below, most));
}

/* Of `rows` rows at `a`; what lies behind the last is looked at, and is no matter. */
AVX2 INLINE void sort_fours(const int8_t *a, size_t far, const size_t rows, struct fours *out)
{
    const __m256i zero = _mm256_setzero_si256(), ones = _mm256_set1_epi8(1), twos = _mm256_set1_epi16(1),
                  places = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    uint16_t wide[PRODUCT_ROWS_MAX / 4], other[PRODUCT_ROWS_MAX / 4];
    size_t n_eights = 0, n_wide = 0, n_other = 0, all = far / 4;
    __m256i less[AVX2_SIGNED] = { zero, zero };

    for (size_t p = 0; p < all; p += 8) {
        __m256i large = zero, large_two = zero, sums[AVX2_SIGNED], there, good;
        unsigned eights, fours;

#pragma GCC unroll 2
        for (size_t k = 0; k < rows; k++) {
            __m256i x = _mm256_loadu_si256((const __m256i *)(a + k * far + 4 * p)), plus = _mm256_max_epi8(x, zero);
            __m256i above = _mm256_maddubs_epi16(plus, ones), below = _mm256_maddubs_epi16(_mm256_sub_epi8(plus, x), ones);

            sums[k] = _mm256_madd_epi16(_mm256_sub_epi16(above, below), twos);
            large = _mm256_or_si256(large, too_large(above, below));
            above = _mm256_add_epi16(above, _mm256_shuffle_epi32(above, 0xB1));
            below = _mm256_add_epi16(below, _mm256_shuffle_epi32(below, 0xB1));
            large_two = _mm256_or_si256(large_two, too_large(above, below));
        }
        there = _mm256_cmpgt_epi32(_mm256_set1_epi32((int)(all - p)), places);
        good = _mm256_and_si256(_mm256_cmpeq_epi32(large, zero), there);
        large_two = _mm256_and_si256(_mm256_cmpeq_epi64(large_two, zero), there);
        for (size_t k = 0; k < rows; k++)
            less[k] = _mm256_add_epi32(less[k], _mm256_and_si256(good, sums[k]));
        fours = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(good));
        eights = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(large_two));
        eights &= eights >> 1 & 0x55;
        for (unsigned m = eights; m; m &= m - 1)
            out->order[n_eights++] = (uint16_t)(p + (size_t)__builtin_ctz(m));
        for (unsigned m = fours & ~(eights * 3); m; m &= m - 1)
            wide[n_wide++] = (uint16_t)(p + (size_t)__builtin_ctz(m));
        for (unsigned m = ~fours & (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(there)); m; m &= m - 1)
            other[n_other++] = (uint16_t)(p + (size_t)__builtin_ctz(m));
    }
    memcpy(out->order + n_eights, wide, n_wide * sizeof *wide);
    memcpy(out->order + n_eights + n_wide, other, n_other * sizeof *other);
    out->eights = n_eights;
    out->wide = n_eights + n_wide;
    out->all = n_eights + n_wide + n_other;
    for (size_t k = 0; k < rows; k++) {
        __m128i four = _mm_add_epi32(_mm256_castsi256_si128(less[k]), _mm256_extracti128_si256(less[k], 1));

        four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0x4E));
        out->less[k] = -128 * (_mm_cvtsi128_si32(four) + _mm_extract_epi32(four, 1));
    }
}

/* The same for as many rows as there are, at most two. */
AVX2 static __attribute__((noinline)) void sort_rows(const int8_t *a, size_t far, size_t rows, struct fours *out)
{
    if (rows >= AVX2_SIGNED)
        sort_fours(a, far, AVX2_SIGNED, out);
    else
        sort_fours(a, far, 1, out);
}

static const _Alignas(32) int16_t ones_16[16] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
#define ADD_TWOS_256(x)      __asm__("vpmaddwd %1, %0, %0" : "+x"(x) : "m"(ones_16)) /* from memory: all registers are in use */
#define TIMES_256(out, w, x) __asm__("vpmaddubsw %2, %1, %0" : "=x"(out) : "x"(w), "xm"(x))

/* Eight numbers of two rows by eight columns, with no register more than there are: eight of sums, four of rows and four here. */
#define ADD_EIGHTS_256(s0, s1, w0, w1, x)                                                                               \
    do {                                                                                                                \
        __m256i a_, b_, c_, d_;                                                                                         \
                                                                                                                        \
        __asm__("vmovdqa %[v0], %[a]\n\t"                                                                              \
                "vmovdqa %[v1], %[b]\n\t"                                                                              \
                "vpmaddubsw %[x00], %[a], %[c]\n\t"                                                                    \
                "vpmaddubsw %[x01], %[b], %[d]\n\t"                                                                    \
                "vpmaddubsw %[x10], %[a], %[a]\n\t"                                                                    \
                "vpmaddubsw %[x11], %[b], %[b]\n\t"                                                                    \
                "vpaddw %[d], %[c], %[c]\n\t"                                                                          \
                "vpaddw %[b], %[a], %[a]\n\t"                                                                          \
                "vpmaddwd %[ones], %[c], %[c]\n\t"                                                                     \
                "vpmaddwd %[ones], %[a], %[a]\n\t"                                                                     \
                "vpaddd %[c], %[to0], %[to0]\n\t"                                                                      \
                "vpaddd %[a], %[to1], %[to1]"                                                                           \
                : [to0] "+x"(s0), [to1] "+x"(s1), [a] "=&x"(a_), [b] "=&x"(b_), [c] "=&x"(c_), [d] "=&x"(d_)            \
                : [v0] "m"(w0), [v1] "m"(w1), [x00] "x"((x)[0][0]), [x01] "x"((x)[0][1]), [x10] "x"((x)[1][0]),         \
                  [x11] "x"((x)[1][1]), [ones] "m"(ones_16));                                                           \
    } while (0)

/* Four numbers of two rows by eight columns. */
#define ADD_FOURS_OF_TWO_256(s0, s1, w, x0, x1)                                                                         \
    do {                                                                                                                \
        __m256i a_, b_;                                                                                                 \
                                                                                                                        \
        __asm__("vmovdqa %[v], %[a]\n\t"                                                                               \
                "vpmaddubsw %[y0], %[a], %[b]\n\t"                                                                     \
                "vpmaddubsw %[y1], %[a], %[a]\n\t"                                                                     \
                "vpmaddwd %[ones], %[b], %[b]\n\t"                                                                     \
                "vpmaddwd %[ones], %[a], %[a]\n\t"                                                                     \
                "vpaddd %[b], %[to0], %[to0]\n\t"                                                                      \
                "vpaddd %[a], %[to1], %[to1]"                                                                           \
                : [to0] "+x"(s0), [to1] "+x"(s1), [a] "=&x"(a_), [b] "=&x"(b_)                                          \
                : [v] "m"(w), [y0] "x"(x0), [y1] "x"(x1), [ones] "m"(ones_16));                                         \
    } while (0)

/* A strip as it is looked at: its numbers, 128 larger; and what its sums begin with. */
struct strip {
    _Alignas(64) uint8_t wide[STRIP * PRODUCT_ROWS_MAX];
    _Alignas(64) int32_t begin[STRIP];
};

AVX2 INLINE void strip_take(const struct task *t, size_t j, struct strip *out)
{
    size_t far = small_filled(t->w->rows);
    const int8_t *b = t->w->numbers + j * far;

    for (size_t i = 0; i < far * STRIP; i += 4 * STRIP) /* so that it becomes four steps at a time */
        for (size_t k = 0; k < 4 * STRIP; k++)
            out->wide[i + k] = (uint8_t)b[i + k] ^ 128;
    memset(out->begin, 0, sizeof out->begin);
    for (size_t i = 0; t->w->bare && i < far; i++) /* 128 are taken from the rows' numbers, and belong there */
        for (size_t k = 0; k < STRIP; k++)
            out->begin[k] += 128 * b[(i / 4 * STRIP + k) * 4 + i % 4];
}

/* `a`: the rows' numbers, 128 smaller. */
AVX2 INLINE void block_avx2(const struct task *t, const int8_t *a, const struct fours *fours, const struct strip *strip, size_t r,
                            size_t j, const size_t rows)
{
    size_t far = small_filled(t->w->rows);
    const int8_t *b = t->w->numbers + j * far;
    static const float none[STRIP];
    const float *scales = t->w->scales + j, *bias = t->bias ? t->bias + j : none;
    const uint16_t *p = fours->order, *end;
    size_t columns = t->w->columns;
    float *y = t->y + r * columns + j;
    __m256i s[AVX2_SIGNED][4], less[AVX2_SIGNED];
    __m256 by[AVX2_SIGNED];

#pragma GCC unroll 2
    for (size_t k = 0; k < rows; k++)
#pragma GCC unroll 4
        for (size_t i = 0; i < 4; i++)
            s[k][i] = _mm256_load_si256((const __m256i *)(strip->begin + 8 * i));
    for (end = fours->order + fours->eights; p < end; p++) {
        const __m256i *w = (const __m256i *)(strip->wide + (size_t)*p * 4 * STRIP);
        const uint8_t *at = (const uint8_t *)a + (size_t)*p * 4;
        __m256i x[AVX2_SIGNED][2];

#pragma GCC unroll 2
        for (size_t k = 0; k < rows; k++) {
            x[k][0] = _mm256_set1_epi32(four_at(at + k * far));
            x[k][1] = _mm256_set1_epi32(four_at(at + k * far + 4));
        }
#pragma GCC unroll 4
        for (size_t i = 0; i < 4; i++) {
            if (rows == 2) {
                ADD_EIGHTS_256(s[0][i], s[1][i], w[i], w[i + 4], x);
            } else {
                __m256i both = _mm256_add_epi16(_mm256_maddubs_epi16(w[i], x[0][0]), _mm256_maddubs_epi16(w[i + 4], x[0][1]));

                ADD_TWOS_256(both);
                ADD_256(s[0][i], both);
            }
        }
    }
    for (end = fours->order + fours->wide; p < end; p++) {
        const __m256i *w = (const __m256i *)(strip->wide + (size_t)*p * 4 * STRIP);
        __m256i x[AVX2_SIGNED];

#pragma GCC unroll 2
        for (size_t k = 0; k < rows; k++)
            x[k] = _mm256_set1_epi32(four_at((const uint8_t *)a + k * far + (size_t)*p * 4));
#pragma GCC unroll 4
        for (size_t i = 0; i < 4; i++) {
            if (rows == 2) {
                ADD_FOURS_OF_TWO_256(s[0][i], s[1][i], w[i], x[0], x[1]);
            } else {
                __m256i one = _mm256_maddubs_epi16(w[i], x[0]);

                ADD_TWOS_256(one);
                ADD_256(s[0][i], one);
            }
        }
    }
    for (end = fours->order + fours->all; p < end; p++) {
        const __m256i *w = (const __m256i *)(b + (size_t)*p * 4 * STRIP);
        __m256i x[AVX2_SIGNED], size[AVX2_SIGNED];

#pragma GCC unroll 2
        for (size_t k = 0; k < rows; k++) {
            x[k] = _mm256_set1_epi32(four_at((const uint8_t *)a + k * far + (size_t)*p * 4));
            size[k] = _mm256_abs_epi8(x[k]);
        }
#pragma GCC unroll 4
        for (size_t i = 0; i < 4; i++) {
            __m256i w0 = _mm256_loadu_si256(w + i);

#pragma GCC unroll 2
            for (size_t k = 0; k < rows; k++) {
                __m256i one = _mm256_sign_epi8(w0, x[k]);

                TIMES_256(one, size[k], one);
                ADD_TWOS_256(one);
                ADD_256(s[k][i], one);
            }
        }
    }
#pragma GCC unroll 2
    for (size_t k = 0; k < rows; k++) {
        less[k] = _mm256_set1_epi32(fours->less[k]);
        by[k] = _mm256_set1_ps(t->scales[r + k]);
    }
#pragma GCC unroll 4
    for (size_t i = 0; i < 4; i++) { /* as put() */
        __m256 by_columns = _mm256_loadu_ps(scales + 8 * i), more = _mm256_loadu_ps(bias + 8 * i);

#pragma GCC unroll 2
        for (size_t k = 0; k < rows; k++) {
            __m256 sum = _mm256_cvtepi32_ps(_mm256_add_epi32(s[k][i], less[k]));

            _mm256_storeu_ps(y + k * columns + 8 * i, _mm256_add_ps(_mm256_mul_ps(sum, _mm256_mul_ps(by[k], by_columns)), more));
        }
    }
}

/* Of a slim matrix as bytes: two products fit in 16 bits, and pairs of these are added up into 32. At most 4 rows, half a strip after the
 * other: eight sums, and what they are made from, fit in sixteen registers. */
AVX2 INLINE void block_slim(const struct task *t, size_t r, size_t j, size_t fours, const size_t rows)
{
    const __m256i ones = _mm256_set1_epi16(1);
    _Alignas(64) int32_t sums[AVX2_ROWS][STRIP];
    size_t far = 4 * fours;

    for (size_t half = 0; half < STRIP; half += 16) {
        const int8_t *b = t->w->numbers + j * far + half * 4;
        const uint8_t *a = t->small + r * far;
        __m256i s[AVX2_ROWS][2];

#pragma GCC unroll 4
        for (size_t k = 0; k < rows; k++)
            s[k][0] = s[k][1] = _mm256_setzero_si256();
        for (size_t p = 0; p < fours; p++, a += 4) {
            const __m256i *at = (const __m256i *)(b + p * STRIP * 4);
            __m256i b0 = _mm256_loadu_si256(at), b1 = _mm256_loadu_si256(at + 1);

#pragma GCC unroll 4
            for (size_t k = 0; k < rows; k++) {
                __m256i x = _mm256_set1_epi32(four_at(a + k * far));

                ADD_256(s[k][0], _mm256_madd_epi16(_mm256_maddubs_epi16(x, b0), ones));
                ADD_256(s[k][1], _mm256_madd_epi16(_mm256_maddubs_epi16(x, b1), ones));
            }
        }
#pragma GCC unroll 4
        for (size_t k = 0; k < rows; k++) {
            _mm256_storeu_si256((__m256i *)(sums[k] + half), s[k][0]);
            _mm256_storeu_si256((__m256i *)(sums[k] + half + 8), s[k][1]);
        }
    }
    for (size_t k = 0; k < rows; k++)
        put(t, r + k, j, sums[k]);
}

AVX2 static void product_slim(const struct task *t)
{
    size_t fours = (t->w->rows + 3) / 4;

    for (size_t j = 0; j < t->w->columns; j += STRIP)
        for (size_t r = 0, rows; r < t->n; r += rows) {
            rows = t->n - r >= AVX2_ROWS ? AVX2_ROWS : 1;
            if (rows == AVX2_ROWS)
                block_slim(t, r, j, fours, AVX2_ROWS);
            else
                block_slim(t, r, j, fours, 1);
        }
}

AVX2 void product_avx2(const struct task *t)
{
    size_t far = small_filled(t->w->rows);

    if (t->w->slim) {
        product_slim(t);
        return;
    }
    for (size_t from = 0, n; from < t->n; from += n) {
        _Alignas(64) int8_t a[AVX2_NEAR + 32];
        uint16_t order[AVX2_NEAR / 8 + PRODUCT_ROWS_MAX / 4];
        struct fours fours[AVX2_PAIRS];

        n = t->n - from < AVX2_NEAR / far ? t->n - from : AVX2_NEAR / far;
        n = n < AVX2_SIGNED * AVX2_PAIRS ? n : AVX2_SIGNED * AVX2_PAIRS;
        for (size_t i = 0; i < n * far; i++)
            a[i] = (int8_t)(t->small[from * far + i] ^ 128);
        for (size_t r = 0; r < n; r += AVX2_SIGNED) {
            struct fours *f = &fours[r / AVX2_SIGNED];

            f->order = order + r / AVX2_SIGNED * (far / 4);
            sort_rows(a + r * far, far, n - r, f);
        }
        for (size_t j = 0; j < t->w->columns; j += STRIP) {
            struct strip strip;
            size_t r = 0;

            strip_take(t, j, &strip);
            for (; r + AVX2_SIGNED <= n; r += AVX2_SIGNED)
                block_avx2(t, a + r * far, &fours[r / AVX2_SIGNED], &strip, from + r, j, AVX2_SIGNED);
            if (r < n)
                block_avx2(t, a + r * far, &fours[r / AVX2_SIGNED], &strip, from + r, j, 1);
        }
    }
}
#endif
