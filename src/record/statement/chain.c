/* chain.c - by whose account we know a statement, outermost first.
 *
 *     The Weir  <-  The Ferry Post  <-  AFP  <-  Radio Skarr  <-  Pia Holm  <-  Ana Brook
 *     copied it     printed it          wrote it heard Holm       quotes Brook  said it
 *
 *     Holm told Radio Skarr that Brook had promised her a truce.
 *
 * The article says whose page it is, whose text ("(Source: The Ferry Post)") and whose report (page/article.h). The other
 * steps are a statement's own, with the words for them: who heard it ("told Radio Skarr", "in an interview with", "was
 * quoted by TASS as saying"), who says it, and whom that speaker cites in turn ("Holm said, citing Radio Skarr"). A
 * statement inside another has the outer's steps before its own; an outlet that quotes ("Radio Skarr quoted Holm as
 * saying") is `cited`, anybody else a `quoter`. If somebody spoke to an outlet, the next statements of the same speaker
 * came through it as well, until somebody else speaks or another place or addressee is named. An outlet that the head of
 * the text cites ("Coast.News reports citing the Herald") is a step of every statement up to the first that comes
 * through another.
 *
 * Known gap: of two agencies that are credited, the first is named, whichever of them the words came through. */
#include "record/statement/chain.h"

#include "language/sentence/arcs.h"
#include "page/name/cited.h"
#include "page/name/source_line.h"
#include "page/name/title.h"

#define OWN_MAX        3  /* steps of one kind in one sentence                 */
#define BACK_MAX       64 /* statements that are looked back on for a speaker  */
#define BESIDE_WORDS   60 /* words on each side of a cue that are looked at    */
#define TAIL_WORDS     12 /* of a sentence, in which an outlet may stand behind all of it */
#define LINKS_MAX      24
#define LEAD_SENTENCES 2 /* of the text, in which an outlet may be cited for all of it */

struct step {
    struct text name;
    struct span words;
};

/* The steps that a statement's own sentence names. */
struct own {
    struct step before[OWN_MAX], behind[OWN_MAX]; /* who heard it; whom the speaker cites */
    size_t n_before, n_behind;
    bool outlet;         /* the speaker is one: */
    struct step speaker; /* its name           */
};

struct chains {
    const struct document *doc;
    const struct knowledge *knowledge;
    struct record *record;
    struct own *own; /* per statement */
};

/* "The Ferry Post" is "the Ferry Post" and "Ferry Post". */
static bool same_outlet(struct text a, struct text b)
{
    if (text_starts_fold(a, "the "))
        a = text_of(a.ptr + 4, a.len - 4);
    if (text_starts_fold(b, "the "))
        b = text_of(b.ptr + 4, b.len - 4);
    return title_same_words(a, b);
}

static void add_step(struct step *steps, size_t *n, struct step step)
{
    for (size_t i = 0; i < *n; i++)
        if (same_outlet(steps[i].name, step.name))
            return;
    if (*n < OWN_MAX)
        steps[(*n)++] = step;
}

/* The outlet that the words at a place name. */
static bool outlet_in(const struct document *doc, struct span words, struct step *out)
{
    struct span at = cited_in(text_in(doc->body, words));

    uint32_t last;

    if (span_empty(at))
        return false;
    last = token_at(doc, words.begin + at.end - 1);
    if (last < doc->n_tokens && doc->tokens[last].upos == UPOS_ADJ)
        return false; /* "a French radio station" */
    out->words = (struct span){ words.begin + at.begin, words.begin + at.end };
    out->name = text_in(doc->body, out->words);
    return true;
}

static bool in_content(const struct statement *st, uint32_t byte)
{
    for (size_t i = 0; i < st->n_content; i++)
        if (byte >= st->content[i].begin && byte < st->content[i].end)
            return true;
    return false;
}

/* "the road is open, an aide to Brook told AFP": an agency that the sentence says was told so, by whomever. */
static void add_told(const struct chains *c, const struct statement *st, uint32_t first, uint32_t end, struct own *own)
{
    const struct article *a = c->doc->article;

    for (uint32_t i = first; i + 1 < end && a->n_credits; i++) {
        uint32_t at = c->doc->tokens[i + 1].span.begin;

        if (!text_is(c->doc->tokens[i].lemma, "tell") || in_content(st, at))
            continue;
        for (size_t k = 0; k < a->n_credits && k < OWN_MAX; k++) {
            struct text agency = a->credits[k].agency;

            if (a->credits[k].what == CREDIT_HEARD && at + agency.len <= c->doc->body.len &&
                text_eq(agency, text_of(c->doc->body.ptr + at, agency.len)))
                add_step(own->before, &own->n_before, (struct step){ agency, { at, at + (uint32_t)agency.len } });
        }
    }
}

/* "..., Radio Skarr reported.", "..., according to Radio Skarr.": right behind the cue, or at the end of the sentence. */
static void add_tail(const struct chains *c, const struct statement *st, struct token_range cue, struct own *own)
{
    const struct document *doc = c->doc;
    uint32_t until = doc->sentences[sentence_at(doc, cue.first)].end;
    struct span words = { 0 };
    struct step step;

    for (uint32_t i = cue.first; i < until && span_empty(words); i++) {
        uint32_t a = i, e = i + 2;

        if (i > cue.end + TAIL_WORDS && i + TAIL_WORDS < until)
            i = until - TAIL_WORDS;
        if (token_is(doc, i, "according") && i + 2 < until && token_is(doc, i + 1, "to")) {
            while (e < until && e < i + TAIL_WORDS && doc->tokens[e].upos != UPOS_PUNCT)
                e++;
            if (e > i + 2)
                words = (struct span){ doc->tokens[i + 2].span.begin, doc->tokens[e - 1].span.end };
        }
        if (!text_is(doc->tokens[i].lemma, "report") || doc->tokens[i].upos != UPOS_VERB)
            continue;
        while (a > cue.end && a + TAIL_WORDS > i && !token_is(doc, a - 1, ",") &&
               !(doc->tokens[a - 1].feats & FEAT_CLOSES))
            a--;
        if (a < i && a > cue.end && token_is(doc, a - 1, ","))
            words = (struct span){ doc->tokens[a].span.begin, doc->tokens[i - 1].span.end };
    }
    for (const struct statement *o = st; !span_empty(words); o = &c->record->statements[o->inside]) {
        if (!span_empty(o->source) && (span_holds(words, o->source) || span_holds(o->source, words)))
            return; /* whose statement it is, or lies in */
        if (o->inside < 0)
            break;
    }
    if (!span_empty(words) && !own->outlet && outlet_in(doc, words, &step))
        add_step(own->before, &own->n_before, step);
}

/* The words of the phrase of `head` between two tokens. */
static struct span phrase_at(const struct document *doc, uint32_t head, uint32_t first, uint32_t end)
{
    uint32_t a = head, b = head + 1;

    while (a > first && arcs_in_phrase(doc, a - 1, head))
        a--;
    while (b < end && arcs_in_phrase(doc, b, head))
        b++;
    return (struct span){ doc->tokens[a].span.begin, doc->tokens[b - 1].span.end };
}

/* Is token t on the way up from a word of the cue, at most three arcs off, or beside it? */
static bool is_near(const struct document *doc, uint32_t t, struct token_range cue)
{
    uint32_t up = t;

    for (int i = 0; i < 4 && up != DOCUMENT_NO_HEAD; i++, up = doc->tokens[up].head)
        if (up >= cue.first && up < cue.end)
            return true;
    for (uint32_t c = cue.first; c < cue.end && c < cue.first + 8; c++) {
        up = c;
        for (int i = 0; i < 4 && up != DOCUMENT_NO_HEAD; i++, up = doc->tokens[up].head)
            if (up == t || up == doc->tokens[t].head)
                return true;
    }
    return false;
}

/* One verb beside the cue: "quoted [by TASS]", "citing [Radio Skarr]". */
static void read_verb(const struct chains *c, const struct statement *st, uint32_t v, uint32_t first, uint32_t end,
                      struct own *own)
{
    const struct document *doc = c->doc;
    bool cites = text_is(doc->tokens[v].lemma, "cite") || text_is(doc->tokens[v].lemma, "quote"),
         refers = text_is(doc->tokens[v].lemma, "refer") || token_is(doc, v, "reference");

    if (!cites && !refers &&
        !occasion_word(c->knowledge->occasions, doc, (struct token_range){ v, v + 1 }, v, OCCASION_THROUGH))
        return;
    for (uint32_t d = arcs_first(doc, v); d != DOCUMENT_NO_HEAD; d = arcs_next(doc, d)) {
        enum relation r = (enum relation)doc->tokens[d].relation;
        struct span words;
        struct step step;
        uint32_t intro;

        if (in_content(st, doc->tokens[d].span.begin) ||
            (doc->tokens[d].upos != UPOS_NOUN && doc->tokens[d].upos != UPOS_PROPN))
            continue;
        words = phrase_at(doc, d, first, end);
        if (!outlet_in(doc, words, &step))
            continue;
        intro = arcs_case(doc, d);
        if (r == RELATION_OBL_AGENT || (r == RELATION_OBL && intro != DOCUMENT_NO_HEAD && token_is(doc, intro, "by")))
            add_step(own->before, &own->n_before, step);
        else if (cites && (r == RELATION_NSUBJ) && !span_holds(st->source, step.words))
            add_step(own->before, &own->n_before, step); /* "Radio Skarr quoted Holm as saying" */
        else if ((cites && r == RELATION_OBJ && (doc->tokens[v].feats & FEAT_GERUND)) ||
                 (refers && intro != DOCUMENT_NO_HEAD && token_is(doc, intro, "to")))
            add_step(own->behind, &own->n_behind, step);
    }
}

static void find_own(const struct chains *c, size_t index)
{
    const struct statement *st = &c->record->statements[index];
    struct own *own = &c->own[index];
    struct step step;
    struct token_range cue;
    uint32_t first, end;

    *own = (struct own){ 0 };
    own->outlet =
        !st->party.ptr && cited_is(text_in(c->doc->body, st->source)) && outlet_in(c->doc, st->source, &own->speaker);
    if (outlet_in(c->doc, st->addressee, &step))
        add_step(own->before, &own->n_before, step);
    if (outlet_in(c->doc, st->occasion, &step))
        add_step(own->before, &own->n_before, step);
    if (span_empty(st->cue))
        return;
    cue = tokens_in(c->doc, st->cue);
    if (cue.first >= cue.end)
        return;
    first = c->doc->sentences[sentence_at(c->doc, cue.first)].first;
    end = c->doc->sentences[sentence_at(c->doc, cue.first)].end;
    if (first + BESIDE_WORDS < cue.first)
        first = cue.first - BESIDE_WORDS;
    if (end > cue.end + BESIDE_WORDS)
        end = cue.end + BESIDE_WORDS;
    add_told(c, st, first, end, own);
    add_tail(c, st, cue, own);
    for (uint32_t v = first; v < end; v++) {
        const struct token *t = &c->doc->tokens[v];

        if ((t->upos == UPOS_VERB || token_is(c->doc, v, "reference")) && !in_content(st, t->span.begin) &&
            is_near(c->doc, v, cue))
            read_verb(c, st, v, first, end, own);
    }
}

/* ---- putting it together ------------------------------------------------------------------ */

struct links {
    struct chain_link at[LINKS_MAX];
    size_t n;
};

static void add(struct links *l, enum chain_role role, struct text name, struct span words)
{
    if (!name.ptr || !name.len)
        return;
    for (size_t i = 0; i < l->n; i++)
        if (text_eq(l->at[i].name, name) || (role <= CHAIN_CITED && same_outlet(l->at[i].name, name))) {
            if (i + 1 == l->n && role > l->at[i].role && l->at[i].role >= CHAIN_QUOTER) {
                l->at[i].role = role; /* "Lavrov added that he ...": one link */
                l->at[i].words = words;
            }
            if (role < CHAIN_QUOTER || l->at[i].role >= CHAIN_QUOTER)
                return;
        }
    if (l->n < LINKS_MAX)
        l->at[l->n++] = (struct chain_link){ role, name, words };
}

/* The paragraph that a statement's cue stands in, or its words. */
static size_t paragraph_of(const struct chains *c, const struct statement *st)
{
    uint32_t byte = span_empty(st->cue) ? st->content[0].begin : st->cue.begin;

    return c->doc->sentences[sentence_at(c->doc, token_at(c->doc, byte))].paragraph;
}

/* Whom this speaker spoke to: in this statement, or in one that it continues. It does as long as nobody else speaks, from
 * one paragraph to the next. */
static const struct own *heard(const struct chains *c, size_t index)
{
    const struct statement *st = &c->record->statements[index];
    size_t paragraph = paragraph_of(c, st);

    if (c->own[index].n_before || !span_empty(st->addressee) || !span_empty(st->occasion) || !st->speaker.ptr)
        return &c->own[index];
    for (size_t k = index; k-- > 0 && k + BACK_MAX > index;) {
        const struct statement *before = &c->record->statements[k];

        if (before->inside >= 0 && st->inside < 0)
            continue; /* whom somebody tells of */
        if (!before->speaker.ptr || !text_eq(before->speaker, st->speaker) || before->inside != st->inside ||
            paragraph > paragraph_of(c, before) + 1)
            break;
        paragraph = paragraph_of(c, before);
        if (c->own[k].n_before)
            return &c->own[k];
        if (!span_empty(before->addressee) || !span_empty(before->occasion))
            break;
    }
    return &c->own[index];
}

/* A statement's own steps; `last`: it is the one whose chain this is. */
static void add_own(const struct chains *c, struct links *l, size_t index, bool last)
{
    const struct statement *st = &c->record->statements[index];
    const struct own *own = &c->own[index], *told = heard(c, index);

    for (size_t i = 0; i < told->n_before; i++)
        add(l, CHAIN_CITED, told->before[i].name, told->before[i].words);
    if (own->outlet && !last)
        add(l, CHAIN_CITED, own->speaker.name, own->speaker.words);
    else
        add(l, last ? CHAIN_SPEAKER : CHAIN_QUOTER, st->speaker, st->source);
    for (size_t i = 0; i < own->n_behind; i++)
        add(l, CHAIN_CITED, own->behind[i].name, own->behind[i].words);
}

/* Has one statement the outlet for a step of its own: who heard it, or whom a speaker who is no outlet cites? Then it is
 * no step of the whole text. */
static bool claimed(const struct chains *c, struct text name)
{
    for (size_t i = 0; i < c->record->n_statements; i++) {
        const struct own *own = &c->own[i];

        for (size_t k = 0; k < own->n_before; k++)
            if (same_outlet(own->before[k].name, name))
                return true;
        for (size_t k = 0; k < own->n_behind && !own->outlet; k++)
            if (same_outlet(own->behind[k].name, name))
                return true;
    }
    return false;
}

/* Where the text's first sentences end: what they cite, the text rests on. */
static uint32_t lead_end(const struct document *doc)
{
    const struct article *a = doc->article;
    uint32_t from = 0, n = 0;

    while (from < a->n_paragraphs && a->paragraphs[from].role != ROLE_BODY)
        from++;
    for (size_t s = 0; s < doc->n_sentences; s++)
        if (doc->sentences[s].paragraph == from && ++n == LEAD_SENTENCES)
            return doc->sentences[s].span.end;
    return from < a->n_paragraphs ? a->paragraphs[from].body.end : 0;
}

/* The steps that are the same for every statement of the article. */
static void add_article(const struct chains *c, struct links *l)
{
    const struct article *a = c->doc->article;
    struct span source = source_line_find(a->body);

    add(l, CHAIN_OUTLET, a->republished_by, (struct span){ 0 });
    add(l, CHAIN_OUTLET, a->outlet, (struct span){ 0 });
    if (!a->n_agencies || !same_outlet(a->agencies[0], text_in(a->body, source)))
        add(l, CHAIN_OUTLET, text_in(a->body, source), source);
    if (a->n_agencies)
        add(l, CHAIN_AGENCY, a->agencies[0], (struct span){ 0 });
}

static void add_lead(const struct chains *c, struct links *l)
{
    const struct article *a = c->doc->article;
    uint32_t lead = lead_end(c->doc);

    for (size_t k = 0; k < a->n_cited; k++)
        if (a->cited[k].words.end <= lead && !claimed(c, a->cited[k].name))
            add(l, CHAIN_CITED, a->cited[k].name, a->cited[k].words);
}

/* Does it come through another outlet, so that the text rests on its head no longer? */
static bool turns_away(const struct own *own, const struct links *lead)
{
    for (size_t i = 0; own->outlet && i < lead->n; i++)
        if (same_outlet(lead->at[i].name, own->speaker.name))
            return false;
    return own->outlet || own->n_before;
}

/* An outlet that the head of the text cites and this statement's speaker cites too comes behind the speaker only. */
static void without(struct links *l, const struct own *own)
{
    size_t n = 0;

    for (size_t i = 0; i < l->n; i++) {
        bool behind = false;

        for (size_t k = 0; k < own->n_behind && l->at[i].role == CHAIN_CITED; k++)
            behind |= same_outlet(own->behind[k].name, l->at[i].name);
        if (!behind)
            l->at[n++] = l->at[i];
    }
    l->n = n;
}

/* Steps that do not fit are left out in the middle: the first step, whose page it is, and those nearest to the words
 * stay. */
static void keep(struct statement *st, const struct links *l)
{
    size_t from = l->n > CHAIN_MAX ? l->n - CHAIN_MAX + 1 : 0;

    st->n_chain = 0;
    if (from)
        st->chain[st->n_chain++] = l->at[0];
    for (size_t i = from; i < l->n; i++)
        st->chain[st->n_chain++] = l->at[i];
}

priscus_status chain_fill(const struct document *doc, const struct knowledge *knowledge, struct arena *mem,
                          struct record *record)
{
    struct chains c = { .doc = doc, .knowledge = knowledge, .record = record };
    struct links article = { .n = 0 }, lead = { .n = 0 };
    bool turned = false;

    c.own = arena_alloc(mem, (record->n_statements + 1) * sizeof *c.own);
    if (!c.own)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < record->n_statements; i++)
        find_own(&c, i);
    add_article(&c, &article);
    add_lead(&c, &lead);
    for (size_t i = 0; i < record->n_statements; i++) {
        struct links l = article;
        int32_t outer[CHAIN_MAX], n = 0;

        turned |= turns_away(&c.own[i], &lead);
        for (size_t k = 0; k < lead.n && !turned; k++)
            add(&l, lead.at[k].role, lead.at[k].name, lead.at[k].words);
        for (int32_t o = record->statements[i].inside; o >= 0 && n < CHAIN_MAX; o = record->statements[o].inside)
            outer[n++] = o;
        for (int32_t o = 0; o < n; o++)
            without(&l, &c.own[outer[o]]);
        without(&l, &c.own[i]);
        while (n-- > 0)
            add_own(&c, &l, (size_t)outer[n], false);
        add_own(&c, &l, i, true);
        keep(&record->statements[i], &l);
    }
    return PRISCUS_OK;
}
