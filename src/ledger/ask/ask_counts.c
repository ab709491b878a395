/* ask_counts.c - how much there is of what: by outlet, by speaker, by day, and of what a search finds.
 *
 *     outlet           pages  copies  statements  speaker_unknown
 *     Orlune Press        40      22          90               11      more than half of it is others' */
#include "ledger/ask/ask.h"
#include "ledger/views.h"

#define IS_COPY "EXISTS (SELECT 1 FROM link_copy WHERE link_copy.page = article.page)"

/* clang-format off */
#define OUTLETS_ANSWER(X)                                                                                              \
    X("outlet",          LEDGER_TEXT,   7, TEXT_OF("article.outlet"))                                                  \
    X("pages",           LEDGER_NUMBER, 7, "count(*)")                                                                 \
    X("copies",          LEDGER_NUMBER, 7, "sum(CASE WHEN " IS_COPY " THEN 1 ELSE 0 END)")                                                         \
    X("copied",          LEDGER_NUMBER, 7, "sum(CASE WHEN EXISTS (SELECT 1 FROM link_copy WHERE link_copy.of = article.page) THEN 1 ELSE 0 END)")  \
    X("statements",      LEDGER_NUMBER, 7, "sum(" COUNT_ROWS("statement", "statement.article = article.id") ")")       \
    X("speaker_unknown", LEDGER_NUMBER, 7, "sum(" COUNT_ROWS("statement", "statement.article = article.id AND"         \
                                           " statement.speaker IS NULL") ")")                                          \
    X("positions",       LEDGER_NUMBER, 7, "sum(" COUNT_ROWS("shown", "shown.article = article.id") ")")               \
    X("first_published", LEDGER_TEXT,   7, "min(" DAY_OF("article.published") ")")                                     \
    X("last_published",  LEDGER_TEXT,   7, "max(" DAY_OF("article.published") ")")

/* Of `said`: what is looked up by a word's number is looked up once a speaker. */
#define SPEAKERS_ANSWER(X)                                                                                             \
    X("speaker",         LEDGER_TEXT,   7, TEXT_OF("said.who"))                                                        \
    X("party",           LEDGER_TEXT,   7, TEXT_OF("said.party"))                                                      \
    X("statements",      LEDGER_NUMBER, 7, "count(*)")                                                                 \
    X("pages",           LEDGER_NUMBER, 7, "count(DISTINCT said.page)")                                                \
    X("pages_copied",    LEDGER_NUMBER, 7, "count(DISTINCT CASE WHEN said.copied THEN said.page END)")                 \
    X("outlets",         LEDGER_NUMBER, 7, "count(DISTINCT said.outlet)")                                              \
    X("first_said",      LEDGER_TEXT,   7, "min(said.day)")                                                            \
    X("last_said",       LEDGER_TEXT,   7, "max(said.day)")
#define SAID(person, speaker, stands)                                                                                  \
    "SELECT coalesce(" person ", " speaker ") AS who, statement.party AS party, article.page AS page, article.outlet AS" \
    " outlet, " IS_COPY " AS copied, " DAY_OF(DATE_OF("statement")) " AS day FROM newest AS article CROSS JOIN statement" \
    " ON statement.article = article.id WHERE " stands

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

#define FACETS_ANSWER(X)                                                                                               \
    X("facet",           LEDGER_TEXT,   7, "facet")                                                                    \
    X("value",           LEDGER_TEXT,   7, "value")                                                                    \
    X("articles",        LEDGER_NUMBER, 7, "articles")
/* clang-format on */

priscus_status ask_outlets(const struct asking *ask)
{
    static const char columns[] = OUTLETS_ANSWER(ASK_COLUMN);
    static const enum ledger_type types[] = { OUTLETS_ANSWER(ASK_TYPE) };
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendf(sql, "SELECT%s FROM newest AS article WHERE 1 = 1", columns + 1);
    ask_add_article(ask, DATED("article.published"), sql);
    sqlite3_str_appendall(sql, " GROUP BY article.outlet ORDER BY pages DESC, outlet NULLS FIRST");
    return ask_sql(ask, sql, NULL, types);
}

priscus_status ask_speakers(const struct asking *ask)
{
    static const char columns[] = SPEAKERS_ANSWER(ASK_COLUMN);
    static const enum ledger_type types[] = { SPEAKERS_ANSWER(ASK_TYPE) };
    sqlite3_str *sql, *corrected = sqlite3_str_new(NULL);
    bool none;
    priscus_status status;

    /* Where nobody said anything of a statement, it need not be looked up at each of them. */
    sqlite3_str_appendall(corrected, "SELECT 1 FROM correction WHERE kind = 'statement'");
    if ((status = ask_are_few(ask, corrected, NULL, 0, &none)) != PRISCUS_OK)
        return status;
    sql = ask_begin(ask);
    sqlite3_str_appendf(sql, "SELECT%s FROM (", columns + 1);
    sqlite3_str_appendall(sql, none ? SAID("statement.person", "statement.speaker", "true")
                                    : SAID(STATEMENT_SPEAKER("person"), STATEMENT_SPEAKER("speaker"), STATEMENT_STANDS));
    ask_add_conditions(ask, ID_STATEMENT, "statement", DATED(DATE_OF("statement")), sql);
    sqlite3_str_appendall(sql, ") AS said GROUP BY said.who, said.party ORDER BY statements DESC, 1 NULLS FIRST, 2 NULLS FIRST");
    return ask_sql(ask, sql, NULL, types);
}

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

/* A step of a statement's chain from a medium to a medium. */
#define CITED                                                                                                          \
    "SELECT by.name AS source, chain.name AS cited, article.page AS page FROM newest AS article JOIN chain"            \
    " ON chain.article = article.id JOIN chain AS by ON by.article = chain.article AND by.statement = chain.statement" \
    " AND by.ordinal = chain.ordinal - 1 WHERE " TEXT_OF("chain.role") " IN ('agency', 'cited')"                       \
    " AND " TEXT_OF("by.role") " IN ('outlet', 'agency', 'cited') AND chain.name IS NOT NULL AND by.name IS NOT NULL"

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

priscus_status ask_facets(const struct asking *ask)
{
    static const char columns[] = FACETS_ANSWER(ASK_COLUMN);
    static const enum ledger_type types[] = { FACETS_ANSWER(ASK_TYPE) };
    sqlite3_str *sql;
    char *words;
    priscus_status status = ask_search_words(ask, &words);

    if (status != PRISCUS_OK)
        return status;
    sql = ask_begin(ask);
    sqlite3_str_appendf(sql,
                        "%s found AS MATERIALIZED (SELECT DISTINCT article.id, article.page, article.outlet,"
                        " article.published FROM " SEARCH_FOUND " WHERE %s",
                        ask->with ? "," : "WITH", ask_found(ask));
    ask_add_article(ask, DATED("article.published"), sql);
    ask_add_found_party(ask, sql);
    sqlite3_str_appendf(
        sql,
        ") SELECT%s FROM (SELECT 'outlet' AS facet, " TEXT_OF(
            "outlet") " AS value, count(*) AS articles FROM found"
                      " WHERE outlet IS NOT NULL GROUP BY outlet"
                      " UNION ALL SELECT 'month', substr(published, 1, 7), count(*) FROM found WHERE length(published) "
                      ">= 7 GROUP BY 2"
                      " UNION ALL SELECT 'party', " TEXT_OF(
                          "shown.party") ", count(DISTINCT found.page) FROM found"
                                         " CROSS JOIN article AS other ON other.page = found.page CROSS JOIN shown"
                                         " ON shown.article = other.id GROUP BY shown.party)"
                                         " ORDER BY facet, CASE facet WHEN 'month' THEN 0 ELSE -articles END, value NULLS FIRST",
        columns + 1);
    status = ask_sql(ask, sql, words, types);
    sqlite3_free(words);
    return status;
}
