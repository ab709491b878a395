/* feature.h - what a word shows of itself: hashes of the form, its beginnings, its ends, its shape.
 *
 *     Kyiv -> kyiv | =Kyiv | -yiv | -iv | k- | ky- | kyi- | Xx
 *
 * The tables of a model are looked up by these. A feature that training did not see often
 * enough has no row and says nothing. */
#ifndef FEATURE_H
#define FEATURE_H

#include "base/base.h"

#define FEATURES_MAX           12
#define FEATURE_CHARACTERS_MAX 48 /* of a longer word the first and last half of these are looked at */

/* Hashes into out; how many. The first is that of the small form, by which word vectors are found too; the last that of
 * the shape. */
unsigned feature_hashes(struct text form, uint64_t out[FEATURES_MAX]);
/* The first of them alone. */
uint64_t feature_small(struct text form);

/* Spread the bits of a hash over all of it: models were trained with this one. */
static inline uint64_t feature_mix(uint64_t h)
{
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    return h ^ h >> 32;
}

#endif
