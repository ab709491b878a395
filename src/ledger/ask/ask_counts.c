/* ask_counts.c - how much there is of what: by outlet, by speaker, by day, and of what a search finds.
 *
 *     outlet           pages  copies  statements  speaker_unknown
 *     Orlune Press        40      22          90               11      more than half of it is others' */
#include "ledger/ask/ask.h"
#include "ledger/views.h"

/* clang-format off */
/* Of rows of `shown_outlet`, as they are kept or made now. */
#define OUTLETS_ANSWER(X)                                                                                              \
    X("outlet",          LEDGER_TEXT,   7, TEXT_OF("tally.outlet"))                                                    \
    X("pages",           LEDGER_NUMBER, 7, "sum(tally.pages)")                                                         \
    X("copies",          LEDGER_NUMBER, 7, "sum(tally.copies)")                                                        \
    X("copied",          LEDGER_NUMBER, 7, "sum(tally.copied)")                                                        \
    X("statements",      LEDGER_NUMBER, 7, "sum(tally.statements)")                                                    \
    X("speaker_unknown", LEDGER_NUMBER, 7, "sum(tally.speaker_unknown)")                                               \
    X("positions",       LEDGER_NUMBER, 7, "sum(tally.positions)")                                                     \
    X("first_published", LEDGER_TEXT,   7, "min(CASE WHEN tally.pages > 0 THEN " DAY_OF("tally.day") " END)")          \
    X("last_published",  LEDGER_TEXT,   7, "max(CASE WHEN tally.pages > 0 THEN " DAY_OF("tally.day") " END)")

/* Of the rows to be shown: the days are looked up of these alone. */
#define SPEAKERS_ANSWER(X)                                                                                             \
    X("speaker",         LEDGER_TEXT,   7, TEXT_OF("asked.speaker"))                                                   \
    X("party",           LEDGER_TEXT,   7, TEXT_OF("asked.party"))                                                     \
    X("statements",      LEDGER_NUMBER, 7, "asked.statements")                                                         \
    X("pages",           LEDGER_NUMBER, 7, "asked.pages")                                                              \
    X("pages_copied",    LEDGER_NUMBER, 7, "asked.pages_copied")                                                       \
    X("outlets",         LEDGER_NUMBER, 7, "asked.outlets")                                                            \
    X("first_said",      LEDGER_TEXT,   7, EARLIER_OR_LATER("first", "<", ""))                                         \
    X("last_said",       LEDGER_TEXT,   7, EARLIER_OR_LATER("last", ">", "DESC"))
#define DAY_KEPT(way)                                                                                                  \
    "(SELECT day FROM shown_said WHERE shown_said.speaker = asked.speaker AND shown_said.party = asked.party"          \
    " AND statements > 0 ORDER BY day " way " LIMIT 1)"
#define EARLIER_OR_LATER(column, is, way)                                                                              \
    "CASE WHEN asked.kept = 0 OR asked." column " " is " " DAY_KEPT(way) " THEN asked." column " ELSE coalesce(" DAY_KEPT(way) ", asked." column ") END"
/* Of rows of `shown_speaker`; of statements. */
#define SPEAKERS_ADDED                                                                                                 \
    "sum(statements) AS statements, sum(pages) AS pages, sum(pages_copied) AS pages_copied, count(DISTINCT CASE WHEN"  \
    " statements > 0 AND outlet > 0 THEN outlet END) AS outlets"
#define SPEAKERS_COUNTED                                                                                               \
    "count(*) AS statements, count(DISTINCT article) AS pages, count(DISTINCT CASE WHEN copied = 1 THEN article END)"  \
    " AS pages_copied, count(DISTINCT CASE WHEN outlet > 0 THEN outlet END) AS outlets"

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

/* Is a bound one that days of publication do not tell? */
static bool has_moment(const struct ledger_filter *f)
{
    const struct date *const bounds[] = { &f->as_of, &f->since };

    for (size_t i = 0; i < COUNT_OF(bounds); i++)
        if (date_known(*bounds[i]) && (f->by == LEDGER_RECORDED || ask_is_moment(*bounds[i])))
            return true;
    return false;
}

priscus_status ask_outlets(const struct asking *ask)
{
    static const char columns[] = OUTLETS_ANSWER(ASK_COLUMN);
    static const enum ledger_type types[] = { OUTLETS_ANSWER(ASK_TYPE) };
    static const char now[] = "SELECT " SHOWN_OUTLET_FIRST(SHOWN_AS) SHOWN_OUTLET_KEY(SHOWN_MORE_AS)
        SHOWN_OUTLET_SUMS(SHOWN_MORE_AS) " FROM newest AS article WHERE true";
    bool kept = !ask->readings && !ask->story && !has_moment(ask->filter);
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendf(sql, "SELECT%s FROM (%s", columns + 1,
                        kept ? "SELECT * FROM shown_outlet UNION ALL " OUTLETS_OF(SHOWN_MORE_AS, OF_NOT_COUNTED) : now);
    if (!kept) {
        ask_add_article(ask, DATED("article.published"), sql);
        sqlite3_str_appendall(sql, " GROUP BY 1, 2");
    }
    sqlite3_str_appendall(sql, ") AS tally WHERE true");
    if (kept) {
        ask_add_days(ask, "nullif(tally.day, '')", sql);
        if (ask->outlets)
            sqlite3_str_appendf(sql, " AND tally.outlet IN (%s)", ask->outlets);
    }
    sqlite3_str_appendall(sql, " GROUP BY tally.outlet HAVING sum(tally.pages) > 0 ORDER BY pages DESC, outlet NULLS FIRST");
    ask_add_limit(ask, sql);
    return ask_sql(ask, sql, NULL, types);
}

/* Is it about a time in which so little of all was said that these statements are looked up one by one? */
#define TIME_SHARE 8
static priscus_status is_time_short(const struct asking *ask, bool *out)
{
    const struct ledger_filter *f = ask->filter;
    sqlite3_str *sql;
    int few;
    priscus_status status;

    *out = false;
    if (ask->readings || f->by != LEDGER_SAID || (!date_known(f->since) && !date_known(f->as_of)))
        return PRISCUS_OK;
    status = ask_share(ask, "SELECT sum(n) FROM shown_count WHERE what = 'statement'", TIME_SHARE, &few);
    if (status != PRISCUS_OK)
        return status;
    sql = sqlite3_str_new(NULL);
    sqlite3_str_appendall(sql, "SELECT 1 FROM shown_statement WHERE true");
    ask_add_last_sort(ask, "shown_statement", sql);
    status = ask_add_shortcuts(ask, "shown_statement", sql);
    if (status == PRISCUS_OK)
        return ask_are_few(ask, sql, NULL, few, out);
    sqlite3_free(sqlite3_str_finish(sql));
    return status;
}

#define SAID_IN_ORDER SAID("shown_statement CROSS JOIN article ON article.id = shown_statement.article",                 \
                           "statement.ordinal = shown_statement.ordinal")

priscus_status ask_speakers(const struct asking *ask)
{
    static const char columns[] = SPEAKERS_ANSWER(ASK_COLUMN);
    static const enum ledger_type types[] = { SPEAKERS_ANSWER(ASK_TYPE) };
    const struct ledger_filter *f = ask->filter;
    bool kept = !ask->readings && !ask->story && !ask->outlets && !f->speaker && !f->entry && !date_known(f->as_of) &&
                !date_known(f->since), is_short = false;
    sqlite3_str *sql;
    priscus_status status = kept ? PRISCUS_OK : is_time_short(ask, &is_short);

    if (status != PRISCUS_OK)
        return status;
    sql = ask_begin(ask);

    sqlite3_str_appendf(sql, "SELECT%s FROM (SELECT speaker, party, %s, min(%s) AS first, max(%s) AS last, %d AS kept FROM (",
                        columns + 1, kept ? SPEAKERS_ADDED : SPEAKERS_COUNTED, kept ? "first" : "day", kept ? "last" : "day", kept);
    if (kept) {
        sqlite3_str_appendall(sql, "SELECT speaker, party, outlet, statements, pages, pages_copied, NULL AS first,"
                                   " NULL AS last FROM shown_speaker UNION ALL " SPEAKERS_OF(
                                       SHOWN_MORE_AS, ", min(day) AS first, max(day) AS last", OF_NOT_COUNTED));
    } else {
        sqlite3_str_appendall(sql, is_short ? SAID_IN_ORDER : SAID("newest AS article", "true"));
        if (is_short) {
            ask_add_last_sort(ask, "shown_statement", sql);
            status = ask_add_shortcuts(ask, "shown_statement", sql);
        }
        ask_add_conditions(ask, ID_STATEMENT, "statement", DATED(DATE_OF("statement")), sql);
    }
    sqlite3_str_appendall(sql, ") AS tally WHERE true");
    if (ask->parties)
        sqlite3_str_appendf(sql, " AND tally.party IN (%s)", ask->parties);
    sqlite3_str_appendf(sql, " GROUP BY speaker, party%s ORDER BY statements DESC, " TEXT_OF("speaker") " NULLS FIRST, " TEXT_OF(
                                 "party") " NULLS FIRST", kept ? " HAVING sum(statements) > 0" : "");
    ask_add_limit(ask, sql);
    sqlite3_str_appendall(sql, ") AS asked ORDER BY asked.statements DESC, 1 NULLS FIRST, 2 NULLS FIRST");
    if (status == PRISCUS_OK)
        return ask_sql(ask, sql, NULL, types);
    sqlite3_free(sqlite3_str_finish(sql));
    return status;
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
                        " article.published FROM (SELECT DISTINCT paragraph.article AS article FROM search CROSS JOIN"
                        " paragraph ON paragraph.id = search.rowid WHERE %s) AS hit CROSS JOIN article AS first ON first.id ="
                        " hit.article CROSS JOIN newest AS article ON article.page = first.page AND article.body = first.body"
                        " WHERE true",
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
