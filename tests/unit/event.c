/* Events: every row of the event table is proved by its own tests (data/record/event.table), probes of what is negated, denied and
 * only supposed hold, and each mistake that a person can make in the two files is answered with its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "known.h"
#include "probes.h"
#include "record/event/event.h"

static struct knowledge *knowledge;
static struct analyst *analyst;
static struct arena mem, table_mem;
static struct event_table table;

static struct event_list events_of(struct text sentence, struct reading *reading)
{
    struct page page = { .name = text_c("sentence"), .bytes = sentence, .from = PRISCUS_FROM_TEXT };
    struct event_list events = { 0 };
    struct priscus_error err = { 0 };

    arena_reset(&mem);
    if (reading_make(&page, analyst, &mem, reading, &err) != PRISCUS_OK)
        fail_msg("%.*s: %s", (int)sentence.len, sentence.ptr, err.message);
    assert_int_equal(event_find(&reading->document, &table, reading->record.actors, &mem, &events), PRISCUS_OK);
    return events;
}

/* "EGY 1053; SDN 046": whose it is, by the default roster, and the code. */
static struct text list_events(const struct reading *reading, const struct event_list *events, struct buffer *out)
{
    buffer_reset(out);
    for (size_t i = 0; i < events->n; i++) {
        const struct event *event = &events->at[i];
        struct text code = table.codes[event->code].code;
        struct actor_ref refs[ACTORS_MAX];
        size_t n = actors_resolve(reading->record.actors, event->source.first, event->source.end, NULL, refs);

        if (i)
            buffer_c(out, "; ");
        buffer_text(out, n && refs[0].party != NO_PARTY ? knowledge->roster.parties[refs[0].party].code : text_c("?"));
        buffer_format(out, " %.*s%s", (int)code.len, code.ptr, span_empty(event->condition) ? "" : " if");
    }
    if (!events->n)
        buffer_c(out, "none");
    return buffer_as_text(out);
}

static bool fired(const struct event_list *events, uint32_t row)
{
    for (size_t i = 0; i < events->n; i++)
        for (size_t k = 0; k < events->at[i].n_rules; k++)
            if (events->at[i].rules[k] == row)
                return true;
    return false;
}

/* ---- the table itself ---- */

/* Of an issue: a position on it, by its code. */
static bool position_comes_out(const struct reading *reading, const struct event_test *test, struct buffer *got)
{
    bool right = false;

    buffer_reset(got);
    for (size_t i = 0; i < reading->record.n_positions; i++) {
        const struct position *p = &reading->record.positions[i];
        uint16_t code = event_table_stance(&table, p->issue, p->stance);
        size_t begin = got->len;

        if (begin)
            buffer_c(got, "; ");
        begin = got->len;
        buffer_text(got, p->party);
        buffer_char(got, ' ');
        buffer_text(got, code == EVENT_NO_CODE ? text_c("-") : table.codes[code].code);
        right |= text_eq(text_of(got->ptr + begin, got->len - begin), test->expected);
    }
    return right;
}

static void every_test_of_the_table_comes_out_and_fires_its_row(void **state)
{
    struct buffer got = { 0 };
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < table.n_tests; i++) {
        const struct event_test *test = &table.tests[i];
        const struct event_row *row = &table.rows[test->row];
        struct reading reading;
        struct event_list events = events_of(test->sentence, &reading);
        bool right;

        if (row->kind == EVENT_ISSUE)
            right = position_comes_out(&reading, test, &got);
        else
            right = text_eq(list_events(&reading, &events, &got), test->expected) &&
                    (text_is(test->expected, "none") || fired(&events, test->row));
        if (right)
            continue;
        print_error("event.table:%d: row %.*s\n  %.*s\n  want %.*s\n  got  %.*s%s\n", test->line, (int)row->id.len,
                    row->id.ptr, (int)test->sentence.len, test->sentence.ptr, (int)test->expected.len,
                    test->expected.ptr, (int)got.len, got.ptr,
                    row->kind != EVENT_ISSUE && !fired(&events, test->row) ? ", by other rows" : "");
        wrong++;
    }
    buffer_release(&got);
    if (wrong)
        fail_msg("%zu of %zu tests", wrong, table.n_tests);
}

static void every_row_has_a_test(void **state)
{
    size_t wrong = 0;

    (void)state;
    for (uint32_t r = 0; r < table.n_rows; r++) {
        bool tested = false;

        for (size_t i = 0; i < table.n_tests; i++)
            tested |= table.tests[i].row == r;
        if (!tested)
            print_error("event.table:%d: the row %.*s has no test\n", table.rows[r].line, (int)table.rows[r].id.len,
                        table.rows[r].id.ptr);
        wrong += !tested;
    }
    assert_int_equal(wrong, 0);
}

/* ---- what is not so is not its opposite ---- */

static void probes_come_out(void **state)
{
    static const struct {
        const char *sentence, *wanted;
    } probes[] = {
        { "Norway ruled out talks with Egypt.", "NOR 125" },
        { "Norway has not ruled out talks with Egypt.", "none" },
        { "Norway has never rejected talks with Egypt.", "none" },
        { "Egypt denied that it had refused talks with Norway.", "none" },
        { "Egypt will not negotiate with Norway.", "EGY 125" },
        { "Egypt is ready to negotiate with Norway.", "EGY 036" },
        { "Egypt said Norway rejected the ceasefire.", "NOR 1246" },
        { "Egypt said it would meet with Norway.", "EGY 036" },
        { "Egypt demanded that Norway withdraw its troops.", "EGY 1056" },
        { "Egypt would talk to Norway only if Norway withdrew its troops.", "EGY 036 if" },
        { "Egypt may attack Libya.", "none" },
        { "Egypt has not released the prisoners.", "none" },
        { "Did Egypt release the prisoners?", "none" },
        { "Egypt considered whether to release the prisoners.", "none" },
        { "Egypt agreed not to attack Libya.", "EGY 0356" },
        { "Egypt wants Libya to stop shelling the port.", "EGY 1056" },
        { "The prisoners were released by Libya.", "LBY 0841" },
        { "Libya should never have released the prisoners, Egypt said.", "none" },
        { "Egypt announced that it will extend the curfew.", "EGY 132" },
        { "Egypt refused to reject talks with Libya.", "none" },
        { "Egypt said that Libya must release the prisoners.", "EGY 1053" },
        { "Egypt said that its soldiers had attacked Libya.", "EGY 190" },
        { "Libya condemned Egypt because Egypt had attacked the port.", "LBY 111; EGY 190" },
    };
    struct buffer got = { 0 };
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(probes); i++) {
        struct reading reading;
        struct event_list events = events_of(text_c(probes[i].sentence), &reading);

        if (text_is(list_events(&reading, &events, &got), probes[i].wanted))
            continue;
        print_error("%s\n  want %s\n  got  %.*s\n", probes[i].sentence, probes[i].wanted, (int)got.len, got.ptr);
        wrong++;
    }
    buffer_release(&got);
    assert_int_equal(wrong, 0);
}

static void a_target_is_named_beside_its_source(void **state)
{
    struct reading reading;
    struct event_list events = events_of(text_c("Iran has refused to release the crew of the Tern."), &reading);

    (void)state;
    assert_int_equal(events.n, 1);
    assert_true(token_is(&reading.document, events.at[0].target.first + 1, "crew"));
    assert_true(token_is(&reading.document, events.at[0].source.first, "iran"));
    assert_true(token_is(&reading.document, events.at[0].words.first, "has"));
}

/* ---- codes ---- */

static void each_code_of_the_table_is_in_the_list_and_each_root_has_one(void **state)
{
    bool seen[EVENT_ROOTS] = { false };

    (void)state;
    for (size_t i = 0; i < table.n_codes; i++)
        seen[table.codes[i].root] = true;
    for (size_t i = 0; i < EVENT_ROOTS; i++)
        assert_true(seen[i]);
}

static void a_quad_class_is_of_the_event_or_of_the_code(void **state)
{
    struct event_code appeal = { .code = text_c("026"), .root = EVENT_REQUEST };
    struct event_code release = { .code = text_c("0841"), .root = EVENT_RETREAT };

    (void)state;
    assert_int_equal(event_root_quad(EVENT_REQUEST), 3);
    assert_int_equal(event_code_quad(&appeal), 0); /* Phoenix: appeals are neither */
    assert_int_equal(event_code_quad(&release), 2);
    assert_int_equal(event_root_quad(EVENT_CONCEDE), 1);
    assert_int_equal(event_root_quad(EVENT_ASSAULT), 4);
}

static void an_issue_has_the_row_of_what_it_is_a_part_of(void **state)
{
    uint16_t summit = event_table_stance(&table, text_c("talks.summit"), STANCE_REJECTS);
    uint16_t mediation = event_table_stance(&table, text_c("talks.mediation"), STANCE_REJECTS);
    uint16_t fish = event_table_stance(&table, text_c("fish.quota"), STANCE_DEMANDS);

    (void)state;
    assert_true(text_is(table.codes[summit].code, "125"));
    assert_true(text_is(table.codes[mediation].code, "126"));
    assert_true(text_is(table.codes[fish].code, "100"));
}

/* ---- mistakes in the files ---- */

static const char some_codes[] = "REJECT: 125 meet -5.0; 120 -4.0\nSTATEMENT: 010 0.0\n";

static void told(const char *codes, const char *rows, const char *message)
{
    struct arena work = { 0 };
    struct event_table read;
    struct priscus_error err = { 0 };

    assert_int_equal(event_table_read("c", text_c(codes), "t", text_c(rows), &work, &read, &err), PRISCUS_ECONFIG);
    assert_string_equal(err.message, message);
    arena_release(&work);
}

static void mistakes_are_told_with_their_line(void **state)
{
    (void)state;
    told("REJECT: 125 meet\n", "",
         "c:1: a code is three or four digits, a mode or none, and a number as -5.0, not \"125 meet\"");
    told("REJECT: 1 -5.0\n", "",
         "c:1: a code is three or four digits, a mode or none, and a number as -5.0, not \"1 -5.0\"");
    told("REJECT: 125 -5.0; 125 -5.0\n", "", "c:1: the code 125 comes twice");
    told("REJEKT: 125 -5.0\n", "", "c:1: there is no kind \"REJEKT\"; did you mean \"REJECT\"?");
    told(some_codes, "row a\nis verb 999\n", "t:2: \"999\" is no code of the list of codes; \"-\" is none");
    told(some_codes, "row a\nis verb refuze\n", "t:2: there is no operator \"refuze\"; did you mean \"refuse\"?");
    told(some_codes, "row a\nis verbs 125\n", "t:2: there is no kind \"verbs\"; did you mean \"verb\"?");
    told(some_codes, "row a\nis verb 125 subject\n",
         "t:2: behind its code a verb may have \"object\", and nothing else");
    told(some_codes, "row a\nrow b\nis verb 125\n", "t:1: the row a does not say what it \"is\"");
    told(some_codes, "row a\nis verb 125\nrow a\nis verb 120\n", "t:3: the row a stands in line 1 already");
    told(some_codes, "row a\nis compose refuse x 125\n",
         "t:2: a compose row has OPERATOR, the first digits of a code, any or none, and a RESULT");
    told(some_codes, "row a\nis compose refuse any 125 120\n",
         "t:2: nothing may stand behind the result of a compose row");
    told(some_codes, "row a\nis issue talks 125 125 125 125 125 125\n",
         "t:2: an issue has five codes: for demands, proposes, accepts, open, rejects");
    told(some_codes, "row a\nis compose refuse any 125\nwords no\n",
         "t:3: only a row that is a verb, noun or about has words, behind what it \"is\"");
    told(some_codes, "row a\nis verb 125\ntest Iran refused.\n",
         "t:3: a test is \"SENTENCE => PARTY code; ...\" or \"=> none\"");
}

static void running_out_of_memory_is_told(void **state)
{
    struct page page = { .name = text_c("s"),
                         .bytes = text_c("Iran refused to release the crew. Egypt called for talks."),
                         .from = PRISCUS_FROM_TEXT };
    struct reading reading;
    struct priscus_error err = { 0 };
    struct event_table read;

    (void)state;
    arena_reset(&mem);
    assert_int_equal(reading_make(&page, analyst, &mem, &reading, &err), PRISCUS_OK);
    for (long k = 1;; k++) {
        struct arena work = { .fail_after = k };
        struct event_list events = { 0 };
        priscus_status status = event_find(&reading.document, &table, reading.record.actors, &work, &events);

        arena_release(&work);
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_int_equal(events.n, 0);
    }
    for (long k = 1;; k += 97) { /* thousands of phrases */
        struct arena work = { .fail_after = k };
        priscus_status status = event_table_builtin(&work, &read, &err);

        arena_release(&work);
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
    }
}

static int open_all(void **state)
{
    struct priscus_error err;

    (void)state;
    if (knowledge_open(test_language(), NULL, 0, NULL, 0, &knowledge, &err) != PRISCUS_OK ||
        event_table_builtin(&table_mem, &table, &err) != PRISCUS_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    analyst = analyst_new(knowledge);
    if (analyst)
        analyst_by_rules(analyst);
    return analyst ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    arena_release(&mem);
    arena_release(&table_mem);
    analyst_free(analyst);
    knowledge_close(knowledge);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_test_of_the_table_comes_out_and_fires_its_row),
        cmocka_unit_test(every_row_has_a_test),
        cmocka_unit_test(probes_come_out),
        cmocka_unit_test(a_target_is_named_beside_its_source),
        cmocka_unit_test(each_code_of_the_table_is_in_the_list_and_each_root_has_one),
        cmocka_unit_test(a_quad_class_is_of_the_event_or_of_the_code),
        cmocka_unit_test(an_issue_has_the_row_of_what_it_is_a_part_of),
        cmocka_unit_test(mistakes_are_told_with_their_line),
        cmocka_unit_test(running_out_of_memory_is_told),
    };

    return cmocka_run_group_tests(tests, open_all, close_all);
}
