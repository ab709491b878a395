/* seen.h - an article without the characters that nobody sees, and what was read of it back in its places.
 *
 *     body "The dele<U+00AD>gates said ..."   read as "The delegates said ...", kept as it came
 *
 * Between reading.c and seen.c. Words, names and phrases are found in the visible body (base/visible.h); places in the
 * article's own body are what is kept. */
#ifndef SEEN_H
#define SEEN_H

#include "base/visible.h"
#include "record/record.h"

/* `article` with its visible body into *out: a copy whose places are in that body; the same article where nothing
 * is hidden. *visible is for seen_back(). ENOMEM. */
priscus_status seen_article(const struct article *article, struct arena *mem, struct visible *visible,
                            struct article *out, struct priscus_error *err);

/* Take the places in `document` and `record`, which were read of the visible article, back to `article`, which
 * becomes the document's. */
void seen_back(const struct visible *visible, const struct article *article, struct document *document,
               struct record *record);

#endif
