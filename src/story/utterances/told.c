/* told.c - see told.h. */
#include "story/utterances/told.h"

#include <stdlib.h>

#include "ledger/link_copy.h"
#include "story/sources/independent.h"

struct gathering {
    struct told_report *reports;
    size_t n, room;
    struct arena *mem;
    bool failed;
};

static bool keep_text(struct gathering *g, struct text *t)
{
    struct text kept;

    if (arena_text(g->mem, *t, &kept) != PRISCUS_OK)
        return false;
    *t = kept;
    return true;
}

static int gather(void *context, const struct told_report *report)
{
    struct gathering *g = context;
    struct told_report *grown = arena_grow(g->mem, g->reports, g->n, &g->room, sizeof *grown);

    g->failed = !grown;
    if (g->failed)
        return 1;
    g->reports = grown;
    grown += g->n++;
    *grown = *report;
    g->failed = !keep_text(g, &grown->speaker) || !keep_text(g, &grown->party) || !keep_text(g, &grown->outlet) ||
                !keep_text(g, &grown->address) || !keep_text(g, &grown->chain);
    return g->failed;
}

static int compare_dates(struct date a, struct date b)
{
    if (date_known(a) != date_known(b))
        return date_known(a) ? -1 : 1;
    return date_compare(a, b);
}

static int compare_published(const void *a, const void *b)
{
    const struct told_report *x = a, *y = b;
    int order = compare_dates(x->published, y->published);

    if (order)
        return order;
    if (x->page != y->page)
        return x->page < y->page ? -1 : 1;
    return (x->words.begin > y->words.begin) - (x->words.begin < y->words.begin);
}

static int compare_said(const void *a, const void *b)
{
    const struct told_utterance *x = a, *y = b;
    int order = compare_dates(x->date, y->date);

    return order ? order : (x->id > y->id) - (x->id < y->id);
}

/* Reports lie page by page. */
static void describe(struct told_utterance *u)
{
    for (size_t i = 0; i < u->n; i++) {
        const struct told_report *r = &u->reports[i];

        u->pages += !i || u->reports[i - 1].page != r->page;
        if (!u->speaker.len)
            u->speaker = r->speaker;
        if (!u->party.len)
            u->party = r->party;
        if (compare_dates(r->date, u->date) < 0)
            u->date = r->date;
    }
}

/* ---- sources --------------------------------------------------------------------------------- */

/* The report whose page that page is a copy of. */
static priscus_status copy_of(struct ledger *ledger, const struct told_utterance *u, size_t n, size_t report,
                              struct arena *mem, size_t *of, struct priscus_error *err)
{
    struct link_copy *copies;
    size_t n_copies;
    priscus_status status = ledger_link_copies(ledger, u->reports[report].page, 32, mem, &copies, &n_copies, err);

    *of = ACCOUNT_NONE;
    for (size_t k = 0; k < n_copies && status == PRISCUS_OK; k++)
        for (size_t i = 0; i < n && *of == ACCOUNT_NONE; i++)
            if (u->reports[i].page == copies[k].of)
                *of = i;
    return status;
}

static priscus_status count_sources(struct ledger *ledger, struct told_utterance *u, struct priscus_error *err)
{
    struct arena mem = { 0 };
    size_t n = u->n < SOURCES_MAX ? u->n : SOURCES_MAX;
    struct account *accounts = arena_alloc(&mem, n * sizeof *accounts);
    struct sources sources = { 0 };
    priscus_status status = accounts ? PRISCUS_OK : error_memory(err);

    for (size_t i = 0; i < n && status == PRISCUS_OK; i++) {
        const struct told_report *r = &u->reports[i];

        account_of_chain(r->chain, r->speaker, r->outlet, &accounts[i]);
        accounts[i].address = r->address;
        accounts[i].copy_of = ACCOUNT_NONE;
        if (i && u->reports[i - 1].page == r->page)
            accounts[i].copy_of = accounts[i - 1].copy_of;
        else
            status = copy_of(ledger, u, n, i, &mem, &accounts[i].copy_of, err);
    }
    if (status == PRISCUS_OK && (status = sources_find(accounts, n, &mem, &sources)) != PRISCUS_OK)
        error_memory(err);
    u->sources = sources.n;
    arena_release(&mem);
    return status;
}

/* ---- all of it ------------------------------------------------------------------------------- */

/* The earliest of those chosen, as many as the filter wants. */
static priscus_status list_utterances(struct ledger *ledger, const struct ledger_filter *filter,
                                      const struct chosen_utterances *chosen, size_t pages, struct arena *mem,
                                      struct told_list *out, struct priscus_error *err)
{
    struct gathering g = { .mem = mem };
    size_t n = 0;
    priscus_status status = ledger_utterance_reports(ledger, filter, chosen, gather, &g, err);

    if (status == PRISCUS_OK && !g.failed)
        out->items = arena_alloc(mem, g.n * sizeof *out->items);
    if (status == PRISCUS_OK && (g.failed || !out->items))
        status = error_memory(err);
    for (size_t i = 0, end; i < g.n && status == PRISCUS_OK; i = end) {
        struct told_utterance *u = &out->items[n];

        for (end = i; end < g.n && g.reports[end].utterance == g.reports[i].utterance;)
            end++;
        *u = (struct told_utterance){ .id = g.reports[i].utterance, .reports = g.reports + i, .n = end - i };
        qsort(u->reports, u->n, sizeof *u->reports, compare_published);
        describe(u);
        n += u->pages >= pages;
    }
    if (status != PRISCUS_OK)
        return status;
    if (n)
        qsort(out->items, n, sizeof *out->items, compare_said);
    out->n = filter->limit && n > filter->limit ? filter->limit : n;
    return PRISCUS_OK;
}

/* First which are shown, by dates alone, so that names and chains are asked of few. */
static priscus_status choose(struct ledger *ledger, const struct ledger_filter *filter, size_t pages, struct arena *mem,
                             struct chosen_utterances *out, struct priscus_error *err)
{
    struct told_list list;
    int64_t *ids;
    priscus_status status = ledger_earliest_utterances(ledger, filter, pages, mem, out, err);

    if (status != PRISCUS_OK || !filter->limit || filter->entry)
        return status;
    out->brief = true;
    if ((status = list_utterances(ledger, filter, out, pages, mem, &list, err)) != PRISCUS_OK)
        return status;
    if (!(ids = arena_alloc(mem, list.n * sizeof *ids)))
        return error_memory(err);
    for (size_t i = 0; i < list.n; i++)
        ids[i] = list.items[i].id;
    *out = (struct chosen_utterances){ ids, list.n };
    return PRISCUS_OK;
}

priscus_status utterances_find(struct ledger *ledger, const struct ledger_filter *filter, size_t pages,
                               struct arena *mem, struct told_list *out, struct priscus_error *err)
{
    struct chosen_utterances chosen;
    priscus_status status = choose(ledger, filter, pages, mem, &chosen, err);

    out->n = 0;
    if (status == PRISCUS_OK)
        status = list_utterances(ledger, filter, &chosen, pages, mem, out, err);
    for (size_t i = 0; i < out->n && status == PRISCUS_OK; i++)
        status = count_sources(ledger, &out->items[i], err);
    return status;
}
