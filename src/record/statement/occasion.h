/* occasion.h - where something was said, and to whom.
 *
 *     Talks will resume, the minister told reporters at a briefing in Garn on Monday.
 *
 *     at         "at a briefing in Garn"      the words with what introduces them
 *     addressee  "reporters"
 *
 * Both are words of the sentence, never of what was said. Which words name an occasion, and what may introduce
 * it, is a list (data/record/occasions.txt); what belongs to the cue is the tree's to say, not the order of the
 * words. */
#ifndef OCCASION_H
#define OCCASION_H

#include "language/document.h"

struct phrase_set;

struct occasion {
    struct span at;        /* empty: not said                                     */
    struct span addressee; /* empty: not said, or only within `at` ("in an interview with the Post") */
};

/* The occasion of the statement with the cue [cue, cue_end) and pieces of content [said[i], said_end[i]). Looks
 * at no sentence but the cue's. Linear in the sentence's length. */
struct occasion occasion_find(const struct document *doc, const struct phrase_set *words, uint32_t cue,
                              uint32_t cue_end, const uint32_t *said, const uint32_t *said_end, size_t n_said);

#endif
