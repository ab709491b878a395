/* What is kept of days changes no answer: after each handful of made-up pages, placed and corrected at random, the grid is asked of
 * the days and of all reports. */
#include "story/changes/kept_days.h"

#include "ledger/correction.h"
#include "record/id.h"
#include "story/changes/change_rows.h"
#include "story/changes/stance_matrix.h"

#include "drawn.h"
#include "newest_told.h"

/* ---- pages at random --------------------------------------------------------------------------- */

static const enum stance stances[] = { STANCE_DEMANDS, STANCE_ACCEPTS, STANCE_OPEN, STANCE_CONDITIONAL, STANCE_REJECTS, STANCE_REJECTS };

/* Most of them around the last of March, some from 20 February to 10 April or around the turn of the year; or the month, or the
 * year. */
static struct date draw_date(void)
{
    struct date d = date_from_days(draw(3) ? 22368 + (long)draw(4) : draw(5) ? 22330 + (long)draw(50) : 22276 + (long)draw(8));

    if (!draw(8)) {
        d.precision = PRECISION_MONTH;
        d.day = 0;
    } else if (!draw(12)) {
        d.precision = PRECISION_YEAR;
        d.day = d.month = 0;
    } else if (!draw(5)) {
        d.precision = draw(2) ? PRECISION_BEFORE : PRECISION_AFTER;
    }
    return d;
}

static void add_one(struct ledger *ledger, unsigned number)
{
    static const char *const outlets[] = { "Post", "Herald", "Crier", "Tern", "The Skarrvik Dispatch" };
    static const char *const issues[] = { "quota", "quota.cod", "access" };
    struct arena mem = { 0 };
    struct priscus_error err = { 0 };
    char words[80], name[40];
    bool vel = draw(3);
    struct says says = { name, outlets[draw(COUNT_OF(outlets))], NULL, vel ? "Ilse Brandt" : "Per \xc3\x98stby", vel ? "VEL" : "SOR",
                         issues[draw(COUNT_OF(issues))], stances[draw(COUNT_OF(stances))], NULL, words };
    struct made m;
    struct position *p;

    snprintf(name, sizeof name, "%u.txt", number);
    snprintf(words, sizeof words, "we say for the %uth time what we want", number);
    m = make(&mem, &says);
    p = &m.record.positions[0];
    m.article.n_agencies = draw(2);
    if (!m.article.n_agencies) {
        m.record.statements[0].chain[1] = m.record.statements[0].chain[2];
        m.record.statements[0].n_chain = 2;
    }
    if (draw(10))
        m.article.published = date_from_days(draw(3) ? 22368 + (long)draw(4) : 22330 + (long)draw(50));
    if (date_known(m.article.published) && draw(2)) { /* "2031-03-31T23:30-05:00" is of the day behind it in UTC */
        m.article.published.precision = PRECISION_MINUTE;
        m.article.published.hour = (uint8_t)(draw(2) ? 23 : draw(24));
        m.article.published.minute = 30;
        m.article.published.zone = (int16_t)(draw(2) ? -300 : draw(2) ? 780 : 0);
    }
    if (draw(2))
        p->said_on = m.record.statements[0].said_on = draw_date();
    if (date_known(p->said_on) && draw(2)) /* the words stand in the position alone: "had" */
        p->said_words = place(m.article.body, "what");
    p->by_other = !draw(6);
    if (!draw(4))
        p->statement = -1;
    if (!draw(3))
        p->counterpart = text_c(vel ? "SOR" : "VEL");
    if (draw(4))
        p->sure = 0.4f + 0.01f * (float)draw(60);
    if (ledger_add(ledger, &m.page, &m.article, &m.record, NULL, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    arena_release(&mem);
}

static void correct_one(struct ledger *ledger)
{
    static const struct correction said[] = {
        { CORRECTION_NOT, { 0 }, { 0 }, { "Ada", 3 } },
        { CORRECTION_STANCE, { "open", 4 }, { 0 }, { "Ada", 3 } },
        { CORRECTION_PARTY, { "SOR", 3 }, { 0 }, { "Ada", 3 } },
        { CORRECTION_ISSUE, { "access", 6 }, { 0 }, { "Ada", 3 } },
        { CORRECTION_CONFIRM, { 0 }, { 0 }, { "Ada", 3 } },
    };
    struct priscus_error err = { 0 };
    char id[ID_TEXT_MAX], made[ID_TEXT_MAX], sql[120];

    snprintf(sql, sizeof sql, "SELECT id FROM shown LIMIT 1 OFFSET %lld",
             (long long)draw((unsigned)number(ledger, "SELECT count(*) FROM shown")));
    if (ledger_correct(ledger, id_format(ID_POSITION, number(ledger, sql), id), &said[draw(COUNT_OF(said))], made, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
}

/* ---- answers ------------------------------------------------------------------------------------ */

static char *grid(struct ledger *ledger, struct ledger_filter filter, unsigned sure)
{
    struct asked asked = { 0 };
    struct priscus_error err = { 0 };

    filter.sure = sure;
    if (matrix_ask(ledger, &filter, keep_row, &asked, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return asked.out.ptr;
}

/* A hundredth, which all have, is asked of the reports. */
static void assert_same(struct ledger *ledger, struct ledger_filter filter)
{
    char *kept, *whole;

    assert_true(kept_days_answer(&filter));
    kept = grid(ledger, filter, 0);
    whole = grid(ledger, filter, 1);
    assert_string_equal(kept, whole);
    free(kept);
    free(whole);
}

/* A line a change: those that were found, the newest of each kind, or the first. */
static char *changes(struct ledger *ledger, struct ledger_filter filter, struct change_few few, unsigned sure)
{
    struct arena mem = { 0 };
    struct change_list list;
    struct buffer out = { 0 };
    struct priscus_error err = { 0 };

    filter.sure = sure;
    if (changes_find_few(ledger, &filter, &few, &mem, &list, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    buffer_format(&out, "%zu of %zu and %zu\n", list.n, list.n_changes, list.n_conflicts);
    for (size_t i = 0; i < list.n; i++) {
        const struct change *c = &list.items[i];

        buffer_format(&out, "%s %.*s %.*s %ld %ld %u: ", change_kind_text(c->kind), (int)c->party.len, c->party.ptr,
                      (int)c->issue.len, c->issue.ptr, c->first_day, c->last_day, c->days);
        put_end(&out, &c->from);
        put_end(&out, &c->to);
        buffer_char(&out, '\n');
    }
    arena_release(&mem);
    return out.ptr;
}

/* The first of the stances that were held are the first of all. */
static void assert_stances_begin_so(struct ledger *ledger)
{
    struct asked all = { 0 };

    assert_int_equal(stances_ask(ledger, &(struct ledger_filter){ 0 }, keep_row, &all, NULL), PRISCUS_OK);
    for (size_t limit = 1; limit < 9; limit++) {
        struct asked few = { 0 };

        assert_int_equal(stances_ask(ledger, &(struct ledger_filter){ .limit = limit }, keep_row, &few, NULL), PRISCUS_OK);
        assert_true(few.rows == limit || few.rows == all.rows);
        assert_memory_equal(few.out.ptr, all.out.ptr, few.out.len);
        buffer_release(&few.out);
    }
    buffer_release(&all.out);
}

static void assert_same_changes(struct ledger *ledger, struct ledger_filter filter)
{
    static const struct change_few fews[] = { { 0, 0 }, { 1, 0 }, { 4, 0 }, { 0, 1 }, { 0, 3 }, { 0, 500 } };

    for (size_t i = 0; i < COUNT_OF(fews); i++) {
        char *kept = changes(ledger, filter, fews[i], 0), *whole = changes(ledger, filter, fews[i], 1);

        assert_string_equal(kept, whole);
        free(kept);
        free(whole);
    }
}

/* ---- reports ----------------------------------------------------------------------------------- */

struct told {
    struct buffer out;
    const char *outlet; /* NULL: of all */
};

static int keep_report(void *context, const struct stance_report *r)
{
    struct told *told = context;

    if (!told->outlet || text_is(r->outlet, told->outlet))
        buffer_format(&told->out, "%.*s %.*s %lld %lld %.*s\n", (int)r->party.len, r->party.ptr, (int)r->issue.len, r->issue.ptr,
                      (long long)r->id, (long long)r->copy_of, (int)r->chain.len, r->chain.ptr);
    return 0;
}

/* A line each, in the order of the lines. */
static char *reports(struct ledger *ledger, struct ledger_filter filter, const char *outlet)
{
    struct told told = { .outlet = outlet };
    struct buffer sorted = { 0 };
    char *lines[1000], *rest, *line;
    size_t n = 0;

    assert_int_equal(ledger_stance_reports(ledger, &filter, keep_report, &told, NULL), PRISCUS_OK);
    for (line = told.out.len ? strtok_r(told.out.ptr, "\n", &rest) : NULL; line && n < COUNT_OF(lines); line = strtok_r(NULL, "\n", &rest))
        lines[n++] = line;
    qsort(lines, n, sizeof *lines, compare_lines);
    buffer_format(&sorted, "%zu\n", n);
    for (size_t i = 0; i < n; i++)
        buffer_format(&sorted, "%s\n", lines[i]);
    buffer_release(&told.out);
    return sorted.ptr;
}

/* An outlet's are found by its articles, where it has few of them. */
static void assert_outlets_have_theirs(struct ledger *ledger)
{
    static const char *const outlets[] = { "Post", "Herald", "Crier", "Tern", "The Skarrvik Dispatch" };

    for (size_t i = 0; i < COUNT_OF(outlets); i++) {
        struct ledger_filter filter = { .issue = i % 2 ? "quota" : NULL, .party = i == 3 ? "SOR,VEL" : i == 2 ? "VEL" : NULL };
        char *all = reports(ledger, filter, outlets[i]), *its;

        filter.outlet = outlets[i];
        its = reports(ledger, filter, NULL);
        assert_string_equal(its, all);
        free(all);
        free(its);
    }
    assert_same(ledger, (struct ledger_filter){ .outlet = "" });
}

static void assert_all_same(struct ledger *ledger)
{
    static const char *const bounds[] = { "2031-03-31", "2031-03", "2031-03-01", "2031", "2030-12-31", "2031-04-03", "2031-02-28", "2030" };

    assert_same(ledger, (struct ledger_filter){ 0 });
    assert_same(ledger, (struct ledger_filter){ .party = "SOR", .issue = "quota" });
    assert_stances_begin_so(ledger);
    assert_outlets_have_theirs(ledger);
    assert_same_changes(ledger, (struct ledger_filter){ 0 });
    assert_same_changes(ledger, (struct ledger_filter){ .party = "SOR", .issue = "quota" });
    assert_same_newest(ledger, (struct ledger_filter){ 0 });
    assert_same_newest(ledger, (struct ledger_filter){ .party = "SOR", .issue = "quota" });
    for (size_t i = 0; i < COUNT_OF(bounds); i++) {
        assert_same(ledger, (struct ledger_filter){ .as_of = day(bounds[i]) });
        assert_same(ledger, (struct ledger_filter){ .since = day(bounds[i]) });
        assert_same_changes(ledger, (struct ledger_filter){ .as_of = day(bounds[i]) });
        assert_same_newest(ledger, (struct ledger_filter){ .as_of = day(bounds[i]) });
        assert_same_newest(ledger, (struct ledger_filter){ .since = day(bounds[i]) });
        assert_same_changes(ledger, (struct ledger_filter){ .since = day(bounds[i]) });
    }
    assert_same(ledger, (struct ledger_filter){ .since = day("2031-03-11"), .as_of = day("2031-03-20") });
}

static void assert_kept(struct ledger *ledger)
{
    size_t pairs = 99;

    assert_int_equal(kept_days_check(ledger, &pairs, NULL), PRISCUS_OK);
    assert_int_equal(pairs, 0);
}

static void make_kept(struct ledger *ledger)
{
    struct priscus_error err = { 0 };

    if (kept_days_make(ledger, NULL, &err) != PRISCUS_OK || ledger_commit(ledger, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    assert_int_equal(number(ledger, "SELECT count(*) FROM shown_waiting"), 0);
}

static void write_behind(struct ledger *ledger, const char *sql)
{
    assert_int_equal(sqlite3_exec(ledger->db, sql, NULL, NULL, NULL), SQLITE_OK);
}

/* ---- tests ----------------------------------------------------------------------------------------- */

static void what_is_kept_of_days_changes_no_answer(void **state)
{
    enum { ROUNDS = 24, A_ROUND = 12 };
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    unsigned pages = 0;
    bool met[3] = { false };

    (void)state;
    assert_all_same(ledger);
    for (unsigned round = 0; round < ROUNDS; round++) {
        for (unsigned i = 0; i < A_ROUND; i++)
            add_one(ledger, ++pages);
        correct_one(ledger);
        if (round % 3 == 1)
            make_kept(ledger);
        for (unsigned i = 0; i < 12; i++)
            draw_copy(ledger, pages);
        assert_kept(ledger);
        assert_all_same(ledger);
        for (enum change_kind kind = 0; kind <= CHANGE_DENIED; kind++) {
            char *all = changes(ledger, (struct ledger_filter){ 0 }, (struct change_few){ 0 }, 0);

            met[kind] |= strstr(all, change_kind_text(kind)) != NULL;
            free(all);
        }
    }
    assert_true(met[CHANGE_STANCE] && met[CHANGE_CONFLICT] && met[CHANGE_DENIED]);
    assert_true(number(ledger, "SELECT count(*) FROM shown_days") > 20);
    assert_int_equal(ledger_link_forget(ledger, NULL), PRISCUS_OK); /* nothing is a copy any more */
    assert_all_same(ledger);
    make_kept(ledger);
    assert_kept(ledger);
    assert_all_same(ledger);
    closed(ledger);
    knowledge_close(k);
}

/* What is known to be of that year is of the past in March too. */
static void a_year_that_goes_on_is_asked_for_as_a_whole(void **state)
{
    struct says says = { "y.txt", "Post", "2031-02-03", "Ilse Brandt", "VEL", "quota", STANCE_REJECTS, "2031", "Velmark wants no quota" };
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct ledger_filter march = { .as_of = day("2031-03-31") };
    char *got;

    (void)state;
    add_says(ledger, &says);
    make_kept(ledger);
    assert_same(ledger, march);
    got = grid(ledger, march, 0);
    assert_non_null(strstr(got, "|against 2031/2031|"));
    free(got);
    closed(ledger);
    knowledge_close(k);
}

static void bytes_of_another_version_and_damaged_ones_are_made_again(void **state)
{
    static const char *const sql[] = { "UPDATE shown_days SET days = x'ff0101'", "UPDATE shown_days SET days = x''",
                                       "UPDATE shown_days SET days = substr(days, 1, length(days) - 1)",
                                       "UPDATE shown_days SET days = substr(days, 1, 7)",
                                       "UPDATE shown_days SET days = CAST(days || x'01ffff0303' AS BLOB)" };
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    for (unsigned i = 1; i <= 60; i++)
        add_one(ledger, i);
    for (size_t i = 0; i < COUNT_OF(sql); i++) {
        make_kept(ledger);
        write_behind(ledger, sql[i]);
        assert_same(ledger, (struct ledger_filter){ 0 });
        assert_same_changes(ledger, (struct ledger_filter){ 0 });
        write_behind(ledger, "INSERT OR IGNORE INTO shown_waiting SELECT party, issue, '' FROM shown_days");
    }
    make_kept(ledger);
    write_behind(ledger, "UPDATE shown_days SET days = x'ff0101'; UPDATE shown_count SET n = 0 WHERE what = 'days_version'");
    make_kept(ledger); /* by another version: none of it is left */
    assert_int_equal(number(ledger, "SELECT count(*) FROM shown_days WHERE days = x'ff0101'"), 0);
    assert_kept(ledger);
    closed(ledger);
    knowledge_close(k);
}

/* A ledger keeps what an older program made of its days: whoever makes something else of them raises the version. */
static void another_rule_has_another_version(void **state)
{
    static const char sql[] = "SELECT group_concat(days) FROM (SELECT (SELECT text FROM word WHERE id = party) || (SELECT text FROM word"
                              " WHERE id = issue) || month || hex(days) AS days FROM shown_days ORDER BY 1)";
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    sqlite3_stmt *stmt;
    char hex[65];

    (void)state;
    chance = 7;
    for (unsigned i = 1; i <= 200; i++)
        add_one(ledger, i);
    for (unsigned i = 0; i < 40; i++)
        draw_copy(ledger, 200);
    make_kept(ledger);
    assert_int_equal(sqlite3_prepare_v2(ledger->db, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    sha256_hex(sha256_of(text_c((const char *)sqlite3_column_text(stmt, 0))), hex);
    sqlite3_finalize(stmt);
    if (strncmp(hex, "ba59d7fa45b6", 12) != 0)
        fail_msg("days are kept otherwise now (%.12s): raise KEPT_VERSION in src/story/changes/kept_loading.h, and put that here", hex);
    closed(ledger);
    knowledge_close(k);
}

static priscus_status count_pair(void *context, const struct newest_of_pair *pair, struct arena *mem)
{
    size_t *pairs = context;

    (void)mem;
    *pairs += pair->n_read > 0;
    return PRISCUS_OK;
}

static void any_bytes_give_an_answer(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    long long months;
    size_t pairs = 0;

    (void)state;
    for (unsigned i = 1; i <= 60; i++)
        add_one(ledger, i);
    make_kept(ledger);
    months = number(ledger, "SELECT count(*) FROM shown_days");
    write_behind(ledger, "CREATE TEMP TABLE good AS SELECT * FROM shown_days");
    for (unsigned i = 0; i < 1500; i++) {
        unsigned at = draw(30);
        char sql[300];

        snprintf(sql, sizeof sql,
                 "INSERT OR REPLACE INTO shown_days SELECT party, issue, month, CAST(substr(days, 1, %u) || x'%02x' || substr(days, %u)"
                 " AS BLOB) FROM temp.good LIMIT 1 OFFSET %u",
                 1 + at, draw(256), 3 + at, draw((unsigned)months));
        write_behind(ledger, sql);
        free(grid(ledger, (struct ledger_filter){ 0 }, 0));
        free(changes(ledger, (struct ledger_filter){ 0 }, (struct change_few){ .first = 3 }, 0));
        assert_int_equal(pairs_newest(ledger, NULL, &(struct newest_few){ 1, 3, i % 3, 0 }, count_pair, &pairs, NULL), PRISCUS_OK);
        if (i % 4 == 3)
            write_behind(ledger, "INSERT OR REPLACE INTO shown_days SELECT * FROM temp.good");
    }
    closed(ledger);
    knowledge_close(k);
}

/* Somebody else's hand: "2031-05-00" is no date. */
static void a_pair_with_a_date_that_is_none_is_made_from_its_reports(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    add_eight(ledger);
    make_kept(ledger);
    write_behind(ledger, "UPDATE shown_report SET date = '2031-05-00' WHERE date = '2031-05-08'");
    write_behind(ledger, "INSERT INTO shown_waiting SELECT DISTINCT party, issue, date FROM shown_report WHERE date = '2031-05-00'");
    assert_same(ledger, (struct ledger_filter){ 0 });
    assert_int_equal(kept_days_make(ledger, NULL, NULL), PRISCUS_OK);
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    assert_int_equal(number(ledger, "SELECT count(*) FROM shown_waiting"), 1);
    assert_same(ledger, (struct ledger_filter){ 0 });
    closed(ledger);
    knowledge_close(k);
}

static void what_is_kept_wrong_is_found(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    size_t pairs = 0;

    (void)state;
    add_eight(ledger);
    make_kept(ledger);
    write_behind(ledger, "UPDATE shown_days SET days = (SELECT days FROM shown_days WHERE issue = (SELECT id FROM word"
                         " WHERE text = 'quota.cod')) WHERE issue = (SELECT id FROM word WHERE text = 'access')");
    assert_int_equal(kept_days_check(ledger, &pairs, NULL), PRISCUS_OK);
    assert_int_equal(pairs, 1);
    closed(ledger);
    knowledge_close(k);
}

static void questions_that_days_cannot_answer(void **state)
{
    (void)state;
    assert_true(kept_days_answer(NULL));
    assert_false(kept_days_answer(&(struct ledger_filter){ .sure = 50 }));
    assert_false(kept_days_answer(&(struct ledger_filter){ .agenda = "fisheries" }));
    assert_false(kept_days_answer(&(struct ledger_filter){ .as_of = day("2031-05-03T10:00Z") }));
    assert_false(kept_days_answer(&(struct ledger_filter){ .as_of = day("2031-05-03"), .by = LEDGER_PUBLISHED }));
    assert_true(kept_days_answer(&(struct ledger_filter){ .by = LEDGER_PUBLISHED }));
}

static void memory_may_run_out_while_days_are_asked_and_made(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    char *expected;
    bool through = false;

    (void)state;
    for (unsigned i = 1; i <= 10; i++)
        add_one(ledger, i);
    expected = grid(ledger, (struct ledger_filter){ 0 }, 0);
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    for (long at = 1; !through; at++) {
        struct asked asked = { 0 };
        struct priscus_error err = { 0 };
        priscus_status status;

        start_failing(at);
        status = matrix_ask(ledger, NULL, keep_row, &asked, &err);
        through = stop_failing(status, &err);
        buffer_release(&asked.out);
    }
    through = false;
    for (long at = 1; !through; at++) {
        struct arena mem = { 0 };
        struct change_list list;
        struct priscus_error err = { 0 };
        priscus_status status;

        start_failing(at);
        status = changes_find_few(ledger, NULL, &(struct change_few){ .newest = 2 }, &mem, &list, &err);
        through = stop_failing(status, &err);
        arena_release(&mem);
    }
    through = false;
    for (long at = 1; !through; at++) {
        struct priscus_error err = { 0 };
        char *got;
        priscus_status status;

        start_failing(at);
        status = kept_days_make(ledger, NULL, &err);
        if (status == PRISCUS_OK)
            status = ledger_commit(ledger, &err);
        through = stop_failing(status, &err);
        got = grid(ledger, (struct ledger_filter){ 0 }, 0);
        assert_string_equal(got, expected);
        free(got);
    }
    assert_kept(ledger);
    through = false;
    for (long at = 1; !through; at++) {
        static const struct newest_few few = { 1, 1, 1, 0 };
        struct priscus_error err = { 0 };
        size_t pairs = 0;
        priscus_status status;

        start_failing(at);
        status = pairs_newest(ledger, NULL, &few, count_pair, &pairs, &err);
        through = stop_failing(status, &err);
        assert_true(!through || pairs > 1);
    }
    free(expected);
    closed(ledger);
    knowledge_close(k);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_is_kept_of_days_changes_no_answer),
        TEST(a_year_that_goes_on_is_asked_for_as_a_whole),
        TEST(bytes_of_another_version_and_damaged_ones_are_made_again),
        TEST(another_rule_has_another_version),
        TEST(any_bytes_give_an_answer),
        TEST(a_pair_with_a_date_that_is_none_is_made_from_its_reports),
        TEST(what_is_kept_wrong_is_found),
        TEST(questions_that_days_cannot_answer),
        TEST(memory_may_run_out_while_days_are_asked_and_made),
    };

    hook_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
