/* utterance.h - which reports are of one utterance: one thing said once, however many pages report, shorten or translate it.
 *
 *     The Ferry Post       "The locks stay shut until the levy is paid," Orvane said on Monday
 *     Skarrvik Dispatch    No lock opens before the levy has been paid, said Lida Orvane           the same utterance
 *     The Tern             Orvane said the locks had been repaired                                 another
 *
 * A report joins the utterance to whose reports it is likest, page by page, if that is likely (likeness.h); otherwise
 * it begins one. Utterances are never merged and reports never moved, so that identifiers stay (docs/stories.md says
 * what that costs). */
#ifndef UTTERANCE_H
#define UTTERANCE_H

#include "story/utterances/compare.h"

/* Place the statements of the page. Of a page that was placed before, those that are new. */
priscus_status utterance_place(const struct placing *placing, struct priscus_error *err);

/* The same with each comparison told; for fitting. */
priscus_status utterance_place_told(const struct placing *placing, comparison_fn *each, void *context,
                                    struct priscus_error *err);

#endif
