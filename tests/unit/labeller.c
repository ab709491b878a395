/* labeller.c - tests: how likely each label is at each word, against a count of all chains; logarithms. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base.h"
#include "language/model/fast.h"
#include "language/model/labeller.h"

enum { COLUMNS = 32, WORDS_MAX = 300 };

static unsigned lot = 7;
static float draw(float most)
{
    lot = lot * 1103515245u + 12345u;
    return ((float)(lot >> 16 & 0x7FFF) / 16384.0f - 1.0f) * most;
}

/* A network that is nothing but its labels and what it costs to go from one to the next. */
static struct weights labels_of(size_t labels, float *steps, float most)
{
    struct weights w = { .shape = { .names = (uint32_t)labels } };

    for (size_t i = 0; i < labels * labels; i++)
        steps[i] = draw(most);
    w.w[N_NAME_STEP] = steps;
    return w;
}

/* The share of the chains that have label k at word i, all of them counted. */
static void count_chains(const struct weights *w, const float *y, size_t n, double *odds)
{
    size_t labels = w->shape.names, chains = 1;
    double all = 0;

    memset(odds, 0, n * COLUMNS * sizeof *odds);
    for (size_t i = 0; i < n; i++)
        chains *= labels;
    for (size_t c = 0; c < chains; c++) {
        size_t at[8], rest = c;
        double score = 0;

        for (size_t i = 0; i < n; i++, rest /= labels) {
            at[i] = rest % labels;
            score += (double)y[i * COLUMNS + at[i]] + (i ? (double)w->w[N_NAME_STEP][at[i - 1] * labels + at[i]] : 0);
        }
        all += exp(score);
        for (size_t i = 0; i < n; i++)
            odds[i * COLUMNS + at[i]] += exp(score);
    }
    for (size_t i = 0; i < n * COLUMNS; i++)
        odds[i] /= all;
}

static void odds_are_the_share_of_all_chains(void **state)
{
    static const struct {
        size_t labels, words;
        float most;
    } sizes[] = {
        { 1, 1, 1 }, { 1, 4, 3 }, { 2, 1, 4 }, { 2, 6, 1 }, { 3, 5, 2 }, { 4, 5, 6 }, { 5, 4, 3 }, { 4, 6, 9 }
    };

    (void)state;
    for (size_t s = 0; s < COUNT_OF(sizes); s++)
        for (unsigned round = 0; round < 5; round++) {
            float steps[25], y[8 * COLUMNS], room[8][NAMES_MAX];
            double odds[8 * COLUMNS];
            struct weights w = labels_of(sizes[s].labels, steps, sizes[s].most);

            for (size_t i = 0; i < COUNT_OF(y); i++)
                y[i] = draw(sizes[s].most);
            count_chains(&w, y, sizes[s].words, odds);
            network_chain_odds(&w, y, sizes[s].words, room);
            for (size_t i = 0; i < sizes[s].words; i++)
                for (size_t k = 0; k < sizes[s].labels; k++)
                    if (fabs((double)y[i * COLUMNS + k] - odds[i * COLUMNS + k]) > 2e-5)
                        fail_msg("%zu labels, word %zu of %zu, label %zu: %.6f, not %.6f", sizes[s].labels, i,
                                 sizes[s].words, k, (double)y[i * COLUMNS + k], odds[i * COLUMNS + k]);
        }
}

/* As long as sentences get, with as many labels as there may be, whatever the scores. */
static void odds_of_a_word_are_one_in_all(void **state)
{
    static float steps[NAMES_MAX * NAMES_MAX], y[WORDS_MAX * COLUMNS], room[WORDS_MAX][NAMES_MAX];
    static const float sizes[] = { 0, 1, 20, 80, 1e4f };

    (void)state;
    for (size_t s = 0; s < COUNT_OF(sizes); s++) {
        struct weights w = labels_of(NAMES_MAX, steps, sizes[s]);

        for (size_t i = 0; i < COUNT_OF(y); i++)
            y[i] = draw(sizes[s]);
        network_chain_odds(&w, y, WORDS_MAX, room);
        for (size_t i = 0; i < WORDS_MAX; i++) {
            float sum = 0;

            for (size_t k = 0; k < NAMES_MAX; k++) {
                assert_true(y[i * COLUMNS + k] >= 0 && y[i * COLUMNS + k] <= 1);
                sum += y[i * COLUMNS + k];
            }
            assert_float_equal(sum, 1, 1e-4);
        }
    }
    network_chain_odds(&(struct weights){ .shape = { .names = 1 }, .w = { [N_NAME_STEP] = steps } }, y, 0, room);
}

/* What the likeliest chain says and what the odds say is the same where one chain stands out. */
static void the_likeliest_chain_has_the_best_odds(void **state)
{
    static float steps[9], y[12 * COLUMNS], room[12][NAMES_MAX];
    static uint8_t from[12][NAMES_MAX];
    int16_t labels[12];
    struct weights w = labels_of(3, steps, 1);

    (void)state;
    for (size_t i = 0; i < 12; i++)
        for (size_t k = 0; k < 3; k++)
            y[i * COLUMNS + k] = draw(1) + (k == i % 3 ? 12.0f : 0);
    network_chain(&w, NULL, y, 12, from, labels);
    network_chain_odds(&w, y, 12, room);
    for (size_t i = 0; i < 12; i++) {
        assert_int_equal(labels[i], i % 3);
        assert_true(y[i * COLUMNS + i % 3] > 0.99f);
    }
}

/* ---- two networks beside each other ------------------------------------------------------- */

enum { WIDTH = 32, NAMES = 3, ROW = 7 };

/* A whole labeller, though a small one. */
struct made {
    struct labeller labeller;
    struct label labels[NAMES];
    float layer[WIDTH * 3 * WIDTH], bias[3 * WIDTH], peep[2 * WIDTH], name[WIDTH * COLUMNS], name_bias[COLUMNS],
        step[NAMES * NAMES], x[ROW * WIDTH];
    struct labeller_room *room;
};

static void draw_all(float *x, size_t n, float most)
{
    for (size_t i = 0; i < n; i++)
        x[i] = draw(most);
}

static void make(struct made *m)
{
    static const char *const names[NAMES] = { "O", "B-CUE", "I-CUE" };
    struct weights *w = &m->labeller.weights;

    memset(m, 0, sizeof *m);
    w->shape = (struct network_shape){ .width = WIDTH, .layers = 1, .low = 1, .names = NAMES };
    draw_all(m->layer, COUNT_OF(m->layer), 0.5f);
    draw_all(m->bias, COUNT_OF(m->bias), 0.5f);
    draw_all(m->peep, COUNT_OF(m->peep), 0.5f);
    draw_all(m->name, COUNT_OF(m->name), 1);
    draw_all(m->name_bias, COUNT_OF(m->name_bias), 1);
    draw_all(m->step, COUNT_OF(m->step), 1);
    w->w[N_LAYER] = m->layer;
    w->w[N_LAYER + 1] = m->bias;
    w->w[N_LAYER + 2] = m->peep;
    w->w[N_NAME] = m->name;
    w->w[N_NAME_BIAS] = m->name_bias;
    w->w[N_NAME_STEP] = m->step;
    m->labeller.labels = m->labels;
    for (size_t i = 0; i < NAMES; i++) {
        m->labels[i].upos = text_c(names[i]);
        for (size_t k = 0; k < NAMES; k++)
            m->labeller.allowed[i][k] = true;
    }
    m->room = labeller_room_new(&m->labeller);
    assert_non_null(m->room);
}

/* The odds of a row by one network with another beside it, which may be the same. */
static void odds_of(const struct made *a, const struct made *b, const float *xa, const float *xb, float *out)
{
    struct labeller_room *other = labeller_room_new(&b->labeller);
    float x[ROW * WIDTH], y[ROW * WIDTH];
    uint8_t labels[NAMES_MAX];
    struct labeller_beside beside = { &b->labeller, other, y, labels };

    assert_true(labeller_match(&a->labeller, &b->labeller, labels));
    memcpy(x, xa, sizeof x);
    memcpy(y, xb, sizeof y);
    memcpy(out, labeller_odds(&a->labeller, a->room, x, &beside, ROW), ROW * COLUMNS * sizeof *out);
    labeller_room_free(other);
}

static void two_networks_are_averaged(void **state)
{
    static struct made a, b;
    float xa[ROW * WIDTH], xb[ROW * WIDTH], alone[ROW * COLUMNS], both[ROW * COLUMNS], turned[ROW * COLUMNS],
        x[ROW * WIDTH];
    float apart = 0;
    uint8_t as[NAMES_MAX];

    (void)state;
    make(&a);
    make(&b);
    draw_all(xa, COUNT_OF(xa), 1);
    draw_all(xb, COUNT_OF(xb), 1);
    memcpy(x, xa, sizeof x);
    memcpy(alone, labeller_odds(&a.labeller, a.room, x, NULL, ROW), sizeof alone);
    odds_of(&a, &a, xa, xa, both); /* beside itself nothing changes */
    for (size_t i = 0; i < ROW; i++)
        for (size_t k = 0; k < NAMES; k++)
            assert_float_equal(both[i * COLUMNS + k], alone[i * COLUMNS + k], 1e-6);
    odds_of(&a, &b, xa, xb, both);
    odds_of(&b, &a, xb, xa, turned); /* and none is the first */
    for (size_t i = 0; i < ROW; i++)
        for (size_t k = 0; k < NAMES; k++) {
            assert_float_equal(both[i * COLUMNS + k], turned[i * COLUMNS + k], 1e-6);
            apart += fabsf(both[i * COLUMNS + k] - alone[i * COLUMNS + k]);
        }
    assert_true(apart > 0.01f);
    b.labels[2].upos = text_c("I-SOURCE");
    assert_false(labeller_match(&a.labeller, &b.labeller, as));
    b.labels[2].upos = text_c("B-CUE");
    b.labels[1].upos = text_c("I-CUE");
    assert_true(labeller_match(&a.labeller, &b.labeller, as));
    assert_int_equal(as[1], 2);
    assert_int_equal(as[2], 1);
    labeller_room_free(a.room);
    labeller_room_free(b.room);
}

static void logarithms_are_right(void **state)
{
    (void)state;
    for (double x = 1e-37; x < 1e38; x *= 1.0017) {
        double right = log((double)(float)x), got = (double)fast_log((float)x);

        if (fabs(got - right) > 1e-6 + 1e-6 * fabs(right))
            fail_msg("the logarithm of %g: %.9g, not %.9g", x, got, right);
    }
    assert_float_equal(fast_log(1), 0, 1e-9);
    for (float x = 0.5f; x < 2; x += 0.0001f) /* near 1, where it is small */
        assert_true(fabs((double)fast_log(x) - log((double)x)) < 1e-6);
}

static void exponentials_and_sigmoids_are_right(void **state)
{
    (void)state;
    for (float x = -87; x < 88; x += 0.01f) {
        double right = exp((double)x);

        assert_true(fabs((double)fast_exp(x) / right - 1) < 1e-6);
        assert_true(fabs((double)fast_sigmoid(x) - 1 / (1 + exp(-(double)x))) < 1e-6);
    }
    assert_true(fast_sigmoid(1e30f) == 1 && fast_sigmoid(-1e30f) >= 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odds_are_the_share_of_all_chains),
        cmocka_unit_test(odds_of_a_word_are_one_in_all),
        cmocka_unit_test(the_likeliest_chain_has_the_best_odds),
        cmocka_unit_test(two_networks_are_averaged),
        cmocka_unit_test(logarithms_are_right),
        cmocka_unit_test(exponentials_and_sigmoids_are_right),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
