/* article_blocks.h - what is counted of outlets and speakers is kept, so many articles in a row at once; docs/ledger.md, "What is shown".
 *
 *     articles      0 to   127    a row of `shown_block`: some 60 bytes an article (block_bytes.h)
 *     articles    128 to   255    no row: a page there is a copy now; its articles are looked up when somebody asks
 *     articles  81024 to 81100    not all of them are there yet: looked up
 *
 * Whoever asks how much there is adds all of it up (ask/ask_sums.c): of a time, of some outlets, by a part of a name. A new page costs its
 * writer nothing, a page that is read again, corrected or found to be a copy one row. ledger_counts_keep() makes what is missing.
 * Answers do not depend on what is kept. Private to the ledger. */
#ifndef ARTICLE_BLOCKS_H
#define ARTICLE_BLOCKS_H

#include "ledger/blocks/block_bytes.h"
#include "ledger/columns.h"
#include "ledger/sqlite/sqlite_ledger.h"

typedef priscus_status article_block_fn(void *context, const struct block *block);

/* All newest articles of their pages, in order, at one moment; without those of blocks in which nothing was published or said from
 * `first` to `last` (0 and UINT32_MAX: whenever). Everything is gone after the callback, whose first failure ends it. ENOMEM, ELEDGER. */
priscus_status article_blocks_each(struct ledger *ledger, block_date first, block_date last, article_block_fn *each, void *context,
                                   struct priscus_error *err);

/* Make again what is missing, where that are more blocks than `few`: each takes some milliseconds, whoever does it. Commits now and then. `stop`
 * (may be NULL) ends it between two. */
priscus_status article_blocks_keep(struct ledger *ledger, size_t few, volatile sig_atomic_t *stop, struct priscus_error *err);

/* *wrong: how many of the rows that are kept are not what is looked up. */
priscus_status article_blocks_check(struct ledger *ledger, size_t *wrong, struct priscus_error *err);

#endif
