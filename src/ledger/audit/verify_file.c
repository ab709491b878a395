/* verify_file.c - is the file as this version makes it, and whole?
 *
 *     trigger word_is_not_changed: is missing
 *     view positions: is not as this version of Priscus makes it
 *     file: row 17 missing from index position_id
 *     search: the full text is not that of the bodies
 *     table shown: 2 positions are not shown as they were read and corrected
 *
 * Pages that say the right thing help little if a view shows something else. What must be there is asked of a new ledger in
 * memory; tables, views and indexes of somebody else's are counted and left alone, but not triggers: one of these could
 * put a row beside each of ours. SQLite checks its own pages, indexes and references.
 *
 * FTS5 can check its index against the bodies, but only by a statement that writes, which a ledger that is read does not
 * allow. So the index is copied, block by block, under a temporary table of the same making, and checked there. */
#include "ledger/audit/verify.h"
#include "ledger/blocks/article_blocks.h"
#include "ledger/views.h"

#define DAMAGES_TOLD 20 /* of the file; the first ones say enough */

/* ---- the schema -------------------------------------------------------------------------- */

/* What SQLite makes by itself is left out, but for the indexes of UNIQUE. */
#define SCHEMA_SQL                                                                                                     \
    "SELECT type || ' ' || name, sql, type, name FROM sqlite_schema"                                                   \
    " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' OR type = 'index' ORDER BY 1"

/* Those that FTS5 keeps a full text in are made as its version likes. */
static bool same_sql(struct query *here, struct query *there)
{
    struct text a = column_text(here, 1), b = column_text(there, 1);

    return text_starts(column_text(there, 0), "table search_") || (!a.ptr == !b.ptr && text_eq(a, b));
}

static void tell_foreign(struct verifying *v, struct query *here)
{
    const char *what = query_text(here, 0);

    if (text_is(column_text(here, 2), "trigger"))
        verify_tell(v, what, "was added to the ledger by somebody else");
    else if (v->out->foreign++ == 0)
        sqlite3_snprintf(sizeof v->out->foreign_name, v->out->foreign_name, "%s", what);
}

/* Both sides are in the same order, so that one walk finds what either has alone. */
static priscus_status walk_schemas(struct verifying *v, struct query *here, struct query *there)
{
    bool more_here, more_there;
    priscus_status status;

    if ((status = ledger_step(v->ledger, here, &more_here, v->err)) != PRISCUS_OK ||
        (status = ledger_step(v->scratch, there, &more_there, v->err)) != PRISCUS_OK)
        return status;
    while (status == PRISCUS_OK && (more_here || more_there)) {
        const char *a = query_text(here, 0), *b = query_text(there, 0);
        int order;

        if ((more_here && !a) || (more_there && !b))
            return error_memory(v->err);
        order = !more_here ? 1 : !more_there ? -1 : strcmp(a, b);
        if (order < 0)
            tell_foreign(v, here);
        else if (order > 0)
            verify_tell(v, b, "is missing");
        else if (!same_sql(here, there))
            verify_tell(v, b, "is not as this version of Priscus makes it");
        if (order <= 0)
            status = ledger_step(v->ledger, here, &more_here, v->err);
        if (status == PRISCUS_OK && order >= 0)
            status = ledger_step(v->scratch, there, &more_there, v->err);
    }
    return status;
}

priscus_status verify_schema(struct verifying *v)
{
    struct query *here, *there = NULL;
    priscus_status status = ledger_prepare(v->ledger, SCHEMA_SQL, &here, v->err);

    if (status == PRISCUS_OK)
        status = ledger_prepare(v->scratch, SCHEMA_SQL, &there, v->err);
    if (status == PRISCUS_OK)
        status = walk_schemas(v, here, there);
    query_close(here);
    query_close(there);
    return status;
}

/* ---- what SQLite checks ------------------------------------------------------------------ */

typedef priscus_status tell_row_fn(struct verifying *v, struct query *row);

static priscus_status each_row(struct verifying *v, const char *sql, tell_row_fn *tell)
{
    struct query *row;
    bool found;
    priscus_status status = ledger_prepare(v->ledger, sql, &row, v->err);

    for (unsigned n = 0; status == PRISCUS_OK && n < DAMAGES_TOLD; n++) {
        if ((status = ledger_step(v->ledger, row, &found, v->err)) != PRISCUS_OK || !found)
            break;
        status = tell(v, row);
    }
    query_close(row);
    return status;
}

/* "ok", or what is wrong, over one or two lines. */
static priscus_status tell_damage(struct verifying *v, struct query *row)
{
    struct text t = column_text(row, 0);
    char what[300];
    size_t n = t.len < sizeof what ? t.len : sizeof what - 1;

    if (!t.ptr)
        return error_memory(v->err);
    if (text_is(t, "ok"))
        return PRISCUS_OK;
    for (size_t i = 0; i < n; i++)
        what[i] = t.ptr[i] == '\n' ? ' ' : t.ptr[i];
    what[n] = '\0';
    verify_tell(v, "file", what);
    return PRISCUS_OK;
}

static priscus_status tell_reference(struct verifying *v, struct query *row)
{
    const char *table = query_text(row, 0), *parent = query_text(row, 2);
    char id[80], what[200];

    if (!table || !parent)
        return error_memory(v->err);
    sqlite3_snprintf(sizeof id, id, "table %s", table);
    if (query_is_null(row, 1))
        sqlite3_snprintf(sizeof what, what, "refers to a row of %s that is not there", parent);
    else
        sqlite3_snprintf(sizeof what, what, "row %lld refers to a row of %s that is not there",
                         (long long)query_number(row, 1), parent);
    verify_tell(v, id, what);
    return PRISCUS_OK;
}

priscus_status verify_file(struct verifying *v)
{
    priscus_status status = each_row(v, "PRAGMA main.integrity_check(20)", tell_damage);

    return status == PRISCUS_OK ? each_row(v, "PRAGMA main.foreign_key_check", tell_reference) : status;
}

/* ---- the full text ----------------------------------------------------------------------- */

/* Of a new ledger, to be made under the same names as temporary ones: what the ledger has instead may be forged. */
static priscus_status copy_maker(struct verifying *v, const char *name, const char *begins, const char *becomes,
                                 sqlite3_str *out)
{
    struct query *row;
    bool found = false;
    priscus_status status = ledger_prepare(v->scratch, "SELECT sql FROM sqlite_schema WHERE name = ?1", &row, v->err);

    if (status == PRISCUS_OK) {
        query_bind_text(row, 1, text_c(name));
        status = ledger_step(v->scratch, row, &found, v->err);
    }
    if (found) {
        struct text sql = column_text(row, 0);

        if (sql.ptr)
            sqlite3_str_appendf(out, "%s%s;", becomes, sql.ptr + strlen(begins));
        else
            status = error_memory(v->err);
    }
    query_close(row);
    return status;
}

static priscus_status make_copy(struct verifying *v)
{
    sqlite3_str *sql = sqlite3_str_new(v->ledger->db);
    priscus_status status = copy_maker(v, "passage", "CREATE VIEW", "CREATE TEMP VIEW", sql);
    char *text;

    if (status == PRISCUS_OK)
        status = copy_maker(v, "search", "CREATE VIRTUAL TABLE search", "CREATE VIRTUAL TABLE temp.search", sql);
    sqlite3_str_appendall(sql,
                          "DELETE FROM temp.search_data; INSERT INTO temp.search_data SELECT * FROM main.search_data;"
                          "DELETE FROM temp.search_idx; INSERT INTO temp.search_idx SELECT * FROM main.search_idx;"
                          "CREATE VIRTUAL TABLE temp.search_word USING fts5vocab('main', 'search', 'row')");
    text = sqlite3_str_finish(sql);
    if (status == PRISCUS_OK)
        status = text ? ledger_exec(v->ledger, text, v->err) : error_memory(v->err);
    sqlite3_free(text);
    return status;
}

static priscus_status tell_word(struct verifying *v, struct query *row)
{
    char what[200];

    sqlite3_snprintf(sizeof what, what, "\"%.60s\" is not found in all passages that have it",
                     query_text(row, 0));
    verify_tell(v, "search", what);
    return PRISCUS_OK;
}

priscus_status verify_full_text(struct verifying *v)
{
    priscus_status status = make_copy(v);

    if (status == PRISCUS_OK)
        status = ledger_exec(v->ledger, "INSERT INTO temp.search (search, rank) VALUES ('integrity-check', 1)", v->err);
    if (status == PRISCUS_ELEDGER && (v->ledger->why & 0xff) == SQLITE_CORRUPT) {
        verify_tell(v, "search", "the full text is not that of the bodies");
        return PRISCUS_OK;
    }
    /* The way to a word leads through a table of its own (search_idx), and that check passes by it. */
    if (status == PRISCUS_OK)
        status = each_row(v,
                          "SELECT term FROM temp.search_word AS every WHERE doc <> coalesce((SELECT doc FROM"
                          " temp.search_word AS one WHERE one.term = every.term), 0)",
                          tell_word);
    return status;
}

/* ---- what is shown ------------------------------------------------------------------------- */

#define DIFFERENT_FROM(kept, again)                                                                                    \
    "SELECT (SELECT count(*) FROM (" kept " EXCEPT " again ")) + (SELECT count(*) FROM (" again " EXCEPT " kept "))"
#define DIFFERENT(table, again) DIFFERENT_FROM("SELECT * FROM " table, again)
#define COUNTED_AGAIN "SELECT * FROM (" COUNTS_OF("true", "true", "true") ") AS again WHERE n <> 0"

static const struct shown_again {
    const char *table, *sql, *what;
} shown[] = {
    { "table shown", DIFFERENT("shown", SHOWN_AGAIN), "positions are not shown as they were read and corrected" },
    { "table shown_report", DIFFERENT("shown_report", REPORTS_OF(SHOWN_IN_ORDER)), "reports are not those of `shown`" },
    { "table shown_statement", DIFFERENT("shown_statement", STATEMENTS_AGAIN), "statements are not in their place" },
    { "table shown_newest", DIFFERENT("shown_newest", NEWEST_AGAIN), "articles are not the newest of their page" },
    { "table shown_page", DIFFERENT("shown_page", PAGES_AGAIN), "pages are not in their place" },
    { "table shown_count", DIFFERENT_FROM("SELECT * FROM shown_count WHERE n <> 0 AND what <> 'days_version'", COUNTED_AGAIN), "counts are wrong" },
},
/* The same of pages that something came to, as far as tables find the rows of a page. */
shown_since[] = {
    { "table shown",
      DIFFERENT_FROM("SELECT * FROM shown WHERE article IN (SELECT id FROM article WHERE page IN (" CHANGED_PAGES "))",
                     SHOWN_AGAIN " WHERE article.page IN (" CHANGED_PAGES ")"),
      "positions are not shown as they were read and corrected" },
    { "table shown_newest",
      DIFFERENT_FROM("SELECT * FROM shown_newest WHERE id IN (" CHANGED_PAGES ")",
                     NEWEST_AGAIN " AND a.page IN (" CHANGED_PAGES ")"),
      "articles are not the newest of their page" },
};

void verify_bind_since(struct verifying *v, struct query *query)
{
    query_bind_number(query, 1, v->since.last[TABLE_PAGE]);
    query_bind_number(query, 2, v->since.last[TABLE_ARTICLE]);
    query_bind_number(query, 3, v->since.last[TABLE_CORRECTION]);
}

static priscus_status compare_shown(struct verifying *v, const struct shown_again *one)
{
    struct query *stmt;
    bool found;
    char what[120];
    priscus_status status = ledger_prepare(v->ledger, one->sql, &stmt, v->err);

    if (status == PRISCUS_OK && query_parameters(stmt))
        verify_bind_since(v, stmt);
    if (status == PRISCUS_OK)
        status = ledger_step(v->ledger, stmt, &found, v->err);
    if (status == PRISCUS_OK && query_number(stmt, 0)) {
        sqlite3_snprintf(sizeof what, what, "%lld %s", (long long)query_number(stmt, 0), one->what);
        verify_tell(v, one->table, what);
    }
    query_close(stmt);
    return status;
}

static priscus_status check_blocks(struct verifying *v)
{
    size_t wrong;
    char what[120];
    priscus_status status = article_blocks_check(v->ledger, &wrong, v->err);

    if (status != PRISCUS_OK || !wrong)
        return status;
    sqlite3_snprintf(sizeof what, what, "what is counted of %lld times " BLOCK_ARTICLES_SQL " articles is not what they have", (long long)wrong);
    verify_tell(v, "table shown_block", what);
    return PRISCUS_OK;
}

priscus_status verify_shown(struct verifying *v)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < COUNT_OF(shown) && status == PRISCUS_OK; i++)
        status = compare_shown(v, &shown[i]);
    return status == PRISCUS_OK ? check_blocks(v) : status;
}

priscus_status verify_shown_since(struct verifying *v)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < COUNT_OF(shown_since) && status == PRISCUS_OK; i++)
        status = compare_shown(v, &shown_since[i]);
    return status;
}
