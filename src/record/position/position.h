/* position.h - which party takes which stance on which issue, in whose words. */
#ifndef POSITION_H
#define POSITION_H

#include "record/statement/statement.h"

/* Find the positions, statement by statement and in the narrator's voice, in text order. ENOMEM. */
priscus_status position_find(const struct document *doc, const struct actors *actors, const struct voice_list *voices,
                             struct arena *mem, struct record *out);

#endif
