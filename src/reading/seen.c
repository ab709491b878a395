/* seen.c - see seen.h. */
#include "reading/seen.h"

priscus_status seen_article(const struct article *article, struct arena *mem, struct visible *visible,
                            struct article *out, struct priscus_error *err)
{
    if (visible_of(article->body, mem, visible) != PRISCUS_OK)
        return error_memory(err);
    *out = *article;
    if (!visible->n)
        return PRISCUS_OK;
    out->body = visible->text;
    out->paragraphs = arena_alloc(mem, (out->n_paragraphs + 1) * sizeof *out->paragraphs);
    out->cited = arena_alloc(mem, (out->n_cited + 1) * sizeof *out->cited);
    if (!out->paragraphs || !out->cited)
        return error_memory(err);
    for (size_t i = 0; i < out->n_paragraphs; i++) {
        out->paragraphs[i] = article->paragraphs[i];
        out->paragraphs[i].body = visible_place(visible, article->paragraphs[i].body);
    }
    for (size_t i = 0; i < out->n_cited; i++) {
        out->cited[i] = article->cited[i];
        out->cited[i].words = visible_place(visible, article->cited[i].words);
    }
    return PRISCUS_OK;
}

static void document_back(const struct visible *v, struct document *doc)
{
    for (size_t i = 0; i < doc->n_tokens; i++)
        doc->tokens[i].span = visible_back(v, doc->tokens[i].span);
    for (size_t i = 0; i < doc->n_sentences; i++)
        doc->sentences[i].span = visible_back(v, doc->sentences[i].span);
    for (size_t i = 0; i < doc->states.n; i++)
        doc->states.words[i].span = visible_back(v, doc->states.words[i].span);
}

static void statement_back(const struct visible *v, struct statement *st)
{
    struct span *places[] = { &st->source, &st->cue, &st->occasion, &st->addressee, &st->said_words };

    for (size_t i = 0; i < COUNT_OF(places); i++)
        *places[i] = visible_back(v, *places[i]);
    for (size_t i = 0; i < st->n_content; i++)
        st->content[i] = visible_back(v, st->content[i]);
    for (size_t i = 0; i < st->n_chain; i++)
        st->chain[i].words = visible_back(v, st->chain[i].words);
}

static void position_back(const struct visible *v, struct position *p)
{
    struct span *places[] = { &p->sentence,    &p->words,       &p->condition, &p->said_words,
                              &p->issue_words, &p->issue_named, &p->holder,    &p->scores.cue };

    for (size_t i = 0; i < COUNT_OF(places); i++)
        *places[i] = visible_back(v, *places[i]);
}

void seen_back(const struct visible *visible, const struct article *article, struct document *document,
               struct record *record)
{
    document->article = article;
    document->body = article->body;
    if (!visible->n)
        return;
    document_back(visible, document);
    for (size_t i = 0; i < record->n_statements; i++)
        statement_back(visible, &record->statements[i]);
    for (size_t i = 0; i < record->n_positions; i++)
        position_back(visible, &record->positions[i]);
}
