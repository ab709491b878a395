/* cell_day.h - what a day tells of a cell of the grid (stance_matrix.h): the stance that most is to be said for, and how often
 * positions were told. */
#ifndef CELL_DAY_H
#define CELL_DAY_H

#include "story/changes/evidence.h"

/* Days in order: what was before a day nobody knows when, what has no date, months and years at their first day, days. */
enum day_class { DAY_BEFORE, DAY_UNKNOWN, DAY_KNOWN };

struct cell_day {
    enum day_class class;
    long day; /* since 1970; 0 of what has no date */
    bool exact;
    bool by_others; /* others alone tell of it: it counts where the party said nothing on any day */
    enum stance stance;
    size_t positions;
    size_t reports[SIDE_COUNT]; /* all that are of the day, those of others too, by side (history.h) */
    unsigned char digits; /* characters that are known of the date of its first report (history.h) */
    size_t begin, end;    /* of cell_days.told                                                     */
};

struct told_on_day;

struct cell_days {
    struct told_on_day *told;
    struct cell_day *days; /* in order */
    size_t n;
};

/* Of the reports of one party and issue, in `mem`, pointing into them. ENOMEM. */
priscus_status cell_days_of(const struct stance_report *reports, size_t n, struct arena *mem, struct cell_days *out);

/* What a day tells of one stance. */
struct day_stance {
    const struct stance_report *first; /* NULL: nobody has it */
    size_t pages, positions;
    struct evidence evidence;
};

/* One of these days, stance by stance. Works in `mem`; ENOMEM. */
priscus_status cell_day_stances(const struct cell_days *days, const struct cell_day *day, struct arena *mem,
                                struct day_stance stances[STANCE_COUNT]);

/* As days are ordered: class, day, exact. Below, at or above 0. */
int cell_day_compare(const struct cell_day *a, const struct cell_day *b);

#endif
