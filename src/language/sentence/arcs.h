/* arcs.h - the words of a noun phrase, off the tree.
 *
 *     in an interview with the Ferry Post published on Friday
 *           ---------                                          the noun that heads it
 *     --------------------------------------                   its phrase: no clauses, appositions, dates
 */
#ifndef ARCS_H
#define ARCS_H

#include "language/document.h"

/* Does token i belong to the phrase of `head`? Both in tokens [first, end). A second noun beside the head ("the
 * briefing and the letter") does not; inside the phrase it does ("with Holm and Brook"). */
bool arcs_phrase_holds(const struct document *doc, uint32_t first, uint32_t end, uint32_t i, uint32_t head);

/* The word that introduces the phrase of `head` ("in"); DOCUMENT_NO_HEAD: none. */
uint32_t arcs_case(const struct document *doc, uint32_t first, uint32_t head);

/* "on Monday", "in 2031": when, not where. */
bool arcs_is_time(const struct document *doc, uint32_t i);

#endif
