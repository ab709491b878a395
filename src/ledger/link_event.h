/* link_event.h - stories, which page is in which, and what has to be remembered to place the next one.
 *
 *     story 7  e-3fa94c12d0b7   its first page's identifier; 12 articles from 3 to 5 May; the sum of their terms
 *       page 12   counted: its terms are in the sum
 *       page 19   stands beside page 12, of which it is a copy: in whichever story that one is, and counted for nothing
 *     moves     page 14, 2031-05-04T10:12:09Z, from story 9 to story 7: "merge", since nothing is left of story 9
 *
 * A story that lost all its pages stays, empty, and says where the last of them went, so that its identifier can still be asked for. Moves are
 * only added to. Like all of the link store this is no record. */
#ifndef LINK_EVENT_H
#define LINK_EVENT_H

#include "ledger/ledger.h"

#define EVENT_NO_DAY INT64_MIN

struct link_story {
    int64_t story;               /* its row; 0: not kept yet                                          */
    int64_t key;                 /* of "e-..."                                                        */
    int64_t into;                /* the story that took its last page; 0: it has pages                */
    int64_t weighed;             /* articles in the sum                                               */
    int64_t near;                /* the sum of what they share with other stories, in millionths      */
    int64_t first_day, last_day; /* days since 1970 on which they were published, or EVENT_NO_DAY      */
    struct text terms;           /* the sum, as bytes                                                 */
};

struct link_event {
    int64_t page;
    int64_t story;     /* 0: that of `beside`                                                          */
    int64_t beside;    /* the page that it is a copy of, or has as a copy; 0: none                     */
    int64_t near;      /* what it shares with other stories, in millionths                             */
    int64_t day;       /* of its publication, or EVENT_NO_DAY                                          */
    struct text terms; /* as bytes; empty where `beside` is set                                        */
};

enum story_move { STORY_MOVE, STORY_MERGE, STORY_SPLIT };
/* "move": to a story that is nearer; "merge": the last page of its story; "split": the first of a new one */
const char *story_move_text(enum story_move move);

/* What stands behind "e-" where a story begins with that page. ELEDGER: there is none. */
priscus_status ledger_link_story_key(struct ledger *ledger, int64_t page, int64_t *key, struct priscus_error *err);

/* What lives in `mem` are the bytes. */
priscus_status ledger_link_story(struct ledger *ledger, int64_t story, struct arena *mem, struct link_story *out,
                                 bool *found, struct priscus_error *err);
/* Add it, or put it in place of the one in its row; story->story is set. Its key is made another one where another story has it. */
priscus_status ledger_link_story_keep(struct ledger *ledger, struct link_story *story, struct priscus_error *err);

priscus_status ledger_link_event(struct ledger *ledger, int64_t page, struct arena *mem, struct link_event *out,
                                 bool *found, struct priscus_error *err);
/* Those in the story that stand beside none, up to `most`, in the order of their pages. */
priscus_status ledger_link_events(struct ledger *ledger, int64_t story, size_t most, struct arena *mem,
                                  struct link_event **out, size_t *n, struct priscus_error *err);
priscus_status ledger_link_event_keep(struct ledger *ledger, const struct link_event *event, struct priscus_error *err);
priscus_status ledger_link_move_add(struct ledger *ledger, int64_t page, int64_t was, int64_t story,
                                    enum story_move move, struct priscus_error *err);

/* Counts of terms: those of the ledger (number 0), or of the outlet with that number. Nothing counted: 0 and empty. */
priscus_status ledger_link_counts(struct ledger *ledger, int64_t number, struct arena *mem, int64_t *articles,
                                  struct text *out, struct priscus_error *err);
priscus_status ledger_link_counts_keep(struct ledger *ledger, int64_t number, int64_t articles, struct text counts,
                                       struct priscus_error *err);

#endif
