/* ask.c - questions to the ledger, and their rows in an order that does not change.
 *
 * Rows are ordered by what they say: date, page (its hash), place; not by rowids and not by when they were written, so that
 * two ledgers of the same pages give the same bytes. Dates are ordered as moments where both are known, 15:36+09:00 before
 * 14:25Z, and else by what is: 2024 before 2024-05 before 2024-05-03 (views.h). */
#include "ledger/ask/ask.h"

#include <assert.h>
#include <limits.h>

#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "base/file.h"
#include "ledger/views.h"

#define COLUMNS_MAX      40 /* of an answer */
#define AGENDA_BYTES_MAX ((size_t)16 << 20)

/* ---- which readings -------------------------------------------------------------------------- */

sqlite3_str *ask_begin(const struct asking *ask)
{
    sqlite3_str *sql = sqlite3_str_new(ask->ledger->db);

    if (ask->with)
        sqlite3_str_appendall(sql, ask->with);
    return sql;
}

/* The readings of an agenda whose file was named so; that has the text of the file; that calls itself so in its first
 * line; or whose file is called so, whatever its folder: the first of these that there is. */
static const char *const agenda_found_by[] = {
    "name = :agenda",
    "knowledge = (SELECT id FROM knowledge WHERE sha256 = :text)",
    "(SELECT trim(substr(rest, 1, instr(rest || char(10), char(10)) - 1), ' ' || char(9) || char(13))"
    " FROM (SELECT substr(text, instr(char(10) || text, char(10) || 'agenda') + 6) AS rest FROM knowledge"
    " WHERE knowledge.id = reading_knowledge.knowledge)) = :agenda",
    "substr('/' || name, -length(:agenda) - 1) = '/' || :agenda"
    " OR substr('/' || name, -length(:agenda) - 8) = '/' || :agenda || '.agenda'",
};

static priscus_status find_readings(const struct asking *ask, const struct sha256 *text, const char *found_by,
                                    char **readings)
{
    sqlite3_str *sql = sqlite3_str_new(ask->ledger->db);
    struct query *stmt;
    bool found;
    priscus_status status;

    sqlite3_str_appendf(
        sql, "SELECT group_concat(DISTINCT reading) FROM reading_knowledge WHERE kind = 'agenda' AND (%s)", found_by);
    status = ledger_prepare_built(ask->ledger, sql, &stmt, ask->err);
    if (status == PRISCUS_OK) {
        int at = query_parameter(stmt, ":agenda");

        if ((at && !query_bind_text(stmt, at, text_c(ask->filter->agenda))) ||
            (!at && !query_bind_bytes(stmt, 1, sha256_text(text))))
            status = error_memory(ask->err);
    }
    if (status == PRISCUS_OK)
        status = ledger_step(ask->ledger, stmt, &found, ask->err);
    if (status == PRISCUS_OK && !query_is_null(stmt, 0) &&
        !(*readings = sqlite3_mprintf("%s", query_text(stmt, 0))))
        status = error_memory(ask->err);
    query_close(stmt);
    return status;
}

/* Set ask->readings and ask->with, SQLite's memory. An agenda that the ledger does not have has no readings. */
static priscus_status choose_agenda(struct asking *ask)
{
    struct arena mem = { 0 };
    struct text text = { 0 };
    struct sha256 hash = { 0 };
    char *readings = NULL;
    priscus_status status = PRISCUS_OK;

    if (file_read(ask->filter->agenda, AGENDA_BYTES_MAX, &mem, &text, NULL) == PRISCUS_OK)
        hash = sha256_of(text);
    arena_release(&mem);
    for (size_t i = 0; i < COUNT_OF(agenda_found_by) && status == PRISCUS_OK && !readings; i++)
        status = find_readings(ask, &hash, agenda_found_by[i], &readings);
    if (status != PRISCUS_OK)
        return status;
    ask->readings = readings ? readings : sqlite3_mprintf("NULL");
    ask->with = sqlite3_mprintf("WITH chosen AS NOT MATERIALIZED (SELECT * FROM article WHERE reading IN (%s)),"
                                " read AS NOT MATERIALIZED (SELECT * FROM chosen WHERE reading NOT IN " PERSONS "),"
                                " newest AS NOT MATERIALIZED (SELECT * FROM read AS a WHERE NOT EXISTS"
                                " (SELECT 1 FROM read AS later WHERE " IS_LATER ")),"
                                " newest_by_agenda AS NOT MATERIALIZED (SELECT * FROM read AS a WHERE NOT EXISTS"
                                " (SELECT 1 FROM read AS later WHERE " IS_LATER " AND " SAME_AGENDA ")),"
                                " told AS NOT MATERIALIZED (SELECT * FROM newest_by_agenda UNION ALL SELECT * FROM "
                                "chosen WHERE reading IN " PERSONS ") ",
                                ask->readings);
    return ask->readings && ask->with ? PRISCUS_OK : error_memory(ask->err);
}

/* ---- which parties and issues ---------------------------------------------------------------- */

/* "1, 7": the first column of all rows. Finalizes `stmt`. */
static priscus_status numbers_of(struct asking *ask, struct query *stmt, char **out)
{
    sqlite3_str *list = sqlite3_str_new(NULL);
    priscus_status status;
    bool found;

    while ((status = ledger_step(ask->ledger, stmt, &found, ask->err)) == PRISCUS_OK && found)
        sqlite3_str_appendf(list, sqlite3_str_length(list) ? ", %lld" : "%lld", query_number(stmt, 0));
    if (!sqlite3_str_length(list))
        sqlite3_str_appendall(list, "NULL");
    query_close(stmt);
    *out = sqlite3_str_finish(list);
    return status == PRISCUS_OK && !*out ? error_memory(ask->err) : status;
}

static priscus_status find_parties(struct asking *ask)
{
    sqlite3_str *sql = sqlite3_str_new(NULL);
    struct text rest = text_c(ask->filter->party);
    struct query *stmt;
    const char *before = "SELECT id FROM word WHERE text IN (";
    priscus_status status;

    do {
        struct text code = text_cut(&rest, ',');

        sqlite3_str_appendf(sql, "%s'%.*q'", before, (int)code.len, code.ptr);
        before = ", ";
    } while (rest.ptr);
    sqlite3_str_appendall(sql, ") ORDER BY id");
    status = ledger_prepare_built(ask->ledger, sql, &stmt, ask->err);
    return status == PRISCUS_OK ? numbers_of(ask, stmt, &ask->parties) : status;
}

/* talks takes in talks.summit: all that lies between "talks." and "talks/". */
static priscus_status find_issues(struct asking *ask)
{
    struct query *stmt;
    priscus_status status = ledger_prepare(ask->ledger,
                                           "SELECT id FROM word WHERE text = ?1 OR (text > ?1 || '.' AND text < ?1 || '/')"
                                           " ORDER BY id",
                                           &stmt, ask->err);

    if (status == PRISCUS_OK && !query_bind_text(stmt, 1, text_c(ask->filter->issue)))
        status = error_memory(ask->err);
    if (status == PRISCUS_OK)
        return numbers_of(ask, stmt, &ask->issues);
    query_close(stmt);
    return status;
}

/* From one outlet of articles to the next. */
#define EVERY_OUTLET                                                                                                   \
    "WITH RECURSIVE every (outlet) AS (SELECT min(outlet) FROM article UNION ALL SELECT (SELECT min(outlet) FROM"      \
    " article WHERE article.outlet > every.outlet) FROM every WHERE every.outlet IS NOT NULL)"

/* Those of articles whose name has the filter's in it. */
static priscus_status find_outlets(struct asking *ask)
{
    struct query *stmt;
    priscus_status status =
        ledger_prepare(ask->ledger,
                       EVERY_OUTLET " SELECT word.id FROM every JOIN word ON word.id = every.outlet"
                                    " WHERE instr(fold(text), fold(?1)) > 0 ORDER BY word.id",
                       &stmt, ask->err);

    if (status == PRISCUS_OK && !query_bind_text(stmt, 1, text_c(ask->filter->outlet)))
        status = error_memory(ask->err);
    if (status == PRISCUS_OK)
        return numbers_of(ask, stmt, &ask->outlets);
    query_close(stmt);
    return status;
}

priscus_status ask_share(const struct asking *ask, const char *query, int share, int *out)
{
    struct query *stmt;
    int64_t all = 0;
    bool found;
    priscus_status status = ledger_prepare(ask->ledger, query, &stmt, ask->err);

    if (status == PRISCUS_OK && (status = ledger_step(ask->ledger, stmt, &found, ask->err)) == PRISCUS_OK && found)
        all = query_number(stmt, 0);
    query_close(stmt);
    *out = all / share < INT_MAX ? (int)(all / share) : INT_MAX - 1;
    return status;
}

priscus_status ask_has_other_outlets(const struct asking *ask, bool *out)
{
    sqlite3_str *sql = sqlite3_str_new(NULL);
    struct query *stmt;
    priscus_status status;

    sqlite3_str_appendf(sql, EVERY_OUTLET " SELECT 1 FROM every WHERE every.outlet IS NOT NULL AND (every.outlet IN (%s)) IS NOT TRUE UNION ALL SELECT 1 FROM"
                                          " article WHERE outlet IS NULL LIMIT 1", ask->outlets);
    status = ledger_prepare_built(ask->ledger, sql, &stmt, ask->err);
    if (status == PRISCUS_OK)
        status = ledger_step(ask->ledger, stmt, out, ask->err);
    query_close(stmt);
    return status;
}

/* ---- rows out of a statement ------------------------------------------------------------- */

priscus_status ask_values(const struct asking *ask, struct query *stmt, size_t n, const char **values)
{
    for (size_t i = 0; i < n; i++) {
        bool null = query_is_null(stmt, (int)i);

        values[i] = null ? NULL : query_text(stmt, (int)i);
        if (!null && !values[i])
            return error_memory(ask->err);
    }
    return PRISCUS_OK;
}

static priscus_status each_row(const struct asking *ask, struct query *stmt, const enum ledger_type *types)
{
    const char *names[COLUMNS_MAX], *values[COLUMNS_MAX];
    struct ledger_row row = { .n = (size_t)query_columns(stmt), .names = names, .types = types };
    priscus_status status;
    bool found;

    assert(row.n <= COLUMNS_MAX);
    for (size_t i = 0; i < row.n; i++)
        if (!(names[i] = query_column(stmt, (int)i)))
            return error_memory(ask->err);
    if (ask->each(ask->context, &row) != 0)
        return PRISCUS_OK;
    row.values = values;
    while ((status = ledger_step(ask->ledger, stmt, &found, ask->err)) == PRISCUS_OK && found) {
        if ((status = ask_values(ask, stmt, row.n, values)) != PRISCUS_OK || ask->each(ask->context, &row) != 0)
            break;
    }
    return status;
}

/* ---- conditions -------------------------------------------------------------------------- */

/* Checked, since a value that stays NULL would give no rows at all. */
static priscus_status bind_named(struct query *stmt, const char *name, const char *value)
{
    int at = query_parameter(stmt, name);

    if (!at || !value || query_bind_copy(stmt, at, text_c(value)))
        return PRISCUS_OK;
    return PRISCUS_ENOMEM;
}

/* A day, month or year ends where whoever printed the date counts days; a time of day with its zone is a moment. */
bool ask_is_moment(struct date as_of)
{
    return as_of.zone != DATE_NO_ZONE && (as_of.precision == PRECISION_MINUTE || as_of.precision == PRECISION_SECOND);
}

#define UTC_FORMAT "%Y-%m-%dT%H:%M:%SZ"

void ask_add_days(const struct asking *ask, const char *date, sqlite3_str *sql)
{
    struct date as_of = ask->filter->as_of, since = ask->filter->since;

    if (date_known(as_of) && !ask_is_moment(as_of))
        sqlite3_str_appendf(sql, " AND substr(%s, 1, 10) <= :as_of", date);
    if (date_known(since) && !ask_is_moment(since)) /* a month that has the day in it may be of that day */
        sqlite3_str_appendf(sql, " AND substr(%s, 1, 10) >= substr(:since, 1, length(%s))", date, date);
}

void ask_add_article(const struct asking *ask, const char *date, const char *moment, sqlite3_str *sql)
{
    struct date as_of = ask->filter->as_of, since = ask->filter->since;

    if (ask->filter->by == LEDGER_PUBLISHED) {
        date = "article.published";
        moment = IN_UTC("article.published");
    } else if (ask->filter->by == LEDGER_RECORDED) {
        date = "article.recorded";
        moment = IN_UTC("article.recorded");
    }
    if (ask_is_moment(as_of))
        sqlite3_str_appendf(sql, " AND coalesce(%s, %s) <= strftime('%s', :as_of, '%s')", moment, date, UTC_FORMAT,
                            as_of.precision == PRECISION_MINUTE ? "+59 seconds" : "+0 seconds");
    if (ask_is_moment(since))
        sqlite3_str_appendf(sql, " AND coalesce(%s, %s) >= strftime('%s', :since)", moment, date, UTC_FORMAT);
    ask_add_days(ask, date, sql);
    ask_add_story(ask, sql);
    if (ask->outlets)
        sqlite3_str_appendf(sql, " AND article.outlet IN (%s)", ask->outlets);
}

priscus_status ask_are_few(const struct asking *ask, sqlite3_str *sql, const char *words, int few, bool *out)
{
    sqlite3_str *counted = sqlite3_str_new(NULL);
    char *query = sqlite3_str_finish(sql);
    struct query *stmt = NULL;
    bool found = false;
    priscus_status status = query ? PRISCUS_OK : error_memory(ask->err);

    sqlite3_str_appendf(counted, "SELECT count(*) FROM (%s LIMIT %d) AS first", query ? query : "", few + 1);
    sqlite3_free(query);
    if (status == PRISCUS_OK)
        status = ask_prepare(ask, counted, words, &stmt);
    else
        sqlite3_free(sqlite3_str_finish(counted));
    if (status == PRISCUS_OK)
        status = ledger_step(ask->ledger, stmt, &found, ask->err);
    *out = status == PRISCUS_OK && found && query_number(stmt, 0) <= few;
    query_close(stmt);
    return status;
}

/* `sort` is the date, in UTC where that is known: a day more or less. What is of the year or the month that has the day in it comes
 * before the days. */
static void add_first_sort(const struct asking *ask, const char *table, const char *as, sqlite3_str *sql)
{
    struct date since = ask->filter->since;
    char day[DATE_TEXT_MAX], before[DATE_TEXT_MAX];

    if (!date_known(since) || ask->filter->by != LEDGER_SAID)
        return;
    date_format(date_from_days(date_to_days(since)), day);
    date_format(date_from_days(date_to_days(since) - 1), before);
    sqlite3_str_appendf(sql,
                        " AND %s.sort >= coalesce((SELECT min(first.sort) FROM %s AS first WHERE first.sort IN"
                        " ('%.4s', '%.7s') AND first.sort < '%s'), '%s')",
                        as, table, day, day, before, before);
}

void ask_add_last_sort(const struct asking *ask, const char *table, sqlite3_str *sql)
{
    struct date as_of = ask->filter->as_of;
    char behind[DATE_TEXT_MAX];

    if (date_known(as_of) && as_of.year < 9999 && ask->filter->by == LEDGER_SAID)
        sqlite3_str_appendf(sql, " AND %s.sort < '%s'", table, date_format(date_from_days(date_last_days(as_of) + 2), behind));
}

void ask_add_sorts(const struct asking *ask, const char *as, sqlite3_str *sql)
{
    add_first_sort(ask, "shown", as, sql);
    ask_add_last_sort(ask, as, sql);
}

priscus_status ask_add_shortcuts(const struct asking *ask, const char *table, sqlite3_str *sql)
{
    sqlite3_str *outlets;
    bool few = false;
    priscus_status status = PRISCUS_OK;

    add_first_sort(ask, table, table, sql);
    if (ask->filter->entry || strcmp(table, "shown") != 0)
        return PRISCUS_OK;
    if (ask->story) {
        sqlite3_str_appendall(sql, " AND shown.article IN (SELECT article.id FROM article WHERE true");
        ask_add_story(ask, sql);
        sqlite3_str_appendall(sql, ")");
    } else if (ask->outlets) {
        outlets = sqlite3_str_new(NULL);
        sqlite3_str_appendf(outlets, "SELECT 1 FROM article WHERE outlet IN (%s)", ask->outlets);
        status = ask_are_few(ask, outlets, NULL, ASK_FEW / 2, &few);
        if (few)
            sqlite3_str_appendf(sql, " AND shown.article IN (SELECT id FROM article WHERE outlet IN (%s))", ask->outlets);
    }
    return status;
}

void ask_add_conditions(const struct asking *ask, char of, const char *table, const char *date, const char *moment,
                        sqlite3_str *sql)
{
    const struct ledger_filter *f = ask->filter;

    ask_add_entry(ask, of, table, sql);
    if (ask->parties)
        sqlite3_str_appendf(sql, " AND %s.party IN (%s)", table, ask->parties);
    if (f->speaker && of == ID_STATEMENT) /* `shown` has what people made of it already */
        sqlite3_str_appendall(
            sql, " AND EXISTS (SELECT 1 FROM word WHERE id IN (" STATEMENT_SPEAKER("speaker") ", " STATEMENT_SPEAKER(
                     "person") ") AND instr(fold(text), fold(:speaker)) > 0)");
    else if (f->speaker)
        sqlite3_str_appendf(sql,
                            " AND EXISTS (SELECT 1 FROM word WHERE id IN (%s.speaker, %s.person)"
                            " AND instr(fold(text), fold(:speaker)) > 0)",
                            table, table);
    ask_add_article(ask, date, moment, sql);
}

void ask_add_issue(const struct asking *ask, const char *table, sqlite3_str *sql)
{
    if (ask->issues)
        sqlite3_str_appendf(sql, " AND %s.issue IN (%s)", table, ask->issues);
}

void ask_add_sure(const struct asking *ask, sqlite3_str *sql)
{
    if (ask->filter->sure)
        sqlite3_str_appendf(sql, " AND coalesce(position.sure, 100) >= %u", ask->filter->sure);
}

void ask_add_limit(const struct asking *ask, sqlite3_str *sql)
{
    if (ask->filter->limit)
        sqlite3_str_appendf(sql, " LIMIT %lld", (long long)ask->filter->limit);
}

priscus_status ask_prepare(const struct asking *ask, sqlite3_str *sql, const char *words, struct query **stmt)
{
    const struct ledger_filter *f = ask->filter;
    char last[DATE_TEXT_MAX] = "", first[DATE_TEXT_MAX] = "";
    priscus_status status = ledger_prepare_built(ask->ledger, sql, stmt, ask->err);

    if (status != PRISCUS_OK)
        return status;
    if (date_known(f->as_of))
        date_format(ask_is_moment(f->as_of) ? f->as_of : date_from_days(date_last_days(f->as_of)), last);
    if (date_known(f->since))
        date_format(ask_is_moment(f->since) ? f->since : date_from_days(date_to_days(f->since)), first);
    if (bind_named(*stmt, ":speaker", f->speaker) != PRISCUS_OK || bind_named(*stmt, ":as_of", last) != PRISCUS_OK ||
        bind_named(*stmt, ":since", first) != PRISCUS_OK || bind_named(*stmt, ":words", words) != PRISCUS_OK)
        return error_memory(ask->err);
    return ask_bind_after(ask, *stmt);
}

priscus_status ask_sql(const struct asking *ask, sqlite3_str *sql, const char *words, const enum ledger_type *types)
{
    struct query *stmt;
    priscus_status status = ask_prepare(ask, sql, words, &stmt);

    if (status == PRISCUS_OK)
        status = each_row(ask, stmt, types);
    query_close(stmt);
    return status;
}

/* The same in the order of the question, from filter.after on. Frees `sql`. */
priscus_status ask_in_order(const struct asking *ask, enum ledger_question question, sqlite3_str *sql,
                            const char *words, const enum ledger_type *types)
{
    priscus_status status = ask_add_order(ask, question, sql);

    if (status == PRISCUS_OK)
        return ask_sql(ask, sql, words, types);
    sqlite3_free(sqlite3_str_finish(sql));
    return status;
}

/* ---- the question ------------------------------------------------------------------------ */

static priscus_status answer(const struct asking *ask, enum ledger_question question)
{
    switch (question) {
    case LEDGER_POSITIONS:
        return ask_positions(ask);
    case LEDGER_STATEMENTS:
        return ask_statements(ask);
    case LEDGER_SEARCH:
        return ask_search(ask);
    case LEDGER_STATS:
        return ask_stats(ask);
    case LEDGER_PAGES:
        return ask_pages(ask);
    case LEDGER_HISTORY:
        return ask_history(ask);
    case LEDGER_CORRECTIONS:
        return ask_corrections(ask);
    case LEDGER_REVIEW:
        return ask_review(ask);
    case LEDGER_QUALITY:
        return ask_quality(ask);
    case LEDGER_AGENDAS:
        return ask_agendas(ask);
    case LEDGER_OUTLETS:
        return ask_outlets(ask);
    case LEDGER_SPEAKERS:
        return ask_speakers(ask);
    case LEDGER_DAYS:
        return ask_days(ask);
    case LEDGER_MARKED_POSITIONS:
        return ask_marked_positions(ask);
    case LEDGER_MARKED_STATEMENTS:
        return ask_marked_statements(ask);
    case LEDGER_CITATIONS:
        return ask_citations(ask);
    case LEDGER_CODEBOOK:
        return ask_codebook(ask);
    case LEDGER_READINGS:
        return ask_readings(ask);
    case LEDGER_PAIRS:
        return ask_pairs(ask);
    case LEDGER_FACETS:
        return ask_facets(ask);
    }
    return PRISCUS_EUSAGE;
}

priscus_status ask_open(struct ledger *ledger, const struct ledger_filter *filter, struct priscus_error *err,
                        struct asking *out)
{
    static const struct ledger_filter everything;
    priscus_status status;

    *out = (struct asking){ .ledger = ledger, .filter = filter ? filter : &everything, .err = err };
    status = ask_find_story(out);
    if (status == PRISCUS_OK && out->filter->party)
        status = find_parties(out);
    if (status == PRISCUS_OK && out->filter->issue)
        status = find_issues(out);
    if (status == PRISCUS_OK && out->filter->outlet)
        status = find_outlets(out);
    return status == PRISCUS_OK && out->filter->agenda ? choose_agenda(out) : status;
}

/* cut() stands on a row; let go of it, so that the writer's log can be taken in. */
void ask_let_go(struct ledger *ledger)
{
    query_reset(ledger->kept[SQL_BODY_TEXT]);
    ledger->cut_body = 0;
}

void ask_close(struct asking *ask)
{
    sqlite3_free(ask->parties);
    sqlite3_free(ask->issues);
    sqlite3_free(ask->outlets);
    sqlite3_free((char *)(uintptr_t)ask->readings);
    sqlite3_free((char *)(uintptr_t)ask->with);
    ask_let_go(ask->ledger);
}

priscus_status ledger_ask(struct ledger *ledger, enum ledger_question question, const struct ledger_filter *filter,
                          ledger_row_fn *each, void *context, struct priscus_error *err)
{
    struct asking ask;
    priscus_status status = ask_open(ledger, filter, err, &ask);

    ask.each = each;
    ask.context = context;
    if (status == PRISCUS_OK)
        status = answer(&ask, question);
    ask_close(&ask);
    return status;
}
