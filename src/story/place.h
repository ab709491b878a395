/* place.h - what the rooms of story/ get to place one page, and hand on to the next room.
 *
 * The linker calls the rooms in this order: copies, events, utterances. Each keeps what it found in the link store. */
#ifndef PLACE_H
#define PLACE_H

#include "ledger/link_store.h"

struct placing {
    struct ledger *ledger;
    const struct language *language;
    struct arena *mem; /* of this page: reset before the next */
    const struct linked_page *page;
    const struct common_terms *common; /* for events (events/term_counts.h) */
    const struct own *own;             /* own.h; NULL: the rooms make it     */
};

#endif
