/* search_words.h - the words of a text as the full text of a ledger in PostgreSQL has them.
 *
 *     The cease-fire talks in Zürich      ->  the cease fire talks in zurich
 *
 * As FTS5 has them in a file (unicode61, remove_diacritics 2): letters and digits, small, without marks; all else is between words.
 * PostgreSQL's own parser would take "cease-fire" and "talks/summit" for words. */
#ifndef SEARCH_WORDS_H
#define SEARCH_WORDS_H

#include "base/buffer.h"

/* Append them with a blank between. */
void search_words(struct text text, struct buffer *out);
/* Append what is asked for as to_tsquery() has it: the words one behind the other, the last perhaps a beginning: 'cease' <-> 'fir':*.
 * False: there are no words in it. */
bool search_phrase(struct text text, bool prefix, struct buffer *out);

#endif
