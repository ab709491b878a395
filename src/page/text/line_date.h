/* line_date.h - when a page was published, where a line of the page says so.
 *
 *     Ana Brook | 3 May 2031 07:10 / World       byline, published, section
 *     Updated 5 hours ago                        modified: unknown without a crawl date
 *     The talks began on 3 May 2031 in ...       prose: no stamp line
 *
 * The first date of each kind wins. A date younger than the crawl is none. */
#ifndef LINE_DATE_H
#define LINE_DATE_H

#include "page/date/stamp.h"
#include "page/text/plain.h"

/* "21/8" proves for the whole page that days come first; "24/7" proves nothing. */
void line_date_find_order(struct plain *p);

/* Is line i, which is seen as `line`, one or more stamps and little else? With `take`, read it into the article.
 * *relative: all its stamps are ages; *byline: it names a person. */
bool line_date_read(struct plain *p, size_t i, struct text line, bool take, bool *relative, bool *byline);

/* Is it a time of day and nothing else, as above the entries of a live page: "14:32", "17.31 BST"? */
bool line_date_is_clock(struct text line);

/* A stamp found in `line` as the article's date. */
void line_date_take(struct plain *p, struct text line, const struct stamp *s);

#endif
