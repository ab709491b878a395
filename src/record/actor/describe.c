/* describe.c - what a noun phrase says of whom it means, read off its tree.
 *
 *     the former Ukrainian defence minister
 *         minister -> former: over; Ukrainian: UKR; the: somebody known
 *     a spokesman for Egypt's foreign ministry
 *         spokesman -> for ministry -> Egypt: EGY
 *     the UN envoy to Syria
 *         envoy -> UN: UN; to Syria: where he is sent, not who sends him
 *
 * Where the tree hangs a country on the wrong word of the phrase ("Ukrainian" on the name behind the title),
 * the words to the left of the title are looked at in a row. */
#include "record/actor/finding.h"

#define DEPTH_MAX     4  /* "adviser to the head of the office of the president of" */
#define LEFT_MAX      6  /* words between a country and its office */
#define ANONYMOUS_MAX 24 /* words behind an office in which it may say that he will not be named */

/* ---- offices ---- */

static bool office_fits(const struct document *doc, const struct office *office, uint32_t head)
{
    uint8_t upos = doc->tokens[head].upos;

    if (office->kind == OFFICE_FORMER || office->kind == OFFICE_ANONYMOUS || office->kind == OFFICE_TITLE)
        return true;
    if (upos == UPOS_ADJ) /* "the general", but not "general elections" */
        return office->kind == OFFICE_BARS ||
               (office->kind == OFFICE_ROLE && (doc->tokens[head].relation != RELATION_AMOD ||
                                                (doc->tokens[head].head != DOCUMENT_NO_HEAD &&
                                                 doc->tokens[doc->tokens[head].head].upos == UPOS_PROPN)));
    return upos == UPOS_NOUN || upos == UPOS_PROPN; /* not "to state" */
}

/* "Mr. King", "Charlie Pope": the office is a name; not in "US President Charlie Pope", all of which the model may take for
 * one. */
static bool is_name(const struct actors *a, const struct office_span *span)
{
    const struct document *doc = a->doc;
    const struct office_span *before;

    if (span->end > span->first + 1 || span->first == 0 || doc->tokens[span->first].upos != UPOS_PROPN)
        return false;
    if (span->end < doc->n_tokens && doc->tokens[span->end].upos == UPOS_PROPN &&
        doc->tokens[span->end].name == NAME_PERSON && !token_is(doc, span->end, "jr") &&
        !token_is(doc, span->end, "jr."))
        return false;
    before = office_span_at(a, span->first - 1);
    return (before && before->office->kind == OFFICE_TITLE && before->office->gender) ||
           (!before && doc->tokens[span->first].name == NAME_PERSON &&
            doc->tokens[span->first - 1].name == NAME_PERSON && doc->tokens[span->first - 1].upos == UPOS_PROPN);
}

priscus_status offices_find(struct finding *f)
{
    struct actors *a = f->a;
    const struct document *doc = a->doc;
    const struct offices *offices = &a->knowledge->offices;

    a->office_at = arena_alloc(f->mem, (doc->n_tokens + 1) * sizeof *a->office_at);
    if (!a->office_at)
        return PRISCUS_ENOMEM;
    for (size_t s = 0; s < doc->n_sentences; s++)
        for (uint32_t i = doc->sentences[s].first; i < doc->sentences[s].end; i++) {
            struct phrase_match m;
            struct office_span *grown, span;

            if (doc->tokens[i].upos == UPOS_PUNCT ||
                !phrase_match_at(offices->phrases, doc, NULL, i, doc->sentences[s].end, &m, 1))
                continue;
            span = (struct office_span){ m.first, m.end, arcs_head(doc, m.first, m.end), &offices->at[m.value] };
            if (!office_fits(doc, span.office, span.head) || is_name(a, &span))
                continue;
            grown = arena_grow(f->mem, a->offices, a->n_offices, &f->offices_room, sizeof *grown);
            if (!grown)
                return PRISCUS_ENOMEM;
            a->offices = grown;
            grown[a->n_offices++] = span;
            for (uint32_t k = m.first; k < m.end; k++)
                a->office_at[k] = (uint32_t)a->n_offices;
            i = m.end - 1;
        }
    return PRISCUS_OK;
}

/* ---- phrases ---- */

static void describe(const struct actors *a, uint32_t head, int depth, struct description *d);

/* A word of the phrase stands for a party, or belongs to somebody. */
static bool take(const struct actors *a, uint32_t i, struct description *d, bool possessor)
{
    const struct mention *m = mention_at(a, i);
    uint32_t e = a->entity_of[i];

    if (m && m->kind != ACTOR_PERSON) {
        if (d->party == NO_PARTY)
            d->party = m->party;
        return true;
    }
    if (m && !possessor)
        return false; /* a name beside the office is its holder's */
    if (m && e == 0)
        e = m->entity + 1;
    if (!e)
        return false;
    if (d->owner == NO_ENTITY)
        d->owner = e - 1;
    return true;
}

/* "his spokesman" is of his party; "his counterpart" is not. */
static void owner_party(const struct actors *a, struct description *d)
{
    if (d->party == NO_PARTY && d->owner != NO_ENTITY && !a->entities[d->owner].barred &&
        !(d->office && d->office->flags & OFFICE_OTHER))
        d->party = a->entities[d->owner].party;
}

/* "of the Norwegian foreign ministry": what it says of its own party holds for what it belongs to. */
static void inherit(const struct actors *a, uint32_t i, int depth, struct description *d)
{
    struct description inner = { .party = NO_PARTY, .owner = NO_ENTITY };
    const struct office_span *o = office_span_at(a, i);

    if (take(a, i, d, true) || depth == 0)
        return;
    describe(a, i, depth - 1, &inner);
    owner_party(a, &inner);
    if (d->party == NO_PARTY)
        d->party = inner.party;
    if (d->owner == NO_ENTITY)
        d->owner = inner.owner;
    d->bars |= o && o->office->kind == OFFICE_BARS;
}

/* Does "for", "to", "in" before a phrase make it the owner of this one? */
static bool owns(const struct actors *a, uint32_t preposition, const struct description *d)
{
    const struct document *doc = a->doc;
    unsigned flags = d->office ? d->office->flags : 0;
    bool many = d->plural || (d->office && d->office->kind == OFFICE_BODY);

    if (preposition == DOCUMENT_NO_HEAD)
        return false;
    return token_is(doc, preposition, "of") || (token_is(doc, preposition, "for") && (flags & OFFICE_FOR)) ||
           (token_is(doc, preposition, "to") && (flags & OFFICE_TO)) ||
           ((token_is(doc, preposition, "from") || token_is(doc, preposition, "in")) &&
            (many || (flags & OFFICE_FOR)) && d->party == NO_PARTY) ||
           (token_is(doc, preposition, "at") && (flags & OFFICE_FOR) && d->party == NO_PARTY);
}

static bool says_former(const struct actors *a, uint32_t i)
{
    const struct office_span *o = office_span_at(a, i);
    struct text norm = a->doc->tokens[i].norm;

    return (o && o->office->kind == OFFICE_FORMER) || text_starts(norm, "ex-") || text_starts(norm, "then-");
}

static void dependent(const struct actors *a, uint32_t c, int depth, struct description *d)
{
    const struct document *doc = a->doc;
    const struct office_span *o = office_span_at(a, c);

    switch (relation_at(a, c)) {
    case RELATION_DET:
        d->definite |= token_is(doc, c, "the") || token_is(doc, c, "this") || token_is(doc, c, "that") ||
                       token_is(doc, c, "these") || token_is(doc, c, "those");
        d->indefinite |= token_is(doc, c, "a") || token_is(doc, c, "an") || token_is(doc, c, "some") ||
                         token_is(doc, c, "another") || token_is(doc, c, "any");
        return;
    case RELATION_NUMMOD:
        d->indefinite = !d->definite;
        return;
    case RELATION_NMOD_POSS:
        d->definite = true;
        inherit(a, c, depth, d);
        return;
    case RELATION_AMOD:
    case RELATION_ADVMOD:
    case RELATION_COMPOUND:
    case RELATION_NMOD_DESC:
    case RELATION_NMOD_UNMARKED:
    case RELATION_FLAT:
        if (says_former(a, c))
            d->former = true;
        else if (o && o->office->kind == OFFICE_BARS)
            d->bars = true;
        if (relation_at(a, c) == RELATION_FLAT && c > 0 && a->entity_of[c])
            return; /* a name */
        if (!take(a, c, d, false) && c < doc->tokens[c].head && depth)
            inherit(a, c, depth, d);
        return;
    case RELATION_NMOD:
        if (owns(a, arcs_case(doc, c), d))
            inherit(a, c, depth, d);
        else if (arcs_case(doc, c) == DOCUMENT_NO_HEAD && c < doc->tokens[c].head)
            take(a, c, d, false);
        return;
    default:
        return;
    }
}

static void describe(const struct actors *a, uint32_t head, int depth, struct description *d)
{
    const struct office_span *o = office_span_at(a, head);
    const struct mention *m = o ? NULL : mention_at(a, head);
    uint32_t first = o ? o->first : m ? m->first : head, end = o ? o->end : m ? m->end : head + 1;

    d->office = o ? o->office : NULL;
    d->plural = a->doc->tokens[head].feats & FEAT_PLURAL;
    d->bars = o && o->office->kind == OFFICE_BARS;
    d->former = text_starts(a->doc->tokens[head].norm, "ex-") || text_starts(a->doc->tokens[head].norm, "then-");
    for (uint32_t i = first; i < end && i < first + LEFT_MAX; i++)
        for (uint32_t c = arcs_first(a->doc, i); c != DOCUMENT_NO_HEAD; c = arcs_next(a->doc, c))
            if (c < first || c >= end)
                dependent(a, c, depth, d);
            else if (c != head && mention_at(a, c))
                take(a, c, d, false); /* "top US diplomat" */
}

/* Words to the left in a row: "Ukrainian [deputy foreign] minister". */
static void look_left(const struct actors *a, uint32_t first, struct description *d)
{
    for (uint32_t i = first, n = 0; i > 0 && n < LEFT_MAX && d->party == NO_PARTY; n++) {
        const struct mention *m = mention_at(a, --i);
        uint8_t upos = upos_at(a, i);

        if (a->doc->tokens[i].head == DOCUMENT_NO_HEAD && upos != UPOS_PROPN && upos != UPOS_NOUN)
            return;
        if (m) {
            if (m->kind != ACTOR_PERSON)
                d->party = m->party;
            return;
        }
        if (says_former(a, i))
            d->former = true;
        else if (upos != UPOS_ADJ && upos != UPOS_NOUN && upos != UPOS_PROPN && !token_is(a->doc, i, "'s") &&
                 !token_is(a->doc, i, "-"))
            return;
    }
}

static bool anonymous_behind(const struct actors *a, uint32_t head)
{
    const struct sentence *s = &a->doc->sentences[sentence_at(a->doc, head)];

    for (uint32_t i = head + 1; i < s->end && i < head + ANONYMOUS_MAX; i++) {
        const struct office_span *o = office_span_at(a, i);

        if (o && o->office->kind == OFFICE_ANONYMOUS)
            return true;
    }
    return false;
}

void actor_describe(const struct actors *a, uint32_t head, struct description *out)
{
    struct description d = { .party = NO_PARTY, .owner = NO_ENTITY };
    const struct office_span *o;

    describe(a, head, DEPTH_MAX, &d);
    owner_party(a, &d);
    o = office_span_at(a, head);
    if (o) {
        if (d.party == NO_PARTY && d.owner == NO_ENTITY)
            look_left(a, o->first, &d);
        d.anonymous = anonymous_behind(a, head);
        for (uint32_t i = o->first; i < head; i++)
            d.anonymous |= token_is(a->doc, i, "unnamed") || token_is(a->doc, i, "anonymous");
    }
    *out = d;
}
