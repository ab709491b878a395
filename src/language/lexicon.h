/* lexicon.h - the verbs of data/language/words.txt: of saying (SAY) and of thinking and wanting (THINK). What follows or
 * surrounds them is somebody's words or mind. */
#ifndef LEXICON_H
#define LEXICON_H

#include "base/base.h"

#define LEXICON_SLOTS ((size_t)1 << 10) /* more than twice as many as there are verbs */

struct lexicon {
    struct {
        struct text lemma;
        uint16_t feats;
    } slots[LEXICON_SLOTS]; /* by hash, open addressing */
};

void lexicon_load(struct lexicon *out);
/* FEAT_SAYS and FEAT_THINKS of a verb's lemma (language/document.h); 0: it is neither. */
uint16_t lexicon_feats(const struct lexicon *lexicon, struct text lemma);

#endif
