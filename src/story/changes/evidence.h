/* evidence.h - how sure reports of the same thing are, taken together. */
#ifndef EVIDENCE_H
#define EVIDENCE_H

#include "ledger/stance_reports.h"

/* In hundredths; 100 where no network was asked: nothing is known against it. */
static inline unsigned report_sure(const struct stance_report *report)
{
    return report->sure ? report->sure : 100;
}

/* 1 - (1 - sure) (1 - sure) ... over as many of the surest as there are independent sources (story/sources); 0 of none.
 * *evidence or *sources may be NULL. Linear but for the sorting. Works in `mem`; ENOMEM. */
priscus_status evidence_of(const struct stance_report *const *reports, size_t n, struct arena *mem, double *evidence,
                           size_t *sources);

#endif
