/* coref.h - what coref.c, group.c and pronoun.c share: whom the page has spoken of so far. */
#ifndef COREF_H
#define COREF_H

#include "record/actor/finding.h"

enum {
    NEAR_SENTENCES = 4,    /* how far back a pronoun may reach                     */
    OCCURRENCES_TRIED = 48 /* of one sentence, by a pronoun                        */
};

enum { SEEN_SUBJECT = 1, SEEN_SAYS = 2, SEEN_QUOTED = 4, SEEN_ASIDE = 8 };

/* A word that bodies are named by: "the Norhaven Port Council", "the Karvian government". */
struct named_body {
    struct text word; /* "council", "government" */
    uint32_t entity, sentence;
};

enum { BODIES_KEPT = 16 };

/* One place where an entity is spoken of. */
struct occurrence {
    uint32_t token, entity;
    uint32_t next; /* 1 + the one before it in its sentence */
    unsigned flags;
};

struct coref {
    struct finding *f;
    struct actors *a;
    const struct document *doc;
    struct occurrence *at;
    size_t n, room;
    uint32_t *last;                        /* per sentence: 1 + its last occurrence                     */
    uint32_t *speaker;                     /* per sentence: 1 + the token who speaks in it, or 0        */
    uint32_t newest;                       /* entity spoken of last, or NO_ENTITY                       */
    uint32_t sentence;                     /* being read                                               */
    uint32_t last_speaker;                 /* entity, or NO_ENTITY                                     */
    struct named_body bodies[BODIES_KEPT]; /* those named last, in a ring */
    size_t n_bodies;
    uint32_t nameless; /* of the page's first words: whose office alone was told, or NO_ENTITY */
};

static inline bool coref_quoted(const struct coref *c, uint32_t i)
{
    return c->f->quotes->inside[i];
}

/* Token i means that entity, which is spoken of once more; NO_ENTITY: nothing happens. */
priscus_status coref_give(struct coref *c, uint32_t i, uint32_t entity);

/* Token i names that entity, whom it means already. */
priscus_status coref_note(struct coref *c, uint32_t i, uint32_t entity);

/* ---- group.c ---- */

/* Token i, whose entity is known: the last of a list so far? Then the list is a group. */
priscus_status group_join(struct coref *c, uint32_t i);
/* "the leaders of Norhaven and Karvia", "the two ministers": give token i, an office of several, the group that it
 * means; *found is false, and nothing given, if it is no group or nobody knows which. */
priscus_status group_of_office(struct coref *c, uint32_t i, const struct description *d, bool *found);
/* "both sides", "the parties", "both": the same of words that are no office's. */
bool group_word(const struct document *doc, uint32_t i);
priscus_status group_read(struct coref *c, uint32_t i);

/* ---- pronoun.c ---- */

enum pronoun_kind { PRONOUN_NONE, PRONOUN_HE, PRONOUN_IT, PRONOUN_THEY, PRONOUN_I, PRONOUN_WHO };

enum pronoun_kind pronoun_kind(const struct document *doc, uint32_t i, enum gender *gender);
/* Who speaks in the quotations of the sentence that is read; NO_ENTITY: nobody known. */
uint32_t coref_quoter(const struct coref *c);
priscus_status pronoun_read(struct coref *c, uint32_t i, enum pronoun_kind kind, enum gender gender);

#endif
