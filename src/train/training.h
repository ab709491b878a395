/* training.h - from treebanks to a model file.
 *
 * CoNLL-U files are read into one run of words; the tokenizer, the lemmatizer and the network learn from them
 * in turn; after each round of the network the held-out figures are handed to `progress`. The same files,
 * options and seed give the same model on the same machine. */
#ifndef TRAINING_H
#define TRAINING_H

#include "base/base.h"

struct train_options {
    const char *const *treebanks; /* CoNLL-U files to learn from                                    */
    size_t n_treebanks;
    const char *const *dev; /* CoNLL-U files to measure on; none is learnt from                   */
    size_t n_dev;
    const char *const *names; /* IOB2 files, matched to sentences of either by # sent_id            */
    size_t n_names;
    const char *vectors; /* "word number number ..." lines, commonest first; NULL: none           */
    const char *output;
    unsigned epochs; /* 0: TRAIN_EPOCHS */
    unsigned seed;
    unsigned width, layers, low; /* 0: as TRAIN_WIDTH ...                                   */
    unsigned n_vectors;          /* at most so many of `vectors`; 0: TRAIN_VECTORS          */
};

enum { TRAIN_EPOCHS = 40, TRAIN_WIDTH = 192, TRAIN_LAYERS = 3, TRAIN_LOW = 1, TRAIN_VECTORS = 50000 };

/* One line about how it stands: a round of training, or figures on a file of `dev`. */
typedef void train_progress(void *at, const char *line);
/* Such a line; `progress` may be NULL. */
void train_tell(train_progress *progress, void *at, const char *format, ...) __attribute__((format(printf, 3, 4)));

priscus_status train_run(const struct train_options *options, train_progress *progress, void *at,
                         struct priscus_error *err);

#endif
