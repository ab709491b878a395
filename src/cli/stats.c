/* stats.c - `priscus stats`: how much is in the ledger. */
#include "cli/ask.h"

static bool stats_table(const struct answer *answer, const struct options *options, size_t width, bool styled,
                        struct buffer *out)
{
    static const struct table_column columns[] = { { .heading = "", .wrap = true, .least = 10 },
                                                   { .heading = "", .right = true } };
    struct table table;
    bool done;

    (void)options;
    table_init(&table, columns, COUNT_OF(columns));
    for (size_t r = 0; r < answer->n_rows; r++)
        for (size_t c = 0; c < COUNT_OF(columns); c++)
            table_add(&table, answer_text(answer, r, c));
    done = table_print(&table, width, styled, out);
    table_release(&table);
    return done;
}

int command_stats(const struct options *options)
{
    return ask(options, LEDGER_STATS, NULL, stats_table);
}
