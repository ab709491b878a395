/* when_span.c - date phrases that mean more than a day.
 *
 *     "last month"              a month; "last year" a year
 *     "last week"               what its seven days have in common: a month, a year, or nothing
 *     "two weeks ago"           the month, or the year, that it must lie in, give or take half a week
 *     "over two years ago"      on or before that day
 *     "in recent days"          a date phrase, but the time is unknown */
#include "record/time/when_scan.h"

static struct date coarse(long year, int month)
{
    struct date d = date_unknown;

    if (year < 1 || year > 9999)
        return d;
    d.year = (int16_t)year;
    d.month = (uint8_t)month;
    d.precision = month ? PRECISION_MONTH : PRECISION_YEAR;
    return d;
}

static struct date month_shifted(const struct scan *s, long months)
{
    long m;

    if (!date_known(s->now))
        return date_unknown;
    m = s->now.year * 12L + s->now.month - 1 + months;
    return m < 12 ? date_unknown : coarse(m / 12, (int)(m % 12 + 1));
}

static struct date year_shifted(const struct scan *s, long years)
{
    return date_known(s->now) ? coarse(s->now.year + years, 0) : date_unknown;
}

/* Days from..to of a week, 0 for its Monday; `weeks` from the publication's. What was done this week was done
 * before its end. */
static struct date week_shifted(const struct scan *s, long weeks, long from, long to)
{
    struct date d;
    long monday;

    if (!date_known(s->now))
        return date_unknown;
    monday = weeks * 7 - date_weekday(s->now);
    if (weeks == 0 && scan_tense(s) == TENSE_PAST && date_weekday(s->now) >= from && date_weekday(s->now) < to)
        to = date_weekday(s->now);
    d = date_common(day_shifted(s, monday + from), day_shifted(s, monday + to));
    return d.precision == PRECISION_DAY ? coarse(d.year, d.month) : d; /* this week, on a Monday */
}

static struct date month_of_no_year(const struct scan *s, int month, int which)
{
    int year = s->now.year;

    if (!date_known(s->now))
        return date_unknown;
    if (which > 0) /* next */
        return coarse(month > s->now.month ? year : year + 1, month);
    if (which < 0) /* last */
        return coarse(month < s->now.month ? year : year - 1, month);
    if (scan_tense(s) == TENSE_AHEAD)
        return coarse(month >= s->now.month ? year : year + 1, month);
    return coarse(month <= s->now.month ? year : year - 1, month);
}

/* "last month", "earlier this year", "late last week", "next week", "over the weekend", "earlier in the week"
 */
bool read_span(struct scan *s, struct date *out)
{
    struct scan t = *s;
    int which = 0;

    while (scan_is(&t, 0, "late early earlier later sometime just only"))
        t.at++;
    if (scan_is(&t, 0, "last") || (scan_is(&t, 0, "previous") && t.at > s->at)) {
        which = -1;
        t.at++;
    } else if (scan_is(&t, 0, "next")) {
        which = 1;
        t.at++;
    } else if (t.at > s->at && scan_is(&t, 0, "in") && scan_is(&t, 1, "the")) {
        t.at += 2;
    } else if (scan_is(&t, 0, "the") && scan_is(&t, 1, "weekend") && scan_is(&t, -1, "over at on during")) {
        /* the last one that had begun */
        which = date_known(s->now) && date_weekday(s->now) < 5 ? -1 : 0;
        t.at++;
    } else if (!scan_step(&t, "this")) {
        return false;
    }
    if (scan_is(&t, 0, "week"))
        *out = week_shifted(s, which, 0, 6);
    else if (scan_is(&t, 0, "weekend"))
        *out = week_shifted(s, which, 5, 6);
    else if (scan_is(&t, 0, "month"))
        *out = month_shifted(s, which);
    else if (scan_is(&t, 0, "year"))
        *out = year_shifted(s, which);
    else
        return false;
    t.at++;
    *s = t;
    return true;
}

/* "August", "August 2024", "last August", "mid-August this year"; only beside a word or number that says
 * that it is one. */
bool read_month(struct scan *s, bool led, struct date *out)
{
    struct scan t = *s;
    int which = 0, month, year;
    bool said = led;

    for (int i = 0; i < 3; i++) {
        if (scan_is(&t, 0, "last"))
            which = -1;
        else if (scan_is(&t, 0, "next"))
            which = 1;
        else if (!scan_is(&t, 0, "this early late mid earlier later"))
            break;
        said = true;
        t.at++;
    }
    month = scan_month(&t, 0);
    if (!month)
        return false;
    t.at++;
    year = read_year_after(&t);
    if (!said && !year)
        return false;
    if (year < 0)
        *out = date_unknown;
    else if (year > 0)
        *out = coarse(year, month);
    else
        *out = month_of_no_year(s, month, which);
    *s = t;
    return true;
}

/* "2014" after "in", "since", "early" */
bool read_year(struct scan *s, bool led, struct date *out)
{
    struct scan t = *s;
    int year;

    while (scan_is(&t, 0, "early late mid")) {
        led = true;
        t.at++;
    }
    year = scan_year(&t, 0);
    if (!led || !year)
        return false;
    t.at++;
    *out = coarse(year, 0);
    *s = t;
    return true;
}

/* "the summer of 2029", "last spring". A winter lies in two years. */
bool read_season(struct scan *s, struct date *out)
{
    struct scan t = *s;
    bool last = false, winter;
    int year;

    while (scan_is(&t, 0, "the early late"))
        t.at++;
    if (scan_is(&t, 0, "last this next")) {
        last = scan_is(&t, 0, "last");
        t.at++;
    }
    winter = scan_is(&t, 0, "winter");
    if (!scan_step(&t, "spring summer autumn winter") || t.at == s->at + 1)
        return false;
    scan_step(&t, "of");
    year = scan_year(&t, 0);
    t.at += year != 0;
    *out = date_unknown;
    if (year && !winter)
        *out = coarse(year, 0);
    else if (last && !winter && date_known(s->now) && s->now.month <= 2) /* this year's has not come yet */
        *out = coarse(s->now.year - 1, 0);
    *s = t;
    return true;
}

/* "the beginning of the year", "the first half of 2029", "the end of last month": of what it is a part */
bool read_part(struct scan *s, struct date *out)
{
    struct scan t = *s;

    scan_step(&t, "the");
    scan_step(&t, "very");
    scan_step(&t, "first second third fourth last final early closing");
    if (!scan_step(&t, "beginning start end middle half quarter days weeks months") || !scan_step(&t, "of"))
        return false;
    if (scan_is(&t, 0, "the") && scan_is(&t, 1, "year month week")) {
        *out = scan_is(&t, 1, "year")    ? year_shifted(s, 0)
               : scan_is(&t, 1, "month") ? month_shifted(s, 0)
                                         : week_shifted(s, 0, 0, 6);
        t.at += 2;
    } else if (!read_season(&t, out) && !read_span(&t, out) && !read_month(&t, true, out) &&
               !read_year(&t, true, out)) {
        return false;
    }
    *s = t;
    return true;
}

/* ---- ago ---- */

enum unit { UNIT_MINUTE, UNIT_HOUR, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR, UNIT_DECADE };

static int step_unit(struct scan *s)
{
    static const char *const units[] = { "minute minutes", "hour hours", "day days",      "week weeks",
                                         "month months",   "year years", "decade decades" };
    int unit = word_index(scan_word(s, 0), units, 7);

    s->at += unit >= 0;
    return unit;
}

/* "and a half", "half a": how the number is fuller */
static bool step_half(struct scan *s)
{
    if (!scan_is(s, 0, "and") || !scan_is(s, 1, "a") || !scan_is(s, 2, "half"))
        return false;
    s->at += 3;
    return true;
}

enum about { ABOUT_EXACT, ABOUT_OVER, ABOUT_UNDER, ABOUT_ROUGHLY };

static enum about step_about(struct scan *s)
{
    if (scan_is(s, 0, "more less") && scan_is(s, 1, "than")) {
        s->at += 2;
        return scan_is(s, -2, "more") ? ABOUT_OVER : ABOUT_UNDER;
    }
    if (scan_is(s, 0, "at") && scan_is(s, 1, "least")) {
        s->at += 2;
        return ABOUT_OVER;
    }
    if (scan_step(s, "over"))
        return ABOUT_OVER;
    if (scan_step(s, "nearly almost under"))
        return ABOUT_UNDER;
    return scan_step(s, "about around roughly approximately some") ? ABOUT_ROUGHLY : ABOUT_EXACT;
}

/* The day that lies so long back, as nearly as months and years say; used for bounds alone. */
static struct date day_back(const struct scan *s, int unit, long halves)
{
    struct date d;

    if (unit <= UNIT_WEEK)
        return day_shifted(s, unit == UNIT_WEEK ? -halves * 7 / 2 : -halves / 2);
    d = month_shifted(s, unit == UNIT_YEAR ? -halves * 6 : -halves / 2);
    if (!date_known(d))
        return d;
    return date_day(d.year, d.month, s->now.day < 29 ? s->now.day : date_days_in_month(d.year, d.month));
}

static struct date hours_back(const struct scan *s, int unit, long count)
{
    long minutes = unit == UNIT_HOUR ? count * 60 : count, of_day;

    /* A page that says its minute can be counted back from; of others a few hours are of the day. */
    if (s->published.precision == PRECISION_MINUTE || s->published.precision == PRECISION_SECOND) {
        of_day = s->published.hour * 60L + s->published.minute;
        return day_shifted(s, minutes <= of_day ? 0 : -(minutes - of_day + 1439) / 1440);
    }
    return minutes <= 300 ? day_shifted(s, 0) : date_unknown;
}

static struct date resolve_ago(const struct scan *s, int unit, long count, bool half, enum about about)
{
    struct date d;

    if (count < 0 || !date_known(s->now) || unit == UNIT_DECADE)
        return date_unknown;
    if (unit <= UNIT_HOUR)
        return about == ABOUT_EXACT && !half ? hours_back(s, unit, count) : date_unknown;
    d = day_back(s, unit, count * 2 + half);
    if (about == ABOUT_OVER || about == ABOUT_UNDER) {
        if (date_known(d))
            d.precision = about == ABOUT_OVER ? PRECISION_BEFORE : PRECISION_AFTER;
        return d;
    }
    switch (unit) {
    case UNIT_DAY:
        return about == ABOUT_EXACT && !half ? d : date_unknown;
    case UNIT_WEEK:
        return date_common(day_shifted(s, -count * 7 - half * 3 - 3), day_shifted(s, -count * 7 - half * 3 + 3));
    case UNIT_MONTH:
        return about == ABOUT_EXACT && !half && date_known(d) ? coarse(d.year, d.month) : date_unknown;
    default: /* years; half a year ago is six months ago */
        if (count == 0 && half)
            return month_shifted(s, -6);
        return about == ABOUT_EXACT && date_known(d) ? coarse(d.year, 0) : date_unknown;
    }
}

/* "two days ago", "over two and a half years ago", "nearly three years ago", "a day earlier" */
bool read_ago(struct scan *s, struct date *out)
{
    struct scan t = *s;
    enum about about;
    bool half = false;
    long count;
    int unit;

    scan_step(&t, "just only");
    about = step_about(&t);
    if (scan_is(&t, 0, "half") && scan_is(&t, 1, "a an")) { /* half a year */
        half = true;
        count = 0;
        t.at += 2;
    } else if (scan_is(&t, 0, "days weeks months years decades") && scan_is(&t, 1, "ago")) {
        count = -2; /* "months ago" */
    } else {
        count = scan_count(&t);
        if (count == -1)
            return false;
    }
    half |= step_half(&t);
    unit = step_unit(&t);
    if (unit < 0)
        return false;
    half |= step_half(&t);
    if (scan_step(&t, "ago"))
        *out = resolve_ago(s, unit, count, half, about);
    else if (scan_step(&t, "earlier before later after afterwards")) /* than something else */
        *out = date_unknown;
    else
        return false;
    *s = t;
    return true;
}

/* "recently", "in recent days", "over the past two weeks": found, and not resolved. */
bool read_lately(struct scan *s, struct date *out)
{
    struct scan t = *s;

    *out = date_unknown;
    if (scan_step(&t, "recently lately")) {
        *s = t;
        return true;
    }
    scan_step(&t, "the these");
    if (!scan_step(&t, "recent past last coming next"))
        return false;
    scan_count(&t);
    if (!scan_step(&t, "hours days weeks months years decades"))
        return false;
    *s = t;
    return true;
}
