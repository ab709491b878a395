/* event.h - who did what to whom, as one sentence says it: along its tree, with the words of an event table.
 *
 *     Iran has refused to release the crew of the Tern.
 *
 *     source "Iran"   code 1243 (REJECT, yield)   target "the crew"   by the rows refuse, release, not-release
 *
 * An event is what somebody does or says that he will do, demands, refuses, threatens: a deed, or a statement by what it
 * comes to. It needs no agenda. What is asked, feared, denied or said under "if" is no event, and what is not so is not its
 * opposite: that a party has not refused says nothing. */
#ifndef EVENT_H
#define EVENT_H

#include "language/sentence/clause.h"
#include "record/actor/actor.h"
#include "record/event/event_table.h"

#define EVENT_RULES_MAX 8

struct event {
    uint32_t sentence;               /* index into the document's                                    */
    struct token_range source;       /* whose words or deed it is                                    */
    struct token_range target;       /* to whom; empty: nobody is named                              */
    struct token_range words;        /* from the verb to the last word that a row took               */
    struct span condition;           /* "if the troops leave"; empty: none                           */
    uint16_t code;                   /* index into the table's codes                                 */
    bool told;                       /* by somebody else ("Kyiv said that Moscow refused")           */
    uint16_t depth;                  /* 0: in the sentence's main clause                             */
    uint16_t rules[EVENT_RULES_MAX]; /* rows of the table, outermost first                     */
    uint8_t n_rules;
};

struct event_list {
    struct event *at; /* by sentence; in one, by depth, then in text order                     */
    size_t n, room;
};

/* Find the events of the document; the list lives in `mem`. `actors` (may be NULL) say who is who, so that "his country" and
 * "the United States" can be the speaker's own. Linear in the tokens, each verb looking at no more than EVENT_DEPTH_MAX under
 * it. Fails only with ENOMEM; *out is then untouched. */
#define EVENT_DEPTH_MAX 6
priscus_status event_find(const struct document *doc, const struct event_table *table, const struct actors *actors,
                          struct arena *mem, struct event_list *out);

#endif
