/* block_role.h - what each block of a page of HTML is: text, or furniture, and by which rule.
 *
 *     Talks resume after a year         headline
 *     By Ana Brook, Reuters             byline (read into the metadata, then dropped)
 *     The two coasts will meet ...      body
 *     Read also: The ferry              promo, by "promo-words"
 *     (c) The Tern                      footer, by "footer-words"
 *
 * A dropped block keeps its role and the rule that dropped it, for --explain. */
#ifndef BLOCK_ROLE_H
#define BLOCK_ROLE_H

#include "page/html/html.h"

/* Decide the role of every block from the headline to h->last. `found`: the body was told
 * by its prose; if it was not, short lines are all there is and are kept. Marks
 * the article unsure where the rules had to yield. */
priscus_status block_role_find_all(struct html *h, bool found, struct article *article);

#endif
