/* change_line.c - see change_line.h. */
#include "story/changes/change_line.h"

#include <stdio.h>

#include "base/hash.h"
#include "record/id.h"

void change_day(struct buffer *out, struct date date)
{
    char text[DATE_TEXT_MAX];

    buffer_format(out, "%.10s", *date_format(date, text) ? text : "no date");
}

static void plain_stance(struct buffer *out, enum stance stance)
{
    buffer_c(out, stance_text(stance));
}

/* What the line rests on. */
static void put_basis(struct buffer *out, const struct change_end *end)
{
    if (end->reports) {
        buffer_count(out, end->reports, "report");
        buffer_c(out, ", ");
    }
    buffer_count(out, end->sources, "independent source");
}

void change_line(struct buffer *out, const struct change *c, const struct change_style *style)
{
    static const struct change_style plain = { plain_stance, change_day };

    style = style ? style : &plain;
    if (c->kind == CHANGE_STANCE) {
        buffer_c(out, "from ");
        style->stance(out, c->from.report.stance);
        buffer_c(out, " to ");
        style->stance(out, c->to.report.stance);
        buffer_c(out, " since ");
        style->day(out, c->to.report.date);
        buffer_c(out, ": ");
        put_basis(out, &c->to);
        return;
    }
    style->stance(out, c->from.report.stance);
    buffer_c(out, " by ");
    put_basis(out, &c->from);
    buffer_c(out, c->kind == CHANGE_DENIED ? ", which the party denied: " : ", but ");
    style->stance(out, c->to.report.stance);
    buffer_c(out, " by ");
    put_basis(out, &c->to);
    if (c->days > 1) {
        buffer_format(out, "; on %u days, ", c->days);
        style->day(out, date_from_days(c->first_day));
        buffer_c(out, " to ");
    } else {
        buffer_c(out, "; on ");
    }
    style->day(out, date_from_days(c->last_day));
}

void change_id(const struct change *c, char out[CHANGE_ID_MAX])
{
    char day[DATE_TEXT_MAX], first[ID_TEXT_MAX];
    struct sha256 h;

    date_format(date_from_days(c->first_day), day);
    id_format(ID_POSITION, c->to.report.id, first);
    h = sha256_of_all((const struct text[]){ text_c(change_kind_text(c->kind)), c->party, c->issue,
                                             text_c(c->kind == CHANGE_STANCE ? first : day) },
                      4);
    /* A UUID of version 8, whose bits are its maker's (RFC 9562). */
    h.bytes[6] = (unsigned char)(0x80 | (h.bytes[6] & 0x0f));
    h.bytes[8] = (unsigned char)(0x80 | (h.bytes[8] & 0x3f));
    for (size_t i = 0, n = 0; i < 16; i++)
        n += (size_t)snprintf(out + n, CHANGE_ID_MAX - n, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "",
                              h.bytes[i]);
}

static struct change_end end_of(const struct stance_report *report, size_t sources, size_t reports)
{
    return (struct change_end){ .report = *report, .sources = sources, .reports = reports };
}

struct change change_of_period(const struct history *history, size_t i)
{
    const struct stance_period *now = &history->periods[i], *old = &history->periods[now->from];

    return (struct change){ .kind = CHANGE_STANCE,
                            .party = now->first->party,
                            .issue = now->first->issue,
                            .from = end_of(old->last, old->sources, old->reports),
                            .to = end_of(now->first, now->sources, now->reports),
                            .first_day = date_last_days(now->first->date),
                            .last_day = date_last_days(now->first->date),
                            .days = 1 };
}

struct change change_of_conflict(const struct stance_conflict *c)
{
    struct change_end one = end_of(c->one, c->sources_one, 0), other = end_of(c->other, c->sources_other, 0);

    return (struct change){ .kind = c->denied ? CHANGE_DENIED : CHANGE_CONFLICT,
                            .party = c->one->party,
                            .issue = c->one->issue,
                            .from = c->denied ? other : one,
                            .to = c->denied ? one : other,
                            .first_day = c->first_day,
                            .last_day = c->last_day,
                            .days = c->days };
}
