/* product.c - a few rows times a strip of 32 columns, in whole numbers.
 *
 *     Norhaven gave the truce short shrift.     eight words, a row of numbers each, times a layer's matrix
 *
 * The strip is fetched once and stays near while all rows go by it; of a few rows at a time, all sums stay in registers. How many
 * those are is what kernels differ in, and in the instruction that adds. */
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

void small_matrix_make(const float *w, size_t rows, size_t columns, int8_t *numbers, float *scales, int32_t *sums)
{
    size_t fours = (rows + 3) / 4;

    for (size_t j = 0; j < columns; j++) {
        float most = 0;

        sums[j] = 0;
        for (size_t i = 0; i < rows; i++)
            most = fabsf(w[i * columns + j]) > most ? fabsf(w[i * columns + j]) : most;
        scales[j] = most / PRODUCT_LARGEST;
        for (size_t i = 0; i < 4 * fours; i++) {
            int8_t number = (int8_t)(i < rows && most > 0 ? lrintf(w[i * columns + j] / scales[j]) : 0);

            numbers[((j / STRIP * fours + i / 4) * STRIP + j % STRIP) * 4 + i % 4] = number;
            sums[j] -= 128 * number;
        }
    }
}

bool small_matrix_is_slim(const struct small_matrix *w)
{
    size_t n = small_matrix_bytes(w->rows, w->columns);
    uint8_t larger = 0;

    for (size_t i = 0; i < n; i++)
        larger |= (uint8_t)(w->numbers[i] + PRODUCT_SLIM) > 2 * PRODUCT_SLIM;
    return !larger;
}

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

enum { PLAIN_ROWS = 4 };
INLINE void block_plain(const uint8_t *const *rows, const int8_t *b, size_t fours, int32_t sums[PLAIN_ROWS][STRIP])
{
    memset(sums, 0, PLAIN_ROWS * sizeof *sums);
    for (size_t p = 0; p < fours; p++, b += 4 * STRIP)
        for (size_t r = 0; r < PLAIN_ROWS; r++)
            for (size_t j = 0; j < STRIP; j++)
                for (size_t k = 0; k < 4; k++)
                    sums[r][j] += rows[r][4 * p + k] * b[4 * j + k];
}

static void product_plain(const struct task *t)
{
    size_t fours = (t->w->rows + 3) / 4;

    for (size_t j = 0; j < t->w->columns; j += STRIP)
        for (size_t r = 0; r < t->n; r += PLAIN_ROWS) {
            int32_t sums[PLAIN_ROWS][STRIP];
            const uint8_t *rows[PLAIN_ROWS];

            for (size_t k = 0; k < PLAIN_ROWS; k++)
                rows[k] = row_at(t, r, k);
            block_plain(rows, t->w->numbers + j * 4 * fours, fours, sums);
            for (size_t k = 0; k < PLAIN_ROWS && r + k < t->n; k++)
                put(t, r + k, j, sums[k]);
        }
}

static void rows_plain(const float *x, size_t rows, size_t n, uint8_t *small, float *scales)
{
    make_any_rows(x, rows, n, small, scales);
}

#ifdef HAVE_X86
INLINE int32_t four_at(const uint8_t *a)
{
    int32_t four;

    memcpy(&four, a, sizeof four);
    return four;
}

enum { AVX2_ROWS = 4, AVX2_SIGNED = 2, AVX2_NEAR = 1 << 16, AVX2_PAIRS = 1 << 10 };

/* sum += the products of four numbers without a sign and four with one, in each 32 bits. As the intrinsic, which gcc 12 surrounds with
 * copies of registers when there are many sums. */
#define ADD_FOURS_512(sum, x, b) __asm__("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(x), "v"(b))

enum { LINE = 64 };

/* What rows that begin with r ask for of the strip that comes next, a line a step, so that it is near when it does: waiting for it costs a
 * seventh of the time. */
struct share {
    const int8_t *from;
    size_t lines;
};
INLINE struct share share_of(const struct task *t, size_t r, size_t rows, size_t j, size_t fours)
{
    size_t lines = fours * 4 * STRIP / LINE, from = lines * r / t->n, to = lines * (r + rows) / t->n;
    const int8_t *next = t->w->numbers + (j + STRIP) * 4 * fours;

    return j + STRIP < t->w->columns ? (struct share){ next + from * LINE, to - from }
                                     : (struct share){ next - LINE, 0 };
}

/* So many rows that begin with r; at most 12: 24 of 32 registers are sums. */
AVX512 INLINE void block_vnni512(const struct task *t, size_t r, size_t j, size_t fours, const size_t rows)
{
    enum { MOST = 12, THREE = 3 };
    const int8_t *b = t->w->numbers + j * 4 * fours;
    const uint8_t *a[MOST / THREE]; /* each third row: the others are a row and two rows behind */
    __m512i s[MOST][2];
    const float *scales_of_rows = t->scales + r;
    float *y = t->y + r * t->w->columns;
    size_t far = 4 * fours, columns = t->w->columns;
    struct share next = share_of(t, r, rows, j, fours);

    for (size_t k = 0; THREE * k < rows; k++)
        a[k] = t->small + (r + THREE * k) * far;
#pragma GCC unroll 12
    for (size_t k = 0; k < rows; k++)
        s[k][0] = s[k][1] = _mm512_setzero_si512();
    for (size_t p = 0; p < fours; p++) {
        __m512i b0 = _mm512_loadu_si512(b + p * 4 * STRIP), b1 = _mm512_loadu_si512(b + p * 4 * STRIP + 2 * STRIP);

        __builtin_prefetch(next.from + (p < next.lines ? p : next.lines) * LINE);
#pragma GCC unroll 12
        for (size_t k = 0; k < rows; k++) {
            __m512i x = _mm512_set1_epi32(four_at(a[k / THREE] + k % THREE * far + 4 * p));

            ADD_FOURS_512(s[k][0], x, b0);
            ADD_FOURS_512(s[k][1], x, b1);
        }
    }
#pragma GCC unroll 2
    for (size_t half = 0; half < 2; half++) { /* as put() */
        size_t at = j + half * 16;
        __m512i less = _mm512_loadu_si512(t->w->sums + at);
        __m512 scales = _mm512_loadu_ps(t->w->scales + at),
               bias = t->bias ? _mm512_loadu_ps(t->bias + at) : _mm512_setzero_ps();

#pragma GCC unroll 12
        for (size_t k = 0; k < rows; k++) {
            __m512 by = _mm512_mul_ps(_mm512_set1_ps(scales_of_rows[k]), scales),
                   sum = _mm512_cvtepi32_ps(_mm512_add_epi32(s[k][half], less));

            _mm512_storeu_ps(y + k * columns + at, _mm512_add_ps(_mm512_mul_ps(sum, by), bias));
        }
    }
}

AVX512 static void product_vnni512(const struct task *t)
{
    size_t fours = (t->w->rows + 3) / 4;

    for (size_t j = 0; j < t->w->columns; j += STRIP)
        for (size_t r = 0, rows; r < t->n; r += rows) {
            size_t left = t->n - r;

            rows = left >= 12 ? 12 : left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
            switch (rows) {
            case 12:
                block_vnni512(t, r, j, fours, 12);
                break;
            case 8:
                block_vnni512(t, r, j, fours, 8);
                break;
            case 4:
                block_vnni512(t, r, j, fours, 4);
                break;
            case 2:
                block_vnni512(t, r, j, fours, 2);
                break;
            default:
                block_vnni512(t, r, j, fours, 1);
                break;
            }
        }
}

AVX512 static void rows_avx512(const float *x, size_t rows, size_t n, uint8_t *small, float *scales)
{
    make_any_rows(x, rows, n, small, scales);
}

#define ADD_FOURS_256(sum, x, b) __asm__("%{vex%} vpdpbusd %2, %1, %0" : "+x"(sum) : "x"(x), "x"(b))

/* The same with sixteen registers: at most 6 rows, half a strip after the other, are twelve of sums, as many as keep both units busy. */
AVXVNNI INLINE void block_vnni256(const struct task *t, size_t r, size_t j, size_t fours, const size_t rows)
{
    enum { MOST = 6, THREE = 3 };
    const uint8_t *a[MOST / THREE];
    _Alignas(64) int32_t sums[MOST][STRIP];
    size_t far = 4 * fours;

    for (size_t k = 0; THREE * k < rows; k++)
        a[k] = t->small + (r + THREE * k) * far;
    for (size_t half = 0; half < STRIP; half += 16) {
        const int8_t *b = t->w->numbers + j * far + half * 4;
        __m256i s[MOST][2];

#pragma GCC unroll 6
        for (size_t k = 0; k < rows; k++)
            s[k][0] = s[k][1] = _mm256_setzero_si256();
        for (size_t p = 0; p < fours; p++) {
            const __m256i *at = (const __m256i *)(b + p * STRIP * 4);
            __m256i b0 = _mm256_loadu_si256(at), b1 = _mm256_loadu_si256(at + 1);

#pragma GCC unroll 6
            for (size_t k = 0; k < rows; k++) {
                __m256i x = _mm256_set1_epi32(four_at(a[k / THREE] + k % THREE * far + 4 * p));

                ADD_FOURS_256(s[k][0], x, b0);
                ADD_FOURS_256(s[k][1], x, b1);
            }
        }
#pragma GCC unroll 6
        for (size_t k = 0; k < rows; k++) {
            _mm256_storeu_si256((__m256i *)(sums[k] + half), s[k][0]);
            _mm256_storeu_si256((__m256i *)(sums[k] + half + 8), s[k][1]);
        }
    }
    for (size_t k = 0; k < rows; k++)
        put(t, r + k, j, sums[k]);
}

AVXVNNI static void product_vnni256(const struct task *t)
{
    size_t fours = (t->w->rows + 3) / 4;

    for (size_t j = 0; j < t->w->columns; j += STRIP)
        for (size_t r = 0, rows; r < t->n; r += rows) {
            size_t left = t->n - r;

            rows = left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
            switch (rows) {
            case 6:
                block_vnni256(t, r, j, fours, 6);
                break;
            case 4:
                block_vnni256(t, r, j, fours, 4);
                break;
            case 2:
                block_vnni256(t, r, j, fours, 2);
                break;
            default:
                block_vnni256(t, r, j, fours, 1);
                break;
            }
        }
}

#define ADD_256(sum, x) __asm__("vpaddd %1, %0, %0" : "+x"(sum) : "x"(x)) /* for the same reason */

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

AVX2 static void product_avx2(const struct task *t)
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

AVX2 static void rows_avx2(const float *x, size_t rows, size_t n, uint8_t *small, float *scales)
{
    make_any_rows(x, rows, n, small, scales);
}

/* Not every compiler that knows the instruction knows how to ask for it. */
static bool has_avx_vnni(void)
{
    unsigned a, b, c, d;

    return __builtin_cpu_supports("avx2") && __get_cpuid_count(7, 1, &a, &b, &c, &d) && a & 1u << 4;
}
#endif

static const struct kernel {
    const char *name;
    void (*rows)(const float *x, size_t rows, size_t n, uint8_t *small, float *scales);
    void (*product)(const struct task *task);
} kernels[PRODUCT_KERNELS] = {
    [PRODUCT_PLAIN] = { "plain", rows_plain, product_plain },
#ifdef HAVE_X86
    [PRODUCT_AVX2] = { "AVX2", rows_avx2, product_avx2 },
    [PRODUCT_AVX_VNNI] = { "AVX-VNNI", rows_avx2, product_vnni256 },
    [PRODUCT_AVX512_VNNI] = { "AVX-512 VNNI", rows_avx512, product_vnni512 },
#else
    [PRODUCT_AVX2] = { "AVX2", NULL, NULL },
    [PRODUCT_AVX_VNNI] = { "AVX-VNNI", NULL, NULL },
    [PRODUCT_AVX512_VNNI] = { "AVX-512 VNNI", NULL, NULL },
#endif
};

static int chosen = -1; /* a kernel; less than 0: none yet */

static bool is_there(enum product_kernel kernel)
{
#ifdef HAVE_X86
    switch (kernel) {
    case PRODUCT_AVX512_VNNI:
        return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    case PRODUCT_AVX_VNNI:
        return has_avx_vnni();
    case PRODUCT_AVX2:
        return __builtin_cpu_supports("avx2");
    default:
        break;
    }
#endif
    return kernel == PRODUCT_PLAIN;
}

/* Threads that come here first together find the same. */
enum product_kernel product_kernel(void)
{
    int kernel = __atomic_load_n(&chosen, __ATOMIC_RELAXED);

    if (kernel < 0) {
        kernel = PRODUCT_KERNELS - 1;
        while (!is_there((enum product_kernel)kernel))
            kernel--;
        __atomic_store_n(&chosen, kernel, __ATOMIC_RELAXED);
    }
    return (enum product_kernel)kernel;
}

const char *product_kernel_name(enum product_kernel kernel)
{
    return kernels[kernel].name;
}

bool product_force(enum product_kernel kernel)
{
    if (!is_there(kernel))
        return false;
    __atomic_store_n(&chosen, (int)kernel, __ATOMIC_RELAXED);
    return true;
}

void product_unforce(void)
{
    __atomic_store_n(&chosen, -1, __ATOMIC_RELAXED);
}

void small_rows_make(const float *x, size_t rows, size_t n, uint8_t *small, float *scales)
{
    kernels[product_kernel()].rows(x, rows, n, small, scales);
}

void small_rows_product(const uint8_t *small, const float *scales, const struct small_matrix *w, const float *bias,
                        float *y, size_t n)
{
    kernels[product_kernel()].product(&(struct task){ small, scales, w, bias, y, n });
}

/* As many rows at a time as are near enough when the next strip comes. */
void product(const float *x, const struct small_matrix *w, const float *bias, float *y, size_t n)
{
    enum { ROOM = 1 << 16, ROWS = 128 };
    _Alignas(64) uint8_t small[ROOM];
    float scales[ROWS];
    size_t filled = small_filled(w->rows), most = ROOM / (filled ? filled : 1);

    if (most > ROWS)
        most = ROWS;
    for (size_t r = 0; r < n; r += most) {
        size_t m = n - r < most ? n - r : most;

        small_rows_make(x + r * w->rows, w->rows, m, small, scales);
        small_rows_product(small, scales, w, bias, y + r * w->columns, m);
    }
}
