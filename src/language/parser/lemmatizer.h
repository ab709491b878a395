/* lemmatizer.h - dictionary forms by learnt edit scripts, with exceptions.
 *
 *     lemma of ("parties", "NNS") = "party": cut 3 at the end, add "y"
 *
 * A table says the script of a (small form, tag) where the longest suffix rule of that tag would be wrong;
 * rules by suffix say the rest (Chrupala 2006, "Simple data-driven context-sensitive lemmatization"). Whether
 * capitals stay ("Houston", "HOUSTON", "House") is learnt in the same way, by tag and by how the form is
 * written. Learnt from a treebank (train/lemma_train.h), kept in the section "lemmas" of a model (layout:
 * lemma_rule.h). */
#ifndef LEMMATIZER_H
#define LEMMATIZER_H

#include "base/base.h"

struct lemmatizer {
    const unsigned char *slots, *scripts, *pool; /* in the section, checked */
    uint32_t n_slots, n_scripts, pool_size;
};

/* Check the section and set up *out to read from it; nothing is copied. PRISCUS_EINPUT on anything that is not
 * as written. */
priscus_status lemmatizer_open(struct text section, struct lemmatizer *out, struct priscus_error *err);

/* The lemma of `form` with `tag` (XPOS, or UPOS where a treebank has none), in out[0, room): its length; never
 * more than LEMMA_GROWTH bytes longer than the form. The form's own bytes come back where no rule is known. */
#define LEMMA_GROWTH 24
size_t lemma_of(const struct lemmatizer *lemmatizer, struct text form, struct text tag, char *out);

#endif
