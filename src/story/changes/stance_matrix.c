/* stance_matrix.c - see stance_matrix.h.
 *
 * Each day of a pair has a stance (cell_day.h), and the cell has that of its last day. Of days that were kept (kept_days.h) only
 * the reports of the last one are read. */
#include "story/changes/stance_matrix.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "record/id.h"
#include "story/changes/cell_day.h"
#include "story/changes/kept_days.h"
#include "story/changes/stance_changes.h"

struct cell {
    struct cell_day last;
    struct day_stance stances[STANCE_COUNT]; /* of the last day */
    long since;
    unsigned char since_digits;
    size_t positions;
    bool by_other;
    struct arena *mem;
};

struct matrix {
    struct ledger *ledger;
    ledger_row_fn *each;
    void *context;
    struct priscus_error *err;
    size_t rows, limit;
    bool ended; /* whoever asks wants no more */
};

/* ---- days ----------------------------------------------------------------------------------- */

/* Those of others only where there is nothing else. */
static void cell_fold(const struct cell_day *days, size_t n, struct arena *mem, struct cell *cell)
{
    *cell = (struct cell){ .by_other = true, .mem = mem };
    for (size_t i = 0; i < n; i++)
        cell->by_other &= days[i].by_others;
    for (size_t i = 0; i < n; i++) {
        const struct cell_day *d = &days[i];

        if (d->by_others && !cell->by_other)
            continue;
        if (d->stance != cell->last.stance) {
            cell->since = d->day;
            cell->since_digits = d->digits;
        }
        cell->positions += d->positions;
        cell->last = *d;
    }
}

/* ---- rows ----------------------------------------------------------------------------------- */

static bool is_contested(const struct cell *cell, const struct history *history)
{
    const struct cell_day *last = &cell->last;

    if (last->class == DAY_KNOWN && history->last_conflict >= last->day)
        return true;
    if (last->class == DAY_KNOWN && last->exact && !cell->by_other)
        return false;
    for (enum stance s = 0; s < STANCE_COUNT; s++)
        if (cell->stances[s].pages && side_of(s) != side_of(last->stance) &&
            evidence_against(&cell->stances[s].evidence, &cell->stances[last->stance].evidence))
            return true;
    return false;
}

/* "rejects (1), demands (2)": what the other reports of the last day have. */
static void other_stances(const struct cell *cell, struct buffer *out)
{
    for (enum stance s = 0; s < STANCE_COUNT; s++)
        if (s != cell->last.stance && cell->stances[s].pages)
            buffer_format(out, "%s%s (%zu)", out->len ? ", " : "", stance_text(s), cell->stances[s].pages);
}

/* "2031-05-03", or as much of it as is known. */
static const char *day_text(long day, unsigned char digits, char out[DATE_TEXT_MAX])
{
    date_format(date_from_days(day), out)[digits] = '\0';
    return out;
}

/* "against 2031-05-03/2031-05-04, for 2031-05-06/2031-05-06": the sides held, from when to when. */
static void held_sides(const struct history *history, struct buffer *out)
{
    size_t first = history->n_periods > MATRIX_HELD_MAX ? history->n_periods - MATRIX_HELD_MAX : 0;
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];

    for (size_t i = first; i < history->n_periods; i++) {
        const struct stance_period *p = &history->periods[i];

        buffer_format(out, "%s%s %s/%s", i > first ? ", " : "", side_text(p->side),
                      day_text(p->first_day, p->first_end.digits, from), day_text(p->last_day, p->last_end.digits, to));
    }
}

/* A line a column, in terms of tell(). */
/* clang-format off */
#define MATRIX_COLUMNS(X)                                                                                              \
    X("party",     LEDGER_TEXT,   r->party.ptr)                                                                        \
    X("issue",     LEDGER_TEXT,   r->issue.ptr)                                                                        \
    X("stance",    LEDGER_TEXT,   stance_text(cell->last.stance))                                                           \
    X("date",      LEDGER_TEXT,   date_known(r->date) ? date_format(r->date, date) : NULL)                             \
    X("since",     LEDGER_TEXT,   cell->since_digits ? since : NULL)                                              \
    X("positions", LEDGER_NUMBER, positions)                                                                           \
    X("reports",   LEDGER_NUMBER, reports)                                                                             \
    X("disagree",  LEDGER_NUMBER, is_contested(cell, history) ? "1" : "0")                                             \
    X("others",    LEDGER_TEXT,   others.len ? others.ptr : NULL)                                                      \
    X("id",        LEDGER_TEXT,   id_format(ID_POSITION, r->id, id))                                                   \
    X("speaker",   LEDGER_TEXT,   r->speaker.ptr)                                                                      \
    X("words",     LEDGER_TEXT,   words.words.ptr)                                                                     \
    X("outlet",    LEDGER_TEXT,   r->outlet.ptr)                                                                       \
    X("page",      LEDGER_TEXT,   id_format(ID_PAGE, r->page_key, page))                                               \
    X("by_other",  LEDGER_NUMBER, cell->by_other ? "1" : "0")                                                          \
    X("precision", LEDGER_TEXT,   date_known(r->date) ? precision_text((enum precision)r->date.precision) : NULL)      \
    X("sources",   LEDGER_NUMBER, sources)                                                                             \
    X("by_story",  LEDGER_TEXT,   r->by_story.len ? r->by_story.ptr : NULL)                                            \
    X("held",      LEDGER_TEXT,   held.len ? held.ptr : NULL)
/* clang-format on */

#define NAME(name, type, value)  name,
#define TYPE(name, type, value)  type,
#define VALUE(name, type, value) value,
static const char *const names[] = { MATRIX_COLUMNS(NAME) };
static const enum ledger_type types[] = { MATRIX_COLUMNS(TYPE) };

static priscus_status tell(struct matrix *m, const struct cell *cell, const struct history *history)
{
    const struct day_stance *now = &cell->stances[cell->last.stance];
    const struct stance_report *r = now->first;
    struct ledger_row row = { .n = COUNT_OF(names), .names = names, .types = types };
    char date[DATE_TEXT_MAX], since[DATE_TEXT_MAX], id[ID_TEXT_MAX], page[ID_TEXT_MAX];
    char positions[24], reports[24], sources[24];
    struct stance_words words;
    struct buffer others = { 0 }, held = { 0 };
    priscus_status status = ledger_stance_words(m->ledger, r->article, r->ordinal, cell->mem, &words, m->err);

    if (status != PRISCUS_OK)
        return status;
    day_text(cell->since, cell->since_digits, since);
    snprintf(positions, sizeof positions, "%zu", cell->positions);
    snprintf(reports, sizeof reports, "%zu", now->pages);
    snprintf(sources, sizeof sources, "%zu", now->evidence.sources);
    other_stances(cell, &others);
    held_sides(history, &held);
    if (others.failed || held.failed)
        status = PRISCUS_ENOMEM;
    if (status == PRISCUS_OK) {
        const char *const values[] = { MATRIX_COLUMNS(VALUE) };

        row.values = values;
        m->ended = m->each(m->context, &row) != 0;
        m->rows++;
    }
    buffer_release(&others);
    buffer_release(&held);
    return status;
}

static bool has_ended(const struct matrix *m)
{
    return m->ended || (m->limit && m->rows >= m->limit);
}

static priscus_status add_pair(void *context, const struct stance_report *reports, size_t n,
                               const struct history *history, struct arena *mem)
{
    struct matrix *m = context;
    struct cell_days days;
    struct cell cell;
    priscus_status status;

    if (has_ended(m))
        return PRISCUS_OK;
    status = cell_days_of(reports, n, mem, &days);
    if (status == PRISCUS_OK) {
        cell_fold(days.days, days.n, mem, &cell);
        status = cell_day_stances(&days, &cell.last, mem, cell.stances);
    }
    return status == PRISCUS_OK ? tell(m, &cell, history) : status;
}

/* Of the last day its reports. DONE: they do not have that stance, so that what is kept is wrong, or somebody wrote in between. */
static priscus_status find_stances(struct kept_pair *pair, struct cell *cell)
{
    const struct stance_report *reports;
    struct cell_days days;
    size_t n = 0;
    priscus_status status = kept_pair_reports(pair, &cell->last, &reports, &n);

    if (status == PRISCUS_OK)
        status = cell_days_of(reports, n, cell->mem, &days);
    if (status != PRISCUS_OK)
        return status;
    for (size_t i = days.n; i-- > 0;)
        if (cell_day_compare(&days.days[i], &cell->last) == 0 && days.days[i].stance == cell->last.stance)
            return cell_day_stances(&days, &days.days[i], cell->mem, cell->stances);
    return PRISCUS_DONE;
}

static priscus_status add_kept_pair(void *context, struct kept_pair *pair, struct arena *mem)
{
    struct matrix *m = context;
    struct history history;
    struct cell cell;
    priscus_status status;

    if (has_ended(m))
        return PRISCUS_OK;
    cell_fold(pair->cell, pair->n_cell, mem, &cell);
    status = find_stances(pair, &cell);
    if (status == PRISCUS_DONE) {
        if ((status = kept_pair_again(pair)) != PRISCUS_OK || !pair->n_cell)
            return status;
        cell_fold(pair->cell, pair->n_cell, mem, &cell);
        if ((status = find_stances(pair, &cell)) == PRISCUS_DONE)
            return PRISCUS_OK; /* gone meanwhile */
    }
    if (status == PRISCUS_OK)
        status = history_of_days(pair->history, pair->n_history, mem, &history);
    return status == PRISCUS_OK ? tell(m, &cell, &history) : status;
}

priscus_status matrix_ask(struct ledger *ledger, const struct ledger_filter *filter, ledger_row_fn *each, void *context,
                          struct priscus_error *err)
{
    struct ledger_row top = { .n = COUNT_OF(names), .names = names, .types = types };
    struct matrix m = { ledger, each, context, err, 0, filter ? filter->limit : 0, each(context, &top) != 0 };
    priscus_status status = PRISCUS_DONE;

    if (m.ended)
        return PRISCUS_OK;
    if (kept_days_answer(filter))
        status = kept_pairs_each(ledger, filter, add_kept_pair, &m, err);
    return status == PRISCUS_DONE ? pairs_each(ledger, filter, add_pair, &m, err) : status;
}
