/* telling.c - see telling.h. */
#include "story/sources/telling.h"

#include "ledger/link_source.h"
#include "record/id.h"

static int32_t statement_of(const struct linked_page *page, int64_t id)
{
    for (size_t i = 0; i < page->record.n_statements && id; i++)
        if (id_of_statement(page->hash, &page->record.statements[i]) == id)
            return (int32_t)i;
    return -1;
}

/* The page in that row; the same as the one before, if that is it. */
static priscus_status read_page(struct ledger *ledger, int64_t row, struct arena *mem, const struct linked_page *before,
                                const struct linked_page **out, struct priscus_error *err)
{
    struct linked_page *page;
    bool found;
    priscus_status status;

    *out = before && before->page == row ? before : NULL;
    if (*out)
        return PRISCUS_OK;
    if (!(page = arena_alloc(mem, sizeof *page)))
        return error_memory(err);
    status = ledger_link_page(ledger, row, mem, page, &found, err);
    if (status == PRISCUS_OK && found)
        *out = page;
    return status;
}

priscus_status tellings_find(struct ledger *ledger, const char *id, struct arena *mem, struct telling **out, size_t *n,
                             size_t *total, struct priscus_error *err)
{
    struct link_report *reports;
    struct telling *tellings;
    size_t n_reports, kept = 0;
    const struct linked_page *page = NULL;
    priscus_status status = ledger_link_reports(ledger, id, TELLINGS_MAX, mem, &reports, &n_reports, total, err);

    if (status != PRISCUS_OK)
        return status;
    if (!(tellings = arena_alloc(mem, n_reports * sizeof *tellings)))
        return error_memory(err);
    for (size_t i = 0; i < n_reports && status == PRISCUS_OK; i++) {
        status = read_page(ledger, reports[i].page, mem, page, &page, err);
        if (status == PRISCUS_OK && page)
            tellings[kept++] = (struct telling){ .page = page, .statement = statement_of(page, reports[i].statement) };
    }
    if (status != PRISCUS_OK)
        return status;
    if (!kept)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "no page of %.40s was read", id);
    *out = tellings;
    *n = kept;
    return PRISCUS_OK;
}
