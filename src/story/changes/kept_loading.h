/* kept_loading.h - a party and issue with what is kept of its days, while it is asked or kept. Private to kept_days.c, kept_make.c. */
#ifndef KEPT_LOADING_H
#define KEPT_LOADING_H

#include <limits.h>

#include "story/changes/kept_days.h"
#include "story/changes/pair_reports.h"

/* To be raised with whatever changes what is made of a day's reports: evidence.c, cell_day.c, history_days(), story/sources, the
 * stances there are. */
#define KEPT_VERSION 2

#define NO_DATE  LONG_MAX /* in place of a day's number */
#define NO_MONTH 0

struct month {
    int64_t number;
    struct text bytes;
};

struct loading {
    struct stance_days *days;
    struct known_accounts accounts;
    struct arena mem; /* of the pair */
    struct kept_pair pair;
    size_t cell_room, history_room;
    struct month *months; /* as they are kept */
    size_t n_months, months_room;
    long *again; /* days to be made from their reports */
    size_t n_again, again_room;
    bool whole;     /* all of the pair is to be made from its reports             */
    bool unfit;     /* a date is none: the pair cannot be kept                    */
    /* What is asked for: */
    long first, last;
    bool undated;
    long beside[4]; /* days to be made again, since only some of their reports are asked for */
    size_t n_beside;
};

/* year * 12 + month - 1, or NO_MONTH; and the day before its first. */
int64_t kept_month_of(long day);
long kept_before_month(int64_t month);
/* Under which number a day of the cell is kept: its day, or NO_DATE. */
long kept_number_of(const struct cell_day *d);

/* Before the first pair: what of each is asked for. `f` may be NULL. */
void kept_set_bounds(struct loading *l, const struct ledger_filter *f);
/* The pair that ledger_days_next() went to, into l->pair: what is kept, and what waits from its reports. ENOMEM, ELEDGER. */
priscus_status kept_load_pair(struct loading *l);
void kept_release(struct loading *l);

#endif
