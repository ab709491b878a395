/* The chain of seals: what a commit adds is sealed with it, once, whatever else happens. */
#include "ledger/sqlite/seal.h"
#include "ledger_pages.h"

/* All seals, a line each: "2 commit 61 rows, pages to 9". */
static char *seals(struct ledger *ledger)
{
    struct buffer out = { 0 };
    sqlite3_stmt *row;

    assert_int_equal(sqlite3_prepare_v2(ledger->db, SEAL_SQL, -1, &row, NULL), SQLITE_OK);
    while (sqlite3_step(row) == SQLITE_ROW) {
        struct seal seal;

        seal_of_row(&(struct query){ .sqlite = row }, &seal);
        buffer_format(&out, "%d %.*s %s, pages to %d\n", (int)seal.id, (int)seal.origin.len, seal.origin.ptr,
                      seal.rows ? "rows" : "nothing", (int)seal.last[TABLE_PAGE]);
    }
    sqlite3_finalize(row);
    return out.ptr ? out.ptr : calloc(1, 1);
}

static void assert_seals(struct ledger *ledger, const char *expected)
{
    char *got = seals(ledger);
    struct seal before = { 0 };
    sqlite3_stmt *row;

    assert_string_equal(got, expected);
    free(got);
    /* and each is the hash of what is there */
    assert_int_equal(sqlite3_prepare_v2(ledger->db, SEAL_SQL, -1, &row, NULL), SQLITE_OK);
    while (sqlite3_step(row) == SQLITE_ROW) {
        struct seal stored, again;

        seal_of_row(&(struct query){ .sqlite = row }, &stored);
        again = stored;
        assert_int_equal(seal_work_out(ledger, &before, &again, NULL), PRISCUS_OK);
        assert_int_equal(again.rows, stored.rows);
        assert_memory_equal(&again.hash, &stored.hash, sizeof stored.hash);
        before = stored;
    }
    sqlite3_finalize(row);
}

static void each_commit_that_adds_is_sealed(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    assert_seals(ledger, "1 commit rows, pages to 0\n"); /* the agenda and the roster */
    add_says(ledger, &eight[0]);
    add_says(ledger, &eight[1]);
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK); /* nothing to commit */
    add_says(ledger, &eight[0]);                               /* known already   */
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    add_says(ledger, &eight[2]);
    closed(ledger);
    ledger = opened(path, k); /* with the same agenda and roster */
    assert_seals(ledger, "1 commit rows, pages to 0\n2 commit rows, pages to 2\n3 commit rows, pages to 3\n");
    closed(ledger);
    knowledge_close(k);
}

static void what_was_taken_back_is_not_sealed(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    add_says(ledger, &eight[0]);
    ledger_rollback(ledger);
    add_says(ledger, &eight[1]);
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    assert_seals(ledger, "1 commit rows, pages to 0\n2 commit rows, pages to 1\n");
    closed(ledger);
    knowledge_close(k);
}

static void what_others_put_there_does_not_pass_for_ours(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    add_says(ledger, &eight[0]);
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    assert_int_equal(
        sqlite3_exec(ledger->db, "INSERT INTO page VALUES (2, 7, zeroblob(32), 20, 1, x'00')", NULL, NULL, NULL),
        SQLITE_OK);
    add_says(ledger, &eight[1]);
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    assert_seals(ledger, "1 commit rows, pages to 0\n2 commit rows, pages to 1\n3 found rows, pages to 2\n"
                         "4 commit rows, pages to 3\n");
    closed(ledger);
    knowledge_close(k);
}

static void an_older_ledger_is_sealed_when_it_is_brought_up(void **state)
{
    struct ledger older = { .path = path };
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger;

    (void)state;
    assert_int_equal(sqlite3_open(path, &older.db), SQLITE_OK);
    assert_int_equal(schema_bring_up(&older, SEALED_SINCE - 1, NULL), PRISCUS_OK);
    assert_int_equal(sqlite3_exec(older.db,
                                  "INSERT INTO body VALUES (1, zeroblob(32), 'No boats.');"
                                  "INSERT INTO page VALUES (1, 7, zeroblob(32), 20, 1, x'00');",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    close_bare(&older);
    ledger = opened(path, k);
    assert_seals(ledger, "1 upgrade rows, pages to 1\n2 commit rows, pages to 1\n");
    closed(ledger);
    unlink(path);
    assert_int_equal(ledger_open(path, LEDGER_WRITE, &ledger, NULL), PRISCUS_OK); /* a new one has nothing to seal */
    assert_seals(ledger, "");
    closed(ledger);
    knowledge_close(k);
}

static void memory_may_run_out_while_sealing(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    bool through = false;

    (void)state;
    for (long at = 1; !through; at += 1 + at / 10) {
        struct ledger *ledger = opened(path, k);
        struct priscus_error err = { 0 };
        priscus_status status;

        add_says(ledger, &eight[0]);
        start_failing(at);
        status = ledger_commit(ledger, &err);
        through = stop_failing(status, &err);
        assert_seals(ledger, status == PRISCUS_OK ? "1 commit rows, pages to 0\n2 commit rows, pages to 1\n"
                                                  : "1 commit rows, pages to 0\n");
        closed(ledger);
        unlink(path);
    }
    knowledge_close(k);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(each_commit_that_adds_is_sealed),
        TEST(what_was_taken_back_is_not_sealed),
        TEST(what_others_put_there_does_not_pass_for_ours),
        TEST(an_older_ledger_is_sealed_when_it_is_brought_up),
        TEST(memory_may_run_out_while_sealing),
    };

    hook_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
