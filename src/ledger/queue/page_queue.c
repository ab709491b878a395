/* page_queue.c - see ledger/page_queue.h.
 *
 *     queue          id, name, read_from, fetched, given, bytes, state (waiting, taken, aside), tries, due, worker ...
 *     queue_worker   number, name ("archive-3:4711"), started
 *     queue_done     minute, worker, pages: what was done when, for a day
 *
 * These tables are no part of the ledger's record: whoever empties them loses what waits, and nothing else. */
#include "ledger/page_queue.h"

#include <stdio.h>
#include <unistd.h>

#include "ledger/database/postgres_query.h"
#include "ledger/sqlite/sqlite_ledger.h"
#include "page/format.h"
#include "page/source/page_given.h"

/* "Prsq": a worker's lock is this and its number. */
#define WORKER_CLASS  "1349677937"
#define LINKER_LOCK   "pg_try_advisory_lock(1349677923, 2)"
#define MINUTES       5 /* that the rate is told of */
#define NAME_MAX_BYTES 300

#define LITERAL_(n) #n
#define LITERAL(n)  LITERAL_(n)

/* clang-format off */
static const char tables_sql[] =
    "CREATE TABLE IF NOT EXISTS queue (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL,"
    " read_from text NOT NULL, fetched text, given text NOT NULL, bytes bytea, queued timestamptz NOT NULL DEFAULT now(),"
    " state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'taken', 'aside')), tries integer NOT NULL DEFAULT 0,"
    " alone boolean NOT NULL DEFAULT false, due timestamptz NOT NULL DEFAULT now(), worker bigint, taken timestamptz, why text);"
    "ALTER TABLE queue ALTER bytes SET STORAGE EXTERNAL;" /* pressed already */
    "CREATE INDEX IF NOT EXISTS queue_due ON queue (due, id) WHERE state = 'waiting';"
    "CREATE INDEX IF NOT EXISTS queue_taken ON queue (worker) WHERE state = 'taken';"
    "CREATE INDEX IF NOT EXISTS queue_aside ON queue (id) WHERE state = 'aside';"
    "CREATE TABLE IF NOT EXISTS queue_worker (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL,"
    " started timestamptz NOT NULL DEFAULT now());"
    "CREATE TABLE IF NOT EXISTS queue_done (minute timestamptz, worker bigint, pages bigint NOT NULL, PRIMARY KEY (minute, worker));";

#define IS_ALIVE                                                                                                       \
    "EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = " WORKER_CLASS               \
    " AND objid = queue.worker AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"

/* What workers left behind that are gone. */
static const char recover_sql[] =
    "UPDATE queue SET state = CASE WHEN tries >= " LITERAL(QUEUE_TRIES) " THEN 'aside' ELSE 'waiting' END, worker = NULL, alone = true,"
    " due = now(), why = 'the worker that read it ended, ' || tries || CASE tries WHEN 1 THEN ' time' ELSE ' times' END"
    " WHERE state = 'taken' AND (taken < now() - interval '" LITERAL(QUEUE_LEASE_SECONDS) " seconds' OR NOT " IS_ALIVE ")";

static const char take_sql[] =
    "UPDATE queue SET state = 'taken', worker = $1, taken = now(), tries = tries + 1 WHERE id = (SELECT id FROM queue"
    " WHERE state = 'waiting' AND due <= now() ORDER BY due, id LIMIT 1 FOR UPDATE SKIP LOCKED)"
    " RETURNING id, name, read_from, fetched, given, bytes, alone";
/* clang-format on */

struct ledger_queue {
    struct postgres *db;
    char *shown;
    int64_t worker; /* 0: none */
    bool adding;    /* a transaction is open */
    bool elected;
    ZSTD_CCtx *pack;
    ZSTD_DCtx *unpack;
    struct arena mem;
    /* On the ledger's connection. */
    struct ledger *ledger;
    struct query *done, *count;
};

static priscus_status failed(struct ledger_queue *queue, struct priscus_error *err)
{
    return postgres_failed(queue->db, queue->shown, &(int){ 0 }, err);
}

/* ---- statements with values -------------------------------------------------------------------------- */

#define VALUES_MAX 6

struct values {
    int n;
    const char *values[VALUES_MAX];
    int lengths[VALUES_MAX], formats[VALUES_MAX];
    char numbers[VALUES_MAX][24];
};

static void put_number(struct values *v, int64_t number)
{
    snprintf(v->numbers[v->n], sizeof v->numbers[0], "%lld", (long long)number);
    v->values[v->n] = v->numbers[v->n];
    v->formats[v->n++] = 0;
}

/* A NULL ptr: NULL. */
static void put_text(struct values *v, struct text t)
{
    v->values[v->n] = t.ptr;
    v->lengths[v->n] = (int)t.len;
    v->formats[v->n++] = 1;
}

/* The answer; NULL: it failed, and was told. */
static PGresult *run(struct ledger_queue *queue, const char *sql, const struct values *v, priscus_status *status,
                     struct priscus_error *err)
{
    static const struct values none;
    PGresult *result;

    v = v ? v : &none;
    result = pq.PQexecParams(queue->db->conn, sql, v->n, NULL, v->values, v->lengths, v->formats, 0);
    if (postgres_good(result)) {
        *status = PRISCUS_OK;
        return result;
    }
    postgres_note(queue->db, result);
    pq.PQclear(result);
    *status = failed(queue, err);
    return NULL;
}

static priscus_status run_only(struct ledger_queue *queue, const char *sql, const struct values *v, struct priscus_error *err)
{
    priscus_status status;

    pq.PQclear(run(queue, sql, v, &status, err));
    return status;
}

static int64_t number_at(const PGresult *result, int row, int column)
{
    return pq.PQgetisnull(result, row, column) ? 0 : strtoll(pq.PQgetvalue(result, row, column), NULL, 10);
}

static priscus_status copy_at(const PGresult *result, int column, struct arena *mem, struct text *out)
{
    size_t n = (size_t)pq.PQgetlength(result, 0, column);
    char *copy;

    *out = (struct text){ 0 };
    if (pq.PQgetisnull(result, 0, column))
        return PRISCUS_OK;
    if (!(copy = arena_copy(mem, pq.PQgetvalue(result, 0, column), n)))
        return PRISCUS_ENOMEM;
    *out = text_of(copy, n);
    return PRISCUS_OK;
}

/* ---- opening --------------------------------------------------------------------------------------- */

/* A worker has a number, and a lock of it that goes with its connection. */
static priscus_status become_worker(struct ledger_queue *queue, struct priscus_error *err)
{
    struct values v = { 0 };
    char host[200] = "", name[240];
    PGresult *result;
    priscus_status status;

    gethostname(host, sizeof host - 1);
    snprintf(name, sizeof name, "%s:%ld", host, (long)getpid());
    put_text(&v, text_c(name));
    if (!(result = run(queue, "INSERT INTO queue_worker (name) VALUES ($1) RETURNING number", &v, &status, err)))
        return status;
    queue->worker = number_at(result, 0, 0);
    pq.PQclear(result);
    v = (struct values){ 0 };
    put_number(&v, queue->worker);
    return run_only(queue, "SELECT pg_advisory_lock(" WORKER_CLASS ", $1::int)", &v, err);
}

/* Made in the turn to write, so that two that begin at once do not trip over each other. */
static priscus_status make_tables(struct ledger_queue *queue, struct priscus_error *err)
{
    int64_t there = 0;

    if (!postgres_ask_number(queue->db, "SELECT count(*) FROM pg_tables WHERE schemaname = '" POSTGRES_SCHEMA
                                        "' AND tablename = 'queue_done'", &there))
        return failed(queue, err);
    if (there)
        return PRISCUS_OK;
    postgres_set_patience(queue->db, LEDGER_PATIENCE_MS);
    if (!postgres_begin(queue->db) || !postgres_exec_raw(queue->db, tables_sql) || !postgres_exec_raw(queue->db, "COMMIT")) {
        priscus_status status = failed(queue, err);

        postgres_exec_raw(queue->db, "ROLLBACK");
        return status;
    }
    return PRISCUS_OK;
}

priscus_status ledger_queue_open(const char *address, enum queue_use use, struct ledger_queue **out,
                                 struct priscus_error *err)
{
    struct ledger_queue *queue;
    priscus_status status;

    if (!postgres_is_address(address))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                         "%s is a file: pages wait in a ledger in PostgreSQL alone (--ledger postgresql:///name); a file is read into by "
                         "priscus read",
                         address);
    if (!(queue = sqlite3_malloc(sizeof *queue)))
        return error_memory(err);
    *queue = (struct ledger_queue){ 0 };
    queue->shown = postgres_shown_address(address);
    queue->pack = ZSTD_createCCtx();
    queue->unpack = ZSTD_createDCtx();
    status = queue->shown && queue->pack && queue->unpack ? PRISCUS_OK : error_memory(err);
    if (status == PRISCUS_OK)
        status = postgres_open(address, queue->shown, &queue->db, err);
    if (status == PRISCUS_OK)
        status = postgres_schema(queue->db, queue->shown, true, err);
    if (status == PRISCUS_OK)
        status = make_tables(queue, err);
    if (status == PRISCUS_OK && use == QUEUE_TAKE)
        status = become_worker(queue, err);
    if (status == PRISCUS_OK)
        *out = queue;
    else
        ledger_queue_close(queue);
    return status;
}

void ledger_queue_close(struct ledger_queue *queue)
{
    if (!queue)
        return;
    if (queue->db && queue->worker) {
        struct values v = { 0 };

        put_number(&v, queue->worker);
        run_only(queue, "UPDATE queue SET state = 'waiting', worker = NULL, tries = tries - 1 WHERE state = 'taken' AND worker = $1", &v,
                 NULL);
        run_only(queue, "DELETE FROM queue_worker WHERE number = $1", &v, NULL);
    }
    postgres_close(queue->db);
    ZSTD_freeCCtx(queue->pack);
    ZSTD_freeDCtx(queue->unpack);
    arena_release(&queue->mem);
    sqlite3_free(queue->shown);
    sqlite3_free(queue);
}

/* ---- putting in ---------------------------------------------------------------------------------------- */

static priscus_status begin_adding(struct ledger_queue *queue, struct priscus_error *err)
{
    if (!queue->adding && !postgres_exec_raw(queue->db, "BEGIN"))
        return failed(queue, err);
    queue->adding = true;
    return PRISCUS_OK;
}

priscus_status ledger_queue_commit(struct ledger_queue *queue, struct priscus_error *err)
{
    if (queue->adding && !postgres_exec_raw(queue->db, "COMMIT"))
        return failed(queue, err);
    queue->adding = false;
    return PRISCUS_OK;
}

static const char add_sql[] = "INSERT INTO queue (name, read_from, fetched, given, bytes) VALUES ($1, $2, $3, $4, $5)";

static priscus_status pack(struct ledger_queue *queue, struct text bytes, struct text *out)
{
    size_t room = ZSTD_compressBound(bytes.len), n;
    char *to = arena_alloc(&queue->mem, room);

    if (!to)
        return PRISCUS_ENOMEM;
    n = ZSTD_compressCCtx(queue->pack, to, room, bytes.ptr, bytes.len, 3);
    if (ZSTD_isError(n))
        return PRISCUS_ENOMEM;
    *out = text_of(to, n);
    return PRISCUS_OK;
}

priscus_status ledger_queue_add(struct ledger_queue *queue, const struct page *page, struct priscus_error *err)
{
    char fetched[DATE_TEXT_MAX];
    struct values v = { 0 };
    struct text given, packed;
    priscus_status status = begin_adding(queue, err);

    if (status != PRISCUS_OK)
        return status;
    arena_reset(&queue->mem);
    if (pack(queue, page->bytes, &packed) != PRISCUS_OK || page_given_write(page, &queue->mem, &given) != PRISCUS_OK)
        return error_memory(err);
    put_text(&v, page->name.ptr ? page->name : text_c("-"));
    put_text(&v, text_c(format_text(page->from)));
    put_text(&v, date_known(page->fetched) ? text_c(date_format(page->fetched, fetched)) : (struct text){ 0 });
    put_text(&v, given.ptr ? given : text_c(""));
    put_text(&v, packed);
    return run_only(queue, add_sql, &v, err);
}

priscus_status ledger_queue_add_address(struct ledger_queue *queue, struct text address, struct priscus_error *err)
{
    struct page page = { .address = address };
    struct values v = { 0 };
    struct text given;
    priscus_status status = begin_adding(queue, err);

    if (status != PRISCUS_OK)
        return status;
    arena_reset(&queue->mem);
    if (page_given_write(&page, &queue->mem, &given) != PRISCUS_OK)
        return error_memory(err);
    put_text(&v, address);
    put_text(&v, text_c("auto"));
    put_text(&v, (struct text){ 0 });
    put_text(&v, given);
    put_text(&v, (struct text){ 0 });
    return run_only(queue, add_sql, &v, err);
}

/* ---- taking out ------------------------------------------------------------------------------------------ */

/* "\x28b5..." as the page that was pressed. */
static priscus_status unpack(struct ledger_queue *queue, const char *hex, size_t n, struct arena *mem, struct text *out)
{
    size_t packed_size = n / 2 - 1;
    unsigned char *packed;
    unsigned long long size;
    char *bytes;

    arena_reset(&queue->mem);
    if (!(packed = arena_alloc(&queue->mem, packed_size + 1)))
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < packed_size; i++) {
        unsigned high = (unsigned char)hex[2 * i + 2], low = (unsigned char)hex[2 * i + 3];

        packed[i] = (unsigned char)((high <= '9' ? high - '0' : high - 'a' + 10) << 4 | (low <= '9' ? low - '0' : low - 'a' + 10));
    }
    size = ZSTD_getFrameContentSize(packed, packed_size);
    if (size > PAGE_MAX)
        return PRISCUS_EINPUT;
    if (!(bytes = arena_alloc(mem, (size_t)size + 1)))
        return PRISCUS_ENOMEM;
    if (ZSTD_decompressDCtx(queue->unpack, bytes, (size_t)size, packed, packed_size) != size)
        return PRISCUS_EINPUT;
    bytes[size] = '\0';
    *out = text_of(bytes, (size_t)size);
    return PRISCUS_OK;
}

static priscus_status take_row(struct ledger_queue *queue, const PGresult *row, struct arena *mem, struct queued *out,
                               struct priscus_error *err)
{
    struct text from, fetched, given;
    struct page *page = &out->page;
    priscus_status status = PRISCUS_OK;

    *out = (struct queued){ .id = number_at(row, 0, 0), .alone = pq.PQgetvalue(row, 0, 6)[0] == 't' };
    page->fetched.zone = page->published.zone = DATE_NO_ZONE;
    if (copy_at(row, 1, mem, &page->name) != PRISCUS_OK || copy_at(row, 2, mem, &from) != PRISCUS_OK ||
        copy_at(row, 3, mem, &fetched) != PRISCUS_OK || copy_at(row, 4, mem, &given) != PRISCUS_OK)
        return error_memory(err);
    if (fetched.ptr)
        date_parse_iso(fetched, &page->fetched);
    if (text_is(from, "auto"))
        page->from = PRISCUS_FROM_AUTO;
    else if (!format_parse(from, &page->from))
        status = PRISCUS_EINPUT;
    if (status == PRISCUS_OK && given.len)
        status = page_given_read(given, mem, page, NULL);
    if (status == PRISCUS_OK && !pq.PQgetisnull(row, 0, 5))
        status = unpack(queue, pq.PQgetvalue(row, 0, 5), (size_t)pq.PQgetlength(row, 0, 5), mem, &page->bytes);
    if (status == PRISCUS_ENOMEM)
        return error_memory(err);
    if (status != PRISCUS_OK)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%.*s: what stands in the queue is no page of this version of Priscus",
                         (int)(page->name.len < NAME_MAX_BYTES ? page->name.len : NAME_MAX_BYTES), page->name.ptr);
    return PRISCUS_OK;
}

priscus_status ledger_queue_take(struct ledger_queue *queue, struct arena *mem, struct queued *out, bool *found,
                                 struct priscus_error *err)
{
    struct values v = { 0 };
    PGresult *result;
    priscus_status status;

    *found = false;
    *out = (struct queued){ 0 };
    put_number(&v, queue->worker);
    if (!(result = run(queue, take_sql, &v, &status, err)))
        return status;
    if (pq.PQntuples(result) == 0) { /* perhaps since it is with somebody who is gone */
        pq.PQclear(result);
        if ((status = run_only(queue, recover_sql, NULL, err)) != PRISCUS_OK ||
            !(result = run(queue, take_sql, &v, &status, err)))
            return status;
    }
    if (pq.PQntuples(result) > 0) {
        *found = true;
        status = take_row(queue, result, mem, out, err);
    }
    pq.PQclear(result);
    return status;
}

priscus_status ledger_queue_done(struct ledger_queue *queue, struct ledger *ledger, int64_t id, struct priscus_error *err)
{
    priscus_status status = PRISCUS_OK;

    if (queue->ledger != ledger) {
        ledger_queue_forget(queue, queue->ledger);
        queue->ledger = ledger;
        status = ledger_prepare_kept(ledger, "DELETE FROM queue WHERE id = ?1 AND worker = ?2", &queue->done, err);
        if (status == PRISCUS_OK)
            status = ledger_prepare_kept(ledger,
                                         "INSERT INTO queue_done (minute, worker, pages) VALUES (date_trunc('minute', now()), ?1, 1)"
                                         " ON CONFLICT (minute, worker) DO UPDATE SET pages = queue_done.pages + 1",
                                         &queue->count, err);
    }
    if (status != PRISCUS_OK || (status = ledger_begin(ledger, err)) != PRISCUS_OK)
        return status;
    query_bind_number(queue->done, 1, id);
    query_bind_number(queue->done, 2, queue->worker);
    query_bind_number(queue->count, 1, queue->worker);
    status = ledger_run(ledger, queue->done, err);
    return status == PRISCUS_OK ? ledger_run(ledger, queue->count, err) : status;
}

void ledger_queue_forget(struct ledger_queue *queue, struct ledger *ledger)
{
    if (!queue || !ledger || queue->ledger != ledger)
        return;
    query_close(queue->done);
    query_close(queue->count);
    queue->done = queue->count = NULL;
    queue->ledger = NULL;
}

priscus_status ledger_queue_failed(struct ledger_queue *queue, int64_t id, const char *why, bool again,
                                   struct priscus_error *err)
{
    struct values v = { 0 };

    put_number(&v, id);
    put_number(&v, queue->worker);
    put_text(&v, text_c(why));
    return run_only(queue,
                    again ? "UPDATE queue SET state = CASE WHEN tries >= " LITERAL(QUEUE_TRIES)
                            " THEN 'aside' ELSE 'waiting' END, worker = NULL, why = $3, due = now() + interval '1 minute' * power(4, tries - 1)"
                            " WHERE id = $1 AND worker = $2"
                          : "UPDATE queue SET state = 'aside', worker = NULL, why = $3 WHERE id = $1 AND worker = $2",
                    &v, err);
}

priscus_status ledger_queue_return(struct ledger_queue *queue, int64_t id, struct priscus_error *err)
{
    struct values v = { 0 };

    put_number(&v, id);
    put_number(&v, queue->worker);
    return run_only(queue, "UPDATE queue SET state = 'waiting', worker = NULL, tries = tries - 1 WHERE id = $1 AND worker = $2", &v, err);
}

priscus_status ledger_queue_elect(struct ledger_queue *queue, bool *elected, struct priscus_error *err)
{
    PGresult *result;
    priscus_status status = PRISCUS_OK;

    if (!queue->elected && (result = run(queue, "SELECT " LINKER_LOCK, NULL, &status, err))) {
        queue->elected = pq.PQgetvalue(result, 0, 0)[0] == 't';
        pq.PQclear(result);
    }
    *elected = queue->elected;
    return status;
}

/* ---- looking ------------------------------------------------------------------------------------------------ */

priscus_status ledger_queue_status(struct ledger_queue *queue, struct queue_status *out, struct priscus_error *err)
{
    static const char sql[] =
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM queue WHERE state = 'waiting' LIMIT " LITERAL(QUEUE_COUNTED) ") AS counted), (SELECT count(*) FROM queue WHERE state = 'taken'),"
        " (SELECT count(*) FROM queue WHERE state = 'aside'), (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
        " AND classid = " WORKER_CLASS " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())),"
        " (SELECT coalesce(extract(epoch FROM now() - min(queued))::bigint, -1) FROM (SELECT queued FROM queue WHERE state = 'waiting' ORDER BY id LIMIT 1)"
        " AS first),"
        " (SELECT coalesce(sum(pages), 0)::bigint FROM queue_done WHERE minute > now() - interval '" LITERAL(MINUTES) " minutes')";
    PGresult *result;
    priscus_status status;

    run_only(queue, "DELETE FROM queue_done WHERE minute < now() - interval '1 day'", NULL, NULL);
    if (!(result = run(queue, sql, NULL, &status, err)))
        return status;
    *out = (struct queue_status){ .waiting = number_at(result, 0, 0),
                                  .taken = number_at(result, 0, 1),
                                  .set_aside = number_at(result, 0, 2),
                                  .workers = number_at(result, 0, 3),
                                  .oldest = number_at(result, 0, 4),
                                  .done = number_at(result, 0, 5),
                                  .minutes = MINUTES };
    pq.PQclear(result);
    return PRISCUS_OK;
}

priscus_status ledger_queue_set_aside(struct ledger_queue *queue, size_t most,
                                      void (*each)(void *context, int64_t id, const char *name, const char *why),
                                      void *context, struct priscus_error *err)
{
    struct values v = { 0 };
    PGresult *result;
    priscus_status status;

    put_number(&v, (int64_t)most);
    if (!(result = run(queue, "SELECT id, name, coalesce(why, '') FROM queue WHERE state = 'aside' ORDER BY id LIMIT $1::bigint", &v, &status, err)))
        return status;
    for (int i = 0; i < pq.PQntuples(result); i++)
        each(context, number_at(result, i, 0), pq.PQgetvalue(result, i, 1), pq.PQgetvalue(result, i, 2));
    pq.PQclear(result);
    return PRISCUS_OK;
}

priscus_status ledger_queue_again(struct ledger_queue *queue, int64_t *n, struct priscus_error *err)
{
    PGresult *result;
    priscus_status status;

    if (!(result = run(queue, "UPDATE queue SET state = 'waiting', tries = 0, due = now() WHERE state = 'aside'", NULL, &status, err)))
        return status;
    *n = strtoll(pq.PQcmdTuples(result), NULL, 10);
    pq.PQclear(result);
    return PRISCUS_OK;
}
