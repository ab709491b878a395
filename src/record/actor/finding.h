/* finding.h - what the files that find actors share.
 *
 *     describe.c    words for offices, and what a noun phrase says of whom it means
 *     mention.c     which words are names
 *     person.c      which names are one person's
 *     introduce.c   what the page says of the persons that it names
 *     coref.c       whom titles mean, and pronouns (pronoun.c), and words for several (group.c)
 *     actor.c       all of these one after the other, and the questions afterwards */
#ifndef FINDING_H
#define FINDING_H

#include "language/sentence/arcs.h"
#include "language/sentence/quote.h"
#include "record/actor/actor.h"

enum { NAMESAKES_MAX = 32 }; /* persons with one last name that are compared */

/* What a noun phrase says of whom it means. */
struct description {
    const struct office *office; /* its head's; NULL: none                       */
    uint32_t party;              /* NO_PARTY: it does not say                    */
    uint32_t owner;              /* whose spokesman, counterpart: an entity, or NO_ENTITY */
    bool former, bars, anonymous;
    bool definite, indefinite, plural;
};

void actor_describe(const struct actors *a, uint32_t head, struct description *out);

/* A word that a name of the page may be looked up by. */
struct spelled {
    uint32_t entity;
    uint32_t next; /* 1 + the next one in its bucket                              */
    bool given;    /* the first word of several: "Kim" of "Kim Tae Ho"            */
    struct text word, name;
};

/* The state while actors are being found. Functions that take it fail with ENOMEM alone. */
struct finding {
    struct actors *a;
    const struct quote_list *quotes;
    struct arena *mem;
    size_t mentions_room, entities_room, offices_room;
    uint32_t *party_entity;  /* per party: 1 + its entity                           */
    struct spelled *spelled; /* by bucket of spelling_hash()                       */
    uint32_t *bucket;
    size_t n_buckets, n_spelled, spelled_room;
};

priscus_status offices_find(struct finding *f);
/* Names into mentions and entities. */
priscus_status mentions_find(struct finding *f);
/* What the page says of the persons named: offices, parties, "former" (introduce.c). */
void persons_introduce(struct actors *a);
/* All other phrases. */
priscus_status coref_find(struct finding *f);

/* A new entity. */
priscus_status entity_new(struct finding *f, struct entity e, uint32_t *out);
/* The entity that stands for a whole party. */
priscus_status entity_of_party(struct finding *f, uint32_t party, uint32_t *out);

/* ---- person.c ---- */

/* Room to look up as many names as the document has. */
priscus_status persons_init(struct finding *f);
/* The person whom a name of this page may be: of namesakes the one named last, and a last name before a first one.
 * NO_ENTITY: nobody named so far. `actor` of the roster (NULL: any) and `gender` rule others out. */
uint32_t person_find(struct finding *f, struct text name, const struct actor *actor, enum gender gender);
/* Give m->entity: somebody named before, of the roster, or new. `sure`: the words are a person's, whether anybody of
 * that name is known or not; otherwise m->entity stays NO_ENTITY for a name that nobody known has. */
priscus_status person_settle(struct finding *f, struct mention *m, enum gender gender, bool sure);
/* The body of exactly that name, named before or new. */
priscus_status body_settle(struct finding *f, struct text name, uint32_t *out);
/* Is the first term the later one? NULL: no term. One person may be under two parties, one after the other. */
bool term_later(const struct term *a, const struct term *b);

/* ---- small questions about tokens ---- */

static inline uint8_t upos_at(const struct actors *a, uint32_t i)
{
    return a->doc->tokens[i].upos;
}
static inline uint8_t relation_at(const struct actors *a, uint32_t i)
{
    return a->doc->tokens[i].relation;
}
static inline bool nominal(const struct actors *a, uint32_t i)
{
    return upos_at(a, i) == UPOS_NOUN || upos_at(a, i) == UPOS_PROPN || upos_at(a, i) == UPOS_PRON;
}
/* The mention that covers token i, persons of whom nothing is known left out; NULL: none. */
static inline const struct mention *mention_at(const struct actors *a, uint32_t i)
{
    return a->at[i] ? &a->mentions[a->at[i] - 1] : NULL;
}
static inline const struct office_span *office_span_at(const struct actors *a, uint32_t i)
{
    return a->office_at[i] ? &a->offices[a->office_at[i] - 1] : NULL;
}
/* Is token i the head of an office that a person has, or of a word that bars one? */
static inline bool role_at(const struct actors *a, uint32_t i)
{
    const struct office_span *o = office_span_at(a, i);

    return o && o->head == i && (o->office->kind == OFFICE_ROLE || o->office->kind == OFFICE_BARS);
}
/* "Norhaven, two envoys and Karvia left": the subject before token i of the same verb that a comma parts from it, of which
 * the parser has made two; DOCUMENT_NO_HEAD: none. */
static inline uint32_t subject_before(const struct actors *a, uint32_t i)
{
    uint32_t verb = a->doc->tokens[i].head, first;

    if (relation_at(a, i) != RELATION_NSUBJ || verb == DOCUMENT_NO_HEAD)
        return DOCUMENT_NO_HEAD;
    first = arcs_dependent(a->doc, verb, RELATION_NSUBJ);
    return first < i && token_is(a->doc, first + 1, ",") && arcs_dependent(a->doc, i, RELATION_CONJ) != DOCUMENT_NO_HEAD
               ? first
               : DOCUMENT_NO_HEAD;
}
static inline struct text words_of(const struct document *doc, uint32_t first, uint32_t end)
{
    return text_in(doc->body, (struct span){ doc->tokens[first].span.begin, doc->tokens[end - 1].span.end });
}

#endif
