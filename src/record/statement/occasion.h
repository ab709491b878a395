/* occasion.h - where something was said, and to whom.
 *
 *     Talks will resume, the minister told reporters at a briefing in Garn on Monday.
 *
 *     at         "at a briefing in Garn"      the words with what introduces them
 *     addressee  "reporters"
 *
 * Both are words of the cue's sentence outside of the content. A list says which words name an occasion and what may
 * introduce it (data/record/occasions.txt); the tree says which of them belong to the cue. */
#ifndef OCCASION_H
#define OCCASION_H

#include "record/record.h"

struct phrase_set;

struct occasion {
    struct span at;        /* empty: not said                                     */
    struct span addressee; /* empty: not said, or only within `at` ("in an interview with the Post") */
};

/* The occasion of the statement with that cue and those pieces of content. Looks at no sentence but the cue's. Linear
 * in the sentence's length. */
struct occasion occasion_find(const struct document *doc, const struct phrase_set *words, struct token_range cue,
                              const struct token_range *content, size_t n_content);

#endif
