/* ask_entries.c - the questions that views answer too: positions, statements, pages; and the readings that made them. */
#include "ledger/ask/ask.h"
#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/views.h"

const char *ask_positions_from(const struct asking *ask)
{
    return ask->readings ? TOLD_IN_ORDER : SHOWN_IN_ORDER;
}

priscus_status ask_positions_where(const struct asking *ask, sqlite3_str *sql, const enum ledger_type *types)
{
    ask_add_conditions(ask, ID_POSITION, "shown", DATED(DATE_OF("position")), sql);
    ask_add_issue(ask, "shown", sql);
    ask_add_sure(ask, sql);
    return ask_in_order(ask, LEDGER_POSITIONS, sql, NULL, types);
}

priscus_status ask_positions(const struct asking *ask)
{
    static const char columns[] = POSITIONS_VIEW(ASK_COLUMN);
    static const enum ledger_type types[] = { POSITIONS_VIEW(ASK_TYPE) };
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendf(sql, "SELECT%s FROM %s WHERE 1 = 1", columns + 1, ask_positions_from(ask));
    return ask_positions_where(ask, sql, types);
}

/* By all readings there are, the older before the newer. */
priscus_status ask_history(const struct asking *ask)
{
    static const char columns[] = POSITION_HISTORY_VIEW(ASK_COLUMN);
    static const enum ledger_type types[] = { POSITION_HISTORY_VIEW(ASK_TYPE) };
    sqlite3_str *sql = sqlite3_str_new(ask->ledger->db);

    sqlite3_str_appendf(sql, "SELECT%s FROM article JOIN position ON position.article = article.id WHERE 1 = 1",
                        columns + 1);
    if (ask->readings)
        sqlite3_str_appendf(sql, " AND article.reading IN (%s)", ask->readings);
    ask_add_conditions(ask, ID_POSITION, "position", DATED(DATE_OF("position")), sql);
    ask_add_issue(ask, "position", sql);
    ask_add_sure(ask, sql);
    sqlite3_str_appendall(
        sql, " ORDER BY " DATE_OF("position") " IS NULL, " ORDER_OF(DATE_OF("position")) ", " PAGE_OF_ARTICLE ", position.words_begin,"
             " position.words_end, position.id, article.reading, article.id");
    ask_add_limit(ask, sql);
    return ask_sql(ask, sql, NULL, types);
}

priscus_status ask_agendas(const struct asking *ask)
{
    static const enum ledger_type types[] = { LEDGER_TEXT, LEDGER_NUMBER, LEDGER_NUMBER };
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendall(sql, "SELECT name AS agenda, count(DISTINCT article.page) AS pages,"
                               " sum((SELECT count(*) FROM position WHERE position.article = article.id)) AS positions"
                               " FROM newest_by_agenda AS article JOIN reading_agenda"
                               " ON reading_agenda.reading = article.reading GROUP BY name ORDER BY name");
    return ask_sql(ask, sql, NULL, types);
}

priscus_status ask_statements_where(const struct asking *ask, sqlite3_str *sql, const enum ledger_type *types)
{
    sqlite3_str_appendall(sql, ask->readings || ask->filter->entry ? STATEMENTS_OF_READINGS " WHERE " STATEMENT_STANDS
                                                                   : STATEMENTS_IN_ORDER " WHERE 1 = 1");
    ask_add_conditions(ask, ID_STATEMENT, "statement", DATED(DATE_OF("statement")), sql);
    if (ask->filter->issue) {
        /* By whichever agenda the issue is seen in it. */
        sqlite3_str_appendall(sql, " AND EXISTS (SELECT 1 FROM newest_by_agenda AS b JOIN position ON"
                                   " position.article = b.id JOIN statement AS said ON said.article = b.id"
                                   " AND said.ordinal = position.statement WHERE b.page = article.page"
                                   " AND said.id = statement.id");
        ask_add_issue(ask, "position", sql);
        sqlite3_str_appendall(sql, ")");
    }
    return ask_in_order(ask, LEDGER_STATEMENTS, sql, NULL, types);
}

priscus_status ask_statements(const struct asking *ask)
{
    static const char columns[] = STATEMENTS_VIEW(ASK_COLUMN);
    static const enum ledger_type types[] = { STATEMENTS_VIEW(ASK_TYPE) };
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendf(sql, "SELECT%s FROM ", columns + 1);
    return ask_statements_where(ask, sql, types);
}

priscus_status ask_pages(const struct asking *ask)
{
    static const char columns[] = PAGES_VIEW(ASK_COLUMN);
    static const enum ledger_type types[] = { PAGES_VIEW(ASK_TYPE) };
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendf(sql, "SELECT%s FROM %s WHERE 1 = 1", columns + 1,
                        ask->readings ? "page JOIN newest AS article ON article.page = page.id" : PAGES_WITH_NEWEST);
    ask_add_article(ask, DATED("article.published"), sql);
    return ask_in_order(ask, LEDGER_PAGES, sql, NULL, types);
}
