/* stance_days.h - what is kept of the days of each party and issue, so that not all of their positions are read for an answer.
 *
 *     ledger_days_open(ledger, &filter, false, &days, &err);
 *     while (ledger_days_next(days, &party, &issue))
 *         ledger_days_kept(days, take_month, take_waiting, context);     the bytes that story/ made of each month
 *     ledger_days_close(days);
 *
 * What the bytes mean is story's (story/changes/kept_days.h). Whoever adds, corrects or places a page writes down the dates of
 * its positions (`shown_waiting`): what is kept of these is not to be used, until it is made again from the reports. */
#ifndef STANCE_DAYS_H
#define STANCE_DAYS_H

#include "ledger/stance_reports.h"

struct stance_days;

/* The pairs that the filter lets through (its party and issue), by party, then issue. `waiting`: only those that a date waits of,
 * in no order. What is read until the end is of one moment. DONE: the filter leaves out some outlets, which days do not tell from others. */
priscus_status ledger_days_open(struct ledger *ledger, const struct ledger_filter *filter, bool waiting,
                                struct stance_days **out, struct priscus_error *err);
void ledger_days_close(struct stance_days *days); /* NULL is allowed */

/* Before the first pair again. */
void ledger_days_again(struct stance_days *days);
/* To the next pair, or the first. */
bool ledger_days_next(struct stance_days *days, struct text *party, struct text *issue);

/* A month (year * 12 + month - 1; 0: what has no date) with its bytes; then each date that waits: "2031-05-06", "2031-05",
 * "2031", "". Texts are gone after the callback returns. */
typedef priscus_status kept_month_fn(void *context, int64_t month, struct text bytes);
typedef priscus_status waiting_date_fn(void *context, struct text date);
priscus_status ledger_days_kept(struct stance_days *days, kept_month_fn *month, waiting_date_fn *date, void *context);

/* The pair's reports that the filter lets through, in no order; of those the ones dated so. NULL: all. */
priscus_status ledger_days_reports(struct stance_days *days, const char *date, stance_report_fn *each, void *context);

/* Those dated to a day from `first` to `last`, since 1970. */
priscus_status ledger_days_between(struct stance_days *days, long first, long last, stance_report_fn *each, void *context);

/* ---- to be kept -------------------------------------------------------------------------- */

/* In a transaction that begins with the first pair that waits: the month as it is now. */
priscus_status ledger_days_keep(struct stance_days *days, int64_t month, struct text bytes);
/* No date of the pair waits any more. Commits now and then, as ledger_add() does. */
priscus_status ledger_days_done(struct stance_days *days);

/* Was what is kept made by that version of the rules that make it? If not, all of it waits from here on; commits. */
priscus_status ledger_days_version(struct ledger *ledger, int version, struct priscus_error *err);

/* How many dates wait, counted up to `most`. */
priscus_status ledger_days_waiting(struct ledger *ledger, size_t most, size_t *n, struct priscus_error *err);

#endif
