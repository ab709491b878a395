/* attribution_train.c - see attribution_train.h.
 *
 *     article -> document, as in use -> one row a paragraph, labelled O B-CUE I-CUE B-SOURCE ...   the first network
 *                                    -> one row a cue, its paragraph around it, labelled O B-SOURCE ... B-CONTENT ...
 *                                                                                                  the second
 *
 * Features that are seen SEEN times get a row of numbers. It learns in rounds (rounds.h). */
#include "train/attribution_train.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "language/model/feature.h"
#include "language/model/model.h"
#include "record/statement/attribution_features.h"
#include "train/attribution_rows.h"
#include "train/rounds.h"

enum {
    BATCH = 900, /* words of a step, about             */
    SEEN = 10,   /* a feature so often gets a row      */
    RARE = 4     /* a form no oftener is left out more */
};
static const char *const prefixes[NETWORKS] = { "cue.", "span." };
static const double DROPOUT = 0.3;

/* ---- samples ----------------------------------------------------------------------------- */

static struct sample *samples_of(struct attribution_training *t, struct label_learning *l)
{
    struct sample *samples = arena_alloc(&t->mem, (l->n + 1) * sizeof *samples);
    uint32_t *rows = arena_alloc(&t->mem, (l->n_hashes + 1) * sizeof *rows);

    if (!samples || !rows)
        return NULL;
    for (size_t i = 0; i < l->n_hashes; i++)
        if (feature_index_add(&l->features, l->hashes[i], 0) != PRISCUS_OK)
            return NULL;
    l->rows = feature_index_number(&l->features, SEEN);
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

/* One of the networks, while it learns. */
struct learner {
    struct attribution_training *training;
    unsigned network;
};

static priscus_status tell_round(void *at, struct network *net, unsigned epoch, const struct network_loss *loss,
                                 struct priscus_error *err)
{
    struct learner *l = at;
    const struct attribution_options *o = l->training->options;

    (void)net;
    (void)err;
    train_tell(l->training->progress, l->training->progress_at, "%sround %u of %u: loss %.4f a word",
               prefixes[l->network], epoch, o->epochs ? o->epochs : ATTRIBUTION_EPOCHS, loss->name / (double)loss->n);
    return PRISCUS_OK;
}

/* ---- the model --------------------------------------------------------------------------- */

enum { SHAPE, NAMES, WEIGHTS, ROWS_INDEX, ROWS, PARTS };
static const char *const part_names[PARTS] = { "shape", "names", "weights", "rows.index", "rows" };

static priscus_status pack(struct label_learning *l, const struct network *net, struct buffer parts[PARTS])
{
    const struct weights *w = network_weights(net);

    buffer_add(&parts[SHAPE], (const char *)&w->shape, sizeof w->shape);
    section_write_labels(&l->labels, &parts[NAMES]);
    if (section_write_weights(w, &parts[WEIGHTS]) != PRISCUS_OK ||
        section_write_index(&l->features, l->rows, &parts[ROWS_INDEX]) != PRISCUS_OK || parts[SHAPE].failed ||
        parts[NAMES].failed)
        return PRISCUS_ENOMEM;
    return section_write_table(w->w[N_ROWS], l->rows, w->shape.width, &parts[ROWS]);
}

/* The language's sections as they are, then ours. */
static priscus_status save(struct attribution_training *t, struct buffer parts[NETWORKS][PARTS],
                           struct priscus_error *err)
{
    const struct model *model = language_model(t->language);
    struct model_part packed[MODEL_SECTIONS_MAX];
    struct section_name names[NETWORKS][PARTS];
    size_t n = 0;

    for (size_t i = 0; i < model_sections(model) && n < MODEL_SECTIONS_MAX; i++) {
        const char *name = model_section_name(model, i);

        if (strncmp(name, prefixes[CUE], strlen(prefixes[CUE])) &&
            strncmp(name, prefixes[SPAN], strlen(prefixes[SPAN])))
            packed[n++] = (struct model_part){ name, model_section(model, name) };
    }
    for (unsigned k = 0; k < NETWORKS; k++)
        for (unsigned i = 0; i < PARTS && n < MODEL_SECTIONS_MAX; i++) {
            names[k][i] = section_name(prefixes[k], part_names[i]);
            packed[n++] = (struct model_part){ names[k][i].text, buffer_as_text(&parts[k][i]) };
        }
    return model_save(t->options->output, packed, n, err);
}

static priscus_status learn(struct attribution_training *t, unsigned network, struct buffer parts[PARTS],
                            struct priscus_error *err)
{
    const struct attribution_options *o = t->options;
    struct label_learning *l = &t->of[network];
    struct sample *samples = samples_of(t, l);
    unsigned width = network == CUE ? o->cue_width : o->span_width,
             layers = network == CUE ? o->cue_layers : o->span_layers;
    struct network_shape shape = { .width = width ? width : ATTRIBUTION_WIDTH,
                                   .layers = layers ? layers : ATTRIBUTION_LAYERS,
                                   .rows = l->rows,
                                   .vector = (uint32_t)attribution_vector_width(t->language),
                                   .names = (uint32_t)l->labels.n };
    struct learner learner = { t, network };
    struct rounds rounds = { .batch = BATCH,
                             .piece_max = LABELLER_MAX,
                             .epochs = o->epochs ? o->epochs : ATTRIBUTION_EPOCHS,
                             .seed = o->seed,
                             .after = tell_round,
                             .at = &learner };
    struct network *net;
    priscus_status status;

    shape.low = shape.layers;
    if (!samples)
        return error_memory(err);
    if (!network_shape_check(&shape))
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "the network's sizes are out of bounds");
    train_tell(t->progress, t->progress_at, "%s%zu words, %u features, %zu labels", prefixes[network], l->n, l->rows,
               l->labels.n);
    net = network_new(shape, DROPOUT, o->seed);
    if (!net)
        return error_memory(err);
    rounds.samples = samples;
    rounds.n = l->n;
    status = rounds_run(&rounds, net, &t->mem, err);
    if (status == PRISCUS_OK && pack(l, net, parts) != PRISCUS_OK)
        status = error_memory(err);
    network_free(net);
    return status;
}

priscus_status attribution_train(const struct attribution_options *o, train_progress *progress, void *at,
                                 struct priscus_error *err)
{
    struct attribution_training t = { .options = o, .progress = progress, .progress_at = at };
    struct buffer parts[NETWORKS][PARTS] = { 0 };
    priscus_status status = language_find(o->model, &t.language, err);
    int16_t none;

    if (status == PRISCUS_OK && !(t.reader = document_reader_new(t.language)))
        status = error_memory(err);
    for (unsigned k = 0; k < NETWORKS && status == PRISCUS_OK; k++)
        if (attribution_label(&t, k, NULL, false, &none) != PRISCUS_OK) /* the first label is none */
            status = error_memory(err);
    for (size_t i = 0; i < o->n_corpora && status == PRISCUS_OK; i++)
        status = attribution_corpus(&t, o->corpora[i], err);
    if (status == PRISCUS_OK)
        train_tell(progress, at, "%zu articles, %zu attributions, %zu of them without a cue in the text", t.articles,
                   t.attributions, t.strange);
    for (unsigned k = 0; k < NETWORKS && status == PRISCUS_OK; k++)
        status = learn(&t, k, parts[k], err);
    if (status == PRISCUS_OK)
        status = save(&t, parts, err);
    for (unsigned k = 0; k < NETWORKS; k++) {
        for (unsigned i = 0; i < PARTS; i++)
            buffer_release(&parts[k][i]);
        free(t.of[k].words);
        free(t.of[k].hashes);
        feature_index_free(&t.of[k].features);
    }
    document_reader_free(t.reader);
    language_close(t.language);
    arena_release(&t.mem);
    return status;
}
