/* connection.c - opening, transactions, and saying what went wrong; docs/ledger.md tells the whole.
 *
 * One connection, one writer. Pages are committed some hundreds at a time, or each second, so that a
 * kill costs a second's work; WAL keeps what was committed, whatever happens, and lets others
 * read meanwhile. All memory comes from SQLite's allocator, so that one hook makes
 * every allocation of this floor fail in the tests. */
#include "ledger/sqlite/sqlite_ledger.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/utf8.h"

#define PAGE_BYTES 4096 /* of the file; measured: 8192 makes a ledger 4 % larger, 16384 8 % */

static const char *const sql_text[SQL_NAMES_N] = {
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_COMMIT] = "COMMIT",
    [SQL_ROLLBACK] = "ROLLBACK",
    [SQL_SAVE] = "SAVEPOINT one_page",
    [SQL_KEEP] = "RELEASE one_page",
    [SQL_WORD_FIND] = "SELECT id FROM word WHERE text = ?",
    [SQL_WORD_ADD] = "INSERT INTO word (text) VALUES (?)",
    [SQL_TEXT_FIND] = "SELECT id FROM knowledge WHERE sha256 = ?",
    [SQL_TEXT_ADD] = "INSERT INTO knowledge (sha256, text) VALUES (?, ?)",
    [SQL_READING_FIND] = "SELECT id FROM reading WHERE key = ?",
    [SQL_READING_ADD] = "INSERT INTO reading (key, engine, started) VALUES (?, ?, ?)",
    [SQL_READING_TEXT_ADD] = "INSERT INTO reading_knowledge (reading, kind, ordinal, name, knowledge)"
                             " VALUES (?, ?, ?, ?, ?)",
    [SQL_PAGE_FIND] = "SELECT id FROM page WHERE sha256 = ?",
    [SQL_PAGE_ADD] = "INSERT INTO page (key, sha256, size, body, zstd) VALUES (?, ?, ?, ?, ?)",
    [SQL_SIGHTING_FIND] = "SELECT id FROM sighting WHERE page = ? AND name = ? AND fetched = ?",
    [SQL_SIGHTING_ADD] = "INSERT INTO sighting (page, name, fetched, first_seen) VALUES (?, ?, ?, ?)",
    [SQL_ARTICLE_FIND] = "SELECT article.id FROM page JOIN article ON article.page = page.id"
                         " WHERE page.sha256 = ? AND article.reading = ?"
                         " AND article.read_as = (SELECT id FROM word WHERE text = ?)",
    [SQL_BODY_OF_PAGE] = "SELECT body.id FROM article JOIN body ON body.id = article.body"
                         " WHERE article.page = ? AND body.sha256 = ? ORDER BY body.id",
    [SQL_BODY_ADD] = "INSERT INTO body (sha256, text) VALUES (?, ?)",
    [SQL_BODY] = "SELECT text FROM body WHERE id = ?",
    [SQL_ARTICLE_ADD] =
        "INSERT INTO article (key, page, reading, read_as, sighting, recorded, body, given_id, title,"
        " outlet, outlet_inferred, byline, section, language, address, republished_by, published,"
        " published_precision, published_words, modified, modified_precision, day_first, unsure,"
        " unsure_why, given) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, ?)",
    [SQL_AGENCY_ADD] = "INSERT INTO agency (article, ordinal, name, credited_for) VALUES (?, ?, ?, ?)",
    [SQL_PARAGRAPH_ADD] = "INSERT INTO paragraph (article, role, \"begin\", \"end\", page_begin, page_end)"
                          " VALUES (?, ?, ?, ?, ?, ?)",
    [SQL_PASSAGE_ADD] = "INSERT INTO search (rowid, text) VALUES (?, ?)",
    [SQL_DROPPED_ADD] = "INSERT INTO dropped (article, ordinal, role, rule, page_begin, page_end)"
                        " VALUES (?, ?, ?, ?, ?, ?)",
    [SQL_STATEMENT_ADD] = "INSERT INTO statement (article, ordinal, id, kind, source_begin, source_end, cue_begin,"
                          " cue_end, speaker, party, last_known, occasion_begin, occasion_end, said_on,"
                          " said_on_precision, said_begin, said_end, inside, addressee_begin, addressee_end)"
                          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [SQL_CONTENT_ADD] = "INSERT INTO content (article, statement, ordinal, \"begin\", \"end\") VALUES (?, ?, ?, ?, ?)",
    [SQL_CHAIN_ADD] = "INSERT INTO chain (article, statement, ordinal, role, name, \"begin\", \"end\")"
                      " VALUES (?, ?, ?, ?, ?, ?, ?)",
    [SQL_POSITION_ADD] = "INSERT INTO position (article, ordinal, id, statement, sentence_begin, sentence_end,"
                         " words_begin, words_end, speaker, party, issue, stance, condition_begin, condition_end,"
                         " counterpart, said_on, said_on_precision, said_begin, said_end, last_known, by_other,"
                         " rules) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};

/* ---- what went wrong --------------------------------------------------------------------- */

priscus_status ledger_failed(struct ledger *ledger, struct priscus_error *err)
{
    int code = sqlite3_extended_errcode(ledger->db);
    const char *path = ledger->path;

    if (code == SQLITE_IOERR_NOMEM)
        code = SQLITE_NOMEM;
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

sqlite3_stmt *ledger_sql(struct ledger *ledger, enum statement_name name, struct priscus_error *err)
{
    sqlite3_stmt **stmt = &ledger->kept_sql[name];

    if (!*stmt &&
        sqlite3_prepare_v3(ledger->db, sql_text[name], -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL) != SQLITE_OK) {
        ledger_failed(ledger, err);
        return NULL;
    }
    sqlite3_reset(*stmt);
    return *stmt;
}

priscus_status ledger_run(struct ledger *ledger, sqlite3_stmt *stmt, struct priscus_error *err)
{
    priscus_status status = sqlite3_step(stmt) == SQLITE_DONE ? PRISCUS_OK : ledger_failed(ledger, err);

    sqlite3_reset(stmt);
    return status;
}

priscus_status ledger_exec(struct ledger *ledger, const char *sql, struct priscus_error *err)
{
    return sqlite3_exec(ledger->db, sql, NULL, NULL, NULL) == SQLITE_OK ? PRISCUS_OK : ledger_failed(ledger, err);
}

static priscus_status run_named(struct ledger *ledger, enum statement_name name, struct priscus_error *err)
{
    sqlite3_stmt *stmt = ledger_sql(ledger, name, err);

    return stmt ? ledger_run(ledger, stmt, err) : err ? err->code : PRISCUS_ELEDGER;
}

void ledger_forget_words(struct ledger *ledger)
{
    if (ledger->words)
        memset(ledger->words, 0, WORD_CACHE * sizeof *ledger->words);
}

void ledger_rollback(struct ledger *ledger)
{
    /* Prepared when the ledger was opened: this must work when memory is out. SQLite may have
     * undone the transaction itself (a full disk), then there is nothing to do. */
    if (!sqlite3_get_autocommit(ledger->db) && ledger->kept_sql[SQL_ROLLBACK]) {
        sqlite3_step(ledger->kept_sql[SQL_ROLLBACK]);
        sqlite3_reset(ledger->kept_sql[SQL_ROLLBACK]);
    }
    ledger->open = false;
    ledger->pending = 0;
    ledger_forget_words(ledger);
}

/* SQLite undoes a transaction by itself when memory or the disk runs out, also while only asked.
 * The call that met it has failed and said so; here we only take notice. */
static void lost_or_open(struct ledger *ledger)
{
    if (ledger->open == (sqlite3_get_autocommit(ledger->db) != 0))
        ledger_rollback(ledger);
}

priscus_status ledger_begin(struct ledger *ledger, struct priscus_error *err)
{
    struct priscus_error own;
    priscus_status status;

    lost_or_open(ledger);
    if (ledger->open)
        return PRISCUS_OK;
    status = run_named(ledger, SQL_BEGIN, err ? err : &own);
    if (status != PRISCUS_OK) {
        ledger_rollback(ledger); /* when memory ran out behind the beginning */
        return status;
    }
    ledger->open = true;
    ledger->pending = 0;
    clock_gettime(CLOCK_MONOTONIC, &ledger->began);
    return PRISCUS_OK;
}

priscus_status ledger_commit(struct ledger *ledger, struct priscus_error *err)
{
    struct priscus_error own;
    priscus_status status;

    lost_or_open(ledger);
    if (!ledger->open)
        return PRISCUS_OK;
    status = run_named(ledger, SQL_COMMIT, err ? err : &own);
    if (status != PRISCUS_OK) {
        ledger_rollback(ledger);
        return status;
    }
    ledger->kept += ledger->pending;
    ledger->open = false;
    ledger->pending = 0;
    return PRISCUS_OK;
}

void ledger_set_patience(struct ledger *ledger, int milliseconds)
{
    sqlite3_busy_timeout(ledger->db, milliseconds);
}

/* ---- functions for SQL ------------------------------------------------------------------- */

/* cut(body, begin, end): the words at a place. SQLite's substr() would copy the whole body for each
 * of the thousands of entries that a large page may have; this one stays on the body's row. */
static void sql_cut(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct ledger *ledger = sqlite3_user_data(context);
    int64_t body = sqlite3_value_int64(values[0]), begin = sqlite3_value_int64(values[1]),
            end = sqlite3_value_int64(values[2]);
    sqlite3_stmt *stmt = ledger->kept_sql[SQL_BODY];
    struct text text;

    (void)n;
    if (sqlite3_value_type(values[1]) == SQLITE_NULL || sqlite3_value_type(values[2]) == SQLITE_NULL)
        return; /* NULL: there is no such place */
    if (!stmt || ledger->cut_body != body) {
        struct priscus_error err;

        stmt = ledger_sql(ledger, SQL_BODY, &err);
        ledger->cut_body = 0;
        if (!stmt) {
            sqlite3_result_error_nomem(context);
            return;
        }
        sqlite3_bind_int64(stmt, 1, body);
        switch (sqlite3_step(stmt)) {
        case SQLITE_ROW:
            break;
        case SQLITE_NOMEM:
            sqlite3_result_error_nomem(context);
            return;
        default:
            sqlite3_result_error(context, "a body is missing", -1);
            return;
        }
        ledger->cut_body = body;
    }
    text = column_text(stmt, 0);
    if (!text.ptr)
        sqlite3_result_error_nomem(context);
    else if (begin < 0 || end < begin || (size_t)end > text.len)
        sqlite3_result_null(context); /* `verify` says that it is wrong; asking goes on */
    else
        sqlite3_result_text64(context, text.ptr + begin, (uint64_t)(end - begin), SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* fold(text): lower case in any script, for finding names. */
static void sql_fold(sqlite3_context *context, int n, sqlite3_value **values)
{
    const char *p = (const char *)sqlite3_value_text(values[0]);
    struct text t = text_of(p, p ? (size_t)sqlite3_value_bytes(values[0]) : 0);
    char *out;
    size_t used = 0;
    unsigned size;

    (void)n;
    if (!p)
        return;
    out = sqlite3_malloc64(4 * t.len + 1);
    if (!out) {
        sqlite3_result_error_nomem(context);
        return;
    }
    for (size_t i = 0; i < t.len; i += size)
        used += utf8_put(point_lower(utf8_at(t, i, &size)), out + used);
    sqlite3_result_text64(context, out, used, sqlite3_free, SQLITE_UTF8);
}

priscus_status ledger_functions(struct ledger *ledger, struct priscus_error *err)
{
    if (sqlite3_create_function_v2(ledger->db, "cut", 3, SQLITE_UTF8 | SQLITE_DIRECTONLY, ledger, sql_cut, NULL, NULL,
                                   NULL) != SQLITE_OK ||
        sqlite3_create_function_v2(ledger->db, "fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, sql_fold, NULL,
                                   NULL, NULL) != SQLITE_OK)
        return ledger_failed(ledger, err);
    return PRISCUS_OK;
}

/* ---- opening ----------------------------------------------------------------------------- */

/* A ledger on read-only media was closed well, so there is no log beside it, and SQLite may not
 * make one: it must be told that nobody else writes there. */
static priscus_status open_immutable(struct ledger *ledger, struct priscus_error *err)
{
    struct buffer uri = { 0 };
    struct stat st;
    char *log = sqlite3_mprintf("%s-wal", ledger->path);
    bool alone = log && (stat(log, &st) != 0 || st.st_size == 0);
    int rc;

    sqlite3_free(log);
    if (!alone)
        return ledger_failed(ledger, err);
    buffer_c(&uri, "file:");
    for (const char *p = ledger->path; *p; p++)
        if (is_ascii_alpha(*p) || is_ascii_digit(*p) || strchr("/._-", *p))
            buffer_char(&uri, *p);
        else
            buffer_format(&uri, "%%%02x", (unsigned char)*p);
    buffer_c(&uri, "?immutable=1");
    sqlite3_close(ledger->db);
    ledger->db = NULL;
    rc = uri.failed ? SQLITE_NOMEM
                    : sqlite3_open_v2(uri.ptr, &ledger->db,
                                      SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    buffer_release(&uri);
    if (!ledger->db || rc == SQLITE_NOMEM)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    return rc == SQLITE_OK ? PRISCUS_OK : ledger_failed(ledger, err);
}

static priscus_status open_file(struct ledger *ledger, int flags, struct priscus_error *err)
{
    int rc = sqlite3_open_v2(ledger->path, &ledger->db, flags | SQLITE_OPEN_NOMUTEX, NULL);

    if (!ledger->db)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    if (rc != SQLITE_OK)
        return ledger_failed(ledger, err);
    sqlite3_extended_result_codes(ledger->db, 1);
    ledger_set_patience(ledger, LEDGER_PATIENCE_MS);
    return PRISCUS_OK;
}

static priscus_status check_version(struct ledger *ledger, int version, struct priscus_error *err)
{
    if (version > (int)ledger_migrations_n)
        return error_set(err, PRISCUS_EVERSION, NOWHERE,
                         "the ledger %s has version %d and was made by a newer Priscus; this one (%s) knows "
                         "versions up to %d: use the newer program",
                         ledger->path, version, PRISCUS_VERSION, (int)ledger_migrations_n);
    return PRISCUS_OK;
}

static priscus_status open_for_writing(struct ledger *ledger, struct priscus_error *err)
{
    char size[40];
    int version;
    priscus_status status = open_file(ledger, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);

    if (status != PRISCUS_OK)
        return status;
    if (sqlite3_db_readonly(ledger->db, "main") == 1)
        return error_set(err, PRISCUS_ELEDGER, NOWHERE, "the ledger %s cannot be written: the file is read-only",
                         ledger->path);
    sqlite3_snprintf(sizeof size, size, "PRAGMA page_size = %d", PAGE_BYTES);
    if ((status = ledger_exec(ledger, size, err)) != PRISCUS_OK ||
        (status = schema_version(ledger, &version, err)) != PRISCUS_OK ||
        (status = check_version(ledger, version, err)) != PRISCUS_OK ||
        (status = ledger_exec(ledger,
                              "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                              "PRAGMA foreign_keys = ON; PRAGMA cache_size = -4096",
                              err)) != PRISCUS_OK)
        return status;
    if (version < (int)ledger_migrations_n)
        status = schema_bring_up(ledger, ledger_migrations, ledger_migrations_n, err);
    return status;
}

static priscus_status open_for_reading(struct ledger *ledger, struct priscus_error *err)
{
    int version;
    priscus_status status = open_file(ledger, SQLITE_OPEN_READONLY, err);

    if (status != PRISCUS_OK)
        return status;
    status = schema_version(ledger, &version, err);
    if (status == PRISCUS_ELEDGER) {
        int code = sqlite3_errcode(ledger->db) & 0xff;

        if (code == SQLITE_CANTOPEN || code == SQLITE_READONLY) {
            if ((status = open_immutable(ledger, err)) == PRISCUS_OK)
                status = schema_version(ledger, &version, err);
        }
    }
    if (status != PRISCUS_OK || (status = check_version(ledger, version, err)) != PRISCUS_OK)
        return status;
    if (version == 0)
        return error_set(err, PRISCUS_ELEDGER, NOWHERE, "%s is empty: no pages were read into it yet", ledger->path);
    if (version < (int)ledger_migrations_n) {
        /* Asking is no reason to refuse an older ledger: bring it up, then read. */
        sqlite3_close(ledger->db);
        ledger->db = NULL;
        status = open_for_writing(ledger, err);
    }
    return status;
}

static priscus_status open_any(struct ledger *ledger, enum ledger_mode mode, struct priscus_error *err)
{
    struct stat st;
    bool memory = strcmp(ledger->path, ":memory:") == 0;
    bool exists = !memory && stat(ledger->path, &st) == 0;
    priscus_status status;

    if (!memory && !exists && mode == LEDGER_READ)
        return error_set(
            err, PRISCUS_ELEDGER, NOWHERE,
            "there is no ledger %s: read pages into it first (priscus read), or name another with --ledger",
            ledger->path);
    if (exists && S_ISDIR(st.st_mode))
        return error_set(err, PRISCUS_ELEDGER, NOWHERE, "%s is a folder, not a ledger", ledger->path);
    status = mode == LEDGER_WRITE ? open_for_writing(ledger, err) : open_for_reading(ledger, err);
    if (status == PRISCUS_OK)
        status = ledger_functions(ledger, err);
    if (status == PRISCUS_OK && !ledger_sql(ledger, SQL_ROLLBACK, err))
        status = err ? err->code : PRISCUS_ENOMEM;
    ledger->writable = mode == LEDGER_WRITE;
    return status;
}

static void ledger_free(struct ledger *ledger)
{
    for (size_t i = 0; i < COUNT_OF(ledger->kept_sql); i++)
        sqlite3_finalize(ledger->kept_sql[i]);
    sqlite3_close(ledger->db);
    arena_release(&ledger->given);
    ZSTD_freeCCtx(ledger->squeeze);
    ZSTD_freeDCtx(ledger->unpack);
    sqlite3_free(ledger->words);
    sqlite3_free(ledger->path);
    sqlite3_free(ledger);
}

priscus_status ledger_open(const char *path, enum ledger_mode mode, struct ledger **out, struct priscus_error *err)
{
    struct ledger *ledger = sqlite3_malloc(sizeof *ledger);
    priscus_status status;

    if (!ledger)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    memset(ledger, 0, sizeof *ledger);
    ledger->path = sqlite3_mprintf("%s", path);
    status = ledger->path ? open_any(ledger, mode, err) : error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    if (status != PRISCUS_OK) {
        ledger_free(ledger);
        return status;
    }
    *out = ledger;
    return PRISCUS_OK;
}

priscus_status ledger_close(struct ledger *ledger, struct priscus_error *err)
{
    priscus_status status;

    if (!ledger)
        return PRISCUS_OK;
    status = ledger_commit(ledger, err);
    ledger_free(ledger);
    return status;
}
