/* quote.c - quotation marks into quotations.
 *
 *     "We will talk," he said, "when the time comes."       two, of one utterance
 *     - We will talk - said the minister.                   dashes, as Polish papers have them
 *     "The minister said: "We will ..." and left.           one inside another
 *
 * A paragraph is the unit: a mark that is never closed runs to the paragraph's end, as newspapers
 * print a quotation that goes on in the next one. Nothing is repaired; the bytes stay as they are. */
#include "language/sentence/quote.h"

#define QUOTE_DEPTH_MAX 4

static bool is_dash(const struct document *doc, uint32_t i)
{
    struct text n = doc->tokens[i].norm;

    return text_is(n, "-") || text_is(n, "\xE2\x80\x93") || text_is(n, "\xE2\x80\x94");
}

static priscus_status add(struct quote_list *list, struct arena *mem, size_t *room, struct quote q)
{
    struct quote *grown;

    if (q.first >= q.end)
        return PRISCUS_OK;
    grown = arena_grow(mem, list->at, list->n, room, sizeof *grown);
    if (!grown)
        return PRISCUS_ENOMEM;
    list->at = grown;
    grown[list->n++] = q;
    return PRISCUS_OK;
}

static priscus_status read_paragraph(const struct document *doc, uint32_t first, uint32_t end, struct arena *mem,
                                     struct quote_list *list, size_t *room)
{
    uint32_t open[QUOTE_DEPTH_MAX];
    bool single[QUOTE_DEPTH_MAX];
    int depth = 0;

    if (first < end && is_dash(doc, first)) {
        for (uint32_t i = first + 2; i + 1 < end; i++)
            if (is_dash(doc, i) && (doc->tokens[i].feats & FEAT_SPACE_BEFORE) && doc->tokens[i + 1].upos == UPOS_VERB)
                return add(list, mem, room, (struct quote){ .first = first + 1, .end = i, .dash = true });
    }
    for (uint32_t i = first; i < end; i++) {
        const struct token *t = &doc->tokens[i];
        bool one = text_is(t->norm, "'");

        if ((t->feats & FEAT_OPENS) && depth < QUOTE_DEPTH_MAX) {
            open[depth] = i + 1;
            single[depth++] = one;
        } else if ((t->feats & FEAT_CLOSES) && depth && single[depth - 1] == one) {
            depth--;
            if (add(list, mem, room, (struct quote){ .first = open[depth], .end = i }) != PRISCUS_OK)
                return PRISCUS_ENOMEM;
        }
    }
    while (depth-- > 0)
        if (!single[depth] &&
            add(list, mem, room, (struct quote){ .first = open[depth], .end = end, .unclosed = true }) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    return PRISCUS_OK;
}

priscus_status quote_find(const struct document *doc, struct arena *mem, struct quote_list *out)
{
    size_t room = 0;

    *out = (struct quote_list){ 0 };
    out->begins = arena_alloc(mem, (doc->n_tokens + 1) * sizeof *out->begins);
    out->inside = arena_alloc(mem, (doc->n_tokens + 1) * sizeof *out->inside);
    if (!out->begins || !out->inside)
        return PRISCUS_ENOMEM;
    for (size_t s = 0; s < doc->n_sentences;) {
        size_t e = s;

        while (e < doc->n_sentences && doc->sentences[e].paragraph == doc->sentences[s].paragraph)
            e++;
        if (role_kept(doc->article->paragraphs[doc->sentences[s].paragraph].role) &&
            read_paragraph(doc, doc->sentences[s].first, doc->sentences[e - 1].end, mem, out, &room) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        s = e;
    }
    for (size_t q = 0; q < out->n; q++) {
        const struct quote *at = &out->at[q];
        uint32_t *begins = &out->begins[at->first];

        if (!*begins || out->at[*begins - 1].end < at->end)
            *begins = (uint32_t)q + 1;
        for (uint32_t i = at->first; i < at->end; i++)
            out->inside[i] = true;
    }
    return PRISCUS_OK;
}
