/* second_look.h - the articles of a story and of those beside it, grouped anew.
 *
 *     story 4: a b c    story 7: d        e joins story 7, and shows that c and d are about one event
 *     average linkage over a b c d e      -> a b | c d e
 *     c goes from story 4 to story 7      "move"
 *
 * What came first was placed when little was known. Looked at are the story that a page has just joined and the LOOK_STORIES nearest ones, as far
 * as they have LOOK_MOST articles together (average_link.h); a story that is larger stays as it is. A group goes on as the story that most of its
 * articles were in; identifiers stay, and each move is kept. */
#ifndef SECOND_LOOK_H
#define SECOND_LOOK_H

#include "story/events/average_link.h"
#include "story/events/story_sum.h"

#define LOOK_STORIES 3
#define LOOK_MOST    AVERAGE_LINK_MAX

/* `stories` are all kept; the first is the one that was joined. */
priscus_status second_look(const struct placing *placing, const struct story_sum *stories, size_t n,
                           struct priscus_error *err);

#endif
