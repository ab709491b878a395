/* story_sum.h - a story as it is compared: the sum of its articles' vectors, their days, and what they share with others.
 *
 * The mean product of an article with those of a story is its product with their sum, divided by their number: so a story is as cheap to compare
 * with as an article, however many it has. */
#ifndef STORY_SUM_H
#define STORY_SUM_H

#include "ledger/link_event.h"
#include "story/events/event_terms.h"
#include "story/place.h"

#define EVENT_LEAST   .14  /* from so much on two are near                                                */
#define DAY_COST      .033 /* of a gap of n days: so much, times log(1 + n) ...                           */
#define DAYS_MOST     14   /* ... of at most so many days: an old date may be a wrong one                 */
#define NEAR_SHARE    .7   /* of what both share with other stories, so much is taken off                 */
#define STORY_TERMS   24   /* of a story, its heaviest: it is found by them                               */
#define STORY_WEIGHED 1024 /* articles in a sum; then it is halved, so that those that came last count most */

struct days {
    int64_t first, last; /* EVENT_NO_DAY: not known */
};

struct story_sum {
    struct link_story kept;
    struct term_vector sum;
    struct weighed_term indexed[STORY_TERMS]; /* that it is found by already */
    size_t n_indexed;
};

/* An article that is counted. */
struct story_article {
    struct link_event kept;
    struct term_vector vector;
};

/* *found false: there is none, or no page is in it any more. */
priscus_status story_sum_read(const struct placing *placing, int64_t story, struct story_sum *out, bool *found,
                              struct priscus_error *err);
/* A new one that will begin with that page. */
priscus_status story_sum_begin(const struct placing *placing, int64_t page, struct story_sum *out,
                               struct priscus_error *err);
/* Take all articles out of it. */
void story_sum_empty(struct story_sum *story);
priscus_status story_sum_add(const struct placing *placing, struct story_sum *story,
                             const struct story_article *article, struct priscus_error *err);
/* Keep it; and that it is found by its heaviest terms. */
priscus_status story_sum_keep(const struct placing *placing, struct story_sum *story, struct priscus_error *err);

/* The key of a term in the index (ledger/link_index.h). */
int64_t story_term_key(uint32_t term);

/* What two that share `product` are to each other, days and neighbours considered. `near`: what each shares with others. */
double story_alike(double product, struct days a, struct days b, double near_a, double near_b);
static inline double story_near(const struct story_sum *story)
{
    return story->kept.weighed ? (double)story->kept.near / (double)story->kept.weighed / 1e6 : 0;
}

#endif
