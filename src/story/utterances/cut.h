/* cut.h - what was said, cut into parts that can be reported apart.
 *
 *     "The dam is a threat. We never agreed to it, and nobody asked us,"     The dam is a threat. | We never agreed to it, | and
 *                                                                          nobody asked us,
 *
 * One outlet prints the first sentence, another the second, a third half of it. */
#ifndef CUT_H
#define CUT_H

#include "language/language.h"

struct part {
    struct span span;
    uint32_t sentence; /* the number of the sentence in the body */
};

/* Where sentences begin: ascending, the first at 0; *n of them, in `mem`. NULL: memory is out. */
uint32_t *sentences_find(struct text body, struct arena *mem, size_t *n);

/* The parts of body[whole), at most `most`, each without blanks at its ends; returns how many. */
size_t parts_of(const struct language *language, struct text body, const uint32_t *sentences, size_t n_sentences,
                struct span whole, struct part *out, size_t most);

#endif
