/* link_source.h - which pages report what somebody asks about, by its identifier.
 *
 *     s-3fa94c12d0b7    a statement: the reports of its utterance, where pages were placed; else its own page's
 *     p-...             the statement that a position lies in; else its page
 *     u-...  e-...      an utterance's reports; a story's pages
 *     g-...             a page, what it copies, and its copies */
#ifndef LINK_SOURCE_H
#define LINK_SOURCE_H

#include "ledger/link_store.h"

struct link_report {
    int64_t page;      /* its row                                                              */
    int64_t statement; /* the number in its identifier (record/id.h); 0: the page as a whole  */
};

/* The first `most` of them in the order of pages' rows; *total is how many there are. Lives in `mem`. EUSAGE: it is no
 * such identifier, or not in the ledger. */
priscus_status ledger_link_reports(struct ledger *ledger, const char *id, size_t most, struct arena *mem,
                                   struct link_report **out, size_t *n, size_t *total, struct priscus_error *err);

#endif
