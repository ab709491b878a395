/* party_enter.h - the sentence read once more for each of its parties (party_reader.h): how likely by that is what the rules and the other
 * networks have seen, and what else is there.
 *
 *     Norhaven will not lay down its guns before spring.
 *     seen so far   nothing: no phrase names the issue
 *     for NOR       ceasefire rejects, .7: entered, with "Norhaven" for its holder
 *
 * Private to this room. */
#ifndef PARTY_ENTER_H
#define PARTY_ENTER_H

#include "record/position/party_reader.h"

/* One thread's, for a sentence. */
struct party_reading {
    struct party_reader *reader; /* NULL: nobody reads for parties               */
    struct party_view view;
    bool dropped[MENTIONS_MAX]; /* of each of the walk's mentions: the rules end where it is denied, asked or feared */
    bool denied[MENTIONS_MAX];  /* and that since it is denied, and they come to nothing else                        */
};

/* A new sentence of the walk, and whether it is read for parties. */
void party_begin(struct party_reading *r, struct position_view *view, bool reads);
/* What the rules came to from one mention of the agenda: positions [from, n) of the walk's record. */
void party_take(struct party_reading *r, const struct walk *w, const struct issue_mention *m, size_t from);
/* Fill in what the reading says of positions [from, n) of the walk's record, which are the sentence's, and enter what it alone
 * sees. ENOMEM. */
priscus_status party_enter(struct party_reading *r, struct walk *w, size_t from);

#endif
