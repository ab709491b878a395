/* event_walk.h - between the files of this room: event.c goes over the clauses of a sentence, event_code.c says what the words
 * under one verb come to. */
#ifndef EVENT_WALK_H
#define EVENT_WALK_H

#include "record/event/event.h"

struct event_walk {
    const struct document *doc;
    const struct event_table *table;
    const struct actors *actors; /* may be NULL */
    struct clause_list clauses;  /* of the sentence */
    uint32_t first, end;         /* its tokens      */
};

/* What the words under a token come to. */
struct event_sense {
    uint16_t code;                   /* EVENT_NO_CODE: nothing                                        */
    uint8_t operator_;               /* of the token itself, where its row is one                     */
    uint32_t end;                    /* one past the last token that a row took                       */
    uint32_t chain[EVENT_DEPTH_MAX]; /* the tokens that made it, outermost first          */
    uint8_t n_chain;
    uint16_t rules[EVENT_RULES_MAX];
    uint8_t n_rules;
    bool negated; /* "no [talks]": of a noun                                             */
};

static inline bool has_relation(const struct event_walk *w, uint32_t t, enum relation relation)
{
    return clause_branch(&w->clauses, t)->relation == relation;
}

/* What token t, the head of a clause or a noun, comes to with all it governs; modality and negation of the clause left out. */
struct event_sense event_sense_of(const struct event_walk *w, uint32_t t);
/* What is said of the clause's subject: "was needed", "is to blame". False: no row has its predicate. */
bool event_sense_about(const struct event_walk *w, const struct clause *at, struct event_sense *out);
/* The same under an operator: "will", "not". */
void event_sense_compose(const struct event_walk *w, struct event_sense *sense, enum event_operator op);
/* Whom it is done to: the first noun phrase under what made it. Empty: nobody. */
struct token_range event_target(const struct event_walk *w, const struct event_sense *sense, struct token_range source);

#endif
