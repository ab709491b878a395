/* query.c - see query.h. */
#include "ledger/database/query.h"

#include "ledger/database/postgres.h"

/* ---- values to ask with -------------------------------------------------------------------- */

bool query_bind_number(struct query *query, int at, int64_t number)
{
    return query->sqlite ? sqlite3_bind_int64(query->sqlite, at, number) == SQLITE_OK
                         : postgres_bind_number(query->postgres, at, number);
}

bool query_bind_null(struct query *query, int at)
{
    return query->sqlite ? sqlite3_bind_null(query->sqlite, at) == SQLITE_OK
                         : postgres_bind(query->postgres, at, (struct text){ 0 }, QUERY_NULL, false);
}

static bool bind_text(struct query *query, int at, struct text text, bool copy)
{
    return query->sqlite ? sqlite3_bind_text64(query->sqlite, at, text.ptr, text.len,
                                               copy ? SQLITE_TRANSIENT : SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK
                         : postgres_bind(query->postgres, at, text, text.ptr ? QUERY_TEXT : QUERY_NULL, copy);
}

bool query_bind_text(struct query *query, int at, struct text text)
{
    return bind_text(query, at, text, false);
}

bool query_bind_copy(struct query *query, int at, struct text text)
{
    return bind_text(query, at, text, true);
}

bool query_bind_bytes(struct query *query, int at, struct text bytes)
{
    return query->sqlite
               ? sqlite3_bind_blob64(query->sqlite, at, bytes.ptr, bytes.len, SQLITE_STATIC) == SQLITE_OK
               : postgres_bind(query->postgres, at, bytes, bytes.ptr ? QUERY_BYTES : QUERY_NULL, false);
}

int query_parameter(struct query *query, const char *name)
{
    return query->sqlite ? sqlite3_bind_parameter_index(query->sqlite, name)
                         : postgres_parameter(query->postgres, name);
}

int query_parameters(struct query *query)
{
    return query->sqlite ? sqlite3_bind_parameter_count(query->sqlite) : postgres_parameters(query->postgres);
}

void query_clear(struct query *query)
{
    if (query->sqlite)
        sqlite3_clear_bindings(query->sqlite);
    else
        for (int i = 1; i <= postgres_parameters(query->postgres); i++)
            postgres_bind(query->postgres, i, (struct text){ 0 }, QUERY_NULL, false);
}

/* ---- the row it stands on ------------------------------------------------------------------ */

int query_columns(struct query *query)
{
    return query->sqlite ? sqlite3_column_count(query->sqlite) : postgres_columns(query->postgres);
}

const char *query_column(struct query *query, int at)
{
    return query->sqlite ? sqlite3_column_name(query->sqlite, at) : postgres_column(query->postgres, at);
}

enum query_type query_type(struct query *query, int at)
{
    if (!query->sqlite)
        return postgres_type(query->postgres, at);
    switch (sqlite3_column_type(query->sqlite, at)) {
    case SQLITE_NULL:
        return QUERY_NULL;
    case SQLITE_INTEGER:
        return QUERY_NUMBER;
    case SQLITE_TEXT:
        return QUERY_TEXT;
    case SQLITE_BLOB:
        return QUERY_BYTES;
    default:
        return QUERY_OTHER;
    }
}

int64_t query_number(struct query *query, int at)
{
    return query->sqlite ? sqlite3_column_int64(query->sqlite, at) : postgres_number(query->postgres, at);
}

const char *query_text(struct query *query, int at)
{
    return query->sqlite ? (const char *)sqlite3_column_text(query->sqlite, at)
                         : postgres_value(query->postgres, at, NULL);
}

const void *query_bytes(struct query *query, int at)
{
    return query->sqlite ? sqlite3_column_blob(query->sqlite, at) : postgres_value(query->postgres, at, NULL);
}

size_t query_size(struct query *query, int at)
{
    size_t size = 0;

    if (query->sqlite)
        return (size_t)sqlite3_column_bytes(query->sqlite, at);
    postgres_value(query->postgres, at, &size);
    return size;
}

bool query_out_of_memory(struct query *query)
{
    return query->sqlite ? sqlite3_errcode(sqlite3_db_handle(query->sqlite)) == SQLITE_NOMEM
                         : postgres_out_of_memory(query->postgres);
}

void query_reset(struct query *query)
{
    if (!query)
        return;
    if (query->sqlite)
        sqlite3_reset(query->sqlite);
    else
        postgres_reset(query->postgres);
}

void query_close(struct query *query)
{
    if (!query)
        return;
    if (query->sqlite)
        sqlite3_finalize(query->sqlite);
    else
        postgres_query_close(query->postgres);
    sqlite3_free(query);
}
