/* pairs.c - the reports of a ledger, gathered party by party and issue by issue. See stance_changes.h. */
#include "story/changes/pair_reports.h"
#include "story/changes/stance_changes.h"

struct gathering {
    struct arena mem; /* of the pair */
    struct known_accounts accounts;
    struct pair_reports reports;
    pair_fn *each;
    void *context;
    priscus_status status;
};

static void begin_pair(struct gathering *g)
{
    g->reports = (struct pair_reports){ .mem = &g->mem, .accounts = &g->accounts };
}

static priscus_status end_pair(struct gathering *g)
{
    struct pair_reports *r = &g->reports;
    struct history history;
    priscus_status status = PRISCUS_OK;

    if (r->n)
        status = history_fold(r->items, r->n, &g->mem, &history);
    if (r->n && status == PRISCUS_OK)
        status = g->each(g->context, r->items, r->n, &history, &g->mem);
    arena_reset(&g->mem);
    if (g->accounts.n > KNOWN_ACCOUNTS_MAX)
        known_accounts_forget(&g->accounts);
    begin_pair(g);
    return status;
}

static int gather(void *context, const struct stance_report *report)
{
    struct gathering *g = context;
    const struct stance_report *first = g->reports.items;

    if (g->reports.n && (!text_eq(report->party, first->party) || !text_eq(report->issue, first->issue)))
        g->status = end_pair(g);
    if (g->status == PRISCUS_OK)
        g->status = pair_reports_add(&g->reports, report);
    return g->status != PRISCUS_OK;
}

priscus_status pairs_each(struct ledger *ledger, const struct ledger_filter *filter, pair_fn *each, void *context,
                          struct priscus_error *err)
{
    struct gathering g = { .each = each, .context = context };
    priscus_status status;

    begin_pair(&g);
    status = ledger_stance_reports(ledger, filter, gather, &g, err);
    if (status == PRISCUS_OK)
        status = g.status;
    if (status == PRISCUS_OK)
        status = end_pair(&g);
    if (status == PRISCUS_ENOMEM)
        error_memory(err);
    arena_release(&g.mem);
    known_accounts_forget(&g.accounts);
    return status;
}
