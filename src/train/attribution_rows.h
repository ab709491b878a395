/* attribution_rows.h - between attribution_corpus.c, which makes rows of articles, and attribution_train.c, which
 * learns from them. */
#ifndef ATTRIBUTION_ROWS_H
#define ATTRIBUTION_ROWS_H

#include "language/document.h"
#include "train/attribution_train.h"
#include "train/label_train.h"

enum { CUE, SPAN, NETWORKS };
struct attribution_training {
    const struct article_options *options;
    train_progress *progress;
    void *progress_at;
    struct arena mem; /* of the whole: vectors */
    struct language *language;
    struct document_reader *reader;
    struct label_learning of[NETWORKS];
    size_t articles, attributions, strange;
    uint32_t tokens; /* of the articles before */
};

/* The label's number in a network's list; `role` NULL: none, "O". */
priscus_status attribution_label(struct attribution_training *t, unsigned network, const char *role, bool begins,
                                 int16_t *number);
/* The articles of a file, into rows of both networks. */
priscus_status attribution_corpus(struct attribution_training *t, const char *path, struct priscus_error *err);

#endif
