/* language_parts.h - what a language is made of: between language.c, which opens a model, and language_read.c, which reads
 * text with it. */
#ifndef LANGUAGE_PARTS_H
#define LANGUAGE_PARTS_H

#include <pthread.h>

#include "language/encoder/encoder.h"
#include "language/language.h"
#include "language/lexicon.h"
#include "language/model/section.h"
#include "language/parser/lemmatizer.h"
#include "language/parser/tokenizer.h"

struct speeds;

struct language {
    struct model model;
    struct weights weights;
    struct tokenizer tokenizer;
    struct lemmatizer lemmatizer;
    struct lexicon lexicon;
    struct table rows, vectors;
    struct label *tags, *relations, *names;
    bool allowed[NAMES_MAX][NAMES_MAX]; /* may a label follow another */
    struct speeds *speeds;
    const struct encoder *encoder; /* NULL: this is the fast one */
};

/* A language at both its speeds. All that the fast one holds is shared by the full one, which is a copy of it that has an
 * encoder: two addresses of one language, so that nothing that is opened with a language need carry the speed along. */
struct speeds {
    struct language fast, full;
    char *path;              /* of the encoder's file; NULL: the model can have none */
    bool remembered;         /* what was hashed before is not hashed again           */
    pthread_mutex_t lock;    /* of what follows, and of `full`                       */
    bool missing;            /* the file was looked for in vain                      */
    struct model heads;      /* the file                                             */
    struct encoder *encoder; /* NULL: not opened                                     */
};

#endif
