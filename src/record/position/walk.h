/* walk.h - what the files that find positions share: a sentence being walked, and a walk's state.
 *
 *     issue.c     what is spoken of: mentions of issues, and the words of stance (operators)
 *     walk.c      from a mention outward, clause by clause
 *     compose.c   what the stance table makes of each step
 *     holder.c    whose the stance is
 *     position.c  what comes of it: entries of the record
 *
 * Private to the record floor. */
#ifndef WALK_H
#define WALK_H

#include "language/sentence/clause.h"
#include "record/position/position.h"

#define MENTIONS_MAX  64  /* of issues in one sentence */
#define OPS_MAX       128 /* words of stance in one sentence */
#define RULES_MAX     16
#define ANAPHOR_BYTES 400 /* how far back "this proposal" may reach */

/* A match of a row of the stance table. */
struct op {
    uint32_t first, end, row;
};

struct mention_of_issue {
    uint32_t first, end, words;
    uint32_t issue;
    uint32_t entry; /* 1 + index of the agenda's phrase; 0: by reference to what was said before */
    uint32_t verb;  /* the token whose clause does it, or UINT32_MAX: a noun */
    bool opposite, deed, passive, anaphor;
};

struct walk {
    const struct document *doc;
    const struct actors *actors;
    const struct clause_list *list; /* the sentence's clauses */
    const struct sentence *sentence;
    const struct voice_list *voices;
    const struct stance_table *table;
    const struct agenda *agenda;
    struct op ops[OPS_MAX];
    size_t n_ops;
    struct mention_of_issue mentions[MENTIONS_MAX];
    size_t n_mentions;
    struct arena *mem;
    struct record *record;
    size_t *room;
    bool out_of_memory;
};

/* One walk's state. */
struct state {
    uint8_t stance; /* enum stance                                      */
    bool dead;      /* denied, asked, suspected: nothing is entered     */
    bool by_voice;  /* whoever speaks holds it                          */
    bool fixed;     /* the holders are settled                          */
    bool by_other;  /* only by another party's account                  */
    bool supposed;  /* "would hold talks": under a plan, unless the holder says so */
    int32_t giver;  /* clause whose subject holds it, -1: none yet      */
    struct actor_ref holders[ACTORS_MAX];
    size_t n_holders;
    uint32_t holder, holder_end; /* the phrase they were found in; equal: whoever speaks */
    uint32_t first, end;         /* the words that carry it                     */
    struct span condition;
    uint16_t rules[RULES_MAX]; /* rows that fired, innermost first      */
    size_t n_rules;
};

static inline enum upos tag(const struct walk *w, uint32_t i)
{
    return (enum upos)w->doc->tokens[i].upos;
}

/* Is the token, as it stands, a word of a row of this kind? */
static inline bool is_word_of(const struct walk *w, uint32_t i, enum row_kind kind)
{
    return stance_table_find(w->table, kind, w->doc->tokens[i].norm) != NULL;
}

/* issue.c: fill w->ops and w->mentions, in text order; `last_issue` (UINT32_MAX: none) is what the
 * sentences before spoke of, for "this proposal". */
void walk_find(struct walk *w, uint32_t last_issue);

/* compose.c */
void state_fired(struct state *st, size_t row);
void state_take_words(struct state *st, uint32_t first, uint32_t end);
struct state state_fresh(const struct mention_of_issue *m);
/* A verdict outside the state's stance: "refused [to rule out]". */
void compose_apply(const struct walk *w, struct state *st, uint8_t verdict, size_t row);
void compose_negate(const struct walk *w, struct state *st);
/* What a stance on the opposite of an issue says of the issue. */
uint8_t compose_opposite(const struct walk *w, uint8_t stance);
/* Doing it, with the modality and negation (CLAUSE_...) of its clause. False: that says nothing. */
bool compose_act(const struct walk *w, struct state *st, bool deed, unsigned flags);
/* Conditions that hang on clause c, or stand in it: "only if", "until", "in exchange for". */
void compose_conditions(const struct walk *w, struct state *st, int32_t c);

/* holder.c */
const struct actor_ref *holder_voice(const struct walk *w, uint32_t token);
void holder_settle(struct state *st, const struct actor_ref *refs, size_t n);
bool holder_settle_phrase(const struct walk *w, struct state *st, uint32_t first, uint32_t end);
bool holder_settle_subject(const struct walk *w, struct state *st, int32_t c);
bool holder_agent(const struct walk *w, struct state *st, uint32_t from, uint32_t end);
bool holder_possessor(const struct walk *w, struct state *st, const struct op *op, uint32_t pos);
/* "Tehran ready for a swap": a headline without its verb. */
bool holder_beside(const struct walk *w, struct state *st, const struct op *op);
bool holder_same_party(const struct actor_ref *a, size_t n, const struct actor_ref *b, size_t m);
/* Do the subjects of two clauses stand for one party? */
bool holder_same_subject(const struct walk *w, int32_t a, int32_t b);
uint32_t walk_phrase_end(const struct walk *w, uint32_t i, uint32_t end);

/* walk.c: from the mention outward; what is found is in *st. */
void walk_outward(struct walk *w, const struct mention_of_issue *m, struct state *st);
bool walk_is_adjunct(const struct walk *w, const struct mention_of_issue *m);
bool walk_verb_op(const struct walk *w, int32_t c, const struct mention_of_issue *m, const struct op **out);

/* position.c: enter what the state says. */
void position_enter(struct walk *w, const struct mention_of_issue *m, struct state *st);

#endif
