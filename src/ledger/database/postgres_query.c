/* postgres_query.c - prepared statements and cursors; see postgres.h.
 *
 *     kept          PREPARE k7 once; its whole answer at each run, which is small
 *     other SELECT  DECLARE c8 CURSOR FOR ...; FETCH some rows, as many as some megabytes hold; CLOSE at its end
 *
 * Values go as text with their length or as bytes, answers come as text. */
#include "ledger/database/postgres_query.h"

#include <stdio.h>

#define FETCH_FIRST 32
#define FETCH_MOST  1000
#define FETCH_BYTES ((size_t)2 << 20)
#define QUEUED_MOST 128 /* so that neither side's buffers fill up while nobody reads */

/* Oids of types: pg_type.dat. */
enum { OID_BOOL = 16, OID_BYTES = 17, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25, OID_NUMERIC = 1700 };

struct parameter {
    Oid type;
    const char *value;
    int length;
    char *copy;
    char number[8]; /* its bytes, the highest first */
};

struct postgres_query {
    struct postgres *db;
    char *sql;    /* PostgreSQL's */
    char *source; /* what it was made from: names of parameters lie in it */
    char name[16];
    bool kept, prepared, selects, begins;
    bool writes; /* a row, or a savepoint: its answer can wait */
    bool open, last; /* a cursor is; it has given its last rows */
    unsigned transaction; /* the cursor's */
    struct translated_parameters names;
    struct parameter values[TRANSLATE_PARAMETERS_MAX];
    PGresult *result; /* NULL: not run */
    int row, rows;    /* where it stands, of how many; before the first: -1 */
    int wanted;       /* rows at the next FETCH */
    char **titles;    /* of the columns: they outlive the rows */
    char **made;      /* a column's value in another form: bytes that were escaped, numbers; NULL: none */
    size_t *made_size;
    int columns;
    bool out_of_memory;
};

static bool begins_with(const char *sql, const char *word)
{
    return strncmp(sql, word, strlen(word)) == 0;
}

struct postgres_query *postgres_prepare(struct postgres *db, const char *sql, bool kept)
{
    struct postgres_query *query = sqlite3_malloc(sizeof *query);
    struct buffer out = { 0 };

    db->out_of_memory = true;
    if (!query)
        return NULL;
    *query = (struct postgres_query){ .db = db, .kept = kept, .row = -1, .wanted = FETCH_FIRST };
    query->source = sqlite3_mprintf("%s", sql);
    if (query->source && translate_sql(text_c(query->source), &query->names, &out) && !out.failed)
        query->sql = sqlite3_mprintf("%s", out.ptr ? out.ptr : "");
    buffer_release(&out);
    if (!query->sql) {
        sqlite3_free(query->source);
        sqlite3_free(query);
        return NULL;
    }
    db->out_of_memory = false;
    query->begins = strcmp(sql, "BEGIN IMMEDIATE") == 0;
    query->selects = begins_with(sql, "SELECT") || begins_with(sql, "WITH");
    query->writes = kept && (begins_with(sql, "INSERT") || begins_with(sql, "DELETE") || begins_with(sql, "UPDATE") ||
                             begins_with(sql, "SAVEPOINT"));
    snprintf(query->name, sizeof query->name, "%c%u", kept ? 'k' : 'c', ++db->names);
    return query;
}

/* ---- values to ask with ------------------------------------------------------------------------ */

bool postgres_bind(struct postgres_query *query, int at, struct text value, enum query_type type, bool copy)
{
    struct parameter *p = at >= 1 && at <= query->names.n ? &query->values[at - 1] : NULL;

    if (!p)
        return false;
    sqlite3_free(p->copy);
    p->copy = NULL;
    if (copy && value.ptr) {
        if (!(p->copy = sqlite3_malloc64(value.len + 1)))
            return false;
        memcpy(p->copy, value.ptr, value.len);
    }
    p->value = p->copy ? p->copy : value.ptr;
    p->length = (int)value.len;
    if (type != QUERY_NULL)
        p->type = type == QUERY_BYTES ? OID_BYTES : OID_TEXT;
    return value.len < (size_t)1 << 30;
}

bool postgres_bind_number(struct postgres_query *query, int at, int64_t number)
{
    struct parameter *p = at >= 1 && at <= query->names.n ? &query->values[at - 1] : NULL;

    if (!p)
        return false;
    sqlite3_free(p->copy);
    p->copy = NULL;
    for (int i = 0; i < 8; i++)
        p->number[i] = (char)((uint64_t)number >> 8 * (7 - i));
    p->value = p->number;
    p->length = 8;
    p->type = OID_INT8;
    return true;
}

int postgres_parameter(struct postgres_query *query, const char *name)
{
    for (int i = 0; i < query->names.n; i++)
        if (text_is(query->names.names[i], name))
            return i + 1;
    return 0;
}

int postgres_parameters(struct postgres_query *query)
{
    return query->names.n;
}

/* ---- running --------------------------------------------------------------------------------------- */

static void forget_made(struct postgres_query *query)
{
    for (int i = 0; i < query->columns && query->made; i++) {
        sqlite3_free(query->made[i]);
        query->made[i] = NULL;
    }
}

static void forget_result(struct postgres_query *query)
{
    forget_made(query);
    pq.PQclear(query->result);
    query->result = NULL;
    query->row = -1;
    query->rows = 0;
}

static void *zeros(int n, size_t size)
{
    void *out = sqlite3_malloc64((uint64_t)n * size);

    return out ? memset(out, 0, (size_t)n * size) : NULL;
}

/* Their names, and room for their values in another form. */
static bool know_columns(struct postgres_query *query)
{
    int n = pq.PQnfields(query->result);

    query->titles = zeros(n, sizeof *query->titles);
    query->made = zeros(n, sizeof *query->made);
    query->made_size = zeros(n, sizeof *query->made_size);
    if (!query->titles || !query->made || !query->made_size)
        return false;
    query->columns = n;
    for (int i = 0; i < n; i++)
        if (!(query->titles[i] = sqlite3_mprintf("%s", pq.PQfname(query->result, i))))
            return false;
    return true;
}

static bool take_result(struct postgres_query *query, PGresult *result)
{
    if (!postgres_good(result)) {
        postgres_note(query->db, result);
        pq.PQclear(result);
        return false;
    }
    forget_result(query);
    query->result = result;
    query->rows = pq.PQntuples(result);
    if (!query->columns && pq.PQnfields(result) > 0 && !know_columns(query)) {
        query->db->out_of_memory = true;
        return false;
    }
    return true;
}

struct sent {
    const char *values[TRANSLATE_PARAMETERS_MAX];
    int lengths[TRANSLATE_PARAMETERS_MAX], formats[TRANSLATE_PARAMETERS_MAX];
    Oid types[TRANSLATE_PARAMETERS_MAX];
};

static void gather_values(const struct postgres_query *query, struct sent *out)
{
    for (int i = 0; i < query->names.n; i++) {
        out->values[i] = query->values[i].value;
        out->lengths[i] = query->values[i].length;
        out->formats[i] = 1;
        out->types[i] = query->values[i].type;
    }
}

static bool prepare_kept(struct postgres_query *query, const struct sent *sent)
{
    PGresult *result;

    if (!postgres_flush(query->db) && !postgres_rolls_back(query->sql))
        return false;
    result = pq.PQprepare(query->db->conn, query->name, query->sql, query->names.n, sent->types);
    query->prepared = postgres_good(result);
    if (!query->prepared)
        postgres_note(query->db, result);
    pq.PQclear(result);
    return query->prepared;
}

/* On its way; what comes of it is looked at by the next postgres_flush(). */
static bool send_kept(struct postgres_query *query, const struct sent *sent)
{
    struct postgres *db = query->db;

    if ((!db->queued && !pq.PQenterPipelineMode(db->conn)) ||
        !pq.PQsendQueryPrepared(db->conn, query->name, query->names.n, sent->values, sent->lengths, sent->formats, 0)) {
        postgres_note(db, NULL);
        return false;
    }
    return ++db->queued < QUEUED_MOST || postgres_flush(db);
}

static bool run_kept(struct postgres_query *query)
{
    struct postgres *db = query->db;
    struct sent sent;

    gather_values(query, &sent);
    if (!query->prepared && !prepare_kept(query, &sent))
        return false;
    if (query->writes)
        return send_kept(query, &sent);
    if (!postgres_flush(db) && !postgres_rolls_back(query->sql))
        return false;
    return take_result(query, pq.PQexecPrepared(db->conn, query->name, query->names.n, sent.values, sent.lengths,
                                                sent.formats, 0));
}

static bool run_once(struct postgres_query *query, const char *sql)
{
    struct sent sent;

    gather_values(query, &sent);
    return postgres_flush(query->db) && take_result(query, pq.PQexecParams(query->db->conn, sql, query->names.n, sent.types, sent.values,
                                              sent.lengths, sent.formats, 0));
}

static bool fetch(struct postgres_query *query)
{
    char sql[60];
    size_t bytes = 1;

    snprintf(sql, sizeof sql, "FETCH %d FROM %s", query->wanted, query->name);
    if (!postgres_flush(query->db) || !take_result(query, pq.PQexec(query->db->conn, sql)))
        return false;
    query->last = query->rows < query->wanted;
    for (int r = 0; r < query->rows; r++)
        for (int c = 0; c < query->columns; c++)
            bytes += (size_t)pq.PQgetlength(query->result, r, c);
    /* The next time as many as fit, by the length of these. */
    if (query->rows) {
        size_t fit = FETCH_BYTES / (bytes / (size_t)query->rows + 1) + 1;

        query->wanted = fit > FETCH_MOST ? FETCH_MOST : (int)fit;
    }
    return true;
}

/* The last cursor takes the transaction with it that was opened for them. */
static void close_cursor(struct postgres_query *query)
{
    struct postgres *db = query->db;
    char sql[40];

    query->open = false;
    db->cursors--;
    postgres_flush(db);
    if (db->reading && !db->cursors) {
        db->reading = false;
        pq.PQclear(pq.PQexec(db->conn, "COMMIT"));
        return;
    }
    if (pq.PQtransactionStatus(db->conn) != PQTRANS_INTRANS || query->transaction != db->transaction)
        return; /* it has gone with its transaction */
    snprintf(sql, sizeof sql, "CLOSE %s", query->name);
    pq.PQclear(pq.PQexec(db->conn, sql));
}

static bool open_cursor(struct postgres_query *query)
{
    struct postgres *db = query->db;
    bool good = postgres_flush(db);
    char *sql = good ? sqlite3_mprintf("DECLARE %s NO SCROLL CURSOR FOR %s", query->name, query->sql) : NULL;

    if (!good)
        return false;
    if (!sql) {
        db->out_of_memory = true;
        return false;
    }
    if (pq.PQtransactionStatus(db->conn) == PQTRANS_IDLE) {
        db->cursors = 0;
        db->transaction++;
        db->reading = good = postgres_exec_raw(db, "BEGIN");
    }
    good = good && run_once(query, sql);
    sqlite3_free(sql);
    forget_result(query);
    if (good) {
        query->open = true;
        query->last = false;
        query->transaction = db->transaction;
        db->cursors++;
        return fetch(query);
    }
    if (db->reading && !db->cursors) {
        db->reading = false;
        pq.PQclear(pq.PQexec(db->conn, "ROLLBACK"));
    }
    return false;
}

static bool run(struct postgres_query *query)
{
    struct postgres *db = query->db;

    db->out_of_memory = false;
    if (query->begins)
        return postgres_begin(db);
    if (query->kept ? !run_kept(query) : query->selects ? !open_cursor(query) : !run_once(query, query->sql))
        return false;
    if (!query->selects && !query->kept)
        db->changes = strtoll(pq.PQcmdTuples(query->result), NULL, 10);
    return true;
}

bool postgres_step(struct postgres_query *query, bool *found)
{
    *found = false;
    if (!query->result && !run(query)) {
        forget_result(query);
        return false;
    }
    forget_made(query);
    if (query->row + 1 >= query->rows && query->open && !query->last && !fetch(query))
        return false;
    if (query->row + 1 < query->rows) {
        query->row++;
        *found = true;
    }
    return true;
}

void postgres_reset(struct postgres_query *query)
{
    if (query->open)
        close_cursor(query);
    forget_result(query);
    query->wanted = FETCH_FIRST;
}

void postgres_query_close(struct postgres_query *query)
{
    postgres_reset(query);
    for (int i = 0; i < TRANSLATE_PARAMETERS_MAX; i++)
        sqlite3_free(query->values[i].copy);
    for (int i = 0; i < query->columns; i++)
        sqlite3_free(query->titles[i]);
    sqlite3_free(query->titles);
    sqlite3_free(query->made);
    sqlite3_free(query->made_size);
    sqlite3_free(query->sql);
    sqlite3_free(query->source);
    sqlite3_free(query);
}

/* ---- the row it stands on ------------------------------------------------------------------------- */

/* The columns are asked for before the first row is, too. */
int postgres_columns(struct postgres_query *query)
{
    if (!query->result && query->selects && !run(query))
        return 0;
    return query->columns;
}

const char *postgres_column(struct postgres_query *query, int at)
{
    return postgres_columns(query) > at ? query->titles[at] : NULL;
}

enum query_type postgres_type(struct postgres_query *query, int at)
{
    if (!query->result || query->row < 0 || pq.PQgetisnull(query->result, query->row, at))
        return QUERY_NULL;
    switch (pq.PQftype(query->result, at)) {
    case OID_BOOL:
    case OID_INT8:
    case OID_INT4:
    case OID_INT2:
        return QUERY_NUMBER;
    case OID_TEXT:
        return QUERY_TEXT;
    case OID_BYTES:
        return QUERY_BYTES;
    default:
        return QUERY_OTHER;
    }
}

static int digit(char c)
{
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* "\x6162" as "ab"; "0.8500" as "0.85", "1.0000" as "1.0"; "t" as "1". */
static bool make(struct postgres_query *query, int at, Oid type, const char *value, size_t n)
{
    char *out = sqlite3_malloc64(n + 3);
    size_t used = 0;

    if (!out)
        return false;
    if (type == OID_BYTES) {
        for (size_t i = 2; i + 1 < n; i += 2)
            out[used++] = (char)(digit(value[i]) * 16 + digit(value[i + 1]));
    } else if (type == OID_BOOL) {
        out[used++] = value[0] == 't' ? '1' : '0';
    } else {
        memcpy(out, value, n);
        used = n;
        if (memchr(value, '.', n))
            while (used > 2 && out[used - 1] == '0' && out[used - 2] != '.')
                used--;
    }
    out[used] = '\0';
    query->made[at] = out;
    query->made_size[at] = used;
    return true;
}

const char *postgres_value(struct postgres_query *query, int at, size_t *size)
{
    Oid type;
    const char *value;
    size_t n;

    if (postgres_type(query, at) == QUERY_NULL)
        return NULL;
    type = pq.PQftype(query->result, at);
    value = pq.PQgetvalue(query->result, query->row, at);
    n = (size_t)pq.PQgetlength(query->result, query->row, at);
    if (type == OID_BYTES || type == OID_NUMERIC || type == OID_BOOL) {
        query->out_of_memory = !query->made[at] && !make(query, at, type, value, n);
        if (query->out_of_memory)
            return NULL;
        value = query->made[at];
        n = query->made_size[at];
    }
    if (size)
        *size = n;
    return value;
}

int64_t postgres_number(struct postgres_query *query, int at)
{
    const char *value = postgres_value(query, at, NULL);

    return value ? strtoll(value, NULL, 10) : 0;
}

bool postgres_out_of_memory(struct postgres_query *query)
{
    return query->out_of_memory;
}
