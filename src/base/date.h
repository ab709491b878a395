/* date.h - a day, as exactly as it is known, in the proleptic Gregorian calendar.
 *
 * Times keep the zone they were written with, or none; nothing is converted, so
 * that "20 August 2024 05:12" stays what the page says. EDTF-like printing:
 * 2024, 2024-09, 2024-09-01, 2024-09-01T00:05:48, with +02:00 where known. */
#ifndef DATE_H
#define DATE_H

#include "base/base.h"

enum precision {
    PRECISION_NONE, /* unknown: never guessed                               */
    PRECISION_YEAR,
    PRECISION_MONTH,
    PRECISION_DAY,
    PRECISION_MINUTE,
    PRECISION_SECOND,
    PRECISION_BEFORE, /* on or before that day                              */
    PRECISION_AFTER   /* on or after that day                               */
};

#define DATE_NO_ZONE INT16_MIN

struct date {
    int16_t year; /* 1 to 9999                                              */
    uint8_t month, day, hour, minute, second;
    uint8_t precision; /* enum precision; fields finer than it are 0        */
    int16_t zone;      /* minutes east of UTC, or DATE_NO_ZONE              */
};

#define DATE_TEXT_MAX 40

/* "none" "year" "month" "day" "minute" "second" "before" "after" */
const char *precision_text(enum precision p);

static inline bool date_known(struct date d)
{
    return d.precision != PRECISION_NONE;
}

/* A day without a time. Precision NONE if there is no such day (31 April). */
struct date date_day(int year, int month, int day);

/* Print to its precision into out; "" for an unknown date. Returns out. */
char *date_format(struct date d, char out[DATE_TEXT_MAX]);

/* "2031-05-06T00:00:00Z": the moment in UTC, as xsd:dateTime has it; of a date that is known no better than to a day its first.
 * A time without a zone is taken for UTC. "" for an unknown date. Returns out. */
char *date_format_utc(struct date d, char out[DATE_TEXT_MAX]);

/* Read what date_format prints, and other ISO 8601 forms: 20240901, a blank for
 * the T, fractions of a second, Z, +0200. False, *out untouched: it is none. */
bool date_parse_iso(struct text t, struct date *out);

/* Days since 1970-01-01 of the date's first day (year 2024: 1 January), and back. */
long date_to_days(struct date d);
struct date date_from_days(long days);
/* The last day that the date may mean: 2024-02 gives 29 February. */
long date_last_days(struct date d);
/* 0 Monday to 6 Sunday. */
int date_weekday(struct date d);
int date_days_in_month(int year, int month);

/* Earlier, same, later, by first day and time: <0, 0, >0. Unknown comes first. */
int date_compare(struct date a, struct date b);

/* The present, UTC, or what the environment's PRISCUS_NOW says (tests, repeatable runs). */
struct date date_now(void);

#endif
