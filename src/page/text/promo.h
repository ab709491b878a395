/* promo.h - links to other articles, and where this one is over.
 *
 *     See also                                 a label: the teasers below it go too
 *     Ferry strike in its third week
 *     Most read                                the end: nothing of the article follows
 *
 * An end counts only behind most of the prose: in the head it is a menu. */
#ifndef PROMO_H
#define PROMO_H

#include "page/text/plain.h"

void promo_label(struct plain *p);

/* The label behind which nothing is the article's, as far as the lines alone tell; or p->n. */
size_t promo_find_end(const struct plain *p);

#endif
