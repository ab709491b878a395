/* add_article.c - what a reading made of a page: the article, its agencies, where its paragraphs stand in the page. */
#include "ledger/columns.h"
#include "ledger/database/search_words.h"
#include "ledger/sqlite/row.h"
#include "page/source/page_given.h"

static priscus_status add_agency(struct ledger *ledger, int64_t article_id, int64_t ordinal, struct text name,
                                 struct text credited_for, struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_AGENCY, err);

    AGENCY_COLUMNS(PUT);
    return row_add(&row, NULL);
}

static priscus_status add_paragraph(struct ledger *ledger, int64_t article_id, const struct paragraph *paragraph,
                                    int64_t *id, struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_PARAGRAPH, err);
    struct text role = text_c(role_text(paragraph->role));

    PARAGRAPH_COLUMNS(PUT);
    return row_add(&row, id);
}

priscus_status ledger_add_to_search(struct ledger *ledger, int64_t paragraph_id, struct text words,
                                    struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_ADD_TO_SEARCH, err);

    struct buffer own = { 0 };
    priscus_status status;

    put_number(&row, paragraph_id);
    if (ledger->postgres) {
        search_words(words, &own);
        words = own.failed ? (struct text){ 0 } : buffer_as_text(&own);
    }
    put_text(&row, words);
    status = own.failed ? error_memory(err) : row_run(&row);
    buffer_release(&own);
    return status;
}

static priscus_status add_dropped(struct ledger *ledger, int64_t article_id, int64_t ordinal,
                                  const struct dropped *dropped, struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_DROPPED, err);
    struct text role = text_c(role_text(dropped->role));

    DROPPED_COLUMNS(PUT);
    return row_add(&row, NULL);
}

static priscus_status add_article(struct ledger *ledger, const struct page *page, int64_t page_id, int64_t sighting_id,
                                  int64_t body_id, const struct article *article, int64_t *id,
                                  struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_ARTICLE, err);
    int64_t key = id_of_article(page->hash, article->title, article->body);
    struct text read_as, given;

    arena_reset(&ledger->mem);
    if (page_read_as(page, &ledger->mem, &read_as) != PRISCUS_OK ||
        page_given_write(page, &ledger->mem, &given) != PRISCUS_OK)
        return error_memory(err);
    ARTICLE_COLUMNS(PUT);
    return row_add(&row, id);
}

/* All rows first, and the text of all behind them: each row's trigger is a savepoint of its own, before which FTS5 writes what it
 * gathered, so that between them a paragraph would be a segment of the index, to be merged with others. */
static priscus_status add_paragraphs(struct ledger *ledger, int64_t article_id, bool body_is_new,
                                     const struct article *article, struct priscus_error *err)
{
    int64_t *ids = arena_alloc(&ledger->mem, article->n_paragraphs * sizeof *ids);
    priscus_status status = ids ? PRISCUS_OK : error_memory(err);

    for (size_t i = 0; status == PRISCUS_OK && i < article->n_paragraphs; i++)
        status = add_paragraph(ledger, article_id, &article->paragraphs[i], &ids[i], err);
    /* A body that another reading has too can be searched already. */
    for (size_t i = 0; status == PRISCUS_OK && body_is_new && i < article->n_paragraphs; i++)
        if (!span_empty(article->paragraphs[i].body))
            status = ledger_add_to_search(ledger, ids[i], text_in(article->body, article->paragraphs[i].body), err);
    return status;
}

priscus_status ledger_add_article(struct ledger *ledger, const struct page *page, int64_t page_id, int64_t sighting_id,
                                  int64_t body_id, bool body_is_new, const struct article *article, int64_t *id,
                                  struct priscus_error *err)
{
    int64_t agencies = 0;
    priscus_status status = add_article(ledger, page, page_id, sighting_id, body_id, article, id, err);

    for (size_t i = 0; status == PRISCUS_OK && i < article->n_agencies; i++)
        status = add_agency(ledger, *id, agencies++, article->agencies[i], text_c(CREDIT_REPORT_TEXT), err);
    for (size_t i = 0; status == PRISCUS_OK && i < article->n_credits; i++)
        status = add_agency(ledger, *id, agencies++, article->credits[i].agency,
                            text_c(credit_text(article->credits[i].what)), err);
    if (status == PRISCUS_OK)
        status = add_paragraphs(ledger, *id, body_is_new, article, err);
    for (size_t i = 0; status == PRISCUS_OK && i < article->n_dropped; i++)
        status = add_dropped(ledger, *id, (int64_t)i, &article->dropped[i], err);
    return status;
}
