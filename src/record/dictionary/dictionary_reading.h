/* dictionary_reading.h - a dictionary while it is being read: what the files of this room share.
 *
 *     dictionary_read.c     the lines
 *     dictionary_entry.c    actors: their names and roles
 *     dictionary_role.c     what stands between brackets
 *     dictionary_agent.c    agents, under all their spellings
 *     dictionary_order.c    the order in which names are looked up
 *     dictionary_find.c     looks them up
 *
 * What is wrong is told, and reading goes on; a status other than OK is ENOMEM. */
#ifndef DICTIONARY_READING_H
#define DICTIONARY_READING_H

#include "record/dictionary/dictionary.h"

/* "VSKGOV 200101-270503", what stands between brackets. False: `why` says what is wrong. */
bool dictionary_role_read(struct text inside, struct dictionary_role *out, char why[160]);
/* The order of by_name and by_agent: ASCII case folded. */
int dictionary_compare(struct text a, struct text b);

struct dictionary_set {
    struct text name, words; /* "PERSON", "MAN, MEN" */
};
struct dictionary_sets {
    struct dictionary_set at[DICTIONARY_SETS_MAX];
    size_t n, made; /* sets; spellings made with them so far */
};
/* Add an agent under all its spellings. `plural`: NULL ptr: the regular one; empty: none. False in *known: a set is not
 * there, or there are too many spellings, and nothing was added. ENOMEM. */
priscus_status dictionary_add_agent(struct dictionary *d, struct arena *mem, struct dictionary_sets *sets,
                                    struct text words, struct text plural, struct dictionary_agent agent, bool *known);

struct dictionary_reading {
    struct dictionary *d;
    struct arena *mem;
    dictionary_told_fn *told;
    void *context;
    int line;
    int remark;    /* where a "<!--" that is still open stands; 0: none */
    bool open;     /* an entry is being read: the last one              */
    bool lost;     /* a role of it was left out, which was told         */
    bool too_many; /* told already                                      */
    struct dictionary_sets sets;
};

/* ---- dictionary_entry.c ---- */

/* Tell what is wrong with the line being read. */
void dictionary_tell(struct dictionary_reading *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* For "%.*s": at most forty bytes, and no half letter. */
int dictionary_shown(struct text t);
/* "ILMAR_TESSOV_" as "ILMAR TESSOV". A NULL ptr: memory is out. */
struct text dictionary_tidy(struct dictionary_reading *r, struct text name);
/* Is there room for one more beside n? That there is none is told once. */
bool dictionary_has_room(struct dictionary_reading *r, size_t n);
/* Is it a name, and not too long? */
bool dictionary_name_fits(struct dictionary_reading *r, struct text name);
/* Begin an actor with its first name; more of the one that is open; end it. */
priscus_status dictionary_open_entry(struct dictionary_reading *r, struct text name);
priscus_status dictionary_add_name(struct dictionary_reading *r, struct text name);
priscus_status dictionary_add_role(struct dictionary_reading *r, struct text inside);
void dictionary_close_entry(struct dictionary_reading *r);

/* ---- dictionary_order.c ---- */

/* Fill in by_name and by_agent. */
priscus_status dictionary_sort(struct dictionary *d, struct arena *mem);

#endif
