/* telling.c - see telling.h. */
#include "story/sources/telling.h"

#include "ledger/link_copy.h"
#include "ledger/link_source.h"
#include "record/id.h"

#define ORIGINALS_MAX 8 /* pages that a page may be a copy of, of which the first is looked for */

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

/* The page that `page` copies: of several, the one that was published first as far as is known. */
static priscus_status find_original(struct ledger *ledger, const struct linked_page *page, struct arena *mem,
                                    struct telling *out, struct priscus_error *err)
{
    static const enum citation_how hows[] = {
        [COPY_WHOLE] = CITATION_COPY, [COPY_EXCERPT] = CITATION_EXCERPT, [COPY_UPDATE] = CITATION_UPDATE
    };
    struct link_copy *copies;
    size_t n;
    const struct linked_page *of;
    priscus_status status = ledger_link_copies(ledger, page->page, ORIGINALS_MAX, mem, &copies, &n, err);

    for (size_t i = 0; i < n && status == PRISCUS_OK; i++) {
        status = read_page(ledger, copies[i].of, mem, NULL, &of, err);
        if (status != PRISCUS_OK || !of)
            continue;
        if (!out->of || (date_known(of->it.published) && (!date_known(out->of->it.published) ||
                                                          date_compare(of->it.published, out->of->it.published) < 0))) {
            out->of = of;
            out->how = hows[copies[i].kind];
        }
    }
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
        if (status != PRISCUS_OK || !page)
            continue;
        tellings[kept] = (struct telling){ .page = page, .statement = statement_of(page, reports[i].statement) };
        status = find_original(ledger, page, mem, &tellings[kept], err);
        kept += status == PRISCUS_OK;
    }
    if (status != PRISCUS_OK)
        return status;
    if (!kept)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "no page of %.40s was read", id);
    *out = tellings;
    *n = kept;
    return PRISCUS_OK;
}
