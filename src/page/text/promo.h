/* promo.h - links to other articles, where this one is over, and appeals for money.
 *
 *     See also                                 a label: the teasers below it go too
 *     Ferry strike in its third week
 *     Most read                                the end: nothing of the article follows
 *
 * An end counts only behind most of the prose: in the head it is a menu.
 *
 *     A message from Coast Herald:             opens an appeal, and names the outlet
 *     Our journalism needs your help. ...      asks, in the paper's voice
 *     Give monthly    Give once                its buttons
 *     The two coasts will meet again, ...      no voice, no appeal: the article goes on
 *
 * An appeal may stand in mid-article, in long paragraphs; losing the article behind it is what
 * must not happen, so it ends early when in doubt. */
#ifndef PROMO_H
#define PROMO_H

#include "page/text/plain.h"

/* Labels of other articles with their teasers, and all that is behind the end. */
void promo_label(struct plain *p);

/* The label behind which nothing is the article's, as far as the lines alone tell; or p->n. */
size_t promo_find_end(const struct plain *p);

void promo_label_pleas(struct plain *p);

#endif
