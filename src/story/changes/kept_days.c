/* kept_days.c - see kept_days.h.
 *
 * A month is a byte with KEPT_VERSION, then its days as kept_bytes.h has them. What is kept of another version, and what is
 * damaged, is made again from the reports. */
#include "story/changes/kept_days.h"

#include <stdlib.h>

#include "story/changes/kept_bytes.h"
#include "story/changes/kept_loading.h"

#define DAY_BYTES 21 /* of most days, at least: a month's day, one day of the cell, one of the history */

/* ---- days and months ---------------------------------------------------------------------------- */

int64_t kept_month_of(long day)
{
    struct date d;

    if (day == NO_DATE)
        return NO_MONTH;
    d = date_from_days(day);
    return d.year * 12 + d.month - 1;
}

/* The day before its first. */
long kept_before_month(int64_t month)
{
    return date_to_days(date_day((int)(month / 12), (int)(month % 12) + 1, 1)) - 1;
}

long kept_number_of(const struct cell_day *d)
{
    return d->class == DAY_UNKNOWN ? NO_DATE : d->day;
}

#define COMPARE(a, b)                                                                                                  \
    if ((a) != (b))                                                                                                    \
    return (a) < (b) ? -1 : 1

static int compare_numbers(const void *left, const void *right)
{
    const long *a = left, *b = right;

    COMPARE(*a, *b);
    return 0;
}

static int compare_months(const void *left, const void *right)
{
    const struct month *a = left, *b = right;

    COMPARE(a->number, b->number);
    return 0;
}

static int compare_cell(const void *left, const void *right)
{
    return cell_day_compare(left, right);
}

static int compare_history(const void *left, const void *right)
{
    const struct history_day *a = left, *b = right;

    COMPARE(a->day, b->day);
    COMPARE(a->exact, b->exact);
    return 0;
}

static size_t sort_numbers(long *numbers, size_t n)
{
    size_t kept = 0;

    if (n)
        qsort(numbers, n, sizeof *numbers, compare_numbers);
    for (size_t i = 0; i < n; i++)
        if (!kept || numbers[kept - 1] != numbers[i])
            numbers[kept++] = numbers[i];
    return kept;
}

static bool is_again(const struct loading *l, long day)
{
    return l->n_again && bsearch(&day, l->again, l->n_again, sizeof *l->again, compare_numbers);
}

static bool is_asked(const struct loading *l, long day)
{
    return day == NO_DATE ? l->undated : day >= l->first && day <= l->last;
}

/* ---- what is kept -------------------------------------------------------------------------------- */

static struct cell_day *add_cell(struct loading *l)
{
    struct cell_day *grown = arena_grow(&l->mem, l->pair.cell, l->pair.n_cell, &l->cell_room, sizeof *grown);

    if (!grown)
        return NULL;
    l->pair.cell = grown;
    return &grown[l->pair.n_cell++];
}

static struct history_day *add_history(struct loading *l)
{
    struct history_day *grown = arena_grow(&l->mem, l->pair.history, l->pair.n_history, &l->history_room, sizeof *grown);

    if (!grown)
        return NULL;
    l->pair.history = grown;
    grown += l->pair.n_history++;
    *grown = (struct history_day){ 0 };
    return grown;
}

/* The next day of a month into the pair, unless it is to be made again or not asked for. */
static priscus_status take_day(struct loading *l, struct kept_bytes *b, long before)
{
    unsigned in_month = kept_take_byte(b), cells = kept_take_byte(b), histories = kept_take_byte(b);
    long day = in_month ? before + (long)in_month : NO_DATE;
    bool wanted = is_asked(l, day) && !is_again(l, day);
    size_t n_cell = l->pair.n_cell, n_history = l->pair.n_history;

    b->bad |= histories && day == NO_DATE; /* what has no date changes nothing */
    for (unsigned i = 0; i < cells && !b->bad; i++) {
        struct cell_day *d = add_cell(l);

        if (!d)
            return PRISCUS_ENOMEM;
        *d = kept_take_cell(b, day == NO_DATE ? 0 : day);
    }
    for (unsigned i = 0; i < histories && !b->bad; i++) {
        struct history_day *d = add_history(l);

        if (!d)
            return PRISCUS_ENOMEM;
        kept_take_history(b, day, d);
    }
    if (!wanted || b->bad) {
        l->pair.n_cell = n_cell;
        l->pair.n_history = n_history;
    }
    return PRISCUS_OK;
}

/* Room for as many days as the bytes have, so that arrays do not grow. */
static priscus_status reserve(struct loading *l)
{
    size_t bytes = 0;

    for (size_t i = 0; i < l->n_months; i++)
        bytes += l->months[i].bytes.len;
    l->cell_room = l->history_room = bytes / DAY_BYTES + 1;
    l->pair.cell = arena_alloc(&l->mem, l->cell_room * sizeof *l->pair.cell);
    l->pair.history = arena_alloc(&l->mem, l->history_room * sizeof *l->pair.history);
    return l->pair.cell && l->pair.history ? PRISCUS_OK : PRISCUS_ENOMEM;
}

static priscus_status take_months(struct loading *l)
{
    priscus_status status = reserve(l);

    for (size_t i = 0; i < l->n_months && status == PRISCUS_OK && !l->whole; i++) {
        const struct month *m = &l->months[i];
        struct kept_bytes b = { .at = (const unsigned char *)m->bytes.ptr };
        long before = m->number == NO_MONTH ? 0 : kept_before_month(m->number);

        b.end = b.at + m->bytes.len;
        b.bad = kept_take_byte(&b) != KEPT_VERSION;
        while (status == PRISCUS_OK && !b.bad && b.at < b.end)
            status = take_day(l, &b, before);
        l->whole |= b.bad;
    }
    return status;
}

static priscus_status keep_month(void *context, int64_t month, struct text bytes)
{
    struct loading *l = context;
    struct month *grown = arena_grow(&l->mem, l->months, l->n_months, &l->months_room, sizeof *grown);

    if (!grown || arena_text(&l->mem, bytes, &bytes) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    l->months = grown;
    grown[l->n_months++] = (struct month){ month, bytes };
    return PRISCUS_OK;
}

static priscus_status add_again(struct loading *l, long day)
{
    long *grown = arena_grow(&l->mem, l->again, l->n_again, &l->again_room, sizeof *grown);

    if (!grown)
        return PRISCUS_ENOMEM;
    l->again = grown;
    grown[l->n_again++] = day;
    return PRISCUS_OK;
}

static priscus_status keep_waiting(void *context, struct text date)
{
    struct loading *l = context;
    struct date d;
    priscus_status status;

    if (!date.len)
        return add_again(l, NO_DATE);
    if (!date_parse_iso(date, &d)) {
        l->unfit = l->whole = true;
        return PRISCUS_OK;
    }
    status = add_again(l, date_to_days(d));
    return status == PRISCUS_OK && date_last_days(d) != date_to_days(d) ? add_again(l, date_last_days(d)) : status;
}

/* ---- what is made from reports ------------------------------------------------------------------- */

struct taking {
    struct pair_reports reports;
    priscus_status status;
};

static int take_report(void *context, const struct stance_report *report)
{
    struct taking *t = context;

    t->status = pair_reports_add(&t->reports, report);
    return t->status != PRISCUS_OK;
}

static priscus_status read_dated(struct loading *l, const char *date, struct taking *t)
{
    priscus_status status = ledger_days_reports(l->days, date, take_report, t);

    return status == PRISCUS_OK ? t->status : status;
}

/* Of the day, and where a month or a year begins or ends with it, of these. */
static priscus_status read_day(struct loading *l, long day, struct taking *t)
{
    struct date d = date_from_days(day == NO_DATE ? 0 : day);
    char date[DATE_TEXT_MAX];
    priscus_status status;

    *t = (struct taking){ .reports = { .mem = &l->mem, .accounts = &l->accounts } };
    if (day == NO_DATE)
        return read_dated(l, "", t);
    status = read_dated(l, date_format(d, date), t);
    date[7] = '\0';
    if (status == PRISCUS_OK && kept_month_of(day + (d.day == 1 ? -1 : 1)) != kept_month_of(day))
        status = read_dated(l, date, t);
    date[4] = '\0';
    if (status == PRISCUS_OK && (d.day == 1 ? d.month == 1 : d.month == 12 && d.day == 31))
        status = read_dated(l, date, t);
    return status;
}

/* `only`: what has another day's number is left out. */
static priscus_status add_made(struct loading *l, const struct pair_reports *r, bool only, long day)
{
    struct cell_days cell;
    struct history_day *history;
    size_t n_history;
    priscus_status status;

    if (!r->n)
        return PRISCUS_OK;
    if ((status = cell_days_of(r->items, r->n, &l->mem, &cell)) != PRISCUS_OK ||
        (status = history_days(r->items, r->n, &l->mem, &history, &n_history)) != PRISCUS_OK)
        return status;
    for (size_t i = 0; i < cell.n; i++) {
        struct cell_day *d;

        if (only && kept_number_of(&cell.days[i]) != day)
            continue;
        if (!(d = add_cell(l)))
            return PRISCUS_ENOMEM;
        *d = cell.days[i];
    }
    for (size_t i = 0; i < n_history; i++) {
        struct history_day *d;

        if (only && history[i].day != day)
            continue;
        if (!(d = add_history(l)))
            return PRISCUS_ENOMEM;
        *d = history[i];
    }
    return PRISCUS_OK;
}

static priscus_status make_again(struct loading *l)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < l->n_again && status == PRISCUS_OK; i++) {
        struct taking t;

        status = read_day(l, l->again[i], &t);
        if (status == PRISCUS_OK)
            status = add_made(l, &t.reports, true, l->again[i]);
    }
    return status;
}

static priscus_status make_whole(struct loading *l)
{
    struct taking t = { .reports = { .mem = &l->mem, .accounts = &l->accounts } };
    priscus_status status = read_dated(l, NULL, &t);

    l->pair.n_cell = l->pair.n_history = 0;
    return status == PRISCUS_OK ? add_made(l, &t.reports, false, 0) : status;
}

/* ---- a pair -------------------------------------------------------------------------------------- */

/* So many to be made again are dearer one by one than all of the pair. */
#define AGAIN_SHARE 3

static void sort_days(struct loading *l)
{
    struct kept_pair *p = &l->pair;
    bool sorted = true;

    for (size_t i = 1; i < p->n_cell; i++)
        sorted &= cell_day_compare(&p->cell[i - 1], &p->cell[i]) < 0;
    for (size_t i = 1; i < p->n_history; i++)
        sorted &= compare_history(&p->history[i - 1], &p->history[i]) < 0;
    if (sorted)
        return;
    if (p->n_cell)
        qsort(p->cell, p->n_cell, sizeof *p->cell, compare_cell);
    if (p->n_history)
        qsort(p->history, p->n_history, sizeof *p->history, compare_history);
}

static void begin_pair(struct loading *l)
{
    arena_reset(&l->mem);
    if (l->accounts.n > KNOWN_ACCOUNTS_MAX)
        known_accounts_forget(&l->accounts);
    l->pair = (struct kept_pair){ .loading = l };
    l->months = NULL;
    l->again = NULL;
    l->cell_room = l->history_room = l->n_months = l->months_room = l->n_again = l->again_room = 0;
    l->whole = l->unfit = false;
}

priscus_status kept_load_pair(struct loading *l)
{
    priscus_status status;

    begin_pair(l);
    status = ledger_days_kept(l->days, keep_month, keep_waiting, l);
    for (size_t i = 0; i < l->n_beside && status == PRISCUS_OK; i++)
        status = add_again(l, l->beside[i]);
    if (status != PRISCUS_OK)
        return status;
    l->n_again = sort_numbers(l->again, l->n_again);
    if (l->n_months)
        qsort(l->months, l->n_months, sizeof *l->months, compare_months);
    status = take_months(l);
    l->whole |= AGAIN_SHARE * l->n_again > l->pair.n_history + l->pair.n_cell / 2;
    if (status == PRISCUS_OK)
        status = l->whole ? make_whole(l) : make_again(l);
    if (status == PRISCUS_OK)
        sort_days(l);
    return status;
}

void kept_release(struct loading *l)
{
    arena_release(&l->mem);
    known_accounts_forget(&l->accounts);
    ledger_days_close(l->days);
}

/* ---- asking ---------------------------------------------------------------------------------------- */

static bool is_moment(struct date d)
{
    return d.zone != DATE_NO_ZONE && (d.precision == PRECISION_MINUTE || d.precision == PRECISION_SECOND);
}

bool kept_days_answer(const struct ledger_filter *f)
{
    if (!f)
        return true;
    if (is_moment(f->as_of) || is_moment(f->since) || ((date_known(f->as_of) || date_known(f->since)) && f->by != LEDGER_SAID))
        return false;
    return !f->story && !f->speaker && !f->entry && !f->sure && !f->agenda;
}

/* Of the month and the year that a bound lies in it is asked as a whole, though they begin before it, or end behind. */
void kept_set_bounds(struct loading *l, const struct ledger_filter *f)
{
    l->first = LONG_MIN;
    l->last = LONG_MAX - 1;
    l->undated = true;
    if (f && date_known(f->since)) {
        struct date d = date_from_days(l->first = date_to_days(f->since));

        l->beside[l->n_beside++] = date_to_days(date_day(d.year, d.month, 1));
        l->beside[l->n_beside++] = date_to_days(date_day(d.year, 1, 1));
        l->undated = false;
    }
    if (f && date_known(f->as_of)) {
        struct date d = date_from_days(l->last = date_last_days(f->as_of));

        l->beside[l->n_beside++] = date_to_days(date_day(d.year, d.month, date_days_in_month(d.year, d.month)));
        l->beside[l->n_beside++] = date_to_days(date_day(d.year, 12, 31));
        l->undated = false;
    }
}

/* `wanted` NULL: all of them. */
static priscus_status each_pair(struct loading *l, bool (*wanted)(void *context, size_t number), kept_pair_fn *each, void *context)
{
    struct text party, issue;
    priscus_status status = PRISCUS_OK;

    ledger_days_again(l->days);
    for (size_t number = 0; status == PRISCUS_OK && ledger_days_next(l->days, &party, &issue); number++) {
        if (wanted && !wanted(context, number))
            continue;
        status = kept_load_pair(l);
        l->pair.number = number;
        l->pair.party = party;
        l->pair.issue = issue;
        if (status == PRISCUS_OK && l->pair.n_cell)
            status = each(context, &l->pair, &l->mem);
    }
    return status;
}

priscus_status kept_pairs_twice(struct ledger *ledger, const struct ledger_filter *filter, const struct kept_twice *twice,
                                void *context, struct priscus_error *err)
{
    struct loading l = { 0 };
    priscus_status status = ledger_days_open(ledger, filter, false, &l.days, err);

    kept_set_bounds(&l, filter);
    if (status == PRISCUS_OK)
        status = each_pair(&l, NULL, twice->first, context);
    if (status == PRISCUS_OK && twice->between)
        status = twice->between(context);
    if (status == PRISCUS_OK && twice->then)
        status = each_pair(&l, twice->wanted, twice->then, context);
    if (status == PRISCUS_ENOMEM)
        error_memory(err);
    kept_release(&l);
    return status;
}

priscus_status kept_pairs_each(struct ledger *ledger, const struct ledger_filter *filter, kept_pair_fn *each, void *context,
                               struct priscus_error *err)
{
    return kept_pairs_twice(ledger, filter, &(struct kept_twice){ .first = each }, context, err);
}

/* Months and years that begin or end with a day of the ranges, each once: 16 * year + month, or no month. */
static priscus_status months_around(struct loading *l, const struct day_range *ranges, size_t n_ranges, long **out, size_t *n)
{
    size_t room = 0;

    for (size_t i = 0; i < n_ranges; i++)
        for (long day = ranges[i].first; day <= ranges[i].last; day++) {
            struct date d = date_from_days(day), next = date_from_days(day + 1);

            if (d.day != 1 && next.day != 1)
                continue;
            if (!(*out = arena_grow(&l->mem, *out, *n, &room, sizeof **out)))
                return PRISCUS_ENOMEM;
            (*out)[(*n)++] = 16 * d.year + d.month;
            if ((d.day != 1 || d.month != 1) && (next.day != 1 || next.month != 1))
                continue;
            if (!(*out = arena_grow(&l->mem, *out, *n, &room, sizeof **out)))
                return PRISCUS_ENOMEM;
            (*out)[(*n)++] = 16 * d.year;
        }
    *n = sort_numbers(*out, *n);
    return PRISCUS_OK;
}

priscus_status kept_pair_between(struct kept_pair *pair, const struct day_range *ranges, size_t n_ranges,
                                 const struct stance_report **out, size_t *n)
{
    struct loading *l = pair->loading;
    struct taking t = { .reports = { .mem = &l->mem, .accounts = &l->accounts } };
    long *months = NULL;
    size_t n_months = 0;
    priscus_status status = months_around(l, ranges, n_ranges, &months, &n_months);

    for (size_t i = 0; i < n_ranges && status == PRISCUS_OK; i++) {
        status = ledger_days_between(l->days, ranges[i].first, ranges[i].last, take_report, &t);
        if (status == PRISCUS_OK)
            status = t.status;
    }
    for (size_t i = 0; i < n_months && status == PRISCUS_OK; i++) {
        int month = (int)(months[i] % 16);
        char date[DATE_TEXT_MAX];

        date_format(date_day((int)(months[i] / 16), month ? month : 1, 1), date)[month ? 7 : 4] = '\0';
        status = read_dated(l, date, &t);
    }
    *out = t.reports.items;
    *n = t.reports.n;
    return status;
}

priscus_status kept_pair_reports(struct kept_pair *pair, const struct cell_day *day, const struct stance_report **out,
                                 size_t *n)
{
    struct taking t;
    priscus_status status = read_day(pair->loading, kept_number_of(day), &t);

    *out = t.reports.items;
    *n = t.reports.n;
    return status;
}

priscus_status kept_pair_all(struct kept_pair *pair, const struct stance_report **out, size_t *n)
{
    struct loading *l = pair->loading;
    struct taking t = { .reports = { .mem = &l->mem, .accounts = &l->accounts } };
    priscus_status status = read_dated(l, NULL, &t);

    *out = t.reports.items;
    *n = t.reports.n;
    return status;
}

priscus_status kept_pair_again(struct kept_pair *pair)
{
    struct loading *l = pair->loading;
    priscus_status status = make_whole(l);

    if (status == PRISCUS_OK)
        sort_days(l);
    return status;
}
