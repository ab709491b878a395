/* clause.c - see clause.h.
 *
 *     Kyiv, which had earlier ruled out a truce, is ready to talk.
 *                     [ruled]  acl:relcl of Kyiv, nsubj "which"    RELATIVE, done by "Kyiv"
 *                                             [ready]  root, cop "is"        MAIN, its verb is "is"
 *                                                      [talk]  xcomp, "to"   INFINITIVE, done by "Kyiv"
 *
 * First every token's branch: what hangs on it, and the noun phrase that it governs. Then each predicate becomes a
 * clause: what hangs on it as aux, cop, mark, advmod and nsubj says its kind, its flags and who does it. Auxiliaries
 * that trees take for verbs ("is going to talk") are one clause with what they help.
 *
 * A parser is wrong at times. Kept cheap: conditions without "if" ("had Orlune agreed"), reports put behind or
 * between ("Iran, he said, will talk"), a verb of saying joined to what another one says. */
#include "language/sentence/clause.h"

#define NONE         DOCUMENT_NO_HEAD
#define HOPS_MAX     300
#define LIST_OF(...) ((const char *const[]){ __VA_ARGS__, NULL })

struct scan {
    const struct document *doc;
    struct clause_list *list;
    uint32_t first, end;
};

static const struct token *tok(const struct scan *s, uint32_t i)
{
    return &s->doc->tokens[i];
}

static struct branch *branch(const struct scan *s, uint32_t i)
{
    return &s->list->branches[i - s->first];
}

static bool rel(const struct scan *s, uint32_t i, enum relation relation)
{
    return s->list->branches[i - s->first].relation == relation;
}

static bool is_any(const struct scan *s, uint32_t i, const char *const *words)
{
    for (; *words; words++)
        if (token_is(s->doc, i, *words))
            return true;
    return false;
}

static bool lemma_any(const struct scan *s, uint32_t i, const char *const *words)
{
    for (; *words; words++)
        if (text_is(tok(s, i)->lemma, *words))
            return true;
    return false;
}

static uint32_t head_of(const struct scan *s, uint32_t i)
{
    return branch(s, i)->head;
}

/* ---- branches ------------------------------------------------------------------------------ */

/* Does this child belong to the noun phrase of its head? Clauses and asides do not. */
static bool in_phrase(const struct scan *s, uint32_t child)
{
    switch (branch(s, child)->relation) {
    case RELATION_DET:
    case RELATION_DET_PREDET:
    case RELATION_AMOD:
    case RELATION_COMPOUND:
    case RELATION_COMPOUND_PRT:
    case RELATION_FLAT:
    case RELATION_FIXED:
    case RELATION_GOESWITH:
    case RELATION_NMOD:
    case RELATION_NMOD_DESC:
    case RELATION_NMOD_POSS:
    case RELATION_NMOD_UNMARKED:
    case RELATION_NUMMOD:
    case RELATION_CONJ:
    case RELATION_CC:
    case RELATION_CC_PRECONJ:
        return true;
    case RELATION_CASE: /* "Kyiv's"; what stands before ("by Kyiv") belongs to whoever asks for the phrase */
        return child > branch(s, child)->head;
    case RELATION_APPOS: /* "Prime Minister Oss", but not "the minister, Mira Oss" */
        return child > branch(s, child)->head && tok(s, branch(s, child)->first)->upos != UPOS_PUNCT &&
               (branch(s, child)->first == s->first || tok(s, branch(s, child)->first - 1)->upos != UPOS_PUNCT);
    case RELATION_ADVMOD: /* "not only Kyiv" */
        return child < branch(s, child)->head;
    default:
        return false;
    }
}

static bool grow(struct clause_list *list, size_t n, struct arena *mem)
{
    if (list->branch_room < n) {
        list->branches = arena_alloc(mem, n * sizeof *list->branches);
        list->branch_room = list->branches ? n : 0;
    }
    return list->branches != NULL;
}

static void plant(struct scan *s)
{
    for (uint32_t i = s->first; i < s->end; i++) {
        uint32_t head = tok(s, i)->head;

        *branch(s, i) = (struct branch){ .head = head < s->first || head >= s->end ? NONE : head,
                                         .relation = (enum relation)tok(s, i)->relation,
                                         .clause = -1,
                                         .first = i,
                                         .end = i + 1,
                                         .left = i,
                                         .right = i + 1,
                                         .child = NONE,
                                         .next = NONE,
                                         .last = NONE };
    }
}

/* Does predicate i have a subject, and a "that" which is no part of it: a mark, an object too many? Then it is no
 * relative clause. */
static bool complete(const struct scan *s, uint32_t i)
{
    bool mark = false, spare = false, subject = false, copula = false;

    for (uint32_t k = i > s->first + 12 ? i - 12 : s->first; k < i; k++)
        if (head_of(s, k) == i) {
            mark |= rel(s, k, RELATION_MARK) && token_is(s->doc, k, "that");
            spare |= rel(s, k, RELATION_OBJ) && token_is(s->doc, k, "that");
            subject |= rel(s, k, RELATION_NSUBJ) || rel(s, k, RELATION_NSUBJ_PASS);
            copula |= rel(s, k, RELATION_COP);
        }
    return subject && (mark || (spare && copula));
}

static void hang(struct scan *s, uint32_t i, uint32_t head, enum relation relation)
{
    branch(s, i)->head = head;
    branch(s, i)->relation = relation;
}

static bool reports(const struct scan *s, uint32_t i)
{
    return token_says(s->doc, i) || token_thinks(s->doc, i);
}

/* ", its leader, Mira Oss, said": the parser has hung "leader" on the noun before; it is who said. */
static void mend_speaker(struct scan *s, uint32_t i)
{
    uint32_t k = i, found = NONE;

    if (!rel(s, i, RELATION_PARATAXIS) || !reports(s, i))
        return;
    for (uint32_t t = i > s->first + 12 ? i - 12 : s->first; t < s->end && t < i + 6; t++)
        if (head_of(s, t) == i && (rel(s, t, RELATION_NSUBJ) || rel(s, t, RELATION_OBJ) || rel(s, t, RELATION_IOBJ)))
            return;
    while (k > s->first && tok(s, k - 1)->upos == UPOS_PUNCT)
        k--;
    for (unsigned hops = 0; k > s->first && hops < 8; hops++) {
        uint32_t t = hops ? head_of(s, k) : k - 1;

        if (t == NONE || t >= i)
            break;
        if (rel(s, t, RELATION_APPOS))
            found = t;
        else if (found != NONE)
            break;
        k = t;
    }
    if (found != NONE)
        hang(s, found, i, RELATION_NSUBJ);
}

/* "Talks, the minister told parliament, remain an option": of the two subjects before "told", the first is that of the
 * complement, which has none. */
static void mend_split(struct scan *s, uint32_t i)
{
    uint32_t first = NONE, second = NONE, told = NONE;

    if (tok(s, i)->upos != UPOS_VERB || !reports(s, i))
        return;
    for (uint32_t t = i > s->first + 25 ? i - 25 : s->first; t < s->end && t < i + 25; t++)
        if (head_of(s, t) == i) {
            if (rel(s, t, RELATION_NSUBJ) && t < i) {
                if (first == NONE)
                    first = t;
                else
                    second = t;
            } else if (rel(s, t, RELATION_CCOMP) && t > i && told == NONE)
                told = t;
        }
    if (second == NONE || told == NONE)
        return;
    for (uint32_t t = i + 1; t < s->end && t < told; t++)
        if (head_of(s, t) == told &&
            (rel(s, t, RELATION_NSUBJ) || rel(s, t, RELATION_NSUBJ_PASS) || rel(s, t, RELATION_EXPL)))
            return;
    hang(s, first, told, RELATION_NSUBJ);
}

/* "opposition to Ukraine [joining NATO]": what is opposed is the joining, and Ukraine does it. */
static void mend_gerund(struct scan *s, uint32_t i)
{
    uint32_t noun = i - 1, with = NONE;

    if (tok(s, i)->upos != UPOS_VERB || !(tok(s, i)->feats & FEAT_GERUND) ||
        !(rel(s, i, RELATION_ADVCL) || rel(s, i, RELATION_ACL)) ||
        !(rel(s, noun, RELATION_NMOD) || rel(s, noun, RELATION_OBL)) || head_of(s, noun) == NONE ||
        head_of(s, noun) > noun)
        return;
    for (uint32_t t = noun > s->first + 5 ? noun - 5 : s->first; t < noun; t++)
        if (head_of(s, t) == noun && rel(s, t, RELATION_CASE) &&
            is_any(s, t, LIST_OF("to", "of", "on", "about", "against", "for")))
            with = t;
    if (with == NONE)
        return;
    hang(s, i, head_of(s, noun), RELATION_ACL);
    hang(s, noun, i, RELATION_NSUBJ);
    hang(s, with, i, RELATION_MARK);
}

static bool has_subject(const struct scan *s, uint32_t i)
{
    for (uint32_t t = i > s->first + 40 ? i - 40 : s->first; t < s->end && t < i + 12; t++)
        if (head_of(s, t) == i && (rel(s, t, RELATION_NSUBJ) || rel(s, t, RELATION_NSUBJ_PASS) ||
                                   rel(s, t, RELATION_EXPL) || rel(s, t, RELATION_CSUBJ)))
            return true;
    return false;
}

/* "In support of the plan, Orlune's troops and Dalgo's [will respect] it": what stands behind the comma is joined to
 * nothing before it, but is the subject. */
static void mend_fronted(struct scan *s, uint32_t i)
{
    uint32_t k = i, t, hops = 0;

    if (tok(s, i)->upos != UPOS_VERB || (tok(s, i)->feats & FEAT_GERUND))
        return;
    while (k > s->first && head_of(s, k - 1) == i && (rel(s, k - 1, RELATION_AUX) || tok(s, k - 1)->upos == UPOS_ADV))
        k--;
    if (k == s->first || (k == i && !(tok(s, i)->feats & (FEAT_PAST | FEAT_THIRD))) || has_subject(s, i))
        return;
    for (t = k - 1; hops < 12 && t != NONE && t < i && head_of(s, t) != i; t = head_of(s, t), hops++) {
        uint32_t head = head_of(s, t), begin = t;

        if (head == NONE)
            return;
        if (!rel(s, t, RELATION_CONJ) || head > t)
            continue;
        while (begin > head + 1 && tok(s, begin - 1)->upos != UPOS_PUNCT && tok(s, begin - 1)->upos != UPOS_CCONJ)
            begin--;
        if (begin > head + 1 && token_is(s->doc, begin - 1, ",")) {
            hang(s, t, i, RELATION_NSUBJ);
            return;
        }
    }
}

/* "said [handing over land] is out of the question": the handing is what is so, not what is said. */
static void mend_gerund_subject(struct scan *s, uint32_t i)
{
    uint32_t head = head_of(s, i), found = NONE;

    if (!rel(s, i, RELATION_CCOMP) || head == NONE || head > i || has_subject(s, i))
        return;
    for (uint32_t t = head + 1; t < i; t++) {
        if (head_of(s, t) == head && (rel(s, t, RELATION_XCOMP) || rel(s, t, RELATION_CCOMP)) &&
            (tok(s, t)->feats & FEAT_GERUND))
            found = t;
        if (head_of(s, t) == i && rel(s, t, RELATION_COP) && found != NONE) {
            hang(s, found, i, RELATION_CSUBJ);
            return;
        }
    }
}

/* What a parser gets wrong again and again. */
static void mend(struct scan *s)
{
    for (uint32_t i = s->first + 1; i < s->end; i++) {
        uint32_t head, up;

        mend_speaker(s, i);
        mend_split(s, i);
        mend_gerund(s, i);
        mend_fronted(s, i);
        mend_gerund_subject(s, i);
        head = head_of(s, i);
        up = head == NONE ? NONE : head_of(s, head);
        if (up == NONE)
            continue;
        /* "stopped [opposing talks]": a verb with its object, not a kind of talks */
        if (rel(s, i, RELATION_AMOD) && tok(s, i)->upos == UPOS_VERB && (tok(s, i)->feats & FEAT_GERUND) &&
            up == i - 1 && head > i && rel(s, head, RELATION_OBJ) && tok(s, up)->upos == UPOS_VERB) {
            hang(s, i, up, RELATION_XCOMP);
            hang(s, head, i, RELATION_OBJ);
        }
        /* "will shun pride and [hold] talks": joined to the verb, not to what it takes */
        if (rel(s, i, RELATION_CONJ) && tok(s, i)->upos == UPOS_VERB &&
            !(tok(s, i)->feats & (FEAT_GERUND | FEAT_PARTICIPLE)) && tok(s, head)->upos == UPOS_NOUN &&
            tok(s, up)->upos == UPOS_VERB && up < head && rel(s, head, RELATION_OBJ)) {
            hang(s, i, up, RELATION_CONJ);
            for (uint32_t t = i + 1; t < s->end && t < i + 12; t++)
                if (head_of(s, t) == up && (rel(s, t, RELATION_OBJ) || rel(s, t, RELATION_OBL)))
                    hang(s, t, i, (enum relation)branch(s, t)->relation);
        }
        /* "denied on Monday [that it had left]": said of no Monday, and of no radio in "said on Ferry Radio that" */
        if ((rel(s, i, RELATION_ACL_RELCL) || rel(s, i, RELATION_ACL)) && complete(s, i)) {
            for (unsigned hops = 0; hops < 3 && up != NONE && rel(s, head, RELATION_NMOD); hops++) {
                head = up;
                up = head_of(s, head);
            }
            if (up != NONE && rel(s, head, RELATION_OBL) && tok(s, up)->upos == UPOS_VERB && head > up && up < i)
                hang(s, i, up, RELATION_CCOMP);
        }
    }
}

/* Children before their heads: as many times as a tree is deep at most, and trees are flat. */
static void find_branches(struct scan *s)
{
    uint32_t n = s->end - s->first;

    for (uint32_t i = s->first; i < s->end; i++) {
        uint32_t head = head_of(s, i);

        if (head == NONE)
            continue;
        if (branch(s, head)->child == NONE)
            branch(s, head)->child = i;
        else
            branch(s, branch(s, head)->last)->next = i;
        branch(s, head)->last = i;
    }
    /* From the leaves up: a token is done when its children are, which `clause` counts until it is needed. */
    for (uint32_t i = s->first; i < s->end; i++) {
        int32_t waits = 0;

        for (uint32_t c = branch(s, i)->child; c != NONE; c = branch(s, c)->next)
            waits++;
        branch(s, i)->clause = waits;
    }
    for (uint32_t leaf = s->first; leaf < s->end; leaf++) {
        if (branch(s, leaf)->child != NONE)
            continue;
        for (uint32_t i = leaf, head, hops = 0; hops < n && (head = head_of(s, i)) != NONE; i = head, hops++) {
            struct branch *up = branch(s, head), *own = branch(s, i);

            if (own->first < up->first)
                up->first = own->first;
            if (own->end > up->end)
                up->end = own->end;
            if (in_phrase(s, i)) {
                if (own->left < up->left)
                    up->left = own->left;
                if (own->right > up->right)
                    up->right = own->right;
            }
            if (--up->clause > 0)
                break;
        }
    }
    for (uint32_t i = s->first; i < s->end; i++)
        branch(s, i)->clause = -1;
}

uint32_t clause_child(const struct clause_list *list, uint32_t token, enum relation relation)
{
    uint32_t c = clause_branch(list, token)->child;

    while (c != NONE && clause_branch(list, c)->relation != relation)
        c = clause_branch(list, c)->next;
    return c;
}

static uint32_t child(const struct scan *s, uint32_t i, enum relation relation)
{
    return clause_child(s->list, i, relation);
}

/* "there" before the noun that is there; of two, the nearer one ("told reporters Dalgo was"). */
static uint32_t subject_of(const struct scan *s, uint32_t i)
{
    uint32_t found = NONE;

    for (uint32_t c = branch(s, i)->child; c != NONE; c = branch(s, c)->next) {
        if (rel(s, c, RELATION_EXPL) && tok(s, c)->upos == UPOS_PRON && c < i)
            return c;
        if ((rel(s, c, RELATION_NSUBJ) || rel(s, c, RELATION_NSUBJ_PASS) || rel(s, c, RELATION_NSUBJ_OUTER)) &&
            (found == NONE || c < i))
            found = c;
    }
    return found;
}

/* ---- predicates ---------------------------------------------------------------------------- */

/* The mark "to" of an infinitive. */
static uint32_t to_of(const struct scan *s, uint32_t i)
{
    for (uint32_t c = branch(s, i)->child; c != NONE && c < i; c = branch(s, c)->next)
        if (rel(s, c, RELATION_MARK) && token_is(s->doc, c, "to"))
            return c;
    return NONE;
}

static bool has_aux(const struct scan *s, uint32_t i)
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
    return x != NONE && x > i && x <= i + 4 && to_of(s, x) != NONE ? x : NONE;
}

/* The verb that helps i, or NONE. */
static uint32_t helper(const struct scan *s, uint32_t i)
{
    uint32_t head = head_of(s, i);

    return head != NONE && rel(s, i, RELATION_XCOMP) && helped(s, head) == i ? head : NONE;
}

/* The token whose place in the tree a predicate has: its own, or its helper's. */
static uint32_t place_of(const struct scan *s, uint32_t i)
{
    uint32_t h = helper(s, i);

    return h == NONE ? i : h;
}

static bool is_predicate(const struct scan *s, uint32_t i)
{
    const struct token *t = tok(s, i);
    bool verb = t->upos == UPOS_VERB || t->upos == UPOS_AUX, clausal = verb || child(s, i, RELATION_COP) != NONE;
    uint32_t subject = subject_of(s, i);

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
        return verb && (subject != NONE || has_aux(s, i));
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

/* Every predicate a clause, in the order of their verbs; every token in its clause. */
static bool find_clauses(struct scan *s, struct arena *mem)
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
            return false;
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
        branch(s, place_of(s, list->at[k].head))->clause = (int32_t)k;
    }
    for (uint32_t i = s->first; i < s->end; i++) {
        int32_t found = -1;
        uint32_t at = i, hops = 0;

        for (; hops < HOPS_MAX && at != NONE && found < 0; at = head_of(s, at), hops++)
            found = branch(s, at)->clause;
        for (at = i; hops-- > 0 && at != NONE && branch(s, at)->clause < 0; at = head_of(s, at))
            branch(s, at)->clause = found;
    }
    return true;
}

/* ---- one clause ---------------------------------------------------------------------------- */

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
                      !(text_is(t->norm, "be") || (text_is(t->norm, "have") && to_of(s, i) != NONE));
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

static bool negates(const struct scan *s, uint32_t k)
{
    if (is_any(s, k, LIST_OF("not", "n't", "never", "nor", "neither", "hardly")))
        return true;
    if (token_is(s->doc, k, "longer") && k > s->first && token_is(s->doc, k - 1, "no"))
        return true;
    /* "under no circumstances", "in no way" */
    if (rel(s, k, RELATION_OBL) || rel(s, k, RELATION_ADVMOD)) {
        uint32_t det = child(s, k, RELATION_DET);

        return det != NONE && token_is(s->doc, det, "no") &&
               lemma_any(s, k, LIST_OF("circumstance", "way", "account", "condition", "case", "event", "means"));
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
        if (is_any(s, k, LIST_OF("not", "n't", "never")) && branch(s, k)->clause == branch(s, c->head)->clause)
            c->flags |= CLAUSE_NEGATED;
}

/* What a word that introduces a clause makes of it. */
static bool introduced(const struct scan *s, uint32_t mark, enum clause_kind *kind)
{
    static const struct {
        const char *word;
        enum clause_kind kind;
    } table[] = {
        { "that", CLAUSE_THAT },     { "whether", CLAUSE_WHETHER }, { "if", CLAUSE_IF },
        { "provided", CLAUSE_IF },   { "providing", CLAUSE_IF },    { "assuming", CLAUSE_IF },
        { "unless", CLAUSE_UNLESS }, { "until", CLAUSE_UNLESS },    { "till", CLAUSE_UNLESS },
        { "before", CLAUSE_UNLESS }, { "lest", CLAUSE_UNLESS },     { "after", CLAUSE_AFTER },
        { "once", CLAUSE_AFTER },    { "when", CLAUSE_AFTER },      { "whenever", CLAUSE_AFTER },
        { "since", CLAUSE_AS },      { "because", CLAUSE_AS },      { "as", CLAUSE_AS },
        { "while", CLAUSE_AS },      { "although", CLAUSE_AS },     { "though", CLAUSE_AS },
        { "where", CLAUSE_AS },      { "whereas", CLAUSE_AS },      { "despite", CLAUSE_AS },
        { "so", CLAUSE_AS },         { "than", CLAUSE_AS },
    };

    for (size_t k = 0; k < COUNT_OF(table); k++)
        if (token_is(s->doc, mark, table[k].word)) {
            *kind = table[k].kind;
            if (mark > s->first && token_is(s->doc, mark - 1, "even"))
                *kind = CLAUSE_AS;
            if (*kind == CLAUSE_THAT && mark > s->first) {
                if (token_is(s->doc, mark - 1, "so"))
                    *kind = CLAUSE_AS;
                else if (is_any(s, mark - 1, LIST_OF("provided", "providing", "assuming", "condition", "proviso")))
                    *kind = CLAUSE_IF;
            }
            return true;
        }
    return false;
}

/* The noun phrase of token i as the subject of c. */
static void take_subject(const struct scan *s, struct clause *c, uint32_t i)
{
    c->subject = branch(s, i)->left;
    c->subject_end = branch(s, i)->right;
    if (c->subject > c->verb && i > c->verb)
        c->flags |= CLAUSE_INVERTED;
    /* "Kyiv's" is whose, "Kyiv" is who. */
    while (c->subject_end > i + 1 && rel(s, c->subject_end - 1, RELATION_CASE))
        c->subject_end--;
}

/* "urged Iran to talk", "called on Iran to talk": whom the verb asks does it. */
static void find_control(const struct scan *s, struct clause *c, uint32_t head, bool adverbial)
{
    uint32_t asked = NONE;
    bool passive = child(s, head, RELATION_NSUBJ_PASS) != NONE;

    if (lemma_any(s, head, LIST_OF("promise", "vow", "pledge")))
        return;
    for (uint32_t k = branch(s, head)->child; k != NONE && k < c->head; k = branch(s, k)->next) {
        uint32_t with = child(s, k, RELATION_CASE);

        if (k <= head)
            continue;
        if (!passive && !adverbial && (rel(s, k, RELATION_OBJ) || rel(s, k, RELATION_IOBJ)))
            asked = k;
        else if (rel(s, k, RELATION_OBL) && with != NONE && lemma_any(s, head, LIST_OF("call", "appeal", "plead")) &&
                 is_any(s, with, LIST_OF("on", "upon", "to", "with")))
            asked = k;
    }
    if (asked != NONE)
        take_subject(s, c, asked);
}

/* A relative clause: the noun before does it, or it is done to the noun. */
static void relative(const struct scan *s, struct clause *c, uint32_t subject, uint32_t noun)
{
    if (subject != NONE && !is_any(s, subject, LIST_OF("who", "which", "that", "whoever"))) {
        c->kind = CLAUSE_OBJECT_RELATIVE;
        take_subject(s, c, subject);
        return;
    }
    c->kind = CLAUSE_RELATIVE;
    if (noun != NONE) {
        take_subject(s, c, noun);
        c->flags &= ~(uint32_t)CLAUSE_INVERTED;
    }
}

static bool has_complement(const struct scan *s, uint32_t i)
{
    return child(s, i, RELATION_CCOMP) != NONE || child(s, i, RELATION_XCOMP) != NONE ||
           (child(s, i, RELATION_OBJ) != NONE && !text_is(tok(s, i)->lemma, "tell"));
}

/* The first word that introduces the clause: a mark, or "when", "how" before all else; NONE. */
static uint32_t mark_of(const struct scan *s, uint32_t place, uint32_t head)
{
    for (int both = 0; both < (place == head ? 1 : 2); both++)
        for (uint32_t k = branch(s, both ? head : place)->child; k != NONE && k < head; k = branch(s, k)->next) {
            if (rel(s, k, RELATION_MARK) && !token_is(s->doc, k, "to"))
                return k;
            if (rel(s, k, RELATION_CASE) && (tok(s, head)->feats & FEAT_GERUND) && k < head)
                return k;
            if (rel(s, k, RELATION_ADVMOD) && is_any(s, k, LIST_OF("when", "where", "how", "why", "whenever", "once")))
                return k;
        }
    return NONE;
}

/* What kind it is by its relation to what it hangs on; false: by its mark alone. */
static void find_kind(const struct scan *s, struct clause *c, uint32_t place)
{
    uint32_t head = c->head, up = head_of(s, place), subject = subject_of(s, place), mark = mark_of(s, place, head);
    uint32_t to = helper(s, head) == NONE ? to_of(s, head) : NONE;
    enum relation relation = branch(s, place)->relation;
    enum clause_kind by_mark = CLAUSE_MAIN;
    bool marked = mark != NONE && introduced(s, mark, &by_mark);
    bool aux = c->flags & CLAUSE_FINITE, gerund = !aux && (tok(s, head)->feats & FEAT_GERUND),
         participle = !aux && (tok(s, head)->feats & FEAT_PARTICIPLE) && tok(s, head)->upos == UPOS_VERB,
         infinitive = !aux && to != NONE;
    uint32_t open = branch(s, place)->first;

    if (subject == NONE && place != head)
        subject = subject_of(s, head);
    if (mark != NONE && mark > s->first + 1 && token_is(s->doc, mark, "as") &&
        is_any(s, mark - 1, LIST_OF("long", "soon")) && token_is(s->doc, mark - 2, "as"))
        c->first = mark - 2;
    if (mark != NONE && token_is(s->doc, mark, "without"))
        c->flags |= CLAUSE_NEGATED;
    if (mark != NONE && marked && mark > s->first && token_is(s->doc, mark - 1, "only"))
        c->flags |= CLAUSE_ONLY;
    switch (relation) {
    case RELATION_CCOMP:
    case RELATION_CSUBJ:
    case RELATION_CSUBJ_PASS:
    case RELATION_CSUBJ_OUTER:
        c->kind = CLAUSE_THAT;
        if (marked && by_mark != CLAUSE_THAT)
            c->kind = (uint8_t)(by_mark == CLAUSE_IF || by_mark == CLAUSE_AFTER ? CLAUSE_WHETHER : by_mark);
        else if (mark == NONE && open < head &&
                 is_any(s, open, LIST_OF("how", "why", "what", "when", "where", "who", "which")) && up != NONE &&
                 up < head)
            c->kind = CLAUSE_WHETHER;
        else if (mark != NONE && is_any(s, mark, LIST_OF("how", "why")))
            c->kind = CLAUSE_WHETHER;
        else if (marked)
            c->flags |= CLAUSE_FINITE; /* "that the border be moved" */
        else if (infinitive || participle)
            c->kind = CLAUSE_INFINITIVE;
        else if (gerund && subject == NONE)
            c->kind = CLAUSE_GERUND;
        if (marked && by_mark == CLAUSE_IF && up != NONE && tok(s, up)->upos != UPOS_VERB)
            c->kind = CLAUSE_IF; /* "it would be good if" */
        if (relation != RELATION_CCOMP && up != NONE && head < up)
            c->flags |= CLAUSE_SUBJECT;
        break;
    case RELATION_XCOMP:
        c->kind = gerund ? CLAUSE_GERUND : CLAUSE_INFINITIVE;
        break;
    case RELATION_ADVCL:
    case RELATION_ADVCL_RELCL:
        if (marked && !(infinitive && by_mark == CLAUSE_AS)) {
            c->kind = (uint8_t)by_mark;
            if (by_mark == CLAUSE_AS && token_is(s->doc, mark, "as") && up != NONE &&
                is_any(s, up, LIST_OF("long", "soon")))
                c->kind = token_is(s->doc, up, "long") ? CLAUSE_IF : CLAUSE_AFTER;
            if (by_mark == CLAUSE_AS && token_is(s->doc, mark, "as") && mark > s->first + 1 &&
                is_any(s, mark - 1, LIST_OF("long", "soon")) && token_is(s->doc, mark - 2, "as"))
                c->kind = token_is(s->doc, mark - 1, "long") ? CLAUSE_IF : CLAUSE_AFTER;
        } else if (infinitive) {
            c->kind = CLAUSE_INFINITIVE;
            if (marked || (to > s->first + 1 && token_is(s->doc, to - 1, "order")) || (up != NONE && head < up))
                c->kind = CLAUSE_AS; /* what for */
        } else if (gerund)
            c->kind = mark == NONE ? CLAUSE_PARTICIPLE : CLAUSE_GERUND;
        else if (participle)
            c->kind = CLAUSE_PARTICIPLE;
        else if (subject != NONE && open < subject && is_any(s, open, LIST_OF("had", "should", "were")))
            c->kind = CLAUSE_IF; /* "had Orlune accepted" */
        else
            c->kind = CLAUSE_AS;
        break;
    case RELATION_ACL:
        if (infinitive && up != NONE && tok(s, up)->upos == UPOS_PROPN && rel(s, up, RELATION_ROOT) &&
            to == branch(s, up)->right) {
            c->kind = CLAUSE_MAIN; /* "EU to use the assets" */
            c->flags |= CLAUSE_WILL | CLAUSE_FINITE;
            take_subject(s, c, up);
        } else if (infinitive)
            c->kind = CLAUSE_INFINITIVE;
        else if (marked && !gerund)
            c->kind = (uint8_t)by_mark;
        else if (gerund && mark != NONE)
            c->kind = CLAUSE_GERUND;
        else
            relative(s, c, subject, up);
        break;
    case RELATION_ACL_RELCL:
        if (infinitive)
            c->kind = CLAUSE_INFINITIVE;
        else
            relative(s, c, subject, up);
        break;
    case RELATION_PARATAXIS:
    case RELATION_ROOT:
    case RELATION_NONE:
    case RELATION_DEP:
    case RELATION_CONJ:
        c->kind = CLAUSE_MAIN;
        if (marked && relation != RELATION_ROOT && by_mark != CLAUSE_THAT)
            c->kind = (uint8_t)by_mark;
        else if (infinitive && relation != RELATION_CONJ)
            c->flags |= CLAUSE_WILL | CLAUSE_FINITE; /* "EU to use the assets" */
        break;
    default:
        c->kind = gerund ? CLAUSE_GERUND : CLAUSE_AS;
        break;
    }
    if (c->kind == CLAUSE_RELATIVE && participle && !(c->flags & CLAUSE_PERFECT))
        c->flags |= CLAUSE_PASSIVE;
    if (c->kind == CLAUSE_PARTICIPLE && participle && !(c->flags & CLAUSE_PERFECT))
        c->flags |= CLAUSE_PASSIVE;
    if (c->kind == CLAUSE_INFINITIVE && participle && !(c->flags & CLAUSE_PERFECT) && to == NONE)
        c->flags |= CLAUSE_PASSIVE; /* "wants the sanctions lifted" */
    if (!aux && !gerund && !infinitive && !(participle && c->kind != CLAUSE_MAIN) && c->kind != CLAUSE_INFINITIVE)
        c->flags |= CLAUSE_FINITE;
}

static bool is_quoted(const struct scan *s, const struct clause *c)
{
    return (tok(s, c->first)->feats & FEAT_OPENS) ||
           (c->first > s->first && (tok(s, c->first - 1)->feats & FEAT_OPENS));
}

static void fill(const struct scan *s, size_t n)
{
    struct clause *c = &s->list->at[n];
    uint32_t place = place_of(s, c->head), up = head_of(s, place), subject = subject_of(s, place);
    uint32_t have = child(s, c->head, RELATION_XCOMP);

    c->first = branch(s, place)->first;
    c->end = branch(s, place)->end;
    while (c->end > c->verb + 1 && tok(s, c->end - 1)->upos == UPOS_PUNCT && !(tok(s, c->end - 1)->feats & FEAT_CLOSES))
        c->end--;
    while (c->first < c->verb && tok(s, c->first)->upos == UPOS_PUNCT && !(tok(s, c->first)->feats & FEAT_OPENS))
        c->first++;
    c->governor = up;
    c->parent = up == NONE ? -1 : branch(s, up)->clause;
    c->subject = c->subject_end = c->verb;
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
    if (have != NONE && have > c->head && to_of(s, have) != NONE &&
        lemma_any(s, c->head, LIST_OF("have", "need", "ought"))) {
        bool yet = false;

        for (uint32_t k = c->verb + 1; k < have; k++)
            yet |= token_is(s->doc, k, "yet");
        c->flags |= yet ? CLAUSE_NEGATED : CLAUSE_MUST;
    }
    find_group(s, c);
    find_kind(s, c, place);
    if (subject == NONE && place != c->head)
        subject = subject_of(s, c->head);
    if (c->subject == c->subject_end && subject != NONE && c->kind != CLAUSE_RELATIVE)
        take_subject(s, c, subject);
    if (c->subject == c->subject_end && up != NONE && c->kind == CLAUSE_INFINITIVE) {
        uint32_t owner = branch(s, place)->relation == RELATION_ACL ? child(s, up, RELATION_NMOD_POSS) : NONE;

        if (owner != NONE)
            take_subject(s, c, owner);
        else
            find_control(s, c, up, rel(s, place, RELATION_ADVCL));
        c->flags &= ~(uint32_t)CLAUSE_INVERTED;
    }
    if (c->kind == CLAUSE_MAIN && rel(s, c->head, RELATION_ROOT)) {
        uint32_t last = s->end;

        while (last > s->first && (tok(s, last - 1)->feats & FEAT_CLOSES))
            last--;
        if (last > s->first && token_is(s->doc, last - 1, "?"))
            c->flags |= CLAUSE_QUESTION;
    }
    /* A quotation is a sentence of its own, whoever is said to have said it. */
    if (c->kind == CLAUSE_THAT && mark_of(s, place, c->head) == NONE && is_quoted(s, c)) {
        c->kind = CLAUSE_MAIN;
        c->parent = -1;
    }
    if (c->flags & CLAUSE_ONLY && c->first > s->first && token_is(s->doc, c->first - 1, "only"))
        c->first--;
}

/* ---- between clauses ----------------------------------------------------------------------- */

/* "rejected the plan and will not talk": of the kind that the first one is, and by the same subject. */
static void join(const struct scan *s, size_t n)
{
    struct clause *c = &s->list->at[n];
    const struct clause *other;
    bool bare;

    if (!rel(s, place_of(s, c->head), RELATION_CONJ) || c->parent < 0 || (size_t)c->parent == n)
        return;
    other = &s->list->at[c->parent];
    if (branch(s, c->governor)->clause != c->parent ||
        (other->head != c->governor && place_of(s, other->head) != c->governor)) {
        c->parent = -1; /* joined to a noun */
        return;
    }
    bare = !has_aux(s, c->head) && to_of(s, c->head) == NONE &&
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
        if (!(other->flags & CLAUSE_FINITE) && c->subject == c->subject_end && to_of(s, c->head) == NONE && bare)
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
            take_subject(s, c, behind); /* ", said Holm" */
    }
    if (reports(s, c->head) && !has_complement(s, c->head) && c->subject < c->subject_end &&
        c->governor == told->head && (told->kind == CLAUSE_MAIN || told->kind == CLAUSE_THAT) &&
        !reports(s, told->head)) {
        int32_t up = told->parent;

        c->kind = CLAUSE_MAIN;
        c->parent = up;
        if (is_quoted(s, told))
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

bool clause_find(const struct document *doc, uint32_t first, uint32_t end, struct arena *mem, struct clause_list *list)
{
    struct scan s = { doc, list, first, end };

    list->n = 0;
    list->base = first;
    list->end = end;
    if (!grow(list, end - first + 1, mem))
        return false;
    plant(&s);
    mend(&s);
    find_branches(&s);
    if (!find_clauses(&s, mem))
        return false;
    for (size_t n = 0; n < list->n; n++)
        fill(&s, n);
    /* In text order: what a verb is joined to stands before it. */
    for (size_t n = 0; n < list->n; n++)
        join(&s, n);
    for (size_t n = 0; n < list->n; n++)
        report(&s, n);
    part_rings(list);
    return true;
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
