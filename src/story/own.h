/* own.h - what placing a page needs of the page alone.
 *
 *     shingles and their keys     for the copies
 *     words by sentences          for the stories
 *     reports, side by side       for the utterances
 *
 * It is half of the work of placing, and no ledger is needed for it: whoever reads the page makes it, beside others, and hands it
 * to the linker, of which there is one. Where nobody did, each room of story/ makes its part by the same function. */
#ifndef OWN_H
#define OWN_H

#include "story/copies/shingles.h"
#include "story/events/event_terms.h"
#include "story/utterances/compare.h"

struct own {
    int64_t article; /* the row of the article that it is of; set when that was added */
    struct shingled shingled;
    struct term_words words;
    struct own_reports reports;
};

/* Of the page that is looked at are its hash, its article and its record, as they will be in the ledger. Lives in `mem`. ENOMEM. */
priscus_status own_of(const struct language *language, const struct linked_page *page, struct arena *mem,
                      struct own *out, struct priscus_error *err);

#endif
