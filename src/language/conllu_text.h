/* conllu_text.h - what reading and writing of CoNLL-U share. */
#ifndef CONLLU_TEXT_H
#define CONLLU_TEXT_H

#include "language/conllu.h"

#define CONLLU_NO_SPACE "SpaceAfter=No"

/* A form without the blanks at its edges. */
struct text conllu_without_edges(struct text form);
/* Is the item one of "A=1|B=2"? */
bool conllu_misc_has(struct text misc, const char *item);

#endif
