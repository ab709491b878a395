/* story_rows.c - see story_rows.h. */
#include "story/events/story_rows.h"

#include <stdio.h>

#include "base/json_write.h"
#include "record/id.h"

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

/* ---- the questions -------------------------------------------------------------------------------- */

priscus_status stories_ask(struct ledger *ledger, const struct ledger_filter *filter, size_t pages, ledger_row_fn *each,
                           void *context, struct priscus_error *err)
{
    struct arena mem = { 0 };
    struct story_list list;
    priscus_status status = stories_find(ledger, filter, pages, &mem, &list, err);

    if (status == PRISCUS_OK && story_objects(&list, each, context) != PRISCUS_OK)
        status = error_memory(err);
    arena_release(&mem);
    return status;
}

priscus_status stories_ask_pages(struct ledger *ledger, const struct ledger_filter *filter, size_t pages,
                                 ledger_row_fn *each, void *context, struct priscus_error *err)
{
    struct arena mem = { 0 };
    struct story_list list;
    priscus_status status = stories_find(ledger, filter, pages, &mem, &list, err);

    if (status == PRISCUS_OK)
        page_rows(&list, each, context);
    arena_release(&mem);
    return status;
}
