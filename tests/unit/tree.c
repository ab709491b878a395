/* tree.c - tests: the best tree against all trees of a few words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#include "language/parser/spanning_tree.h"

/* One root and every word reaches it? */
static bool is_tree(const int32_t *heads, size_t n)
{
    size_t roots = 0;

    for (size_t i = 0; i < n; i++) {
        size_t w = i + 1, steps = 0;

        roots += heads[i] == 0;
        if (heads[i] < 0 || heads[i] > (int32_t)n)
            return false;
        while (w && steps++ <= n)
            w = (size_t)heads[w - 1];
        if (w)
            return false;
    }
    return roots == 1;
}

static float sum_of(const float *scores, const int32_t *heads, size_t n)
{
    float sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += scores[i * (n + 1) + (size_t)heads[i]];
    return sum;
}

static unsigned lot = 7;
static float draw(void)
{
    lot = lot * 1103515245u + 12345u;
    return (float)(lot >> 16 & 0x3FFF) / 1024.0f;
}

static void test_against_all(void **state)
{
    (void)state;
    size_t best_found = 0, trials = 300;

    for (size_t trial = 0; trial < trials; trial++) {
        size_t n = 1 + trial % 5, all = 1;
        float scores[5 * 6], best = -INFINITY;
        int32_t heads[5], tried[5];

        for (size_t i = 0; i < n * (n + 1); i++)
            scores[i] = draw();
        for (size_t i = 0; i < n; i++)
            all *= n + 1;
        for (size_t code = 0; code < all; code++) {
            size_t rest = code;
            bool self = false;

            for (size_t i = 0; i < n; i++, rest /= n + 1) {
                tried[i] = (int32_t)(rest % (n + 1));
                self |= tried[i] == (int32_t)i + 1;
            }
            if (!self && is_tree(tried, n) && sum_of(scores, tried, n) > best)
                best = sum_of(scores, tried, n);
        }
        assert_int_equal(spanning_tree_best(scores, n, heads), PRISCUS_OK);
        assert_true(is_tree(heads, n));
        best_found += sum_of(scores, heads, n) > best - 1e-3f;
    }
    /* Three roots are tried, so that a far-fetched fourth can be missed. */
    print_message("%zu of %zu are the best tree\n", best_found, trials);
    assert_true(best_found * 100 >= trials * 98);
}

static void test_long(void **state)
{
    enum { N = 300 };
    float *scores = malloc(N * (N + 1) * sizeof *scores);
    int32_t heads[N];

    (void)state;
    for (size_t i = 0; i < N * (N + 1); i++)
        scores[i] = draw();
    assert_int_equal(spanning_tree_best(scores, N, heads), PRISCUS_OK);
    assert_true(is_tree(heads, N));
    /* All alike, and each word's favourite its neighbour: nothing but cycles. */
    for (size_t i = 0; i < N * (N + 1); i++)
        scores[i] = 0;
    assert_int_equal(spanning_tree_best(scores, N, heads), PRISCUS_OK);
    assert_true(is_tree(heads, N));
    for (size_t i = 0; i < N; i++)
        scores[i * (N + 1) + (i % 2 ? i : i + 2)] = 5;
    assert_int_equal(spanning_tree_best(scores, N, heads), PRISCUS_OK);
    assert_true(is_tree(heads, N));
    assert_int_equal(spanning_tree_best(scores, SPANNING_TREE_WORDS_MAX + 1, heads), PRISCUS_ELIMIT);
    free(scores);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_all),
        cmocka_unit_test(test_long),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
