/* ask_stances.c - positions as reports of stances; see ledger/stance_reports.h.
 *
 * `shown_report` has them side by side, party by party and issue by issue: one pass over the rows of each pair, and no look at any
 * other. Words are numbers there; their texts are looked up once, and so are articles (told_articles.h). */
#include <stdio.h>
#include <stdlib.h>

#include "ledger/ask/asking_stances.h"
#include "ledger/sqlite/row.h"

#include "ledger/views.h"

/* ---- a row --------------------------------------------------------------------------------- */

static const struct known_word *column_word(struct query *stmt, int at, struct known_words *words)
{
    return known_word(words, query_number(stmt, at));
}

static struct date column_date(struct query *stmt, int at, enum precision bound)
{
    struct date date = { .zone = DATE_NO_ZONE };

    if (date_parse_iso(column_text(stmt, at), &date) && bound != PRECISION_NONE)
        date.precision = (uint8_t)bound;
    return date;
}

/* clang-format off */
/* The days that other pages put it between, where it has no date. */
#define BY_STORY_OF_REPORT                                                                                             \
    "CASE WHEN shown_report.date IS NULL THEN (SELECT " BETWEEN " FROM article WHERE article.id = shown_report.article) END"

/* A line a column, in terms of read_report(). Before the others come those that a pair is known by. */
#define READ_COLUMNS(X)                                                                                                \
    X("shown_report.party",          r->party = column_word(stmt, c, words)->text)                                           \
    X("shown_report.issue",          r->issue = column_word(stmt, c, words)->text)                                           \
    X("shown_report.article",        r->article = query_number(stmt, c))                                       \
    X("shown_report.ordinal",        r->ordinal = query_number(stmt, c))                                       \
    X("shown_report.page_key",       r->page_key = query_number(stmt, c))                                      \
    X("shown_report.id",             r->id = query_number(stmt, c))                                            \
    X("shown_report.stance",         r->stance = column_word(stmt, c, words)->stance) \
    X("shown_report.sure",           r->sure = (unsigned)(int)query_number(stmt, c))                                  \
    X("shown_report.told_by",        r->told_by = (enum told_by)(int)query_number(stmt, c))                           \
    X("shown_report.precision",      bound = column_word(stmt, c, words)->before)                                \
    X("shown_report.date",           r->date = column_date(stmt, c, bound))                                            \
    X("shown_report.said",           r->said = (int)query_number(stmt, c))                                            \
    X("shown_report.dated_inside",   r->told_before = (int)query_number(stmt, c) && r->date.precision == PRECISION_BEFORE) \
    X("shown_report.speaker",        r->speaker = column_word(stmt, c, words)->text)                                         \
    X("shown_report.person",         r->person = column_word(stmt, c, words)->text)                                          \
    X(BY_STORY_OF_REPORT,            r->by_story = column_text(stmt, c))                                               \
    X("shown_report.counterpart",    r->counterpart = column_word(stmt, c, words)->text)                                     \
    X("shown_report.chain",          r->chain = column_text(stmt, c))                                                  \
    X("shown_report.sentence_begin", r->sentence.begin = (uint32_t)query_number(stmt, c))                      \
    X("shown_report.sentence_end",   r->sentence.end = (uint32_t)query_number(stmt, c))
/* clang-format on */

#define COLUMN(sql, set) ", " sql
#define SET(sql, set)    set, c++;

static void tell_article(const struct told_article *article, struct known_words *words, struct stance_report *r)
{
    r->page = article->page;
    r->copy_of = article->copy_of;
    r->published = article->published;
    r->recorded = article->recorded;
    r->outlet = known_word(words, article->outlet)->text;
    r->host = *article->host;
}

/* False: a stance of another version. */
static bool read_report(struct query *stmt, struct known_words *words, struct stance_report *r)
{
    enum precision bound;
    int c = 0;

    *r = (struct stance_report){ 0 };
    READ_COLUMNS(SET)
    return r->stance != STANCE_NONE;
}

/* ---- pairs --------------------------------------------------------------------------------- */

static int compare_pairs(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;
    int order = text_compare(a->party_text, b->party_text);

    return order ? order : text_compare(a->issue_text, b->issue_text);
}

/* ask->parties and ask->issues say the same in numbers. */
static bool is_asked(const struct ledger_filter *f, const struct pair *pair)
{
    size_t n = f->issue ? strlen(f->issue) : 0;
    struct text rest = f->party ? text_c(f->party) : (struct text){ 0 };
    bool asked = !f->party;

    while (rest.len && !asked)
        asked = text_eq(text_cut(&rest, ','), pair->party_text);
    return asked &&
           (!f->issue || text_is(pair->issue_text, f->issue) ||
            (pair->issue_text.len > n && pair->issue_text.ptr[n] == '.' && text_starts(pair->issue_text, f->issue)));
}

/* From one pair to the next in the table, past all rows between. (party, issue) > (?1, ?2) would look at each of these. */
priscus_status asking_find_pairs(struct asking_stances *a, const char *table)
{
    sqlite3_str *sql = sqlite3_str_new(NULL);
    struct pair pair = { 0 };
    struct query *stmt;
    bool found = true;
    priscus_status status;

    sqlite3_str_appendf(
        sql, "SELECT party, issue FROM %s WHERE (party, issue) >= (?1, ?2) ORDER BY party, issue LIMIT 1", table);
    status = ledger_prepare_built(a->ask.ledger, sql, &stmt, a->ask.err);

    while (status == PRISCUS_OK && found) {
        query_bind_number(stmt, 1, pair.party);
        query_bind_number(stmt, 2, pair.issue + 1); /* ">" would walk through all rows of the pair */
        if ((status = ledger_step(a->ask.ledger, stmt, &found, a->ask.err)) != PRISCUS_OK || !found)
            break;
        pair.party = query_number(stmt, 0);
        pair.issue = query_number(stmt, 1);
        query_reset(stmt);
        pair.party_text = known_word(&a->words, pair.party)->text;
        pair.issue_text = known_word(&a->words, pair.issue)->text;
        if ((status = a->words.status) != PRISCUS_OK || !is_asked(a->ask.filter, &pair))
            continue;
        a->pairs = arena_grow(&a->words.mem, a->pairs, a->n, &a->room, sizeof *a->pairs);
        if (!a->pairs)
            status = error_memory(a->ask.err);
        else
            a->pairs[a->n++] = pair;
    }
    query_close(stmt);
    if (status == PRISCUS_OK && a->n)
        qsort(a->pairs, a->n, sizeof *a->pairs, compare_pairs);
    return status;
}

priscus_status asking_each_report(struct asking_stances *a, struct query *stmt)
{
    priscus_status status;
    bool found;

    while (!a->ended && (status = ledger_step(a->ask.ledger, stmt, &found, a->ask.err)) == PRISCUS_OK && found) {
        struct stance_report report;
        const struct told_article *article;

        if (!read_report(stmt, &a->words, &report))
            continue;
        if ((status = told_articles_find(&a->articles, report.article, &article)) != PRISCUS_OK)
            return status;
        if (!article)
            continue;
        tell_article(article, &a->words, &report);
        if (a->words.status != PRISCUS_OK)
            return a->words.status;
        a->ended = a->each(a->context, &report) != 0;
    }
    return a->ended ? PRISCUS_OK : status;
}

static const char report_columns[] = READ_COLUMNS(COLUMN);

/* "SELECT ... FROM `from` WHERE ...", with what the filter says of reports; and of articles, where `from` has them. */
static sqlite3_str *select_reports(const struct asking *ask, const char *from, bool has_article)
{
    struct asking of_report = *ask;
    struct ledger_filter filter = *ask->filter;
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendf(sql, "SELECT %s FROM %s WHERE 1 = 1", report_columns + 2, from); /* behind ", " */
    if (!has_article) {
        of_report.filter = &filter;
        of_report.outlets = NULL;
        of_report.story = 0;
        if (filter.by != LEDGER_SAID)
            filter.as_of = filter.since = (struct date){ .zone = DATE_NO_ZONE };
    }
    ask_add_conditions(&of_report, ID_POSITION, "shown_report", DATED("shown_report.date"), sql);
    if (filter.sure)
        sqlite3_str_appendf(sql, " AND coalesce(shown_report.sure, 100) >= %u", filter.sure);
    return sql;
}

#define WITH_ARTICLE " CROSS JOIN article ON article.id = shown_report.article"
priscus_status asking_prepare_pair(const struct asking_stances *a, const char *more, struct query **stmt)
{
    struct asking rest = a->ask; /* is_asked() has looked at party and issue */
    bool of_entry = a->ask.filter->entry != NULL;
    sqlite3_str *sql;

    rest.parties = rest.issues = NULL;
    sql = select_reports(&rest, of_entry ? "shown_report" WITH_ARTICLE : "shown_report", of_entry);
    sqlite3_str_appendf(sql, " AND shown_report.party = :pair_party AND shown_report.issue = :pair_issue%s", more);
    return ask_prepare(&rest, sql, NULL, stmt);
}

void asking_bind_pair(struct query *stmt, const struct pair *pair)
{
    query_bind_number(stmt, query_parameter(stmt, ":pair_party"), pair->party);
    query_bind_number(stmt, query_parameter(stmt, ":pair_issue"), pair->issue);
}

static priscus_status ask_each_pair(struct asking_stances *a)
{
    struct query *stmt = NULL;
    priscus_status status = asking_find_pairs(a, "shown_report");

    if (status == PRISCUS_OK)
        status = asking_prepare_pair(a, "", &stmt);
    for (size_t i = 0; i < a->n && status == PRISCUS_OK && !a->ended; i++) {
        query_reset(stmt);
        asking_bind_pair(stmt, &a->pairs[i]);
        status = asking_each_report(a, stmt);
    }
    query_close(stmt);
    return status;
}

/* All of them by one statement, that of select_reports(). Frees `sql`. */
static priscus_status ask_at_once(struct asking_stances *a, sqlite3_str *sql)
{
    struct query *stmt;
    priscus_status status;

    ask_add_issue(&a->ask, "shown_report", sql);
    sqlite3_str_appendall(sql, " ORDER BY " TEXT_OF("shown_report.party") ", " TEXT_OF("shown_report.issue"));
    status = ask_prepare(&a->ask, sql, NULL, &stmt);
    if (status == PRISCUS_OK)
        status = asking_each_report(a, stmt);
    query_close(stmt);
    return status;
}

/* Of the readings with one agenda, which the table does not tell from others. */
static priscus_status ask_chosen(struct asking_stances *a)
{
    return ask_at_once(a, select_reports(&a->ask, "(" REPORTS_OF(TOLD_IN_ORDER) ") AS shown_report" WITH_ARTICLE, true));
}

/* From articles to what is told of them: dearer for each report than to go through all of them, pair by pair. */
#define REPORTS_OF_ARTICLES                                                                                            \
    "article CROSS JOIN shown ON shown.article = article.id CROSS JOIN shown_report ON shown_report.party = shown.party" \
    " AND shown_report.issue = shown.issue AND shown_report.sort = shown.sort AND shown_report.article = shown.article" \
    " AND shown_report.ordinal = shown.ordinal"
#define ARTICLES_SHARE 4

/* Is it about a story, or outlets with no more than that share of all articles? */
static priscus_status are_articles_few(const struct asking *ask, bool *out)
{
    sqlite3_str *sql;
    int few;
    priscus_status status;

    *out = ask->story != 0;
    if (*out || !ask->outlets)
        return PRISCUS_OK;
    status = ask_share(ask, "SELECT max(id) FROM article", ARTICLES_SHARE, &few);
    if (status != PRISCUS_OK)
        return status;
    sql = sqlite3_str_new(NULL);
    sqlite3_str_appendf(sql, "SELECT 1 FROM article WHERE outlet IN (%s)", ask->outlets);
    return ask_are_few(ask, sql, NULL, few, out);
}

static priscus_status ask_of_articles(struct asking_stances *a)
{
    struct asking rest = a->ask;
    sqlite3_str *sql;

    rest.outlets = rest.parties = NULL; /* said below */
    sql = select_reports(&rest, REPORTS_OF_ARTICLES, true);
    if (a->ask.outlets) /* in the order of their numbers, so that what lies side by side is read once */
        sqlite3_str_appendf(sql, " AND article.id IN (SELECT id FROM article WHERE outlet IN (%s))", a->ask.outlets);
    if (a->ask.parties) /* "+": from the article to its positions, not from all of the party */
        sqlite3_str_appendf(sql, " AND +shown.party IN (%s)", a->ask.parties);
    ask_add_issue(&a->ask, "shown", sql);
    return ask_at_once(a, sql);
}

priscus_status asking_hold_moment(struct asking_stances *a)
{
    bool found;
    priscus_status status = ledger_prepare(a->ask.ledger, "SELECT count(*) FROM reading", &a->moment, a->ask.err);

    return status == PRISCUS_OK ? ledger_step(a->ask.ledger, a->moment, &found, a->ask.err) : status;
}

void asking_end(struct asking_stances *a)
{
    query_close(a->moment);
    told_articles_forget(&a->articles);
    known_words_forget(&a->words);
    ask_close(&a->ask);
}

priscus_status ledger_stance_reports(struct ledger *ledger, const struct ledger_filter *filter, stance_report_fn *each,
                                     void *context, struct priscus_error *err)
{
    struct asking_stances a = { .words = { .ledger = ledger, .err = err }, .each = each, .context = context };
    bool few = false;
    priscus_status status = ask_open(ledger, filter, err, &a.ask);

    a.articles.ask = &a.ask;
    if (status == PRISCUS_OK)
        status = asking_hold_moment(&a);
    if (status == PRISCUS_OK && !a.ask.readings)
        status = are_articles_few(&a.ask, &few);
    if (status == PRISCUS_OK && few)
        status = told_articles_all(&a.articles);
    if (status == PRISCUS_OK)
        status = a.ask.readings ? ask_chosen(&a) : few ? ask_of_articles(&a) : ask_each_pair(&a);
    asking_end(&a);
    return status;
}

/* ---- words ----------------------------------------------------------------------------------- */

priscus_status ledger_stance_words(struct ledger *ledger, int64_t article, int64_t ordinal, struct arena *mem,
                                   struct stance_words *out, struct priscus_error *err)
{
    struct text *const texts[] = { &out->words, &out->sentence, &out->title, &out->file, &out->address };
    struct query *stmt;
    bool found = false;
    priscus_status status = ledger_kept(ledger, SQL_STANCE_WORDS, &stmt, err);

    *out = (struct stance_words){ 0 };
    if (status == PRISCUS_OK) {
        query_bind_number(stmt, 1, article);
        query_bind_number(stmt, 2, ordinal);
        status = ledger_step(ledger, stmt, &found, err);
    }
    if (status == PRISCUS_OK && !found)
        status = error_set(err, PRISCUS_ELEDGER, NOWHERE, "a position is missing");
    for (size_t i = 0; i < COUNT_OF(texts) && status == PRISCUS_OK; i++)
        if (column_copy(stmt, (int)i, mem, texts[i]) != PRISCUS_OK)
            status = error_memory(err);
    query_reset(stmt);
    ask_let_go(ledger);
    return status;
}
