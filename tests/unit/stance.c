/* The stance table: every row is proved by its own tests (data/record/stance.table), the probes hold
 * a floor, and each mistake that a person can make in the table is answered with its line. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "known.h"
#include "language/sentence/clause.h"
#include "probes.h"
#include "record/knowledge/stance_table.h"

/* Probes that must come out right; raise them when more do. */
#define PROBES_FLOOR             336
#define PROBES_HELD_FLOOR        86
/* The same with the networks, which learnt from news: sentences that turn a stance over and over are none. */
#define PROBES_LEARNT_FLOOR      312
#define PROBES_HELD_LEARNT_FLOOR 78

static struct knowledge *knowledge;
static struct analyst *analyst, *learnt; /* by rules alone; with the networks */
static struct arena mem;

static struct record read_sentence(struct text sentence)
{
    return probe_read(analyst, sentence, &mem);
}

static bool row_fired(const struct record *record, uint32_t row)
{
    for (size_t i = 0; i < record->n_positions; i++)
        for (size_t k = 0; k < record->positions[i].n_rules; k++)
            if (record->positions[i].rules[k] == row)
                return true;
    return false;
}

static void print_got(const struct record *record)
{
    if (record->n_positions == 0)
        print_error(" none");
    for (size_t i = 0; i < record->n_positions; i++) {
        const struct position *p = &record->positions[i];

        print_error("%s%.*s %.*s %s (", i ? "; " : " ", (int)p->party.len, p->party.ptr, (int)p->issue.len,
                    p->issue.ptr, stance_text(p->stance));
        for (size_t k = 0; k < p->n_rules; k++) {
            struct text id = knowledge->stance.rows[p->rules[k]].id;

            print_error("%s%.*s", k ? " " : "", (int)id.len, id.ptr);
        }
        print_error(")");
    }
    print_error("\n");
}

/* ---- the table itself ------------------------------------------------------------------------- */

static void every_test_of_the_table_comes_out(void **state)
{
    const struct stance_table *table = &knowledge->stance;
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < table->n_tests; i++) {
        const struct stance_test *t = &table->tests[i];
        struct record record = read_sentence(t->sentence);

        if (comes_out(&record, t->expected))
            continue;
        print_error("stance.table:%d: row %.*s\n  %.*s\n  want %.*s\n  got ", t->line, (int)table->rows[t->row].id.len,
                    table->rows[t->row].id.ptr, (int)t->sentence.len, t->sentence.ptr, (int)t->expected.len,
                    t->expected.ptr);
        print_got(&record);
        wrong++;
    }
    assert_true(table->n_tests > 100);
    if (wrong)
        fail_msg("%zu of %zu tests", wrong, table->n_tests);
}

/* Does a test of the row come out otherwise where the table lacks it? The proof of rows that keep positions out, or that do
 * not show in the rules of a position. */
static bool row_is_missed(uint32_t r)
{
    const struct stance_table whole = knowledge->stance;
    struct text text = builtin_file("record/stance.table"), rest = text;
    int line = 0, behind = r + 1 < whole.n_rows ? whole.rows[r + 1].line : INT_MAX;
    struct buffer without = { 0 };
    struct arena less = { 0 };
    struct priscus_error err;
    bool missed = false;

    while (rest.ptr) {
        struct text one = text_cut(&rest, '\n');

        if (++line < whole.rows[r].line || line >= behind) {
            buffer_text(&without, one);
            buffer_char(&without, '\n');
        }
    }
    if (stance_table_read("t", buffer_as_text(&without), &less, &knowledge->stance, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    for (size_t i = 0; i < whole.n_tests && !missed; i++)
        if (whole.tests[i].row == r) {
            struct record record = read_sentence(whole.tests[i].sentence);

            missed = !comes_out(&record, whole.tests[i].expected);
        }
    knowledge->stance = whole;
    arena_release(&less);
    buffer_release(&without);
    return missed;
}

static void every_row_has_a_test_that_needs_it(void **state)
{
    const struct stance_table *table = &knowledge->stance;
    size_t wrong = 0;

    (void)state;
    for (uint32_t r = 0; r < table->n_rows; r++) {
        const struct stance_row *row = &table->rows[r];
        bool tested = false, fires = false;

        for (size_t i = 0; i < table->n_tests && !fires; i++)
            if (table->tests[i].row == r) {
                struct record record = read_sentence(table->tests[i].sentence);

                tested = true;
                fires = row_fired(&record, r);
            }
        if (!tested)
            print_error("stance.table:%d: the row %.*s has no test\n", row->line, (int)row->id.len, row->id.ptr);
        else if (!fires && !row_is_missed(r))
            print_error("stance.table:%d: no test of the row %.*s fires it, nor comes out otherwise without it\n",
                        row->line, (int)row->id.len, row->id.ptr);
        else
            continue;
        wrong++;
    }
    if (wrong)
        fail_msg("%zu of %zu rows", wrong, table->n_rows);
}

/* ---- the probes --------------------------------------------------------------------------------- */

static void probes_hold(struct analyst *by, const char *path, size_t floor)
{
    struct probe_sum sum = probes_of(by, path, NULL);

    print_message("%s: %zu of %zu right (%.1f %%), at least %zu are wanted\n", strrchr(path, '/') + 1, sum.right, sum.n,
                  100.0 * (double)sum.right / (double)sum.n, floor);
    assert_true(sum.right >= floor);
}

static void probes_hold_their_floor(void **state)
{
    (void)state;
    probes_hold(analyst, TEST_FOLDER "/cases/probes.tsv", PROBES_FLOOR);
    probes_hold(learnt, TEST_FOLDER "/cases/probes.tsv", PROBES_LEARNT_FLOOR);
}

static void held_out_probes_hold_their_floor(void **state)
{
    (void)state;
    probes_hold(analyst, TEST_FOLDER "/cases/probes-held.tsv", PROBES_HELD_FLOOR);
    probes_hold(learnt, TEST_FOLDER "/cases/probes-held.tsv", PROBES_HELD_LEARNT_FLOOR);
}

/* ---- mistakes ------------------------------------------------------------------------------------ */

static void a_mistake_is_told_with_file_and_line(void **state)
{
    static const struct {
        const char *table, *message;
    } cases[] = {
        { "words  refuse\n", "t:1: \"words\" belongs to a row; \"row NAME\" comes before it" },
        { "is verb rejects\n", "t:1: \"is\" belongs to a row; \"row NAME\" comes before it" },
        { "row a\nis verb rejects\n\n# remark\nrow a\n", "t:5: the row a stands in line 1 already" },
        { "row a\nis verb rejects\nrow b\nwords no\n", "t:3: the row b does not say what it \"is\"" },
        { "row a\nis adverb rejects\n", "t:2: there is no kind \"adverb\"; did you mean \"verb\"?" },
        { "row a\nis article rejects\n", "t:2: there is no kind \"article\"; the kinds are verb, adjective, noun" },
        { "row a\nis\n", "t:2: \"is\" has nothing behind it; a kind is wanted" },
        { "row a\nis verb refuses\n", "t:2: a stance is wanted behind the kind" },
        { "row a\nis noun\n", "t:2: a stance is wanted behind the kind" },
        { "row a\nis compose rejects open\n", "t:2: compose wants three stances" },
        { "row a\nis compose rejects what open\n", "t:2: compose wants three stances" },
        { "row a\nis negate open\n", "t:2: negate wants two stances" },
        { "row a\nis act do will accepts\n", "t:2: act wants \"act\" or \"deed\"" },
        { "row a\nis act deed shall accepts\n", "t:2: act wants \"act\" or \"deed\"" },
        { "row a\nis act deed will+ accepts\n", "t:2: act wants \"act\" or \"deed\"" },
        { "row a\nis act deed will\n", "t:2: act wants \"act\" or \"deed\"" },
        { "row a\nis if when open conditional\n", "t:2: if wants if, unless or after" },
        { "row a\nis if before open conditional\n", "t:2: if wants if, unless or after" },
        { "row a\nis if if open\n", "t:2: if wants if, unless or after" },
        { "row a\nis condition when\n", "t:2: condition wants if, unless, after, before, only-after or exchange" },
        { "row a\nis verb rejects\nword no\n", "t:3: there is no key \"word\"; did you mean \"words\"?" },
        { "row a\nis opposite open\n", "t:2: opposite wants two stances" },
        { "row a\nis adjunct\nwords in; ahead of\n", "t:3: a row of this kind has single words" },
        { "row a\nis adjunct\nwords in;; at\n", "t:3: a row of this kind has single words" },
        { "row a\nis adjunct\nwords in; at; in\n", "t:3: \"in\" comes twice" },
        { "row a\nis verb rejects\nword no\nrow b\n",
          "t:3: there is no key \"word\"; did you mean \"words\"? (and 1 more mistake)" },
        { "row a\nis verb rejects\ntest Iran refused talks.\n", "t:3: a test is \"SENTENCE => PARTY issue stance" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct stance_table table = { .n_rows = 77 };
        struct priscus_error err = { 0 };

        arena_reset(&mem);
        assert_int_equal(stance_table_read("t", text_c(cases[i].table), &mem, &table, &err), PRISCUS_ECONFIG);
        assert_int_equal(err.code, PRISCUS_ECONFIG);
        if (strncmp(err.message, cases[i].message, strlen(cases[i].message)) != 0)
            fail_msg("%s\n  want %s\n  got  %s", cases[i].table, cases[i].message, err.message);
        assert_int_equal(table.n_rows, 77);
    }
}

static void a_bad_phrase_is_told_with_its_line(void **state)
{
    static const char *const tables[] = {
        "row a\nis verb rejects\nwords say no; [never\n",
        "row a\nis verb rejects\nwords ... no\n",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        struct stance_table table = { .n_rows = 77 };
        struct priscus_error err = { 0 };

        arena_reset(&mem);
        assert_true(stance_table_read("t", text_c(tables[i]), &mem, &table, &err) < 0);
        assert_memory_equal(err.message, "t:3: ", 5);
        assert_int_equal(table.n_rows, 77);
    }
}

static void a_table_is_read_as_it_stands(void **state)
{
    struct stance_table t;
    struct priscus_error err;

    (void)state;
    arena_reset(&mem);
    assert_int_equal(stance_table_read("t",
                                       text_c("# remark\n"
                                              "row   refuse\n"
                                              "is    verb  rejects\n"
                                              "words refuse; turn ... down;\n"
                                              "test  Iran refused talks. => IRN talks rejects\n"
                                              "row   twice\n"
                                              "is    compose rejects rejects open\n"
                                              "row   wont\n"
                                              "is    act deed will+not rejects\n"
                                              "row   until\n"
                                              "is    if unless rejects conditional\n"
                                              "row   nobody\n"
                                              "is    negator-noun\n"
                                              "words no; neither\n"
                                              "row   denied\n"
                                              "is    verb denies"),
                                       &mem, &t, &err),
                     PRISCUS_OK);
    assert_int_equal(t.n_rows, 6);
    assert_int_equal(t.rows[0].kind, ROW_VERB);
    assert_int_equal(t.rows[0].verdict, STANCE_REJECTS);
    assert_int_equal(t.rows[0].line, 2);
    assert_int_equal(t.rows[1].outer, STANCE_REJECTS);
    assert_int_equal(t.rows[1].inner, STANCE_REJECTS);
    assert_int_equal(t.rows[1].verdict, STANCE_OPEN);
    assert_int_equal(t.rows[2].deed, 1);
    assert_int_equal(t.rows[2].flags, CLAUSE_WILL | CLAUSE_NEGATED);
    assert_int_equal(t.rows[3].condition, CONDITION_UNLESS);
    assert_int_equal(t.rows[4].kind, ROW_NEGATOR_NOUN);
    assert_int_equal(t.rows[5].verdict, VERDICT_DENIES);
    assert_ptr_equal(stance_table_find(&t, ROW_NEGATOR_NOUN, text_c("neither")), &t.rows[4]);
    assert_null(stance_table_find(&t, ROW_NEGATOR_SUBJECT, text_c("neither")));
    assert_null(stance_table_find(&t, ROW_NEGATOR_NOUN, text_c("nobody")));
    assert_int_equal(t.n_tests, 1);
    assert_int_equal(t.tests[0].row, 0);
    assert_int_equal(t.tests[0].line, 5);
    assert_true(text_is(t.tests[0].sentence, "Iran refused talks."));
    assert_true(text_is(t.tests[0].expected, "IRN talks rejects"));
}

static void an_empty_table_is_one(void **state)
{
    struct stance_table t;

    (void)state;
    arena_reset(&mem);
    assert_int_equal(stance_table_read("t", (struct text){ 0 }, &mem, &t, NULL), PRISCUS_OK);
    assert_int_equal(t.n_rows, 0);
}

static void every_allocation_may_fail(void **state)
{
    struct text whole = builtin_file("record/stance.table");
    struct arena small = { 0 };
    long k;

    (void)state;
    for (k = 1;; k++) {
        struct stance_table t = { .n_rows = 77 };
        struct priscus_error err = { 0 };
        priscus_status status;

        arena_reset(&small);
        small.fail_after = k;
        status = stance_table_read("t", whole, &small, &t, &err);
        small.fail_after = 0;
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_int_equal(t.n_rows, 77);
    }
    assert_true(k > 10);
    arena_release(&small);
}

static void stances_have_names(void **state)
{
    enum stance s = STANCE_NONE;

    (void)state;
    for (int i = STANCE_DEMANDS; i < STANCE_COUNT; i++) {
        assert_true(stance_parse(text_c(stance_text((enum stance)i)), &s));
        assert_int_equal(s, i);
    }
    assert_false(stance_parse(text_c("none"), &s));
    assert_false(stance_parse(text_c("denies"), &s));
    assert_false(stance_parse(text_c(""), &s));
    assert_int_equal(s, STANCE_REJECTS);
}

static int know(void **state)
{
    struct priscus_error err = { 0 };

    (void)state;
    if (knowledge_open(test_language(), NULL, 0, NULL, 0, &knowledge, &err) == PRISCUS_OK &&
        (analyst = analyst_new(knowledge)) && (learnt = analyst_new(knowledge))) {
        analyst_by_rules(analyst);
        return 0;
    }
    print_error("%s\n", err.message);
    return -1;
}

static int let_go(void **state)
{
    (void)state;
    analyst_free(analyst);
    analyst_free(learnt);
    knowledge_close(knowledge);
    arena_release(&mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stances_have_names),
        cmocka_unit_test(a_table_is_read_as_it_stands),
        cmocka_unit_test(an_empty_table_is_one),
        cmocka_unit_test(a_mistake_is_told_with_file_and_line),
        cmocka_unit_test(a_bad_phrase_is_told_with_its_line),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(every_test_of_the_table_comes_out),
        cmocka_unit_test(every_row_has_a_test_that_needs_it),
        cmocka_unit_test(probes_hold_their_floor),
        cmocka_unit_test(held_out_probes_hold_their_floor),
    };

    return cmocka_run_group_tests(tests, know, let_go);
}
