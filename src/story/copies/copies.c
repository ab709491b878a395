/* copies.c - see copies.h.
 *
 *     "Envoys meet in Levenbrugg ..."
 *       -> 49 keys -> 31 of them have page 3, 2 have page 8               find_candidates()
 *       -> page 3 shares 31 of 49: read and compared; page 8 is not       choose()
 *       -> 780 of 800 shingles are page 3's                               compare()
 *       -> a copy, a day later, by another outlet                         copy_way_of(), keep()
 *       -> as good as the same: its keys would say nothing new            add_to_index()
 *
 * What an outlet puts below each of its pages ("Follow us ...") makes two short ones look alike. It is known by standing in
 * pages that otherwise differ, and left out of the count. */
#include "story/copies/copies.h"

#include <stdlib.h>

#include "ledger/link_index.h"
#include "story/copies/copy_way.h"
#include "story/own.h"
#include "story/sources/medium.h"

#define SAME_JACCARD .9 /* as good as the same text */
#define COPY_SHARE   .5
#define KEYS_SHARE   .2 /* of the keys of the page that has fewer: less, and they will not share half of their text */

struct candidate {
    int64_t page;
    size_t keys; /* shared */
    struct link_text text;
    struct shingles shingles;
    struct overlap overlap;
    bool is_copy, same_outlet;
};

struct copying {
    const struct placing *placing;
    struct arena *mem;
    struct priscus_error *err;
    struct shingle_set set;
    int64_t *keys;
    struct link_list *lists;
    size_t n_keys;
    struct link_text text; /* of the page itself */
    struct candidate *candidates;
    size_t n_candidates;
};

static priscus_status no_memory(const struct copying *c)
{
    return error_memory(c->err);
}

/* ---- the page itself ----------------------------------------------------------------------- */

static int64_t outlet_of(const struct article *it)
{
    char bytes[MEDIUM_KEY_MAX];
    struct text key = medium_key(it->outlet, it->address, bytes);

    return key.len ? link_key_of(shingle_hash(key)) | 1 : 0;
}

static priscus_status read_page(struct copying *c)
{
    const struct linked_page *page = c->placing->page;
    struct shingled own;

    if (c->placing->own)
        own = c->placing->own->shingled;
    else if (shingled_of(page->it.body, c->mem, &own) != PRISCUS_OK)
        return no_memory(c);
    c->set = own.set;
    c->n_keys = own.n_keys;
    c->keys = arena_alloc(c->mem, c->n_keys * sizeof *c->keys);
    c->lists = arena_alloc(c->mem, c->n_keys * sizeof *c->lists);
    if (!c->keys || !c->lists)
        return no_memory(c);
    for (size_t i = 0; i < c->n_keys; i++)
        c->keys[i] = link_key_of(own.keys[i]);
    c->text = (struct link_text){
        .page = page->page, .shingles = c->set.n, .keys = c->n_keys, .outlet = outlet_of(&page->it)
    };
    return PRISCUS_OK;
}

/* ---- candidates ----------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return x < y ? -1 : x > y;
}

/* Those that share most keys first. */
static int by_keys(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;

    if (x->keys != y->keys)
        return x->keys > y->keys ? -1 : 1;
    return x->page < y->page ? -1 : x->page > y->page;
}

static priscus_status find_candidates(struct copying *c)
{
    int64_t *pages, own = c->placing->page->page;
    size_t n = 0;
    priscus_status status =
        ledger_link_index_find(c->placing->ledger, c->keys, c->n_keys, COPY_LIST_MAX, false, c->mem, c->lists, c->err);

    if (status != PRISCUS_OK)
        return status;
    for (size_t i = 0; i < c->n_keys; i++)
        n += c->lists[i].n;
    if (!(pages = arena_alloc(c->mem, n * sizeof *pages)) ||
        !(c->candidates = arena_alloc(c->mem, (n + COPY_COMPARED) * sizeof *c->candidates)))
        return no_memory(c);
    n = 0;
    for (size_t i = 0; i < c->n_keys; i++)
        for (size_t k = 0; k < c->lists[i].n; k++)
            pages[n++] = c->lists[i].values[k];
    qsort(pages, n, sizeof *pages, by_number);
    for (size_t i = 0; i < n; i++) {
        if (pages[i] == own)
            continue;
        if (!c->n_candidates || c->candidates[c->n_candidates - 1].page != pages[i])
            c->candidates[c->n_candidates++].page = pages[i];
        c->candidates[c->n_candidates - 1].keys++;
    }
    qsort(c->candidates, c->n_candidates, sizeof *c->candidates, by_keys);
    if (c->n_candidates > COPY_CANDIDATES)
        c->n_candidates = COPY_CANDIDATES;
    return PRISCUS_OK;
}

/* Leave those that may share half of their text. */
static priscus_status choose(struct copying *c)
{
    size_t n = 0;

    for (size_t i = 0; i < c->n_candidates && n < COPY_COMPARED; i++) {
        struct candidate candidate = c->candidates[i];
        bool found;
        priscus_status status = ledger_link_text(c->placing->ledger, candidate.page, &candidate.text, &found, c->err);
        size_t fewer;

        if (status != PRISCUS_OK)
            return status;
        if (!found)
            continue;
        fewer = candidate.text.keys < c->n_keys ? candidate.text.keys : c->n_keys;
        if ((double)candidate.keys < KEYS_SHARE * (double)fewer)
            continue;
        candidate.same_outlet = c->text.outlet && candidate.text.outlet == c->text.outlet;
        c->candidates[n++] = candidate;
    }
    c->n_candidates = n;
    return PRISCUS_OK;
}

/* ---- comparing ------------------------------------------------------------------------------ */

static bool shares_enough(const struct overlap *overlap)
{
    return overlap_containment(overlap) >= COPY_SHARE; /* a Jaccard coefficient is never larger */
}

static priscus_status compare_with(struct copying *c, struct candidate *it)
{
    struct text body = { 0 };
    bool found;
    priscus_status status = ledger_link_body(c->placing->ledger, it->page, c->mem, &body, &found, c->err);

    if (status != PRISCUS_OK || !found)
        return status;
    if (shingles_of(body, c->mem, &it->shingles) != PRISCUS_OK)
        return no_memory(c);
    it->overlap = shingle_set_overlap(&c->set, &it->shingles, it->text.shingles);
    it->is_copy = shares_enough(&it->overlap);
    return PRISCUS_OK;
}

/* Pages that are in the index by another's keys are compared where that other is a copy. */
static priscus_status add_same(struct copying *c, const struct candidate *of, size_t *n)
{
    struct link_text *texts;
    size_t n_texts;
    priscus_status status =
        ledger_link_same_as(c->placing->ledger, of->page, COPY_SAME, c->mem, &texts, &n_texts, c->err);

    for (size_t i = 0; status == PRISCUS_OK && i < n_texts && *n < COPY_COMPARED; i++)
        if (texts[i].page != c->text.page)
            c->candidates[(*n)++] =
                (struct candidate){ .page = texts[i].page,
                                    .text = texts[i],
                                    .same_outlet = c->text.outlet && texts[i].outlet == c->text.outlet };
    return status;
}

static priscus_status compare(struct copying *c)
{
    size_t n = c->n_candidates;
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; status == PRISCUS_OK && i < n; i++) {
        struct candidate *it = &c->candidates[i];

        status = compare_with(c, it);
        if (status == PRISCUS_OK && it->is_copy && !it->text.same_as)
            status = add_same(c, it, &n);
    }
    c->n_candidates = n;
    return status;
}

static bool is_other_page(const struct candidate *it)
{
    return it->same_outlet && overlap_jaccard(&it->overlap) < COPY_SHARE;
}

static bool is_short(const struct copying *c, const struct candidate *it)
{
    return c->set.n < COPY_SHORT || it->text.shingles < COPY_SHORT;
}

/* Without what stands in pages of the outlet that are no copies of this one. */
static priscus_status leave_out_boilerplate(struct copying *c)
{
    uint8_t *counts;
    size_t others = 0;

    for (size_t i = 0; i < c->n_candidates; i++)
        others += is_other_page(&c->candidates[i]);
    if (others < COPY_BOILERPLATE)
        return PRISCUS_OK;
    if (shingle_set_counted(&c->set, c->mem, &counts) != PRISCUS_OK)
        return no_memory(c);
    for (size_t i = 0; i < c->n_candidates; i++)
        if (is_other_page(&c->candidates[i]))
            shingle_set_count(&c->set, &c->candidates[i].shingles, counts);
    for (size_t i = 0; i < c->n_candidates; i++) {
        struct candidate *it = &c->candidates[i];
        struct overlap rest;

        if (!it->is_copy || !it->same_outlet || !is_short(c, it))
            continue;
        rest = shingle_set_overlap_without(&c->set, &it->shingles, it->text.shingles, counts, COPY_BOILERPLATE);
        it->is_copy = shares_enough(&rest);
    }
    return PRISCUS_OK;
}

/* "Watch: the ferry leaves", "Watch: the ferry returns", and the same two lines below both. */
static bool are_stubs(const struct copying *c, const struct candidate *it, const struct article *other)
{
    const struct article *own = &c->placing->page->it;

    return it->same_outlet && c->set.n < COPY_STUB && it->text.shingles < COPY_STUB && own->title.len &&
           other->title.len && !text_eq(own->title, other->title);
}

/* ---- keeping -------------------------------------------------------------------------------- */

static priscus_status keep(struct copying *c, struct candidate *it)
{
    const struct linked_page *page = c->placing->page;
    struct linked_page other;
    struct copy_way way;
    struct link_copy copy = { .jaccard = (int)(overlap_jaccard(&it->overlap) * 100),
                              .containment = (int)(overlap_containment(&it->overlap) * 100) };
    bool found;
    priscus_status status = ledger_link_article(c->placing->ledger, it->page, c->mem, &other, &found, c->err);

    if (status != PRISCUS_OK || !found || are_stubs(c, it, &other.it))
        return status;
    way = copy_way_of(&page->it, &other.it, &it->overlap);
    copy.page = way.later_is_copy ? page->page : other.page;
    copy.of = way.later_is_copy ? other.page : page->page;
    copy.kind = way.kind;
    return ledger_link_copy_add(c->placing->ledger, &copy, c->err);
}

static priscus_status add_to_index(struct copying *c)
{
    size_t n = 0;
    double most = 0;
    priscus_status status;

    for (size_t i = 0; i < c->n_candidates; i++) {
        double jaccard = overlap_jaccard(&c->candidates[i].overlap);

        if (jaccard >= SAME_JACCARD && jaccard > most && !c->candidates[i].text.same_as) {
            most = jaccard;
            c->text.same_as = c->candidates[i].page;
        }
    }
    if ((status = ledger_link_text_add(c->placing->ledger, &c->text, c->err)) != PRISCUS_OK || c->text.same_as)
        return status;
    for (size_t i = 0; i < c->n_keys; i++)
        if (c->lists[i].n < COPY_LIST_MAX)
            c->keys[n++] = c->keys[i];
    return ledger_link_index_add(c->placing->ledger, c->keys, n, c->text.page, c->err);
}

priscus_status copy_place(const struct placing *placing, struct priscus_error *err)
{
    struct copying c = { .placing = placing, .mem = placing->mem, .err = err };
    priscus_status status;

    if (placing->page->placed)
        return PRISCUS_OK;
    if ((status = read_page(&c)) != PRISCUS_OK || c.set.n < COPY_LEAST ||
        (status = find_candidates(&c)) != PRISCUS_OK || (status = choose(&c)) != PRISCUS_OK ||
        (status = compare(&c)) != PRISCUS_OK || (status = leave_out_boilerplate(&c)) != PRISCUS_OK)
        return status;
    for (size_t i = 0; status == PRISCUS_OK && i < c.n_candidates; i++)
        if (c.candidates[i].is_copy)
            status = keep(&c, &c.candidates[i]);
    return status == PRISCUS_OK ? add_to_index(&c) : status;
}
