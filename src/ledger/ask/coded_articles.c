/* coded_articles.c - see ledger/coded_articles.h.
 *
 * Positions come sorted by page, text and place, so that those of one text stand together; SQLite sorts what is more than
 * memory in a file of its own. */
#include "ledger/coded_articles.h"

#include "ledger/ask/ask.h"

#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/views.h"

/* clang-format off */
/* Who said that it is right or what it should be, or added it. */
#define JUDGED_BY                                                                                                      \
    "(SELECT group_concat(text, char(10)) FROM (SELECT DISTINCT word.text AS text FROM correction AS c"                \
    " JOIN word ON word.id = c.who WHERE " ABOUT_POSITION " AND (c.what " VERDICTS " OR c.what = 'add') ORDER BY text))"

#define POSITION_TEXTS(X)                                                                                              \
    X(party,       TEXT_OF("shown.party"))                                                                             \
    X(issue,       TEXT_OF("shown.issue"))                                                                             \
    X(stance,      TEXT_OF("shown.stance"))                                                                            \
    X(speaker,     TEXT_OF("shown.speaker"))                                                                           \
    X(person,      TEXT_OF("shown.person"))                                                                            \
    X(condition,   AT("position.condition_begin", "position.condition_end"))                                           \
    X(counterpart, TEXT_OF("position.counterpart"))                                                                    \
    X(chain,       CHAIN_OF_POSITION)                                                                                  \
    X(review,      "shown.review")                                                                                     \
    X(judged_by,   JUDGED_BY)                                                                                          \
    X(date,        DATE_OF("position"))                                                                                \
    X(precision,   PRECISION_OF("position"))

#define ARTICLE_TEXTS(X)                                                                                               \
    X(text,      "(SELECT text FROM body WHERE body.id = article.body)")                                               \
    X(title,     "article.title")                                                                                      \
    X(outlet,    TEXT_OF("article.outlet"))                                                                            \
    X(byline,    "article.byline")                                                                                     \
    X(section,   TEXT_OF("article.section"))                                                                           \
    X(address,   "article.address")                                                                                    \
    X(name,      NAME_OF_PAGE("article.page"))                                                                         \
    X(published, "article.published")                                                                                  \
    X(precision, TEXT_OF("article.published_precision"))
/* clang-format on */

#define SELECTED(field, sql) ", " sql " AS " #field
#define TAKEN(field, sql)                                                                                              \
    if (status == PRISCUS_OK)                                                                                          \
        status = column_copy(stmt, at++, mem, &out->field);

/* Before the texts: what rows are sorted by, then numbers. */
#define POSITION_SELECT                                                                                                \
    "SELECT article.page AS page_row, article.body AS body_row, shown.page_key AS page_key, position.id AS id,"        \
    " position.words_begin AS words_begin, position.words_end AS words_end, coalesce(position.sure, 0),"               \
    " position.by_other, coalesce(position.said_on, position.posted) IS NOT NULL" POSITION_TEXTS(SELECTED)
#define POSITION_ORDER ") ORDER BY page_key, page_row, body_row, words_begin, words_end, id"
#define ARTICLE_SELECT "SELECT (SELECT key FROM page WHERE page.id = article.page)" ARTICLE_TEXTS(SELECTED)

static priscus_status take_position(struct query *stmt, struct arena *mem, struct coded_position *out)
{
    priscus_status status = PRISCUS_OK;
    int at = 9;

    *out = (struct coded_position){
        .words = { (uint32_t)query_number(stmt, 4), (uint32_t)query_number(stmt, 5) },
        .sure = (unsigned)(int)query_number(stmt, 6),
        .by_other = (int)query_number(stmt, 7) != 0,
        .own_date = (int)query_number(stmt, 8) != 0,
    };
    id_format(ID_POSITION, query_number(stmt, 3), out->id);
    POSITION_TEXTS(TAKEN)
    return status;
}

static priscus_status take_article(struct query *stmt, struct arena *mem, struct coded_article *out)
{
    priscus_status status = PRISCUS_OK;
    int at = 1;

    *out = (struct coded_article){ 0 };
    id_format(ID_PAGE, query_number(stmt, 0), out->page);
    ARTICLE_TEXTS(TAKEN)
    return status;
}

/* ---- those with positions ------------------------------------------------------------------- */

struct coding {
    const struct asking *ask;
    coded_article_fn *each;
    void *context;
    struct query *article_stmt; /* the newest article of a page with a text */
    struct arena mem;           /* of one article */
    struct coded_position *positions;
    size_t n, room;
    int64_t page, body; /* rows; 0: none yet */
    bool ended;
};

/* Hand on what was gathered. */
static priscus_status hand_on(struct coding *c)
{
    struct coded_article article = { 0 };
    bool found;
    priscus_status status;

    if (!c->n)
        return PRISCUS_OK;
    query_bind_number(c->article_stmt, 1, c->page);
    query_bind_number(c->article_stmt, 2, c->body);
    status = ledger_step(c->ask->ledger, c->article_stmt, &found, c->ask->err);
    if (status == PRISCUS_OK && found && take_article(c->article_stmt, &c->mem, &article) != PRISCUS_OK)
        status = error_memory(c->ask->err);
    query_reset(c->article_stmt);
    if (status == PRISCUS_OK) {
        article.positions = c->positions;
        article.n_positions = c->n;
        c->ended = c->each(c->context, &article) != 0;
    }
    arena_reset(&c->mem);
    c->positions = NULL;
    c->n = c->room = 0;
    return status;
}

static priscus_status gather_position(struct coding *c, struct query *stmt)
{
    int64_t page = query_number(stmt, 0), body = query_number(stmt, 1);
    struct coded_position *grown;
    priscus_status status = PRISCUS_OK;

    if (page != c->page || body != c->body)
        status = hand_on(c);
    if (status != PRISCUS_OK || c->ended)
        return status;
    c->page = page;
    c->body = body;
    grown = arena_grow(&c->mem, c->positions, c->n, &c->room, sizeof *grown);
    if (!grown)
        return error_memory(c->ask->err);
    c->positions = grown;
    return take_position(stmt, &c->mem, &grown[c->n++]) == PRISCUS_OK ? PRISCUS_OK : error_memory(c->ask->err);
}

/* Positions as they are shown; of one page from that page on, since an import asks so for each of thousands. */
static const char *positions_from(const struct asking *ask)
{
    static const char of_a_page[] = "article CROSS JOIN shown ON shown.article = article.id CROSS JOIN position"
                                    " ON position.article = shown.article AND position.ordinal = shown.ordinal";

    return ask->filter->entry && !ask->readings ? of_a_page : ask_positions_from(ask);
}

/* As many as the filter wants are the first in the order of answers; they are sorted by place after that. */
static sqlite3_str *positions_sql(const struct asking *ask)
{
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendf(sql, "SELECT * FROM (" POSITION_SELECT " FROM %s WHERE 1 = 1", positions_from(ask));
    ask_add_conditions(ask, ID_POSITION, "shown", DATED(DATE_OF("position")), sql);
    ask_add_issue(ask, "shown", sql);
    ask_add_sure(ask, sql);
    if (ask->filter->limit)
        sqlite3_str_appendf(sql,
                            " ORDER BY shown.sort, shown.page_key, shown.\"begin\", shown.\"end\", shown.id,"
                            " shown.article, shown.ordinal LIMIT %lld",
                            (long long)ask->filter->limit);
    sqlite3_str_appendall(sql, POSITION_ORDER);
    return sql;
}

static priscus_status articles_with_positions(struct coding *c)
{
    const struct asking *ask = c->ask;
    struct query *stmt;
    bool found;
    priscus_status status = ask_prepare(ask, positions_sql(ask), NULL, &stmt);

    if (status == PRISCUS_OK)
        status = ledger_prepare(ask->ledger,
                                ARTICLE_SELECT " FROM article WHERE article.page = ?1 AND article.body = ?2"
                                               " AND article.reading NOT IN " PERSONS
                                               " ORDER BY article.reading DESC, article.id DESC LIMIT 1",
                                &c->article_stmt, ask->err);
    while (status == PRISCUS_OK && !c->ended &&
           (status = ledger_step(ask->ledger, stmt, &found, ask->err)) == PRISCUS_OK && found)
        status = gather_position(c, stmt);
    if (status == PRISCUS_OK && !c->ended)
        status = hand_on(c);
    query_close(stmt);
    query_close(c->article_stmt);
    return status;
}

/* ---- the others ------------------------------------------------------------------------------ */

static priscus_status articles_without(struct coding *c)
{
    const struct asking *ask = c->ask;
    struct coded_article article;
    sqlite3_str *sql = ask_begin(ask);
    struct query *stmt;
    bool found;
    priscus_status status;

    sqlite3_str_appendf(sql,
                        ARTICLE_SELECT " FROM newest AS article WHERE article.page NOT IN"
                                       " (SELECT article.page FROM %s WHERE 1 = 1",
                        positions_from(ask));
    ask_add_entry(ask, ID_POSITION, "shown", sql);
    sqlite3_str_appendall(sql, ")");
    ask_add_article(ask, DATED("article.published"), sql);
    ask_add_entry(ask, ID_ARTICLE, "article", sql);
    sqlite3_str_appendall(sql, " ORDER BY 1, article.page");
    status = ask_prepare(ask, sql, NULL, &stmt);
    while (status == PRISCUS_OK && !c->ended &&
           (status = ledger_step(ask->ledger, stmt, &found, ask->err)) == PRISCUS_OK && found) {
        if (take_article(stmt, &c->mem, &article) != PRISCUS_OK)
            status = error_memory(ask->err);
        else
            c->ended = c->each(c->context, &article) != 0;
        arena_reset(&c->mem);
    }
    query_close(stmt);
    return status;
}

priscus_status ledger_coded_articles(struct ledger *ledger, const struct ledger_filter *filter, bool all,
                                     coded_article_fn *each, void *context, struct priscus_error *err)
{
    struct asking ask;
    struct coding c = { .ask = &ask, .each = each, .context = context };
    priscus_status status = ask_open(ledger, filter, err, &ask);

    if (status == PRISCUS_OK)
        status = articles_with_positions(&c);
    if (status == PRISCUS_OK && all && !c.ended && !(ask.filter->entry && c.page)) /* the one page was had */
        status = articles_without(&c);
    arena_release(&c.mem);
    ask_close(&ask);
    return status;
}
