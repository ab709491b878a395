/* walk_list.c - what is named one by one under a noun of demanding or proposing.
 *
 *     Tehran's conditions include the lifting of sanctions and a truce.     IRN demands both
 *     Holm set out his terms in May. They are a truce and a treaty.         "they" are the terms of the sentence before
 *     Hamas named its demands: a truce and an exchange of prisoners.
 *     its demands, including a truce; among its demands are a truce
 *
 * Whoever has the conditions holds them: the noun's possessor, or who set them. What others would have to do by them
 * ("Kyiv's agreement to a neutral status") is demanded of those, and not theirs. */
#include "language/sentence/arcs.h"
#include "record/position/walk.h"

#define LIST_REACH  40 /* tokens between the noun and what is named under it          */
#define LIST_HOPS   8  /* arcs between them                                            */
#define AMONG_REACH 6  /* tokens from "among" to the noun, and from there to "are"     */
#define COLON_GAP   3  /* tokens between the noun and its colon                        */

static const struct stance_row *list_row(const struct walk *w, uint32_t i)
{
    return tag(w, i) == UPOS_NOUN ? stance_table_find(w->table, ROW_LIST, w->doc->tokens[i].lemma) : NULL;
}

/* "include", "are"; "set out", "named". */
static bool is_list_verb(const struct walk *w, uint32_t i)
{
    return tag(w, i) == UPOS_VERB && stance_table_find(w->table, ROW_LISTS, w->doc->tokens[i].lemma);
}

/* ---- whose conditions they are ---- */

/* The phrase of which `head` is the head, in front of token `end` at most. */
static bool settle_phrase_of(const struct walk *w, struct state *st, uint32_t head, uint32_t end)
{
    uint32_t first = head, behind = head + 1;

    while (first > 0 && arcs_in_phrase(w->doc, first - 1, head))
        first--;
    while (behind < end && arcs_in_phrase(w->doc, behind, head))
        behind++;
    return holder_settle_phrase(w, st, first, behind);
}

/* Who did the verb: its subject, its agent, or the subject of the verb that it goes on from. */
static bool settle_doer(const struct walk *w, struct state *st, uint32_t verb)
{
    uint32_t subject = arcs_subject(w->doc, verb), end = w->doc->n_tokens;

    for (uint32_t d = arcs_first(w->doc, verb); d != DOCUMENT_NO_HEAD; d = arcs_next(w->doc, d)) {
        uint32_t by = arcs_case(w->doc, d);

        if (by != DOCUMENT_NO_HEAD && token_is(w->doc, by, "by") && w->doc->tokens[d].relation != RELATION_CONJ)
            return holder_settle_phrase(w, st, by + 1, d + 1);
    }
    for (unsigned hops = 0; subject == DOCUMENT_NO_HEAD && hops < 2; hops++) {
        uint8_t relation = w->doc->tokens[verb].relation;

        if (relation != RELATION_CONJ && relation != RELATION_XCOMP && relation != RELATION_ADVCL)
            return false;
        verb = w->doc->tokens[verb].head;
        subject = arcs_subject(w->doc, verb);
    }
    return subject != DOCUMENT_NO_HEAD && settle_phrase_of(w, st, subject, end);
}

static bool sets(const struct walk *w, uint32_t verb)
{
    return is_list_verb(w, verb) || token_says(w->doc, verb);
}

bool walk_list_owner(const struct walk *w, struct state *st, uint32_t noun)
{
    const struct token *tokens = w->doc->tokens;
    uint32_t head = tokens[noun].head;

    for (uint32_t d = arcs_first(w->doc, noun); d != DOCUMENT_NO_HEAD; d = arcs_next(w->doc, d)) {
        const struct mention *m = w->actors->at[d] ? &w->actors->mentions[w->actors->at[d] - 1] : NULL;
        uint32_t preposition = arcs_case(w->doc, d);

        if (tokens[d].relation == RELATION_NMOD_POSS)
            return settle_phrase_of(w, st, d, noun);
        if (d < noun && m && m->party != NO_PARTY && (m->kind == ACTOR_ADJECTIVE || m->kind == ACTOR_NAME)) {
            holder_settle(st, &(struct actor_ref){ .party = m->party }, 1);
            st->holder = m->first;
            st->holder_end = m->end;
            return true;
        }
        if (d > noun && m && preposition != DOCUMENT_NO_HEAD && token_is_any(w->doc, preposition, "of", "by", "from"))
            return settle_phrase_of(w, st, d, d + 1);
        if ((tokens[d].relation == RELATION_ACL_RELCL || tokens[d].relation == RELATION_ACL) && sets(w, d))
            return settle_doer(w, st, d);
    }
    if (head == DOCUMENT_NO_HEAD || !sets(w, head) ||
        (tokens[noun].relation != RELATION_OBJ && tokens[noun].relation != RELATION_NSUBJ_PASS))
        return false;
    return settle_doer(w, st, head);
}

/* ---- where they are named ---- */

/* The last noun of lists in the sentence before, of the same paragraph: what "they" are. */
static uint32_t noun_before(const struct walk *w)
{
    const struct sentence *before = w->sentence - 1;

    if (w->sentence == w->doc->sentences || before->paragraph != w->sentence->paragraph)
        return DOCUMENT_NO_HEAD;
    for (uint32_t i = before->end; i-- > before->first;)
        if (list_row(w, i))
            return i;
    return DOCUMENT_NO_HEAD;
}

bool walk_list_clause(const struct walk *w, int32_t c, size_t *row, uint32_t *noun)
{
    const struct clause *at = &w->clauses.at[c];
    const struct stance_row *found;
    uint32_t first, end;

    if ((at->flags & CLAUSE_NEGATED) || !((at->flags & CLAUSE_COPULA) || is_list_verb(w, at->verb)) ||
        !clause_subject(&w->clauses, c, &first, &end, NULL) || first >= end)
        return false;
    *noun = arcs_head(w->doc, first, end);
    if (end == first + 1 && token_is_any(w->doc, first, "they", "these", "those") &&
        (*noun = noun_before(w)) != DOCUMENT_NO_HEAD && !(w->doc->tokens[*noun].feats & FEAT_PLURAL))
        return false;
    if (*noun == DOCUMENT_NO_HEAD || !(found = list_row(w, *noun)))
        return false;
    *row = (size_t)(found - w->table->rows);
    return true;
}

/* Does the mention hang on the noun, as one of several things or as a part of one? */
static bool hangs_on(const struct walk *w, const struct issue_mention *m, uint32_t noun)
{
    uint32_t t = arcs_main_word(w->doc, m->first, m->end);

    for (unsigned hops = 0; hops < LIST_HOPS && t != DOCUMENT_NO_HEAD && t != noun; hops++)
        t = w->doc->tokens[t].head;
    return t == noun;
}

/* "Among Tehran's demands are ..." */
static bool is_among(const struct walk *w, uint32_t noun)
{
    uint32_t first = w->sentence->first;

    for (uint32_t i = noun + 1; i < w->sentence->end && i <= noun + AMONG_REACH; i++)
        if (tag(w, i) == UPOS_AUX && token_is_any(w->doc, i, "is", "are", "was", "were"))
            return token_is(w->doc, first, "among") && noun <= first + AMONG_REACH;
    return false;
}

bool walk_list_before(const struct walk *w, const struct issue_mention *m, size_t *row, uint32_t *noun)
{
    uint32_t from = m->first > w->sentence->first + LIST_REACH ? m->first - LIST_REACH : w->sentence->first, colon = 0;
    int32_t c = clause_at(&w->clauses, m->first);

    for (uint32_t i = m->first; i-- > from;) {
        const struct stance_row *found;
        uint32_t next = i + 1;

        if (token_is(w->doc, i, ":"))
            colon = i;
        if (tag(w, i) != UPOS_NOUN || !(found = list_row(w, i)))
            continue;
        *row = (size_t)(found - w->table->rows);
        *noun = i;
        next += token_is(w->doc, next, ",");
        if (colon)
            return colon <= i + COLON_GAP && (c < 0 || w->clauses.at[c].verb < colon);
        if (is_among(w, i))
            return true;
        if (token_is(w->doc, next, "including") || (token_is(w->doc, next, "such") && token_is(w->doc, next + 1, "as")))
            return next < m->first && hangs_on(w, m, i);
    }
    return false;
}
