/* postgres.c - the connection and its transactions; see postgres.h.
 *
 * There is one chain of seals in a ledger, so there is one writer at a time, as with a file: BEGIN IMMEDIATE waits for an
 * advisory lock that is held to the end of the transaction. What takes long, reading a page, is done before. */
#include "ledger/database/postgres_query.h"

#include <stdio.h>

/* "Prsc": what our advisory locks are known by. The second number of the writers' is 1, the linker's 2 (ledger/page_queue.h). */
#define LOCK_CLASS  "1349677923"
#define TAKE_TURN   "SELECT pg_advisory_xact_lock(" LOCK_CLASS ", 1)"
#define SERVER_LEAST 150000

/* ---- addresses --------------------------------------------------------------------------------- */

bool postgres_is_address(const char *path)
{
    return path && (strncmp(path, "postgresql://", 13) == 0 || strncmp(path, "postgres://", 11) == 0);
}

/* postgresql://user:password@host/name?password=...: both passwords go. */
char *postgres_shown_address(const char *address)
{
    const char *rest = strstr(address, "://") + 3, *end = rest + strcspn(rest, "/?");
    const char *at = memchr(rest, '@', (size_t)(end - rest)), *colon = at ? memchr(rest, ':', (size_t)(at - rest)) : NULL;
    char *out = colon ? sqlite3_mprintf("%.*s%s", (int)(colon - address), address, at) : sqlite3_mprintf("%s", address);
    char *query = out ? strstr(out, "password=") : NULL;

    if (query) {
        size_t n = strcspn(query, "&");

        memmove(query, query + n + (query[n] == '&'), strlen(query + n + (query[n] == '&')) + 1);
    }
    return out;
}

/* ---- what went wrong ---------------------------------------------------------------------------- */

void postgres_note(struct postgres *db, const PGresult *result)
{
    const char *state = result ? pq.PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *text = result ? pq.PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;

    if (state && strcmp(state, "25P02") == 0 && db->state[0])
        return; /* the transaction has failed before: why that was is what matters */
    if (!text)
        text = pq.PQerrorMessage(db->conn);
    snprintf(db->state, sizeof db->state, "%s", state ? state : "");
    snprintf(db->message, sizeof db->message, "%.*s", (int)strcspn(text, "\n"), text);
    db->out_of_memory = !result && pq.PQstatus(db->conn) == CONNECTION_OK;
}

static bool state_is(const struct postgres *db, const char *beginning)
{
    return strncmp(db->state, beginning, strlen(beginning)) == 0;
}

priscus_status postgres_failed(struct postgres *db, const char *path, int *why, struct priscus_error *err)
{
    *why = SQLITE_ERROR;
    if (db->out_of_memory || state_is(db, "53200")) {
        *why = SQLITE_NOMEM;
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory while using the ledger %s", path);
    }
    if (state_is(db, "53100")) {
        *why = SQLITE_FULL;
        return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                         "no room is left on the disk of the server for the ledger %s; what was committed before stands: make "
                         "room and run the same command again",
                         path);
    }
    if (state_is(db, "55P03") || state_is(db, "40P01")) {
        *why = SQLITE_BUSY;
        return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                         "another program is writing to the ledger %s; wait until it has ended, or name another ledger with "
                         "--ledger",
                         path);
    }
    if (state_is(db, "42501") || state_is(db, "25006")) {
        *why = SQLITE_READONLY;
        return error_set(err, PRISCUS_ELEDGER, NOWHERE, "the ledger %s cannot be used so: %s; docs/postgresql.md says which rights a role needs",
                         path, db->message);
    }
    if (state_is(db, "22021") || state_is(db, "22P05"))
        return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                         "the ledger %s cannot hold this text: PostgreSQL has no character of the number 0 (%s)", path, db->message);
    if (pq.PQstatus(db->conn) != CONNECTION_OK || state_is(db, "57P") || state_is(db, "08")) {
        *why = SQLITE_IOERR;
        return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                         "the server of the ledger %s went away (%s); what was committed before stands: run the same command "
                         "again when it is back",
                         path, db->message);
    }
    return error_set(err, PRISCUS_ELEDGER, NOWHERE, "the ledger %s: PostgreSQL says: %s", path, db->message);
}

/* ---- opening ------------------------------------------------------------------------------------ */

static void be_quiet(void *context, const PGresult *result)
{
    (void)context;
    (void)result;
}

static priscus_status not_opened(struct postgres *db, const char *shown, struct priscus_error *err)
{
    const char *text = pq.PQerrorMessage(db->conn), *last = text;

    for (const char *line = text; *line; line += strcspn(line, "\n") + (line[strcspn(line, "\n")] == '\n'))
        last = line; /* libpq says one line an attempt: what the server said is at the end of it */
    return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                     "the ledger %s cannot be opened: %.*s; is the server running, and may you use that database?", shown,
                     (int)strcspn(last, "\n"), last);
}

static priscus_status check_server(struct postgres *db, const char *shown, struct priscus_error *err)
{
    int version = pq.PQserverVersion(db->conn);
    const char *encoding = pq.PQparameterStatus(db->conn, "server_encoding");

    if (version < SERVER_LEAST)
        return error_set(err, PRISCUS_EVERSION, NOWHERE,
                         "the ledger %s is in PostgreSQL %d; Priscus needs version %d or a newer one", shown, version / 10000,
                         SERVER_LEAST / 10000);
    if (!encoding || strcmp(encoding, "UTF8") != 0)
        return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                         "the database of the ledger %s has the encoding %s; make one with ENCODING 'UTF8'", shown,
                         encoding ? encoding : "?");
    return PRISCUS_OK;
}

priscus_status postgres_open(const char *address, const char *shown, struct postgres **out, struct priscus_error *err)
{
    /* A connection that is cut is found to be after half a minute, not after two hours. What the address says comes first. */
    static const char *const keys[] = { "application_name",   "client_encoding", "connect_timeout",
                                        "keepalives_idle",    "keepalives_interval", "keepalives_count",
                                        "tcp_user_timeout",   "dbname",          NULL };
    const char *const values[] = { "priscus", "UTF8", "10", "10", "5", "3", "30000", address, NULL };
    struct postgres *db;
    priscus_status status = libpq_load(err);

    if (status != PRISCUS_OK)
        return status;
    if (!(db = sqlite3_malloc(sizeof *db)))
        return error_memory(err);
    *db = (struct postgres){ 0 };
    *out = db;
    if (!(db->conn = pq.PQconnectdbParams(keys, values, 1)))
        return error_memory(err);
    if (pq.PQstatus(db->conn) != CONNECTION_OK)
        return not_opened(db, shown, err);
    pq.PQsetNoticeReceiver(db->conn, be_quiet, NULL);
    if ((status = check_server(db, shown, err)) != PRISCUS_OK)
        return status;
    /* Our functions come before the server's own of the same name; a cursor's rows are all wanted, not the first few; questions are
     * short, and making code for them takes longer than they do. */
    if (!postgres_exec_raw(db, "SET jit = off; ""SET search_path = " POSTGRES_SCHEMA ", pg_catalog; SET cursor_tuple_fraction = 1.0;"
                               " SET standard_conforming_strings = on; SET bytea_output = hex; SET DateStyle = ISO"))
        return postgres_failed(db, shown, &(int){ 0 }, err);
    return PRISCUS_OK;
}

void postgres_close(struct postgres *db)
{
    if (!db)
        return;
    if (db->conn)
        pq.PQfinish(db->conn);
    sqlite3_free(db);
}

/* ---- statements that give no rows ----------------------------------------------------------------- */

bool postgres_good(const PGresult *result)
{
    ExecStatusType status = pq.PQresultStatus(result);

    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

bool postgres_flush(struct postgres *db)
{
    PGresult *result;
    bool good = true, ended = !db->queued;

    if (ended)
        return true;
    db->queued = 0;
    if (!pq.PQpipelineSync(db->conn)) {
        postgres_note(db, NULL);
        return false;
    }
    while (!ended && pq.PQstatus(db->conn) == CONNECTION_OK) {
        if (!(result = pq.PQgetResult(db->conn)))
            continue; /* the answers of one statement have ended */
        ended = pq.PQresultStatus(result) == PGRES_PIPELINE_SYNC;
        if (!ended && postgres_good(result))
            db->changes = strtoll(pq.PQcmdTuples(result), NULL, 10);
        else if (!ended && good) {
            postgres_note(db, result);
            good = false;
        }
        pq.PQclear(result);
    }
    if (!ended && good) { /* the server is gone */
        postgres_note(db, NULL);
        good = false;
    }
    pq.PQexitPipelineMode(db->conn);
    return good;
}

bool postgres_rolls_back(const char *sql)
{
    return strncmp(sql, "ROLLBACK", 8) == 0;
}

bool postgres_exec_raw(struct postgres *db, const char *sql)
{
    PGresult *result;
    bool good;

    if (!postgres_flush(db) && !postgres_rolls_back(sql))
        return false;
    result = pq.PQexec(db->conn, sql);
    if (!(good = postgres_good(result)))
        postgres_note(db, result);
    pq.PQclear(result);
    return good;
}

bool postgres_exec(struct postgres *db, const char *sql)
{
    struct translated_parameters parameters;
    struct buffer out = { 0 };
    bool good = translate_sql(text_c(sql), &parameters, &out) && !out.failed;

    if (good)
        good = postgres_exec_raw(db, out.ptr ? out.ptr : "");
    else
        db->out_of_memory = true;
    buffer_release(&out);
    return good;
}

bool postgres_ask_number(struct postgres *db, const char *sql, int64_t *out)
{
    PGresult *result;
    bool good;

    if (!postgres_flush(db))
        return false;
    result = pq.PQexec(db->conn, sql);
    good = pq.PQresultStatus(result) == PGRES_TUPLES_OK && pq.PQntuples(result) > 0;
    if (good)
        *out = pq.PQgetisnull(result, 0, 0) ? 0 : strtoll(pq.PQgetvalue(result, 0, 0), NULL, 10);
    else
        postgres_note(db, result);
    pq.PQclear(result);
    return good;
}

/* ---- transactions ----------------------------------------------------------------------------------- */

bool postgres_in_transaction(struct postgres *db)
{
    return !db->reading && pq.PQtransactionStatus(db->conn) != PQTRANS_IDLE &&
           pq.PQtransactionStatus(db->conn) != PQTRANS_UNKNOWN;
}

void postgres_set_patience(struct postgres *db, int milliseconds)
{
    db->patience = milliseconds;
}

/* The turn to write. One that was opened for cursors alone becomes the writer's. */
bool postgres_begin(struct postgres *db)
{
    char sql[160];

    if (!db->reading) {
        db->transaction++;
        db->state[0] = '\0';
        if (!postgres_exec_raw(db, "BEGIN"))
            return false;
    }
    snprintf(sql, sizeof sql, "SET LOCAL lock_timeout = %d; " TAKE_TURN "; SET LOCAL lock_timeout = 0",
             db->patience > 0 ? db->patience : 1);
    db->reading = false;
    if (postgres_exec_raw(db, sql))
        return true;
    pq.PQclear(pq.PQexec(db->conn, "ROLLBACK"));
    return false;
}

int64_t postgres_changes(struct postgres *db)
{
    return postgres_flush(db) ? db->changes : 0;
}
