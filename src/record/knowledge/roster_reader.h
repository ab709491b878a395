/* roster_reader.h - a roster while its file is being read: roster.c has the lines and the parties,
 * roster_person.c the persons. Mistakes go to `config` and reading goes on; a status other than OK is
 * want of memory, and ends it. */
#ifndef ROSTER_READER_H
#define ROSTER_READER_H

#include "record/knowledge/roster_index.h"

struct roster_reader {
    struct config config;
    struct roster *roster;
    struct roster_index *index;
    struct arena *mem;
    struct priscus_error *err;
    int lines[2];    /* where roster and version were given; 0: not yet       */
    bool told_order; /* that roster comes first: said once               */
    bool old;        /* the first roster has been read already           */
    /* the party that is open: */
    bool open, broken; /* broken: its line had a mistake; nothing is kept of it */
    bool party_old;    /* an earlier file has it                              */
    uint32_t party;
    int party_line;
    bool named;
};

/* ENOMEM, with the file's name. */
priscus_status roster_out_of_memory(struct roster_reader *r);

/* The scope in roster_index.names of one kind of actors of a party. */
static inline uint32_t roster_actor_scope(uint32_t party, enum actor_kind kind)
{
    return SCOPE_ACTOR + party * (ACTOR_PERSON + 1) + (uint32_t)kind;
}

/* Add an actor of the open party. False: memory is out. */
bool roster_new_actor(struct roster_reader *r, int line, enum actor_kind kind, struct text name, uint32_t *actor);

/* Make the name findable. A name that is no phrase is a mistake, and no failure. */
priscus_status roster_add_phrase(struct roster_reader *r, int line, struct text name, uint32_t actor);

/* "Ilse Brandt; Ilsa Brandt | president | 2019-05-02 |" of the open party. */
priscus_status roster_add_person(struct roster_reader *r, int line, struct text value);

#endif
