/* index_page.h - a page that is no article: a list of others.
 *
 *     Harbour news
 *       [Envoy ends visit to Lind]            a link: another page's headline
 *       She met the council for two days.     a line about it
 *       [Grain ships wait outside the mole]   the next one
 *       Captains say that the queue grows.
 *
 * Fronts, sections, tags, results of a search. Each line on them is about a page of its own, cut where the room
 * ended, so that "she" and "on Tuesday" on such a page are nobody's and no day's: no record is made of it. */
#ifndef INDEX_PAGE_H
#define INDEX_PAGE_H

#include "page/html/html.h"

/* Needs main_node_find(). Told by structure: many links that read like headlines, a line or two behind each, and hardly
 * any prose that is not such a line. A page that states that it is an article, and its date, is one. */
bool index_page_is(const struct html *h);

#endif
