/* copies.h - a page finds the pages before it whose text it shares: it is their copy, or they are its.
 *
 *     Ferry Post         "Envoys meet in Levenbrugg ..."                  900 words
 *     Skarrvik Dispatch  the same under another headline                  Jaccard .98: a copy
 *     Orlune Press       its first 120 words, and 30 of its own           Jaccard .12, containment .80: an excerpt
 *     The Tern           shares one long quotation with them              containment .14: no copy
 *
 * Candidates are pages that share keys (shingles.h) with it; what decides are the shingles of both bodies, all of
 * them. Two pages are linked from a Jaccard coefficient or a containment of a half on. */
#ifndef COPIES_H
#define COPIES_H

#include "story/place.h"

#define COPY_LIST_MAX    64  /* pages kept under one key: of a passage that more have, the first                   */
#define COPY_CANDIDATES  256 /* pages that are weighed, those that share most keys first ...                       */
#define COPY_COMPARED    32  /* ... and compared                                                                   */
#define COPY_SAME        8   /* pages as good as the same as one of those that are compared too                     */
#define COPY_SHORT       100 /* shingles: of a pair of one outlet of which one has fewer, boilerplate is left out ... */
#define COPY_BOILERPLATE 3  /* ... which is what stands in so many pages of the outlet that are no copies of the page */
#define COPY_LEAST       10 /* pages of fewer shingles are not compared: "Please sign in to read on."                 */
#define COPY_STUB        40 /* pages of one outlet of so few shingles and with different titles are no copies       */

/* Keep what the page is a copy of, and put it into the index, unless it is as good as the same as a page there. A page
 * that was placed before is passed over. */
priscus_status copy_place(const struct placing *placing, struct priscus_error *err);

#endif
