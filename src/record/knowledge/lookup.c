/* lookup.c - see lookup.h: open addressing, at most three quarters full. */
#include "record/knowledge/lookup.h"

struct lookup_entry {
    const char *key; /* NULL: a free place */
    uint32_t len, hash, scope, value;
};

static uint32_t lookup_hash(struct text key, uint32_t scope)
{
    uint64_t h = text_hash(key) ^ (uint64_t)scope * 0x9E3779B97F4A7C15u;

    return (uint32_t)(h ^ h >> 32);
}

static struct lookup_entry *lookup_place(struct lookup_entry *entries, size_t room, struct text key, uint32_t scope,
                                         uint32_t hash)
{
    size_t at = (size_t)hash & (room - 1);

    while (entries[at].key && !(entries[at].hash == hash && entries[at].scope == scope &&
                                text_eq(text_of(entries[at].key, entries[at].len), key)))
        at = (at + 1) & (room - 1);
    return &entries[at];
}

uint32_t *lookup_find(const struct lookup *l, struct text key, uint32_t scope)
{
    struct lookup_entry *e;

    if (l->n == 0)
        return NULL;
    e = lookup_place(l->entries, l->room, key, scope, lookup_hash(key, scope));
    return e->key ? &e->value : NULL;
}

priscus_status lookup_reserve(struct lookup *l, struct arena *mem, size_t n)
{
    struct lookup_entry *larger;
    size_t room = l->room ? l->room : 64;

    while (room / 4 * 3 < n)
        room *= 2;
    if (room == l->room)
        return PRISCUS_OK;
    larger = arena_alloc(mem, room * sizeof *larger);
    if (!larger)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < l->room; i++) {
        const struct lookup_entry *e = &l->entries[i];

        if (e->key)
            *lookup_place(larger, room, text_of(e->key, e->len), e->scope, e->hash) = *e;
    }
    l->entries = larger;
    l->room = room;
    return PRISCUS_OK;
}

priscus_status lookup_add(struct lookup *l, struct arena *mem, struct text key, uint32_t scope, uint32_t value)
{
    uint32_t hash = lookup_hash(key, scope);
    priscus_status status = lookup_reserve(l, mem, l->n + 1);

    if (status != PRISCUS_OK)
        return status;
    *lookup_place(l->entries, l->room, key, scope, hash) = (struct lookup_entry){
        .key = key.ptr ? key.ptr : "", .len = (uint32_t)key.len, .hash = hash, .scope = scope, .value = value
    };
    l->n++;
    return PRISCUS_OK;
}
