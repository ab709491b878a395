/* key_table.c - see key_table.h. */
#include "ledger/blocks/key_table.h"

#define SLOTS_FIRST 64

static uint32_t *slot_of(const struct key_table *t, const struct key *key)
{
    uint64_t hash = ((uint64_t)key->a * 0x9e3779b97f4a7c15u + (uint64_t)key->b) * 0xbf58476d1ce4e5b9u + (uint64_t)key->c;
    size_t at;

    hash *= 0x94d049bb133111ebu;
    at = (size_t)(hash >> 32) & (t->size - 1);
    while (t->slots[at]) {
        const struct key *there = &t->keys[t->slots[at] - 1];

        if (there->a == key->a && there->b == key->b && there->c == key->c)
            break;
        at = (at + 1) & (t->size - 1);
    }
    return &t->slots[at];
}

static bool grow_slots(struct key_table *t, struct arena *mem)
{
    size_t size = t->size ? 2 * t->size : SLOTS_FIRST;
    uint32_t *slots = arena_alloc(mem, size * sizeof *slots);

    if (!slots)
        return false;
    t->slots = slots;
    t->size = size;
    for (size_t i = 0; i < t->n; i++)
        *slot_of(t, &t->keys[i]) = (uint32_t)i + 1;
    return true;
}

priscus_status key_table_add(struct key_table *t, struct arena *mem, struct key key, size_t *at, bool *is_new)
{
    struct key *grown;
    uint32_t *slot;

    if (2 * t->n >= t->size && (t->n >= UINT32_MAX - 1 || !grow_slots(t, mem)))
        return PRISCUS_ENOMEM;
    slot = slot_of(t, &key);
    if (is_new)
        *is_new = !*slot;
    if (!*slot) {
        if (!(grown = arena_grow(mem, t->keys, t->n, &t->room, sizeof *grown)))
            return PRISCUS_ENOMEM;
        t->keys = grown;
        grown[t->n++] = key;
        *slot = (uint32_t)t->n;
    }
    *at = *slot - 1;
    return PRISCUS_OK;
}
