/* told_articles.c - see told_articles.h. Articles that were added one after the other are looked up together. */
#include "ledger/ask/told_articles.h"

#include "ledger/views.h"

#define BLOCK         32
#define BLOCKS_SERVER 8 /* at once, where each question is a way there and back */

/* clang-format off */
#define TOLD_COLUMNS                                                                                                \
    "article.id, article.page, coalesce((SELECT min(of) FROM link_copy WHERE link_copy.page = article.page), article.page)," \
    " article.outlet, article.published, article.recorded, article.address"
/* clang-format on */

static priscus_status prepare(struct told_articles *a, const char *more)
{
    struct asking of_article = *a->ask;
    struct ledger_filter filter = *a->ask->filter;
    sqlite3_str *sql = sqlite3_str_new(NULL);
    struct query *bound = NULL;
    priscus_status status;

    if (filter.by == LEDGER_SAID)
        filter.as_of = filter.since = (struct date){ .zone = DATE_NO_ZONE };
    filter.after = NULL;
    of_article.filter = &filter;
    sqlite3_str_appendf(sql, "SELECT " TOLD_COLUMNS " FROM article WHERE true%s", more);
    ask_add_article(&of_article, DATED("article.published"), sql);
    status = ask_prepare(&of_article, sql, NULL, &bound);
    a->stmt = bound;
    return status;
}

/* Of the article with that number; its block is there then. NULL: memory is out. */
static struct told_article *place_of(struct told_articles *a, int64_t id)
{
    size_t at = (size_t)id / BLOCK;

    while (a->n <= at) {
        struct told_article **grown = arena_grow(&a->mem, a->blocks, a->n, &a->room, sizeof *grown);

        if (!grown)
            return NULL;
        a->blocks = grown;
        grown[a->n++] = NULL;
    }
    if (!a->blocks[at] && !(a->blocks[at] = arena_alloc(&a->mem, BLOCK * sizeof **a->blocks)))
        return NULL;
    return &a->blocks[at][id % BLOCK];
}

/* The same for many articles, most often. */
static const struct text *host_of(struct told_articles *a, struct text address)
{
    size_t scheme = text_find(address, text_c("://"), 0), end;
    const struct text **seen;
    struct text *host;

    if (scheme != NOWHERE && (end = text_find(address, text_c("/"), scheme + 3)) != NOWHERE)
        address.len = end;
    seen = &a->hosts[text_hash(address) % COUNT_OF(a->hosts)];
    if (*seen && text_eq(**seen, address))
        return *seen;
    if (!(host = arena_alloc(&a->mem, sizeof *host)) || arena_text(&a->mem, address, host) != PRISCUS_OK)
        return NULL;
    return *seen = host;
}

static struct date column_date(struct query *stmt, int at)
{
    struct date date = { .zone = DATE_NO_ZONE };

    date_parse_iso(column_text(stmt, at), &date);
    return date;
}

static priscus_status take_rows(struct told_articles *a)
{
    struct query *stmt = a->stmt;
    bool found;
    priscus_status status;

    while ((status = ledger_step(a->ask->ledger, stmt, &found, a->ask->err)) == PRISCUS_OK && found) {
        struct told_article *article = place_of(a, query_number(stmt, 0));

        if (!article)
            return error_memory(a->ask->err);
        article->known = true;
        article->page = query_number(stmt, 1);
        article->copy_of = query_number(stmt, 2);
        article->outlet = query_number(stmt, 3);
        article->published = column_date(stmt, 4);
        article->recorded = column_date(stmt, 5);
        if (!(article->host = host_of(a, column_text(stmt, 6))))
            return error_memory(a->ask->err);
    }
    return status;
}

priscus_status told_articles_all(struct told_articles *a)
{
    priscus_status status = prepare(a, "");

    if (status == PRISCUS_OK)
        status = take_rows(a);
    a->all = status == PRISCUS_OK;
    return status;
}

/* Few articles that lie far apart are cheaper one by one; many cost less by blocks, in which most are asked for sooner or later. So the
 * first ones, up to a share of all that there may be, are looked up alone. */
#define ALONE_SHARE 8
static bool is_alone(struct told_articles *a, int64_t id)
{
    return a->few && !a->ask->ledger->postgres && a->alone * ALONE_SHARE < (a->n > (size_t)id / BLOCK ? a->n * BLOCK : (size_t)id);
}

/* Its block, and in a server those around. */
static priscus_status look_up(struct told_articles *a, int64_t id)
{
    bool alone = is_alone(a, id);
    int64_t n = alone ? 1 : BLOCK * (a->ask->ledger->postgres ? BLOCKS_SERVER : 1), first = id / n * n;
    priscus_status status = a->stmt ? PRISCUS_OK : prepare(a, " AND article.id >= :first_id AND article.id < :end_id");

    if (status != PRISCUS_OK)
        return status;
    a->alone += alone;
    for (int64_t at = first; at < first + n; at++) {
        struct told_article *article = place_of(a, at);

        if (!article)
            return error_memory(a->ask->err);
        article->known = true;
    }
    query_reset(a->stmt);
    query_bind_number(a->stmt, query_parameter(a->stmt, ":first_id"), first);
    query_bind_number(a->stmt, query_parameter(a->stmt, ":end_id"), first + n);
    status = take_rows(a);
    query_reset(a->stmt);
    return status;
}

priscus_status told_articles_find(struct told_articles *a, int64_t id, const struct told_article **out)
{
    size_t at = (size_t)id / BLOCK;
    bool known = a->all || (at < a->n && a->blocks[at] && a->blocks[at][id % BLOCK].known);
    priscus_status status = known ? PRISCUS_OK : look_up(a, id);
    const struct told_article *article = status == PRISCUS_OK && at < a->n && a->blocks[at] ? &a->blocks[at][id % BLOCK] : NULL;

    *out = article && article->page ? article : NULL;
    return status;
}

void told_articles_forget(struct told_articles *a)
{
    query_close(a->stmt);
    arena_release(&a->mem);
    *a = (struct told_articles){ .ask = a->ask, .few = a->few };
}
