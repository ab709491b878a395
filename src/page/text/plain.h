/* plain.h - what the steps of article_read_plain() share: the page, its lines, the article so far.
 *
 *     plain.c             the order of the steps, the zones, the guard, the body
 *       line_form.h       lines told by their own form
 *       line_part.h       furniture within a line (when lines are cut)
 *       line_pattern.h    lines told by others: repeats, tables, questions
 *       promo.h           other articles, appeals for money
 *       headline.h        the head
 *       dateline.h        the text's own two ends
 *         byline.h  line_date.h  outlet.h           what lines say goes into the article
 *           line_name.h  agency.h  stamp.h  line.h  fold.h       what words and lines look like
 *
 * A step labels lines that are still undecided (rule is NULL) and reads them into `out`: fields point into the page until
 * the last step makes valid UTF-8 of them. */
#ifndef PLAIN_H
#define PLAIN_H

#include "base/fold.h"
#include "page/text/line.h"

#define PLAIN_AGENCIES_MAX 12 /* of a page */

struct plain {
    const struct page *page;
    struct arena *mem;
    struct article *out;
    struct line *lines;
    size_t n;
    size_t prose_begins;   /* the first line of prose, by its form alone */
    size_t head_end;       /* the same, once the headline is known */
    size_t headline;       /* or n                                */
    bool is_copy;          /* of another site: "Read entire article" was seen */
    struct span cut_title; /* of the page: a stamp behind the headline */
    struct span cut_head;  /* of the page: a dateline         */
    struct span cut_tail;  /* of the page: "(AFP)" at the end */
    const char *cut_tail_rule;
};

/* The first and last line that look like paragraphs and are not yet something else; both p->n
 * if there are none. */
void plain_find_prose(const struct plain *p, size_t *first, size_t *last);

/* Line i, as it stands in the page. */
struct text plain_line(const struct plain *p, size_t i);

/* Bytes of the page as a field: trimmed; NULL ptr if nothing is left. */
struct text plain_field(struct text t);

#endif
