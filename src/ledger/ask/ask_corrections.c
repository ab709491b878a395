/* ask_corrections.c - what people say of entries, and what that says of the machine and of the people.
 *
 *     precision    of the positions that somebody judged, how many are right
 *     recall       of the positions on pages that somebody reviewed whole, how many the machine found
 *     alpha        Krippendorff's alpha of the verdicts of several readers on the same entries (K. Krippendorff, Content
 *                  Analysis, 2004, chapter 11; nominal data, any number of readers, gaps allowed): 1 where they always
 *                  agree, 0 where they agree as chance would have it */
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "ledger/correction.h"
#include "ledger/ask/ask.h"

#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/views.h"

/* clang-format off */
#define CORRECTIONS_ANSWER(X)                                                                                          \
    X("id",      LEDGER_TEXT,   "printf('c-%012x', c.key)")                                                            \
    X("made",    LEDGER_TEXT,   "c.made")                                                                              \
    X("who",     LEDGER_TEXT,   TEXT_OF("c.who"))                                                                      \
    X("entry",   LEDGER_TEXT,   "CASE WHEN c.entry IS NOT NULL THEN printf('%s-%012x', substr(c.kind, 1, 1), c.entry)" \
                                " ELSE printf('g-%012x', page.key) END")                                               \
    X("kind",    LEDGER_TEXT,   "c.kind")                                                                              \
    X("what",    LEDGER_TEXT,   "c.what")                                                                              \
    X("value",   LEDGER_TEXT,   TEXT_OF("c.value"))                                                                    \
    X("note",    LEDGER_TEXT,   "c.note")                                                                              \
    X("party",   LEDGER_TEXT,   TEXT_OF("c.party"))                                                                    \
    X("issue",   LEDGER_TEXT,   TEXT_OF("c.issue"))                                                                    \
    X("words",   LEDGER_TEXT,   "c.words")                                                                             \
    X("page",    LEDGER_TEXT,   "printf('g-%012x', page.key)")                                                         \
    X("name",    LEDGER_TEXT,   NAME_OF_PAGE("c.page"))                                                                \
    X("begin",   LEDGER_NUMBER, "c.\"begin\"")                                                                         \
    X("end",     LEDGER_NUMBER, "c.\"end\"")                                                                           \
    X("undoes",  LEDGER_TEXT,   "(SELECT printf('c-%012x', o.key) FROM correction AS o WHERE o.id = c.undoes)")        \
    X("undone",  LEDGER_NUMBER, "NOT (" NOT_UNDONE ")")
/* clang-format on */

#define COLUMN(name, type, sql) ", " sql " AS \"" name "\""
#define TYPE(name, type, sql)   type,

priscus_status ask_corrections(const struct asking *ask)
{
    static const char columns[] = CORRECTIONS_ANSWER(COLUMN);
    static const enum ledger_type types[] = { CORRECTIONS_ANSWER(TYPE) };
    const struct ledger_filter *f = ask->filter;
    sqlite3_str *sql = sqlite3_str_new(ask->ledger->db);
    char letter;
    int64_t id;

    sqlite3_str_appendf(sql, "SELECT%s FROM correction AS c JOIN page ON page.id = c.page WHERE 1 = 1", columns + 1);
    if (f->entry && id_parse(f->entry, &letter, &id))
        sqlite3_str_appendf(sql, letter == ID_PAGE ? " AND page.key = %lld" : " AND c.entry = %lld", (long long)id);
    sqlite3_str_appendall(sql, " ORDER BY c.id");
    if (f->limit)
        sqlite3_str_appendf(sql, " LIMIT %lld", (long long)f->limit);
    return ask_sql(ask, sql, NULL, types);
}

/* ---- what is to be judged ------------------------------------------------------------------- */

/* By the index of shown_report. */
#define LEAST_SURE_FIRST                                                                                               \
    "shown_report AS least CROSS JOIN shown ON shown.sort = least.sort AND shown.page_key = least.page_key AND shown.id" \
    " = least.id AND shown.article = least.article AND shown.ordinal = least.ordinal CROSS JOIN article ON article.id ="  \
    " shown.article CROSS JOIN position ON position.article = shown.article AND position.ordinal = shown.ordinal"
#define SURE_ORDER ", shown.sort, shown.page_key, shown.\"begin\", shown.\"end\", shown.id"

priscus_status ask_review(const struct asking *ask)
{
    static const char columns[] = POSITIONS_VIEW(ASK_COLUMN);
    static const enum ledger_type types[] = { POSITIONS_VIEW(ASK_TYPE) };
    sqlite3_str *sql = ask_begin(ask);
    bool limited = ask->filter->limit != 0;

    sqlite3_str_appendf(sql, limited ? "SELECT%s FROM (SELECT shown.* FROM %s" : "SELECT%s FROM %s", columns + 1,
                        ask->readings ? TOLD_IN_ORDER : LEAST_SURE_FIRST);
    sqlite3_str_appendall(sql, " WHERE shown.review IS NULL");
    if (!ask->readings) { /* by the index alone, before anything is looked up */
        if (ask->parties)
            sqlite3_str_appendf(sql, " AND least.party IN (%s)", ask->parties);
        ask_add_issue(ask, "least", sql);
        ask_add_sorts(ask, "least", sql);
    }
    ask_add_conditions(ask, ID_POSITION, "shown", DATED(DATE_OF("position")), sql);
    ask_add_issue(ask, "shown", sql);
    sqlite3_str_appendf(sql, " ORDER BY %s", ask->readings ? "coalesce(position.sure, 101)" SURE_ORDER
                                                           : "coalesce(least.sure, 101), least.sort, least.page_key" SURE_ORDER);
    ask_add_limit(ask, sql);
    if (limited)
        sqlite3_str_appendall(sql, ") AS " SHOWN_IN_ORDER " ORDER BY coalesce(position.sure, 101)" SURE_ORDER);
    return ask_sql(ask, sql, NULL, types);
}

/* ---- quality ------------------------------------------------------------------------------- */

/* Each reader's last verdict on each entry of the machine's that is not undone: unit, reader, value. An entry is known by its page and place, so
 * that a verdict on an older reading counts for the newer one. */
static const char verdicts_sql[] =
    "SELECT unit, who, value, confirms FROM (SELECT unit, who, value, confirms,"
    " row_number() OVER (PARTITION BY unit, who ORDER BY id DESC) AS nth FROM ("
    "SELECT c.page || ' ' || c.\"begin\" || ' ' || c.\"end\" || ' ' || c.party || ' ' || c.issue AS unit, c.who AS who,"
    " CASE WHEN c.what IN ('confirm', 'stance') THEN 'stance' ELSE c.what END || ' ' || coalesce(" TEXT_OF(
        "c.value") ", '') AS value,"
                   " c.what = 'confirm' AS confirms, c.id AS id"
                   " FROM correction AS c WHERE c.kind = 'position' AND c.what " VERDICTS " AND " NOT_UNDONE
                   " AND c.entry NOT IN (SELECT entry FROM correction WHERE what = 'add'))) WHERE nth = 1"
                   " ORDER BY unit, who";

struct verdict {
    struct text unit, value;
    int64_t who;
    bool right;
};

struct quality {
    struct verdict *verdicts;
    size_t n, room;
    size_t right, wrong; /* entries */
    int64_t pages, found, added, readers;
    size_t units; /* with two readers or more */
    double alpha;
};

static priscus_status read_verdicts(struct ledger *ledger, struct arena *mem, struct quality *q,
                                    struct priscus_error *err)
{
    struct query *stmt;
    bool found;
    priscus_status status = ledger_prepare(ledger, verdicts_sql, &stmt, err);

    while (status == PRISCUS_OK && (status = ledger_step(ledger, stmt, &found, err)) == PRISCUS_OK && found) {
        struct verdict *grown = arena_grow(mem, q->verdicts, q->n, &q->room, sizeof *grown), *v;

        if (!grown) {
            status = error_memory(err);
            break;
        }
        q->verdicts = grown;
        v = &grown[q->n++];
        *v = (struct verdict){ .who = query_number(stmt, 1), .right = (int)query_number(stmt, 3) != 0 };
        if (column_copy(stmt, 0, mem, &v->unit) != PRISCUS_OK || column_copy(stmt, 2, mem, &v->value) != PRISCUS_OK)
            status = error_memory(err);
    }
    query_close(stmt);
    return status;
}

static int compare_values(const void *a, const void *b)
{
    return text_compare(((const struct verdict *)a)->value, ((const struct verdict *)b)->value);
}

/* Observed disagreement: of the pairs of verdicts within units, each unit of m readers weighing m. Expected: of all pairs of these
 * verdicts. alpha = 1 - observed / expected. */
static priscus_status work_out_alpha(struct quality *q, struct arena *mem, struct priscus_error *err)
{
    struct verdict *pairable = arena_alloc(mem, (q->n + 1) * sizeof *pairable);
    double observed = 0, expected = 0, n = 0;
    size_t k = 0;

    if (!pairable)
        return error_memory(err);
    for (size_t i = 0, j; i < q->n; i = j) {
        for (j = i + 1; j < q->n && text_eq(q->verdicts[j].unit, q->verdicts[i].unit); j++)
            ;
        if (j - i < 2)
            continue;
        q->units++;
        for (size_t a = i; a < j; a++) {
            pairable[k++] = q->verdicts[a];
            for (size_t b = i; b < j; b++)
                observed +=
                    a != b && !text_eq(q->verdicts[a].value, q->verdicts[b].value) ? 1.0 / (double)(j - i - 1) : 0;
        }
    }
    n = (double)k;
    if (k)
        qsort(pairable, k, sizeof *pairable, compare_values);
    for (size_t i = 0, j; i < k; i = j) { /* n² minus the squares of how often each value was given */
        for (j = i + 1; j < k && text_eq(pairable[j].value, pairable[i].value); j++)
            ;
        expected += (double)(j - i) * (n - (double)(j - i));
    }
    q->alpha = k < 2 ? 0 : expected > 0 ? 1 - (n - 1) * observed / expected : 1;
    return PRISCUS_OK;
}

/* An entry is right if nobody corrects it: whoever confirms one that was corrected confirms the correction. */
static void count_verdicts(struct quality *q)
{
    for (size_t i = 0, j; i < q->n; i = j) {
        bool right = q->verdicts[i].right;

        for (j = i + 1; j < q->n && text_eq(q->verdicts[j].unit, q->verdicts[i].unit); j++)
            right &= q->verdicts[j].right;
        q->right += right;
        q->wrong += !right;
    }
}

#define REVIEWED_PAGES "(SELECT page FROM correction AS c WHERE c.what = 'reviewed' AND " NOT_UNDONE ")"

static priscus_status count_pages(struct ledger *ledger, struct quality *q, struct priscus_error *err)
{
    /* A position that nobody corrected on a page that was reviewed whole is right: whoever reviewed it let it stand. */
    static const char sql[] =
        "SELECT (SELECT count(*) FROM (SELECT DISTINCT page FROM " REVIEWED_PAGES ")),"
        " (SELECT count(*) FROM article CROSS JOIN shown ON shown.article = article.id WHERE article.page "
        "IN " REVIEWED_PAGES " AND coalesce(shown.review, '') NOT IN ('added', 'corrected')),"
        " (SELECT count(*) FROM article CROSS JOIN shown ON shown.article = article.id WHERE article.page "
        "IN " REVIEWED_PAGES " AND shown.review IN ('added', 'corrected')),"
        " (SELECT count(DISTINCT who) FROM correction)";
    struct query *stmt;
    bool found;
    priscus_status status = ledger_prepare(ledger, sql, &stmt, err);

    if (status == PRISCUS_OK)
        status = ledger_step(ledger, stmt, &found, err);
    if (status == PRISCUS_OK) {
        q->pages = query_number(stmt, 0);
        q->found = query_number(stmt, 1);
        q->added = query_number(stmt, 2);
        q->readers = query_number(stmt, 3);
    }
    query_close(stmt);
    return status;
}

static bool tell(const struct asking *ask, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* One row; a NULL format: the value is not known. False: whoever asks wants no more. */
static bool tell(const struct asking *ask, const char *name, const char *format, ...)
{
    static const char *const names[] = { "name", "value" };
    static const enum ledger_type types[] = { LEDGER_TEXT, LEDGER_TEXT };
    char value[40];
    const char *values[] = { name, format ? value : NULL };
    struct ledger_row row = { 2, names, types, values };
    va_list args;

    if (format) {
        va_start(args, format);
        vsnprintf(value, sizeof value, format, args);
        va_end(args);
    }
    if (!name)
        row.values = NULL;
    return ask->each(ask->context, &row) == 0;
}

static void tell_share(const struct asking *ask, const char *name, int64_t part, int64_t whole)
{
    tell(ask, name, whole ? "%.3f" : NULL, whole ? (double)part / (double)whole : 0);
}

priscus_status ask_quality(const struct asking *ask)
{
    struct arena mem = { 0 };
    struct quality q = { 0 };
    priscus_status status = read_verdicts(ask->ledger, &mem, &q, ask->err);

    if (status == PRISCUS_OK)
        status = work_out_alpha(&q, &mem, ask->err);
    if (status == PRISCUS_OK)
        status = count_pages(ask->ledger, &q, ask->err);
    if (status == PRISCUS_OK) {
        count_verdicts(&q);
        tell(ask, NULL, NULL);
        tell(ask, "readers", "%lld", (long long)q.readers);
        tell(ask, "positions_judged", "%zu", q.right + q.wrong);
        tell(ask, "positions_right", "%zu", q.right);
        tell(ask, "positions_wrong", "%zu", q.wrong);
        tell_share(ask, "precision", (int64_t)q.right, (int64_t)(q.right + q.wrong));
        tell(ask, "pages_reviewed", "%lld", (long long)q.pages);
        tell(ask, "positions_found", "%lld", (long long)q.found);
        tell(ask, "positions_missed", "%lld", (long long)q.added);
        tell_share(ask, "recall", q.found, q.found + q.added);
        tell(ask, "positions_judged_by_several", "%zu", q.units);
        tell(ask, "alpha", q.units ? "%.3f" : NULL, q.alpha);
    }
    arena_release(&mem);
    return status;
}
