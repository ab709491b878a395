/* reading.c - one page up the stairs, and the line of JSON it makes (docs/jsonl.md). */
#include "reading/reading.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/json_write.h"
#include "language/sentence/quote.h"
#include "reading/pieces.h"
#include "reading/seen.h"
#include "record/id.h"
#include "record/position/position_reader.h"
#include "record/statement/attribution.h"

struct analyst {
    const struct knowledge *knowledge;
    struct document_reader *reader;
    struct record_networks networks;
};

struct analyst *analyst_new(const struct knowledge *knowledge)
{
    struct analyst *a = calloc(1, sizeof *a);

    if (!a)
        return NULL;
    a->knowledge = knowledge;
    a->reader = document_reader_new(knowledge_language(knowledge));
    if (a->reader && record_networks_open(knowledge_language(knowledge), &a->networks, NULL) == PRISCUS_OK)
        return a;
    analyst_free(a);
    return NULL;
}

void analyst_free(struct analyst *a)
{
    if (!a)
        return;
    document_reader_free(a->reader);
    record_networks_close(&a->networks);
    free(a);
}

void analyst_by_rules(struct analyst *a)
{
    position_reader_free(a->networks.position_reader);
    a->networks.position_reader = NULL;
}

/* From an article to its document and its record: whole, or in pieces where it is long. */
static priscus_status read_article(const struct article *article, struct analyst *analyst, struct arena *mem,
                                   struct document *doc, struct record *record, struct priscus_error *err)
{
    struct quote_list quotes;
    struct attribution_list list;
    priscus_status status;

    if (!pieces_wanted(article)) {
        status = document_read(analyst->reader, article, mem, doc, err);
        return status != PRISCUS_OK ? status
                                    : record_read(doc, analyst->knowledge, &analyst->networks, mem, record, err);
    }
    status = pieces_read(analyst->reader, analyst->networks.attributor, article, mem, doc, &list, err);
    if (status != PRISCUS_OK)
        return status;
    if (quote_find(doc, mem, &quotes) != PRISCUS_OK)
        return error_memory(err);
    return record_read_attributed(doc, analyst->knowledge, &analyst->networks, &quotes, &list, mem, record, err);
}

priscus_status reading_make(const struct page *page, struct analyst *analyst, struct arena *mem, struct reading *out,
                            struct priscus_error *err)
{
    /* Each floor points at what the one below it made, so that all of it must
     * stand where it will stay: in the arena, not on this stack. */
    struct reading *made = arena_alloc(mem, sizeof *made);
    struct article *seen = arena_alloc(mem, sizeof *seen);
    struct visible visible;
    priscus_status status;
    const char *why = NULL;

    if (!made || !seen)
        return error_memory(err);
    made->page = *page;
    if ((status = article_read(&made->page, mem, &made->article, err)) != PRISCUS_OK ||
        (status = seen_article(&made->article, mem, &visible, seen, err)) != PRISCUS_OK ||
        (status = read_article(seen, analyst, mem, &made->document, &made->record, err)) != PRISCUS_OK)
        return status;
    seen_back(&visible, &made->article, &made->document, &made->record);
    assert(article_check(&made->article, &made->page, &why));
    assert(document_check(&made->document, &why));
    assert(record_check(&made->record, &made->document, &why));
    (void)why;
    *out = *made;
    return PRISCUS_OK;
}

/* ---- the line of JSON -------------------------------------------------------------------- */

/* A list of places: [] where there are none. */
static void put_spans(struct buffer *b, const char *key, const struct span *spans, size_t n)
{
    json_put_open(b, key, '[');
    for (size_t i = 0; i < n; i++)
        if (!span_empty(spans[i]))
            json_put_span(b, NULL, spans[i]);
    buffer_char(b, ']');
}

/* KEY and KEY_precision, both null for a date that is not known. */
static void put_date(struct buffer *b, const char *key, const char *precision_key, struct date d)
{
    json_put_date(b, key, d);
    json_put_text(b, precision_key, date_known(d) ? text_c(precision_text(d.precision)) : (struct text){ 0 });
}

static void put_id(struct buffer *b, const char *key, char letter, int64_t id)
{
    char text[ID_TEXT_MAX];

    json_put_text(b, key, text_c(id_format(letter, id, text)));
}

static void put_chain(struct buffer *b, const struct statement *st, struct text body)
{
    json_put_open(b, "chain", '[');
    for (size_t i = 0; i < st->n_chain; i++) {
        json_put_open(b, NULL, '{');
        json_put_text(b, "role", text_c(chain_role_text(st->chain[i].role)));
        json_put_text(b, "name", st->chain[i].name);
        json_put_words(b, "words", body, st->chain[i].words);
        buffer_char(b, '}');
    }
    buffer_char(b, ']');
}

static void put_statement(struct buffer *b, const struct reading *r, struct sha256 page, const struct statement *st)
{
    struct text body = r->article.body;

    put_id(b, "id", ID_STATEMENT, id_of_statement(page, st));
    json_put_text(b, "kind", text_c(statement_kind_text(st->kind)));
    put_spans(b, "source", &st->source, 1);
    put_spans(b, "cue", &st->cue, 1);
    put_spans(b, "content", st->content, st->n_content);
    json_put_text(b, "speaker", st->speaker);
    json_put_text(b, "person", st->person);
    json_put_text(b, "party", st->party);
    put_chain(b, st, body);
    json_put_words(b, "occasion", body, st->occasion);
    put_date(b, "said_on", "said_on_precision", st->said_on);
    if (st->inside >= 0)
        put_id(b, "inside", ID_STATEMENT, id_of_statement(page, &r->record.statements[st->inside]));
    else
        json_put_null(b, "inside");
    json_put_words(b, "addressee", body, st->addressee);
}

static void put_position(struct buffer *b, const struct reading *r, struct sha256 page, const struct position *p)
{
    struct text body = r->article.body;

    put_id(b, "id", ID_POSITION, id_of_position(page, p));
    if (p->statement >= 0)
        put_id(b, "statement", ID_STATEMENT, id_of_statement(page, &r->record.statements[p->statement]));
    else
        json_put_null(b, "statement");
    json_put_words(b, "sentence", body, p->sentence);
    json_put_words(b, "text", body, p->words);
    json_put_span(b, "span", p->words);
    json_put_text(b, "speaker", p->speaker);
    json_put_text(b, "person", p->person);
    json_put_text(b, "party", p->party);
    json_put_text(b, "issue", p->issue);
    json_put_text(b, "stance", text_c(stance_text(p->stance)));
    json_put_words(b, "condition", body, p->condition);
    json_put_text(b, "counterpart", p->counterpart);
    put_date(b, "said_on", "said_on_precision", p->said_on);
    json_put_bool(b, "last_known", p->last_known);
    json_put_bool(b, "by_other", p->by_other);
    json_put_hundredths(b, "sure", sure_hundredths(p->sure));
}

static void put_dropped(struct buffer *b, const struct article *a)
{
    json_put_open(b, "dropped", '[');
    for (size_t i = 0; i < a->n_dropped; i++) {
        json_put_open(b, NULL, '{');
        json_put_text(b, "role", text_c(role_text(a->dropped[i].role)));
        json_put_text(b, "rule", text_c(a->dropped[i].rule));
        json_put_span(b, "page", a->dropped[i].page);
        buffer_char(b, '}');
    }
    buffer_char(b, ']');
}

/* Only a live page has any. */
static void put_posts(struct buffer *b, const struct article *a)
{
    if (a->n_posts == 0)
        return;
    json_put_open(b, "posts", '[');
    for (size_t i = 0; i < a->n_posts; i++) {
        json_put_open(b, NULL, '{');
        json_put_number(b, "paragraph", a->posts[i].paragraph);
        put_date(b, "published", "published_precision", a->posts[i].published);
        json_put_text(b, "author", a->posts[i].author);
        buffer_char(b, '}');
    }
    buffer_char(b, ']');
}

static void put_cited(struct buffer *b, const struct article *a)
{
    json_put_open(b, "cited", '[');
    for (size_t i = 0; i < a->n_cited; i++) {
        json_put_open(b, NULL, '{');
        json_put_text(b, "name", a->cited[i].name);
        json_put_span(b, "span", a->cited[i].words);
        buffer_char(b, '}');
    }
    buffer_char(b, ']');
}

void reading_statement_json(const struct reading *reading, size_t statement, struct buffer *out)
{
    json_put_open(out, NULL, '{');
    put_statement(out, reading, page_hash(&reading->page), &reading->record.statements[statement]);
    buffer_char(out, '}');
}

void reading_position_json(const struct reading *reading, size_t position, struct buffer *out)
{
    json_put_open(out, NULL, '{');
    put_position(out, reading, page_hash(&reading->page), &reading->record.positions[position]);
    buffer_char(out, '}');
}

void reading_json(const struct reading *reading, const struct knowledge *knowledge, struct buffer *out)
{
    const struct article *a = &reading->article;
    struct sha256 page = page_hash(&reading->page);

    (void)knowledge;
    buffer_char(out, '{');
    /* A JSON line that names itself keeps its name: whoever wrote it looks for it by that. */
    json_put_text(out, "file", reading->page.from == PRISCUS_FROM_JSONL && a->id.ptr ? a->id : reading->page.name);
    if (a->id.ptr)
        json_put_text(out, "id", a->id);
    else
        put_id(out, "id", ID_ARTICLE, id_of_article(page, a->title, a->body));
    json_put_text(out, "title", a->title);
    json_put_text(out, "outlet", a->outlet);
    json_put_text(out, "byline", a->byline);
    json_put_open(out, "agencies", '[');
    for (size_t i = 0; i < a->n_agencies; i++)
        json_put_text(out, NULL, a->agencies[i]);
    for (size_t i = 0; i < a->n_credits; i++)
        json_put_text(out, NULL, a->credits[i].agency);
    buffer_char(out, ']');
    json_put_open(out, "agencies_for", '[');
    for (size_t i = 0; i < a->n_agencies; i++)
        json_put_text(out, NULL, text_c(CREDIT_REPORT_TEXT));
    for (size_t i = 0; i < a->n_credits; i++)
        json_put_text(out, NULL, text_c(credit_text(a->credits[i].what)));
    buffer_char(out, ']');
    put_date(out, "published", "published_precision", a->published);
    json_put_text(out, "language", a->language);
    json_put_text(out, "body", a->body);

    json_put_open(out, "statements", '[');
    for (size_t i = 0; i < reading->record.n_statements; i++) {
        json_put_open(out, NULL, '{');
        put_statement(out, reading, page, &reading->record.statements[i]);
        buffer_char(out, '}');
    }
    buffer_char(out, ']');

    json_put_open(out, "positions", '[');
    for (size_t i = 0; i < reading->record.n_positions; i++) {
        json_put_open(out, NULL, '{');
        put_position(out, reading, page, &reading->record.positions[i]);
        buffer_char(out, '}');
    }
    buffer_char(out, ']');

    json_put_open(out, "paragraphs", '[');
    for (size_t i = 0; i < a->n_paragraphs; i++) {
        json_put_open(out, NULL, '{');
        json_put_text(out, "role", text_c(role_text(a->paragraphs[i].role)));
        json_put_span(out, "body", a->paragraphs[i].body);
        json_put_span(out, "page", a->paragraphs[i].page);
        buffer_char(out, '}');
    }
    buffer_char(out, ']');
    json_put_bool(out, "unsure", a->unsure);
    put_dropped(out, a);
    put_cited(out, a);
    put_posts(out, a);
    json_put_text(out, "address", a->address);
    json_put_bool(out, "published_given", a->published_given);
    buffer_char(out, '}');
}
