/* evidence.h - how sure reports of the same thing are, taken together. */
#ifndef EVIDENCE_H
#define EVIDENCE_H

#include "story/changes/history.h"

/* In hundredths; 100 where no network was asked: nothing is known against it. */
static inline unsigned report_sure(const struct stance_report *report)
{
    return report->sure ? report->sure : 100;
}

/* What reports of one thing come to, each of the surest counted, as many as there are independent sources (story/sources). */
struct evidence {
    double sure;    /* that one of them is right: 1 - (1 - sure) (1 - sure) ...; 0 of none */
    unsigned mass;  /* the sum of how sure they are, in hundredths                         */
    size_t sources; /* independent ones; 0 of none                                         */
};

/* Linear but for the sorting. Works in `mem`; ENOMEM. */
priscus_status evidence_of(const struct stance_report *const *reports, size_t n, struct arena *mem,
                           struct evidence *out);

/* Sure enough? */
static inline bool evidence_believed(const struct evidence *e)
{
    return e->sure >= HISTORY_SURE / 100.0 - 1e-9;
}

/* Is it so much that it can be set against the other? Where a hundred reports say one thing, some are always read wrong. */
static inline bool evidence_against(const struct evidence *e, const struct evidence *other)
{
    return evidence_believed(e) && e->mass * HISTORY_SHARE >= other->mass;
}

#endif
