/* ledger_copy.h - a ledger into another one: from a file into a server, back, or to a newer version.
 *
 *     ledger_copy(file, server, progress, context, &copied, &err);
 *
 * Commit by commit: the rows of each seal with the numbers they have, in one transaction with the seal itself, whose hash is worked out
 * again over what has arrived. So a copy that was broken off goes on at the next commit, what is damaged on either side is found, and
 * both ledgers end with the same head. Identifiers, readings, corrections and all else of the record are the same. */
#ifndef LEDGER_COPY_H
#define LEDGER_COPY_H

#include "ledger/ledger.h"

struct ledger_copied {
    int64_t commits, of; /* copied by this call; that the source has       */
    int64_t rows;        /* of the record                                  */
    bool linked;         /* places in stories came along: nothing to link  */
    bool stopped;
};

/* Called behind each commit: commits of the target so far. Another value than 0: stop there. */
typedef int ledger_copied_fn(void *context, int64_t commits, int64_t of);

/* `from` is read, `to` written (LEDGER_WRITE). EUSAGE: `to` has other commits than `from`, or `from` rows that nobody committed.
 * ELEDGER: a hash is another one; what was copied before stands. `each` may be NULL. */
priscus_status ledger_copy(struct ledger *from, struct ledger *to, ledger_copied_fn *each, void *context,
                           struct ledger_copied *out, struct priscus_error *err);

#endif
