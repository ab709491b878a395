/* condition.c - what whoever sets a condition wants by it.
 *
 *     Norhaven will talk only if the troops leave.       what makes a stance conditional is demanded
 *     Norhaven will strike unless Dalgo frees them.      a threat unless: demanded
 *     Norhaven will strike back if Dalgo signs it.       a threat if: rejected
 *
 * An issue's walk that ends in a condition says nothing by itself; it is looked at again when the whole sentence has
 * been read, and its stances under a condition are known. */
#include "record/position/walk.h"

void condition_keep_issue(struct walk *w, const struct issue_mention *m, const struct state *st)
{
    const struct clause *at = &w->clauses.at[st->under];
    uint8_t stance = st->stance;

    /* "if talks resume", "unless it negotiates": doing it, which alone is no stance */
    if (stance == STANCE_NONE && (st->n_rules || m->verb != UINT32_MAX) && !st->settled)
        stance = at->flags & CLAUSE_NEGATED ? STANCE_REJECTS : STANCE_ACCEPTS;
    if (stance == STANCE_NONE || w->n_wanted == WANTED_MAX)
        return;
    w->wanted[w->n_wanted++] = (struct wanted){ .mention = m, .clause = st->under, .stance = stance };
}

void condition_keep_stance(struct walk *w, const struct issue_mention *m, const struct state *st)
{
    struct conditional *c = &w->conditionals[w->n_conditionals];

    if (w->n_conditionals == CONDITIONALS_MAX || st->condition.begin == st->condition.end || !st->settled)
        return;
    w->n_conditionals++;
    *c = (struct conditional){ .condition = st->condition,
                               .anaphor = m->anaphor,
                               .n_holders = st->n_holders,
                               .holder = st->holder,
                               .holder_end = st->holder_end,
                               .first = st->first };
    memcpy(c->holders, st->holders, st->n_holders * sizeof *st->holders);
}

bool condition_names(const struct walk *w, struct span condition, uint32_t issue)
{
    for (size_t k = 0; k < w->n_mentions; k++) {
        const struct issue_mention *m = &w->mentions[k];
        struct span place = { w->doc->tokens[m->first].span.begin, w->doc->tokens[m->end - 1].span.end };

        if (m->issue == issue && !m->anaphor && span_holds(condition, place))
            return true;
    }
    return false;
}

/* The stance whose condition the issue lies in; NULL: none. */
static const struct conditional *conditional_over(const struct walk *w, const struct issue_mention *m)
{
    struct span place = { w->doc->tokens[m->first].span.begin, w->doc->tokens[m->end - 1].span.end };

    for (size_t k = 0; k < w->n_conditionals; k++)
        if (span_holds(w->conditionals[k].condition, place))
            return &w->conditionals[k];
    return NULL;
}

/* "will strike", "threatened to strike": is clause c a threat? */
static bool is_threat(const struct walk *w, int32_t c)
{
    const struct clause *at = &w->clauses.at[c];

    if ((at->flags & CLAUSE_NEGATED) ||
        (at->kind != CLAUSE_INFINITIVE && !(at->flags & (CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_MAY | CLAUSE_CAN))))
        return false;
    for (size_t i = 0; i < w->n_words; i++)
        if (row_of(w, &w->words[i])->kind == ROW_VERB && row_of(w, &w->words[i])->verdict == VERDICT_HARMS &&
            w->words[i].first == at->verb)
            return true;
    return false;
}

priscus_status condition_enter(struct walk *w)
{
    priscus_status status = PRISCUS_OK;

    for (size_t k = 0; k < w->n_wanted && status == PRISCUS_OK; k++) {
        const struct wanted *wanted = &w->wanted[k];
        const struct clause *at = &w->clauses.at[wanted->clause];
        const struct conditional *over = conditional_over(w, wanted->mention);
        struct state st = state_fresh(wanted->mention);

        st.stance = wanted->stance;
        if (over) {
            compose_stance(w, &st, over->anaphor ? STANCE_OPEN : STANCE_DEMANDS);
            holder_settle(&st, over->holders, over->n_holders);
            st.holder = over->holder;
            st.holder_end = over->holder_end;
            state_take_words(&st, over->first, st.end);
        } else if (at->parent >= 0 && is_threat(w, at->parent)) {
            compose_stance(w, &st, at->kind == CLAUSE_UNLESS ? STANCE_DEMANDS : STANCE_REJECTS);
            state_hold(&st, at->parent);
        } else
            continue;
        status = position_enter(w, wanted->mention, &st);
    }
    return status;
}
