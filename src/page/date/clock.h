/* clock.h - the time of day beside a date, with its zone.
 *
 *     "05:12:48"  "5.12 Uhr"  "5h12"  "5 pm"  "3:07 p.m. EST"  "14:05 GMT+3"
 *
 * Letters that mean more than one zone (CST, IST) are read over and the zone is unknown.
 * Readers that return false leave *s and *d as they were. */
#ifndef CLOCK_H
#define CLOCK_H

#include "base/date.h"
#include "page/date/piece.h"

/* A time into a known *d; `told`: a word before it said that a time comes. */
bool clock_read(struct place *s, struct date *d, bool told);

/* The time that follows a date, over a comma, a bar, "at" or a weekday, which goes to *weekday
 * ("20 Ağustos 2031 Salı 05:12"). Nothing is read if there is none. */
void clock_read_after(struct place *s, struct date *d, int *weekday);

/* A time that stands before its date, with what separates them: "05:12, 20 August 2031". */
bool clock_read_before(struct place *s, struct date *clock);

/* A day with the time of `clock`, where both are known. */
struct date clock_on_day(struct date day, struct date clock);

#endif
