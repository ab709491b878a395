/* labeller.c - see labeller.h. */
#include "language/model/labeller.h"

#include <stdlib.h>

struct labeller_room {
    float *planes;
    float *u, *c, *other, *y;
    uint8_t marks[LABELLER_MAX];
    uint8_t from[LABELLER_MAX][NAMES_MAX];
    float odds[LABELLER_MAX][NAMES_MAX];
};

priscus_status labeller_open(const struct model *model, const char *prefix, struct labeller *out,
                             struct priscus_error *err)
{
    const struct network_shape *s = &out->weights.shape;
    priscus_status status;

    *out = (struct labeller){ 0 };
    if ((status = weights_open(model, prefix, &out->weights, err)) != PRISCUS_OK ||
        (status = table_open(model, section_name(prefix, "rows.index").text, section_name(prefix, "rows").text, s->rows,
                             s->width, &out->rows, err)) != PRISCUS_OK ||
        (status = labels_open(model, section_name(prefix, "names").text, s->names, &out->labels, err)) != PRISCUS_OK) {
        labeller_close(out);
        return status;
    }
    for (size_t i = 0; i < s->names; i++)
        for (size_t k = 0; k < s->names; k++)
            out->allowed[i][k] = label_follows(out->labels[k].upos, out->labels[i].upos);
    return PRISCUS_OK;
}

void labeller_close(struct labeller *l)
{
    free(l->labels);
    l->labels = NULL;
}

struct labeller_room *labeller_room_new(const struct labeller *l)
{
    struct labeller_room *r = calloc(1, sizeof *r);
    size_t d = l->weights.shape.width, n = LABELLER_MAX, y = network_padded(l->weights.shape.names);

    if (!r)
        return NULL;
    r->planes = aligned_alloc(64, (n * (5 * d + y) * sizeof(float) + 63) / 64 * 64);
    if (!r->planes) {
        free(r);
        return NULL;
    }
    r->u = r->planes;
    r->c = r->u + n * 3 * d;
    r->other = r->c + n * d;
    r->y = r->other + n * d;
    r->marks[0] = MARK_PARAGRAPH | MARK_SENTENCE;
    return r;
}

void labeller_room_free(struct labeller_room *r)
{
    if (!r)
        return;
    free(r->planes);
    free(r);
}

void labeller_vectors(const struct labeller *l, const float *vectors, size_t n, float *x)
{
    network_linear(&l->weights, N_VECTOR, 0, vectors, x, n);
}

void labeller_add(const struct labeller *l, const uint64_t *hashes, size_t n, float *x)
{
    table_rows_add(&l->rows, hashes, n, x);
}

/* The scores of the labels into r->y. */
static void run_layers(const struct labeller *l, struct labeller_room *r, float *x, size_t n)
{
    float *other = r->other;

    for (unsigned k = 0; k < l->weights.shape.layers; k++) {
        float *t;

        network_layer(&l->weights, k, r->marks, n, x, r->u, r->c, other);
        t = x;
        x = other;
        other = t;
    }
    network_linear(&l->weights, N_NAME, N_NAME_BIAS, x, r->y, n);
}

bool labeller_match(const struct labeller *a, const struct labeller *b, uint8_t *out)
{
    for (size_t i = 0; i < a->weights.shape.names; i++) {
        size_t k = 0;

        while (k < b->weights.shape.names && !text_eq(a->labels[i].upos, b->labels[k].upos))
            k++;
        if (k == b->weights.shape.names)
            return false;
        out[i] = (uint8_t)k;
    }
    return true;
}

/* The steps from label to label of one network, or of two. */
struct steps {
    struct weights weights;
    float both[NAMES_MAX * NAMES_MAX];
};

/* The scores of the labels into r->y, and the steps that go with them. */
static const struct weights *score(const struct labeller *l, struct labeller_room *r, float *x,
                                   const struct labeller_beside *beside, size_t n, struct steps *steps)
{
    size_t names = l->weights.shape.names, columns = network_padded(names), others;
    const uint8_t *as;

    run_layers(l, r, x, n);
    if (!beside)
        return &l->weights;
    as = beside->labels;
    others = beside->labeller->weights.shape.names;
    run_layers(beside->labeller, beside->room, beside->x, n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < names; k++) {
            float *y = &r->y[i * columns + k];

            *y = 0.5f * (*y + beside->room->y[i * network_padded(others) + as[k]]);
        }
    for (size_t j = 0; j < names; j++)
        for (size_t k = 0; k < names; k++)
            steps->both[j * names + k] = 0.5f * (l->weights.w[N_NAME_STEP][j * names + k] +
                                                 beside->labeller->weights.w[N_NAME_STEP][as[j] * others + as[k]]);
    steps->weights = l->weights;
    steps->weights.w[N_NAME_STEP] = steps->both;
    return &steps->weights;
}

void labeller_run(const struct labeller *l, struct labeller_room *r, float *x, const struct labeller_beside *beside,
                  size_t n, int16_t *labels, float *sure)
{
    size_t names = l->weights.shape.names, columns = network_padded(names);
    struct steps steps;

    network_chain(score(l, r, x, beside, n, &steps), l->allowed, r->y, n, r->from, labels);
    if (!sure)
        return;
    for (size_t i = 0; i < n; i++) {
        network_softmax(r->y + i * columns, names);
        sure[i] = 1 - r->y[i * columns];
    }
}

const float *labeller_odds(const struct labeller *l, struct labeller_room *r, float *x,
                           const struct labeller_beside *beside, size_t n)
{
    struct steps steps;

    network_chain_odds(score(l, r, x, beside, n, &steps), r->y, n, r->odds);
    return r->y;
}

const float *labeller_scores(const struct labeller *l, struct labeller_room *r, float *x, size_t n)
{
    run_layers(l, r, x, n);
    return r->y;
}
