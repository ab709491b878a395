/* told.h - utterances with their reports, as they are shown. */
#ifndef TOLD_H
#define TOLD_H

#include "ledger/utterance_reports.h"

struct told_utterance {
    int64_t id;                  /* of "u-..."                                                           */
    struct told_report *reports; /* by the day of publication (not known last), then as they were placed */
    size_t n;
    size_t pages;               /* that report it                                                          */
    size_t sources;             /* independent ones (story/sources/independent.h); of so many reports as SOURCES_MAX */
    struct text speaker, party; /* of the first report that names one */
    struct date date;           /* when it was said: the earliest that a report tells of; may be unknown */
};

#define SOURCES_MAX 2000

struct told_list {
    struct told_utterance *items;
    size_t n;
};

/* Utterances that the filter lets through (its `limit` too) with reports in at least `pages` pages, by date, not known
 * last, then by identifier. Everything lives in `mem`. */
priscus_status utterances_find(struct ledger *ledger, const struct ledger_filter *filter, size_t pages,
                               struct arena *mem, struct told_list *out, struct priscus_error *err);

#endif
