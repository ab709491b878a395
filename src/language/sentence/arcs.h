/* arcs.h - questions to a sentence's tree: what hangs on a word, and what it is a part of.
 *
 *     Mira Oss was calm in an interview with the Ferry Post published on Friday.
 *                  ----                                            arcs_dependent: its copula is "was"
 *     --------                                                     arcs_subject of "calm": "Mira"
 *                          ---------                               arcs_head of "an interview"
 *                       --                                         arcs_case of "interview"
 *                       ------------------------------------       its phrase (arcs_in_phrase): no clauses,
 *                                                                  appositions, dates
 *
 * An arc leads from a head to one of its dependents; dependents stand in text order. These are the arcs as the parser
 * gave them; clause.h has them with the parser's usual mistakes mended. */
#ifndef ARCS_H
#define ARCS_H

#include "language/document.h"

/* Fill doc->dependents, in `mem`, from the tokens' heads. document_read has done so. PRISCUS_ENOMEM alone. */
priscus_status arcs_find(struct document *doc, struct arena *mem);

/* The dependents of token i:
 *
 *     for (uint32_t d = arcs_first(doc, i); d != DOCUMENT_NO_HEAD; d = arcs_next(doc, d)) */
static inline uint32_t arcs_first(const struct document *doc, uint32_t i)
{
    return doc->dependents[i].first;
}
static inline uint32_t arcs_next(const struct document *doc, uint32_t dependent)
{
    return doc->dependents[dependent].next;
}

/* The first dependent of i with that relation ("was" of "calm": RELATION_COP); DOCUMENT_NO_HEAD: none. */
uint32_t arcs_dependent(const struct document *doc, uint32_t i, enum relation relation);

/* The first dependent that is its subject; DOCUMENT_NO_HEAD: none. */
uint32_t arcs_subject(const struct document *doc, uint32_t i);

/* The preposition nearest before i of those that introduce its phrase; DOCUMENT_NO_HEAD: none. */
uint32_t arcs_case(const struct document *doc, uint32_t i);

/* The last token of the noun phrase [first, end) that hangs on none of the others; prepositions, determiners and
 * punctuation left out. The range is not empty. */
uint32_t arcs_head(const struct document *doc, uint32_t first, uint32_t end);

/* The first verb of [first, end) that hangs on none of the others ("has said"); if there is none, the first such
 * word. The range is not empty. */
uint32_t arcs_main_word(const struct document *doc, uint32_t first, uint32_t end);

/* Does token i belong to the phrase of `head`? A second noun beside the head ("the briefing and the letter") does
 * not; inside the phrase it does ("with Holm and Brook"). */
bool arcs_in_phrase(const struct document *doc, uint32_t i, uint32_t head);

/* "on Monday", "in 2031": when, not where. */
bool arcs_is_time(const struct document *doc, uint32_t i);

/* Does a clause of its own hang on token i, by its relation or because it is a verb? */
bool arcs_is_clause(const struct document *doc, uint32_t i);

/* nsubj, nsubj:pass, nsubj:outer */
static inline bool relation_is_subject(enum relation relation)
{
    return relation == RELATION_NSUBJ || relation == RELATION_NSUBJ_PASS || relation == RELATION_NSUBJ_OUTER;
}

#endif
