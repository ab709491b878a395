/* attribution_quote.c - quotations that run over paragraphs, which the networks read one by one.
 *
 *     The minister went on:                          a cue at a paragraph's end, its content in the next
 *     "We have waited for a year.                    never closed: it goes on
 *     "We will not wait for another."                the same statement's
 *
 *     "Nobody asked us." - Ana Brook, baker          signed: the dash is the cue
 *
 * In a quotation of several paragraphs, papers open the marks in each and close them in the last one alone; the same
 * speaker goes on until a new cue comes. */
#include <stdlib.h>

#include "record/statement/attribution_features.h"

enum { SIGNATURE_MAX = 14, SIGNED_NAME_MAX = 8 };

struct completing {
    const struct document *doc;
    const struct quote_list *quotes;
    struct attribution_list *list;
    struct arena *mem;
    uint32_t *owner; /* per token: 1 + the outermost attribution whose content it is in */
};

static void own(struct completing *c, uint32_t i)
{
    const struct attribution *at = &c->list->at[i];

    for (uint8_t k = 0; k < at->n_content; k++)
        for (uint32_t t = at->content[k].first; t < at->content[k].end; t++)
            c->owner[t] = i + 1;
}

static void add_content(struct completing *c, uint32_t i, struct token_range piece)
{
    struct attribution *at = &c->list->at[i];

    if (at->n_content == ATTRIBUTION_PIECES_MAX)
        return;
    at->content[at->n_content++] = piece;
    own(c, i);
}

static bool is_dash(const struct document *doc, uint32_t t)
{
    static const char *const dashes[] = { "-", "--", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x95" };

    for (size_t i = 0; i < COUNT_OF(dashes); i++)
        if (token_is(doc, t, dashes[i]))
            return true;
    return false;
}

/* Where the quotation that opens the paragraph ends, marks and all; 0: none does. */
static uint32_t opening_quote(const struct completing *c, struct token_range p)
{
    uint32_t q;

    if (p.first + 1 >= p.end || !(c->doc->tokens[p.first].feats & FEAT_OPENS) || !(q = c->quotes->begins[p.first + 1]))
        return 0;
    q = c->quotes->at[q - 1].end;
    return q < p.end ? q + 1 : p.end;
}

static bool owned(const struct completing *c, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if (c->owner[t])
            return true;
    return false;
}

/* Does a line or a paragraph end before token t? */
static bool line_ends(const struct document *doc, uint32_t t)
{
    return t >= doc->n_tokens || memchr(doc->body.ptr + doc->tokens[t - 1].span.end, '\n',
                                        doc->tokens[t].span.begin - doc->tokens[t - 1].span.end);
}

/* "- Ana Brook, baker" from token `first` to the end of its line: the name's tokens. */
static bool signature(const struct document *doc, uint32_t first, struct token_range *name)
{
    uint32_t t = first + 1, end = t;

    if (t >= doc->n_tokens || !is_dash(doc, first) || line_ends(doc, t) || doc->tokens[t].upos != UPOS_PROPN)
        return false;
    while (!line_ends(doc, end))
        if (++end > first + SIGNATURE_MAX)
            return false;
    while (t < end && t < first + 1 + SIGNED_NAME_MAX && doc->tokens[t].upos != UPOS_PUNCT &&
           doc->tokens[t].upos != UPOS_VERB)
        t++;
    *name = (struct token_range){ first + 1, t };
    return t == end || token_is(doc, t, ",") || token_is(doc, t, "(") || token_is(doc, t, ".");
}

static priscus_status signed_quotes(struct completing *c)
{
    for (size_t q = 0; q < c->quotes->n; q++) {
        const struct quote *at = &c->quotes->at[q];
        uint32_t dash = at->end + 1;
        struct token_range name;
        struct attribution *grown;

        if (at->dash || at->unclosed || at->first == 0 || !signature(c->doc, dash, &name) ||
            owned(c, at->first, at->end))
            continue;
        grown = arena_grow(c->mem, c->list->at, c->list->n, &c->list->room, sizeof *grown);
        if (!grown)
            return PRISCUS_ENOMEM;
        c->list->at = grown;
        grown[c->list->n++] = (struct attribution){ .cue = { dash, dash + 1 },
                                                    .source = { name },
                                                    .n_source = 1,
                                                    .content = { { at->first - 1, dash } },
                                                    .n_content = 1,
                                                    .sure = 1,
                                                    .inside = -1 };
        own(c, (uint32_t)c->list->n - 1);
    }
    return PRISCUS_OK;
}

/* Does attribution i leave off at the end of the paragraph, in a quotation or with a colon? */
static bool goes_on(const struct completing *c, uint32_t i, struct token_range p)
{
    const struct attribution *at = &c->list->at[i];
    struct token_range last;

    if (!at->n_content)
        return at->cue.end + 2 >= p.end;
    last = at->content[at->n_content - 1];
    return last.first >= p.first && c->quotes->inside[last.end - 1 > last.first ? last.end - 2 : last.first];
}

/* The last attribution whose cue or content lies in the paragraph; UINT32_MAX: none. */
static uint32_t last_in(const struct completing *c, struct token_range p, uint32_t n)
{
    uint32_t best = UINT32_MAX, where = 0;

    for (uint32_t i = n; i-- > 0 && i + 64 > n;) {
        const struct attribution *at = &c->list->at[i];
        uint32_t end = at->n_content && at->content[at->n_content - 1].end > at->cue.end
                           ? at->content[at->n_content - 1].end
                           : at->cue.end;

        if (at->inside < 0 && end > p.first && end <= p.end && end > where) {
            best = i;
            where = end;
        }
    }
    return best;
}

priscus_status attribution_complete(const struct document *doc, const struct quote_list *quotes, struct arena *mem,
                                    struct attribution_list *list)
{
    struct completing c = { .doc = doc, .quotes = quotes, .list = list, .mem = mem };
    struct token_range before = { 0 };
    uint32_t reached = 0; /* attributions whose cue stands before the paragraph's end */
    priscus_status status;

    c.owner = arena_alloc(mem, (doc->n_tokens + 1) * sizeof *c.owner);
    if (!c.owner)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].inside < 0)
            own(&c, (uint32_t)i);
    status = signed_quotes(&c);
    if (status != PRISCUS_OK)
        return status;
    for (size_t s = 0, e, n = list->n; s < doc->n_sentences; s = e) {
        struct token_range p = { doc->sentences[s].first, 0 };
        uint32_t quote, i = UINT32_MAX;

        for (e = s + 1; e < doc->n_sentences && doc->sentences[e].paragraph == doc->sentences[s].paragraph; e++)
            ;
        p.end = doc->sentences[e - 1].end;
        quote = opening_quote(&c, p);
        if (quote && before.end && !owned(&c, p.first, quote)) {
            i = last_in(&c, before, reached);
            if (i != UINT32_MAX && goes_on(&c, i, before))
                add_content(&c, i, (struct token_range){ p.first, quote });
        }
        while (reached < n && (list->at[reached].inside >= 0 || list->at[reached].cue.first < p.end))
            reached++;
        before = p;
    }
    return PRISCUS_OK;
}

static int by_cue(const void *a, const void *b)
{
    const struct attribution *x = a, *y = b;

    return x->cue.first < y->cue.first ? -1 : x->cue.first > y->cue.first;
}

void attribution_order(struct attribution_list *list, size_t from)
{
    size_t kept = from;

    for (size_t i = from; i < list->n; i++)
        if (list->at[i].n_content)
            list->at[kept++] = list->at[i];
    list->n = kept;
    if (kept > from)
        qsort(list->at + from, kept - from, sizeof *list->at, by_cue);
}
