/* copy_way.h - of two pages that share their text, which is the copy, and of what kind.
 *
 *     Ferry Post, 5 May 10:00; Skarrvik Dispatch, 5 May 14:30          the Dispatch's is a copy: it is later
 *     Ferry Post, undated; Dispatch, undated, "(Source: Ferry Post)"   the Dispatch's is: it says so
 *     Ferry Post, 5 May 10:00; the same, longer, 5 May 16:00           an update
 *     Ferry Post, 900 words; Orlune Press, 80 of them                  an excerpt
 *
 * What a page says of where it has its text from comes before dates, dates before sizes, and those before the order in which
 * the pages were met. */
#ifndef COPY_WAY_H
#define COPY_WAY_H

#include "ledger/link_copy.h"
#include "page/article.h"
#include "story/copies/shingles.h"

struct copy_way {
    bool later_is_copy; /* of the two, the one that was met later */
    enum copy_kind kind;
};

/* overlap->mine is the later one's. Does not allocate. */
struct copy_way copy_way_of(const struct article *later, const struct article *earlier, const struct overlap *overlap);

#endif
