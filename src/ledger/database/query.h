/* query.h - a prepared question to a ledger's database, whichever it is: a file of SQLite's or a server of PostgreSQL's.
 *
 *     status = ledger_prepare(ledger, "SELECT name FROM sighting WHERE page = ?", &query, err);
 *     if (status == PRISCUS_OK)
 *         query_bind_number(query, 1, page);
 *     while (status == PRISCUS_OK && (status = ledger_step(ledger, query, &found, err)) == PRISCUS_OK && found)
 *         use(query_text(query, 0));
 *     query_close(query);
 *
 * All SQL is written once, as SQLite has it; translate.c puts it into PostgreSQL's. Parameters are numbered from 1,
 * columns from 0. Private to ledger/ (the tests look in). */
#ifndef QUERY_H
#define QUERY_H

#include <sqlite3.h>

#include "base/text.h"

struct postgres_query;

struct query {
    sqlite3_stmt *sqlite;           /* NULL: the other one's */
    struct postgres_query *postgres;
};

enum query_type { QUERY_NULL, QUERY_NUMBER, QUERY_TEXT, QUERY_BYTES, QUERY_OTHER };

/* ---- values to ask with: false where memory is out ---- */

bool query_bind_number(struct query *query, int at, int64_t number);
bool query_bind_null(struct query *query, int at);
/* The text and the bytes must stay until the query was stepped or reset; of the copy they need not. A NULL ptr: NULL. */
bool query_bind_text(struct query *query, int at, struct text text);
bool query_bind_copy(struct query *query, int at, struct text text);
bool query_bind_bytes(struct query *query, int at, struct text bytes);
/* Where ":name" stands; 0: nowhere. */
int query_parameter(struct query *query, const char *name);
int query_parameters(struct query *query); /* how many there are */
void query_clear(struct query *query);     /* all are NULL again */

/* ---- the row it stands on: good until the next step, reset or close ---- */

int query_columns(struct query *query);
const char *query_column(struct query *query, int at); /* its name; NULL: memory is out */
enum query_type query_type(struct query *query, int at);
int64_t query_number(struct query *query, int at); /* 0 where it is NULL */
const char *query_text(struct query *query, int at); /* ended with a NUL; NULL where it is NULL, or memory is out */
const void *query_bytes(struct query *query, int at);
size_t query_size(struct query *query, int at); /* of either, after it was had */
/* Was that why the last value could not be had? */
bool query_out_of_memory(struct query *query);

static inline bool query_is_null(struct query *query, int at)
{
    return query_type(query, at) == QUERY_NULL;
}

/* To the first row again, with the same values. NULL is allowed. */
void query_reset(struct query *query);
/* NULL is allowed. */
void query_close(struct query *query);

#endif
