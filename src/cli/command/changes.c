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

#include "cli/answer/answer.h"
#include "story/changes/change_rows.h"

static priscus_status changes_rows(const struct options *options, struct ledger *ledger,
                                   const struct ledger_filter *filter, ledger_row_fn *each, void *context,
                                   struct priscus_error *err)
{
    return options->format == FORMAT_JSONL ? changes_ask_lines(ledger, filter, each, context, err)
                                           : changes_ask(ledger, filter, each, context, err);
}

static priscus_status history_rows(const struct options *options, struct ledger *ledger,
                                   const struct ledger_filter *filter, ledger_row_fn *each, void *context,
                                   struct priscus_error *err)
{
    (void)options;
    return stances_ask(ledger, filter, each, context, err);
}

/* ---- tables ------------------------------------------------------------------------------------ */

static struct text end_text(const struct gathered *answer, size_t row, const char *end, const char *name)
{
    char column[40];

    snprintf(column, sizeof column, "%s_%s", end, name);
    return gathered_text(answer, row, gathered_column(answer, column));
}

/* "rejects, 2031-05-03", the words, by whose account. */
static void add_end(const struct gathered *answer, size_t row, const char *end, struct table *table)
{
    struct text date = end_text(answer, row, end, "date"), precision = end_text(answer, row, end, "precision");
    struct text chain = end_text(answer, row, end, "chain"), address = end_text(answer, row, end, "address");
    struct buffer head = { 0 }, account = { 0 };
    char day[ANSWER_DAY_MAX];

    buffer_text(&head, end_text(answer, row, end, "stance"));
    buffer_c(&head, ", ");
    buffer_text(&head, day_text(date, precision, end_text(answer, row, end, "by_story"), day));
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
static priscus_status ends_table(const struct gathered *answer, bool changes, size_t width, bool styled,
                                 struct buffer *out)
{
    const struct table_column columns[] = {
        { .heading = "PARTY" },
        { .heading = "ISSUE", .least = 12 },
        { .heading = changes ? "WAS" : "ONE REPORT", .wrap = true, .least = 16 },
        { .heading = changes ? "IS" : "ANOTHER", .wrap = true, .least = 16 },
    };
    size_t kind = gathered_column(answer, "kind"), n = 0;
    struct table table;
    priscus_status status = PRISCUS_OK;

    table_init(&table, columns, COUNT_OF(columns));
    for (size_t r = 0; r < answer->n_rows; r++) {
        if (text_is(gathered_text(answer, r, kind), change_kind_text(CHANGE_STANCE)) != changes)
            continue;
        table_add(&table, gathered_text(answer, r, gathered_column(answer, "party")));
        table_add(&table, gathered_text(answer, r, gathered_column(answer, "issue")));
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

static priscus_status changes_table(const struct gathered *answer, const struct options *options, size_t width,
                                    bool styled, struct buffer *out)
{
    priscus_status status = ends_table(answer, true, width, styled, out);

    (void)options;
    return status == PRISCUS_OK ? ends_table(answer, false, width, styled, out) : status;
}

static priscus_status history_table(const struct gathered *answer, const struct options *options, size_t width,
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

        table_add(&table, gathered_text(answer, r, gathered_column(answer, "party")));
        table_add(&table, gathered_text(answer, r, gathered_column(answer, "issue")));
        table_add(&table, gathered_text(answer, r, gathered_column(answer, "reports")));
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
