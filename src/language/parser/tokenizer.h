/* tokenizer.h - text into tokens and words by a learnt classifier, offsets kept.
 *
 *     They don't know U.S.-led plans (yet)...
 *     [They][don't = do n't][know][U.S.][-][led][plans][(][yet][)][...]
 *
 * White space always ends a token. Inside a run without white space, each place where a token could end (the
 * class of the characters changes, or a mark stands there) is decided by a linear model over hashed features of
 * the characters around and of the run; multiword tokens are known by a table of whole tokens and by suffixes,
 * both learnt. Sentences are not this file's affair. In the section "tokenizer" of a model. */
#ifndef TOKENIZER_H
#define TOKENIZER_H

#include "base/base.h"

struct tokenizer {
    struct text bytes;
    const void *parts[6];
    uint32_t counts[6];
};

/* The section, aligned to 8, checked and read in place. PRISCUS_EINPUT: what is wrong with it. */
priscus_status tokenizer_open(struct text section, struct tokenizer *out, struct priscus_error *err);

/* A word: where it stands; words of one token follow each other, all but the first with `joined` set. Where a
 * language's words are no cut of the token (zum = zu dem) each word has the token's span and `form` says it;
 * else `form` is empty. */
struct cut {
    struct span span;
    struct text form;
    bool joined;
};

/* Cut text[range), bytes that are valid UTF-8 or not, into words, appended to an array in `mem` (arena_grow). A
 * word is at most TOKENIZER_WORD_MAX bytes (longer runs are cut at a character's edge). Linear in the range.
 * PRISCUS_ENOMEM alone. */
#define TOKENIZER_WORD_MAX 1000
struct cuts {
    struct cut *at;
    size_t n, room;
};
priscus_status tokenizer_cut(const struct tokenizer *tokenizer, struct text text, struct span range, struct arena *mem,
                             struct cuts *out);

#endif
