/* ask_utterances.c - the reports of utterances; see ledger/utterance_reports.h. */
#include "ledger/ask/ask.h"
#include "ledger/utterance_reports.h"

#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/views.h"

/* clang-format off */

/* A line a column, in terms of read_report(). */
#define REPORT_COLUMNS(X)                                                                                              \
    X("report.utterance",           r->utterance = query_number(stmt, c))                                      \
    X("article.id",                 r->article = query_number(stmt, c))                                        \
    X("statement.ordinal",          r->ordinal = query_number(stmt, c))                                        \
    X("report.page",                r->page = query_number(stmt, c))                                           \
    X("statement.id",               r->id = query_number(stmt, c))                                             \
    X("report.\"begin\"",           r->words.begin = (uint32_t)query_number(stmt, c))                          \
    X("report.\"end\"",             r->words.end = (uint32_t)query_number(stmt, c))                            \
    X(DATE_OF("statement"),         r->date = column_date(stmt, c))                                                    \
    X("article.published",          r->published = column_date(stmt, c))                                               \
    X(TEXT_OF("statement.speaker"), r->speaker = column_text(stmt, c))                                                 \
    X(TEXT_OF("statement.party"),   r->party = column_text(stmt, c))                                                   \
    X(TEXT_OF("article.outlet"),    r->outlet = column_text(stmt, c))                                                  \
    X("article.address",            r->address = column_text(stmt, c))                                                 \
    X(CHAIN_OF("statement.article", "statement.ordinal"), r->chain = column_text(stmt, c))

#define REPORTS                                                                                                        \
    "link_utterance AS report JOIN newest AS article ON article.page = report.page"                                    \
    " JOIN statement ON statement.id = report.statement AND statement.article = article.id"
/* clang-format on */

#define COLUMN(sql, set) ", " sql
#define SET(sql, set)    set, c++;

static struct date column_date(struct query *stmt, int at)
{
    struct date date = { .zone = DATE_NO_ZONE };

    date_parse_iso(column_text(stmt, at), &date);
    return date;
}

static void read_report(struct query *stmt, struct told_report *r)
{
    int c = 0;

    *r = (struct told_report){ 0 };
    REPORT_COLUMNS(SET)
}

priscus_status ledger_utterance_reports(struct ledger *ledger, const struct ledger_filter *filter, told_report_fn *each,
                                        void *context, struct priscus_error *err)
{
    static const char columns[] = REPORT_COLUMNS(COLUMN);
    struct ledger_filter others = filter ? *filter : (struct ledger_filter){ 0 };
    struct asking ask;
    sqlite3_str *sql;
    struct query *stmt = NULL;
    priscus_status status;
    bool found, one;
    char letter;
    int64_t id;

    /* An utterance's own identifier: else it is a statement's. */
    one = others.entry && id_parse(others.entry, &letter, &id) && letter == ID_UTTERANCE;
    if (one)
        others.entry = NULL;
    status = ask_open(ledger, &others, err, &ask);
    if (status == PRISCUS_OK) {
        sql = ask_begin(&ask);
        sqlite3_str_appendf(sql,
                            "SELECT%s FROM " REPORTS " WHERE report.utterance IN (SELECT report.utterance FROM " REPORTS
                            " WHERE 1 = 1",
                            columns + 1);
        ask_add_conditions(&ask, ID_STATEMENT, "statement", DATED(DATE_OF("statement")), sql);
        if (one)
            sqlite3_str_appendf(sql, " AND report.utterance = %lld", (long long)id);
        sqlite3_str_appendall(sql, ") ORDER BY report.utterance, report.id");
        status = ask_prepare(&ask, sql, NULL, &stmt);
    }
    while (status == PRISCUS_OK && (status = ledger_step(ledger, stmt, &found, err)) == PRISCUS_OK && found) {
        struct told_report report;

        read_report(stmt, &report);
        if (each(context, &report) != 0)
            break;
    }
    query_close(stmt);
    ask_close(&ask);
    return status;
}

priscus_status ledger_utterance_words(struct ledger *ledger, const struct told_report *report, struct arena *mem,
                                      struct told_words *out, struct priscus_error *err)
{
    /* clang-format off */
    static const char sql[] =
        "SELECT " AT("?3", "?4") ", article.title,"
        " coalesce(nullif(article.given_id, ''), " NAME_OF_PAGE("article.page") "), " TEXT_OF("statement.kind")
        " FROM statement JOIN article ON article.id = statement.article"
        " WHERE statement.article = ?1 AND statement.ordinal = ?2";
    /* clang-format on */
    struct text *const texts[] = { &out->words, &out->title, &out->file, &out->kind };
    struct query *stmt;
    bool found = false;
    priscus_status status = ledger_prepare(ledger, sql, &stmt, err);

    *out = (struct told_words){ 0 };
    if (status == PRISCUS_OK) {
        query_bind_number(stmt, 1, report->article);
        query_bind_number(stmt, 2, report->ordinal);
        query_bind_number(stmt, 3, report->words.begin);
        query_bind_number(stmt, 4, report->words.end);
        status = ledger_step(ledger, stmt, &found, err);
    }
    if (status == PRISCUS_OK && !found)
        status = error_set(err, PRISCUS_ELEDGER, NOWHERE, "a report of an utterance is missing");
    for (size_t i = 0; i < COUNT_OF(texts) && status == PRISCUS_OK; i++)
        if (column_copy(stmt, (int)i, mem, texts[i]) != PRISCUS_OK)
            status = error_memory(err);
    query_close(stmt);
    ask_let_go(ledger);
    return status;
}
