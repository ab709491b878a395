/* language.c - a model opened as a language, and what its numbers stand for. */
#include <stdlib.h>

#include "language/language_parts.h"
#include "language/model/feature.h"

static priscus_status parts_open(struct language *l, struct priscus_error *err)
{
    const struct network_shape *s = &l->weights.shape;
    struct text section;
    priscus_status status;

    if ((status = weights_open(&l->model, "", &l->weights, err)) != PRISCUS_OK ||
        (status = table_open(&l->model, "rows.index", "rows", s->rows, s->width, &l->rows, err)) != PRISCUS_OK ||
        (status = labels_open(&l->model, "tags", s->tags, &l->tags, err)) != PRISCUS_OK ||
        (status = labels_open(&l->model, "relations", s->relations, &l->relations, err)) != PRISCUS_OK ||
        (status = labels_open(&l->model, "names", s->names, &l->names, err)) != PRISCUS_OK)
        return status;
    for (size_t i = 0; i < s->names; i++)
        for (size_t k = 0; k < s->names; k++)
            l->allowed[i][k] = label_follows(l->names[k].upos, l->names[i].upos);
    section = model_section(&l->model, "vectors");
    if (s->vector &&
        (status = table_open(&l->model, "vectors.index", "vectors", section.len / (s->vector + sizeof(float)),
                             s->vector, &l->vectors, err)) != PRISCUS_OK)
        return status;
    section = model_section(&l->model, "tokenizer");
    if (!section.ptr)
        return section_bad(err, "sections");
    if ((status = tokenizer_open(section, &l->tokenizer, err)) != PRISCUS_OK)
        return status;
    lexicon_load(&l->lexicon);
    section = model_section(&l->model, "lemmas");
    if (!section.ptr)
        return section_bad(err, "sections");
    return lemmatizer_open(section, &l->lemmatizer, err);
}

static priscus_status finish(struct language *l, struct language **out, struct priscus_error *err)
{
    priscus_status status = parts_open(l, err);

    if (status == PRISCUS_OK)
        *out = l;
    else
        language_close(l);
    return status;
}

priscus_status language_open(const char *path, struct language **out, struct priscus_error *err)
{
    struct language *l = calloc(1, sizeof *l);
    priscus_status status;

    if (!l)
        return error_memory(err);
    status = model_open(path, &l->model, err);
    if (status == PRISCUS_OK) {
        status = finish(l, out, err);
        if (status != PRISCUS_OK)
            error_prefix(err, "%s", path);
        return status;
    }
    free(l);
    return status;
}

priscus_status language_from(struct text bytes, struct language **out, struct priscus_error *err)
{
    struct language *l = calloc(1, sizeof *l);
    priscus_status status;

    if (!l)
        return error_memory(err);
    status = model_from(bytes, &l->model, err);
    if (status == PRISCUS_OK)
        return finish(l, out, err);
    free(l);
    return status;
}

void language_close(struct language *l)
{
    if (!l)
        return;
    free(l->tags);
    free(l->relations);
    free(l->names);
    model_close(&l->model);
    free(l);
}

size_t language_vector_width(const struct language *l)
{
    return l->vectors.n_slots ? l->vectors.columns : 0;
}

bool language_vector(const struct language *l, struct text form, float *out)
{
    size_t at = form.len ? table_find(&l->vectors, feature_small(form)) : TABLE_NOT_FOUND;

    memset(out, 0, language_vector_width(l) * sizeof *out);
    if (at == TABLE_NOT_FOUND)
        return false;
    table_row_add(&l->vectors, at, out);
    return true;
}

uint32_t language_vector_place(const struct language *l, struct text form)
{
    size_t at = form.len && l->vectors.n_slots ? table_find(&l->vectors, feature_small(form)) : TABLE_NOT_FOUND;

    return at == TABLE_NOT_FOUND ? LANGUAGE_NO_VECTOR : (uint32_t)at;
}

void language_vector_at(const struct language *l, uint32_t place, float *out)
{
    memset(out, 0, language_vector_width(l) * sizeof *out);
    if (place < l->vectors.rows && language_vector_width(l))
        table_row_add(&l->vectors, place, out);
}

size_t language_state_width(const struct language *l)
{
    return l->weights.shape.width;
}

const struct model *language_model(const struct language *l)
{
    return &l->model;
}

const struct lexicon *language_lexicon(const struct language *l)
{
    return &l->lexicon;
}

struct sha256 language_hash(const struct language *l)
{
    return l->model.hash;
}

size_t language_tags(const struct language *l)
{
    return l->weights.shape.tags;
}

size_t language_relations(const struct language *l)
{
    return l->weights.shape.relations;
}

size_t language_names(const struct language *l)
{
    return l->weights.shape.names;
}

struct text language_upos(const struct language *l, int tag)
{
    return tag < 0 ? (struct text){ 0 } : l->tags[tag].upos;
}

struct text language_xpos(const struct language *l, int tag)
{
    return tag < 0 ? (struct text){ 0 } : l->tags[tag].xpos;
}

struct text language_feats(const struct language *l, int tag)
{
    return tag < 0 ? (struct text){ 0 } : l->tags[tag].feats;
}

struct text language_relation(const struct language *l, int relation)
{
    return relation < 0 ? (struct text){ 0 } : l->relations[relation].upos;
}

struct text language_name(const struct language *l, int name)
{
    return name < 0 ? (struct text){ 0 } : l->names[name].upos;
}
