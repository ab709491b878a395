/* utterances.c - `priscus utterances`: what was said once, however many pages report it.
 *
 *     DATE        SPEAKER      PAGES  SOURCES  WORDINGS, AND BY WHOSE ACCOUNT
 *     2031-05-05  Lida Orvane      3        2  "the locks stay shut until the levy is paid"
 *                                              The Ferry Post <- Meridian [s-...]; Orlune Press [s-...]
 *                                              the locks stay [closed] until the [toll] is paid
 *                                              Skarrvik Dispatch [s-...] */
#include <stdio.h>

#include "base/json_write.h"
#include "cli/command/answer.h"
#include "record/id.h"
#include "story/utterances/told.h"
#include "story/utterances/wording.h"

#define DIFFERS_MAX 32 /* runs of words of one wording that are marked */

/* A report with its words, and where they differ from those of the first. */
struct shown {
    const struct told_report *report;
    struct told_words words;
    struct span differs[DIFFERS_MAX]; /* in the words */
    size_t n_differs;
};

static priscus_status show(struct ledger *ledger, const struct told_report *report, struct text first,
                           struct arena *mem, struct shown *out, struct priscus_error *err)
{
    priscus_status status = ledger_utterance_words(ledger, report, mem, &out->words, err);

    out->report = report;
    out->n_differs = 0;
    if (status == PRISCUS_OK && first.len)
        out->n_differs = wording_differs(first, out->words.words, out->differs, DIFFERS_MAX);
    return status;
}

/* ---- objects with reports in them ------------------------------------------------------------- */

static void report_json(const struct shown *s, struct buffer *out)
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
        struct shown shown;

        status = show(ledger, &u->reports[i], first, mem, &shown, err);
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
static void put_marked(const struct shown *s, struct buffer *out)
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

static priscus_status report_row(const struct told_utterance *u, const struct head *head, const struct shown *s,
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
            struct shown shown;

            status = show(ledger, &u->reports[k], first, &mem, &shown, err);
            if (status == PRISCUS_OK && report_row(u, &head, &shown, &row, each, context, &ended) != PRISCUS_OK)
                status = error_memory(err);
            if (!k)
                first = shown.words.words;
        }
        arena_release(&mem);
    }
    return status;
}

static priscus_status utterance_rows(const struct options *options, struct ledger *ledger,
                                     const struct ledger_filter *filter, ledger_row_fn *each, void *context,
                                     struct priscus_error *err)
{
    bool objects = options->format == FORMAT_JSON || options->format == FORMAT_JSONL;
    size_t pages = options->pages ? options->pages : options->format == FORMAT_TABLE ? 2 : 1;
    struct arena mem = { 0 };
    struct told_list list;
    priscus_status status = utterances_find(ledger, filter, pages, &mem, &list, err);

    if (status == PRISCUS_OK)
        status = objects ? utterance_objects(ledger, &list, each, context, err)
                         : report_rows(ledger, &list, each, context, err);
    arena_release(&mem);
    return status;
}

/* ---- the table ---------------------------------------------------------------------------------- */

static struct text cell(const struct answer *answer, size_t row, const char *column)
{
    return answer_text(answer, row, answer_column(answer, column));
}

static void add_account(const struct answer *answer, size_t row, struct buffer *accounts)
{
    struct text chain = cell(answer, row, "chain");

    if (accounts->len)
        buffer_c(accounts, "; ");
    buffer_text(accounts, chain);
    buffer_format(accounts, "%s[%s]", chain.len ? " " : "", cell(answer, row, "statement").ptr);
}

#define SHOWN_MAX 200 /* reports of an utterance in the table */

/* Each wording once, with all accounts that have it. */
static void add_wordings(const struct answer *answer, size_t from, size_t all, struct table *table)
{
    size_t end = all - from > SHOWN_MAX ? from + SHOWN_MAX : all;

    for (size_t r = from; r < end; r++) {
        struct text words = cell(answer, r, "words");
        struct buffer accounts = { 0 };
        bool met = false;

        for (size_t k = from; k < r && !met; k++)
            met = wording_same(cell(answer, k, "words"), words);
        if (met)
            continue;
        if (r == from)
            table_add(table, cell(answer, r, "marked"));
        else
            table_add_line(table, cell(answer, r, "marked"), false);
        for (size_t k = r; k < end; k++)
            if (wording_same(cell(answer, k, "words"), words))
                add_account(answer, k, &accounts);
        table_add_line(table, buffer_as_text(&accounts), true);
        table->failed |= accounts.failed;
        buffer_release(&accounts);
    }
    if (end < all) {
        char more[48];

        snprintf(more, sizeof more, "and %zu more reports", all - end);
        table_add_line(table, text_c(more), true);
    }
}

static void add_who(const struct answer *answer, size_t row, struct table *table)
{
    struct text speaker = cell(answer, row, "speaker"), party = cell(answer, row, "party");

    table_add(table, speaker.len ? speaker : text_c("(unknown)"));
    if (party.len)
        table_add_line(table, party, false);
    table_add_line(table, cell(answer, row, "id"), true);
}

static priscus_status utterances_table(const struct answer *answer, const struct options *options, size_t width,
                                       bool styled, struct buffer *out)
{
    static const struct table_column columns[] = {
        { .heading = "DATE" },
        { .heading = "SPEAKER", .wrap = true, .least = 14, .most = 24 },
        { .heading = "PAGES", .right = true },
        { .heading = "SOURCES", .right = true },
        { .heading = "WORDINGS, AND BY WHOSE ACCOUNT", .wrap = true, .least = 20 },
    };
    struct table table;
    priscus_status status;

    (void)options;
    table_init(&table, columns, COUNT_OF(columns));
    for (size_t r = 0, end; r < answer->n_rows; r = end) {
        char day[ANSWER_DAY_MAX];

        for (end = r + 1; end < answer->n_rows && text_eq(cell(answer, end, "id"), cell(answer, r, "id"));)
            end++;
        table_add(&table, answer_day(answer, r, "date", day));
        add_who(answer, r, &table);
        table_add(&table, cell(answer, r, "pages"));
        table_add(&table, cell(answer, r, "sources"));
        add_wordings(answer, r, end, &table);
    }
    status = table_print(&table, width, styled, out);
    table_release(&table);
    return status;
}

int command_utterances(const struct options *options)
{
    return ask_of(options, utterance_rows, utterances_table);
}
