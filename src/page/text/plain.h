/* plain.h - what the steps of article_read_plain() share: the page, its lines, the article so far.
 *
 *     plain.c      the order of the steps, the zones, the guard, the body
 *       line_form.h       lines given away by their form      headline.h   the head
 *       repeat.h     what is said twice                  plea.h       appeals for money
 *       promo.h      other articles                      dateline.h   the text's own two ends
 *       series.h     tables, questions
 *         byline.h  line_date.h  outlet.h                   what lines say goes into the article
 *           line_name.h  agency.h  stamp.h  line.h  fold.h            what words and lines look like
 *
 * A step labels lines that are still undecided (rule is NULL) and reads them into `out`. Memory
 * running out is remembered in the struct, so that steps need not return it. */
#ifndef PLAIN_H
#define PLAIN_H

#include "base/fold.h"
#include "page/text/line.h"

struct plain {
    const struct page *page;
    struct arena *mem;
    struct article *out;
    struct line *lines;
    size_t n;
    size_t head_end; /* the first line of prose             */
    size_t headline; /* or n                                */
    bool out_of_memory;
    bool full;             /* "Read entire article" was seen  */
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

/* Folded as lines are; empty if memory is out. */
struct text plain_fold(struct plain *p, struct text t);

/* Bytes of the page as a field: trimmed, valid UTF-8; NULL ptr if nothing is left. */
struct text plain_field(struct plain *p, struct text t);

#endif
