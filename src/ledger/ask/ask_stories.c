/* ask_stories.c - the pages of stories; see ledger/story_pages.h. */
#include "ledger/ask/ask_first.h"
#include "ledger/story_pages.h"

#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/views.h"

/* clang-format off */

/* A line a column, in terms of read_page(). */
#define PAGE_COLUMNS_BRIEF(X)                                                                                          \
    X("story.id",                 p->story = query_number(stmt, c))                                                    \
    X("story.key",                p->key = query_number(stmt, c))                                                      \
    X("article.page",             p->page = query_number(stmt, c))                                                     \
    X("article.published",        p->published = column_date(stmt, c))
#define PAGE_COLUMNS_SHOWN(X)                                                                                          \
    X("(SELECT key FROM page WHERE page.id = article.page)", p->page_key = query_number(stmt, c))              \
    X("event.beside",             p->beside = query_number(stmt, c))                                           \
    X("coalesce(nullif(article.given_id, ''), " NAME_OF_PAGE("article.page") ")", p->file = column_text(stmt, c))      \
    X("article.title",            p->title = column_text(stmt, c))                                                     \
    X(TEXT_OF("article.outlet"),  p->outlet = column_text(stmt, c))                                                    \
    X("article.address",          p->address = column_text(stmt, c))                                                   \
    X(CHAIN_OF_NARRATOR("article.id"), p->chain = column_text(stmt, c))                                                \
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

static void read_page(struct query *stmt, bool brief, struct story_page *p)
{
    int c = 0;

    *p = (struct story_page){ 0 };
    PAGE_COLUMNS_BRIEF(SET)
    if (brief)
        return;
    PAGE_COLUMNS_SHOWN(SET)
}

/* "= 7" or "IN (1, 7)" */
static void add_rows(const struct asking *ask, const struct chosen_stories *chosen, sqlite3_str *sql)
{
    if (chosen->all) {
        sqlite3_str_appendf(sql, "= %lld", (long long)ask->story);
        return;
    }
    for (size_t i = 0; i < chosen->n; i++)
        sqlite3_str_appendf(sql, i ? ", %lld" : "IN (%lld", (long long)chosen->rows[i]);
    sqlite3_str_appendchar(sql, 1, ')');
}

/* Of a story: is it as large as that, with a page that the filter lets through? */
static priscus_status prepare_check(const struct asking *ask, size_t pages, struct query **check)
{
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendall(sql, "SELECT sum(CASE WHEN 1 = 1");
    ask_add_article(ask, DATED("article.published"), sql);
    sqlite3_str_appendall(sql, " THEN 1 ELSE 0 END) FROM link_event AS event JOIN newest AS article ON article.page = event.id WHERE"
                               " event.id IN (SELECT id FROM link_event WHERE story = :group UNION ALL SELECT copy.id FROM link_event"
                               " AS own JOIN link_event AS copy ON copy.beside = own.id WHERE own.story = :group)");
    sqlite3_str_appendf(sql, " HAVING count(*) >= %lld", (long long)pages);
    return ask_prepare(ask, sql, NULL, check);
}

/* Pages from the latest on; what the filter's first day passes by cannot be the last page of a story that it lets through. */
static priscus_status prepare_latest(const struct asking *ask, struct query **rows)
{
    sqlite3_str *sql = ask_begin(ask);
    priscus_status status;

    sqlite3_str_appendall(sql, "SELECT shown_page.sort, coalesce(event.story, (SELECT original.story FROM link_event AS original"
                               " WHERE original.id = event.beside)) FROM shown_page CROSS JOIN link_event AS event"
                               " ON event.id = shown_page.id WHERE shown_page.sort < '~'");
    status = ask_add_shortcuts(ask, "shown_page", sql);
    sqlite3_str_appendall(sql, " ORDER BY shown_page.sort DESC, shown_page.sha256 DESC");
    if (status == PRISCUS_OK)
        return ask_prepare(ask, sql, NULL, rows);
    sqlite3_free(sqlite3_str_finish(sql));
    return status;
}

/* Days of all pages cost 2 microseconds each, which is no more than to look up a story that is not wanted. */
static size_t rows_most(const struct asking *ask)
{
    return ask->outlets || date_known(ask->filter->as_of) ? 2000 : 10000;
}

/* Those of an outlet of which there is little, by its articles. *few: they are these. */
static priscus_status of_few_articles(const struct asking *ask, struct arena *mem, struct chosen_stories *out, bool *few)
{
    sqlite3_str *sql = sqlite3_str_new(NULL);
    struct query *stmt = NULL;
    int64_t *rows = NULL, *grown;
    size_t n = 0, room = 0;
    bool found;
    priscus_status status;

    sqlite3_str_appendf(sql, "SELECT 1 FROM article WHERE outlet IN (%s)", ask->outlets);
    if ((status = ask_are_few(ask, sql, NULL, ASK_FEW / 2, few)) != PRISCUS_OK || !*few)
        return status;
    sql = ask_begin(ask);
    sqlite3_str_appendall(sql, "SELECT DISTINCT coalesce(event.story, (SELECT original.story FROM link_event AS original WHERE"
                               " original.id = event.beside)) FROM " NEWEST_BY_ARTICLE " CROSS JOIN link_event AS event"
                               " ON event.id = article.page WHERE true");
    ask_add_article(ask, DATED("article.published"), sql);
    status = ask_prepare(ask, sql, NULL, &stmt);
    while (status == PRISCUS_OK && (status = ledger_step(ask->ledger, stmt, &found, ask->err)) == PRISCUS_OK && found) {
        if (!query_number(stmt, 0))
            continue;
        if (!(grown = arena_grow(mem, rows, n, &room, sizeof *rows))) {
            status = error_memory(ask->err);
            break;
        }
        rows = grown;
        rows[n++] = query_number(stmt, 0);
    }
    query_close(stmt);
    *out = (struct chosen_stories){ rows, n };
    return status;
}

priscus_status ledger_latest_stories(struct ledger *ledger, const struct ledger_filter *filter, size_t pages,
                                     struct arena *mem, struct chosen_stories *out, struct priscus_error *err)
{
    /* Only then is a story of no page since then none that is asked for. */
    bool since = date_known(filter->since) && filter->by == LEDGER_SAID;
    struct query *rows = NULL, *check = NULL;
    struct first_groups first;
    struct asking ask;
    bool few = false;
    priscus_status status;

    *out = (struct chosen_stories){ .all = true };
    if ((!since && !filter->limit && !filter->outlet) || filter->story || filter->agenda)
        return PRISCUS_OK;
    if ((status = ask_open(ledger, filter, err, &ask)) == PRISCUS_OK && ask.outlets)
        status = of_few_articles(&ask, mem, out, &few);
    if (status == PRISCUS_OK && !few && (since || filter->limit) && (status = prepare_latest(&ask, &rows)) == PRISCUS_OK &&
        (status = prepare_check(&ask, pages, &check)) == PRISCUS_OK &&
        (status = ask_first(&ask, rows, check, filter->limit, since ? 0 : rows_most(&ask), mem, &first)) == PRISCUS_OK)
        *out = (struct chosen_stories){ first.ids, first.n, .all = !first.enough && !since };
    query_close(rows);
    query_close(check);
    ask_close(&ask);
    return status;
}

static priscus_status prepare_pages(const struct asking *ask, const struct chosen_stories *chosen, struct query **stmt)
{
    static const char brief[] = PAGE_COLUMNS_BRIEF(COLUMN), whole[] = PAGE_COLUMNS_BRIEF(COLUMN) PAGE_COLUMNS_SHOWN(COLUMN);
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendf(sql, "SELECT%s FROM " STORY_PAGES " WHERE true", chosen->brief ? brief + 1 : whole + 1);
    if (!chosen->all || ask->story) { /* their pages and those beside them, by their numbers */
        sqlite3_str_appendall(sql, " AND event.id IN (SELECT id FROM link_event WHERE story ");
        add_rows(ask, chosen, sql);
        sqlite3_str_appendall(sql, " UNION ALL SELECT copy.id FROM link_event AS own JOIN link_event AS copy"
                                   " ON copy.beside = own.id WHERE own.story ");
        add_rows(ask, chosen, sql);
        sqlite3_str_appendall(sql, ")");
    }
    if (chosen->all) {
        sqlite3_str_appendall(sql, " AND story.id IN (SELECT story.id FROM " STORY_PAGES " WHERE true");
        ask_add_article(ask, DATED("article.published"), sql);
        sqlite3_str_appendall(sql, ")");
    }
    sqlite3_str_appendall(sql, " ORDER BY story.id, event.id");
    return ask_prepare(ask, sql, NULL, stmt);
}

priscus_status ledger_story_pages(struct ledger *ledger, const struct ledger_filter *filter,
                                  const struct chosen_stories *chosen, story_page_fn *each, void *context,
                                  struct priscus_error *err)
{
    struct asking ask;
    struct query *stmt = NULL;
    priscus_status status;
    bool found;

    if (!chosen->all && !chosen->n)
        return PRISCUS_OK;
    if ((status = ask_open(ledger, filter, err, &ask)) == PRISCUS_OK)
        status = prepare_pages(&ask, chosen, &stmt);
    while (status == PRISCUS_OK && (status = ledger_step(ledger, stmt, &found, err)) == PRISCUS_OK && found) {
        struct story_page page;

        read_page(stmt, chosen->brief, &page);
        if (each(context, &page) != 0)
            break;
    }
    query_close(stmt);
    ask_close(&ask);
    return status;
}
