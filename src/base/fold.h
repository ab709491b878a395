/* fold.h - text made comparable, and looked through for words.
 *
 *     "Share  This – “ŞİMDİ”"     folded: share this - "şi̇mdi̇"     key: share this şi mdi
 *
 * Folded text is lower case with plain quotation marks and dashes and single blanks; dotless i
 * is i. A key is its letters and digits only. Needles and lists are folded themselves. */
#ifndef FOLD_H
#define FOLD_H

#include "base/base.h"

/* Fold any text, into `mem`. NULL ptr: memory is out. */
struct text fold_text(struct text t, struct arena *mem);

/* The same into `out`, which has room for three times t.len; returns the bytes written. */
size_t fold_into(struct text t, char *out);

/* The key of folded text into `out`, which has room for fold.len; returns the bytes written. */
size_t fold_key(struct text fold, char *out);

/* A text, folded or not, without blanks and any of `marks` (ASCII) at its ends. */
struct text fold_strip(struct text t, const char *marks);

/* Is it a letter or a digit? */
bool fold_in_word(uint32_t c);

/* Is `word`, folded, one of the blank-separated words of list? */
bool fold_word_in(const char *list, struct text word);

/* Where does `needle` stand in `fold` as whole words? NOWHERE: it does not. */
size_t fold_find(struct text fold, const char *needle);

/* Is one of a list that ends in NULL in it as whole words, at its beginning (*len bytes), all of
 * it? */
bool fold_has_any(struct text fold, const char *const *list);
bool fold_starts_any(struct text fold, const char *const *list, size_t *len);
bool fold_is_any(struct text fold, const char *const *list);

#endif
