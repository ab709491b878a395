/* agenda_sets.h - the phrases of the agenda as sets of words, for looking along a sentence's tree.
 *
 *     exchange|swap of ... prisoner      places: [exchange, swap] [prisoner]      head: the first
 *
 * Words are compared by what is left of them without the endings that make nouns of verbs: "withdrawal" and "withdraw",
 * "normalisation" and "normalize" have one key. Prepositions and articles are no places; particles that change what
 * a verb means ("give up", "hand over") are. */
#ifndef AGENDA_SETS_H
#define AGENDA_SETS_H

#include "base/base.h"

#define SET_PLACES_MAX 6

struct set_word {
    uint64_t key;
    struct text written;
    bool capital; /* a name: found as a name alone                       */
};

struct set_place {
    uint32_t first, end; /* into words                                          */
    bool party;          /* or a party of the roster                            */
    bool particle;       /* "up", of "give up"                                  */
};

struct word_set {
    uint32_t entry; /* of the agenda                                       */
    uint32_t first; /* into places                                         */
    uint8_t n;      /* places                                              */
    uint8_t head;   /* place of the noun that the rest hangs on; n: none   */
};

/* A key and what has it: places of sets; issues, and how many of their phrases hang on it. */
struct set_ref {
    uint64_t key;
    uint32_t set;   /* or issue                                          */
    uint32_t place; /* or how many                                       */
};

struct set_index {
    struct set_ref *refs; /* in the order of their keys                          */
    size_t n, room;
    uint32_t *starts; /* 1 + index into refs by the upper bits of a key      */
    unsigned bits;
};

struct agenda_sets {
    struct word_set *sets;
    struct set_place *places;
    struct set_word *words;
    size_t n_sets, n_places, n_words;
    size_t sets_room, places_room, words_room;
    struct set_index by_word, by_head;
};

/* The key of a word, written small or not: without hyphens, endings, and differences of spelling. */
uint64_t agenda_word_key(struct text word);

/* Fill in agenda->sets from its phrases. ENOMEM. */
struct agenda;
priscus_status agenda_sets_find(struct agenda *agenda, struct arena *mem);

/* What has the key: refs [*first, *end) of the index. */
void set_index_find(const struct set_index *index, uint64_t key, size_t *first, size_t *end);

#endif
