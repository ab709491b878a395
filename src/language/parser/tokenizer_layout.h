/* tokenizer_layout.h - the layout of the section "tokenizer": what the tokenizer reads and its training writes.
 *
 * A head, then its parts one after the other, each a multiple of 8 bytes:
 *
 *     weights   int16 by the upper `bits` bits of a feature's hash; sum >= 0 (with the bias): a token ends here
 *     table     whole tokens of several words (or of one, against the rules), open addressing by hash
 *     rules     endings: the longest that a token has says where its last word begins
 *     pieces    of the table's words: characters, or where in the pool its form is
 *     pool      forms of words that are no cut of their token
 *
 * Numbers as the machine has them (little-endian, as the model's header is). */
#ifndef TOKENIZER_LAYOUT_H
#define TOKENIZER_LAYOUT_H

#include "base/base.h"

#define TOKENS_MAGIC     0x314B4F54u /* "TOK1" */
#define TOKENS_BITS_MAX  20
#define TOKENS_SLOTS_MAX ((uint32_t)1 << 20)
#define TOKENS_PROBES    32 /* no entry is further from its place than this */
#define TOKENS_WORDS     8  /* words of one token */
#define TOKENS_ENDING    6  /* characters of a rule's ending */

enum tokens_part { TOKENS_WEIGHTS, TOKENS_TABLE, TOKENS_RULES, TOKENS_PIECES, TOKENS_POOL, TOKENS_PARTS };

struct tokens_head {
    uint32_t magic, bits;
    int32_t bias;
    uint32_t table, rules; /* slots: powers of two */
    uint32_t pieces, pool; /* how many; bytes      */
    uint32_t plain;        /* 1: rules with endings of letters alone are there */
};

/* Cuts of a token; forms, as "zu", "dem" of "zum"; cuts that are tokens of their own, as in "alot". */
enum tokens_pieces { TOKENS_CUTS, TOKENS_FORMS, TOKENS_APART };

struct tokens_entry {
    uint64_t hash;   /* 0: the slot is empty */
    uint32_t first;  /* its pieces           */
    uint16_t n;      /* words; 1: one word, whatever the rules say */
    uint16_t pieces; /* what they are: enum tokens_pieces */
};

struct tokens_rule {
    uint64_t hash;
    uint32_t cut; /* characters of the last word, less than or as many as the ending has; 0: no cut */
    uint32_t zero;
};

struct tokens_piece {
    uint32_t at; /* in the pool; 0 for a cut */
    uint32_t n;  /* characters of the token; bytes in the pool */
};

static inline size_t tokens_rounded(size_t bytes)
{
    return (bytes + 7) & ~(size_t)7;
}

/* Bytes of each part. */
static inline void tokens_sizes(const struct tokens_head *head, size_t sizes[TOKENS_PARTS])
{
    sizes[TOKENS_WEIGHTS] = tokens_rounded(sizeof(int16_t) << head->bits);
    sizes[TOKENS_TABLE] = head->table * sizeof(struct tokens_entry);
    sizes[TOKENS_RULES] = head->rules * sizeof(struct tokens_rule);
    sizes[TOKENS_PIECES] = head->pieces * sizeof(struct tokens_piece);
    sizes[TOKENS_POOL] = tokens_rounded(head->pool);
}

#endif
