/* attribution_train.c - see attribution_train.h.
 *
 *     article -> document, as in use -> one row a paragraph, labelled O B-CUE I-CUE B-SOURCE ...   the first network
 *                                    -> one row a cue, its paragraph around it, labelled O B-SOURCE ... B-CONTENT ...
 *                                                                                                  the second
 *
 * Features that are seen SEEN times get a row of numbers. Rounds are as in training.c. */
#include "train/attribution_train.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "language/model/feature.h"
#include "language/model/model.h"
#include "record/statement/attribution_features.h"
#include "train/attribution_rows.h"
#include "train/trainer.h"

enum {
    BATCH = 900, /* words of a step, about       */
    SEEN = 10,   /* a feature so often gets a row */
    RARE = 4,    /* a form no oftener is left out more */
    WARM = 200,  /* steps until the full rate     */
    ROW_MOST = LABELLER_MAX
};
static const char *const prefixes[NETWORKS] = { "cue.", "span." };
static const double RATE = 2e-3, LAST_RATE = 1e-5, DROPOUT = 0.3;

static priscus_status no_memory(struct priscus_error *err)
{
    return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
}

void attribution_tell(struct attribution_training *t, const char *format, ...)
{
    char line[256];
    va_list args;

    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (t->progress)
        t->progress(t->progress_at, line);
}

/* ---- rounds ------------------------------------------------------------------------------ */

static struct sample *samples_of(struct attribution_training *t, struct label_learning *l)
{
    struct sample *samples = arena_alloc(&t->mem, (l->n + 1) * sizeof *samples);
    uint32_t *rows = arena_alloc(&t->mem, (l->n_hashes + 1) * sizeof *rows);

    if (!samples || !rows)
        return NULL;
    for (size_t i = 0; i < l->n_hashes; i++)
        if (!index_add(&l->features, l->hashes[i], 0))
            return NULL;
    for (size_t i = 0; i < l->features.slots; i++)
        l->features.values[i] = l->features.keys[i] && l->features.counts[i] >= SEEN ? l->rows++ : UINT32_MAX;
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
            size_t slot = index_slot(&l->features, l->hashes[w->hashes + k]);

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

static size_t row_of(const struct sample *samples, size_t n)
{
    size_t k = 1;

    while (k < n && !samples[k].starts)
        k++;
    return k;
}

static priscus_status rounds(struct attribution_training *t, unsigned network, struct network *net,
                             struct sample *learn, struct priscus_error *err)
{
    struct label_learning *l = &t->of[network];
    unsigned epochs = t->options->epochs ? t->options->epochs : ATTRIBUTION_EPOCHS;
    size_t *rows = arena_alloc(&t->mem, (l->n + 1) * sizeof *rows), n_rows = 0, step = 0;
    struct sample *batch = arena_alloc(&t->mem, (BATCH + ROW_MOST) * sizeof *batch);
    double steps = (double)epochs * (double)l->n / BATCH;
    uint64_t lot = 0x9e3779b97f4a7c15u + t->options->seed;

    if (!rows || !batch)
        return no_memory(err);
    for (size_t at = 0, n; at < l->n; at += n) {
        n = row_of(learn + at, l->n - at);
        if (n <= ROW_MOST)
            rows[n_rows++] = at;
    }
    for (unsigned epoch = 1; epoch <= epochs; epoch++) {
        struct network_loss loss = { 0 };
        size_t n = 0;

        for (size_t i = n_rows; i > 1; i--) {
            size_t other, kept = rows[i - 1];

            lot = lot * 6364136223846793005u + 1442695040888963407u;
            other = (size_t)(lot >> 33) % i;
            rows[i - 1] = rows[other];
            rows[other] = kept;
        }
        for (size_t i = 0; i < n_rows; i++) {
            size_t m = row_of(learn + rows[i], l->n - rows[i]);

            memcpy(batch + n, learn + rows[i], m * sizeof *batch);
            n += m;
            if (n >= BATCH || i + 1 == n_rows) {
                double done = (double)step / steps, warm = steps / 10 < WARM ? steps / 10 : WARM;
                double rate = RATE * (step < warm ? (double)step / warm : 1) * 0.5 *
                              (1 + cos(3.14159265358979 * (done < 1 ? done : 1)));

                if (!network_step(net, batch, n, rate + LAST_RATE, &loss))
                    return no_memory(err);
                step++;
                n = 0;
            }
        }
        attribution_tell(t, "%sround %u of %u: loss %.4f a word", prefixes[network], epoch, epochs,
                         loss.name / (double)loss.n);
    }
    return PRISCUS_OK;
}

/* ---- the model --------------------------------------------------------------------------- */

enum { SHAPE, NAMES, WEIGHTS, ROWS_INDEX, ROWS, PARTS };
static const char *const part_names[PARTS] = { "shape", "names", "weights", "rows.index", "rows" };

static bool pack(struct label_learning *l, const struct network *net, struct buffer parts[PARTS])
{
    const struct weights *w = network_weights(net);

    buffer_add(&parts[SHAPE], (const char *)&w->shape, sizeof w->shape);
    for (size_t i = 0; i < l->labels.n; i++) {
        buffer_text(&parts[NAMES], l->labels.at[i]);
        buffer_char(&parts[NAMES], '\n');
    }
    return pack_weights(w, &parts[WEIGHTS]) && index_write(&l->features, l->rows, &parts[ROWS_INDEX]) &&
           pack_table(w->w[N_ROWS], l->rows, w->shape.width, &parts[ROWS]) && !parts[SHAPE].failed &&
           !parts[NAMES].failed;
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
    struct network *net;
    priscus_status status;

    shape.low = shape.layers;
    if (!samples)
        return no_memory(err);
    if (!network_shape_check(&shape))
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "the network's sizes are out of bounds");
    attribution_tell(t, "%s%zu words, %u features, %zu labels", prefixes[network], l->n, l->rows, l->labels.n);
    net = network_new(shape, DROPOUT, o->seed);
    if (!net)
        return no_memory(err);
    status = rounds(t, network, net, samples, err);
    if (status == PRISCUS_OK && !pack(l, net, parts))
        status = no_memory(err);
    network_free(net);
    return status;
}

priscus_status attribution_train(const struct attribution_options *o, train_progress *progress, void *at,
                                 struct priscus_error *err)
{
    struct attribution_training t = { .options = o, .progress = progress, .progress_at = at };
    struct buffer parts[NETWORKS][PARTS] = { 0 };
    priscus_status status = language_find(o->model, &t.language, err);

    if (status == PRISCUS_OK && !(t.reader = document_reader_new(t.language)))
        status = no_memory(err);
    for (unsigned k = 0; k < NETWORKS && status == PRISCUS_OK; k++)
        if (attribution_label(&t, k, NULL, false) != 0) /* the first label is none */
            status = no_memory(err);
    for (size_t i = 0; i < o->n_corpora && status == PRISCUS_OK; i++)
        status = attribution_corpus(&t, o->corpora[i], err);
    if (status == PRISCUS_OK)
        attribution_tell(&t, "%zu articles, %zu attributions, %zu of them without a cue in the text", t.articles,
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
        index_free(&t.of[k].features);
    }
    document_reader_free(t.reader);
    language_close(t.language);
    arena_release(&t.mem);
    return status;
}
