/* product.c - tests: products in small numbers are near those in floats, whatever the sizes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#include "language/model/matrix.h"
#include "language/model/product.h"

static unsigned lot = 11;
static float draw(void)
{
    lot = lot * 1103515245u + 12345u;
    return (float)(lot >> 16 & 0x7FFF) / 16384.0f - 1.0f;
}

static void compare(size_t n, size_t rows, size_t columns)
{
    float *x = calloc(n * rows, sizeof *x), *w = calloc(rows * columns, sizeof *w),
          *bias = calloc(columns, sizeof *bias);
    float *right = calloc(n * columns, sizeof *right), *near = calloc(n * columns, sizeof *near);
    int8_t *numbers = aligned_alloc(64, (small_matrix_bytes(rows, columns) + 63) / 64 * 64);
    float *scales = calloc(columns, sizeof *scales);
    int32_t *sums = calloc(columns, sizeof *sums);
    double error = 0, size = 0;

    for (size_t i = 0; i < n * rows; i++)
        x[i] = draw();
    for (size_t i = 0; i < rows * columns; i++)
        w[i] = draw();
    for (size_t i = 0; i < columns; i++)
        bias[i] = draw();
    small_matrix_make(w, rows, columns, numbers, scales, sums);
    product(x, &(struct small_matrix){ numbers, scales, sums, rows, columns }, bias, near, n);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < columns; j++)
            right[i * columns + j] = bias[j];
    matrix_product(x, w, right, n, rows, columns, 1);
    for (size_t i = 0; i < n * columns; i++) {
        error += (double)(right[i] - near[i]) * (right[i] - near[i]);
        size += (double)right[i] * right[i];
    }
    assert_true(sqrt(error) <= 0.015 * sqrt(size));
    free(x);
    free(w);
    free(bias);
    free(right);
    free(near);
    free(numbers);
    free(scales);
    free(sums);
}

static void test_near(void **state)
{
    static const size_t sizes[][3] = { { 1, 2, 32 }, { 7, 5, 32 }, { 8, 192, 576 }, { 9, 97, 96 }, { 40, 512, 64 } };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(sizes); i++)
        compare(sizes[i][0], sizes[i][1], sizes[i][2]);
}

/* Exact where numbers are small already; a row of nothing gives the bias. */
static void test_exact(void **state)
{
    enum { ROWS = 4, COLUMNS = 32 };
    float w[ROWS * COLUMNS], x[2 * ROWS] = { 127, -127, 3, 1 }, y[2 * COLUMNS], bias[COLUMNS];
    static _Alignas(64) int8_t numbers[ROWS * COLUMNS];
    float scales[COLUMNS];
    int32_t sums[COLUMNS];

    (void)state;
    for (int j = 0; j < COLUMNS; j++) {
        w[j] = 127;
        w[COLUMNS + j] = -127;
        w[2 * COLUMNS + j] = (float)j;
        w[3 * COLUMNS + j] = (float)-j;
        bias[j] = (float)j;
    }
    small_matrix_make(w, ROWS, COLUMNS, numbers, scales, sums);
    product(x, &(struct small_matrix){ numbers, scales, sums, ROWS, COLUMNS }, bias, y, 2);
    for (int j = 0; j < COLUMNS; j++) {
        assert_true(y[j] == 2 * 127 * 127 + 3 * j);
        assert_true(y[COLUMNS + j] == j);
    }
}

/* Halve its numbers, and make some as large as they may be, side by side, so that sums of two are as large as they get. */
static void make_slim(const struct small_matrix *w, int8_t *numbers, int32_t *sums)
{
    size_t fours = small_filled(w->rows) / 4;

    for (size_t i = 0; i < small_matrix_bytes(w->rows, w->columns); i++)
        numbers[i] = numbers[i] ? (int8_t)(i % 8 < 2 ? PRODUCT_SLIM : i % 8 < 4 ? -PRODUCT_SLIM : numbers[i] / 2) : 0;
    assert_true(small_matrix_is_slim(w));
    for (size_t j = 0; j < w->columns; j++) {
        sums[j] = 0;
        for (size_t i = 0; i < 4 * fours; i++)
            sums[j] -= 128 * numbers[((j / 32 * fours + i / 4) * 32 + j % 32) * 4 + i % 4];
    }
}

/* Sizes that leave rests of all kinds: rows of a block, numbers of a row; the longest rows. */
static void all_kernels_give_the_same_to_the_last_bit(void **state)
{
    static const size_t sizes[][3] = { { 1, 4, 32 },   { 5, 97, 96 },    { 11, 32, 64 },   { 12, 384, 96 },
                                       { 23, 33, 32 }, { 150, 384, 64 }, { 13, 2048, 32 }, { 300, 64, 1152 } };

    (void)state;
    for (size_t s = 0; s < COUNT_OF(sizes); s++) {
        size_t n = sizes[s][0], rows = sizes[s][1], columns = sizes[s][2];
        float *x = calloc(n * rows, sizeof *x), *y = calloc(n * columns, sizeof *y),
              *first = calloc(n * columns, sizeof *y);
        int8_t *numbers = aligned_alloc(64, (small_matrix_bytes(rows, columns) + 63) / 64 * 64);
        float *scales = calloc(columns, sizeof *scales);
        int32_t *sums = calloc(columns, sizeof *sums);
        float *w = calloc(rows * columns, sizeof *w);

        for (size_t i = 0; i < n * rows; i++)
            x[i] = i < rows ? 0 : draw() * draw() * 50;
        for (size_t i = 0; i < rows * columns; i++)
            w[i] = draw() * draw();
        small_matrix_make(w, rows, columns, numbers, scales, sums);
        for (int slim = 0; slim < 2; slim++) {
            struct small_matrix small = { numbers, scales, sums, rows, columns, .slim = false };

            assert_false(small_matrix_is_slim(&small)); /* the largest number of a column is 127 */
            if (slim)
                make_slim(&small, numbers, sums);
            small.slim = slim;
            for (int k = 0; k < PRODUCT_KERNELS; k++) {
                if (!product_force((enum product_kernel)k))
                    continue;
                assert_int_equal(product_kernel(), k);
                product(x, &small, s % 2 ? w : NULL, k == 0 ? first : y, n);
                if (k > 0 && memcmp(y, first, n * columns * sizeof *y) != 0)
                    fail_msg("%s: %zu rows of %zu, %zu columns%s", product_kernel_name((enum product_kernel)k), n, rows,
                             columns, slim ? ", slim" : "");
            }
        }
        product_unforce();
        free(x);
        free(y);
        free(first);
        free(numbers);
        free(scales);
        free(sums);
        free(w);
    }
}

/* Weights of attention: bytes as they are, of all sizes, times a matrix whose sums take nothing out. */
static void rows_without_128_are_multiplied_as_they_are(void **state)
{
    enum { N = 7, ROWS = 42, COLUMNS = 64, FAR = 44 };
    static _Alignas(64) int8_t numbers[FAR * COLUMNS];
    uint8_t small[N * FAR];
    float scales[COLUMNS], of_rows[N], y[N * COLUMNS];
    int32_t none[COLUMNS] = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof numbers; i++)
        numbers[i] = (int8_t)(draw() * 127);
    for (size_t i = 0; i < sizeof small; i++)
        small[i] = (uint8_t)(i % 3 ? i % 4 ? 0 : 255 : 128 + draw() * 127);
    for (size_t i = 0; i < COLUMNS; i++)
        scales[i] = 1;
    for (size_t r = 0; r < N; r++)
        of_rows[r] = 1;
    for (int k = 0; k < PRODUCT_KERNELS; k++) {
        if (!product_force((enum product_kernel)k))
            continue;
        small_rows_product(small, of_rows,
                           &(struct small_matrix){ numbers, scales, none, ROWS, COLUMNS, .bare = true }, NULL, y, N);
        for (size_t r = 0; r < N; r++)
            for (size_t j = 0; j < COLUMNS; j++) {
                int32_t sum = 0;

                for (size_t i = 0; i < FAR; i++)
                    sum += small[r * FAR + i] * numbers[((j / 32 * (FAR / 4) + i / 4) * 32 + j % 32) * 4 + i % 4];
                if (y[r * COLUMNS + j] != (float)sum)
                    fail_msg("%s: row %zu, column %zu", product_kernel_name((enum product_kernel)k), r, j);
            }
    }
    product_unforce();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_near),
        cmocka_unit_test(test_exact),
        cmocka_unit_test(all_kernels_give_the_same_to_the_last_bit),
        cmocka_unit_test(rows_without_128_are_multiplied_as_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
