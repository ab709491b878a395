/* change_line.c - see change_line.h. */
#include "server/page/change_line.h"

#include "server/page/html_write.h"

void change_day(struct buffer *out, struct date date)
{
    char text[DATE_TEXT_MAX];

    buffer_format(out, "%.10s", *date_format(date, text) ? text : "no date");
}

static void put_stance(struct buffer *out, enum stance stance, bool plain)
{
    if (plain)
        buffer_c(out, stance_text(stance));
    else
        page_stance(out, text_c(stance_text(stance)));
}

static void put_day(struct buffer *out, struct date date, bool plain)
{
    if (plain)
        change_day(out, date);
    else
        page_day(out, date);
}

/* What the line rests on. */
static void put_basis(struct buffer *out, const struct change_end *end)
{
    if (end->reports) {
        page_count(out, end->reports, "report");
        buffer_c(out, ", ");
    }
    page_count(out, end->sources, "independent source");
}

void change_line(struct buffer *out, const struct change *c, bool plain)
{
    if (c->kind == CHANGE_STANCE) {
        buffer_c(out, "from ");
        put_stance(out, c->from.report.stance, plain);
        buffer_c(out, " to ");
        put_stance(out, c->to.report.stance, plain);
        buffer_c(out, " since ");
        put_day(out, c->to.report.date, plain);
        buffer_c(out, ": ");
        put_basis(out, &c->to);
        return;
    }
    put_stance(out, c->from.report.stance, plain);
    buffer_c(out, " by ");
    put_basis(out, &c->from);
    buffer_c(out, c->kind == CHANGE_DENIED ? ", which the party denied: " : ", but ");
    put_stance(out, c->to.report.stance, plain);
    buffer_c(out, " by ");
    put_basis(out, &c->to);
    if (c->days > 1) {
        buffer_format(out, "; on %u days, ", c->days);
        put_day(out, date_from_days(c->first_day), plain);
        buffer_c(out, " to ");
    } else {
        buffer_c(out, "; on ");
    }
    put_day(out, date_from_days(c->last_day), plain);
}

static struct change_end end_of(const struct stance_report *report, size_t sources, size_t reports)
{
    return (struct change_end){ .report = *report, .sources = sources, .reports = reports };
}

priscus_status changes_of(const struct history *history, change_fn *each, void *context)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < history->n_periods && status == PRISCUS_OK; i++) {
        const struct stance_period *now = &history->periods[i], *old;
        struct change c = { .kind = CHANGE_STANCE, .party = now->first->party, .issue = now->first->issue, .days = 1 };

        if (now->from == HISTORY_NONE)
            continue;
        old = &history->periods[now->from];
        c.from = end_of(old->last, old->sources, old->reports);
        c.to = end_of(now->first, now->sources, now->reports);
        c.first_day = c.last_day = date_last_days(now->first->date);
        status = each(context, &c);
    }
    for (size_t i = 0; i < history->n_conflicts && status == PRISCUS_OK; i++) {
        const struct stance_conflict *conflict = &history->conflicts[i];
        struct change c = { .party = conflict->one->party, .issue = conflict->one->issue, .days = conflict->days };

        c.kind = conflict->denied ? CHANGE_DENIED : CHANGE_CONFLICT;
        c.from = end_of(conflict->one, conflict->sources_one, 0);
        c.to = end_of(conflict->other, conflict->sources_other, 0);
        if (conflict->denied) {
            struct change_end denied = c.to;

            c.to = c.from;
            c.from = denied;
        }
        c.first_day = conflict->first_day;
        c.last_day = conflict->last_day;
        status = each(context, &c);
    }
    return status;
}
