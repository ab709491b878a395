/* age.h - dates told from the day the page was fetched.
 *
 *     "15 hours ago"   "vor 3 Stunden"   "il y a 2 heures"   "cách đây 2 ngày"   "Yesterday, 14:05"
 *
 * An age is rounded down, so "3 weeks ago" says only "on or before"; without a crawl date it
 * is found all the same, and its date is unknown. */
#ifndef AGE_H
#define AGE_H

#include "page/date/piece.h"
#include "page/date/stamp.h"

/* The age at *s as a relative stamp, `words` left to the caller. False: there is none and *s is
 * as it was. */
bool age_read(struct place *s, struct date fetched, struct stamp *out);

#endif
