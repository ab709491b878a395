/* id.h - identifiers made from what an entry says, so that they are the same on every machine.
 *
 *     g-3fa94c12d0b7   a page       the first 12 digits of sha256sum(1) over its bytes
 *     a-...            an article   page, title, body
 *     s-...            a statement  page, places of source, cue and content
 *     p-...            a position   page, places of sentence and words, party, issue, stance
 *     e-...            a story      its first page: the same digits (docs/stories.md)
 *     u-...            an utterance its first statement: the same digits
 *
 * The 12 digits are the first of a SHA-256 over those parts (sha256_of_all; numbers in decimal).
 * An entry that another reading of the page finds again has the same identifier; one that it
 * sees at other words, or with another stance, is another entry. What is learnt around it
 * (speaker, date, condition) is not part of it. */
#ifndef ID_H
#define ID_H

#include "base/hash.h"
#include "record/record.h"

enum { ID_PAGE = 'g', ID_ARTICLE = 'a', ID_STATEMENT = 's', ID_POSITION = 'p', ID_STORY = 'e', ID_UTTERANCE = 'u' };

#define ID_DIGITS   12
#define ID_TEXT_MAX 16

/* The 48 bits behind the letter, as a ledger keeps them. */
int64_t id_of_page(struct sha256 page);
int64_t id_of_article(struct sha256 page, struct text title, struct text body);
int64_t id_of_statement(struct sha256 page, const struct statement *statement);
int64_t id_of_position(struct sha256 page, const struct position *position);

/* "p-3fa94c12d0b7"; returns out. */
char *id_format(char letter, int64_t id, char out[ID_TEXT_MAX]);

/* Read what id_format prints. False, nothing touched: it is no identifier. */
bool id_parse(const char *text, char *letter, int64_t *id);

#endif
