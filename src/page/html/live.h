/* live.h - a page that is written as things happen: a lead, and posts with a time each.
 *
 *     Talks in Norhaven - live            headline
 *     The second day has begun, ...       the lead
 *     20:10  Ana Brook                    a post's time and author: read, then dropped
 *     Holm leaves the hall                its title
 *     He said on Tuesday that ...         its text, and its Tuesday: the one before this post
 *     19:40                               the next one
 *
 * Posts stay in page order, which is mostly newest first. Each is in an element of its own beside the others; a page
 * whose posts are paragraphs of one element is read as any other page. */
#ifndef LIVE_H
#define LIVE_H

#include "page/html/html.h"

/* Are there posts? Then h->posts has them, and the body is all from the headline to the last of them. Needs
 * main_node_find() and the headline. ENOMEM. */
priscus_status live_find(struct html *h);

/* The blocks that say when a post was published and who wrote it are told apart; needs their roles. */
void live_label(struct html *h);

#endif
