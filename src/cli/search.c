/* search.c - `priscus search WORDS`: sentences with all of these words. */
#include "cli/ask.h"

static bool search_table(const struct answer *answer, const struct options *options, size_t width, bool styled,
                         struct buffer *out)
{
    static const struct table_column columns[] = {
        { .heading = "DATE" },
        { .heading = "OUTLET", .wrap = true, .least = 10 },
        { .heading = "WORDS", .wrap = true, .least = 20 },
    };
    size_t date = answer_column(answer, "date"), outlet = answer_column(answer, "outlet");
    struct table table;
    bool done;

    (void)options;
    table_init(&table, columns, COUNT_OF(columns));
    for (size_t r = 0; r < answer->n_rows; r++) {
        table_add(&table, answer_text(answer, r, date));
        table_add(&table, answer_text(answer, r, outlet));
        answer_add_words(answer, r, "sentence", &table);
    }
    done = table_print(&table, width, styled, out);
    table_release(&table);
    return done;
}

int command_search(const struct options *options)
{
    struct buffer words = { 0 };
    int status;

    for (size_t i = 0; i < options->n_arguments; i++)
        buffer_format(&words, "%s%s", i ? " " : "", options->arguments[i]);
    if (words.failed) {
        complain("out of memory");
        return EXIT_LEDGER;
    }
    status = ask(options, LEDGER_SEARCH, words.ptr, search_table);
    buffer_release(&words);
    return status;
}
