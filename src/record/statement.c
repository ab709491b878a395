/* statement.c - who says what, in which words of the article.
 *
 *     The deal is dead, the minister said on Thursday, according to an aide.
 *
 * A cue is a verb of saying (SAY in data/language/words.txt), a verb of stance with a clause of its own, or
 * "according to". Its source is its subject, wherever that stands. Its content is, in this order: the clause
 * that hangs on it; a quotation beside it; what stands before ", the minister said"; what it governs. A
 * quotation without a cue is the last speaker's of the same paragraph. Statements lie inside one another where
 * content holds another cue. Known gap: cues that are nouns ("his insistence that"). */
#include "record/floor.h"

#define NEAR_TOKENS       8  /* between a cue and its quotation */
#define SOURCE_TOKENS_MAX 30 /* of "according to ..." */

struct finder {
    const struct document *doc;
    const struct actors *actors;
    const struct clauses *clauses;
    struct quote_list quotes;
    struct arena *mem;
    struct record *record;
    size_t room;
    struct voice_list *voices;
    bool out_of_memory;
};

static struct span span_of(const struct document *doc, uint32_t first, uint32_t end)
{
    return first < end ? (struct span){ doc->tokens[first].span.begin, doc->tokens[end - 1].span.end }
                       : (struct span){ 0 };
}

bool clauses_find(const struct document *doc, struct arena *mem, struct clauses *out)
{
    out->of = arena_alloc(mem, (doc->n_sentences + 1) * sizeof *out->of);
    if (!out->of)
        return false;
    for (size_t s = 0; s < doc->n_sentences; s++) {
        uint32_t first = doc->sentences[s].first, end = doc->sentences[s].end;

        if (end - first > SENTENCE_TOKENS_MAX)
            end = first + SENTENCE_TOKENS_MAX; /* what a newspaper never prints is not worth quadratic time */
        out->of[s] = (struct clause_list){ 0 };
        if (!clause_find(doc, first, end, mem, &out->of[s]))
            return false;
    }
    return true;
}

static bool hangs_on(const struct clause_list *list, int32_t clause, int32_t on)
{
    for (int hops = 0; clause >= 0 && hops < 64; hops++) {
        if (clause == on)
            return true;
        clause = list->at[clause].parent;
    }
    return false;
}

/* Where the words that hang on clause k end. */
static uint32_t extent(const struct document *doc, const struct clause_list *list, int32_t k, uint32_t end)
{
    uint32_t at = end;

    for (size_t j = (size_t)k + 1; j < list->n; j++)
        if (!hangs_on(list, (int32_t)j, k)) {
            at = list->at[j].first;
            break;
        }
    while (at > list->at[k].verb + 1 &&
           (doc->tokens[at - 1].upos == UPOS_PUNCT || doc->tokens[at - 1].upos == UPOS_CCONJ) &&
           !(doc->tokens[at - 1].feats & FEAT_CLOSES) && !token_is(doc, at - 1, ")"))
        at--;
    return at;
}

static bool add_voice(struct finder *f, uint32_t first, uint32_t end, struct actor_ref who, bool direct)
{
    struct voice *grown = arena_grow(f->mem, f->voices->at, f->voices->n, &f->voices->room, sizeof *grown);

    if (!grown)
        return false;
    f->voices->at = grown;
    grown[f->voices->n++] = (struct voice){ first, end, who, (uint32_t)f->record->n_statements - 1, direct };
    for (uint32_t i = first; i < end; i++) {
        const struct voice *now = f->voices->of[i] ? &f->voices->at[f->voices->of[i] - 1] : NULL;

        if (!now || end - first <= now->end - now->first)
            f->voices->of[i] = (uint32_t)f->voices->n;
    }
    return true;
}

struct draft {
    uint32_t source, source_end, cue, cue_end;
    uint32_t piece[STATEMENT_PIECES_MAX], piece_end[STATEMENT_PIECES_MAX];
    size_t n;
    struct actor_ref who;
};

static void piece(struct draft *d, uint32_t first, uint32_t end)
{
    if (first < end && d->n < STATEMENT_PIECES_MAX) {
        d->piece[d->n] = first;
        d->piece_end[d->n++] = end;
    }
}

/* A quotation is content with its marks, and they tell whose wording it is. */
static void quoted(const struct finder *f, struct draft *d, const struct quote *q)
{
    bool opened = !q->dash && q->first > 0, closed = !q->dash && !q->unclosed && q->end < f->doc->n_tokens;

    piece(d, q->first - opened, q->end + closed);
}

static bool in_quote(const struct finder *f, uint32_t token)
{
    return f->quotes.inside[token];
}

static bool has_quote(const struct finder *f, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (f->quotes.inside[i])
            return true;
    return false;
}

static bool keep(struct finder *f, const struct sentence *s, struct draft *d)
{
    struct statement *grown, *st;
    struct when when;
    struct occasion where;
    uint32_t lo, hi;

    /* Pieces in text order, none over another. */
    for (size_t i = 1; i < d->n; i++)
        for (size_t j = i; j > 0 && d->piece[j] < d->piece[j - 1]; j--) {
            uint32_t x = d->piece[j], y = d->piece_end[j];

            d->piece[j] = d->piece[j - 1], d->piece_end[j] = d->piece_end[j - 1];
            d->piece[j - 1] = x, d->piece_end[j - 1] = y;
        }
    for (size_t i = 1; i < d->n; i++)
        if (d->piece[i] < d->piece_end[i - 1])
            d->piece[i] = d->piece_end[i - 1];
    grown = arena_grow(f->mem, f->record->statements, f->record->n_statements, &f->room, sizeof *grown);
    if (!grown)
        return false;
    f->record->statements = grown;
    st = &grown[f->record->n_statements++];
    *st = (struct statement){ .source = span_of(f->doc, d->source, d->source_end),
                              .cue = span_of(f->doc, d->cue, d->cue_end),
                              .inside = -1 };
    for (size_t i = 0; i < d->n; i++)
        if (d->piece[i] < d->piece_end[i]) {
            bool marked = (in_quote(f, d->piece[i]) || (f->doc->tokens[d->piece[i]].feats & FEAT_OPENS));
            enum statement_kind kind = marked                                       ? STATEMENT_DIRECT
                                       : has_quote(f, d->piece[i], d->piece_end[i]) ? STATEMENT_MIXED
                                                                                    : STATEMENT_INDIRECT;

            st->content[st->n_content] = span_of(f->doc, d->piece[i], d->piece_end[i]);
            st->kind = st->n_content == 0 || st->kind == kind ? kind : STATEMENT_MIXED;
            st->n_content++;
            if (!add_voice(f, d->piece[i], d->piece_end[i], d->who, kind == STATEMENT_DIRECT))
                return false;
        }
    if (d->who.person.ptr)
        st->speaker = d->who.person;
    else if (!span_empty(st->source) && d->source_end - d->source <= 12 &&
             f->doc->tokens[d->source].upos != UPOS_PRON &&
             actors_somebody(f->actors, d->source, d->source_end))
        st->speaker = text_in(f->doc->body, st->source);
    if (d->who.party != NO_PARTY) {
        st->party = f->actors->knowledge->roster.parties[d->who.party].code;
        st->last_known = d->who.last_known;
    }
    /* When and where: in the sentence, outside what was said. */
    lo = s->first;
    hi = s->end;
    for (size_t i = 0; i < d->n; i++)
        if (d->piece[i] >= d->cue && d->piece[i] < hi)
            hi = d->piece[i];
    for (size_t i = 0; i < d->n; i++)
        if (d->piece_end[i] <= d->cue && d->piece_end[i] > lo)
            lo = d->piece_end[i];
    if (d->cue < d->cue_end && lo < hi) {
        if (when_find(f->doc, lo, hi, f->doc->article->published, f->doc->article->day_first, &when) &&
            when.first < when.end) {
            st->said_on = when.date;
            st->said_words = span_of(f->doc, when.first, when.end);
        }
    }
    where = occasion_find(f->doc, f->actors->knowledge->occasions, d->cue, d->cue_end, d->piece, d->piece_end, d->n);
    st->occasion = where.at;
    st->addressee = where.addressee;
    return true;
}

/* The first quotation that begins in [first, end). */
static const struct quote *quote_behind_of(const struct finder *f, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (f->quotes.begins[i])
            return &f->quotes.at[f->quotes.begins[i] - 1];
    return NULL;
}

/* The quotation that ends at most two marks before `edge`: "...," he said. */
static const struct quote *quote_before(const struct finder *f, uint32_t edge)
{
    for (uint32_t i = edge; i + 3 >= edge; i--) {
        if (f->quotes.ends[i])
            return &f->quotes.at[f->quotes.ends[i] - 1];
        if (i == 0)
            break;
    }
    return NULL;
}

static bool taken(const struct finder *f, uint32_t first, uint32_t end)
{
    const struct voice *v = f->voices->of[first] ? &f->voices->at[f->voices->of[first] - 1] : NULL;

    return v && v->end >= end;
}

/* One cue: the verb of clause c. */
static bool from_clause(struct finder *f, size_t sentence, int32_t c)
{
    const struct sentence *s = &f->doc->sentences[sentence];
    const struct clause_list *list = &f->clauses->of[sentence];
    const struct clause *at = &list->at[c];
    struct draft d = { .cue = at->group, .cue_end = at->verb + 1, .who = { .party = NO_PARTY } };
    struct actor_ref refs[ACTORS_MAX];
    const struct voice *around = voice_at(f->voices, at->verb);
    const struct quote *q;
    bool say = token_says(f->doc, at->verb), thinks = token_thinks(f->doc, at->verb), child = false,
         quote_behind = false;
    uint32_t behind = at->verb + 1;

    if (at->flags & CLAUSE_INVERTED)
        behind = at->subject_end;
    if (!say && !thinks)
        return true;
    for (size_t k = (size_t)c + 1; k < list->n && !child; k++)
        if (list->at[k].parent == c &&
            (list->at[k].kind == CLAUSE_THAT || list->at[k].kind == CLAUSE_WHETHER)) {
            piece(&d, list->at[k].first, extent(f->doc, list, (int32_t)k, s->end));
            child = true;
        }
    if (!say && !child)
        return true;
    if (!child && (q = quote_behind_of(
                       f, behind, behind + NEAR_TOKENS < s->end ? behind + NEAR_TOKENS : s->end)) != NULL) {
        bool verb_between = false;

        for (size_t k = (size_t)c + 1; k < list->n; k++)
            if (list->at[k].group >= behind && list->at[k].verb < q->first)
                verb_between = true;
        if (!verb_between) {
            quoted(f, &d, q);
            quote_behind = true;
        }
    }
    if (say && !in_quote(f, at->verb)) {
        uint32_t edge = at->flags & CLAUSE_INVERTED                                ? at->group
                        : at->subject < at->subject_end && at->subject < at->group ? at->subject
                                                                                   : at->group;

        q = quote_before(f, edge);
        if (q && !taken(f, q->first, q->end))
            quoted(f, &d, q);
        else if (!child && !quote_behind && edge > s->first + 2 && (token_is(f->doc, edge - 1, ",")) &&
                 at->parent < 0 && edge - s->first > 3) {
            piece(&d, s->first, edge - 1); /* "Talks will resume, the minister said" */
        }
    }
    if (d.n == 0 && say && at->verb + 1 < s->end && !(at->flags & CLAUSE_INVERTED)) {
        /* What the verb governs: "reiterated its opposition to", "vowed to". */
        uint32_t end = c + 1 < (int32_t)list->n ? extent(f->doc, list, c, s->end) : s->end;
        uint32_t first = at->verb + 1;

        struct when when;

        while (end > first && f->doc->tokens[end - 1].upos == UPOS_PUNCT)
            end--;
        if (when_find(f->doc, first, end, f->doc->article->published, f->doc->article->day_first, &when) &&
            when.first == first)
            first = when.end; /* "replied on the same evening" */
        while (first < end &&
               (f->doc->tokens[first].upos == UPOS_PUNCT || f->doc->tokens[first].upos == UPOS_ADV))
            first++;
        if (end > first + 1 && !text_is(f->doc->tokens[at->verb].lemma, "tell"))
            piece(&d, first, end);
    }
    if (d.n == 0)
        return true;
    if (clause_subject(list, c, &d.source, &d.source_end, NULL)) {
        size_t n = actors_resolve(f->actors, d.source, d.source_end, around ? &around->who : NULL, refs);

        if (n)
            d.who = refs[0];
    } else
        d.source = d.source_end = 0;
    return keep(f, s, &d);
}

static bool according_to(struct finder *f, size_t sentence)
{
    const struct sentence *s = &f->doc->sentences[sentence];

    for (uint32_t i = s->first; i + 2 < s->end && i < s->first + SENTENCE_TOKENS_MAX; i++) {
        struct draft d = { .cue = i, .cue_end = i + 2, .source = i + 2, .who = { .party = NO_PARTY } };
        struct actor_ref refs[ACTORS_MAX];

        if (!token_is(f->doc, i, "according") || !token_is(f->doc, i + 1, "to"))
            continue;
        d.source_end = d.source;
        while (d.source_end < s->end && d.source_end < d.source + SOURCE_TOKENS_MAX &&
               f->doc->tokens[d.source_end].upos != UPOS_PUNCT &&
               f->doc->tokens[d.source_end].upos != UPOS_VERB && f->doc->tokens[d.source_end].upos != UPOS_AUX)
            d.source_end++;
        if (d.source_end == d.source)
            continue;
        if (i > s->first + 1)
            piece(&d, s->first, token_is(f->doc, i - 1, ",") ? i - 1 : i);
        else if (d.source_end + 1 < s->end) {
            uint32_t e = s->end;

            while (e > d.source_end + 1 && f->doc->tokens[e - 1].upos == UPOS_PUNCT)
                e--;
            piece(&d, d.source_end + (token_is(f->doc, d.source_end, ",") ? 1 : 0), e);
        }
        if (d.n == 0)
            continue;
        if (actors_resolve(f->actors, d.source, d.source_end, NULL, refs))
            d.who = refs[0];
        if (!keep(f, s, &d))
            return false;
    }
    return true;
}

/* Quotations that no cue claimed: the last speaker of the paragraph goes on, or the next cue comes late. */
static bool left_over(struct finder *f)
{
    for (size_t q = 0; q < f->quotes.n; q++) {
        const struct quote *at = &f->quotes.at[q];
        struct draft d = { .who = { .party = NO_PARTY } };
        size_t s;
        bool verb = false;

        if (at->end - at->first < 4 || taken(f, at->first, at->end))
            continue;
        for (uint32_t i = at->first; i < at->end; i++)
            verb |= f->doc->tokens[i].upos == UPOS_VERB || f->doc->tokens[i].upos == UPOS_AUX;
        if (!verb)
            continue;
        s = sentence_at(f->doc, at->first);
        /* Back to the nearest token of the paragraph that somebody says. */
        for (uint32_t i = at->first; i > 0; i--) {
            if (f->doc->tokens[i - 1].span.begin <
                f->doc->article->paragraphs[f->doc->sentences[s].paragraph].body.begin)
                break;
            if (f->voices->of[i - 1]) {
                d.who = f->voices->at[f->voices->of[i - 1] - 1].who;
                break;
            }
        }
        quoted(f, &d, at);
        if (!keep(f, &f->doc->sentences[s], &d))
            return false;
    }
    return true;
}

static uint32_t longest(const struct statement *st)
{
    uint32_t most = 0;

    for (size_t p = 0; p < st->n_content; p++)
        if (st->content[p].end - st->content[p].begin > most)
            most = st->content[p].end - st->content[p].begin;
    return most;
}

/* Each inside the smallest one around its cue. What holds another says more than it, so that no two
 * can hold one another, however the marks of a page are crossed. */
static void nest(struct finder *f)
{
    struct record *r = f->record;

    for (size_t i = 0; i < r->n_statements; i++) {
        uint32_t best = UINT32_MAX, mine = longest(&r->statements[i]);
        struct span cue = span_empty(r->statements[i].cue) ? r->statements[i].content[0] : r->statements[i].cue;
        size_t from = i > 64 ? i - 64 : 0, to = i + 64 < r->n_statements ? i + 64 : r->n_statements;

        for (size_t j = from; j < to; j++)
            for (size_t p = 0; j != i && p < r->statements[j].n_content; p++) {
                struct span c = r->statements[j].content[p];

                if (span_holds(c, cue) && c.end - c.begin < best && longest(&r->statements[j]) > mine) {
                    best = c.end - c.begin;
                    r->statements[i].inside = (int32_t)j;
                }
            }
    }
}

bool statement_find(const struct document *doc, const struct actors *actors, const struct clauses *clauses,
                    struct arena *mem, struct record *out, struct voice_list *voices)
{
    struct finder f = {
        .doc = doc, .actors = actors, .clauses = clauses, .mem = mem, .record = out, .voices = voices
    };

    voices->of = arena_alloc(mem, (doc->n_tokens + 1) * sizeof *voices->of);
    if (!voices->of || !quote_find(doc, mem, &f.quotes))
        return false;
    for (size_t s = 0; s < doc->n_sentences; s++) {
        enum role role = doc->article->paragraphs[doc->sentences[s].paragraph].role;

        if (role == ROLE_SUBHEAD || role == ROLE_EDITOR_NOTE)
            continue;
        for (size_t c = 0; c < clauses->of[s].n; c++)
            if (!from_clause(&f, s, (int32_t)c))
                return false;
        if (!according_to(&f, s))
            return false;
    }
    if (!left_over(&f))
        return false;
    nest(&f);
    return true;
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
