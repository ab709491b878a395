/* encoder_attend.c - see encoder_attend.h.
 *
 *     The minister denied it; she had signed nothing.
 *
 * Head by head: keys become a matrix whose columns are words, values one whose rows are. Some queries at a time are multiplied
 * with the first; how well each word fits becomes how much is taken of it; and that is multiplied with the second. */
#include "language/encoder/encoder_attend.h"

enum { STRIP = PRODUCT_STRIP, QUERIES = 32 };

/* What a head needs, laid out in the room. */
struct head {
    int8_t *keys, *values;
    int32_t *sums, *none;
    float *key_scales, *value_scales, *nothing, *ones, *scores, *mixed, *scales;
    uint8_t *small;
};

static size_t strips(size_t n)
{
    return (n + STRIP - 1) / STRIP * STRIP;
}

static void *take(char *room, size_t *at, size_t bytes)
{
    void *piece = room ? room + *at : NULL;

    *at += (bytes + 63) / 64 * 64;
    return piece;
}

static size_t lay_out(struct head *h, char *room, size_t n, size_t size)
{
    size_t wide = strips(n), deep = strips(size), filled = small_filled(size), at = 0;

    h->keys = take(room, &at, small_matrix_bytes(size, wide));
    h->values = take(room, &at, small_matrix_bytes(n, deep));
    h->sums = take(room, &at, wide * sizeof *h->sums);
    h->none = take(room, &at, deep * sizeof *h->none);
    h->key_scales = take(room, &at, wide * sizeof *h->key_scales);
    h->value_scales = take(room, &at, wide * sizeof *h->value_scales);
    h->nothing = take(room, &at, wide * sizeof *h->nothing);
    h->ones = take(room, &at, deep * sizeof *h->ones);
    h->scores = take(room, &at, QUERIES * wide * sizeof *h->scores);
    h->mixed = take(room, &at, QUERIES * deep * sizeof *h->mixed);
    h->scales = take(room, &at, QUERIES * sizeof *h->scales);
    h->small = take(room, &at, QUERIES * (filled > small_filled(n) ? filled : small_filled(n)) + WEIGH_MORE);
    return at;
}

size_t attention_room(size_t n, size_t d, size_t heads)
{
    struct head h;

    return lay_out(&h, NULL, n, d / heads);
}

void attend(const struct attention *a, const struct encoder_floats *floats, size_t begin, size_t n,
            const uint16_t *rows, size_t n_rows, float *out)
{
    size_t size = a->d / a->heads, each = 3 * a->heads, filled = small_filled(size), far = each * filled;
    size_t wide = strips(n), deep = strips(size);
    struct head h;
    struct small_matrix keys, values;

    lay_out(&h, a->room, n, size);
    keys = (struct small_matrix){ h.keys, h.key_scales, h.sums, size, wide };
    values = (struct small_matrix){ h.values, h.ones, h.none, n, deep, .bare = true };
    for (size_t i = 0; i < deep; i++) {
        h.none[i] = 0;
        h.ones[i] = 1;
    }
    for (size_t i = 0; i < wide; i++) {
        h.key_scales[i] = h.value_scales[i] = 0;
        h.nothing[i] = i < n ? 0 : -1e30f; /* so well does what fills the window up fit a query */
    }
    for (size_t k = 0; k < a->heads; k++) {
        const uint8_t *small = a->small + begin * far + k * filled;
        const float *scales = a->scales + begin * each + k;

        floats->keys(small + a->heads * filled, far, n, size, h.keys, h.sums);
        floats->values(small + 2 * a->heads * filled, far, n, size, h.values);
        for (size_t i = 0; i < n; i++) {
            h.key_scales[i] = scales[i * each + a->heads];
            h.value_scales[i] = scales[i * each + 2 * a->heads];
        }
        for (size_t i = 0; i < n_rows; i += QUERIES) {
            size_t m = n_rows - i < QUERIES ? n_rows - i : QUERIES;

            for (size_t r = 0; r < m; r++) {
                memcpy(h.small + r * filled, small + rows[i + r] * far, filled);
                h.scales[r] = scales[rows[i + r] * each];
            }
            small_rows_product(h.small, h.scales, &keys, h.nothing, h.scores, m);
            floats->weigh(h.scores, wide, m, n, h.value_scales, h.small, h.scales);
            small_rows_product(h.small, h.scales, &values, NULL, h.mixed, m);
            for (size_t r = 0; r < m; r++)
                memcpy(out + (i + r) * a->d + k * size, h.mixed + r * deep, size * sizeof *out);
        }
    }
}
