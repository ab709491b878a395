/* change_rows.c - see change_rows.h. */
#include "story/changes/change_rows.h"

#include <stdio.h>

#include "base/json_write.h"
#include "record/id.h"

/* ---- rows ----------------------------------------------------------------------------------- */

/* Numbers and dates of a row, printed. */
struct end_row {
    char date[DATE_TEXT_MAX], published[DATE_TEXT_MAX], id[ID_TEXT_MAX], sure[8], sources[24], begin[16], end[16];
};

/* A line a column: its name behind "from_" or "to_", or "first_" and "last_"; its type; its value, in terms of end_values(). */
/* clang-format off */
#define END_COLUMNS(X, which)                                                                                          \
    X(which "_stance",    LEDGER_TEXT,   stance_text(r->stance))                                                         \
    X(which "_date",      LEDGER_TEXT,   *row->date ? row->date : NULL)                                                  \
    X(which "_precision", LEDGER_TEXT,   date_known(r->date) ? precision_text((enum precision)r->date.precision) : NULL) \
    X(which "_speaker",   LEDGER_TEXT,   r->speaker.ptr)                                                                 \
    X(which "_told_by",   LEDGER_TEXT,   told_by_text(r->told_by))                                                       \
    X(which "_words",     LEDGER_TEXT,   e->words.words.ptr)                                                             \
    X(which "_sentence",  LEDGER_TEXT,   e->words.sentence.ptr)                                                          \
    X(which "_outlet",    LEDGER_TEXT,   r->outlet.ptr)                                                                  \
    X(which "_chain",     LEDGER_TEXT,   r->chain.ptr)                                                                   \
    X(which "_published", LEDGER_TEXT,   *row->published ? row->published : NULL)                                        \
    X(which "_file",      LEDGER_TEXT,   e->words.file.ptr)                                                              \
    X(which "_begin",     LEDGER_NUMBER, row->begin)                                                                     \
    X(which "_end",       LEDGER_NUMBER, row->end)                                                                       \
    X(which "_address",   LEDGER_TEXT,   e->words.address.ptr)                                                           \
    X(which "_by_story",  LEDGER_TEXT,   r->by_story.len ? r->by_story.ptr : NULL)                                     \
    X(which "_id",        LEDGER_TEXT,   row->id)                                                                        \
    X(which "_sure",      LEDGER_NUMBER, *row->sure ? row->sure : NULL)
/* clang-format on */

#define NAME(name, type, value)  name,
#define TYPE(name, type, value)  type,
#define VALUE(name, type, value) value,
#define COUNT(name, type, value) +1
#define END_N                    (0 END_COLUMNS(COUNT, ""))

static const char *told_by_text(enum told_by told_by)
{
    static const char *const texts[] = { "party", "page", "others" };

    return texts[told_by];
}

static void end_values(const struct change_end *e, struct end_row *row, const char **values)
{
    const struct stance_report *r = &e->report;

    date_format(r->date, row->date);
    date_format(r->published, row->published);
    id_format(ID_POSITION, r->id, row->id);
    snprintf(row->begin, sizeof row->begin, "%u", r->sentence.begin);
    snprintf(row->end, sizeof row->end, "%u", r->sentence.end);
    *row->sure = '\0';
    if (r->sure)
        snprintf(row->sure, sizeof row->sure, "%.2f", r->sure / 100.0);
    {
        const char *const all[] = { END_COLUMNS(VALUE, "") };

        memcpy(values, all, sizeof all);
    }
}

static void day_text(long day, char out[DATE_TEXT_MAX])
{
    date_format(date_from_days(day), out);
}

/* {"file": ..., "span": [b, e], "stance": ..., ...}, as score/score_utterances.py of this project's data has it. */
static void end_json(const struct change_end *e, struct buffer *out)
{
    const struct stance_report *r = &e->report;
    char id[ID_TEXT_MAX];

    json_put_open(out, NULL, '{');
    json_put_text(out, "file", e->words.file);
    json_put_span(out, "span", r->sentence);
    json_put_text(out, "stance", text_c(stance_text(r->stance)));
    json_put_date(out, "date", r->date);
    json_put_text(out, "speaker", r->speaker);
    json_put_text(out, "outlet", r->outlet);
    json_put_text(out, "words", e->words.words);
    json_put_number(out, "sources", e->sources);
    json_put_text(out, "id", text_c(id_format(ID_POSITION, r->id, id)));
    buffer_char(out, '}');
}

/* ---- changes and conflicts -------------------------------------------------------------------- */

static priscus_status change_lines(const struct change_list *changes, ledger_row_fn *each, void *context)
{
    static const char *const names[] = { "kind", "party", "issue", "from", "to", "days" };
    static const enum ledger_type types[] = { LEDGER_TEXT, LEDGER_TEXT, LEDGER_TEXT,
                                              LEDGER_JSON, LEDGER_JSON, LEDGER_NUMBER };
    const char *values[COUNT_OF(names)];
    struct ledger_row row = { COUNT_OF(names), names, types, NULL };
    struct buffer from = { 0 }, to = { 0 };
    bool ended = each(context, &row) != 0, failed = false;
    char days[16];

    row.values = values;
    for (size_t i = 0; i < changes->n && !ended && !failed; i++) {
        const struct change *c = &changes->items[i];

        buffer_reset(&from);
        buffer_reset(&to);
        end_json(&c->from, &from);
        end_json(&c->to, &to);
        snprintf(days, sizeof days, "%u", c->days);
        values[0] = c->kind == CHANGE_STANCE ? "change" : "conflict";
        values[1] = c->party.ptr;
        values[2] = c->issue.ptr;
        values[3] = from.ptr;
        values[4] = to.ptr;
        values[5] = days;
        failed = from.failed || to.failed;
        if (!failed)
            ended = each(context, &row) != 0;
    }
    buffer_release(&from);
    buffer_release(&to);
    return failed ? PRISCUS_ENOMEM : PRISCUS_OK;
}

static priscus_status change_rows(const struct change_list *changes, ledger_row_fn *each, void *context)
{
    enum { OWN = 10 };
    static const char *const names[] = { "kind",
                                         "party",
                                         "issue",
                                         "first_day",
                                         "last_day",
                                         "days",
                                         "from_sources",
                                         "to_sources",
                                         "from_reports",
                                         "to_reports",
                                         END_COLUMNS(NAME, "from") END_COLUMNS(NAME, "to") };
    static const enum ledger_type types[] = { LEDGER_TEXT,
                                              LEDGER_TEXT,
                                              LEDGER_TEXT,
                                              LEDGER_TEXT,
                                              LEDGER_TEXT,
                                              LEDGER_NUMBER,
                                              LEDGER_NUMBER,
                                              LEDGER_NUMBER,
                                              LEDGER_NUMBER,
                                              LEDGER_NUMBER,
                                              END_COLUMNS(TYPE, "from") END_COLUMNS(TYPE, "to") };
    const char *values[COUNT_OF(names)];
    struct ledger_row row = { COUNT_OF(names), names, types, NULL };
    char first[DATE_TEXT_MAX], last[DATE_TEXT_MAX], days[16], sources[2][24], reports[2][24];
    struct end_row from, to;
    bool ended = each(context, &row) != 0;

    row.values = values;
    for (size_t i = 0; i < changes->n && !ended; i++) {
        const struct change *c = &changes->items[i];

        day_text(c->first_day, first);
        day_text(c->last_day, last);
        snprintf(days, sizeof days, "%u", c->days);
        snprintf(sources[0], sizeof sources[0], "%zu", c->from.sources);
        snprintf(sources[1], sizeof sources[1], "%zu", c->to.sources);
        snprintf(reports[0], sizeof reports[0], "%zu", c->from.reports);
        snprintf(reports[1], sizeof reports[1], "%zu", c->to.reports);
        memcpy(values,
               (const char *[OWN]){ change_kind_text(c->kind), c->party.ptr, c->issue.ptr, first, last, days,
                                    sources[0], sources[1], c->from.reports ? reports[0] : NULL,
                                    c->to.reports ? reports[1] : NULL },
               OWN * sizeof *values);
        end_values(&c->from, &from, values + OWN);
        end_values(&c->to, &to, values + OWN + END_N);
        ended = each(context, &row) != 0;
    }
    return PRISCUS_OK;
}

typedef priscus_status put_changes_fn(const struct change_list *changes, ledger_row_fn *each, void *context);

static priscus_status ask(struct ledger *ledger, const struct ledger_filter *filter, put_changes_fn *put,
                          ledger_row_fn *each, void *context, struct priscus_error *err)
{
    struct arena mem = { 0 };
    struct change_list changes;
    struct change_few few = { .first = filter ? filter->limit : 0 };
    priscus_status status = changes_find_few(ledger, filter, &few, &mem, &changes, err);

    if (status == PRISCUS_OK && put(&changes, each, context) != PRISCUS_OK)
        status = error_memory(err);
    arena_release(&mem);
    return status;
}

priscus_status changes_ask(struct ledger *ledger, const struct ledger_filter *filter, ledger_row_fn *each,
                           void *context, struct priscus_error *err)
{
    return ask(ledger, filter, change_rows, each, context, err);
}

priscus_status changes_ask_lines(struct ledger *ledger, const struct ledger_filter *filter, ledger_row_fn *each,
                                 void *context, struct priscus_error *err)
{
    return ask(ledger, filter, change_lines, each, context, err);
}

/* ---- histories -------------------------------------------------------------------------------- */

static priscus_status held_rows(const struct held_list *held, ledger_row_fn *each, void *context)
{
    enum { OWN = 7 };
    static const char *const names[] = { "party",   "issue",
                                         "side",    "contested",
                                         "latest",  "reports",
                                         "sources", END_COLUMNS(NAME, "first") END_COLUMNS(NAME, "last") };
    static const enum ledger_type types[] = { LEDGER_TEXT,   LEDGER_TEXT,
                                              LEDGER_TEXT,   LEDGER_NUMBER,
                                              LEDGER_NUMBER, LEDGER_NUMBER,
                                              LEDGER_NUMBER, END_COLUMNS(TYPE, "first") END_COLUMNS(TYPE, "last") };
    const char *values[COUNT_OF(names)];
    struct ledger_row row = { COUNT_OF(names), names, types, NULL };
    struct end_row first, last;
    char reports[24], sources[24];
    bool ended = each(context, &row) != 0;

    row.values = values;
    for (size_t i = 0; i < held->n && !ended; i++) {
        const struct held_stance *h = &held->items[i];

        snprintf(reports, sizeof reports, "%zu", h->period.reports);
        snprintf(sources, sizeof sources, "%zu", h->period.sources);
        memcpy(values,
               (const char *[OWN]){ h->party.ptr, h->issue.ptr, side_text(h->period.side),
                                    h->period.contested ? "1" : "0", h->latest ? "1" : "0", reports, sources },
               OWN * sizeof *values);
        end_values(&h->first, &first, values + OWN);
        end_values(&h->last, &last, values + OWN + END_N);
        ended = each(context, &row) != 0;
    }
    return PRISCUS_OK;
}

priscus_status stances_ask(struct ledger *ledger, const struct ledger_filter *filter, ledger_row_fn *each,
                           void *context, struct priscus_error *err)
{
    struct arena mem = { 0 };
    struct held_list held;
    priscus_status status = changes_history(ledger, filter, &mem, &held, err);

    if (status == PRISCUS_OK)
        status = held_rows(&held, each, context);
    arena_release(&mem);
    return status;
}
