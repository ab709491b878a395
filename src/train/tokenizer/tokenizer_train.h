/* tokenizer_train.h - what language/parser/tokenizer.h knows, learnt from treebanks. */
#ifndef TOKENIZER_TRAIN_H
#define TOKENIZER_TRAIN_H

#include "base/base.h"

struct buffer;
struct conllu_sentence;

/* From sentences whose tokens say where space stands. Deterministic for one seed. PRISCUS_ENOMEM; PRISCUS_ELIMIT:
 * more tokens or endings than a section holds. */
struct tokenizer_trainer;
struct tokenizer_trainer *tokenizer_trainer_new(void);
priscus_status tokenizer_trainer_add(struct tokenizer_trainer *trainer, const struct conllu_sentence *sentence);
priscus_status tokenizer_trainer_finish(struct tokenizer_trainer *trainer, unsigned seed, struct buffer *section);
void tokenizer_trainer_free(struct tokenizer_trainer *trainer);

#endif
