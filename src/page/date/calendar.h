/* calendar.h - months, weekdays and units of time in a dozen languages.
 *
 *     "sept" 9     "Ağustos" 8     "terça-feira" 1     "thứ hai" 0     "Stunden" UNIT_HOUR
 *
 * Words come folded, as piece.h has them. */
#ifndef CALENDAR_H
#define CALENDAR_H

#include "page/date/piece.h"

enum unit { UNIT_SECOND, UNIT_MINUTE, UNIT_HOUR, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

/* 1 to 12, or -1. */
int calendar_month(const char *word);

/* An enum unit, or -1. */
int calendar_unit(const char *word);

/* The weekday at *s, with the comma or point behind it: 0 is Monday. -1: there is none and *s
 * is as it was. */
int calendar_weekday(struct place *s);

#endif
