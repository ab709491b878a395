/* asking_stances.h - positions while they are asked for, party by party and issue by issue. Private to ask_stances.c, ask_days.c. */
#ifndef ASKING_STANCES_H
#define ASKING_STANCES_H

#include "ledger/ask/known_words.h"
#include "ledger/ask/told_articles.h"
#include "ledger/stance_reports.h"

struct pair {
    int64_t party, issue;
    struct text party_text, issue_text;
};

struct asking_stances {
    struct asking ask;
    struct known_words words;
    struct told_articles articles;
    struct query *moment; /* stands on a row until the end, so that all is read as it was then */
    struct pair *pairs;
    size_t n, room;
    stance_report_fn *each;
    void *context;
    bool ended;
};

/* The pairs of `table` that the filter lets through, by party, then issue. ENOMEM, ELEDGER, as all of these. */
priscus_status asking_find_pairs(struct asking_stances *a, const char *table);
/* The statement that asks for the reports of a pair, as asking_each_report() reads them; `more`: "AND ...". To be closed. */
priscus_status asking_prepare_pair(const struct asking_stances *a, const char *more, struct query **stmt);
void asking_bind_pair(struct query *stmt, const struct pair *pair);
/* Tell a->each of what is left of the statement's rows, until it has enough. */
priscus_status asking_each_report(struct asking_stances *a, struct query *stmt);
/* All that is read until the end is as it is now. */
priscus_status asking_hold_moment(struct asking_stances *a);
void asking_end(struct asking_stances *a);

#endif
