/* shown_counts.c - how much there is of each outlet and speaker is kept; docs/ledger.md, "What is shown".
 *
 *     articles 1 to 81000       counted: in shown_outlet, shown_speaker and shown_said
 *     articles 81001 and on     counted when somebody asks (ask/ask_counts.c), until ledger_counts_keep() has added them
 *
 * So a new page costs its writer nothing, and many pages of one speaker change his row once. A page that is counted, and is read again,
 * corrected or found to be a copy, is taken off before and added behind, if its newest article is still one of those. */
#include "ledger/sqlite/row.h"

/* The more at once, the fewer rows are changed for each; some 0.2 seconds in a file. In a server many may wait. */
#define ARTICLES_AT_ONCE        4096
#define ARTICLES_AT_ONCE_SERVER 256

static priscus_status run_all(struct ledger *ledger, const enum statement_name *steps, size_t n, int64_t first, int64_t last,
                              struct priscus_error *err)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < n && status == PRISCUS_OK; i++) {
        struct row row = row_of_kept(ledger, steps[i], err);

        put_number(&row, first);
        if (last)
            put_number(&row, last);
        status = row_run(&row);
    }
    return status;
}

static priscus_status run_of_page(struct ledger *ledger, const enum statement_name *steps, size_t n, int64_t page_id,
                                  struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_COUNTED_PAGE, err);
    int64_t article;
    priscus_status status;

    put_number(&row, page_id);
    status = row_find(&row, &article);
    return status == PRISCUS_OK && article ? run_all(ledger, steps, n, page_id, 0, err) : status;
}

priscus_status ledger_uncount_page(struct ledger *ledger, int64_t page_id, struct priscus_error *err)
{
    static const enum statement_name steps[] = { SQL_COUNT_OUTLETS_AWAY, SQL_COUNT_SPEAKERS_AWAY, SQL_COUNT_SAID_AWAY };

    return run_of_page(ledger, steps, COUNT_OF(steps), page_id, err);
}

priscus_status ledger_count_page(struct ledger *ledger, int64_t page_id, struct priscus_error *err)
{
    static const enum statement_name steps[] = { SQL_COUNT_OUTLETS, SQL_COUNT_SPEAKERS, SQL_COUNT_SAID };

    return run_of_page(ledger, steps, COUNT_OF(steps), page_id, err);
}

static priscus_status find_ends(struct ledger *ledger, int64_t *counted, int64_t *last, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_COUNTED_TO, err);
    bool found;
    priscus_status status = row_next(&row, &found);

    *counted = *last = 0;
    if (status == PRISCUS_OK && found) {
        *counted = query_number(row.stmt, 0);
        *last = query_number(row.stmt, 1);
    }
    query_reset(row.stmt);
    return status;
}

/* *more: there are others behind these. */
static priscus_status count_next(struct ledger *ledger, bool *more, struct priscus_error *err)
{
    static const enum statement_name steps[] = { SQL_COUNT_NEXT_OUTLETS, SQL_COUNT_NEXT_SPEAKERS, SQL_COUNT_NEXT_SAID };
    int64_t counted, last, end, most = ledger->postgres ? ARTICLES_AT_ONCE_SERVER : ARTICLES_AT_ONCE;
    priscus_status status = find_ends(ledger, &counted, &last, err);

    *more = false;
    if (status != PRISCUS_OK || counted >= last)
        return status;
    end = last - counted > most ? counted + most : last;
    *more = end < last;
    status = run_all(ledger, steps, COUNT_OF(steps), counted, end, err);
    return status == PRISCUS_OK ? run_all(ledger, (const enum statement_name[]){ SQL_COUNTED_UP_TO }, 1, end, 0, err) : status;
}

priscus_status ledger_counts_keep(struct ledger *ledger, volatile sig_atomic_t *stop, struct priscus_error *err)
{
    int64_t counted, last;
    priscus_status status = find_ends(ledger, &counted, &last, err);
    bool more = counted < last;

    while (status == PRISCUS_OK && more && !(stop && *stop)) {
        if ((status = ledger_begin(ledger, err)) == PRISCUS_OK &&
            (status = ledger_run_kept(ledger, SQL_BEGIN_PAGE, err)) == PRISCUS_OK) {
            status = count_next(ledger, &more, err);
            if (status == PRISCUS_OK)
                status = ledger_run_kept(ledger, SQL_END_PAGE, err);
            if (status != PRISCUS_OK)
                ledger_undo_page(ledger, status);
        }
        if (status == PRISCUS_OK)
            status = ledger_page_done(ledger, err);
    }
    return status;
}
