/* position.h - which party takes which stance on which issue, in whose words. */
#ifndef POSITION_H
#define POSITION_H

#include "record/statement/statement.h"

struct position_reader;
struct quote_list;

/* Find the positions, statement by statement and in the narrator's voice, in text order. `reader` may be NULL: the rules
 * alone are asked then, as they are of a document without states (reading/pieces.h); `quotes` are for it. ENOMEM. */
priscus_status position_find(const struct document *doc, const struct actors *actors, const struct voice_list *voices,
                             const struct quote_list *quotes, struct position_reader *reader, struct arena *mem,
                             struct record *out);

#endif
