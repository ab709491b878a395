/* position_sure.h - how sure a position is that the network saw, or the rules, or both.
 *
 *     Norhaven's cabinet gave the truce short shrift.     NOR ceasefire rejects: the network .8, the rules nothing
 *     Elsewhere in the article: "Norhaven rejected the truce", "Norhaven will not stop"     together .9
 *
 * What each says is weighed twice, by logistic regression: alone, and beside what the rest of the article says of the same party
 * and issue, since who rejects a truce in one sentence seldom welcomes it in another. The weights were fitted on articles that
 * the networks had not learnt from (models/positions/README.md); docs/positions.md says how sure turned out to be how right. */
#ifndef POSITION_SURE_H
#define POSITION_SURE_H

#include "record/record.h"

/* Fill in `sure` of the positions of a record, which are in text order, from their scores; drop those that are less sure than
 * `least` (.84 of it where the sentence was read for the party, too), and of those that say different things of one party and issue in one sentence all but the surest; a `least` of 0 keeps all. Nearly
 * linear in their number. ENOMEM. */
priscus_status position_sure(struct record *record, float least, struct arena *mem);

#endif
