/* schema.c - the tables, and the way up from older ones. docs/ledger.md tells them one by one.
 *
 * What costs bytes is thought about: words that come again and again (parties, issues, speakers, roles,
 * outlets) are kept once in `word`; places are numbers, the words at them are cut out of
 * the body by the views; rows that belong to an article lie beside each other (WITHOUT ROWID).
 * The body stands as plain text, not compressed: SQLite's own functions must be able to cut words
 * out of it for whoever opens the ledger with another program, and FTS5 for its snippets. The page,
 * which only `verify` and a reader of the whole page need, is compressed, with the body as
 * the text that zstd may refer to: most of what a page says is in its body already. */
#include "ledger/sqlite/sqlite_ledger.h"

/* A table and the two triggers that keep it from being changed. */
#define STAYS(table)                                                                                                   \
    "CREATE TRIGGER " table "_is_not_changed BEFORE UPDATE ON " table                                                  \
    " BEGIN SELECT RAISE(ABORT, 'nothing in a ledger is overwritten'); END",                                           \
        "CREATE TRIGGER " table "_is_not_deleted BEFORE DELETE ON " table                                              \
        " BEGIN SELECT RAISE(ABORT, 'nothing in a ledger is deleted'); END"

/* The words at a place, for views: offsets count bytes, so that the body is cut as bytes. */
#define WORDS_AT(body, begin, end) "CAST(substr(CAST(" body " AS BLOB), " begin " + 1, " end " - " begin ") AS TEXT)"

#define AT(begin, end) WORDS_AT("body.text", begin, end)
#include "ledger/columns.h"

/* The newest reading of a page: of those it was read in, the one begun last. */
static const char *const version_1[] = {
    "CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT", STAYS("word"),

    /* What readings were made with. */
    "CREATE TABLE knowledge (id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, text TEXT NOT NULL) STRICT",
    STAYS("knowledge"),
    "CREATE TABLE reading (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, engine TEXT NOT NULL,"
    " started TEXT NOT NULL) STRICT",
    STAYS("reading"),
    "CREATE TABLE reading_knowledge (reading INTEGER NOT NULL REFERENCES reading,"
    " kind TEXT NOT NULL CHECK (kind IN ('agenda', 'roster')), ordinal INTEGER NOT NULL, name TEXT NOT NULL,"
    " knowledge INTEGER NOT NULL REFERENCES knowledge, PRIMARY KEY (reading, kind, ordinal))"
    " STRICT, WITHOUT ROWID",
    STAYS("reading_knowledge"),

    /* Pages as they came. */
    "CREATE TABLE body (id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL, text TEXT NOT NULL) STRICT", STAYS("body"),
    "CREATE TABLE page (id INTEGER PRIMARY KEY, key INTEGER NOT NULL, sha256 BLOB NOT NULL UNIQUE,"
    " size INTEGER NOT NULL, body INTEGER REFERENCES body, zstd BLOB NOT NULL) STRICT",
    STAYS("page"),
    "CREATE TABLE sighting (id INTEGER PRIMARY KEY, page INTEGER NOT NULL REFERENCES page, name TEXT NOT NULL,"
    " fetched TEXT NOT NULL, first_seen TEXT NOT NULL, UNIQUE (page, name, fetched)) STRICT",
    STAYS("sighting"),

    /* What a reading made of them. */
    "CREATE TABLE article (id INTEGER PRIMARY KEY, key INTEGER NOT NULL, page INTEGER NOT NULL REFERENCES page,"
    " reading INTEGER NOT NULL REFERENCES reading, read_as INTEGER NOT NULL REFERENCES word,"
    " sighting INTEGER NOT NULL REFERENCES sighting, recorded TEXT NOT NULL,"
    " body INTEGER NOT NULL REFERENCES body, given_id TEXT, title TEXT,"
    " outlet INTEGER REFERENCES word, outlet_inferred INTEGER NOT NULL, byline TEXT,"
    " section INTEGER REFERENCES word, language INTEGER REFERENCES word, address TEXT,"
    " republished_by INTEGER REFERENCES word, published TEXT, published_precision INTEGER REFERENCES word,"
    " published_words TEXT, modified TEXT, modified_precision INTEGER REFERENCES word,"
    " day_first INTEGER NOT NULL, unsure INTEGER NOT NULL, unsure_why TEXT,"
    " UNIQUE (page, reading, read_as)) STRICT",
    STAYS("article"),
    "CREATE TABLE agency (article INTEGER NOT NULL REFERENCES article, ordinal INTEGER NOT NULL,"
    " name INTEGER NOT NULL REFERENCES word, credited_for INTEGER NOT NULL REFERENCES word,"
    " PRIMARY KEY (article, ordinal)) STRICT, WITHOUT ROWID",
    STAYS("agency"),
    "CREATE TABLE paragraph (id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article,"
    " role INTEGER NOT NULL REFERENCES word, \"begin\" INTEGER NOT NULL, \"end\" INTEGER NOT NULL,"
    " page_begin INTEGER NOT NULL, page_end INTEGER NOT NULL) STRICT",
    "CREATE INDEX paragraph_article ON paragraph (article)", STAYS("paragraph"),
    "CREATE TABLE dropped (article INTEGER NOT NULL REFERENCES article, ordinal INTEGER NOT NULL,"
    " role INTEGER NOT NULL REFERENCES word, rule INTEGER REFERENCES word, page_begin INTEGER NOT NULL,"
    " page_end INTEGER NOT NULL, PRIMARY KEY (article, ordinal)) STRICT, WITHOUT ROWID",
    STAYS("dropped"),

    /* Who said what. */
    "CREATE TABLE statement (article INTEGER NOT NULL REFERENCES article, ordinal INTEGER NOT NULL,"
    " id INTEGER NOT NULL, kind INTEGER NOT NULL REFERENCES word, source_begin INTEGER, source_end INTEGER,"
    " cue_begin INTEGER, cue_end INTEGER, speaker INTEGER REFERENCES word, party INTEGER REFERENCES word,"
    " last_known INTEGER NOT NULL, occasion_begin INTEGER, occasion_end INTEGER,"
    " said_on TEXT, said_on_precision INTEGER REFERENCES word, said_begin INTEGER, said_end INTEGER,"
    " inside INTEGER, PRIMARY KEY (article, ordinal)) STRICT, WITHOUT ROWID",
    "CREATE INDEX statement_id ON statement (id)", STAYS("statement"),
    "CREATE TABLE content (article INTEGER NOT NULL, statement INTEGER NOT NULL, ordinal INTEGER NOT NULL,"
    " \"begin\" INTEGER NOT NULL, \"end\" INTEGER NOT NULL, PRIMARY KEY (article, statement, ordinal),"
    " FOREIGN KEY (article, statement) REFERENCES statement (article, ordinal)) STRICT, WITHOUT ROWID",
    STAYS("content"),
    "CREATE TABLE chain (article INTEGER NOT NULL, statement INTEGER NOT NULL, ordinal INTEGER NOT NULL,"
    " role INTEGER NOT NULL REFERENCES word, name INTEGER REFERENCES word, \"begin\" INTEGER, \"end\" INTEGER,"
    " PRIMARY KEY (article, statement, ordinal),"
    " FOREIGN KEY (article, statement) REFERENCES statement (article, ordinal)) STRICT, WITHOUT ROWID",
    STAYS("chain"),
    "CREATE TABLE position (article INTEGER NOT NULL REFERENCES article, ordinal INTEGER NOT NULL,"
    " id INTEGER NOT NULL, statement INTEGER, sentence_begin INTEGER NOT NULL, sentence_end INTEGER NOT NULL,"
    " words_begin INTEGER NOT NULL, words_end INTEGER NOT NULL, speaker INTEGER REFERENCES word,"
    " party INTEGER NOT NULL REFERENCES word, issue INTEGER NOT NULL REFERENCES word,"
    " stance INTEGER NOT NULL REFERENCES word, condition_begin INTEGER, condition_end INTEGER,"
    " counterpart INTEGER REFERENCES word, said_on TEXT, said_on_precision INTEGER REFERENCES word,"
    " said_begin INTEGER, said_end INTEGER, last_known INTEGER NOT NULL, by_other INTEGER NOT NULL,"
    " rules TEXT NOT NULL, PRIMARY KEY (article, ordinal),"
    " FOREIGN KEY (article, statement) REFERENCES statement (article, ordinal)) STRICT, WITHOUT ROWID",
    "CREATE INDEX position_id ON position (id)", "CREATE INDEX position_issue ON position (issue, party)",
    STAYS("position"),

    /* Full text, a row a paragraph, of each body once. The text itself is not kept twice: it is cut
     * out of the body. No column sizes: they serve a ranking that we do not use. */
    "CREATE VIEW passage AS SELECT paragraph.id AS id, " WORDS_AT(
        "body.text", "paragraph.\"begin\"",
        "paragraph.\"end\"") " AS text FROM paragraph"
                             " JOIN article ON article.id = paragraph.article JOIN body ON body.id = article.body",
    "CREATE VIRTUAL TABLE search USING fts5(text, content = 'passage', content_rowid = 'id', columnsize = 0,"
    " tokenize = 'unicode61 remove_diacritics 2')",

    /* For people. */
    "CREATE VIEW newest AS SELECT * FROM article AS a WHERE NOT EXISTS (SELECT 1 FROM article AS later"
    " WHERE later.page = a.page AND (later.reading > a.reading OR (later.reading = a.reading AND later.id > a.id)))",
    "CREATE VIEW positions AS SELECT" POSITION_COLUMNS " FROM newest AS article"
    " JOIN position ON position.article = article.id JOIN body ON body.id = article.body",
    "CREATE VIEW position_history AS SELECT" POSITION_COLUMNS ","
    " article.recorded AS recorded, article.reading AS reading,"
    " (SELECT engine FROM reading WHERE reading.id = article.reading) AS engine FROM article"
    " JOIN position ON position.article = article.id JOIN body ON body.id = article.body",
    "CREATE VIEW statements AS SELECT" STATEMENT_COLUMNS_1 " FROM newest AS article"
    " JOIN statement ON statement.article = article.id JOIN body ON body.id = article.body",
    "CREATE VIEW articles AS SELECT" ARTICLE_COLUMNS " FROM newest AS article"
    " JOIN page ON page.id = article.page JOIN body ON body.id = article.body",
    "CREATE VIEW pages AS SELECT printf('g-%012x', page.key) AS id, lower(hex(page.sha256)) AS sha256,"
    " page.size AS size, (SELECT min(name) FROM sighting WHERE sighting.page = page.id) AS name,"
    " (SELECT count(*) FROM sighting WHERE sighting.page = page.id) AS sightings,"
    " (SELECT min(first_seen) FROM sighting WHERE sighting.page = page.id) AS first_seen,"
    " (SELECT min(nullif(fetched, '')) FROM sighting WHERE sighting.page = page.id) AS fetched,"
    " " WORD("article.read_as") " AS read_as, " WORD(
        "article.outlet") " AS outlet, article.title AS title,"
                          " article.published AS published, " WORD(
                              "article.published_precision") " AS precision,"
                                                             " (SELECT count(*) FROM statement WHERE statement.article "
                                                             "= article.id) AS statements,"
                                                             " (SELECT count(*) FROM position WHERE position.article = "
                                                             "article.id) AS positions,"
                                                             " (SELECT count(*) FROM article AS a WHERE a.page = "
                                                             "page.id) AS readings"
                                                             " FROM page LEFT JOIN newest AS article ON article.page = "
                                                             "page.id",
    NULL
};

/* What a page came with besides its bytes, for who reads it again (page/source/page_given.h): "" where there is nothing. */
static const char *const version_2[] = { "ALTER TABLE article ADD COLUMN given TEXT NOT NULL DEFAULT ''", NULL };

/* What a watch has to remember (watch_store.h). No record: these two may change. */
static const char *const version_3[] = {
    "CREATE TABLE watch_feed (address TEXT PRIMARY KEY, title TEXT NOT NULL, etag TEXT NOT NULL,"
    " last_modified TEXT NOT NULL, looked INTEGER NOT NULL, not_before INTEGER NOT NULL, failures INTEGER NOT NULL)"
    " STRICT, WITHOUT ROWID",
    "CREATE TABLE watch_page (id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, owner TEXT NOT NULL,"
    " feed TEXT NOT NULL, entry BLOB, about TEXT, first_seen TEXT NOT NULL,"
    " state TEXT NOT NULL CHECK (state IN ('waiting', 'read', 'given up')), tries INTEGER NOT NULL,"
    " next INTEGER NOT NULL) STRICT",
    "CREATE INDEX watch_page_waiting ON watch_page (owner, id) WHERE state = 'waiting'", NULL
};

/* Who was spoken to. */
static const char *const version_4[] = {
    "ALTER TABLE statement ADD COLUMN addressee_begin INTEGER",
    "ALTER TABLE statement ADD COLUMN addressee_end INTEGER", "DROP VIEW statements",
    "CREATE VIEW statements AS SELECT" STATEMENT_COLUMNS " FROM newest AS article"
    " JOIN statement ON statement.article = article.id JOIN body ON body.id = article.body",
    NULL
};

const struct migration ledger_migrations[] = { { version_1 }, { version_2 }, { version_3 }, { version_4 } };
const size_t ledger_migrations_n = COUNT_OF(ledger_migrations);

static priscus_status ask_number(struct ledger *ledger, const char *sql, int64_t *out, struct priscus_error *err)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(ledger->db, sql, -1, &stmt, NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_step(stmt);
    if (rc != SQLITE_ROW) {
        priscus_status status = ledger_failed(ledger, err);

        sqlite3_finalize(stmt);
        return status;
    }
    *out = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return PRISCUS_OK;
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

priscus_status schema_bring_up(struct ledger *ledger, const struct migration *steps, size_t n,
                               struct priscus_error *err)
{
    int version;
    char mark[80];
    priscus_status status = ledger_exec(ledger, "BEGIN IMMEDIATE", err);

    if (status != PRISCUS_OK)
        return status;
    /* Asked again under the lock: another process may have been quicker. */
    status = schema_version(ledger, &version, err);
    for (size_t step = (size_t)version; status == PRISCUS_OK && step < n; step++)
        for (const char *const *sql = steps[step].sql; status == PRISCUS_OK && *sql; sql++)
            status = ledger_exec(ledger, *sql, err);
    if (status == PRISCUS_OK && (size_t)version < n) {
        sqlite3_snprintf(sizeof mark, mark, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                         LEDGER_APPLICATION_ID, (int)n);
        status = ledger_exec(ledger, mark, err);
    }
    if (status == PRISCUS_OK)
        status = ledger_exec(ledger, "COMMIT", err);
    if (status != PRISCUS_OK)
        sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}
