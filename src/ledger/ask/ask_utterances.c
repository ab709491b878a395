/* ask_utterances.c - the reports of utterances; see ledger/utterance_reports.h. */
#include "ledger/ask/ask_first.h"
#include "ledger/utterance_reports.h"

#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/views.h"

/* clang-format off */

/* A line a column, in terms of read_report(). */
#define REPORT_COLUMNS_BRIEF(X)                                                                                        \
    X("report.utterance",           r->utterance = query_number(stmt, c))                                              \
    X("article.id",                 r->article = query_number(stmt, c))                                                \
    X("statement.ordinal",          r->ordinal = query_number(stmt, c))                                                \
    X("report.page",                r->page = query_number(stmt, c))                                                   \
    X("statement.id",               r->id = query_number(stmt, c))                                                     \
    X("report.\"begin\"",           r->words.begin = (uint32_t)query_number(stmt, c))                                  \
    X("report.\"end\"",             r->words.end = (uint32_t)query_number(stmt, c))                                    \
    X(DATE_OF("statement"),         r->date = column_date(stmt, c))                                                    \
    X("article.published",          r->published = column_date(stmt, c))
#define REPORT_COLUMNS(X)                                                                                              \
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

static void read_report(struct query *stmt, bool brief, struct told_report *r)
{
    int c = 0;

    *r = (struct told_report){ 0 };
    REPORT_COLUMNS_BRIEF(SET)
    if (brief)
        return;
    REPORT_COLUMNS(SET)
}

static void add_conditions(const struct asking *ask, sqlite3_str *sql)
{
    ask_add_conditions(ask, ID_STATEMENT, "statement", DATED(DATE_OF("statement")), sql);
}

/* ---- the first few ------------------------------------------------------------------------ */

/* Of an utterance: do so many pages report it, and does the filter let a report through? */
static priscus_status prepare_check(const struct asking *ask, size_t pages, struct query **check)
{
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendall(sql, "SELECT sum(CASE WHEN 1 = 1");
    add_conditions(ask, sql);
    sqlite3_str_appendf(sql, " THEN 1 ELSE 0 END) FROM " REPORTS " WHERE report.utterance = :group"
                             " HAVING count(DISTINCT report.page) >= %lld",
                        (long long)pages);
    return ask_prepare(ask, sql, NULL, check);
}

/* Statements from the earliest on. */
static priscus_status prepare_earliest(const struct asking *ask, struct query **rows)
{
    sqlite3_str *sql = ask_begin(ask);
    priscus_status status;

    sqlite3_str_appendall(sql, "SELECT shown_statement.sort, report.utterance FROM shown_statement CROSS JOIN article"
                               " ON article.id = shown_statement.article CROSS JOIN link_utterance AS report"
                               " ON report.page = article.page AND report.statement = shown_statement.id"
                               " WHERE shown_statement.sort < '~'");
    status = ask_add_shortcuts(ask, "shown_statement", sql);
    sqlite3_str_appendall(sql, " ORDER BY shown_statement.sort");
    if (status == PRISCUS_OK)
        return ask_prepare(ask, sql, NULL, rows);
    sqlite3_free(sqlite3_str_finish(sql));
    return status;
}

/* A statement that people say is none has no place in the order, but it is a report: of these few pages all utterances are looked up. */
static priscus_status prepare_unordered(const struct asking *ask, struct query **rows)
{
    return ledger_prepare(ask->ledger,
                          "SELECT '2000', report.utterance FROM correction JOIN link_utterance AS report"
                          " ON report.page = correction.page WHERE correction.kind = 'statement' AND correction.what = 'not'",
                          rows, ask->err);
}

/* Of a speaker, a party or an outlet with no more statements than that, all are looked up; else so many are passed in order before it is
 * given up, since all of a large one cost far more. */
#define FEW_STATEMENTS 8000
#define ROWS_MOST      100000

static priscus_status find_earliest(const struct asking *ask, size_t pages, bool since, struct arena *mem,
                                    struct chosen_utterances *out)
{
    struct query *rows = NULL, *unordered = NULL, *check = NULL;
    struct first_groups first, others;
    int64_t *ids;
    priscus_status status;

    if ((status = prepare_earliest(ask, &rows)) == PRISCUS_OK &&
        (status = prepare_unordered(ask, &unordered)) == PRISCUS_OK &&
        (status = prepare_check(ask, pages, &check)) == PRISCUS_OK &&
        (status = ask_first(ask, unordered, check, 0, 0, mem, &others)) == PRISCUS_OK &&
        (status = ask_first(ask, rows, check, ask->filter->limit, since ? 0 : ROWS_MOST, mem, &first)) == PRISCUS_OK &&
        (first.enough || since)) {
        if (!(ids = arena_alloc(mem, (first.n + others.n) * sizeof *ids)))
            status = error_memory(ask->err);
        for (size_t i = 0; ids && i < first.n; i++)
            ids[i] = first.ids[i];
        for (size_t i = 0; ids && i < others.n; i++)
            ids[first.n + i] = others.ids[i];
        *out = (struct chosen_utterances){ ids, first.n + others.n };
    }
    query_close(rows);
    query_close(unordered);
    query_close(check);
    return status;
}

/* An utterance's own identifier: else it is a statement's. */
static bool is_utterance(const struct ledger_filter *filter, int64_t *id)
{
    char letter;

    return filter->entry && id_parse(filter->entry, &letter, id) && letter == ID_UTTERANCE;
}

priscus_status ledger_earliest_utterances(struct ledger *ledger, const struct ledger_filter *filter, size_t pages,
                                          struct arena *mem, struct chosen_utterances *out, struct priscus_error *err)
{
    /* Only then is an utterance of no statement since then none that is asked for. */
    bool since = date_known(filter->since) && filter->by == LEDGER_SAID;
    struct asking ask;
    char *few = NULL;
    priscus_status status;

    *out = (struct chosen_utterances){ .all = true };
    if ((!since && !filter->limit) || filter->entry || filter->story || filter->agenda)
        return PRISCUS_OK;
    if ((status = ask_open(ledger, filter, err, &ask)) == PRISCUS_OK &&
        (status = ask_few_statements(&ask, FEW_STATEMENTS, &few)) == PRISCUS_OK && !few)
        status = find_earliest(&ask, pages, since, mem, out);
    sqlite3_free(few);
    ask_close(&ask);
    return status;
}

/* ---- the reports -------------------------------------------------------------------------- */

/* "SELECT utterance FROM ...": of those that the filter lets a report through. */
static priscus_status add_utterances(const struct asking *ask, bool one, int64_t id, sqlite3_str *sql)
{
    char *few = NULL;
    priscus_status status = ask->readings || one ? PRISCUS_OK : ask_few_statements(ask, FEW_STATEMENTS, &few);

    if (few)
        sqlite3_str_appendf(sql, "SELECT report.utterance FROM (%s) AS candidate CROSS JOIN newest AS article ON article.id ="
                                 " candidate.article CROSS JOIN statement ON statement.article = candidate.article AND"
                                 " statement.ordinal = candidate.ordinal CROSS JOIN link_utterance AS report ON report.page ="
                                 " article.page AND report.statement = statement.id WHERE true",
                            few);
    else
        sqlite3_str_appendall(sql, "SELECT report.utterance FROM " REPORTS " WHERE true");
    sqlite3_free(few);
    add_conditions(ask, sql);
    if (one)
        sqlite3_str_appendf(sql, " AND report.utterance = %lld", (long long)id);
    return status;
}

static priscus_status prepare_reports(const struct asking *ask, const struct chosen_utterances *chosen, bool one, int64_t id,
                                      struct query **stmt)
{
    static const char brief[] = REPORT_COLUMNS_BRIEF(COLUMN), whole[] = REPORT_COLUMNS_BRIEF(COLUMN) REPORT_COLUMNS(COLUMN);
    sqlite3_str *sql = ask_begin(ask);
    priscus_status status = PRISCUS_OK;

    sqlite3_str_appendf(sql, "SELECT%s FROM " REPORTS " WHERE report.utterance IN (", chosen->brief ? brief + 1 : whole + 1);
    for (size_t i = 0; i < chosen->n && !chosen->all; i++)
        sqlite3_str_appendf(sql, i ? ", %lld" : "%lld", (long long)chosen->ids[i]);
    if (chosen->all)
        status = add_utterances(ask, one, id, sql);
    sqlite3_str_appendall(sql, ") ORDER BY report.utterance, report.id");
    if (status == PRISCUS_OK)
        return ask_prepare(ask, sql, NULL, stmt);
    sqlite3_free(sqlite3_str_finish(sql));
    return status;
}

priscus_status ledger_utterance_reports(struct ledger *ledger, const struct ledger_filter *filter,
                                        const struct chosen_utterances *chosen, told_report_fn *each, void *context,
                                        struct priscus_error *err)
{
    struct ledger_filter others = *filter;
    struct asking ask;
    struct query *stmt = NULL;
    int64_t id = 0;
    bool one = is_utterance(filter, &id), found;
    priscus_status status;

    if (one)
        others.entry = NULL;
    if (!chosen->all && !chosen->n)
        return PRISCUS_OK;
    if ((status = ask_open(ledger, &others, err, &ask)) == PRISCUS_OK)
        status = prepare_reports(&ask, chosen, one, id, &stmt);
    while (status == PRISCUS_OK && (status = ledger_step(ledger, stmt, &found, err)) == PRISCUS_OK && found) {
        struct told_report report;

        read_report(stmt, chosen->brief, &report);
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
