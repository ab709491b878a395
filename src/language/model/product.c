/* product.c - a few rows times a strip of 32 columns, in whole numbers.
 *
 *     Norhaven gave the truce short shrift.     eight words, a row of numbers each, times a layer's matrix
 *
 * The strip is fetched once and stays near while all rows go by it; of a few rows at a time, all sums stay in registers. How many
 * those are is what kernels differ in, and in the instruction that adds. */
#include "language/model/product_task.h"

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
