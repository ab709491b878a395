/* history.c - see history.h.
 *
 * Reports are sorted by the last day that they may be of, and folded day by day. What a day says of each side is gathered
 * first (struct day); then the stance goes on, changes, or is in conflict. */
#include "story/changes/history.h"

#include <limits.h>
#include <stdlib.h>

#include "story/changes/course.h"
#include "story/changes/evidence.h"

#define NO_DAY   LONG_MIN /* a first day that is not known                                       */
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
    struct placed *placed;
    size_t n;
    const struct stance_report **set; /* room for all */
    struct history *out;
    size_t periods_room, conflicts_room;
    bool in_conflict; /* the last one goes on */
    struct arena *mem;
};

/* What is told of a day: believed or not, by the party and pages (own), by all (with those of others). */
struct day {
    size_t begin, end;
    bool exact;              /* of that day, not of a month or of some time before       */
    enum side main, against; /* SIDE_COUNT: none is believed; nothing is against it      */
    bool noise;              /* read wrong, by the days around it                        */
    struct evidence own[SIDE_COUNT], all[SIDE_COUNT];
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

static bool is_copy(const struct stance_report *r)
{
    return r->copy_of != r->page;
}

static int compare(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;

    COMPARE(a->last, b->last);
    COMPARE(a->first == a->last, b->first == b->last); /* what is of some earlier day comes before */
    COMPARE(a->at, b->at);
    COMPARE(is_copy(a->report), is_copy(b->report)); /* an article, and its correction under the same date */
    COMPARE(a->report->page_key, b->report->page_key);
    COMPARE(a->report->sentence.begin, b->report->sentence.begin);
    COMPARE(a->report->id, b->report->id);
    COMPARE(a->report->article, b->report->article);
    COMPARE(a->report->ordinal, b->report->ordinal);
    return 0;
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

static priscus_status weigh(struct fold *f, struct day *d)
{
    priscus_status status = PRISCUS_OK;

    for (enum side s = 0; s < SIDE_COUNT && status == PRISCUS_OK; s++) {
        size_t own = gather(f, d->begin, d->end, s, true, false), all;

        status = evidence_of(f->set, own, f->mem, &d->own[s]);
        d->all[s] = d->own[s];
        all = gather(f, d->begin, d->end, s, true, true);
        if (status == PRISCUS_OK && all > own)
            status = evidence_of(f->set, all, f->mem, &d->all[s]);
    }
    return status;
}

/* The first or the last that is sure by itself; else of any. `others`: of all, not of the party and pages alone. */
static const struct stance_report *one_of(const struct fold *f, const struct day *d, enum side side, bool last,
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

/* ---- the stance goes on -------------------------------------------------------------------- */

static struct stance_period *held(const struct fold *f)
{
    return f->out->n_periods ? &f->out->periods[f->out->n_periods - 1] : NULL;
}

/* Can one be set against the other? What is said of talks with one party says nothing of talks with another. */
static bool comparable(const struct stance_report *a, const struct stance_report *b)
{
    return !a->counterpart.len || !b->counterpart.len || text_eq(a->counterpart, b->counterpart);
}

/* The newest period that the report can be set against, or HISTORY_NONE. */
static size_t held_towards(const struct fold *f, const struct stance_report *report)
{
    size_t n = f->out->n_periods;

    for (size_t k = 1; k <= n && k <= BACK_MAX; k++)
        if (comparable(f->out->periods[n - k].last, report))
            return n - k;
    return HISTORY_NONE;
}

/* How many reports stand behind the period that is held, from its first to those before `end`. */
static priscus_status count_period(struct fold *f, size_t end)
{
    struct stance_period *p = held(f);

    if (!p)
        return PRISCUS_OK;
    p->reports = gather(f, p->begin, end, p->side, true, false);
    return count_sources(f, p->reports, &p->sources);
}

static priscus_status begin_period(struct fold *f, const struct day *d, enum side side, size_t from)
{
    struct stance_period *periods;

    if (count_period(f, d->begin) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    periods = arena_grow(f->mem, f->out->periods, f->out->n_periods, &f->periods_room, sizeof *periods);
    if (!periods)
        return PRISCUS_ENOMEM;
    f->out->periods = periods;
    periods[f->out->n_periods++] = (struct stance_period){
        .side = side,
        .first = one_of(f, d, side, false, false),
        .last = one_of(f, d, side, true, false),
        .begin = d->begin,
        .from = from,
    };
    return PRISCUS_OK;
}

static priscus_status add_conflict(struct fold *f, struct stance_conflict c)
{
    struct stance_conflict *conflicts = f->out->conflicts, *last;

    if (f->in_conflict) {
        last = &conflicts[f->out->n_conflicts - 1];
        if ((side_of(last->one->stance) == side_of(c.one->stance) &&
             side_of(last->other->stance) == side_of(c.other->stance)) ||
            (side_of(last->one->stance) == side_of(c.other->stance) &&
             side_of(last->other->stance) == side_of(c.one->stance))) {
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

/* The first report of `side` that can be set against `a`, of another page. */
static const struct stance_report *against_page(const struct fold *f, const struct day *d, enum side side, bool others,
                                                const struct stance_report *a)
{
    const struct stance_report *any = NULL;

    for (size_t i = d->begin; i < d->end; i++) {
        const struct placed *p = &f->placed[i];

        if (p->side != side || (p->others && !others) || p->report->page == a->page || !comparable(p->report, a))
            continue;
        if (report_sure(p->report) >= HISTORY_SURE)
            return p->report;
        any = any ? any : p->report;
    }
    return any;
}

/* Both sides are believed of the day. */
static priscus_status conflict(struct fold *f, const struct day *d, enum side main, enum side against)
{
    bool others = !evidence_against(&d->own[against], &d->own[main]);
    long day = f->placed[d->begin].last;
    struct stance_conflict c = {
        .one = one_of(f, d, main, false, false), .first_day = day, .last_day = day, .days = 1
    };
    priscus_status status;
    size_t n;

    c.other = against_page(f, d, against, others, c.one);
    if (!c.other) {
        c.other = one_of(f, d, against, false, others);
        c.one = against_page(f, d, main, false, c.other);
    }
    if (!c.one)
        return PRISCUS_OK; /* one report has both */
    n = gather(f, d->begin, d->end, main, true, false);
    status = count_sources(f, n, &c.sources_one);
    n = gather(f, d->begin, d->end, against, true, others);
    if (status == PRISCUS_OK)
        status = count_sources(f, n, &c.sources_other);
    return status == PRISCUS_OK ? add_conflict(f, c) : status;
}

/* The stance that is held was told by pages alone, a day ago at most, and the party says otherwise. */
static bool is_denial(const struct fold *f, const struct day *d, enum side side)
{
    const struct stance_period *p = held(f);
    bool party = false;

    if (place(p->first).last < f->placed[d->begin].last - HISTORY_DENIED_DAYS)
        return false;
    for (size_t i = d->begin; i < d->end; i++)
        party |= f->placed[i].side == side && f->placed[i].report->told_by == TOLD_BY_PARTY;
    for (size_t i = p->begin; i < d->begin && party; i++)
        if (f->placed[i].side == p->side && f->placed[i].report->told_by == TOLD_BY_PARTY)
            return false;
    return party;
}

static priscus_status deny(struct fold *f, const struct day *d, enum side side)
{
    long day = f->placed[d->begin].last;
    struct stance_conflict c = { .one = one_of(f, d, side, false, false),
                                 .other = held(f)->first,
                                 .first_day = day,
                                 .last_day = day,
                                 .days = 1,
                                 .denied = true };
    priscus_status status = count_sources(f, gather(f, d->begin, d->end, side, true, false), &c.sources_one);

    if (status == PRISCUS_OK)
        status = count_sources(f, gather(f, held(f)->begin, d->begin, held(f)->side, true, false), &c.sources_other);
    if (status == PRISCUS_OK)
        status = add_conflict(f, c);
    if (status == PRISCUS_OK)
        f->out->n_periods--;
    return status;
}

/* One side alone is believed of the day. */
static priscus_status stance(struct fold *f, const struct day *d, enum side side)
{
    const struct stance_report *report = one_of(f, d, side, false, false);
    size_t from = held_towards(f, report);
    struct stance_period *p = from == HISTORY_NONE ? NULL : &f->out->periods[from];
    const struct placed *now = &f->placed[d->begin];
    bool exact = now->first == now->last;
    priscus_status status;

    if (p && p->side != side) {
        struct placed last = place(p->last);

        if (!exact && now->first <= last.last)
            return PRISCUS_OK; /* of a month, or of some day before: perhaps before what is held */
        if (exact && (last.first == NO_DAY ? last.last > now->last : last.last >= now->last))
            return PRISCUS_OK;
        if (exact && p == held(f) && is_denial(f, d, side)) {
            if ((status = deny(f, d, side)) != PRISCUS_OK)
                return status;
            from = held_towards(f, report);
            p = from == HISTORY_NONE ? NULL : &f->out->periods[from];
        }
    }
    if (!p || p->side != side)
        return begin_period(f, d, side, from);
    if (exact)
        p->last = one_of(f, d, side, true, false);
    return PRISCUS_OK;
}

/* The side that more is to be said for: what is held, else what was told first, where as much is. */
static bool is_better(const struct fold *f, const struct day *d, const struct evidence *evidence, enum side a,
                      enum side b)
{
    const struct stance_period *p = held(f);

    if (evidence[a].mass != evidence[b].mass)
        return evidence[a].mass > evidence[b].mass;
    if (p && (p->side == a || p->side == b))
        return p->side == a;
    for (size_t i = d->begin; i < d->end; i++)
        if (f->placed[i].side == a || f->placed[i].side == b)
            return f->placed[i].side == a;
    return false;
}

/* Which sides are believed of the day. */
static priscus_status judge(struct fold *f, struct day *d)
{
    priscus_status status = weigh(f, d);

    d->exact = f->placed[d->begin].first == f->placed[d->begin].last;
    d->main = d->against = SIDE_COUNT;
    for (enum side s = 0; s < SIDE_COUNT; s++)
        if (evidence_believed(&d->own[s]) && (d->main == SIDE_COUNT || is_better(f, d, d->own, s, d->main)))
            d->main = s;
    for (enum side s = 0; s < SIDE_COUNT && d->main != SIDE_COUNT; s++)
        if (s != d->main && evidence_against(&d->all[s], &d->own[d->main]) &&
            (d->against == SIDE_COUNT || is_better(f, d, d->all, s, d->against)))
            d->against = s;
    return status;
}

static priscus_status fold_day(struct fold *f, const struct day *d)
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
    if (p && p->side == against && evidence_against(&d->own[against], &d->own[main])) {
        against = main;
        main = p->side;
    }
    status = conflict(f, d, main, against);
    if (status == PRISCUS_OK && !p && !evidence_against(&d->own[against], &d->own[main])) {
        status = begin_period(f, d, main, HISTORY_NONE); /* others say otherwise from the beginning */
        p = held(f);
    }
    if (p && p->side == main)
        p->last = one_of(f, d, main, true, false);
    if (p)
        p->contested = true;
    return status;
}

/* ---- what is read wrong -------------------------------------------------------------------- */

/* One side alone is believed of the day. */
static bool is_plain(const struct day *d)
{
    return d->exact && d->main != SIDE_COUNT && d->against == SIDE_COUNT;
}

static bool told_by_party(const struct fold *f, const struct day *d)
{
    for (size_t i = d->begin; i < d->end; i++)
        if (f->placed[i].side == d->main && f->placed[i].report->told_by == TOLD_BY_PARTY)
            return true;
    return false;
}

static priscus_status mark_noise(const struct fold *f, struct day *days, size_t n)
{
    struct course_day *plain = arena_alloc(f->mem, n * sizeof *plain);
    size_t k = 0;
    priscus_status status;

    if (!plain)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++)
        if (is_plain(&days[i]))
            plain[k++] = (struct course_day){ .day = f->placed[days[i].begin].last,
                                              .side = days[i].main,
                                              .sure = days[i].own[days[i].main].sure,
                                              .by_party = told_by_party(f, &days[i]) };
    status = course_mark(plain, k, f->mem);
    k = 0;
    for (size_t i = 0; i < n && status == PRISCUS_OK; i++)
        if (is_plain(&days[i]))
            days[i].noise = plain[k++].noise;
    return status;
}

/* ---- what nobody can date ---------------------------------------------------------------------- */

static bool is_surer(const struct stance_report *a, const struct stance_report *b)
{
    if (report_sure(a) != report_sure(b))
        return report_sure(a) > report_sure(b);
    return a->page_key != b->page_key               ? a->page_key < b->page_key
           : a->sentence.begin != b->sentence.begin ? a->sentence.begin < b->sentence.begin
                                                    : a->id < b->id;
}

static priscus_status fold_undated(struct fold *f, const struct stance_report *reports, size_t n)
{
    for (enum side s = 0; s < SIDE_COUNT; s++) {
        const struct stance_report *best = NULL;
        struct evidence e;
        size_t set = 0;

        for (size_t i = 0; i < n; i++) {
            if (date_known(reports[i].date) || side_of(reports[i].stance) != s || reports[i].told_by == TOLD_BY_OTHERS)
                continue;
            f->set[set++] = &reports[i];
            if (!best || is_surer(&reports[i], best))
                best = &reports[i];
        }
        if (evidence_of(f->set, set, f->mem, &e) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        if (evidence_believed(&e))
            f->out->undated[f->out->n_undated++] =
                (struct stance_period){ .side = s, .first = best, .last = best, .reports = set, .sources = e.sources };
    }
    return PRISCUS_OK;
}

priscus_status history_fold(const struct stance_report *reports, size_t n, struct arena *mem, struct history *out)
{
    struct fold f = { .mem = mem, .out = out };
    struct day *days = NULL;
    size_t n_days = 0, room = 0;
    priscus_status status = PRISCUS_OK;

    *out = (struct history){ 0 };
    f.placed = arena_alloc(mem, n * sizeof *f.placed);
    f.set = arena_alloc(mem, n * sizeof *f.set);
    if (!f.placed || !f.set)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++)
        if (date_known(reports[i].date))
            f.placed[f.n++] = place(&reports[i]);
    qsort(f.placed, f.n, sizeof *f.placed, compare);
    for (struct day d = { 0 }; d.begin < f.n && status == PRISCUS_OK; d = (struct day){ .begin = d.end }) {
        const struct placed *p = &f.placed[d.begin];

        for (d.end = d.begin + 1; d.end < f.n && f.placed[d.end].last == p->last &&
                                  (f.placed[d.end].first == f.placed[d.end].last) == (p->first == p->last);)
            d.end++;
        days = arena_grow(mem, days, n_days, &room, sizeof *days);
        if (!days)
            return PRISCUS_ENOMEM;
        status = judge(&f, &d);
        days[n_days++] = d;
    }
    if (status == PRISCUS_OK)
        status = mark_noise(&f, days, n_days);
    for (size_t i = 0; i < n_days && status == PRISCUS_OK; i++)
        status = fold_day(&f, &days[i]);
    if (status == PRISCUS_OK)
        status = count_period(&f, f.n);
    return status == PRISCUS_OK ? fold_undated(&f, reports, n) : status;
}
