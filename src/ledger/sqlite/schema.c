/* schema.c - making a ledger, and bringing an older one up to this version; docs/ledger.md describes what is in it.
 *
 * A new ledger goes through all versions too, one by one, so that it is the same as one that has been brought up.
 * What a version brings are the rows of columns.h and views.h that have its number.
 *
 * How bytes are saved: words that come again and again (parties, issues, speakers, roles, outlets) are kept
 * once in `word`; places are numbers, and the views cut the words at them out of the body; rows that belong to an
 * article lie beside each other (WITHOUT ROWID). The body is plain text, not compressed, since whoever opens the
 * ledger with another program must be able to cut words out of it with SQLite's own functions, and so must FTS5 for
 * its snippets. The page is needed by `verify` and `trace` alone. It is compressed with the body as zstd's
 * reference: most of what a page says is in its body already. */
#include "ledger/sqlite/codebook.h"
#include "ledger/sqlite/seal.h"

/* The words at a place, for views: offsets count bytes, so that the body is cut as bytes. */
#define AT(begin, end) "CAST(substr(CAST(body.text AS BLOB), " begin " + 1, " end " - " begin ") AS TEXT)"
#include "ledger/views.h"

/* clang-format off */

/* Full text, a row a paragraph, of each body once. The text itself is not kept twice: it is cut out of the body. No
 * column sizes: they serve a ranking that we do not use. */
static const char full_text_sql[] =
    "CREATE VIEW passage AS SELECT paragraph.id AS id, " AT("paragraph.\"begin\"", "paragraph.\"end\"") " AS text"
    " FROM paragraph JOIN article ON article.id = paragraph.article JOIN body ON body.id = article.body;"
    "CREATE VIRTUAL TABLE search USING fts5(text, content = 'passage', content_rowid = 'id', columnsize = 0,"
    " tokenize = 'unicode61 remove_diacritics 2');";

/* Since version 5 the full text is of what is seen of a paragraph, so that a word with a soft hyphen in it is found; of
 * each body once, so that the index is the view's, row for row, and FTS5 can make or check it by the view alone. */
static const char full_text_seen_sql[] =
    "DROP VIEW passage;"
    "CREATE VIEW passage AS SELECT paragraph.id AS id, " LEDGER_SEEN(AT("paragraph.\"begin\"", "paragraph.\"end\""))
    " AS text FROM paragraph JOIN article ON article.id = paragraph.article JOIN body ON body.id = article.body"
    " WHERE paragraph.\"begin\" < paragraph.\"end\" AND NOT EXISTS (SELECT 1 FROM article AS earlier"
    " WHERE earlier.page = article.page AND earlier.body = article.body AND earlier.id < article.id);"
    "INSERT INTO search (search) VALUES ('rebuild');";

/* The newest reading of a page: of those it was read in, the one begun last. */
static const char newest_sql[] =
    "CREATE VIEW newest AS SELECT * FROM article AS a WHERE NOT EXISTS (SELECT 1 FROM article AS later"
    " WHERE later.page = a.page AND (later.reading > a.reading OR (later.reading = a.reading AND later.id > a.id)));";

/* With what a reading looked for issues; and the newest reading of a page with each agenda: whoever reads some pages
 * with another agenda wants more positions, not others. An agenda that was edited is known by its name, one that was
 * renamed by its text. */
#define VIEW_OF_AGENDAS                                                                                                \
    "CREATE VIEW reading_agenda AS SELECT reading, group_concat(name, ', ') AS name, group_concat(knowledge) AS texts" \
    " FROM (SELECT reading, name, knowledge FROM reading_knowledge WHERE kind = 'agenda' ORDER BY reading, ordinal) AS listed" \
    " GROUP BY reading;"
static const char agenda_sql[] =
    VIEW_OF_AGENDAS
    "CREATE VIEW newest_by_agenda AS SELECT * FROM article AS a WHERE NOT EXISTS (SELECT 1 FROM article AS later"
    " WHERE " IS_LATER " AND " SAME_AGENDA ");";

/* Since version 7 people's readings stand beside the machines' (columns.h, `correction`): they are not among the newest, but
 * told like them. `effective` is what is made of a position by what people say of it. */
#define VIEWS_OF_READINGS                                                                                              \
    "CREATE VIEW newest AS " NEWEST ";"                                                                                \
    "CREATE VIEW newest_by_agenda AS SELECT * FROM article AS a WHERE a.reading NOT IN " PERSONS " AND NOT EXISTS (SELECT 1" \
    " FROM article AS later WHERE " IS_LATER " AND later.reading NOT IN " PERSONS " AND " SAME_AGENDA ");"             \
    "CREATE VIEW told AS SELECT * FROM newest_by_agenda UNION ALL SELECT * FROM article WHERE reading IN " PERSONS ";" \
    "CREATE VIEW effective AS " EFFECTIVE ";"
static const char told_sql[] =
    "DROP VIEW newest; DROP VIEW newest_by_agenda;" VIEWS_OF_READINGS
    SHOW_NEWEST ";" SHOW ";" SHOW_REPORTS ";" SHOW_STATEMENTS ";";

/* Since version 10 nothing that is asked has to go through all of the ledger: statements by party and speaker, pages by day,
 * what is to be judged, outlets, and what is counted. */
static const char in_order_sql[] =
    SHOW_PAGES " ORDER BY 1, 2;"
    SHOW_COUNTS("", "true", "true", "true") ";";

struct view_column {
    const char *name, *sql;
    int since;
};

#define COLUMN(name, type, since, sql) { name, sql, since },
#define COLUMNS(list) (const struct view_column[]){ list(COLUMN) { NULL, NULL, 0 } }

/* How entries were dated before version 5, when nothing was known of posts: a released version stays as it is. */
#define SAID_OR_PUBLISHED(entry, said, published)                                                                      \
    "CASE WHEN " entry ".said_on IS NOT NULL THEN " said " WHEN article.published IS NOT NULL THEN " published " END"
#define DATED_BEFORE_5(view, entry)                                                                                    \
    { view, "date", "coalesce(" entry ".said_on, article.published)" },                                                \
    { view, "precision", SAID_OR_PUBLISHED(entry, TEXT_OF(entry ".said_on_precision"),                                 \
                                           TEXT_OF("article.published_precision")) },                                  \
    { view, "dated_by", SAID_OR_PUBLISHED(entry, "'said'", "'published'") }

static const struct {
    const char *view, *column, *sql;
} before_5[] = {
    DATED_BEFORE_5("positions", "position"),
    DATED_BEFORE_5("position_history", "position"),
    DATED_BEFORE_5("statements", "statement"),
};

/* clang-format on */

/* Before version 7 nobody could correct what was read. */
#define READ_POSITIONS(X)    POSITION_LIST(X, "position")
#define READ_STATEMENTS(X)   STATEMENT_LIST(X, READ_SPEAKER)
#define READ_SPEAKER(column) "statement." column

static const struct view {
    const char *name;
    const struct view_column *columns;          /* to one without a name */
    const char *from, *from_5, *from_7;         /* since version 5, 7; NULL: the same        */
    const struct view_column *columns_before_7; /* NULL: the same, as far as they were there */
} views[] = {
    { "positions", COLUMNS(POSITIONS_VIEW),
      "newest AS article JOIN position ON position.article = article.id JOIN body ON body.id = article.body",
      POSITIONS_SHOWN " JOIN body ON body.id = article.body", SHOWN_IN_ORDER " JOIN body ON body.id = article.body",
      COLUMNS(READ_POSITIONS) },
    { "position_history", COLUMNS(POSITION_HISTORY_VIEW),
      "article JOIN position ON position.article = article.id JOIN body ON body.id = article.body" },
    { "statements", COLUMNS(STATEMENTS_VIEW),
      "newest AS article JOIN statement ON statement.article = article.id JOIN body ON body.id = article.body", NULL,
      "newest AS article JOIN statement ON statement.article = article.id JOIN body ON body.id = article.body"
      " WHERE " STATEMENT_STANDS,
      COLUMNS(READ_STATEMENTS) },
    { "articles", COLUMNS(ARTICLES_VIEW),
      "newest AS article JOIN page ON page.id = article.page JOIN body ON body.id = article.body" },
    { "pages", COLUMNS(PAGES_VIEW), "page LEFT JOIN newest AS article ON article.page = page.id", NULL,
      PAGES_WITH_NEWEST },
};

static const char *column_sql(const struct view *view, const struct view_column *column, int version)
{
    for (size_t i = 0; version < 5 && i < COUNT_OF(before_5); i++)
        if (strcmp(view->name, before_5[i].view) == 0 && strcmp(column->name, before_5[i].column) == 0)
            return before_5[i].sql;
    return column->sql;
}

static const struct view_column *columns_of(const struct view *view, int version)
{
    return version < 7 && view->columns_before_7 ? view->columns_before_7 : view->columns;
}

static void create_view(const struct view *view, int version, sqlite3_str *out)
{
    const char *before = " ", *from = view->from;

    if (version >= 5 && view->from_5)
        from = view->from_5;
    if (version >= 7 && view->from_7)
        from = view->from_7;
    sqlite3_str_appendf(out, "CREATE VIEW %s AS SELECT", view->name);
    for (const struct view_column *c = columns_of(view, version); c->name; c++)
        if (c->since <= version) {
            sqlite3_str_appendf(out, "%s%s AS %s", before, column_sql(view, c, version), c->name);
            before = ", ";
        }
    sqlite3_str_appendf(out, " FROM %s;", from);
}

/* A view that the version brings a column to is made anew. */
static void append_view(const struct view *view, int version, sqlite3_str *out)
{
    const struct view_column *columns = columns_of(view, version);
    bool changes = false;

    for (const struct view_column *c = columns; c->name; c++)
        changes |= c->since == version;
    if (!changes)
        return;
    if (columns[0].since < version)
        sqlite3_str_appendf(out, "DROP VIEW %s;", view->name);
    create_view(view, version, out);
}

/* All views as they are since version 9: booleans and names of sub-questions are written so that PostgreSQL takes them too. */
void schema_views_sql(sqlite3_str *out)
{
    sqlite3_str_appendall(out, VIEW_OF_AGENDAS VIEWS_OF_READINGS);
    for (size_t i = 0; i < COUNT_OF(views); i++)
        create_view(&views[i], LEDGER_VERSION, out);
}

static void append_views_again(sqlite3_str *out)
{
    static const char *const others[] = { "effective", "told", "newest_by_agenda", "newest", "reading_agenda" };

    for (size_t i = 0; i < COUNT_OF(views); i++)
        sqlite3_str_appendf(out, "DROP VIEW %s;", views[i].name);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        sqlite3_str_appendf(out, "DROP VIEW %s;", others[i]);
    schema_views_sql(out);
}

/* One step up, to `version` from the one before. What a released step does is never changed. */
static priscus_status step_up(struct ledger *ledger, int version, struct priscus_error *err)
{
    sqlite3_str *sql = sqlite3_str_new(ledger->db);
    char *text;
    priscus_status status;

    for (size_t i = 0; i < COUNT_OF(ledger_tables); i++)
        table_upgrade_sql(&ledger_tables[i], version, sql);
    if (version == 1) {
        sqlite3_str_appendall(sql, full_text_sql);
        sqlite3_str_appendall(sql, newest_sql);
    }
    if (version == 5)
        sqlite3_str_appendf(sql, "%s%s", full_text_seen_sql, agenda_sql);
    if (version == 7)
        sqlite3_str_appendall(sql, told_sql);
    for (size_t i = 0; i < COUNT_OF(views); i++)
        append_view(&views[i], version, sql);
    if (version == 9)
        append_views_again(sql);
    if (version == 10)
        sqlite3_str_appendall(sql, in_order_sql);
    if (version == 11)
        sqlite3_str_appendall(sql, WAIT_ALL ";");
    if (version == 12)
        sqlite3_str_appendall(sql, SHOWN_ARTICLE_AGAIN);
    if (version == 13) /* a ledger of version 12 has them; `counted` was of these alone */
        sqlite3_str_appendall(sql, "DROP TABLE IF EXISTS shown_outlet; DROP TABLE IF EXISTS shown_speaker;"
                                   " DROP TABLE IF EXISTS shown_said; DELETE FROM shown_count WHERE what = 'counted';");
    for (size_t i = 0; version == 10 && i < COUNT_OF(ledger_tables); i++)
        for (const char *const *index = ledger_tables[i].later; *index; index++)
            sqlite3_str_appendf(sql, "%s;", *index);
    sqlite3_str_appendf(sql, "PRAGMA application_id = %d; PRAGMA user_version = %d", LEDGER_APPLICATION_ID, version);
    text = sqlite3_str_finish(sql);
    status = text ? ledger_exec(ledger, text, err) : error_memory(err);
    sqlite3_free(text);
    return status;
}

static priscus_status ask_number(struct ledger *ledger, const char *sql, int64_t *out, struct priscus_error *err)
{
    struct query *stmt;
    bool found;
    priscus_status status = ledger_prepare(ledger, sql, &stmt, err);

    if (status == PRISCUS_OK && (status = ledger_step(ledger, stmt, &found, err)) == PRISCUS_OK)
        *out = found ? query_number(stmt, 0) : 0;
    query_close(stmt);
    return status;
}

priscus_status schema_version(struct ledger *ledger, int *version, struct priscus_error *err)
{
    int64_t application = 0, number = 0, tables = 0;
    priscus_status status;

    if ((status = ask_number(ledger, "PRAGMA application_id", &application, err)) != PRISCUS_OK ||
        (status = ask_number(ledger, "PRAGMA user_version", &number, err)) != PRISCUS_OK ||
        (status = ask_number(ledger, "SELECT count(*) FROM sqlite_schema", &tables, err)) != PRISCUS_OK)
        return status;
    if (application != LEDGER_APPLICATION_ID && (application != 0 || number != 0 || tables != 0))
        return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                         "%s is an SQLite file, but not a Priscus ledger; name another with --ledger", ledger->path);
    *version = (int)number;
    return PRISCUS_OK;
}

priscus_status schema_bring_up(struct ledger *ledger, int version, struct priscus_error *err)
{
    int now;
    priscus_status status = ledger_exec(ledger, "BEGIN IMMEDIATE", err);

    if (status != PRISCUS_OK)
        return status;
    /* Asked again under the lock: another process may have been quicker. */
    status = schema_version(ledger, &now, err);
    while (status == PRISCUS_OK && now < version) {
        status = step_up(ledger, ++now, err);
        if (status == PRISCUS_OK && now == 8)
            status = codebook_make(ledger, err);
    }
    if (status == PRISCUS_OK && version == LEDGER_VERSION) /* a seal has the columns of this one */
        status = seal_add(ledger, SEAL_UPGRADE, err);
    if (status == PRISCUS_OK)
        status = ledger_exec(ledger, "COMMIT", err);
    if (status != PRISCUS_OK)
        sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}
