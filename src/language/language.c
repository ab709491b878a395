/* language.c - a model opened as a language, at either speed, and what its numbers stand for. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

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

/* Where the encoder of a model is: "english.encoder" beside "english.model". NULL: memory. */
static char *encoder_path(const char *model)
{
    static const char from[] = ".model", to[] = ".encoder";
    size_t n = strlen(model);
    char *path;

    if (text_ends(text_c(model), from))
        n -= sizeof from - 1;
    if (!(path = malloc(n + sizeof to)))
        return NULL;
    memcpy(path, model, n);
    memcpy(path + n, to, sizeof to);
    return path;
}

/* `path` NULL: of a model in memory. */
static struct speeds *speeds_new(const char *path)
{
    struct speeds *s = calloc(1, sizeof *s);

    if (!s)
        return NULL;
    pthread_mutex_init(&s->lock, NULL);
    s->fast.speeds = s;
    if (path && !(s->path = encoder_path(path))) {
        language_close(&s->fast);
        return NULL;
    }
    return s;
}

static priscus_status open_model(const char *path, bool remembered, struct model *out, struct priscus_error *err)
{
    return remembered ? model_open_remembered(path, out, err) : model_open(path, out, err);
}

static priscus_status open_at(const char *path, enum language_speed speed, bool remembered, struct language **out,
                              struct priscus_error *err)
{
    struct speeds *s = speeds_new(path);
    const struct language *found = NULL;
    priscus_status status;

    if (!s)
        return error_memory(err);
    s->remembered = remembered;
    status = open_model(path, remembered, &s->fast.model, err);
    if (status == PRISCUS_OK && (status = parts_open(&s->fast, err)) != PRISCUS_OK)
        error_prefix(err, "%s", path);
    if (status == PRISCUS_OK)
        status = language_at(&s->fast, speed, &found, err);
    if (status == PRISCUS_OK)
        *out = found == &s->full ? &s->full : &s->fast;
    else
        language_close(&s->fast);
    return status;
}

priscus_status language_open(const char *path, enum language_speed speed, struct language **out,
                             struct priscus_error *err)
{
    return open_at(path, speed, false, out, err);
}

priscus_status language_open_remembered(const char *path, enum language_speed speed, struct language **out,
                                        struct priscus_error *err)
{
    return open_at(path, speed, true, out, err);
}

priscus_status language_from(struct text bytes, struct language **out, struct priscus_error *err)
{
    struct speeds *s = speeds_new(NULL);
    priscus_status status;

    if (!s)
        return error_memory(err);
    status = model_from(bytes, &s->fast.model, err);
    if (status == PRISCUS_OK)
        status = parts_open(&s->fast, err);
    if (status == PRISCUS_OK)
        *out = &s->fast;
    else
        language_close(&s->fast);
    return status;
}

void language_close(struct language *l)
{
    struct speeds *s;

    if (!l)
        return;
    s = l->speeds;
    if (s->encoder)
        encoder_close(s->encoder);
    model_close(&s->heads);
    free(s->fast.tags);
    free(s->fast.relations);
    free(s->fast.names);
    model_close(&s->fast.model);
    pthread_mutex_destroy(&s->lock);
    free(s->path);
    free(s);
}

/* ---- the encoder's file ------------------------------------------------------------------ */

/* What the encoder's networks are shown of a word besides its vector is counted by the model's tags and trees: those of another
 * model would be read wrongly. A file that does not say which it was is taken as it is. */
static priscus_status check_base(const struct speeds *s, struct priscus_error *err)
{
    struct text taught = model_section(&s->heads, "encoder.model");
    char hex[65];

    sha256_hex(s->fast.model.hash, hex);
    return !taught.ptr || text_is(taught, hex)
               ? PRISCUS_OK
               : error_set(
                     err, PRISCUS_EINPUT, NOWHERE,
                     "this encoder was made for another model than the one beside it: both must be of one version");
}

static priscus_status open_encoder(struct speeds *s, struct priscus_error *err)
{
    priscus_status status;

    s->missing = access(s->path, F_OK) != 0 && errno == ENOENT;
    if (s->missing)
        return PRISCUS_OK;
    if ((status = open_model(s->path, s->remembered, &s->heads, err)) != PRISCUS_OK)
        return status;
    if ((status = check_base(s, err)) == PRISCUS_OK &&
        (status = encoder_open(&s->heads, &s->encoder, err)) == PRISCUS_OK && !s->encoder)
        status = error_set(err, PRISCUS_EINPUT, NOWHERE, "there is no encoder in this model");
    if (status != PRISCUS_OK) {
        error_prefix(err, "%s", s->path);
        model_close(&s->heads);
        return status;
    }
    s->full = s->fast;
    s->full.encoder = s->encoder;
    return PRISCUS_OK;
}

priscus_status language_at(const struct language *l, enum language_speed speed, const struct language **out,
                           struct priscus_error *err)
{
    struct speeds *s = l->speeds;
    priscus_status status = PRISCUS_OK;

    *out = &s->fast;
    if (speed == LANGUAGE_FAST || !s->path)
        return PRISCUS_OK;
    pthread_mutex_lock(&s->lock);
    if (!s->encoder)
        status = open_encoder(s, err);
    if (s->encoder)
        *out = &s->full;
    pthread_mutex_unlock(&s->lock);
    return status;
}

const char *language_missing(const struct language *l)
{
    struct speeds *s = l->speeds;
    const char *path;

    pthread_mutex_lock(&s->lock);
    path = s->missing ? s->path : NULL;
    pthread_mutex_unlock(&s->lock);
    return path;
}

const struct encoder *language_encoder(const struct language *l)
{
    return l->encoder;
}

const struct model *language_heads(const struct language *l)
{
    return l->encoder ? &l->speeds->heads : &l->model;
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
    struct sha256 heads = language_heads(l)->hash;
    struct text both[] = { text_of((const char *)l->model.hash.bytes, sizeof l->model.hash.bytes),
                           text_of((const char *)heads.bytes, sizeof heads.bytes) };

    return l->encoder ? sha256_of_all(both, COUNT_OF(both)) : l->model.hash;
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
