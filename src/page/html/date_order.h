/* date_order.h - does the day or the month come first on this page?
 *
 *     02/09/2031                        on a page that also has 21/8/2031: 2 September
 *     02/09/2031  lang="fr"             2 September: nobody who writes French puts the month first
 *     02/09/2031  lang="en-US"          9 February
 *     02/09/2031  dateModified 3 September 2031    2 September
 *     02/09/2031  fetched in July 2031             9 February: the other day had not come
 *     02/09/2031  lang="en"             2031: more is not known, and a guess would be wrong as often as not
 */
#ifndef DATE_ORDER_H
#define DATE_ORDER_H

#include "page/date/stamp.h"
#include "page/html/html.h"

/* Evidence of the whole page into h->order, h->day_first. Does not allocate. */
void date_order_find(struct html *h);

/* The stamp's date, an ambiguous one as this page orders it; known to the year where nothing tells. */
struct date date_order_settle(const struct html *h, const struct stamp *stamp);

#endif
