/* roster_index.h - what the names of a roster lead to: filled in by roster.c and roster_person.c,
 * asked by roster_find.c. */
#ifndef ROSTER_INDEX_H
#define ROSTER_INDEX_H

#include "record/knowledge/roster.h"

/* Who claimed a name first, and where a party was begun. */
struct place {
    const char *file;
    int line;
    uint32_t party;
};

struct last_name {
    const char *name; /* whole; its last word from `word` on                      */
    uint32_t len, word, word_len, hash, actor;
};

/* Scopes of roster_index.names; actors have (party, kind) from SCOPE_ACTOR on. */
enum { SCOPE_CODE, SCOPE_CLAIM, SCOPE_ACTOR };

struct roster_index {
    struct lookup names;    /* codes to parties, names to claims, names to actors */
    struct lookup variants; /* names of persons in one word, scope: the actor     */
    struct place *claims;
    size_t n_claims, claims_room;
    struct place *begun; /* of each party, as its last file has it               */
    size_t begun_room;
    struct last_name *last_names; /* by hash, then actor, after each roster_read */
    size_t n_last_names, last_names_room;
};

/* Note the last name of a person's name. False: memory is out. */
bool roster_add_last_names(struct roster_index *x, struct arena *mem, struct text name, uint32_t actor);

/* Put the last names in order, for roster_by_last_name. */
void roster_sort_last_names(struct roster_index *x);

#endif
