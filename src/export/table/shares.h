/* shares.h - how often each party was for and against each issue: the raw matrix of actors and concepts.
 *
 *     party  issue        positions  for  conditional  against  share_for  share_against  first       last
 *     VSK    ceasefire           14    9            2        3       0.64           0.21  2031-03-11  2032-02-10
 *
 * Every position counts, copies too; the table `matrix` has what a party holds in the end. */
#ifndef SHARES_H
#define SHARES_H

#include "base/arena.h"
#include "ledger/ledger.h"

enum { SHARE_DAY_MAX = 11 };

struct share {
    struct text party, issue;
    char first[SHARE_DAY_MAX], last[SHARE_DAY_MAX]; /* "2031-05-06"; "": no day is known */
    size_t in_favour, conditional, against;
};
struct share_list {
    struct share *items; /* by party, then issue */
    size_t n;
};

/* Lives in `mem`, which grows with the pairs of party and issue alone. ENOMEM, ELEDGER. */
priscus_status shares_find(struct ledger *ledger, const struct ledger_filter *filter, struct arena *mem,
                           struct share_list *out, struct priscus_error *err);

/* The same as rows. */
priscus_status shares_ask(struct ledger *ledger, const struct ledger_filter *filter, ledger_row_fn *each, void *context,
                          struct priscus_error *err);

#endif
