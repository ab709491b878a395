/* encoder_batch.c - the forward pass.
 *
 *     [CLS] nor ##haven signed . [SEP] [CLS] it was ...      a batch of two windows
 *
 * A layer: each row's queries, keys and values; what it takes from the rows of its window; and a network of one inner layer for
 * itself; both are added to the row, which is then brought to a norm. After the last layer only the first pieces of words are
 * wanted, so that the last one asks, and goes on with, those alone. */
#include "language/encoder/encoder_batch.h"

#include <stdlib.h>

#include "language/encoder/encoder_attend.h"

/* Inner rows at a time: as many as stay near. */
enum { INNER_ROWS = 96 };

static size_t whole(size_t bytes)
{
    return (bytes + 63) / 64 * 64;
}

/* The next piece of a room's memory; NULL while there is none yet and it is only counted. */
static void *take(char *planes, size_t *at, size_t bytes)
{
    void *piece = planes ? planes + *at : NULL;

    *at += whole(bytes);
    return piece;
}

/* Where everything is in `planes`; how many bytes that takes. */
static size_t lay_out(struct encoder_room *r, char *planes)
{
    const struct encoder_shape *s = &r->encoder->shape;
    size_t n = r->room, d = s->width, inner = INNER_ROWS * s->inner, heads = 3 * n * s->heads, at = 0;

    r->x = take(planes, &at, n * d * sizeof *r->x);
    r->qkv = take(planes, &at, 3 * n * d * sizeof *r->qkv);
    r->more = take(planes, &at, n * d * sizeof *r->more);
    r->inner = take(planes, &at, inner * sizeof *r->inner);
    r->attend = take(planes, &at, attention_room(s->window, d, s->heads));
    r->small =
        take(planes, &at, heads * small_filled(d / s->heads) > inner ? heads * small_filled(d / s->heads) : inner);
    r->scales = take(planes, &at, heads * sizeof *r->scales);
    r->pieces = take(planes, &at, n * sizeof *r->pieces);
    r->places = take(planes, &at, n * sizeof *r->places);
    r->begins = take(planes, &at, (n + 1) * sizeof *r->begins);
    r->all = take(planes, &at, n * sizeof *r->all);
    r->wanted = take(planes, &at, n * sizeof *r->wanted);
    return at;
}

struct encoder_room *encoder_room_new(const struct encoder *e)
{
    struct encoder_room *r = calloc(1, sizeof *r);

    if (!r)
        return NULL;
    r->encoder = e;
    r->room = e->shape.window > BATCH_ROWS ? e->shape.window : BATCH_ROWS;
    r->planes = aligned_alloc(64, lay_out(r, NULL));
    if (!r->planes) {
        free(r);
        return NULL;
    }
    lay_out(r, r->planes);
    for (size_t i = 0; i < r->room; i++)
        r->all[i] = (uint16_t)i;
    r->begins[0] = 0;
    return r;
}

void encoder_room_free(struct encoder_room *r)
{
    if (!r)
        return;
    free(r->planes);
    free(r);
}

static void times(struct encoder_room *r, const float *x, const struct small_matrix *w, const float *bias, float *y,
                  size_t n)
{
    small_rows_make(x, w->rows, n, r->small, r->scales);
    small_rows_product(r->small, r->scales, w, bias, y, n);
}

/* What the rows take from their windows into r->more; only of wanted rows, which then stand one behind the other in r->x. */
static size_t attend_all(struct encoder_room *r, const struct encoder_floats *floats, const struct encoder_layer *l,
                         bool last)
{
    size_t d = r->encoder->shape.width, heads = r->encoder->shape.heads, done = 0;
    const struct attention a = { d, heads, r->small, r->scales, r->attend };

    times(r, r->x, &l->query, l->query_bias, r->qkv, r->n_rows);
    small_rows_make(r->qkv, d / heads, 3 * heads * r->n_rows, r->small, r->scales);
    for (size_t w = 0; w < r->n_windows; w++) {
        uint16_t own[ENCODER_PLACES_MAX];
        size_t begin = r->begins[w], n = r->begins[w + 1] - begin, n_own = n;
        const uint16_t *rows = r->all;

        if (last) {
            rows = own;
            for (n_own = 0; done + n_own < r->n_wanted && r->wanted[done + n_own].row < begin + n; n_own++)
                own[n_own] = (uint16_t)(r->wanted[done + n_own].row - begin);
        }
        if (n_own)
            attend(&a, floats, begin, n, rows, n_own, r->more + done * d);
        done += n_own;
    }
    for (size_t i = 0; last && i < done; i++)
        memmove(r->x + i * d, r->x + r->wanted[i].row * d, d * sizeof *r->x);
    return done;
}

static void run_layer(struct encoder_room *r, const struct encoder_floats *floats, const struct encoder_layer *l,
                      bool last)
{
    size_t d = r->encoder->shape.width, inner = r->encoder->shape.inner, n = attend_all(r, floats, l, last);

    times(r, r->more, &l->out, l->out_bias, r->qkv, n); /* queries, keys and values are needed no more */
    floats->norm(r->x, r->qkv, &l->out_norm, n, d);
    for (size_t i = 0; i < n; i += INNER_ROWS) {
        size_t m = n - i < INNER_ROWS ? n - i : INNER_ROWS;

        times(r, r->x + i * d, &l->up, l->up_bias, r->inner, m);
        for (size_t k = 0; k < m; k++) { /* while it is near */
            floats->gelu(r->inner + k * inner, inner);
            small_rows_make(r->inner + k * inner, inner, 1, r->small + k * inner, r->scales + k);
        }
        small_rows_product(r->small, r->scales, &l->down, l->down_bias, r->more, m);
        floats->norm(r->x + i * d, r->more, &l->down_norm, m, d);
    }
}

void batch_run(struct encoder_room *r, int8_t *states, float *scales)
{
    const struct encoder *e = r->encoder;
    const struct encoder_floats *floats = encoder_floats();
    size_t d = e->shape.width;

    for (size_t i = 0; i < r->n_rows; i++)
        floats->embed(e->words + r->pieces[i] * d, e->word_scales[r->pieces[i]], e->places + r->places[i] * d, &e->norm,
                      r->x + i * d, d);
    for (unsigned i = 0; r->n_rows && i < e->shape.layers; i++)
        run_layer(r, floats, &e->layers[i], i + 1 == e->shape.layers);
    small_rows_make(r->x, d, r->n_wanted, r->small, r->scales);
    for (size_t i = 0; i < r->n_wanted; i++) {
        int8_t *to = states + r->wanted[i].word * d;

        for (size_t k = 0; k < d; k++)
            to[k] = (int8_t)(r->small[i * d + k] - 128);
        scales[r->wanted[i].word] = r->scales[i];
    }
    r->n_rows = r->n_windows = r->n_wanted = 0;
}
