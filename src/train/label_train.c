/* label_train.c - see label_train.h. */
#include "train/label_train.h"

#include <stdlib.h>

#include "language/model/labeller.h"
#include "train/label_rows.h"
#include "train/rounds.h"
#include "train/section_write.h"

enum {
    BATCH = 900, /* words of a step, about             */
    RARE = 4,    /* a form no oftener is left out more */
    NETWORKS_MAX = 4
};
static const double DROPOUT = 0.3;
static const char *const part_names[LABEL_PARTS] = { "shape", "names", "weights", "rows.index", "rows" };

void label_free(struct label_learning *l)
{
    free(l->words);
    free(l->hashes);
    feature_index_free(&l->features);
}

priscus_status label_number(struct label_learning *l, const char *text, struct arena *mem, int16_t *number)
{
    int32_t label;
    priscus_status status = label_add(&l->labels, text_c(text), mem, &label);

    *number = (int16_t)label;
    return status;
}

priscus_status label_word(struct label_learning *l, const uint64_t *hashes, unsigned n, unsigned n_form, bool first,
                          int16_t label, uint32_t token, const float *vector)
{
    struct seen *grown;

    if (l->n == l->room) {
        l->room = l->room ? l->room * 2 : 1 << 16;
        grown = realloc(l->words, l->room * sizeof *grown);
        if (!grown)
            return PRISCUS_ENOMEM;
        l->words = grown;
    }
    if (l->n_hashes + n > l->hashes_room) {
        uint64_t *more;

        l->hashes_room = l->hashes_room ? l->hashes_room * 2 : 1 << 20;
        more = realloc(l->hashes, l->hashes_room * sizeof *more);
        if (!more)
            return PRISCUS_ENOMEM;
        l->hashes = more;
    }
    l->words[l->n++] = (struct seen){ (uint32_t)l->n_hashes, (uint8_t)n, (uint8_t)n_form, first, label, token, vector };
    memcpy(l->hashes + l->n_hashes, hashes, n * sizeof *hashes);
    l->n_hashes += n;
    return PRISCUS_OK;
}

priscus_status label_drop_rare(struct label_learning *l, size_t least, struct arena *mem)
{
    size_t *places = arena_alloc(mem, (l->labels.n + 1) * sizeof *places);
    int16_t *number = arena_alloc(mem, (l->labels.n + 1) * sizeof *number);
    size_t kept = 1;

    if (!places || !number)
        return PRISCUS_ENOMEM;
    memset(places, 0, (l->labels.n + 1) * sizeof *places);
    for (size_t i = 0; i < l->n; i++)
        if (l->words[i].label > 0 && (l->words[i].first || l->words[i - 1].label != l->words[i].label))
            places[l->words[i].label]++;
    number[0] = 0;
    for (size_t k = 1; k < l->labels.n; k++) {
        number[k] = places[k] < least ? -1 : (int16_t)kept;
        if (number[k] > 0)
            l->labels.at[kept++] = l->labels.at[k];
    }
    l->labels.n = kept;
    for (size_t i = 0; i < l->n; i++)
        if (l->words[i].label > 0)
            l->words[i].label = number[l->words[i].label];
    return PRISCUS_OK;
}

static struct sample *samples_of(struct label_learning *l, unsigned least, struct arena *mem)
{
    struct sample *samples = arena_alloc(mem, (l->n + 1) * sizeof *samples);
    uint32_t *rows = arena_alloc(mem, (l->n_hashes + 1) * sizeof *rows);

    if (!samples || !rows)
        return NULL;
    for (size_t i = 0; i < l->n_hashes; i++)
        if (feature_index_add(&l->features, l->hashes[i], 0) != PRISCUS_OK)
            return NULL;
    l->rows = feature_index_number(&l->features, least);
    for (size_t i = 0; i < l->n; i++) {
        const struct seen *w = &l->words[i];
        unsigned m = 0, form = 0;

        samples[i] = (struct sample){ .starts = w->first,
                                      .paragraph = w->first,
                                      .tag = -1,
                                      .relation = -1,
                                      .head = -1,
                                      .name = w->label,
                                      .vector = w->vector,
                                      .features = rows };
        for (unsigned k = 0; k < w->n; k++) {
            size_t slot = feature_index_slot(&l->features, l->hashes[w->hashes + k]);

            if (k == 0)
                samples[i].rare = l->features.counts[slot] <= RARE;
            if (l->features.values[slot] == UINT32_MAX)
                continue;
            rows[m++] = l->features.values[slot];
            form += k < w->n_form;
        }
        samples[i].n_features = (uint8_t)m;
        samples[i].n_form = (uint8_t)form;
        rows += m;
    }
    return samples;
}

/* A network while it learns, and who is told of it. */
struct learner {
    const struct label_options *how;
    train_progress *progress;
    void *progress_at;
};

static priscus_status tell_round(void *at, struct network *net, unsigned epoch, const struct network_loss *loss,
                                 struct priscus_error *err)
{
    struct learner *l = at;

    (void)net;
    (void)err;
    train_tell(l->progress, l->progress_at, "%sround %u of %u: loss %.4f a word", l->how->prefix, epoch, l->how->epochs,
               loss->name / (double)loss->n);
    return PRISCUS_OK;
}

static priscus_status pack(struct label_learning *l, const struct network *net, struct buffer parts[LABEL_PARTS])
{
    const struct weights *w = network_weights(net);

    buffer_add(&parts[LABEL_SHAPE], (const char *)&w->shape, sizeof w->shape);
    section_write_labels(&l->labels, &parts[LABEL_NAMES]);
    if (section_write_weights(w, &parts[LABEL_WEIGHTS]) != PRISCUS_OK ||
        section_write_index(&l->features, l->rows, &parts[LABEL_ROWS_INDEX]) != PRISCUS_OK ||
        parts[LABEL_SHAPE].failed || parts[LABEL_NAMES].failed)
        return PRISCUS_ENOMEM;
    return section_write_table(w->w[N_ROWS], l->rows, w->shape.width, &parts[LABEL_ROWS]);
}

priscus_status label_learn(struct label_learning *l, const struct label_options *how, train_progress *progress,
                           void *progress_at, struct arena *mem, struct buffer parts[LABEL_PARTS],
                           struct priscus_error *err)
{
    struct sample *samples = samples_of(l, how->seen, mem);
    struct network_shape shape = { .width = how->width,
                                   .layers = how->layers,
                                   .low = how->layers,
                                   .rows = l->rows,
                                   .vector = how->vector,
                                   .names = (uint32_t)l->labels.n };
    struct learner learner = { how, progress, progress_at };
    struct rounds rounds = { .batch = BATCH,
                             .piece_max = LABELLER_MAX,
                             .epochs = how->epochs,
                             .seed = how->seed,
                             .after = tell_round,
                             .at = &learner };
    struct network *net;
    priscus_status status;

    if (!samples)
        return error_memory(err);
    if (how->rows) {
        const struct label_rows rows = { how->rows, how->prefix, l, samples };

        return label_rows_write(&rows, err);
    }
    if (!network_shape_check(&shape))
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "the network's sizes are out of bounds");
    train_tell(progress, progress_at, "%s%zu words, %u features, %zu labels", how->prefix, l->n, l->rows, l->labels.n);
    net = network_new(shape, DROPOUT, how->seed);
    if (!net)
        return error_memory(err);
    rounds.samples = samples;
    rounds.n = l->n;
    status = rounds_run(&rounds, net, mem, err);
    if (status == PRISCUS_OK && pack(l, net, parts) != PRISCUS_OK)
        status = error_memory(err);
    network_free(net);
    return status;
}

priscus_status label_save(const struct model *model, const char *const *prefixes, struct buffer (*parts)[LABEL_PARTS],
                          size_t n, const char *output, struct priscus_error *err)
{
    struct model_part packed[MODEL_SECTIONS_MAX];
    struct section_name names[NETWORKS_MAX][LABEL_PARTS];
    size_t kept = 0;

    for (size_t i = 0; i < model_sections(model) && kept < MODEL_SECTIONS_MAX; i++) {
        const char *name = model_section_name(model, i);
        bool ours = false;

        for (size_t k = 0; k < n; k++)
            ours |= !strncmp(name, prefixes[k], strlen(prefixes[k]));
        if (!ours)
            packed[kept++] = (struct model_part){ name, model_section(model, name) };
    }
    for (size_t k = 0; k < n && k < NETWORKS_MAX; k++)
        for (unsigned i = 0; i < LABEL_PARTS && kept < MODEL_SECTIONS_MAX; i++) {
            names[k][i] = section_name(prefixes[k], part_names[i]);
            packed[kept++] = (struct model_part){ names[k][i].text, buffer_as_text(&parts[k][i]) };
        }
    return model_save(output, packed, kept, err);
}
