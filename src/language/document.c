/* document.c - see document.h: paragraphs into tokens and sentences, then what the caller wants. */
#include "language/floor.h"

const char *upos_text(enum upos tag)
{
    static const char *const names[] = {
#define UPOS_NAME(name) #name,
        UPOS_MAP(UPOS_NAME)
#undef UPOS_NAME
    };
    return names[tag];
}

priscus_status document_read(const struct article *article, unsigned want, struct arena *mem,
                             struct document *out, struct priscus_error *err)
{
    struct document doc = { .article = article, .body = article->body };
    struct token_list tokens = { .mem = mem };
    struct sentence_list sentences = { .mem = mem };
    bool out_of_memory = false;

    if (!lexicon_load())
        goto no_memory;
    tokens.norms = arena_alloc(mem, doc.body.len + 1);
    if (!tokens.norms)
        goto no_memory;
    for (size_t p = 0; p < article->n_paragraphs; p++) {
        uint32_t first = (uint32_t)tokens.n;

        if (!token_split(&tokens, doc.body, article->paragraphs[p].body))
            goto no_memory;
        doc.tokens = tokens.at;
        doc.n_tokens = tokens.n;
        if (!sentence_split(&sentences, &doc, first, (uint32_t)tokens.n, (uint32_t)p))
            goto no_memory;
    }
    doc.sentences = sentences.at;
    doc.n_sentences = sentences.n;
    lemma_fill(&doc, mem, &out_of_memory);
    if (out_of_memory)
        goto no_memory;
    if (want & (DOCUMENT_TAGS | DOCUMENT_NAMES)) {
        tag_fill(&doc);
        doc.has |= DOCUMENT_TAGS;
    }
    if (want & DOCUMENT_NAMES) {
        if (!name_fill(&doc, mem))
            goto no_memory;
        doc.has |= DOCUMENT_NAMES;
    }
    *out = doc;
    return PRISCUS_OK;
no_memory:
    return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory for a text of %zu bytes", article->body.len);
}

size_t sentence_at(const struct document *doc, uint32_t token)
{
    size_t lo = 0, hi = doc->n_sentences;

    while (lo + 1 < hi) {
        size_t mid = (lo + hi) / 2;

        if (doc->sentences[mid].first <= token)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

static bool wrong(const char **why, const char *what)
{
    if (why)
        *why = what;
    return false;
}

bool document_check(const struct document *doc, const char **why)
{
    size_t at = 0, token = 0;

    for (size_t i = 0; i < doc->n_tokens; i++) {
        struct span s = doc->tokens[i].span;

        if (s.begin < at || s.end <= s.begin || s.end > doc->body.len)
            return wrong(why, "a token is empty, out of order or out of the body");
        at = s.end;
    }
    for (size_t i = 0; i < doc->n_sentences; i++) {
        const struct sentence *s = &doc->sentences[i];

        if (s->first != token || s->end <= s->first || s->end > doc->n_tokens)
            return wrong(why, "sentences do not cover the tokens one after the other");
        if (s->paragraph >= doc->article->n_paragraphs ||
            !span_holds(doc->article->paragraphs[s->paragraph].body, s->span))
            return wrong(why, "a sentence leaves its paragraph");
        token = s->end;
    }
    if (token != doc->n_tokens)
        return wrong(why, "tokens behind the last sentence");
    for (size_t i = 0; i < doc->n_names; i++)
        if (doc->names[i].end <= doc->names[i].first || doc->names[i].end > doc->n_tokens)
            return wrong(why, "a name is empty or out of the tokens");
    return true;
}
