/* ask_stats.c - how much there is of everything: as the writer has counted it, or, of the readings with one agenda, counted now. */
#include "ledger/ask/ask.h"

#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/views.h"

#define NEWEST_COUNT(table, condition)                                                                                 \
    "SELECT count(*) FROM newest AS article CROSS JOIN " table " ON " table ".article = article.id " condition
#define PUBLISHED_AT_AN_END(way)                                                                                       \
    "SELECT published FROM newest AS article WHERE published IS NOT NULL"                                              \
    " ORDER BY " ORDER_OF("article.published") way " LIMIT 1"
#define KIND(kind)         "WHERE statement.kind = (SELECT id FROM word WHERE text = '" kind "')"
#define POSITIONS_OF(what) "SELECT count(" what ") FROM " TOLD_IN_ORDER " WHERE true"

/* What the writer has counted (views.h, `shown_count`); how many words or days it has counted of. */
#define KEPT(what)           "SELECT coalesce(sum(n), 0) FROM shown_count WHERE what = '" what "'"
#define KEPT_OF(what, which) KEPT(what) " AND of = (SELECT id FROM word WHERE text = '" which "')"
#define KEPT_WORDS(what)     "SELECT count(*) FROM shown_count WHERE what = '" what "' AND n <> 0 AND of <> 0"
#define KEPT_FAST                                                                                                      \
    KEPT("reading") " AND of IN (SELECT id FROM reading WHERE engine LIKE '%" ENGINE_FAST "')"
#define KEPT_AT_AN_END(way)                                                                                            \
    "SELECT article.published FROM (SELECT article FROM shown_page WHERE sort <> '~' ORDER BY sort " way ", sha256 " way \
    " LIMIT 1) AS page JOIN article ON article.id = page.article"

static const struct {
    const char *name, *sql, *kept; /* NULL: the same */
} stats[] = {
    { "pages", "SELECT count(*) FROM page", "SELECT coalesce(max(id), 0) FROM page" },
    { "page_bytes", "SELECT coalesce(sum(size), 0) FROM page", KEPT("page_bytes") },
    { "names", "SELECT count(*) FROM sighting", "SELECT coalesce(max(id), 0) FROM sighting" },
    { "readings", "SELECT count(*) FROM reading", NULL },
    { "agendas", "SELECT count(DISTINCT name) FROM reading_agenda", NULL },
    { "articles", "SELECT count(*) FROM newest", KEPT("articles") },
    { "articles_unsure", "SELECT count(*) FROM newest WHERE unsure <> 0", KEPT("articles_unsure") },
    { "articles_undated", "SELECT count(*) FROM newest WHERE published IS NULL", KEPT("articles_undated") },
    { "articles_fast",
      "SELECT count(*) FROM newest AS article JOIN reading ON reading.id = article.reading"
      " WHERE reading.engine LIKE '%" ENGINE_FAST "'",
      KEPT_FAST },
    { "outlets", "SELECT count(DISTINCT outlet) FROM newest", KEPT_WORDS("outlet") },
    { "first_published", PUBLISHED_AT_AN_END(""), KEPT_AT_AN_END("") },
    { "last_published", PUBLISHED_AT_AN_END(" DESC"), KEPT_AT_AN_END("DESC") },
    { "statements", NEWEST_COUNT("statement", ""), KEPT("statement") },
    { "statements_direct", NEWEST_COUNT("statement", KIND("direct")), KEPT_OF("statement", "direct") },
    { "statements_indirect", NEWEST_COUNT("statement", KIND("indirect")), KEPT_OF("statement", "indirect") },
    { "statements_mixed", NEWEST_COUNT("statement", KIND("mixed")), KEPT_OF("statement", "mixed") },
    { "speakers",
      "SELECT count(DISTINCT speaker) FROM newest AS article JOIN statement ON statement.article = article.id",
      KEPT_WORDS("speaker") },
    { "speaker_unknown", NEWEST_COUNT("statement", "WHERE statement.speaker IS NULL"), KEPT("speaker") " AND of = 0" },
    { "positions", POSITIONS_OF("*"), KEPT("party") },
    { "positions_of_narrator", POSITIONS_OF("*") " AND position.statement IS NULL", KEPT("positions_of_narrator") },
    { "positions_by_other", POSITIONS_OF("*") " AND position.by_other <> 0", KEPT("positions_by_other") },
    { "parties", POSITIONS_OF("DISTINCT shown.party"), KEPT_WORDS("party") },
    { "issues", POSITIONS_OF("DISTINCT shown.issue"), KEPT_WORDS("issue") },
    { "commits", "SELECT count(*) FROM seal", NULL },
    { "last_commit", "SELECT (SELECT sealed FROM seal ORDER BY id DESC LIMIT 1)", NULL },
    { "head", "SELECT (SELECT lower(hex(hash)) FROM seal ORDER BY id DESC LIMIT 1)", NULL },
};

priscus_status ask_stats(const struct asking *ask)
{
    static const char *const names[] = { "name", "value" };
    static const enum ledger_type types[] = { LEDGER_TEXT, LEDGER_TEXT };
    const char *values[2];
    struct ledger_row row = { .n = 2, .names = names, .types = types };
    priscus_status status = PRISCUS_OK;
    bool ended = ask->each(ask->context, &row) != 0;

    row.values = values;
    for (size_t i = 0; i < COUNT_OF(stats) && status == PRISCUS_OK && !ended; i++) {
        sqlite3_str *sql = ask_begin(ask);
        struct query *stmt;
        bool found;

        values[0] = stats[i].name;
        sqlite3_str_appendall(sql, ask->readings || !stats[i].kept ? stats[i].sql : stats[i].kept);
        status = ledger_prepare_built(ask->ledger, sql, &stmt, ask->err);
        if (status == PRISCUS_OK)
            status = ledger_step(ask->ledger, stmt, &found, ask->err);
        values[1] = NULL;
        if (status == PRISCUS_OK && found)
            status = ask_values(ask, stmt, 1, values + 1);
        if (status == PRISCUS_OK)
            ended = ask->each(ask->context, &row) != 0;
        query_close(stmt);
    }
    return status;
}
