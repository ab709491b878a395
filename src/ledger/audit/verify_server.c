/* verify_server.c - what verify looks at in a ledger in PostgreSQL in place of the file (verify_file.c).
 *
 *     trigger word: does not keep rows from being changed
 *     table position: 3 rows refer to a row of word that is not there
 *     search: 2 paragraphs are not in the full text
 *
 * The server checks its own pages (data checksums, pg_amcheck). Ours are references, which are no foreign keys there since each would
 * be asked at every row that is written; the triggers that let nobody change a row; and that each paragraph is in the full text. */
#include "ledger/audit/verify.h"

/* A number that is to be 0; else `what` says it with the number in it. */
static priscus_status check_number(struct verifying *v, const char *sql, const char *id, const char *what)
{
    struct query *row;
    bool found = false;
    priscus_status status = ledger_prepare(v->ledger, sql, &row, v->err);

    if (status == PRISCUS_OK)
        status = ledger_step(v->ledger, row, &found, v->err);
    if (found && query_number(row, 0)) {
        char said[200];

        sqlite3_snprintf(sizeof said, said, "%lld %s", (long long)query_number(row, 0), what);
        verify_tell(v, id, said);
    }
    query_close(row);
    return status;
}

/* The table behind "REFERENCES ". */
static const char *referred_to(const struct ledger_column *column)
{
    const char *at = strstr(column->type, "REFERENCES ");

    return at ? at + strlen("REFERENCES ") : NULL;
}

static priscus_status check_references(struct verifying *v, const struct ledger_table *table,
                                       const struct ledger_column *column)
{
    const char *parent = referred_to(column);
    char *sql = sqlite3_mprintf("SELECT count(*) FROM %s AS child WHERE child.%s IS NOT NULL AND NOT EXISTS"
                                " (SELECT 1 FROM %s AS parent WHERE parent.id = child.%s)",
                                table->name, column->name, parent, column->name),
         *what = sqlite3_mprintf("rows refer to a row of %s that is not there", parent),
         *id = sqlite3_mprintf("table %s", table->name);
    priscus_status status = sql && what && id ? check_number(v, sql, id, what) : error_memory(v->err);

    sqlite3_free(sql);
    sqlite3_free(what);
    sqlite3_free(id);
    return status;
}

static priscus_status check_trigger(struct verifying *v, const struct ledger_table *table)
{
    char *sql = sqlite3_mprintf("SELECT 1 - count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
                                " JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = 'priscus'"
                                " AND relname = '%s' AND tgname = '%s_stays' AND tgenabled IN ('O', 'A')",
                                table->name, table->name),
         *id = sqlite3_mprintf("trigger %s", table->name);
    priscus_status status = sql && id ? check_number(v, sql, id, "is missing or not in force") : error_memory(v->err);

    sqlite3_free(sql);
    sqlite3_free(id);
    return status;
}

priscus_status verify_server(struct verifying *v)
{
    static const char unseen[] =
        "SELECT count(*) FROM paragraph JOIN article ON article.id = paragraph.article"
        " WHERE paragraph.\"begin\" < paragraph.\"end\" AND NOT EXISTS (SELECT 1 FROM article AS earlier"
        " WHERE earlier.page = article.page AND earlier.body = article.body AND earlier.id < article.id)"
        " AND NOT EXISTS (SELECT 1 FROM search WHERE search.rowid = paragraph.id)";
    static const char foreign[] =
        "SELECT count(*) FROM search WHERE NOT EXISTS (SELECT 1 FROM paragraph WHERE paragraph.id = search.rowid)";
    priscus_status status = PRISCUS_OK;

    for (size_t t = 0; t < TABLES_N && status == PRISCUS_OK; t++) {
        const struct ledger_table *table = &ledger_tables[t];

        if (!table_is_record(table))
            continue;
        status = check_trigger(v, table);
        for (const struct ledger_column *c = table->columns; c->name && status == PRISCUS_OK; c++)
            if (referred_to(c))
                status = check_references(v, table, c);
    }
    if (status == PRISCUS_OK)
        status = check_number(v, unseen, "search", "paragraphs are not in the full text");
    if (status == PRISCUS_OK)
        status = check_number(v, foreign, "search", "entries of the full text are of no paragraph");
    return status;
}
