/* gold.h - pages that somebody reviewed whole, as a gold file: what scorers measure against and `priscus train` learns from. */
#ifndef GOLD_H
#define GOLD_H

#include "base/buffer.h"
#include "ledger/ledger.h"

/* A line of JSON a page that was reviewed whole (CORRECTION_REVIEWED), in the order of their hashes, with the positions as they are shown: {"file", "title",
 * "outlet", "published", "text", "positions": [{"span", "anchor", "sentence", "party", "issue", "stance", "speaker",
 * "required": true}]}; places are bytes of `text`. ENOMEM, ELEDGER. */
priscus_status ledger_gold(struct ledger *ledger, struct buffer *out, struct priscus_error *err);

#endif
