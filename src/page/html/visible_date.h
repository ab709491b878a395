/* visible_date.h - the publication date in text that readers see, where the page states none in its markup.
 *
 *     3 May 2031 07:10                  near the headline: published
 *     Updated 15/05/2031                modified
 *     3 hours ago                       published, if it is known when the page was fetched
 *     Posted by Ana on 3 May 2031       anywhere but in comments and teasers
 *
 * A date beats an age, wherever the two stand: teasers have ages too. */
#ifndef VISIBLE_DATE_H
#define VISIBLE_DATE_H

#include "page/html/html.h"

/* Fill h->meta.stated, DATES_NEAR_HEADLINE and DATES_TEXT, and published_words of an age that cannot be
 * resolved. Does not allocate. */
void visible_date_find(struct html *h);

#endif
