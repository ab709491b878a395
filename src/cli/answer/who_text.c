/* who_text.c - see who_text.h.
 *
 *     WHEN              WHO                HOW     FROM WHOM      WORDS
 *     2031-11-19 22:31  The Ferry Post     quotes  Danek Orshul   "... said Danek Orshul"
 *     2031-11-20        Skarrvik Dispatch  copy    The Ferry Post samples/pages/17-...
 *
 *     First report known: The Ferry Post, 2031-11-19 22:31, samples/pages/17-...
 *     4 reports; independent sources: 2 (The Ferry Post, OPA)
 *
 * What a row says is a page's own (story/sources/citation.h), but for copies, which story/copies found. */
#include "cli/answer/who_text.h"

#include <stdio.h>
#include <unistd.h>

#include "base/json_write.h"
#include "cli/command.h"
#include "cli/screen/table.h"
#include "cli/screen/terminal.h"
#include "record/id.h"

#define NAMES_MAX 12 /* sources that are named in one line              */
#define BACK_MAX  16 /* pages that copy each other, on the way back     */

priscus_status who_find(struct ledger *ledger, const char *id, struct arena *mem, struct who *out,
                        struct priscus_error *err)
{
    priscus_status status = tellings_find(ledger, id, mem, &out->tellings, &out->n, &out->total, err);

    if (status == PRISCUS_OK && citations_find(out->tellings, out->n, mem, &out->found) != PRISCUS_OK)
        status = error_memory(err);
    return status;
}

struct date who_date(const struct telling *t)
{
    const struct record *record = &t->page->record;

    if (t->statement >= 0 && date_known(record->statements[t->statement].posted))
        return record->statements[t->statement].posted;
    return t->page->it.published;
}

/* "2031-11-19 22:31" */
static struct text when(const struct telling *t, char out[DATE_TEXT_MAX])
{
    struct date d = who_date(t);
    char *at;

    if (!date_known(d))
        return text_c("no date");
    if (d.precision == PRECISION_SECOND) {
        d.precision = PRECISION_MINUTE;
        d.second = 0;
    }
    d.zone = DATE_NO_ZONE;
    date_format(d, out);
    if ((at = strchr(out, 'T')))
        *at = ' ';
    return text_c(out);
}

struct text who_words(const struct who *who, const struct citation *step)
{
    return text_in(who->tellings[step->telling].page->it.body, step->words);
}

const char *who_statement(const struct telling *t, char out[WHO_ID_MAX])
{
    if (t->statement < 0)
        return NULL;
    return id_format(ID_STATEMENT, id_of_statement(t->page->hash, &t->page->record.statements[t->statement]), out);
}

void who_way_back(const struct who *who, struct sha256 page, int64_t statement, bool *shown)
{
    size_t at = who->n;

    memset(shown, 0, who->n * sizeof *shown);
    shown[who->found.order[0]] = true;
    for (size_t i = 0; i < who->n && at == who->n; i++) {
        const struct telling *t = &who->tellings[i];

        if (memcmp(t->page->hash.bytes, page.bytes, sizeof page.bytes) == 0 &&
            (t->statement < 0 ? 0 : id_of_statement(t->page->hash, &t->page->record.statements[t->statement])) ==
                statement)
            at = i;
    }
    for (unsigned steps = 0; at < who->n && steps < BACK_MAX; steps++) {
        const struct linked_page *of = who->tellings[at].of;

        shown[at] = true;
        for (at = 0; at < who->n && !(of && who->tellings[at].page->page == of->page); at++)
            ;
    }
}

/* ---- for people ------------------------------------------------------------------------------- */

static void fill(struct buffer *text, size_t indent, struct buffer *out)
{
    text_fill(buffer_as_text(text), terminal_width(STDOUT_FILENO), indent, out);
    out->failed |= text->failed;
    buffer_release(text);
}

static void add_first(const struct who *who, struct buffer *out)
{
    const struct telling *first = &who->tellings[who->found.order[0]];
    char date[DATE_TEXT_MAX];
    struct buffer text = { 0 };

    buffer_c(&text, "First report known: ");
    text_clean(citation_outlet(first->page), &text);
    buffer_c(&text, ", ");
    buffer_text(&text, when(first, date));
    if (!text_eq(citation_outlet(first->page), linked_page_file(first->page))) {
        buffer_c(&text, ", ");
        text_clean(linked_page_file(first->page), &text);
    }
    fill(&text, 0, out);
}

static void add_sources(const struct who *who, struct buffer *out)
{
    const struct sources *s = &who->found.sources;
    struct buffer text = { 0 };

    buffer_format(&text, "%zu report%s; independent source%s: %zu", who->total, plural(who->total), plural(s->n), s->n);
    for (size_t i = 0; i < s->n_named && i < NAMES_MAX; i++) {
        buffer_c(&text, i ? ", " : " (");
        text_clean(s->names[i], &text);
    }
    buffer_c(&text, s->n_named > NAMES_MAX ? ", ...)" : s->n_named ? ")" : "");
    if (who->total > who->n)
        buffer_format(&text, "; looked at: the first %zu", who->n);
    fill(&text, 0, out);
}

priscus_status who_table(const struct who *who, const bool *shown, struct buffer *out)
{
    static const struct table_column columns[] = { { .heading = "WHEN" },
                                                   { .heading = "WHO", .least = 12 },
                                                   { .heading = "HOW" },
                                                   { .heading = "FROM WHOM", .least = 12 },
                                                   { .heading = "WORDS", .wrap = true, .least = 20 } };
    char date[DATE_TEXT_MAX];
    bool any = false;
    struct table t;
    priscus_status status;

    table_init(&t, columns, COUNT_OF(columns));
    for (size_t i = 0; i < who->found.n_steps; i++) {
        const struct citation *step = &who->found.steps[i];

        if (shown && !shown[step->telling])
            continue;
        any = true;
        table_add(&t, when(&who->tellings[step->telling], date));
        table_add(&t, step->from);
        table_add(&t, text_c(citation_how_text(step->how)));
        table_add(&t, step->to);
        /* Of a copy, which page it copies. */
        table_add(&t, step->how <= CITATION_UPDATE ? linked_page_file(who->tellings[step->telling].of)
                                                   : who_words(who, step));
    }
    status = any ? table_print(&t, terminal_width(STDOUT_FILENO), terminal_styled(STDOUT_FILENO), out) : PRISCUS_OK;
    table_release(&t);
    if (any)
        buffer_char(out, '\n');
    add_first(who, out);
    add_sources(who, out);
    return status;
}

/* ---- for programs ----------------------------------------------------------------------------- */

static void put_page(struct buffer *b, const char *key, const struct linked_page *page)
{
    char id[ID_TEXT_MAX];

    json_put_open(b, key, '{');
    json_put_text(b, "id", text_c(id_format(ID_PAGE, id_of_page(page->hash), id)));
    json_put_text(b, "file", linked_page_file(page));
    json_put_text(b, "outlet", page->it.outlet);
    json_put_text(b, "address", page->it.address);
    json_put_date(b, "published", page->it.published);
    buffer_char(b, '}');
}

static void put_report(struct buffer *b, const struct who *who, size_t index)
{
    const struct telling *t = &who->tellings[index];
    char id[ID_TEXT_MAX];

    json_put_open(b, NULL, '{');
    json_put_number(b, "report", index);
    put_page(b, "page", t->page);
    json_put_text(b, "statement", text_c(who_statement(t, id)));
    if (t->statement >= 0) {
        const struct statement *st = &t->page->record.statements[t->statement];

        json_put_text(b, "speaker", st->speaker);
        json_put_open(b, "content", '[');
        for (size_t i = 0; i < st->n_content; i++)
            json_put_words(b, NULL, t->page->it.body, st->content[i]);
        buffer_char(b, ']');
    }
    if (t->of) {
        json_put_text(b, "how", text_c(citation_how_text(t->how)));
        put_page(b, "of", t->of);
    }
    buffer_char(b, '}');
}

void who_json(const struct who *who, const char *id, struct buffer *out)
{
    const struct sources *s = &who->found.sources;

    buffer_char(out, '{');
    json_put_text(out, "id", text_c(id));
    json_put_number(out, "n_reports", who->total);
    json_put_open(out, "reports", '[');
    for (size_t i = 0; i < who->n; i++) {
        put_report(out, who, who->found.order[i]);
    }
    buffer_char(out, ']');
    json_put_open(out, "steps", '[');
    for (size_t i = 0; i < who->found.n_steps; i++) {
        const struct citation *step = &who->found.steps[i];

        json_put_open(out, NULL, '{');
        json_put_number(out, "report", step->telling);
        json_put_text(out, "from", step->from);
        json_put_text(out, "how", text_c(citation_how_text(step->how)));
        json_put_text(out, "to", step->to);
        json_put_words(out, "words", who->tellings[step->telling].page->it.body, step->words);
        json_put_date(out, "when", who_date(&who->tellings[step->telling]));
        buffer_char(out, '}');
    }
    buffer_char(out, ']');
    json_put_number(out, "independent", s->n);
    json_put_open(out, "sources", '[');
    for (size_t i = 0; i < s->n_named; i++)
        json_put_text(out, NULL, s->names[i]);
    buffer_c(out, "]}");
}
