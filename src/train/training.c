/* training.c - `priscus train`: treebanks in, one model file out.
 *
 *     read -> labels -> tokenizer, lemmatizer (as the sentences come by)
 *          -> which features get a row -> samples -> rounds of the network -> sections -> file
 *
 * The network learns on whole paragraphs, put together anew each round in an order drawn by the seed; the rate
 * of learning rises for a moment and then falls along a cosine to nothing (Loshchilov and Hutter 2017), so that
 * the last round is the best and none has to be chosen by the held-out files. */
#include "train/training.h"

#include <errno.h>

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "language/language.h"
#include "language/model/feature.h"
#include "language/model/model.h"
#include "language/parser/lemmatizer.h"
#include "language/parser/tokenizer.h"
#include "train/corpus.h"
#include "train/pack.h"
#include "train/trainer.h"

enum {
    BATCH = 800,         /* words of a step, about                                */
    PARAGRAPH_MAX = 200, /* words after which a paragraph may be cut at a sentence */
    PIECE_MAX = 2000,    /* words of one sentence that are learnt from            */
    SEEN = 2,            /* a feature seen so often gets a row                    */
    TAG_SEEN = 3,        /* a tag seen so often is a class                        */
    RARE = 3,            /* a form seen no oftener is left out more               */
    WARM = 200,          /* steps until the full rate; a tenth of all at most    */
    NUMBERS_MAX = 512    /* of a vector                                           */
};
static const double RATE = 2e-3, LAST_RATE = 1e-5, DROPOUT = 0.25;
static const float VECTOR_SCALE = 0.5f;

struct vectors {
    struct index index;
    float *at;
    size_t n, width;
};

struct training {
    const struct train_options *options;
    train_progress *progress;
    void *progress_at;
    struct arena mem;
    struct inventory inventory;
    struct corpus learn, *dev;
    struct index features;
    uint32_t rows;
    struct vectors vectors;
    struct tokenizer_trainer *tokenizer;
    struct lemma_trainer *lemmas;
};

static priscus_status no_memory(struct priscus_error *err)
{
    return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
}

__attribute__((format(printf, 2, 3))) static void tell(struct training *t, const char *format, ...)
{
    char line[256];
    va_list args;

    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (t->progress)
        t->progress(t->progress_at, line);
}

static priscus_status vectors_read(struct training *t, struct priscus_error *err)
{
    const char *path = t->options->vectors;
    size_t most = t->options->n_vectors ? t->options->n_vectors : TRAIN_VECTORS, room = 0, number = 0;
    struct vectors *v = &t->vectors;
    FILE *file = fopen(path, "r");
    char *line = NULL;
    priscus_status status = PRISCUS_OK;

    if (!file)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: cannot be opened: %s", path, strerror(errno));
    while (status == PRISCUS_OK && v->n < most && getline(&line, &room, file) > 0) {
        char *at = strchr(line, ' ');
        float numbers[NUMBERS_MAX];
        uint64_t hashes[FEATURES_MAX];
        size_t n = 0;

        number++;
        if (!at)
            continue;
        feature_hashes(text_of(line, (size_t)(at - line)), hashes);
        for (; n < NUMBERS_MAX; n++) {
            char *end;

            numbers[n] = VECTOR_SCALE * strtof(at, &end);
            if (end == at)
                break;
            at = end;
        }
        if (number == 1 && n == 1)
            continue; /* word2vec's first line: how many words, how many numbers */
        if (!v->width) {
            v->width = n;
            v->at = calloc(most, n * sizeof *v->at);
            if (!v->at)
                status = no_memory(err);
        }
        if (status == PRISCUS_OK && (n != v->width || n == 0 || n == NUMBERS_MAX))
            status = error_set(err, PRISCUS_EINPUT, NOWHERE, "%s:%zu: %zu numbers where %zu should be", path, number, n,
                               v->width);
        if (status != PRISCUS_OK || (v->index.slots && v->index.keys[index_slot(&v->index, hashes[0])]))
            continue;
        if (!index_add(&v->index, hashes[0], (uint32_t)v->n))
            status = no_memory(err);
        memcpy(v->at + v->n++ * v->width, numbers, v->width * sizeof *numbers);
    }
    free(line);
    fclose(file);
    return status;
}

static bool also_learn(void *at, const struct conllu_sentence *sentence)
{
    struct training *t = at;

    return tokenizer_trainer_add(t->tokenizer, sentence);
}

static bool is_o(void *at)
{
    struct training *t = at;

    return label_of(&t->inventory.names, text_c("O"), true, &t->mem) == 0;
}

static priscus_status read_all(struct training *t, struct priscus_error *err)
{
    const struct train_options *o = t->options;
    priscus_status status;

    if (!is_o(t))
        return no_memory(err);
    for (size_t i = 0; i < o->n_treebanks; i++)
        if ((status = corpus_read(o->treebanks[i], o->names, o->n_names, true, &t->inventory, &t->mem, &t->learn,
                                  also_learn, t, err)) != PRISCUS_OK)
            return status;
    if (t->learn.n == 0)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: no sentence to learn from", o->treebanks[0]);
    t->dev = arena_alloc(&t->mem, o->n_dev * sizeof *t->dev);
    if (!t->dev)
        return no_memory(err);
    for (size_t i = 0; i < o->n_dev; i++)
        if ((status = corpus_read(o->dev[i], o->names, o->n_names, false, &t->inventory, &t->mem, &t->dev[i], NULL,
                                  NULL, err)) != PRISCUS_OK)
            return status;
    for (size_t i = 0; i < t->learn.n; i++) {
        const struct corpus_word *w = &t->learn.words[i];

        if (!lemma_trainer_add(t->lemmas, w->form, w->xpos.len ? w->xpos : w->upos, w->lemma))
            return no_memory(err);
    }
    tell(t, "%zu words to learn from, %zu tags, %zu relations, %zu labels of names", t->learn.n, t->inventory.tags.n,
         t->inventory.relations.n, t->inventory.names.n);
    return o->vectors ? vectors_read(t, err) : PRISCUS_OK;
}

/* Tags that are seen once or twice are not worth a class: their words say nothing about tags. */
static bool tags_prune(struct training *t)
{
    struct labels kept = { 0 };
    size_t *counts = arena_alloc(&t->mem, t->inventory.tags.n * sizeof *counts);
    int16_t *now = arena_alloc(&t->mem, t->inventory.tags.n * sizeof *now);

    if (!counts || !now)
        return false;
    for (size_t i = 0; i < t->learn.n; i++)
        counts[t->learn.words[i].tag]++;
    for (size_t k = 0; k < t->inventory.tags.n; k++) {
        now[k] = -1;
        if (counts[k] >= TAG_SEEN || t->learn.n < TAG_SEEN * 1000) {
            uint32_t number = label_of(&kept, t->inventory.tags.at[k], true, &t->mem);

            if (number == UINT32_MAX)
                return false;
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
    return true;
}

static bool rows_count(struct training *t)
{
    for (size_t i = 0; i < t->learn.n; i++) {
        uint64_t hashes[FEATURES_MAX];
        unsigned n = feature_hashes(t->learn.words[i].form, hashes);

        for (unsigned k = 0; k < n; k++)
            if (!index_add(&t->features, hashes[k], 0))
                return false;
    }
    for (size_t i = 0; i < t->features.slots; i++)
        t->features.values[i] = t->features.keys[i] && t->features.counts[i] >= SEEN ? t->rows++ : UINT32_MAX;
    return true;
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
            size_t slot = index_slot(&t->features, hashes[k]);

            if (t->features.keys[slot] && t->features.values[slot] != UINT32_MAX)
                rows[m++] = t->features.values[slot];
            if (k == 0)
                samples[i].rare = !t->features.keys[slot] || t->features.counts[slot] <= RARE;
        }
        samples[i].features = rows;
        samples[i].n_features = (uint8_t)m;
        samples[i].n_form = (uint8_t)(m ? m - 1 : 0);
        if (t->vectors.n) {
            size_t slot = index_slot(&t->vectors.index, hashes[0]);

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

/* Words of the piece that begins at samples[0]: a paragraph, or as much of it as whole sentences go. */
static size_t piece_of(const struct sample *samples, size_t n)
{
    size_t k = 1;

    while (k < n && !samples[k].paragraph && !(samples[k].starts && k >= PARAGRAPH_MAX))
        k++;
    return k;
}

static struct text to_colon(struct text t)
{
    const char *colon = memchr(t.ptr, ':', t.len);

    return colon ? text_of(t.ptr, (size_t)(colon - t.ptr)) : t;
}

struct name_count {
    size_t gold, said, right;
};

/* Is there a name's first word at i? Up to which word? */
static size_t name_end(const struct training *t, const struct sample *samples, const int16_t *labels, size_t i,
                       size_t n)
{
    const struct labels *all = &t->inventory.names;
    size_t end = i + 1;

    if (labels[i] < 0 || all->at[labels[i]].ptr[0] != 'B')
        return 0;
    while (end < n && !samples[end].starts && labels[end] >= 0 && all->at[labels[end]].ptr[0] == 'I' &&
           !strcmp(all->at[labels[end]].ptr + 1, all->at[labels[i]].ptr + 1))
        end++;
    return end;
}

static void count_names(const struct training *t, const struct sample *samples, const int16_t *said, size_t n,
                        struct name_count *count)
{
    int16_t gold[PARAGRAPH_MAX + PIECE_MAX];

    for (size_t i = 0; i < n; i++)
        gold[i] = samples[i].name;
    for (size_t i = 0; i < n; i++) {
        size_t a = name_end(t, samples, gold, i, n), b = name_end(t, samples, said, i, n);

        if (gold[i] < 0)
            continue;
        count->gold += a != 0;
        count->said += b != 0;
        count->right += a && a == b && gold[i] == said[i];
    }
}

static bool measure(struct training *t, struct network *net, const struct corpus *corpus, struct sample *samples,
                    const char *name)
{
    enum { MOST = PARAGRAPH_MAX + PIECE_MAX };
    size_t tag = 0, upos = 0, head = 0, las = 0, ends = 0, ends_said = 0, ends_right = 0;
    struct name_count count = { 0 };
    int16_t tags[MOST], names[MOST], relations[MOST];
    int32_t heads[MOST];
    float end[MOST];

    for (size_t at = 0, n; at < corpus->n; at += n) {
        struct network_answer answer = { end, tags, names, relations, heads };

        n = piece_of(samples + at, corpus->n - at);
        if (n > MOST)
            continue;
        samples[at].paragraph = true;
        if (!network_run(net, samples + at, n, &answer))
            return false;
        count_names(t, samples + at, names, n, &count);
        for (size_t i = 0; i < n; i++) {
            const struct sample *s = &samples[at + i];
            struct text said = t->inventory.tags.at[tags[i]];
            bool ended = i + 1 == n || end[i] > 0;

            tag += tags[i] == s->tag;
            upos += text_eq(text_of(said.ptr, strcspn(said.ptr, "\t")), corpus->words[at + i].upos);
            head += heads[i] == s->head;
            las += heads[i] == s->head && s->relation >= 0 &&
                   text_eq(to_colon(t->inventory.relations.at[relations[i]]),
                           to_colon(t->inventory.relations.at[s->relation]));
            ends += s->ends;
            ends_said += ended;
            ends_right += ended && s->ends;
        }
    }
    if (corpus->n)
        tell(t,
             "  %s, words and sentences given: UPOS %.2f, whole tag %.2f, UAS %.2f, LAS %.2f; ends of "
             "sentences F1 %.2f; names F1 %.2f",
             name, 100.0 * (double)upos / (double)corpus->n, 100.0 * (double)tag / (double)corpus->n,
             100.0 * (double)head / (double)corpus->n, 100.0 * (double)las / (double)corpus->n,
             ends + ends_said ? 200.0 * (double)ends_right / (double)(ends + ends_said) : 0.0,
             count.gold + count.said ? 200.0 * (double)count.right / (double)(count.gold + count.said) : 0.0);
    return true;
}

static priscus_status rounds(struct training *t, struct network *net, struct priscus_error *err)
{
    unsigned epochs = t->options->epochs ? t->options->epochs : TRAIN_EPOCHS;
    struct sample *learn = samples_of(t, &t->learn), *batch;
    struct sample **dev = arena_alloc(&t->mem, (t->options->n_dev + 1) * sizeof *dev);
    size_t *pieces = arena_alloc(&t->mem, (t->learn.n + 1) * sizeof *pieces), n_pieces = 0, step = 0;
    double steps = (double)epochs * (double)t->learn.n / BATCH;
    uint64_t lot = 0x9e3779b97f4a7c15u + t->options->seed;

    batch = arena_alloc(&t->mem, (BATCH + PIECE_MAX) * sizeof *batch);
    if (!learn || !dev || !pieces || !batch)
        return no_memory(err);
    for (size_t i = 0; i < t->options->n_dev; i++)
        if (!(dev[i] = samples_of(t, &t->dev[i])))
            return no_memory(err);
    for (size_t at = 0, n; at < t->learn.n; at += n) {
        n = piece_of(learn + at, t->learn.n - at);
        learn[at].paragraph = true;
        if (n <= PIECE_MAX)
            pieces[n_pieces++] = at;
    }
    for (unsigned epoch = 1; epoch <= epochs; epoch++) {
        struct network_loss loss = { 0 };
        size_t n = 0;

        for (size_t i = n_pieces; i > 1; i--) {
            size_t other, kept = pieces[i - 1];

            lot = lot * 6364136223846793005u + 1442695040888963407u;
            other = (size_t)(lot >> 33) % i;
            pieces[i - 1] = pieces[other];
            pieces[other] = kept;
        }
        for (size_t i = 0; i < n_pieces; i++) {
            size_t m = piece_of(learn + pieces[i], t->learn.n - pieces[i]);

            memcpy(batch + n, learn + pieces[i], m * sizeof *batch);
            n += m;
            if (n >= BATCH || i + 1 == n_pieces) {
                double done = (double)step / steps, warm = steps / 10 < WARM ? steps / 10 : WARM;
                double rate = RATE * (step < warm ? (double)step / warm : 1) * 0.5 *
                              (1 + cos(3.14159265358979 * (done < 1 ? done : 1)));

                if (!network_step(net, batch, n, rate + LAST_RATE, &loss))
                    return no_memory(err);
                step++;
                n = 0;
            }
        }
        tell(t, "round %u of %u: loss of ends %.4f, tags %.4f, names %.4f, heads %.4f, relations %.4f", epoch, epochs,
             loss.ends / (double)loss.n, loss.tag / (double)loss.n, loss.name / (double)loss.n,
             loss.arc / (double)loss.n, loss.relation / (double)loss.n);
        for (size_t i = 0; i < t->options->n_dev && (epoch % 5 == 0 || epoch == epochs); i++)
            if (!measure(t, net, &t->dev[i], dev[i], t->options->dev[i]))
                return no_memory(err);
    }
    return PRISCUS_OK;
}

static void write_labels(const struct labels *labels, struct buffer *out)
{
    for (size_t i = 0; i < labels->n; i++) {
        buffer_text(out, labels->at[i]);
        buffer_char(out, '\n');
    }
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
    write_labels(&t->inventory.tags, &parts[TAGS]);
    write_labels(&t->inventory.relations, &parts[RELATIONS]);
    write_labels(&t->inventory.names, &parts[NAMES]);
    ok = pack_weights(w, &parts[WEIGHTS]);
    ok &= index_write(&t->features, t->rows, &parts[ROWS_INDEX]) &&
          pack_table(w->w[N_ROWS], t->rows, w->shape.width, &parts[ROWS]) &&
          (!t->vectors.n || (index_write(&t->vectors.index, t->vectors.n, &parts[VECTORS_INDEX]) &&
                             pack_table(t->vectors.at, t->vectors.n, t->vectors.width, &parts[VECTORS]))) &&
          tokenizer_trainer_finish(t->tokenizer, t->options->seed, &parts[TOKENIZER]) &&
          lemma_trainer_finish(t->lemmas, &parts[LEMMAS]);
    for (unsigned i = 0; i < PARTS; i++) {
        ok &= !parts[i].failed;
        if (parts[i].len)
            packed[n++] = (struct model_part){ part_names[i], buffer_as_text(&parts[i]) };
    }
    status = ok ? model_save(t->options->output, packed, n, err) : no_memory(err);
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
    status = t.tokenizer && t.lemmas ? read_all(&t, err) : no_memory(err);
    if (status == PRISCUS_OK && (!tags_prune(&t) || !rows_count(&t)))
        status = no_memory(err);
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
            status = no_memory(err);
        else
            status = rounds(&t, net, err);
    }
    if (status == PRISCUS_OK)
        status = save(&t, net, err);
    network_free(net);
    tokenizer_trainer_free(t.tokenizer);
    lemma_trainer_free(t.lemmas);
    index_free(&t.features);
    index_free(&t.vectors.index);
    free(t.vectors.at);
    arena_release(&t.mem);
    return status;
}
