/* ask_facets.c - how many of the articles that a search finds are of which outlet, month and party.
 *
 *     found by the full text: articles 3, 17, 4711 ...      their bits are set
 *     block by block (blocks/article_blocks.h): 17 is of Orlune Press, of May 2031; its page has positions of SOR and VEL
 *
 * Each body is in the full text once, with the first article of its page that has it. Where that is not the page's newest article, which is
 * rare, the newest is looked up. */
#include <stdio.h>

#include "ledger/ask/sums.h"
#include "ledger/views.h"

/* clang-format off */
#define FACETS_ANSWER(X)                                                                                               \
    X("facet",           LEDGER_TEXT,   7, "facet")                                                                    \
    X("value",           LEDGER_TEXT,   7, "value")                                                                    \
    X("articles",        LEDGER_NUMBER, 7, "articles")
/* clang-format on */

enum facet { FACET_MONTH, FACET_OUTLET, FACET_PARTY, FACET_COUNT };

static const char *const facet_names[FACET_COUNT] = { "month", "outlet", "party" };

/* A bit an article. */
struct article_set {
    unsigned char *bits;
    int64_t size; /* numbers from 0 up to it */
};

static bool set_has(const struct article_set *set, int64_t article)
{
    return article >= 0 && article < set->size && (set->bits[article / 8] >> article % 8 & 1);
}

static void set_put(struct article_set *set, int64_t article, bool in)
{
    unsigned char bit = (unsigned char)(1u << article % 8);

    if (article < 0 || article >= set->size)
        return;
    set->bits[article / 8] = (unsigned char)(in ? set->bits[article / 8] | bit : set->bits[article / 8] & ~bit);
}

struct facets {
    struct sums s; /* of size_t: articles; keys: the word or month, the facet */
    struct article_set found, counted;
};

static priscus_status add_one(struct facets *f, enum facet facet, int64_t value)
{
    size_t at;
    priscus_status status = sums_row(&f->s, (struct key){ value, facet, 0 }, sizeof(size_t), &at);

    if (status == PRISCUS_OK)
        ((size_t *)f->s.list)[at]++;
    return status;
}

static bool has_party(const struct facets *f, const struct block_article *a)
{
    bool found = f->s.parties.any;

    for (size_t i = 0; i < a->n_parties && !found; i++)
        found = is_in(&f->s.parties, a->parties[i]);
    return found;
}

static priscus_status add_article(struct facets *f, const struct block_article *a)
{
    priscus_status status = PRISCUS_OK;

    if (!is_in(&f->s.outlets, a->outlet) || !sums_in_time(&f->s, a->date) || !has_party(f, a))
        return PRISCUS_OK;
    if (a->outlet)
        status = add_one(f, FACET_OUTLET, a->outlet);
    if (status == PRISCUS_OK && a->date / 100 % 100)
        status = add_one(f, FACET_MONTH, a->date / 100);
    for (size_t i = 0; i < a->n_parties && status == PRISCUS_OK; i++)
        status = add_one(f, FACET_PARTY, a->parties[i]);
    return status;
}

/* What is found in it, each article once. */
static priscus_status add_found(void *context, const struct block *block)
{
    struct facets *f = context;
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < block->n_articles && status == PRISCUS_OK; i++) {
        const struct block_article *a = &block->articles[i];

        if (!set_has(&f->found, a->id))
            continue;
        set_put(&f->found, a->id, false);
        if (set_has(&f->counted, a->id))
            continue;
        set_put(&f->counted, a->id, true);
        status = add_article(f, a);
    }
    return status;
}

/* ---- what is found ------------------------------------------------------------------------------ */

static priscus_status make_sets(struct facets *f, int64_t articles)
{
    struct article_set *const sets[] = { &f->found, &f->counted };

    for (size_t i = 0; i < COUNT_OF(sets); i++) {
        sets[i]->size = articles + 1;
        if (!(sets[i]->bits = arena_alloc(&f->s.mem, (size_t)articles / 8 + 1)))
            return sums_no_memory(&f->s);
    }
    return PRISCUS_OK;
}

/* The articles of paragraphs that have the words. */
static priscus_status find_articles(struct facets *f, const char *words)
{
    const struct asking *ask = f->s.ask;
    sqlite3_str *sql = sqlite3_str_new(NULL);
    struct query *stmt;
    bool found;
    priscus_status status;

    sqlite3_str_appendf(sql, "SELECT paragraph.article FROM search CROSS JOIN paragraph ON paragraph.id = search.rowid WHERE %s",
                        ask_found(ask));
    status = ask_prepare(ask, sql, words, &stmt);
    while (status == PRISCUS_OK && (status = ledger_step(ask->ledger, stmt, &found, ask->err)) == PRISCUS_OK && found)
        set_put(&f->found, query_number(stmt, 0), true);
    query_close(stmt);
    return status;
}

/* What is still set are no newest articles. In their place those that are, of the same page and with the same body. *more: there are some. */
static priscus_status find_newest(struct facets *f, bool *more)
{
    const struct asking *ask = f->s.ask;
    struct query *stmt;
    priscus_status status = ledger_prepare(ask->ledger,
                                           "SELECT article.id FROM article AS first JOIN newest AS article ON article.page = first.page"
                                           " AND article.body = first.body WHERE first.id = ?1",
                                           &stmt, ask->err);

    *more = false;
    for (int64_t id = 0; id < f->found.size && status == PRISCUS_OK; id++) {
        bool found;

        if (!f->found.bits[id / 8]) /* of all of these eight */
            id |= 7;
        if (!set_has(&f->found, id))
            continue;
        set_put(&f->found, id, false);
        query_reset(stmt);
        query_bind_number(stmt, 1, id);
        status = ledger_step(ask->ledger, stmt, &found, ask->err);
        if (status != PRISCUS_OK || !found)
            continue;
        set_put(&f->found, query_number(stmt, 0), true);
        *more = true;
    }
    query_close(stmt);
    return status;
}

/* Of any time: what is found in a block and not counted is to be struck out too. */
static priscus_status each_found(struct facets *f)
{
    return article_blocks_each(f->s.ask->ledger, 0, UINT32_MAX, add_found, f, f->s.ask->err);
}

/* All of it as it was when `moment` was stepped. */
static priscus_status count_found(struct facets *f, const char *words)
{
    const struct asking *ask = f->s.ask;
    struct query *moment;
    bool found = false, more = false;
    priscus_status status = ledger_prepare(ask->ledger, "SELECT coalesce(max(id), 0) FROM article", &moment, ask->err);

    if (status == PRISCUS_OK)
        status = ledger_step(ask->ledger, moment, &found, ask->err);
    if (status == PRISCUS_OK)
        status = make_sets(f, found ? query_number(moment, 0) : 0);
    if (status == PRISCUS_OK)
        status = find_articles(f, words);
    if (status == PRISCUS_OK)
        status = each_found(f);
    if (status == PRISCUS_OK)
        status = find_newest(f, &more);
    if (status == PRISCUS_OK && more)
        status = each_found(f);
    query_close(moment);
    return status;
}

/* ---- the answer ---------------------------------------------------------------------------------- */

/* Months in their order, of outlets and parties those with most articles first. */
static priscus_status tell_facet(struct facets *f, enum facet facet, struct ranked *rows, struct telling *t)
{
    const size_t *articles = f->s.list;
    size_t n = 0;
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < f->s.rows.n; i++) {
        char month[8];
        int64_t value = f->s.rows.keys[i].a;
        struct ranked *row = &rows[n];

        if (f->s.rows.keys[i].b != facet)
            continue;
        *row = (struct ranked){ .n = facet == FACET_MONTH ? 0 : articles[i], .row = i };
        n++;
        if (facet != FACET_MONTH)
            continue;
        snprintf(month, sizeof month, "%04d-%02d", (int)(value / 100 % 10000), (int)(value % 100));
        if (arena_text(&f->s.mem, text_of(month, sizeof month - 1), &row->a) != PRISCUS_OK)
            return sums_no_memory(&f->s);
    }
    if (facet != FACET_MONTH)
        status = sums_words(&f->s, rows, n, false);
    sums_rank(rows, n);
    for (size_t i = 0; i < n && status == PRISCUS_OK && !t->ended; i++) {
        tell_text(t, text_c(facet_names[facet]));
        tell_text(t, rows[i].a);
        tell_number(t, articles[rows[i].row]);
        tell_row(t);
    }
    return status;
}

static priscus_status tell_facets(struct facets *f)
{
    static const char *const names[] = { FACETS_ANSWER(ASK_NAME) };
    static const enum ledger_type types[] = { FACETS_ANSWER(ASK_TYPE) };
    struct ranked *rows = arena_alloc(&f->s.mem, f->s.rows.n * sizeof *rows);
    struct telling t;
    priscus_status status = PRISCUS_OK;

    if (!rows)
        return sums_no_memory(&f->s);
    t = telling_begin(f->s.ask, names, types, COUNT_OF(names));
    for (enum facet facet = 0; facet < FACET_COUNT && status == PRISCUS_OK; facet++)
        status = tell_facet(f, facet, rows, &t);
    return status;
}

static priscus_status sum_facets(const struct asking *ask, const char *words)
{
    struct facets f = { 0 };
    priscus_status status = sums_open(ask, &f.s);

    if (status == PRISCUS_OK)
        status = count_found(&f, words);
    if (status == PRISCUS_OK)
        status = tell_facets(&f);
    sums_close(&f.s);
    return status;
}

/* Of a story, an agenda or a moment, from the rows of articles. */
static priscus_status look_up_facets(const struct asking *ask, const char *words)
{
    static const char columns[] = FACETS_ANSWER(ASK_COLUMN);
    static const enum ledger_type types[] = { FACETS_ANSWER(ASK_TYPE) };
    sqlite3_str *sql = ask_begin(ask);

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
    return ask_sql(ask, sql, words, types);
}

priscus_status ask_facets(const struct asking *ask)
{
    char *words;
    priscus_status status = ask_search_words(ask, &words);

    if (status != PRISCUS_OK)
        return status;
    status = ask_is_summed(ask) ? sum_facets(ask, words) : look_up_facets(ask, words);
    sqlite3_free(words);
    return status;
}
