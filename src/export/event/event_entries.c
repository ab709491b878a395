/* event_entries.c - positions and statements in one line, day by day (event_entry.h).
 *
 *     positions   18 Nov  20 Nov  20 Nov  21 Nov       each in the ledger's order, a page of rows at a time,
 *     statements  18 Nov  18 Nov  20 Nov               the next page asked for behind the last row
 *     batches     [18 Nov: 3]  [20 Nov: 3]  [21 Nov: 1]
 */
#include "export/event/event_entry.h"

#include <stdio.h>
#include <stdlib.h>

#include "ledger/link_utterance.h"
#include "record/id.h"

#define ROWS 256 /* of a page of rows */

struct stream {
    struct export *e;
    enum ledger_question question;
    struct arena mem; /* its rows */
    struct event_entry rows[ROWS];
    size_t n, next;
    size_t given; /* since it began, for the filter's limit */
    bool ended;
    int column[ENTRY_COLUMN_COUNT]; /* in the ledger's row; -1: not there */
    struct buffer after;
    bool failed;
};

static const char *const column_names[] = {
#define ENTRY_NAME(name, text) text,
    ENTRY_COLUMNS(ENTRY_NAME)
#undef ENTRY_NAME
};

static int take_row(void *context, const struct ledger_row *row)
{
    struct stream *s = context;
    struct event_entry *entry = &s->rows[s->n];

    if (!row->values) {
        for (size_t k = 0; k < ENTRY_COLUMN_COUNT; k++) {
            s->column[k] = -1;
            for (size_t c = 0; c < row->n; c++)
                if (strcmp(row->names[c], column_names[k]) == 0)
                    s->column[k] = (int)c;
        }
        return 0;
    }
    *entry = (struct event_entry){ .is_position = s->question == LEDGER_POSITIONS };
    for (size_t k = 0; k < ENTRY_COLUMN_COUNT && !s->failed; k++)
        if (s->column[k] >= 0 && row->values[s->column[k]])
            s->failed = arena_text(&s->mem, text_c(row->values[s->column[k]]), &entry->values[k]) != PRISCUS_OK;
    buffer_reset(&s->after);
    ledger_cursor(row, s->question, &s->after);
    s->failed |= s->after.failed;
    s->n++;
    return s->failed || s->n == ROWS;
}

/* The next page of rows, if the last one is used up. */
static priscus_status fill(struct stream *s, struct priscus_error *err)
{
    struct ledger_filter filter = *s->e->filter;
    priscus_status status;

    if (s->next < s->n || s->ended)
        return PRISCUS_OK;
    arena_reset(&s->mem);
    s->n = s->next = 0;
    filter.limit = ROWS;
    if (s->after.len)
        filter.after = s->after.ptr;
    status = ledger_ask(s->e->ledger, s->question, &filter, take_row, s, err);
    if (status == PRISCUS_OK && s->failed)
        status = error_memory(err);
    s->ended = s->n < ROWS;
    return status;
}

/* The day by which the ledger orders entries: in UTC where the moment is known. "": no date. */
static struct text order_day(const struct event_entry *entry)
{
    struct text at = entry_value(entry, entry->values[ENTRY_DATE_AT].ptr ? ENTRY_DATE_AT : ENTRY_DATE);

    return at.len > 10 ? text_of(at.ptr, 10) : at;
}

/* Entries without a date come last. */
static bool is_earlier(struct text a, struct text b)
{
    if (!a.len || !b.len)
        return a.len != 0;
    for (size_t i = 0; i < a.len && i < b.len; i++)
        if (a.ptr[i] != b.ptr[i])
            return a.ptr[i] < b.ptr[i];
    return a.len < b.len;
}

struct batch {
    struct arena mem;
    struct event_entry *at;
    size_t n;
};

static bool add(struct batch *batch, const struct event_entry *entry)
{
    struct event_entry *copy = &batch->at[batch->n];

    *copy = *entry;
    for (size_t k = 0; k < ENTRY_COLUMN_COUNT; k++)
        if (entry->values[k].ptr && arena_text(&batch->mem, entry->values[k], &copy->values[k]) != PRISCUS_OK)
            return false;
    batch->n++;
    return true;
}

static int by_id(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

/* Take the statements out that have a position in the batch. */
static bool drop_told_twice(struct batch *batch)
{
    struct text *told = arena_alloc(&batch->mem, (batch->n + 1) * sizeof *told);
    size_t n = 0, kept = 0;

    if (!told)
        return false;
    for (size_t i = 0; i < batch->n; i++)
        if (batch->at[i].is_position && batch->at[i].values[ENTRY_STATEMENT].len)
            told[n++] = batch->at[i].values[ENTRY_STATEMENT];
    qsort(told, n, sizeof *told, by_id);
    for (size_t i = 0; i < batch->n; i++)
        if (batch->at[i].is_position || !bsearch(&batch->at[i].values[ENTRY_ID], told, n, sizeof *told, by_id))
            batch->at[kept++] = batch->at[i];
    batch->n = kept;
    return true;
}

static uint32_t number_of(struct text digits)
{
    return digits.len ? (uint32_t)strtoul(digits.ptr, NULL, 10) : 0;
}

static priscus_status find_utterances(struct ledger *ledger, struct event_entry *entry, struct priscus_error *err)
{
    struct text id = entry_value(entry, entry->is_position ? ENTRY_STATEMENT : ENTRY_ID);
    struct span place = { 0, 0 };
    char letter;
    int64_t statement;

    if (!id.len || !id_parse(id.ptr, &letter, &statement))
        return PRISCUS_OK;
    if (entry->is_position)
        place = (struct span){ number_of(entry->values[ENTRY_WORDS_BEGIN]), number_of(entry->values[ENTRY_WORDS_END]) };
    return ledger_utterance_of_statement(ledger, statement, place, entry->utterances, ENTRY_UTTERANCES_MAX,
                                         &entry->n_utterances, err);
}

static priscus_status hand_out(struct export *e, struct event_coder *coder, struct batch *batch, event_batch_fn *each,
                               void *context, struct priscus_error *err)
{
    priscus_status status = PRISCUS_OK;

    if (!drop_told_twice(batch))
        return error_memory(err);
    for (size_t i = 0; i < batch->n && status == PRISCUS_OK; i++) {
        status = event_coder_code(coder, &batch->at[i], &batch->mem, err);
        if (status == PRISCUS_OK)
            status = find_utterances(e->ledger, &batch->at[i], err);
    }
    if (status == PRISCUS_OK && batch->n)
        status = each(context, batch->at, batch->n, err);
    return status;
}

static priscus_status gather(struct export *e, struct event_coder *coder, struct stream streams[2], struct batch *batch,
                             event_batch_fn *each, void *context, struct priscus_error *err)
{
    size_t left = e->filter->limit ? e->filter->limit : SIZE_MAX;
    priscus_status status = PRISCUS_OK;
    char day[12] = "";
    bool any = true;

    while (any && status == PRISCUS_OK && sink_more(e->out)) {
        arena_reset(&batch->mem);
        batch->n = 0;
        any = false;
        while (left && batch->n < EVENT_BATCH_MAX) {
            struct stream *next = NULL;
            struct text first = { 0 };

            for (size_t k = 0; k < 2; k++) {
                if ((status = fill(&streams[k], err)) != PRISCUS_OK)
                    return status;
                if (streams[k].next < streams[k].n &&
                    (!next || is_earlier(order_day(&streams[k].rows[streams[k].next]), first))) {
                    next = &streams[k];
                    first = order_day(&next->rows[next->next]);
                }
            }
            if (!next || (any && !text_is(first, day)))
                break;
            snprintf(day, sizeof day, "%.*s", (int)first.len, first.len ? first.ptr : "");
            any = true;
            left--;
            if (!add(batch, &next->rows[next->next++]))
                return error_memory(err);
        }
        if (any)
            status = hand_out(e, coder, batch, each, context, err);
    }
    return status;
}

priscus_status event_entries(struct export *e, event_batch_fn *each, void *context, struct priscus_error *err)
{
    struct stream *streams = calloc(2, sizeof *streams);
    struct batch batch = { .at = calloc(EVENT_BATCH_MAX, sizeof *batch.at) };
    struct event_coder *coder = NULL;
    priscus_status status = streams && batch.at ? PRISCUS_OK : error_memory(err);

    if (status == PRISCUS_OK)
        status = event_coder_open(e->language, &coder, err);
    for (size_t k = 0; k < 2 && status == PRISCUS_OK; k++) {
        streams[k].e = e;
        streams[k].question = k ? LEDGER_STATEMENTS : LEDGER_POSITIONS;
    }
    if (status == PRISCUS_OK)
        status = gather(e, coder, streams, &batch, each, context, err);
    for (size_t k = 0; streams && k < 2; k++) {
        arena_release(&streams[k].mem);
        buffer_release(&streams[k].after);
    }
    event_coder_close(coder);
    arena_release(&batch.mem);
    free(batch.at);
    free(streams);
    return status;
}
