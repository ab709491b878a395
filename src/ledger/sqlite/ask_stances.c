/* ask_stances.c - positions as reports of stances; see ledger/stance_reports.h.
 *
 * One pass over the articles, each with its positions, which lie beside each other; then one sort of rows without
 * words. */
#include "ledger/sqlite/ask.h"
#include "ledger/stance_reports.h"

#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/views.h"

/* clang-format off */

/* Do the words of the date stand where a statement's do? Then they tell when it was said that the party takes the
 * stance; a word like "had" or "previously" stands in the position alone. */
#define DATED_BY_STATEMENT                                                                                             \
    "position.said_begin IS NULL OR EXISTS (SELECT 1 FROM statement AS st WHERE st.article = position.article"         \
    " AND st.said_begin = position.said_begin)"

/* A line a column, in terms of read_report(). */
#define REPORT_COLUMNS(X)                                                                                              \
    X("position.article",              r->article = sqlite3_column_int64(stmt, c))                                     \
    X("position.ordinal",              r->ordinal = sqlite3_column_int64(stmt, c))                                     \
    X("article.page",                  r->page = sqlite3_column_int64(stmt, c))                                        \
    X("coalesce((SELECT min(of) FROM link_copy WHERE link_copy.page = article.page), article.page)",            \
                                       r->copy_of = sqlite3_column_int64(stmt, c))                                     \
    X("(SELECT key FROM page WHERE page.id = article.page)", r->page_key = sqlite3_column_int64(stmt, c))              \
    X("position.id",                   r->id = sqlite3_column_int64(stmt, c))                                          \
    X(TEXT_OF("shown.party") " AS party", r->party = column_text(stmt, c))                                          \
    X(TEXT_OF("shown.issue") " AS issue", r->issue = column_text(stmt, c))                                          \
    X(TEXT_OF("shown.stance"),      known = stance_parse(column_text(stmt, c), &r->stance) && r->stance != STANCE_NONE) \
    X("position.sure",                 r->sure = (unsigned)sqlite3_column_int(stmt, c))                                \
    X("CASE WHEN position.by_other THEN 2 WHEN position.statement IS NULL THEN 1 WHEN statement.party = shown.party" \
      " THEN 0 WHEN statement.party IS NULL AND statement.speaker IS NULL THEN 1 ELSE 2 END",                          \
                                       r->told_by = (enum told_by)sqlite3_column_int(stmt, c))                         \
    X(DATE_OF("position"),             r->date = column_date(stmt, c, PRECISION_NONE))                                 \
    X(PRECISION_OF("position"),        r->date = column_date(stmt, c - 1, column_precision(stmt, c)))                  \
    X("position.said_on IS NOT NULL",  r->said = sqlite3_column_int(stmt, c))                                          \
    X("NOT (" DATED_BY_STATEMENT ")",  r->told_before = sqlite3_column_int(stmt, c) && r->date.precision == PRECISION_BEFORE) \
    X("article.published",             r->published = column_date(stmt, c, PRECISION_NONE))                            \
    X("article.recorded",              r->recorded = column_date(stmt, c, PRECISION_NONE))                             \
    X(TEXT_OF("shown.speaker"),     r->speaker = column_text(stmt, c))                                              \
    X(TEXT_OF("shown.person"),      r->person = column_text(stmt, c))                                               \
    X(TEXT_OF("article.outlet"),       r->outlet = column_text(stmt, c))                                               \
    X(BY_STORY(DATE_OF("position")),   r->by_story = column_text(stmt, c))                                             \
    X(TEXT_OF("position.counterpart"), r->counterpart = column_text(stmt, c))                                          \
    X("article.address",               r->address = column_text(stmt, c))                                              \
    X(CHAIN_OF_POSITION,               r->chain = column_text(stmt, c))                                                \
    X("position.sentence_begin",       r->sentence.begin = (uint32_t)sqlite3_column_int64(stmt, c))                    \
    X("position.sentence_end",         r->sentence.end = (uint32_t)sqlite3_column_int64(stmt, c))
/* clang-format on */

#define COLUMN(sql, set) ", " sql
#define SET(sql, set)    set, c++;

/* "before", "after": what the text of a date does not say. */
static enum precision column_precision(sqlite3_stmt *stmt, int at)
{
    struct text word = column_text(stmt, at);

    return text_is(word, precision_text(PRECISION_BEFORE))  ? PRECISION_BEFORE
           : text_is(word, precision_text(PRECISION_AFTER)) ? PRECISION_AFTER
                                                            : PRECISION_NONE;
}

static struct date column_date(sqlite3_stmt *stmt, int at, enum precision bound)
{
    struct date date = { .zone = DATE_NO_ZONE };

    if (date_parse_iso(column_text(stmt, at), &date) && bound != PRECISION_NONE)
        date.precision = (uint8_t)bound;
    return date;
}

/* False: a stance of another version. */
static bool read_report(sqlite3_stmt *stmt, struct stance_report *r)
{
    bool known = false;
    int c = 0;

    *r = (struct stance_report){ 0 };
    REPORT_COLUMNS(SET)
    return known;
}

priscus_status ledger_stance_reports(struct ledger *ledger, const struct ledger_filter *filter, stance_report_fn *each,
                                     void *context, struct priscus_error *err)
{
    static const char columns[] = REPORT_COLUMNS(COLUMN);
    struct asking ask;
    sqlite3_str *sql;
    sqlite3_stmt *stmt = NULL;
    priscus_status status = ask_open(ledger, filter, err, &ask);
    bool found;

    if (status == PRISCUS_OK) {
        sql = ask_begin(&ask);
        sqlite3_str_appendf(sql,
                            "SELECT%s FROM %s"
                            " LEFT JOIN statement ON statement.article = position.article"
                            " AND statement.ordinal = position.statement WHERE 1",
                            columns + 1, ask_positions_from(&ask));
        ask_add_conditions(&ask, ID_POSITION, "shown", DATED(DATE_OF("position")), sql);
        ask_add_issue(&ask, "shown", sql);
        ask_add_sure(&ask, sql);
        sqlite3_str_appendall(sql, " ORDER BY party, issue");
        status = ask_prepare(&ask, sql, NULL, &stmt);
    }
    while (status == PRISCUS_OK && (status = ledger_step(ledger, stmt, &found, err)) == PRISCUS_OK && found) {
        struct stance_report report;

        if (read_report(stmt, &report) && each(context, &report) != 0)
            break;
    }
    sqlite3_finalize(stmt);
    ask_close(&ask);
    return status;
}

priscus_status ledger_stance_words(struct ledger *ledger, int64_t article, int64_t ordinal, struct arena *mem,
                                   struct stance_words *out, struct priscus_error *err)
{
    /* clang-format off */
    static const char sql[] =
        "SELECT " AT("words_begin", "words_end") ", " AT("sentence_begin", "sentence_end") ", article.title,"
        " coalesce(nullif(article.given_id, ''), " NAME_OF_PAGE("article.page") ")"
        " FROM position JOIN article ON article.id = position.article WHERE position.article = ? AND position.ordinal = ?";
    /* clang-format on */
    struct text *const texts[] = { &out->words, &out->sentence, &out->title, &out->file };
    sqlite3_stmt *stmt;
    bool found = false;
    priscus_status status = ledger_prepare(ledger, sql, &stmt, err);

    *out = (struct stance_words){ 0 };
    if (status == PRISCUS_OK) {
        sqlite3_bind_int64(stmt, 1, article);
        sqlite3_bind_int64(stmt, 2, ordinal);
        status = ledger_step(ledger, stmt, &found, err);
    }
    if (status == PRISCUS_OK && !found)
        status = error_set(err, PRISCUS_ELEDGER, NOWHERE, "a position is missing");
    for (size_t i = 0; i < COUNT_OF(texts) && status == PRISCUS_OK; i++)
        if (column_copy(stmt, (int)i, mem, texts[i]) != PRISCUS_OK)
            status = error_memory(err);
    sqlite3_finalize(stmt);
    ask_let_go(ledger);
    return status;
}
