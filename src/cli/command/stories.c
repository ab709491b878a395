/* stories.c - `priscus stories`: articles on one event, together.
 *
 *     DAYS           PAGES  OUTLETS  SOURCES  STORY
 *     2031-05-05/06      4        3        2  Orlune's ferries sail again
 *                                             The Ferry Post, Skarrvik Dispatch, The Tern [e-3fa94c12d0b7] */
#include <stdio.h>

#include "cli/answer/answer.h"
#include "story/events/story_rows.h"

static priscus_status story_rows(const struct options *options, struct ledger *ledger,
                                 const struct ledger_filter *filter, ledger_row_fn *each, void *context,
                                 struct priscus_error *err)
{
    bool objects = options->format == FORMAT_JSON || options->format == FORMAT_JSONL;
    size_t pages = options->pages ? options->pages : options->format == FORMAT_TABLE ? 2 : 1;

    return objects ? stories_ask(ledger, filter, pages, each, context, err)
                   : stories_ask_pages(ledger, filter, pages, each, context, err);
}

/* ---- the table ------------------------------------------------------------------------------------ */

#define OUTLETS_SHOWN 8

static struct text cell(const struct gathered *answer, size_t row, const char *column)
{
    return gathered_text(answer, row, gathered_column(answer, column));
}

/* "2031-05-05", "2031-05-05/06" or "2031-05-05/2032-01-02" */
static void add_days(const struct gathered *answer, size_t row, struct table *table)
{
    struct text first = cell(answer, row, "first"), last = cell(answer, row, "last");
    char days[2 * DATE_TEXT_MAX];
    size_t same = 0;

    first = text_cut(&first, 'T');
    last = text_cut(&last, 'T');
    while (same < first.len && same < last.len && first.ptr[same] == last.ptr[same])
        same++;
    if (same == first.len && same == last.len) {
        table_add(table, first.len ? first : text_c("no date"));
        return;
    }
    same = same >= 8 && last.len == 10 ? 8 : same >= 5 && last.len == 10 ? 5 : 0;
    snprintf(days, sizeof days, "%.*s/%.*s", (int)first.len, first.ptr, (int)(last.len - same), last.ptr + same);
    table_add(table, text_c(days));
}

/* Its outlets, as its pages name them. */
static void add_outlets(const struct gathered *answer, size_t from, size_t end, struct table *table)
{
    struct buffer names = { 0 };
    size_t shown = 0;

    for (size_t r = from; r < end; r++) {
        struct text outlet = cell(answer, r, "outlet");
        bool met = !outlet.len;

        for (size_t k = from; k < r && !met && r - from < 200; k++)
            met = text_eq(cell(answer, k, "outlet"), outlet);
        if (met)
            continue;
        if (shown++ == OUTLETS_SHOWN) {
            buffer_c(&names, ", ...");
            break;
        }
        if (shown > 1)
            buffer_c(&names, ", ");
        buffer_text(&names, outlet);
    }
    buffer_format(&names, "%s[%s]", names.len ? " " : "", cell(answer, from, "id").ptr);
    table_add_line(table, buffer_as_text(&names), true);
    table->failed |= names.failed;
    buffer_release(&names);
}

static priscus_status stories_table(const struct gathered *answer, const struct options *options, size_t width,
                                    bool styled, struct buffer *out)
{
    static const struct table_column columns[] = {
        { .heading = "DAYS" },
        { .heading = "PAGES", .right = true },
        { .heading = "OUTLETS", .right = true },
        { .heading = "SOURCES", .right = true },
        { .heading = "STORY", .wrap = true, .least = 24 },
    };
    struct table table;
    priscus_status status;

    (void)options;
    table_init(&table, columns, COUNT_OF(columns));
    for (size_t r = 0, end; r < answer->n_rows; r = end) {
        struct text title = cell(answer, r, "title");

        for (end = r + 1; end < answer->n_rows && text_eq(cell(answer, end, "id"), cell(answer, r, "id"));)
            end++;
        add_days(answer, r, &table);
        table_add(&table, cell(answer, r, "pages"));
        table_add(&table, cell(answer, r, "outlets"));
        table_add(&table, cell(answer, r, "sources"));
        table_add(&table, title.len ? title : text_c("(no title)"));
        add_outlets(answer, r, end, &table);
    }
    status = table_print(&table, width, styled, out);
    table_release(&table);
    return status;
}

int command_stories(const struct options *options)
{
    int status = ask_of(options, story_rows, stories_table);

    remark_waiting(options);
    return status;
}
