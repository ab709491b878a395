/* product.c - eight rows times a strip of 32 columns, in whole numbers. */
#include "language/model/clones.h"

#include "language/model/product.h"

#include <math.h>

enum { ROWS = 8, STRIP = PRODUCT_STRIP };

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define HAVE_X86 1
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

/* Eight rows made small, each number 128 too large, so that none is negative; their scales in `scales`. */
CLONES static void make_rows(const float *x, size_t rows, size_t n, uint8_t out[ROWS][PRODUCT_ROWS_MAX],
                             float scales[ROWS])
{
    for (size_t r = 0; r < ROWS; r++) {
        const float *row = x + r * rows;
        int32_t bits = 0; /* of the largest: numbers without a sign are in order as their bits are */
        float most, by;

        if (rows % 4)
            memset(out[r] + rows / 4 * 4, 128, 4);
        if (r >= n) {
            memset(out[r], 128, rows);
            continue;
        }
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
            out[r][i] = (uint8_t)(int32_t)(row[i] * by + 128.5f); /* to the nearest */
    }
}

/* sums[ROWS][STRIP] of one strip. */
typedef void strip_fn(const uint8_t a[ROWS][PRODUCT_ROWS_MAX], const int8_t *b, size_t fours,
                      int32_t sums[ROWS][STRIP]);

CLONES static void strip_plain(const uint8_t a[ROWS][PRODUCT_ROWS_MAX], const int8_t *b, size_t fours,
                               int32_t sums[ROWS][STRIP])
{
    memset(sums, 0, ROWS * sizeof *sums);
    for (size_t p = 0; p < fours; p++, b += 4 * STRIP)
        for (size_t r = 0; r < ROWS; r++)
            for (size_t j = 0; j < STRIP; j++)
                for (size_t k = 0; k < 4; k++)
                    sums[r][j] += a[r][4 * p + k] * b[4 * j + k];
}

#ifdef HAVE_X86
static inline int32_t four_at(const uint8_t *a)
{
    int32_t four;

    memcpy(&four, a, sizeof four);
    return four;
}

/* Without the instruction for bytes: as 16-bit numbers, so that nothing is cut off. A step makes four columns'
 * four products into two sums each; they are added up behind the loop. */
__attribute__((target("avx2"))) static void strip_avx2(const uint8_t a[ROWS][PRODUCT_ROWS_MAX], const int8_t *b,
                                                       size_t fours, int32_t sums[ROWS][STRIP])
{
    for (size_t j = 0; j < STRIP; j += 8)
        for (size_t r = 0; r < ROWS; r += 4) {
            __m256i low[4], high[4];

            for (size_t k = 0; k < 4; k++)
                low[k] = high[k] = _mm256_setzero_si256();
            for (size_t p = 0; p < fours; p++) {
                const __m128i *at = (const __m128i *)(b + (p * STRIP + j) * 4);
                __m256i b0 = _mm256_cvtepi8_epi16(_mm_loadu_si128(at)),
                        b1 = _mm256_cvtepi8_epi16(_mm_loadu_si128(at + 1));

                for (size_t k = 0; k < 4; k++) {
                    __m256i x = _mm256_cvtepu8_epi16(_mm_set1_epi32(four_at(a[r + k] + 4 * p)));

                    low[k] = _mm256_add_epi32(low[k], _mm256_madd_epi16(x, b0));
                    high[k] = _mm256_add_epi32(high[k], _mm256_madd_epi16(x, b1));
                }
            }
            for (size_t k = 0; k < 4; k++) {
                __m256i both = _mm256_permute4x64_epi64(_mm256_hadd_epi32(low[k], high[k]), 0xD8);

                _mm256_storeu_si256((__m256i *)(sums[r + k] + j), both);
            }
        }
}

__attribute__((target("avx512f,avx512bw,avx512vnni"))) static void strip_vnni(const uint8_t a[ROWS][PRODUCT_ROWS_MAX],
                                                                              const int8_t *b, size_t fours,
                                                                              int32_t sums[ROWS][STRIP])
{
    __m512i s[ROWS][2];

    for (size_t r = 0; r < ROWS; r++)
        s[r][0] = s[r][1] = _mm512_setzero_si512();
    for (size_t p = 0; p < fours; p++) {
        __m512i b0 = _mm512_loadu_si512(b + p * 4 * STRIP), b1 = _mm512_loadu_si512(b + p * 4 * STRIP + 2 * STRIP);

        for (size_t r = 0; r < ROWS; r++) {
            __m512i x = _mm512_set1_epi32(four_at(a[r] + 4 * p));

            s[r][0] = _mm512_dpbusd_epi32(s[r][0], x, b0);
            s[r][1] = _mm512_dpbusd_epi32(s[r][1], x, b1);
        }
    }
    for (size_t r = 0; r < ROWS; r++) {
        _mm512_storeu_si512(sums[r], s[r][0]);
        _mm512_storeu_si512(sums[r] + 16, s[r][1]);
    }
}
#endif

static strip_fn *strip_best(void)
{
#ifdef HAVE_X86
    if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw"))
        return strip_vnni;
    if (__builtin_cpu_supports("avx2"))
        return strip_avx2;
#endif
    return strip_plain;
}

CLONES static void put(float *restrict y, const int32_t *restrict sums, const int32_t *restrict less,
                       const float *restrict scales, float by, const float *restrict bias)
{
    for (size_t j = 0; j < STRIP; j++)
        y[j] = (float)(sums[j] + less[j]) * (by * scales[j]) + bias[j];
}

void product(const float *x, const struct small_matrix *w, const float *bias, float *y, size_t n)
{
    static const float none[STRIP];
    strip_fn *strip = strip_best();
    size_t fours = (w->rows + 3) / 4;

    for (size_t r = 0; r < n; r += ROWS) {
        _Alignas(64) uint8_t a[ROWS][PRODUCT_ROWS_MAX];
        _Alignas(64) int32_t sums[ROWS][STRIP];
        float scales[ROWS];
        size_t m = n - r < ROWS ? n - r : ROWS;

        make_rows(x + r * w->rows, w->rows, m, a, scales);
        for (size_t j = 0; j < w->columns; j += STRIP) {
            strip(a, w->numbers + j * 4 * fours, fours, sums);
            for (size_t k = 0; k < m; k++)
                put(y + (r + k) * w->columns + j, sums[k], w->sums + j, w->scales + j, scales[k],
                    bias ? bias + j : none);
        }
    }
}
