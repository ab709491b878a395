/* line.h - a crawled page cut into lines, each with what can be told of it without the others.
 *
 * For plain.c, which tells what the lines are from where they stand. A line keeps its bytes'
 * place in the page; what is compared is a folded copy (fold.h). */
#ifndef LINE_H
#define LINE_H

#include "page/article.h"
#include "page/text/line_signs.h"

/* A piece of furniture within the line. */
struct line_cut {
    struct span page;
    enum role role;
    const char *rule;
};

struct line {
    struct span whole; /* in the page, white space off the ends                   */
    struct span page;  /* and bars, hashes, bullets off too: what is kept if it is */
    uint32_t number;   /* of its (first) line in the page, from 1                 */
    unsigned signs;
    unsigned words, chars;
    bool stop;        /* ends in . ! ? or an ellipsis, or in one and a closing mark   */
    bool point;       /* the stop is a full stop                                      */
    bool prose;       /* 80 characters, or six words and a stop or closing quote      */
    bool gap;         /* a blank line stands before it                                */
    struct text fold; /* at most LINE_FOLD_MAX bytes of it, folded                */
    struct text key;  /* fold's letters and digits, single blanks between words  */
    enum role role;
    const char *rule;      /* NULL: undecided                                         */
    struct line_cut *cuts; /* of `whole`, in order; words, chars, fold ... are without them */
    size_t n_cuts;
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

/* Words, characters and the stop at the end of a line whose text is `t`. */
void line_measure(struct text t, struct line *line);

/* Cut `bytes` into lines, in `mem`. Blank lines leave no line, only `gap`. Hard-wrapped
 * text is joined: then a line is a paragraph. */
priscus_status line_cut(struct text bytes, struct arena *mem, struct line **out, size_t *n);

#endif
