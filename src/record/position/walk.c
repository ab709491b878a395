/* walk.c - from the mention of an issue outward, clause by clause.
 *
 *     Tehran said it had never refused to rule out talks.
 *                                                  talks      the issue, nothing said yet
 *                                      rule out [talks]       rejects        (verb)
 *                         refused to [rule out talks]         open           (compose rejects rejects)
 *                   never [refused to rule out talks]         rejects        (negate open)
 *          said [it had never ...]                            by "it", Tehran's word: IRN talks rejects
 *
 * In each clause: nouns and adjectives of stance before the issue, the verb it hangs on, the verb's negation
 * and modality, conditions; then the clause above, as long as the stance is still its subject's. What denies,
 * asks or suspects ends the walk with nothing to enter. */
#include "record/position/walk.h"

#define STEPS_MAX  12 /* clauses one inside another */
#define NOUN_REACH 9  /* tokens between a noun of stance and what it governs */

static bool walk_negator_before(const struct walk *w, uint32_t pos, uint32_t floor)
{
    while (pos > floor) {
        pos--;
        if (is_word_of(w, pos, ROW_NEGATOR_NOUN))
            return true;
        if (token_is(w->doc, pos, "a") || token_is(w->doc, pos, "an") || token_is(w->doc, pos, "any"))
            continue;
        if (tag(w, pos) != UPOS_ADJ && tag(w, pos) != UPOS_NOUN && tag(w, pos) != UPOS_PROPN &&
            tag(w, pos) != UPOS_NUM && tag(w, pos) != UPOS_ADV)
            return false;
    }
    return false;
}

/* "wants not a truce but a treaty": said of the noun, not of the verb. */
static bool contrasted(const struct walk *w, uint32_t pos)
{
    uint32_t floor = w->sentence->first;

    while (pos > floor && (tag(w, pos - 1) == UPOS_DET || tag(w, pos - 1) == UPOS_ADJ))
        pos--;
    return pos > floor + 1 && token_is(w->doc, pos - 1, "not") && tag(w, pos - 2) != UPOS_AUX;
}

static bool walk_subject_negates(const struct walk *w, int32_t c)
{
    uint32_t first, end;

    if (c < 0 || !clause_subject(w->list, c, &first, &end, NULL))
        return false;
    return is_word_of(w, first, ROW_NEGATOR_SUBJECT) ||
           (is_word_of(w, first, ROW_NEGATOR_NOUN) && first + 1 < end &&
            (token_is(w->doc, first + 1, "one") || !w->actors->at[first + 1] ||
             w->actors->mentions[w->actors->at[first + 1] - 1].kind == ACTOR_ADJECTIVE));
}

static bool walk_op_in(const struct walk *w, enum row_kind kind, uint32_t first, uint32_t end, const struct op **out,
                       bool last)
{
    *out = NULL;
    for (size_t i = 0; i < w->n_ops; i++)
        if (w->ops[i].first >= first && w->ops[i].end <= end && w->table->rows[w->ops[i].row].kind == kind) {
            *out = &w->ops[i];
            if (!last)
                return true;
        }
    return *out != NULL;
}

/* The operator has its negation in itself: "not suit". */
static bool op_has_negation(const struct walk *w, const struct op *op)
{
    for (uint32_t i = op->first; i < op->end; i++)
        if (is_word_of(w, i, ROW_NEGATOR_VERB))
            return true;
    return false;
}

static bool op_inside_mention(const struct mention_of_issue *m, const struct op *op)
{
    return op->first >= m->first && op->end <= m->end;
}

/* A subject that can hold a stance: not "there is no", "it is pointless to". */
static bool walk_has_subject(const struct walk *w, int32_t c)
{
    uint32_t first, end;

    return c >= 0 && clause_subject(w->list, c, &first, &end, NULL) && !token_is(w->doc, first, "there") &&
           !token_is(w->doc, first, "it") && !token_is(w->doc, first, "that") && !token_is(w->doc, first, "this");
}

/* "There is a desire to": whose, nobody but the speaker can tell. */
static bool is_there(const struct walk *w, int32_t c)
{
    uint32_t first, end;

    return c >= 0 && clause_subject(w->list, c, &first, &end, NULL) && token_is(w->doc, first, "there");
}

/* A noun of stance has an owner: "the Saudi request for". Where the clause is the owner's own ("Moscow
 * dropped its opposition") the walk goes on with the stance; else the owner's is entered, and the
 * clause says what its subject makes of the thing. */
static void owned(struct walk *w, struct state *st, int32_t c, const struct mention_of_issue *m)
{
    struct actor_ref outer[ACTORS_MAX];
    struct state copy = *st;
    uint32_t first, end;
    size_t n = 0;

    /* What lies in the subject is not what the subject does: "Kyiv's refusal to talk has not changed". */
    if (c >= 0 && clause_subject(w->list, c, &first, &end, NULL) && !(st->first >= first && st->first < end))
        n = actors_resolve(w->actors, first, end, holder_voice(w, first), outer);
    if (n && holder_same_party(outer, n, st->holders, st->n_holders)) {
        st->fixed = false;
        return;
    }
    position_enter(w, m, &copy);
    *st = state_fresh(m);
    st->first = copy.first;
    st->end = copy.end;
}

/* Nouns, adjectives and "there is no" of stance between `floor` and pos, the nearest first. Returns
 * false when a holder was found in them and the walk may end. */
static void nominal_ops(struct walk *w, struct state *st, uint32_t floor, uint32_t *pos, int32_t c,
                        const struct mention_of_issue *m)
{
    for (size_t i = w->n_ops; i-- > 0 && !st->dead && !st->fixed;) {
        const struct op *op = &w->ops[i];
        const struct stance_row *row = &w->table->rows[op->row];
        bool adjective = row->kind == ROW_ADJECTIVE, about = row->kind == ROW_ABOUT;

        if (op->end > *pos || op->first < floor || op_inside_mention(m, op))
            continue;
        if (row->kind != ROW_NOUN && row->kind != ROW_THERE && !adjective && !about)
            continue;
        /* Between it and what it governs no stop that parts them. */
        {
            bool parted = *pos > op->end + NOUN_REACH;

            for (uint32_t t = op->end; t < *pos && !parted; t++)
                parted = token_is(w->doc, t, ";") || token_is(w->doc, t, ":") || token_is(w->doc, t, "but") ||
                         token_is(w->doc, t, "nor") || (token_is(w->doc, t, ",") && about);
            if (parted || (about && *pos > op->end + 6))
                continue;
        }
        compose_apply(w, st, row->verdict, op->row);
        state_take_words(st, op->first, op->end);
        if (st->dead)
            return;
        if ((row->kind == ROW_THERE || about || (row->kind == ROW_NOUN && is_there(w, c))) && !walk_has_subject(w, c)) {
            st->by_voice = true;
            st->giver = -1;
        } else {
            st->by_voice = false;
            st->giver = c;
            if ((row->kind == ROW_NOUN && holder_possessor(w, st, op, *pos)) ||
                (adjective && holder_beside(w, st, op))) {
                if (walk_negator_before(w, op->first, floor))
                    compose_negate(w, st);
                *pos = op->first;
                owned(w, st, c, m);
                continue;
            }
        }
        if (row->kind != ROW_THERE && walk_negator_before(w, op->first, floor))
            compose_negate(w, st);
        *pos = op->first;
    }
}

/* The verb of clause c, seen from a complement at pos. *opened: a stance verb governs it. */
bool walk_verb_op(const struct walk *w, int32_t c, const struct mention_of_issue *m, const struct op **out)
{
    const struct clause *at = &w->list->at[c];

    for (size_t i = 0; i < w->n_ops; i++) {
        const struct op *op = &w->ops[i];

        if (w->table->rows[op->row].kind == ROW_VERB && op->first <= at->verb && op->end > at->verb &&
            op->first + 3 > at->group && !op_inside_mention(m, op)) {
            *out = op;
            return true;
        }
    }
    *out = NULL;
    return false;
}

/* "demanded that Russia withdraw", "proposes the sides meet": nothing is done yet. */
static bool walk_is_subjunctive(const struct walk *w, int32_t c, const struct mention_of_issue *m)
{
    const struct clause *at = &w->list->at[c];
    const struct op *outer;
    uint8_t verdict;

    if (at->kind != CLAUSE_THAT || at->parent < 0 || !walk_verb_op(w, at->parent, m, &outer))
        return false;
    verdict = w->table->rows[outer->row].verdict;
    return (verdict == STANCE_DEMANDS || verdict == STANCE_PROPOSES || verdict == STANCE_ACCEPTS) &&
           !(at->flags & (CLAUSE_PAST | CLAUSE_PERFECT | CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_MUST | CLAUSE_CAN |
                          CLAUSE_MAY | CLAUSE_NEGATED)) &&
           !(w->doc->tokens[at->verb].feats & FEAT_THIRD);
}

static void give(struct state *st, int32_t c)
{
    st->giver = c;
    st->by_voice = false;
}

/* The issue is the subject of clause c, or its verb is. */
static void at_subject(struct walk *w, struct state *st, int32_t c, const struct mention_of_issue *m)
{
    const struct clause *at = &w->list->at[c];
    const struct op *op;

    if (walk_verb_op(w, c, m, &op)) {
        const struct stance_row *row = &w->table->rows[op->row];

        if (row->verdict == VERDICT_DOES) {
            state_fired(st, op->row);
            if (st->stance != STANCE_NONE)
                return;
            if (compose_act(w, st, false, at->flags)) {
                state_take_words(st, at->group, at->verb + 1);
                st->by_voice = true;
                if (at->flags & CLAUSE_PASSIVE)
                    holder_agent(w, st, at->verb + 1, at->end);
            }
            return;
        }
        if (!(at->flags & CLAUSE_PASSIVE))
            return;
        compose_apply(w, st, row->verdict, op->row);
        state_take_words(st, at->group, at->verb + 1);
        if (at->flags & CLAUSE_NEGATED || walk_subject_negates(w, c))
            compose_negate(w, st);
        st->by_voice = true;
        holder_agent(w, st, at->verb + 1, at->end > at->verb + 1 ? at->end : w->sentence->end);
        if (!st->fixed && (at->flags & CLAUSE_MUST) && st->stance != STANCE_REJECTS)
            st->stance = STANCE_DEMANDS;
        return;
    }
    if (walk_op_in(w, ROW_ABOUT, at->group, w->sentence->end < at->end + 6 ? w->sentence->end : at->end + 6, &op,
                   false) ||
        walk_op_in(w, ROW_ABOUT, at->group, at->end, &op, false)) {
        uint32_t i = op->end;

        compose_apply(w, st, w->table->rows[op->row].verdict, op->row);
        state_take_words(st, op->first, op->end);
        if (((at->flags & CLAUSE_NEGATED) && !op_has_negation(w, op)) || walk_subject_negates(w, c))
            compose_negate(w, st);
        st->by_voice = true;
        if (token_is(w->doc, i - 1, "by"))
            holder_settle_phrase(w, st, i, walk_phrase_end(w, i, w->sentence->end));
        else if (i + 1 < w->sentence->end && (token_is(w->doc, i, "for") || token_is(w->doc, i, "to"))) {
            uint32_t e = walk_phrase_end(w, i + 1, w->sentence->end);

            holder_settle_phrase(w, st, i + 1, e);
        }
    }
}

/* Where a walk stands. */
struct way {
    struct walk *w;
    const struct mention_of_issue *m;
    struct state *st;
    int32_t c;         /* the clause it is in                                    */
    uint32_t pos;      /* what is governed begins here                           */
    int step;          /* 0: the clause of the mention itself                    */
    uint32_t governor; /* the token of this clause that the inner one hangs on */
    bool own;          /* the clause's verb is the issue: "will not negotiate"   */
};

/* "in exchange for security guarantees": what is wanted in return is implied at most. */
static bool inside_condition(const struct walk *w, const struct mention_of_issue *m)
{
    for (size_t i = 0; i < w->n_ops; i++) {
        const struct op *op = &w->ops[i];
        bool parted = token_is(w->doc, op->first, "before");

        if (w->table->rows[op->row].kind != ROW_IF || op->end > m->first || op->end + 5 <= m->first)
            continue;
        for (uint32_t t = op->end; t < m->first && !parted; t++)
            parted = tag(w, t) == UPOS_VERB || tag(w, t) == UPOS_PUNCT || tag(w, t) == UPOS_PROPN;
        if (!parted)
            return true;
    }
    return false;
}

/* The issue is the clause's own verb: doing it, or having it done. */
static void in_own_clause(struct way *y, bool negated)
{
    struct walk *w = y->w;
    struct state *st = y->st;
    const struct clause *at = &w->list->at[y->c];

    for (uint32_t t = y->m->verb; t < y->m->end; t++)
        negated |= is_word_of(w, t, ROW_NEGATOR_NOUN); /* "will sign no treaty" */
    if ((at->flags & CLAUSE_FINITE) && !walk_is_subjunctive(w, y->c, y->m)) {
        if (compose_act(w, st, y->m->deed, at->flags | (negated ? CLAUSE_NEGATED : 0))) {
            give(st, y->c);
            st->by_voice = at->flags & CLAUSE_MUST;
            if (y->m->passive) {
                st->by_voice = st->stance != STANCE_ACCEPTS || (at->flags & (CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_MUST));
                if (!holder_agent(w, st, at->verb + 1, at->end) && !st->by_voice)
                    st->dead = at->kind != CLAUSE_THAT; /* done, but by whom? */
            }
        }
    } else if (negated) {
        compose_act(w, st, y->m->deed, CLAUSE_NEGATED);
        give(st, y->c);
    }
    state_take_words(st, at->group, at->verb + 1);
}

/* The issue, or what it grew into, is the subject or lies in it: "Kyiv's refusal to talk was criticised". */
static void on_subject_side(struct way *y)
{
    struct walk *w = y->w;
    struct state *st = y->st;
    bool none = y->step == 0 && walk_negator_before(w, y->pos, w->sentence->first); /* "no weapons will be sent" */
    const struct op *op;

    nominal_ops(w, st, w->list->at[y->c].first, &y->pos, y->c, y->m);
    if (st->fixed || st->dead)
        return;
    /* "Support for a truce was voiced by Orlune": the agent has the noun. */
    if (st->stance != STANCE_NONE && (w->list->at[y->c].flags & CLAUSE_PASSIVE) && !walk_verb_op(w, y->c, y->m, &op) &&
        holder_agent(w, st, w->list->at[y->c].verb + 1, w->list->at[y->c].end) && st->fixed)
        return;
    at_subject(w, st, y->c, y->m);
    if (none && st->stance != STANCE_NONE && !st->dead && !walk_subject_negates(w, y->c))
        compose_negate(w, st);
}

/* "hold talks": a noun made into doing it. */
static void by_doing(struct way *y, bool negated)
{
    const struct clause *at = &y->w->list->at[y->c];
    struct state *st = y->st;

    if (at->flags & CLAUSE_FINITE) {
        if (compose_act(y->w, st, y->own && y->m->deed, at->flags | (negated ? CLAUSE_NEGATED : 0)))
            give(st, y->c);
    } else if (negated) {
        st->stance = STANCE_REJECTS;
        give(st, y->c);
    }
    state_take_words(st, at->group, at->verb + 1);
}

/* A verb of stance: "ruled out talks". */
static void by_verb(struct way *y, const struct op *op, bool negated)
{
    const struct clause *at = &y->w->list->at[y->c];
    uint8_t verdict = y->w->table->rows[op->row].verdict;

    if (verdict == STANCE_ACCEPTS && y->st->stance == STANCE_NONE && (at->flags & (CLAUSE_MAY | CLAUSE_CAN)) &&
        !negated)
        compose_act(y->w, y->st, true, at->flags & (CLAUSE_MAY | CLAUSE_CAN)); /* "may impose sanctions" */
    else
        compose_apply(y->w, y->st, verdict, op->row);
    state_take_words(y->st, at->group < op->first ? at->group : op->first, op->end);
    give(y->st, y->c);
}

/* The issue, or what it grew into, hangs on the clause's verb. */
static void on_object_side(struct way *y, bool negated)
{
    struct walk *w = y->w;
    struct state *st = y->st;
    const struct clause *at = &w->list->at[y->c];
    bool bare = y->step == 0 && walk_negator_before(w, y->pos, at->group); /* "has no talks" */
    const struct op *op;

    nominal_ops(w, st, at->group, &y->pos, y->c, y->m);
    if (st->dead || st->fixed)
        return;
    if (walk_verb_op(w, y->c, y->m, &op) && (at->flags & CLAUSE_PASSIVE)) {
        uint8_t verdict = w->table->rows[op->row].verdict;

        if (y->step > 0 && verdict < STANCE_COUNT) { /* "was asked by Armenia to send" */
            compose_apply(w, st, verdict, op->row);
            st->by_voice = true;
            if (negated)
                compose_negate(w, st);
            holder_agent(w, st, at->verb + 1, y->pos);
            y->c = -1;
            return;
        }
        /* "is committed to a truce" is no passive of "commit to" */
        if (verdict != VERDICT_ASKS && !(y->step == 0 && op->end > at->verb + 1))
            op = NULL;
    }
    if (op && w->table->rows[op->row].verdict == VERDICT_DOES) {
        state_fired(st, op->row);
        if (st->stance == STANCE_NONE) {
            by_doing(y, negated || bare);
            return;
        }
    } else if (op) {
        by_verb(y, op, negated);
        if (st->dead)
            return;
        if (y->step == 0 && contrasted(w, y->m->first))
            st->stance = STANCE_REJECTS;
        else if (bare)
            compose_negate(w, st);
    } else if (y->step == 0 && st->stance == STANCE_NONE && !(at->flags & CLAUSE_COPULA) &&
               walk_op_in(w, ROW_ABOUT, y->m->end, at->end, &op, false)) {
        if (op->first < y->m->end + 6) { /* "called the talks pointless" */
            compose_apply(w, st, w->table->rows[op->row].verdict, op->row);
            state_take_words(st, op->first, op->end);
            give(st, y->c);
        } else
            op = NULL;
    }
    if (!st->dead && st->stance != STANCE_NONE && negated && !(op && op_has_negation(w, op)))
        compose_negate(w, st);
}

/* "must be ready to": what must be is demanded, by whoever says so. */
static void in_duty(struct way *y)
{
    const struct clause *at = &y->w->list->at[y->c];
    struct state *st = y->st;
    uint8_t given = st->stance;

    if (st->fixed || !(at->flags & CLAUSE_MUST) || (y->own && y->step == 0))
        return;
    if (given == STANCE_NONE) {
        if (y->step > 0 && compose_act(y->w, st, false, at->flags))
            st->by_voice = true;
    } else if (at->flags & CLAUSE_FINITE) {
        compose_act(y->w, st, false, CLAUSE_MUST);
        if (given == STANCE_REJECTS || given == STANCE_CONDITIONAL)
            st->stance = given;
        st->by_voice = true;
    }
}

/* Out of a clause that says what somebody said, thinks or wants. False: the walk ends here. */
static bool out_of_that(struct way *y)
{
    struct walk *w = y->w;
    struct state *st = y->st;
    const struct clause *at = &w->list->at[y->c], *above = at->parent >= 0 ? &w->list->at[at->parent] : NULL;
    const struct op *outer = NULL;
    bool open = (at->flags & (CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_MUST)) || st->stance == STANCE_NONE || st->by_voice;
    uint8_t verdict;

    for (size_t i = 0; i < w->n_ops; i++) {
        const struct op *op = &w->ops[i];
        const struct stance_row *row = &w->table->rows[op->row];

        if (row->kind == ROW_NOUN && row->verdict >= STANCE_COUNT && op->end + 1 >= at->first &&
            op->first < at->first) {
            st->dead = true; /* "claims that", "reports that" */
            return false;
        }
        if (row->kind == ROW_ABOUT && above && op->first > above->group && op->end <= at->first &&
            !walk_has_subject(w, at->parent)) {
            compose_apply(w, st, row->verdict, op->row); /* "it is not impossible that" */
            if ((above->flags & CLAUSE_NEGATED) && !op_has_negation(w, op) && !st->dead)
                compose_negate(w, st);
            return false;
        }
    }
    if (!above)
        return false;
    if (!walk_verb_op(w, at->parent, y->m, &outer) || w->table->rows[outer->row].verdict == VERDICT_DOES) {
        st->dead = above->flags & CLAUSE_NEGATED; /* "did not say that"; a plain report ends the walk */
        return false;
    }
    verdict = w->table->rows[outer->row].verdict;
    if (verdict >= STANCE_COUNT) {
        st->dead = true;
        return false;
    }
    /* "insists its nuclear programme is peaceful": a fact about the issue is no stance on it. */
    if (st->stance == STANCE_NONE && (at->flags & CLAUSE_COPULA) &&
        !(at->flags & (CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_MUST)) && !walk_is_subjunctive(w, y->c, y->m)) {
        st->dead = true;
        return false;
    }
    y->pos = at->first;
    if (!open) {
        /* Somebody else's past deed, told by a verb of stance: both stand. */
        st->by_other = !holder_same_subject(w, st->giver, at->parent);
        return !st->by_other;
    }
    /* "insists it will not" says no more than "will not"; but "hopes Kyiv will accept" is the hoper's hope. */
    return !(st->giver >= 0 && !st->by_voice && st->stance != STANCE_NONE && verdict != STANCE_REJECTS &&
             (st->stance == STANCE_REJECTS || st->stance == STANCE_CONDITIONAL || st->stance == STANCE_OPEN) &&
             holder_same_subject(w, st->giver, at->parent));
}

/* To the clause above. False: the walk ends here. */
static bool upward(struct way *y)
{
    const struct clause *at = &y->w->list->at[y->c];

    switch (at->kind) {
    case CLAUSE_INFINITIVE: /* its "to" may be part of what governs it: "ready to" */
        y->pos = at->verb;
        break;
    case CLAUSE_GERUND:
        y->pos = at->group < y->pos ? at->group : y->pos;
        break;
    case CLAUSE_WHETHER:
    case CLAUSE_IF:
        y->st->dead = true;
        return false;
    case CLAUSE_UNLESS:
    case CLAUSE_AFTER:
        if (!(at->flags & (CLAUSE_PAST | CLAUSE_PERFECT)))
            y->st->dead = true; /* a condition, not yet a fact */
        return false;
    case CLAUSE_THAT:
        if (!out_of_that(y))
            return false;
        break;
    default:
        return false;
    }
    if (y->st->fixed)
        return false;
    if (at->parent < 0) { /* "Russia's offer to exchange prisoners was ...": only nouns before it */
        nominal_ops(y->w, y->st, y->w->sentence->first, &y->pos, -1, y->m);
        return false;
    }
    y->governor = at->governor;
    y->c = at->parent;
    return true;
}

/* Does it lie in the subject of its clause? An inner clause does when the noun that it hangs on does. */
static bool in_subject(const struct way *y)
{
    const struct clause *at = &y->w->list->at[y->c];

    if (y->step == 0)
        return y->pos < at->group;
    return !(at->flags & CLAUSE_SHARED) && y->governor >= at->subject && y->governor < at->subject_end;
}

void walk_outward(struct walk *w, const struct mention_of_issue *m, struct state *st)
{
    struct way y = { .w = w, .m = m, .st = st, .pos = m->first, .own = m->verb != UINT32_MAX };

    y.c = clause_at(w->list, m->first);
    for (size_t k = 0; y.own && k < w->list->n; k++)
        if (w->list->at[k].verb == m->verb)
            y.c = (int32_t)k;
    if (!y.own && inside_condition(w, m)) {
        st->dead = true;
        return;
    }
    if (y.c < 0) {
        nominal_ops(w, st, w->sentence->first, &y.pos, -1, m);
        return;
    }
    for (; y.step < STEPS_MAX && !st->dead; y.step++) {
        const struct clause *at = &w->list->at[y.c];
        bool negated = (at->flags & CLAUSE_NEGATED) || walk_subject_negates(w, y.c);

        if (((at->flags & CLAUSE_PERFECT) && (at->flags & (CLAUSE_WOULD | CLAUSE_MUST | CLAUSE_CAN | CLAUSE_MAY))) ||
            (at->flags & CLAUSE_QUESTION)) {
            st->dead = true; /* "would have agreed"; "will it agree?" */
            return;
        }
        if (y.own && y.step == 0) {
            in_own_clause(&y, negated);
            /* "giving up land was non-negotiable": the subject of its clause */
            if ((at->flags & CLAUSE_SUBJECT) && at->parent >= 0) {
                y.c = at->parent;
                at = &w->list->at[y.c];
                at_subject(w, st, y.c, m);
            }
        } else if (in_subject(&y))
            on_subject_side(&y);
        else
            on_object_side(&y, negated);
        if (st->dead || y.c < 0)
            return;
        in_duty(&y);
        if (st->stance != STANCE_NONE)
            compose_conditions(w, st, y.c);
        if (!upward(&y))
            return;
    }
}

/* "renewed its support during the talks", "as part of any agreement": where or when, not what. */
bool walk_is_adjunct(const struct walk *w, const struct mention_of_issue *m)
{
    uint32_t i = m->first;

    if (m->verb != UINT32_MAX)
        return false;
    while (i > w->sentence->first &&
           (tag(w, i - 1) == UPOS_DET || tag(w, i - 1) == UPOS_ADJ || tag(w, i - 1) == UPOS_NUM ||
            w->actors->at[i - 1] || token_is(w->doc, i - 1, "'s")))
        i--;
    if (i == w->sentence->first)
        return false;
    i--;
    if (token_is(w->doc, i, "of") && i > w->sentence->first + 1 && is_word_of(w, i - 1, ROW_ADJUNCT))
        return true; /* "ahead of the talks" */
    if (tag(w, i) != UPOS_ADP)
        return false;
    for (size_t k = 0; k < w->n_ops; k++)
        if (w->ops[k].first <= i && i < w->ops[k].end && w->table->rows[w->ops[k].row].kind != ROW_IF)
            return false; /* "interested in talks" */
    return is_word_of(w, i, ROW_ADJUNCT);
}
