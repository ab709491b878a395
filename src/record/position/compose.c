/* compose.c - what the stance table makes of each step of a walk.
 *
 *     apply(rejects) to rejects   "refused to rule out"      -> open       (row reject-reject)
 *     negate(open)                "not ready for"            -> rejects    (row not-open)
 *     act(will + not)             "will not negotiate"       -> rejects    (row act-will-not)
 *     conditions(open)            "ready ... if"             -> conditional
 *
 * No word and no rule is in this file: all of them are rows of data/record/stance.table. */
#include "record/position/walk.h"

void state_fired(struct state *st, size_t row)
{
    if (st->n_rules < RULES_MAX)
        st->rules[st->n_rules++] = (uint16_t)row;
}

void state_take_words(struct state *st, uint32_t first, uint32_t end)
{
    if (first < st->first)
        st->first = first;
    if (end > st->end)
        st->end = end;
}

void state_hold(struct state *st, int32_t c)
{
    st->holder_clause = c;
    st->by_voice = false;
}

struct state state_fresh(const struct issue_mention *m)
{
    return (struct state){
        .holder_clause = -1, .under = -1, .first = m->first, .end = m->end, .deed = m->verb != UINT32_MAX || m->anaphor
    };
}

static const struct stance_row *rule(const struct walk *w, enum row_kind kind, uint8_t outer, uint8_t inner,
                                     size_t *index)
{
    for (size_t i = 0; i < w->table->n_rows; i++) {
        const struct stance_row *row = &w->table->rows[i];

        if (row->kind == kind && row->inner == inner && (kind != ROW_COMPOSE || row->outer == outer)) {
            *index = i;
            return row;
        }
    }
    return NULL;
}

void compose_stance(const struct walk *w, struct state *st, uint8_t outer)
{
    const struct stance_row *found;
    size_t index;

    if (st->stance == STANCE_NONE) {
        st->stance = outer;
        return;
    }
    found = rule(w, ROW_COMPOSE, outer, st->stance, &index);
    if (found) {
        st->stance = found->verdict;
        state_fired(st, index);
    } else if (st->stance != outer && st->stance != STANCE_CONDITIONAL)
        st->stance = outer;
}

void compose_apply(const struct walk *w, struct state *st, size_t row)
{
    uint8_t verdict = w->table->rows[row].verdict;

    state_fired(st, row);
    st->carried = false;
    if (verdict == VERDICT_DENIES || verdict == VERDICT_ASKS || verdict == VERDICT_CLAIMS) {
        st->dropped = st->denied = true;
        return;
    }
    if (verdict == VERDICT_DOES)
        return;
    if (verdict == VERDICT_KEPT)
        verdict = st->deed && st->stance == STANCE_NONE ? STANCE_REJECTS : STANCE_DEMANDS;
    if (verdict == VERDICT_ABLE || verdict == VERDICT_UNABLE) {
        st->able = st->stance == STANCE_NONE;
        verdict = verdict == VERDICT_ABLE ? STANCE_OPEN : STANCE_REJECTS;
        st->dropped = st->able && verdict == STANCE_REJECTS;
    }
    compose_stance(w, st, verdict);
}

void compose_negate(const struct walk *w, struct state *st)
{
    size_t index;
    const struct stance_row *found = rule(w, ROW_NEGATE, 0, st->stance, &index);

    if (found) {
        st->stance = found->verdict;
        state_fired(st, index);
        if (st->stance == STANCE_NONE || st->able)
            st->dropped = st->denied = true; /* "has not been able to attend": no will is in it */
    }
}

uint8_t compose_opposite(const struct walk *w, uint8_t stance)
{
    size_t index;
    const struct stance_row *found = rule(w, ROW_OPPOSITE, 0, stance, &index);

    return found ? found->verdict : stance;
}

/* Doing it, with the modality and the negation of its clause. */
bool compose_act(const struct walk *w, struct state *st, bool deed, unsigned flags)
{
    const struct stance_row *best = NULL;
    int bits = -1;
    size_t index = 0;

    for (size_t i = 0; i < w->table->n_rows; i++) {
        const struct stance_row *row = &w->table->rows[i];

        if (row->kind != ROW_ACT || row->deed != deed || (row->flags & flags) != row->flags ||
            __builtin_popcount(row->flags) <= bits)
            continue;
        best = row;
        bits = __builtin_popcount(row->flags);
        index = i;
    }
    if (!best || best->verdict == STANCE_NONE)
        return false;
    state_fired(st, index);
    st->stance = best->verdict;
    st->supposed = (flags & CLAUSE_WOULD) && !(flags & CLAUSE_NEGATED);
    st->unable = (flags & CLAUSE_CAN) && (flags & CLAUSE_NEGATED);
    return true;
}

/* The rule for a condition of this kind on the stance so far; its words are tokens [first, end). */
static bool condition(const struct walk *w, struct state *st, enum condition_kind kind, uint32_t first, uint32_t end)
{
    if (kind == CONDITION_BEFORE)
        kind = CONDITION_UNLESS;
    if (kind == CONDITION_ONLY_AFTER)
        kind = CONDITION_AFTER;
    if (kind == CONDITION_EXCHANGE)
        kind = CONDITION_IF;
    for (size_t i = 0; i < w->table->n_rows; i++) {
        const struct stance_row *row = &w->table->rows[i];

        if (row->kind != ROW_IF || row->condition != kind || row->inner != st->stance)
            continue;
        if (end > first)
            st->condition = (struct span){ w->doc->tokens[first].span.begin, w->doc->tokens[end - 1].span.end };
        st->stance = row->verdict;
        state_fired(st, i);
        return true;
    }
    return false;
}

/* The condition that a clause is; false: it is none. */
static bool condition_of(const struct clause *at, enum condition_kind *kind)
{
    switch (at->kind) {
    case CLAUSE_IF:
        *kind = CONDITION_IF;
        return true;
    case CLAUSE_UNLESS:
        *kind = CONDITION_UNLESS;
        return true;
    case CLAUSE_AFTER:
        *kind = at->flags & CLAUSE_ONLY ? CONDITION_ONLY_AFTER : CONDITION_AFTER;
        return true;
    default:
        return false;
    }
}

/* "shortly before the vote", "days after it": when it was, and no condition. */
static bool is_time(const struct walk *w, uint32_t word)
{
    return word > w->sentence->first &&
           token_is_any(w->doc, word - 1, "shortly", "just", "soon", "right", "hours", "days", "weeks", "months",
                        "years", "hour", "day", "week", "month", "year");
}

/* Does a condition of this kind at clause c bear on the stance? */
static bool bears(const struct walk *w, const struct state *st, int32_t c, enum condition_kind kind)
{
    uint32_t flags = w->clauses.at[c].flags, done = CLAUSE_PAST | CLAUSE_PERFECT;

    /* "once the shelling stops": of what is to come; else only when it was. */
    if (kind == CONDITION_AFTER)
        return flags & (CLAUSE_WILL | CLAUSE_WOULD);
    /* "turned down a truce if": it was turned down. */
    if ((kind == CONDITION_IF || kind == CONDITION_EXCHANGE) && st->stance == STANCE_REJECTS && (flags & done))
        return false;
    /* "agreed to a truce in exchange for fuel": done, and a condition no more. */
    if (st->holder_clause >= 0)
        flags |= w->clauses.at[st->holder_clause].flags;
    return kind != CONDITION_EXCHANGE || st->stance != STANCE_ACCEPTS || !(flags & done);
}

/* "will only sign a truce that lasts if": the "only" is the verb's, wherever the parser has hung its condition. */
static bool is_only(const struct walk *w, const struct clause *at)
{
    for (uint32_t k = clause_branch(&w->clauses, at->head)->child; k < at->head;
         k = clause_branch(&w->clauses, k)->next)
        if (token_is(w->doc, k, "only") && !token_is(w->doc, k - (k > w->sentence->first), "not"))
            return true;
    return false;
}

/* "Norhaven said it would talk if the troops left": the condition is one of the talks, though the parser has hung it on
 * "said". Does clause c lie in what the verb over `at` reports, before it? */
static bool is_reported(const struct walk *w, const struct clause *at, int32_t c)
{
    const struct clause *own = &w->clauses.at[c], *over = at->parent >= 0 ? &w->clauses.at[at->parent] : NULL;

    if (!over || own->kind != CLAUSE_THAT || own->parent != at->parent || at->first <= own->verb ||
        (at->kind != CLAUSE_IF && at->kind != CLAUSE_UNLESS) || over->verb > own->verb)
        return false;
    return token_says(w->doc, over->verb);
}

void compose_conditions(const struct walk *w, struct state *st, int32_t c)
{
    const struct clause *own = &w->clauses.at[c];
    bool only = is_only(w, own);
    enum condition_kind kind;

    for (size_t k = 0; k < w->clauses.n; k++) {
        const struct clause *at = &w->clauses.at[k];

        if ((at->parent == c || (only && at->first > own->verb && at->end <= own->end) || is_reported(w, at, c)) &&
            condition_of(at, &kind) && bears(w, st, c, kind) && condition(w, st, kind, at->first, at->end))
            return;
    }
    for (size_t i = 0; i < w->n_words; i++) {
        const struct stance_word *word = &w->words[i];

        if (row_of(w, word)->kind != ROW_CONDITION || clause_at(&w->clauses, word->first) != c)
            continue;
        if (condition_of(own, &kind) && word->first < own->group)
            continue; /* its own "if" */
        if (word->end < w->sentence->end && token_is_any(w->doc, word->end, "which", "whom"))
            continue; /* "after which both would talk" */
        kind = (enum condition_kind)row_of(w, word)->condition;
        if (!is_time(w, word->first) && bears(w, st, c, kind) &&
            condition(w, st, kind, word->first, holder_phrase_end(w, word->end, w->sentence->end)))
            return;
    }
}
