/* stats.c - `priscus stats`: how much is in the ledger. */
#include "cli/answer/answer.h"

static priscus_status stats_table(const struct gathered *answer, const struct options *options, size_t width, bool styled,
                                  struct buffer *out)
{
    static const struct table_column columns[] = { { .heading = "IN THE LEDGER", .wrap = true, .least = 10 },
                                                   { .heading = "", .right = true } };
    struct table table;
    priscus_status status;

    (void)options;
    table_init(&table, columns, COUNT_OF(columns));
    for (size_t r = 0; r < answer->n_rows; r++) {
        struct text name = gathered_text(answer, r, gathered_column(answer, "name"));
        struct text value = gathered_text(answer, r, gathered_column(answer, "value"));
        struct buffer words = { 0 };

        for (size_t i = 0; i < name.len; i++) /* page_bytes */
            buffer_char(&words, name.ptr[i] == '_' ? ' ' : name.ptr[i]);
        table_add(&table, buffer_as_text(&words));
        if (text_is(name, "head"))
            table_add_whole(&table, value); /* 64 digits, to be copied */
        else
            table_add(&table, value.len ? value : text_c("-"));
        table.failed |= words.failed;
        buffer_release(&words);
    }
    status = table_print(&table, width, styled, out);
    table_release(&table);
    return status;
}

int command_stats(const struct options *options)
{
    return ask(options, options->quality ? LEDGER_QUALITY : LEDGER_STATS, NULL, stats_table);
}
