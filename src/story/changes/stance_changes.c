/* stance_changes.c - see stance_changes.h. */
#include "story/changes/stance_changes.h"

#include <stdlib.h>

#include "story/changes/kept_days.h"

struct finding {
    struct arena *mem;
    struct change *changes;
    struct held_stance *held;
    size_t n, room;
    size_t most; /* of `held`, which are found in their order: no more pairs are looked at then; 0: all */
    struct date since;
    enum ledger_clock by;
};

const char *change_kind_text(enum change_kind kind)
{
    static const char *const texts[] = { "change", "conflict", "denied" };

    return texts[kind];
}

/* ---- what is shown ---------------------------------------------------------------------- */

/* Is the report of a day from `since` on, by the clock that was asked for? As the ledger's filter has it. */
static bool is_new(const struct finding *f, const struct stance_report *r)
{
    struct date d = f->by == LEDGER_PUBLISHED ? r->published : f->by == LEDGER_RECORDED ? r->recorded : r->date;

    if (!date_known(f->since))
        return true;
    return date_known(d) && date_last_days(d) >= date_to_days(f->since);
}

static priscus_status copy(const struct finding *f, const struct stance_report *r, size_t sources,
                           struct change_end *out)
{
    struct text *texts[] = {
        &out->report.party,   &out->report.issue, &out->report.speaker,     &out->report.person,   &out->report.outlet,
        &out->report.host, &out->report.chain, &out->report.counterpart, &out->report.by_story,
    };
    priscus_status status = PRISCUS_OK;

    *out = (struct change_end){ .report = *r, .sources = sources };
    for (size_t i = 0; i < COUNT_OF(texts) && status == PRISCUS_OK; i++)
        status = arena_text(f->mem, *texts[i], texts[i]);
    return status;
}

static priscus_status add_change(struct finding *f, enum change_kind kind, const struct stance_report *from,
                                 size_t sources_from, const struct stance_report *to, size_t sources_to,
                                 struct change **added)
{
    struct change *c;
    priscus_status status;

    f->changes = arena_grow(f->mem, f->changes, f->n, &f->room, sizeof *f->changes);
    if (!f->changes)
        return PRISCUS_ENOMEM;
    c = *added = &f->changes[f->n++];
    *c = (struct change){ .kind = kind, .days = 1 };
    status = copy(f, from, sources_from, &c->from);
    if (status == PRISCUS_OK)
        status = copy(f, to, sources_to, &c->to);
    c->party = c->to.report.party;
    c->issue = c->to.report.issue;
    c->first_day = c->last_day = date_last_days(to->date);
    return status;
}

static priscus_status add_stance(struct finding *f, const struct history *history, size_t i)
{
    const struct stance_period *now = &history->periods[i], *old = &history->periods[now->from];
    struct change *added;
    priscus_status status = add_change(f, CHANGE_STANCE, old->last, old->sources, now->first, now->sources, &added);

    if (status == PRISCUS_OK) {
        added->from.reports = old->reports;
        added->to.reports = now->reports;
    }
    return status;
}

static priscus_status add_conflict(struct finding *f, const struct stance_conflict *c)
{
    struct change *added;
    priscus_status status =
        c->denied ? add_change(f, CHANGE_DENIED, c->other, c->sources_other, c->one, c->sources_one, &added)
                  : add_change(f, CHANGE_CONFLICT, c->one, c->sources_one, c->other, c->sources_other, &added);

    if (status == PRISCUS_OK) {
        added->first_day = c->first_day;
        added->last_day = c->last_day;
        added->days = c->days;
    }
    return status;
}

static priscus_status find_changes(void *context, const struct stance_report *reports, size_t n,
                                   const struct history *history, struct arena *mem)
{
    struct finding *f = context;
    priscus_status status = PRISCUS_OK;

    (void)reports, (void)n, (void)mem;
    for (size_t i = 0; i < history->n_periods && status == PRISCUS_OK; i++)
        if (history->periods[i].from != HISTORY_NONE && is_new(f, history->periods[i].first))
            status = add_stance(f, history, i);
    for (size_t i = 0; i < history->n_conflicts && status == PRISCUS_OK; i++)
        if (is_new(f, history->conflicts[i].one) || is_new(f, history->conflicts[i].other))
            status = add_conflict(f, &history->conflicts[i]);
    return status;
}

/* What changes are ordered by. */
struct change_place {
    bool change; /* of a stance; else a conflict */
    long first_day, last_day;
    struct text party, issue;
};

static int compare_places(const struct change_place *a, const struct change_place *b)
{
    int order;

    if (a->change != b->change)
        return a->change ? -1 : 1;
    if (a->last_day != b->last_day)
        return a->last_day < b->last_day ? -1 : 1;
    if ((order = text_compare(a->party, b->party)) != 0 || (order = text_compare(a->issue, b->issue)) != 0)
        return order;
    return a->first_day < b->first_day ? -1 : a->first_day > b->first_day;
}

static struct change_place place_of(const struct change *c)
{
    return (struct change_place){ c->kind == CHANGE_STANCE, c->first_day, c->last_day, c->party, c->issue };
}

static int compare(const void *left, const void *right)
{
    struct change_place a = place_of(left), b = place_of(right);

    return compare_places(&a, &b);
}

static priscus_status fill_words(struct ledger *ledger, struct change_end *end, struct arena *mem,
                                 struct priscus_error *err)
{
    return ledger_stance_words(ledger, end->report.article, end->report.ordinal, mem, &end->words, err);
}

/* ---- a few of them, found by days that are kept -------------------------------------------- */

struct candidate {
    struct change_place place;
    size_t pair;  /* its number            */
    size_t index; /* of the period, or the conflict */
    bool unsure;  /* whether it is new its reports tell */
    bool wanted;
};

struct choosing {
    struct finding f;
    const struct change_few *few;
    struct candidate *candidates;
    size_t n, room;
    size_t at; /* the first of the pair that is looked at */
    struct change_list *out;
};

/* The last day that a date may be of: "2031-05" is kept under the day after which, or before which, it was. */
static long last_day_of(long day, unsigned char digits)
{
    struct date d = date_from_days(day);

    if (digits == 10 || d.day != 1 || (digits == 4 && d.month != 1))
        return day;
    return date_to_days(digits == 4 ? date_day(d.year, 12, 31) : date_day(d.year, d.month, date_days_in_month(d.year, d.month)));
}

static priscus_status add_candidate(struct choosing *c, const struct kept_pair *pair, bool change, size_t index, long first_day,
                                    long last_day, bool unsure)
{
    struct candidate *grown = arena_grow(c->f.mem, c->candidates, c->n, &c->room, sizeof *grown);

    if (!grown)
        return PRISCUS_ENOMEM;
    c->candidates = grown;
    grown[c->n++] = (struct candidate){ { change, first_day, last_day, pair->party, pair->issue }, pair->number, index, unsure, false };
    return PRISCUS_OK;
}

static priscus_status find_candidates(void *context, struct kept_pair *pair, struct arena *mem)
{
    struct choosing *c = context;
    long since = date_known(c->f.since) ? date_to_days(c->f.since) : LONG_MIN;
    struct history history;
    priscus_status status = history_of_days(pair->history, pair->n_history, mem, &history);

    for (size_t i = 0; i < history.n_periods && status == PRISCUS_OK; i++) {
        const struct stance_period *p = &history.periods[i];
        long day = last_day_of(p->first_day, p->first_end.digits);

        if (p->from != HISTORY_NONE && day >= since)
            status = add_candidate(c, pair, true, i, day, day, false);
    }
    for (size_t i = 0; i < history.n_conflicts && status == PRISCUS_OK; i++) {
        const struct stance_conflict *con = &history.conflicts[i];

        /* of its reports one may be of the year that begins with the day */
        if (last_day_of(con->last_day, 4) >= since || last_day_of(con->last_day, 7) >= since ||
            last_day_of(con->from_day, 4) >= since || last_day_of(con->from_day, 7) >= since)
            status = add_candidate(c, pair, false, i, con->first_day, con->last_day, con->last_day < since);
    }
    return status;
}

static int compare_candidates(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;

    return compare_places(&a->place, &b->place);
}

static int compare_by_pair(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;

    if (a->pair != b->pair)
        return a->pair < b->pair ? -1 : 1;
    if (a->place.change != b->place.change)
        return a->place.change ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* Of those that are wanted what is told is read; of the others nothing more is needed than that they are there. */
static priscus_status choose(void *context)
{
    struct choosing *c = context;
    size_t sure = 0, n_kind[2] = { 0 }, seen[2] = { 0 };

    if (c->n)
        qsort(c->candidates, c->n, sizeof *c->candidates, compare_candidates);
    for (size_t i = 0; i < c->n; i++)
        n_kind[c->candidates[i].place.change]++;
    for (size_t i = 0; i < c->n; i++) {
        struct candidate *one = &c->candidates[i];
        bool change = one->place.change;

        one->wanted = one->unsure || (!c->few->first && !c->few->newest) || (c->few->first && sure < c->few->first) ||
                      (c->few->newest && seen[change] + c->few->newest >= n_kind[change]);
        seen[change]++;
        sure += !one->unsure;
        c->out->n_changes += change && !one->wanted;
        c->out->n_conflicts += !change && !one->wanted;
    }
    if (c->n)
        qsort(c->candidates, c->n, sizeof *c->candidates, compare_by_pair);
    c->at = 0;
    return PRISCUS_OK;
}

static size_t first_of(struct choosing *c, size_t pair)
{
    while (c->at < c->n && (c->candidates[c->at].pair < pair || !c->candidates[c->at].wanted))
        c->at++;
    return c->at;
}

static bool is_wanted(void *context, size_t pair)
{
    struct choosing *c = context;
    size_t at = first_of(c, pair);

    return at < c->n && c->candidates[at].pair == pair;
}

static int compare_ranges(const void *left, const void *right)
{
    const struct day_range *a = left, *b = right;

    return a->first < b->first ? -1 : a->first > b->first;
}

/* The days whose reports a change is told and counted by. */
static void add_ranges(const struct candidate *one, const struct history *history, long last, struct day_range *ranges, size_t *n)
{
    const struct stance_period *p = history->periods;
    size_t i = one->index, ends[2];

    if (!one->place.change) {
        ranges[(*n)++] = (struct day_range){ history->conflicts[i].from_day, history->conflicts[i].last_day };
        return;
    }
    ends[0] = p[i].from;
    ends[1] = i;
    for (size_t k = 0; k < 2; k++) {
        size_t at = ends[k];

        ranges[(*n)++] = (struct day_range){ p[at].first_day, at + 1 < history->n_periods ? p[at + 1].first_day : last };
        ranges[(*n)++] = (struct day_range){ p[at].last_day, p[at].last_day };
    }
}

/* In order, those that overlap as one. */
static size_t join_ranges(struct day_range *ranges, size_t n)
{
    size_t kept = 0;

    qsort(ranges, n, sizeof *ranges, compare_ranges);
    for (size_t i = 0; i < n; i++) {
        if (kept && ranges[i].first <= ranges[kept - 1].last + 1)
            ranges[kept - 1].last = ranges[i].last > ranges[kept - 1].last ? ranges[i].last : ranges[kept - 1].last;
        else
            ranges[kept++] = ranges[i];
    }
    return kept;
}

/* Where what was kept is wrong, something else may be there now. */
static bool is_read(const struct history *history, const struct candidate *one)
{
    const struct stance_period *p = history->periods;
    size_t i = one->index;

    if (!one->place.change)
        return i < history->n_conflicts && history->conflicts[i].one && history->conflicts[i].other;
    return i < history->n_periods && p[i].from != HISTORY_NONE && p[i].first && p[p[i].from].last;
}

/* DONE: what was kept is not what the reports tell. */
static priscus_status read_wanted(void *context, struct kept_pair *pair, struct arena *mem)
{
    struct choosing *c = context;
    size_t begin = first_of(c, pair->number), end = begin, n_ranges = 0, n;
    const struct stance_report *reports;
    struct history history;
    struct day_range *ranges;
    priscus_status status = history_of_days(pair->history, pair->n_history, mem, &history);

    while (end < c->n && c->candidates[end].pair == pair->number)
        end++;
    if (status != PRISCUS_OK || !(ranges = arena_alloc(mem, 4 * (end - begin) * sizeof *ranges)))
        return status == PRISCUS_OK ? PRISCUS_ENOMEM : status;
    for (size_t i = begin; i < end; i++) {
        if (c->candidates[i].index >= (c->candidates[i].place.change ? history.n_periods : history.n_conflicts))
            return PRISCUS_DONE;
        if (c->candidates[i].wanted)
            add_ranges(&c->candidates[i], &history, pair->history[pair->n_history - 1].day, ranges, &n_ranges);
    }
    n_ranges = join_ranges(ranges, n_ranges);
    status = kept_pair_between(pair, ranges, n_ranges, &reports, &n);
    if (status == PRISCUS_OK && !n)
        return PRISCUS_DONE;
    for (size_t i = 0; i < pair->n_history; i++)
        pair->history[i].noise = false;
    if (status == PRISCUS_OK)
        status = history_of_some(pair->history, pair->n_history, ranges, n_ranges, reports, n, mem, &history);
    for (size_t i = begin; i < end && status == PRISCUS_OK; i++) {
        const struct candidate *one = &c->candidates[i];

        if (!one->wanted)
            continue;
        if (!is_read(&history, one))
            return PRISCUS_DONE;
        if (one->place.change)
            status = add_stance(&c->f, &history, one->index);
        else if (is_new(&c->f, history.conflicts[one->index].one) || is_new(&c->f, history.conflicts[one->index].other))
            status = add_conflict(&c->f, &history.conflicts[one->index]);
    }
    return status;
}

/* All of them by all reports, or those that are wanted by the days that are kept. */
static priscus_status find(struct ledger *ledger, const struct ledger_filter *all, const struct change_few *few, struct finding *f,
                           struct change_list *out, struct priscus_error *err)
{
    static const struct kept_twice twice = { find_candidates, choose, is_wanted, read_wanted };
    struct choosing c = { .f = *f, .few = few, .out = out };
    priscus_status status = PRISCUS_DONE;

    if (few->first || few->newest || date_known(f->since))
        status = kept_days_answer(all) && f->by == LEDGER_SAID ? kept_pairs_twice(ledger, all, &twice, &c, err) : PRISCUS_DONE;
    if (status == PRISCUS_OK)
        *f = c.f;
    if (status != PRISCUS_DONE)
        return status;
    *out = (struct change_list){ 0 };
    return pairs_each(ledger, all, find_changes, f, err);
}

/* Those that are not wanted are counted. */
static void leave_few(const struct change_few *few, struct finding *f, struct change_list *out)
{
    size_t n = 0, n_kind[2] = { 0 }, seen[2] = { 0 };

    for (size_t i = 0; i < f->n; i++)
        n_kind[f->changes[i].kind == CHANGE_STANCE]++;
    out->n_changes += n_kind[true];
    out->n_conflicts += n_kind[false];
    for (size_t i = 0; i < f->n; i++) {
        bool change = f->changes[i].kind == CHANGE_STANCE;

        if ((!few->first || n < few->first) && (!few->newest || seen[change] + few->newest >= n_kind[change]))
            f->changes[n++] = f->changes[i];
        seen[change]++;
    }
    out->items = f->changes;
    out->n = n;
}

static priscus_status find_wordless(struct ledger *ledger, const struct ledger_filter *filter, const struct change_few *few,
                                    struct arena *mem, struct change_list *out, struct priscus_error *err)
{
    struct ledger_filter all = filter ? *filter : (struct ledger_filter){ 0 };
    struct finding f = { .mem = mem, .since = all.since, .by = all.by };
    priscus_status status;

    all.since = (struct date){ .zone = DATE_NO_ZONE };
    *out = (struct change_list){ 0 };
    status = find(ledger, &all, few, &f, out, err);
    if (status != PRISCUS_OK)
        return status;
    if (f.n)
        qsort(f.changes, f.n, sizeof *f.changes, compare);
    leave_few(few, &f, out);
    return PRISCUS_OK;
}

priscus_status changes_words(struct ledger *ledger, struct change *items, size_t n, struct arena *mem, struct priscus_error *err)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < n && status == PRISCUS_OK; i++) {
        status = fill_words(ledger, &items[i].from, mem, err);
        if (status == PRISCUS_OK)
            status = fill_words(ledger, &items[i].to, mem, err);
    }
    return status;
}

priscus_status changes_find_few(struct ledger *ledger, const struct ledger_filter *filter, const struct change_few *few,
                                struct arena *mem, struct change_list *out, struct priscus_error *err)
{
    priscus_status status = find_wordless(ledger, filter, few, mem, out, err);

    return status == PRISCUS_OK ? changes_words(ledger, out->items, out->n, mem, err) : status;
}

priscus_status changes_find(struct ledger *ledger, const struct ledger_filter *filter, struct arena *mem,
                            struct change_list *out, struct priscus_error *err)
{
    return find_wordless(ledger, filter, &(struct change_few){ 0 }, mem, out, err);
}

/* ---- histories ---------------------------------------------------------------------------- */

static priscus_status add_held(struct finding *f, const struct stance_period *p, bool latest)
{
    struct held_stance *h;
    priscus_status status;

    if (!is_new(f, p->last))
        return PRISCUS_OK;
    f->held = arena_grow(f->mem, f->held, f->n, &f->room, sizeof *f->held);
    if (!f->held)
        return PRISCUS_ENOMEM;
    h = &f->held[f->n++];
    *h = (struct held_stance){ .period = *p, .latest = latest };
    h->period.first = h->period.last = NULL;
    status = copy(f, p->first, p->sources, &h->first);
    if (status == PRISCUS_OK)
        status = copy(f, p->last, p->sources, &h->last);
    h->party = h->first.report.party;
    h->issue = h->first.report.issue;
    return status;
}

static priscus_status find_held(void *context, const struct stance_report *reports, size_t n,
                                const struct history *history, struct arena *mem)
{
    struct finding *f = context;
    priscus_status status = PRISCUS_OK;

    (void)reports, (void)n, (void)mem;
    for (size_t i = 0; i < history->n_periods && status == PRISCUS_OK; i++)
        status = add_held(f, &history->periods[i], i + 1 == history->n_periods);
    for (size_t i = 0; i < history->n_undated && status == PRISCUS_OK; i++)
        status = add_held(f, &history->undated[i], false);
    return status == PRISCUS_OK && f->most && f->n >= f->most ? PRISCUS_DONE : status;
}

priscus_status changes_history(struct ledger *ledger, const struct ledger_filter *filter, struct arena *mem,
                               struct held_list *out, struct priscus_error *err)
{
    struct ledger_filter all = filter ? *filter : (struct ledger_filter){ 0 };
    struct finding f = { .mem = mem, .since = all.since, .by = all.by, .most = all.limit };
    priscus_status status;

    all.since = (struct date){ .zone = DATE_NO_ZONE };
    status = pairs_each(ledger, &all, find_held, &f, err);
    if (status == PRISCUS_DONE) {
        status = PRISCUS_OK;
        f.n = f.most;
    }
    for (size_t i = 0; i < f.n && status == PRISCUS_OK; i++) {
        status = fill_words(ledger, &f.held[i].first, mem, err);
        if (status == PRISCUS_OK)
            status = fill_words(ledger, &f.held[i].last, mem, err);
    }
    if (status == PRISCUS_OK)
        *out = (struct held_list){ f.held, f.n };
    return status;
}
