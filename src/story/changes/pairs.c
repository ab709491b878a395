/* pairs.c - the reports of a ledger, gathered party by party and issue by issue. See stance_changes.h. */
#include "story/changes/known_accounts.h"
#include "story/changes/stance_changes.h"

struct gathering {
    struct arena mem; /* of the pair */
    struct known_accounts accounts;
    struct stance_report *reports;
    size_t n, room;
    pair_fn *each;
    void *context;
    priscus_status status;
};

static priscus_status end_pair(struct gathering *g)
{
    struct history history;
    priscus_status status = PRISCUS_OK;

    if (g->n)
        status = history_fold(g->reports, g->n, &g->mem, &history);
    if (g->n && status == PRISCUS_OK)
        status = g->each(g->context, g->reports, g->n, &history, &g->mem);
    arena_reset(&g->mem);
    if (g->accounts.n > KNOWN_ACCOUNTS_MAX)
        known_accounts_forget(&g->accounts);
    g->reports = NULL;
    g->n = g->room = 0;
    return status;
}

/* A copy in the pair's memory; the text of the report before, where it says the same: outlets and speakers come again. */
static priscus_status keep(struct gathering *g, struct text before, struct text *t)
{
    if (text_eq(before, *t)) {
        *t = before;
        return PRISCUS_OK;
    }
    return arena_text(&g->mem, *t, t);
}

static priscus_status add_report(struct gathering *g, const struct stance_report *report)
{
    struct stance_report r = *report, none = { 0 };
    const struct stance_report *before;

    if (g->n && (!text_eq(r.party, g->reports->party) || !text_eq(r.issue, g->reports->issue)) &&
        end_pair(g) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    before = g->n ? &g->reports[g->n - 1] : &none;
    if (keep(g, before->party, &r.party) != PRISCUS_OK || keep(g, before->issue, &r.issue) != PRISCUS_OK ||
        keep(g, before->speaker, &r.speaker) != PRISCUS_OK || keep(g, before->person, &r.person) != PRISCUS_OK ||
        keep(g, before->outlet, &r.outlet) != PRISCUS_OK ||
        keep(g, before->counterpart, &r.counterpart) != PRISCUS_OK ||
        keep(g, before->by_story, &r.by_story) != PRISCUS_OK || keep(g, before->address, &r.address) != PRISCUS_OK ||
        keep(g, before->chain, &r.chain) != PRISCUS_OK || known_account(&g->accounts, &r, &r.account) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    g->reports = arena_grow(&g->mem, g->reports, g->n, &g->room, sizeof r);
    if (!g->reports)
        return PRISCUS_ENOMEM;
    g->reports[g->n++] = r;
    return PRISCUS_OK;
}

static int gather(void *context, const struct stance_report *report)
{
    struct gathering *g = context;

    g->status = add_report(g, report);
    return g->status != PRISCUS_OK;
}

priscus_status pairs_each(struct ledger *ledger, const struct ledger_filter *filter, pair_fn *each, void *context,
                          struct priscus_error *err)
{
    struct gathering g = { .each = each, .context = context };
    priscus_status status = ledger_stance_reports(ledger, filter, gather, &g, err);

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
