/* holder.c - whose a stance is.
 *
 *     Kyiv's reluctance to talk            the possessor of the noun
 *     a truce rejected by Hamas            the agent of a passive verb
 *     Moscow said it would never ...       the subject, through its pronoun
 *     "... is unacceptable," Lavrov said   whoever speaks
 *     a decree signed by Zelensky bans     whose paper the subject is */
#include "record/position/walk.h"

#define AGENT_REACH      12 /* tokens between a passive verb and its "by"       */
#define BEHIND_REACH     6  /* between what a noun governs and a "by" behind it */
#define POSSESSOR_TOKENS 8  /* before "'s"                                      */

const struct actor_ref *holder_voice(const struct walk *w, uint32_t token)
{
    const struct voice *v = voice_at(w->voices, token);

    return v ? &v->who : NULL;
}

void holder_settle(struct state *st, const struct actor_ref *refs, size_t n)
{
    st->n_holders = n;
    memcpy(st->holders, refs, n * sizeof *refs);
    st->settled = true;
}

/* A noun phrase that begins at i: to the next verb, stop or preposition. */
uint32_t holder_phrase_end(const struct walk *w, uint32_t i, uint32_t end)
{
    while (i < end && tag(w, i) != UPOS_VERB && tag(w, i) != UPOS_AUX && tag(w, i) != UPOS_PUNCT &&
           tag(w, i) != UPOS_SCONJ &&
           (tag(w, i) != UPOS_ADP || token_is(w->doc, i, "of") ||
            (token_is(w->doc, i, "in") && i + 1 < end && w->actors->at[i + 1])))
        i++;
    return i;
}

bool holder_settle_phrase(const struct walk *w, struct state *st, uint32_t first, uint32_t end)
{
    struct actor_ref refs[ACTORS_MAX];
    size_t n = actors_resolve(w->actors, first, end, holder_voice(w, first), refs);

    if (!n)
        return false;
    holder_settle(st, refs, n);
    st->holder = first;
    st->holder_end = end;
    return true;
}

/* "rejected by Moscow": the agent behind a passive verb. */
bool holder_agent(const struct walk *w, struct state *st, uint32_t from, uint32_t end)
{
    for (uint32_t i = from; i < end && i < from + AGENT_REACH; i++) {
        if (tag(w, i) == UPOS_VERB || token_is(w->doc, i, ";"))
            return false;
        if (token_is(w->doc, i, "by") && i + 1 < end) {
            uint32_t e = holder_phrase_end(w, i + 1, end);

            state_take_words(st, i, i + 1);
            holder_settle_phrase(w, st, i + 1, e);
            return true;
        }
    }
    return false;
}

/* "the rejection by Iran of talks": a party between the noun and what it governs, which begins at `inner`. */
static bool possessor_inside(const struct walk *w, struct state *st, const struct stance_word *word, uint32_t inner)
{
    for (uint32_t i = word->first + 1; i + 1 < inner && i <= word->end; i++) {
        uint32_t end = i + 2;

        if (!token_is_any(w->doc, i, "by", "of", "from") ||
            !(w->actors->at[i + 1] || (tag(w, i + 1) == UPOS_DET && i + 2 < inner && w->actors->at[i + 2])))
            continue;
        if (clause_branch(&w->clauses, i + 1)->head != DOCUMENT_NO_HEAD &&
            clause_branch(&w->clauses, i + 1)->head >= inner)
            continue; /* "rejection of American mediation": part of the thing */
        while (end < inner &&
               (w->actors->at[end] || tag(w, end) == UPOS_NOUN || tag(w, end) == UPOS_ADJ || tag(w, end) == UPOS_PROPN))
            end++;
        if (holder_settle_phrase(w, st, i + 1, end))
            return true;
    }
    return false;
}

/* "the cancellation of talks by New Delhi": hung on the noun, or by mistake on what it governs. */
static bool possessor_behind(const struct walk *w, struct state *st, uint32_t inner)
{
    for (uint32_t i = inner + 1; i + 1 < w->sentence->end && i < inner + BEHIND_REACH; i++) {
        uint32_t by = clause_branch(&w->clauses, i)->head;

        if (tag(w, i) == UPOS_VERB || tag(w, i) == UPOS_PUNCT)
            return false;
        if (token_is(w->doc, i, "by") && by != DOCUMENT_NO_HEAD &&
            clause_branch(&w->clauses, by)->relation == RELATION_NMOD &&
            holder_settle_phrase(w, st, i + 1, clause_branch(&w->clauses, by)->right))
            return true;
    }
    return false;
}

/* "Kyiv's firm opposition", "its refusal", "Russian opposition". */
static bool possessor_before(const struct walk *w, struct state *st, uint32_t noun)
{
    uint32_t first = w->sentence->first, i = noun;
    const struct mention *m;

    while (i > first &&
           (tag(w, i - 1) == UPOS_ADJ || tag(w, i - 1) == UPOS_NOUN || tag(w, i - 1) == UPOS_ADV ||
            tag(w, i - 1) == UPOS_NUM) &&
           !w->actors->at[i - 1])
        i--;
    if (i-- == first)
        return false;
    if (token_is_any(w->doc, i, "'s", "'")) {
        uint32_t begin = i;

        while (begin > first && begin + POSSESSOR_TOKENS > i &&
               (tag(w, begin - 1) == UPOS_PROPN || tag(w, begin - 1) == UPOS_NOUN || tag(w, begin - 1) == UPOS_ADJ ||
                tag(w, begin - 1) == UPOS_DET || w->actors->at[begin - 1]))
            begin--;
        return holder_settle_phrase(w, st, begin, i);
    }
    if (token_is_any(w->doc, i, "its", "their", "his", "her", "our", "my"))
        return holder_settle_phrase(w, st, i, i + 1);
    m = w->actors->at[i] ? &w->actors->mentions[w->actors->at[i] - 1] : NULL;
    if (!m || (m->kind != ACTOR_ADJECTIVE && m->kind != ACTOR_NAME))
        return false;
    holder_settle(st, &(struct actor_ref){ .party = m->party }, 1);
    st->holder = m->first;
    st->holder_end = m->end;
    return true;
}

bool holder_possessor(const struct walk *w, struct state *st, const struct stance_word *word, uint32_t inner)
{
    return possessor_inside(w, st, word, inner) || possessor_behind(w, st, inner) ||
           possessor_before(w, st, word->first);
}

/* "Tehran ready for a swap": the headline leaves out the verb. */
bool holder_beside(const struct walk *w, struct state *st, const struct stance_word *word)
{
    uint32_t a = word->first;

    while (a > w->sentence->first && tag(w, a - 1) == UPOS_ADV)
        a--;
    if (a == w->sentence->first || !w->actors->at[a - 1] ||
        w->actors->mentions[w->actors->at[a - 1] - 1].kind == ACTOR_ADJECTIVE)
        return false;
    return holder_settle_phrase(w, st, w->actors->mentions[w->actors->at[a - 1] - 1].first, a);
}

bool holder_same_party(const struct actor_ref *a, size_t n, const struct actor_ref *b, size_t m)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++)
            if (a[i].party == b[k].party && a[i].party != NO_PARTY)
                return true;
    return false;
}

/* "A decree signed by Zelensky": who signed the paper that the noun phrase from `first` on is. */
static bool signer(const struct walk *w, struct state *st, uint32_t first)
{
    for (size_t k = 0; k < w->clauses.n; k++)
        if (w->clauses.at[k].kind == CLAUSE_RELATIVE && (w->clauses.at[k].flags & CLAUSE_PASSIVE) &&
            w->clauses.at[k].subject == first && holder_agent(w, st, w->clauses.at[k].verb + 1, w->sentence->end))
            return st->settled;
    return false;
}

bool holder_paper(const struct walk *w, struct state *st, int32_t c)
{
    uint32_t head = w->clauses.at[c].head;

    for (uint32_t k = clause_branch(&w->clauses, head)->child; k != DOCUMENT_NO_HEAD;
         k = clause_branch(&w->clauses, k)->next) {
        const struct branch *b = clause_branch(&w->clauses, k);

        if (b->relation == RELATION_OBL && token_is_any(w->doc, b->first, "under", "by", "in") &&
            signer(w, st, b->left))
            return true;
    }
    return false;
}

/* "The statement by Norhaven", "a letter from Orlune": whose paper the noun phrase [first, end) is. */
static bool author(const struct walk *w, struct state *st, uint32_t first, uint32_t end)
{
    uint32_t paper = first;

    while (paper < end && !stance_table_find(w->table, ROW_PAPER, w->doc->tokens[paper].lemma))
        paper++;
    if (paper == end)
        return false;
    for (uint32_t k = clause_branch(&w->clauses, paper)->child; k != DOCUMENT_NO_HEAD;
         k = clause_branch(&w->clauses, k)->next) {
        const struct branch *b = clause_branch(&w->clauses, k);

        if (b->relation == RELATION_NMOD && k > paper && token_is_any(w->doc, b->first, "by", "from", "of") &&
            holder_settle_phrase(w, st, b->left, b->right))
            return true;
    }
    return false;
}

/* "Norhaven, a state that": the noun phrase [first, end) stands beside a name. */
static bool beside_name(const struct walk *w, struct state *st, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        const struct branch *b = clause_branch(&w->clauses, i);

        if (b->relation == RELATION_APPOS && b->head != DOCUMENT_NO_HEAD && b->head < first)
            return holder_settle_phrase(w, st, clause_branch(&w->clauses, b->head)->left, b->head + 1);
    }
    return false;
}

/* "many states", "several leaders" */
static bool is_many(const struct walk *w, uint32_t first, uint32_t end)
{
    return end > first &&
           token_is_any(w->doc, first, "many", "several", "some", "numerous", "other", "various", "most") &&
           tag(w, end - 1) == UPOS_NOUN;
}

/* "Many states have offered to mediate, including Norhaven and Orlune": named behind what they do. */
static bool included(const struct walk *w, struct state *st, uint32_t from)
{
    for (uint32_t i = from; i + 1 < w->sentence->end; i++) {
        uint32_t head = clause_branch(&w->clauses, i)->head;

        if (token_is(w->doc, i, "including") && head != DOCUMENT_NO_HEAD && head > i &&
            clause_branch(&w->clauses, i)->relation == RELATION_CASE)
            return holder_settle_phrase(w, st, clause_branch(&w->clauses, head)->left,
                                        clause_branch(&w->clauses, head)->right);
    }
    return false;
}

bool holder_settle_subject(const struct walk *w, struct state *st, int32_t c)
{
    uint32_t first, end;

    if (!clause_subject(&w->clauses, c, &first, &end, NULL))
        return false;
    if (first < st->first)
        state_take_words(st, first, first);
    if (holder_settle_phrase(w, st, first, end))
        return true;
    return beside_name(w, st, first, end) || signer(w, st, first) || author(w, st, first, end) ||
           (is_many(w, first, end) && included(w, st, end));
}

bool holder_same_subject(const struct walk *w, int32_t a, int32_t b)
{
    struct actor_ref one[ACTORS_MAX], other[ACTORS_MAX];
    uint32_t first, end;
    size_t n = 0, m = 0;

    if (a >= 0 && clause_subject(&w->clauses, a, &first, &end, NULL))
        n = actors_resolve(w->actors, first, end, holder_voice(w, first), one);
    if (b >= 0 && clause_subject(&w->clauses, b, &first, &end, NULL))
        m = actors_resolve(w->actors, first, end, holder_voice(w, first), other);
    return holder_same_party(one, n, other, m);
}
