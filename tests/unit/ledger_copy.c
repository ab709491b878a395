/* A ledger into another one (ledger_copy.h): what goes over, how it goes on, what it refuses, and memory that runs out. */
#include "ledger/ledger_copy.h"

#include <unistd.h>

#include "failing_sqlite.h"
#include "ledger_pages.h"

#define FROM "ledger-copy-from.db"
#define TO   "ledger-copy-to.db"

static struct knowledge *knowledge;

static void forget(const char *file)
{
    char name[80];

    unlink(file);
    snprintf(name, sizeof name, "%s-wal", file);
    unlink(name);
    snprintf(name, sizeof name, "%s-shm", file);
    unlink(name);
}

/* Eight pages in two commits. */
static struct ledger *source(void)
{
    struct ledger *ledger;

    forget(FROM);
    ledger = opened(FROM, knowledge);
    for (size_t i = 0; i < COUNT_OF(eight); i++) {
        assert_true(add_says(ledger, &eight[i]));
        if (i == 3)
            assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    }
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    return ledger;
}

static struct ledger *target(void)
{
    struct ledger *ledger = NULL;

    assert_int_equal(ledger_open(TO, LEDGER_WRITE, &ledger, NULL), PRISCUS_OK);
    return ledger;
}

static void assert_same(struct ledger *a, struct ledger *b)
{
    static const char head[] = "SELECT instr((SELECT group_concat(hex(hash)) FROM seal), '') + count(*) FROM seal";
    char *one = ask_everything(a), *two = ask_everything(b);

    assert_string_equal(one, two);
    assert_int_equal(number(a, head), number(b, head));
    free(one);
    free(two);
}

static void copies_everything(void **state)
{
    struct ledger *from = source(), *to;
    struct ledger_copied copied;
    struct priscus_error err = { 0 };

    (void)state;
    forget(TO);
    to = target();
    assert_int_equal(ledger_copy(from, to, NULL, NULL, &copied, &err), PRISCUS_OK);
    assert_int_equal(copied.commits, copied.of);
    assert_int_equal(copied.of, 3); /* the reading, four pages, four pages */
    assert_same(from, to);
    /* nothing more to do */
    assert_int_equal(ledger_copy(from, to, NULL, NULL, &copied, &err), PRISCUS_OK);
    assert_int_equal(copied.commits, 0);
    closed(to);
    closed(from);
}

static int stop_at(void *context, int64_t commits, int64_t of)
{
    (void)of;
    return commits == *(int64_t *)context;
}

static void goes_on_where_it_was(void **state)
{
    struct ledger *from = source(), *to;
    struct ledger_copied copied;
    int64_t at = 2;

    (void)state;
    forget(TO);
    to = target();
    assert_int_equal(ledger_copy(from, to, stop_at, &at, &copied, NULL), PRISCUS_OK);
    assert_true(copied.stopped);
    assert_int_equal(number(to, "SELECT count(*) FROM page"), 4);
    assert_int_equal(ledger_copy(from, to, NULL, NULL, &copied, NULL), PRISCUS_OK);
    assert_int_equal(copied.commits, 1);
    assert_same(from, to);
    closed(to);
    closed(from);
}

static void refuses_what_is_no_copy(void **state)
{
    struct ledger *from = source(), *to;
    struct ledger_copied copied;
    struct priscus_error err = { 0 };

    (void)state;
    forget(TO);
    to = opened(TO, knowledge);
    assert_true(add_says(to, &eight[7]));
    assert_int_equal(ledger_commit(to, NULL), PRISCUS_OK);
    assert_int_equal(ledger_copy(from, to, NULL, NULL, &copied, &err), PRISCUS_EUSAGE);
    assert_non_null(strstr(err.message, "other commits"));
    closed(to);
    closed(from);
}

static void finds_what_was_changed(void **state)
{
    struct ledger *from = source(), *to;
    struct ledger_copied copied;
    struct priscus_error err = { 0 };

    (void)state;
    assert_int_equal(sqlite3_exec(from->db, "DROP TRIGGER position_is_not_changed; UPDATE position SET by_other = 1 - by_other"
                                            " WHERE article = 6", NULL, NULL, NULL), SQLITE_OK);
    forget(TO);
    to = target();
    assert_int_equal(ledger_copy(from, to, NULL, NULL, &copied, &err), PRISCUS_ELEDGER);
    assert_non_null(strstr(err.message, "commit 3 of the ledger"));
    assert_int_equal(number(to, "SELECT count(*) FROM page"), 4); /* what came before it */
    closed(to);
    closed(from);
}

static void survives_each_allocation(void **state)
{
    struct ledger *from = source(), *to = NULL;
    bool through = false;

    (void)state;
    for (long at = 1; !through; at += 1 + at / 16) {
        struct priscus_error err = { 0 };
        struct ledger_copied copied;
        priscus_status status;

        forget(TO);
        to = target();
        start_failing(at);
        status = ledger_copy(from, to, NULL, NULL, &copied, &err);
        through = stop_failing(status, &err);
        if (!through) { /* what is there is whole, and the rest comes */
            assert_int_equal(ledger_copy(from, to, NULL, NULL, &copied, &err), PRISCUS_OK);
        }
        assert_same(from, to);
        closed(to);
    }
    closed(from);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copies_everything),       cmocka_unit_test(goes_on_where_it_was),
        cmocka_unit_test(refuses_what_is_no_copy), cmocka_unit_test(finds_what_was_changed),
        cmocka_unit_test(survives_each_allocation),
    };
    int failed;

    hook_memory();
    knowledge = knowledge_of(agenda_text);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    knowledge_close(knowledge);
    forget(FROM);
    forget(TO);
    return failed;
}
