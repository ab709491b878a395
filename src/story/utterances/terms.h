/* terms.h - the words by which two reports are compared.
 *
 *     the locks stay shut until the levy is paid      lock stay shut levi paid
 *
 * Of each word its folded stem, as a hash, and its place in the list of the model's word vectors, which is sorted by how
 * common words are. That place gives its weight, by Zipf's law: the commonest weigh nothing and are left out, a
 * word that the model does not know weighs 1. */
#ifndef TERMS_H
#define TERMS_H

#include "language/language.h"

#define TERMS_MAX 64 /* of a report; words behind them are left out */

enum { TERM_NUMBER = 1, TERM_NAME = 2 };

struct said_word {
    uint32_t key;   /* 21 bits of a hash of the stem                                      */
    uint32_t place; /* of its vector; VECTOR_NONE: it has none                            */
    float weight;   /* 0 to 1                                                             */
    uint8_t kinds;  /* TERM_NUMBER ...                                                    */
};

#define VECTOR_NONE ((uint32_t)0xFFFF) /* also of words behind the first 65,535 */

/* The terms of a text in its order, the commonest words left out; returns how many. */
size_t terms_of(const struct language *language, struct text text, struct said_word out[TERMS_MAX]);

/* How many of the first words of the text say something, counted up to `most`: "the" and "has" do not. */
size_t terms_count(const struct language *language, struct text text, size_t most);

#define TERM_BYTES 5 /* of one that is packed */

/* Into `out`, which has room for n times TERM_BYTES; and back: how many there were. */
void terms_pack(const struct said_word *terms, size_t n, char *out);
size_t terms_unpack(struct text packed, struct said_word out[TERMS_MAX]);

#endif
