/* link_index.h - which pages, or whatever has a number, have a key: lists of small numbers under keys of 48 bits.
 *
 *     ledger_link_index_add(ledger, keys, n, page, err);        the page has these keys
 *     ledger_link_index_find(ledger, keys, n, &wanted, ...);    who had each of them before
 *
 * Keys are hashes that whoever asks has seeded, so that they are nobody else's. What an entry costs does not grow with
 * the ledger, but for the logarithm: link_index.c says how. Like all of the link store this is no record. */
#ifndef LINK_INDEX_H
#define LINK_INDEX_H

#include "ledger/ledger.h"

#define LINK_KEY_BITS 48

static inline int64_t link_key_of(uint64_t hash)
{
    return (int64_t)(hash >> (64 - LINK_KEY_BITS));
}

/* The numbers under one key, ascending. */
struct link_list {
    const int64_t *values;
    size_t n;
};

/* `lists` has room for n. Of a longer list the first `most` are given, those of entries that were added first, or, if
 * `newest`, those that were added last; that order holds where values were added in ascending order. Lives in `mem`. */
priscus_status ledger_link_index_find(struct ledger *ledger, const int64_t *keys, size_t n, size_t most, bool newest,
                                      struct arena *mem, struct link_list *lists, struct priscus_error *err);

/* Put `value` into the list of each key; one that is there stays there once. Between ledger_link_begin() and
 * ledger_link_done(). */
priscus_status ledger_link_index_add(struct ledger *ledger, const int64_t *keys, size_t n, int64_t value,
                                     struct priscus_error *err);

#endif
