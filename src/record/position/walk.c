/* walk.c - from the mention of an issue outward, clause by clause.
 *
 *     Tehran said it had never refused to rule out talks.
 *                                                  talks      the issue, nothing said yet
 *                                      rule out [talks]       rejects        (verb)
 *                         refused to [rule out talks]         open           (compose rejects rejects)
 *                   never [refused to rule out talks]         rejects        (negate open)
 *          said [it had never ...]                            by "it", Tehran's word: IRN talks rejects
 *
 * In each clause: nouns and adjectives of stance before the issue (walk_noun.c), the verb it hangs on with its
 * negation and modality (walk_verb.c), conditions (compose.c); then the clause above, as long as the stance is still
 * its subject's. What denies, asks or suspects ends the walk with nothing to enter. */
#include "record/position/walk.h"

#define CONDITION_REACH 5 /* tokens between "in exchange for" and what is wanted */

void walk_begin(struct walk *w, const struct document *doc, const struct actors *actors,
                const struct voice_list *voices, struct arena *mem, struct record *record)
{
    *w = (struct walk){
        .doc = doc,
        .actors = actors,
        .voices = voices,
        .table = &actors->knowledge->stance,
        .agenda = &actors->knowledge->agenda,
        .mem = mem,
        .record = record,
    };
}

priscus_status walk_sentence(struct walk *w, const struct sentence *sentence, uint32_t last_issue)
{
    priscus_status status = clause_find(w->doc, sentence->first, sentence->end, w->mem, &w->clauses);

    w->sentence = sentence;
    w->n_wanted = w->n_conditionals = 0;
    if (status == PRISCUS_OK)
        issue_find(w, last_issue);
    return status;
}

/* "in exchange for security guarantees": what is wanted in return is implied at most. */
static bool inside_condition(const struct walk *w, const struct issue_mention *m)
{
    int32_t c = clause_at(&w->clauses, m->first);
    bool clause = c >= 0 && (w->clauses.at[c].kind == CLAUSE_IF || w->clauses.at[c].kind == CLAUSE_UNLESS);

    for (size_t i = 0; i < w->n_words; i++) {
        const struct stance_word *word = &w->words[i];
        bool parted = row_of(w, word)->condition == CONDITION_BEFORE ||
                      (clause && word->first < w->clauses.at[c].group && word->first >= w->clauses.at[c].first);

        if (row_of(w, word)->kind != ROW_CONDITION || word->end > m->first || word->end + CONDITION_REACH <= m->first)
            continue;
        for (uint32_t t = word->end; t < m->first && !parted; t++)
            parted = tag(w, t) == UPOS_VERB || tag(w, t) == UPOS_PUNCT || tag(w, t) == UPOS_PROPN;
        if (!parted)
            return true;
    }
    return false;
}

/* "it is false", "it was a lie": is that the word of clause c? */
static bool is_called_false(const struct walk *w, int32_t c)
{
    const struct clause *at = &w->clauses.at[c];

    for (size_t i = 0; i < w->n_words; i++)
        if (row_of(w, &w->words[i])->kind == ROW_ABOUT && row_of(w, &w->words[i])->verdict == VERDICT_DENIES &&
            w->words[i].first <= at->head && w->words[i].end > at->head)
            return true;
    return false;
}

/* "denied a report that cited officials as saying that": does a verb that denies stand above clause c, with nothing but
 * its own words between? */
static bool is_denied(const struct walk *w, int32_t c, const struct issue_mention *m)
{
    for (int32_t p = c; (p = w->clauses.at[c].parent) >= 0; c = p) {
        const struct stance_word *word = walk_verb_word(w, p, m);

        if (w->clauses.at[c].kind != CLAUSE_THAT && w->clauses.at[c].kind != CLAUSE_GERUND &&
            w->clauses.at[c].kind != CLAUSE_INFINITIVE && w->clauses.at[c].kind != CLAUSE_RELATIVE &&
            !(w->clauses.at[c].kind == CLAUSE_AS && (w->doc->tokens[w->clauses.at[c].verb].feats & FEAT_GERUND)))
            return false; /* but "as saying" */
        if ((word && row_of(w, word)->verdict == VERDICT_DENIES) || is_called_false(w, p))
            return !walk_is_negated(w, p);
    }
    return false;
}

bool walk_is_of_noun(const struct walk *w, int32_t c)
{
    const struct clause *at = &w->clauses.at[c];

    if (at->governor == DOCUMENT_NO_HEAD || tag(w, at->governor) != UPOS_NOUN || at->governor >= at->first)
        return false;
    for (size_t i = 0; i < w->n_words; i++) {
        const struct stance_word *word = &w->words[i];

        if (row_of(w, word)->kind == ROW_NOUN && row_of(w, word)->verdict < STANCE_COUNT &&
            word->first == at->governor && word->end + 1 >= at->first)
            return token_is(w->doc, word->end - 1, "that");
    }
    return false;
}

/* Out of a clause that says what somebody said, thinks or wants. False: the walk ends here. */
static bool out_of_that(struct step *s)
{
    struct walk *w = s->walk;
    struct state *st = s->state;
    const struct clause *at = &w->clauses.at[s->clause], *above = at->parent >= 0 ? &w->clauses.at[at->parent] : NULL;
    const struct stance_word *outer;
    bool open = (at->flags & (CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_MUST)) || st->stance == STANCE_NONE || st->by_voice ||
                walk_is_subjunctive(w, s->clause, s->mention);
    uint8_t verdict;

    for (size_t i = 0; i < w->n_words; i++) {
        const struct stance_word *word = &w->words[i];
        const struct stance_row *row = row_of(w, word);

        if (row->kind == ROW_NOUN && row->verdict >= STANCE_COUNT && word->end + 1 >= at->first &&
            word->first < at->first) {
            st->dropped = st->denied = true; /* "claims that", "reports that" */
            return false;
        }
        if (row->kind == ROW_ABOUT && above && word->first > above->group && word->end <= at->first &&
            !walk_has_subject(w, at->parent)) {
            compose_apply(w, st, word->row); /* "it is not impossible that" */
            if ((above->flags & CLAUSE_NEGATED) && !walk_has_own_negation(w, word) && !st->dropped)
                compose_negate(w, st);
            return false;
        }
    }
    if (!above)
        return false;
    outer = walk_verb_word(w, at->parent, s->mention);
    if (!outer || row_of(w, outer)->verdict == VERDICT_DOES) {
        /* "did not say that", "denied saying that"; a plain report ends the walk */
        st->dropped = st->denied = (above->flags & CLAUSE_NEGATED) || is_denied(w, at->parent, s->mention);
        return false;
    }
    verdict = row_of(w, outer)->verdict;
    if (verdict == VERDICT_CLAIMS && st->by_voice && (at->flags & CLAUSE_MUST) && !walk_is_negated(w, at->parent)) {
        state_hold(st, at->parent); /* "warned that Orlune must": his demand */
        return false;
    }
    if (verdict >= STANCE_COUNT) {
        st->dropped = st->denied = verdict != VERDICT_DENIES || !walk_is_denied_twice(w, at->parent);
        return false;
    }
    /* "insists its nuclear programme is peaceful": a fact about the issue is no stance on it. */
    if (st->stance == STANCE_NONE && (at->flags & CLAUSE_COPULA) &&
        !(at->flags & (CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_MUST)) && !walk_is_subjunctive(w, s->clause, s->mention)) {
        st->dropped = true;
        return false;
    }
    s->inner = at->first;
    if (!open) {
        /* Somebody else's past deed, told by a verb of stance: both stand. */
        st->by_other = !holder_same_subject(w, st->holder_clause, at->parent);
        return !st->by_other;
    }
    /* "insists it will not" says no more than "will not"; but "hopes Kyiv will accept" is the hoper's hope. */
    return !(st->holder_clause >= 0 && !st->by_voice && st->stance != STANCE_NONE && verdict != STANCE_REJECTS &&
             (st->stance == STANCE_REJECTS || st->stance == STANCE_CONDITIONAL || st->stance == STANCE_OPEN) &&
             holder_same_subject(w, st->holder_clause, at->parent));
}

/* "is weighing whether to talk": no more than open, whichever way it is put. */
static bool is_considered(struct step *s)
{
    const struct clause *at = &s->walk->clauses.at[s->clause];
    const struct stance_word *outer =
        at->parent >= 0 && !(at->flags & CLAUSE_FINITE) ? walk_verb_word(s->walk, at->parent, s->mention) : NULL;

    if (!outer || row_of(s->walk, outer)->verdict != STANCE_OPEN || walk_is_negated(s->walk, at->parent))
        return false;
    s->state->stance = STANCE_NONE;
    compose_apply(s->walk, s->state, outer->row);
    state_take_words(s->state, s->walk->clauses.at[at->parent].group, outer->end);
    state_hold(s->state, at->parent);
    return true;
}

/* "It is unacceptable if Orlune tests a bomb": what is said of it, by whoever says so. */
static bool is_called(struct step *s)
{
    struct walk *w = s->walk;
    const struct clause *at = &w->clauses.at[s->clause];
    uint32_t first, end;

    if (at->parent < 0 || !clause_subject(&w->clauses, at->parent, &first, &end, NULL) ||
        !token_is(w->doc, first, "it"))
        return false;
    for (size_t i = 0; i < w->n_words; i++)
        if (row_of(w, &w->words[i])->kind == ROW_ABOUT && w->words[i].end == at->first &&
            w->words[i].first >= w->clauses.at[at->parent].group) {
            s->state->stance = STANCE_NONE;
            compose_apply(w, s->state, w->words[i].row);
            state_take_words(s->state, w->words[i].first, w->words[i].end);
            s->state->by_voice = true;
            return true;
        }
    return false;
}

/* To the clause above, or the walk ends here. */
static priscus_status upward(struct step *s)
{
    const struct clause *at = &s->walk->clauses.at[s->clause];

    s->ended = true;
    s->state->negation_used = false;
    switch (at->kind) {
    case CLAUSE_INFINITIVE: /* its "to" may be part of what governs it: "ready to" */
        s->inner = at->verb;
        break;
    case CLAUSE_GERUND:
        s->inner = at->group < s->inner ? at->group : s->inner;
        break;
    case CLAUSE_WHETHER:
        s->state->dropped = s->state->denied = !is_considered(s);
        return PRISCUS_OK;
    case CLAUSE_UNLESS:
    case CLAUSE_AFTER:
        s->state->under = s->clause;
        if (!(at->flags & (CLAUSE_PAST | CLAUSE_PERFECT)))
            s->state->dropped = true; /* a condition, not yet a fact */
        return PRISCUS_OK;
    case CLAUSE_IF:
        if (is_called(s))
            return PRISCUS_OK;
        s->state->under = s->clause;
        s->state->dropped = true;
        return PRISCUS_OK;
    case CLAUSE_THAT:
        if (walk_is_of_noun(s->walk, s->clause)) {
            s->inner = at->first + 1; /* its "that" is part of the noun's phrase */
            break;
        }
        if (!out_of_that(s))
            return PRISCUS_OK;
        break;
    default:
        return PRISCUS_OK;
    }
    if (s->state->settled)
        return PRISCUS_OK;
    if (at->parent < 0) /* "Russia's offer to exchange prisoners was ...": only nouns before it */
        return walk_nouns(s->walk, s->state, s->walk->sentence->first, &s->inner, -1, s->mention);
    if (s->state->stance == STANCE_NONE && (at->kind == CLAUSE_INFINITIVE || at->kind == CLAUSE_GERUND))
        s->bare[s->n_bare++] = s->clause;
    s->governor = at->governor;
    s->clause = at->parent;
    s->ended = false;
    return PRISCUS_OK;
}

/* Does it lie in the subject of its clause? An inner clause does when the noun that it hangs on does. */
static bool lies_in_subject(const struct step *s)
{
    const struct clause *at = &s->walk->clauses.at[s->clause];

    if (s->depth == 0)
        return s->inner < at->group;
    return !(at->flags & CLAUSE_SHARED) && s->governor >= at->subject && s->governor < at->subject_end;
}

/* What one clause makes of the issue, or of what it grew into. */
static priscus_status in_clause(struct step *s)
{
    struct walk *w = s->walk;
    const struct clause *at = &w->clauses.at[s->clause];
    bool negated = walk_is_negated(w, s->clause);
    priscus_status status = PRISCUS_OK;

    if (((at->flags & CLAUSE_PERFECT) && (at->flags & (CLAUSE_WOULD | CLAUSE_MUST | CLAUSE_CAN | CLAUSE_MAY))) ||
        (at->flags & CLAUSE_QUESTION)) {
        s->state->dropped = true; /* "would have agreed"; "will it agree?" */
        return PRISCUS_OK;
    }
    if (s->own && s->depth == 0) {
        walk_own_verb(s, negated);
        /* "giving up land was non-negotiable": the subject of its clause */
        if ((at->flags & CLAUSE_SUBJECT) && at->parent >= 0) {
            s->clause = at->parent;
            walk_subject_of(w, s->state, s->clause, s->mention);
        }
    } else if (lies_in_subject(s))
        status = walk_as_subject(s);
    else
        status = walk_as_object(s, negated);
    if (status != PRISCUS_OK || s->state->dropped || s->ended)
        return status;
    walk_duty(s);
    walk_command(s, negated);
    if (s->state->stance == STANCE_NONE)
        return PRISCUS_OK;
    /* "is about to talk if": the condition hangs on what was no stance yet. */
    for (int32_t k = 0; k < s->n_bare && s->state->stance != STANCE_CONDITIONAL; k++)
        compose_conditions(w, s->state, s->bare[k]);
    s->n_bare = 0;
    compose_conditions(w, s->state, s->clause);
    return PRISCUS_OK;
}

priscus_status walk_outward(struct walk *w, const struct issue_mention *m, struct state *st)
{
    struct step s = { .walk = w, .mention = m, .state = st, .inner = m->first, .own = m->verb != UINT32_MAX };
    priscus_status status = PRISCUS_OK;

    s.clause = clause_at(&w->clauses, m->first);
    for (size_t k = 0; s.own && k < w->clauses.n; k++)
        if (w->clauses.at[k].verb == m->verb)
            s.clause = (int32_t)k;
    if (!s.own && inside_condition(w, m)) {
        st->dropped = true;
        return PRISCUS_OK;
    }
    if (s.clause < 0)
        return walk_nouns(w, st, w->sentence->first, &s.inner, -1, m);
    for (; status == PRISCUS_OK && s.depth < STEPS_MAX && !s.ended && !st->dropped; s.depth++) {
        status = in_clause(&s);
        if (status == PRISCUS_OK && !s.ended && !st->dropped)
            status = upward(&s);
    }
    return status;
}

bool walk_is_adjunct(const struct walk *w, const struct issue_mention *m)
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
    for (size_t k = 0; k < w->n_words; k++)
        if (w->words[k].first <= i && i < w->words[k].end && w->table->rows[w->words[k].row].kind != ROW_CONDITION)
            return false; /* "interested in talks" */
    return is_word_of(w, i, ROW_ADJUNCT);
}
