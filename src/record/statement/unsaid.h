/* unsaid.h - words that somebody is said not to have said.
 *
 *     Lavrov never said "we reject talks".     Araghchi denied saying that Iran rejects talks.
 *
 * They are found as attributions; the statement that is made of one has no speaker, and its words are nobody's
 * position. */
#ifndef UNSAID_H
#define UNSAID_H

#include "record/actor/actor.h"
#include "record/statement/attribution.h"

/* Does the cue say that the content was not said? `outer`: the attribution around it, or NULL. */
bool unsaid(const struct document *doc, const struct actors *actors, const struct attribution *at,
            const struct attribution *outer);

#endif
