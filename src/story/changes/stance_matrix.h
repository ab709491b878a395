/* stance_matrix.h - where each party stands on each issue: a cell a party and issue.
 *
 *     VEL  quota  open  2031-05-04   since 2031-05-04, 4 positions, 2 reports of 2 sources; contested: rejects (1)
 *
 * A cell is the last day on which the party's position was said (else published); what is only known to have been before
 * a day comes before all days, and so never replaces a stance that has one. If reports of that day differ, the stance of
 * most independent sources is shown; of as many, one that is sure enough (HISTORY_SURE); of most pages; of the page published last,
 * where its time is known, else the first by page. What others say of a party counts where it said nothing itself. A cell is contested where its
 * history (history.h) ends in a conflict that is as new as it. */
#ifndef STANCE_MATRIX_H
#define STANCE_MATRIX_H

#include "story/changes/history.h"

#define MATRIX_HELD_MAX 24 /* stances of a history that a cell tells: the last ones */

/* Rows as ledger_ask() gives them, by party, then issue; the columns are in docs/ledger.md. */
priscus_status matrix_ask(struct ledger *ledger, const struct ledger_filter *filter, ledger_row_fn *each, void *context,
                          struct priscus_error *err);

#endif
