/* evidence.c - see evidence.h. */
#include "story/changes/evidence.h"

#include <stdlib.h>

#include "story/sources/independent.h"

struct by_page {
    int64_t copy_of;
    size_t report;
};

static int compare(const void *left, const void *right)
{
    const struct by_page *a = left, *b = right;

    if (a->copy_of != b->copy_of)
        return a->copy_of < b->copy_of ? -1 : 1;
    return a->report < b->report ? -1 : a->report > b->report;
}

/* Reports of copies of one page are copies of the first of them. */
static priscus_status mark_copies(const struct stance_report *const *reports, size_t n, struct account *accounts,
                                  struct arena *mem)
{
    struct by_page *order = arena_alloc(mem, n * sizeof *order);

    if (!order)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++)
        order[i] = (struct by_page){ reports[i]->copy_of, i };
    qsort(order, n, sizeof *order, compare);
    for (size_t i = 1, first = 0; i < n; i++) {
        if (order[i].copy_of != order[first].copy_of)
            first = i;
        else if (reports[order[i].report]->page != reports[order[first].report]->page)
            accounts[order[i].report].copy_of = order[first].report;
    }
    return PRISCUS_OK;
}

static priscus_status count_sources(const struct stance_report *const *reports, size_t n, struct arena *mem,
                                    size_t *out)
{
    struct account *accounts = arena_alloc(mem, n * sizeof *accounts);
    struct sources sources;
    priscus_status status;

    if (!accounts)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        account_of_chain(reports[i]->chain, reports[i]->speaker, reports[i]->outlet, &accounts[i]);
        accounts[i].address = reports[i]->address;
    }
    status = mark_copies(reports, n, accounts, mem);
    if (status == PRISCUS_OK)
        status = sources_find(accounts, n, mem, &sources);
    if (status == PRISCUS_OK)
        *out = sources.n;
    return status;
}

priscus_status evidence_of(const struct stance_report *const *reports, size_t n, struct arena *mem, double *evidence,
                           size_t *sources)
{
    size_t of_sure[101] = { 0 }, n_sources = n;
    double wrong = 1;
    priscus_status status = PRISCUS_OK;

    if (n > 1)
        status = count_sources(reports, n, mem, &n_sources);
    if (sources)
        *sources = n_sources;
    if (!evidence || status != PRISCUS_OK)
        return status;
    for (size_t i = 0; i < n; i++)
        of_sure[report_sure(reports[i]) <= 100 ? report_sure(reports[i]) : 100]++;
    for (unsigned sure = 100; sure > 0 && n_sources; sure--)
        for (size_t i = 0; i < of_sure[sure] && n_sources; i++, n_sources--)
            wrong *= 1 - sure / 100.0;
    *evidence = 1 - wrong;
    return PRISCUS_OK;
}
