/* codebook.h - the table `codebook`: what the issues, stances and parties of a ledger mean. */
#ifndef CODEBOOK_H
#define CODEBOOK_H

#include "ledger/ledger.h"

/* The codes of an agenda or a roster that came in as that row of `knowledge`; `name` is its file's. A text that this version cannot
 * read adds nothing. ENOMEM, ELEDGER. */
priscus_status codebook_add(struct ledger *ledger, int64_t knowledge, bool is_agenda, const char *name,
                            struct text text, struct priscus_error *err);

/* The codes of all texts that are in the ledger: once, when it gets the table. */
priscus_status codebook_make(struct ledger *ledger, struct priscus_error *err);

#endif
