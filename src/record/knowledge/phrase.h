/* phrase.h - many phrases looked for in tokens at once (the syntax of docs/agenda.md).
 *
 *     exchange ... prisoner | captive      matches "exchanged some 400 prisoners"
 *
 * One set serves each list of words in Priscus: agenda, roster, offices, occasions, stance table. A phrase is
 * compiled to items; sets are indexed by the phrase's first word, so that a token costs two
 * lookups (its form and its dictionary form) and phrases that cannot begin there cost nothing. */
#ifndef PHRASE_H
#define PHRASE_H

#include "language/document.h"

struct phrase_set;

enum {
    PHRASE_EXACT_CASE = 1, /* words are taken as written, capitals and all (names); only the first
                              letter of the phrase may be a capital where it is written small */
    PHRASE_LITERAL = 2     /* no syntax: [, |, *, = and ... stand for themselves   */
};

#define PHRASE_ITEMS_MAX 16  /* words, gaps and @party as written            */
#define PHRASE_UNITS_MAX 128 /* the same with every alternative and half of a hyphenated word */
#define PHRASE_BYTES_MAX 1000
#define PHRASE_GAP_MAX   5
#define PHRASE_STEPS_MAX 4000 /* tries of one phrase at one token; after them it does not match */

/* A hyphen parts words on both sides: `cease fire` and `cease-fire` match [cease-fire] and
 * [cease][fire]; a token is matched whole or not at all. Clitics are parted as in
 * document.h (leaders', can't). A single quotation mark between two words is passed over.
 *
 * Sets live in `mem`; NULL: out of memory. */
struct phrase_set *phrase_set_new(struct arena *mem);

/* Add a phrase. `value` is what a match gives back. EINPUT with a reason in err for bad
 * syntax (an empty phrase, [ without ], a gap at an end, more than PHRASE_ITEMS_MAX items). */
priscus_status phrase_set_add(struct phrase_set *set, struct arena *mem, struct text phrase, unsigned flags,
                              uint32_t value, struct priscus_error *err);

/* Add each phrase of a list that is parted by `;`, without flags. What is wrong with one is a mistake in the file.
 * ENOMEM. */
struct config;
priscus_status phrase_set_add_all(struct phrase_set *set, struct arena *mem, struct config *file, struct text list,
                                  uint32_t value);

struct phrase_match {
    uint32_t first, end; /* tokens [first, end)                                  */
    uint32_t value;
    uint32_t words; /* tokens matched by words, gaps left out                */
};

/* @party in a phrase asks this: is there a party mention at `token`, and where does it end? */
struct phrase_context {
    const uint32_t *party_end; /* per token: one past a mention that begins there, or 0; may be NULL */
};

/* Every phrase that matches from token `at` on and ends by `limit`, at most `room` of them, longest
 * first, then in the order of adding. Returns how many. A phrase matches once: words in
 * brackets are taken where they stand, gaps are as short as they can be. No allocation. */
size_t phrase_match_at(const struct phrase_set *set, const struct document *doc, const struct phrase_context *context,
                       size_t at, size_t limit, struct phrase_match *out, size_t room);

#endif
