/* history.h - the stances of one party on one issue, in the order in which they were taken.
 *
 *     3 May   no quota, Brandt said                              against
 *     4 May   no quota, Brandt said again                        the same: it was last said on the 4th
 *     6 May   Velmark is ready for a quota, Brandt said          a change: from the sentence of the 4th to this one
 *     7 May   Post: Velmark is ready; a Sorlandic minister:      a conflict of that day, and no change
 *             it will not hear of a quota
 *
 * A stance is of one of three sides: for (demands, proposes, accepts, open), if (conditional), against (rejects). One side
 * is held from the first report to the last before one of another side. What counts:
 *
 * - A side is believed of a day if its reports are sure enough taken together: 1 - (1 - sure) (1 - sure) ... over
 *   independent sources (story/sources), the surest first, is at least HISTORY_SURE. Two unsure ones may do where one
 *   would not; a copy adds nothing; what is not believed neither changes a stance nor moves when it was last said.
 * - Days are those on which it was said. What is told again later stands at its own day. What is known only to have been
 *   before a day, or of a month, is a stance to change from, and one to change to only where all of its days lie behind
 *   those of the stance before.
 * - A party that holds a stance on Monday and on Wednesday hardly held another on Tuesday: the days of one side alone are a
 *   Markov chain of two states in continuous time, in which a stance is held for HISTORY_HELD_DAYS on average, seen through
 *   reports that are right as often as they are sure; what is on another side than its most likely course, and lies between
 *   days that are on it, was read wrong. After a month anything may follow.
 * - A party's own word counts, and the page's, if it is not that of others (stance_reports.h). What others say of a
 *   party never changes its stance.
 * - Two sides that are believed of one day by reports of different pages are a conflict, also where the other one is that of
 *   others. On such a day no stance changes, and none begins that the party itself contradicts. A conflict of the same
 *   sides goes on until a day with one side alone.
 *   A side that has less than a third (HISTORY_SHARE) of what the other has, by the sum of how sure its sources are, is
 *   noise: of a hundred reports some are always read wrong.
 * - A stance towards one party is not held against that towards another (talks with the rebels, talks with Sorland): it
 *   goes on beside it.
 * - A stance of which only pages tell, and which the party contradicts within HISTORY_DENIED_DAYS, was denied: a
 *   conflict, and the stance before it goes on. */
#ifndef HISTORY_H
#define HISTORY_H

#include <limits.h>

#include "ledger/stance_reports.h"

#define HISTORY_SURE        60 /* hundredths */
#define HISTORY_SHARE       3
#define HISTORY_HELD_DAYS   7.0
#define HISTORY_DENIED_DAYS 1
#define HISTORY_NONE        ((size_t)-1)

enum side { SIDE_AGAINST, SIDE_IF, SIDE_FOR, SIDE_COUNT };
enum side side_of(enum stance stance);
const char *side_text(enum side side); /* "for" ... */

#define HISTORY_NO_DAY LONG_MIN

/* A report that a day begins or ends with, of one side. */
struct day_end {
    const struct stance_report *report; /* NULL: of days that were kept                                  */
    struct text counterpart;            /* the report's                                                  */
    unsigned char digits;               /* characters of its date that are known: 10, 7 of a month, 4 of a year */
    bool before;                        /* it is only known to have been some day before                 */
};

/* What a day tells: all that the history of later days needs of it. */
struct history_day {
    long day, from;          /* the last and the first day that it may be; from: HISTORY_NO_DAY, it is not known */
    bool exact;              /* of that day, not of a month or of some time before                      */
    enum side main, against; /* believed, and set against it; SIDE_COUNT: none                          */
    bool against_own;        /* without those of others there is enough to be set against `main`        */
    bool main_own;           /* ... and `main` is enough against it                                     */
    bool conflicts[2];       /* reports of different pages have them: `main` first; `against` first      */
    bool by_party[SIDE_COUNT];       /* the party's own word is among those for that side               */
    double sure;                     /* of `main`                                                       */
    struct day_end first[2], last[2]; /* own ones of `main`; where against_own, of `against`            */
    bool noise;                      /* read wrong, by the days around it                               */
    size_t begin, end;               /* of the reports in order of time                                 */
};

/* A side held for a time. */
struct stance_period {
    enum side side;
    const struct stance_report *first, *last; /* may be the same; NULL of days that were kept */
    struct day_end first_end, last_end;       /* the same                                     */
    long first_day, last_day;
    size_t reports;                           /* that count for it, believed or not, from first to last */
    size_t sources;                           /* independent ones of these                            */
    bool contested;                           /* in a conflict on the day it was last said            */
    size_t begin;                             /* of the reports in order of time: the first of its days */
    size_t begin_day;                         /* of the days                                          */
    size_t from;                              /* the period that it changed from, or HISTORY_NONE       */
};

struct stance_conflict {
    const struct stance_report *one, *other; /* the first of both sides on the last day; `other` may be of others; NULL of days
                                                that were kept                                       */
    enum side side_one, side_other;
    long from_day; /* the first day whose reports are counted: the last day; of a denial that of what was denied */
    size_t sources_one, sources_other;       /* independent ones of that day                         */
    long first_day, last_day;                /* since 1970                                           */
    unsigned days;                           /* on which both were told                              */
    bool denied;                             /* `one` is the party's own word, against `other`       */
};

struct history {
    struct stance_period *periods; /* in the order in which they began */
    size_t n_periods;
    struct stance_conflict *conflicts; /* by last day */
    size_t n_conflicts;
    long last_conflict; /* the last day of the last one; HISTORY_NO_DAY: there is none */
    struct stance_period
        undated[SIDE_COUNT]; /* sides believed of reports that nobody can date, each with its surest: */
    size_t n_undated;        /* they change nothing                                                  */
};

/* All in `mem`, pointing into `reports`, which are of one party and issue, in any order, and must outlive it. The same
 * reports in another order give the same history. n log n. ENOMEM. */
priscus_status history_fold(const struct stance_report *reports, size_t n, struct arena *mem, struct history *out);

/* The same in two steps, the first of which may be done long before, for some days only. Days are by `day`, what is not exact
 * first. Of what is made of them sides and days can be looked at: nothing is counted, and what cannot be dated is
 * not in it. ENOMEM. */
priscus_status history_days(const struct stance_report *reports, size_t n, struct arena *mem, struct history_day **out,
                            size_t *n_out);
priscus_status history_of_days(struct history_day *days, size_t n, struct arena *mem, struct history *out);

/* The same of days that were kept, with the reports of some of them (others may be among these): what begins, ends and goes on in the
 * `ranges` alone is as history_fold() has it. DONE: what was kept are not the days of these reports. */
struct day_range {
    long first, last;
};
static inline bool day_in_ranges(long day, const struct day_range *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (day >= ranges[i].first && day <= ranges[i].last)
            return true;
    return false;
}
priscus_status history_of_some(struct history_day *days, size_t n, const struct day_range *ranges, size_t n_ranges,
                               const struct stance_report *reports, size_t n_reports, struct arena *mem, struct history *out);

/* "2031-05-06": as many characters as are known of a date. */
static inline unsigned char date_digits(struct date d)
{
    return !date_known(d) ? 0 : d.day ? 10 : d.month ? 7 : 4;
}

#endif
