/* utterance_reports.h - utterances as the reports that pages have of them: what `priscus utterances` shows.
 *
 *     ledger_utterance_reports()    each report, utterance by utterance, without its words
 *     ledger_utterance_words()      the words of those that are shown */
#ifndef UTTERANCE_REPORTS_H
#define UTTERANCE_REPORTS_H

#include "ledger/ledger.h"

struct told_report {
    int64_t utterance;        /* of "u-..."                                             */
    int64_t article, ordinal; /* where the ledger has the statement                    */
    int64_t page, id;         /* the page's row; of "s-..."                            */
    struct span words;        /* in the article's body                                  */
    struct date date;         /* when it was said, else posted, else published; may be unknown */
    struct date published;
    struct text speaker, party, outlet, address;
    struct text chain; /* "The Post <- AFP <- Dmitry Peskov"                     */
};

/* A value other than 0 ends the asking, with PRISCUS_OK. Texts are gone after the callback returns. */
typedef int told_report_fn(void *context, const struct told_report *report);

/* Which utterances: these, or all that the filter lets through. */
struct chosen_utterances {
    const int64_t *ids;
    size_t n;
    bool all;   /* `ids` is not looked at */
    bool brief; /* speaker, party, outlet, address and chain of a report are not wanted */
};

/* Utterances that the filter lets through and that `pages` pages report at least: enough for filter.limit of them, the earliest, to be
 * among them. Where that cannot be told in short: all. In `mem`. */
priscus_status ledger_earliest_utterances(struct ledger *ledger, const struct ledger_filter *filter, size_t pages,
                                          struct arena *mem, struct chosen_utterances *out, struct priscus_error *err);

/* Of utterances, all reports, as the newest readings of their pages have them; by utterance, those of one in the order in which they were
 * placed. Of all, those of which the filter lets a report through; those that are named were looked at before. `limit` is not looked at; `entry` is
 * a statement, or an utterance. */
priscus_status ledger_utterance_reports(struct ledger *ledger, const struct ledger_filter *filter,
                                        const struct chosen_utterances *chosen, told_report_fn *each, void *context,
                                        struct priscus_error *err);

struct told_words {
    struct text words, title;
    struct text file; /* the input's own identifier of the article, else the page's name */
    struct text kind; /* "direct" ...                                                    */
};

/* In `mem`. ELEDGER: there is no such report. */
priscus_status ledger_utterance_words(struct ledger *ledger, const struct told_report *report, struct arena *mem,
                                      struct told_words *out, struct priscus_error *err);

#endif
