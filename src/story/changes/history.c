/* history.c - see history.h.
 *
 * Reports are sorted by the last day that they may be of, and folded day by day. What a day says of each side is gathered
 * first (struct history_day), or was kept; then the stance goes on, changes, or is in conflict. */
#include "story/changes/history.h"

#include <limits.h>
#include <stdlib.h>

#include "story/changes/course.h"
#include "story/changes/evidence.h"
#include "story/changes/undated.h"

#define NO_DAY   HISTORY_NO_DAY
#define BACK_MAX 16       /* periods that are looked at for one that a stance can be set against */

/* A report at its place in time. */
struct placed {
    const struct stance_report *report;
    long first, last; /* days it may be of */
    int64_t at;       /* the moment, as far as it is known: orders a day's reports */
    enum side side;
    bool others;
};

struct fold {
    struct placed *placed; /* NULL: of days that were kept */
    size_t n;
    const struct stance_report **set; /* room for all */
    const struct history_day *days;
    struct history *out;
    size_t periods_room, conflicts_room;
    bool in_conflict; /* the last one goes on */
    struct arena *mem;
};

enum side side_of(enum stance stance)
{
    return stance == STANCE_REJECTS ? SIDE_AGAINST : stance == STANCE_CONDITIONAL ? SIDE_IF : SIDE_FOR;
}

const char *side_text(enum side side)
{
    static const char *const texts[] = { "against", "if", "for" };

    return texts[side];
}

/* ---- order ------------------------------------------------------------------------------ */

static int64_t moment(struct date d, long day)
{
    int64_t at = (int64_t)day * 86400;

    if (d.precision != PRECISION_MINUTE && d.precision != PRECISION_SECOND)
        return at;
    return at + d.hour * 3600 + d.minute * 60 + d.second - (d.zone == DATE_NO_ZONE ? 0 : d.zone * 60);
}

static struct placed place(const struct stance_report *r)
{
    struct placed p = { .report = r, .side = side_of(r->stance), .others = r->told_by == TOLD_BY_OTHERS };

    p.first = date_to_days(r->date);
    p.last = r->date.precision == PRECISION_AFTER ? p.first : date_last_days(r->date);
    if (r->date.precision == PRECISION_BEFORE)
        p.first = r->told_before ? NO_DAY : p.last;
    p.at = moment(r->date, p.last);
    return p;
}

#define COMPARE(a, b)                                                                                                  \
    if ((a) != (b))                                                                                                    \
    return (a) < (b) ? -1 : 1

static int compare(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;

    COMPARE(a->last, b->last);
    COMPARE(a->first == a->last, b->first == b->last); /* what is of some earlier day comes before */
    COMPARE(a->at, b->at);
    /* an article, and its correction under the same date */
    COMPARE(a->report->copy_of != a->report->page, b->report->copy_of != b->report->page);
    COMPARE(a->report->page_key, b->report->page_key);
    COMPARE(a->report->sentence.begin, b->report->sentence.begin);
    COMPARE(a->report->id, b->report->id);
    COMPARE(a->report->article, b->report->article);
    COMPARE(a->report->ordinal, b->report->ordinal);
    return 0;
}

/* Can one be set against the other? What is said of talks with one party says nothing of talks with another. */
static bool comparable(struct text counterpart, struct text other)
{
    return !counterpart.len || !other.len || text_eq(counterpart, other);
}

/* Is what stands against `main` only believed with those of others? */
static bool against_others(const struct history_day *d, enum side main)
{
    return main == d->main ? !d->against_own : !d->main_own;
}

/* ---- what a day tells ---------------------------------------------------------------------- */

/* Gather those of `side` in [begin, end); `own` and `others`: of whom. */
static size_t gather(struct fold *f, size_t begin, size_t end, enum side side, bool own, bool others)
{
    size_t n = 0;

    for (size_t i = begin; i < end; i++) {
        const struct placed *p = &f->placed[i];

        if (p->side == side && (p->others ? others : own))
            f->set[n++] = p->report;
    }
    return n;
}

static priscus_status count_sources(struct fold *f, size_t n, size_t *out)
{
    struct evidence e;
    priscus_status status = evidence_of(f->set, n, f->mem, &e);

    *out = e.sources;
    return status;
}

/* Side by side, by the party and pages (own), by all (with those of others). */
static priscus_status weigh(struct fold *f, const struct history_day *d, struct evidence *of_own, struct evidence *of_all)
{
    priscus_status status = PRISCUS_OK;

    for (enum side s = 0; s < SIDE_COUNT && status == PRISCUS_OK; s++) {
        size_t own = gather(f, d->begin, d->end, s, true, false), all;

        status = evidence_of(f->set, own, f->mem, &of_own[s]);
        of_all[s] = of_own[s];
        all = gather(f, d->begin, d->end, s, true, true);
        if (status == PRISCUS_OK && all > own)
            status = evidence_of(f->set, all, f->mem, &of_all[s]);
    }
    return status;
}

/* The first or the last that is sure by itself; else of any. `others`: of all, not of the party and pages alone. */
static const struct stance_report *one_of(const struct fold *f, const struct history_day *d, enum side side, bool last,
                                          bool others)
{
    const struct stance_report *sure = NULL, *any = NULL;

    for (size_t i = d->begin; i < d->end; i++) {
        const struct placed *p = &f->placed[i];

        if (p->side != side || (p->others && !others))
            continue;
        if (!any || last)
            any = p->report;
        if (report_sure(p->report) >= HISTORY_SURE && (!sure || last))
            sure = p->report;
    }
    return sure ? sure : any;
}

/* The first report of `side` that can be set against `a`, of another page. */
static const struct stance_report *against_page(const struct fold *f, const struct history_day *d, enum side side,
                                                bool others, const struct stance_report *a)
{
    const struct stance_report *any = NULL;

    for (size_t i = d->begin; i < d->end; i++) {
        const struct placed *p = &f->placed[i];

        if (p->side != side || (p->others && !others) || p->report->page == a->page ||
            !comparable(p->report->counterpart, a->counterpart))
            continue;
        if (report_sure(p->report) >= HISTORY_SURE)
            return p->report;
        any = any ? any : p->report;
    }
    return any;
}

/* The reports that stand for both sides in a conflict. False: one report has both. */
static bool find_conflict(const struct fold *f, const struct history_day *d, enum side main, enum side against,
                          struct stance_conflict *out)
{
    bool others = against_others(d, main);

    out->one = one_of(f, d, main, false, false);
    out->other = against_page(f, d, against, others, out->one);
    if (!out->other) {
        out->other = one_of(f, d, against, false, others);
        out->one = against_page(f, d, main, false, out->other);
    }
    return out->one != NULL;
}

/* The side that more is to be said for; what was told first, where as much is. */
static bool is_better(const struct fold *f, const struct history_day *d, const struct evidence *evidence, enum side a,
                      enum side b)
{
    if (evidence[a].mass != evidence[b].mass)
        return evidence[a].mass > evidence[b].mass;
    for (size_t i = d->begin; i < d->end; i++)
        if (f->placed[i].side == a || f->placed[i].side == b)
            return f->placed[i].side == a;
    return false;
}

static struct day_end end_of_day(const struct stance_report *r)
{
    return (struct day_end){ .report = r,
                             .counterpart = r->counterpart,
                             .digits = date_digits(r->date),
                             .before = place(r).first == NO_DAY };
}

/* Which sides are believed of the day, and all else that its history is made of. */
static priscus_status judge(struct fold *f, struct history_day *d)
{
    struct evidence own[SIDE_COUNT] = { 0 }, all[SIDE_COUNT] = { 0 };
    struct stance_conflict c;
    priscus_status status = weigh(f, d, own, all);

    d->day = f->placed[d->begin].last;
    d->from = f->placed[d->begin].first;
    d->exact = d->from == d->day;
    d->main = d->against = SIDE_COUNT;
    for (size_t i = d->begin; i < d->end; i++)
        if (f->placed[i].report->told_by == TOLD_BY_PARTY)
            d->by_party[f->placed[i].side] = true;
    for (enum side s = 0; s < SIDE_COUNT; s++)
        if (evidence_believed(&own[s]) && (d->main == SIDE_COUNT || is_better(f, d, own, s, d->main)))
            d->main = s;
    if (status != PRISCUS_OK || d->main == SIDE_COUNT)
        return status;
    for (enum side s = 0; s < SIDE_COUNT; s++)
        if (s != d->main && evidence_against(&all[s], &own[d->main]) &&
            (d->against == SIDE_COUNT || is_better(f, d, all, s, d->against)))
            d->against = s;
    d->sure = own[d->main].sure;
    d->first[0] = end_of_day(one_of(f, d, d->main, false, false));
    d->last[0] = end_of_day(one_of(f, d, d->main, true, false));
    if (d->against == SIDE_COUNT)
        return PRISCUS_OK;
    d->against_own = evidence_against(&own[d->against], &own[d->main]);
    d->main_own = evidence_against(&own[d->main], &own[d->against]);
    d->conflicts[0] = find_conflict(f, d, d->main, d->against, &c);
    if (d->against_own) {
        d->first[1] = end_of_day(one_of(f, d, d->against, false, false));
        d->last[1] = end_of_day(one_of(f, d, d->against, true, false));
        d->conflicts[1] = find_conflict(f, d, d->against, d->main, &c);
    }
    return PRISCUS_OK;
}

/* ---- the stance goes on -------------------------------------------------------------------- */

static struct stance_period *held(const struct fold *f)
{
    return f->out->n_periods ? &f->out->periods[f->out->n_periods - 1] : NULL;
}

/* The newest period that a stance towards that party can be set against, or HISTORY_NONE. */
static size_t held_towards(const struct fold *f, struct text counterpart)
{
    size_t n = f->out->n_periods;

    for (size_t k = 1; k <= n && k <= BACK_MAX; k++)
        if (comparable(f->out->periods[n - k].last_end.counterpart, counterpart))
            return n - k;
    return HISTORY_NONE;
}

/* How many reports stand behind the period that is held, from its first to those before `end`. */
static priscus_status count_period(struct fold *f, size_t end)
{
    struct stance_period *p = held(f);

    if (!p || !f->placed)
        return PRISCUS_OK;
    p->reports = gather(f, p->begin, end, p->side, true, false);
    return count_sources(f, p->reports, &p->sources);
}

static const struct day_end *first_end(const struct history_day *d, enum side side)
{
    return &d->first[side != d->main];
}

static void end_period(struct stance_period *p, const struct history_day *d)
{
    p->last_end = d->last[p->side != d->main];
    p->last = p->last_end.report;
    p->last_day = d->day;
}

static priscus_status begin_period(struct fold *f, const struct history_day *d, enum side side, size_t from)
{
    struct stance_period *periods, *p;

    if (count_period(f, d->begin) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    periods = arena_grow(f->mem, f->out->periods, f->out->n_periods, &f->periods_room, sizeof *periods);
    if (!periods)
        return PRISCUS_ENOMEM;
    f->out->periods = periods;
    p = &periods[f->out->n_periods++];
    *p = (struct stance_period){ .side = side,
                                 .first_end = *first_end(d, side),
                                 .first = first_end(d, side)->report,
                                 .first_day = d->day,
                                 .begin = d->begin,
                                 .begin_day = (size_t)(d - f->days),
                                 .from = from };
    end_period(p, d);
    return PRISCUS_OK;
}

static priscus_status add_conflict(struct fold *f, struct stance_conflict c)
{
    struct stance_conflict *conflicts = f->out->conflicts, *last;

    if (f->in_conflict) {
        last = &conflicts[f->out->n_conflicts - 1];
        if ((last->side_one == c.side_one && last->side_other == c.side_other) ||
            (last->side_one == c.side_other && last->side_other == c.side_one)) {
            c.first_day = last->first_day;
            c.days = last->days + 1;
            *last = c;
            return PRISCUS_OK;
        }
    }
    conflicts = arena_grow(f->mem, conflicts, f->out->n_conflicts, &f->conflicts_room, sizeof *conflicts);
    if (!conflicts)
        return PRISCUS_ENOMEM;
    f->out->conflicts = conflicts;
    conflicts[f->out->n_conflicts++] = c;
    f->in_conflict = true;
    return PRISCUS_OK;
}

/* Both sides are believed of the day. */
static priscus_status conflict(struct fold *f, const struct history_day *d, enum side main, enum side against)
{
    struct stance_conflict c = { .side_one = main, .side_other = against, .from_day = d->day, .first_day = d->day,
                                 .last_day = d->day, .days = 1 };
    priscus_status status;
    size_t n;

    if (!d->conflicts[main != d->main])
        return PRISCUS_OK; /* one report has both */
    f->out->last_conflict = d->day;
    if (!f->placed || d->begin == d->end)
        return add_conflict(f, c);
    find_conflict(f, d, main, against, &c);
    n = gather(f, d->begin, d->end, main, true, false);
    status = count_sources(f, n, &c.sources_one);
    n = gather(f, d->begin, d->end, against, true, against_others(d, main));
    if (status == PRISCUS_OK)
        status = count_sources(f, n, &c.sources_other);
    return status == PRISCUS_OK ? add_conflict(f, c) : status;
}

/* The stance that is held was told by pages alone, a day ago at most, and the party says otherwise. */
static bool is_denial(const struct fold *f, const struct history_day *d, enum side side)
{
    const struct stance_period *p = held(f);

    if (p->first_day < d->day - HISTORY_DENIED_DAYS)
        return false;
    for (const struct history_day *e = f->days + p->begin_day; e < d; e++)
        if (e->by_party[p->side])
            return false;
    return d->by_party[side];
}

static priscus_status deny(struct fold *f, const struct history_day *d, enum side side)
{
    struct stance_conflict c = { .one = first_end(d, side)->report,
                                 .other = held(f)->first,
                                 .side_one = side,
                                 .side_other = held(f)->side,
                                 .from_day = held(f)->first_day,
                                 .first_day = d->day,
                                 .last_day = d->day,
                                 .days = 1,
                                 .denied = true };
    priscus_status status = PRISCUS_OK;

    f->out->last_conflict = d->day;
    if (f->placed) {
        status = count_sources(f, gather(f, d->begin, d->end, side, true, false), &c.sources_one);
        if (status == PRISCUS_OK)
            status = count_sources(f, gather(f, held(f)->begin, d->begin, held(f)->side, true, false), &c.sources_other);
    }
    if (status == PRISCUS_OK)
        status = add_conflict(f, c);
    if (status == PRISCUS_OK)
        f->out->n_periods--;
    return status;
}

/* One side alone is believed of the day. */
static priscus_status stance(struct fold *f, const struct history_day *d, enum side side)
{
    struct text counterpart = first_end(d, side)->counterpart;
    size_t from = held_towards(f, counterpart);
    struct stance_period *p = from == HISTORY_NONE ? NULL : &f->out->periods[from];
    priscus_status status;

    if (p && p->side != side) {
        if (!d->exact && d->from <= p->last_day)
            return PRISCUS_OK; /* of a month, or of some day before: perhaps before what is held */
        if (d->exact && (p->last_end.before ? p->last_day > d->day : p->last_day >= d->day))
            return PRISCUS_OK;
        if (d->exact && p == held(f) && is_denial(f, d, side)) {
            if ((status = deny(f, d, side)) != PRISCUS_OK)
                return status;
            from = held_towards(f, counterpart);
            p = from == HISTORY_NONE ? NULL : &f->out->periods[from];
        }
    }
    if (!p || p->side != side)
        return begin_period(f, d, side, from);
    if (d->exact)
        end_period(p, d);
    return PRISCUS_OK;
}

static priscus_status fold_day(struct fold *f, const struct history_day *d)
{
    enum side main = d->main, against = d->against;
    struct stance_period *p;
    priscus_status status;

    if (main == SIDE_COUNT || d->noise)
        return PRISCUS_OK;
    if (against != SIDE_COUNT && !d->exact)
        return PRISCUS_OK; /* before or about that day it was said to be this, and that */
    if (against == SIDE_COUNT) {
        f->in_conflict &= !d->exact;
        status = stance(f, d, main);
        if (status == PRISCUS_OK && d->exact && held(f))
            held(f)->contested = false;
        return status;
    }
    p = held(f);
    if (p && p->side == against && d->against_own) {
        against = main;
        main = p->side;
    }
    status = conflict(f, d, main, against);
    if (status == PRISCUS_OK && !p && !d->against_own) {
        status = begin_period(f, d, main, HISTORY_NONE); /* others say otherwise from the beginning */
        p = held(f);
    }
    if (p && p->side == main)
        end_period(p, d);
    if (p)
        p->contested = true;
    return status;
}

/* ---- what is read wrong -------------------------------------------------------------------- */

/* One side alone is believed of the day. */
static bool is_plain(const struct history_day *d)
{
    return d->exact && d->main != SIDE_COUNT && d->against == SIDE_COUNT;
}

static priscus_status mark_noise(struct history_day *days, size_t n, struct arena *mem)
{
    struct course_day *plain = arena_alloc(mem, n * sizeof *plain);
    size_t k = 0;
    priscus_status status;

    if (!plain)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++)
        if (is_plain(&days[i]))
            plain[k++] = (struct course_day){ .day = days[i].day,
                                              .side = days[i].main,
                                              .sure = days[i].sure,
                                              .by_party = days[i].by_party[days[i].main] };
    status = course_mark(plain, k, mem);
    k = 0;
    for (size_t i = 0; i < n && status == PRISCUS_OK; i++)
        if (is_plain(&days[i]))
            days[i].noise = plain[k++].noise;
    return status;
}

static priscus_status fold_days(struct fold *f, struct history_day *days, size_t n)
{
    priscus_status status = mark_noise(days, n, f->mem);

    f->days = days;
    f->out->last_conflict = NO_DAY;
    for (size_t i = 0; i < n && status == PRISCUS_OK; i++)
        status = fold_day(f, &days[i]);
    return status == PRISCUS_OK ? count_period(f, f->n) : status;
}

/* ---- all of it --------------------------------------------------------------------------------- */

/* Places the reports, too. */
static priscus_status find_days(struct fold *f, const struct stance_report *reports, size_t n, struct history_day **out,
                                size_t *n_out)
{
    struct history_day *days = NULL;
    size_t n_days = 0, room = 0;
    priscus_status status = PRISCUS_OK;

    f->placed = arena_alloc(f->mem, n * sizeof *f->placed);
    f->set = arena_alloc(f->mem, n * sizeof *f->set);
    if (!f->placed || !f->set)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++)
        if (date_known(reports[i].date))
            f->placed[f->n++] = place(&reports[i]);
    qsort(f->placed, f->n, sizeof *f->placed, compare);
    for (struct history_day d = { 0 }; d.begin < f->n && status == PRISCUS_OK; d = (struct history_day){ .begin = d.end }) {
        const struct placed *p = &f->placed[d.begin];

        for (d.end = d.begin + 1; d.end < f->n && f->placed[d.end].last == p->last &&
                                  (f->placed[d.end].first == f->placed[d.end].last) == (p->first == p->last);)
            d.end++;
        days = arena_grow(f->mem, days, n_days, &room, sizeof *days);
        if (!days)
            return PRISCUS_ENOMEM;
        status = judge(f, &d);
        days[n_days++] = d;
    }
    *out = days;
    *n_out = n_days;
    return status;
}

priscus_status history_days(const struct stance_report *reports, size_t n, struct arena *mem, struct history_day **out,
                            size_t *n_out)
{
    struct fold f = { .mem = mem };

    return find_days(&f, reports, n, out, n_out);
}

priscus_status history_of_days(struct history_day *days, size_t n, struct arena *mem, struct history *out)
{
    struct fold f = { .mem = mem, .out = out };

    *out = (struct history){ 0 };
    return fold_days(&f, days, n);
}

priscus_status history_fold(const struct stance_report *reports, size_t n, struct arena *mem, struct history *out)
{
    struct fold f = { .mem = mem, .out = out };
    struct history_day *days = NULL;
    size_t n_days = 0;
    priscus_status status = find_days(&f, reports, n, &days, &n_days);

    *out = (struct history){ 0 };
    if (status == PRISCUS_OK)
        status = fold_days(&f, days, n_days);
    return status == PRISCUS_OK ? history_undated(reports, n, mem, out) : status;
}

static bool is_earlier(const struct history_day *a, const struct history_day *b)
{
    return a->day != b->day ? a->day < b->day : a->exact < b->exact;
}

priscus_status history_of_some(struct history_day *days, size_t n, const struct day_range *ranges, size_t n_ranges,
                               const struct stance_report *reports, size_t n_reports, struct arena *mem, struct history *out)
{
    struct fold f = { .mem = mem, .out = out };
    struct history_day *made = NULL;
    size_t n_made = 0, at = 0;
    priscus_status status = find_days(&f, reports, n_reports, &made, &n_made);

    *out = (struct history){ 0 };
    for (size_t i = 0; i < n && status == PRISCUS_OK; i++) {
        for (; at < n_made && is_earlier(&made[at], &days[i]); at++)
            if (day_in_ranges(made[at].day, ranges, n_ranges))
                return PRISCUS_DONE;
        if (!day_in_ranges(days[i].day, ranges, n_ranges))
            days[i].begin = days[i].end = at < n_made ? made[at].begin : f.n;
        else if (at < n_made && made[at].day == days[i].day && made[at].exact == days[i].exact)
            days[i] = made[at++];
        else
            return PRISCUS_DONE;
    }
    return status == PRISCUS_OK ? fold_days(&f, days, n) : status;
}
