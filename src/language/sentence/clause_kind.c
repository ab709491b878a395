/* clause_kind.c - one clause: of what kind it is, where it begins and ends, who does it.
 *
 *     Kyiv, which had earlier ruled out a truce, is ready to talk.
 *                     [ruled]  acl:relcl of Kyiv, nsubj "which"    RELATIVE, done by "Kyiv"
 *                                             [ready]  root, cop "is"        MAIN, its verb is "is"
 *                                                      [talk]  xcomp, "to"   INFINITIVE, done by "Kyiv"
 *
 * The kind is told by the arc that the predicate hangs by, and by the word that introduces it ("if", "that", "to"). */
#include "language/sentence/clause_scan.h"

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

/* "as long as", "as soon as", at its second "as". */
static bool as_long_as(const struct scan *s, uint32_t mark)
{
    return mark > s->first + 1 && token_is(s->doc, mark, "as") && is_any(s, mark - 1, LIST_OF("long", "soon")) &&
           token_is(s->doc, mark - 2, "as");
}

void clause_take_subject(const struct scan *s, struct clause *c, uint32_t i)
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
        clause_take_subject(s, c, asked);
}

/* A relative clause: the noun before does it, or it is done to the noun. */
static void relative(const struct scan *s, struct clause *c, uint32_t subject, uint32_t noun)
{
    if (subject != NONE && !is_any(s, subject, LIST_OF("who", "which", "that", "whoever"))) {
        c->kind = CLAUSE_OBJECT_RELATIVE;
        clause_take_subject(s, c, subject);
        return;
    }
    c->kind = CLAUSE_RELATIVE;
    if (noun != NONE) {
        clause_take_subject(s, c, noun);
        c->flags &= ~(uint32_t)CLAUSE_INVERTED;
    }
}

/* The first word that introduces the clause: a mark, or "when", "how" before all else; NONE. */
static uint32_t mark_of(const struct scan *s, uint32_t place, uint32_t head)
{
    for (int both = 0; both < (place == head ? 1 : 2); both++)
        for (uint32_t k = branch(s, both ? head : place)->child; k != NONE && k < head; k = branch(s, k)->next) {
            if (rel(s, k, RELATION_MARK) && !token_is(s->doc, k, "to"))
                return k + 1 < head && token_is(s->doc, k + 1, "whether") ? k + 1 : k; /* "about whether" */
            if (rel(s, k, RELATION_CASE) && (tok(s, head)->feats & FEAT_GERUND) && k < head)
                return k;
            if (rel(s, k, RELATION_ADVMOD) && is_any(s, k, LIST_OF("when", "where", "how", "why", "whenever", "once")))
                return k;
        }
    return NONE;
}

/* Does the sentence end with a question mark? */
static bool asks(const struct scan *s)
{
    uint32_t last = s->end;

    while (last > s->first && (tok(s, last - 1)->feats & FEAT_CLOSES))
        last--;
    return last > s->first && token_is(s->doc, last - 1, "?");
}

/* What tells the kind of a clause. */
struct signs {
    uint32_t place, up;                  /* where it hangs, and on what                           */
    uint32_t subject;                    /* or NONE                                               */
    uint32_t mark, to;                   /* the words that introduce it: "if", "to"; or NONE      */
    bool marked;                         /* by a word that introduced() knows                     */
    enum clause_kind says;               /* what that word says                                  */
    bool gerund, participle, infinitive; /* the verb group is not finite           */
    uint32_t first;                      /* token of all that hangs on it                         */
};

static struct signs signs_of(const struct scan *s, const struct clause *c)
{
    struct signs g = { .place = clause_place(s, c->head), .says = CLAUSE_MAIN };
    bool finite = c->flags & CLAUSE_FINITE;

    g.up = head_of(s, g.place);
    g.first = branch(s, g.place)->first;
    g.subject = clause_subject_of(s, g.place);
    if (g.subject == NONE)
        g.subject = clause_subject_of(s, c->head);
    g.mark = mark_of(s, g.place, c->head);
    g.to = g.place == c->head ? clause_to(s, c->head) : NONE;
    g.marked = g.mark != NONE && introduced(s, g.mark, &g.says);
    g.gerund = !finite && (tok(s, c->head)->feats & FEAT_GERUND);
    g.participle = !finite && (tok(s, c->head)->feats & FEAT_PARTICIPLE) && tok(s, c->head)->upos == UPOS_VERB;
    g.infinitive = !finite && g.to != NONE;
    return g;
}

/* "Had Orlune agreed, ...", "should Dalgo refuse, ...": the help stands before the subject, and nobody asks. */
static bool is_inverted_condition(const struct scan *s, const struct clause *c, const struct signs *g)
{
    uint32_t first = g->first;

    while (first < c->head && tok(s, first)->upos == UPOS_PUNCT)
        first++;
    return g->subject != NONE && first < branch(s, g->subject)->left && g->subject < c->head &&
           is_any(s, first, LIST_OF("had", "should", "were")) && (head_of(s, first) == c->head || first == c->group) &&
           !asks(s);
}

/* "said [that ...]", "asked [whether ...]", "refused [to ...]", "[giving up land] is out of the question" */
static void kind_of_complement(const struct scan *s, struct clause *c, const struct signs *g)
{
    c->kind = CLAUSE_THAT;
    if (g->marked && g->says != CLAUSE_THAT)
        c->kind = (uint8_t)(g->says == CLAUSE_IF || g->says == CLAUSE_AFTER ? CLAUSE_WHETHER : g->says);
    else if (g->mark == NONE && g->first < c->head &&
             is_any(s, g->first, LIST_OF("how", "why", "what", "when", "where", "who", "which")) && g->up != NONE &&
             g->up < c->head)
        c->kind = CLAUSE_WHETHER;
    else if (g->mark != NONE && is_any(s, g->mark, LIST_OF("how", "why")))
        c->kind = CLAUSE_WHETHER;
    else if (g->marked)
        c->flags |= CLAUSE_FINITE; /* "that the border be moved" */
    else if (g->infinitive || g->participle)
        c->kind = CLAUSE_INFINITIVE;
    else if (g->gerund && g->subject == NONE)
        c->kind = CLAUSE_GERUND;
    if (g->marked && g->says == CLAUSE_IF && g->up != NONE && tok(s, g->up)->upos != UPOS_VERB)
        c->kind = CLAUSE_IF; /* "it would be good if" */
    if (c->kind == CLAUSE_THAT && !g->marked && is_inverted_condition(s, c, g))
        c->kind = CLAUSE_IF; /* "'Had Orlune agreed, it would stand,' he said" */
    if (!rel(s, g->place, RELATION_CCOMP) && g->up != NONE && c->head < g->up)
        c->flags |= CLAUSE_SUBJECT;
}

/* "talks [if ...]", "left [to ...]", "left, [dismissing ...]", "[Had Orlune accepted], ..." */
static void kind_of_adverbial(const struct scan *s, struct clause *c, const struct signs *g)
{
    if (g->marked && !(g->infinitive && g->says == CLAUSE_AS)) {
        c->kind = (uint8_t)g->says;
        if (g->says != CLAUSE_AS || !token_is(s->doc, g->mark, "as"))
            return;
        if (g->up != NONE && is_any(s, g->up, LIST_OF("long", "soon")))
            c->kind = token_is(s->doc, g->up, "long") ? CLAUSE_IF : CLAUSE_AFTER;
        if (as_long_as(s, g->mark))
            c->kind = token_is(s->doc, g->mark - 1, "long") ? CLAUSE_IF : CLAUSE_AFTER;
    } else if (g->infinitive) {
        c->kind = CLAUSE_INFINITIVE;
        if (g->marked || (g->to > s->first + 1 && token_is(s->doc, g->to - 1, "order")) ||
            (g->up != NONE && c->head < g->up))
            c->kind = CLAUSE_AS; /* what for */
    } else if (g->gerund)
        c->kind = g->mark == NONE ? CLAUSE_PARTICIPLE : CLAUSE_GERUND;
    else if (g->participle)
        c->kind = CLAUSE_PARTICIPLE;
    else if (is_inverted_condition(s, c, g))
        c->kind = CLAUSE_IF;
    else
        c->kind = CLAUSE_AS;
}

/* "the claim [that Orlune talks] is false": its "that", which the parser has hung elsewhere. */
static bool has_that(const struct scan *s, const struct clause *c, const struct signs *g)
{
    uint32_t that = token_is(s->doc, g->first, "that") || g->first == s->first ? g->first : g->first - 1;

    return token_is(s->doc, that, "that") && tok(s, that)->upos == UPOS_SCONJ && head_of(s, that) != c->head;
}

/* Of a noun: "the plan [to ...]", "a step [Orlune had demanded]", "the minister [who ...]" */
static void kind_of_noun_clause(const struct scan *s, struct clause *c, const struct signs *g)
{
    bool plain = rel(s, g->place, RELATION_ACL); /* not acl:relcl */

    if (plain && g->infinitive && g->up != NONE && tok(s, g->up)->upos == UPOS_PROPN && rel(s, g->up, RELATION_ROOT) &&
        g->to == branch(s, g->up)->right) {
        c->kind = CLAUSE_MAIN; /* "EU to use the assets" */
        c->flags |= CLAUSE_WILL | CLAUSE_FINITE;
        clause_take_subject(s, c, g->up);
    } else if (g->infinitive)
        c->kind = CLAUSE_INFINITIVE;
    else if (plain && g->marked && !g->gerund)
        c->kind = (uint8_t)g->says;
    else if (g->mark == NONE && g->subject != NONE && has_that(s, c, g)) {
        c->kind = CLAUSE_THAT; /* its "that" hangs elsewhere */
        c->flags |= CLAUSE_FINITE;
    } else if (plain && g->gerund && g->mark != NONE)
        c->kind = CLAUSE_GERUND;
    else
        relative(s, c, g->subject, g->up);
}

/* By the arc that it hangs by, and by what introduces it. */
static void find_kind(const struct scan *s, struct clause *c, const struct signs *g)
{
    enum relation relation = branch(s, g->place)->relation;

    if (g->mark != NONE) {
        if (as_long_as(s, g->mark))
            c->first = g->mark - 2;
        if (token_is(s->doc, g->mark, "without") ||
            (token_is(s->doc, g->mark, "near") && g->mark > s->first && token_is(s->doc, g->mark - 1, "nowhere")))
            c->flags |= CLAUSE_NEGATED;
        if (g->marked && g->mark > s->first && token_is(s->doc, g->mark - 1, "only"))
            c->flags |= CLAUSE_ONLY;
    }
    switch (relation) {
    case RELATION_CCOMP:
    case RELATION_CSUBJ:
    case RELATION_CSUBJ_PASS:
    case RELATION_CSUBJ_OUTER:
        kind_of_complement(s, c, g);
        break;
    case RELATION_XCOMP:
        c->kind = g->gerund ? CLAUSE_GERUND : CLAUSE_INFINITIVE;
        break;
    case RELATION_ADVCL:
    case RELATION_ADVCL_RELCL:
        kind_of_adverbial(s, c, g);
        break;
    case RELATION_ACL:
    case RELATION_ACL_RELCL:
        kind_of_noun_clause(s, c, g);
        break;
    case RELATION_PARATAXIS:
    case RELATION_ROOT:
    case RELATION_NONE:
    case RELATION_DEP:
    case RELATION_CONJ:
        c->kind = CLAUSE_MAIN;
        if (g->marked && relation != RELATION_ROOT && g->says != CLAUSE_THAT)
            c->kind = (uint8_t)g->says;
        else if (g->infinitive && relation != RELATION_CONJ)
            c->flags |= CLAUSE_WILL | CLAUSE_FINITE; /* "EU to use the assets" */
        break;
    default:
        c->kind = g->gerund ? CLAUSE_GERUND : CLAUSE_AS;
        break;
    }
    if (g->participle && !(c->flags & CLAUSE_PERFECT) &&
        (c->kind == CLAUSE_RELATIVE || c->kind == CLAUSE_PARTICIPLE ||
         (c->kind == CLAUSE_INFINITIVE && g->to == NONE))) /* "wants the sanctions lifted" */
        c->flags |= CLAUSE_PASSIVE;
    if (!g->gerund && !g->infinitive && !(g->participle && c->kind != CLAUSE_MAIN) && c->kind != CLAUSE_INFINITIVE)
        c->flags |= CLAUSE_FINITE;
}

bool clause_is_quoted(const struct scan *s, const struct clause *c)
{
    return (tok(s, c->first)->feats & FEAT_OPENS) ||
           (c->first > s->first && (tok(s, c->first - 1)->feats & FEAT_OPENS));
}

/* What hangs on the predicate, without the punctuation around it; quotation marks that belong to it stay. */
static void find_bounds(const struct scan *s, struct clause *c, uint32_t place)
{
    c->first = branch(s, place)->first;
    c->end = branch(s, place)->end;
    while (c->end > c->verb + 1 && tok(s, c->end - 1)->upos == UPOS_PUNCT && !(tok(s, c->end - 1)->feats & FEAT_CLOSES))
        c->end--;
    while (c->first < c->verb && tok(s, c->first)->upos == UPOS_PUNCT && !(tok(s, c->first)->feats & FEAT_OPENS))
        c->first++;
}

/* "resulted in Russia rejecting it", "ended with Iran refusing talks": the noun between the preposition and the gerund
 * does it, and not the subject of what resulted or ended. */
static void find_doer(const struct scan *s, struct clause *c, const struct signs *g)
{
    bool so = g->gerund && g->up != NONE && g->up < c->group && rel(s, g->place, RELATION_ADVCL);
    bool done = so && lemma_any(s, g->up, LIST_OF("result", "end", "lead", "culminate", "conclude", "finish", "begin"));

    if (!done && !(so && lemma_any(s, g->up, LIST_OF("depend", "hinge", "rely", "count", "insist"))))
        return;
    for (uint32_t k = branch(s, g->up)->child; k != NONE && k < c->group; k = branch(s, k)->next)
        if (rel(s, k, RELATION_OBL) && branch(s, k)->right == c->group && child(s, k, RELATION_CASE) != NONE) {
            c->kind = done ? CLAUSE_PARTICIPLE : CLAUSE_GERUND; /* a fact, or what is insisted on */
            clause_take_subject(s, c, k);
            return;
        }
}

static void find_subject(const struct scan *s, struct clause *c, const struct signs *g)
{
    find_doer(s, c, g);
    if (c->subject == c->subject_end && g->subject != NONE && c->kind != CLAUSE_RELATIVE)
        clause_take_subject(s, c, g->subject);
    if (c->subject == c->subject_end && g->up != NONE && c->kind == CLAUSE_INFINITIVE) {
        /* "Iran's refusal to talk" */
        uint32_t owner = rel(s, g->place, RELATION_ACL) ? child(s, g->up, RELATION_NMOD_POSS) : NONE;

        if (owner != NONE)
            clause_take_subject(s, c, owner);
        else
            find_control(s, c, g->up, rel(s, g->place, RELATION_ADVCL));
        c->flags &= ~(uint32_t)CLAUSE_INVERTED;
    }
}

static bool is_question(const struct scan *s, const struct clause *c)
{
    return c->kind == CLAUSE_MAIN && rel(s, c->head, RELATION_ROOT) && asks(s);
}

void clause_fill(const struct scan *s, struct clause *c)
{
    struct signs g;

    find_bounds(s, c, clause_place(s, c->head));
    clause_verb_group(s, c);
    g = signs_of(s, c);
    c->governor = g.up;
    c->parent = g.up == NONE ? -1 : branch(s, g.up)->clause;
    c->subject = c->subject_end = c->verb;
    find_kind(s, c, &g);
    find_subject(s, c, &g);
    if (is_question(s, c))
        c->flags |= CLAUSE_QUESTION;
    /* A quotation is a sentence of its own, whoever is said to have said it. */
    if (c->kind == CLAUSE_THAT && g.mark == NONE && clause_is_quoted(s, c)) {
        c->kind = CLAUSE_MAIN;
        c->parent = -1;
    }
    if (c->flags & CLAUSE_ONLY && c->first > s->first && token_is(s->doc, c->first - 1, "only"))
        c->first--;
}
