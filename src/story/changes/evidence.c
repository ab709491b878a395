/* evidence.c - see evidence.h.
 *
 * A party is reported a thousand times by the same few media: reports of one chain are one account to story/sources. */
#include "story/changes/evidence.h"

#include <stdlib.h>

#include "story/changes/known_accounts.h"

struct by_page {
    int64_t copy_of;
    size_t report;
};

/* Reports through the same media, and where they are copies, of the same. */
struct group {
    const struct stance_report *report; /* the first of them           */
    struct text host;                   /* of its address              */
    size_t copy_of;                     /* a group, or ACCOUNT_NONE    */
};

struct grouping {
    struct group *groups;
    size_t n, room;
    size_t *of;    /* of each report: its group                    */
    size_t *table; /* 1 + group by hash; 0: free                   */
    size_t size;   /* of the table: a power of two                 */
    struct arena *mem;
};

static int compare(const void *left, const void *right)
{
    const struct by_page *a = left, *b = right;

    if (a->copy_of != b->copy_of)
        return a->copy_of < b->copy_of ? -1 : 1;
    return a->report < b->report ? -1 : a->report > b->report;
}

/* Of each report the first one before it whose page is a copy of the same as its own, or ACCOUNT_NONE. */
static priscus_status find_copies(const struct stance_report *const *reports, size_t n, struct arena *mem, size_t **out)
{
    struct by_page *order = arena_alloc(mem, n * sizeof *order);
    size_t *first_of = arena_alloc(mem, n * sizeof *first_of);

    if (!order || !first_of)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++)
        order[i] = (struct by_page){ reports[i]->copy_of, i };
    qsort(order, n, sizeof *order, compare);
    for (size_t i = 0, first = 0; i < n; i++) {
        if (order[i].copy_of != order[first].copy_of)
            first = i;
        first_of[order[i].report] =
            reports[order[i].report]->page == reports[order[first].report]->page ? ACCOUNT_NONE : order[first].report;
    }
    *out = first_of;
    return PRISCUS_OK;
}

static bool is_same(const struct group *g, const struct stance_report *r, struct text host, size_t copy_of)
{
    if (g->report->account && r->account)
        return g->copy_of == copy_of && g->report->account == r->account;
    return g->copy_of == copy_of && text_eq(g->report->chain, r->chain) && text_eq(g->report->outlet, r->outlet) &&
           text_eq(g->report->speaker, r->speaker) && text_eq(g->host, host);
}

static priscus_status add_to_group(struct grouping *g, const struct stance_report *r, size_t copy_of, size_t *out)
{
    struct text host = r->account ? r->account->address : r->host;
    uint64_t hash = r->account ? (uint64_t)(uintptr_t)r->account * 0x9e3779b97f4a7c15u >> 20 : text_hash(r->chain) ^ text_hash(host);
    size_t at = (size_t)(hash ^ copy_of * 31) & (g->size - 1);

    for (; g->table[at]; at = (at + 1) & (g->size - 1))
        if (is_same(&g->groups[g->table[at] - 1], r, host, copy_of)) {
            *out = g->table[at] - 1;
            return PRISCUS_OK;
        }
    g->groups = arena_grow(g->mem, g->groups, g->n, &g->room, sizeof *g->groups);
    if (!g->groups)
        return PRISCUS_ENOMEM;
    g->groups[g->n++] = (struct group){ r, host, copy_of };
    g->table[at] = g->n;
    *out = g->n - 1;
    return PRISCUS_OK;
}

static priscus_status group(const struct stance_report *const *reports, size_t n, struct grouping *g)
{
    size_t *first_of;
    priscus_status status = find_copies(reports, n, g->mem, &first_of);

    for (g->size = 4; g->size < 2 * n;)
        g->size *= 2;
    g->of = arena_alloc(g->mem, n * sizeof *g->of);
    g->table = arena_alloc(g->mem, g->size * sizeof *g->table);
    if (!g->of || !g->table)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n && status == PRISCUS_OK; i++)
        status =
            add_to_group(g, reports[i], first_of[i] == ACCOUNT_NONE ? ACCOUNT_NONE : g->of[first_of[i]], &g->of[i]);
    return status;
}

static priscus_status count_sources(const struct stance_report *const *reports, size_t n, struct arena *mem,
                                    size_t *out)
{
    struct grouping g = { .mem = mem };
    struct account *accounts;
    struct sources sources;
    priscus_status status = group(reports, n, &g);

    *out = 1;
    if (status != PRISCUS_OK || g.n == 1)
        return status;
    accounts = arena_alloc(mem, g.n * sizeof *accounts);
    if (!accounts)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < g.n; i++) {
        const struct stance_report *r = g.groups[i].report;

        if (r->account) {
            accounts[i] = *r->account;
        } else {
            account_of_chain(r->chain, r->speaker, r->outlet, &accounts[i]);
            accounts[i].address = r->host;
        }
        accounts[i].copy_of = g.groups[i].copy_of;
    }
    status = sources_find(accounts, g.n, mem, &sources);
    if (status == PRISCUS_OK)
        *out = sources.n;
    return status;
}

priscus_status evidence_of(const struct stance_report *const *reports, size_t n, struct arena *mem,
                           struct evidence *out)
{
    size_t of_sure[101], left;
    double wrong = 1;
    priscus_status status;

    *out = (struct evidence){ .sources = n };
    if (!n)
        return PRISCUS_OK;
    if (n > 1 && (status = count_sources(reports, n, mem, &out->sources)) != PRISCUS_OK)
        return status;
    memset(of_sure, 0, sizeof of_sure);
    for (size_t i = 0; i < n; i++)
        of_sure[report_sure(reports[i]) <= 100 ? report_sure(reports[i]) : 100]++;
    left = out->sources;
    for (unsigned sure = 100; sure > 0 && left; sure--)
        for (size_t i = 0; i < of_sure[sure] && left; i++, left--) {
            wrong *= 1 - sure / 100.0;
            out->mass += sure;
        }
    out->sure = 1 - wrong;
    return PRISCUS_OK;
}
