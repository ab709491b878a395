/* export_phoenix.c - the record as the event table of Phoenix: 26 columns, tabs between them, no header.
 *
 *     ID_version  YYYYMMDD  year  month  day  Source  SourceRoot  SourceAgent  SourceOthers  Target  TargetRoot  TargetAgent
 *     TargetOthers  CAMEO  RootCode  QuadClass  Goldstein  Issues  Lat  Lon  Place  State  Country  SentenceIDs  URLs  Sources
 *
 * The field's readers take a row for one event: of one day, source, target and code there is one row, and the last three columns
 * list what it was read from, parted by ";". So copies of a report make no second event. A row waits until no more of its day
 * can come: the ledger orders by moments in UTC, a page counts days in its own zone, one day before or after. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "export/event/event_entry.h"

struct phoenix_row {
    long day;
    const struct event_code *code;
    char code_text[EVENT_CODE_MAX + 1], goldstein[8];
    unsigned quad;
    struct buffer source, target, issues, ids, urls, sources;
};

struct table {
    struct export *e;
    struct phoenix_row *rows;
    size_t n, room;
    struct event_code plain; /* 010: a statement that is no other event */
};

static void row_release(struct phoenix_row *row)
{
    buffer_release(&row->source);
    buffer_release(&row->target);
    buffer_release(&row->issues);
    buffer_release(&row->ids);
    buffer_release(&row->urls);
    buffer_release(&row->sources);
}

/* A cell holds no tab, line end or (of a list) semicolon. */
static void put_cell(struct buffer *out, struct text t, bool of_list)
{
    for (size_t i = 0; i < t.len; i++) {
        unsigned char c = (unsigned char)t.ptr[i];

        if (of_list && c == ';')
            buffer_c(out, "%3B");
        else
            buffer_char(out, c < 0x20 || c == 0x7f ? ' ' : (char)c);
    }
}

/* Is `value` one of the list that are parted by ";"? */
static bool has(const struct buffer *list, struct text value)
{
    struct text rest = buffer_as_text(list);

    while (rest.ptr && rest.len)
        if (text_eq(text_cut(&rest, ';'), value))
            return true;
    return false;
}

static void add_to(struct buffer *list, struct text value, bool once)
{
    struct buffer cell = { 0 };

    put_cell(&cell, value, true);
    if (cell.len && !(once && has(list, buffer_as_text(&cell)))) {
        if (list->len)
            buffer_char(list, ';');
        buffer_text(list, buffer_as_text(&cell));
    }
    list->failed |= cell.failed;
    buffer_release(&cell);
}

static void put_row(struct buffer *out, const struct phoenix_row *row)
{
    struct date day = date_from_days(row->day);

    /* 1 to 5 */
    struct text ids = buffer_as_text(&row->ids);

    put_cell(out, text_cut(&ids, ';'), false);
    buffer_c(out, "_" PRISCUS_VERSION);
    buffer_format(out, "\t%04d%02d%02d\t%04d\t%02d\t%02d", day.year, day.month, day.day, day.year, day.month, day.day);
    /* 6 to 13: code, root, agent, others */
    for (unsigned k = 0; k < 2; k++) {
        struct text party = buffer_as_text(k ? &row->target : &row->source);

        buffer_char(out, '\t');
        buffer_text(out, party);
        buffer_char(out, '\t');
        buffer_text(out, party);
        buffer_c(out, "\t\t");
    }
    /* 14 to 18 */
    buffer_format(out, "\t%s\t%.2s\t%u\t%s\t", row->code_text, row->code_text, row->quad, row->goldstein);
    buffer_text(out, buffer_as_text(&row->issues));
    buffer_c(out, "\t\t\t\t\t"); /* 19 to 23: where it was is not known */
    buffer_char(out, '\t');
    buffer_text(out, buffer_as_text(&row->ids));
    buffer_char(out, '\t');
    buffer_text(out, buffer_as_text(&row->urls));
    buffer_char(out, '\t');
    buffer_text(out, buffer_as_text(&row->sources));
    buffer_char(out, '\n');
}

static int by_what(const void *a, const void *b)
{
    const struct phoenix_row *one = a, *other = b;
    int c;

    if (one->day != other->day)
        return one->day < other->day ? -1 : 1;
    if ((c = text_compare(buffer_as_text(&one->source), buffer_as_text(&other->source))) != 0 ||
        (c = text_compare(buffer_as_text(&one->target), buffer_as_text(&other->target))) != 0)
        return c;
    return strcmp(one->code_text, other->code_text);
}

/* Write the rows of days up to `last`. */
static void flush(struct table *t, long last)
{
    size_t kept = 0;

    if (t->n)
        qsort(t->rows, t->n, sizeof *t->rows, by_what);
    for (size_t i = 0; i < t->n; i++) {
        if (t->rows[i].day > last) {
            t->rows[kept++] = t->rows[i];
            continue;
        }
        put_row(&t->e->out->out, &t->rows[i]);
        t->e->out->out.failed |= t->rows[i].ids.failed || t->rows[i].urls.failed || t->rows[i].sources.failed ||
                                 t->rows[i].issues.failed || t->rows[i].source.failed || t->rows[i].target.failed;
        row_release(&t->rows[i]);
        sink_more(t->e->out);
    }
    t->n = kept;
}

/* The row of such an event, or a new one. NULL: memory. */
static struct phoenix_row *find_row(struct table *t, long day, struct text source, struct text target,
                                    const struct event_code *code)
{
    struct phoenix_row *row;

    for (size_t i = 0; i < t->n; i++)
        if (t->rows[i].day == day && text_eq(text_c(t->rows[i].code_text), code->code) &&
            text_eq(buffer_as_text(&t->rows[i].source), source) && text_eq(buffer_as_text(&t->rows[i].target), target))
            return &t->rows[i];
    if (t->n == t->room) {
        size_t room = t->room ? t->room * 2 : 64;
        struct phoenix_row *grown = realloc(t->rows, room * sizeof *grown);

        if (!grown)
            return NULL;
        t->rows = grown;
        t->room = room;
    }
    row = &t->rows[t->n++];
    *row = (struct phoenix_row){ .day = day, .quad = event_code_quad(code) };
    snprintf(row->code_text, sizeof row->code_text, "%.*s", (int)code->code.len, code->code.ptr);
    snprintf(row->goldstein, sizeof row->goldstein, "%.*s", (int)code->goldstein.len, code->goldstein.ptr);
    put_cell(&row->source, source, false);
    put_cell(&row->target, target, false);
    return row;
}

/* "talks,1", as Phoenix writes issues: a name, and how often it was seen. Ours are the agenda's. */
static void add_issue(struct phoenix_row *row, struct text issue)
{
    struct buffer one = { 0 };

    if (!issue.len)
        return;
    put_cell(&one, issue, true);
    buffer_c(&one, ",1");
    add_to(&row->issues, buffer_as_text(&one), true);
    row->issues.failed |= one.failed;
    buffer_release(&one);
}

static priscus_status add_entry(struct table *t, const struct event_entry *entry, struct priscus_error *err)
{
    const struct event_code *code = entry->code ? entry->code : !entry->is_position ? &t->plain : NULL;
    struct text party = entry_value(entry, ENTRY_PARTY), precision = entry_value(entry, ENTRY_PRECISION);
    struct phoenix_row *row;
    struct date date;

    /* No place for: a condition, an account by another party, somebody of no party, a month, "before that day". */
    if (!code || entry->conditional || text_is(entry_value(entry, ENTRY_BY_OTHER), "1") || !party.len ||
        !date_parse_iso(entry_value(entry, ENTRY_DATE), &date) || date.precision < PRECISION_DAY ||
        text_is(precision, "before") || text_is(precision, "after")) {
        t->e->left_out++;
        return PRISCUS_OK;
    }
    date.zone = DATE_NO_ZONE;
    row = find_row(t, date_to_days(date), party, entry_value(entry, ENTRY_COUNTERPART), code);
    if (!row)
        return error_memory(err);
    add_issue(row, entry_value(entry, ENTRY_ISSUE));
    add_to(&row->ids, entry_value(entry, ENTRY_ID), false); /* each entry comes once */
    add_to(&row->urls, entry_value(entry, ENTRY_ADDRESS), true);
    add_to(&row->sources, entry_value(entry, ENTRY_OUTLET), true);
    return PRISCUS_OK;
}

static priscus_status put_batch(void *context, struct event_entry *entries, size_t n, struct priscus_error *err)
{
    struct table *t = context;
    priscus_status status = PRISCUS_OK;
    struct date first;

    for (size_t i = 0; i < n && status == PRISCUS_OK; i++)
        status = add_entry(t, &entries[i], err);
    if (status == PRISCUS_OK && date_parse_iso(entry_value(&entries[0], ENTRY_DATE), &first))
        flush(t, date_to_days(first) - 3); /* the day in UTC and the page's differ by one, either way */
    return status;
}

priscus_status export_phoenix(struct export *e, struct priscus_error *err)
{
    struct table t = { .e = e,
                       .plain = { .code = text_c("010"), .goldstein = text_c("0.0"), .root = EVENT_STATEMENT } };
    priscus_status status = event_entries(e, put_batch, &t, err);

    if (status == PRISCUS_OK)
        flush(&t, LONG_MAX);
    for (size_t i = 0; i < t.n; i++)
        row_release(&t.rows[i]);
    free(t.rows);
    return status;
}
