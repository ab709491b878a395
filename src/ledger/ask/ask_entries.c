/* ask_entries.c - the questions that views answer too: positions, statements, pages; and the readings that made them. */
#include "ledger/ask/ask.h"
#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/views.h"

const char *ask_positions_from(const struct asking *ask)
{
    return ask->readings ? TOLD_IN_ORDER : SHOWN_IN_ORDER;
}

/* Few positions are looked up by party and issue; of one pair they lie in order. */
static priscus_status look_up_pairs(const struct asking *ask, bool *out)
{
    sqlite3_str *sql;

    *out = ask->parties && ask->issues && !strchr(ask->parties, ',') && !strchr(ask->issues, ',');
    if (*out || ask->readings || (!ask->parties && !ask->issues))
        return PRISCUS_OK;
    sql = sqlite3_str_new(NULL);
    sqlite3_str_appendall(sql, ask->parties ? "SELECT 1 FROM shown WHERE true" : "SELECT 1 FROM position WHERE true");
    if (ask->parties)
        sqlite3_str_appendf(sql, " AND shown.party IN (%s)", ask->parties);
    ask_add_issue(ask, ask->parties ? "shown" : "position", sql);
    return ask_are_few(ask, sql, NULL, ASK_FEW, out);
}

/* All parties there are, by the index of pairs. */
#define EVERY_PARTY                                                                                                    \
    "(WITH RECURSIVE every (party) AS (SELECT min(party) FROM shown UNION ALL SELECT (SELECT min(party) FROM shown"    \
    " WHERE shown.party > every.party) FROM every WHERE every.party IS NOT NULL) SELECT party FROM every)"

/* "FROM ... WHERE ..." */
static priscus_status add_positions(const struct asking *ask, sqlite3_str *sql)
{
    bool by_pair = false;
    priscus_status status = look_up_pairs(ask, &by_pair);
    const char *shown = by_pair || ask->readings || ask->filter->entry ? "shown" : "+shown"; /* by no index */

    sqlite3_str_appendf(sql, " FROM %s WHERE true", ask_positions_from(ask));
    ask_add_conditions(ask, ID_POSITION, shown, DATED(DATE_OF("position")), sql);
    ask_add_issue(ask, shown, sql);
    if (by_pair && !ask->parties && !ask->readings)
        sqlite3_str_appendall(sql, " AND shown.party IN " EVERY_PARTY);
    ask_add_sure(ask, sql);
    if (status != PRISCUS_OK || ask->readings)
        return status;
    ask_add_last_sort(ask, "shown", sql);
    return ask_add_shortcuts(ask, "shown", sql);
}

priscus_status ask_positions_in_order(const struct asking *ask, const char *columns, const enum ledger_type *types)
{
    bool limited = ask->filter->limit != 0;
    sqlite3_str *sql = ask_begin(ask);
    priscus_status status;

    sqlite3_str_appendf(sql, limited ? "SELECT%s FROM (SELECT shown.*" : "SELECT%s", columns);
    status = add_positions(ask, sql);
    if (status == PRISCUS_OK)
        status = ask_add_order(ask, LEDGER_POSITIONS, sql);
    if (status != PRISCUS_OK) {
        sqlite3_free(sqlite3_str_finish(sql));
        return status;
    }
    if (limited) {
        sqlite3_str_appendall(sql, ") AS " SHOWN_IN_ORDER);
        ask_add_order_by(ask, LEDGER_POSITIONS, sql);
    }
    return ask_sql(ask, sql, NULL, types);
}

priscus_status ask_positions(const struct asking *ask)
{
    static const char columns[] = POSITIONS_VIEW(ASK_COLUMN);
    static const enum ledger_type types[] = { POSITIONS_VIEW(ASK_TYPE) };

    return ask_positions_in_order(ask, columns + 1, types);
}

/* By all readings there are, the older before the newer. */
#define HISTORY_ORDER                                                                                                  \
    " ORDER BY " DATE_OF("position") " IS NULL, " ORDER_OF(DATE_OF("position")) ", " SHOWN_PAGE_KEY ", position.words_begin," \
    " position.words_end, position.id, article.reading, article.id"

static void add_history(const struct asking *ask, sqlite3_str *sql)
{
    ask_add_conditions(ask, ID_POSITION, "position", DATED(DATE_OF("position")), sql);
    ask_add_issue(ask, "position", sql);
    ask_add_sure(ask, sql);
}

/* Pages whose positions are not all shown as they were read: those that were read more than once, or corrected. */
#define PAGES_WITH_MORE                                                                                                \
    "SELECT page FROM article WHERE (SELECT max(id) FROM article) > (SELECT n FROM shown_count WHERE what = 'articles'" \
    " AND of = 0) GROUP BY page HAVING count(*) > 1 UNION SELECT page FROM correction"
#define PLACE_ORDER " ORDER BY sort, page_key, words_begin, words_end, id, reading, article"

/* The first of them: of most pages as they lie in order in `shown`, of the others by looking at all. */
static priscus_status first_of_history(const struct asking *ask, const char *columns, const enum ledger_type *types)
{
    sqlite3_str *sql = ask_begin(ask);
    priscus_status status;

    sqlite3_str_appendf(sql, "WITH more (page) AS MATERIALIZED (" PAGES_WITH_MORE ") SELECT%s FROM (SELECT article, ordinal FROM (SELECT *"
                             " FROM (SELECT shown.sort AS sort, shown.page_key AS page_key, shown.\"begin\" AS words_begin,"
                             " shown.\"end\" AS words_end, shown.id AS id, article.reading AS reading, shown.article AS article,"
                             " shown.ordinal AS ordinal", columns);
    status = add_positions(ask, sql);
    sqlite3_str_appendall(sql, " AND article.page NOT IN (SELECT page FROM more) ORDER BY shown.sort, shown.page_key,"
                               " shown.\"begin\", shown.\"end\", shown.id, shown.article, shown.ordinal");
    ask_add_limit(ask, sql);
    sqlite3_str_appendall(sql, ") AS as_read UNION ALL SELECT " SHOWN_SORT ", " SHOWN_PAGE_KEY ", position.words_begin,"
                               " position.words_end, position.id, article.reading, article.id, position.ordinal FROM more CROSS JOIN"
                               " article ON article.page = more.page CROSS JOIN position ON position.article = article.id WHERE true");
    add_history(ask, sql);
    sqlite3_str_appendall(sql, ") AS place" PLACE_ORDER);
    ask_add_limit(ask, sql);
    sqlite3_str_appendall(sql, ") AS few CROSS JOIN article ON article.id = few.article CROSS JOIN position ON position.article ="
                               " few.article AND position.ordinal = few.ordinal" HISTORY_ORDER);
    if (status == PRISCUS_OK)
        return ask_sql(ask, sql, NULL, types);
    sqlite3_free(sqlite3_str_finish(sql));
    return status;
}

priscus_status ask_history(const struct asking *ask)
{
    static const char columns[] = POSITION_HISTORY_VIEW(ASK_COLUMN);
    static const enum ledger_type types[] = { POSITION_HISTORY_VIEW(ASK_TYPE) };
    const struct ledger_filter *f = ask->filter;
    sqlite3_str *sql;

    if (f->limit && !ask->readings && !f->entry && (f->by == LEDGER_SAID || !(date_known(f->as_of) || date_known(f->since))))
        return first_of_history(ask, columns + 1, types);
    /* Article by article, but for what an index finds: without statistics SQLite goes through all by their hashes. */
    sql = sqlite3_str_new(ask->ledger->db);
    sqlite3_str_appendf(sql, "SELECT%s FROM article %s JOIN position ON position.article = article.id WHERE 1 = 1",
                        columns + 1, ask->filter->entry || ask->issues ? "" : "CROSS");
    if (ask->readings)
        sqlite3_str_appendf(sql, " AND article.reading IN (%s)", ask->readings);
    add_history(ask, sql);
    sqlite3_str_appendall(sql, HISTORY_ORDER);
    ask_add_limit(ask, sql);
    return ask_sql(ask, sql, NULL, types);
}

priscus_status ask_agendas(const struct asking *ask)
{
    static const enum ledger_type types[] = { LEDGER_TEXT, LEDGER_NUMBER, LEDGER_NUMBER };
    sqlite3_str *sql = ask_begin(ask);

    if (!ask->readings) { /* they were counted by reading (views.h, `shown_count`) */
        sqlite3_str_appendall(sql, "SELECT reading_agenda.name AS agenda, sum(CASE WHEN what = 'agenda' THEN n ELSE 0 END)"
                                   " AS pages, sum(CASE WHEN what = 'agenda' THEN 0 ELSE n END) AS positions"
                                   " FROM shown_count JOIN reading_agenda ON reading_agenda.reading = shown_count.of"
                                   " WHERE what IN ('agenda', 'agenda_positions') AND n <> 0 GROUP BY reading_agenda.name"
                                   " ORDER BY reading_agenda.name");
        return ask_sql(ask, sql, NULL, types);
    }
    sqlite3_str_appendall(sql, "SELECT name AS agenda, count(DISTINCT article.page) AS pages,"
                               " sum((SELECT count(*) FROM position WHERE position.article = article.id)) AS positions"
                               " FROM newest_by_agenda AS article JOIN reading_agenda"
                               " ON reading_agenda.reading = article.reading GROUP BY name ORDER BY name");
    return ask_sql(ask, sql, NULL, types);
}

/* Where to look for the statements of a speaker or a party: by whatever name the page has, or people say it should be. */
#define SPEAKERS_ASKED "IN (SELECT id FROM word WHERE instr(fold(text), fold(:speaker)) > 0)"
#define BY_SPEAKER(both)                                                                                                 \
    "SELECT article, ordinal FROM statement WHERE speaker " SPEAKERS_ASKED " " both " SELECT article, ordinal FROM"        \
    " statement WHERE person IS NOT NULL AND (speaker IS NULL OR person <> speaker) AND person " SPEAKERS_ASKED        \
    " " both " SELECT s.article, s.ordinal FROM correction AS c CROSS JOIN article AS a ON a.page = c.page CROSS JOIN"    \
    " statement AS s ON s.article = a.id WHERE c.what = 'speaker' AND c.value " SPEAKERS_ASKED
#define BY_PARTY "SELECT article, ordinal FROM statement WHERE party IN (%s)"
#define BY_OUTLET                                                                                                        \
    "SELECT statement.article, statement.ordinal FROM article CROSS JOIN statement ON statement.article = article.id"    \
    " WHERE article.outlet IN (%s)"

/* A position may be of another reading than the newest one, where the same statement has another place. */
#define WITH_ISSUE "SELECT 1 FROM position WHERE issue IN (%s)"
#define BY_ISSUE                                                                                                         \
    "SELECT s.article, s.ordinal FROM position AS p CROSS JOIN statement AS said ON said.article = p.article AND"          \
    " said.ordinal = p.statement CROSS JOIN article AS a ON a.id = p.article CROSS JOIN shown_newest ON shown_newest.id ="  \
    " a.page CROSS JOIN statement AS s ON s.article = shown_newest.article AND s.id = said.id WHERE p.issue IN (%s)"       \
    " GROUP BY s.article, s.ordinal"

/* `few`: a statement of which there may be no more rows than `most`; then they are found by `sql`. */
static priscus_status if_few(const struct asking *ask, int most, const char *few, const char *sql, const char *words, char **out)
{
    sqlite3_str *all = sqlite3_str_new(NULL);
    bool is_few = false;
    priscus_status status;

    sqlite3_str_appendf(all, few, words);
    status = ask_are_few(ask, all, NULL, most, &is_few);
    if (status == PRISCUS_OK && is_few && !(*out = sqlite3_mprintf(sql, words)))
        status = error_memory(ask->err);
    return status;
}

priscus_status ask_few_statements(const struct asking *ask, int most, char **out)
{
    priscus_status status = PRISCUS_OK;

    *out = NULL;
    if (ask->filter->speaker) /* UNION makes a table of all first, and so has no first few. */
        status = if_few(ask, most, BY_SPEAKER("UNION ALL"), BY_SPEAKER("UNION"), "", out);
    if (status == PRISCUS_OK && !*out && ask->parties)
        status = if_few(ask, most, BY_PARTY, BY_PARTY, ask->parties, out);
    if (status == PRISCUS_OK && !*out && ask->outlets)
        status = if_few(ask, most, BY_OUTLET, BY_OUTLET, ask->outlets, out);
    if (status == PRISCUS_OK && !*out && ask->issues)
        status = if_few(ask, most, WITH_ISSUE, BY_ISSUE, ask->issues, out);
    return status;
}

/* "FROM ... WHERE ..." */
static priscus_status add_statements(const struct asking *ask, sqlite3_str *sql)
{
    const struct ledger_filter *f = ask->filter;
    bool of_readings = ask->readings || f->entry || ask->story, few;
    char *candidates = NULL;
    priscus_status status = of_readings ? PRISCUS_OK : ask_few_statements(ask, ASK_FEW, &candidates);

    if (status != PRISCUS_OK)
        return status;
    few = candidates != NULL;
    if (few) {
        sqlite3_str_appendf(sql, " FROM (%s", candidates);
        sqlite3_str_appendall(sql, STATEMENTS_OF_CANDIDATES " WHERE " STATEMENT_STANDS);
    } else {
        sqlite3_str_appendall(sql, of_readings ? " FROM " STATEMENTS_OF_READINGS " WHERE " STATEMENT_STANDS
                                               : " FROM " STATEMENTS_IN_ORDER " WHERE true");
    }
    sqlite3_free(candidates);
    ask_add_conditions(ask, ID_STATEMENT, "statement", DATED(DATE_OF("statement")), sql);
    if (f->issue) {
        /* By whichever agenda the issue is seen in it. */
        sqlite3_str_appendall(sql, " AND EXISTS (SELECT 1 FROM newest_by_agenda AS b JOIN position ON"
                                   " position.article = b.id JOIN statement AS said ON said.article = b.id"
                                   " AND said.ordinal = position.statement WHERE b.page = article.page"
                                   " AND said.id = statement.id");
        ask_add_issue(ask, "+position", sql); /* by the page, not by the issue */
        sqlite3_str_appendall(sql, ")");
    }
    if (of_readings || few)
        return PRISCUS_OK;
    ask_add_last_sort(ask, "shown_statement", sql);
    return ask_add_shortcuts(ask, "shown_statement", sql);
}

priscus_status ask_statements_in_order(const struct asking *ask, const char *columns, const enum ledger_type *types)
{
    bool limited = ask->filter->limit != 0;
    sqlite3_str *sql = ask_begin(ask);
    priscus_status status;

    sqlite3_str_appendf(sql, limited ? "SELECT%s FROM (SELECT shown_statement.*" : "SELECT%s", columns);
    status = add_statements(ask, sql);
    if (status == PRISCUS_OK)
        status = ask_add_order(ask, LEDGER_STATEMENTS, sql);
    if (status != PRISCUS_OK) {
        sqlite3_free(sqlite3_str_finish(sql));
        return status;
    }
    if (limited) {
        sqlite3_str_appendall(sql, ") AS " STATEMENTS_IN_ORDER);
        ask_add_order_by(ask, LEDGER_STATEMENTS, sql);
    }
    return ask_sql(ask, sql, NULL, types);
}

priscus_status ask_statements(const struct asking *ask)
{
    static const char columns[] = STATEMENTS_VIEW(ASK_COLUMN);
    static const enum ledger_type types[] = { STATEMENTS_VIEW(ASK_TYPE) };

    return ask_statements_in_order(ask, columns + 1, types);
}

priscus_status ask_pages(const struct asking *ask)
{
    static const char columns[] = PAGES_VIEW(ASK_COLUMN);
    static const enum ledger_type types[] = { PAGES_VIEW(ASK_TYPE) };
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendf(sql, "SELECT%s FROM %s WHERE true", columns + 1,
                        ask->readings ? PAGES_OF_READINGS : PAGES_IN_ORDER);
    ask_add_article(ask, DATED("article.published"), sql);
    return ask_in_order(ask, LEDGER_PAGES, sql, NULL, types);
}
