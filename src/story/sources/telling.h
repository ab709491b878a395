/* telling.h - the reports that an identifier stands for, read back from the ledger. */
#ifndef TELLING_H
#define TELLING_H

#include "story/sources/citation.h"

#define TELLINGS_MAX 2000 /* reports that are looked at, in the order in which their pages were recorded */

/* Of a statement, position, utterance, story or page (ledger/link_source.h). *total: how many there are, which may be more.
 * Lives in `mem`. EUSAGE: there is none. */
priscus_status tellings_find(struct ledger *ledger, const char *id, struct arena *mem, struct telling **out, size_t *n,
                             size_t *total, struct priscus_error *err);

#endif
