/* roster_reader.h - what the files of a roster share: the index of its names, and a roster while its file is being
 * read.
 *
 *     roster.c          reads the lines of the file, parties and their names
 *     roster_person.c   reads persons and their terms of office
 *     record/import     tells what a file is, and reads those of other programs
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
    /* in other programs' files: */
    bool any_case; /* names are in capitals: they are found however a text writes them */
    size_t twice;  /* names that are another party's                                  */
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

/* The same of names parted by ";", none of them empty, and a term. */
priscus_status roster_put_person(struct roster_reader *r, struct text names, struct term term);

/* Let the party that is open go by this name. */
priscus_status roster_add_name(struct roster_reader *r, enum actor_kind kind, struct text name);

/* A party that is not there yet; r->party is it. ENOMEM. */
priscus_status roster_new_party(struct roster_reader *r, struct text code, enum party_kind kind);

/* The party that goes by this name. SIZE_MAX: none. */
size_t roster_party_named(const struct roster_reader *r, struct text name);

/* Capitals, digits, hyphens, at most 30. */
bool roster_code_ok(struct text code);

/* An actor dictionary, or agents: parties, persons and their terms. ENOMEM. */
priscus_status roster_read_dictionary(struct roster_reader *r, struct text text);

/* Its party, office, person, from and to. ENOMEM. */
priscus_status roster_read_csv(struct roster_reader *r, struct text text);

/* Which column of a CSV file each field of a roster is in. */
enum { CSV_PARTY, CSV_OFFICE, CSV_PERSON, CSV_FROM, CSV_TO, CSV_ALSO, CSV_KIND, CSV_AS_OF, CSV_COLUMNS };
struct csv_columns {
    size_t at[CSV_COLUMNS]; /* SIZE_MAX: there is none */
    struct date as_of;      /* what a heading "as_of 2022-08-03" says; unknown: none does */
};
/* Is this the heading of a roster: has it a party and a person? */
bool roster_csv_heading(const struct text *fields, size_t n, struct csv_columns *out);

#endif
