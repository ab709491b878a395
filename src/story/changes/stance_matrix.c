/* stance_matrix.c - see stance_matrix.h.
 *
 * The reports of a pair are sorted into days; each day has a stance, and the cell that of its last day. */
#include "story/changes/stance_matrix.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "record/id.h"
#include "story/changes/evidence.h"
#include "story/changes/stance_changes.h"

/* Days in order: what was before a day nobody knows when, what has no date, months and years at their first day, days. */
enum day_class { DAY_BEFORE, DAY_UNKNOWN, DAY_KNOWN };

struct told {
    const struct stance_report *report;
    enum day_class class;
    long day;
    bool exact;
    bool published; /* at a time of day that is known: */
    int64_t published_at;
};

/* What a day tells of one stance. */
struct day_stance {
    const struct stance_report *first;
    size_t pages, positions;
    struct evidence evidence;
};

struct cell {
    struct told *told;
    size_t n;
    const struct stance_report **set; /* room for all */
    struct day_stance stances[STANCE_COUNT];
    enum stance stance; /* of the last day so far */
    struct date since;
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

static struct told told_of(const struct stance_report *r)
{
    struct told t = { .report = r, .class = DAY_KNOWN };
    struct date p = r->published;

    if (!date_known(r->date))
        t.class = DAY_UNKNOWN;
    else if (r->told_before)
        t.class = DAY_BEFORE;
    if (t.class != DAY_UNKNOWN) {
        t.day = date_to_days(r->date);
        t.exact = r->date.precision >= PRECISION_DAY;
    }
    t.published = p.zone != DATE_NO_ZONE && (p.precision == PRECISION_MINUTE || p.precision == PRECISION_SECOND);
    if (t.published)
        t.published_at = (int64_t)date_to_days(p) * 86400 + p.hour * 3600 + p.minute * 60 + p.second - p.zone * 60;
    return t;
}

#define COMPARE(a, b)                                                                                                  \
    if ((a) != (b))                                                                                                    \
    return (a) < (b) ? -1 : 1

static bool same_day(const struct told *a, const struct told *b)
{
    return a->class == b->class && a->day == b->day && a->exact == b->exact;
}

/* By day; of a day what was published last comes first. */
static int compare(const void *left, const void *right)
{
    const struct told *a = left, *b = right;

    COMPARE(a->class, b->class);
    COMPARE(a->day, b->day);
    COMPARE(a->exact, b->exact);
    COMPARE(b->published, a->published);
    COMPARE(b->published_at, a->published_at);
    COMPARE(a->report->page_key, b->report->page_key);
    COMPARE(a->report->sentence.begin, b->report->sentence.begin);
    COMPARE(a->report->id, b->report->id);
    return 0;
}

static priscus_status count_stance(struct cell *cell, size_t begin, size_t end, enum stance stance)
{
    struct day_stance *s = &cell->stances[stance];
    int64_t last_page = 0, told_by = 0;
    size_t n = 0;

    *s = (struct day_stance){ 0 };
    for (size_t i = begin; i < end; i++) {
        const struct stance_report *r = cell->told[i].report;

        if (r->stance != stance)
            continue;
        if (!n)
            s->first = r;
        if (!n || r->page != last_page)
            s->pages++;
        last_page = r->page;
        /* The first page that tells the day in words; what others tell again of it is one position more often told. */
        if (r->said && !told_by)
            told_by = r->page;
        s->positions += !r->said || r->page == told_by;
        cell->set[n++] = r;
    }
    return evidence_of(cell->set, n, cell->mem, &s->evidence);
}

/* Is more to be said for a than for b: more sources; or as many and only it is sure enough; or more pages? */
static bool is_better(const struct day_stance *a, const struct day_stance *b)
{
    bool a_believed = evidence_believed(&a->evidence), b_believed = evidence_believed(&b->evidence);

    if (a->evidence.sources != b->evidence.sources)
        return a->evidence.sources > b->evidence.sources;
    return a_believed != b_believed ? a_believed : a->pages > b->pages;
}

/* The best one; of as good ones the one met first. */
static enum stance stance_of_day(const struct cell *cell, size_t begin, size_t end)
{
    const struct day_stance *best = NULL;
    enum stance stance = STANCE_NONE;

    for (size_t i = begin; i < end; i++) {
        const struct day_stance *s = &cell->stances[cell->told[i].report->stance];

        if (best && !is_better(s, best))
            continue;
        best = s;
        stance = cell->told[i].report->stance;
    }
    return stance;
}

static priscus_status fold_days(struct cell *cell)
{
    priscus_status status = PRISCUS_OK;

    for (size_t begin = 0, end; begin < cell->n && status == PRISCUS_OK; begin = end) {
        enum stance stance;

        for (end = begin + 1; end < cell->n && same_day(&cell->told[begin], &cell->told[end]);)
            end++;
        for (enum stance s = 0; s < STANCE_COUNT && status == PRISCUS_OK; s++) {
            status = count_stance(cell, begin, end, s);
            cell->positions += cell->stances[s].positions;
        }
        stance = stance_of_day(cell, begin, end);
        if (stance != cell->stance)
            cell->since = cell->told[begin].report->date;
        cell->stance = stance;
    }
    return status;
}

/* Those of others only where there is nothing else. */
static priscus_status cell_fold(const struct stance_report *reports, size_t n, struct arena *mem, struct cell *cell)
{
    *cell = (struct cell){ .by_other = true, .since = { .zone = DATE_NO_ZONE }, .mem = mem };
    cell->told = arena_alloc(mem, n * sizeof *cell->told);
    cell->set = arena_alloc(mem, n * sizeof *cell->set);
    if (!cell->told || !cell->set)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++)
        cell->by_other &= reports[i].told_by == TOLD_BY_OTHERS;
    for (size_t i = 0; i < n; i++)
        if (cell->by_other || reports[i].told_by != TOLD_BY_OTHERS)
            cell->told[cell->n++] = told_of(&reports[i]);
    qsort(cell->told, cell->n, sizeof *cell->told, compare);
    return fold_days(cell);
}

/* ---- rows ----------------------------------------------------------------------------------- */

static bool is_contested(const struct cell *cell, const struct history *history)
{
    const struct told *last = &cell->told[cell->n - 1];

    for (size_t i = 0; i < history->n_conflicts; i++)
        if (last->class == DAY_KNOWN && history->conflicts[i].last_day >= last->day)
            return true;
    if (last->class == DAY_KNOWN && last->exact && !cell->by_other)
        return false;
    for (enum stance s = 0; s < STANCE_COUNT; s++)
        if (cell->stances[s].pages && side_of(s) != side_of(cell->stance) &&
            evidence_against(&cell->stances[s].evidence, &cell->stances[cell->stance].evidence))
            return true;
    return false;
}

/* "rejects (1), demands (2)": what the other reports of the last day have. */
static void other_stances(const struct cell *cell, struct buffer *out)
{
    for (enum stance s = 0; s < STANCE_COUNT; s++)
        if (s != cell->stance && cell->stances[s].pages)
            buffer_format(out, "%s%s (%zu)", out->len ? ", " : "", stance_text(s), cell->stances[s].pages);
}

/* "against 2031-05-03/2031-05-04, for 2031-05-06/2031-05-06": the sides held, from when to when. */
static void held_sides(const struct history *history, struct buffer *out)
{
    size_t first = history->n_periods > MATRIX_HELD_MAX ? history->n_periods - MATRIX_HELD_MAX : 0;
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];

    for (size_t i = first; i < history->n_periods; i++) {
        const struct stance_period *p = &history->periods[i];

        buffer_format(out, "%s%s %.10s/%.10s", i > first ? ", " : "", side_text(p->side),
                      date_format(p->first->date, from), date_format(p->last->date, to));
    }
}

/* A line a column, in terms of tell(). */
/* clang-format off */
#define MATRIX_COLUMNS(X)                                                                                              \
    X("party",     LEDGER_TEXT,   r->party.ptr)                                                                        \
    X("issue",     LEDGER_TEXT,   r->issue.ptr)                                                                        \
    X("stance",    LEDGER_TEXT,   stance_text(cell->stance))                                                           \
    X("date",      LEDGER_TEXT,   date_known(r->date) ? date_format(r->date, date) : NULL)                             \
    X("since",     LEDGER_TEXT,   date_known(cell->since) ? since : NULL)                                              \
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
    const struct day_stance *now = &cell->stances[cell->stance];
    const struct stance_report *r = now->first;
    struct ledger_row row = { .n = COUNT_OF(names), .names = names, .types = types };
    char date[DATE_TEXT_MAX], since[DATE_TEXT_MAX], id[ID_TEXT_MAX], page[ID_TEXT_MAX];
    char positions[24], reports[24], sources[24];
    struct stance_words words;
    struct buffer others = { 0 }, held = { 0 };
    priscus_status status = ledger_stance_words(m->ledger, r->article, r->ordinal, cell->mem, &words, m->err);

    if (status != PRISCUS_OK)
        return status;
    date_format(cell->since, since)[10] = '\0';
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

static priscus_status add_pair(void *context, const struct stance_report *reports, size_t n,
                               const struct history *history, struct arena *mem)
{
    struct matrix *m = context;
    struct cell cell;
    priscus_status status;

    if (m->ended || (m->limit && m->rows >= m->limit))
        return PRISCUS_OK;
    status = cell_fold(reports, n, mem, &cell);
    return status == PRISCUS_OK ? tell(m, &cell, history) : status;
}

priscus_status matrix_ask(struct ledger *ledger, const struct ledger_filter *filter, ledger_row_fn *each, void *context,
                          struct priscus_error *err)
{
    struct ledger_row top = { .n = COUNT_OF(names), .names = names, .types = types };
    struct matrix m = { ledger, each, context, err, 0, filter ? filter->limit : 0, each(context, &top) != 0 };

    return m.ended ? PRISCUS_OK : pairs_each(ledger, filter, add_pair, &m, err);
}
