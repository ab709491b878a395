/* ask_counts.c - small tables of what the ledger has: articles by day, parties with their issues, readings, codes, who cites whom.
 *
 *     day          articles
 *     2031-05-06         40 */
#include "ledger/ask/ask.h"
#include "ledger/views.h"

/* clang-format off */
#define DAYS_ANSWER(X)                                                                                                 \
    X("day",             LEDGER_TEXT,   7, DAY_OF("article.published"))                                                \
    X("articles",        LEDGER_NUMBER, 7, "count(*)")

#define READINGS_ANSWER(X)                                                                                             \
    X("engine",          LEDGER_TEXT,   7, "reading.engine")                                                           \
    X("started",         LEDGER_TEXT,   7, "reading.started")                                                          \
    X("kind",            LEDGER_TEXT,   7, "used.kind")                                                                \
    X("name",            LEDGER_TEXT,   7, "used.name")                                                                \
    X("sha256",          LEDGER_TEXT,   7, "lower(hex(knowledge.sha256))")                                             \
    X("pages",           LEDGER_NUMBER, 7, "coalesce((SELECT n FROM shown_count WHERE what = 'reading' AND of = reading.id), 0)")
/* clang-format on */

priscus_status ask_days(const struct asking *ask)
{
    static const char columns[] = DAYS_ANSWER(ASK_COLUMN);
    static const enum ledger_type types[] = { DAYS_ANSWER(ASK_TYPE) };
    sqlite3_str *sql = ask_begin(ask);

    if (!ask->readings && !ask->outlets && !ask->story)
        sqlite3_str_appendall(sql, "SELECT substr(day, 1, 4) || '-' || substr(day, 5, 2) || '-' || substr(day, 7, 2) AS day, n AS articles"
                                   " FROM (SELECT CAST(of AS TEXT) AS day, n FROM shown_count WHERE what = 'day' AND n <> 0)"
                                   " AS counted ORDER BY counted.day");
    else {
        sqlite3_str_appendf(sql, "SELECT%s FROM newest AS article WHERE " DAY_OF("article.published") " IS NOT NULL",
                            columns + 1);
        ask_add_article(ask, DATED("article.published"), sql);
        sqlite3_str_appendall(sql, " GROUP BY 1 ORDER BY 1 NULLS FIRST");
    }
    return ask_sql(ask, sql, NULL, types);
}

/* From one party to the next by the key of the table, and from one issue of it to the next: all rows between are passed by. */
priscus_status ask_pairs(const struct asking *ask)
{
    static const enum ledger_type types[] = { LEDGER_TEXT, LEDGER_TEXT };
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendf(
        sql, "%s every (party) AS (SELECT min(party) FROM shown_report UNION ALL SELECT (SELECT min(shown_report.party)"
             " FROM shown_report WHERE shown_report.party > every.party) FROM every WHERE every.party IS NOT NULL),"
             " pair (party, issue) AS (SELECT every.party, (SELECT min(issue) FROM shown_report WHERE shown_report.party ="
             " every.party) FROM every WHERE every.party IS NOT NULL UNION ALL SELECT pair.party, (SELECT"
             " min(shown_report.issue) FROM shown_report WHERE shown_report.party = pair.party AND shown_report.issue >"
             " pair.issue) FROM pair WHERE pair.issue IS NOT NULL)"
             " SELECT " TEXT_OF("pair.party") " AS party, " TEXT_OF("pair.issue") " AS issue FROM pair"
             " WHERE issue IS NOT NULL ORDER BY 1, 2",
        ask->with ? "," : "WITH RECURSIVE");
    return ask_sql(ask, sql, NULL, types);
}

priscus_status ask_readings(const struct asking *ask)
{
    static const char columns[] = READINGS_ANSWER(ASK_COLUMN);
    static const enum ledger_type types[] = { READINGS_ANSWER(ASK_TYPE) };
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendf(sql,
                        "SELECT%s FROM reading LEFT JOIN reading_knowledge AS used ON used.reading = reading.id"
                        " LEFT JOIN knowledge ON knowledge.id = used.knowledge"
                        " ORDER BY reading.id, used.kind, used.ordinal",
                        columns + 1);
    return ask_sql(ask, sql, NULL, types);
}

#define CITATIONS_ANSWER(X)                                                                                            \
    X("source",     LEDGER_TEXT,   8, TEXT_OF("step.source"))                                                          \
    X("cited",      LEDGER_TEXT,   8, TEXT_OF("step.cited"))                                                           \
    X("statements", LEDGER_NUMBER, 8, "count(*)")                                                                      \
    X("pages",      LEDGER_NUMBER, 8, "count(DISTINCT step.page)")

/* A step of a statement's chain from a medium to a medium. Numbers of roles are asked for once, not their words at each step. */
#define HAS_ROLE(chain, roles) chain ".role IN (SELECT id FROM word WHERE text IN (" roles "))"
#define CITED                                                                                                          \
    "SELECT by.name AS source, chain.name AS cited, article.page AS page FROM newest AS article JOIN chain"            \
    " ON chain.article = article.id JOIN chain AS by ON by.article = chain.article AND by.statement = chain.statement" \
    " AND by.ordinal = chain.ordinal - 1 WHERE " HAS_ROLE("chain", "'agency', 'cited'")                                 \
    " AND " HAS_ROLE("by", "'outlet', 'agency', 'cited'") " AND chain.name IS NOT NULL AND by.name IS NOT NULL"

priscus_status ask_citations(const struct asking *ask)
{
    static const char columns[] = CITATIONS_ANSWER(ASK_COLUMN);
    static const enum ledger_type types[] = { CITATIONS_ANSWER(ASK_TYPE) };
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendf(sql, "SELECT%s FROM (" CITED, columns + 1);
    ask_add_article(ask, DATED("article.published"), sql);
    sqlite3_str_appendall(sql, ") AS step GROUP BY step.source, step.cited ORDER BY 1 NULLS FIRST, 2 NULLS FIRST");
    return ask_sql(ask, sql, NULL, types);
}

#define CODEBOOK_ANSWER(X)                                                                                             \
    X("kind",     LEDGER_TEXT, 8, "kind")                                                                              \
    X("code",     LEDGER_TEXT, 8, "code")                                                                              \
    X("means",    LEDGER_TEXT, 8, "means")                                                                             \
    X("words",    LEDGER_TEXT, 8, "words")                                                                             \
    X("opposite", LEDGER_TEXT, 8, "opposite")                                                                          \
    X("act",      LEDGER_TEXT, 8, "act")                                                                               \
    X("deed",     LEDGER_TEXT, 8, "deed")                                                                              \
    X("excluded", LEDGER_TEXT, 8, "excluded")                                                                          \
    X("file",     LEDGER_TEXT, 8, "(SELECT min(name) FROM reading_knowledge AS used"                                   \
                                  " WHERE used.knowledge = codebook.knowledge)")

/* Issues by agenda, then stances, once, then parties. */
priscus_status ask_codebook(const struct asking *ask)
{
    static const char columns[] = CODEBOOK_ANSWER(ASK_COLUMN);
    static const enum ledger_type types[] = { CODEBOOK_ANSWER(ASK_TYPE) };
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendf(sql,
                        "SELECT%s FROM codebook WHERE kind <> 'stance' OR knowledge = (SELECT min(knowledge) FROM codebook"
                        " AS first WHERE first.kind = 'stance') ORDER BY kind = 'party', kind = 'stance', knowledge, ordinal",
                        columns + 1);
    return ask_sql(ask, sql, NULL, types);
}
