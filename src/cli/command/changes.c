/* changes.c - `priscus changes`: where a party's stance changed, and where reports disagree.
 *
 *     PARTY  ISSUE     WAS                            IS
 *     VSK    talks     rejects, 2031-05-03            open, 2031-05-06
 *                      no talks before the dam is     Veshkar may sit down with them
 *                      settled                        The Ferry Post <- Rada Volshin [p-...]
 *                      The Tern <- Rada Volshin
 *
 * Conflicts stand apart below. With --history each stance that was held is a row, from when to when. */
#include <stdio.h>

#include "base/json_write.h"
#include "cli/command/answer.h"
#include "record/id.h"
#include "story/changes/stance_changes.h"

/* ---- rows ----------------------------------------------------------------------------------- */

/* Numbers and dates of a row, printed. */
struct end_row {
    char date[DATE_TEXT_MAX], published[DATE_TEXT_MAX], id[ID_TEXT_MAX], sure[8], sources[24], begin[16], end[16];
};

/* A line a column: its name behind "from_" or "to_", or "first_" and "last_"; its type; its value, in terms of end_values(). */
/* clang-format off */
#define END_COLUMNS(X, which)                                                                                          \
    X(which "_stance",    LEDGER_TEXT,   stance_text(r->stance))                                                         \
    X(which "_date",      LEDGER_TEXT,   *row->date ? row->date : NULL)                                                  \
    X(which "_precision", LEDGER_TEXT,   date_known(r->date) ? precision_text((enum precision)r->date.precision) : NULL) \
    X(which "_speaker",   LEDGER_TEXT,   r->speaker.ptr)                                                                 \
    X(which "_told_by",   LEDGER_TEXT,   told_by_text(r->told_by))                                                       \
    X(which "_words",     LEDGER_TEXT,   e->words.words.ptr)                                                             \
    X(which "_sentence",  LEDGER_TEXT,   e->words.sentence.ptr)                                                          \
    X(which "_outlet",    LEDGER_TEXT,   r->outlet.ptr)                                                                  \
    X(which "_chain",     LEDGER_TEXT,   r->chain.ptr)                                                                   \
    X(which "_published", LEDGER_TEXT,   *row->published ? row->published : NULL)                                        \
    X(which "_file",      LEDGER_TEXT,   e->words.file.ptr)                                                              \
    X(which "_begin",     LEDGER_NUMBER, row->begin)                                                                     \
    X(which "_end",       LEDGER_NUMBER, row->end)                                                                       \
    X(which "_address",   LEDGER_TEXT,   r->address.len ? r->address.ptr : NULL)                                         \
    X(which "_id",        LEDGER_TEXT,   row->id)                                                                        \
    X(which "_sure",      LEDGER_NUMBER, *row->sure ? row->sure : NULL)
/* clang-format on */

#define NAME(name, type, value)  name,
#define TYPE(name, type, value)  type,
#define VALUE(name, type, value) value,
#define COUNT(name, type, value) +1
#define END_N                    (0 END_COLUMNS(COUNT, ""))

static const char *told_by_text(enum told_by told_by)
{
    static const char *const texts[] = { "party", "page", "others" };

    return texts[told_by];
}

static void end_values(const struct change_end *e, struct end_row *row, const char **values)
{
    const struct stance_report *r = &e->report;

    date_format(r->date, row->date);
    date_format(r->published, row->published);
    id_format(ID_POSITION, r->id, row->id);
    snprintf(row->begin, sizeof row->begin, "%u", r->sentence.begin);
    snprintf(row->end, sizeof row->end, "%u", r->sentence.end);
    *row->sure = '\0';
    if (r->sure)
        snprintf(row->sure, sizeof row->sure, "%.2f", r->sure / 100.0);
    {
        const char *const all[] = { END_COLUMNS(VALUE, "") };

        memcpy(values, all, sizeof all);
    }
}

static void day_text(long day, char out[DATE_TEXT_MAX])
{
    date_format(date_from_days(day), out);
}

/* {"file": ..., "span": [b, e], "stance": ..., ...}, as score/score_utterances.py of this project's data has it. */
static void end_json(const struct change_end *e, struct buffer *out)
{
    const struct stance_report *r = &e->report;
    char id[ID_TEXT_MAX];

    json_put_open(out, NULL, '{');
    json_put_text(out, "file", e->words.file);
    json_put_span(out, "span", r->sentence);
    json_put_text(out, "stance", text_c(stance_text(r->stance)));
    json_put_date(out, "date", r->date);
    json_put_text(out, "speaker", r->speaker);
    json_put_text(out, "outlet", r->outlet);
    json_put_text(out, "words", e->words.words);
    json_put_number(out, "sources", e->sources);
    json_put_text(out, "id", text_c(id_format(ID_POSITION, r->id, id)));
    buffer_char(out, '}');
}

/* ---- changes and conflicts -------------------------------------------------------------------- */

static priscus_status change_lines(const struct change_list *changes, ledger_row_fn *each, void *context)
{
    static const char *const names[] = { "kind", "party", "issue", "from", "to", "days" };
    static const enum ledger_type types[] = { LEDGER_TEXT, LEDGER_TEXT, LEDGER_TEXT,
                                              LEDGER_JSON, LEDGER_JSON, LEDGER_NUMBER };
    const char *values[COUNT_OF(names)];
    struct ledger_row row = { COUNT_OF(names), names, types, NULL };
    struct buffer from = { 0 }, to = { 0 };
    bool ended = each(context, &row) != 0, failed = false;
    char days[16];

    row.values = values;
    for (size_t i = 0; i < changes->n && !ended && !failed; i++) {
        const struct change *c = &changes->items[i];

        buffer_reset(&from);
        buffer_reset(&to);
        end_json(&c->from, &from);
        end_json(&c->to, &to);
        snprintf(days, sizeof days, "%u", c->days);
        values[0] = c->kind == CHANGE_STANCE ? "change" : "conflict";
        values[1] = c->party.ptr;
        values[2] = c->issue.ptr;
        values[3] = from.ptr;
        values[4] = to.ptr;
        values[5] = days;
        failed = from.failed || to.failed;
        if (!failed)
            ended = each(context, &row) != 0;
    }
    buffer_release(&from);
    buffer_release(&to);
    return failed ? PRISCUS_ENOMEM : PRISCUS_OK;
}

static priscus_status change_rows(const struct change_list *changes, ledger_row_fn *each, void *context)
{
    enum { OWN = 8 };
    static const char *const names[] = {
        "kind",         "party",      "issue",
        "first_day",    "last_day",   "days",
        "from_sources", "to_sources", END_COLUMNS(NAME, "from") END_COLUMNS(NAME, "to")
    };
    static const enum ledger_type types[] = {
        LEDGER_TEXT,   LEDGER_TEXT,   LEDGER_TEXT,
        LEDGER_TEXT,   LEDGER_TEXT,   LEDGER_NUMBER,
        LEDGER_NUMBER, LEDGER_NUMBER, END_COLUMNS(TYPE, "from") END_COLUMNS(TYPE, "to")
    };
    const char *values[COUNT_OF(names)];
    struct ledger_row row = { COUNT_OF(names), names, types, NULL };
    char first[DATE_TEXT_MAX], last[DATE_TEXT_MAX], days[16], sources[2][24];
    struct end_row from, to;
    bool ended = each(context, &row) != 0;

    row.values = values;
    for (size_t i = 0; i < changes->n && !ended; i++) {
        const struct change *c = &changes->items[i];

        day_text(c->first_day, first);
        day_text(c->last_day, last);
        snprintf(days, sizeof days, "%u", c->days);
        snprintf(sources[0], sizeof sources[0], "%zu", c->from.sources);
        snprintf(sources[1], sizeof sources[1], "%zu", c->to.sources);
        memcpy(values,
               (const char *[OWN]){ change_kind_text(c->kind), c->party.ptr, c->issue.ptr, first, last, days,
                                    sources[0], sources[1] },
               OWN * sizeof *values);
        end_values(&c->from, &from, values + OWN);
        end_values(&c->to, &to, values + OWN + END_N);
        ended = each(context, &row) != 0;
    }
    return PRISCUS_OK;
}

static priscus_status changes_rows(const struct options *options, struct ledger *ledger,
                                   const struct ledger_filter *filter, ledger_row_fn *each, void *context,
                                   struct priscus_error *err)
{
    struct arena mem = { 0 };
    struct change_list changes;
    priscus_status status = changes_find(ledger, filter, &mem, &changes, err);

    if (status == PRISCUS_OK && filter->limit && changes.n > filter->limit)
        changes.n = filter->limit;
    if (status == PRISCUS_OK &&
        (status = options->format == FORMAT_JSONL ? change_lines(&changes, each, context)
                                                  : change_rows(&changes, each, context)) != PRISCUS_OK)
        error_memory(err);
    arena_release(&mem);
    return status;
}

/* ---- histories -------------------------------------------------------------------------------- */

static priscus_status held_rows(const struct held_list *held, ledger_row_fn *each, void *context)
{
    enum { OWN = 7 };
    static const char *const names[] = { "party",   "issue",
                                         "side",    "contested",
                                         "latest",  "reports",
                                         "sources", END_COLUMNS(NAME, "first") END_COLUMNS(NAME, "last") };
    static const enum ledger_type types[] = { LEDGER_TEXT,   LEDGER_TEXT,
                                              LEDGER_TEXT,   LEDGER_NUMBER,
                                              LEDGER_NUMBER, LEDGER_NUMBER,
                                              LEDGER_NUMBER, END_COLUMNS(TYPE, "first") END_COLUMNS(TYPE, "last") };
    const char *values[COUNT_OF(names)];
    struct ledger_row row = { COUNT_OF(names), names, types, NULL };
    struct end_row first, last;
    char reports[24], sources[24];
    bool ended = each(context, &row) != 0;

    row.values = values;
    for (size_t i = 0; i < held->n && !ended; i++) {
        const struct held_stance *h = &held->items[i];

        snprintf(reports, sizeof reports, "%zu", h->period.reports);
        snprintf(sources, sizeof sources, "%zu", h->period.sources);
        memcpy(values,
               (const char *[OWN]){ h->party.ptr, h->issue.ptr, side_text(h->period.side),
                                    h->period.contested ? "1" : "0", h->latest ? "1" : "0", reports, sources },
               OWN * sizeof *values);
        end_values(&h->first, &first, values + OWN);
        end_values(&h->last, &last, values + OWN + END_N);
        ended = each(context, &row) != 0;
    }
    return PRISCUS_OK;
}

static priscus_status history_rows(const struct options *options, struct ledger *ledger,
                                   const struct ledger_filter *filter, ledger_row_fn *each, void *context,
                                   struct priscus_error *err)
{
    struct arena mem = { 0 };
    struct held_list held;
    priscus_status status = changes_history(ledger, filter, &mem, &held, err);

    (void)options;
    if (status == PRISCUS_OK && filter->limit && held.n > filter->limit)
        held.n = filter->limit;
    if (status == PRISCUS_OK)
        status = held_rows(&held, each, context);
    arena_release(&mem);
    return status;
}

/* ---- tables ------------------------------------------------------------------------------------ */

static struct text end_text(const struct answer *answer, size_t row, const char *end, const char *name)
{
    char column[40];

    snprintf(column, sizeof column, "%s_%s", end, name);
    return answer_text(answer, row, answer_column(answer, column));
}

/* "rejects, 2031-05-03", the words, by whose account. */
static void add_end(const struct answer *answer, size_t row, const char *end, struct table *table)
{
    struct text date = end_text(answer, row, end, "date"), precision = end_text(answer, row, end, "precision");
    struct text chain = end_text(answer, row, end, "chain"), address = end_text(answer, row, end, "address");
    struct buffer head = { 0 }, account = { 0 };
    const char *bound = text_is(precision, precision_text(PRECISION_BEFORE))  ? "by "
                        : text_is(precision, precision_text(PRECISION_AFTER)) ? "from "
                                                                              : "";

    buffer_text(&head, end_text(answer, row, end, "stance"));
    buffer_format(&head, ", %s", date.len ? bound : "no date");
    buffer_text(&head, text_cut(&date, 'T'));
    table_add(table, buffer_as_text(&head));
    table_add_line(table, end_text(answer, row, end, "words"), false);
    buffer_text(&account, chain);
    buffer_format(&account, "%s[%s]", chain.len ? " " : "", end_text(answer, row, end, "id").ptr);
    table_add_line(table, buffer_as_text(&account), true);
    if (address.len)
        table_add_address(table, address);
    table->failed |= head.failed || account.failed;
    buffer_release(&head);
    buffer_release(&account);
}

/* Rows that are changes, or those that are not. */
static priscus_status ends_table(const struct answer *answer, bool changes, size_t width, bool styled,
                                 struct buffer *out)
{
    const struct table_column columns[] = {
        { .heading = "PARTY" },
        { .heading = "ISSUE", .least = 12 },
        { .heading = changes ? "WAS" : "ONE REPORT", .wrap = true, .least = 16 },
        { .heading = changes ? "IS" : "ANOTHER", .wrap = true, .least = 16 },
    };
    size_t kind = answer_column(answer, "kind"), n = 0;
    struct table table;
    priscus_status status = PRISCUS_OK;

    table_init(&table, columns, COUNT_OF(columns));
    for (size_t r = 0; r < answer->n_rows; r++) {
        if (text_is(answer_text(answer, r, kind), change_kind_text(CHANGE_STANCE)) != changes)
            continue;
        table_add(&table, answer_text(answer, r, answer_column(answer, "party")));
        table_add(&table, answer_text(answer, r, answer_column(answer, "issue")));
        add_end(answer, r, "from", &table);
        add_end(answer, r, "to", &table);
        n++;
    }
    if (n && !changes)
        buffer_c(out, out->len ? "\nReports that disagree\n" : "Reports that disagree\n");
    if (n)
        status = table_print(&table, width, styled, out);
    table_release(&table);
    return status;
}

static priscus_status changes_table(const struct answer *answer, const struct options *options, size_t width,
                                    bool styled, struct buffer *out)
{
    priscus_status status = ends_table(answer, true, width, styled, out);

    (void)options;
    return status == PRISCUS_OK ? ends_table(answer, false, width, styled, out) : status;
}

static priscus_status history_table(const struct answer *answer, const struct options *options, size_t width,
                                    bool styled, struct buffer *out)
{
    static const struct table_column columns[] = {
        { .heading = "PARTY" },
        { .heading = "ISSUE", .least = 12 },
        { .heading = "REPORTS", .right = true },
        { .heading = "FIRST SAID", .wrap = true, .least = 16 },
        { .heading = "LAST SAID", .wrap = true, .least = 16 },
    };
    struct table table;
    priscus_status status;

    (void)options;
    table_init(&table, columns, COUNT_OF(columns));
    for (size_t r = 0; r < answer->n_rows; r++) {
        bool again = !text_eq(end_text(answer, r, "first", "id"), end_text(answer, r, "last", "id"));

        table_add(&table, answer_text(answer, r, answer_column(answer, "party")));
        table_add(&table, answer_text(answer, r, answer_column(answer, "issue")));
        table_add(&table, answer_text(answer, r, answer_column(answer, "reports")));
        add_end(answer, r, "first", &table);
        if (again)
            add_end(answer, r, "last", &table);
        else
            table_add(&table, text_c(""));
    }
    status = table_print(&table, width, styled, out);
    table_release(&table);
    return status;
}

int command_changes(const struct options *options)
{
    if (options->history && options->format == FORMAT_JSONL) {
        complain("changes: --history is written as table, json or csv");
        return EXIT_USAGE;
    }
    return options->history ? ask_of(options, history_rows, history_table)
                            : ask_of(options, changes_rows, changes_table);
}
