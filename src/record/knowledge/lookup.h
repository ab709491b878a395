/* lookup.h - a hash table from a text and a number (what kind of text it is) to a number.
 *
 *     lookup_add(&l, mem, "Estholm", CAPITALS, 7)      *lookup_find(&l, "Estholm", CAPITALS) is 7 */
#ifndef LOOKUP_H
#define LOOKUP_H

#include "base/base.h"

/* Zeroed to begin with. Keys are not copied. */
struct lookup {
    struct lookup_entry *entries;
    size_t n, room;
};

/* NULL: not there. Valid until the next lookup_add. */
uint32_t *lookup_find(const struct lookup *l, struct text key, uint32_t scope);
/* Make room for n pairs in all at once: growing leaves the old places behind. ENOMEM. */
priscus_status lookup_reserve(struct lookup *l, struct arena *mem, size_t n);
/* Add a pair that is not there yet. ENOMEM. */
priscus_status lookup_add(struct lookup *l, struct arena *mem, struct text key, uint32_t scope, uint32_t value);

#endif
