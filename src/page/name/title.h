/* title.h - titles, compared and rid of the site's name.
 *
 *     "Talks resume | The Tern"        title_without_site: "Talks resume"
 *     "Talks: resume!", "talks RESUME"  title_same_words
 */
#ifndef TITLE_H
#define TITLE_H

#include "base/base.h"

/* A title without "| The Tern" or "- The Tern": what is left of the last separator
 * if the right is `site`, or if it is short and there is no site to compare with. */
struct text title_without_site(struct text title, struct text site);

/* Same words, whatever the case, punctuation and spacing? An empty text has none. */
bool title_same_words(struct text a, struct text b);

#endif
