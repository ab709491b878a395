/* parse.h - what the two files of `priscus parse` share: parse.c reads inputs, sentence.c writes sentences. */
#ifndef PARSE_H
#define PARSE_H

#include "base/visible.h"
#include "cli/command.h"
#include "language/conllu.h"
#include "language/language.h"

/* What is written, and all that lasts longer than a block. */
struct parser {
    const struct options *options;
    unsigned want;
    struct language *language;
    struct language_reader *reader;
    struct arena mem;       /* of a block                          */
    struct visible visible; /* what was read of it; CoNLL-U: nothing */
    struct buffer out;
    size_t n_sentences;
    struct text document; /* its id, for the next sentence or, in JSON, for all; empty: none */
    bool newdoc;          /* to be said with the next sentence                               */
    bool inputs_failed;   /* one at least; it was complained of                              */
};

/* What the model says of the words, into the sentence. */
priscus_status parse_fill(struct parser *p, const struct parsed_word *w, struct conllu_sentence *s);

/* A line of JSON. `base`: where in the input the text begins that spans are into. */
void parse_write_json(struct parser *p, const struct parsed_word *w, const struct conllu_sentence *s, struct text text,
                      uint64_t base);
/* Names as the field's scorers read them: number, form, IOB2 tag, a blank line behind the sentence. */
void parse_write_iob2(struct parser *p, const struct parsed_word *w, const struct conllu_sentence *s);

#endif
