/* spelling.h - one name in several spellings: Zelensky, Zelenskyy and Zelenskiy; Sergei and Sergey; Qaddafi and
 * Gadhafi.
 *
 * Names from other scripts are transliterated in several ways. The spellings differ in a small set of letters, so words
 * are compared after a table of equal letters has been applied (spelling.c); no list of people is needed. Words
 * are single names ("al-Rashad"), in any case, with accents, hyphens and apostrophes or without. */
#ifndef SPELLING_H
#define SPELLING_H

#include "base/text.h"

/* May the two be spellings of one name? */
bool spelling_meets(struct text a, struct text b);

/* Equal for all that meet: to look names up by. */
uint32_t spelling_hash(struct text word);

/* The last word of a name that is no "Jr."; *before is what stands before it. */
struct text spelling_last_name(struct text name, struct text *before);

/* May two whole names be one person's? The last names meet, and so does one of the names before them, where
 * both have some. */
bool spelling_person_meets(struct text a, struct text b);

#endif
