/* pairs_newest.c - what is newest of each party and issue, for a page that shows no more of them. See stance_changes.h.
 *
 * Days are asked first, of all pairs: how far back has one to go for so many reports and stances, and for the newest changes of all? Then
 * the reports from that day on are read, pair by pair. Of a pair with few reports all are. */
#include <stdlib.h>

#include "story/changes/change_line.h"
#include "story/changes/kept_days.h"

struct plan {
    long first; /* the day from which on reports are read */
    bool all;   /* every report is, of no known day too   */
};

/* A change or a conflict of a pair. */
struct candidate {
    long day;
    long from_day; /* it is told and counted by the reports from there on */
    size_t pair;
};

struct newest {
    const struct newest_few *few;
    newest_fn *each;
    void *context;
    struct plan *plans; /* by the pair's number */
    size_t n_plans, room_plans;
    struct candidate *candidates;
    size_t n, room;
    struct arena mem;
};

/* ---- what is to be read ---------------------------------------------------------------------- */

static size_t count_reports(const struct cell_day *days, size_t n)
{
    size_t reports = 0;

    for (size_t i = 0; i < n; i++)
        for (enum side s = 0; s < SIDE_COUNT; s++)
            reports += days[i].reports[s];
    return reports;
}

/* From which day on are there `few` reports? False: from none. One more day, since hours and their zones order them, too. */
static bool find_first(const struct kept_pair *pair, size_t few, long *first)
{
    size_t reports = 0;

    for (size_t i = pair->n_cell; i-- > 0 && pair->cell[i].class == DAY_KNOWN;) {
        reports += count_reports(&pair->cell[i], 1);
        *first = pair->cell[i].day - 1;
        if (reports >= few)
            return true;
    }
    return false;
}

static long earlier(long a, long b)
{
    return a < b ? a : b;
}

static priscus_status add_candidate(struct newest *w, size_t pair, long day, long from_day)
{
    struct candidate *grown = arena_grow(&w->mem, w->candidates, w->n, &w->room, sizeof *grown);

    if (!grown)
        return PRISCUS_ENOMEM;
    w->candidates = grown;
    grown[w->n++] = (struct candidate){ day, from_day, pair };
    return PRISCUS_OK;
}

/* The days by which the change to a period is told and counted. */
static long change_from_day(const struct history *history, size_t i)
{
    const struct stance_period *p = history->periods;

    return earlier(p[i].first_day, p[p[i].from].first_day);
}

static priscus_status add_plan(struct newest *w, size_t pair, struct plan plan)
{
    while (w->n_plans <= pair) {
        struct plan *grown = arena_grow(&w->mem, w->plans, w->n_plans, &w->room_plans, sizeof *grown);

        if (!grown)
            return PRISCUS_ENOMEM;
        w->plans = grown;
        grown[w->n_plans++] = (struct plan){ .all = true };
    }
    w->plans[pair] = plan;
    return PRISCUS_OK;
}

static priscus_status plan_pair(void *context, struct kept_pair *pair, struct arena *mem)
{
    struct newest *w = context;
    struct plan plan = { 0 };
    struct history history;
    priscus_status status = history_of_days(pair->history, pair->n_history, mem, &history);

    plan.all = count_reports(pair->cell, pair->n_cell) <= w->few->whole || !find_first(pair, w->few->reports, &plan.first);
    if (history.n_periods)
        plan.first =
            earlier(plan.first, history.periods[history.n_periods > w->few->periods ? history.n_periods - w->few->periods : 0].first_day);
    for (size_t i = 0; i < history.n_periods && status == PRISCUS_OK; i++)
        if (history.periods[i].from != HISTORY_NONE)
            status = add_candidate(w, pair->number, history.periods[i].first_day, change_from_day(&history, i));
    for (size_t i = 0; i < history.n_conflicts && status == PRISCUS_OK; i++)
        status = add_candidate(w, pair->number, history.conflicts[i].last_day, history.conflicts[i].from_day);
    return status == PRISCUS_OK ? add_plan(w, pair->number, plan) : status;
}

static int newest_first(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;

    return a->day != b->day ? (a->day > b->day ? -1 : 1) : a->pair < b->pair ? -1 : a->pair > b->pair;
}

static priscus_status choose(void *context)
{
    struct newest *w = context;

    if (w->n)
        qsort(w->candidates, w->n, sizeof *w->candidates, newest_first);
    for (size_t i = 0; i < w->n && w->few->changes; i++) {
        struct plan *plan = &w->plans[w->candidates[i].pair];

        if (i >= w->few->changes && w->candidates[i].day < w->candidates[w->few->changes - 1].day)
            break; /* of those of one day who asks has to choose */
        plan->first = earlier(plan->first, w->candidates[i].from_day);
    }
    return PRISCUS_OK;
}

/* ---- a pair ------------------------------------------------------------------------------------ */

/* The changes and conflicts that are read: from `first` on. */
static priscus_status add_changes(const struct history *history, long first, struct arena *mem, struct newest_of_pair *pair)
{
    struct change *changes = arena_alloc(mem, (history->n_periods + history->n_conflicts + 1) * sizeof *changes);

    if (!changes)
        return PRISCUS_ENOMEM;
    pair->n_changes = history->n_conflicts;
    for (size_t i = 0; i < history->n_periods; i++) {
        const struct stance_period *p = &history->periods[i];

        if (p->from == HISTORY_NONE)
            continue;
        pair->n_changes++;
        if (change_from_day(history, i) >= first && p->first && history->periods[p->from].last)
            changes[pair->n_changes_read++] = change_of_period(history, i);
    }
    for (size_t i = 0; i < history->n_conflicts; i++) {
        const struct stance_conflict *c = &history->conflicts[i];

        if (c->from_day >= first && c->one && c->other)
            changes[pair->n_changes_read++] = change_of_conflict(c);
    }
    pair->changes = changes;
    return PRISCUS_OK;
}

/* The first of the newest periods, all of which are read. */
static size_t first_period(const struct history *history, long first)
{
    size_t from = history->n_periods;

    while (from && history->periods[from - 1].first_day >= first && history->periods[from - 1].first && history->periods[from - 1].last)
        from--;
    return from;
}

static priscus_status tell(struct newest *w, struct newest_of_pair *pair, const struct history *history, long first, struct arena *mem)
{
    priscus_status status = add_changes(history, first, mem, pair);

    pair->history = history;
    pair->from = first_period(history, first);
    return status == PRISCUS_OK ? w->each(w->context, pair, mem) : status;
}

/* Of the days that are kept. DONE: what is kept are not the days of the reports. */
static priscus_status read_newest(struct kept_pair *kept, long first, struct arena *mem, struct newest_of_pair *pair, struct history *history)
{
    struct day_range range = { first, first };
    priscus_status status;

    for (size_t i = 0; i < kept->n_cell; i++)
        if (kept->cell[i].class != DAY_UNKNOWN && kept->cell[i].day > range.last)
            range.last = kept->cell[i].day;
    if (kept->n_history && kept->history[kept->n_history - 1].day > range.last)
        range.last = kept->history[kept->n_history - 1].day;
    status = kept_pair_between(kept, &range, 1, &pair->reports, &pair->n_read);
    if (status == PRISCUS_OK && !pair->n_read)
        return PRISCUS_DONE;
    return status == PRISCUS_OK ? history_of_some(kept->history, kept->n_history, &range, 1, pair->reports, pair->n_read, mem, history)
                                : status;
}

static priscus_status show_pair(void *context, struct kept_pair *kept, struct arena *mem)
{
    struct newest *w = context;
    const struct plan *plan = kept->number < w->n_plans ? &w->plans[kept->number] : NULL;
    struct newest_of_pair pair = { 0 };
    struct history history;
    long first = plan ? plan->first : 0;
    priscus_status status = plan && !plan->all ? read_newest(kept, first, mem, &pair, &history) : PRISCUS_DONE;

    if (status == PRISCUS_DONE) {
        first = LONG_MIN;
        status = plan && !plan->all ? kept_pair_again(kept) : PRISCUS_OK; /* its days are not those of its reports */
        if (status == PRISCUS_OK)
            status = kept_pair_all(kept, &pair.reports, &pair.n_read);
        if (status == PRISCUS_OK && !pair.n_read)
            return PRISCUS_OK; /* gone meanwhile */
        if (status == PRISCUS_OK)
            status = history_fold(pair.reports, pair.n_read, mem, &history);
    }
    pair.days = kept->cell;
    pair.n_days = kept->n_cell;
    pair.n_reports = count_reports(kept->cell, kept->n_cell);
    return status == PRISCUS_OK ? tell(w, &pair, &history, first, mem) : status;
}

/* ---- of all reports ------------------------------------------------------------------------------ */

static priscus_status show_reports(void *context, const struct stance_report *reports, size_t n, const struct history *history,
                                   struct arena *mem)
{
    struct newest *w = context;
    struct newest_of_pair pair = { .n_reports = n, .reports = reports, .n_read = n };
    struct cell_days days;
    priscus_status status = cell_days_of(reports, n, mem, &days);

    if (status != PRISCUS_OK)
        return status;
    pair.days = days.days;
    pair.n_days = days.n;
    return tell(w, &pair, history, LONG_MIN, mem);
}

priscus_status pairs_newest(struct ledger *ledger, const struct ledger_filter *filter, const struct newest_few *few,
                            newest_fn *each, void *context, struct priscus_error *err)
{
    static const struct kept_twice twice = { .first = plan_pair, .between = choose, .then = show_pair };
    struct newest w = { .few = few, .each = each, .context = context };
    priscus_status status = kept_days_answer(filter) ? kept_pairs_twice(ledger, filter, &twice, &w, err) : PRISCUS_DONE;

    arena_release(&w.mem);
    return status == PRISCUS_DONE ? pairs_each(ledger, filter, show_reports, &w, err) : status;
}
