/* search.c - `priscus search WORDS`: paragraphs with all of these words. */
#include "cli/ask.h"

/* The ledger marks what was found; on a screen that is bold, elsewhere nothing. */
static void show_hits(struct text text, bool styled, struct buffer *out)
{
    const struct text begin = text_c(LEDGER_HIT_BEGIN), end = text_c(LEDGER_HIT_END);

    for (size_t i = 0; i < text.len; i++) {
        struct text here = text_of(text.ptr + i, text.len - i);
        bool begins = text_starts(here, LEDGER_HIT_BEGIN), ends = text_starts(here, LEDGER_HIT_END);

        if (!begins && !ends) {
            buffer_char(out, text.ptr[i]);
            continue;
        }
        if (styled)
            buffer_c(out, begins ? "\033[1m" : "\033[0m");
        i += (begins ? begin.len : end.len) - 1;
    }
}

static bool search_table(const struct answer *answer, const struct options *options, size_t width, bool styled,
                         struct buffer *out)
{
    static const struct table_column columns[] = {
        { .heading = "DATE" },
        { .heading = "OUTLET", .wrap = true, .least = 10 },
        { .heading = "WORDS, AND WHERE", .wrap = true, .least = 20 },
    };
    size_t outlet = answer_column(answer, "outlet");
    struct table table;
    struct buffer plain = { 0 };
    bool done;

    (void)options;
    table_init(&table, columns, COUNT_OF(columns));
    for (size_t r = 0; r < answer->n_rows; r++) {
        table_add(&table, answer_day(answer, r, "date"));
        table_add(&table, answer_text(answer, r, outlet));
        answer_add_words(answer, r, "snippet", &table);
    }
    done = table_print(&table, width, styled, &plain);
    show_hits(buffer_as_text(&plain), styled, out);
    buffer_release(&plain);
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
