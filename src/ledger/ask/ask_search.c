/* ask_search.c - paragraphs that have the words that are looked for. */
#include "base/visible.h"
#include "ledger/ask/ask.h"
#include "ledger/database/search_words.h"

#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/views.h"

/* People's words as FTS5 has them: each word and each "phrase" in quotation marks, so that nothing in them is an
 * operator; word* finds all words that begin so. */
static void add_clause(const struct asking *ask, struct text words, bool prefix, sqlite3_str *sql)
{
    struct buffer clause = { 0 };

    if (!ask->ledger->postgres)
        sqlite3_str_appendf(sql, "\"%.*s\"%s ", (int)words.len, words.ptr, prefix ? "*" : "");
    else if (search_phrase(words, prefix, &clause))
        sqlite3_str_appendf(sql, "%s(%s)", sqlite3_str_length(sql) ? " & " : "", clause.ptr);
    buffer_release(&clause);
}

priscus_status ask_search_words(const struct asking *ask, char **out)
{
    sqlite3_str *sql = sqlite3_str_new(NULL);
    struct arena mem = { 0 };
    struct visible words; /* as the index has them */
    struct text rest;
    bool failed = visible_of(text_c(ask->filter->words), &mem, &words) != PRISCUS_OK;

    rest = failed ? (struct text){ 0 } : words.text;
    while (rest.len) {
        bool phrase = rest.ptr[0] == '"', prefix = false;
        size_t n = 0;

        if (!phrase && is_ascii_space(rest.ptr[0])) {
            rest = text_of(rest.ptr + 1, rest.len - 1);
            continue;
        }
        if (phrase)
            rest = text_of(rest.ptr + 1, rest.len - 1);
        while (n < rest.len && rest.ptr[n] != '"' && (phrase || !is_ascii_space(rest.ptr[n])))
            n++;
        if (!phrase && n > 1 && rest.ptr[n - 1] == '*')
            prefix = true;
        if (n)
            add_clause(ask, text_of(rest.ptr, n - prefix), prefix, sql);
        if (phrase && n < rest.len)
            n++; /* the closing mark */
        rest = text_of(rest.ptr + n, rest.len - n);
    }
    arena_release(&mem);
    failed |= sqlite3_str_errcode(sql) != SQLITE_OK;
    *out = sqlite3_str_finish(sql);
    if (failed)
        return error_memory(ask->err);
    if (!*out)
        return error_set(ask->err, PRISCUS_EUSAGE, NOWHERE, "there are no words to search for");
    return PRISCUS_OK;
}

/* clang-format off */
#define SNIPPET_SQLITE "snippet(search, 0, '" LEDGER_HIT_BEGIN "', '" LEDGER_HIT_END "', '...', 32)"
#define SNIPPET_POSTGRES                                                                                               \
    "ts_headline('simple', " LEDGER_SEEN(AT("paragraph.\"begin\"", "paragraph.\"end\"")) ", to_tsquery('simple', :words),"    \
    " 'StartSel=" LEDGER_HIT_BEGIN ", StopSel=" LEDGER_HIT_END ", MinWords=16, MaxWords=32')"
#define SEARCH_ANSWER(X, snippet)                                                                                      \
    X("id",          LEDGER_TEXT,   1, "printf('a-%012x', article.key)")                                               \
    X("date",        LEDGER_TEXT,   1, "article.published")                                                            \
    X("precision",   LEDGER_TEXT,   1, TEXT_OF("article.published_precision"))                                         \
    X("outlet",      LEDGER_TEXT,   1, TEXT_OF("article.outlet"))                                                      \
    X("title",       LEDGER_TEXT,   1, "article.title")                                                                \
    X("snippet",     LEDGER_TEXT,   1, snippet)                                                                        \
    X("paragraph",   LEDGER_TEXT,   1, AT("paragraph.\"begin\"", "paragraph.\"end\""))                                 \
    X("role",        LEDGER_TEXT,   1, TEXT_OF("paragraph.role"))                                                      \
    X("\"begin\"",   LEDGER_NUMBER, 1, "paragraph.\"begin\"")                                                          \
    X("\"end\"",     LEDGER_NUMBER, 1, "paragraph.\"end\"")                                                            \
    X("page",        LEDGER_TEXT,   1, "printf('g-%012x', page.key)")                                                  \
    X("name",        LEDGER_TEXT,   1, NAME_OF_PAGE("article.page"))                                                   \
    X("address",     LEDGER_TEXT,   5, "article.address")
/* clang-format on */

void ask_add_found_party(const struct asking *ask, sqlite3_str *sql)
{
    if (ask->parties)
        sqlite3_str_appendf(sql,
                            " AND EXISTS (SELECT 1 FROM article AS other CROSS JOIN shown ON shown.article = other.id"
                            " WHERE other.page = article.page AND shown.party IN (%s))",
                            ask->parties);
}

const char *ask_found(const struct asking *ask)
{
    return ask->ledger->postgres ? "search.text @@ to_tsquery('simple', :words)" : "search MATCH :words";
}

/* Of words that are in few paragraphs all of these are put in order. What is met often is looked for page by page, in the order of
 * pages, until there is enough. */
#define FOUND_PAGE_BY_PAGE                                                                                             \
    "shown_page CROSS JOIN article ON article.id = shown_page.article CROSS JOIN article AS first ON first.page ="      \
    " article.page AND first.body = article.body CROSS JOIN paragraph ON paragraph.article = first.id CROSS JOIN search" \
    " ON search.rowid = paragraph.id"
#define FOUND_SELECT(sort)                                                                                             \
    "SELECT " sort " AS sort, " SHOWN_PAGE_KEY " AS page_key, paragraph.\"begin\" AS \"begin\", paragraph.id AS paragraph,"  \
    " article.id AS article FROM "

/* "SELECT ... AS found": what is found, with what it is ordered by. */
static priscus_status add_found(const struct asking *ask, const char *words, sqlite3_str *sql)
{
    sqlite3_str *all;
    bool few = true;
    priscus_status status = PRISCUS_OK;

    if (ask->filter->limit && !ask->readings && !ask->story && !ask->ledger->postgres) {
        all = sqlite3_str_new(NULL);
        sqlite3_str_appendall(all, "SELECT 1 FROM search WHERE search MATCH :words");
        status = ask_are_few(ask, all, words, ASK_FEW_FOUND, &few);
    }
    sqlite3_str_appendf(sql, "(%s WHERE %s",
                        few ? FOUND_SELECT(SORT_OF("article.published")) SEARCH_FOUND
                            : FOUND_SELECT("shown_page.sort") FOUND_PAGE_BY_PAGE,
                        ask_found(ask));
    ask_add_article(ask, DATED("article.published"), sql);
    ask_add_found_party(ask, sql);
    if (!few && status == PRISCUS_OK)
        status = ask_add_shortcuts(ask, "shown_page", sql);
    sqlite3_str_appendall(sql, ") AS found");
    return status;
}

priscus_status ask_search(const struct asking *ask)
{
    static const char columns_sqlite[] = SEARCH_ANSWER(ASK_COLUMN, SNIPPET_SQLITE),
                      columns_postgres[] = SEARCH_ANSWER(ASK_COLUMN, SNIPPET_POSTGRES);
    static const enum ledger_type types[] = { SEARCH_ANSWER(ASK_TYPE, "") };
    const char *columns = ask->ledger->postgres ? columns_postgres : columns_sqlite;
    sqlite3_str *sql;
    char *words;
    priscus_status status = ask_search_words(ask, &words);

    if (status != PRISCUS_OK)
        return status;
    sql = ask_begin(ask);
    sqlite3_str_appendf(sql, "SELECT%s FROM (SELECT * FROM ", columns + 1);
    status = add_found(ask, words, sql);
    sqlite3_str_appendall(sql, " WHERE true");
    if (status == PRISCUS_OK)
        status = ask_add_order(ask, LEDGER_SEARCH, sql);
    sqlite3_str_appendf(sql,
                        ") AS found CROSS JOIN article ON article.id = found.article CROSS JOIN page ON page.id ="
                        " article.page CROSS JOIN paragraph ON paragraph.id = found.paragraph CROSS JOIN search"
                        " ON search.rowid = found.paragraph WHERE %s",
                        ask_found(ask));
    ask_add_order_by(ask, LEDGER_SEARCH, sql);
    if (status == PRISCUS_OK)
        status = ask_sql(ask, sql, words, types);
    else
        sqlite3_free(sqlite3_str_finish(sql));
    sqlite3_free(words);
    return status;
}
