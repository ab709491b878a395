/* Tests of include/priscus.h: the ledger. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <jansson.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "priscus.h"

#define PATH "library-ledger-test.db"

static struct priscus *priscus;

static const struct priscus_input pages = { .struct_size = sizeof pages, .name = SAMPLES_FOLDER "/pages" };

static int open_world(void **state)
{
    static const struct priscus_file agenda = { SAMPLES_FOLDER "/world.agenda", NULL, 0 };
    static const struct priscus_file roster = { SAMPLES_FOLDER "/world.roster", NULL, 0 };
    const struct priscus_config config = { sizeof config, &agenda, 1, &roster, 1, NULL };

    (void)state;
    return priscus_open(&config, &priscus, NULL) == PRISCUS_OK ? 0 : -1;
}

static int close_world(void **state)
{
    (void)state;
    priscus_close(priscus);
    return 0;
}

static int no_file(void **state)
{
    (void)state;
    unlink(PATH);
    unlink(PATH "-wal");
    unlink(PATH "-shm");
    return 0;
}

static struct priscus_ledger *open_ledger(enum priscus_ledger_mode mode)
{
    struct priscus_ledger *ledger;
    struct priscus_error err;

    if (priscus_ledger_open(PATH, mode, &ledger, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return ledger;
}

/* The ledger with the samples in it. */
static struct priscus_ledger *sample_ledger(void)
{
    struct priscus_ledger *ledger = open_ledger(PRISCUS_LEDGER_WRITE);
    struct priscus_counts counts = { sizeof counts };

    assert_int_equal(priscus_ledger_read(ledger, priscus, &pages, NULL, NULL, &counts, NULL), PRISCUS_OK);
    assert_int_equal(counts.added, 30);
    return ledger;
}

/* Lines as they come. */
struct seen {
    size_t n, limit;
    json_t *last; /* or the one of `party` and `issue`, where they are given */
    const char *party, *issue;
    char id[64]; /* of a mismatch */
};

static int on_line(void *context, const char *line, size_t size)
{
    struct seen *seen = context;
    json_t *row = json_loadb(line, size, 0, NULL);

    assert_non_null(row);
    assert_null(memchr(line, '\n', size));
    seen->n++;
    if (seen->party && (strcmp(json_string_value(json_object_get(row, "party")), seen->party) != 0 ||
                        strcmp(json_string_value(json_object_get(row, "issue")), seen->issue) != 0)) {
        json_decref(row);
        return 0;
    }
    json_decref(seen->last);
    seen->last = row;
    return seen->limit && seen->n == seen->limit;
}

static void pages_are_read_once_and_counted(void **state)
{
    struct priscus_ledger *ledger = sample_ledger();
    struct priscus_counts counts = { sizeof counts };

    (void)state;
    assert_int_equal(priscus_ledger_read(ledger, priscus, &pages, NULL, NULL, &counts, NULL), PRISCUS_OK);
    assert_int_equal(counts.struct_size, sizeof counts);
    assert_int_equal(counts.pages, 30);
    assert_int_equal(counts.added, 0);
    assert_int_equal(counts.known, 30);
    assert_int_equal(priscus_ledger_close(ledger, NULL), PRISCUS_OK);
    assert_int_equal(priscus_ledger_close(NULL, NULL), PRISCUS_OK);
}

static void on_failed(void *context, const struct priscus_error *why)
{
    *(struct priscus_error *)context = *why;
}

static void a_page_that_cannot_be_read_is_told_and_the_rest_is_kept(void **state)
{
    static const char text[] = "{\"text\": \"One.\"}\n{\"text\": \n{\"text\": \"Three.\"}\n";
    const struct priscus_input input = { .struct_size = sizeof input,
                                         .bytes = text,
                                         .size = sizeof text - 1,
                                         .name = "x",
                                         .from = PRISCUS_FROM_JSONL,
                                         .jobs = 2 };
    struct priscus_ledger *ledger = open_ledger(PRISCUS_LEDGER_WRITE);
    struct priscus_counts counts = { sizeof counts };
    struct priscus_error why = { 0 };

    (void)state;
    assert_int_equal(priscus_ledger_read(ledger, priscus, &input, on_failed, &why, &counts, NULL), PRISCUS_OK);
    assert_int_equal(counts.added, 2);
    assert_int_equal(counts.failed, 1);
    assert_non_null(strstr(why.message, "x:2"));
    priscus_ledger_close(ledger, NULL);
}

static void a_ledger_answers(void **state)
{
    struct priscus_ledger *ledger = sample_ledger();
    struct priscus_filter filter = { .struct_size = sizeof filter, .party = "VSK", .issue = "ceasefire" };
    struct seen seen = { .party = "VSK", .issue = "ceasefire" };

    (void)state;
    assert_int_equal(priscus_ledger_ask(ledger, PRISCUS_MATRIX, NULL, on_line, &seen, NULL), PRISCUS_OK);
    assert_true(seen.n > 20);
    assert_string_equal(json_string_value(json_object_get(seen.last, "stance")), "accepts");

    filter.as_of = "2031-06-30";
    assert_int_equal(priscus_ledger_ask(ledger, PRISCUS_MATRIX, &filter, on_line, &seen, NULL), PRISCUS_OK);
    assert_string_equal(json_string_value(json_object_get(seen.last, "stance")), "rejects");

    json_decref(seen.last);
    seen = (struct seen){ 0 };
    filter = (struct priscus_filter){ .struct_size = sizeof filter, .party = "VSK", .since = "2031-09" };
    assert_int_equal(priscus_ledger_ask(ledger, PRISCUS_CHANGES, &filter, on_line, &seen, NULL), PRISCUS_OK);
    assert_true(seen.n > 0);
    assert_string_equal(json_string_value(json_object_get(seen.last, "party")), "VSK");
    assert_non_null(json_string_value(json_object_get(seen.last, "from_words")));
    filter.issue = "ceasefire";
    assert_int_equal(priscus_ledger_ask(ledger, PRISCUS_STANCES, &filter, on_line, &seen, NULL), PRISCUS_OK);
    assert_string_equal(json_string_value(json_object_get(seen.last, "side")), "for");
    seen.n = 0;
    filter.by = "published";
    filter.outlet = "no such outlet";
    assert_int_equal(priscus_ledger_ask(ledger, PRISCUS_CHANGES, &filter, on_line, &seen, NULL), PRISCUS_OK);
    assert_int_equal(seen.n, 0);
    filter.by = "printed";
    assert_int_equal(priscus_ledger_ask(ledger, PRISCUS_CHANGES, &filter, on_line, &seen, NULL), PRISCUS_EUSAGE);

    json_decref(seen.last);
    seen = (struct seen){ .limit = 2 };
    filter = (struct priscus_filter){ .struct_size = sizeof filter, .words = "prisoners" };
    assert_int_equal(priscus_ledger_ask(ledger, PRISCUS_SEARCH, &filter, on_line, &seen, NULL), PRISCUS_OK);
    assert_int_equal(seen.n, 2); /* the callback ended it */
    json_decref(seen.last);
    priscus_ledger_close(ledger, NULL);
}

static void on_mismatch(void *context, const char *id, const char *what)
{
    struct seen *seen = context;

    assert_non_null(what);
    seen->n++;
    snprintf(seen->id, sizeof seen->id, "%s", id);
}

static void a_ledger_is_verified_and_an_entry_traced(void **state)
{
    struct priscus_ledger *ledger = sample_ledger();
    struct priscus_verified verified = { sizeof verified };
    struct seen seen = { .limit = 1 }, trace = { 0 };
    struct priscus_error err = { 0 };
    sqlite3 *db;

    (void)state;
    assert_int_equal(priscus_ledger_verify(ledger, priscus, NULL, on_mismatch, &seen, &verified, NULL), PRISCUS_OK);
    assert_int_equal(seen.n, 0);
    assert_int_equal(verified.pages, 30);
    assert_int_equal(verified.wrong, 0);

    assert_int_equal(priscus_ledger_ask(ledger, PRISCUS_POSITIONS, NULL, on_line, &seen, NULL), PRISCUS_OK);
    assert_int_equal(priscus_ledger_trace(ledger, priscus, json_string_value(json_object_get(seen.last, "id")), on_line,
                                          &trace, NULL),
                     PRISCUS_OK);
    assert_true(json_is_true(json_object_get(trace.last, "made_again")));
    assert_int_equal(priscus_ledger_trace(ledger, priscus, "p-000000000000", on_line, &trace, &err), PRISCUS_EUSAGE);
    assert_non_null(strstr(err.message, "p-000000000000"));
    json_decref(seen.last);
    json_decref(trace.last);
    priscus_ledger_close(ledger, NULL);

    assert_int_equal(sqlite3_open(PATH, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db, "DROP TRIGGER position_is_not_changed; UPDATE position SET id = id + 1 WHERE ordinal = 0",
                     NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    ledger = open_ledger(PRISCUS_LEDGER_READ);
    seen = (struct seen){ 0 };
    assert_int_equal(priscus_ledger_verify(ledger, priscus, NULL, on_mismatch, &seen, &verified, NULL), PRISCUS_OK);
    assert_true(seen.n > 0 && verified.wrong > 0 && seen.id[0]);
    priscus_ledger_close(ledger, NULL);
}

/* ---- wrong use ------------------------------------------------------------------------------------------- */

static void wrong_use_is_a_status_and_a_sentence(void **state)
{
    struct priscus_ledger *ledger = (struct priscus_ledger *)&pages;
    struct priscus_filter filter = { .struct_size = sizeof filter, .as_of = "whenever" };
    struct priscus_counts counts = { 0 };
    struct priscus_verified verified = { 1 };
    struct priscus_error err = { 0 };
    struct seen seen = { 0 };

    (void)state;
    assert_int_equal(priscus_ledger_open(NULL, PRISCUS_LEDGER_READ, &ledger, &err), PRISCUS_EUSAGE);
    assert_null(ledger);
    assert_int_equal(priscus_ledger_open(PATH, PRISCUS_LEDGER_READ, NULL, &err), PRISCUS_EUSAGE);
    assert_int_equal(priscus_ledger_open(PATH, (enum priscus_ledger_mode)7, &ledger, &err), PRISCUS_EUSAGE);
    assert_int_equal(priscus_ledger_open("no/such.db", PRISCUS_LEDGER_READ, &ledger, &err), PRISCUS_ELEDGER);
    assert_non_null(strstr(err.message, "no/such.db"));

    ledger = sample_ledger();
    assert_int_equal(priscus_ledger_read(NULL, priscus, &pages, NULL, NULL, NULL, &err), PRISCUS_EUSAGE);
    assert_int_equal(priscus_ledger_read(ledger, NULL, &pages, NULL, NULL, NULL, &err), PRISCUS_EUSAGE);
    assert_int_equal(priscus_ledger_read(ledger, priscus, NULL, NULL, NULL, NULL, &err), PRISCUS_EUSAGE);
    assert_int_equal(priscus_ledger_read(ledger, priscus, &pages, NULL, NULL, &counts, &err), PRISCUS_EUSAGE);
    assert_int_equal(priscus_ledger_ask(NULL, PRISCUS_PAGES, NULL, on_line, &seen, &err), PRISCUS_EUSAGE);
    assert_int_equal(priscus_ledger_ask(ledger, PRISCUS_PAGES, NULL, NULL, &seen, &err), PRISCUS_EUSAGE);
    assert_int_equal(priscus_ledger_ask(ledger, (enum priscus_question)66, NULL, on_line, &seen, &err), PRISCUS_EUSAGE);
    assert_int_equal(priscus_ledger_ask(ledger, PRISCUS_SEARCH, NULL, on_line, &seen, &err), PRISCUS_EUSAGE);
    assert_int_equal(priscus_ledger_ask(ledger, PRISCUS_MATRIX, &filter, on_line, &seen, &err), PRISCUS_EUSAGE);
    assert_non_null(strstr(err.message, "whenever"));
    filter = (struct priscus_filter){ .struct_size = sizeof filter, .sure = 80 };
    assert_int_equal(priscus_ledger_ask(ledger, PRISCUS_MATRIX, &filter, on_line, &seen, &err), PRISCUS_EUSAGE);
    assert_non_null(strstr(err.message, "from 0 to 1"));
    assert_int_equal(priscus_ledger_verify(ledger, priscus, NULL, NULL, NULL, &verified, &err), PRISCUS_EUSAGE);
    assert_int_equal(priscus_ledger_verify(ledger, priscus, NULL, NULL, NULL, NULL, &err), PRISCUS_EUSAGE);
    assert_int_equal(priscus_ledger_trace(ledger, priscus, NULL, on_line, &seen, &err), PRISCUS_EUSAGE);
    assert_int_equal(priscus_ledger_trace(ledger, priscus, "no id", on_line, &seen, &err), PRISCUS_EUSAGE);
    assert_int_equal(seen.n, 0);
    priscus_ledger_close(ledger, NULL);
}

static void a_ledger_of_another_version_is_refused(void **state)
{
    struct priscus_ledger *ledger = open_ledger(PRISCUS_LEDGER_WRITE);
    struct priscus_error err = { 0 };
    sqlite3 *db;

    (void)state;
    priscus_ledger_close(ledger, NULL);
    assert_int_equal(sqlite3_open(PATH, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 999", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(priscus_ledger_open(PATH, PRISCUS_LEDGER_READ, &ledger, &err), PRISCUS_EVERSION);
    assert_null(ledger);
    assert_non_null(strstr(err.message, PATH));
}

/* A ledger that is in use says so, to another thread as to a callback. */
struct use {
    struct priscus_ledger *ledger;
    priscus_status asked, read, closed;
};

static int on_nothing(void *context, const char *line, size_t size)
{
    (void)context, (void)line, (void)size;
    return 0;
}

static void *use_ledger(void *context)
{
    struct use *use = context;

    use->asked = priscus_ledger_ask(use->ledger, PRISCUS_STATS, NULL, on_nothing, NULL, NULL);
    use->read = priscus_ledger_read(use->ledger, priscus, &pages, NULL, NULL, NULL, NULL);
    use->closed = priscus_ledger_close(use->ledger, NULL);
    return NULL;
}

static int use_it_meanwhile(void *context, const char *line, size_t size)
{
    pthread_t thread;

    (void)line, (void)size;
    use_ledger(context); /* out of the callback itself */
    assert_int_equal(((struct use *)context)->closed, PRISCUS_EUSAGE);
    if (pthread_create(&thread, NULL, use_ledger, context) == 0)
        pthread_join(thread, NULL);
    return 1;
}

static void one_thread_at_a_time_uses_a_ledger(void **state)
{
    struct use use = { .ledger = sample_ledger() };

    (void)state;
    assert_int_equal(priscus_ledger_ask(use.ledger, PRISCUS_PAGES, NULL, use_it_meanwhile, &use, NULL), PRISCUS_OK);
    assert_int_equal(use.asked, PRISCUS_EUSAGE);
    assert_int_equal(use.read, PRISCUS_EUSAGE);
    assert_int_equal(use.closed, PRISCUS_EUSAGE);
    use_ledger(&use); /* and now it may be used */
    assert_int_equal(use.asked, PRISCUS_OK);
    assert_int_equal(use.read, PRISCUS_OK);
    assert_int_equal(use.closed, PRISCUS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pages_are_read_once_and_counted, no_file, no_file),
        cmocka_unit_test_setup_teardown(a_page_that_cannot_be_read_is_told_and_the_rest_is_kept, no_file, no_file),
        cmocka_unit_test_setup_teardown(a_ledger_answers, no_file, no_file),
        cmocka_unit_test_setup_teardown(a_ledger_is_verified_and_an_entry_traced, no_file, no_file),
        cmocka_unit_test_setup_teardown(wrong_use_is_a_status_and_a_sentence, no_file, no_file),
        cmocka_unit_test_setup_teardown(a_ledger_of_another_version_is_refused, no_file, no_file),
        cmocka_unit_test_setup_teardown(one_thread_at_a_time_uses_a_ledger, no_file, no_file),
    };

    return cmocka_run_group_tests(tests, open_world, close_world);
}
