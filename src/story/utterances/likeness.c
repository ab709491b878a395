/* likeness.c - see likeness.h. */
#include "story/utterances/likeness.h"

#include <math.h>
#include <stdlib.h>

#include "language/model/network.h"

#define NEAR_MIN      .4f /* cosines up to there say nothing */
#define DAYS_MAX      14
#define PUBLISHED_MAX 30
#define RUN_MAX       8
#define UNDATED       3 /* days between pages of which one has no date */
#define BESIDE_MORE   1 /* a word more in each of two parts: one that short ones share is chance */

/* ---- habits ---------------------------------------------------------------------------------- */

bool habit_add(struct habit *habit, const struct report *report, size_t *room, struct arena *mem)
{
    for (size_t i = 0; i < report->n_bag; i++) {
        uint32_t *grown = arena_grow(mem, habit->keys, habit->n, room, sizeof *grown);

        if (!grown)
            return false;
        habit->keys = grown;
        habit->keys[habit->n++] = report->bag[i].key;
    }
    habit->reports++;
    return true;
}

static int compare_keys(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

void habit_sort(struct habit *habit)
{
    if (habit->n)
        qsort(habit->keys, habit->n, sizeof *habit->keys, compare_keys);
}

/* The first of the keys that is not below `key`. */
static size_t lower_bound(const struct habit *habit, uint64_t key)
{
    size_t low = 0, high = habit->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (habit->keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* 1: he never has the word; next to 0: in each sentence. Four reports more are reckoned with than there are, so that with a
 * few nothing is made of it. */
static float rareness(const struct habit *habit, uint32_t key)
{
    float all = (float)habit->reports + 4, with = 1;

    with += (float)(lower_bound(habit, (uint64_t)key + 1) - lower_bound(habit, key));
    return with < all ? logf(all / with) / logf(all) : 0;
}

/* ---- words that both have -------------------------------------------------------------------- */

struct shared {
    float weight, habit; /* of the words that both have                  */
    float habit_a, habit_b;
    unsigned numbers, names;
};

static unsigned kinds_of(const struct report *r, size_t bag)
{
    return r->terms[r->bag[bag].at].kinds;
}

static bool has_kind(const struct report *r, unsigned kind)
{
    for (size_t i = 0; i < r->n_terms; i++)
        if (r->terms[i].kinds & kind)
            return true;
    return false;
}

struct overlap_of report_overlap(const struct report *a, const struct report *b)
{
    float shared = 0;

    for (size_t i = 0, k = 0; i < a->n_bag && k < b->n_bag;) {
        if (a->bag[i].key == b->bag[k].key)
            shared += a->bag[i++].weight, k++;
        else if (a->bag[i].key < b->bag[k].key)
            i++;
        else
            k++;
    }
    return (struct overlap_of){ shared / fminf(a->weight, b->weight), shared / (a->weight + b->weight - shared) };
}

/* `rare_a`, `rare_b`: the weights of the bags by the speaker's habit. */
static struct shared shared_of(const struct report *a, const float *rare_a, const struct report *b, const float *rare_b)
{
    struct shared s = { 0 };
    size_t i = 0, k = 0;

    while (i < a->n_bag && k < b->n_bag) {
        if (a->bag[i].key == b->bag[k].key) {
            s.weight += a->bag[i].weight;
            s.habit += rare_a[i];
            s.numbers += (kinds_of(a, i) & kinds_of(b, k) & TERM_NUMBER) != 0;
            s.names += (kinds_of(a, i) & kinds_of(b, k) & TERM_NAME) != 0;
            i++;
            k++;
        } else if (a->bag[i].key < b->bag[k].key) {
            i++;
        } else {
            k++;
        }
    }
    for (i = 0; i < a->n_bag; i++)
        s.habit_a += rare_a[i];
    for (k = 0; k < b->n_bag; k++)
        s.habit_b += rare_b[k];
    return s;
}

/* The weight of the heaviest run of words that stands in both, words that weigh nothing left out. */
static float longest_run(const struct report *a, const struct report *b)
{
    float rows[2][TERMS_MAX + 1] = { { 0 } }, best = 0;

    for (size_t i = 0; i < a->n_terms; i++) {
        const float *before = rows[i % 2];
        float *now = rows[1 - i % 2];

        for (size_t k = 0; k < b->n_terms; k++) {
            now[k + 1] = a->terms[i].key == b->terms[k].key ? before[k] + a->terms[i].weight : 0;
            best = fmaxf(best, now[k + 1]);
        }
    }
    return best;
}

/* What a word has of another, by the cosine of their vectors: 1 it is the same, 0 nothing. */
static float nearness(float cosine)
{
    return cosine > NEAR_MIN ? (cosine - NEAR_MIN) / (1 - NEAR_MIN) : 0;
}

/* The share of a's words that b has, or has near ones of, and the other way round: the larger one. Each pair of words is
 * looked at once. */
static float near_share(const struct report *a, const float *weights_a, const struct report *b, const float *weights_b)
{
    float best_a[TERMS_MAX] = { 0 }, best_b[TERMS_MAX] = { 0 }, all[2] = { 1e-6f, 1e-6f }, near[2] = { 0 };

    for (size_t i = 0; i < a->n_bag; i++)
        for (size_t k = 0; k < b->n_bag; k++) {
            float cosine = a->bag[i].key == b->bag[k].key
                               ? 1
                               : network_dot(a->vectors + i * VECTOR_ROOM, b->vectors + k * VECTOR_ROOM, VECTOR_ROOM);

            if (cosine > best_a[i])
                best_a[i] = cosine;
            if (cosine > best_b[k])
                best_b[k] = cosine;
        }
    for (size_t i = 0; i < a->n_bag; i++) {
        all[0] += weights_a[i];
        near[0] += weights_a[i] * nearness(best_a[i]);
    }
    for (size_t k = 0; k < b->n_bag; k++) {
        all[1] += weights_b[k];
        near[1] += weights_b[k] * nearness(best_b[k]);
    }
    return fmaxf(near[0] / all[0], near[1] / all[1]);
}

static void rare_weights(const struct report *r, const struct habit *habit, float *out)
{
    for (size_t i = 0; i < r->n_bag; i++)
        out[i] = habit ? r->bag[i].weight * rareness(habit, r->bag[i].key) : r->bag[i].weight;
}

static float days_between(int64_t a, int64_t b, int64_t most, int64_t unknown)
{
    int64_t days = a && b ? (a < b ? b - a : a - b) : unknown;

    return (float)(days < most ? days : most);
}

/* The day of a page: if it has no date, it is at least as late as what is said in it. */
static int64_t page_day(const struct report *r)
{
    return r->it.published ? r->it.published : r->it.said_on;
}

/* ---- of two pages ---------------------------------------------------------------------------- */

bool likeness_of(const struct language *language, struct report *a, struct report *b, const struct habit *habit,
                 struct arena *mem, float out[LIKE_N])
{
    float rare_a[TERMS_MAX], rare_b[TERMS_MAX], smaller = fminf(a->weight, b->weight);
    static const int voice_rows[] = { LIKE_UNKNOWN, LIKE_SAME, LIKE_BODY, LIKE_NAMED, LIKE_DIFFERENT };
    struct shared s;

    if (!report_vectors(language, a, mem) || !report_vectors(language, b, mem))
        return false;
    rare_weights(a, habit, rare_a);
    rare_weights(b, habit, rare_b);
    s = shared_of(a, rare_a, b, rare_b);
    memset(out, 0, LIKE_N * sizeof *out);
    out[voice_rows[report_voices(a, b)]] = 1;
    out[LIKE_ALL] = s.weight / (a->weight + b->weight - s.weight);
    out[LIKE_ALL_HABIT] = s.habit / (s.habit_a + s.habit_b - s.habit + 1e-6f);
    out[LIKE_PART_HABIT] = s.habit / (fminf(s.habit_a, s.habit_b) + 1e-6f);
    out[LIKE_NEAR] = near_share(a, rare_a, b, rare_b);
    out[LIKE_RUN] = longest_run(a, b);
    out[LIKE_RUN_PART] = out[LIKE_RUN] / smaller;
    out[LIKE_RUN] = fminf(out[LIKE_RUN], RUN_MAX);
    out[LIKE_NUMBERS] = fminf((float)s.numbers, 2);
    out[LIKE_NUMBERS_OFF] = !s.numbers && has_kind(a, TERM_NUMBER) && has_kind(b, TERM_NUMBER);
    out[LIKE_NAMES] = fminf((float)s.names, 3);
    out[LIKE_NAMES_OFF] = !s.names && has_kind(a, TERM_NAME) && has_kind(b, TERM_NAME);
    out[LIKE_SAID] = days_between(a->it.said_on, b->it.said_on, DAYS_MAX, 0);
    out[LIKE_PUBLISHED] = days_between(page_day(a), page_day(b), PUBLISHED_MAX, UNDATED);
    out[LIKE_LENGTHS] = smaller / fmaxf(a->weight, b->weight);
    out[LIKE_LENGTH] = logf(1 + smaller);
    out[LIKE_QUOTED] = (a->it.traits & b->it.traits & REPORT_QUOTED) != 0;
    return true;
}

static float weigh(const float *weights, float bias, const float *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bias += weights[i] * values[i];
    return bias;
}

/* From models/utterances/fit.py. */
static const float like_weights[LIKE_N] = { 1.52f, -2.43f, -1.29f, -0.23f, -0.66f, 5.55f, 2.96f,
                                            1.64f, 2.45f,  0.58f,  -2.35f, 0.00f,  0.19f, -0.48f,
                                            0.45f, -2.03f, -0.55f, -0.34f, 0.21f,  -0.10f };
static const float like_bias = -5.34f;

float likeness_odds(const float likeness[LIKE_N])
{
    return weigh(like_weights, like_bias, likeness, LIKE_N);
}

/* ---- of one page ----------------------------------------------------------------------------- */

bool beside_of(const struct language *language, struct report *a, struct report *b, struct arena *mem,
               float out[BESIDE_N])
{
    const struct report *first = a->it.words.begin < b->it.words.begin ? a : b, *second = first == a ? b : a;
    float plain_a[TERMS_MAX], plain_b[TERMS_MAX], smaller = fminf(a->weight, b->weight), both = a->weight + b->weight;
    int64_t apart = second->it.sentence - first->it.sentence;

    if (!report_vectors(language, a, mem) || !report_vectors(language, b, mem))
        return false;
    rare_weights(a, NULL, plain_a);
    rare_weights(b, NULL, plain_b);
    memset(out, 0, BESIDE_N * sizeof *out);
    out[BESIDE_STATEMENT] = a->it.statement == b->it.statement;
    if (apart >= 0 && apart <= 2)
        out[BESIDE_0 + apart] = 1;
    out[BESIDE_ALL] = report_overlap(a, b).of_all * both / (both + 2 * BESIDE_MORE);
    out[BESIDE_NEAR] = near_share(a, plain_a, b, plain_b);
    out[BESIDE_QUOTES] = !(first->it.traits & REPORT_QUOTED) && (second->it.traits & REPORT_QUOTED);
    out[BESIDE_LENGTH] = logf(1 + smaller);
    out[BESIDE_LENGTHS] = smaller / fmaxf(a->weight, b->weight);
    if (second->it.words.begin > first->it.words.end)
        out[BESIDE_BETWEEN] = log1pf((float)(second->it.words.begin - first->it.words.end));
    return true;
}

static const float beside_weights[BESIDE_N] = { 1.43f,  -4.09f, 0.89f,  0.77f, 19.65f,
                                                -0.73f, 0.81f,  -1.83f, 1.04f, -0.33f };
static const float beside_bias = -0.92f;

float beside_odds(const float beside[BESIDE_N])
{
    return weigh(beside_weights, beside_bias, beside, BESIDE_N);
}
