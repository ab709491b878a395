/* training.c - `priscus train`: treebanks in, one model file out.
 *
 *     read -> labels -> tokenizer, lemmatizer (as the sentences come by)
 *          -> which features get a row -> samples -> rounds of the network -> sections -> file
 *
 * The network learns on whole paragraphs (rounds.h); the held-out files are measured on, and choose nothing. */
#include "train/training.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "language/model/feature.h"
#include "language/model/model.h"
#include "train/corpus.h"
#include "train/lemma_train.h"
#include "train/measure.h"
#include "train/rounds.h"
#include "train/section_write.h"
#include "train/tokenizer/tokenizer_train.h"
#include "train/word_vectors.h"

enum {
    BATCH = 800,      /* words of a step, about                  */
    PIECE_MAX = 2000, /* words of one piece that is learnt from  */
    SEEN = 2,         /* a feature seen so often gets a row      */
    TAG_SEEN = 3,     /* a tag seen so often is a class          */
    RARE = 3,         /* a form seen no oftener is left out more */
    MEASURE_EACH = 5  /* rounds: figures on held-out files       */
};
static const double DROPOUT = 0.25;

struct training {
    const struct train_options *options;
    train_progress *progress;
    void *progress_at;
    struct arena mem;
    struct inventory inventory;
    struct corpus learn, *dev;
    struct sample **dev_samples; /* of each file of dev */
    struct feature_index features;
    uint32_t rows;
    struct word_vectors vectors;
    struct tokenizer_trainer *tokenizer;
    struct lemma_trainer *lemmas;
};

void train_tell(train_progress *progress, void *at, const char *format, ...)
{
    char line[256];
    va_list args;

    if (!progress)
        return;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    progress(at, line);
}

static priscus_status also_learn(void *at, const struct conllu_sentence *sentence)
{
    struct training *t = at;

    return tokenizer_trainer_add(t->tokenizer, sentence);
}

static priscus_status read_all(struct training *t, struct priscus_error *err)
{
    const struct train_options *o = t->options;
    priscus_status status;
    int32_t none;

    if (label_add(&t->inventory.names, text_c("O"), &t->mem, &none) != PRISCUS_OK) /* the first label is none */
        return error_memory(err);
    for (size_t i = 0; i < o->n_treebanks; i++)
        if ((status = corpus_read(o->treebanks[i], o->names, o->n_names, true, &t->inventory, &t->mem, &t->learn,
                                  also_learn, t, err)) != PRISCUS_OK)
            return status;
    if (t->learn.n == 0)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: no sentence to learn from", o->treebanks[0]);
    t->dev = arena_alloc(&t->mem, o->n_dev * sizeof *t->dev);
    if (!t->dev)
        return error_memory(err);
    for (size_t i = 0; i < o->n_dev; i++)
        if ((status = corpus_read(o->dev[i], o->names, o->n_names, false, &t->inventory, &t->mem, &t->dev[i], NULL,
                                  NULL, err)) != PRISCUS_OK)
            return status;
    for (size_t i = 0; i < t->learn.n; i++) {
        const struct corpus_word *w = &t->learn.words[i];

        if (lemma_trainer_add(t->lemmas, w->form, w->xpos.len ? w->xpos : w->upos, w->lemma) != PRISCUS_OK)
            return error_memory(err);
    }
    train_tell(t->progress, t->progress_at, "%zu words to learn from, %zu tags, %zu relations, %zu labels of names",
               t->learn.n, t->inventory.tags.n, t->inventory.relations.n, t->inventory.names.n);
    return o->vectors ? word_vectors_read(o->vectors, o->n_vectors ? o->n_vectors : TRAIN_VECTORS, &t->vectors, err)
                      : PRISCUS_OK;
}

/* Tags that are seen once or twice are not worth a class: their words say nothing about tags. */
static priscus_status tags_prune(struct training *t)
{
    struct labels kept = { 0 };
    size_t *counts = arena_alloc(&t->mem, t->inventory.tags.n * sizeof *counts);
    int16_t *now = arena_alloc(&t->mem, t->inventory.tags.n * sizeof *now);

    if (!counts || !now)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < t->learn.n; i++)
        counts[t->learn.words[i].tag]++;
    for (size_t k = 0; k < t->inventory.tags.n; k++) {
        now[k] = -1;
        if (counts[k] >= TAG_SEEN || t->learn.n < TAG_SEEN * 1000) {
            int32_t number;

            if (label_add(&kept, t->inventory.tags.at[k], &t->mem, &number) != PRISCUS_OK)
                return PRISCUS_ENOMEM;
            now[k] = (int16_t)number;
        }
    }
    t->inventory.tags = kept;
    for (size_t i = 0; i < t->learn.n; i++)
        t->learn.words[i].tag = now[t->learn.words[i].tag];
    for (size_t f = 0; f < t->options->n_dev; f++)
        for (size_t i = 0; i < t->dev[f].n; i++)
            if (t->dev[f].words[i].tag >= 0)
                t->dev[f].words[i].tag = now[t->dev[f].words[i].tag];
    return PRISCUS_OK;
}

static priscus_status rows_count(struct training *t)
{
    for (size_t i = 0; i < t->learn.n; i++) {
        uint64_t hashes[FEATURES_MAX];
        unsigned n = feature_hashes(t->learn.words[i].form, hashes);

        for (unsigned k = 0; k < n; k++)
            if (feature_index_add(&t->features, hashes[k], 0) != PRISCUS_OK)
                return PRISCUS_ENOMEM;
    }
    t->rows = feature_index_number(&t->features, SEEN);
    return PRISCUS_OK;
}

static struct sample *samples_of(struct training *t, const struct corpus *corpus)
{
    struct sample *samples = arena_alloc(&t->mem, (corpus->n + 1) * sizeof *samples);

    for (size_t i = 0; samples && i < corpus->n; i++) {
        const struct corpus_word *w = &corpus->words[i];
        uint64_t hashes[FEATURES_MAX];
        unsigned n = feature_hashes(w->form, hashes), m = 0;
        uint32_t *rows = arena_alloc(&t->mem, n * sizeof *rows);

        if (!rows)
            return NULL;
        for (unsigned k = 0; k < n; k++) {
            size_t slot = feature_index_slot(&t->features, hashes[k]);

            if (t->features.keys[slot] && t->features.values[slot] != UINT32_MAX)
                rows[m++] = t->features.values[slot];
            if (k == 0)
                samples[i].rare = !t->features.keys[slot] || t->features.counts[slot] <= RARE;
        }
        samples[i].features = rows;
        samples[i].n_features = (uint8_t)m;
        samples[i].n_form = (uint8_t)(m ? m - 1 : 0);
        if (t->vectors.n) {
            size_t slot = feature_index_slot(&t->vectors.index, hashes[0]);

            if (t->vectors.index.keys[slot])
                samples[i].vector = t->vectors.at + t->vectors.index.values[slot] * t->vectors.width;
        }
        samples[i].glued = w->glued;
        samples[i].ends = w->ends;
        samples[i].starts = w->starts;
        samples[i].paragraph = w->paragraph;
        samples[i].tag = w->tag;
        samples[i].name = w->name;
        samples[i].relation = w->relation;
        samples[i].head = w->head;
    }
    return samples;
}

/* After a round: its losses, and at times the figures on the held-out files. */
static priscus_status tell_round(void *at, struct network *net, unsigned epoch, const struct network_loss *loss,
                                 struct priscus_error *err)
{
    struct training *t = at;
    unsigned epochs = t->options->epochs ? t->options->epochs : TRAIN_EPOCHS;
    double n = (double)loss->n;

    train_tell(t->progress, t->progress_at,
               "round %u of %u: loss of ends %.4f, tags %.4f, names %.4f, heads %.4f, relations %.4f", epoch, epochs,
               loss->ends / n, loss->tag / n, loss->name / n, loss->arc / n, loss->relation / n);
    for (size_t i = 0; i < t->options->n_dev && (epoch % MEASURE_EACH == 0 || epoch == epochs); i++) {
        char figures[200];

        if (t->dev[i].n == 0)
            continue;
        if (measure(net, &t->inventory, &t->dev[i], t->dev_samples[i], figures, sizeof figures) != PRISCUS_OK)
            return error_memory(err);
        train_tell(t->progress, t->progress_at, "  %s, words and sentences given: %s", t->options->dev[i], figures);
    }
    return PRISCUS_OK;
}

static priscus_status learn(struct training *t, struct network *net, struct priscus_error *err)
{
    struct rounds rounds = { .samples = samples_of(t, &t->learn),
                             .n = t->learn.n,
                             .batch = BATCH,
                             .piece_max = PIECE_MAX,
                             .epochs = t->options->epochs ? t->options->epochs : TRAIN_EPOCHS,
                             .seed = t->options->seed,
                             .after = tell_round,
                             .at = t };

    t->dev_samples = arena_alloc(&t->mem, (t->options->n_dev + 1) * sizeof *t->dev_samples);
    if (!rounds.samples || !t->dev_samples)
        return error_memory(err);
    for (size_t i = 0; i < t->options->n_dev; i++)
        if (!(t->dev_samples[i] = samples_of(t, &t->dev[i])))
            return error_memory(err);
    return rounds_run(&rounds, net, &t->mem, err);
}

static priscus_status save(struct training *t, const struct network *net, struct priscus_error *err)
{
    enum { SHAPE, TAGS, RELATIONS, NAMES, WEIGHTS, ROWS_INDEX, ROWS, VECTORS_INDEX, VECTORS, TOKENIZER, LEMMAS, PARTS };
    static const char *const part_names[PARTS] = { "shape",   "tags",       "relations", "names",
                                                   "weights", "rows.index", "rows",      "vectors.index",
                                                   "vectors", "tokenizer",  "lemmas" };
    const struct weights *w = network_weights(net);
    struct buffer parts[PARTS] = { 0 };
    struct model_part packed[PARTS];
    priscus_status status;
    size_t n = 0;
    bool ok;

    buffer_add(&parts[SHAPE], (const char *)&w->shape, sizeof w->shape);
    section_write_labels(&t->inventory.tags, &parts[TAGS]);
    section_write_labels(&t->inventory.relations, &parts[RELATIONS]);
    section_write_labels(&t->inventory.names, &parts[NAMES]);
    ok = section_write_weights(w, &parts[WEIGHTS]) == PRISCUS_OK &&
         section_write_index(&t->features, t->rows, &parts[ROWS_INDEX]) == PRISCUS_OK &&
         section_write_table(w->w[N_ROWS], t->rows, w->shape.width, &parts[ROWS]) == PRISCUS_OK &&
         (!t->vectors.n ||
          (section_write_index(&t->vectors.index, t->vectors.n, &parts[VECTORS_INDEX]) == PRISCUS_OK &&
           section_write_table(t->vectors.at, t->vectors.n, t->vectors.width, &parts[VECTORS]) == PRISCUS_OK)) &&
         tokenizer_trainer_finish(t->tokenizer, t->options->seed, &parts[TOKENIZER]) == PRISCUS_OK &&
         lemma_trainer_finish(t->lemmas, &parts[LEMMAS]) == PRISCUS_OK;
    for (unsigned i = 0; i < PARTS; i++) {
        ok &= !parts[i].failed;
        if (parts[i].len)
            packed[n++] = (struct model_part){ part_names[i], buffer_as_text(&parts[i]) };
    }
    status = ok ? model_save(t->options->output, packed, n, err) : error_memory(err);
    for (unsigned i = 0; i < PARTS; i++)
        buffer_release(&parts[i]);
    return status;
}

priscus_status train_run(const struct train_options *o, train_progress *progress, void *at, struct priscus_error *err)
{
    struct training t = { .options = o, .progress = progress, .progress_at = at };
    struct network *net = NULL;
    priscus_status status;

    t.tokenizer = tokenizer_trainer_new();
    t.lemmas = lemma_trainer_new();
    status = t.tokenizer && t.lemmas ? read_all(&t, err) : error_memory(err);
    if (status == PRISCUS_OK && (tags_prune(&t) != PRISCUS_OK || rows_count(&t) != PRISCUS_OK))
        status = error_memory(err);
    if (status == PRISCUS_OK) {
        struct network_shape shape = {
            .width = o->width ? o->width : TRAIN_WIDTH,
            .layers = o->layers ? o->layers : TRAIN_LAYERS,
            .low = o->low ? o->low : TRAIN_LOW,
            .rows = t.rows,
            .vector = (uint32_t)t.vectors.width,
            .tags = (uint32_t)t.inventory.tags.n,
            .names = (uint32_t)t.inventory.names.n,
            .relations = (uint32_t)t.inventory.relations.n,
            .arc = 96,
            .label = 96,
        };

        if (!network_shape_check(&shape))
            status = error_set(err, PRISCUS_EINPUT, NOWHERE,
                               "the network's sizes are out of bounds: width a multiple of 32 up to %d, 1 to "
                               "%d layers, at most 4096 labels of a kind",
                               WIDTH_MAX, LAYERS_MAX);
        else if (!(net = network_new(shape, DROPOUT, o->seed)))
            status = error_memory(err);
        else
            status = learn(&t, net, err);
    }
    if (status == PRISCUS_OK)
        status = save(&t, net, err);
    network_free(net);
    tokenizer_trainer_free(t.tokenizer);
    lemma_trainer_free(t.lemmas);
    feature_index_free(&t.features);
    word_vectors_free(&t.vectors);
    arena_release(&t.mem);
    return status;
}
