/* statement.c - who says what, in which words of the article.
 *
 *     The deal is dead, the minister said on Thursday, according to an aide.
 *     [The deal is dead] the minister, said          inside:  [The deal ... Thursday] an aide, according to
 *
 * attribution.c finds source, cue and content. Here each attribution becomes a statement: the quotation marks tell
 * whose wording it is, actor.c who the source is, occasion.c where it was said and to whom. A quotation that nothing
 * attributes is a statement too, of the last speaker of its paragraph or of nobody known; and so are the words behind
 * "Brandt:". */
#include "record/statement/statement.h"

#include "language/sentence/arcs.h"
#include "language/sentence/quote.h"
#include "record/statement/attribution.h"
#include "record/statement/occasion.h"
#include "record/statement/unsaid.h"

enum {
    SPEAKER_TOKENS_MAX = 12, /* of a source whose words are taken for the speaker's name: "two officials"  */
    LEFT_OVER_LEAST = 4,     /* words of a quotation that nothing attributes                               */
    LABEL_TOKENS_MAX = 8     /* before a colon                                                             */
};

struct finder {
    const struct document *doc;
    const struct actors *actors;
    const struct quote_list *quotes;
    struct arena *mem;
    struct record *record;
    size_t room;
    struct voice_list *voices;
    size_t n_quotes; /* how many of the quotations have been looked at */
};

static struct span span_of(const struct document *doc, uint32_t first, uint32_t end)
{
    return first < end ? (struct span){ doc->tokens[first].span.begin, doc->tokens[end - 1].span.end }
                       : (struct span){ 0 };
}

static priscus_status add_voice(struct finder *f, uint32_t first, uint32_t end, struct actor_ref who, bool direct)
{
    struct voice *grown = arena_grow(f->mem, f->voices->at, f->voices->n, &f->voices->room, sizeof *grown);

    if (!grown)
        return PRISCUS_ENOMEM;
    f->voices->at = grown;
    grown[f->voices->n++] = (struct voice){ first, end, who, (uint32_t)f->record->n_statements - 1, direct };
    for (uint32_t i = first; i < end; i++) {
        const struct voice *now = f->voices->of[i] ? &f->voices->at[f->voices->of[i] - 1] : NULL;

        if (!now || end - first <= now->end - now->first)
            f->voices->of[i] = (uint32_t)f->voices->n;
    }
    return PRISCUS_OK;
}

/* Inside quotation marks as a whole, in part, or not at all? */
static enum statement_kind kind_of(const struct finder *f, struct token_range piece)
{
    if (f->quotes->inside[piece.first] || f->doc->tokens[piece.first].feats & FEAT_OPENS)
        return STATEMENT_DIRECT;
    for (uint32_t t = piece.first; t < piece.end; t++)
        if (f->quotes->inside[t])
            return STATEMENT_MIXED;
    return STATEMENT_INDIRECT;
}

/* The source as one run of words: pieces that a mark parts are one, else the longest counts. */
static struct token_range source_of(const struct attribution *at)
{
    struct token_range best = { 0 }, run = { 0 };

    for (uint8_t i = 0; i < at->n_source; i++) {
        if (i && at->source[i].first <= run.end + 1)
            run.end = at->source[i].end;
        else
            run = at->source[i];
        if (run.end - run.first > best.end - best.first)
            best = run;
    }
    return best;
}

/* "The Herald quoted Brook as saying": they are Brook's words, and the Herald is how they came to us (chain.c). Where a
 * person quotes another, one statement lies in the other. */
static struct token_range quoted_one(const struct finder *f, const struct attribution *at, struct token_range source)
{
    const struct document *doc = f->doc;
    struct actor_ref quoter[ACTORS_MAX];

    if (source.first < source.end && actors_resolve(f->actors, source.first, source.end, NULL, quoter) &&
        quoter[0].person.ptr)
        return source;
    /* Who quotes another in her own speech is no way through which it came: what is inside is found by itself. */
    if (source.end == source.first + 1 && (token_is(doc, source.first, "she") || token_is(doc, source.first, "he")))
        return source;
    for (uint32_t i = at->cue.first; i < at->cue.end; i++) {
        uint32_t quoted = DOCUMENT_NO_HEAD, saying = DOCUMENT_NO_HEAD, v = i;

        if (i > 0 && token_is(doc, i - 1, "as") && doc->tokens[i].head < i)
            v = doc->tokens[i].head; /* the cue is "saying" alone */

        if (!text_is(doc->tokens[v].lemma, "quote") && !text_is(doc->tokens[v].lemma, "cite"))
            continue;
        for (uint32_t d = arcs_first(doc, v); d != DOCUMENT_NO_HEAD; d = arcs_next(doc, d)) {
            if (d > v && doc->tokens[d].relation == RELATION_OBJ && f->actors->entity_of[d])
                quoted = d;
            else if (d > v && token_is(doc, d - 1, "as") && (doc->tokens[d].feats & FEAT_GERUND))
                saying = d;
        }
        if (quoted != DOCUMENT_NO_HEAD && saying != DOCUMENT_NO_HEAD && quoted < saying && source.end <= v)
            return (struct token_range){ v + 1, saying - 1 };
    }
    return source;
}

/* A new one behind all others. */
static priscus_status new_statement(struct finder *f, struct statement **out)
{
    struct statement *grown =
        arena_grow(f->mem, f->record->statements, f->record->n_statements, &f->room, sizeof *grown);

    if (!grown)
        return PRISCUS_ENOMEM;
    f->record->statements = grown;
    *out = &grown[f->record->n_statements++];
    **out = (struct statement){ .inside = -1 };
    return PRISCUS_OK;
}

/* The content, piece by piece, each of which is a voice. */
static priscus_status add_content(struct finder *f, size_t statement, const struct token_range *pieces, size_t n,
                                  struct actor_ref who)
{
    for (size_t i = 0; i < n; i++) {
        struct statement *st = &f->record->statements[statement];
        enum statement_kind kind = kind_of(f, pieces[i]);
        priscus_status status;

        st->content[st->n_content] = span_of(f->doc, pieces[i].first, pieces[i].end);
        st->kind = st->n_content == 0 || st->kind == kind ? kind : STATEMENT_MIXED;
        st->n_content++;
        status = add_voice(f, pieces[i].first, pieces[i].end, who, kind == STATEMENT_DIRECT);
        if (status != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}

static void add_speaker(const struct finder *f, struct statement *st, struct token_range source, struct actor_ref who)
{
    if (who.person.ptr && !who.group) {
        st->speaker = who.person;
        st->person = actors_known_as(f->actors, &who);
    } else if (source.first < source.end && source.end - source.first <= SPEAKER_TOKENS_MAX &&
               f->doc->tokens[source.first].upos != UPOS_PRON && actors_somebody(f->actors, source.first, source.end))
        st->speaker = text_in(f->doc->body, st->source);
    if (who.party != NO_PARTY) {
        st->party = f->actors->knowledge->roster.parties[who.party].code;
        st->last_known = who.last_known;
    }
}

/* The word of the cue that the rest hangs on: networks take "said in an interview with the Herald" for one. */
static uint32_t cue_word(const struct document *doc, struct token_range cue)
{
    for (uint32_t t = cue.first; t < cue.end; t++)
        if (doc->tokens[t].upos == UPOS_VERB)
            return t;
    return cue.first;
}

/* Where, and to whom. */
static void add_setting(const struct finder *f, struct statement *st, const struct attribution *at)
{
    uint32_t cue = cue_word(f->doc, at->cue);
    struct occasion where = occasion_find(f->doc, f->actors->knowledge->occasions, (struct token_range){ cue, cue + 1 },
                                          at->content, at->n_content);

    st->occasion = where.at;
    st->addressee = where.addressee;
}

/* Of what somebody is said not to have said the words are kept, and they are nobody's. */
static priscus_status add_attribution(struct finder *f, const struct attribution *at, const struct attribution *outer,
                                      int32_t inside)
{
    bool nobodys = unsaid(f->doc, f->actors, at, outer);
    size_t number = f->record->n_statements;
    const struct voice *around = voice_at(f->voices, at->cue.first);
    struct token_range source = quoted_one(f, at, source_of(at));
    struct actor_ref who = { .party = NO_PARTY }, refs[ACTORS_MAX];
    struct statement *st;
    priscus_status status = new_statement(f, &st);

    if (status != PRISCUS_OK)
        return status;
    for (uint8_t k = 0; nobodys && k < at->n_content; k++)
        memset(f->voices->unsaid + at->content[k].first, true, at->content[k].end - at->content[k].first);
    if (!nobodys && source.first < source.end &&
        actors_resolve(f->actors, source.first, source.end, around ? &around->who : NULL, refs))
        who = refs[0];
    st->source = span_of(f->doc, source.first, source.end);
    st->cue = span_of(f->doc, at->cue.first, at->cue.end);
    st->sure = at->sure;
    st->inside = inside;
    if (!nobodys)
        add_speaker(f, st, source, who);
    add_setting(f, st, at);
    return add_content(f, number, at->content, at->n_content, who);
}

/* Is it the last statement, outermost, with room for a piece behind all that it has? */
static bool goes_on(const struct finder *f, uint32_t statement, struct token_range piece)
{
    const struct statement *st = &f->record->statements[statement];

    return (size_t)statement + 1 == f->record->n_statements && st->inside < 0 && st->n_content < STATEMENT_PIECES_MAX &&
           st->content[st->n_content - 1].end <= f->doc->tokens[piece.first].span.begin;
}

/* Is it a sentence, which nothing attributes? "use it or lose it" is a name for something. */
static bool is_left_over(const struct finder *f, const struct quote *at)
{
    bool clause = false, taken = false;

    for (uint32_t t = at->first; t < at->end; t++) {
        uint8_t relation = f->doc->tokens[t].relation;

        clause |= relation == RELATION_NSUBJ || relation == RELATION_NSUBJ_PASS || relation == RELATION_EXPL;
        taken |= f->voices->of[t] != 0 || f->voices->unsaid[t];
    }
    return at->end - at->first >= LEFT_OVER_LEAST && clause && !taken;
}

/* The last voice of the paragraph before token t; NULL: none. */
static const struct voice *voice_before(const struct finder *f, uint32_t t)
{
    const struct sentence *s = &f->doc->sentences[sentence_at(f->doc, t)];
    uint32_t begin = f->doc->article->paragraphs[s->paragraph].body.begin;

    for (; t > 0 && f->doc->tokens[t - 1].span.begin >= begin; t--)
        if (f->voices->of[t - 1])
            return &f->voices->at[f->voices->of[t - 1] - 1];
    return NULL;
}

/* A quotation that nothing attributes: the last speaker of the paragraph goes on, or it is nobody's that we know. */
static priscus_status add_quotation(struct finder *f, const struct quote *at)
{
    struct token_range piece = { at->first - (!at->dash && at->first > 0),
                                 at->end + (!at->dash && !at->unclosed && at->end < f->doc->n_tokens) };
    const struct voice *before = voice_before(f, at->first);
    struct actor_ref who = before ? before->who : (struct actor_ref){ .party = NO_PARTY };
    size_t number = f->record->n_statements;
    struct statement *st;
    priscus_status status;

    if (before && goes_on(f, before->statement, piece))
        return add_content(f, before->statement, &piece, 1, who);
    status = new_statement(f, &st);
    if (status == PRISCUS_OK)
        status = add_content(f, number, &piece, 1, who);
    if (status == PRISCUS_OK)
        add_speaker(f, &f->record->statements[number], (struct token_range){ 0 }, who);
    return status;
}

/* The quotations that begin before token `end` and that nothing attributes. */
static priscus_status add_left_over(struct finder *f, uint32_t end)
{
    for (; f->n_quotes < f->quotes->n && f->quotes->at[f->n_quotes].first < end; f->n_quotes++) {
        const struct quote *at = &f->quotes->at[f->n_quotes];
        priscus_status status = is_left_over(f, at) ? add_quotation(f, at) : PRISCUS_OK;

        if (status != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}

/* "Brandt: no talks before spring", a headline or a line of an interview, into an attribution. Not "Moscow:" or
 * "Orlune:", which tell where the report is from or what it is about. */
static bool labelled_line(const struct finder *f, struct token_range p, struct attribution *out)
{
    const struct token *tokens = f->doc->tokens;
    const struct mention *m = NULL;
    uint32_t colon = p.first;

    while (colon < p.end && colon <= p.first + LABEL_TOKENS_MAX && !token_is(f->doc, colon, ":"))
        if (f->actors->at[colon++])
            m = &f->actors->mentions[f->actors->at[colon - 1] - 1];
    if (!m || colon >= p.end || colon != m->end || (m->kind != ACTOR_PERSON && m->kind != ACTOR_SEAT))
        return false;
    while (p.end > colon + 1 && tokens[p.end - 1].upos == UPOS_PUNCT && !(tokens[p.end - 1].feats & FEAT_CLOSES))
        p.end--;
    *out = (struct attribution){ .cue = { colon, colon + 1 },
                                 .source = { { p.first, colon } },
                                 .content = { { colon + 1, p.end } },
                                 .n_source = 1,
                                 .n_content = 1,
                                 .sure = 1,
                                 .inside = -1 };
    return p.end >= colon + 1 + LEFT_OVER_LEAST;
}

priscus_status statement_find(const struct document *doc, const struct actors *actors, const struct quote_list *quotes,
                              const struct attribution_list *attributions, struct arena *mem, struct record *out,
                              struct voice_list *voices)
{
    struct finder f = { .doc = doc, .actors = actors, .quotes = quotes, .mem = mem, .record = out, .voices = voices };
    int32_t *number = arena_alloc(mem, (attributions->n + 1) * sizeof *number); /* an attribution's statement */

    /* As many as there will be, or nearly: a list that doubled would be there twice. */
    f.room = attributions->n + attributions->n / 8 + 1;
    out->statements = arena_alloc(mem, f.room * sizeof *out->statements);
    voices->of = arena_alloc(mem, (doc->n_tokens + 1) * sizeof *voices->of);
    voices->unsaid = arena_alloc(mem, (doc->n_tokens + 1) * sizeof *voices->unsaid);
    if (!voices->of || !voices->unsaid || !number || !out->statements)
        return PRISCUS_ENOMEM;
    /* Paragraph by paragraph, so that they are in the order of the text. */
    for (size_t s = 0, e, i = 0; s < doc->n_sentences; s = e) {
        enum role role = doc->article->paragraphs[doc->sentences[s].paragraph].role;
        struct token_range p = { doc->sentences[s].first, 0 };
        struct attribution label;
        size_t before = i;
        priscus_status status = PRISCUS_OK;

        for (e = s + 1; e < doc->n_sentences && doc->sentences[e].paragraph == doc->sentences[s].paragraph; e++)
            ;
        p.end = doc->sentences[e - 1].end;
        for (; i < attributions->n && (attributions->at[i].inside >= 0 || attributions->at[i].cue.first < p.end); i++) {
            const struct attribution *at = &attributions->at[i];

            const struct attribution *outer = at->inside < 0 ? NULL : &attributions->at[at->inside];

            number[i] = -1;
            if (role == ROLE_SUBHEAD || role == ROLE_EDITOR_NOTE || (outer && number[at->inside] < 0))
                continue;
            if (outer && voices->unsaid[at->cue.first])
                continue; /* what was not said says nothing of others either */
            number[i] = (int32_t)out->n_statements;
            status = add_attribution(&f, at, outer, at->inside < 0 ? -1 : number[at->inside]);
            if (status != PRISCUS_OK)
                return status;
        }
        if (i == before && !voices->of[p.first] && labelled_line(&f, p, &label))
            status = add_attribution(&f, &label, NULL, -1);
        if (status == PRISCUS_OK)
            status = add_left_over(&f, p.end);
        if (status != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}

const struct voice *voice_at(const struct voice_list *voices, uint32_t token)
{
    return voices->of[token] ? &voices->at[voices->of[token] - 1] : NULL;
}

const struct voice *voice_of_statement(const struct voice_list *voices, uint32_t statement)
{
    size_t lo = 0, hi = voices->n;

    while (lo + 1 < hi) { /* they were added one statement after the other */
        size_t mid = (lo + hi) / 2;

        if (voices->at[mid].statement <= statement)
            lo = mid;
        else
            hi = mid;
    }
    return &voices->at[lo];
}
