/* finding.h - what the files that find actors share: mention.c finds the names, describe.c reads the noun
 * phrases, coref.c gives the other phrases and the pronouns to whom they mean, actor.c is asked afterwards. */
#ifndef FINDING_H
#define FINDING_H

#include "language/sentence/quote.h"
#include "record/actor/actor.h"

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

/* While they are being found. */
struct finding {
    struct actors *a;
    struct arena *mem;
    struct quote_list quotes;
    size_t mentions_room, entities_room, offices_room;
    uint32_t *party_entity;  /* per party: 1 + its entity                           */
    struct spelled *spelled; /* by bucket of spelling_hash()                       */
    uint32_t *bucket;
    size_t n_buckets, n_spelled, spelled_room;
};

/* Offices, tokens' dependents: what describe.c needs. */
bool offices_find(struct finding *f);
/* Names into mentions and entities. */
bool mentions_find(struct finding *f);
/* What the page says of the persons named: offices, parties, "former" (introduce.c). */
void persons_introduce(struct actors *a);
/* All other phrases. */
bool coref_find(struct finding *f);

/* A new entity; NO_ENTITY: memory is out. */
uint32_t entity_new(struct finding *f, struct entity e);
/* The one that stands for a whole party. */
uint32_t entity_of_party(struct finding *f, uint32_t party);

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
/* The preposition that stands before i's phrase: a token, or DOCUMENT_NO_HEAD. */
uint32_t case_of(const struct actors *a, uint32_t i);
bool has_copula(const struct actors *a, uint32_t i, uint32_t *copula);
/* The token of [first, end) that hangs on none of the others; the last if there are several. */
uint32_t head_of(const struct document *doc, uint32_t first, uint32_t end);
static inline struct text words_of(const struct document *doc, uint32_t first, uint32_t end)
{
    return text_in(doc->body, (struct span){ doc->tokens[first].span.begin, doc->tokens[end - 1].span.end });
}

#endif
