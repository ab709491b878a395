/* language_parts.h - what a language is made of: between language.c, which opens a model, and language_read.c, which reads
 * text with it. */
#ifndef LANGUAGE_PARTS_H
#define LANGUAGE_PARTS_H

#include "language/language.h"
#include "language/lexicon.h"
#include "language/model/section.h"
#include "language/parser/lemmatizer.h"
#include "language/parser/tokenizer.h"

struct language {
    struct model model;
    struct weights weights;
    struct tokenizer tokenizer;
    struct lemmatizer lemmatizer;
    struct lexicon lexicon;
    struct table rows, vectors;
    struct label *tags, *relations, *names;
    bool allowed[NAMES_MAX][NAMES_MAX]; /* may a label follow another */
};

#endif
