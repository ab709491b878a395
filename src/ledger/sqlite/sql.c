/* sql.c - statements, transactions, and saying what went wrong; see sqlite_ledger.h. */
#include "ledger/sqlite/sqlite_ledger.h"

#include <errno.h>
#include <sys/stat.h>

#include "ledger/database/postgres.h"
#include "ledger/sqlite/link_sql.h"
#include "ledger/sqlite/seal.h"
#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/views.h"

#define IS_BETWEEN "article.id >= ?1 AND article.id < ?2"

/* ---- what went wrong --------------------------------------------------------------------- */

priscus_status ledger_failed(struct ledger *ledger, struct priscus_error *err)
{
    const char *path = ledger->path;
    int code;

    if (ledger->postgres)
        return postgres_failed(ledger->postgres, path, &ledger->why, err);
    code = sqlite3_extended_errcode(ledger->db);
    if (code == SQLITE_IOERR_NOMEM)
        code = SQLITE_NOMEM;
    ledger->why = code;
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory while using the ledger %s", path);
    case SQLITE_FULL:
        return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                         "no room is left on the disk for the ledger %s; what was committed before stands: "
                         "make room and run the same command again",
                         path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                         "another program is writing to the ledger %s; wait until it has ended, or name "
                         "another ledger with --ledger",
                         path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                         "the ledger %s cannot be written: the file or its folder is read-only", path);
    case SQLITE_CANTOPEN:
        return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                         "the ledger %s cannot be opened%s; does its folder exist, and may you write there?", path,
                         errno == EMFILE ? ": too many files are open" : "");
    case SQLITE_NOTADB:
        return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                         "%s is not a Priscus ledger (not even an SQLite file); name another with --ledger", path);
    case SQLITE_CORRUPT:
        return error_set(err, PRISCUS_ELEDGER, NOWHERE, "the ledger %s is damaged (SQLite: %s)", path,
                         sqlite3_errmsg(ledger->db));
    case SQLITE_IOERR:
        return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                         "the ledger %s cannot be read or written (SQLite: %s); what was committed before stands", path,
                         sqlite3_errmsg(ledger->db));
    default:
        return error_set(err, PRISCUS_ELEDGER, NOWHERE, "the ledger %s: %s", path, sqlite3_errmsg(ledger->db));
    }
}

/* ---- statements -------------------------------------------------------------------------- */

#define LAST(table) " (SELECT coalesce(max(id), 0) FROM " table ")"

static const char *const kept_sql[SQL_NAMES_N] = {
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_COMMIT] = "COMMIT",
    [SQL_ROLLBACK] = "ROLLBACK",
    [SQL_BEGIN_PAGE] = "SAVEPOINT one_page",
    [SQL_END_PAGE] = "RELEASE one_page",
    [SQL_HAS_TEMP] = "SELECT 1 FROM pragma_database_list WHERE name = 'temp'",
    [SQL_FIND_WORD] = "SELECT id FROM word WHERE text = ?",
    [SQL_FIND_KNOWLEDGE] = "SELECT id FROM knowledge WHERE sha256 = ?",
    [SQL_FIND_READING] = "SELECT id FROM reading WHERE key = ?",
    [SQL_FIND_PAGE] = "SELECT id FROM page WHERE sha256 = ?",
    [SQL_FIND_SIGHTING] = "SELECT id FROM sighting WHERE page = ? AND name = ? AND fetched = ?",
    [SQL_FIND_ARTICLE] = "SELECT article.id FROM page JOIN article ON article.page = page.id"
                         " WHERE page.sha256 = ? AND article.reading = ?"
                         " AND article.read_as = (SELECT id FROM word WHERE text = ?)",
    [SQL_FIND_BODY] = "SELECT body.id FROM article JOIN body ON body.id = article.body"
                      " WHERE article.page = ? AND body.sha256 = ? ORDER BY body.id",
    [SQL_BODY_TEXT] = "SELECT text FROM body WHERE id = ?",
    [SQL_ADD_TO_SEARCH] = "INSERT INTO search (rowid, text) VALUES (?, " LEDGER_SEEN("?") ")",
    [SQL_LAST_SEAL] = SEAL_SQL " DESC LIMIT 1",
    [SQL_ENDS] = "SELECT" LAST("word") "," LAST("knowledge") "," LAST("reading") "," LAST("body") "," LAST(
        "page") "," LAST("sighting") "," LAST("article") "," LAST("paragraph") "," LAST("correction"),
    [SQL_MARK] = "SELECT (SELECT hash FROM seal WHERE id = 1), (SELECT max(id) FROM seal),"
                 " (SELECT max(article) FROM link_mark), (SELECT max(id) FROM link_move)",
    [SQL_WATCH_FEED] = "SELECT title, etag, last_modified, looked, not_before, failures FROM watch_feed"
                       " WHERE address = ?",
    [SQL_WATCH_DUE] = "SELECT address, entry, about, feed, tries FROM watch_page"
                      " WHERE owner = ? AND state = 'waiting' AND next <= ? ORDER BY id LIMIT ?",
    [SQL_WATCH_READ] = "UPDATE watch_page SET state = 'read', entry = NULL, about = NULL WHERE address = ?",
    [SQL_WATCH_FAILED] = "UPDATE watch_page SET tries = tries + 1, next = ?1,"
                         " state = iif(?1, 'waiting', 'given up') WHERE address = ?2 AND state = 'waiting'",
    [SQL_SHOW_COUNTS_AWAY] = SHOW_COUNTS("-", "page.id = ?1", "a.id = ?1", "article.page = ?1"),
    [SQL_SHOW_PAGES_AWAY] = "DELETE FROM shown_page WHERE (sort, sha256) IN (SELECT sort, sha256 FROM (" PAGES_AGAIN_AS
                            " WHERE page.id = ?1) AS pages)",
    [SQL_SHOW_NEWEST_AWAY] = "DELETE FROM shown_newest WHERE id = ?1",
    [SQL_SHOW_NEWEST] = SHOW_NEWEST " AND a.page = ?1",
    [SQL_SHOW_STATEMENTS_AWAY] = "DELETE FROM shown_statement WHERE (sort, page_key, ordinal, id, article) IN"
                                 " (" STATEMENTS_SORTED " WHERE article.page = ?1)",
    [SQL_SHOW_STATEMENTS] = SHOW_STATEMENTS " AND article.page = ?1",
    [SQL_SHOW_REPORTS_AWAY] = "DELETE FROM shown_report WHERE (party, issue, sort, article, ordinal) IN (SELECT party,"
                              " issue, sort, article, ordinal FROM shown WHERE article IN (SELECT id FROM article"
                              " WHERE page = ?1))",
    [SQL_SHOW_AWAY] = "DELETE FROM shown WHERE article IN (SELECT id FROM article WHERE page = ?1)",
    [SQL_SHOW_PAGE] = SHOW " WHERE article.page = ?1",
    [SQL_SHOW_REPORTS] = SHOW_REPORTS " WHERE shown.article IN (SELECT id FROM article WHERE page = ?1)",
    [SQL_STANCE_WORDS] = "SELECT " AT("words_begin", "words_end") ", " AT("sentence_begin", "sentence_end") ", article.title,"
                         " coalesce(nullif(article.given_id, ''), " NAME_OF_PAGE("article.page") "), article.address FROM position"
                         " JOIN article ON article.id = position.article WHERE position.article = ? AND position.ordinal = ?",
    [SQL_WAIT_SHOWN] = WAIT_SHOWN " WHERE shown.article IN (SELECT id FROM article WHERE page = ?1)",
    [SQL_WAIT_NO_MORE] = "DELETE FROM shown_waiting WHERE party = ?1 AND issue = ?2",
    [SQL_WAIT_KEPT] = WAIT "party, issue, '' FROM shown_days",
    [SQL_DAYS_VERSION] = "SELECT n FROM shown_count WHERE what = 'days_version' AND of = 0",
    [SQL_DAYS_VERSION_IS] = "INSERT INTO shown_count VALUES ('days_version', 0, ?1) ON CONFLICT (what, of) DO UPDATE SET n = excluded.n",
    [SQL_SHOW_PAGES] = SHOW_PAGES " WHERE page.id = ?1",
    [SQL_SHOW_COUNTS] = SHOW_COUNTS("", "page.id = ?1", "a.id = ?1", "article.page = ?1"),
    [SQL_BLOCK_AWAY] = "DELETE FROM shown_block WHERE id = (SELECT article / " BLOCK_ARTICLES_SQL " FROM shown_newest WHERE id = ?1)",
    [SQL_BLOCK_ARTICLES] = COUNTED_OF_ARTICLE NEWEST_BY_ARTICLE " WHERE " IS_BETWEEN " ORDER BY article.id",
    [SQL_BLOCK_SAID] = SAID_OF_ARTICLE NEWEST_BY_ARTICLE ITS_STATEMENTS " WHERE " IS_BETWEEN " AND " THAT_STAND " ORDER BY article.id",
    [SQL_BLOCK_PARTIES] = "SELECT article.id, shown.party FROM " NEWEST_BY_ARTICLE " CROSS JOIN article AS other ON other.page = article.page"
                          " CROSS JOIN shown ON shown.article = other.id WHERE " IS_BETWEEN " GROUP BY article.id, shown.party"
                          " ORDER BY article.id, shown.party",
    LINK_KEPT_SQL
};

static priscus_status prepare(struct ledger *ledger, const char *sql, bool kept, struct query **out,
                              struct priscus_error *err)
{
    struct query *query = sqlite3_malloc(sizeof *query);

    *out = NULL;
    if (!query)
        return error_memory(err);
    *query = (struct query){ 0 };
    if (ledger->postgres ? !(query->postgres = postgres_prepare(ledger->postgres, sql, kept))
                         : sqlite3_prepare_v3(ledger->db, sql, -1, kept ? SQLITE_PREPARE_PERSISTENT : 0, &query->sqlite,
                                              NULL) != SQLITE_OK) {
        sqlite3_free(query);
        return ledger_failed(ledger, err);
    }
    *out = query;
    return PRISCUS_OK;
}

priscus_status ledger_prepare(struct ledger *ledger, const char *sql, struct query **stmt, struct priscus_error *err)
{
    return prepare(ledger, sql, false, stmt, err);
}

priscus_status ledger_prepare_kept(struct ledger *ledger, const char *sql, struct query **stmt,
                                   struct priscus_error *err)
{
    return prepare(ledger, sql, true, stmt, err);
}

priscus_status ledger_prepare_built(struct ledger *ledger, sqlite3_str *sql, struct query **stmt,
                                    struct priscus_error *err)
{
    char *text = sqlite3_str_finish(sql);
    priscus_status status;

    *stmt = NULL;
    status = text ? ledger_prepare(ledger, text, stmt, err) : error_memory(err);
    sqlite3_free(text);
    return status;
}

priscus_status ledger_step(struct ledger *ledger, struct query *stmt, bool *found, struct priscus_error *err)
{
    if (stmt->sqlite) {
        int rc = sqlite3_step(stmt->sqlite);

        *found = rc == SQLITE_ROW;
        return rc == SQLITE_ROW || rc == SQLITE_DONE ? PRISCUS_OK : ledger_failed(ledger, err);
    }
    return postgres_step(stmt->postgres, found) ? PRISCUS_OK : ledger_failed(ledger, err);
}

priscus_status ledger_exec(struct ledger *ledger, const char *sql, struct priscus_error *err)
{
    bool done = ledger->postgres ? postgres_exec(ledger->postgres, sql)
                                 : sqlite3_exec(ledger->db, sql, NULL, NULL, NULL) == SQLITE_OK;

    return done ? PRISCUS_OK : ledger_failed(ledger, err);
}

int64_t ledger_changes(struct ledger *ledger)
{
    return ledger->postgres ? postgres_changes(ledger->postgres) : sqlite3_changes(ledger->db);
}

priscus_status ledger_next_number(struct ledger *ledger, enum table_name table, int64_t *number,
                                  struct priscus_error *err)
{
    int64_t *last = &ledger->last[table];
    char sql[80];

    *number = 0;
    if (strcmp(ledger_tables[table].columns[0].type, ROW_NUMBER) != 0)
        return PRISCUS_OK;
    sqlite3_snprintf(sizeof sql, sql, "SELECT coalesce(max(id), 0) FROM %s", ledger_tables[table].name);
    if (!*last && !postgres_ask_number(ledger->postgres, sql, last))
        return ledger_failed(ledger, err);
    *number = ++*last;
    return PRISCUS_OK;
}

void ledger_forget_numbers(struct ledger *ledger)
{
    memset(ledger->last, 0, sizeof ledger->last);
}

bool ledger_in_transaction(struct ledger *ledger)
{
    return ledger->postgres ? postgres_in_transaction(ledger->postgres) : !sqlite3_get_autocommit(ledger->db);
}

/* Where PostgreSQL wants other words than SQLite. */
static const char *sql_of(const struct ledger *ledger, enum statement_name name)
{
    if (ledger->postgres && name == SQL_ADD_TO_SEARCH)
        return "INSERT INTO search (rowid, text) VALUES (?, to_tsvector('simple', ?))";
    if (ledger->postgres && name == SQL_SHOW_STATEMENTS_AWAY) /* an index of its own leads there */
        return "DELETE FROM shown_statement WHERE article IN (SELECT id FROM article WHERE page = ?1)";
    return kept_sql[name];
}

priscus_status ledger_kept(struct ledger *ledger, enum statement_name name, struct query **stmt,
                           struct priscus_error *err)
{
    struct query **kept = &ledger->kept[name];
    priscus_status status = *kept ? PRISCUS_OK : prepare(ledger, sql_of(ledger, name), true, kept, err);

    query_reset(*kept);
    *stmt = *kept;
    return status;
}

priscus_status ledger_insert(struct ledger *ledger, enum table_name table, struct query **stmt,
                             struct priscus_error *err)
{
    struct query **kept = &ledger->inserts[table];
    priscus_status status = PRISCUS_OK;

    if (!*kept) {
        sqlite3_str *sql = sqlite3_str_new(ledger->db);
        char *text;

        if (ledger->postgres)
            table_insert_postgres(&ledger_tables[table], sql);
        else
            table_insert_sql(&ledger_tables[table], sql);
        text = sqlite3_str_finish(sql);
        status = text ? prepare(ledger, text, true, kept, err) : error_memory(err);
        sqlite3_free(text);
    }
    query_reset(*kept);
    *stmt = *kept;
    return status;
}

priscus_status ledger_run(struct ledger *ledger, struct query *stmt, struct priscus_error *err)
{
    bool found;
    priscus_status status = ledger_step(ledger, stmt, &found, err);

    query_reset(stmt);
    return status;
}

priscus_status ledger_run_kept(struct ledger *ledger, enum statement_name name, struct priscus_error *err)
{
    struct query *stmt;
    priscus_status status = ledger_kept(ledger, name, &stmt, err);

    return status == PRISCUS_OK ? ledger_run(ledger, stmt, err) : status;
}

priscus_status column_copy(struct query *stmt, int at, struct arena *mem, struct text *out)
{
    struct text value = column_text(stmt, at);
    char *copy = value.ptr ? arena_copy(mem, value.ptr, value.len) : NULL;

    *out = text_of(copy, copy ? value.len : 0);
    return copy || query_is_null(stmt, at) ? PRISCUS_OK : PRISCUS_ENOMEM;
}

/* ---- transactions ------------------------------------------------------------------------ */

void ledger_forget_words(struct ledger *ledger)
{
    if (ledger->words)
        memset(ledger->words, 0, WORD_CACHE * sizeof *ledger->words);
}

void ledger_rollback(struct ledger *ledger)
{
    /* Prepared when the ledger was opened: this must work when memory is out. SQLite may have
     * undone the transaction itself (a full disk), then there is nothing to do. */
    if (ledger_in_transaction(ledger) && ledger->kept[SQL_ROLLBACK])
        ledger_run(ledger, ledger->kept[SQL_ROLLBACK], NULL);
    ledger->open = false;
    ledger->pending = 0;
    ledger_forget_words(ledger);
    ledger_forget_numbers(ledger);
}

/* SQLite undoes a transaction by itself when memory or the disk runs out, also while only asked.
 * The call that met it has failed and said so; here we only take notice. */
static void notice_rollback(struct ledger *ledger)
{
    if (ledger->open != ledger_in_transaction(ledger))
        ledger_rollback(ledger);
}

priscus_status ledger_begin(struct ledger *ledger, struct priscus_error *err)
{
    priscus_status status;

    notice_rollback(ledger);
    if (ledger->open)
        return PRISCUS_OK;
    status = ledger_run_kept(ledger, SQL_BEGIN, err);
    if (status != PRISCUS_OK) {
        ledger_rollback(ledger); /* where memory ran out after it had begun */
        return status;
    }
    ledger->open = true;
    ledger->pending = 0;
    ledger_forget_numbers(ledger);
    clock_gettime(CLOCK_MONOTONIC, &ledger->began);
    status = seal_add(ledger, SEAL_FOUND, err); /* what others put there must not pass for ours */
    if (status != PRISCUS_OK)
        ledger_rollback(ledger);
    return status;
}

/* What a page may have to take back, SQLite writes down: each leaf as it was, again for each row that has a trigger, some 16 KB a
 * row. By default that is a file, and writing it a quarter of all that writing a ledger takes; of a page with ROWS_IN_MEMORY, 16 MB
 * of memory. Not for longer than the transaction, since questions sort in the same place; and not where it has tables, which would
 * be gone. */
#define ROWS_IN_MEMORY 1024

static priscus_status take_back_in_memory(struct ledger *ledger, bool in_memory, struct priscus_error *err)
{
    struct query *stmt;
    bool has_tables = false;
    priscus_status status;

    if (ledger->postgres || ledger->in_memory == in_memory)
        return PRISCUS_OK;
    if ((status = ledger_kept(ledger, SQL_HAS_TEMP, &stmt, err)) == PRISCUS_OK)
        status = ledger_step(ledger, stmt, &has_tables, err);
    query_reset(stmt);
    if (status != PRISCUS_OK || has_tables)
        return status;
    status = ledger_exec(ledger, in_memory ? "PRAGMA temp_store = MEMORY" : "PRAGMA temp_store = DEFAULT", err);
    if (status == PRISCUS_OK)
        ledger->in_memory = in_memory;
    return status;
}

priscus_status ledger_begin_page(struct ledger *ledger, size_t rows, struct priscus_error *err)
{
    priscus_status status = PRISCUS_OK;

    notice_rollback(ledger);
    if (rows > ROWS_IN_MEMORY && ledger->in_memory)
        status = ledger_commit(ledger, err);
    else if (rows <= ROWS_IN_MEMORY && !ledger->open)
        status = take_back_in_memory(ledger, true, err);
    if (status == PRISCUS_OK)
        status = ledger_begin(ledger, err);
    return status == PRISCUS_OK ? ledger_run_kept(ledger, SQL_BEGIN_PAGE, err) : status;
}

/* Is the file that is written still the one that has the ledger's name? One that was deleted or replaced takes all that
 * is written to it, and is gone when we are. */
static priscus_status check_file(const struct ledger *ledger, struct priscus_error *err)
{
    struct stat st;

    if (!ledger->writable || !ledger->inode)
        return PRISCUS_OK;
    if (stat(ledger->path, &st) != 0)
        return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                         "the ledger %s was deleted or renamed while it was written (%s), and with it all that was "
                         "read; run the same command again",
                         ledger->path, strerror(errno));
    if (st.st_dev != ledger->device || st.st_ino != ledger->inode)
        return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                         "another file has taken the place of the ledger %s while it was written, and what was read "
                         "is not in it; run the same command again",
                         ledger->path);
    return PRISCUS_OK;
}

priscus_status ledger_commit(struct ledger *ledger, struct priscus_error *err)
{
    priscus_status status = check_file(ledger, err);

    if (status != PRISCUS_OK) {
        ledger_rollback(ledger);
        return status;
    }
    notice_rollback(ledger);
    if (!ledger->open)
        return PRISCUS_OK;
    status = seal_add(ledger, SEAL_COMMIT, err);
    if (status == PRISCUS_OK)
        status = ledger_run_kept(ledger, SQL_COMMIT, err);
    if (status != PRISCUS_OK) {
        ledger_rollback(ledger);
        return status;
    }
    ledger->open = false;
    ledger->pending = 0;
    take_back_in_memory(ledger, false, NULL); /* or later: what was written stands */
    return PRISCUS_OK;
}

/* SQLite calls this where another one is writing; 0: give up. Its own busy_timeout() looks only ten times a second, and
 * would miss the moment between two transactions of a writer that is busy. */
static int wait_for_turn(void *context, int times)
{
    const struct ledger *ledger = context;

    if (times >= ledger->patience / LEDGER_LOOK_MS)
        return 0;
    nanosleep(&(struct timespec){ .tv_nsec = LEDGER_LOOK_MS * 1000000L }, NULL);
    return 1;
}

void ledger_set_patience(struct ledger *ledger, int milliseconds)
{
    ledger->patience = milliseconds;
    if (ledger->postgres)
        postgres_set_patience(ledger->postgres, milliseconds);
    else
        sqlite3_busy_handler(ledger->db, wait_for_turn, ledger);
}
