/* article_finder.c - which article a text is: see ledger/coded_articles.h.
 *
 * Bodies have no index by their hash, and a file of others asks for thousands: so hashes, titles and days are looked up in a
 * temporary table, made in one pass. It is the connection's own and no part of the ledger's file. */
#include "ledger/coded_articles.h"
#include "ledger/ask/ask.h"

#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/views.h"

struct article_finder {
    struct ledger *ledger;
    struct query *by_text, *by_title;
};

/* clang-format off */
#define FIND_TABLE(temp)                                                                                               \
    "CREATE TEMP TABLE found_article AS SELECT page.key AS page, body.sha256 AS sha256, article.title AS title,"       \
    " coalesce(" DAY_OF("article.published") ", '') AS day, substr(" IN_UTC("article.published") ", 1, 10) AS utc_day" \
    " FROM newest AS article JOIN page ON page.id = article.page JOIN body ON body.id = article.body;"                 \
    "CREATE INDEX " temp "found_article_text ON found_article (sha256);"                                                  \
    "CREATE INDEX " temp "found_article_title ON found_article (title)"
/* clang-format on */
#define FORGET_TABLE "DROP TABLE IF EXISTS found_article"

void article_finder_close(struct article_finder *finder)
{
    if (!finder)
        return;
    query_close(finder->by_text);
    query_close(finder->by_title);
    ledger_exec(finder->ledger, FORGET_TABLE, NULL);
    sqlite3_free(finder);
}

priscus_status article_finder_open(struct ledger *ledger, struct article_finder **out, struct priscus_error *err)
{
    struct article_finder *finder = sqlite3_malloc(sizeof *finder);
    priscus_status status;

    if (!finder)
        return error_memory(err);
    *finder = (struct article_finder){ .ledger = ledger };
    if ((status = ledger_exec(ledger, FORGET_TABLE, err)) == PRISCUS_OK &&
        (status = ledger_exec(ledger, ledger->postgres ? FIND_TABLE("") : FIND_TABLE("temp."), err)) == PRISCUS_OK &&
        (status = ledger_prepare(ledger, "SELECT page FROM found_article WHERE sha256 = ?1 ORDER BY page LIMIT 1",
                                 &finder->by_text, err)) == PRISCUS_OK)
        status = ledger_prepare(ledger,
                                "SELECT min(page) FROM found_article WHERE title = ?1 AND ?2 IN (day, utc_day)"
                                " HAVING count(*) = 1",
                                &finder->by_title, err);
    if (status == PRISCUS_OK)
        *out = finder;
    else
        article_finder_close(finder);
    return status;
}

/* The page in the first row, if there is one. */
static priscus_status find_page(struct article_finder *finder, struct query *stmt, bool bound, char page[ID_TEXT_MAX],
                                struct priscus_error *err)
{
    bool found = false;
    priscus_status status = bound ? ledger_step(finder->ledger, stmt, &found, err) : error_memory(err);

    page[0] = '\0';
    if (status == PRISCUS_OK && found)
        id_format(ID_PAGE, query_number(stmt, 0), page);
    query_reset(stmt);
    query_clear(stmt);
    return status;
}

priscus_status article_finder_by_text(struct article_finder *finder, struct sha256 text, char page[ID_TEXT_MAX],
                                      struct priscus_error *err)
{
    bool bound = query_bind_bytes(finder->by_text, 1, sha256_text(&text));

    return find_page(finder, finder->by_text, bound, page, err);
}

priscus_status article_finder_by_title(struct article_finder *finder, struct text title, const char *day,
                                       char page[ID_TEXT_MAX], struct priscus_error *err)
{
    bool bound =
        query_bind_text(finder->by_title, 1, title) &&
        query_bind_text(finder->by_title, 2, text_c(day));

    return find_page(finder, finder->by_title, bound, page, err);
}
