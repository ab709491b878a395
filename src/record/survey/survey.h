/* survey.h - what a page speaks of and what it does not: for whoever writes an agenda.
 *
 *     Norhaven welcomed the ceasefire but balked at the fee. Sund turned down a fishing ban.
 *
 *     sight   "ceasefire", by the agenda's phrase `ceasefire`
 *     topic   "fishing ban", "ban": a party takes a stance on it, and no issue is found in its sentence
 *
 * A topic is found by the same walk as a position (walk.h): what hangs on a word of stance is taken for an issue on
 * trial, and it is one where a position would come of it. */
#ifndef SURVEY_H
#define SURVEY_H

#include "record/record.h"

/* A mention of an issue. */
struct sight {
    struct span sentence, words;
    uint32_t issue;
    uint32_t
        entry; /* 1 + index of the agenda's phrase; 0: none, it refers to what was said before, or a network found it */
};

#define TOPIC_PHRASES_MAX 3

/* What a party takes a stance on, in a sentence without an issue. */
struct topic {
    struct span sentence, words;
    struct text phrases[TOPIC_PHRASES_MAX]; /* as an agenda would have them, the shortest first */
    size_t n_phrases;
};

struct survey {
    uint32_t *matched; /* per phrase of the agenda: how often it matches, also where another one is taken */
    struct sight *sights;
    size_t n_sights, sights_room;
    struct topic *topics;
    size_t n_topics, topics_room;
};

/* Of a document and the record that was read off it with `knowledge`; in `mem`, both in text order. ENOMEM. */
struct knowledge;
priscus_status survey_make(const struct document *doc, const struct record *record, const struct knowledge *knowledge,
                           struct arena *mem, struct survey *out);

#endif
