/* headline.h - the headline of a page, and what stands before and behind it.
 *
 *     Talks resume | World | Coast Herald      the page's title: dropped, its outlet kept
 *     WorldTalks resume                        a section glued to it: dropped, kept as section
 *     Talks resume - 3 May 2031, 07:10         headline; the stamp is cut off
 *     The coasts will meet, ministers say.     a paragraph above the stamp: the standfirst
 *
 * Everything above the headline is furniture. A page may have no headline. */
#ifndef HEADLINE_H
#define HEADLINE_H

#include "page/text/plain.h"

/* Set p->headline and p->head_end, by what is not labelled yet; may be asked again. */
void headline_find(struct plain *p);

/* Label it and all above it, read the title, section and outlet, and find the standfirst. */
void headline_label(struct plain *p);

#endif
