/* feed_date.c - dates as feeds write them.
 *
 *     Tue, 03 May 31 07:10 EST      RFC 822, with two digits of year; the weekday is not looked at
 *     3 maja 2031 07:10:00 +0200    months of other languages (calendar.h)
 *     2031-05-03T07:10:00Z          RFC 3339; also the day alone
 *     Sat May 3 07:10:00 GMT+3 2031     what some programs print
 *
 * Zones are those of RFC 822, 5.1 ("CST" is -0600 there, whatever it may be elsewhere) and the European
 * ones that mean one thing. A date that no feed can have ("0001-01-01", the start of 1970) is a field that
 * was never filled in: unknown. */
#include "page/date/calendar.h"
#include "page/date/clock.h"
#include "page/date/stamp.h"
#include "page/feed/feed_item.h"
#include "page/html/meta_date.h"

static const struct {
    const char *name;
    int16_t minutes;
} zones[] = {
    { "ut", 0 },     { "utc", 0 },    { "gmt", 0 },    { "z", 0 },      { "est", -300 },
    { "edt", -240 }, { "cst", -360 }, { "cdt", -300 }, { "mst", -420 }, { "mdt", -360 },
    { "pst", -480 }, { "pdt", -420 }, { "wet", 0 },    { "west", 60 },  { "cet", 60 },
    { "cest", 120 }, { "eet", 120 },  { "eest", 180 }, { "msk", 180 },  { "trt", 180 },
};

static bool whole_number(const struct piece *p, int digits)
{
    return p->type == PIECE_NUMBER && p->digits <= digits && p->value >= 0;
}

/* "+0200" "-05:00" "+3", at its sign. */
static bool read_offset(struct place *s, int16_t *zone)
{
    struct place t = *s;
    int sign = piece_is_mark(&t.p, '+') ? 1 : -1, minutes;

    if (sign < 0 && !piece_is_mark(&t.p, '-') && !piece_is_mark(&t.p, 0x2212))
        return false;
    place_step(&t);
    if (!whole_number(&t.p, 4) || t.p.space_before)
        return false;
    minutes = t.p.digits <= 2 ? t.p.value * 60 : t.p.value / 100 * 60 + t.p.value % 100;
    place_step(&t);
    if (piece_is_mark(&t.p, ':')) {
        place_step(&t);
        if (!whole_number(&t.p, 2))
            return false;
        minutes += t.p.value;
        place_step(&t);
    }
    if (minutes > 14 * 60)
        return false;
    *zone = (int16_t)(sign * minutes);
    *s = t;
    return true;
}

static void read_zone(struct place *s, struct date *d)
{
    if (s->p.type == PIECE_WORD) {
        for (size_t i = 0; i < COUNT_OF(zones); i++) {
            if (strcmp(s->p.word, zones[i].name) == 0) {
                d->zone = zones[i].minutes;
                break;
            }
        }
        if (d->zone == DATE_NO_ZONE)
            return;
        place_step(s);
        if (d->zone != 0)
            return;
    }
    read_offset(s, &d->zone);
}

static bool read_clock(struct place *s, struct date *d)
{
    struct place t = *s;
    int hour, minute, second = -1;

    if (!whole_number(&t.p, 2))
        return false;
    hour = t.p.value;
    place_step(&t);
    if (!place_step_mark(&t, ':') || !whole_number(&t.p, 2))
        return false;
    minute = t.p.value;
    place_step(&t);
    if (piece_is_mark(&t.p, ':')) {
        place_step(&t);
        if (!whole_number(&t.p, 2))
            return false;
        second = t.p.value;
        place_step(&t);
    }
    if (hour > 23 || minute > 59 || second > 60)
        return false;
    d->hour = (uint8_t)hour;
    d->minute = (uint8_t)minute;
    d->second = second < 0 ? 0 : second > 59 ? 59 : (uint8_t)second;
    d->precision = second < 0 ? PRECISION_MINUTE : PRECISION_SECOND;
    *s = t;
    read_zone(s, d);
    return true;
}

static int full_year(const struct piece *p)
{
    if (!whole_number(p, 4))
        return -1;
    if (p->digits == 4)
        return p->value;
    /* RFC 2822, 4.3 */
    return p->digits == 2 ? p->value + (p->value < 70 ? 2000 : 1900) : p->digits == 3 ? p->value + 1900 : -1;
}

static int month_at(const struct place *s)
{
    return s->p.type == PIECE_WORD && s->p.word[0] ? calendar_month(s->p.word) : -1;
}

/* "03 May 31 07:10 EST", "03-May-2031", "May 3, 2031", "May 3 07:10:00 GMT+3 2031" */
static bool read_mail_date(struct text t, struct date *out)
{
    struct place s = place_at(t, 0);
    struct date clock = { .zone = DATE_NO_ZONE }, d;
    int day = -1, month, year;

    /* the weekday, right or wrong, in whatever language: words before the first number or month */
    while (s.p.type != PIECE_END && s.p.type != PIECE_NUMBER && month_at(&s) < 1)
        place_step(&s);
    if (whole_number(&s.p, 2)) {
        day = s.p.value;
        place_step(&s);
        while (piece_is_mark(&s.p, '-') || piece_is_mark(&s.p, '.') || piece_is_mark(&s.p, ','))
            place_step(&s);
        place_step_word(&s, "de di");
    }
    month = month_at(&s);
    if (month < 1)
        return false;
    place_step(&s);
    while (piece_is_mark(&s.p, '-') || piece_is_mark(&s.p, '.') || piece_is_mark(&s.p, ','))
        place_step(&s);
    place_step_word(&s, "de di del");
    if (day < 0) {
        if (!whole_number(&s.p, 2))
            return false;
        day = s.p.value;
        place_step(&s);
        place_step_mark(&s, ',');
        read_clock(&s, &clock);
    }
    year = full_year(&s.p);
    if (year < 0)
        return false;
    place_step(&s);
    d = date_day(year, month, day);
    if (!date_known(d))
        return false;
    if (!date_known(clock)) {
        while (piece_is_mark(&s.p, ',') || piece_is_mark(&s.p, '-'))
            place_step(&s);
        read_clock(&s, &clock);
    }
    *out = clock_on_day(d, clock);
    return true;
}

struct date feed_date(struct text t, struct date fetched)
{
    struct date d = { .zone = DATE_NO_ZONE }, none = d;
    struct stamp stamp;

    t = text_trim(t);
    if (t.len == 0 || t.len > FEED_DATE_MAX)
        return none;
    if (!date_parse_iso(t, &d) && !read_mail_date(t, &d)) {
        if (!stamp_find(t, 0, fetched, &stamp))
            return none;
        d = stamp.date;
    }
    return meta_date_plausible(d, fetched) ? d : none;
}
