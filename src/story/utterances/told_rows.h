/* told_rows.h - utterances as rows, the way ledger_ask() gives them. */
#ifndef TOLD_ROWS_H
#define TOLD_ROWS_H

#include "story/utterances/told.h"

/* A row an utterance, its reports as JSON; and a row a report, what it has otherwise than the first between
 * LEDGER_HIT_BEGIN and LEDGER_HIT_END. Of utterances with reports in at least `pages` pages. */
priscus_status utterances_ask(struct ledger *ledger, const struct ledger_filter *filter, size_t pages,
                              ledger_row_fn *each, void *context, struct priscus_error *err);
priscus_status utterances_ask_reports(struct ledger *ledger, const struct ledger_filter *filter, size_t pages,
                                      ledger_row_fn *each, void *context, struct priscus_error *err);

/* A report with its words, and where they differ from those of the first. */
#define TOLD_DIFFERS_MAX 32 /* runs of words of one wording that are marked */
struct told_shown {
    const struct told_report *report;
    struct told_words words;
    struct span differs[TOLD_DIFFERS_MAX]; /* in the words */
    size_t n_differs;
};

/* `first`: the words of the first report; empty: this is it. Lives in `mem`. */
priscus_status told_show(struct ledger *ledger, const struct told_report *report, struct text first, struct arena *mem,
                         struct told_shown *out, struct priscus_error *err);

#endif
