/* watch_store.c - see watch_store.h. */
#include "ledger/watch_store.h"

#include "ledger/columns.h"
#include "ledger/sqlite/row.h"

static priscus_status no_memory(struct priscus_error *err)
{
    return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory for what the watch remembers");
}

static priscus_status read_feed(struct query *stmt, struct arena *mem, struct watch_feed *out,
                                struct priscus_error *err)
{
    struct watch_feed feed = { .address = out->address,
                               .looked = query_number(stmt, 3),
                               .not_before = query_number(stmt, 4),
                               .failures = (unsigned)query_number(stmt, 5) };

    if (column_copy(stmt, 0, mem, &feed.title) != PRISCUS_OK || column_copy(stmt, 1, mem, &feed.etag) != PRISCUS_OK ||
        column_copy(stmt, 2, mem, &feed.last_modified) != PRISCUS_OK)
        return no_memory(err);
    *out = feed;
    return PRISCUS_OK;
}

priscus_status ledger_watch_feed(struct ledger *ledger, struct text address, struct arena *mem, struct watch_feed *out,
                                 struct priscus_error *err)
{
    struct watch_feed feed = { .address = address };
    struct row row = row_of_kept(ledger, SQL_WATCH_FEED, err);
    bool found;
    priscus_status status;

    put_text(&row, address);
    status = row_next(&row, &found);
    if (status == PRISCUS_OK && found)
        status = read_feed(row.stmt, mem, &feed, err);
    query_reset(row.stmt);
    if (status == PRISCUS_OK)
        *out = feed;
    return status;
}

static priscus_status keep_feed(struct ledger *ledger, const struct watch_feed *feed, struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_WATCH_FEED, err);

    WATCH_FEED_COLUMNS(PUT);
    return row_run(&row);
}

static priscus_status keep_page(struct ledger *ledger, struct text feed, struct text owner,
                                const struct watch_page *page, size_t *n_new, struct priscus_error *err)
{
    static const struct text nothing;
    struct text entry = page->entry.len ? page->entry : nothing; /* bytes as they came */
    struct text about = page->entry.len ? page->about : nothing;
    struct row row = row_of_table(ledger, TABLE_WATCH_PAGE, err);
    priscus_status status;

    WATCH_PAGE_COLUMNS(PUT);
    status = row_run(&row);
    if (status == PRISCUS_OK)
        *n_new += (size_t)ledger_changes(ledger);
    return status;
}

priscus_status ledger_watch_looked(struct ledger *ledger, const struct watch_feed *feed, struct text owner,
                                   const struct watch_page *pages, size_t n, size_t *n_new, struct priscus_error *err)
{
    size_t fresh = 0;
    priscus_status status = ledger_begin(ledger, err);

    if (status != PRISCUS_OK)
        return status;
    status = keep_feed(ledger, feed, err);
    for (size_t i = 0; status == PRISCUS_OK && i < n; i++)
        status = keep_page(ledger, feed->address, owner, &pages[i], &fresh, err);
    if (status == PRISCUS_OK)
        status = ledger_commit(ledger, err);
    if (status != PRISCUS_OK) {
        ledger_rollback(ledger);
        return status;
    }
    *n_new = fresh;
    return PRISCUS_OK;
}

static priscus_status read_page(struct query *stmt, struct arena *mem, struct watch_page *out,
                                struct priscus_error *err)
{
    const char *entry = query_bytes(stmt, 1);
    size_t size = entry ? query_size(stmt, 1) : 0;

    *out = (struct watch_page){ .tries = (unsigned)query_number(stmt, 4) };
    out->entry = text_of(arena_copy(mem, entry ? entry : "", size), size);
    if (!out->entry.ptr || column_copy(stmt, 0, mem, &out->address) != PRISCUS_OK ||
        column_copy(stmt, 2, mem, &out->about) != PRISCUS_OK ||
        column_copy(stmt, 3, mem, &out->feed_address) != PRISCUS_OK)
        return no_memory(err);
    out->about = text_or_empty(out->about);
    return PRISCUS_OK;
}

priscus_status ledger_watch_due(struct ledger *ledger, struct text owner, int64_t now, size_t most, struct arena *mem,
                                struct watch_page **out, size_t *n, struct priscus_error *err)
{
    struct watch_page *pages = NULL;
    size_t room = 0, count = 0;
    struct row row = row_of_kept(ledger, SQL_WATCH_DUE, err);
    bool found;
    priscus_status status;

    put_text(&row, owner);
    put_number(&row, now);
    put_number(&row, (int64_t)most);
    while ((status = row_next(&row, &found)) == PRISCUS_OK && found) {
        struct watch_page *grown = arena_grow(mem, pages, count, &room, sizeof *pages);

        status = grown ? read_page(row.stmt, mem, &grown[count], err) : no_memory(err);
        if (status != PRISCUS_OK)
            break;
        pages = grown;
        count++;
    }
    query_reset(row.stmt);
    if (status != PRISCUS_OK)
        return status;
    *out = pages;
    *n = count;
    return PRISCUS_OK;
}

priscus_status ledger_watch_read(struct ledger *ledger, struct text address, struct priscus_error *err)
{
    struct row row;
    priscus_status status = ledger_begin(ledger, err);

    if (status != PRISCUS_OK)
        return status;
    row = row_of_kept(ledger, SQL_WATCH_READ, err);
    put_text(&row, address);
    return row_run(&row);
}

priscus_status ledger_watch_failed(struct ledger *ledger, struct text address, int64_t next, struct priscus_error *err)
{
    struct row row;
    priscus_status status = ledger_begin(ledger, err);

    if (status != PRISCUS_OK)
        return status;
    row = row_of_kept(ledger, SQL_WATCH_FAILED, err);
    put_number(&row, next);
    put_text(&row, address);
    status = row_run(&row);
    return status == PRISCUS_OK ? ledger_commit(ledger, err) : status;
}
