/* encoder_weights.c - an encoder opened: each section's size and floats are looked at before anything is read with them. */
#include "language/encoder/encoder_weights.h"

#include <stdio.h>
#include <stdlib.h>

#include "language/encoder/encoder.h"
#include "language/model/section.h"

#define PREFIX "encoder."

static bool is_wide(uint32_t n, uint32_t most)
{
    return n >= 32 && n <= most && n % 32 == 0;
}

static bool shape_is_right(const struct encoder_shape *s)
{
    return s->layers >= 1 && s->layers <= ENCODER_LAYERS_MAX && is_wide(s->width, ENCODER_WIDTH_MAX) && s->heads >= 1 &&
           s->heads <= s->width && s->width % s->heads == 0 && is_wide(s->inner, ENCODER_INNER_MAX) &&
           s->places <= ENCODER_PLACES_MAX && s->window >= ENCODER_WINDOW_MIN && s->window <= s->places &&
           s->pieces >= 3 && s->pieces <= VOCABULARY_MAX && s->zero == 0;
}

/* A section that must be there. */
static priscus_status section_of(const struct model *model, const char *name, struct text *out,
                                 struct priscus_error *err)
{
    *out = model_section(model, name);
    return out->ptr ? PRISCUS_OK
                    : error_set(err, PRISCUS_EINPUT, NOWHERE, "the model has an encoder without its section %s", name);
}

static priscus_status size_is_wrong(const char *name, struct text bytes, size_t wanted, struct priscus_error *err)
{
    return error_set(err, PRISCUS_EINPUT, NOWHERE, "the model's section %s has %zu bytes, %zu are wanted", name,
                     bytes.len, wanted);
}

static priscus_status not_numbers(const char *name, struct priscus_error *err)
{
    return error_set(err, PRISCUS_EINPUT, NOWHERE,
                     "the model's section %s ends too early or late, or holds what is no number", name);
}

static priscus_status open_shape(const struct model *model, struct encoder_shape *out, struct priscus_error *err)
{
    struct text bytes;
    priscus_status status = section_of(model, PREFIX "shape", &bytes, err);

    if (status != PRISCUS_OK)
        return status;
    if (bytes.len != sizeof *out)
        return size_is_wrong(PREFIX "shape", bytes, sizeof *out, err);
    memcpy(out, bytes.ptr, sizeof *out);
    if (!shape_is_right(out))
        return error_set(
            err, PRISCUS_EINPUT, NOWHERE,
            "the model's encoder is of sizes that this version does not read: %u layers, width %u, %u heads, "
            "inner %u, %u places, %u pieces, window %u",
            out->layers, out->width, out->heads, out->inner, out->places, out->pieces, out->window);
    return PRISCUS_OK;
}

/* n floats, and nothing else but what fills the section up. */
static priscus_status open_floats(const struct model *model, const char *name, size_t n, const float **out,
                                  struct priscus_error *err)
{
    struct text bytes;
    size_t at = 0;
    priscus_status status = section_of(model, name, &bytes, err);

    if (status != PRISCUS_OK)
        return status;
    if (bytes.len != n * sizeof **out)
        return size_is_wrong(name, bytes, n * sizeof **out, err);
    *out = section_floats(bytes, &at, n);
    return *out ? PRISCUS_OK : not_numbers(name, err);
}

static priscus_status open_words(const struct model *model, struct encoder *e, struct priscus_error *err)
{
    size_t n = e->shape.pieces, d = e->shape.width;
    struct text bytes;
    priscus_status status = section_of(model, PREFIX "words", &bytes, err);

    if (status != PRISCUS_OK)
        return status;
    if (bytes.len != n * (sizeof(float) + d))
        return size_is_wrong(PREFIX "words", bytes, n * (sizeof(float) + d), err);
    e->word_scales = (const float *)bytes.ptr;
    e->words = (const int8_t *)bytes.ptr + n * sizeof(float);
    for (size_t i = 0; i < n; i++)
        if (!(e->word_scales[i] >= 0 && e->word_scales[i] < 1e6f))
            return not_numbers(PREFIX "words", err);
    return PRISCUS_OK;
}

static bool norm_at(struct text bytes, size_t *at, size_t d, struct norm *out)
{
    return (out->gain = section_floats(bytes, at, d)) && (out->bias = section_floats(bytes, at, d));
}

static priscus_status open_layer(const struct model *model, struct encoder *e, unsigned i, struct priscus_error *err)
{
    struct encoder_layer *l = &e->layers[i];
    size_t d = e->shape.width, inner = e->shape.inner, at = 0;
    struct text bytes;
    char name[MODEL_NAME_MAX + 1];
    priscus_status status;

    snprintf(name, sizeof name, PREFIX "%u", i);
    if ((status = section_of(model, name, &bytes, err)) != PRISCUS_OK)
        return status;
    if (section_matrix(bytes, &at, d, 3 * d, &l->query) && (l->query_bias = section_floats(bytes, &at, 3 * d)) &&
        section_matrix(bytes, &at, d, d, &l->out) && (l->out_bias = section_floats(bytes, &at, d)) &&
        norm_at(bytes, &at, d, &l->out_norm) && section_matrix(bytes, &at, d, inner, &l->up) &&
        (l->up_bias = section_floats(bytes, &at, inner)) && section_matrix(bytes, &at, inner, d, &l->down) &&
        (l->down_bias = section_floats(bytes, &at, d)) && norm_at(bytes, &at, d, &l->down_norm) && at == bytes.len)
        return PRISCUS_OK;
    return not_numbers(name, err);
}

static bool is_there(const struct model *model)
{
    for (size_t i = 0; i < model_sections(model); i++)
        if (strncmp(model_section_name(model, i), PREFIX, sizeof PREFIX - 1) == 0)
            return true;
    return false;
}

static priscus_status open_all(const struct model *model, struct encoder *e, struct priscus_error *err)
{
    struct encoder_shape *s = &e->shape;
    struct text lines;
    priscus_status status = open_shape(model, s, err);
    const float *norm = NULL;

    if (status == PRISCUS_OK)
        status = section_of(model, PREFIX "pieces", &lines, err);
    if (status == PRISCUS_OK)
        status = vocabulary_open(lines, s->pieces, &e->vocabulary, err);
    if (status == PRISCUS_OK)
        status = open_words(model, e, err);
    if (status == PRISCUS_OK)
        status = open_floats(model, PREFIX "places", (size_t)s->places * s->width, &e->places, err);
    if (status == PRISCUS_OK)
        status = open_floats(model, PREFIX "norm", 2 * (size_t)s->width, &norm, err);
    for (unsigned i = 0; status == PRISCUS_OK && i < s->layers; i++)
        status = open_layer(model, e, i, err);
    if (status != PRISCUS_OK)
        return status;
    e->norm = (struct norm){ norm, norm + s->width };
    e->marks = vocabulary_marks(e->vocabulary);
    return PRISCUS_OK;
}

priscus_status encoder_open(const struct model *model, struct encoder **out, struct priscus_error *err)
{
    struct encoder *e;
    priscus_status status;

    if (!is_there(model)) {
        *out = NULL;
        return PRISCUS_OK;
    }
    e = calloc(1, sizeof *e);
    if (!e)
        return error_memory(err);
    status = open_all(model, e, err);
    if (status == PRISCUS_OK)
        *out = e;
    else
        encoder_close(e);
    return status;
}

void encoder_close(struct encoder *e)
{
    if (!e)
        return;
    vocabulary_close(e->vocabulary);
    free(e);
}

size_t encoder_width(const struct encoder *e)
{
    return e->shape.width;
}
