/* told_rows.c - see told_rows.h. */
#include "story/utterances/told_rows.h"

#include <stdio.h>

#include "base/json_write.h"
#include "record/id.h"
#include "story/utterances/wording.h"

priscus_status told_show(struct ledger *ledger, const struct told_report *report, struct text first, struct arena *mem,
                         struct told_shown *out, struct priscus_error *err)
{
    priscus_status status = ledger_utterance_words(ledger, report, mem, &out->words, err);

    out->report = report;
    out->n_differs = 0;
    if (status == PRISCUS_OK && first.len)
        out->n_differs = wording_differs(first, out->words.words, out->differs, TOLD_DIFFERS_MAX);
    return status;
}

/* ---- objects with reports in them ------------------------------------------------------------- */

static void report_json(const struct told_shown *s, struct buffer *out)
{
    const struct told_report *r = s->report;
    char id[ID_TEXT_MAX];

    json_put_open(out, NULL, '{');
    json_put_text(out, "file", s->words.file);
    json_put_span(out, "span", r->words);
    json_put_text(out, "words", s->words.words);
    json_put_open(out, "differs", '[');
    for (size_t i = 0; i < s->n_differs; i++)
        json_put_span(out, NULL,
                      (struct span){ r->words.begin + s->differs[i].begin, r->words.begin + s->differs[i].end });
    buffer_char(out, ']');
    json_put_text(out, "kind", s->words.kind);
    json_put_text(out, "speaker", r->speaker);
    json_put_date(out, "date", r->date);
    json_put_text(out, "outlet", r->outlet);
    json_put_date(out, "published", r->published);
    json_put_text(out, "chain", r->chain);
    json_put_text(out, "title", s->words.title);
    json_put_text(out, "address", r->address);
    json_put_text(out, "statement", text_c(id_format(ID_STATEMENT, r->id, id)));
    buffer_char(out, '}');
}

static priscus_status reports_json(struct ledger *ledger, const struct told_utterance *u, struct arena *mem,
                                   struct buffer *out, struct priscus_error *err)
{
    struct text first = { NULL, 0 };
    priscus_status status = PRISCUS_OK;

    buffer_char(out, '[');
    for (size_t i = 0; i < u->n && status == PRISCUS_OK; i++) {
        struct told_shown shown;

        status = told_show(ledger, &u->reports[i], first, mem, &shown, err);
        if (status != PRISCUS_OK)
            return status;
        if (!i)
            first = shown.words.words;
        else
            buffer_char(out, ',');
        report_json(&shown, out);
    }
    buffer_char(out, ']');
    return out->failed ? error_memory(err) : status;
}

/* Numbers and names of an utterance, printed. */
struct head {
    char id[ID_TEXT_MAX], date[DATE_TEXT_MAX], pages[24], sources[24];
};

static void fill_head(const struct told_utterance *u, struct head *out)
{
    id_format(ID_UTTERANCE, u->id, out->id);
    date_format(u->date, out->date);
    snprintf(out->pages, sizeof out->pages, "%zu", u->pages);
    snprintf(out->sources, sizeof out->sources, "%zu", u->sources);
}

static const char *value_or_null(struct text t)
{
    return t.len ? t.ptr : NULL;
}

static priscus_status utterance_objects(struct ledger *ledger, const struct told_list *list, ledger_row_fn *each,
                                        void *context, struct priscus_error *err)
{
    static const char *const names[] = { "id", "date", "speaker", "party", "pages", "sources", "reports" };
    static const enum ledger_type types[] = { LEDGER_TEXT,   LEDGER_TEXT,   LEDGER_TEXT, LEDGER_TEXT,
                                              LEDGER_NUMBER, LEDGER_NUMBER, LEDGER_JSON };
    struct ledger_row row = { COUNT_OF(names), names, types, NULL };
    bool ended = each(context, &row) != 0;
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < list->n && !ended && status == PRISCUS_OK; i++) {
        const struct told_utterance *u = &list->items[i];
        struct buffer reports = { 0 };
        struct arena mem = { 0 };
        struct head head;

        fill_head(u, &head);
        status = reports_json(ledger, u, &mem, &reports, err);
        if (status == PRISCUS_OK) {
            const char *const values[] = { head.id,
                                           *head.date ? head.date : NULL,
                                           value_or_null(u->speaker),
                                           value_or_null(u->party),
                                           head.pages,
                                           head.sources,
                                           reports.ptr };

            row.values = values;
            ended = each(context, &row) != 0;
        }
        buffer_release(&reports);
        arena_release(&mem);
    }
    return status;
}

/* ---- a row a report ---------------------------------------------------------------------------- */

/* The words with marks around those that differ. */
static void put_marked(const struct told_shown *s, struct buffer *out)
{
    struct text words = s->words.words;
    uint32_t at = 0;

    for (size_t i = 0; i < s->n_differs; i++) {
        buffer_text(out, text_in(words, (struct span){ at, s->differs[i].begin }));
        buffer_c(out, LEDGER_HIT_BEGIN);
        buffer_text(out, text_in(words, s->differs[i]));
        buffer_c(out, LEDGER_HIT_END);
        at = s->differs[i].end;
    }
    buffer_text(out, text_in(words, (struct span){ at, (uint32_t)words.len }));
}

/* clang-format off */
#define REPORT_COLUMNS(X)                                                                                              \
    X("id",         LEDGER_TEXT,   head->id)                                                                           \
    X("date",       LEDGER_TEXT,   *head->date ? head->date : NULL)                                                    \
    X("speaker",    LEDGER_TEXT,   value_or_null(u->speaker))                                                          \
    X("party",      LEDGER_TEXT,   value_or_null(u->party))                                                            \
    X("pages",      LEDGER_NUMBER, head->pages)                                                                        \
    X("sources",    LEDGER_NUMBER, head->sources)                                                                      \
    X("words",      LEDGER_TEXT,   s->words.words.ptr)                                                                 \
    X("marked",     LEDGER_TEXT,   marked.ptr)                                                                         \
    X("kind",       LEDGER_TEXT,   value_or_null(s->words.kind))                                                       \
    X("said_by",    LEDGER_TEXT,   value_or_null(r->speaker))                                                          \
    X("said_on",    LEDGER_TEXT,   *date ? date : NULL)                                                                \
    X("outlet",     LEDGER_TEXT,   value_or_null(r->outlet))                                                           \
    X("published",  LEDGER_TEXT,   *published ? published : NULL)                                                      \
    X("chain",      LEDGER_TEXT,   value_or_null(r->chain))                                                            \
    X("title",      LEDGER_TEXT,   value_or_null(s->words.title))                                                      \
    X("file",       LEDGER_TEXT,   s->words.file.ptr)                                                                  \
    X("begin",      LEDGER_NUMBER, begin)                                                                              \
    X("end",        LEDGER_NUMBER, end)                                                                                \
    X("address",    LEDGER_TEXT,   value_or_null(r->address))                                                          \
    X("statement",  LEDGER_TEXT,   statement)
/* clang-format on */

#define NAME(name, type, value)  name,
#define TYPE(name, type, value)  type,
#define VALUE(name, type, value) value,

static priscus_status report_row(const struct told_utterance *u, const struct head *head, const struct told_shown *s,
                                 struct ledger_row *row, ledger_row_fn *each, void *context, bool *ended)
{
    const struct told_report *r = s->report;
    char date[DATE_TEXT_MAX], published[DATE_TEXT_MAX], statement[ID_TEXT_MAX], begin[16], end[16];
    struct buffer marked = { 0 };
    bool failed;

    date_format(r->date, date);
    date_format(r->published, published);
    id_format(ID_STATEMENT, r->id, statement);
    snprintf(begin, sizeof begin, "%u", r->words.begin);
    snprintf(end, sizeof end, "%u", r->words.end);
    put_marked(s, &marked);
    failed = marked.failed;
    if (!failed) {
        const char *const values[] = { REPORT_COLUMNS(VALUE) };

        row->values = values;
        *ended = each(context, row) != 0;
    }
    buffer_release(&marked);
    return failed ? PRISCUS_ENOMEM : PRISCUS_OK;
}

static priscus_status report_rows(struct ledger *ledger, const struct told_list *list, ledger_row_fn *each,
                                  void *context, struct priscus_error *err)
{
    static const char *const names[] = { REPORT_COLUMNS(NAME) };
    static const enum ledger_type types[] = { REPORT_COLUMNS(TYPE) };
    struct ledger_row row = { COUNT_OF(names), names, types, NULL };
    bool ended = each(context, &row) != 0;
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < list->n && !ended && status == PRISCUS_OK; i++) {
        const struct told_utterance *u = &list->items[i];
        struct text first = { NULL, 0 };
        struct arena mem = { 0 };
        struct head head;

        fill_head(u, &head);
        for (size_t k = 0; k < u->n && !ended && status == PRISCUS_OK; k++) {
            struct told_shown shown;

            status = told_show(ledger, &u->reports[k], first, &mem, &shown, err);
            if (status == PRISCUS_OK && report_row(u, &head, &shown, &row, each, context, &ended) != PRISCUS_OK)
                status = error_memory(err);
            if (!k)
                first = shown.words.words;
        }
        arena_release(&mem);
    }
    return status;
}

/* ---- the questions ------------------------------------------------------------------------------ */

typedef priscus_status rows_fn(struct ledger *ledger, const struct told_list *list, ledger_row_fn *each, void *context,
                               struct priscus_error *err);

static priscus_status ask(struct ledger *ledger, const struct ledger_filter *filter, size_t pages, rows_fn *rows,
                          ledger_row_fn *each, void *context, struct priscus_error *err)
{
    struct arena mem = { 0 };
    struct told_list list;
    priscus_status status = utterances_find(ledger, filter, pages, &mem, &list, err);

    if (status == PRISCUS_OK)
        status = rows(ledger, &list, each, context, err);
    arena_release(&mem);
    return status;
}

priscus_status utterances_ask(struct ledger *ledger, const struct ledger_filter *filter, size_t pages,
                              ledger_row_fn *each, void *context, struct priscus_error *err)
{
    return ask(ledger, filter, pages, utterance_objects, each, context, err);
}

priscus_status utterances_ask_reports(struct ledger *ledger, const struct ledger_filter *filter, size_t pages,
                                      ledger_row_fn *each, void *context, struct priscus_error *err)
{
    return ask(ledger, filter, pages, report_rows, each, context, err);
}
