/* roster_reader.h - what the files of a roster share: the index of its names, and a roster while its file is being
 * read.
 *
 *     roster.c          reads the lines of the file, parties and their names
 *     roster_person.c   reads persons and their terms of office
 *     roster_find.c     answers who is meant, and who holds an office when
 *
 * Mistakes go to `config` and reading goes on; a status other than OK (there is no memory) ends it. */
#ifndef ROSTER_READER_H
#define ROSTER_READER_H

#include "record/knowledge/lookup.h"
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

/* roster_find.c: note the last name of a person's name. ENOMEM. */
priscus_status roster_add_last_name(struct roster_index *x, struct arena *mem, struct text name, uint32_t actor);

/* Put the last names in order, for roster_by_last_name. */
void roster_sort_last_names(struct roster_index *x);

struct roster_reader {
    struct config config;
    struct roster *roster;
    struct roster_index *index;
    struct arena *mem;
    bool old; /* the first roster has been read already                      */
    /* the party that is open: */
    bool open;
    bool party_old; /* an earlier file has it                              */
    uint32_t party;
    int party_line;
    bool named;
};

/* The scope in roster_index.names of one kind of actors of a party. */
static inline uint32_t roster_actor_scope(uint32_t party, enum actor_kind kind)
{
    return SCOPE_ACTOR + party * (ACTOR_PERSON + 1) + (uint32_t)kind;
}

/* Add an actor of the open party. ENOMEM. */
priscus_status roster_new_actor(struct roster_reader *r, enum actor_kind kind, struct text name, uint32_t *actor);

/* Let the name be found in texts. A name that is no phrase is a mistake, and no failure. */
priscus_status roster_add_phrase(struct roster_reader *r, struct text name, uint32_t actor);

/* "Ilse Brandt; Ilsa Brandt | president | 2019-05-02 |" of the open party. */
priscus_status roster_add_person(struct roster_reader *r, struct text value);

#endif
