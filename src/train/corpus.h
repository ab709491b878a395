/* corpus.h - treebanks in memory, as a network is trained on them. */
#ifndef CORPUS_H
#define CORPUS_H

#include "base/base.h"

/* Strings with numbers, in the order of first sight. */
struct labels {
    struct text *at;
    size_t n, room;
    uint32_t *slots; /* open addressing; 0: free, else index + 1 */
    size_t n_slots;
};
/* The label's number; -1: not there. */
int32_t label_find(const struct labels *labels, struct text text);
/* The same, of a label that is added (copied) where it is not there. */
priscus_status label_add(struct labels *labels, struct text text, struct arena *mem, int32_t *number);

struct corpus_word {
    struct text form, xpos, upos, lemma;
    int32_t head;     /* as struct conllu_word; -1: none */
    int16_t tag;      /* index into tags: "UPOS\tXPOS\tFEATS"; -1: not known in training */
    int16_t relation; /* -1: not known */
    int16_t name;     /* -1: not annotated */
    bool ends, starts, paragraph, glued;
};

struct corpus {
    struct corpus_word *words;
    size_t n, room;
};

struct inventory {
    struct labels tags, relations, names;
};

/* Add the sentences of a CoNLL-U file; each is handed to `also` too, if there is one. With `grow`, new labels
 * are added. `names`: IOB2 files; sentences are matched by # sent_id. */
struct conllu_sentence;
typedef priscus_status corpus_also(void *at, const struct conllu_sentence *sentence);
priscus_status corpus_read(const char *path, const char *const *names, size_t n_names, bool grow,
                           struct inventory *inventory, struct arena *mem, struct corpus *out, corpus_also *also,
                           void *at, struct priscus_error *err);

#endif
