/* independent.h - how many independent sources stand behind reports of the same thing.
 *
 *     The Ferry Post <- Meridian                     Meridian
 *     Skarrvik Dispatch <- Meridian                  the same
 *     Orlune Press, its page a copy of the first     the same, by the copy
 *     The Tern <- Radio Skarr                        Radio Skarr, which heard it itself
 *
 * Four reports, two sources. A report names the media it came through, outermost first: the outlet, the agency whose
 * report it is, whom it cites. Taken together the reports are a graph of who has it from whom, and the sources are those
 * that have it from nobody. So a report that rests on Meridian adds none where another says that Meridian heard it
 * from Radio Skarr; and an outlet that once gave its source is not another source where it does not. Media that have it
 * from each other in a circle count once. */
#ifndef INDEPENDENT_H
#define INDEPENDENT_H

#include "page/article.h"
#include "record/record.h"

#define ACCOUNT_MAX  8
#define ACCOUNT_NONE SIZE_MAX

/* Through which media one report came. Texts are as the page spells them, and the page's. */
struct account {
    struct text media[ACCOUNT_MAX]; /* outermost first; n == 0: nothing is known */
    size_t n;
    struct text keys[ACCOUNT_MAX]; /* of each what it is told apart by, once account_keys() has worked it out */
    struct text address; /* of the page; may be empty                                                    */
    size_t copy_of;      /* index of the report in the same set that its page is a copy of, or ACCOUNT_NONE.
                            Looked at where the report names its outlet alone: a credit says more             */
};

/* Of a statement's chain, the media before its speaker; an outlet that speaks itself is the last of them. NULL: of the
 * narrator's own voice, the outlet and whose report it is. Further steps than ACCOUNT_MAX are left out. */
void account_of(const struct article *article, const struct statement *statement, struct account *out);

/* Whose report an article is by its credits: an agency, or an outlet that stands for its author. NULL ptr: none. */
struct text account_credited(const struct article *article);

/* The same of a chain as the ledger's views print it, "The Ferry Post <- Meridian <- Pia Holm"; `speaker` may be empty.
 * Of the names behind the first, those count as media that look like one (page/name/cited.h). */
void account_of_chain(struct text chain, struct text speaker, struct text outlet, struct account *out);

/* Work out the keys, for accounts that are asked for more than once. In `mem`; ENOMEM. */
priscus_status account_keys(struct account *account, struct arena *mem);

/* Add a medium at the inner end, if it is named, not the last already (nor the last's name for itself), and there is room. */
void account_add(struct account *account, struct text medium);

struct sources {
    size_t n;           /* independent sources: at least 1 if there are reports                         */
    struct text *names; /* theirs, as spelt where first met, in that order; n_named of them: of reports that name
                           nothing, all together count as one, and only where nothing else is known          */
    size_t n_named;
};

/* Linear in the number of reports. Lives in `mem`; ENOMEM. */
priscus_status sources_find(const struct account *accounts, size_t n, struct arena *mem, struct sources *out);

#endif
