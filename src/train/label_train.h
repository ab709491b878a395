/* label_train.h - a network that labels words (language/model/labeller.h), learnt from rows of labelled words, and put into a
 * model beside the language it stands on.
 *
 *     label_number(&l, "B-CUE", &mem, &name)                    once a label
 *     label_word(&l, hashes, n, n_form, first, name, vector)    once a word, row by row
 *     label_learn(&l, &how, ...)                                rounds of training (rounds.h)
 *     label_save(...)                                           the language's sections as they are, then these */
#ifndef LABEL_TRAIN_H
#define LABEL_TRAIN_H

#include "base/buffer.h"
#include "train/corpus.h"
#include "train/feature_index.h"
#include "train/training.h"

struct model;

/* One word of a row, before its features have row numbers. */
struct seen {
    uint32_t hashes; /* index of its first hash */
    uint8_t n, n_form;
    bool first;     /* of its row */
    int16_t label;  /* -1: not said; the row teaches nothing then */
    uint32_t token; /* which of the corpus' tokens, counted over all its articles */
    const float *vector;
};

/* Zeroed before the first word. The first label is that of words that are nothing: "O". */
struct label_learning {
    struct labels labels;
    struct seen *words;
    size_t n, room;
    uint64_t *hashes;
    size_t n_hashes, hashes_room;
    struct feature_index features;
    uint32_t rows;
};
void label_free(struct label_learning *l);

/* The number of a label, which is kept in `mem`. PRISCUS_ENOMEM alone. */
priscus_status label_number(struct label_learning *l, const char *label, struct arena *mem, int16_t *number);
/* One more word; `vector` is the caller's and stays. PRISCUS_ENOMEM alone. */
priscus_status label_word(struct label_learning *l, const uint64_t *hashes, unsigned n, unsigned n_form, bool first,
                          int16_t label, uint32_t token, const float *vector);

/* Labels that stand at fewer than `least` places are taught no more, and rows that have one of them teach nothing: of so few
 * a network learns no more than that the label is rare. No label may be added behind it. PRISCUS_ENOMEM alone. */
priscus_status label_drop_rare(struct label_learning *l, size_t least, struct arena *mem);

/* What attribution_train() and position_train() learn from, and how. */
struct article_options {
    const char *const *corpora; /* JSON lines, an article each */
    size_t n_corpora;
    const char *model;  /* the one that it stands on; NULL: the one installed */
    const char *output; /* the same with the networks in it                   */
    const char *rows;   /* a folder: nothing is learnt, the rows are written there (label_rows.h); NULL: learn */
    unsigned epochs, seed;
    unsigned width, layers; /* of each network; 0: as it is shipped       */
};

/* How a network is learnt. */
struct label_options {
    const char *prefix; /* of its sections: "cue." */
    unsigned width, layers, epochs, seed;
    unsigned seen;    /* a feature so often gets a row of numbers */
    const char *rows; /* as of article_options               */
    uint32_t vector;  /* numbers a word's vector has */
};
enum { LABEL_SHAPE, LABEL_NAMES, LABEL_WEIGHTS, LABEL_ROWS_INDEX, LABEL_ROWS, LABEL_PARTS };

/* Learn, and pack the network as the sections of a model. */
priscus_status label_learn(struct label_learning *l, const struct label_options *how, train_progress *progress,
                           void *progress_at, struct arena *mem, struct buffer parts[LABEL_PARTS],
                           struct priscus_error *err);

/* A model of another's sections, without those that have the prefixes, and of n networks under these prefixes. */
priscus_status label_save(const struct model *model, const char *const *prefixes, struct buffer (*parts)[LABEL_PARTS],
                          size_t n, const char *output, struct priscus_error *err);

#endif
