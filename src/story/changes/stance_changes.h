/* stance_changes.h - what changed, and where reports disagree: the histories of all parties and issues of a ledger.
 *
 *     changes_find(ledger, &filter, &mem, &changes, &err);
 *
 * All are asked of the positions, whose histories are folded (history.h); of a few, or of what is new, which ones they are is asked of
 * the days that are kept (kept_days.h), and the positions of their time alone are read. The answer is the same. Memory: the reports
 * of one party and issue at a time, some 300 bytes each. */
#ifndef STANCE_CHANGES_H
#define STANCE_CHANGES_H

#include "story/changes/cell_day.h"
#include "story/changes/history.h"

enum change_kind { CHANGE_STANCE, CHANGE_CONFLICT, CHANGE_DENIED };
const char *change_kind_text(enum change_kind kind); /* "change", "conflict", "denied" */

/* A sentence, and how many say the same. */
struct change_end {
    struct stance_report report;
    struct stance_words words;
    size_t sources; /* independent ones: of a change in the time that the stance was held; of a conflict that day */
    size_t reports; /* of a change: that many, in that time; of a conflict 0: not counted                          */
};

struct change {
    enum change_kind kind;
    struct text party, issue;
    struct change_end from, to; /* of a change: the last sentence of the old stance, the first of the new. Of a conflict
                                   the party's own first, or the surer one; of a denial what was denied */
    long first_day, last_day;   /* a conflict's; of a change the day of `to` */
    unsigned days;              /* of these, on how many both sides were told; of a change 1 */
};

struct change_list {
    struct change *items; /* changes, then conflicts; by last day, party, issue */
    size_t n;
    size_t n_changes, n_conflicts; /* how many there are: all of them, also where a few were asked for */
};

/* Only so many, which costs less (0: all): the first in that order; the last of the changes, and as many of the conflicts. */
struct change_few {
    size_t first, newest;
};
priscus_status changes_find_few(struct ledger *ledger, const struct ledger_filter *filter, const struct change_few *few,
                                struct arena *mem, struct change_list *out, struct priscus_error *err);

/* All changes and conflicts of the ledger. The filter's `since` is about the newer sentence of each, and leaves what was
 * said before to change from; all else in it says which positions are looked at. All in `mem`, without the words, which
 * changes_words() looks up of those that are shown. ENOMEM, ELEDGER. */
priscus_status changes_find(struct ledger *ledger, const struct ledger_filter *filter, struct arena *mem,
                            struct change_list *out, struct priscus_error *err);
priscus_status changes_words(struct ledger *ledger, struct change *items, size_t n, struct arena *mem, struct priscus_error *err);

/* A stance, as long as it was held. */
struct held_stance {
    struct text party, issue;
    struct stance_period period; /* `first` and `last` are gone: they are these */
    struct change_end first, last;
    bool latest; /* it has a date, and nothing came after it */
};

struct held_list {
    struct held_stance *items; /* by party, issue, time */
    size_t n;
};

/* The histories themselves, the first of them where the filter has a limit. `since` leaves out stances that were last said before. */
priscus_status changes_history(struct ledger *ledger, const struct ledger_filter *filter, struct arena *mem,
                               struct held_list *out, struct priscus_error *err);

/* ---- pair by pair ------------------------------------------------------------------------- */

/* The reports of one party and issue with their history, in memory that is gone after the call. */
typedef priscus_status pair_fn(void *context, const struct stance_report *reports, size_t n,
                               const struct history *history, struct arena *mem);

/* Call `each` for every party and issue, in order. Stops at the first failure. */
priscus_status pairs_each(struct ledger *ledger, const struct ledger_filter *filter, pair_fn *each, void *context,
                          struct priscus_error *err);

/* ---- pair by pair, what is newest ---------------------------------------------------------- */

/* A party and issue, in memory that is gone after the call. */
struct newest_of_pair {
    const struct cell_day *days; /* all of them */
    size_t n_days;
    size_t n_reports;                    /* there are so many; */
    const struct stance_report *reports; /* the newest by date are among these */
    size_t n_read;
    const struct history *history; /* all of it; what its periods were told by from `from` on alone */
    size_t from;
    size_t n_changes;             /* changes and conflicts that there are; */
    const struct change *changes; /* among these, in no order, are the newest ones of all pairs that are its; without words */
    size_t n_changes_read;
};

struct newest_few {
    size_t periods, reports; /* of each pair                                  */
    size_t changes;          /* of all of them                                */
    size_t whole;            /* a pair with no more reports is read as a whole */
};
typedef priscus_status newest_fn(void *context, const struct newest_of_pair *pair, struct arena *mem);

/* Call `each` for every party and issue, in order. Where days are kept (kept_days.h) the reports of the time that is asked for are read
 * alone; the answer is the same. Stops at the first failure. ENOMEM, ELEDGER. */
priscus_status pairs_newest(struct ledger *ledger, const struct ledger_filter *filter, const struct newest_few *few,
                            newest_fn *each, void *context, struct priscus_error *err);

#endif
