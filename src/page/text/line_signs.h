/* line_signs.h - what the words of a line say that it may be: share bar, credit, plea, footer ...
 *
 *     "5 min read"               SIGN_COUNTER
 *     "Home > World > Europe"    SIGN_TRAIL
 *     "See also"                 SIGN_LABEL
 *     "We need your help ..."    SIGN_PLEA, SIGN_VOICE
 *
 * A sign is not yet a role: prose may speak of copyright. */
#ifndef LINE_SIGNS_H
#define LINE_SIGNS_H

#include "page/article.h"

enum line_sign {
    SIGN_EMPTY = 1 << 0,   /* no letter and no digit: bars, stars, "![]()"    */
    SIGN_LINKS = 1 << 1,   /* nothing but links, addresses, #tags, @handles   */
    SIGN_SHARE = 1 << 2,   /* "Share  Tweet  WhatsApp"                        */
    SIGN_COUNTER = 1 << 3, /* "3 comments", "5 min read", "Advertisement"     */
    SIGN_TRAIL = 1 << 4,   /* "Home > World > Europe"                         */
    SIGN_PROMO = 1 << 5,   /* "Read more: ..."                                */
    SIGN_LABEL = 1 << 6,   /* "See also" alone: teasers may follow            */
    SIGN_END = 1 << 7,     /* "Most read", "Comments": the article is over    */
    SIGN_FULL = 1 << 8,    /* "Read Entire Article": an aggregator's copy     */
    SIGN_FOOTER = 1 << 9,
    SIGN_COOKIE = 1 << 10,
    SIGN_PLEA_OPEN = 1 << 11,  /* "A message from ...:", "Dear readers,"          */
    SIGN_PLEA = 1 << 12,       /* asks the reader for money                       */
    SIGN_VOICE = 1 << 13,      /* we, our, you, your outside quotation marks      */
    SIGN_BUTTON = 1 << 14,     /* short, with a word of a form: "Remind me later" */
    SIGN_CREDIT = 1 << 15,     /* ends in a photo credit, or is one               */
    SIGN_CREDIT_ALL = 1 << 16, /* is nothing else                                */
    SIGN_PHOTO = 1 << 17,      /* "in this file photo"                            */
    SIGN_SCENE = 1 << 18,      /* "shakes hands with": weak                       */
    SIGN_NOTE = 1 << 19,       /* "Editor's note:", "could not be verified"       */
    SIGN_BAR = 1 << 20,        /* a table bar at an edge                          */
    SIGN_BULLET = 1 << 21,     /* "* ", "1. "                                     */
    SIGN_HASH = 1 << 22,       /* "# ": a headline or subhead, marked as one      */
    SIGN_NEWSLETTER = 1 << 23  /* "Sign up for our newsletter"                    */
};

struct line;

/* Add its signs to a line that is measured and folded. */
void line_signs_look(struct text page, struct line *line);

/* What a part of a line with these signs is, and by which rule. Prose stands around it, so that more is asked of it than of
 * a line. `last`: nothing stands behind it. False: prose. */
bool line_signs_within(struct text page, const struct line *part, bool last, enum role *role, const char **rule);

#define LINE_NEWSLETTER "newsletter"

#endif
