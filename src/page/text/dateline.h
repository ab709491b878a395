/* dateline.h - what the text itself says of its origin, at its two ends.
 *
 *     NORTHPORT, May 3 (AFP) -- The two          cut: "NORTHPORT, May 3 (AFP) -- "
 *     NORTHPORT, AFP - The two                   cut: "NORTHPORT, AFP - "
 *     ... at noon. (STRANA)                      cut: " (STRANA)"
 *     ... at noon. (Reporting by A. Brook)       cut, and the byline if there is none
 *
 * What is cut off goes into the article's agencies, byline and date, and is listed with the
 * dropped lines; the paragraph around it stays. */
#ifndef DATELINE_H
#define DATELINE_H

#include "page/text/plain.h"

/* At the beginning of the first paragraph. ENOMEM. */
priscus_status dateline_cut(struct plain *p);

/* At the end of the last, twice if two stand there. ENOMEM. */
priscus_status dateline_cut_signature(struct plain *p);

#endif
