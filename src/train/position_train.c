/* position_train.c - see position_train.h. */
#include "record/position/party_features.h"
#include "record/position/position_reader.h"
#include "train/position_rows.h"

enum {
    SEEN = 4, /* a feature so often gets a row */
    RARE = 7 /* an issue that is taken a position on less than once in so many articles is found by its phrases alone */
};

priscus_status position_train(const struct article_options *o, train_progress *progress, void *at,
                              struct priscus_error *err)
{
    static const char *const prefixes[] = { POSITION_SECTION, ISSUE_SECTION };
    struct position_training t = { .options = o, .progress = progress, .progress_at = at };
    struct buffer parts[2][LABEL_PARTS] = { 0 };
    struct label_options how = { .prefix = POSITION_SECTION,
                                 .width = o->width ? o->width : POSITION_WIDTH,
                                 .layers = o->layers ? o->layers : POSITION_LAYERS,
                                 .epochs = o->epochs ? o->epochs : POSITION_EPOCHS,
                                 .seed = o->seed,
                                 .seen = SEEN,
                                 .rows = o->rows };
    priscus_status status = language_find(o->model, LANGUAGE_FAST, true, &t.language, err);
    int16_t none;

    if (status == PRISCUS_OK && !(t.reader = document_reader_new(t.language)))
        status = error_memory(err);
    if (status == PRISCUS_OK)
        status = attributor_new(t.language, &t.attributor, err);
    if (status == PRISCUS_OK && !t.attributor)
        status = error_set(err, PRISCUS_EINPUT, NOWHERE,
                           "the model finds no statements; learn them first, from articles with \"attributions\"");
    if (status == PRISCUS_OK)
        status = knowledge_open(t.language, NULL, 0, NULL, 0, &t.knowledge, err);
    if (status == PRISCUS_OK && (label_number(&t.rows, "O", &t.mem, &none) != PRISCUS_OK ||
                                 label_number(&t.issues, "O", &t.mem, &none) != PRISCUS_OK ||
                                 label_number(&t.parties, "O", &t.mem, &none) != PRISCUS_OK))
        status = error_memory(err);
    for (size_t i = 0; i < o->n_corpora && status == PRISCUS_OK; i++)
        status = position_corpus(&t, o->corpora[i], err);
    if (status == PRISCUS_OK && !t.held)
        status = error_set(err, PRISCUS_EINPUT, NOWHERE, "no positions to learn from in the articles");
    if (status == PRISCUS_OK) {
        train_tell(progress, at, "%zu articles, %zu positions, %zu of them named by the agenda; %zu mentions, %zu held",
                   t.articles, t.given, t.named, t.mentions, t.held);
        how.vector = (uint32_t)position_vector_width(t.language, true);
        status = label_learn(&t.rows, &how, progress, at, &t.mem, parts[0], err);
    }
    if (status == PRISCUS_OK) {
        how.prefix = ISSUE_SECTION;
        how.width = o->width ? o->width : ISSUE_WIDTH;
        status = label_drop_rare(&t.issues, t.articles / RARE, &t.mem) != PRISCUS_OK ? error_memory(err) : PRISCUS_OK;
    }
    if (status == PRISCUS_OK)
        status = label_learn(&t.issues, &how, progress, at, &t.mem, parts[1], err);
    if (status == PRISCUS_OK && o->rows) {
        how.prefix = PARTY_SECTION;
        status = label_learn(&t.parties, &how, progress, at, &t.mem, NULL, err);
    }
    if (status == PRISCUS_OK && !o->rows)
        status = label_save(language_model(t.language), prefixes, parts, 2, o->output, err);
    for (unsigned k = 0; k < 2; k++)
        for (unsigned i = 0; i < LABEL_PARTS; i++)
            buffer_release(&parts[k][i]);
    label_free(&t.rows);
    label_free(&t.issues);
    label_free(&t.parties);
    knowledge_close(t.knowledge);
    attributor_free(t.attributor);
    document_reader_free(t.reader);
    language_close(t.language);
    arena_release(&t.mem);
    return status;
}
