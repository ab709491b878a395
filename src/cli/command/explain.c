/* explain.c - `priscus read --explain`: what each part of a page was taken for, and why.
 *
 *     talks.html  page of HTML, 4,310 bytes
 *       FIELD      VALUE                             FROM
 *       title      Talks resume after a year         h1
 *       byline     Ana Brook                         JSON-LD
 *       published  2031-05-03T07:10                  article:published_time
 *
 *          BYTES      ROLE      RULE        TEXT
 *       +  1210-1240  headline              Talks resume after a year
 *       -  1300-1322  byline    byline      By Ana Brook
 *       +  1340-1702  body                  The two coasts will meet again, ...
 *
 * + is text of the article, - is not. No ledger is opened. Nothing here decides anything:
 * the article says all of it (page/article.h). */
#include "cli/command/explain.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/command.h"
#include "cli/screen/table.h"
#include "cli/screen/terminal.h"
#include "page/format.h"
#include "page/markup/element.h"
#include "page/source/source.h"

#define SHOWN_MAX   4096 /* bytes of a block that are looked at: no line is as wide */
#define INDENT      2
#define FIELD_LEAST 20

/* --- the fields --- */

static void add_field(struct table *t, const char *name, struct text value, const char *from)
{
    if (!value.len)
        return;
    table_add(t, text_c(name));
    table_add(t, value);
    table_add(t, text_c(from));
}

static void add_date(struct table *t, const char *name, struct date date, struct text words, const char *from)
{
    char text[DATE_TEXT_MAX];
    struct buffer value = { 0 };

    if (!date_known(date) && !words.len)
        return;
    buffer_c(&value, date_known(date) ? date_format(date, text) : "unknown");
    if (words.len && !text_is(words, text)) {
        buffer_c(&value, "  \"");
        buffer_text(&value, words);
        buffer_char(&value, '"');
    }
    add_field(t, name, buffer_as_text(&value), from);
    t->failed |= value.failed;
    buffer_release(&value);
}

/* Where a field was read, if markup said it; of other inputs only whether it was stated or inferred. */
static const char *outlet_from(const struct article *a)
{
    if (!a->outlet_inferred)
        return a->from.outlet;
    return a->from.outlet ? a->from.outlet : "inferred";
}

static void add_fields(struct table *t, const struct article *a)
{
    add_field(t, "title", a->title, a->from.title);
    for (size_t i = 0; i < a->n_paragraphs; i++)
        if (a->paragraphs[i].role == ROLE_STANDFIRST)
            add_field(t, "standfirst", text_in(a->body, a->paragraphs[i].body), NULL);
    add_field(t, "byline", a->byline, a->from.byline);
    add_field(t, "outlet", a->outlet, outlet_from(a));
    add_field(t, "republished by", a->republished_by, NULL);
    for (size_t i = 0; i < a->n_agencies; i++)
        add_field(t, "agency", a->agencies[i], CREDIT_REPORT_TEXT);
    for (size_t i = 0; i < a->n_credits; i++)
        add_field(t, "agency", a->credits[i].agency, credit_text(a->credits[i].what));
    for (size_t i = 0; i < a->n_cited; i++)
        add_field(t, "cited", a->cited[i].name, "in the text");
    add_field(t, "section", a->section, a->from.section);
    add_date(t, "published", a->published, a->published_words, a->from.published);
    add_date(t, "modified", a->modified, (struct text){ 0 }, a->from.modified);
    add_field(t, "language", a->language, a->from.language);
    add_field(t, "address", a->address, a->from.address);
    if (a->unsure)
        add_field(t, "unsure", text_c(a->unsure_why), NULL);
}

/* --- the blocks --- */

/* A paragraph or something dropped, to be told in the page's order. */
struct row {
    struct span page;
    size_t order; /* of rows that begin at one byte */
    const char *role, *rule;
    struct text text; /* of a kept one: as it is in the body */
};

static int by_place(const void *left, const void *right)
{
    const struct row *a = left, *b = right;

    if (a->page.begin != b->page.begin)
        return a->page.begin < b->page.begin ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static struct row *rows_of(const struct article *a, struct arena *mem)
{
    size_t n = 0;
    struct row *rows = arena_alloc(mem, (a->n_paragraphs + a->n_dropped) * sizeof *rows);

    if (!rows)
        return NULL;
    for (size_t i = 0; i < a->n_paragraphs; i++, n++)
        rows[n] = (struct row){ a->paragraphs[i].page, n, role_text(a->paragraphs[i].role), a->paragraphs[i].rule,
                                text_in(a->body, a->paragraphs[i].body) };
    for (size_t i = 0; i < a->n_dropped; i++, n++)
        rows[n] = (struct row){ a->dropped[i].page, n, role_text(a->dropped[i].role), a->dropped[i].rule,
                                (struct text){ 0 } };
    qsort(rows, n, sizeof *rows, by_place);
    return rows;
}

/* What a reader sees of a piece of markup: no tags, no scripts. */
static void add_visible(struct buffer *out, struct text t)
{
    struct html_tokenizer m;

    html_tokenizer_begin(&m, t, 0);
    while (out->len < SHOWN_MAX && html_tokenizer_next(&m)) {
        if (m.kind == HTML_TEXT && m.text_state == HTML_DATA)
            buffer_text(out, m.text);
        else if (m.kind != HTML_TEXT)
            buffer_char(out, ' ');
        if (m.kind == HTML_START && element_find(m.name)->traits & (RAWTEXT | RCDATA)) {
            m.state = HTML_RAWTEXT;
            m.raw = m.name;
        }
    }
}

static void add_row(struct table *t, const struct page *page, const struct row *row)
{
    struct buffer words = { 0 };
    char place[32];

    table_add(t, text_c(row->text.ptr ? "+" : "-"));
    snprintf(place, sizeof place, "%u-%u", row->page.begin, row->page.end);
    table_add(t, text_c(place));
    table_add(t, text_c(row->role));
    table_add(t, text_c(row->rule));
    if (row->text.ptr)
        buffer_add(&words, row->text.ptr, row->text.len < SHOWN_MAX ? row->text.len : SHOWN_MAX);
    else if (page->from == PRISCUS_FROM_HTML || page->from == PRISCUS_FROM_FEED)
        add_visible(&words, text_in(page->bytes, row->page));
    else
        buffer_text(&words, text_in(page->bytes, row->page));
    if (words.len > SHOWN_MAX)
        words.len = SHOWN_MAX;
    table_add(t, buffer_as_text(&words));
    t->failed |= words.failed;
    buffer_release(&words);
}

/* --- the page --- */

static void add_indented(struct buffer *out, const struct buffer *lines)
{
    struct text rest = buffer_as_text(lines);

    while (rest.len) {
        struct text line = text_cut(&rest, '\n');

        if (line.len)
            buffer_format(out, "%*s", INDENT, "");
        buffer_text(out, line);
        buffer_char(out, '\n');
    }
}

static priscus_status explain(const struct page *page, const struct article *a, struct arena *mem, size_t width,
                              bool styled, struct buffer *out)
{
    static const struct table_column fields[] = { { .heading = "FIELD" },
                                                  { .heading = "VALUE", .least = FIELD_LEAST },
                                                  { .heading = "FROM" } };
    static const struct table_column blocks[] = { { .heading = "" },
                                                  { .heading = "BYTES" },
                                                  { .heading = "ROLE" },
                                                  { .heading = "RULE", .least = 10 },
                                                  { .heading = "TEXT", .least = FIELD_LEAST } };
    struct row *rows = rows_of(a, mem);
    struct buffer lines = { 0 };
    struct table t;
    priscus_status status;

    if (!rows)
        return PRISCUS_ENOMEM;
    text_clean(page->name, out);
    buffer_format(out, "  %s, %zu bytes\n", format_text(page->from), page->bytes.len);
    width = width > INDENT + FIELD_LEAST ? width - INDENT : FIELD_LEAST;
    table_init(&t, fields, COUNT_OF(fields));
    add_fields(&t, a);
    status = table_print(&t, width, styled, &lines);
    table_release(&t);
    buffer_char(&lines, '\n');
    table_init(&t, blocks, COUNT_OF(blocks));
    for (size_t i = 0; i < a->n_paragraphs + a->n_dropped; i++)
        add_row(&t, page, &rows[i]);
    if (status == PRISCUS_OK)
        status = table_print(&t, width, styled, &lines);
    table_release(&t);
    add_indented(out, &lines);
    buffer_release(&lines);
    return status;
}

int explain_pages(struct page_source *source, size_t missing)
{
    struct arena mem = { 0 };
    struct priscus_error err;
    struct page page;
    struct article article;
    size_t failed = missing, shown = 0;
    bool styled = terminal_styled(STDOUT_FILENO);
    int status = EXIT_DONE;

    for (;;) {
        priscus_status read = page_source_next(source, &mem, &page, &err);
        struct buffer out = { 0 };

        if (read == PRISCUS_DONE)
            break;
        if (read == PRISCUS_OK) {
            read = article_read(&page, &mem, &article, &err);
            if (read != PRISCUS_OK)
                error_prefix(&err, "%.*s", (int)(page.name.len < 120 ? page.name.len : 120), page.name.ptr);
        }
        if (read == PRISCUS_ENOMEM) {
            status = command_failed(&err);
            break;
        }
        if (read != PRISCUS_OK) {
            complain("%s", err.message);
            failed++;
        } else {
            if (shown++)
                buffer_char(&out, '\n');
            if (explain(&page, &article, &mem, terminal_width(STDOUT_FILENO), styled, &out) != PRISCUS_OK)
                out.failed = true;
            status = command_write(&out);
            if (status != EXIT_DONE)
                break;
        }
        arena_reset(&mem);
    }
    arena_release(&mem);
    return status != EXIT_DONE ? status : failed ? EXIT_INPUTS : EXIT_DONE;
}
