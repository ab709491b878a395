/* fuzz_text.c - any bytes as a text, up to the record, by the built-in agenda, roster and rules: whole, or, of an odd
 * number of bytes, in pieces of a few words. */
#include <stdio.h>
#include <stdlib.h>

#include "known.h"
#include "language/sentence/clause.h"
#include "reading/pieces.h"
#include "record/knowledge/knowledge.h"

#undef PIECES_BYTES
#define PIECES_BYTES ((size_t)48)
#include "reading/pieces.c" /* in place of the library's */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool right, const char *what)
{
    if (right)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

/* What clause.h promises, of every sentence. */
static void clauses_hold(const struct document *doc, struct arena *mem)
{
    struct clause_list list = { 0 };

    for (size_t s = 0; s < doc->n_sentences; s++) {
        uint32_t first = doc->sentences[s].first, end = doc->sentences[s].end;

        must(clause_find(doc, first, end, mem, &list) == PRISCUS_OK, "clause_find is out of memory");
        for (size_t c = 0; c < list.n; c++) {
            const struct clause *at = &list.at[c];
            uint32_t a, b;

            must(at->first >= first && at->first <= at->group && at->group <= at->verb && at->verb < at->end &&
                     at->end <= end,
                 "a clause leaves its sentence");
            must(at->parent >= -1 && at->parent < (int32_t)list.n && at->parent != (int32_t)c,
                 "a clause hangs on one that is not there");
            if (clause_subject(&list, (int32_t)c, &a, &b, NULL))
                must(a >= first && a < b && b <= end, "a subject leaves its sentence");
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct knowledge *knowledge;
    static struct arena mem;
    struct page page = { .name = text_c("f"), .bytes = text_of((const char *)data, size), .from = PRISCUS_FROM_TEXT };
    struct article article = { 0 };
    struct document doc;
    struct record record;
    struct quote_list quotes;
    struct attribution_list list;
    const char *why = "";

    if (!knowledge)
        must(knowledge_open(test_language(), NULL, 0, NULL, 0, &knowledge, NULL) == PRISCUS_OK,
             "the built-in knowledge does not load");
    arena_reset(&mem);
    if (article_read_text(&page, &mem, &article, NULL) != PRISCUS_OK)
        return 0;
    must(article_check(&article, &page, &why), why);
    if (size % 3)
        article.published = date_day(2024, 2, 29);
    article.day_first = size % 2;
    if (size % 5 == 0 && article.n_paragraphs)
        article.paragraphs[0].role = ROLE_HEADLINE;
    must((size % 2 ? pieces_read(test_reader(), test_attributor(), &article, &mem, &doc, &list, NULL)
                   : document_read(test_reader(), &article, &mem, &doc, NULL)) == PRISCUS_OK,
         "no document is made");
    must(document_check(&doc, &why), why);
    clauses_hold(&doc, &mem);
    must(quote_find(&doc, &mem, &quotes) == PRISCUS_OK, "quote_find fails");
    must(size % 2 || attribution_find(test_attributor(), &doc, &quotes, &mem, &list) == PRISCUS_OK,
         "attribution_find fails");
    must(record_read_attributed(&doc, knowledge, test_networks(), &quotes, &list, &mem, &record, NULL) == PRISCUS_OK,
         "record_read fails");
    must(record_check(&record, &doc, &why), why);
    for (size_t i = 0; i < record.n_statements; i++) {
        size_t hops = 0;

        for (int32_t k = record.statements[i].inside; k >= 0; k = record.statements[k].inside)
            must(hops++ <= record.n_statements, "a statement lies inside itself");
    }
    return 0;
}
