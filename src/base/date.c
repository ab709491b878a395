/* date.c - see date.h. Day arithmetic is Howard Hinnant's days_from_civil
 * (public domain, "chrono-Compatible Low-Level Date Algorithms"). */
#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

const char *precision_text(enum precision p)
{
    static const char *const names[] = { "none", "year", "month", "day", "minute", "second", "before", "after" };

    return names[p];
}

int date_days_in_month(int year, int month)
{
    static const char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    if (month < 1 || month > 12)
        return 0;
    return days[month - 1] + (month == 2 && (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)));
}

struct date date_day(int year, int month, int day)
{
    struct date d = { .zone = DATE_NO_ZONE };

    if (year < 1 || year > 9999 || day < 1 || day > date_days_in_month(year, month))
        return d;
    d.year = (int16_t)year;
    d.month = (uint8_t)month;
    d.day = (uint8_t)day;
    d.precision = PRECISION_DAY;
    return d;
}

char *date_format(struct date d, char out[DATE_TEXT_MAX])
{
    int n = 0;

    out[0] = '\0';
    if (!date_known(d))
        return out;
    n = snprintf(out, DATE_TEXT_MAX, "%04d", d.year);
    if (d.precision >= PRECISION_MONTH)
        n += snprintf(out + n, DATE_TEXT_MAX - (size_t)n, "-%02d", d.month);
    if (d.precision >= PRECISION_DAY)
        n += snprintf(out + n, DATE_TEXT_MAX - (size_t)n, "-%02d", d.day);
    if (d.precision == PRECISION_MINUTE || d.precision == PRECISION_SECOND) {
        n += snprintf(out + n, DATE_TEXT_MAX - (size_t)n, "T%02d:%02d", d.hour, d.minute);
        if (d.precision == PRECISION_SECOND)
            n += snprintf(out + n, DATE_TEXT_MAX - (size_t)n, ":%02d", d.second);
        if (d.zone != DATE_NO_ZONE) {
            int zone = abs(d.zone);

            if (zone == 0)
                snprintf(out + n, DATE_TEXT_MAX - (size_t)n, "Z");
            else
                snprintf(out + n, DATE_TEXT_MAX - (size_t)n, "%c%02d:%02d", d.zone < 0 ? '-' : '+', zone / 60 % 100,
                         zone % 60);
        }
    }
    return out;
}

/* Exactly n digits at *at. */
static bool digits(struct text t, size_t *at, int n, int *out)
{
    int value = 0;

    for (int i = 0; i < n; i++, (*at)++) {
        if (*at >= t.len || !is_ascii_digit(t.ptr[*at]))
            return false;
        value = value * 10 + (t.ptr[*at] - '0');
    }
    *out = value;
    return true;
}

static bool skip(struct text t, size_t *at, char c)
{
    if (*at >= t.len || t.ptr[*at] != c)
        return false;
    (*at)++;
    return true;
}

static bool parse_zone(struct text t, size_t *at, int16_t *zone)
{
    int sign, hours, minutes = 0;

    if (skip(t, at, 'Z') || skip(t, at, 'z')) {
        *zone = 0;
        return true;
    }
    if (skip(t, at, '+'))
        sign = 1;
    else if (skip(t, at, '-'))
        sign = -1;
    else
        return false;
    if (!digits(t, at, 2, &hours))
        return false;
    skip(t, at, ':');
    if (*at < t.len && !digits(t, at, 2, &minutes))
        return false;
    if (hours > 14 || minutes > 59)
        return false;
    *zone = (int16_t)(sign * (hours * 60 + minutes));
    return true;
}

char *date_format_utc(struct date d, char out[DATE_TEXT_MAX])
{
    long day = date_known(d) ? date_to_days(d) : 0;
    int seconds = 0;

    *out = '\0';
    if (!date_known(d))
        return out;
    if (d.precision == PRECISION_MINUTE || d.precision == PRECISION_SECOND)
        seconds = d.hour * 3600 + d.minute * 60 + (d.precision == PRECISION_SECOND ? d.second : 0) -
                  (d.zone == DATE_NO_ZONE ? 0 : d.zone * 60);
    while (seconds < 0) {
        seconds += 86400;
        day--;
    }
    day += seconds / 86400;
    seconds %= 86400;
    d = date_from_days(day);
    snprintf(out, DATE_TEXT_MAX, "%04d-%02d-%02dT%02d:%02d:%02dZ", d.year, d.month, d.day, seconds / 3600,
             seconds / 60 % 60, seconds % 60);
    return out;
}

bool date_parse_iso(struct text t, struct date *out)
{
    struct date d = { .zone = DATE_NO_ZONE };
    size_t at = 0;
    int year, month, day, hour, minute, second;
    bool dashes;

    t = text_trim(t);
    if (!digits(t, &at, 4, &year) || year < 1)
        return false;
    d.year = (int16_t)year;
    if (at == t.len) {
        d.precision = PRECISION_YEAR;
        *out = d;
        return true;
    }
    dashes = skip(t, &at, '-');
    if (!digits(t, &at, 2, &month) || month < 1 || month > 12)
        return false;
    d.month = (uint8_t)month;
    if (at == t.len) {
        if (!dashes)
            return false; /* 202409 may be many things */
        d.precision = PRECISION_MONTH;
        *out = d;
        return true;
    }
    if (dashes && !skip(t, &at, '-'))
        return false;
    if (!digits(t, &at, 2, &day) || day < 1 || day > date_days_in_month(year, month))
        return false;
    d.day = (uint8_t)day;
    d.precision = PRECISION_DAY;
    if (at == t.len) {
        *out = d;
        return true;
    }
    if (!skip(t, &at, 'T') && !skip(t, &at, 't') && !skip(t, &at, ' '))
        return false;
    if (!digits(t, &at, 2, &hour) || hour > 24)
        return false;
    dashes = skip(t, &at, ':');
    if (!digits(t, &at, 2, &minute) || minute > 59)
        return false;
    d.hour = (uint8_t)(hour % 24);
    d.minute = (uint8_t)minute;
    d.precision = PRECISION_MINUTE;
    if (at < t.len && (is_ascii_digit(t.ptr[at]) || t.ptr[at] == ':')) {
        if (dashes && !skip(t, &at, ':'))
            return false;
        if (!digits(t, &at, 2, &second) || second > 60)
            return false;
        d.second = (uint8_t)(second == 60 ? 59 : second);
        d.precision = PRECISION_SECOND;
        if (skip(t, &at, '.') || skip(t, &at, ','))
            while (at < t.len && is_ascii_digit(t.ptr[at]))
                at++;
    }
    skip(t, &at, ' ');
    if (at < t.len && !parse_zone(t, &at, &d.zone))
        return false;
    if (at != t.len)
        return false;
    *out = d;
    return true;
}

static long days_from_civil(int year, int month, int day)
{
    long y = month <= 2 ? year - 1 : year;
    long era = (y >= 0 ? y : y - 399) / 400;
    long yoe = y - era * 400;
    long doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

    return era * 146097 + doe - 719468;
}

long date_to_days(struct date d)
{
    return days_from_civil(d.year, d.month ? d.month : 1, d.day ? d.day : 1);
}

long date_last_days(struct date d)
{
    int month = d.month ? d.month : 12;

    return days_from_civil(d.year, month, d.day ? d.day : date_days_in_month(d.year, month));
}

struct date date_from_days(long days)
{
    long z = days + 719468;
    long era = (z >= 0 ? z : z - 146096) / 146097;
    long doe = z - era * 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    long mp = (5 * doy + 2) / 153;
    int day = (int)(doy - (153 * mp + 2) / 5 + 1);
    int month = (int)(mp < 10 ? mp + 3 : mp - 9);

    return date_day((int)(yoe + era * 400 + (month <= 2)), month, day);
}

int date_weekday(struct date d)
{
    long days = date_to_days(d) + 3; /* 1970-01-01 was a Thursday */

    return (int)((days % 7 + 7) % 7);
}

int date_compare(struct date a, struct date b)
{
    long da, db;

    if (!date_known(a) || !date_known(b))
        return (int)date_known(a) - (int)date_known(b);
    da = date_to_days(a) * 86400 + a.hour * 3600 + a.minute * 60 + a.second;
    db = date_to_days(b) * 86400 + b.hour * 3600 + b.minute * 60 + b.second;
    return (da > db) - (da < db);
}

struct date date_now(void)
{
    const char *fixed = getenv("PRISCUS_NOW");
    struct date d = { .zone = 0 };
    time_t now = time(NULL);
    struct tm tm;

    if (fixed && date_parse_iso(text_c(fixed), &d))
        return d;
    if (!gmtime_r(&now, &tm))
        return d;
    d = date_day(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
    d.hour = (uint8_t)tm.tm_hour;
    d.minute = (uint8_t)tm.tm_min;
    d.second = (uint8_t)(tm.tm_sec > 59 ? 59 : tm.tm_sec);
    d.precision = PRECISION_SECOND;
    d.zone = 0;
    return d;
}
