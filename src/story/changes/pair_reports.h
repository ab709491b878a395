/* pair_reports.h - reports of one party and issue, kept while they are looked at: the ledger's are gone after each. */
#ifndef PAIR_REPORTS_H
#define PAIR_REPORTS_H

#include "story/changes/known_accounts.h"

/* Some 300 bytes each. Zeros to begin with, but for the two. */
struct pair_reports {
    struct arena *mem;                /* the caller's */
    struct known_accounts *accounts;  /* the caller's; for all reports that are looked at together the same */
    struct stance_report *items;
    size_t n, room;
};

/* A copy, with its account. ENOMEM. */
priscus_status pair_reports_add(struct pair_reports *reports, const struct stance_report *report);

#endif
