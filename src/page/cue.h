/* cue.h - what a line's words give away of it: share bar, credit, plea, footer ...
 *
 *     "5 min read"               CUE_COUNTER
 *     "Home > World > Europe"    CUE_TRAIL
 *     "See also"                 CUE_LABEL
 *     "We need your help ..."    CUE_PLEA, CUE_VOICE
 *
 * A cue is not yet a role: prose may speak of copyright. */
#ifndef CUE_H
#define CUE_H

#include "base/base.h"

enum cue {
    CUE_EMPTY = 1 << 0,   /* no letter and no digit: bars, stars, "![]()"    */
    CUE_LINKS = 1 << 1,   /* nothing but links, addresses, #tags, @handles   */
    CUE_SHARE = 1 << 2,   /* "Share  Tweet  WhatsApp"                        */
    CUE_COUNTER = 1 << 3, /* "3 comments", "5 min read", "Advertisement"     */
    CUE_TRAIL = 1 << 4,   /* "Home > World > Europe"                         */
    CUE_PROMO = 1 << 5,   /* "Read more: ..."                                */
    CUE_LABEL = 1 << 6,   /* "See also" alone: teasers may follow            */
    CUE_END = 1 << 7,     /* "Most read", "Comments": the article is over    */
    CUE_FULL = 1 << 8,    /* "Read Entire Article": an aggregator's copy     */
    CUE_FOOTER = 1 << 9,
    CUE_COOKIE = 1 << 10,
    CUE_PLEA_OPEN = 1 << 11,  /* "A message from ...:", "Dear readers,"          */
    CUE_PLEA = 1 << 12,       /* asks the reader for money                       */
    CUE_VOICE = 1 << 13,      /* we, our, you, your outside quotation marks      */
    CUE_BUTTON = 1 << 14,     /* short, with a word of a form: "Remind me later" */
    CUE_CREDIT = 1 << 15,     /* ends in a photo credit, or is one               */
    CUE_CREDIT_ALL = 1 << 16, /* is nothing else                                */
    CUE_PHOTO = 1 << 17,      /* "in this file photo"                            */
    CUE_SCENE = 1 << 18,      /* "shakes hands with": weak                       */
    CUE_NOTE = 1 << 19,       /* "Editor's note:", "could not be verified"       */
    CUE_BAR = 1 << 20,        /* a table bar at an edge                          */
    CUE_BULLET = 1 << 21,     /* "* ", "1. "                                     */
    CUE_HASH = 1 << 22,       /* "# ": a headline or subhead, marked as one      */
    CUE_NEWSLETTER = 1 << 23  /* "Sign up for our newsletter"                    */
};

struct line;

/* Add its cues to a line that is measured and folded. */
void cue_look(struct text page, struct line *line);

#endif
