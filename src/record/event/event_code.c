/* event_code.c - what the words under a verb come to: a code, composed from the inside out.
 *
 *     refused to lift      the ban
 *     refuse     stop      172        stop on 17 is 081; refuse on 08 is 124
 *
 * A verb's row is an event, or an operator on what the verb governs: its complement clause, else its object, else what
 * hangs on it by a preposition. A noun's is the same with what hangs on the noun ("an end to the blockade"). */
#include "record/event/event_walk.h"

#include "language/sentence/arcs.h"

#define MATCHES    12
#define NOUN_REACH 3 /* a phrase begins so many tokens before its noun: "state of siege" */

/* "the [release] of", but not "released": are a token's rows those of nouns? */
static bool is_noun(const struct event_walk *w, uint32_t t)
{
    uint8_t upos = w->doc->tokens[t].upos;

    return upos == UPOS_NOUN || upos == UPOS_PROPN;
}

static bool is_passive(const struct event_walk *w, uint32_t t)
{
    int32_t c = clause_branch(&w->clauses, t)->clause;

    return c >= 0 && w->clauses.at[c].head == t && (w->clauses.at[c].flags & CLAUSE_PASSIVE);
}

/* Has the verb an object, or is it a passive? "returned the prisoners", not "returned to Kyiv" */
static bool has_object(const struct event_walk *w, uint32_t t)
{
    for (uint32_t k = clause_branch(&w->clauses, t)->child; k != DOCUMENT_NO_HEAD;
         k = clause_branch(&w->clauses, k)->next)
        if (has_relation(w, k, RELATION_OBJ))
            return true;
    return is_passive(w, t) ||
           has_relation(w, t, RELATION_ACL); /* "the prisoners released", which is a passive without its verb */
}

/* Is a clause its object: "announced that it would"? */
static bool has_clause(const struct event_walk *w, uint32_t t)
{
    int32_t c = clause_branch(&w->clauses, t)->clause;

    for (size_t i = 0; c >= 0 && i < w->clauses.n; i++)
        if (w->clauses.at[i].parent == c && w->clauses.at[i].kind == CLAUSE_THAT)
            return true;
    return false;
}

/* May the word have that row? What it governs decides between rows: "announced [talks]", "announced [that]". */
static bool row_fits(const struct event_walk *w, const struct event_row *row, uint32_t t, enum event_row_kind kind)
{
    if (row->kind != kind || (row->object && !has_object(w, t)))
        return false;
    return kind != EVENT_VERB || row->operator_ == OPERATOR_NONE ||
           (row->operator_ != OPERATOR_SAYS && row->operator_ != OPERATOR_DOES) ||
           (row->operator_ == OPERATOR_SAYS) == has_clause(w, t);
}

/* A phrase with a gap must not leave the verb's clause, but for the head of what it governs ("let ... free") and the "to" of it:
 * "announced that it will extend the curfew" announces no curfew. */
static bool stays(const struct event_walk *w, uint32_t t, uint32_t last)
{
    int32_t c = clause_branch(&w->clauses, t)->clause, other = clause_branch(&w->clauses, last)->clause;

    return c == other || token_is(w->doc, last, "to") ||
           (other >= 0 && w->clauses.at[other].head == last && w->clauses.at[other].parent == c);
}

/* The row of a word's longest phrase; NULL: none. *end is where the phrase ends. */
static const struct event_row *row_at(const struct event_walk *w, uint32_t t, enum event_row_kind kind, uint32_t *end)
{
    bool noun = kind == EVENT_NOUN;
    struct phrase_context parties = { w->actors ? w->actors->party_end : NULL };
    struct phrase_match found[MATCHES];
    const struct event_row *best = NULL;
    uint32_t words = 0, from = noun && t >= w->first + NOUN_REACH ? t - NOUN_REACH : t;

    for (uint32_t i = from; i <= t; i++) {
        size_t n = phrase_match_at(w->table->phrases, w->doc, &parties, i, w->end, found, MATCHES);

        for (size_t k = 0; k < n; k++) {
            const struct event_row *row = &w->table->rows[found[k].value];

            if (found[k].words <= words || (noun && found[k].end != t + 1 && found[k].first != t) ||
                !row_fits(w, row, t, kind) ||
                (kind == EVENT_VERB && found[k].words < found[k].end - i && !stays(w, t, found[k].end - 1)))
                continue;
            best = row;
            words = found[k].words;
            *end = found[k].end;
        }
    }
    return best;
}

static void fired(const struct event_walk *w, struct event_sense *s, const struct event_row *row)
{
    if (s->n_rules < EVENT_RULES_MAX)
        s->rules[s->n_rules++] = (uint16_t)(row - w->table->rows);
}

static struct event_sense sense_at(const struct event_walk *w, uint32_t t, unsigned depth);

/* What is looked at first among what a word governs. */
static unsigned rank(const struct event_walk *w, uint32_t k, bool noun, bool passive)
{
    switch ((enum relation)clause_branch(&w->clauses, k)->relation) {
    case RELATION_XCOMP:
    case RELATION_CCOMP:
        return 1;
    case RELATION_NSUBJ_PASS:
        return passive ? 2 : 0;
    case RELATION_OBJ:
        return 2;
    case RELATION_ACL:
        return noun ? 1 : 0;
    case RELATION_OBL:
    case RELATION_NMOD:
        return 3;
    case RELATION_ADVCL: /* "appealed to both sides to stop" */
    {
        int32_t c = clause_branch(&w->clauses, k)->clause;

        return !noun && c >= 0 && w->clauses.at[c].head == k && w->clauses.at[c].kind == CLAUSE_INFINITIVE ? 4 : 0;
    }
    case RELATION_AMOD:
    case RELATION_COMPOUND:
        return noun ? 5 : 0; /* "sanctions relief" */
    default:
        return 0;
    }
}

/* "rejected [calls] for a truce": where the parser hung what a noun governs on the noun's verb. */
static struct event_sense beside(const struct event_walk *w, uint32_t t, unsigned depth)
{
    struct event_sense none = { .code = EVENT_NO_CODE };

    if (!has_relation(w, t, RELATION_OBJ))
        return none;
    for (uint32_t k = clause_branch(&w->clauses, t)->next; k != DOCUMENT_NO_HEAD;
         k = clause_branch(&w->clauses, k)->next)
        if (k > t && has_relation(w, k, RELATION_OBL)) {
            struct event_sense s = sense_at(w, k, depth + 1);

            if (s.code != EVENT_NO_CODE)
                return s;
        }
    return none;
}

static struct event_sense inner_of(const struct event_walk *w, uint32_t t, bool noun, unsigned depth)
{
    struct event_sense none = { .code = EVENT_NO_CODE };
    bool passive = !noun && is_passive(w, t);

    if (depth + 1 >= EVENT_DEPTH_MAX)
        return none;
    for (unsigned want = 1; want <= 5; want++)
        for (uint32_t k = clause_branch(&w->clauses, t)->child; k != DOCUMENT_NO_HEAD;
             k = clause_branch(&w->clauses, k)->next) {
            struct event_sense s;

            if (rank(w, k, noun, passive) != want)
                continue;
            s = sense_at(w, k, depth + 1);
            if (s.code != EVENT_NO_CODE)
                return s;
        }
    return noun ? beside(w, t, depth) : none;
}

void event_sense_compose(const struct event_walk *w, struct event_sense *s, enum event_operator op)
{
    const struct event_row *row = event_table_compose(w->table, op, s->code);

    if (!row) {
        s->code = EVENT_NO_CODE;
        return;
    }
    fired(w, s, row);
    if (!row->same)
        s->code = row->code;
}

/* An inner sense as what the word t with its row makes of it. */
static struct event_sense wrap(const struct event_walk *w, uint32_t t, const struct event_row *row, uint32_t end,
                               const struct event_sense *inner)
{
    struct event_sense s = { .code = inner->code, .operator_ = row ? row->operator_ : OPERATOR_NONE, .end = end };

    if (row)
        fired(w, &s, row);
    s.chain[s.n_chain++] = t;
    for (unsigned i = 0; i < inner->n_chain && s.n_chain < EVENT_DEPTH_MAX; i++)
        s.chain[s.n_chain++] = inner->chain[i];
    for (unsigned i = 0; i < inner->n_rules && s.n_rules < EVENT_RULES_MAX; i++)
        s.rules[s.n_rules++] = inner->rules[i];
    if (inner->end > s.end)
        s.end = inner->end;
    s.negated = inner->negated;
    return s;
}

/* "no talks" */
static bool is_none(const struct event_walk *w, uint32_t noun)
{
    for (uint32_t k = clause_branch(&w->clauses, noun)->child; k != DOCUMENT_NO_HEAD;
         k = clause_branch(&w->clauses, k)->next)
        if (has_relation(w, k, RELATION_DET) && (token_is(w->doc, k, "no") || token_is(w->doc, k, "neither")))
            return true;
    return false;
}

static struct event_sense sense_at(const struct event_walk *w, uint32_t t, unsigned depth)
{
    bool noun = is_noun(w, t), headed = !noun;
    uint32_t end = t + 1;
    const struct event_row *row = row_at(w, t, noun ? EVENT_NOUN : EVENT_VERB, &end);
    struct event_sense inner = { .code = EVENT_NO_CODE }, s;
    int32_t c = clause_branch(&w->clauses, t)->clause;

    if (!row && headed && !(c >= 0 && w->clauses.at[c].head == t && (w->clauses.at[c].flags & CLAUSE_COPULA)))
        return inner; /* a verb that nothing is known of: what it governs may be anything */
    if (!row || row->operator_ != OPERATOR_NONE)
        inner = inner_of(w, t, noun, depth);
    s = wrap(w, t, row, end, &inner);
    if (!row) /* "a series of attacks" */
        return s;
    if (row->operator_ != OPERATOR_NONE) {
        if (depth > 0 && (row->operator_ == OPERATOR_SAYS || row->operator_ == OPERATOR_UNSAY))
            s.code = EVENT_NO_CODE;
        else
            event_sense_compose(w, &s, row->operator_);
    } else
        s.code = row->code;
    s.negated |= noun && is_none(w, t);
    /* "refused not to", "agreed not to fire": the negation of a clause inside */
    if (depth > 0 && c >= 0 && w->clauses.at[c].head == t && (w->clauses.at[c].flags & CLAUSE_NEGATED))
        event_sense_compose(w, &s, OPERATOR_STOP);
    return s;
}

struct event_sense event_sense_of(const struct event_walk *w, uint32_t t)
{
    return sense_at(w, t, 0);
}

bool event_sense_about(const struct event_walk *w, const struct clause *at, struct event_sense *out)
{
    uint32_t end = at->head + 1;
    const struct event_row *row = row_at(w, at->head, EVENT_ABOUT, &end);
    struct event_sense inner = { .code = EVENT_NO_CODE };

    if (!row || at->subject >= at->subject_end)
        return false;
    if (row->operator_ != OPERATOR_NONE) /* "[the release] was needed" */
        inner = sense_at(w, arcs_head(w->doc, at->subject, at->subject_end), 1);
    *out = wrap(w, at->head, row, end, &inner);
    if (row->operator_ != OPERATOR_NONE)
        event_sense_compose(w, out, row->operator_);
    else
        out->code = row->code;
    out->operator_ = OPERATOR_NONE;
    return true;
}

/* ---- whom it is done to ---- */

static bool in_chain(const struct event_sense *s, uint32_t t)
{
    for (unsigned i = 0; i < s->n_chain; i++)
        if (s->chain[i] == t)
            return true;
    return false;
}

static bool may_be_target(const struct event_walk *w, uint32_t k)
{
    enum relation relation = (enum relation)clause_branch(&w->clauses, k)->relation;
    uint8_t upos = w->doc->tokens[k].upos;

    return (relation == RELATION_OBJ || relation == RELATION_IOBJ || relation == RELATION_OBL ||
            relation == RELATION_NMOD || relation == RELATION_NMOD_POSS || relation == RELATION_NSUBJ_PASS ||
            relation == RELATION_NSUBJ || relation == RELATION_COMPOUND || relation == RELATION_AMOD) &&
           (upos == UPOS_PROPN || upos == UPOS_NOUN || upos == UPOS_PRON || upos == UPOS_ADJ) &&
           !arcs_is_time(w->doc, k);
}

struct token_range event_target(const struct event_walk *w, const struct event_sense *s, struct token_range source)
{
    struct token_range any = { 0, 0 };

    for (unsigned i = 0; i < s->n_chain; i++)
        for (uint32_t k = clause_branch(&w->clauses, s->chain[i])->child; k != DOCUMENT_NO_HEAD;
             k = clause_branch(&w->clauses, k)->next) {
            const struct branch *b = clause_branch(&w->clauses, k);
            uint8_t upos = w->doc->tokens[k].upos;

            if (!may_be_target(w, k) || in_chain(s, k) || (k >= source.first && k < source.end))
                continue;
            if (upos == UPOS_PROPN)
                return (struct token_range){ b->left, b->right };
            if (any.first == any.end && upos != UPOS_ADJ && upos != UPOS_PRON)
                any = (struct token_range){ b->left, b->right };
        }
    return any;
}
