/* link_utterance.h - what is kept of each report of an utterance: where it stands, whose it is, and the words by which
 * later reports are compared with it.
 *
 *     The Ferry Post, 412-463    "the locks stay shut until the levy is paid"     utterance u-1c09...
 *     Skarrvik Dispatch, 96-140  no lock opens before the levy has been paid      the same
 *
 * A statement of several sentences is several reports, and may so be of several utterances. Like all of the link store this
 * is no record. */
#ifndef LINK_UTTERANCE_H
#define LINK_UTTERANCE_H

#include "ledger/ledger.h"

enum {
    REPORT_BODY = 1,  /* the speaker is a body: a ministry, the Kremlin */
    REPORT_QUOTED = 2 /* in the speaker's own words                     */
};

struct utterance_report {
    int64_t row;                    /* ascending in the order of placing                               */
    int64_t page, statement;        /* its row; the number in the statement's identifier               */
    struct span words;              /* in the article's body                                           */
    int64_t sentence;               /* the number of the sentence in the article                       */
    int64_t utterance;              /* the number in its identifier                                    */
    int64_t speaker, person, party; /* hashes of who it is; 0: not known                               */
    int64_t name;                   /* the speaker's last name, as it would be among the words; 0: none   */
    int64_t said_on, published;     /* days since 1970; 0: not known                                   */
    int64_t traits;                 /* REPORT_BODY ...                                                 */
    struct text terms;              /* the words, as story/utterances/terms.h packs them                  */
};

/* Of the rows named, in their order; one that is not there has row 0. Everything lives in `mem`. */
priscus_status ledger_utterance_rows(struct ledger *ledger, const int64_t *rows, size_t n, struct arena *mem,
                                     struct utterance_report *out, struct priscus_error *err);
/* Those of a page, by their rows, at most `most`. Lives in `mem`. */
priscus_status ledger_utterance_of_page(struct ledger *ledger, int64_t page, size_t most, struct arena *mem,
                                        struct utterance_report **out, size_t *n, struct priscus_error *err);
/* The utterances that a statement is reported in, each once: of the parts of it that share a byte with `place`; an empty place:
 * of all. *n: how many, at most `room`. */
priscus_status ledger_utterance_of_statement(struct ledger *ledger, int64_t statement, struct span place, int64_t *out,
                                             size_t room, size_t *n, struct priscus_error *err);
/* Between ledger_link_begin() and ledger_link_done(). *id: its row; `report->row` is not looked at. */
priscus_status ledger_utterance_add(struct ledger *ledger, const struct utterance_report *report, int64_t *id,
                                    struct priscus_error *err);

#endif
