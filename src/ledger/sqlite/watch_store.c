/* watch_store.c - see watch_store.h. Asked a few times a minute: statements are prepared where they are used. */
#include "ledger/watch_store.h"

#include "ledger/sqlite/sqlite_ledger.h"

static sqlite3_stmt *prepare(struct ledger *ledger, const char *sql, struct priscus_error *err)
{
    sqlite3_stmt *stmt = NULL;

    if (sqlite3_prepare_v2(ledger->db, sql, -1, &stmt, NULL) != SQLITE_OK)
        ledger_failed(ledger, err);
    return stmt;
}

/* What prepare() or a step has said in *err. */
static priscus_status failed(const struct priscus_error *err)
{
    return err->code;
}

static priscus_status step_last(struct ledger *ledger, sqlite3_stmt *stmt, struct priscus_error *err)
{
    priscus_status status = sqlite3_step(stmt) == SQLITE_DONE ? PRISCUS_OK : ledger_failed(ledger, err);

    sqlite3_finalize(stmt);
    return status;
}

static bool column_copy(sqlite3_stmt *stmt, int at, struct arena *mem, struct text *out)
{
    struct text t = column_text(stmt, at);

    *out = text_of(arena_copy(mem, t.ptr ? t.ptr : "", t.len), t.len);
    return out->ptr != NULL;
}

static priscus_status no_memory(struct priscus_error *err)
{
    return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory for what the watch remembers");
}

priscus_status ledger_watch_feed(struct ledger *ledger, struct text address, struct arena *mem, struct watch_feed *out,
                                 struct priscus_error *err)
{
    struct priscus_error own;
    sqlite3_stmt *stmt;
    struct watch_feed feed = { .address = address };
    int rc;

    err = err ? err : &own;
    stmt = prepare(ledger,
                   "SELECT title, etag, last_modified, looked, not_before, failures FROM watch_feed WHERE address = ?",
                   err);
    if (!stmt)
        return failed(err);
    bind_text(stmt, 1, address);
    rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW) {
        if (!column_copy(stmt, 0, mem, &feed.title) || !column_copy(stmt, 1, mem, &feed.etag) ||
            !column_copy(stmt, 2, mem, &feed.last_modified)) {
            sqlite3_finalize(stmt);
            return no_memory(err);
        }
        feed.looked = sqlite3_column_int64(stmt, 3);
        feed.not_before = sqlite3_column_int64(stmt, 4);
        feed.failures = (unsigned)sqlite3_column_int64(stmt, 5);
    } else if (rc != SQLITE_DONE) {
        ledger_failed(ledger, err);
        sqlite3_finalize(stmt);
        return failed(err);
    }
    sqlite3_finalize(stmt);
    *out = feed;
    return PRISCUS_OK;
}

static priscus_status keep_feed(struct ledger *ledger, const struct watch_feed *feed, struct priscus_error *err)
{
    sqlite3_stmt *stmt = prepare(ledger,
                                 "INSERT OR REPLACE INTO watch_feed (address, title, etag, last_modified, looked,"
                                 " not_before, failures) VALUES (?, ?, ?, ?, ?, ?, ?)",
                                 err);

    if (!stmt)
        return failed(err);
    bind_text(stmt, 1, feed->address);
    bind_text(stmt, 2, feed->title.ptr ? feed->title : text_c(""));
    bind_text(stmt, 3, feed->etag.ptr ? feed->etag : text_c(""));
    bind_text(stmt, 4, feed->last_modified.ptr ? feed->last_modified : text_c(""));
    sqlite3_bind_int64(stmt, 5, feed->looked);
    sqlite3_bind_int64(stmt, 6, feed->not_before);
    sqlite3_bind_int64(stmt, 7, feed->failures);
    return step_last(ledger, stmt, err);
}

static priscus_status keep_pages(struct ledger *ledger, struct text feed, struct text owner,
                                 const struct watch_page *pages, size_t n, size_t *n_new, struct priscus_error *err)
{
    char first_seen[DATE_TEXT_MAX];
    sqlite3_stmt *stmt =
        prepare(ledger,
                "INSERT OR IGNORE INTO watch_page (address, owner, feed, entry, about, first_seen, state,"
                " tries, next) VALUES (?, ?, ?, ?, ?, ?, 'waiting', 0, 0)",
                err);

    if (!stmt)
        return failed(err);
    date_format(date_now(), first_seen);
    for (size_t i = 0; i < n; i++) {
        const struct watch_page *p = &pages[i];

        sqlite3_reset(stmt);
        bind_text(stmt, 1, p->address);
        bind_text(stmt, 2, owner);
        bind_text(stmt, 3, feed);
        if (p->entry.len) {
            sqlite3_bind_blob64(stmt, 4, p->entry.ptr, p->entry.len, SQLITE_STATIC); /* bytes as they came */
            bind_text(stmt, 5, p->about);
        } else {
            sqlite3_bind_null(stmt, 4);
            sqlite3_bind_null(stmt, 5);
        }
        bind_text(stmt, 6, text_c(first_seen));
        if (sqlite3_step(stmt) != SQLITE_DONE) {
            ledger_failed(ledger, err);
            sqlite3_finalize(stmt);
            return failed(err);
        }
        *n_new += (size_t)sqlite3_changes(ledger->db);
    }
    sqlite3_finalize(stmt);
    return PRISCUS_OK;
}

priscus_status ledger_watch_looked(struct ledger *ledger, const struct watch_feed *feed, struct text owner,
                                   const struct watch_page *pages, size_t n, size_t *n_new, struct priscus_error *err)
{
    struct priscus_error own;
    size_t fresh = 0;
    priscus_status status;

    err = err ? err : &own;
    if ((status = ledger_begin(ledger, err)) != PRISCUS_OK)
        return status;
    if ((status = keep_feed(ledger, feed, err)) != PRISCUS_OK ||
        (status = keep_pages(ledger, feed->address, owner, pages, n, &fresh, err)) != PRISCUS_OK) {
        ledger_rollback(ledger);
        return status;
    }
    *n_new = fresh;
    return ledger_commit(ledger, err);
}

priscus_status ledger_watch_due(struct ledger *ledger, struct text owner, int64_t now, size_t most, struct arena *mem,
                                struct watch_page **out, size_t *n, struct priscus_error *err)
{
    struct priscus_error own;
    struct watch_page *pages = NULL;
    size_t room = 0, count = 0;
    sqlite3_stmt *stmt;
    int rc;

    err = err ? err : &own;
    stmt = prepare(ledger,
                   "SELECT address, entry, about, feed, tries FROM watch_page WHERE owner = ? AND state = 'waiting'"
                   " AND next <= ? ORDER BY id LIMIT ?",
                   err);
    if (!stmt)
        return failed(err);
    bind_text(stmt, 1, owner);
    sqlite3_bind_int64(stmt, 2, now);
    sqlite3_bind_int64(stmt, 3, (int64_t)most);
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        struct watch_page *grown = arena_grow(mem, pages, count, &room, sizeof *pages);
        struct watch_page page = { .tries = (unsigned)sqlite3_column_int64(stmt, 4) };
        const char *entry = sqlite3_column_blob(stmt, 1);
        size_t size = (size_t)sqlite3_column_bytes(stmt, 1);

        page.entry = text_of(arena_copy(mem, entry ? entry : "", entry ? size : 0), entry ? size : 0);
        if (!grown || !page.entry.ptr || !column_copy(stmt, 0, mem, &page.address) ||
            !column_copy(stmt, 2, mem, &page.about) || !column_copy(stmt, 3, mem, &page.feed_address)) {
            sqlite3_finalize(stmt);
            return no_memory(err);
        }
        pages = grown;
        pages[count++] = page;
    }
    if (rc != SQLITE_DONE) {
        ledger_failed(ledger, err);
        sqlite3_finalize(stmt);
        return failed(err);
    }
    sqlite3_finalize(stmt);
    *out = pages;
    *n = count;
    return PRISCUS_OK;
}

priscus_status ledger_watch_read(struct ledger *ledger, struct text address, struct priscus_error *err)
{
    struct priscus_error own;
    sqlite3_stmt *stmt;
    priscus_status status;

    err = err ? err : &own;
    if ((status = ledger_begin(ledger, err)) != PRISCUS_OK)
        return status;
    stmt = prepare(ledger, "UPDATE watch_page SET state = 'read', entry = NULL, about = NULL WHERE address = ?", err);
    if (!stmt)
        return failed(err);
    bind_text(stmt, 1, address);
    return step_last(ledger, stmt, err);
}

priscus_status ledger_watch_failed(struct ledger *ledger, struct text address, int64_t next, struct priscus_error *err)
{
    struct priscus_error own;
    sqlite3_stmt *stmt;
    priscus_status status;

    err = err ? err : &own;
    if ((status = ledger_begin(ledger, err)) != PRISCUS_OK)
        return status;
    stmt = prepare(ledger,
                   "UPDATE watch_page SET tries = tries + 1, next = ?1, state = iif(?1, 'waiting', 'given up')"
                   " WHERE address = ?2 AND state = 'waiting'",
                   err);
    if (!stmt)
        return failed(err);
    sqlite3_bind_int64(stmt, 1, next);
    bind_text(stmt, 2, address);
    status = step_last(ledger, stmt, err);
    return status == PRISCUS_OK ? ledger_commit(ledger, err) : status;
}
