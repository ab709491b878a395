/* stance_reports.h - positions as reports that a party takes a stance: what the history of a stance is made of.
 *
 *     ledger_stance_reports()    each position, party by party and issue by issue, without its words
 *     ledger_stance_words()      the words of the few that are shown
 *
 * The words stay behind, since a party may be reported a hundred thousand times and be shown to change its mind twice. */
#ifndef STANCE_REPORTS_H
#define STANCE_REPORTS_H

#include "ledger/ledger.h"

/* Whose word it is that the party takes that stance. */
enum told_by {
    TOLD_BY_PARTY, /* who says it speaks for the party                                                    */
    TOLD_BY_PAGE,  /* the page, in its own voice or by people whom it does not name                        */
    TOLD_BY_OTHERS /* another party, or a person who speaks for none: an analyst                           */
};

struct account; /* story/sources/independent.h */

struct stance_report {
    int64_t article, ordinal; /* where the ledger has the position                                         */
    int64_t page;             /* row of its page                                                           */
    int64_t copy_of;          /* the row of the page that it is a copy of, as far as pages were linked; else its own */
    int64_t page_key, id;     /* of "g-..." and "p-..."                                                    */
    struct text party, issue;
    enum stance stance;
    unsigned sure; /* hundredths; 0: no network was asked                                                  */
    enum told_by told_by;
    struct date date; /* when it was said, else posted, else published; may be unknown                      */
    bool said;        /* it is the day that the words tell                                                  */
    bool
        told_before; /* the words tell that it was before that day: "had rejected". Else a date of precision `before` is
                         that of whoever tells it: "Veshkar has agreed, Holm said on Monday"                */
    struct date published, recorded;
    struct text speaker, person, outlet;
    struct text host;        /* "https://www.ferrypost.example", of the page's address; an address of another form as it is */
    struct text by_story;    /* without a date: the days that other pages put it between (docs/stories.md) */
    struct text counterpart; /* code of the other party to it; empty: not said */
    struct text chain;       /* "The Post <- AFP <- Dmitry Peskov"                                                */
    struct span sentence;
    const struct account *account; /* through which media, where story/ has worked it out; else NULL             */
};

/* A value other than 0 ends the asking, with PRISCUS_OK. Texts are gone after the callback returns. */
typedef int stance_report_fn(void *context, const struct stance_report *report);

/* All positions that the filter lets through (`limit` is not looked at), by party, then issue; those of a pair in no
 * order. A stance that this version does not know is left out. */
priscus_status ledger_stance_reports(struct ledger *ledger, const struct ledger_filter *filter, stance_report_fn *each,
                                     void *context, struct priscus_error *err);

struct stance_words {
    struct text words, sentence, title;
    struct text file; /* the input's own identifier of the article, else the page's name */
    struct text address; /* where the page came from; empty: not known */
};

/* Of the position (article, ordinal), in `mem`. ELEDGER: there is none. */
priscus_status ledger_stance_words(struct ledger *ledger, int64_t article, int64_t ordinal, struct arena *mem,
                                   struct stance_words *out, struct priscus_error *err);

#endif
