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
    return (struct state){ .holder_clause = -1, .first = m->first, .end = m->end };
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

void compose_apply(const struct walk *w, struct state *st, size_t row)
{
    uint8_t verdict = w->table->rows[row].verdict;
    const struct stance_row *found;
    size_t index;

    state_fired(st, row);
    if (verdict == VERDICT_DENIES || verdict == VERDICT_ASKS || verdict == VERDICT_CLAIMS) {
        st->dropped = true;
        return;
    }
    if (verdict == VERDICT_DOES)
        return;
    if (st->stance == STANCE_NONE) {
        st->stance = verdict;
        return;
    }
    found = rule(w, ROW_COMPOSE, verdict, st->stance, &index);
    if (found) {
        st->stance = found->verdict;
        state_fired(st, index);
    } else if (st->stance != verdict && st->stance != STANCE_CONDITIONAL)
        st->stance = verdict;
}

void compose_negate(const struct walk *w, struct state *st)
{
    size_t index;
    const struct stance_row *found = rule(w, ROW_NEGATE, 0, st->stance, &index);

    if (found) {
        st->stance = found->verdict;
        state_fired(st, index);
        if (st->stance == STANCE_NONE)
            st->dropped = true;
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
    return true;
}

/* The rule for a condition of this kind (1 << CLAUSE_IF ...) on the stance so far. */
static bool condition(const struct walk *w, struct state *st, uint16_t kind, uint32_t first, uint32_t end)
{
    for (size_t i = 0; i < w->table->n_rows; i++)
        if (w->table->rows[i].kind == ROW_IF && w->table->rows[i].flags == kind &&
            w->table->rows[i].inner == st->stance) {
            if (end > first)
                st->condition = (struct span){ w->doc->tokens[first].span.begin, w->doc->tokens[end - 1].span.end };
            st->stance = w->table->rows[i].verdict;
            state_fired(st, i);
            return true;
        }
    return false;
}

void compose_conditions(const struct walk *w, struct state *st, int32_t c)
{
    const struct clause *own = &w->clauses.at[c];
    bool future = own->flags & (CLAUSE_WILL | CLAUSE_WOULD);

    for (size_t k = 0; k < w->clauses.n; k++) {
        const struct clause *at = &w->clauses.at[k];

        /* "once the shelling stops": a condition of what is to come, else only when it was. */
        if (at->parent == c && (at->kind == CLAUSE_IF || at->kind == CLAUSE_UNLESS ||
                                (at->kind == CLAUSE_AFTER && ((at->flags & CLAUSE_ONLY) || future))))
            if (condition(w, st, (uint16_t)(1 << at->kind), at->first, at->end))
                return;
    }
    for (size_t i = 0; i < w->n_words; i++) {
        const struct stance_word *word = &w->words[i];
        const struct stance_row *row = &w->table->rows[word->row];

        if (row->kind != ROW_IF || clause_at(&w->clauses, word->first) != c)
            continue;
        if (row->flags == 1 << CLAUSE_AFTER && !token_is(w->doc, word->first, "only") && !future)
            continue;
        if (condition(w, st, row->flags, word->first, holder_phrase_end(w, word->end, w->sentence->end)))
            return;
    }
}
