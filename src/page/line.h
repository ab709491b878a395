/* line.h - a crawled page cut into lines, each with what can be told from it alone.
 *
 * For plain.c, which tells what the lines are from where they stand. A line keeps its bytes'
 * place in the page; what is compared is a folded copy: lower case, plain quotation marks
 * and dashes, single blanks. */
#ifndef LINE_H
#define LINE_H

#include "page/article.h"

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

struct line {
    struct span whole; /* in the page, white space off the ends                   */
    struct span page;  /* and bars, hashes, bullets off too: what is kept if it is */
    uint32_t number;   /* of its (first) line in the page, from 1                 */
    unsigned cues;
    unsigned words, chars;
    bool stop;        /* ends in . ! ? or an ellipsis, or in one and a closing mark   */
    bool point;       /* the stop is a full stop                                      */
    bool prose;       /* 80 characters, or six words and a stop or closing quote      */
    bool gap;         /* a blank line stands before it                                */
    struct text fold; /* at most LINE_FOLD_MAX bytes of it, folded                */
    struct text key;  /* fold's letters and digits, single blanks between words  */
    enum role role;
    const char *rule; /* NULL: undecided */
};

#define LINE_FOLD_MAX  4096
#define LINE_MAX_LINES 100000 /* what comes after is one line: no article has as many */

/* What a line is, and by which rule (a short constant). */
static inline void line_decide(struct line *line, enum role role, const char *rule)
{
    line->role = role;
    line->rule = rule;
}

/* Is it part of the text, as far as is known? */
static inline bool line_kept(const struct line *line)
{
    return !line->rule || role_kept(line->role);
}

/* Cut `bytes` into lines, in `mem`. Blank lines leave no line, only `gap`. Hard-wrapped
 * text is joined: then a line is a paragraph. False: memory is out. */
bool line_cut(struct text bytes, struct arena *mem, struct line **out, size_t *n);

/* A text without blanks and any of `marks` (ASCII) at its ends. */
struct text line_strip(struct text t, const char *marks);

/* Is `word`, folded, one of the blank-separated words of list? */
bool line_word_in(const char *list, struct text word);

/* Fold any text as lines are, into `mem`. NULL ptr: memory is out. */
struct text line_fold(struct text t, struct arena *mem);

/* The same into `out`, which has room for three times t.len; returns the bytes written. */
size_t line_fold_into(struct text t, char *out);

/* Where does `needle` stand in `fold` as whole words? NOWHERE: it does not. */
size_t line_find_words(struct text fold, const char *needle);

#endif
