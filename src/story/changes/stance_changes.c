/* stance_changes.c - see stance_changes.h. */
#include "story/changes/stance_changes.h"

#include <stdlib.h>

struct finding {
    struct arena *mem;
    struct change *changes;
    struct held_stance *held;
    size_t n, room;
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
        &out->report.address, &out->report.chain, &out->report.counterpart, &out->report.by_story,
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

static priscus_status find_changes(void *context, const struct stance_report *reports, size_t n,
                                   const struct history *history, struct arena *mem)
{
    struct finding *f = context;
    struct change *added;
    priscus_status status = PRISCUS_OK;

    (void)reports, (void)n, (void)mem;
    for (size_t i = 0; i < history->n_periods && status == PRISCUS_OK; i++) {
        const struct stance_period *now = &history->periods[i], *old;

        if (now->from == HISTORY_NONE || !is_new(f, now->first))
            continue;
        old = &history->periods[now->from];
        status = add_change(f, CHANGE_STANCE, old->last, old->sources, now->first, now->sources, &added);
        if (status == PRISCUS_OK) {
            added->from.reports = old->reports;
            added->to.reports = now->reports;
        }
    }
    for (size_t i = 0; i < history->n_conflicts && status == PRISCUS_OK; i++) {
        const struct stance_conflict *c = &history->conflicts[i];

        if (!is_new(f, c->one) && !is_new(f, c->other))
            continue;
        if (c->denied)
            status = add_change(f, CHANGE_DENIED, c->other, c->sources_other, c->one, c->sources_one, &added);
        else
            status = add_change(f, CHANGE_CONFLICT, c->one, c->sources_one, c->other, c->sources_other, &added);
        if (status == PRISCUS_OK) {
            added->first_day = c->first_day;
            added->last_day = c->last_day;
            added->days = c->days;
        }
    }
    return status;
}

static int compare(const void *left, const void *right)
{
    const struct change *a = left, *b = right;
    bool change_a = a->kind == CHANGE_STANCE, change_b = b->kind == CHANGE_STANCE;
    int order;

    if (change_a != change_b)
        return change_a ? -1 : 1;
    if (a->last_day != b->last_day)
        return a->last_day < b->last_day ? -1 : 1;
    if ((order = text_compare(a->party, b->party)) != 0 || (order = text_compare(a->issue, b->issue)) != 0)
        return order;
    return a->first_day < b->first_day ? -1 : a->first_day > b->first_day;
}

static priscus_status fill_words(struct ledger *ledger, struct change_end *end, struct arena *mem,
                                 struct priscus_error *err)
{
    return ledger_stance_words(ledger, end->report.article, end->report.ordinal, mem, &end->words, err);
}

priscus_status changes_find(struct ledger *ledger, const struct ledger_filter *filter, struct arena *mem,
                            struct change_list *out, struct priscus_error *err)
{
    struct ledger_filter all = filter ? *filter : (struct ledger_filter){ 0 };
    struct finding f = { .mem = mem, .since = all.since, .by = all.by };
    priscus_status status;

    all.since = (struct date){ .zone = DATE_NO_ZONE };
    status = pairs_each(ledger, &all, find_changes, &f, err);
    if (status != PRISCUS_OK)
        return status;
    if (f.n)
        qsort(f.changes, f.n, sizeof *f.changes, compare);
    for (size_t i = 0; i < f.n && status == PRISCUS_OK; i++) {
        status = fill_words(ledger, &f.changes[i].from, mem, err);
        if (status == PRISCUS_OK)
            status = fill_words(ledger, &f.changes[i].to, mem, err);
    }
    if (status == PRISCUS_OK)
        *out = (struct change_list){ f.changes, f.n };
    return status;
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
    return status;
}

priscus_status changes_history(struct ledger *ledger, const struct ledger_filter *filter, struct arena *mem,
                               struct held_list *out, struct priscus_error *err)
{
    struct ledger_filter all = filter ? *filter : (struct ledger_filter){ 0 };
    struct finding f = { .mem = mem, .since = all.since, .by = all.by };
    priscus_status status;

    all.since = (struct date){ .zone = DATE_NO_ZONE };
    status = pairs_each(ledger, &all, find_held, &f, err);
    for (size_t i = 0; i < f.n && status == PRISCUS_OK; i++) {
        status = fill_words(ledger, &f.held[i].first, mem, err);
        if (status == PRISCUS_OK)
            status = fill_words(ledger, &f.held[i].last, mem, err);
    }
    if (status == PRISCUS_OK)
        *out = (struct held_list){ f.held, f.n };
    return status;
}
