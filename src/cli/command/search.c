/* search.c - `priscus search WORDS`: paragraphs with all of these words. */
#include "cli/answer/answer.h"

/* The ledger marks what was found. In the table the marks are characters that take no room (invisible
 * operators of mathematics); on a terminal they become bold, elsewhere nothing. */
#define BOLD_BEGIN "\xE2\x81\xA2" /* U+2062 */
#define BOLD_END   "\xE2\x81\xA3" /* U+2063 */

static void replace(struct text text, const char *begin, const char *end, const char *new_begin, const char *new_end,
                    struct buffer *out)
{
    for (size_t i = 0; i < text.len; i++) {
        struct text here = text_of(text.ptr + i, text.len - i);

        if (text_starts(here, begin)) {
            buffer_c(out, new_begin);
            i += strlen(begin) - 1;
        } else if (text_starts(here, end)) {
            buffer_c(out, new_end);
            i += strlen(end) - 1;
        } else {
            buffer_char(out, text.ptr[i]);
        }
    }
}

static void add_found(const struct gathered *answer, size_t row, struct table *table)
{
    struct buffer words = { 0 }, where = { 0 };
    struct text address = gathered_text(answer, row, gathered_column(answer, "address"));
    struct text outlet = gathered_text(answer, row, gathered_column(answer, "outlet"));

    replace(gathered_text(answer, row, gathered_column(answer, "snippet")), LEDGER_HIT_BEGIN, LEDGER_HIT_END, BOLD_BEGIN,
            BOLD_END, &words);
    table_add(table, buffer_as_text(&words));
    buffer_format(&where, "%s%s%s [%s]", outlet.ptr, outlet.len ? ", " : "",
                  gathered_text(answer, row, gathered_column(answer, "name")).ptr,
                  gathered_text(answer, row, gathered_column(answer, "id")).ptr);
    table_add_line(table, buffer_as_text(&where), true);
    if (address.len)
        table_add_address(table, address);
    table->failed |= words.failed || where.failed;
    buffer_release(&words);
    buffer_release(&where);
}

static priscus_status search_table(const struct gathered *answer, const struct options *options, size_t width,
                                   bool styled, struct buffer *out)
{
    char day_text[ANSWER_DAY_MAX];
    static const struct table_column columns[] = {
        { .heading = "DATE" },
        { .heading = "WORDS, AND WHERE", .wrap = true, .least = 20 },
    };
    struct table table;
    struct buffer marked = { 0 };
    priscus_status status;

    (void)options;
    table_init(&table, columns, COUNT_OF(columns));
    for (size_t r = 0; r < answer->n_rows; r++) {
        table_add(&table, answer_day(answer, r, "date", day_text));
        add_found(answer, r, &table);
    }
    status = table_print(&table, width, styled, &marked);
    replace(buffer_as_text(&marked), BOLD_BEGIN, BOLD_END, styled ? "\033[1m" : "", styled ? "\033[0m" : "", out);
    buffer_release(&marked);
    table_release(&table);
    return status;
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
