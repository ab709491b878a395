/* pack.h - what training writes into sections of a model, and the index of features that it is found by. */
#ifndef PACK_H
#define PACK_H

#include "base/base.h"
#include "language/model/network.h"

struct buffer;

/* Hash -> number, growing. */
struct index {
    uint64_t *keys; /* 0: free */
    uint32_t *values, *counts;
    size_t n, slots;
};

/* Count the key; a new one gets the value. False: memory. */
bool index_add(struct index *x, uint64_t key, uint32_t value);
/* The slot of a key, its own or the free one; x has one. */
size_t index_slot(const struct index *x, uint64_t key);
void index_free(struct index *x);
/* As hash_slot of language/model/section.h; numbers that are UINT32_MAX are left out. */
bool index_write(const struct index *x, size_t n, struct buffer *out);

/* rows scales and rows x columns small numbers: the section of a table. */
bool pack_table(const float *w, size_t rows, size_t columns, struct buffer *out);
bool pack_weights(const struct weights *w, struct buffer *out);

#endif
