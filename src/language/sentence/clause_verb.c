/* clause_verb.c - which words are predicates, and what the words around a verb make of it.
 *
 *     The council has not been going to talk.
 *                 -----------------------     one verb group: its main word is "talk", and it hangs where "going" does
 *                     not                     CLAUSE_NEGATED
 *                 has     been                CLAUSE_PERFECT, and so on
 *
 * A predicate is a verb, or a word with a copula ("is ready"), whose relation lets it head a clause. */
#include "language/sentence/arcs.h"
#include "language/sentence/clause_scan.h"

#define DEPTH_MAX 300 /* arcs from a token up to the predicate it lies under */

uint32_t clause_subject_of(const struct scan *s, uint32_t i)
{
    uint32_t found = NONE;

    for (uint32_t c = branch(s, i)->child; c != NONE; c = branch(s, c)->next) {
        if (rel(s, c, RELATION_EXPL) && tok(s, c)->upos == UPOS_PRON && c < i)
            return c;
        if (relation_is_subject(branch(s, c)->relation) && (found == NONE || c < i))
            found = c;
    }
    return found;
}

uint32_t clause_to(const struct scan *s, uint32_t i)
{
    for (uint32_t c = branch(s, i)->child; c != NONE && c < i; c = branch(s, c)->next)
        if (rel(s, c, RELATION_MARK) && token_is(s->doc, c, "to"))
            return c;
    return NONE;
}

bool clause_has_aux(const struct scan *s, uint32_t i)
{
    return child(s, i, RELATION_AUX) != NONE || child(s, i, RELATION_AUX_PASS) != NONE ||
           child(s, i, RELATION_COP) != NONE;
}

/* "is going to talk": the verb that is meant; else NONE. */
static uint32_t helped(const struct scan *s, uint32_t i)
{
    uint32_t x;

    if (!text_is(tok(s, i)->lemma, "go") || !(tok(s, i)->feats & FEAT_GERUND))
        return NONE;
    x = child(s, i, RELATION_XCOMP);
    return x != NONE && x > i && x <= i + 4 && clause_to(s, x) != NONE ? x : NONE;
}

/* The verb that helps i, or NONE. */
static uint32_t helper(const struct scan *s, uint32_t i)
{
    uint32_t head = head_of(s, i);

    return head != NONE && rel(s, i, RELATION_XCOMP) && helped(s, head) == i ? head : NONE;
}

uint32_t clause_place(const struct scan *s, uint32_t i)
{
    uint32_t h = helper(s, i);

    return h == NONE ? i : h;
}

static bool is_predicate(const struct scan *s, uint32_t i)
{
    const struct token *t = tok(s, i);
    bool verb = t->upos == UPOS_VERB || t->upos == UPOS_AUX, clausal = verb || child(s, i, RELATION_COP) != NONE;
    uint32_t subject = clause_subject_of(s, i);

    if (helped(s, i) != NONE)
        return false;
    switch (branch(s, i)->relation) {
    case RELATION_AUX:
    case RELATION_AUX_PASS:
    case RELATION_COP:
    case RELATION_CASE:
    case RELATION_MARK:
    case RELATION_COMPOUND:
    case RELATION_FIXED:
    case RELATION_FLAT:
    case RELATION_CC:
        return false;
    case RELATION_AMOD: /* a headline's verb is taken for a participle at times */
        return verb && (subject != NONE || clause_has_aux(s, i));
    case RELATION_ROOT:
    case RELATION_NONE:
    case RELATION_CCOMP:
    case RELATION_ADVCL:
    case RELATION_ADVCL_RELCL:
    case RELATION_ACL:
    case RELATION_ACL_RELCL:
    case RELATION_CSUBJ:
    case RELATION_CSUBJ_PASS:
    case RELATION_CSUBJ_OUTER:
    case RELATION_PARATAXIS:
    case RELATION_CONJ:
    case RELATION_XCOMP:
    case RELATION_DEP:
        return clausal || (subject != NONE && t->upos != UPOS_PUNCT);
    default: /* "talk of giving up land" */
        return (verb && ((t->feats & FEAT_GERUND) || subject != NONE)) ||
               (subject != NONE && child(s, i, RELATION_COP) != NONE);
    }
}

static uint32_t verb_of(const struct scan *s, uint32_t i)
{
    uint32_t found = NONE;

    if (tok(s, i)->upos == UPOS_VERB)
        return i;
    for (uint32_t c = branch(s, i)->child; c != NONE; c = branch(s, c)->next)
        if (rel(s, c, RELATION_COP) && (found == NONE || c < i))
            found = c;
    return found == NONE ? i : found;
}

priscus_status clause_predicates(struct scan *s, struct arena *mem)
{
    struct clause_list *list = s->list;

    for (uint32_t i = s->first; i < s->end; i++) {
        struct clause *grown, c = { .head = i, .verb = i, .parent = -1, .kind = CLAUSE_MAIN };
        size_t at = list->n;

        if (!is_predicate(s, i))
            continue;
        c.verb = verb_of(s, i);
        grown = arena_grow(mem, list->at, list->n, &list->room, sizeof *grown);
        if (!grown)
            return PRISCUS_ENOMEM;
        list->at = grown;
        while (at > 0 && grown[at - 1].verb > c.verb) {
            grown[at] = grown[at - 1];
            at--;
        }
        grown[at] = c;
        list->n++;
    }
    for (size_t k = 0; k < list->n; k++) {
        branch(s, list->at[k].head)->clause = (int32_t)k;
        branch(s, clause_place(s, list->at[k].head))->clause = (int32_t)k;
    }
    for (uint32_t i = s->first; i < s->end; i++) {
        int32_t found = -1;
        uint32_t at = i, hops = 0;

        for (; hops < DEPTH_MAX && at != NONE && found < 0; at = head_of(s, at), hops++)
            found = branch(s, at)->clause;
        for (at = i; hops-- > 0 && at != NONE && branch(s, at)->clause < 0; at = head_of(s, at))
            branch(s, at)->clause = found;
    }
    return PRISCUS_OK;
}

static void add_flags(const struct scan *s, struct clause *c, uint32_t i)
{
    bool finite = false, be = false, have = false, past = false;

    for (uint32_t k = branch(s, i)->child; k != NONE; k = branch(s, k)->next) {
        const struct token *t = tok(s, k);

        switch (branch(s, k)->relation) {
        case RELATION_NSUBJ_PASS:
            c->flags |= CLAUSE_PASSIVE;
            break;
        case RELATION_AUX_PASS:
        case RELATION_AUX:
        case RELATION_COP:
            if (k > i && !rel(s, k, RELATION_COP))
                break;
            if (is_any(s, k, LIST_OF("will", "shall", "'ll", "wo", "sha")))
                c->flags |= CLAUSE_WILL;
            else if (text_is(t->lemma, "would") || token_is(s->doc, k, "would"))
                c->flags |= CLAUSE_WOULD;
            else if (is_any(s, k, LIST_OF("can", "could", "ca")))
                c->flags |= CLAUSE_CAN;
            else if (is_any(s, k, LIST_OF("must", "should", "ought")))
                c->flags |= CLAUSE_MUST;
            else if (is_any(s, k, LIST_OF("may", "might")))
                c->flags |= CLAUSE_MAY;
            else if (text_is(t->lemma, "have") || is_any(s, k, LIST_OF("'ve", "had")))
                have = true;
            else if (text_is(t->lemma, "be") || text_is(t->lemma, "get"))
                be |= !rel(s, k, RELATION_COP);
            if (rel(s, k, RELATION_AUX_PASS))
                c->flags |= CLAUSE_PASSIVE;
            past |= (t->feats & FEAT_PAST) && text_is(t->lemma, "do");
            past |= (t->feats & FEAT_PAST) && text_is(t->lemma, "be");
            finite |= !(t->feats & (FEAT_GERUND | FEAT_PARTICIPLE)) &&
                      !(text_is(t->norm, "be") || (text_is(t->norm, "have") && clause_to(s, i) != NONE));
            break;
        default:
            break;
        }
    }
    if (have)
        c->flags |= CLAUSE_PERFECT;
    if (past && !have)
        c->flags |= CLAUSE_PAST;
    if (be && (tok(s, i)->feats & FEAT_GERUND))
        c->flags |= CLAUSE_PROGRESSIVE;
    if (be && !have && (tok(s, i)->feats & (FEAT_PARTICIPLE | FEAT_PAST)))
        c->flags |= CLAUSE_PASSIVE;
    if (finite)
        c->flags |= CLAUSE_FINITE;
}

/* "not", but not of "not only has". */
static bool is_not(const struct scan *s, uint32_t k)
{
    return is_any(s, k, LIST_OF("not", "n't", "never")) &&
           !(k + 1 < s->end && is_any(s, k + 1, LIST_OF("only", "just", "merely", "simply", "solely")));
}

/* "rather than sign", "would sooner fight than sign" */
static bool is_other_choice(const struct scan *s, uint32_t k)
{
    uint32_t head = head_of(s, k), up = head == NONE ? NONE : head_of(s, head);

    if (token_is(s->doc, k, "rather"))
        return k + 1 < s->end && token_is(s->doc, k + 1, "than");
    if (!token_is(s->doc, k, "than") || up == NONE)
        return false;
    for (uint32_t d = branch(s, up)->child; d != NONE; d = branch(s, d)->next)
        if (d < k && is_any(s, d, LIST_OF("rather", "sooner")))
            return true;
    return false;
}

static bool negates(const struct scan *s, uint32_t k)
{
    if (is_not(s, k) || is_any(s, k, LIST_OF("nor", "neither", "hardly")) || is_other_choice(s, k))
        return true;
    if (token_is(s->doc, k, "nowhere")) /* "nowhere near" is a matter of words: stance.table */
        return !(k + 1 < s->end && token_is(s->doc, k + 1, "near"));
    if (token_is(s->doc, k, "longer") && k > s->first && token_is(s->doc, k - 1, "no"))
        return true;
    /* "under no circumstances", "in no way", "at no point" */
    if (rel(s, k, RELATION_OBL) || rel(s, k, RELATION_ADVMOD)) {
        uint32_t det = child(s, k, RELATION_DET);

        return det != NONE && token_is(s->doc, det, "no") &&
               lemma_any(s, k,
                         LIST_OF("circumstance", "way", "account", "condition", "case", "event", "means", "point",
                                 "stage", "time", "moment"));
    }
    return false;
}

/* The verb group, to the left of the verb: what helps and what denies. */
static void find_group(const struct scan *s, struct clause *c)
{
    uint32_t i = c->verb, h = helper(s, c->head);

    c->group = i;
    while (i > c->first) {
        uint32_t k = i - 1, head = head_of(s, k);
        bool ours = head == c->head || (h != NONE && (head == h || k == h));
        bool adverb = tok(s, k)->upos == UPOS_ADV || tok(s, k)->upos == UPOS_PART;

        if (!ours && !(adverb && head != NONE && head >= k))
            break;
        i = k;
        if (k == h || rel(s, k, RELATION_AUX) || rel(s, k, RELATION_AUX_PASS) || rel(s, k, RELATION_COP) ||
            (rel(s, k, RELATION_MARK) && token_is(s->doc, k, "to")) || negates(s, k))
            c->group = k;
        else if (!adverb)
            break;
    }
    for (uint32_t k = c->group; k < c->verb; k++)
        if (is_not(s, k) && branch(s, k)->clause == branch(s, c->head)->clause)
            c->flags |= CLAUSE_NEGATED;
}

void clause_verb_group(const struct scan *s, struct clause *c)
{
    uint32_t place = clause_place(s, c->head), have = child(s, c->head, RELATION_XCOMP);

    if (c->verb != c->head || text_is(tok(s, c->head)->lemma, "be") ||
        (tok(s, c->head)->upos != UPOS_VERB && child(s, c->head, RELATION_AUX) == NONE))
        c->flags |= CLAUSE_COPULA;
    add_flags(s, c, place);
    if (place != c->head) {
        add_flags(s, c, c->head);
        c->flags |= CLAUSE_WILL | CLAUSE_PROGRESSIVE;
    }
    if ((tok(s, c->verb)->feats & FEAT_PAST) && !(c->flags & (CLAUSE_PERFECT | CLAUSE_PASSIVE | CLAUSE_PROGRESSIVE)) &&
        !(c->flags & (CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_CAN | CLAUSE_MUST | CLAUSE_MAY)))
        c->flags |= CLAUSE_PAST;
    for (int both = 0; both < (place == c->head ? 1 : 2); both++)
        for (uint32_t k = branch(s, both ? c->head : place)->child; k != NONE; k = branch(s, k)->next)
            if (negates(s, k) && (k < c->head || k == c->verb + 1))
                c->flags |= CLAUSE_NEGATED;
    /* "has to withdraw", "has yet to decide", "needs to talk" */
    if (have != NONE && have > c->head && clause_to(s, have) != NONE &&
        lemma_any(s, c->head, LIST_OF("have", "need", "ought"))) {
        bool yet = false;

        for (uint32_t k = c->verb + 1; k < have; k++)
            yet |= token_is(s->doc, k, "yet");
        c->flags |= yet ? CLAUSE_NEGATED : CLAUSE_MUST;
    }
    find_group(s, c);
}
