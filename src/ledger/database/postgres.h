/* postgres.h - a ledger in a PostgreSQL server (15 or newer), spoken to through libpq.
 *
 *     postgresql://archive@db.example/negotiations
 *
 * libpq is loaded when the first such ledger is opened (libpq.h), so that who has a file needs nothing of it. What the ledger
 * asks is SQLite's SQL; translate.h puts it into PostgreSQL's, and functions in the schema `priscus` (compat.sql) do what SQLite's
 * own do. What only writes is sent without waiting for its answer, a page's rows in one go; whether all went well is looked at before
 * anything is asked, and before a page or a transaction ends. A question that may have many rows is a cursor, read FETCH_ROWS at a time; outside of a transaction one is opened for it.
 * Private to ledger/; query.h and sqlite_ledger.h are how others get here. */
#ifndef POSTGRES_H
#define POSTGRES_H

#include "base/error.h"
#include "ledger/database/query.h"

struct postgres;
struct postgres_query;

/* The schema that a ledger lives in. */
#define POSTGRES_SCHEMA "priscus"

/* Is it the address of a server, not the name of a file? */
bool postgres_is_address(const char *path);
/* The address without its password, for messages and records; sqlite3_free(). NULL: memory is out. */
char *postgres_shown_address(const char *address);

/* ELEDGER: no server there, not let in, too old, no such database ...; EVERSION. Closed by postgres_close() also after a failure. */
priscus_status postgres_open(const char *address, const char *shown, struct postgres **out, struct priscus_error *err);
void postgres_close(struct postgres *db); /* NULL is allowed */

/* What failed last, for a person; *why: an SQLite code that says about the same. */
priscus_status postgres_failed(struct postgres *db, const char *path, int *why, struct priscus_error *err);

/* Statements in SQLite's SQL. `kept`: small answers, taken whole, often. NULL: it failed. */
struct postgres_query *postgres_prepare(struct postgres *db, const char *sql, bool kept);
bool postgres_exec(struct postgres *db, const char *sql);     /* several, with ";" between, translated     */
bool postgres_exec_raw(struct postgres *db, const char *sql); /* the same, as it is: PostgreSQL's own       */
int64_t postgres_changes(struct postgres *db);
bool postgres_in_transaction(struct postgres *db);
/* One number of the first row, of PostgreSQL's own SQL; false: it failed, or there was none. */
bool postgres_ask_number(struct postgres *db, const char *sql, int64_t *out);
/* Wait for other writers so long at most. */
void postgres_set_patience(struct postgres *db, int milliseconds);

/* As query.h has them. */
bool postgres_bind(struct postgres_query *query, int at, struct text value, enum query_type type, bool copy);
bool postgres_bind_number(struct postgres_query *query, int at, int64_t number);
int postgres_parameter(struct postgres_query *query, const char *name);
int postgres_parameters(struct postgres_query *query);
bool postgres_step(struct postgres_query *query, bool *found);
int postgres_columns(struct postgres_query *query);
const char *postgres_column(struct postgres_query *query, int at);
enum query_type postgres_type(struct postgres_query *query, int at);
int64_t postgres_number(struct postgres_query *query, int at);
const char *postgres_value(struct postgres_query *query, int at, size_t *size); /* bytes that were escaped are theirs again */
bool postgres_out_of_memory(struct postgres_query *query);
void postgres_reset(struct postgres_query *query);
void postgres_query_close(struct postgres_query *query);

#endif
