/* tokenizer_train_parts.h - what the files that train the tokenizer share.
 *
 *     tokenizer_train.c     the treebank as a text; all of it put together
 *     tokenizer_places.c    where a token ends inside a run without white space
 *     tokenizer_types.c     which tokens are several words: endings that say so, and what they get wrong
 *     tokenizer_section.c   the section of the model
 */
#ifndef TOKENIZER_TRAIN_PARTS_H
#define TOKENIZER_TRAIN_PARTS_H

#include "base/buffer.h"
#include "language/parser/char_run.h"
#include "language/parser/tokenizer_layout.h"
#include "train/tokenizer/tokenizer_train.h"

#define TOKENIZER_BITS 16 /* of a feature's hash: which weight it has */

/* A token as it stands in the text, and its words if they are several. */
struct seen {
    uint32_t begin, end;
    uint32_t words; /* first of its words; n_words 1: none kept */
    uint32_t n_words;
};

struct tokenizer_trainer {
    struct arena mem;
    struct buffer text;  /* paragraphs, an empty line between */
    struct buffer forms; /* of words in tokens of several     */
    struct seen *tokens;
    size_t n_tokens, room_tokens;
    struct span *words; /* in forms */
    size_t n_words, room_words;
};

/* Characters of a token or form, as char_run.h has them. */
struct characters {
    size_t n;
    uint32_t points[CHAR_RUN_MAX];
    bool plain; /* letters alone */
};

/* A token's kinds of reading, by its small form: how often one word, how often the several words first seen. */
struct type {
    uint64_t hash;
    const struct seen *several; /* NULL: never */
    struct text form;           /* as first seen so */
    uint32_t n_one, n_several, n_apart;
    bool is_several; /* the majority */
    bool is_apart;   /* two tokens */
    bool is_cut;     /* its words are pieces of it */
    uint32_t lengths[TOKENS_WORDS];
};

struct ending {
    uint64_t hash;
    uint32_t counts[TOKENS_ENDING + 1]; /* of types, by the length of the last word; [0]: no cut */
    uint32_t cut;
    bool kept, plain;
};

struct types {
    struct type *at;
    size_t mask;
    struct ending *endings;
    size_t n_endings, mask_endings;
};

/* tokenizer_places.c: the weights of all features, and the bias. `ends[i]`: a token ends before byte i. */
priscus_status tokenizer_places_learn(struct tokenizer_trainer *trainer, const uint8_t *ends, unsigned seed,
                                      int16_t *weights, int32_t *bias);

/* tokenizer_types.c: the tokens of the treebank by their small form, and the endings that are believed. */
priscus_status tokenizer_types_learn(struct tokenizer_trainer *trainer, struct types *out);
/* Would endings alone cut the token as it should be? */
bool tokenizer_endings_suffice(struct types *types, const struct type *type, const struct characters *token);
/* False: too long, or with white space. */
bool tokenizer_characters(struct text form, struct characters *out);
/* Word i of a token of several. */
struct text tokenizer_word(const struct tokenizer_trainer *trainer, const struct seen *seen, uint32_t i);

/* tokenizer_section.c */
priscus_status tokenizer_section_write(struct tokenizer_trainer *trainer, struct types *types, const int16_t *weights,
                                       int32_t bias, struct buffer *out);

#endif
