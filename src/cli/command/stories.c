/* stories.c - `priscus stories`: articles on one event, together.
 *
 *     DAYS           PAGES  OUTLETS  SOURCES  STORY
 *     2031-05-05/06      4        3        2  Orlune's ferries sail again
 *                                             The Ferry Post, Skarrvik Dispatch, The Tern [e-3fa94c12d0b7] */
#include <stdio.h>

#include "base/json_write.h"
#include "cli/command/answer.h"
#include "record/id.h"
#include "story/events/story_list.h"

/* Numbers and names of a story, printed. */
struct head {
    char id[ID_TEXT_MAX], first[DATE_TEXT_MAX], last[DATE_TEXT_MAX], pages[24], outlets[24], sources[24];
};

static void fill_head(const struct listed_story *s, struct head *out)
{
    id_format(ID_STORY, s->key, out->id);
    date_format(s->first, out->first);
    date_format(s->last, out->last);
    snprintf(out->pages, sizeof out->pages, "%zu", s->n);
    snprintf(out->outlets, sizeof out->outlets, "%zu", s->n_outlets);
    snprintf(out->sources, sizeof out->sources, "%zu", s->sources);
}

static const char *value_or_null(struct text t)
{
    return t.len ? t.ptr : NULL;
}

/* ---- objects with pages in them ----------------------------------------------------------------- */

static void files_json(const struct listed_story *s, struct buffer *out)
{
    json_put_open(out, NULL, '[');
    for (size_t i = 0; i < s->n; i++)
        json_put_text(out, NULL, s->pages[i].file);
    buffer_char(out, ']');
}

/* [["of", "copy"], ...] */
static void copies_json(const struct listed_story *s, struct buffer *out)
{
    json_put_open(out, NULL, '[');
    for (size_t i = 0; i < s->n_copies; i++) {
        json_put_open(out, NULL, '[');
        json_put_text(out, NULL, text_c(s->copies[i].of_file));
        json_put_text(out, NULL, s->pages[s->copies[i].page].file);
        buffer_char(out, ']');
    }
    buffer_char(out, ']');
}

static void articles_json(const struct listed_story *s, struct buffer *out)
{
    char id[ID_TEXT_MAX];

    json_put_open(out, NULL, '[');
    for (size_t i = 0; i < s->n; i++) {
        const struct story_page *p = &s->pages[i];

        json_put_open(out, NULL, '{');
        json_put_text(out, "file", p->file);
        json_put_text(out, "title", p->title);
        json_put_text(out, "outlet", p->outlet);
        json_put_date(out, "published", p->published);
        json_put_text(out, "address", p->address);
        json_put_text(out, "page", text_c(id_format(ID_PAGE, p->page_key, id)));
        buffer_char(out, '}');
    }
    buffer_char(out, ']');
}

static priscus_status story_objects(const struct story_list *list, ledger_row_fn *each, void *context)
{
    static const char *const names[] = { "id",      "cluster", "title", "first", "last",   "pages",
                                         "outlets", "sources", "files", "ids",   "copies", "articles" };
    static const enum ledger_type types[] = { LEDGER_TEXT, LEDGER_TEXT,   LEDGER_TEXT,   LEDGER_TEXT,
                                              LEDGER_TEXT, LEDGER_NUMBER, LEDGER_NUMBER, LEDGER_NUMBER,
                                              LEDGER_JSON, LEDGER_JSON,   LEDGER_JSON,   LEDGER_JSON };
    struct ledger_row row = { COUNT_OF(names), names, types, NULL };
    struct buffer files = { 0 }, copies = { 0 }, articles = { 0 };
    bool ended = each(context, &row) != 0, failed = false;

    for (size_t i = 0; i < list->n && !ended && !failed; i++) {
        const struct listed_story *s = &list->items[i];
        struct head head;

        fill_head(s, &head);
        buffer_reset(&files);
        buffer_reset(&copies);
        buffer_reset(&articles);
        files_json(s, &files);
        copies_json(s, &copies);
        articles_json(s, &articles);
        failed = files.failed || copies.failed || articles.failed;
        if (!failed) {
            const char *const values[] = { head.id,
                                           head.id,
                                           value_or_null(s->title),
                                           *head.first ? head.first : NULL,
                                           *head.last ? head.last : NULL,
                                           head.pages,
                                           head.outlets,
                                           head.sources,
                                           files.ptr,
                                           files.ptr,
                                           copies.ptr,
                                           articles.ptr };

            row.values = values;
            ended = each(context, &row) != 0;
        }
    }
    buffer_release(&files);
    buffer_release(&copies);
    buffer_release(&articles);
    return failed ? PRISCUS_ENOMEM : PRISCUS_OK;
}

/* ---- a row a page -------------------------------------------------------------------------------- */

/* clang-format off */
#define PAGE_ROW(X)                                                                                                    \
    X("id",          LEDGER_TEXT,   head.id)                                                                           \
    X("title",       LEDGER_TEXT,   value_or_null(s->title))                                                           \
    X("first",       LEDGER_TEXT,   *head.first ? head.first : NULL)                                                   \
    X("last",        LEDGER_TEXT,   *head.last ? head.last : NULL)                                                     \
    X("pages",       LEDGER_NUMBER, head.pages)                                                                        \
    X("outlets",     LEDGER_NUMBER, head.outlets)                                                                      \
    X("sources",     LEDGER_NUMBER, head.sources)                                                                      \
    X("file",        LEDGER_TEXT,   p->file.ptr)                                                                       \
    X("headline",    LEDGER_TEXT,   value_or_null(p->title))                                                           \
    X("outlet",      LEDGER_TEXT,   value_or_null(p->outlet))                                                          \
    X("published",   LEDGER_TEXT,   *published ? published : NULL)                                                     \
    X("copy_of",     LEDGER_TEXT,   copy_of)                                                                           \
    X("address",     LEDGER_TEXT,   value_or_null(p->address))                                                         \
    X("page",        LEDGER_TEXT,   page)
/* clang-format on */

#define NAME(name, type, value)  name,
#define TYPE(name, type, value)  type,
#define VALUE(name, type, value) value,

static void page_rows(const struct story_list *list, ledger_row_fn *each, void *context)
{
    static const char *const names[] = { PAGE_ROW(NAME) };
    static const enum ledger_type types[] = { PAGE_ROW(TYPE) };
    struct ledger_row row = { COUNT_OF(names), names, types, NULL };
    bool ended = each(context, &row) != 0;

    for (size_t i = 0; i < list->n && !ended; i++) {
        const struct listed_story *s = &list->items[i];
        struct head head;
        size_t copy = 0;

        fill_head(s, &head);
        for (size_t k = 0; k < s->n && !ended; k++) {
            const struct story_page *p = &s->pages[k];
            const char *copy_of;
            char published[DATE_TEXT_MAX], page[ID_TEXT_MAX];

            while (copy < s->n_copies && s->copies[copy].page < k)
                copy++;
            copy_of = copy < s->n_copies && s->copies[copy].page == k ? s->copies[copy].of_file : NULL;
            date_format(p->published, published);
            id_format(ID_PAGE, p->page_key, page);
            {
                const char *const values[] = { PAGE_ROW(VALUE) };

                row.values = values;
                ended = each(context, &row) != 0;
            }
        }
    }
}

static priscus_status story_rows(const struct options *options, struct ledger *ledger,
                                 const struct ledger_filter *filter, ledger_row_fn *each, void *context,
                                 struct priscus_error *err)
{
    bool objects = options->format == FORMAT_JSON || options->format == FORMAT_JSONL;
    size_t pages = options->pages ? options->pages : options->format == FORMAT_TABLE ? 2 : 1;
    struct arena mem = { 0 };
    struct story_list list;
    priscus_status status = stories_find(ledger, filter, pages, &mem, &list, err);

    if (status == PRISCUS_OK && objects && story_objects(&list, each, context) != PRISCUS_OK)
        status = error_memory(err);
    else if (status == PRISCUS_OK && !objects)
        page_rows(&list, each, context);
    arena_release(&mem);
    return status;
}

/* ---- the table ------------------------------------------------------------------------------------ */

#define OUTLETS_SHOWN 8

static struct text cell(const struct answer *answer, size_t row, const char *column)
{
    return answer_text(answer, row, answer_column(answer, column));
}

/* "2031-05-05", "2031-05-05/06" or "2031-05-05/2032-01-02" */
static void add_days(const struct answer *answer, size_t row, struct table *table)
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
static void add_outlets(const struct answer *answer, size_t from, size_t end, struct table *table)
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

static priscus_status stories_table(const struct answer *answer, const struct options *options, size_t width,
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
    return ask_of(options, story_rows, stories_table);
}
