/* position_network.c - see position_network.h. */
#include "record/position/position_network.h"

#include <stdlib.h>

enum { BLOCK = 64 };

priscus_status position_network_open(const struct language *language, const char *prefix, struct position_network *out,
                                     struct priscus_error *err)
{
    size_t width = position_vector_width(language);
    priscus_status status;

    *out = (struct position_network){ .language = language };
    if ((status = labeller_open(language_heads(language), prefix, &out->labeller, err)) != PRISCUS_OK)
        return status;
    if (out->labeller.weights.shape.vector != width) {
        position_network_close(out);
        return section_bad(err, section_name(prefix, "shape").text);
    }
    out->room = labeller_room_new(&out->labeller);
    out->vectors = malloc(BLOCK * width * sizeof *out->vectors);
    out->x = malloc(SENTENCE_MAX * out->labeller.weights.shape.width * sizeof *out->x);
    if (out->room && out->vectors && out->x)
        return PRISCUS_OK;
    position_network_close(out);
    return error_memory(err);
}

void position_network_close(struct position_network *n)
{
    labeller_close(&n->labeller);
    labeller_room_free(n->room);
    free(n->vectors);
    free(n->x);
    *n = (struct position_network){ 0 };
}

void position_network_sum(struct position_network *r, const struct position_view *v, bool issues, uint32_t first,
                          uint32_t n, float *x)
{
    size_t width = position_vector_width(r->language), d = r->labeller.weights.shape.width;

    for (uint32_t t = 0, m; t < n; t += m) {
        for (m = 0; m < BLOCK && t + m < n; m++)
            position_vector(v, first + t + m, r->vectors + m * width);
        labeller_vectors(&r->labeller, r->vectors, m, x + t * d);
    }
    for (uint32_t t = 0; t < n; t++) {
        uint64_t hashes[POSITION_FEATURES_MAX];
        unsigned n_form, m = position_word(v, first + t, hashes, &n_form);

        if (issues)
            m += position_issue(v, first + t, hashes + m);
        labeller_add(&r->labeller, hashes, m, x + t * d);
    }
}
