/* measure.h - how good a network is on a treebank whose answers are known. */
#ifndef MEASURE_H
#define MEASURE_H

#include "train/corpus.h"
#include "train/network/network_train.h"

/* "UPOS 96.80, whole tag 94.21, UAS ...", words and sentences given, into line[room). `samples` are the corpus's, which
 * is not empty. PRISCUS_ENOMEM alone. */
priscus_status measure(struct network *net, const struct inventory *inventory, const struct corpus *corpus,
                       struct sample *samples, char *line, size_t room);

#endif
