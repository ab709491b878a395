/* position_rows.h - between position_corpus.c, which makes rows of articles, and position_train.c, which learns from them. */
#ifndef POSITION_ROWS_H
#define POSITION_ROWS_H

#include "record/knowledge/knowledge.h"
#include "train/label_train.h"
#include "train/position_train.h"

struct document_reader;
struct attributor;

struct position_training {
    const struct article_options *options;
    train_progress *progress;
    void *progress_at;
    struct arena mem; /* of the whole: vectors */
    struct language *language;
    struct document_reader *reader;
    struct attributor *attributor;
    struct knowledge *knowledge;
    struct label_learning rows, issues; /* of the two networks */
    struct label_learning parties;      /* of party_reader.h, which is trained elsewhere: with `rows` alone */
    size_t articles, mentions, held;    /* mentions that somebody holds a stance on */
    uint32_t tokens;                    /* of the articles before */
    size_t given, named;                /* positions of the corpus, and those whose issue the agenda's phrases name */
};

/* The articles of a file, into rows. */
priscus_status position_corpus(struct position_training *t, const char *path, struct priscus_error *err);

#endif
