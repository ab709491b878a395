/* second_look.c - see second_look.h. */
#include "story/events/second_look.h"

#include <stdlib.h>

#define STORIES_MAX (1 + LOOK_STORIES + LOOK_MOST) /* those that are there, and each article one of its own */

struct looked_at {
    struct story_article it;
    size_t was, is; /* its story */
};

struct look {
    const struct placing *placing;
    struct priscus_error *err;
    struct story_sum *stories;
    size_t n_stories;
    bool changed[STORIES_MAX];
    struct looked_at articles[LOOK_MOST];
    size_t n;
    size_t groups[LOOK_MOST];
    double alike[LOOK_MOST][AVERAGE_LINK_MAX];
};

static int by_page(const void *a, const void *b)
{
    const struct looked_at *x = a, *y = b;

    return x->it.kept.page < y->it.kept.page ? -1 : x->it.kept.page > y->it.kept.page;
}

/* A story whose articles are too many is left out. */
static priscus_status add_articles(struct look *look, const struct story_sum *story)
{
    struct link_event *events;
    size_t n;
    priscus_status status = ledger_link_events(look->placing->ledger, story->kept.story, LOOK_MOST - look->n + 1,
                                               look->placing->mem, &events, &n, look->err);

    if (status != PRISCUS_OK || look->n + n > LOOK_MOST)
        return status;
    for (size_t i = 0; i < n; i++) {
        struct looked_at *article = &look->articles[look->n++];

        article->it.kept = events[i];
        article->was = look->n_stories;
        if (vector_read(events[i].terms, look->placing->mem, &article->it.vector) != PRISCUS_OK)
            return error_memory(look->err);
    }
    look->stories[look->n_stories++] = *story;
    return PRISCUS_OK;
}

static void group(struct look *look)
{
    for (size_t i = 0; i < look->n; i++)
        for (size_t k = 0; k < i; k++) {
            const struct story_article *a = &look->articles[i].it, *b = &look->articles[k].it;

            look->alike[i][k] = look->alike[k][i] = story_alike(
                vector_product(&a->vector, &b->vector), (struct days){ a->kept.day, a->kept.day },
                (struct days){ b->kept.day, b->kept.day }, (double)a->kept.near / 1e6, (double)b->kept.near / 1e6);
        }
    average_link(look->alike, look->n, EVENT_LEAST, look->groups);
}

/* How many articles of a group (named by its first) were in a story. */
struct shared {
    size_t group, story, n;
};

static int by_share(const void *a, const void *b)
{
    const struct shared *x = a, *y = b;

    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    if (x->story != y->story)
        return x->story < y->story ? -1 : 1;
    return x->group < y->group ? -1 : x->group > y->group;
}

static size_t count_shared(const struct look *look, struct shared *out)
{
    size_t n = 0;

    for (size_t i = 0; i < look->n; i++) {
        size_t at = 0;

        while (at < n && (out[at].group != look->groups[i] || out[at].story != look->articles[i].was))
            at++;
        if (at == n)
            out[n++] = (struct shared){ look->groups[i], look->articles[i].was, 0 };
        out[at].n++;
    }
    qsort(out, n, sizeof *out, by_share);
    return n;
}

/* Each group goes on as a story, or begins one. */
static priscus_status give_stories(struct look *look)
{
    struct shared shared[LOOK_MOST];
    size_t n = count_shared(look, shared), story_of[LOOK_MOST];
    bool taken[STORIES_MAX] = { false };

    for (size_t i = 0; i < look->n; i++)
        story_of[i] = SIZE_MAX;
    for (size_t i = 0; i < n; i++)
        if (story_of[shared[i].group] == SIZE_MAX && !taken[shared[i].story]) {
            story_of[shared[i].group] = shared[i].story;
            taken[shared[i].story] = true;
        }
    for (size_t i = 0; i < look->n; i++) {
        size_t *story = &story_of[look->groups[i]];

        if (*story == SIZE_MAX) {
            priscus_status status = story_sum_begin(look->placing, look->articles[i].it.kept.page,
                                                    &look->stories[look->n_stories], look->err);

            if (status != PRISCUS_OK)
                return status;
            *story = look->n_stories++;
        }
        look->articles[i].is = *story;
        if (look->articles[i].is != look->articles[i].was)
            look->changed[look->articles[i].is] = look->changed[look->articles[i].was] = true;
    }
    return PRISCUS_OK;
}

/* The sums of what changed, made anew; an empty story says where its last page went. */
static priscus_status keep_stories(struct look *look)
{
    priscus_status status = PRISCUS_OK;

    for (size_t s = 0; s < look->n_stories; s++)
        if (look->changed[s])
            story_sum_empty(&look->stories[s]);
    for (size_t i = 0; status == PRISCUS_OK && i < look->n; i++)
        if (look->changed[look->articles[i].is])
            status =
                story_sum_add(look->placing, &look->stories[look->articles[i].is], &look->articles[i].it, look->err);
    for (size_t s = 0; status == PRISCUS_OK && s < look->n_stories; s++)
        if (look->changed[s] && look->stories[s].kept.weighed)
            status = story_sum_keep(look->placing, &look->stories[s], look->err);
    for (size_t i = 0; i < look->n; i++)
        if (!look->stories[look->articles[i].was].kept.weighed)
            look->stories[look->articles[i].was].kept.into = look->stories[look->articles[i].is].kept.story;
    for (size_t s = 0; status == PRISCUS_OK && s < look->n_stories; s++)
        if (look->changed[s] && !look->stories[s].kept.weighed)
            status = story_sum_keep(look->placing, &look->stories[s], look->err);
    return status;
}

static enum story_move move_of(const struct look *look, const struct looked_at *article, size_t n_before)
{
    if (article->is >= n_before)
        return STORY_SPLIT;
    return look->stories[article->was].kept.weighed ? STORY_MOVE : STORY_MERGE;
}

static priscus_status keep_moves(struct look *look, size_t n_before)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; status == PRISCUS_OK && i < look->n; i++) {
        struct looked_at *article = &look->articles[i];
        struct link_event event = article->it.kept;

        if (article->is == article->was)
            continue;
        event.story = look->stories[article->is].kept.story;
        status = ledger_link_event_keep(look->placing->ledger, &event, look->err);
        if (status == PRISCUS_OK)
            status = ledger_link_move_add(look->placing->ledger, event.page, article->it.kept.story, event.story,
                                          move_of(look, article, n_before), look->err);
    }
    return status;
}

priscus_status second_look(const struct placing *placing, const struct story_sum *stories, size_t n,
                           struct priscus_error *err)
{
    struct look *look = arena_alloc(placing->mem, sizeof *look);
    size_t n_before;
    priscus_status status = PRISCUS_OK;

    if (!look || !(look->stories = arena_alloc(placing->mem, STORIES_MAX * sizeof *look->stories)))
        return error_memory(err);
    look->placing = placing;
    look->err = err;
    for (size_t i = 0; status == PRISCUS_OK && i < n && i <= LOOK_STORIES; i++) {
        status = add_articles(look, &stories[i]);
        if (i == 0 && !look->n)
            return status; /* it is too large */
    }
    if (status != PRISCUS_OK || look->n < 3)
        return status;
    n_before = look->n_stories;
    qsort(look->articles, look->n, sizeof *look->articles, by_page);
    group(look);
    if ((status = give_stories(look)) != PRISCUS_OK || (status = keep_stories(look)) != PRISCUS_OK)
        return status;
    return keep_moves(look, n_before);
}
