/* utterances.c - `priscus utterances`: what was said once, however many pages report it.
 *
 *     DATE        SPEAKER      PAGES  SOURCES  WORDINGS, AND BY WHOSE ACCOUNT
 *     2031-05-05  Lida Orvane      3        2  "the locks stay shut until the levy is paid"
 *                                              The Ferry Post <- Meridian [s-...]; Orlune Press [s-...]
 *                                              the locks stay [closed] until the [toll] is paid
 *                                              Skarrvik Dispatch [s-...] */
#include <stdio.h>

#include "cli/answer/answer.h"
#include "story/utterances/told_rows.h"
#include "story/utterances/wording.h"

static priscus_status utterance_rows(const struct options *options, struct ledger *ledger,
                                     const struct ledger_filter *filter, ledger_row_fn *each, void *context,
                                     struct priscus_error *err)
{
    bool objects = options->format == FORMAT_JSON || options->format == FORMAT_JSONL;
    size_t pages = options->pages ? options->pages : options->format == FORMAT_TABLE ? 2 : 1;

    return objects ? utterances_ask(ledger, filter, pages, each, context, err)
                   : utterances_ask_reports(ledger, filter, pages, each, context, err);
}

/* ---- the table ---------------------------------------------------------------------------------- */

static struct text cell(const struct gathered *answer, size_t row, const char *column)
{
    return gathered_text(answer, row, gathered_column(answer, column));
}

static void add_account(const struct gathered *answer, size_t row, struct buffer *accounts)
{
    struct text chain = cell(answer, row, "chain");

    if (accounts->len)
        buffer_c(accounts, "; ");
    buffer_text(accounts, chain);
    buffer_format(accounts, "%s[%s]", chain.len ? " " : "", cell(answer, row, "statement").ptr);
}

#define SHOWN_MAX 200 /* reports of an utterance in the table */

/* Each wording once, with all accounts that have it. */
static void add_wordings(const struct gathered *answer, size_t from, size_t all, struct table *table)
{
    size_t end = all - from > SHOWN_MAX ? from + SHOWN_MAX : all;

    for (size_t r = from; r < end; r++) {
        struct text words = cell(answer, r, "words");
        struct buffer accounts = { 0 };
        bool met = false;

        for (size_t k = from; k < r && !met; k++)
            met = wording_same(cell(answer, k, "words"), words);
        if (met)
            continue;
        if (r == from)
            table_add(table, cell(answer, r, "marked"));
        else
            table_add_line(table, cell(answer, r, "marked"), false);
        for (size_t k = r; k < end; k++)
            if (wording_same(cell(answer, k, "words"), words))
                add_account(answer, k, &accounts);
        table_add_line(table, buffer_as_text(&accounts), true);
        table->failed |= accounts.failed;
        buffer_release(&accounts);
    }
    if (end < all) {
        char more[48];

        snprintf(more, sizeof more, "and %zu more reports", all - end);
        table_add_line(table, text_c(more), true);
    }
}

static void add_who(const struct gathered *answer, size_t row, struct table *table)
{
    struct text speaker = cell(answer, row, "speaker"), party = cell(answer, row, "party");

    table_add(table, speaker.len ? speaker : text_c("(unknown)"));
    if (party.len)
        table_add_line(table, party, false);
    table_add_line(table, cell(answer, row, "id"), true);
}

static priscus_status utterances_table(const struct gathered *answer, const struct options *options, size_t width,
                                       bool styled, struct buffer *out)
{
    static const struct table_column columns[] = {
        { .heading = "DATE" },
        { .heading = "SPEAKER", .wrap = true, .least = 14, .most = 24 },
        { .heading = "PAGES", .right = true },
        { .heading = "SOURCES", .right = true },
        { .heading = "WORDINGS, AND BY WHOSE ACCOUNT", .wrap = true, .least = 20 },
    };
    struct table table;
    priscus_status status;

    (void)options;
    table_init(&table, columns, COUNT_OF(columns));
    for (size_t r = 0, end; r < answer->n_rows; r = end) {
        char day[ANSWER_DAY_MAX];

        for (end = r + 1; end < answer->n_rows && text_eq(cell(answer, end, "id"), cell(answer, r, "id"));)
            end++;
        table_add(&table, answer_day(answer, r, "date", day));
        add_who(answer, r, &table);
        table_add(&table, cell(answer, r, "pages"));
        table_add(&table, cell(answer, r, "sources"));
        add_wordings(answer, r, end, &table);
    }
    status = table_print(&table, width, styled, out);
    table_release(&table);
    return status;
}

int command_utterances(const struct options *options)
{
    int status = ask_of(options, utterance_rows, utterances_table);

    remark_waiting(options);
    return status;
}
