/* occasion_words.h - the words for where something is said, and to whom (data/record/occasions.txt). */
#ifndef OCCASION_WORDS_H
#define OCCASION_WORDS_H

#include "record/knowledge/phrase.h"
#include "record/record.h"

enum occasion_kind {
    OCCASION_EVENT,    /* briefing, letter                                        */
    OCCASION_CHANNEL,  /* Telegram, phone: only behind one of OCCASION_WHERE      */
    OCCASION_AUDIENCE, /* reporters, parliament                                   */
    OCCASION_TELLS,    /* tell, inform: the object is who is spoken to            */
    OCCASION_SPEAKING, /* "speaking at a summit, she said"                        */
    OCCASION_WHERE,    /* in, at, during                                          */
    OCCASION_AFTER,    /* after, following: taken where nothing better is there   */
    OCCASION_THROUGH   /* quote, report: whose agent stands in the chain (chain.c) */
};

/* Is the token a word of this kind, or one of several ("Truth Social") that lie in `within`? */
bool occasion_word(const struct phrase_set *words, const struct document *doc, struct token_range within,
                   uint32_t token, enum occasion_kind kind);

#endif
