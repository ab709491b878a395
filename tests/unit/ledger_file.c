/* The file: what is opened and what refused, older versions, and what stands after a full disk or a kill. */
#include "ledger/columns.h"
#include "ledger_pages.h"

/* ---- opening ----------------------------------------------------------------------------- */

static void refused(const char *file, enum ledger_mode mode, priscus_status expected, const char *says)
{
    struct ledger *ledger = NULL;
    struct priscus_error err = { 0 };

    assert_int_equal(ledger_open(file, mode, &ledger, &err), expected);
    assert_null(ledger);
    if (!strstr(err.message, says))
        fail_msg("\"%s\" does not say \"%s\"", err.message, says);
}

static void put_file(const char *file, const char *bytes)
{
    FILE *f = fopen(file, "w");

    assert_non_null(f);
    fputs(bytes, f);
    fclose(f);
}

static void what_is_no_ledger_is_refused(void **state)
{
    char other[300];
    sqlite3 *db;

    (void)state;
    refused(path, LEDGER_READ, PRISCUS_ELEDGER, "there is no ledger");
    refused(folder, LEDGER_READ, PRISCUS_ELEDGER, "is a folder");
    refused(folder, LEDGER_WRITE, PRISCUS_ELEDGER, "is a folder");
    snprintf(other, sizeof other, "%s/missing/x.db", folder);
    refused(other, LEDGER_WRITE, PRISCUS_ELEDGER, "folder exist");
    snprintf(other, sizeof other, "%s/notes.txt", folder);
    put_file(other, "These are notes, and long enough that nobody takes them for an empty file of SQLite's.\n"
                    "These are notes, and long enough that nobody takes them for an empty file of SQLite's.\n");
    refused(other, LEDGER_READ, PRISCUS_ELEDGER, "not a Priscus ledger");
    refused(other, LEDGER_WRITE, PRISCUS_ELEDGER, "not a Priscus ledger");
    snprintf(other, sizeof other, "%s/empty.db", folder);
    put_file(other, "");
    refused(other, LEDGER_READ, PRISCUS_ELEDGER, "is empty");
    snprintf(other, sizeof other, "%s/other.db", folder);
    assert_int_equal(sqlite3_open(other, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE recipes (cake TEXT)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    refused(other, LEDGER_WRITE, PRISCUS_ELEDGER, "not a Priscus ledger");
    assert_int_equal(sqlite3_open(other, &db), SQLITE_OK); /* and left as it was */
    {
        sqlite3_stmt *stmt;

        sqlite3_prepare_v2(db, "PRAGMA journal_mode", -1, &stmt, NULL);
        sqlite3_step(stmt);
        assert_string_equal(sqlite3_column_text(stmt, 0), "delete");
        sqlite3_finalize(stmt);
    }
    sqlite3_close(db);
}

static void a_newer_ledger_is_refused(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    assert_int_equal(sqlite3_exec(ledger->db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
    closed(ledger);
    refused(path, LEDGER_READ, PRISCUS_EVERSION, "newer Priscus");
    refused(path, LEDGER_WRITE, PRISCUS_EVERSION, "newer Priscus");
    knowledge_close(k);
}

static void an_older_ledger_is_brought_up_whole_or_not_at_all(void **state)
{
    struct ledger older = { .path = path };
    struct priscus_error err;
    int version = -1;

    (void)state;
    assert_int_equal(sqlite3_open(path, &older.db), SQLITE_OK);
    assert_int_equal(schema_bring_up(&older, 1, &err), PRISCUS_OK);
    assert_int_equal(sqlite3_exec(older.db,
                                  "INSERT INTO word (text) VALUES ('no boats');"
                                  /* where the last version but one wants to put a table, there is one: it fails */
                                  "CREATE TABLE watch_page (x TEXT)",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(schema_bring_up(&older, LEDGER_VERSION, &err), PRISCUS_ELEDGER);
    assert_int_equal(schema_version(&older, &version, &err), PRISCUS_OK);
    assert_int_equal(version, 1);
    assert_int_equal(number(&older, "SELECT count(*) FROM pragma_table_info('article') WHERE name = 'given'"), 0);
    assert_int_equal(number(&older, "SELECT count(*) FROM sqlite_schema WHERE name = 'watch_feed'"), 0);
    assert_int_equal(sqlite3_exec(older.db, "DROP TABLE watch_page", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(schema_bring_up(&older, LEDGER_VERSION, &err), PRISCUS_OK);
    assert_int_equal(schema_bring_up(&older, LEDGER_VERSION, &err), PRISCUS_OK); /* nothing left to do */
    assert_int_equal(schema_version(&older, &version, &err), PRISCUS_OK);
    assert_int_equal(version, LEDGER_VERSION);
    assert_int_equal(number(&older, "SELECT count(*) FROM word WHERE text = 'no boats'"), 1);
    close_bare(&older);
}

/* By the first version, with two of the eight pages in it: columns that came later are not there. */
static void make_oldest(void)
{
    struct ledger oldest = { .path = path };

    assert_int_equal(sqlite3_open(path, &oldest.db), SQLITE_OK);
    assert_int_equal(schema_bring_up(&oldest, 1, NULL), PRISCUS_OK);
    assert_int_equal(
        sqlite3_exec(
            oldest.db,
            "INSERT INTO word (text) VALUES ('text'), ('Post'), ('indirect');"
            "INSERT INTO body VALUES (1, zeroblob(32), 'No boats, they said.');"
            "INSERT INTO page VALUES (1, 7, zeroblob(32), 20, 1, x'00');"
            "INSERT INTO sighting VALUES (1, 1, 'old.txt', '', '2030-01-01');"
            "INSERT INTO reading VALUES (1, zeroblob(32), '0.0.1+0000', '2030-01-01');"
            "INSERT INTO article (key, page, reading, read_as, sighting, recorded, body, outlet, outlet_inferred,"
            " day_first, unsure) VALUES (7, 1, 1, 1, 1, '2030-01-01', 1, 2, 0, 0, 0);"
            "INSERT INTO statement (article, ordinal, id, kind, last_known) VALUES (1, 0, 7, 3, 0)",
            NULL, NULL, NULL),
        SQLITE_OK);
    close_bare(&oldest);
}

static void the_words_of_an_older_ledger_are_found_as_they_are_seen(void **state)
{
    struct ledger older = { .path = path };

    (void)state;
    assert_int_equal(sqlite3_open(path, &older.db), SQLITE_OK);
    assert_int_equal(schema_bring_up(&older, 4, NULL), PRISCUS_OK);
    /* One body, read twice: it is in the full text once. */
    assert_int_equal(
        sqlite3_exec(older.db,
                     "INSERT INTO word (text) VALUES ('text'), ('body');"
                     "INSERT INTO body VALUES (1, zeroblob(32), 'The coun' || char(173) || 'cil met.');"
                     "INSERT INTO page VALUES (1, 7, zeroblob(32), 20, 1, x'00');"
                     "INSERT INTO sighting VALUES (1, 1, 'old.txt', '', '2030-01-01');"
                     "INSERT INTO reading VALUES (1, x'01', '0.0.1', '2030-01-01'), (2, x'02', '0.0.1', '2030-01-02');"
                     "INSERT INTO article (id, key, page, reading, read_as, sighting, recorded, body, outlet_inferred,"
                     " day_first, unsure) VALUES (1, 7, 1, 1, 1, 1, '2030-01-01', 1, 0, 0, 0),"
                     " (2, 7, 1, 2, 1, 1, '2030-01-02', 1, 0, 0, 0);"
                     "INSERT INTO paragraph VALUES (1, 1, 2, 0, 18, 0, 18), (2, 2, 2, 0, 18, 0, 18);"
                     "INSERT INTO search (rowid, text) SELECT id, text FROM passage WHERE id = 1",
                     NULL, NULL, NULL),
        SQLITE_OK);
    assert_int_equal(number(&older, "SELECT count(*) FROM search WHERE search MATCH 'council'"), 0);
    assert_int_equal(schema_bring_up(&older, LEDGER_VERSION, NULL), PRISCUS_OK);
    assert_int_equal(number(&older, "SELECT count(*) FROM search WHERE search MATCH 'council'"), 1);
    assert_int_equal(number(&older, "SELECT rowid FROM search WHERE search MATCH 'council'"), 1);
    close_bare(&older);
}

static void the_oldest_ledger_is_asked_and_added_to(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger;
    struct priscus_error err = { 0 };

    (void)state;
    make_oldest();
    if (ledger_open(path, LEDGER_READ, &ledger, &err) != PRISCUS_OK) /* asking brings it up too */
        fail_msg("%s", err.message);
    assert_answer(ledger, LEDGER_STATEMENTS, NULL, "|id|name|addressee|",
                  "id|name|addressee|\ns-000000000007|old.txt||\n");
    closed(ledger);
    ledger = opened(path, k);
    add_says(ledger, &eight[0]);
    assert_answer(ledger, LEDGER_PAGES, NULL, "|name|", "name|\na.txt|\nold.txt|\n");
    closed(ledger);
    knowledge_close(k);
}

/* As somebody who may not do everything, in a child: 0 if `body` got to its end. */
static int as_nobody(void (*body)(void))
{
    pid_t child = fork();
    int how;

    assert_true(child >= 0);
    if (child == 0) {
        if (geteuid() == 0 && setuid(65534) != 0)
            _exit(77);
        body();
        _exit(0);
    }
    assert_int_equal(waitpid(child, &how, 0), child);
    return WIFEXITED(how) ? WEXITSTATUS(how) : 99;
}

/* cmocka's asserts do not work in a child; exit statuses do. */
static void must(bool true_is_good, int number_of_check)
{
    if (!true_is_good)
        _exit(number_of_check);
}

static void use_read_only_file(void)
{
    struct ledger *ledger = NULL;
    struct priscus_error err = { 0 };
    struct asked asked = { .only = "|name|" };

    must(ledger_open(path, LEDGER_WRITE, &ledger, &err) == PRISCUS_ELEDGER, 1);
    must(strstr(err.message, "read-only") != NULL, 2);
    must(ledger_open(path, LEDGER_READ, &ledger, &err) == PRISCUS_OK, 3);
    must(ledger_ask(ledger, LEDGER_PAGES, NULL, keep_row, &asked, &err) == PRISCUS_OK, 4);
    must(asked.rows == COUNT_OF(eight), 5);
    must(ledger_close(ledger, &err) == PRISCUS_OK, 6);
}

static void a_read_only_ledger_answers_and_is_not_written(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    add_eight(ledger);
    closed(ledger);
    chmod(path, 0444);
    chmod(folder, 0555);
    assert_int_equal(as_nobody(use_read_only_file), 0);
    chmod(path, 0666); /* the file may be written, its folder not: no log can lie beside it */
    assert_in_range(as_nobody(use_read_only_file), 0, 1);
    chmod(folder, 0755);
    knowledge_close(k);
}

static void a_locked_ledger_says_so_and_can_be_tried_again(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct arena mem = { 0 };
    struct made m = make(&mem, &eight[0]);
    struct priscus_error err = { 0 };
    sqlite3 *other;

    (void)state;
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    ledger_set_patience(ledger, 0);
    assert_int_equal(ledger_add(ledger, &m.page, &m.article, &m.record, NULL, &err), PRISCUS_ELEDGER);
    assert_non_null(strstr(err.message, "another program"));
    sqlite3_close(other);
    assert_int_equal(ledger_add(ledger, &m.page, &m.article, &m.record, NULL, &err), PRISCUS_OK);
    arena_release(&mem);
    closed(ledger);
    knowledge_close(k);
}

/* ---- what stands, whatever happens ------------------------------------------------------- */

/* The n-th of as many different pages as one likes. */
static void add_numbered(struct ledger *ledger, unsigned n, priscus_status *status, struct priscus_error *err)
{
    struct arena mem = { 0 };
    struct says s = eight[n % COUNT_OF(eight)];
    struct made m;
    char name[40], words[2000];

    snprintf(name, sizeof name, "page-%05u.txt", n);
    snprintf(words, sizeof words, "the catch quota of %u tons ", n);
    for (unsigned i = 0, x = n; i < 150; i++, x = x * 1103515245 + 12345) /* that does not compress well */
        snprintf(words + strlen(words), 12, "%x ", x);
    s.name = name;
    s.words = "a quota stands";
    m = make(&mem, &s);
    {
        struct buffer b = { 0 };

        buffer_text(&b, m.page.bytes);
        buffer_c(&b, "\n\n");
        buffer_c(&b, words);
        m.page.bytes = m.article.body = text_of(arena_copy(&mem, b.ptr, b.len), b.len);
        m.article.n_paragraphs = 0;
        m.article.paragraphs = NULL;
        article_split_paragraphs(m.article.body, 0, &mem, &m.article);
        buffer_release(&b);
    }
    *status = ledger_add(ledger, &m.page, &m.article, &m.record, NULL, err);
    arena_release(&mem);
}

static void a_full_disk_is_said_and_what_was_committed_stands(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct priscus_error err = { 0 };
    priscus_status status;
    unsigned n = 0;
    long long pages;

    (void)state;
    for (; n < 10; n++)
        add_numbered(ledger, n, &status, &err);
    assert_int_equal(ledger_commit(ledger, &err), PRISCUS_OK);
    assert_int_equal(sqlite3_exec(ledger->db, "PRAGMA max_page_count = 60", NULL, NULL, NULL), SQLITE_OK);
    do
        add_numbered(ledger, n++, &status, &err);
    while (status == PRISCUS_OK && n < 5000);
    assert_int_equal(status, PRISCUS_ELEDGER);
    assert_non_null(strstr(err.message, "no room"));
    add_numbered(ledger, n, &status, &err); /* goes on failing, does no harm */
    closed(ledger);
    ledger = opened(path, k);
    pages = number(ledger, "SELECT count(*) FROM page");
    assert_true(pages >= 10 && pages < n);
    assert_int_equal(number(ledger, "SELECT count(*) FROM page"), number(ledger, "SELECT count(*) FROM position"));
    for (unsigned i = 0; i <= n; i++) { /* room was made: the run is repeated */
        add_numbered(ledger, i, &status, &err);
        assert_int_equal(status, PRISCUS_OK);
    }
    assert_int_equal(number(ledger, "SELECT count(*) FROM page"), n + 1);
    assert_int_equal(number(ledger, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1);
    closed(ledger);
    knowledge_close(k);
}

#define KILLED_PAGES 300

/* A byte for each thing done, so that whoever kills can choose after which. */
static void done(int progress, bool good)
{
    if (!good || write(progress, ".", 1) != 1)
        _exit(1);
}

/* Make, fill and close the ledger, again and again, until killed. */
static void fill_forever(const struct knowledge *k, int progress)
{
    for (;;) {
        struct ledger *ledger = NULL;
        struct priscus_error err;
        priscus_status status;

        done(progress, ledger_open(path, LEDGER_WRITE, &ledger, &err) == PRISCUS_OK);
        done(progress, ledger_use(ledger, k, &err) == PRISCUS_OK);
        for (unsigned n = 0; n < KILLED_PAGES; n++) {
            add_numbered(ledger, n, &status, &err);
            done(progress, status == PRISCUS_OK && (n % 7 || ledger_commit(ledger, &err) == PRISCUS_OK));
        }
        done(progress, ledger_close(ledger, &err) == PRISCUS_OK);
    }
}

/* Kill it some time after that many things were done: it goes on while the signal is on its way. */
static void fill_and_kill(const struct knowledge *k, unsigned things)
{
    int ends[2], how;
    pid_t child;
    char byte;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        fill_forever(k, ends[1]);
    }
    close(ends[1]);
    for (unsigned i = 0; i < things; i++)
        assert_int_equal(read(ends[0], &byte, 1), 1);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFSIGNALED(how)); /* it had not failed by itself */
    close(ends[0]);
}

static void a_killed_run_can_be_repeated(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger;
    struct priscus_error err;
    priscus_status status;
    char other[300], *whole, *mended;

    (void)state;
    snprintf(other, sizeof other, "%s/whole.db", folder);
    ledger = opened(other, k);
    for (unsigned n = 0; n < KILLED_PAGES; n++)
        add_numbered(ledger, n, &status, &err);
    whole = ask_everything(ledger);
    closed(ledger);
    for (unsigned round = 0; round < 12; round++) {
        fill_and_kill(k, round * round * 3);
        ledger = opened(path, k);
        assert_int_equal(number(ledger, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1);
        /* Pages are there whole or not at all. */
        assert_int_equal(number(ledger, "SELECT count(*) FROM page"), number(ledger, "SELECT count(*) FROM positions"));
        closed(ledger);
    }
    ledger = opened(path, k);
    for (unsigned n = 0; n < KILLED_PAGES; n++)
        add_numbered(ledger, n, &status, &err);
    mended = ask_everything(ledger);
    assert_string_equal(whole, mended);
    free(whole);
    free(mended);
    closed(ledger);
    knowledge_close(k);
}

/* ---- when memory is out ------------------------------------------------------------------ */

static void memory_may_run_out_while_opening(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    bool through = false;

    (void)state;
    for (long at = 1; !through; at += 1 + at / 15) {
        struct ledger *ledger = NULL;
        struct priscus_error err = { 0 };
        priscus_status status;

        start_failing(at);
        status = ledger_open(path, LEDGER_WRITE, &ledger, &err);
        if (status == PRISCUS_OK)
            status = ledger_use(ledger, k, &err);
        through = stop_failing(status, &err);
        ledger_close(ledger, NULL);
        unlink(path);
    }
    knowledge_close(k);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_is_no_ledger_is_refused),
        TEST(a_newer_ledger_is_refused),
        TEST(an_older_ledger_is_brought_up_whole_or_not_at_all),
        TEST(the_words_of_an_older_ledger_are_found_as_they_are_seen),
        TEST(the_oldest_ledger_is_asked_and_added_to),
        TEST(a_read_only_ledger_answers_and_is_not_written),
        TEST(a_locked_ledger_says_so_and_can_be_tried_again),
        TEST(a_full_disk_is_said_and_what_was_committed_stands),
        TEST(a_killed_run_can_be_repeated),
        TEST(memory_may_run_out_while_opening),
    };

    hook_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
