/* change_rows.h - changes and histories as rows, the way ledger_ask() gives them. Columns: docs/ledger.md. */
#ifndef CHANGE_ROWS_H
#define CHANGE_ROWS_H

#include "story/changes/stance_changes.h"

/* A row a change or conflict (changes_find()), both ends in it. */
priscus_status changes_ask(struct ledger *ledger, const struct ledger_filter *filter, ledger_row_fn *each,
                           void *context, struct priscus_error *err);
/* The same with each end as JSON, {"file": ..., "span": [b, e], "stance": ..., ...}. */
priscus_status changes_ask_lines(struct ledger *ledger, const struct ledger_filter *filter, ledger_row_fn *each,
                                 void *context, struct priscus_error *err);
/* A row a stance that was held (changes_history()). */
priscus_status stances_ask(struct ledger *ledger, const struct ledger_filter *filter, ledger_row_fn *each,
                           void *context, struct priscus_error *err);

#endif
