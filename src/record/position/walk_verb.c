/* walk_verb.c - what the verb of a clause makes of an issue that is its subject, hangs on it, or is the verb itself.
 *
 *     Norhaven has ruled out talks.         hangs on a verb of stance:         rejects
 *     Norhaven will hold talks.             hangs on a verb of doing:          act, will: accepts
 *     Norhaven will not negotiate.          is the verb itself:                act, will+not: rejects
 *     Talks were rejected by Norhaven.      is the subject of a passive:       rejects, held by the agent
 *     Talks are out of the question.        is the subject of what is said of it: rejects, held by whoever says so */
#include "language/sentence/arcs.h"
#include "record/position/walk.h"

#define DONE_HOPS   4 /* arcs between the issue and the verb that does it */
#define HEADS_MAX   8 /* arcs up from an issue to its verb */
#define ABOUT_REACH 6 /* tokens between the issue, or the end of its clause, and what is said of it */

/* "None of us will", "no Ukrainian official will". */
static bool subject_negates(const struct walk *w, int32_t c)
{
    uint32_t first, end;

    if (c < 0 || !clause_subject(&w->clauses, c, &first, &end, NULL))
        return false;
    return is_word_of(w, first, ROW_NEGATOR_SUBJECT) ||
           (is_word_of(w, first, ROW_NEGATOR_NOUN) && first + 1 < end &&
            (token_is(w->doc, first + 1, "one") || !w->actors->at[first + 1] ||
             w->actors->mentions[w->actors->at[first + 1] - 1].kind == ACTOR_ADJECTIVE));
}

bool walk_is_negated(const struct walk *w, int32_t c)
{
    return (w->clauses.at[c].flags & CLAUSE_NEGATED) || subject_negates(w, c);
}

bool walk_is_denied_twice(const struct walk *w, int32_t c)
{
    for (uint32_t k = clause_branch(&w->clauses, w->clauses.at[c].head)->child; k != DOCUMENT_NO_HEAD;
         k = clause_branch(&w->clauses, k)->next)
        if (token_is_any(w->doc, k, "neither", "nor"))
            return false;
    return walk_is_negated(w, c);
}

bool walk_has_own_negation(const struct walk *w, const struct stance_word *word)
{
    for (uint32_t i = word->first; i < word->end; i++)
        if (is_word_of(w, i, ROW_NEGATOR_VERB))
            return true;
    return false;
}

bool walk_inside_mention(const struct issue_mention *m, const struct stance_word *word)
{
    return word->first >= m->first && word->end <= m->end;
}

/* The first word of stance in [first, end) that is said of the thing itself. */
static const struct stance_word *about_between(const struct walk *w, uint32_t first, uint32_t end)
{
    for (size_t i = 0; i < w->n_words; i++)
        if (w->words[i].first >= first && w->words[i].end <= end && row_of(w, &w->words[i])->kind == ROW_ABOUT)
            return &w->words[i];
    return NULL;
}

/* "told Orlune that it was ready to": the phrase "tell ... to", across a clause of its own. */
static bool spans_clause(const struct walk *w, const struct stance_word *word, uint32_t verb)
{
    for (uint32_t i = verb + 1; i + 1 < word->end; i++)
        if (tag(w, i) == UPOS_SCONJ || tag(w, i) == UPOS_AUX)
            return token_is_any(w->doc, word->end - 1, "to", "of");
    return false;
}

const struct stance_word *walk_verb_word(const struct walk *w, int32_t c, const struct issue_mention *m)
{
    const struct clause *at = &w->clauses.at[c];
    const struct stance_word *found = NULL; /* the longest: "back off", not "back" */

    for (size_t i = 0; i < w->n_words; i++) {
        const struct stance_word *word = &w->words[i];

        if (row_of(w, word)->kind == ROW_VERB && row_of(w, word)->verdict != VERDICT_HARMS && word->first <= at->verb &&
            word->end > at->verb && word->first + 3 > at->group && !walk_inside_mention(m, word) &&
            !spans_clause(w, word, at->verb) && (!found || word->end - word->first > found->end - found->first))
            found = word;
    }
    return found;
}

/* "does not sign", "is committed to", but not "that it not sign", "be moved". */
static bool is_helped(const struct walk *w, const struct clause *at)
{
    for (uint32_t k = clause_branch(&w->clauses, at->head)->child; k < at->head;
         k = clause_branch(&w->clauses, k)->next)
        if (tag(w, k) == UPOS_AUX && !token_is(w->doc, k, "be"))
            return true;
    return false;
}

bool walk_is_subjunctive(const struct walk *w, int32_t c, const struct issue_mention *m)
{
    const struct clause *at = &w->clauses.at[c];
    const struct stance_word *outer;
    uint8_t verdict;

    if (at->kind != CLAUSE_THAT)
        return false;
    if (walk_is_of_noun(w, c))
        verdict = STANCE_DEMANDS;
    else if (at->parent >= 0 && (outer = walk_verb_word(w, at->parent, m)))
        verdict = row_of(w, outer)->verdict;
    else
        return false;
    return (verdict == STANCE_DEMANDS || verdict == STANCE_PROPOSES || verdict == STANCE_ACCEPTS) &&
           !(at->flags &
             (CLAUSE_PAST | CLAUSE_PERFECT | CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_MUST | CLAUSE_CAN | CLAUSE_MAY)) &&
           !(w->doc->tokens[at->verb].feats & FEAT_THIRD) && !is_helped(w, at);
}

/* "announced that the prisoners were freed": whoever announces it has done it, and whoever wishes it wishes it. */
static bool is_announced(const struct walk *w, int32_t c, const struct issue_mention *m)
{
    const struct clause *at = &w->clauses.at[c];
    const struct stance_word *outer =
        at->kind == CLAUSE_THAT && at->parent >= 0 ? walk_verb_word(w, at->parent, m) : NULL;

    return outer && row_of(w, outer)->verdict < STANCE_COUNT && row_of(w, outer)->verdict != STANCE_REJECTS;
}

/* "Holm will meet Brook on Friday", with nobody who says so: a date in the paper's diary, and no promise. */
static bool is_scheduled(const struct walk *w, int32_t c)
{
    const struct clause *at = &w->clauses.at[c];

    if (!(at->flags & CLAUSE_WILL) || (at->flags & CLAUSE_NEGATED) || holder_voice(w, at->verb))
        return false;
    for (uint32_t d = arcs_first(w->doc, at->verb); d != DOCUMENT_NO_HEAD; d = arcs_next(w->doc, d))
        if (arcs_is_time(w->doc, d))
            return true;
    return false;
}

/* ---- the issue is the clause's own verb ---- */

void walk_own_verb(struct step *s, bool negated)
{
    struct walk *w = s->walk;
    struct state *st = s->state;
    const struct issue_mention *m = s->mention;
    const struct clause *at = &w->clauses.at[s->clause];

    for (uint32_t i = m->verb; i < m->end; i++)
        negated |= is_word_of(w, i, ROW_NEGATOR_NOUN); /* "will sign no treaty" */
    if ((at->flags & CLAUSE_FINITE) && !walk_is_subjunctive(w, s->clause, m)) {
        if (!m->deed && !negated && is_scheduled(w, s->clause))
            st->dropped = true;
        else if (compose_act(w, st, m->deed, at->flags | (negated ? CLAUSE_NEGATED : 0))) {
            state_hold(st, s->clause);
            st->by_voice = at->flags & CLAUSE_MUST;
            if (m->passive) {
                st->by_voice = st->stance != STANCE_ACCEPTS || (at->flags & (CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_MUST));
                if (!holder_agent(w, st, at->verb + 1, at->end) && !st->by_voice) {
                    st->dropped = at->kind != CLAUSE_THAT; /* done, but by whom? */
                    st->by_voice = is_announced(w, s->clause, m);
                    st->under = at->kind == CLAUSE_IF || at->kind == CLAUSE_UNLESS ? s->clause : -1;
                }
            }
        }
    } else if (negated) {
        compose_act(w, st, m->deed, CLAUSE_NEGATED);
        state_hold(st, s->clause);
    }
    state_take_words(st, at->group, at->verb + 1);
}

/* ---- the issue is the subject ---- */

bool walk_has_object(const struct walk *w, const struct clause *at)
{
    for (uint32_t k = clause_branch(&w->clauses, at->head)->child; k != DOCUMENT_NO_HEAD;
         k = clause_branch(&w->clauses, k)->next)
        switch (clause_branch(&w->clauses, k)->relation) {
        case RELATION_OBJ:
        case RELATION_CCOMP:
        case RELATION_XCOMP:
            return true;
        default:
            break;
        }
    return false;
}

/* "Talks will resume", "talks were rejected by Norhaven": the verb is one of the table. */
static void subject_of_verb(struct walk *w, struct state *st, int32_t c, const struct stance_word *word)
{
    const struct clause *at = &w->clauses.at[c];

    if (row_of(w, word)->verdict == VERDICT_DOES) {
        state_fired(st, word->row);
        if (st->stance == STANCE_NONE && (word->end > at->verb + 1 || !walk_has_object(w, at)) &&
            compose_act(w, st, false, at->flags)) {
            state_take_words(st, at->group, at->verb + 1);
            st->by_voice = true;
            if (at->flags & CLAUSE_PASSIVE)
                holder_agent(w, st, at->verb + 1, at->end);
        }
        return;
    }
    if (!(at->flags & CLAUSE_PASSIVE))
        return;
    compose_apply(w, st, word->row);
    state_take_words(st, at->group, at->verb + 1);
    if (walk_is_negated(w, c))
        compose_negate(w, st);
    /* "The sanctions are being tightened," says somebody: by whom, he does not say. */
    st->by_voice = row_of(w, word)->verdict != STANCE_ACCEPTS ||
                   (at->flags & (CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_MUST | CLAUSE_CAN));
    if (!holder_agent(w, st, at->verb + 1, at->end > at->verb + 1 ? at->end : w->sentence->end))
        holder_paper(w, st, c);
    if (!st->settled && (at->flags & CLAUSE_MUST) && st->stance != STANCE_REJECTS)
        st->stance = STANCE_DEMANDS;
}

/* "Any settlement must be based on": whichever there will be. */
static bool is_whichever(const struct walk *w, const struct issue_mention *m)
{
    uint32_t i = m->first;

    while (i > w->sentence->first && (tag(w, i - 1) == UPOS_ADJ || tag(w, i - 1) == UPOS_NOUN))
        i--;
    return token_is_any(w->doc, i, "any", "every", "each") ||
           (i > w->sentence->first && token_is_any(w->doc, i - 1, "any", "every", "each"));
}

void walk_subject_of(struct walk *w, struct state *st, int32_t c, const struct issue_mention *m)
{
    const struct clause *at = &w->clauses.at[c];
    const struct stance_word *word = walk_verb_word(w, c, m);
    uint32_t end = w->sentence->end, i;

    if ((at->flags & CLAUSE_MUST) && st->stance == STANCE_NONE && is_whichever(w, m)) {
        st->dropped = true;
        return;
    }
    if (word) {
        subject_of_verb(w, st, c, word);
        return;
    }
    word = about_between(w, at->group, end < at->end + ABOUT_REACH ? end : at->end + ABOUT_REACH);
    if (!word)
        return;
    compose_apply(w, st, word->row);
    state_take_words(st, word->first, word->end);
    if (((at->flags & CLAUSE_NEGATED) && !walk_has_own_negation(w, word)) || subject_negates(w, c))
        compose_negate(w, st);
    st->by_voice = true;
    i = word->end;
    if (token_is(w->doc, i - 1, "by")) /* "opposed by Norhaven" */
        holder_settle_phrase(w, st, i, holder_phrase_end(w, i, end));
    else if (i + 1 < end && token_is_any(w->doc, i, "for", "to")) /* "unacceptable for Norhaven" */
        holder_settle_phrase(w, st, i + 1, holder_phrase_end(w, i + 1, end));
}

priscus_status walk_as_subject(struct step *s)
{
    struct walk *w = s->walk;
    struct state *st = s->state;
    const struct clause *at = &w->clauses.at[s->clause];
    bool none = s->depth == 0 && walk_noun_is_negated(w, s->inner, w->sentence->first); /* "no weapons will be sent" */
    priscus_status status = walk_nouns(w, st, at->first, &s->inner, s->clause, s->mention);

    if (status != PRISCUS_OK || st->settled || st->dropped)
        return status;
    /* "Support for a truce was voiced by Orlune": the agent has the noun. */
    if (st->stance != STANCE_NONE && (at->flags & CLAUSE_PASSIVE) && !walk_verb_word(w, s->clause, s->mention) &&
        holder_agent(w, st, at->verb + 1, at->end) && st->settled)
        return PRISCUS_OK;
    walk_subject_of(w, st, s->clause, s->mention);
    if (none && st->stance != STANCE_NONE && !st->dropped && !subject_negates(w, s->clause))
        compose_negate(w, st);
    return PRISCUS_OK;
}

/* ---- the issue hangs on the verb ---- */

/* "hold a round of talks", but not "take decisions on a reply to the proposals": is the issue the verb's own thing, and
 * not what another noun is about? */
static bool is_done(const struct step *s)
{
    const struct walk *w = s->walk;
    const struct issue_mention *m = s->mention;
    uint32_t verb = w->clauses.at[s->clause].verb, at = m->end - 1, preposition;

    /* "is under no illusion about the treaty" */
    if (s->depth > 0 && s->governor > verb && s->governor < s->inner && tag(w, s->governor) == UPOS_NOUN &&
        w->clauses.at[s->clause].kind != CLAUSE_GERUND)
        return false;
    for (unsigned hops = 0; hops < DONE_HOPS && at != DOCUMENT_NO_HEAD && at > verb; hops++) {
        const struct branch *b = clause_branch(&w->clauses, at);

        if (b->relation == RELATION_NMOD && b->head > verb && b->head < m->first && tag(w, b->head) == UPOS_NOUN &&
            (preposition = arcs_case(w->doc, at)) != DOCUMENT_NO_HEAD &&
            token_is_any(w->doc, preposition, "on", "to", "about", "over", "against", "concerning", "regarding"))
            return false;
        at = b->head;
    }
    return true;
}

/* "hold talks": a noun made into doing it. */
static void by_doing(struct step *s, bool negated)
{
    const struct clause *at = &s->walk->clauses.at[s->clause];
    struct state *st = s->state;

    if (at->flags & CLAUSE_FINITE) {
        if (compose_act(s->walk, st, s->own && s->mention->deed, at->flags | (negated ? CLAUSE_NEGATED : 0)))
            state_hold(st, s->clause);
    } else if (negated) {
        st->stance = STANCE_REJECTS;
        state_hold(st, s->clause);
    }
    state_take_words(st, at->group, at->verb + 1);
}

/* A verb of stance: "ruled out talks". */
static void by_verb(struct step *s, const struct stance_word *word, bool negated)
{
    const struct clause *at = &s->walk->clauses.at[s->clause];
    struct state *st = s->state;

    if (row_of(s->walk, word)->verdict == STANCE_ACCEPTS && st->stance == STANCE_NONE &&
        (at->flags & (CLAUSE_MAY | CLAUSE_CAN)) && !negated)
        compose_act(s->walk, st, true, at->flags & (CLAUSE_MAY | CLAUSE_CAN)); /* "may impose sanctions" */
    else
        compose_apply(s->walk, st, word->row);
    state_take_words(st, at->group < word->first ? at->group : word->first, word->end);
    state_hold(st, s->clause);
}

/* "was asked by Armenia to send": the passive of a verb of stance, whose agent holds it. The walk ends. */
static void by_passive(struct step *s, const struct stance_word *word, bool negated)
{
    const struct clause *at = &s->walk->clauses.at[s->clause];

    compose_apply(s->walk, s->state, word->row);
    s->state->by_voice = true;
    if (negated)
        compose_negate(s->walk, s->state);
    holder_agent(s->walk, s->state, at->verb + 1, s->inner);
    s->ended = true;
}

/* "dismissed the port as unfit for the talks": it is the port that is dismissed. */
static bool is_of_comparison(const struct walk *w, const struct clause *at, uint32_t token)
{
    uint32_t below = token, up;

    for (unsigned hops = 0; hops < HEADS_MAX && (up = clause_branch(&w->clauses, below)->head) != at->head; hops++) {
        if (up == DOCUMENT_NO_HEAD)
            return false;
        below = up;
    }
    return below > at->head && token_is(w->doc, clause_branch(&w->clauses, below)->first, "as") &&
           walk_has_object(w, at);
}

priscus_status walk_as_object(struct step *s, bool negated)
{
    struct walk *w = s->walk;
    struct state *st = s->state;
    const struct clause *at = &w->clauses.at[s->clause];
    bool bare = s->depth == 0 && walk_noun_is_negated(w, s->inner, at->group); /* "has no talks" */
    const struct stance_word *word;
    size_t list;
    uint32_t noun;
    priscus_status status;
    bool fresh = st->stance == STANCE_NONE;

    st->listed = walk_list_clause(w, s->clause, &list, &noun);
    status = walk_nouns(w, st, at->group, &s->inner, s->clause, s->mention);
    if (status != PRISCUS_OK || st->dropped || st->settled)
        return status;
    if (st->listed) {
        compose_apply(w, st, list);
        state_take_words(st, at->group, at->verb + 1);
        st->dropped |= !walk_list_owner(w, st, noun);
        s->ended = true;
        return PRISCUS_OK;
    }
    /* "On Norhaven's opposition to Orlune joining the pact, Holm stressed that": no object of "stressed" */
    if (s->depth > 0 && s->governor < at->group && s->governor >= w->sentence->first &&
        tag(w, s->governor) == UPOS_NOUN) {
        status = walk_nouns(w, st, at->first, &s->inner, -1, s->mention);
        s->ended = true;
        return status;
    }
    if (fresh && st->stance != STANCE_NONE && walk_noun_is_contrasted(w, s->mention->first))
        st->stance = STANCE_REJECTS;
    if (s->depth == 0 && st->stance == STANCE_NONE && is_of_comparison(w, at, s->mention->end - 1))
        return PRISCUS_OK;
    word = walk_verb_word(w, s->clause, s->mention);
    if (word && row_of(w, word)->verdict == VERDICT_DENIES && walk_is_denied_twice(w, s->clause))
        return PRISCUS_OK; /* "did not deny its readiness" */
    if (word && (at->flags & CLAUSE_PASSIVE)) {
        uint8_t verdict = row_of(w, word)->verdict;

        if (s->depth > 0 && verdict < STANCE_COUNT) {
            by_passive(s, word, negated);
            return PRISCUS_OK;
        }
        /* "was not invited to the talks": the stance, if any, is whoever invites. */
        if (s->depth == 0 && (verdict == STANCE_PROPOSES || verdict == STANCE_DEMANDS)) {
            by_passive(s, word, negated);
            st->dropped |= !st->settled;
            return PRISCUS_OK;
        }
        /* "is committed to a truce" is no passive of "commit to" */
        if (verdict != VERDICT_ASKS && !(s->depth == 0 && word->end > at->verb + 1))
            word = NULL;
    }
    if (word && row_of(w, word)->verdict == VERDICT_DOES) {
        state_fired(st, word->row);
        if (st->stance == STANCE_NONE && !is_done(s))
            return PRISCUS_OK;
        if (st->stance == STANCE_NONE) {
            by_doing(s, negated || bare);
            return PRISCUS_OK;
        }
    } else if (word) {
        by_verb(s, word, negated);
        if (st->dropped)
            return PRISCUS_OK;
        if (s->depth == 0 && walk_noun_is_contrasted(w, s->mention->first))
            st->stance = STANCE_REJECTS;
        else if (bare && st->stance == STANCE_DEMANDS)
            st->stance = STANCE_REJECTS; /* "wants no talks" */
        else if (bare)
            compose_negate(w, st);
    } else if (s->depth == 0 && st->stance == STANCE_NONE && (at->flags & CLAUSE_COPULA)) {
        word = s->mention->end - 1 == at->head && at->subject < at->subject_end && at->subject_end <= at->group
                   ? about_between(w, at->subject, at->subject_end)
                   : NULL;
        if (word) { /* "the only way out is talks" */
            compose_apply(w, st, word->row);
            state_take_words(st, word->first, word->end);
            st->by_voice = true;
        }
    } else if (s->depth == 0 && st->stance == STANCE_NONE) {
        word = about_between(w, s->mention->end, at->end);
        if (word && word->first >= s->mention->end + ABOUT_REACH)
            word = NULL;
        if (word) { /* "called the talks pointless" */
            compose_apply(w, st, word->row);
            state_take_words(st, word->first, word->end);
            state_hold(st, s->clause);
        }
    }
    if (!st->dropped && st->stance != STANCE_NONE && negated && !st->negation_used &&
        !(word && walk_has_own_negation(w, word)))
        compose_negate(w, st);
    return PRISCUS_OK;
}

/* "must be settled through talks", "can only come through talks" */
static bool is_means(const struct step *s)
{
    const struct walk *w = s->walk;
    const struct clause *at = &w->clauses.at[s->clause];
    uint32_t below = s->mention->end - 1, up;
    bool only = at->flags & CLAUSE_MUST;

    for (unsigned hops = 0; hops < HEADS_MAX && (up = clause_branch(&w->clauses, below)->head) != at->head; hops++) {
        if (up == DOCUMENT_NO_HEAD)
            return false;
        below = up;
    }
    for (uint32_t k = clause_branch(&w->clauses, at->head)->child; k < below && !only;
         k = clause_branch(&w->clauses, k)->next)
        only = (at->flags & CLAUSE_CAN) && token_is(w->doc, k, "only");
    return only && !(at->flags & CLAUSE_NEGATED) && clause_branch(&w->clauses, below)->relation == RELATION_OBL &&
           is_word_of(w, clause_branch(&w->clauses, below)->first, ROW_MEANS);
}

/* "There should be a truce" */
static bool is_to_be(const struct step *s)
{
    const struct walk *w = s->walk;
    const struct clause *at = &w->clauses.at[s->clause];
    uint32_t head = clause_branch(&w->clauses, s->mention->end - 1)->head;

    uint32_t first, end;

    return (at->flags & CLAUSE_MUST) && clause_subject(&w->clauses, s->clause, &first, &end, NULL) &&
           token_is(w->doc, first, "there") && (head == at->head || s->mention->end - 1 == at->head);
}

void walk_duty(struct step *s)
{
    const struct clause *at = &s->walk->clauses.at[s->clause];
    struct state *st = s->state;
    uint8_t given = st->stance;

    if (st->settled || st->dropped)
        return;
    if (s->depth == 0 && !s->own &&
        (((given == STANCE_NONE || given == STANCE_OPEN) && is_means(s)) || (given == STANCE_NONE && is_to_be(s)))) {
        compose_act(s->walk, st, false, at->flags & CLAUSE_NEGATED ? CLAUSE_MUST | CLAUSE_NEGATED : CLAUSE_MUST);
        state_take_words(st, at->group, at->verb + 1);
        st->by_voice = true;
        return;
    }
    if (!(at->flags & CLAUSE_MUST) || (s->own && s->depth == 0))
        return;
    if (given == STANCE_NONE) {
        if (s->depth > 0 && compose_act(s->walk, st, false, at->flags))
            st->by_voice = true;
    } else if (at->flags & CLAUSE_FINITE) {
        compose_act(s->walk, st, false, CLAUSE_MUST);
        if (given == STANCE_REJECTS || given == STANCE_CONDITIONAL)
            st->stance = given;
        st->by_voice = true;
    }
}

/* Is the verb of the clause, which opens a sentence or a quotation, a bare one that nobody does? */
static bool is_command(const struct walk *w, int32_t c)
{
    const struct clause *at = &w->clauses.at[c];
    uint32_t first, end, t = at->group;

    if (at->kind != CLAUSE_MAIN || !(w->doc->tokens[at->verb].feats & FEAT_BASE) || at->verb != at->head ||
        (at->flags & (CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_CAN | CLAUSE_MUST | CLAUSE_MAY | CLAUSE_QUESTION)) ||
        clause_subject(&w->clauses, c, &first, &end, NULL) || !holder_voice(w, at->verb))
        return false;
    while (t > w->sentence->first && tag(w, t - 1) == UPOS_PUNCT && !(w->doc->tokens[t - 1].feats & FEAT_OPENS))
        t--;
    return t == w->sentence->first || (w->doc->tokens[t - 1].feats & FEAT_OPENS);
}

void walk_command(struct step *s, bool negated)
{
    struct state *st = s->state;

    if (st->settled || st->dropped || !is_command(s->walk, s->clause) || (st->stance == STANCE_NONE && !s->own))
        return;
    if (negated && st->stance == STANCE_NONE)
        st->stance = STANCE_REJECTS;
    else
        compose_stance(s->walk, st, STANCE_DEMANDS);
    state_take_words(st, s->walk->clauses.at[s->clause].group, s->walk->clauses.at[s->clause].verb + 1);
    st->by_voice = true;
}
