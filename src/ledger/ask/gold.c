/* gold.c - see ledger/gold.h. */
#include "ledger/gold.h"

#include "base/json_write.h"
#include "ledger/ask/ask.h"

#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/views.h"

/* A line a column of a position: its key, its SQL. */
#define GOLD_TEXTS(X)                                                                                                  \
    X("anchor", AT("position.words_begin", "position.words_end"))                                                      \
    X("party", TEXT_OF("shown.party"))                                                                                 \
    X("issue", TEXT_OF("shown.issue"))                                                                                 \
    X("stance", TEXT_OF("shown.stance"))                                                                               \
    X("speaker", TEXT_OF("shown.speaker"))
#define SQL(key, sql) ", " sql
#define KEY(key, sql) key,

static void put_place(struct buffer *out, const char *key, struct query *row, int at)
{
    json_put_span(
        out, key,
        (struct span){ (uint32_t)query_number(row, at), (uint32_t)query_number(row, at + 1) });
}

static priscus_status put_positions(struct ledger *ledger, int64_t page, struct buffer *out, struct priscus_error *err)
{
    static const char *const keys[] = { GOLD_TEXTS(KEY) };
    struct query *row;
    bool found;
    priscus_status status = ledger_prepare(
        ledger,
        "SELECT position.words_begin, position.words_end, position.sentence_begin, position.sentence_end" GOLD_TEXTS(
            SQL) " FROM article CROSS JOIN shown ON shown.article = article.id CROSS JOIN position"
                 " ON position.article = shown.article AND position.ordinal = shown.ordinal WHERE article.page = ?1"
                 " ORDER BY position.words_begin, position.words_end, shown.id",
        &row, err);

    if (status == PRISCUS_OK)
        query_bind_number(row, 1, page);
    json_put_open(out, "positions", '[');
    while (status == PRISCUS_OK && (status = ledger_step(ledger, row, &found, err)) == PRISCUS_OK && found) {
        json_put_open(out, NULL, '{');
        put_place(out, "span", row, 0);
        put_place(out, "sentence", row, 2);
        for (size_t i = 0; i < COUNT_OF(keys); i++)
            json_put_text(out, keys[i], column_text(row, (int)i + 4));
        json_put_bool(out, "required", true);
        buffer_char(out, '}');
    }
    buffer_char(out, ']');
    query_close(row);
    ask_let_go(ledger);
    return status;
}

priscus_status ledger_gold(struct ledger *ledger, struct buffer *out, struct priscus_error *err)
{
    static const char *const keys[] = { "file", "title", "outlet", "published", "text" };
    struct query *row;
    bool found;
    priscus_status status = ledger_prepare(
        ledger,
        "SELECT newest.page, coalesce(nullif(given_id, ''), " NAME_OF_PAGE("newest.page") "), title, " TEXT_OF(
            "outlet") ", published,"
                      " body.text FROM newest JOIN body ON body.id = newest.body JOIN page ON page.id = newest.page "
                      "WHERE newest.page IN"
                      " (SELECT page FROM correction AS c WHERE c.what = 'reviewed' AND " NOT_UNDONE
                      ") ORDER BY page.sha256",
        &row, err);

    while (status == PRISCUS_OK && (status = ledger_step(ledger, row, &found, err)) == PRISCUS_OK && found) {
        buffer_char(out, '{');
        for (size_t i = 0; i < COUNT_OF(keys); i++)
            json_put_text(out, keys[i], column_text(row, (int)i + 1));
        status = put_positions(ledger, query_number(row, 0), out, err);
        buffer_c(out, "}\n");
    }
    query_close(row);
    return status == PRISCUS_OK && out->failed ? error_memory(err) : status;
}
