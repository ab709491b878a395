/* story_sum.c - see story_sum.h. */
#include "story/events/story_sum.h"

#include <math.h>

#include "ledger/link_index.h"

#define KEY_SEED 0x65766e7400000000u

int64_t story_term_key(uint32_t term)
{
    return link_key_of((KEY_SEED + term) * 0x9e3779b97f4a7c15u);
}

static double gap_of(struct days a, struct days b)
{
    if (a.first == EVENT_NO_DAY || b.first == EVENT_NO_DAY)
        return 0;
    return a.first > b.last ? (double)(a.first - b.last) : b.first > a.last ? (double)(b.first - a.last) : 0;
}

double story_alike(double product, struct days a, struct days b, double near_a, double near_b)
{
    return product - DAY_COST * log1p(fmin(gap_of(a, b), DAYS_MOST)) - NEAR_SHARE * (near_a + near_b) / 2;
}

priscus_status story_sum_read(const struct placing *placing, int64_t story, struct story_sum *out, bool *found,
                              struct priscus_error *err)
{
    priscus_status status = ledger_link_story(placing->ledger, story, placing->mem, &out->kept, found, err);

    if (status != PRISCUS_OK || !(*found = *found && !out->kept.into && out->kept.weighed > 0))
        return status;
    if (vector_read(out->kept.terms, placing->mem, &out->sum) != PRISCUS_OK)
        return error_memory(err);
    out->n_indexed = vector_heaviest(&out->sum, out->indexed, STORY_TERMS);
    return PRISCUS_OK;
}

priscus_status story_sum_begin(const struct placing *placing, int64_t page, struct story_sum *out,
                               struct priscus_error *err)
{
    *out = (struct story_sum){ .kept = { .first_day = EVENT_NO_DAY, .last_day = EVENT_NO_DAY } };
    return ledger_link_story_key(placing->ledger, page, &out->kept.key, err);
}

void story_sum_empty(struct story_sum *story)
{
    story->sum = (struct term_vector){ 0 };
    story->kept.weighed = story->kept.near = 0;
    story->kept.first_day = story->kept.last_day = EVENT_NO_DAY;
}

priscus_status story_sum_add(const struct placing *placing, struct story_sum *story,
                             const struct story_article *article, struct priscus_error *err)
{
    struct link_story *kept = &story->kept;
    int64_t day = article->kept.day;

    if (vector_sum(&story->sum, &article->vector, TERM_STORY, placing->mem, &story->sum) != PRISCUS_OK)
        return error_memory(err);
    kept->near += article->kept.near;
    kept->into = 0;
    if (++kept->weighed >= STORY_WEIGHED) {
        vector_scale(&story->sum, .5f);
        kept->near /= 2;
        kept->weighed /= 2;
    }
    if (day != EVENT_NO_DAY) {
        if (kept->first_day == EVENT_NO_DAY || day < kept->first_day)
            kept->first_day = day;
        if (kept->last_day == EVENT_NO_DAY || day > kept->last_day)
            kept->last_day = day;
    }
    return PRISCUS_OK;
}

static bool is_indexed(const struct story_sum *story, uint32_t term)
{
    for (size_t i = 0; i < story->n_indexed; i++)
        if (story->indexed[i].term == term)
            return true;
    return false;
}

priscus_status story_sum_keep(const struct placing *placing, struct story_sum *story, struct priscus_error *err)
{
    struct weighed_term heaviest[STORY_TERMS];
    int64_t keys[STORY_TERMS];
    size_t n = vector_heaviest(&story->sum, heaviest, STORY_TERMS), n_keys = 0;
    priscus_status status;

    if (vector_write(&story->sum, placing->mem, &story->kept.terms) != PRISCUS_OK)
        return error_memory(err);
    if ((status = ledger_link_story_keep(placing->ledger, &story->kept, err)) != PRISCUS_OK)
        return status;
    for (size_t i = 0; i < n; i++)
        if (!is_indexed(story, heaviest[i].term))
            keys[n_keys++] = story_term_key(heaviest[i].term);
    if (!n_keys)
        return PRISCUS_OK;
    return ledger_link_index_add(placing->ledger, keys, n_keys, story->kept.story, err);
}
