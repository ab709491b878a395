/* clause.c - see clause.h.
 *
 * First the tree, mended, and each token's branch (clause_tree.c); then a clause for each predicate (clause_verb.c) with
 * its kind and subject (clause_kind.c); then what clauses are to each other:
 *
 *     Orlune rejected the plan and [will not talk].     joined: of the same kind, by the same subject
 *     Iran, [he said], will talk.                       said beside: what it stands in is what is said
 *     Had Orlune agreed, [Dalgo would have talked].     beside its condition */
#include "language/sentence/clause_scan.h"

/* "rejected the plan and will not talk": of the kind that the first one is, and by the same subject. */
static void join(const struct scan *s, size_t n)
{
    struct clause *c = &s->list->at[n];
    const struct clause *other;
    bool bare;

    if (!rel(s, clause_place(s, c->head), RELATION_CONJ) || c->parent < 0 || (size_t)c->parent == n)
        return;
    other = &s->list->at[c->parent];
    if (branch(s, c->governor)->clause != c->parent ||
        (other->head != c->governor && clause_place(s, other->head) != c->governor)) {
        c->parent = -1; /* joined to a noun */
        return;
    }
    bare = !clause_has_aux(s, c->head) && clause_to(s, c->head) == NONE &&
           (tok(s, c->head)->feats & (FEAT_BASE | FEAT_PARTICIPLE | FEAT_PAST | FEAT_GERUND | FEAT_THIRD)) ==
               (tok(s, other->head)->feats & (FEAT_BASE | FEAT_PARTICIPLE | FEAT_PAST | FEAT_GERUND | FEAT_THIRD));
    /* "Having refused talks, Iran left": what goes before is done by the subject of what follows. */
    if ((c->subject < c->subject_end || other->subject < other->subject_end) && other->kind == CLAUSE_MAIN &&
        other->group < other->verb && (tok(s, other->group)->feats & FEAT_GERUND)) {
        struct clause *before = &s->list->at[c->parent];

        if (c->subject == c->subject_end) {
            c->subject = before->subject;
            c->subject_end = before->subject_end;
        }
        before->kind = CLAUSE_PARTICIPLE;
        before->flags &= ~(uint32_t)CLAUSE_FINITE;
        before->parent = (int32_t)n;
        if (branch(s, c->head)->first > before->verb && branch(s, c->head)->first < before->end)
            before->end = branch(s, c->head)->first;
        c->parent = -1;
        return;
    }
    if (c->kind == CLAUSE_MAIN) {
        c->kind = other->kind;
        if (!(other->flags & CLAUSE_FINITE) && c->subject == c->subject_end && clause_to(s, c->head) == NONE && bare)
            c->flags &= ~(uint32_t)CLAUSE_FINITE;
    }
    if (c->subject == c->subject_end) {
        uint32_t cc = child(s, c->head, RELATION_CC);

        if (bare && (tok(s, c->head)->feats & (FEAT_BASE | FEAT_PARTICIPLE))) {
            c->flags |=
                other->flags & (CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_CAN | CLAUSE_MUST | CLAUSE_MAY | CLAUSE_PERFECT);
            if (tok(s, c->head)->feats & FEAT_PARTICIPLE)
                c->flags |= other->flags & (CLAUSE_PASSIVE | CLAUSE_PAST);
            if (cc == NONE || !token_is(s->doc, cc, "but"))
                c->flags |= other->flags & CLAUSE_NEGATED;
        }
        c->flags |= CLAUSE_SHARED;
        c->subject = c->subject_end = (uint32_t)c->parent;
    }
    /* "said that it was ready, but warned that": warning is of a kind with saying. */
    if (other->kind == CLAUSE_THAT && other->parent >= 0 && (c->flags & CLAUSE_SHARED) && reports(s, c->head) &&
        child(s, c->head, RELATION_CCOMP) != NONE && !reports(s, other->head)) {
        c->subject = c->subject_end = (uint32_t)other->parent;
        other = &s->list->at[other->parent];
        c->kind = other->kind;
    }
    c->parent = other->parent;
}

static bool has_complement(const struct scan *s, uint32_t i)
{
    return child(s, i, RELATION_CCOMP) != NONE || child(s, i, RELATION_XCOMP) != NONE ||
           (child(s, i, RELATION_OBJ) != NONE && !text_is(tok(s, i)->lemma, "tell"));
}

/* "Iran, he said, will talk": what it stands beside is what is said. "Had Orlune agreed, Dalgo would have talked":
 * what it stands beside is its condition. */
static void report(const struct scan *s, size_t n)
{
    struct clause *c = &s->list->at[n], *told;

    if (!rel(s, c->head, RELATION_PARATAXIS) || c->parent < 0 || (size_t)c->parent == n)
        return;
    told = &s->list->at[c->parent];
    if (told->kind == CLAUSE_MAIN && told->parent < 0 && told->first + 1 == told->subject && told->verb < c->group &&
        is_any(s, told->first, LIST_OF("had", "should", "were")) && c->subject < c->subject_end) {
        told->kind = CLAUSE_IF;
        told->parent = (int32_t)n;
        if (branch(s, c->head)->first > told->verb)
            told->end = branch(s, c->head)->first;
        c->kind = CLAUSE_MAIN;
        c->parent = -1;
        return;
    }
    if (reports(s, c->head) && c->subject == c->subject_end) {
        uint32_t behind = child(s, c->head, RELATION_IOBJ);

        if (behind == NONE)
            behind = child(s, c->head, RELATION_OBJ);
        if (behind == c->head + 1 && tok(s, behind)->upos == UPOS_PROPN)
            clause_take_subject(s, c, behind); /* ", said Holm" */
    }
    if (reports(s, c->head) && !has_complement(s, c->head) && c->subject < c->subject_end &&
        c->governor == told->head && (told->kind == CLAUSE_MAIN || told->kind == CLAUSE_THAT) &&
        !reports(s, told->head)) {
        int32_t up = told->parent;

        c->kind = CLAUSE_MAIN;
        c->parent = up;
        if (clause_is_quoted(s, told))
            return;
        told->kind = CLAUSE_THAT;
        told->parent = (int32_t)n;
        return;
    }
    if (c->kind == CLAUSE_MAIN)
        c->parent = -1;
}

/* No clause is its own ancestor, whatever the tree was. */
static void part_rings(struct clause_list *list)
{
    for (size_t n = 0; n < list->n; n++) {
        int32_t k = list->at[n].parent;
        size_t hops = 0;

        while (k >= 0 && k != (int32_t)n && hops++ <= list->n)
            k = list->at[k].parent;
        if (k >= 0)
            list->at[n].parent = -1;
    }
}

priscus_status clause_find(const struct document *doc, uint32_t first, uint32_t end, struct arena *mem,
                           struct clause_list *list)
{
    struct scan s = { doc, list, first, end };
    priscus_status status;

    list->n = 0;
    list->base = first;
    list->end = end;
    status = clause_tree(&s, mem);
    if (status == PRISCUS_OK)
        status = clause_predicates(&s, mem);
    if (status != PRISCUS_OK)
        return status;
    for (size_t n = 0; n < list->n; n++)
        clause_fill(&s, &list->at[n]);
    /* In text order: what a verb is joined to stands before it. */
    for (size_t n = 0; n < list->n; n++)
        join(&s, n);
    for (size_t n = 0; n < list->n; n++)
        report(&s, n);
    part_rings(list);
    return PRISCUS_OK;
}

int32_t clause_at(const struct clause_list *list, uint32_t token)
{
    return list->n == 0 || token < list->base || token >= list->end ? -1 : list->branches[token - list->base].clause;
}

bool clause_subject(const struct clause_list *list, int32_t c, uint32_t *first, uint32_t *end, int32_t *owner)
{
    for (size_t hops = 0; c >= 0 && hops <= list->n; hops++) {
        const struct clause *at = &list->at[c];

        if (at->flags & CLAUSE_SHARED)
            c = (int32_t)at->subject;
        else if (at->subject < at->subject_end) {
            *first = at->subject;
            *end = at->subject_end;
            if (owner)
                *owner = c;
            return true;
        } else if (at->kind == CLAUSE_INFINITIVE || at->kind == CLAUSE_GERUND || at->kind == CLAUSE_PARTICIPLE ||
                   at->kind == CLAUSE_UNLESS || at->kind == CLAUSE_AFTER || at->kind == CLAUSE_AS)
            c = at->parent;
        else
            return false;
    }
    return false;
}
