/* walk_noun.c - nouns and adjectives of stance on the way from an issue to its verb.
 *
 *     Kyiv voiced no readiness for talks.
 *                              talks      the issue
 *                 readiness for [talks]   open            (noun)
 *              no [readiness for talks]   rejects         (negate open)
 *
 * A noun may have an owner of its own ("the Saudi request for a truce"): the owner's position is entered, and the walk
 * goes on with what the clause makes of the thing. */
#include "record/position/walk.h"

#define NOUN_REACH  9 /* tokens between a noun of stance and what it governs */
#define ABOUT_REACH 6 /* the same for "unacceptable" and its like            */
#define HEADS_MAX   8 /* arcs up from an issue to the noun that governs it   */

bool walk_noun_is_negated(const struct walk *w, uint32_t noun, uint32_t from)
{
    for (uint32_t i = noun; i-- > from;) {
        if (is_word_of(w, i, ROW_NEGATOR_NOUN))
            return true;
        if (token_is_any(w->doc, i, "a", "an", "any"))
            continue;
        if (tag(w, i) != UPOS_ADJ && tag(w, i) != UPOS_NOUN && tag(w, i) != UPOS_PROPN && tag(w, i) != UPOS_NUM &&
            tag(w, i) != UPOS_ADV)
            return false;
    }
    return false;
}

bool walk_noun_is_contrasted(const struct walk *w, uint32_t noun)
{
    uint32_t i = noun, from = w->sentence->first;

    while (i > from && (tag(w, i - 1) == UPOS_DET || tag(w, i - 1) == UPOS_ADJ))
        i--;
    if (i > from + 2 && tag(w, i - 1) == UPOS_ADP && token_is(w->doc, i - 3, "but"))
        i--; /* "open to a truce but not to a treaty" */
    /* "talks rather than sanctions" */
    if (i > from + 2 && tag(w, i - 1) != UPOS_VERB &&
        ((token_is(w->doc, i - 1, "than") && token_is(w->doc, i - 2, "rather")) ||
         (token_is(w->doc, i - 1, "of") && token_is(w->doc, i - 2, "instead"))))
        return true;
    return i > from + 1 && token_is(w->doc, i - 1, "not") && tag(w, i - 2) != UPOS_AUX;
}

bool walk_has_subject(const struct walk *w, int32_t c)
{
    uint32_t first, end;

    return c >= 0 && clause_subject(&w->clauses, c, &first, &end, NULL) &&
           !token_is_any(w->doc, first, "there", "it", "that", "this");
}

/* "There is a desire to": whose, nobody but the speaker can tell. */
static bool is_there(const struct walk *w, int32_t c)
{
    uint32_t first, end;

    return c >= 0 && clause_subject(&w->clauses, c, &first, &end, NULL) && token_is(w->doc, first, "there");
}

/* A noun of stance has owners, who are the holders in *st. Where they are the clause's subject too ("Moscow dropped its
 * opposition") the walk goes on with the stance; else theirs is entered, and the clause says what its subject makes of
 * the thing. */
static priscus_status enter_owners(struct walk *w, struct state *st, int32_t c, const struct issue_mention *m)
{
    struct actor_ref subject[ACTORS_MAX];
    struct state owners = *st;
    uint32_t first, end;
    size_t n = 0;

    /* What lies in the subject is not what the subject does: "Kyiv's refusal to talk has not changed". */
    if (c >= 0 && clause_subject(&w->clauses, c, &first, &end, NULL) && !(st->first >= first && st->first < end))
        n = actors_resolve(w->actors, first, end, holder_voice(w, first), subject);
    if (n && holder_same_party(subject, n, st->holders, st->n_holders)) {
        st->settled = false;
        return PRISCUS_OK;
    }
    *st = state_fresh(m);
    st->first = owners.first;
    st->end = owners.end;
    /* "praised Norhaven's opposition to": more is said of the opposition than of the thing. */
    st->carried = owners.stance == STANCE_REJECTS && !owners.dropped;
    if (st->carried)
        st->stance = STANCE_REJECTS;
    return position_enter(w, m, &owners);
}

/* "decisions on the reaction to this plan": the "to" of "decision ... to" is another noun's. Is the last word of a noun
 * of stance its own, as far as the tree tells? */
static bool has_own_end(const struct walk *w, const struct stance_word *word)
{
    uint32_t last = word->end - 1, thing = clause_branch(&w->clauses, last)->head, governor;

    if (row_of(w, word)->kind != ROW_NOUN || word->end - word->first < 3 || tag(w, last) != UPOS_ADP ||
        thing == DOCUMENT_NO_HEAD || (governor = clause_branch(&w->clauses, thing)->head) == DOCUMENT_NO_HEAD)
        return true;
    return !(governor > word->first && governor < last && tag(w, governor) == UPOS_NOUN && !w->actors->at[governor]);
}

/* "waits for Norhaven to take the first step in": taken by somebody, and not said of the issue. */
static bool is_taken(const struct walk *w, const struct stance_word *word)
{
    uint32_t last = word->end - 1;

    return row_of(w, word)->kind == ROW_ABOUT && tag(w, last) == UPOS_NOUN &&
           clause_branch(&w->clauses, last)->relation == RELATION_OBJ;
}

/* "the option of Orlune for the talks": does the preposition that ends a noun of stance take a name, and what begins at
 * `inner` hang neither on that name nor on the noun? */
static bool takes_other(const struct walk *w, const struct stance_word *word, uint32_t inner)
{
    uint32_t with = word->end - 1, name = clause_branch(&w->clauses, with)->head, at = inner;

    if (row_of(w, word)->kind != ROW_NOUN || tag(w, with) != UPOS_ADP || name == DOCUMENT_NO_HEAD || name >= inner ||
        (tag(w, name) != UPOS_PROPN && tag(w, name) != UPOS_NOUN))
        return false;
    for (unsigned hops = 0; hops < HEADS_MAX && at != DOCUMENT_NO_HEAD; hops++) {
        if (at == name || at == word->first)
            return false;
        at = clause_branch(&w->clauses, at)->head;
    }
    return true;
}

/* "fit for the talks" says nothing of the talks, but "a good basis for talks" does. */
static bool parts_about(const struct walk *w, uint32_t i)
{
    return token_is(w->doc, i, ",") || (tag(w, i) == UPOS_ADP && !token_is(w->doc, i, "of") &&
                                        !(tag(w, i - 1) == UPOS_NOUN && token_is_any(w->doc, i, "for", "to")));
}

/* Does the noun or adjective of stance reach to what begins at `inner`, with no stop between them? */
static bool reaches(const struct walk *w, const struct stance_word *word, uint32_t inner)
{
    bool about = row_of(w, word)->kind == ROW_ABOUT;

    if (inner > word->end + (about ? ABOUT_REACH : NOUN_REACH) || takes_other(w, word, inner))
        return false;
    /* "There is no clarity on the place of the talks": it is the clarity that there is not. */
    for (uint32_t i = word->end; i < inner && row_of(w, word)->kind == ROW_THERE; i++)
        if (tag(w, i) == UPOS_ADP && !token_is(w->doc, i, "of") && is_word_of(w, word->end - 1, ROW_NEGATOR_NOUN))
            return false;
    for (uint32_t i = word->end; i < inner; i++) {
        if (i + 2 < inner && token_is(w->doc, i, "but") && token_is(w->doc, i + 1, "not") &&
            text_eq(w->doc->tokens[i + 2].norm, w->doc->tokens[word->end - 1].norm))
            continue; /* "open to a truce but not to a treaty" */
        if (token_is_any(w->doc, i, ";", ":", "but", "nor") || (about && parts_about(w, i)))
            return false;
    }
    return true;
}

/* "Has not been able to send weapons": what was, is told of as a fact; "is not able to accept it" is a no. */
static void note_ability(const struct walk *w, struct state *st, const struct stance_word *word, int32_t c)
{
    uint8_t verdict = row_of(w, word)->verdict;
    uint32_t flags = c >= 0 ? w->clauses.at[c].flags : 0;

    if ((verdict != VERDICT_ABLE && verdict != VERDICT_UNABLE) ||
        !((flags & CLAUSE_PERFECT) || ((flags & CLAUSE_PAST) && !holder_voice(w, word->first))))
        return;
    st->able = true;
    st->dropped |= verdict == VERDICT_UNABLE;
}

priscus_status walk_nouns(struct walk *w, struct state *st, uint32_t from, uint32_t *inner, int32_t c,
                          const struct issue_mention *m)
{
    for (size_t i = w->n_words; i-- > 0 && !st->dropped && !st->settled;) {
        const struct stance_word *word = &w->words[i];
        enum row_kind kind = row_of(w, word)->kind;
        bool negated, owned = false;

        if (word->end > *inner || word->first < from || walk_inside_mention(m, word) || !reaches(w, word, *inner) ||
            !has_own_end(w, word) || is_taken(w, word) ||
            (kind != ROW_NOUN && kind != ROW_THERE && kind != ROW_ADJECTIVE && kind != ROW_ABOUT))
            continue;
        compose_apply(w, st, word->row);
        state_take_words(st, word->first, word->end);
        st->negation_used |= walk_has_own_negation(w, word);
        note_ability(w, st, word, c);
        if (st->dropped)
            return PRISCUS_OK;
        if ((kind == ROW_THERE || kind == ROW_ABOUT || (kind == ROW_NOUN && is_there(w, c))) &&
            !walk_has_subject(w, c)) {
            st->by_voice = true;
            st->holder_clause = -1;
        } else {
            state_hold(st, c);
            owned = (kind == ROW_NOUN && !st->listed && holder_possessor(w, st, word, *inner)) ||
                    (kind == ROW_ADJECTIVE && holder_beside(w, st, word));
        }
        negated = kind != ROW_THERE && walk_noun_is_negated(w, word->first, from);
        if (negated)
            compose_negate(w, st);
        *inner = word->first;
        if (owned) {
            priscus_status status = enter_owners(w, st, c, m);

            if (status != PRISCUS_OK)
                return status;
        }
    }
    return PRISCUS_OK;
}
