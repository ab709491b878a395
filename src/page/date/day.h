/* day.h - a day in the shapes that pages give it.
 *
 *     2031-09-01   2031年9月1日   01.09.2031   9/21/2031   20 August 2031   August 20th, 2031
 *     Tuesday, 02/09/2031      the weekday decides which is the month
 *     02/09/2031               two readings: day_settle() when more is known
 *     20 August                without a year: only a place where a date stands */
#ifndef DAY_H
#define DAY_H

#include "base/date.h"
#include "page/date/piece.h"

/* Day and month as told apart; which of them comes first when both may. */
struct reading {
    struct date date;
    int weekday;             /* -1: none said */
    int first, second, year; /* numbers of an ambiguous date; first 0: it is not */
    bool day_first_proven, month_first_proven;
    bool yearless;
};

/* A day with the weekday before it. False: there is none and *s is as it was. */
bool day_read(struct place *s, struct reading *r);

/* A month with its year, "May 2031", or a year alone. False: *s as it was. */
bool day_read_coarse(struct place *s, struct date *out);

/* Decide an ambiguous day by its weekday, or by a language that always puts the day first; else
 * its date stays unknown. */
void day_settle(struct reading *r, bool day_first_language);

#endif
