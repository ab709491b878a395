/* ask_first.h - the first few of what has many dated rows: stories, which have pages, and utterances, which have reports.
 *
 *     2031-05-06  e-3f    the latest page of the story: it is met here
 *     2031-05-06  e-51    has one page alone: looked up, and passed by
 *     2031-05-05  e-3f    was met
 *     2031-05-04  e-0c    ...
 *
 * Rows are walked in the order of their column `sort`, and each group is looked up when it is first met, so that what is behind the
 * last that is shown costs nothing. Sorts are moments in UTC where these are known, and answers are in the order of what pages print:
 * so the walk goes on for two days behind the last. */
#ifndef ASK_FIRST_H
#define ASK_FIRST_H

#include "ledger/ask/ask.h"

struct first_groups {
    int64_t *ids; /* in no order: those that are wanted, and some behind them; no group twice */
    size_t n;
    bool enough;  /* false: the walk came to an end, or was given up, before there were so many */
};

/* `rows`: "SELECT sort, group ..." in order, earliest or latest first; groups may be NULL. `check`: of the group :group one number,
 * 0 where it is not wanted. `most`: so many groups, 0: all. Rows may go on and on without groups that are wanted, and all are asked then in another way: so
 * no more than `rows_most` are looked at before there are enough (0: all of them). Lives in `mem`. */
priscus_status ask_first(const struct asking *ask, struct query *rows, struct query *check, size_t most, size_t rows_most,
                         struct arena *mem, struct first_groups *out);

#endif
