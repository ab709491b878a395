/* position_network.c - see position_network.h. */
#include "record/position/position_network.h"

#include <stdlib.h>

enum { BLOCK = 64 };

static void half_close(struct position_half *h)
{
    labeller_close(&h->labeller);
    labeller_room_free(h->room);
    free(h->vectors);
    free(h->sums);
    free(h->x);
}

/* What fails leaves what half_close() frees. */
static priscus_status half_open(const struct model *model, const char *prefix, size_t vector, bool small,
                                struct position_half *h, struct priscus_error *err)
{
    priscus_status status = labeller_open(model, prefix, &h->labeller, err);
    size_t rows = SENTENCE_MAX * h->labeller.weights.shape.width;

    if (status != PRISCUS_OK)
        return status;
    if (h->labeller.weights.shape.vector != vector)
        return section_bad(err, section_name(prefix, "shape").text);
    h->vector = vector;
    h->small = small;
    h->room = labeller_room_new(&h->labeller);
    h->vectors = malloc(BLOCK * vector * sizeof *h->vectors);
    h->sums = malloc(rows * sizeof *h->sums);
    h->x = malloc(rows * sizeof *h->x);
    return h->room && h->vectors && h->sums && h->x ? PRISCUS_OK : error_memory(err);
}

priscus_status position_network_open(const struct language *language, const char *prefix, struct position_network *out,
                                     struct priscus_error *err)
{
    const struct model *heads = language_heads(language), *model = language_model(language);
    struct section_name shape = section_name(prefix, "shape");
    bool small = heads == model || !model_section(heads, shape.text).ptr;
    priscus_status status;

    *out = (struct position_network){ 0 };
    out->two = !small && model_section(model, shape.text).ptr;
    status = half_open(small ? model : heads, prefix, position_vector_width(language, small), small, &out->of, err);
    if (status == PRISCUS_OK && out->two)
        status = half_open(model, prefix, position_vector_width(language, true), true, &out->beside, err);
    if (status == PRISCUS_OK && out->two &&
        !labeller_match(&out->of.labeller, &out->beside.labeller, out->beside.labels))
        status = section_bad(err, section_name(prefix, "names").text);
    if (status != PRISCUS_OK)
        position_network_close(out);
    return status;
}

void position_network_close(struct position_network *n)
{
    half_close(&n->of);
    half_close(&n->beside);
    *n = (struct position_network){ 0 };
}

static void sum_vectors(struct position_half *h, const struct position_view *v, uint32_t first, uint32_t n)
{
    for (uint32_t t = 0, m; t < n; t += m) {
        for (m = 0; m < BLOCK && t + m < n; m++)
            position_vector(v, first + t + m, h->small, h->vectors + m * h->vector);
        labeller_vectors(&h->labeller, h->vectors, m, h->sums + t * h->labeller.weights.shape.width);
    }
}

void position_network_sum(struct position_network *r, const struct position_view *v, bool issues, uint32_t first,
                          uint32_t n)
{
    sum_vectors(&r->of, v, first, n);
    if (r->two)
        sum_vectors(&r->beside, v, first, n);
    for (uint32_t t = 0; t < n; t++) {
        uint64_t hashes[POSITION_FEATURES_MAX];
        unsigned n_form, m = position_word(v, first + t, hashes, &n_form);

        if (issues)
            m += position_issue(v, first + t, hashes + m);
        labeller_add(&r->of.labeller, hashes, m, r->of.sums + t * r->of.labeller.weights.shape.width);
        if (r->two)
            labeller_add(&r->beside.labeller, hashes, m, r->beside.sums + t * r->beside.labeller.weights.shape.width);
    }
}

static void half_begin(struct position_half *h, uint32_t n)
{
    memcpy(h->x, h->sums, n * h->labeller.weights.shape.width * sizeof *h->x);
}

void position_network_begin(struct position_network *r, uint32_t n)
{
    half_begin(&r->of, n);
    if (r->two)
        half_begin(&r->beside, n);
}

void position_network_add(struct position_network *r, uint32_t word, const uint64_t *hashes, size_t n)
{
    labeller_add(&r->of.labeller, hashes, n, r->of.x + word * r->of.labeller.weights.shape.width);
    if (r->two)
        labeller_add(&r->beside.labeller, hashes, n, r->beside.x + word * r->beside.labeller.weights.shape.width);
}

const float *position_network_odds(struct position_network *r, uint32_t n)
{
    const struct labeller_beside beside = { &r->beside.labeller, r->beside.room, r->beside.x, r->beside.labels };

    return labeller_odds(&r->of.labeller, r->of.room, r->of.x, r->two ? &beside : NULL, n);
}

const float *position_network_scores(struct position_network *r, uint32_t n)
{
    return labeller_scores(&r->of.labeller, r->of.room, r->of.x, n);
}
