/* feature_index.c - see feature_index.h. */
#include "train/feature_index.h"

#include <stdlib.h>

static priscus_status index_grow(struct feature_index *x)
{
    struct feature_index big = { .slots = x->slots ? x->slots * 2 : 1 << 16 };

    big.keys = calloc(big.slots, sizeof *big.keys);
    big.values = calloc(big.slots, sizeof *big.values);
    big.counts = calloc(big.slots, sizeof *big.counts);
    if (!big.keys || !big.values || !big.counts) {
        free(big.keys);
        free(big.values);
        free(big.counts);
        return PRISCUS_ENOMEM;
    }
    for (size_t i = 0; i < x->slots; i++)
        if (x->keys[i]) {
            size_t k = x->keys[i] & (big.slots - 1);

            while (big.keys[k])
                k = (k + 1) & (big.slots - 1);
            big.keys[k] = x->keys[i];
            big.values[k] = x->values[i];
            big.counts[k] = x->counts[i];
        }
    big.n = x->n;
    free(x->keys);
    free(x->values);
    free(x->counts);
    *x = big;
    return PRISCUS_OK;
}

size_t feature_index_slot(const struct feature_index *x, uint64_t key)
{
    size_t i = key & (x->slots - 1);

    while (x->keys[i] && x->keys[i] != key)
        i = (i + 1) & (x->slots - 1);
    return i;
}

priscus_status feature_index_add(struct feature_index *x, uint64_t key, uint32_t value)
{
    size_t i;

    if ((x->n + 1) * 2 > x->slots && index_grow(x) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    i = feature_index_slot(x, key);
    if (!x->keys[i]) {
        x->keys[i] = key;
        x->values[i] = value;
        x->n++;
    }
    x->counts[i]++;
    return PRISCUS_OK;
}

void feature_index_free(struct feature_index *x)
{
    free(x->keys);
    free(x->values);
    free(x->counts);
    *x = (struct feature_index){ 0 };
}

uint32_t feature_index_number(struct feature_index *x, uint32_t least)
{
    uint32_t n = 0;

    for (size_t i = 0; i < x->slots; i++)
        x->values[i] = x->keys[i] && x->counts[i] >= least ? n++ : UINT32_MAX;
    return n;
}
