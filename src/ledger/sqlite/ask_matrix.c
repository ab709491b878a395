/* ask_matrix.c - where each party stands on each issue.
 *
 *     VEL  quota  open  2031-05-04   since 2031-05-04, 4 positions, 2 reports; disagree: rejects (1)
 *
 * Positions of a pair come day by day; the stance of a day is that of most pages (of as many, that of the page published
 * last, as far as the time of day is known; else the first in the order of pages), the stance of the pair that of its last day. What only others say of a party counts where it has said
 * nothing itself. What was before a day, nobody knows when ("had rejected"), comes before all days: it stands only where
 * nothing else does. */
#include "ledger/sqlite/ask.h"

#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/views.h"

/* Columns of the query, and what is kept of a day's first position with a stance. */
enum {
    M_PARTY,
    M_ISSUE,
    M_STANCE,
    M_DAY,
    M_PAGE,
    M_ID,
    M_SPEAKER,
    M_WORDS,
    M_OUTLET,
    M_BY_OTHER,
    M_DATE,
    M_PRECISION,
    M_SAID,
    M_N
};

struct day_stance {
    unsigned pages;
    unsigned order;   /* when it was first met this day */
    char *first[M_N]; /* its first position             */
    char last_page[ID_TEXT_MAX];
    char told_by[ID_TEXT_MAX]; /* the first page that tells the day in words; what others tell again counts once */
};

struct matrix {
    char *party, *issue; /* of the pair being gathered; NULL: none yet */
    char *day;           /* "" undated */
    bool before;         /* on that day or before it */
    bool by_other;
    struct day_stance stances[STANCE_COUNT];
    unsigned met;
    size_t positions;
    enum stance stance; /* by the end of the day before */
    char *since;
    size_t rows;
    const struct asking *ask;
    bool ended; /* whoever asks wants no more */
};

/* What is told of a pair: a line a column, in terms of tell_pair(). */
/* clang-format off */
#define MATRIX_ANSWER(X)                                                                                               \
    X("party",     LEDGER_TEXT,   m->party)                                                                            \
    X("issue",     LEDGER_TEXT,   m->issue)                                                                            \
    X("stance",    LEDGER_TEXT,   stance_text(m->stance))                                                              \
    X("date",      LEDGER_TEXT,   now->first[M_DATE])                                                                  \
    X("since",     LEDGER_TEXT,   *m->since ? m->since : NULL)                                                         \
    X("positions", LEDGER_NUMBER, positions)                                                                           \
    X("reports",   LEDGER_NUMBER, reports)                                                                             \
    X("disagree",  LEDGER_NUMBER, disagree ? "1" : "0")                                                                \
    X("others",    LEDGER_TEXT,   others)                                                                              \
    X("id",        LEDGER_TEXT,   now->first[M_ID])                                                                    \
    X("speaker",   LEDGER_TEXT,   now->first[M_SPEAKER])                                                               \
    X("words",     LEDGER_TEXT,   now->first[M_WORDS])                                                                 \
    X("outlet",    LEDGER_TEXT,   now->first[M_OUTLET])                                                                \
    X("page",      LEDGER_TEXT,   now->first[M_PAGE])                                                                  \
    X("by_other",  LEDGER_NUMBER, m->by_other ? "1" : "0")                                                             \
    X("precision", LEDGER_TEXT,   now->first[M_PRECISION])
/* clang-format on */

#define NAME(name, type, value)  name,
#define TYPE(name, type, value)  type,
#define VALUE(name, type, value) value,
static const char *const names[] = { MATRIX_ANSWER(NAME) };
static const enum ledger_type types[] = { MATRIX_ANSWER(TYPE) };

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

/* The next day begins, or the pair ends: what was the stance on this one? */
static priscus_status end_day(struct matrix *m)
{
    enum stance stance;

    if (!m->day)
        return PRISCUS_OK;
    stance = stance_of_day(m);
    if (stance != m->stance || !m->since) {
        sqlite3_free(m->since);
        m->since = sqlite3_mprintf("%s", m->day);
        m->stance = stance;
    }
    return m->since ? PRISCUS_OK : PRISCUS_ENOMEM;
}

/* "rejects (1), demands (2)": what the other reports of the last day have; NULL: they have nothing else. */
static priscus_status other_stances(const struct matrix *m, char **others, bool *disagree)
{
    sqlite3_str *list = NULL;

    *others = NULL;
    *disagree = false;
    for (int s = 0; s < STANCE_COUNT; s++) {
        if (s == (int)m->stance || !m->stances[s].pages)
            continue;
        *disagree |= side_of((enum stance)s) != side_of(m->stance);
        if (!list)
            list = sqlite3_str_new(NULL);
        sqlite3_str_appendf(list, "%s%s (%u)", sqlite3_str_length(list) ? ", " : "", stance_text((enum stance)s),
                            m->stances[s].pages);
    }
    if (!list)
        return PRISCUS_OK;
    *others = sqlite3_str_finish(list);
    return *others ? PRISCUS_OK : PRISCUS_ENOMEM;
}

static priscus_status tell_pair(struct matrix *m)
{
    struct ledger_row row = { .n = COUNT_OF(names), .names = names, .types = types };
    const struct day_stance *now = &m->stances[m->stance];
    char positions[24], reports[24], *others;
    bool disagree;
    priscus_status status;

    if (!m->since) /* all its stances are of another version */
        return PRISCUS_OK;
    if (m->ended || (m->ask->filter->limit && m->rows >= m->ask->filter->limit))
        return PRISCUS_OK;
    if ((status = other_stances(m, &others, &disagree)) != PRISCUS_OK)
        return status;
    sqlite3_snprintf(sizeof positions, positions, "%llu", (unsigned long long)m->positions);
    sqlite3_snprintf(sizeof reports, reports, "%u", now->pages);
    {
        const char *const values[] = { MATRIX_ANSWER(VALUE) };

        row.values = values;
        m->ended = m->ask->each(m->ask->context, &row) != 0;
    }
    m->rows++;
    sqlite3_free(others);
    return PRISCUS_OK;
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

static priscus_status end_pair(struct matrix *m)
{
    priscus_status status = PRISCUS_OK;

    if (m->party && (status = end_day(m)) == PRISCUS_OK)
        status = tell_pair(m);
    if (status == PRISCUS_OK)
        free_pair(m);
    return status;
}

static priscus_status begin_pair(struct matrix *m, const char *party, const char *issue, bool by_other)
{
    m->party = sqlite3_mprintf("%s", party);
    m->issue = sqlite3_mprintf("%s", issue);
    m->by_other = by_other;
    return m->party && m->issue ? PRISCUS_OK : PRISCUS_ENOMEM;
}

static priscus_status begin_day(struct matrix *m, const char *day, bool before)
{
    free_day(m);
    m->before = before;
    m->day = sqlite3_mprintf("%s", day);
    return m->day ? PRISCUS_OK : PRISCUS_ENOMEM;
}

static priscus_status add_stance(struct matrix *m, enum stance stance, const char *const *v)
{
    struct day_stance *s = &m->stances[stance];
    bool said = v[M_SAID] && v[M_SAID][0] == '1';

    if (said && !s->told_by[0])
        sqlite3_snprintf(sizeof s->told_by, s->told_by, "%s", v[M_PAGE]);
    m->positions += !said || strcmp(s->told_by, v[M_PAGE]) == 0;
    if (s->pages == 0) {
        s->order = ++m->met;
        for (int i = 0; i < M_N; i++)
            if (v[i] && !(s->first[i] = sqlite3_mprintf("%s", v[i])))
                return PRISCUS_ENOMEM;
    }
    if (s->pages == 0 || strcmp(s->last_page, v[M_PAGE]) != 0) {
        s->pages++;
        sqlite3_snprintf(sizeof s->last_page, s->last_page, "%s", v[M_PAGE]);
    }
    return PRISCUS_OK;
}

/* A row of the query. */
static priscus_status add_position(struct matrix *m, const char *const *v)
{
    bool by_other = v[M_BY_OTHER] && v[M_BY_OTHER][0] == '1';
    bool before = v[M_PRECISION] && text_is(text_c(v[M_PRECISION]), precision_text(PRECISION_BEFORE));
    const char *day = v[M_DAY] ? v[M_DAY] : "";
    enum stance stance;
    priscus_status status = PRISCUS_OK;

    if (!m->party || strcmp(m->party, v[M_PARTY]) != 0 || strcmp(m->issue, v[M_ISSUE]) != 0) {
        if ((status = end_pair(m)) == PRISCUS_OK)
            status = begin_pair(m, v[M_PARTY], v[M_ISSUE], by_other);
        if (status != PRISCUS_OK)
            return status;
    }
    if (by_other != m->by_other)
        return PRISCUS_OK; /* its own words came before and are enough */
    if (!stance_parse(text_c(v[M_STANCE]), &stance) || stance >= STANCE_COUNT)
        return PRISCUS_OK;
    if (!m->day || m->before != before || strcmp(m->day, day) != 0) {
        if ((status = end_day(m)) == PRISCUS_OK)
            status = begin_day(m, day, before);
        if (status != PRISCUS_OK)
            return status;
    }
    return add_stance(m, stance, v);
}

priscus_status ask_matrix(const struct asking *ask)
{
    /* clang-format off */
    static const char columns[] =
        "SELECT " TEXT_OF("position.party") " AS party, " TEXT_OF("position.issue") " AS issue, "
        TEXT_OF("position.stance") ", substr(" DATE_OF("position") ", 1, 10) AS day, " PAGE_OF_ARTICLE " AS page,"
        " printf('p-%012x', position.id) AS id, " TEXT_OF("position.speaker") ", "
        AT("position.words_begin", "position.words_end") ", " TEXT_OF("article.outlet") ", position.by_other, "
        DATE_OF("position") ", " PRECISION_OF("position") " AS precision, position.said_on IS NOT NULL FROM " POSITIONS_SHOWN " WHERE 1";
    /* clang-format on */
    struct matrix m = { .ask = ask };
    struct ledger_row top = { .n = COUNT_OF(names), .names = names, .types = types };
    const char *values[M_N];
    sqlite3_str *sql;
    sqlite3_stmt *stmt;
    priscus_status status;
    bool found;

    if (ask->each(ask->context, &top) != 0)
        return PRISCUS_OK;
    sql = ask_begin(ask);
    sqlite3_str_appendall(sql, columns);
    ask_add_conditions(ask, "position", DATED(DATE_OF("position")), sql);
    ask_add_issue(ask, sql);
    ask_add_sure(ask, sql);
    sqlite3_str_appendall(
        sql, " ORDER BY party, issue, position.by_other, coalesce(precision = 'before', 0) DESC, day, " IN_UTC(
                 "article.published") " DESC, page,"
                                      " position.words_begin, position.words_end, id");
    status = ask_prepare(ask, sql, NULL, &stmt);
    while (status == PRISCUS_OK && !m.ended &&
           (status = ledger_step(ask->ledger, stmt, &found, ask->err)) == PRISCUS_OK && found)
        if ((status = ask_values(ask, stmt, M_N, values)) == PRISCUS_OK)
            status = add_position(&m, values);
    if (status == PRISCUS_OK)
        status = end_pair(&m);
    if (status == PRISCUS_ENOMEM)
        error_memory(ask->err);
    free_pair(&m);
    sqlite3_finalize(stmt);
    return status;
}
