/* events.c - see events.h.
 *
 *     "Orlune's ferries sail again"
 *       -> no copy                                             find_original()
 *       -> orlune .31, ferry .28, crew .24, ...                weigh()
 *       -> stories 7, 9 and 2 have one of the twelve           find_candidates()
 *       -> products .31, .09, .02: near to others by .022      compare()
 *       -> to story 7 as .31 less .011 for both: it joins      join_nearest()
 *       -> story 9 is looked at, too                           second_look() */
#include "story/events/events.h"

#include <stdlib.h>

#include "base/date.h"
#include "ledger/link_copy.h"
#include "ledger/link_index.h"
#include "story/copies/shingles.h"
#include "story/events/second_look.h"
#include "story/events/story_sum.h"
#include "story/own.h"
#include "story/sources/medium.h"

#define EXCERPT_LEAST 80 /* per cent of it: less, and it may be one item of many                                    */
#define NEAR_STORIES  5  /* what an article shares with stories behind the nearest: the mean of so many              */
#define LOOK_LEAST    .5 /* of EVENT_LEAST: a story that is so near is looked at again                               */

struct candidate_story {
    int64_t story;
    double product; /* of the article and the story's, in the mean */
    struct story_sum sum;
};

struct eventing {
    const struct placing *placing;
    struct arena *mem;
    struct priscus_error *err;
    struct story_article article;
    struct candidate_story *candidates;
    size_t n_candidates;
    int64_t outlet;
    struct term_counts counts;
    struct article_terms terms;
};

static priscus_status no_memory(const struct eventing *e)
{
    return error_memory(e->err);
}

/* ---- copies --------------------------------------------------------------------------------- */

static bool is_whole(const struct link_copy *copy)
{
    return copy->kind != COPY_EXCERPT || copy->containment >= EXCERPT_LEAST;
}

/* The page beside which it goes, by those links: the one that shares most. */
static priscus_status best_of(struct eventing *e, const struct link_copy *copies, size_t n, bool mine, int *most,
                              int64_t *beside)
{
    for (size_t i = 0; i < n; i++) {
        int share = copies[i].jaccard * 101 + copies[i].containment;
        struct link_event other;
        bool found;
        priscus_status status;

        if (!is_whole(&copies[i]) || share <= *most)
            continue;
        status =
            ledger_link_event(e->placing->ledger, mine ? copies[i].of : copies[i].page, e->mem, &other, &found, e->err);
        if (status != PRISCUS_OK)
            return status;
        if (found) {
            *most = share;
            *beside = other.beside ? other.beside : other.page;
        }
    }
    return PRISCUS_OK;
}

static priscus_status find_original(struct eventing *e, int64_t *beside)
{
    struct ledger *ledger = e->placing->ledger;
    int64_t page = e->placing->page->page;
    struct link_copy *copies;
    size_t n;
    int most = -1;
    priscus_status status;

    *beside = 0;
    if ((status = ledger_link_copies(ledger, page, EVENT_COPIES, e->mem, &copies, &n, e->err)) != PRISCUS_OK ||
        (status = best_of(e, copies, n, true, &most, beside)) != PRISCUS_OK ||
        (status = ledger_link_copies_of(ledger, page, EVENT_COPIES, e->mem, &copies, &n, e->err)) != PRISCUS_OK)
        return status;
    return best_of(e, copies, n, false, &most, beside);
}

/* ---- the article ---------------------------------------------------------------------------- */

static int64_t outlet_number(const struct article *it)
{
    char bytes[MEDIUM_KEY_MAX];
    struct text key = medium_key(it->outlet, it->address, bytes);

    return key.len ? link_key_of(shingle_hash(key)) | 1 : 0;
}

static int64_t day_of(const struct article *it)
{
    uint8_t precision = it->published.precision;

    return precision == PRECISION_DAY || precision == PRECISION_MINUTE || precision == PRECISION_SECOND
               ? date_to_days(it->published)
               : EVENT_NO_DAY;
}

static priscus_status read_counts(struct eventing *e, int64_t outlet, struct term_counts *out)
{
    int64_t articles, outlet_articles = 0;
    struct text ledger, list = { "", 0 };
    priscus_status status = ledger_link_counts(e->placing->ledger, 0, e->mem, &articles, &ledger, e->err);

    if (status == PRISCUS_OK && outlet)
        status = ledger_link_counts(e->placing->ledger, outlet, e->mem, &outlet_articles, &list, e->err);
    if (status != PRISCUS_OK)
        return status;
    return counts_read(e->placing->common, (uint32_t)articles, ledger, (uint32_t)outlet_articles, list, e->mem, out) ==
                   PRISCUS_OK
               ? PRISCUS_OK
               : no_memory(e);
}

static priscus_status keep_counts(struct eventing *e, int64_t outlet, struct term_counts *counts)
{
    struct text list;
    priscus_status status;

    counts_settle(counts);
    status = ledger_link_counts_keep(e->placing->ledger, 0, counts->articles,
                                     text_of((const char *)counts->slots, (size_t)2 * COUNT_SLOTS), e->err);
    if (status != PRISCUS_OK || !outlet)
        return status;
    if (counts_write_outlet(counts, e->mem, &list) != PRISCUS_OK)
        return no_memory(e);
    return ledger_link_counts_keep(e->placing->ledger, outlet, counts->outlet_articles, list, e->err);
}

/* The article's vector; the outlet's sentences are counted. */
static priscus_status weigh(struct eventing *e)
{
    const struct article *it = &e->placing->page->it;
    struct term_words words;
    priscus_status status;

    e->outlet = outlet_number(it);
    if ((status = read_counts(e, e->outlet, &e->counts)) != PRISCUS_OK)
        return status;
    if (e->placing->own)
        words = e->placing->own->words;
    else if (term_words_of(it->title, it->body, e->mem, &words) != PRISCUS_OK)
        return no_memory(e);
    if (event_terms_of(&words, it->body, &e->counts, e->mem, &e->terms) != PRISCUS_OK ||
        event_terms_weigh(&e->terms, &e->counts, e->mem, &e->article.vector) != PRISCUS_OK ||
        vector_write(&e->article.vector, e->mem, &e->article.kept.terms) != PRISCUS_OK)
        return no_memory(e);
    if (e->outlet)
        counts_add_sentences(&e->counts, e->terms.sentences, e->terms.n_sentences);
    return PRISCUS_OK;
}

/* Of an article that begins a story. */
static priscus_status count_terms(struct eventing *e)
{
    uint32_t *counted = arena_alloc(e->mem, e->terms.n * sizeof *counted);
    size_t n = 0;

    if (!counted)
        return no_memory(e);
    for (size_t i = 0; i < e->terms.n; i++)
        if (!counts_is_common(e->counts.common, e->terms.terms[i].term))
            counted[n++] = e->terms.terms[i].term;
    counts_add_terms(&e->counts, counted, n, e->outlet != 0);
    return PRISCUS_OK;
}

/* ---- candidates ------------------------------------------------------------------------------ */

static int by_story(const void *a, const void *b)
{
    const struct candidate_story *x = a, *y = b;

    return x->story < y->story ? -1 : x->story > y->story;
}

static int by_product(const void *a, const void *b)
{
    const struct candidate_story *x = a, *y = b;

    if (x->product != y->product)
        return x->product > y->product ? -1 : 1;
    return by_story(a, b);
}

struct found_story {
    int64_t story;
    double weight; /* of the terms that it was found by, in the article */
};

static int by_found(const void *a, const void *b)
{
    const struct found_story *x = a, *y = b;

    if (x->story != y->story)
        return x->story < y->story ? -1 : 1;
    return x->weight > y->weight ? -1 : x->weight < y->weight; /* so that sums are the same whatever the sort does */
}

static int by_found_weight(const void *a, const void *b)
{
    const struct found_story *x = a, *y = b;

    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return x->story < y->story ? -1 : x->story > y->story;
}

static priscus_status find_candidates(struct eventing *e)
{
    struct weighed_term heaviest[EVENT_TERMS];
    int64_t keys[EVENT_TERMS];
    struct link_list lists[EVENT_TERMS];
    size_t n_keys = vector_heaviest(&e->article.vector, heaviest, EVENT_TERMS), n = 0, kept = 0;
    struct found_story *found;
    priscus_status status;

    for (size_t i = 0; i < n_keys; i++)
        keys[i] = story_term_key(heaviest[i].term);
    status = ledger_link_index_find(e->placing->ledger, keys, n_keys, EVENT_LIST_MAX, true, e->mem, lists, e->err);
    if (status != PRISCUS_OK)
        return status;
    if (!(found = arena_alloc(e->mem, EVENT_TERMS * EVENT_LIST_MAX * sizeof *found)) ||
        !(e->candidates = arena_alloc(e->mem, EVENT_CANDIDATES * sizeof *e->candidates)))
        return no_memory(e);
    for (size_t i = 0; i < n_keys; i++)
        for (size_t k = 0; k < lists[i].n; k++)
            found[n++] = (struct found_story){ lists[i].values[k], heaviest[i].weight };
    qsort(found, n, sizeof *found, by_found);
    for (size_t i = 0; i < n; i++)
        if (kept && found[kept - 1].story == found[i].story)
            found[kept - 1].weight += found[i].weight;
        else
            found[kept++] = found[i];
    qsort(found, kept, sizeof *found, by_found_weight);
    for (size_t i = 0; i < kept && e->n_candidates < EVENT_CANDIDATES; i++) {
        struct candidate_story *c = &e->candidates[e->n_candidates];
        bool there;

        if ((status = story_sum_read(e->placing, found[i].story, &c->sum, &there, e->err)) != PRISCUS_OK)
            return status;
        if (!there)
            continue;
        c->story = found[i].story;
        c->product = vector_product(&e->article.vector, &c->sum.sum) / (double)c->sum.kept.weighed;
        e->n_candidates++;
    }
    qsort(e->candidates, e->n_candidates, sizeof *e->candidates, by_product);
    return PRISCUS_OK;
}

/* ---- joining --------------------------------------------------------------------------------- */

/* What it shares with stories that it is not in, most likely: those behind the nearest. */
static double near_others(const struct eventing *e)
{
    double sum = 0;

    for (size_t i = 1; i < e->n_candidates && i <= NEAR_STORIES; i++)
        sum += e->candidates[i].product;
    return sum / NEAR_STORIES;
}

static size_t nearest(const struct eventing *e)
{
    struct days day = { e->article.kept.day, e->article.kept.day };
    size_t best = SIZE_MAX;
    double most = 0;

    for (size_t i = 0; i < e->n_candidates; i++) {
        const struct story_sum *s = &e->candidates[i].sum;
        double alike = story_alike(e->candidates[i].product, day, (struct days){ s->kept.first_day, s->kept.last_day },
                                   (double)e->article.kept.near / 1e6, story_near(s));

        if (alike >= EVENT_LEAST && (best == SIZE_MAX || alike > most)) {
            most = alike;
            best = i;
        }
    }
    return best;
}

static priscus_status join_nearest(struct eventing *e)
{
    struct story_sum stories[1 + LOOK_STORIES];
    size_t best, n = 1;
    priscus_status status = PRISCUS_OK;

    e->article.kept.near = (int64_t)(near_others(e) * 1e6);
    best = nearest(e);
    if (best == SIZE_MAX)
        (status = story_sum_begin(e->placing, e->article.kept.page, &stories[0], e->err)) == PRISCUS_OK
            ? status = count_terms(e)
            : status;
    else {
        stories[0] = e->candidates[best].sum;
        counts_add_joined(&e->counts, e->outlet != 0);
    }
    if (status != PRISCUS_OK || (status = story_sum_add(e->placing, &stories[0], &e->article, e->err)) != PRISCUS_OK ||
        (status = story_sum_keep(e->placing, &stories[0], e->err)) != PRISCUS_OK)
        return status;
    e->article.kept.story = stories[0].kept.story;
    if ((status = ledger_link_event_keep(e->placing->ledger, &e->article.kept, e->err)) != PRISCUS_OK)
        return status;
    for (size_t i = 0; i < e->n_candidates && n <= LOOK_STORIES; i++)
        if (i != best && e->candidates[i].product >= LOOK_LEAST * EVENT_LEAST)
            stories[n++] = e->candidates[i].sum;
    if ((status = keep_counts(e, e->outlet, &e->counts)) != PRISCUS_OK)
        return status;
    return second_look(e->placing, stories, n, e->err);
}

priscus_status event_place(const struct placing *placing, struct priscus_error *err)
{
    struct eventing e = { .placing = placing, .mem = placing->mem, .err = err };
    priscus_status status;

    if (placing->page->placed)
        return PRISCUS_OK;
    e.article.kept =
        (struct link_event){ .page = placing->page->page, .day = day_of(&placing->page->it), .terms = text_of("", 0) };
    if ((status = find_original(&e, &e.article.kept.beside)) != PRISCUS_OK)
        return status;
    if (e.article.kept.beside)
        return ledger_link_event_keep(placing->ledger, &e.article.kept, err);
    if ((status = weigh(&e)) != PRISCUS_OK || (status = find_candidates(&e)) != PRISCUS_OK)
        return status;
    return join_nearest(&e);
}
