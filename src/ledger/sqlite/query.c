/* query.c - questions to the ledger, and their rows in an order that does not change.
 *
 * Rows are ordered by what they say: date, page (its hash), place. Not by rowids and not by when they
 * were written, so that two ledgers of the same pages give the same bytes. Dates compare as
 * text: 2024 before 2024-05 before 2024-05-03, zones left alone. */
#include "ledger/sqlite/sqlite_ledger.h"

#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/columns.h"

#define COLUMNS_MAX 24

static const enum ledger_type all_text[COLUMNS_MAX];
static const enum ledger_type position_types[COLUMNS_MAX] = {
    [18] = LEDGER_NUMBER, [19] = LEDGER_NUMBER, [20] = LEDGER_JSON
};
static const enum ledger_type statement_types[COLUMNS_MAX] = { [17] = LEDGER_NUMBER };
static const enum ledger_type page_types[COLUMNS_MAX] = {
    [2] = LEDGER_NUMBER, [4] = LEDGER_NUMBER, [12] = LEDGER_NUMBER, [13] = LEDGER_NUMBER, [14] = LEDGER_NUMBER
};
static const enum ledger_type search_types[COLUMNS_MAX] = { [8] = LEDGER_NUMBER, [9] = LEDGER_NUMBER };

/* ---- rows out of a statement ------------------------------------------------------------- */

static priscus_status heading(sqlite3_stmt *stmt, const char **names, size_t *n)
{
    *n = (size_t)sqlite3_column_count(stmt);
    for (size_t i = 0; i < *n; i++)
        if (!(names[i] = sqlite3_column_name(stmt, (int)i)))
            return PRISCUS_ENOMEM;
    return PRISCUS_OK;
}

/* All values of the row as text; false: memory is out. */
static bool row_values(sqlite3_stmt *stmt, size_t n, const char **values)
{
    for (size_t i = 0; i < n; i++) {
        bool null = sqlite3_column_type(stmt, (int)i) == SQLITE_NULL;

        values[i] = null ? NULL : (const char *)sqlite3_column_text(stmt, (int)i);
        if (!null && !values[i])
            return false;
    }
    return true;
}

static priscus_status each_row(struct ledger *ledger, sqlite3_stmt *stmt, const enum ledger_type *types,
                               ledger_row_fn *each, void *context, struct priscus_error *err)
{
    const char *names[COLUMNS_MAX], *values[COLUMNS_MAX];
    struct ledger_row row = { .names = names, .types = types };
    int rc;

    if (heading(stmt, names, &row.n) != PRISCUS_OK)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    if (each(context, &row) != 0)
        return PRISCUS_OK;
    row.values = values;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        if (!row_values(stmt, row.n, values))
            return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
        if (each(context, &row) != 0)
            return PRISCUS_OK;
    }
    return rc == SQLITE_DONE ? PRISCUS_OK : ledger_failed(ledger, err);
}

/* ---- conditions -------------------------------------------------------------------------- */

/* Prepare what was built; frees it. */
static priscus_status prepare(struct ledger *ledger, sqlite3_str *sql, sqlite3_stmt **stmt, struct priscus_error *err)
{
    char *text = sqlite3_str_finish(sql);
    priscus_status status = PRISCUS_OK;

    *stmt = NULL;
    if (!text)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    if (sqlite3_prepare_v2(ledger->db, text, -1, stmt, NULL) != SQLITE_OK)
        status = ledger_failed(ledger, err);
    sqlite3_free(text);
    return status;
}

/* True if it could be bound: a value that silently stays NULL would give no rows at all. */
static bool bind_named(sqlite3_stmt *stmt, const char *name, const char *value)
{
    int at = sqlite3_bind_parameter_index(stmt, name);

    return !at || !value || sqlite3_bind_text(stmt, at, value, -1, SQLITE_TRANSIENT) == SQLITE_OK;
}

/* "AND ..." for what the filter says of `table`'s entries. */
static void add_conditions(sqlite3_str *sql, const char *table, const char *date, const struct ledger_filter *f)
{
    if (f->party)
        sqlite3_str_appendf(sql, " AND %s.party = (SELECT id FROM word WHERE text = :party)", table);
    if (f->speaker)
        sqlite3_str_appendf(sql, " AND %s.speaker IN (SELECT id FROM word WHERE instr(fold(text), fold(:speaker)))",
                            table);
    if (date_known(f->as_of))
        sqlite3_str_appendf(sql, " AND substr(%s, 1, 10) <= :as_of", date);
}

/* talks takes in talks.summit: all that lies between "talks." and "talks/". */
static void add_issue(sqlite3_str *sql, const struct ledger_filter *f)
{
    if (f->issue)
        sqlite3_str_appendall(sql, " AND position.issue IN (SELECT id FROM word WHERE text = :issue"
                                   " OR (text > :issue || '.' AND text < :issue || '/'))");
}

static priscus_status bind_conditions(sqlite3_stmt *stmt, const struct ledger_filter *f, const char *words,
                                      struct priscus_error *err)
{
    char last[DATE_TEXT_MAX] = "";

    if (date_known(f->as_of))
        date_format(date_from_days(date_last_days(f->as_of)), last);
    if (bind_named(stmt, ":party", f->party) && bind_named(stmt, ":issue", f->issue) &&
        bind_named(stmt, ":speaker", f->speaker) && bind_named(stmt, ":as_of", last) &&
        bind_named(stmt, ":words", words))
        return PRISCUS_OK;
    return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
}

static void add_limit(sqlite3_str *sql, const struct ledger_filter *f)
{
    if (f->limit)
        sqlite3_str_appendf(sql, " LIMIT %lld", (long long)f->limit);
}

static priscus_status ask_sql(struct ledger *ledger, sqlite3_str *sql, const struct ledger_filter *f, const char *words,
                              const enum ledger_type *types, ledger_row_fn *each, void *context,
                              struct priscus_error *err)
{
    sqlite3_stmt *stmt;
    priscus_status status = prepare(ledger, sql, &stmt, err);

    if (status == PRISCUS_OK)
        status = bind_conditions(stmt, f, words, err);
    if (status == PRISCUS_OK)
        status = each_row(ledger, stmt, types, each, context, err);
    sqlite3_finalize(stmt);
    return status;
}

/* ---- positions, statements, pages -------------------------------------------------------- */

static priscus_status ask_positions(struct ledger *ledger, const struct ledger_filter *f, ledger_row_fn *each,
                                    void *context, struct priscus_error *err)
{
    sqlite3_str *sql = sqlite3_str_new(ledger->db);

    sqlite3_str_appendall(sql, "SELECT" POSITION_COLUMNS
                               " FROM newest AS article JOIN position ON position.article = article.id WHERE 1");
    add_conditions(sql, "position", "coalesce(position.said_on, article.published)", f);
    add_issue(sql, f);
    sqlite3_str_appendall(sql,
                          " ORDER BY date IS NULL, date, 15, position.words_begin, position.words_end, 1, article.id");
    add_limit(sql, f);
    return ask_sql(ledger, sql, f, NULL, position_types, each, context, err);
}

static priscus_status ask_statements(struct ledger *ledger, const struct ledger_filter *f, ledger_row_fn *each,
                                     void *context, struct priscus_error *err)
{
    sqlite3_str *sql = sqlite3_str_new(ledger->db);

    sqlite3_str_appendall(sql, "SELECT" STATEMENT_COLUMNS
                               " FROM newest AS article JOIN statement ON statement.article = article.id WHERE 1");
    add_conditions(sql, "statement", "coalesce(statement.said_on, article.published)", f);
    if (f->issue) {
        sqlite3_str_appendall(sql, " AND EXISTS (SELECT 1 FROM position WHERE position.article = article.id"
                                   " AND position.statement = statement.ordinal");
        add_issue(sql, f);
        sqlite3_str_appendall(sql, ")");
    }
    sqlite3_str_appendall(sql, " ORDER BY date IS NULL, date, 16, statement.ordinal, 1");
    add_limit(sql, f);
    return ask_sql(ledger, sql, f, NULL, statement_types, each, context, err);
}

static priscus_status ask_pages(struct ledger *ledger, const struct ledger_filter *f, ledger_row_fn *each,
                                void *context, struct priscus_error *err)
{
    sqlite3_str *sql = sqlite3_str_new(ledger->db);

    sqlite3_str_appendall(sql, "SELECT * FROM pages WHERE 1");
    if (date_known(f->as_of))
        sqlite3_str_appendall(sql, " AND substr(published, 1, 10) <= :as_of");
    sqlite3_str_appendall(sql, " ORDER BY published IS NULL, published, sha256");
    add_limit(sql, f);
    return ask_sql(ledger, sql, f, NULL, page_types, each, context, err);
}

/* ---- search ------------------------------------------------------------------------------ */

/* People's words as FTS5 has them: each word and each "phrase" quoted, so that nothing in them is an
 * operator; word* finds what begins so. NULL: memory is out; "": nothing to look for. */
static char *match_of(const char *words)
{
    sqlite3_str *out = sqlite3_str_new(NULL);
    struct text rest = text_c(words);
    char *made;

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
            sqlite3_str_appendf(out, "\"%.*s\"%s ", (int)(n - prefix), rest.ptr, prefix ? "*" : "");
        if (phrase && n < rest.len)
            n++; /* the closing mark */
        rest = text_of(rest.ptr + n, rest.len - n);
    }
    made = sqlite3_str_finish(out);
    return made ? made : sqlite3_mprintf("");
}

static priscus_status ask_search(struct ledger *ledger, const struct ledger_filter *f, ledger_row_fn *each,
                                 void *context, struct priscus_error *err)
{
    sqlite3_str *sql;
    char *match = match_of(f->words ? f->words : "");
    priscus_status status;

    if (!match)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    if (!*match) {
        sqlite3_free(match);
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "there are no words to search for");
    }
    sql = sqlite3_str_new(ledger->db);
    sqlite3_str_appendall(
        sql,
        "SELECT printf('a-%012x', article.key) AS id, article.published AS date, " WORD("article.published_precision") " AS precision, " WORD(
            "article.outlet") " AS outlet,"
                              " article.title AS title, snippet(search, 0, '" LEDGER_HIT_BEGIN "', '" LEDGER_HIT_END
                              "', '...', 32)"
                              " AS snippet, " AT(
                                  "paragraph.\"begin\"",
                                  "paragraph.\"end\"") " AS paragraph,"
                                                       " " WORD(
                                                           "paragraph.role") " AS role, paragraph.\"begin\" AS "
                                                                             "\"begin\", paragraph.\"end\" AS \"end\","
                                                                             " printf('g-%012x', page.key) AS "
                                                                             "page, " NAME_OF_PAGE " AS name"
                                                                             " FROM search JOIN paragraph ON "
                                                                             "paragraph.id = search.rowid JOIN article "
                                                                             "AS first"
                                                                             " ON first.id = paragraph.article JOIN "
                                                                             "newest AS article ON article.page = "
                                                                             "first.page"
                                                                             " AND article.body = first.body JOIN page "
                                                                             "ON page.id = article.page WHERE search "
                                                                             "MATCH :words");
    if (date_known(f->as_of))
        sqlite3_str_appendall(sql, " AND substr(article.published, 1, 10) <= :as_of");
    sqlite3_str_appendall(sql, " ORDER BY date IS NULL, date, 11, 9");
    add_limit(sql, f);
    status = ask_sql(ledger, sql, f, match, search_types, each, context, err);
    sqlite3_free(match);
    return status;
}

/* ---- stats ------------------------------------------------------------------------------- */

#define NEWEST_COUNT(table, condition)                                                                                 \
    "SELECT count(*) FROM newest AS article JOIN " table " ON " table ".article = article.id " condition
#define KIND(kind) "WHERE statement.kind = (SELECT id FROM word WHERE text = '" kind "')"

static const struct {
    const char *name, *sql;
} stats[] = {
    { "pages", "SELECT count(*) FROM page" },
    { "page_bytes", "SELECT coalesce(sum(size), 0) FROM page" },
    { "names", "SELECT count(*) FROM sighting" },
    { "readings", "SELECT count(*) FROM reading" },
    { "articles", "SELECT count(*) FROM newest" },
    { "articles_unsure", "SELECT count(*) FROM newest WHERE unsure" },
    { "articles_undated", "SELECT count(*) FROM newest WHERE published IS NULL" },
    { "outlets", "SELECT count(DISTINCT outlet) FROM newest" },
    { "first_published", "SELECT min(published) FROM newest" },
    { "last_published", "SELECT max(published) FROM newest" },
    { "statements", NEWEST_COUNT("statement", "") },
    { "statements_direct", NEWEST_COUNT("statement", KIND("direct")) },
    { "statements_indirect", NEWEST_COUNT("statement", KIND("indirect")) },
    { "statements_mixed", NEWEST_COUNT("statement", KIND("mixed")) },
    { "speakers",
      "SELECT count(DISTINCT speaker) FROM newest AS article JOIN statement ON statement.article = article.id" },
    { "speaker_unknown", NEWEST_COUNT("statement", "WHERE statement.speaker IS NULL") },
    { "positions", NEWEST_COUNT("position", "") },
    { "positions_of_narrator", NEWEST_COUNT("position", "WHERE position.statement IS NULL") },
    { "positions_by_other", NEWEST_COUNT("position", "WHERE position.by_other") },
    { "parties", "SELECT count(DISTINCT party) FROM newest AS article JOIN position ON position.article = article.id" },
    { "issues", "SELECT count(DISTINCT issue) FROM newest AS article JOIN position ON position.article = article.id" },
};

static priscus_status ask_stats(struct ledger *ledger, ledger_row_fn *each, void *context, struct priscus_error *err)
{
    static const char *const names[] = { "name", "value" };
    const char *values[2];
    struct ledger_row row = { .n = 2, .names = names, .types = all_text };
    priscus_status status = PRISCUS_OK;
    bool ended = each(context, &row) != 0;

    row.values = values;
    for (size_t i = 0; i < COUNT_OF(stats) && status == PRISCUS_OK && !ended; i++) {
        sqlite3_stmt *stmt = NULL;

        values[0] = stats[i].name;
        if (sqlite3_prepare_v2(ledger->db, stats[i].sql, -1, &stmt, NULL) != SQLITE_OK ||
            sqlite3_step(stmt) != SQLITE_ROW)
            status = ledger_failed(ledger, err);
        else if (!row_values(stmt, 1, values + 1))
            status = error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
        else
            ended = each(context, &row) != 0;
        sqlite3_finalize(stmt);
    }
    return status;
}

/* ---- matrix ------------------------------------------------------------------------------ */

/* Where each party stands on each issue. Positions of a pair come day by day; the stance of a day is
 * that of most pages (of as many, the first in the order of pages), the stance of the pair that of
 * its last day. What only others say of a party counts where it has said nothing itself. */

/* Columns of the query, and what is kept of a day's first position with a stance. */
enum { M_PARTY, M_ISSUE, M_STANCE, M_DAY, M_PAGE, M_ID, M_SPEAKER, M_WORDS, M_OUTLET, M_BY_OTHER, M_DATE, M_N };

struct day_stance {
    unsigned pages;
    unsigned order;   /* when it was first met this day */
    char *first[M_N]; /* its first position             */
    char last_page[ID_TEXT_MAX];
};

struct matrix {
    char *party, *issue; /* of the pair being gathered; NULL: none yet */
    char *day;           /* "" undated */
    bool by_other;
    struct day_stance stances[STANCE_COUNT];
    unsigned met;
    size_t positions;
    enum stance stance; /* by the end of the day before */
    char *since;
    size_t rows, limit;
    ledger_row_fn *each;
    void *context;
    bool ended;
};

static const char *const matrix_names[] = { "party",     "issue",   "stance",   "date",   "since",
                                            "positions", "reports", "disagree", "others", "id",
                                            "speaker",   "words",   "outlet",   "page",   "by_other" };
static const enum ledger_type matrix_types[] = {
    LEDGER_TEXT, LEDGER_TEXT, LEDGER_TEXT, LEDGER_TEXT, LEDGER_TEXT, LEDGER_NUMBER, LEDGER_NUMBER, LEDGER_NUMBER,
    LEDGER_TEXT, LEDGER_TEXT, LEDGER_TEXT, LEDGER_TEXT, LEDGER_TEXT, LEDGER_TEXT,   LEDGER_NUMBER
};

static int side_of(enum stance stance)
{
    return stance == STANCE_REJECTS ? -1 : stance == STANCE_CONDITIONAL ? 0 : 1;
}

static enum stance stance_of_day(const struct matrix *m)
{
    enum stance best = STANCE_NONE;

    for (int s = 0; s < STANCE_COUNT; s++)
        if (m->stances[s].pages &&
            (m->stances[best].pages < m->stances[s].pages ||
             (m->stances[best].pages == m->stances[s].pages && m->stances[s].order < m->stances[best].order)))
            best = (enum stance)s;
    return best;
}

static void free_day(struct matrix *m)
{
    for (int s = 0; s < STANCE_COUNT; s++) {
        for (int i = 0; i < M_N; i++)
            sqlite3_free(m->stances[s].first[i]);
        m->stances[s] = (struct day_stance){ 0 };
    }
    sqlite3_free(m->day);
    m->day = NULL;
    m->met = 0;
}

/* False: memory is out. */
static bool end_day(struct matrix *m)
{
    enum stance stance;

    if (!m->day)
        return true;
    stance = stance_of_day(m);
    if (stance != m->stance || !m->since) {
        sqlite3_free(m->since);
        m->since = sqlite3_mprintf("%s", m->day);
        m->stance = stance;
    }
    return m->since != NULL;
}

static bool emit_pair(struct matrix *m)
{
    struct ledger_row row = { .n = COUNT_OF(matrix_names), .names = matrix_names, .types = matrix_types };
    const struct day_stance *now = &m->stances[m->stance];
    char positions[24], reports[24], *others = NULL;
    bool disagree = false;

    if (!m->party || m->ended || (m->limit && m->rows >= m->limit))
        return true;
    for (int s = 0; s < STANCE_COUNT; s++) {
        char *more;

        if (s == (int)m->stance || !m->stances[s].pages)
            continue;
        disagree |= side_of((enum stance)s) != side_of(m->stance);
        more = sqlite3_mprintf("%s%s%s (%u)", others ? others : "", others ? ", " : "", stance_text((enum stance)s),
                               m->stances[s].pages);
        sqlite3_free(others);
        if (!(others = more))
            return false;
    }
    sqlite3_snprintf(sizeof positions, positions, "%llu", (unsigned long long)m->positions);
    sqlite3_snprintf(sizeof reports, reports, "%u", now->pages);
    {
        const char *values[COUNT_OF(matrix_names)] = { m->party,
                                                       m->issue,
                                                       stance_text(m->stance),
                                                       now->first[M_DATE],
                                                       *m->since ? m->since : NULL,
                                                       positions,
                                                       reports,
                                                       disagree ? "1" : "0",
                                                       others,
                                                       now->first[M_ID],
                                                       now->first[M_SPEAKER],
                                                       now->first[M_WORDS],
                                                       now->first[M_OUTLET],
                                                       now->first[M_PAGE],
                                                       m->by_other ? "1" : "0" };

        row.values = values;
        m->ended = m->each(m->context, &row) != 0;
    }
    m->rows++;
    sqlite3_free(others);
    return true;
}

static void free_pair(struct matrix *m)
{
    free_day(m);
    sqlite3_free(m->party);
    sqlite3_free(m->issue);
    sqlite3_free(m->since);
    m->party = m->issue = m->since = NULL;
    m->positions = 0;
    m->stance = STANCE_NONE;
}

static bool matrix_add(struct matrix *m, const char *const *v)
{
    bool by_other = v[M_BY_OTHER] && v[M_BY_OTHER][0] == '1';
    const char *day = v[M_DAY] ? v[M_DAY] : "";
    enum stance stance;
    struct day_stance *s;

    if (!m->party || strcmp(m->party, v[M_PARTY]) != 0 || strcmp(m->issue, v[M_ISSUE]) != 0) {
        if (m->party && (!end_day(m) || !emit_pair(m)))
            return false;
        free_pair(m);
        m->party = sqlite3_mprintf("%s", v[M_PARTY]);
        m->issue = sqlite3_mprintf("%s", v[M_ISSUE]);
        m->by_other = by_other;
        if (!m->party || !m->issue)
            return false;
    }
    if (by_other != m->by_other)
        return true; /* its own words came before and are enough */
    if (!stance_parse(text_c(v[M_STANCE]), &stance) || stance >= STANCE_COUNT)
        return true;
    if (!m->day || strcmp(m->day, day) != 0) {
        if (!end_day(m))
            return false;
        free_day(m);
        if (!(m->day = sqlite3_mprintf("%s", day)))
            return false;
    }
    m->positions++;
    s = &m->stances[stance];
    if (s->pages == 0) {
        s->order = ++m->met;
        for (int i = 0; i < M_N; i++)
            if (v[i] && !(s->first[i] = sqlite3_mprintf("%s", v[i])))
                return false;
    }
    if (s->pages == 0 || strcmp(s->last_page, v[M_PAGE]) != 0) {
        s->pages++;
        sqlite3_snprintf(sizeof s->last_page, s->last_page, "%s", v[M_PAGE]);
    }
    return true;
}

static priscus_status ask_matrix(struct ledger *ledger, const struct ledger_filter *f, ledger_row_fn *each,
                                 void *context, struct priscus_error *err)
{
    struct matrix m = { .each = each, .context = context, .limit = f->limit };
    struct ledger_row top = { .n = COUNT_OF(matrix_names), .names = matrix_names, .types = matrix_types };
    const char *values[M_N];
    sqlite3_str *sql;
    sqlite3_stmt *stmt;
    priscus_status status;
    int rc;

    if (each(context, &top) != 0)
        return PRISCUS_OK;
    sql = sqlite3_str_new(ledger->db);
    sqlite3_str_appendall(
        sql,
        "SELECT " WORD("position.party") " AS party, " WORD("position.issue") " AS issue, " WORD(
            "position.stance") ", substr(coalesce(position.said_on, article.published), 1, 10) AS day,"
                               " (SELECT printf('g-%012x', page.key) FROM page WHERE page.id = article.page) AS page,"
                               " printf('p-%012x', position.id) AS id, " WORD(
                                   "position.speaker") ","
                                                       " " AT("position.words_begin", "position.words_end") ", " WORD(
                                                           "article.outlet") ","
                                                                             " position.by_other, "
                                                                             "coalesce(position.said_on, "
                                                                             "article.published)"
                                                                             " FROM newest AS article JOIN position ON "
                                                                             "position.article = article.id WHERE 1");
    add_conditions(sql, "position", "coalesce(position.said_on, article.published)", f);
    add_issue(sql, f);
    sqlite3_str_appendall(sql, " ORDER BY party, issue, position.by_other, day, page, position.words_begin,"
                               " position.words_end, id");
    if ((status = prepare(ledger, sql, &stmt, err)) != PRISCUS_OK)
        return status;
    if ((status = bind_conditions(stmt, f, NULL, err)) != PRISCUS_OK) {
        sqlite3_finalize(stmt);
        return status;
    }
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW && !m.ended)
        if (!row_values(stmt, M_N, values) || !matrix_add(&m, values)) {
            status = error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
            break;
        }
    if (status == PRISCUS_OK && rc != SQLITE_DONE && rc != SQLITE_ROW)
        status = ledger_failed(ledger, err);
    if (status == PRISCUS_OK && m.party && (!end_day(&m) || !emit_pair(&m)))
        status = error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    free_pair(&m);
    sqlite3_finalize(stmt);
    return status;
}

/* ---- the door ---------------------------------------------------------------------------- */

priscus_status ledger_ask(struct ledger *ledger, enum ledger_question question, const struct ledger_filter *filter,
                          ledger_row_fn *each, void *context, struct priscus_error *err)
{
    static const struct ledger_filter everything;
    const struct ledger_filter *f = filter ? filter : &everything;
    priscus_status status = PRISCUS_EUSAGE;

    switch (question) {
    case LEDGER_POSITIONS:
        status = ask_positions(ledger, f, each, context, err);
        break;
    case LEDGER_MATRIX:
        status = ask_matrix(ledger, f, each, context, err);
        break;
    case LEDGER_STATEMENTS:
        status = ask_statements(ledger, f, each, context, err);
        break;
    case LEDGER_SEARCH:
        status = ask_search(ledger, f, each, context, err);
        break;
    case LEDGER_STATS:
        status = ask_stats(ledger, each, context, err);
        break;
    case LEDGER_PAGES:
        status = ask_pages(ledger, f, each, context, err);
        break;
    }
    /* cut() stands on a row; let go of it, so that the writer's log can be taken in. */
    if (ledger->kept_sql[SQL_BODY])
        sqlite3_reset(ledger->kept_sql[SQL_BODY]);
    ledger->cut_body = 0;
    return status;
}
