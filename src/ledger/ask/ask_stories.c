/* ask_stories.c - the pages of stories; see ledger/story_pages.h. */
#include "ledger/ask/ask.h"
#include "ledger/story_pages.h"

#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/views.h"

/* clang-format off */

/* A line a column, in terms of read_page(). */
#define PAGE_COLUMNS_SHOWN(X)                                                                                          \
    X("story.id",                 p->story = query_number(stmt, c))                                            \
    X("story.key",                p->key = query_number(stmt, c))                                              \
    X("article.page",             p->page = query_number(stmt, c))                                             \
    X("(SELECT key FROM page WHERE page.id = article.page)", p->page_key = query_number(stmt, c))              \
    X("event.beside",             p->beside = query_number(stmt, c))                                           \
    X("coalesce(nullif(article.given_id, ''), " NAME_OF_PAGE("article.page") ")", p->file = column_text(stmt, c))      \
    X("article.title",            p->title = column_text(stmt, c))                                                     \
    X(TEXT_OF("article.outlet"),  p->outlet = column_text(stmt, c))                                                    \
    X("article.address",          p->address = column_text(stmt, c))                                                   \
    X(CHAIN_OF_NARRATOR("article.id"), p->chain = column_text(stmt, c))                                                \
    X("article.published",        p->published = column_date(stmt, c))                                                 \
    X("event.terms",              p->terms = column_bytes(stmt, c))                                                    \
    X("story.terms",              p->sum = column_bytes(stmt, c))

#define STORY_PAGES                                                                                                    \
    "link_event AS event JOIN newest AS article ON article.page = event.id"                                            \
    " JOIN link_story AS story ON story.id ="                                                                          \
    " coalesce(event.story, (SELECT original.story FROM link_event AS original WHERE original.id = event.beside))"
/* clang-format on */

#define COLUMN(sql, set) ", " sql
#define SET(sql, set)    set, c++;

static struct date column_date(struct query *stmt, int at)
{
    struct date date = { .zone = DATE_NO_ZONE };

    date_parse_iso(column_text(stmt, at), &date);
    return date;
}

static struct text column_bytes(struct query *stmt, int at)
{
    const char *bytes = query_bytes(stmt, at);

    return text_of(bytes ? bytes : "", bytes ? query_size(stmt, at) : 0);
}

static void read_page(struct query *stmt, struct story_page *p)
{
    int c = 0;

    *p = (struct story_page){ 0 };
    PAGE_COLUMNS_SHOWN(SET)
}

priscus_status ledger_story_pages(struct ledger *ledger, const struct ledger_filter *filter, story_page_fn *each,
                                  void *context, struct priscus_error *err)
{
    static const char columns[] = PAGE_COLUMNS_SHOWN(COLUMN);
    struct asking ask;
    sqlite3_str *sql;
    struct query *stmt = NULL;
    priscus_status status = ask_open(ledger, filter, err, &ask);
    bool found;

    if (status == PRISCUS_OK) {
        sql = ask_begin(&ask);
        sqlite3_str_appendf(
            sql, "SELECT%s FROM " STORY_PAGES " WHERE ", columns + 1);
        if (ask.story) /* its pages and those beside them, by their numbers */
            sqlite3_str_appendf(sql, "event.id IN (SELECT id FROM link_event WHERE story = %lld UNION ALL SELECT copy.id FROM"
                                     " link_event AS own JOIN link_event AS copy ON copy.beside = own.id WHERE own.story ="
                                     " %lld) AND ", (long long)ask.story, (long long)ask.story);
        sqlite3_str_appendall(sql, "story.id IN (SELECT story.id FROM " STORY_PAGES " WHERE 1 = 1");
        ask_add_article(&ask, DATED("article.published"), sql);
        sqlite3_str_appendall(sql, ") ORDER BY story.id, event.id");
        status = ask_prepare(&ask, sql, NULL, &stmt);
    }
    while (status == PRISCUS_OK && (status = ledger_step(ledger, stmt, &found, err)) == PRISCUS_OK && found) {
        struct story_page page;

        read_page(stmt, &page);
        if (each(context, &page) != 0)
            break;
    }
    query_close(stmt);
    ask_close(&ask);
    return status;
}
