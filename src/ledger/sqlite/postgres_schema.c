/* postgres_schema.c - a ledger's tables, views and functions in PostgreSQL; docs/postgresql.md.
 *
 * The tables are those of columns.h and the views those of views.h, made as they are today: there is no older version to go
 * through. What SQLite's SQL has and PostgreSQL's has not are functions in the same schema, and found before the server's own. */
#include "ledger/columns.h"
#include "ledger/database/postgres_query.h"
#include "ledger/sqlite/ledger_table.h"
#include "ledger/sqlite/sqlite_ledger.h"

/* clang-format off */

#define FUNCTION(head, returns, body)                                                                                  \
    "CREATE FUNCTION " head " RETURNS " returns " LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $f$ SELECT " body " $f$;"

/* What SQLite's functions do, for the types that we use them with. Places count bytes, so bodies are cut as bytes. */
static const char functions_sql[] =
    FUNCTION("to_blob(text)", "bytea", "convert_to($1, 'UTF8')")
    FUNCTION("to_text(bytea)", "text", "convert_from($1, 'UTF8')")
    FUNCTION("to_text(text)", "text", "$1")
    FUNCTION("to_text(bigint)", "text", "$1::text")
    FUNCTION("to_integer(text)", "bigint", "CASE WHEN $1 ~ '^[0-9]{1,18}$' THEN $1::bigint ELSE 0 END")
    FUNCTION("substr(bytea, bigint, bigint)", "bytea", "pg_catalog.substr($1, $2::int, $3::int)")
    /* From the end where the place is below 0. */
    FUNCTION("substr(text, bigint)", "text",
             "CASE WHEN $2 < 0 THEN pg_catalog.right($1, (-$2)::int) ELSE pg_catalog.substr($1, $2::int) END")
    FUNCTION("substr(text, int)", "text", "priscus.substr($1, $2::bigint)")
    FUNCTION("substr(text, bigint, bigint)", "text", "pg_catalog.substr($1, $2::int, $3::int)")
    FUNCTION("instr(text, text)", "bigint", "strpos($1, $2)::bigint")
    FUNCTION("hex(bytea)", "text", "upper(encode($1, 'hex'))")
    FUNCTION("printf(text, bigint)", "text", "replace($1, '%012x', lpad(to_hex($2), 12, '0'))")
    FUNCTION("printf(text, text, bigint)", "text", "replace(replace($1, '%s', $2), '%012x', lpad(to_hex($3), 12, '0'))")
    FUNCTION("printf(text, bigint, bigint)", "text", "'[' || $2 || ', ' || $3 || ']'")
    FUNCTION("min(bigint, bigint)", "bigint", "least($1, $2)")
    FUNCTION("max(bigint, bigint)", "bigint", "greatest($1, $2)")
    FUNCTION("iif(bigint, text, text)", "text", "CASE WHEN $1 <> 0 THEN $2 ELSE $3 END")
    FUNCTION("fold(text)", "text", "lower($1 COLLATE \"und-x-icu\")")
    FUNCTION("date(bigint, text)", "text", "to_char(to_timestamp($1) AT TIME ZONE 'UTC', 'YYYY-MM-DD')")
    FUNCTION("strftime(text, text)", "text",
             "to_char($2::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
    FUNCTION("strftime(text, text, text)", "text",
             "to_char($2::timestamptz AT TIME ZONE 'UTC' + $3::interval, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
    FUNCTION("join_text(text, text, text)", "text",
             "CASE WHEN $2 IS NULL THEN $1 WHEN $1 IS NULL THEN $2 ELSE $1 || $3 || $2 END")
    FUNCTION("join_text(text, text)", "text", "join_text($1, $2, ',')")
    FUNCTION("join_text(text, bigint)", "text", "join_text($1, $2::text, ',')")
    "CREATE AGGREGATE group_concat(text, text) (SFUNC = join_text, STYPE = text);"
    "CREATE AGGREGATE group_concat(text) (SFUNC = join_text, STYPE = text);"
    "CREATE AGGREGATE group_concat(bigint) (SFUNC = join_text, STYPE = text);"
    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN"
    " RAISE EXCEPTION 'nothing in a ledger is %', CASE TG_OP WHEN 'UPDATE' THEN 'overwritten' ELSE 'deleted' END; END $f$;";

/* Behind the tables. */
static const char more_sql[] =
    /* A place within a letter is that behind it: a text cannot end there. */
    FUNCTION("border(bytea, int)", "int",
             "CASE WHEN $2 >= length($1) OR get_byte($1, $2) & 192 <> 128 THEN $2"
             " WHEN $2 + 1 >= length($1) OR get_byte($1, $2 + 1) & 192 <> 128 THEN $2 + 1"
             " WHEN $2 + 2 >= length($1) OR get_byte($1, $2 + 2) & 192 <> 128 THEN $2 + 2 ELSE $2 + 3 END")
    "CREATE FUNCTION cut(bigint, bigint, bigint) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $f$"
    " SELECT CASE WHEN $2 >= 0 AND $3 >= $2 AND $3 <= length(t) THEN convert_from(pg_catalog.substr(t,"
    " priscus.border(t, $2::int) + 1, priscus.border(t, $3::int) - priscus.border(t, $2::int)), 'UTF8') END"
    " FROM (SELECT convert_to(text, 'UTF8') AS t FROM priscus.body WHERE id = $1) AS b $f$;"
    /* The words as ledger/sqlite/search_words.h has them. */
    "CREATE TABLE search (rowid bigint PRIMARY KEY, text tsvector NOT NULL);"
    "CREATE INDEX search_text ON search USING gin (text);"
    SHOWN_ARTICLE_AGAIN
    "CREATE INDEX shown_statement_article ON shown_statement (article);"
    "CREATE INDEX shown_report_article ON shown_report (article);"
    "CREATE TABLE ledger (version integer NOT NULL);";

/* clang-format on */

/* "INTEGER NOT NULL REFERENCES word" as "bigint NOT NULL". That a number has its row is looked at by `verify`: only Priscus writes,
 * one at a time, and a look at ten numbers for each row would double what a page costs. */
static void append_type(const char *type, sqlite3_str *out)
{
    struct text rest = text_c(type), word = text_cut(&rest, ' ');
    size_t references = text_find(rest, text_c("REFERENCES"), 0);

    if (references != NOWHERE) {
        struct text behind = text_of(rest.ptr + references, rest.len - references);

        rest.len = references;
        text_cut(&behind, ' ');
        text_cut(&behind, ' ');
        sqlite3_str_appendf(out, "bigint %.*s%.*s", (int)rest.len, rest.ptr, (int)behind.len, behind.ptr);
        return;
    }
    sqlite3_str_appendf(out, "%s %.*s",
                        text_is(word, "INTEGER") ? "bigint"
                        : text_is(word, "BLOB")  ? "bytea"
                                                 : "text COLLATE \"C\"",
                        (int)rest.len, rest.ptr);
}

/* The end of CREATE TABLE without what is SQLite's alone. */
static void append_end(const char *end, sqlite3_str *out)
{
    struct text rest = text_c(end);
    size_t strict = text_find(rest, text_c(") STRICT"), 0), foreign = text_find(rest, text_c(", FOREIGN KEY"), 0);

    if (strict != NOWHERE)
        rest.len = strict;
    if (foreign != NOWHERE && foreign < rest.len)
        rest.len = foreign;
    sqlite3_str_appendf(out, "%.*s);", (int)rest.len, rest.ptr);
}

static void append_table(const struct ledger_table *table, sqlite3_str *out)
{
    for (const struct ledger_column *c = table->columns; c->name; c++) {
        sqlite3_str_appendf(out, c == table->columns ? "CREATE TABLE %s (%s " : ", %s%s ", c == table->columns ? table->name : "",
                            c->name);
        append_type(c->type, out);
    }
    append_end(table->end, out);
    for (const char *const *index = table->indexes; *index; index++)
        sqlite3_str_appendf(out, "%s;", *index);
    for (const char *const *index = table->later; *index; index++)
        sqlite3_str_appendf(out, "%s;", *index);
    if (table_is_record(table))
        sqlite3_str_appendf(out,
                            "CREATE TRIGGER %s_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON %s"
                            " FOR EACH STATEMENT EXECUTE FUNCTION refuse();",
                            table->name, table->name);
}

static bool make_schema(struct postgres *db)
{
    sqlite3_str *tables = sqlite3_str_new(NULL), *views = sqlite3_str_new(NULL);
    char *sql, *views_sql, *version = sqlite3_mprintf("INSERT INTO ledger VALUES (%d)", LEDGER_VERSION);
    bool good;

    sqlite3_str_appendall(tables, functions_sql);
    for (size_t i = 0; i < TABLES_N; i++)
        append_table(&ledger_tables[i], tables);
    sqlite3_str_appendall(tables, more_sql);
    schema_views_sql(views);
    sql = sqlite3_str_finish(tables);
    views_sql = sqlite3_str_finish(views);
    good = sql && views_sql && version && postgres_exec_raw(db, "CREATE SCHEMA IF NOT EXISTS " POSTGRES_SCHEMA) &&
           postgres_exec_raw(db, sql) && postgres_exec(db, views_sql) && postgres_exec_raw(db, version);
    sqlite3_free(sql);
    sqlite3_free(views_sql);
    sqlite3_free(version);
    return good;
}

/* 0: there is none. */
static bool read_version(struct postgres *db, int64_t *version)
{
    int64_t there = 0;

    *version = 0;
    return postgres_ask_number(db, "SELECT count(*) FROM pg_tables WHERE schemaname = '" POSTGRES_SCHEMA "' AND tablename = 'ledger'",
                               &there) &&
           (!there || postgres_ask_number(db, "SELECT version FROM " POSTGRES_SCHEMA ".ledger", version));
}

priscus_status postgres_schema(struct postgres *db, const char *shown, bool writing, struct priscus_error *err)
{
    int64_t version = 0;
    bool good = read_version(db, &version);

    if (good && !version && writing) { /* asked again in the turn to write: another may have been quicker */
        good = postgres_begin(db) && read_version(db, &version) && (version || make_schema(db));
        good = postgres_exec_raw(db, good ? "COMMIT" : "ROLLBACK") && good;
        if (good && !version)
            version = LEDGER_VERSION;
    }
    if (!good)
        return postgres_failed(db, shown, &(int){ 0 }, err);
    if (!version)
        return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                         "there is no ledger in the database %s: read pages into it first (priscus read), or name another with --ledger",
                         shown);
    if (version > LEDGER_VERSION)
        return error_set(err, PRISCUS_EVERSION, NOWHERE,
                         "the ledger %s has version %d and was made by a newer Priscus; this one (%s) knows versions up to %d: "
                         "use the newer program",
                         shown, (int)version, PRISCUS_VERSION, LEDGER_VERSION);
    if (version < LEDGER_VERSION)
        return error_set(err, PRISCUS_EVERSION, NOWHERE,
                         "the ledger %s has version %d, which this Priscus (%s) no longer writes: copy it into a new one (priscus copy)",
                         shown, (int)version, PRISCUS_VERSION);
    return PRISCUS_OK;
}
