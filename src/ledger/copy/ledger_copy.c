/* ledger_copy.c - see ledger_copy.h.
 *
 *     commit 1   words 1-40, page 1, article 1 ...   the same rows under the same numbers
 *                full text, what is shown            made of them
 *     commit 2   ...
 *     at the end what linking and the watch keep, row by row, where the target has none of it */
#include "ledger/ledger_copy.h"

#include "ledger/sqlite/codebook.h"
#include "ledger/sqlite/row.h"
#include "ledger/sqlite/seal.h"
#include "ledger/views.h"

struct copying {
    struct ledger *from, *to;
    struct query *select[TABLES_N], *insert[TABLES_N]; /* of the tables of the record, for rows numbered ?1 to ?2 */
    struct ledger_copied *out;
    struct priscus_error *err;
};

/* ---- rows ---------------------------------------------------------------------------------------- */

static priscus_status prepare_table(struct copying *c, const struct ledger_table *table, const char *condition,
                                    struct query **select, struct query **insert)
{
    sqlite3_str *from = sqlite3_str_new(NULL), *to = sqlite3_str_new(NULL);
    const char *before = "SELECT ";
    char *text;
    int n = 0;
    priscus_status status;

    sqlite3_str_appendf(to, "INSERT INTO %s (", table->name);
    for (const struct ledger_column *column = table->columns; column->name; column++, n++) {
        sqlite3_str_appendf(from, "%s%s", before, column->name);
        sqlite3_str_appendf(to, "%s%s", n ? ", " : "", column->name);
        before = ", ";
    }
    sqlite3_str_appendf(from, " FROM %s%s ORDER BY %s", table->name, condition, table->keys[0]);
    sqlite3_str_appendall(to, ") VALUES (");
    for (int i = 0; i < n; i++)
        sqlite3_str_appendall(to, i ? ", ?" : "?");
    sqlite3_str_appendall(to, ")");
    text = sqlite3_str_finish(to);
    status = ledger_prepare_built(c->from, from, select, c->err);
    if (status == PRISCUS_OK)
        status = text ? ledger_prepare_kept(c->to, text, insert, c->err) : error_memory(c->err);
    sqlite3_free(text);
    return status;
}

static bool put_value(struct query *from, struct query *to, int at)
{
    switch (query_type(from, at)) {
    case QUERY_NUMBER:
        return query_bind_number(to, at + 1, query_number(from, at));
    case QUERY_TEXT: {
        const char *text = query_text(from, at);

        return text && query_bind_text(to, at + 1, text_of(text, query_size(from, at)));
    }
    case QUERY_BYTES: {
        const char *bytes = query_bytes(from, at);
        size_t n = query_size(from, at);

        return (bytes || !n) && query_bind_bytes(to, at + 1, text_of(bytes ? bytes : "", n));
    }
    default:
        return query_bind_null(to, at + 1);
    }
}

/* The rows that `select` gives. */
static priscus_status copy_rows(struct copying *c, struct query *select, struct query *insert, int64_t *n)
{
    bool found;
    priscus_status status;

    while ((status = ledger_step(c->from, select, &found, c->err)) == PRISCUS_OK && found) {
        int columns = query_columns(select);

        for (int i = 0; i < columns; i++)
            if (!put_value(select, insert, i))
                return error_memory(c->err);
        if ((status = ledger_run(c->to, insert, c->err)) != PRISCUS_OK)
            return status;
        ++*n;
    }
    return status;
}

static priscus_status copy_table(struct copying *c, enum table_name table, int64_t first, int64_t last)
{
    const struct ledger_table *t = &ledger_tables[table];
    char condition[100];
    priscus_status status = PRISCUS_OK;

    if (!c->insert[table]) {
        sqlite3_snprintf(sizeof condition, condition, " WHERE %s BETWEEN ?1 AND ?2", t->columns[0].name);
        status = prepare_table(c, t, condition, &c->select[table], &c->insert[table]);
    }
    if (status != PRISCUS_OK)
        return status;
    query_bind_number(c->select[table], 1, first);
    query_bind_number(c->select[table], 2, last);
    status = copy_rows(c, c->select[table], c->insert[table], &c->out->rows);
    query_reset(c->select[table]);
    return status;
}

/* ---- what is made of them ------------------------------------------------------------------------- */

/* Paragraphs of new articles whose body their page did not have before, as ledger_add() puts them into the full text. */
static priscus_status add_to_search(struct copying *c, int64_t first, int64_t last)
{
    static const char sql[] =
        "SELECT paragraph.id, paragraph.\"begin\", paragraph.\"end\", article.id, body.text FROM article"
        " JOIN body ON body.id = article.body JOIN paragraph ON paragraph.article = article.id"
        " WHERE article.id BETWEEN ?1 AND ?2 AND paragraph.\"begin\" < paragraph.\"end\" AND NOT EXISTS"
        " (SELECT 1 FROM article AS earlier WHERE earlier.page = article.page AND earlier.body = article.body"
        " AND earlier.id < article.id) ORDER BY paragraph.id";
    struct query *row;
    bool found;
    priscus_status status = ledger_prepare(c->from, sql, &row, c->err);

    if (status == PRISCUS_OK) {
        query_bind_number(row, 1, first);
        query_bind_number(row, 2, last);
    }
    while (status == PRISCUS_OK && (status = ledger_step(c->from, row, &found, c->err)) == PRISCUS_OK && found) {
        struct text body = column_text(row, 4);
        int64_t begin = query_number(row, 1), end = query_number(row, 2);

        if (!body.ptr)
            status = error_memory(c->err);
        else if (begin >= 0 && end >= begin && end <= (int64_t)body.len)
            status = ledger_add_to_search(c->to, query_number(row, 0),
                                          text_of(body.ptr + begin, (size_t)(end - begin)), c->err);
    }
    query_close(row);
    return status;
}

typedef priscus_status page_fn(struct ledger *ledger, int64_t page_id, struct priscus_error *err);

/* Pages of these, and those with an article or a correction in these: they are hidden before, and shown anew. Of what the target
 * does not have nothing is hidden. */
static priscus_status each_page(struct copying *c, const struct seal *before, const struct seal *seal, page_fn *each)
{
    static const char sql[] = "SELECT page FROM article WHERE id BETWEEN ?1 AND ?2"
                              " UNION SELECT page FROM correction WHERE id BETWEEN ?3 AND ?4"
                              " UNION SELECT id FROM page WHERE id BETWEEN ?5 AND ?6 ORDER BY 1";
    struct query *row;
    bool found;
    priscus_status status = ledger_prepare(c->from, sql, &row, c->err);

    if (status == PRISCUS_OK) {
        query_bind_number(row, 1, before->last[TABLE_ARTICLE] + 1);
        query_bind_number(row, 2, seal->last[TABLE_ARTICLE]);
        query_bind_number(row, 3, before->last[TABLE_CORRECTION] + 1);
        query_bind_number(row, 4, seal->last[TABLE_CORRECTION]);
        query_bind_number(row, 5, before->last[TABLE_PAGE] + 1);
        query_bind_number(row, 6, seal->last[TABLE_PAGE]);
    }
    while (status == PRISCUS_OK && (status = ledger_step(c->from, row, &found, c->err)) == PRISCUS_OK && found)
        status = each(c->to, query_number(row, 0), c->err);
    query_close(row);
    return status;
}

/* ---- commits ----------------------------------------------------------------------------------------- */

static priscus_status check_hash(struct copying *c, const struct seal *before, const struct seal *seal)
{
    struct seal again = *seal;
    priscus_status status = seal_work_out(c->to, before, &again, c->err);

    if (status == PRISCUS_OK && memcmp(&again.hash, &seal->hash, sizeof again.hash) != 0)
        return error_set(c->err, PRISCUS_ELEDGER, NOWHERE,
                         "commit %lld of the ledger %s is not what was committed (its hash is another one); \"priscus verify\" says "
                         "what is wrong, and what was copied before stands",
                         (long long)seal->id, c->from->path);
    return status;
}

static priscus_status copy_commit(struct copying *c, const struct seal *before, const struct seal *seal)
{
    priscus_status status = each_page(c, before, seal, ledger_hide_page);

    for (enum table_name i = 0; i < TABLE_SEAL && status == PRISCUS_OK; i++) {
        enum table_name by = table_numbered_by(i);

        if (seal->last[by] > before->last[by])
            status = copy_table(c, i, before->last[by] + 1, seal->last[by]);
    }
    if (status == PRISCUS_OK)
        status = copy_table(c, TABLE_SEAL, seal->id, seal->id);
    if (status == PRISCUS_OK)
        status = check_hash(c, before, seal);
    if (status == PRISCUS_OK && seal->last[TABLE_KNOWLEDGE] > before->last[TABLE_KNOWLEDGE])
        status = codebook_make(c->to, c->err);
    if (status == PRISCUS_OK)
        status = add_to_search(c, before->last[TABLE_ARTICLE] + 1, seal->last[TABLE_ARTICLE]);
    if (status == PRISCUS_OK)
        status = each_page(c, before, seal, ledger_show_page);
    return status;
}

/* In a transaction of its own, if nobody has committed to the target meanwhile. */
static priscus_status add_commit(struct copying *c, const struct seal *before, const struct seal *seal)
{
    struct seal last;
    priscus_status status = ledger_begin(c->to, c->err);

    if (status == PRISCUS_OK)
        status = seal_last(c->to, &last, c->err);
    if (status == PRISCUS_OK && (last.id != before->id || memcmp(&last.hash, &before->hash, sizeof last.hash) != 0))
        status = error_set(c->err, PRISCUS_EUSAGE, NOWHERE,
                           "the ledger %s was written by another program meanwhile: it is no copy of %s any more", c->to->path,
                           c->from->path);
    if (status == PRISCUS_OK)
        status = copy_commit(c, before, seal);
    if (status == PRISCUS_OK)
        status = ledger_commit(c->to, c->err);
    if (status != PRISCUS_OK)
        ledger_rollback(c->to);
    return status;
}

static priscus_status not_a_copy(struct copying *c)
{
    return error_set(c->err, PRISCUS_EUSAGE, NOWHERE,
                     "the ledger %s has other commits than %s: copy into a new one, or read into one of them what the other was read from",
                     c->to->path, c->from->path);
}

static priscus_status check_source(struct copying *c, const struct seal *last)
{
    int64_t ends[TABLES_N] = { 0 };
    priscus_status status = seal_ends(c->from, ends, c->err);

    for (enum table_name i = 0; i < TABLE_SEAL && status == PRISCUS_OK; i++)
        if (table_numbered_by(i) == i && ends[i] > last->last[i])
            status = error_set(c->err, PRISCUS_EUSAGE, NOWHERE,
                               "the ledger %s has rows of %s that Priscus did not commit; \"priscus verify\" says which",
                               c->from->path, ledger_tables[i].name);
    return status;
}

static priscus_status copy_commits(struct copying *c, ledger_copied_fn *each, void *context)
{
    struct query *row;
    struct seal had, before = { 0 }, newest;
    bool found;
    priscus_status status;

    if ((status = seal_last(c->to, &had, c->err)) != PRISCUS_OK ||
        (status = seal_last(c->from, &newest, c->err)) != PRISCUS_OK ||
        (status = check_source(c, &newest)) != PRISCUS_OK ||
        (status = ledger_prepare(c->from, SEAL_SQL, &row, c->err)) != PRISCUS_OK)
        return status;
    c->out->of = newest.id;
    if (had.id > newest.id)
        status = not_a_copy(c);
    while (status == PRISCUS_OK && (status = ledger_step(c->from, row, &found, c->err)) == PRISCUS_OK && found) {
        struct seal seal;

        seal_of_row(row, &seal);
        if (seal.id == had.id && memcmp(&seal.hash, &had.hash, sizeof seal.hash) != 0)
            status = not_a_copy(c);
        if (seal.id > had.id && (status = add_commit(c, &before, &seal)) == PRISCUS_OK) {
            c->out->commits++;
            c->out->stopped = each && each(context, seal.id, newest.id) != 0;
        }
        if (c->out->stopped)
            break;
        before = seal;
    }
    query_close(row);
    return status;
}

/* ---- what is no record ------------------------------------------------------------------------------ */

static priscus_status is_empty(struct copying *c, struct ledger *ledger, const char *table, bool *empty)
{
    char sql[80];
    struct query *row;
    bool found = false;
    priscus_status status;

    sqlite3_snprintf(sizeof sql, sql, "SELECT 1 FROM %s LIMIT 1", table);
    status = ledger_prepare(ledger, sql, &row, c->err);
    if (status == PRISCUS_OK)
        status = ledger_step(ledger, row, &found, c->err);
    query_close(row);
    *empty = !found;
    return status;
}

/* Tables that belong together, all of them in one transaction, where the target has nothing in the first. */
static priscus_status copy_others(struct copying *c, const enum table_name *tables, size_t n, bool *copied)
{
    int64_t rows = 0;
    bool empty;
    priscus_status status = is_empty(c, c->to, ledger_tables[tables[0]].name, &empty);

    *copied = status == PRISCUS_OK && empty;
    if (!*copied)
        return status;
    status = ledger_begin(c->to, c->err);
    for (size_t i = 0; i < n && status == PRISCUS_OK; i++) {
        struct query *select = NULL, *insert = NULL;

        status = prepare_table(c, &ledger_tables[tables[i]], "", &select, &insert);
        if (status == PRISCUS_OK)
            status = copy_rows(c, select, insert, &rows);
        query_close(select);
        query_close(insert);
    }
    if (status == PRISCUS_OK && rows && tables[0] == TABLE_LINK_MARK)
        status = ledger_exec(c->to, "DELETE FROM shown_block;" WAIT_ALL, c->err); /* pages are copies now */
    if (status == PRISCUS_OK)
        status = ledger_commit(c->to, c->err);
    if (status != PRISCUS_OK)
        ledger_rollback(c->to);
    return status;
}

priscus_status ledger_copy(struct ledger *from, struct ledger *to, ledger_copied_fn *each, void *context,
                           struct ledger_copied *out, struct priscus_error *err)
{
    static const enum table_name links[] = { TABLE_LINK_MARK, TABLE_LINK_KEY,   TABLE_LINK_LEVEL,
                                             TABLE_LINK_TEXT, TABLE_LINK_COPY,  TABLE_LINK_UTTERANCE,
                                             TABLE_LINK_STORY, TABLE_LINK_EVENT, TABLE_LINK_MOVE,
                                             TABLE_LINK_COUNT },
                                 watch[] = { TABLE_WATCH_FEED, TABLE_WATCH_PAGE };
    struct copying c = { .from = from, .to = to, .out = out, .err = err };
    bool watched;
    priscus_status status;

    *out = (struct ledger_copied){ 0 };
    status = copy_commits(&c, each, context);
    if (status == PRISCUS_OK && !out->stopped)
        status = copy_others(&c, links, COUNT_OF(links), &out->linked);
    if (status == PRISCUS_OK && !out->stopped)
        status = copy_others(&c, watch, COUNT_OF(watch), &watched);
    for (size_t i = 0; i < TABLES_N; i++) {
        query_close(c.select[i]);
        query_close(c.insert[i]);
    }
    return status;
}
