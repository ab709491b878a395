/* token_form.h - how a token of a document is written: in small letters, as its dictionary form, as a quotation mark.
 *
 *     Cease-Fires  norm "cease-fires"  lemma "cease-fire"
 *
 * Between document.c and token_form.c. */
#ifndef TOKEN_FORM_H
#define TOKEN_FORM_H

#include "language/document.h"

/* Lower case, plain marks, into *norms, which moves behind it; or the form itself. Never longer than the form, so that
 * one buffer of the body's size does for all. */
struct text token_norm(struct text form, char **norms);

/* "cease-fires" is a form of "cease-fire": what stands before the last part, and that part's dictionary form. NULL ptr:
 * memory. */
struct text token_joined_lemma(const struct token *t, struct text last, struct text lemma, struct arena *mem);
/* The lemma with the e that was dropped before -ed and -ing, if there was one. NULL ptr: memory. */
struct text token_lemma_with_e(const struct token *t, struct text lemma, struct arena *mem);

/* The quotation marks of a paragraph that wait to be closed. */
struct quote_marks {
    size_t singles;
    bool open; /* is a straight double one open? */
};
/* FEAT_OPENS or FEAT_CLOSES of token i, which is the `first` of its paragraph or not; 0: it is no quotation mark. */
uint16_t token_mark(const struct document *doc, struct quote_marks *marks, size_t i, bool first, bool possessive);

#endif
