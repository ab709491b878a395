/* sql_functions.c - functions of our own for the SQL of answers (ask.c). The views do without them, so that any other
 * program can use them. */
#include "base/utf8.h"
#include "ledger/sqlite/sqlite_ledger.h"

/* cut(body, begin, end): the words at a place. SQLite's substr() would copy the whole body for each
 * of the thousands of entries that a large page may have; this one stays on the body's row. */
static void sql_cut(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct ledger *ledger = sqlite3_user_data(context);
    int64_t body = sqlite3_value_int64(values[0]), begin = sqlite3_value_int64(values[1]),
            end = sqlite3_value_int64(values[2]);
    struct query *stmt = ledger->kept[SQL_BODY_TEXT];
    struct text text;

    (void)n;
    if (sqlite3_value_type(values[1]) == SQLITE_NULL || sqlite3_value_type(values[2]) == SQLITE_NULL)
        return; /* NULL: there is no such place */
    if (!stmt || ledger->cut_body != body) {
        ledger->cut_body = 0;
        if (ledger_kept(ledger, SQL_BODY_TEXT, &stmt, NULL) != PRISCUS_OK) {
            sqlite3_result_error_nomem(context);
            return;
        }
        query_bind_number(stmt, 1, body);
        switch (sqlite3_step(stmt->sqlite)) {
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
