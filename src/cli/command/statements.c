/* statements.c - `priscus statements`: who said what, by whose account. */
#include "cli/answer/answer.h"

/* The speaker's own words stand between quotation marks, the reporter's do not. */
static priscus_status statements_table(const struct gathered *answer, const struct options *options, size_t width,
                                       bool styled, struct buffer *out)
{
    static const struct table_column columns[] = {
        { .heading = "DATE" },
        { .heading = "PARTY" },
        { .heading = "SPEAKER", .wrap = true, .least = 12, .most = 24 },
        { .heading = "WORDS, AND BY WHOSE ACCOUNT", .wrap = true, .least = 20 },
    };
    size_t party = gathered_column(answer, "party"), speaker = gathered_column(answer, "speaker");
    size_t source = gathered_column(answer, "source"), content = gathered_column(answer, "content");
    char day_text[ANSWER_DAY_MAX];
    struct table table;
    priscus_status status;

    (void)options;
    table_init(&table, columns, COUNT_OF(columns));
    for (size_t r = 0; r < answer->n_rows; r++) {
        struct text who = gathered_text(answer, r, speaker);

        if (!who.len)
            who = gathered_text(answer, r, source); /* "two officials": not known, but described */
        table_add(&table, answer_day(answer, r, "date", day_text));
        table_add(&table, gathered_text(answer, r, party));
        table_add(&table, who.len ? who : text_c("(unknown)"));
        answer_add_words(answer, r, gathered_text(answer, r, content), who, &table);
    }
    status = table_print(&table, width, styled, out);
    table_release(&table);
    return status;
}

int command_statements(const struct options *options)
{
    return ask(options, LEDGER_STATEMENTS, NULL, statements_table);
}
