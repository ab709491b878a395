/* tail.h - what trails the text of a page of HTML, and the short words that stand about in it.
 *
 *     ... the ferry, she said.                            body
 *     Jo Hill contributed to this report.                 credit, by "contributed"
 *     Ana Brook is a reporter on the coast.               byline, by "biography"
 *     Follow us on Twitter.                               promo, by "follow-note"
 *     More Tern stories                                   promo, by "end-label"
 *     The ship that came late                             promo, by "behind-the-end-label"
 *
 * The vocabularies are those of crawled text (vocabulary.h). */
#ifndef TAIL_H
#define TAIL_H

#include "page/html/html.h"

/* A block that is one of the words and short phrases that pages put around articles and nothing
 * else ("Advertisement", "Comments"), or a caption that ends in its picture's credit. Sets role and
 * rule; false: it is none. */
bool tail_is_furniture(struct block *b, struct text t);

/* "In this file photo ..." */
bool tail_is_old_picture(struct text t);

/* Drop what trails the text, from the end of the page upwards; needs the roles of all blocks. */
void tail_label(struct html *h);

#endif
