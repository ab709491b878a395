/* lemma_rule.h - what the lemmatizer's reading and its learning share: how rules are keyed and kept.
 *
 * Two things are decided, each by a table of the same kind, keyed by class and text:
 *
 *     the edit     class: tag           "parties", "NNS": cut 3 characters, add "y"
 *     the capitals class: tag and shape "Parties", "NNS": none; "Houston", "NNP": as they are
 *
 * The text is an end of the small form, of up to LEMMA_SUFFIX_MAX characters (a rule), or all of it (an
 * exception, which wins). All keys of one form are hashed in one walk from its end to its beginning. Slots keep
 * 32 bits of the hash and not the text: one unknown form in about a hundred million meets a rule that was not
 * meant for it, and the section is a third of the size.
 *
 * Layout, little-endian, parts without gaps:
 *
 *     16 bytes "priscus-lemmas-1"; u32 slots (a power of 2), u32 scripts, u32 bytes of text, u32 zero
 *     slots, 8 bytes:   u32 upper half of the hash; u16 value; u16 kind (0: free, value and hash zero)
 *     scripts, 8 bytes: u32 place of what is added; u8 its bytes; u8 characters cut; u8 whole; u8 zero
 *     text */
#ifndef LEMMA_RULE_H
#define LEMMA_RULE_H

#include "base/base.h"

#define LEMMA_MAGIC       "priscus-lemmas-1"
#define LEMMA_HEADER      32
#define LEMMA_SLOT        8
#define LEMMA_SCRIPT      8
#define LEMMA_SUFFIX_MAX  6
#define LEMMA_PROBES_MAX  64 /* a key is in one of so many slots, or not there */
#define LEMMA_SLOTS_MAX   (1u << 24)
#define LEMMA_CUT_MAX     255
#define LEMMA_SCRIPTS_MAX 65535u

enum lemma_kind { LEMMA_FREE, LEMMA_EDIT, LEMMA_CAPITALS };

enum lemma_capitals {
    CAPITALS_STAY,
    CAPITALS_SMALL, /* House -> house                                                  */
    CAPITALS_FIRST, /* HOUSTON -> Houston: those stay that no letter stands before      */
    CAPITALS_GIVEN, /* india -> India                                                  */
    CAPITALS_N
};

enum lemma_shape {
    SHAPE_SMALL, /* no capital                                      */
    SHAPE_FIRST, /* the first letter alone                          */
    SHAPE_ALL,   /* two letters or more, all capital                */
    SHAPE_MIXED
};

/* One edit. `whole`: the lemma is `add` as it stands (went -> go). */
struct lemma_script {
    struct text add;
    unsigned cut;
    bool whole;
};

enum lemma_shape lemma_shape(struct text form);
/* The small form, into out[0, form.len): its length. A letter whose small one takes more bytes stays as it is.
 */
size_t lemma_small(struct text form, char *out);
/* Where the last character of t begins; 0 if t is empty. Never fails, whatever the bytes. */
size_t lemma_last(struct text t);
/* The lemma, into out[0, form.len + add.len): its length. */
size_t lemma_apply(struct lemma_script script, enum lemma_capitals capitals, struct text form, char *out);

/* The hash of a key: begin with the class, go on backwards with the text, end with `whole` or not. */
uint64_t lemma_hash_class(enum lemma_kind kind, enum lemma_shape shape, struct text tag);
uint64_t lemma_hash_back(uint64_t hash, struct text t);
uint64_t lemma_hash_end(uint64_t hash, bool whole);

static inline uint32_t lemma_u32(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline unsigned lemma_u16(const unsigned char *p)
{
    return (unsigned)p[0] | (unsigned)p[1] << 8;
}

#endif
