/* kept_days.h - what each day of a party and issue tells is kept, so that the grid is asked of days and not of positions.
 *
 *     6 May    Velmark on the quota    open; two positions; sure 0.93; the party's own word is among them
 *
 * That is what the grid (cell_day.h) and the history of the stance (history.h) need of a day, some twenty bytes, packed month by
 * month into `shown_days`. Whoever writes to the ledger only notes of which dates something changed (ledger/stance_days.h);
 * these days are worked out from their reports whenever they are asked for, until kept_days_make() has made them again. So an answer
 * is the same whatever is kept, and what it costs grows with days and with what was written lately, not with positions.
 *
 * A day's number has what is of that day, and what is of the month or year that begins or ends with it. */
#ifndef KEPT_DAYS_H
#define KEPT_DAYS_H

#include <signal.h>

#include "ledger/stance_days.h"
#include "story/changes/cell_day.h"
#include "story/changes/history.h"

/* A party and issue, as far as the filter lets through. */
struct kept_pair {
    size_t number; /* among those of the ledger that the filter's party and issue let through, from 0 */
    struct text party, issue;
    struct cell_day *cell; /* in order */
    size_t n_cell;
    struct history_day *history; /* in order, as history_of_days() wants them */
    size_t n_history;
    struct loading *loading;
};

/* Everything is gone after the call. */
typedef priscus_status kept_pair_fn(void *context, struct kept_pair *pair, struct arena *mem);

/* Can the question be answered from days? It may ask for parties, issues, and a time in whole days by when it was said; and for
 * outlets: whether the ledger has others the two below find out. */
bool kept_days_answer(const struct ledger_filter *filter);

/* Call `each` for every party and issue that something is told of, in order. Stops at the first failure. DONE, before the first: the ledger
 * has other outlets than those that the filter lets through. */
priscus_status kept_pairs_each(struct ledger *ledger, const struct ledger_filter *filter, kept_pair_fn *each, void *context,
                               struct priscus_error *err);

/* The same twice, at one moment: for every pair; and then for those that are `wanted`, by their numbers. */
struct kept_twice {
    kept_pair_fn *first;
    priscus_status (*between)(void *context);
    bool (*wanted)(void *context, size_t number);
    kept_pair_fn *then;
};
priscus_status kept_pairs_twice(struct ledger *ledger, const struct ledger_filter *filter, const struct kept_twice *twice,
                                void *context, struct priscus_error *err);

/* The reports of its days in the ranges, which do not overlap, among others. */
priscus_status kept_pair_between(struct kept_pair *pair, const struct day_range *ranges, size_t n_ranges,
                                 const struct stance_report **out, size_t *n);

/* The reports of one of its days, among others that are of no later one. */
priscus_status kept_pair_reports(struct kept_pair *pair, const struct cell_day *day, const struct stance_report **out,
                                 size_t *n);

/* All of its reports. */
priscus_status kept_pair_all(struct kept_pair *pair, const struct stance_report **out, size_t *n);

/* All of it from its reports, whatever is kept. */
priscus_status kept_pair_again(struct kept_pair *pair);

/* Make again what waits, and count what is not counted yet (ledger_counts_keep()). The ledger is open for writing; commits now and then. `stop` (may be NULL) ends it between two pairs. */
priscus_status kept_days_make(struct ledger *ledger, volatile sig_atomic_t *stop, struct priscus_error *err);

/* Is what is kept, and does not wait, the same as is made of the reports? *pairs: how many are not. */
priscus_status kept_days_check(struct ledger *ledger, size_t *pairs, struct priscus_error *err);

#endif
