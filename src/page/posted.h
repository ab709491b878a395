/* posted.h - when a page was posted, where only its readers are told.
 *
 *     3 May 2031 07:10                  near the headline: published
 *     Updated 15/05/2031                modified, and days come first on this page
 *     3 hours ago                       published, if it is known when the page was fetched
 *
 * Asked after the metadata, and only for what these leave open. A date beats an age,
 * wherever the two stand: teasers have ages too. */
#ifndef POSTED_H
#define POSTED_H

#include "page/html.h"

/* Fill published, its words, modified and day_first. Does not allocate. */
void posted_find(struct html *h);

#endif
