/* phrase_set.h - a compiled phrase and the set that holds it: between phrase.c, which makes
 * them, and phrase_match.c, which looks for them.
 *
 *     exchange|swap ... [war] prisoner
 *
 *     items   [exchange|swap]  [a gap]  [war, may be missing]  [prisoner]
 *     units    exchange  swap            war                    prisoner
 *
 * A phrase is a row of items: a word place with its alternatives, or a gap. An alternative is
 * a run of units, each matched against one piece of a token. Pieces are what hyphens and inner
 * apostrophes part ("cease-fire" has two, "d'Ivoire" has d' and Ivoire): since phrases and tokens are
 * parted by one function, nobody has to know how the tokenizer treats such words. */
#ifndef PHRASE_SET_H
#define PHRASE_SET_H

#include "record/knowledge/phrase.h"

enum unit_kind { UNIT_WORD, UNIT_PREFIX, UNIT_PARTY };

struct unit {
    uint16_t begin, len; /* its word in the phrase's bytes: plain, lower case unless `exact` */
    uint8_t kind;        /* enum unit_kind                                    */
    bool exact : 1;
    bool capital_too : 1; /* the first letter may be a capital                */
    bool last : 1;        /* of its alternative                               */
};

struct item {
    uint16_t first;        /* into units                                      */
    uint16_t alternatives; /* 0: a gap                                        */
    uint16_t optional;     /* that many items may be missing, from this one on */
};

/* Units, items and bytes follow the struct in one block: a roster has ten thousand of them, and
 * the program starts faster the fewer bytes it fills in. */
struct phrase {
    uint32_t value, order;
    uint16_t n_units, n_items;
};

static inline struct unit *phrase_units(const struct phrase *p)
{
    return (struct unit *)(p + 1);
}

static inline struct item *phrase_items(const struct phrase *p)
{
    return (struct item *)(phrase_units(p) + p->n_units);
}

static inline char *phrase_bytes(const struct phrase *p)
{
    return (char *)(phrase_items(p) + p->n_items);
}

static inline struct text phrase_word(const struct phrase *p, const struct unit *unit)
{
    return text_of(phrase_bytes(p) + unit->begin, unit->len);
}

/* Lists run from the phrase added last to the first. */
struct link {
    const struct phrase *phrase;
    struct link *next;
};

struct bucket {
    uint64_t hash;
    struct link *list; /* NULL: a free place                                  */
};

struct phrase_set {
    struct bucket *buckets;
    size_t n_buckets, room; /* room is a power of two                         */
    struct link *prefixes[256];
    struct link *parties;
    uint32_t n_phrases;
};

/* The phrases that may begin with a word of this hash (text_hash of its first piece, lower case). */
const struct link *phrase_set_links(const struct phrase_set *set, uint64_t hash);

/* ---- pieces ---- */

/* Bytes of an apostrophe at p: ASCII, U+2018, U+2019, U+02BC; 0: it is none. */
size_t phrase_apostrophe_at(struct text t, size_t at);

/* The piece of `t` that begins at or after *at, which moves behind it; *at is t.len after the
 * last. A text of hyphens alone is one piece. */
struct text phrase_next_piece(struct text t, size_t *at);

/* The k-th piece, from 0; *last: there is none behind it. False: there are fewer. */
bool phrase_piece(struct text t, unsigned k, struct text *piece, bool *last);
struct text phrase_first_piece(struct text t);

/* May the byte begin a hyphen or an apostrophe? Few tokens have one. */
static inline bool phrase_may_part(char c)
{
    return c == '-' || c == '\'' || c == '\xE2' || c == '\xCA';
}

#endif
