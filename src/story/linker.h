/* linker.h - a page finds its place among those before it: whose copy it is, in which story, which of its statements
 * were reported elsewhere.
 *
 *     The Ferry Post, 5 May      "Envoys meet in Levenbrugg ..."
 *     Skarrvik Dispatch, 6 May   the same under another headline:  a copy; the same story; the same utterances
 *
 * Pages are placed one by one, in the order in which they were recorded, each once, and a page is never read again
 * for the sake of another: what placing one costs does not grow with the ledger, but for the depth of its indexes.
 * docs/stories.md says how, and what is given up where a ledger would make it dear. */
#ifndef LINKER_H
#define LINKER_H

#include "ledger/link_store.h"

/* Of one ledger, opened for writing, and used under the same lock. Both must outlive it. */
struct linker;

/* With so many pages waiting, reading leaves them to `priscus link`, which says how far it is and can be broken off. */
#define LINKER_WAITING_MAX 512

priscus_status linker_open(struct ledger *ledger, const struct language *language, struct linker **out,
                           struct priscus_error *err);
void linker_close(struct linker *linker); /* NULL is allowed */

struct own;

/* Place what waits for a place, at most `most` pages (0: all). *n (may be NULL): how many were. `stop` (may be NULL) ends it
 * between two pages. What was placed stays placed after a failure, and the call can be repeated. */
priscus_status linker_place(struct linker *linker, size_t most, volatile sig_atomic_t *stop, size_t *n,
                            struct priscus_error *err);

/* All that waits; of one of them, own->article, whoever added it made what placing needs of it alone (own.h). */
priscus_status linker_place_own(struct linker *linker, const struct own *own, volatile sig_atomic_t *stop,
                                struct priscus_error *err);

#endif
