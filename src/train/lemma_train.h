/* lemma_train.h - the rules of language/parser/lemmatizer.h, learnt from words whose lemmas are known. */
#ifndef LEMMA_TRAIN_H
#define LEMMA_TRAIN_H

#include "base/base.h"

struct buffer;

/* One call a word, then the section. PRISCUS_ENOMEM; PRISCUS_ELIMIT: too many rules for a section. */
struct lemma_trainer;
struct lemma_trainer *lemma_trainer_new(void); /* NULL: memory */
priscus_status lemma_trainer_add(struct lemma_trainer *trainer, struct text form, struct text tag, struct text lemma);
priscus_status lemma_trainer_finish(struct lemma_trainer *trainer, struct buffer *section);
void lemma_trainer_free(struct lemma_trainer *trainer);

#endif
