/* utterance.c - see utterance.h. */
#include "story/utterances/utterance.h"

#include <stdlib.h>

#include "ledger/link_index.h"
#include "record/id.h"
#include "story/own.h"

#define JOIN_ODDS   -1.0f /* mean log-odds over the pages of an utterance, to join it                */
#define BESIDE_ODDS -.25f /* log-odds to join what stands beside it on the page                      */
#define NOT_LIKE    -3.f  /* log-odds of those that were not compared                                */
#define PAGES_MAX   3     /* of an utterance: those to which the report is likest */

struct placement {
    const struct placing *placing;
    struct own_reports own;
    struct comparing compared;
    struct priscus_error *err;
};

/* ---- what is placed already ------------------------------------------------------------------- */

static bool is_known(const struct utterance_report *known, size_t n, int64_t statement)
{
    for (size_t i = 0; i < n; i++)
        if (known[i].statement == statement)
            return true;
    return false;
}

/* Leave out statements that an earlier reading of the page had too. */
static priscus_status leave_out_known(struct placement *p, comparison_fn *each, void *context)
{
    struct utterance_report *known;
    size_t n, kept = 0;
    priscus_status status = ledger_utterance_of_page(p->placing->ledger, p->placing->page->page, REPORTS_MAX,
                                                     p->placing->mem, &known, &n, p->err);

    if (status != PRISCUS_OK)
        return status;
    for (size_t i = 0; i < p->own.n; i++)
        if (!is_known(known, n, p->own.reports[i].it.statement))
            p->own.reports[kept++] = p->own.reports[i];
    p->own.n = kept;
    return compare_beside(p->placing->language, each, context, p->placing->mem, &p->own) == PRISCUS_OK
               ? PRISCUS_OK
               : error_memory(p->err);
}

/* What the page itself says. */
static priscus_status read_own(struct placement *p, comparison_fn *each, void *context)
{
    const struct linked_page *page = p->placing->page;

    if (p->placing->own)
        p->own = p->placing->own->reports;
    else if (own_reports_of(p->placing->language, page, page->placed ? NULL : each, context, p->placing->mem,
                            &p->own) != PRISCUS_OK)
        return error_memory(p->err);
    for (size_t i = 0; i < p->own.n; i++)
        p->own.reports[i].it.page = page->page; /* which whoever made them need not have known */
    return page->placed ? leave_out_known(p, each, context) : PRISCUS_OK;
}

/* ---- choosing an utterance -------------------------------------------------------------------- */

struct page_odds {
    int64_t page;
    float odds;
};

static float pair_odds(const struct pair *pairs, size_t n, uint32_t other)
{
    for (size_t i = 0; i < n; i++)
        if (pairs[i].other == other)
            return pairs[i].odds;
    return NOT_LIKE;
}

/* The pages of the utterance that were looked at, each with the odds of its report that is likest. */
static size_t pages_of(const struct comparing *c, const struct pair *pairs, size_t n_pairs, int64_t utterance,
                       struct page_odds *pages)
{
    size_t n = 0;

    for (size_t i = 0; i < c->n_others; i++) {
        const struct utterance_report *it = &c->others[i].it;
        float odds;
        size_t k = 0;

        if (it->utterance != utterance)
            continue;
        odds = pair_odds(pairs, n_pairs, (uint32_t)i);
        while (k < n && pages[k].page != it->page)
            k++;
        if (k == n)
            pages[n++] = (struct page_odds){ it->page, odds };
        else if (pages[k].odds < odds)
            pages[k].odds = odds;
    }
    return n;
}

static int compare_odds(const void *a, const void *b)
{
    const struct page_odds *x = a, *y = b;

    if (x->odds != y->odds)
        return x->odds > y->odds ? -1 : 1;
    return (x->page > y->page) - (x->page < y->page);
}

/* Mean over the likest pages, against the threshold. */
static float joining_odds(const struct comparing *c, const struct pair *pairs, size_t n_pairs, int64_t utterance,
                          struct page_odds *room)
{
    size_t n = pages_of(c, pairs, n_pairs, utterance, room);
    float sum = 0;

    if (!n)
        return NOT_LIKE;
    qsort(room, n, sizeof *room, compare_odds);
    if (n > PAGES_MAX)
        n = PAGES_MAX;
    for (size_t i = 0; i < n; i++)
        sum += room[i].odds;
    return sum / (float)n - JOIN_ODDS;
}

static void take_better(int64_t utterance, float odds, int64_t *best, float *best_odds)
{
    if (odds > *best_odds || (odds == *best_odds && *best && utterance < *best)) {
        *best = utterance;
        *best_odds = odds;
    }
}

static struct pair *pairs_of(struct pair *pairs, size_t n, size_t from, uint32_t mine, size_t *count)
{
    *count = 0;
    while (from + *count < n && pairs[from + *count].mine == mine)
        ++*count;
    return pairs + from;
}

/* Does an utterance begin with another part of the same statement? */
static bool is_taken(const struct comparing *c, size_t before, int64_t utterance)
{
    for (size_t i = 0; i < before; i++)
        if (c->mine[i].it.utterance == utterance)
            return true;
    return false;
}

/* An utterance has the number of its first statement, or, where that is another's, one made of it and of the place. */
static int64_t new_utterance(const struct comparing *c, size_t mine)
{
    const struct utterance_report *it = &c->mine[mine].it;
    int64_t numbers[2] = { it->statement, it->words.begin };

    return is_taken(c, mine, it->statement) ? link_key_of(hash64_of(text_of((const char *)numbers, sizeof numbers)))
                                            : it->statement;
}

static int64_t choose(const struct comparing *c, size_t mine, const struct pair *pairs, size_t n_pairs,
                      const struct pair *beside, size_t n_beside, struct page_odds *room)
{
    int64_t best = 0;
    float best_odds = 0;

    for (size_t i = 0; i < n_beside; i++)
        take_better(c->mine[beside[i].other].it.utterance, beside[i].odds - BESIDE_ODDS, &best, &best_odds);
    for (size_t i = 0; i < n_pairs; i++) {
        int64_t utterance = c->others[pairs[i].other].it.utterance;

        if (pairs[i].odds > JOIN_ODDS) /* or its mean would not be */
            take_better(utterance, joining_odds(c, pairs, n_pairs, utterance, room), &best, &best_odds);
    }
    return best ? best : new_utterance(c, mine);
}

static priscus_status choose_all(struct placement *p)
{
    struct comparing *c = &p->compared;
    struct page_odds *room = arena_alloc(p->placing->mem, c->n_others * sizeof *room);
    size_t at = 0, at_beside = 0;

    if (!room)
        return error_memory(p->err);
    for (size_t i = 0; i < c->n_mine; i++) {
        size_t n, n_beside;
        const struct pair *pairs = pairs_of(c->pairs, c->n_pairs, at, (uint32_t)i, &n);
        const struct pair *beside = pairs_of(p->own.beside, p->own.n_beside, at_beside, (uint32_t)i, &n_beside);

        c->mine[i].it.utterance = choose(c, i, pairs, n, beside, n_beside, room);
        at += n;
        at_beside += n_beside;
    }
    return PRISCUS_OK;
}

/* ---- keeping ---------------------------------------------------------------------------------- */

static priscus_status keep(struct placement *p, struct report *r)
{
    char packed[TERMS_MAX * TERM_BYTES];
    int64_t keys[KEYS_MAX], row;
    priscus_status status;

    terms_pack(r->terms, r->n_terms, packed);
    r->it.terms = text_of(packed, r->n_terms * TERM_BYTES);
    status = ledger_utterance_add(p->placing->ledger, &r->it, &row, p->err);
    if (status == PRISCUS_OK)
        status = ledger_link_index_add(p->placing->ledger, keys, report_keys(r, keys), row, p->err);
    return status;
}

priscus_status utterance_place_told(const struct placing *placing, comparison_fn *each, void *context,
                                    struct priscus_error *err)
{
    struct placement p = { .placing = placing, .err = err };
    priscus_status status = read_own(&p, each, context);

    p.compared.mine = p.own.reports;
    p.compared.n_mine = p.own.n;
    if (status == PRISCUS_OK)
        status = compare_page(placing, each, context, &p.compared, err);
    if (status == PRISCUS_OK)
        status = choose_all(&p);
    for (size_t i = 0; i < p.compared.n_mine && status == PRISCUS_OK; i++)
        status = keep(&p, &p.compared.mine[i]);
    return status;
}

priscus_status utterance_place(const struct placing *placing, struct priscus_error *err)
{
    return utterance_place_told(placing, NULL, NULL, err);
}
