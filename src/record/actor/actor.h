/* actor.h - who is who on a page, and for whom they speak.
 *
 *     Ukrainian foreign ministry spokesman Georgiy Tykhy dismissed the plan. He added that Kyiv would wait.
 *
 * actors_find() reads the whole page once. Afterwards any noun phrase may be asked whom it stands for: "He" is Tykhy,
 * who speaks for Ukraine, and so is "Kyiv". */
#ifndef ACTOR_H
#define ACTOR_H

#include "language/document.h"
#include "record/knowledge/knowledge.h"

#define NO_PARTY  UINT32_MAX
#define NO_ENTITY UINT32_MAX

#define ACTORS_MAX 4

/* A person or a body, however the page calls it. */
struct entity {
    enum actor_kind kind;      /* ACTOR_PERSON, or ACTOR_BODY for all others                        */
    uint32_t party;            /* whom it speaks for; NO_PARTY: nobody                              */
    uint32_t home;             /* its party even if it may not speak for it ("former Iranian ...")  */
    const struct actor *actor; /* of the roster; NULL: known from this page alone                   */
    struct text name;          /* the fullest the page has; NULL ptr: never named                   */
    enum gender gender;
    struct role_set roles;       /* offices that the page or the roster gives it                      */
    struct role_set held;        /* offices that it has no more                                       */
    bool barred;                 /* speaks for nobody: a former one, an expert, out of office then      */
    bool last_known;             /* the roster does not know whether the term has ended               */
    bool plural;                 /* officials, rebels                                                 */
    uint32_t seen;               /* while reading: 1 + the token where it was named last              */
    uint32_t newer, older;       /* in the order of being spoken of (coref.c)                         */
    uint32_t member[ACTORS_MAX]; /* of several who act together (group.c): entities that are no groups */
    uint8_t n_members;           /* 0: it is one                                                       */
};

/* A name in the text. */
struct mention {
    uint32_t first, end;
    uint32_t head; /* the token that the others hang on                                             */
    uint32_t party;
    enum actor_kind kind;
    const struct actor *actor; /* NULL: known from this page alone ("Ukrainian spokesman Georgiy Tykhy") */
    struct text name;          /* of persons: the fullest the page has                                */
    uint32_t entity;
    bool barred; /* as its entity                                                        */
    bool last_known;
};

/* Whom a noun phrase stands for. */
struct actor_ref {
    uint32_t party;     /* NO_PARTY: nobody's voice                                  */
    struct text person; /* NULL ptr: a body, or nobody with a name                   */
    bool barred, last_known;
    uint32_t entity; /* 1 + index into actors.entities; 0: none                    */
    uint32_t group;  /* 1 + index of the entity that stands for all with whom it acts; 0: it acts alone */
};

struct actors {
    const struct document *doc;
    const struct knowledge *knowledge;
    struct mention *mentions; /* in text order, not overlapping */
    size_t n_mentions;
    uint32_t *at;        /* per token: 1 + index of the mention that covers it, or 0; persons of whom
                            nothing is known but the name are left out */
    uint32_t *party_end; /* per token, for phrase_context                            */
    struct date date;    /* of publication; unknown: the roster's latest             */
    bool *elsewhere;     /* per party: a word is on the page beside which its name is another's: Georgia, the state */
    struct entity *entities;
    size_t n_entities;
    uint32_t *entity_of;         /* per token: 1 + index of the entity that the phrase it heads means, or 0 */
    uint32_t *group_of;          /* the same of the whole list that it heads: "Norhaven and Karvia"         */
    struct office_span *offices; /* in text order, not overlapping */
    size_t n_offices;
    uint32_t *office_at; /* per token: 1 + index of the office it is a word of, or 0  */
};

/* Find who is who on the page; `quotes` are its quotations (quote_find()). Everything lives in `mem`, *out stays as
 * it is on failure. Linear in the tokens (limits with names in the files). Fails only with ENOMEM. */
struct quote_list;
priscus_status actors_find(const struct document *doc, const struct knowledge *k, const struct quote_list *quotes,
                           struct arena *mem, struct actors *out);

/* Whom does the noun phrase or pronoun in [first, end) stand for? The words that hang on nothing inside it count, and
 * what "and" joins to them. `voice` (may be NULL) is who speaks, for we and I. Returns how many (0: nobody known). */
size_t actors_resolve(const struct actors *actors, uint32_t first, uint32_t end, const struct actor_ref *voice,
                      struct actor_ref out[ACTORS_MAX]);

/* Those who hold what `who` holds: all of its group, or it alone. Returns how many (0: it is nobody's voice). */
size_t actors_together(const struct actors *actors, const struct actor_ref *who, struct actor_ref out[ACTORS_MAX]);

/* The roster's name for a person, however the page spells it. NULL ptr: the roster does not know him, or it is a body. */
struct text actors_known_as(const struct actors *actors, const struct actor_ref *who);

/* Is it a person or a body at all: a name, or a word for one ("two officials")? "At this time" is not. */
bool actors_somebody(const struct actors *actors, uint32_t first, uint32_t end);

#endif
