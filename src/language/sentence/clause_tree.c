/* clause_tree.c - a sentence's tree for the clauses: what parsers get wrong again and again is mended, then each token
 * learns what its branch spans.
 *
 *     He denied on Monday that it had left.      parsed: "left" hangs on "Monday"; mended: on "denied"
 *
 *     the minister of Norhaven, who left         branch of "minister": all of it
 *     -----------------------                    its noun phrase: without clauses and asides */
#include "language/sentence/arcs.h"
#include "language/sentence/clause_scan.h"

/* A copy of the document's arcs; those that leave the range are cut. */
static void copy_arcs(struct scan *s)
{
    for (uint32_t i = s->first; i < s->end; i++) {
        uint32_t head = tok(s, i)->head, child = arcs_first(s->doc, i), next = arcs_next(s->doc, i);

        *branch(s, i) = (struct branch){ .head = head < s->first || head >= s->end ? NONE : head,
                                         .relation = (enum relation)tok(s, i)->relation,
                                         .clause = -1,
                                         .first = i,
                                         .end = i + 1,
                                         .left = i,
                                         .right = i + 1,
                                         .child = child >= s->end ? NONE : child,
                                         .next = next >= s->end ? NONE : next };
    }
}

/* The link that leads to i among the children of `head`, or to the first one behind it. */
static uint32_t *link_to(const struct scan *s, uint32_t head, uint32_t i)
{
    uint32_t *link = &branch(s, head)->child;

    while (*link < i) /* NONE is behind all */
        link = &branch(s, *link)->next;
    return link;
}

static void hang(struct scan *s, uint32_t i, uint32_t head, enum relation relation)
{
    struct branch *b = branch(s, i);

    if (b->head != NONE)
        *link_to(s, b->head, i) = b->next;
    b->head = head;
    b->relation = relation;
    b->next = *link_to(s, head, i);
    *link_to(s, head, i) = i;
}

/* ---- mending ------------------------------------------------------------------------------- */

/* Does predicate i have a subject, and a "that" which is no part of it: a mark, an object too many? Then it is no
 * relative clause. */
static bool complete(const struct scan *s, uint32_t i)
{
    bool mark = false, spare = false, subject = false, copula = false;

    for (uint32_t k = branch(s, i)->child; k < i; k = branch(s, k)->next) {
        mark |= rel(s, k, RELATION_MARK) && token_is(s->doc, k, "that");
        spare |= rel(s, k, RELATION_OBJ) && token_is(s->doc, k, "that");
        subject |= rel(s, k, RELATION_NSUBJ) || rel(s, k, RELATION_NSUBJ_PASS);
        copula |= rel(s, k, RELATION_COP);
    }
    return subject && (mark || (spare && copula));
}

static bool has_subject(const struct scan *s, uint32_t i)
{
    return child(s, i, RELATION_NSUBJ) != NONE || child(s, i, RELATION_NSUBJ_PASS) != NONE ||
           child(s, i, RELATION_EXPL) != NONE || child(s, i, RELATION_CSUBJ) != NONE;
}

/* ", its leader, Mira Oss, said": the parser has hung "leader" on the noun before; it is who said. */
static void mend_speaker(struct scan *s, uint32_t i)
{
    uint32_t k = i, found = NONE;

    if (!rel(s, i, RELATION_PARATAXIS) || !reports(s, i) || child(s, i, RELATION_NSUBJ) != NONE ||
        child(s, i, RELATION_OBJ) != NONE || child(s, i, RELATION_IOBJ) != NONE)
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
    for (uint32_t c = branch(s, i)->child; c != NONE; c = branch(s, c)->next) {
        if (rel(s, c, RELATION_NSUBJ) && c < i) {
            if (first == NONE)
                first = c;
            else
                second = c;
        } else if (rel(s, c, RELATION_CCOMP) && c > i && told == NONE)
            told = c;
    }
    if (second == NONE || told == NONE)
        return;
    for (uint32_t c = branch(s, told)->child; c < told; c = branch(s, c)->next)
        if (c > i && (rel(s, c, RELATION_NSUBJ) || rel(s, c, RELATION_NSUBJ_PASS) || rel(s, c, RELATION_EXPL)))
            return;
    hang(s, first, told, RELATION_NSUBJ);
}

/* "Norhaven, the two envoys and Karvia left": the parser has made of the second an apposition of the first, or one more
 * subject. An apposition would end at a comma. */
static void mend_list(struct scan *s, uint32_t i)
{
    uint32_t first = head_of(s, i), last = child(s, i, RELATION_CONJ), verb;

    if (last == NONE || last < i || first == NONE || child(s, last, RELATION_CC) == NONE)
        return;
    if (rel(s, i, RELATION_NSUBJ))
        first = child(s, first, RELATION_NSUBJ);
    else if (!rel(s, i, RELATION_APPOS))
        return;
    if (first >= i || !rel(s, first, RELATION_NSUBJ) || !token_is(s->doc, first + 1, ","))
        return;
    verb = head_of(s, first);
    if (verb < last)
        return;
    for (uint32_t k = last + 1; k < verb; k++)
        if (tok(s, k)->upos == UPOS_PUNCT)
            return;
    hang(s, i, first, RELATION_CONJ);
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
    for (uint32_t c = branch(s, noun)->child; c < noun; c = branch(s, c)->next)
        if (rel(s, c, RELATION_CASE) && is_any(s, c, LIST_OF("to", "of", "on", "about", "against", "for")))
            with = c;
    if (with == NONE)
        return;
    hang(s, i, head_of(s, noun), RELATION_ACL);
    hang(s, noun, i, RELATION_NSUBJ);
    hang(s, with, i, RELATION_MARK);
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
    uint32_t head = head_of(s, i), copula = NONE, found = NONE;

    if (!rel(s, i, RELATION_CCOMP) || head == NONE || head > i || has_subject(s, i))
        return;
    for (uint32_t c = branch(s, i)->child; c < i; c = branch(s, c)->next)
        if (c > head && rel(s, c, RELATION_COP))
            copula = c;
    for (uint32_t c = branch(s, head)->child; copula != NONE && c < copula; c = branch(s, c)->next)
        if (c > head && (rel(s, c, RELATION_XCOMP) || rel(s, c, RELATION_CCOMP)) && (tok(s, c)->feats & FEAT_GERUND))
            found = c;
    if (found != NONE)
        hang(s, found, i, RELATION_CSUBJ);
}

/* "stopped [opposing talks]": a verb with its object, not a kind of talks. */
static void mend_gerund_object(struct scan *s, uint32_t i)
{
    uint32_t head = head_of(s, i), up = head == NONE ? NONE : head_of(s, head);

    if (up == NONE || up != i - 1 || head < i || !rel(s, i, RELATION_AMOD) || tok(s, i)->upos != UPOS_VERB ||
        !(tok(s, i)->feats & FEAT_GERUND) || !rel(s, head, RELATION_OBJ) || tok(s, up)->upos != UPOS_VERB)
        return;
    hang(s, i, up, RELATION_XCOMP);
    hang(s, head, i, RELATION_OBJ);
}

/* "Orlune [severed] diplomatic relations": a verb with its subject, not a kind of relations. */
static void mend_finite_adjective(struct scan *s, uint32_t i)
{
    uint32_t head = head_of(s, i);

    if (head == NONE || head < i || !rel(s, i, RELATION_AMOD) || !rel(s, head, RELATION_ROOT) ||
        tok(s, i)->upos != UPOS_VERB || child(s, i, RELATION_NSUBJ) == NONE || clause_subject_of(s, head) != NONE)
        return;
    *link_to(s, head, i) = branch(s, i)->next;
    *branch(s, i) = (struct branch){ .head = NONE,
                                     .relation = RELATION_ROOT,
                                     .clause = -1,
                                     .first = i,
                                     .end = i + 1,
                                     .left = i,
                                     .right = i + 1,
                                     .child = branch(s, i)->child,
                                     .next = NONE };
    hang(s, head, i, RELATION_OBJ);
}

/* "will shun pride and [hold] talks": joined to the verb, not to what it takes. */
static void mend_joined_verb(struct scan *s, uint32_t i)
{
    uint32_t head = head_of(s, i), up = head == NONE ? NONE : head_of(s, head);

    if (up == NONE || up > head || !rel(s, i, RELATION_CONJ) || tok(s, i)->upos != UPOS_VERB ||
        (tok(s, i)->feats & (FEAT_GERUND | FEAT_PARTICIPLE)) || tok(s, head)->upos != UPOS_NOUN ||
        tok(s, up)->upos != UPOS_VERB || !rel(s, head, RELATION_OBJ))
        return;
    hang(s, i, up, RELATION_CONJ);
    for (uint32_t c = branch(s, i)->next, next; c != NONE; c = next) {
        next = branch(s, c)->next;
        if (rel(s, c, RELATION_OBJ) || rel(s, c, RELATION_OBL))
            hang(s, c, i, branch(s, c)->relation);
    }
}

/* "agreed to pay the fee, [open] its ports": a bare infinitive is joined to no verb that is finite, but to what
 * that verb takes with "to", which the parser may have read as a noun. */
static void mend_joined_infinitive(struct scan *s, uint32_t i)
{
    uint32_t head = head_of(s, i), found = NONE;

    if (head == NONE || head > i || !rel(s, i, RELATION_CONJ) || tok(s, i)->upos != UPOS_VERB ||
        !(tok(s, i)->feats & FEAT_BASE) || clause_has_aux(s, i) || has_subject(s, i) || clause_to(s, i) != NONE ||
        tok(s, head)->upos != UPOS_VERB || !(tok(s, head)->feats & (FEAT_PAST | FEAT_THIRD | FEAT_PARTICIPLE)) ||
        clause_has_aux(s, head))
        return;
    for (uint32_t c = branch(s, head)->child; c < i; c = branch(s, c)->next) {
        uint32_t with = c > head && rel(s, c, RELATION_OBL) ? child(s, c, RELATION_CASE) : NONE;

        if (c > head && ((rel(s, c, RELATION_XCOMP) && clause_to(s, c) != NONE) ||
                         (with == head + 1 && token_is(s->doc, with, "to"))))
            found = c;
    }
    if (found != NONE)
        hang(s, i, head, RELATION_XCOMP);
}

/* "denied on Monday [that it had left]": said of no Monday, and of no radio in "said on Ferry Radio that". */
static void mend_complement(struct scan *s, uint32_t i)
{
    uint32_t head = head_of(s, i), up = head == NONE ? NONE : head_of(s, head);

    if (up == NONE || !(rel(s, i, RELATION_ACL_RELCL) || rel(s, i, RELATION_ACL)) || !complete(s, i))
        return;
    for (unsigned hops = 0; hops < 3 && up != NONE && rel(s, head, RELATION_NMOD); hops++) {
        head = up;
        up = head_of(s, head);
    }
    if (up != NONE && rel(s, head, RELATION_OBL) && tok(s, up)->upos == UPOS_VERB && head > up && up < i)
        hang(s, i, up, RELATION_CCOMP);
}

/* "would agree, provided [that they come unarmed]": nobody provides anything; the word introduces what hangs on it. */
static void mend_proviso(struct scan *s, uint32_t i)
{
    uint32_t word = head_of(s, i), up = word == NONE ? NONE : head_of(s, word);

    if (up == NONE || word > i || !rel(s, i, RELATION_CCOMP) || !is_any(s, word, LIST_OF("provided", "providing")) ||
        has_subject(s, word) || clause_has_aux(s, word) || child(s, word, RELATION_OBJ) != NONE)
        return;
    hang(s, i, up, RELATION_ADVCL);
    hang(s, word, i, RELATION_MARK);
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

/* From the leaves up: a token's branch is known when its children's are, which `clause` counts until it is needed. */
static void find_bounds(struct scan *s)
{
    uint32_t n = s->end - s->first;

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

priscus_status clause_tree(struct scan *s, struct arena *mem)
{
    struct clause_list *list = s->list;
    size_t n = s->end - s->first + 1;

    if (list->branch_room < n) {
        struct branch *branches = arena_alloc(mem, n * sizeof *branches);

        if (!branches)
            return PRISCUS_ENOMEM;
        list->branches = branches;
        list->branch_room = n;
    }
    copy_arcs(s);
    for (uint32_t i = s->first + 1; i < s->end; i++) {
        mend_speaker(s, i);
        mend_split(s, i);
        mend_list(s, i);
        mend_gerund(s, i);
        mend_fronted(s, i);
        mend_gerund_subject(s, i);
        mend_gerund_object(s, i);
        mend_finite_adjective(s, i);
        mend_joined_verb(s, i);
        mend_joined_infinitive(s, i);
        mend_complement(s, i);
        mend_proviso(s, i);
    }
    find_bounds(s);
    return PRISCUS_OK;
}
