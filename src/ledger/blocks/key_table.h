/* key_table.h - keys of three numbers, each at the place in which it came first: speakers of a block, rows that are added up.
 *
 *     (Ilse Brandt, VEL)  0     (the minister, SOR)  1     (Ilse Brandt, VEL) again  0
 *
 * Open addressing, half of the slots free. */
#ifndef KEY_TABLE_H
#define KEY_TABLE_H

#include "base/arena.h"

struct key {
    int64_t a, b, c;
};

/* Zeros to begin with. */
struct key_table {
    struct key *keys; /* in the order in which they came */
    size_t n, room;
    uint32_t *slots; /* 1 + place; 0: free */
    size_t size;     /* a power of two */
};

/* *at: its place; t->n - 1 and *is_new (may be NULL) where it was not there. ENOMEM. */
priscus_status key_table_add(struct key_table *t, struct arena *mem, struct key key, size_t *at, bool *is_new);

#endif
