/* connection.c - opening and closing a ledger; docs/ledger.md tells the whole.
 *
 * One connection, one writer. Pages are committed some hundreds at a time, or each half second, so that a
 * kill costs no more than that; WAL keeps what was committed, whatever happens, and lets others
 * read meanwhile. All memory comes from SQLite's allocator, so that one hook makes
 * every allocation of this floor fail in the tests. */
#include <errno.h>
#include <sys/stat.h>

#include "ledger/columns.h"
#include "ledger/database/postgres.h"
#include "ledger/sqlite/sqlite_ledger.h"

#define PAGE_BYTES 4096 /* of the file; measured: 8192 makes a ledger 4 % larger, 16384 8 % */

/* A ledger on read-only media was closed well, so there is no log beside it, and SQLite may not
 * make one: it must be told that nobody else writes there. */
static priscus_status open_immutable(struct ledger *ledger, struct priscus_error *err)
{
    sqlite3_str *uri;
    struct stat st;
    char *text = sqlite3_mprintf("%s-wal", ledger->path);
    bool alone = text && (stat(text, &st) != 0 || st.st_size == 0);
    int rc;

    sqlite3_free(text);
    if (!text)
        return error_memory(err);
    if (!alone)
        return ledger_failed(ledger, err);
    uri = sqlite3_str_new(NULL);
    sqlite3_str_appendall(uri, "file:");
    for (const char *p = ledger->path; *p; p++)
        if (is_ascii_alpha(*p) || is_ascii_digit(*p) || strchr("/._-", *p))
            sqlite3_str_appendchar(uri, 1, *p);
        else
            sqlite3_str_appendf(uri, "%%%02x", (unsigned char)*p);
    sqlite3_str_appendall(uri, "?immutable=1");
    text = sqlite3_str_finish(uri);
    if (!text)
        return error_memory(err);
    sqlite3_close(ledger->db);
    ledger->db = NULL;
    rc = sqlite3_open_v2(text, &ledger->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    sqlite3_free(text);
    if (!ledger->db)
        return error_memory(err);
    return rc == SQLITE_OK ? PRISCUS_OK : ledger_failed(ledger, err);
}

/* The name is a file's also where it looks like one of SQLite's own (":memory:", "file:..."). */
static priscus_status open_file(struct ledger *ledger, int flags, struct priscus_error *err)
{
    const char *path = ledger->path;
    char *name = *path ? sqlite3_mprintf("%s%s", *path == '/' ? "" : "./", path) : sqlite3_mprintf(":memory:");
    int rc;

    if (!name)
        return error_memory(err);
    rc = sqlite3_open_v2(name, &ledger->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    sqlite3_free(name);
    if (!ledger->db)
        return error_memory(err);
    if (rc != SQLITE_OK)
        return ledger_failed(ledger, err);
    sqlite3_extended_result_codes(ledger->db, 1);
    ledger_set_patience(ledger, LEDGER_PATIENCE_MS);
    return PRISCUS_OK;
}

static priscus_status check_version(struct ledger *ledger, int version, struct priscus_error *err)
{
    if (version > LEDGER_VERSION)
        return error_set(err, PRISCUS_EVERSION, NOWHERE,
                         "the ledger %s has version %d and was made by a newer Priscus; this one (%s) knows "
                         "versions up to %d: use the newer program",
                         ledger->path, version, PRISCUS_VERSION, LEDGER_VERSION);
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
                              "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA cache_size = -4096",
                              err)) != PRISCUS_OK)
        return status;
    if (version < LEDGER_VERSION)
        status = schema_bring_up(ledger, LEDGER_VERSION, err);
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
    if (version < LEDGER_VERSION) {
        /* Asking is no reason to refuse an older ledger: bring it up, then read. */
        sqlite3_close(ledger->db);
        ledger->db = NULL;
        status = open_for_writing(ledger, err);
    }
    return status;
}

/* What a ledger cannot be, before SQLite has a look: it would wait for ever at a pipe, and take "" for a ledger of its
 * own that is gone with the program. */
static priscus_status check_path(const char *path, enum ledger_mode mode, struct priscus_error *err)
{
    struct stat st;

    if (!*path)
        return error_set(err, PRISCUS_ELEDGER, NOWHERE, "the name of the ledger is empty; name a file with --ledger");
    if (stat(path, &st) == 0) {
        if (S_ISREG(st.st_mode))
            return PRISCUS_OK;
        return error_set(err, PRISCUS_ELEDGER, NOWHERE, "%s is a %s, not a ledger; name another with --ledger", path,
                         S_ISDIR(st.st_mode)    ? "folder"
                         : S_ISFIFO(st.st_mode) ? "pipe"
                         : S_ISSOCK(st.st_mode) ? "socket"
                                                : "device");
    }
    if (errno != ENOENT)
        return error_set(err, PRISCUS_ELEDGER, NOWHERE, "the ledger %s cannot be opened: %s", path, strerror(errno));
    if (mode == LEDGER_READ)
        return error_set(
            err, PRISCUS_ELEDGER, NOWHERE,
            "there is no ledger %s: read pages into it first (priscus read), or name another with --ledger", path);
    return PRISCUS_OK;
}

/* A ledger in a server: path becomes what may be shown of the address. */
static priscus_status open_server(struct ledger *ledger, const char *address, enum ledger_mode mode,
                                  struct priscus_error *err)
{
    struct query *rollback;
    priscus_status status;

    sqlite3_free(ledger->path);
    if (!(ledger->path = postgres_shown_address(address)))
        return error_memory(err);
    if ((status = postgres_open(address, ledger->path, &ledger->postgres, err)) != PRISCUS_OK ||
        (status = postgres_schema(ledger->postgres, ledger->path, mode == LEDGER_WRITE, err)) != PRISCUS_OK)
        return status;
    ledger_set_patience(ledger, LEDGER_PATIENCE_MS);
    ledger->writable = mode == LEDGER_WRITE;
    /* A writer's statements are about one page, and their plans are kept: one made while a table was small must do later too. */
    if (ledger->writable &&
        !postgres_exec_raw(ledger->postgres, "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan;"
                                             /* as a file is written: a crash of the server may take the last commits, whole
                                              * and in their order; ledger_close() waits until all are on the disk */
                                             " SET synchronous_commit = off;"
                                             /* one that was stopped in its turn, or cut off, does not keep the others out */
                                             " SET idle_in_transaction_session_timeout = '5s'"))
        return ledger_failed(ledger, err);
    return ledger_kept(ledger, SQL_ROLLBACK, &rollback, err);
}

static priscus_status open_any(struct ledger *ledger, enum ledger_mode mode, struct priscus_error *err)
{
    struct query *rollback;
    struct stat st;
    priscus_status status;

    status = mode == LEDGER_WRITE ? open_for_writing(ledger, err) : open_for_reading(ledger, err);
    if (status == PRISCUS_OK)
        status = ledger_functions(ledger, err);
    if (status == PRISCUS_OK)
        status = ledger_kept(ledger, SQL_ROLLBACK, &rollback, err);
    ledger->writable = mode == LEDGER_WRITE;
    if (status == PRISCUS_OK && stat(ledger->path, &st) == 0) {
        ledger->device = st.st_dev;
        ledger->inode = st.st_ino;
    }
    return status;
}

static void ledger_free(struct ledger *ledger)
{
    for (size_t i = 0; i < COUNT_OF(ledger->kept); i++)
        query_close(ledger->kept[i]);
    for (size_t i = 0; i < COUNT_OF(ledger->inserts); i++)
        query_close(ledger->inserts[i]);
    for (size_t i = 0; i < COUNT_OF(ledger->sealed); i++)
        query_close(ledger->sealed[i]);
    sqlite3_close(ledger->db);
    postgres_close(ledger->postgres);
    arena_release(&ledger->mem);
    ZSTD_freeCCtx(ledger->pack);
    ZSTD_freeDCtx(ledger->unpack);
    sqlite3_free(ledger->words);
    sqlite3_free(ledger->path);
    sqlite3_free(ledger);
}

bool ledger_in_server(const struct ledger *ledger)
{
    return ledger->postgres != NULL;
}

bool ledger_is_server(const char *path)
{
    return postgres_is_address(path);
}

priscus_status ledger_open(const char *path, enum ledger_mode mode, struct ledger **out, struct priscus_error *err)
{
    struct ledger *ledger = sqlite3_malloc(sizeof *ledger);
    priscus_status status;

    if (!ledger)
        return error_memory(err);
    memset(ledger, 0, sizeof *ledger);
    ledger->path = sqlite3_mprintf("%s", path ? path : "");
    status = ledger->path ? PRISCUS_OK : error_memory(err);
    if (status == PRISCUS_OK && path && postgres_is_address(path))
        status = open_server(ledger, path, mode, err);
    else if (status == PRISCUS_OK && (!path || (status = check_path(path, mode, err)) == PRISCUS_OK))
        status = open_any(ledger, mode, err);
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
    if (status == PRISCUS_OK && ledger->postgres && ledger->writable &&
        !postgres_exec_raw(ledger->postgres, "SET synchronous_commit = on; SELECT txid_current()"))
        status = ledger_failed(ledger, err);
    ledger_free(ledger);
    return status;
}
