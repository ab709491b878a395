/* feature_index.h - hashes of features, counted, and the numbers of their rows. */
#ifndef FEATURE_INDEX_H
#define FEATURE_INDEX_H

#include "base/base.h"

/* Hash -> number, growing. */
struct feature_index {
    uint64_t *keys; /* 0: free */
    uint32_t *values, *counts;
    size_t n, slots;
};

/* Count the key; a new one gets the value. PRISCUS_ENOMEM alone. */
priscus_status feature_index_add(struct feature_index *x, uint64_t key, uint32_t value);
/* The slot of a key, its own or the free one; x has one. */
size_t feature_index_slot(const struct feature_index *x, uint64_t key);
void feature_index_free(struct feature_index *x);
/* Number the keys that were counted `least` times or more, from 0; all others get UINT32_MAX. How many were numbered. */
uint32_t feature_index_number(struct feature_index *x, uint32_t least);

#endif
