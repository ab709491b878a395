/* attribution_train.c - see attribution_train.h.
 *
 *     article -> document, as in use -> one row a paragraph, labelled O B-CUE I-CUE B-SOURCE ...   the first network
 *                                    -> one row a cue, its paragraph around it, labelled O B-SOURCE ... B-CONTENT ...
 *                                                                                                  the second
 *
 * Features that are seen SEEN times get a row of numbers. It learns in rounds (rounds.h). */
#include "train/attribution_train.h"

#include "record/statement/attribution_features.h"
#include "train/attribution_rows.h"

enum { SEEN = 10 }; /* a feature so often gets a row */
static const char *const prefixes[NETWORKS] = { "cue.", "span." };

static priscus_status learn(struct attribution_training *t, unsigned network, struct buffer parts[LABEL_PARTS],
                            struct priscus_error *err)
{
    const struct article_options *o = t->options;
    const struct label_options how = { .prefix = prefixes[network],
                                       .width = o->width ? o->width : ATTRIBUTION_WIDTH,
                                       .layers = o->layers ? o->layers : ATTRIBUTION_LAYERS,
                                       .epochs = o->epochs ? o->epochs : ATTRIBUTION_EPOCHS,
                                       .seed = o->seed,
                                       .seen = SEEN,
                                       .rows = o->rows,
                                       .vector = (uint32_t)attribution_vector_width(t->language, true) };

    return label_learn(&t->of[network], &how, t->progress, t->progress_at, &t->mem, parts, err);
}

priscus_status attribution_train(const struct article_options *o, train_progress *progress, void *at,
                                 struct priscus_error *err)
{
    struct attribution_training t = { .options = o, .progress = progress, .progress_at = at };
    struct buffer parts[NETWORKS][LABEL_PARTS] = { 0 };
    priscus_status status = language_find(o->model, LANGUAGE_FAST, true, &t.language, err);
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
    if (status == PRISCUS_OK && !o->rows)
        status = label_save(language_model(t.language), prefixes, parts, NETWORKS, o->output, err);
    for (unsigned k = 0; k < NETWORKS; k++) {
        for (unsigned i = 0; i < LABEL_PARTS; i++)
            buffer_release(&parts[k][i]);
        label_free(&t.of[k]);
    }
    document_reader_free(t.reader);
    language_close(t.language);
    arena_release(&t.mem);
    return status;
}
