/* word_vectors.h - word vectors as they are published: lines of "word number number ...", commonest first. */
#ifndef WORD_VECTORS_H
#define WORD_VECTORS_H

#include "base/base.h"
#include "train/feature_index.h"

struct word_vectors {
    struct feature_index index; /* by the hash of the small form: which vector */
    float *at;                  /* n x width */
    size_t n, width;
};

/* The first `most` of them. EINPUT: the file cannot be read, or a line has another number of numbers. */
priscus_status word_vectors_read(const char *path, size_t most, struct word_vectors *out, struct priscus_error *err);
void word_vectors_free(struct word_vectors *vectors);

#endif
