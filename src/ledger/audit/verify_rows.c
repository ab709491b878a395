/* verify_rows.c - is what is stored what the page gives when it is read again?
 *
 *     p-3fa94c12d0b7 stance is "rejects" in the ledger, and "open" when the page is read again
 *
 * The new reading stands in a ledger in memory, put there by the same code that wrote the first one, so that
 * rows are compared with rows. Which columns are compared is said where they are listed: ledger/columns.h. */
#include "ledger/audit/verify.h"

#define ARTICLE   "(SELECT printf('a-%012x', key) FROM article WHERE id = ?1)"
#define STATEMENT "printf('s-%012x', statement.id)"
#define POSITION  "printf('p-%012x', position.id)"

/* Rows of one article (?1), in order. `entry` is the identifier that a mismatch is told under. */
static const struct {
    enum table_name table;
    const char *entry, *rest;
} compared[COMPARED_TABLES_N] = {
    { TABLE_ARTICLE, ARTICLE,
      ", body.text AS body FROM article JOIN body ON body.id = article.body WHERE article.id = ?1" },
    { TABLE_AGENCY, ARTICLE, " FROM agency WHERE article = ?1 ORDER BY ordinal" },
    { TABLE_PARAGRAPH, ARTICLE, " FROM paragraph WHERE article = ?1 ORDER BY id" },
    { TABLE_DROPPED, ARTICLE, " FROM dropped WHERE article = ?1 ORDER BY ordinal" },
    { TABLE_STATEMENT, STATEMENT, " FROM statement WHERE article = ?1 ORDER BY ordinal" },
    { TABLE_CONTENT, STATEMENT,
      " FROM content JOIN statement ON statement.article = content.article AND statement.ordinal = content.statement"
      " WHERE content.article = ?1 ORDER BY content.statement, content.ordinal" },
    { TABLE_CHAIN, STATEMENT,
      " FROM chain JOIN statement ON statement.article = chain.article AND statement.ordinal = chain.statement"
      " WHERE chain.article = ?1 ORDER BY chain.statement, chain.ordinal" },
    { TABLE_POSITION, POSITION, " FROM position WHERE article = ?1 ORDER BY ordinal" },
};

static priscus_status open_rows(struct ledger *ledger, size_t i, struct query **stmt, struct priscus_error *err)
{
    sqlite3_str *sql = sqlite3_str_new(ledger->db);
    char *text;
    priscus_status status;

    sqlite3_str_appendf(sql, "SELECT %s", compared[i].entry);
    table_verified_sql(&ledger_tables[compared[i].table], sql);
    sqlite3_str_appendall(sql, compared[i].rest);
    text = sqlite3_str_finish(sql);
    *stmt = NULL;
    status = text ? ledger_prepare_kept(ledger, text, stmt, err) : error_memory(err);
    sqlite3_free(text);
    return status;
}

priscus_status verify_rows_open(struct verifying *v)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < COUNT_OF(compared) && status == PRISCUS_OK; i++)
        if ((status = open_rows(v->ledger, i, &v->stored[i], v->err)) == PRISCUS_OK)
            status = open_rows(v->scratch, i, &v->made[i], v->err);
    return status;
}

void verify_rows_close(struct verifying *v)
{
    for (size_t i = 0; i < COUNT_OF(compared); i++) {
        query_close(v->stored[i]);
        query_close(v->made[i]);
    }
}

static const char *shown(const char *value)
{
    return value ? value : "nothing";
}

/* One row of each side, as far as they go. */
static priscus_status compare_row(struct verifying *v, struct query *stored, struct query *made)
{
    const char *id = query_text(stored, 0), *again = query_text(made, 0);
    char what[300];

    if (!id || !again)
        return error_memory(v->err);
    for (int i = 1; i < query_columns(stored); i++) {
        struct text a = column_text(stored, i), b = column_text(made, i);

        if (text_eq(a, b) && !a.ptr == !b.ptr)
            continue;
        sqlite3_snprintf(sizeof what, what, "%s is \"%.80s\" in the ledger, and \"%.80s\" when the page is read again",
                         query_column(stored, i), shown(a.ptr), shown(b.ptr));
        verify_tell(v, id, what);
        return PRISCUS_OK; /* one line an entry is enough */
    }
    if (strcmp(id, again) != 0) {
        sqlite3_snprintf(sizeof what, what, "the identifier does not fit the entry, which is %s", again);
        verify_tell(v, id, what);
    }
    return PRISCUS_OK;
}

static void tell_unmatched(struct verifying *v, struct query *row, const char *what)
{
    const char *id = query_text(row, 0);

    verify_tell(v, id ? id : "?", what);
}

static priscus_status compare_table(struct verifying *v, struct query *stored, struct query *made)
{
    bool a = true, b = true;
    priscus_status status = PRISCUS_OK;

    while (status == PRISCUS_OK && a && b) {
        if ((status = ledger_step(v->ledger, stored, &a, v->err)) != PRISCUS_OK ||
            (status = ledger_step(v->scratch, made, &b, v->err)) != PRISCUS_OK)
            break;
        if (a && b)
            status = compare_row(v, stored, made);
        else if (a)
            tell_unmatched(v, stored, "is in the ledger, and is not found when the page is read again");
        else if (b)
            tell_unmatched(v, made, "is found when the page is read again, and is not in the ledger");
    }
    return status;
}

priscus_status verify_rows(struct verifying *v, int64_t stored_article, int64_t made_article)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < COUNT_OF(compared) && status == PRISCUS_OK; i++) {
        query_bind_number(v->stored[i], 1, stored_article);
        query_bind_number(v->made[i], 1, made_article);
        status = compare_table(v, v->stored[i], v->made[i]);
        query_reset(v->stored[i]);
        query_reset(v->made[i]);
    }
    return status;
}
