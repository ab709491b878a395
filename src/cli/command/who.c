/* who.c - `priscus who`: who has it from whom.
 *
 *     WHEN              WHO                HOW     FROM WHOM      WORDS
 *     2031-11-19 22:31  The Ferry Post     quotes  Danek Orshul   "... said Danek Orshul"
 *     2031-11-20        Skarrvik Dispatch  copy    The Ferry Post
 *
 *     First report known: The Ferry Post, 2031-11-19 22:31, samples/pages/17-...
 *     4 reports; independent sources: 2 (The Ferry Post, OPA)
 *
 * What a row says is a page's own (story/sources/citation.h), but for copies, which story/copies found. */
#include <stdio.h>
#include <unistd.h>

#include "base/json_write.h"
#include "cli/command.h"
#include "cli/screen/table.h"
#include "cli/screen/terminal.h"
#include "record/id.h"
#include "story/sources/telling.h"

struct who {
    const struct options *options;
    struct telling *tellings;
    size_t n, total;
    struct citations found;
};

static struct date date_of(const struct telling *t)
{
    const struct record *record = &t->page->record;

    if (t->statement >= 0 && date_known(record->statements[t->statement].posted))
        return record->statements[t->statement].posted;
    return t->page->it.published;
}

/* "2031-11-19 22:31" */
static struct text when(const struct telling *t, char out[DATE_TEXT_MAX])
{
    struct date d = date_of(t);
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

static struct text words_of(const struct who *who, const struct citation *step)
{
    return text_in(who->tellings[step->telling].page->it.body, step->words);
}

static const char *statement_id(const struct telling *t, char out[ID_TEXT_MAX])
{
    if (t->statement < 0)
        return NULL;
    return id_format(ID_STATEMENT, id_of_statement(t->page->hash, &t->page->record.statements[t->statement]), out);
}

/* ---- for people ------------------------------------------------------------------------------- */

static void add_sources(const struct who *who, struct buffer *out)
{
    const struct sources *s = &who->found.sources;

    buffer_format(out, "%zu report%s; independent source%s: %zu", who->total, plural(who->total), plural(s->n), s->n);
    for (size_t i = 0; i < s->n_named && i < 12; i++) {
        buffer_c(out, i ? ", " : " (");
        text_clean(s->names[i], out);
    }
    buffer_c(out, s->n_named > 12 ? ", ...)\n" : s->n_named ? ")\n" : "\n");
    if (who->total > who->n)
        buffer_format(out, "Looked at: the first %zu of them.\n", who->n);
}

static priscus_status show_table(const struct who *who, struct buffer *out)
{
    static const struct table_column columns[] = { { .heading = "WHEN" },
                                                   { .heading = "WHO", .least = 12 },
                                                   { .heading = "HOW" },
                                                   { .heading = "FROM WHOM", .least = 12 },
                                                   { .heading = "WORDS", .wrap = true, .least = 20 } };
    const struct telling *first = &who->tellings[who->found.order[0]];
    char date[DATE_TEXT_MAX];
    struct table t;
    priscus_status status;

    table_init(&t, columns, COUNT_OF(columns));
    for (size_t i = 0; i < who->found.n_steps; i++) {
        const struct citation *step = &who->found.steps[i];

        table_add(&t, when(&who->tellings[step->telling], date));
        table_add(&t, step->from);
        table_add(&t, text_c(citation_how_text(step->how)));
        table_add(&t, step->to);
        /* Of a copy, which page it copies. */
        table_add(&t, step->how <= CITATION_UPDATE ? linked_page_file(who->tellings[step->telling].of)
                                                   : words_of(who, step));
    }
    status = who->found.n_steps ? table_print(&t, terminal_width(STDOUT_FILENO), terminal_styled(STDOUT_FILENO), out)
                                : PRISCUS_OK;
    table_release(&t);
    if (who->found.n_steps)
        buffer_char(out, '\n');
    buffer_c(out, "First report known: ");
    text_clean(citation_outlet(first->page), out);
    buffer_c(out, ", ");
    buffer_text(out, when(first, date));
    buffer_c(out, ", ");
    text_clean(linked_page_file(first->page), out);
    buffer_char(out, '\n');
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
    json_put_text(b, "statement", text_c(statement_id(t, id)));
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

static void show_json(const struct who *who, struct buffer *out)
{
    const struct sources *s = &who->found.sources;

    buffer_char(out, '{');
    json_put_text(out, "id", text_c(who->options->arguments[0]));
    json_put_number(out, "n_reports", who->total);
    json_put_open(out, "reports", '[');
    for (size_t i = 0; i < who->n; i++) {
        buffer_c(out, i ? ",\n" : "\n");
        put_report(out, who, who->found.order[i]);
    }
    buffer_c(out, "],\n\"steps\": [");
    for (size_t i = 0; i < who->found.n_steps; i++) {
        const struct citation *step = &who->found.steps[i];

        buffer_c(out, i ? ",\n" : "\n");
        json_put_open(out, NULL, '{');
        json_put_number(out, "report", step->telling);
        json_put_text(out, "from", step->from);
        json_put_text(out, "how", text_c(citation_how_text(step->how)));
        json_put_text(out, "to", step->to);
        json_put_words(out, "words", who->tellings[step->telling].page->it.body, step->words);
        json_put_date(out, "when", date_of(&who->tellings[step->telling]));
        buffer_char(out, '}');
    }
    buffer_c(out, "],\n");
    json_put_number(out, "independent", s->n);
    json_put_open(out, "sources", '[');
    for (size_t i = 0; i < s->n_named; i++)
        json_put_text(out, NULL, s->names[i]);
    buffer_c(out, "]}\n");
}

static void show_csv(const struct who *who, struct buffer *out)
{
    void (*field)(struct buffer *, struct text) = who->options->raw ? csv_field : csv_field_safe;

    buffer_c(out, "when,from,how,to,words,file,page,statement\n");
    for (size_t i = 0; i < who->found.n_steps; i++) {
        const struct citation *step = &who->found.steps[i];
        const struct telling *t = &who->tellings[step->telling];
        const char *statement;
        char date[DATE_TEXT_MAX], id[ID_TEXT_MAX], page[ID_TEXT_MAX];

        field(out, text_c(date_format(date_of(t), date)));
        buffer_char(out, ',');
        field(out, step->from);
        buffer_format(out, ",%s,", citation_how_text(step->how));
        field(out, step->to);
        buffer_char(out, ',');
        field(out, words_of(who, step));
        buffer_char(out, ',');
        field(out, linked_page_file(t->page));
        statement = statement_id(t, id);
        buffer_format(out, ",%s", id_format(ID_PAGE, id_of_page(t->page->hash), page));
        buffer_format(out, ",%s\n", statement ? statement : "");
    }
}

int command_who(const struct options *options)
{
    struct ledger *ledger = NULL;
    struct arena mem = { 0 };
    struct buffer out = { 0 };
    struct priscus_error err;
    struct who who = { .options = options };
    int answer = EXIT_DONE;
    priscus_status status = ledger_open(options->ledger, LEDGER_READ, &ledger, &err);

    if (status == PRISCUS_OK)
        status = tellings_find(ledger, options->arguments[0], &mem, &who.tellings, &who.n, &who.total, &err);
    if (status == PRISCUS_OK && citations_find(who.tellings, who.n, &mem, &who.found) != PRISCUS_OK)
        status = error_memory(&err);
    if (status == PRISCUS_OK) {
        if (options->format == FORMAT_JSON)
            show_json(&who, &out);
        else if (options->format == FORMAT_CSV)
            show_csv(&who, &out);
        else if (show_table(&who, &out) != PRISCUS_OK)
            out.failed = true;
        answer = command_write(&out);
    }
    buffer_release(&out);
    arena_release(&mem);
    ledger_close(ledger, NULL);
    return status == PRISCUS_OK ? answer : command_failed(&err);
}
