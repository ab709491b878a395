/* floor.h - what the files of this floor share; language/document.h is for everybody else. */
#ifndef LANGUAGE_FLOOR_H
#define LANGUAGE_FLOOR_H

#include "language/document.h"

/* What the word lists in data/language say of a word; see lexicon.h's story in lexicon.c. */
enum {
    WORD_DET = 1 << 0,
    WORD_PRON = 1 << 1,
    WORD_ADP = 1 << 2,
    WORD_AUX = 1 << 3,
    WORD_CCONJ = 1 << 4,
    WORD_SCONJ = 1 << 5,
    WORD_PART = 1 << 6,
    WORD_ADV = 1 << 7,
    WORD_ADJ = 1 << 8,
    WORD_VERB = 1 << 9,
    WORD_NOUN = 1 << 10,
    WORD_NUM = 1 << 11,
    WORD_ABBREVIATION = 1 << 12, /* takes a point */
    WORD_TITLE = 1 << 13,        /* ... and a name follows: Mr. Gen. */
    WORD_STARTER = 1 << 14,      /* begins sentences: The, But, However */
    WORD_SAY = 1 << 15,          /* verbs of saying                     */
    WORD_THINK = 1 << 16,        /* verbs of thinking and wanting: their "that" is somebody's too */
    WORD_TIME = 1 << 17          /* last week, Tuesday, June            */
};

struct word {
    struct text form;
    unsigned kinds;    /* WORD_... */
    struct text lemma; /* of an irregular form, else empty */
    unsigned feats;    /* FEAT_... of an irregular form    */
};

/* The word lists, built in and indexed once for the whole program (thread-safe). NULL: not listed.
 * `form` is lower case. */
const struct word *lexicon_find(struct text form);
/* False: memory is out. Call before lexicon_find; cheap when done already. */
bool lexicon_load(void);

#endif
