/* lexicon.h - the words of data/language/words.txt: verbs of saying (SAY) and of thinking and wanting (THINK), whose
 * surroundings are somebody's words or mind; what makes nothing of a saying ("denied saying", UNSAY); adjectives that are
 * said of somebody (MINDED). */
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
/* FEAT_SAYS, FEAT_THINKS, FEAT_UNSAYS and FEAT_MINDED of a lemma (language/document.h); 0: it is none of them. */
uint16_t lexicon_feats(const struct lexicon *lexicon, struct text lemma);

#endif
