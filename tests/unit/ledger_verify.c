/* Verifying: entries are made again from their pages, so that these tests read pages with the model. */
#include "ledger/sqlite/seal.h"
#include "ledger_pages.h"

/* ---- verifying --------------------------------------------------------------------------- */

static const char told_text[] = "Sorland has rejected access to its waters\n\n"
                                "Velmark rejects a catch quota, Ilse Brandt said on Monday.\n\n"
                                "\"We demand access to the waters of Sorland,\" Brandt told reporters in Estholm. "
                                "Sorland is ready to accept a cod quota if the boats leave, its foreign minister said.";

static void add_told(struct ledger *ledger, const struct knowledge *k)
{
    struct arena mem = { 0 };
    struct page page = { .name = text_c("told.txt"), .bytes = text_c(told_text), .from = PRISCUS_FROM_TEXT };
    struct analyst *analyst = analyst_new(k);
    struct reading reading;
    struct priscus_error err = { 0 };

    assert_non_null(analyst);
    if (reading_make(&page, analyst, &mem, &reading, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    analyst_free(analyst);
    assert_true(reading.record.n_statements >= 2);
    assert_true(reading.record.n_positions >= 2);
    assert_int_equal(ledger_add(ledger, &reading.page, &reading.article, &reading.record, NULL, NULL), PRISCUS_OK);
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    arena_release(&mem);
}

static void keep_mismatch(void *context, const char *id, const char *what)
{
    buffer_format(context, "%s %s\n", id, what);
}

static void exec(struct ledger *ledger, const char *sql)
{
    char *message = NULL;

    if (sqlite3_exec(ledger->db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
}

/* What brings all triggers back, once they are taken out. */
static void take_triggers(struct ledger *ledger, struct buffer *back)
{
    struct buffer out = { 0 };
    sqlite3_stmt *row;

    assert_int_equal(sqlite3_prepare_v2(ledger->db,
                                        "SELECT 'DROP TRIGGER ' || name || ';', sql || ';' FROM sqlite_schema"
                                        " WHERE type = 'trigger'",
                                        -1, &row, NULL),
                     SQLITE_OK);
    while (sqlite3_step(row) == SQLITE_ROW) {
        buffer_c(&out, (const char *)sqlite3_column_text(row, 0));
        buffer_c(back, (const char *)sqlite3_column_text(row, 1));
    }
    sqlite3_finalize(row);
    exec(ledger, out.ptr);
    buffer_release(&out);
}

/* Somebody changes the ledger behind our back, who knows how it is made: no trigger is missing, and the chain is
 * worked out again, so that the pages alone can show it. */
static void forge(struct ledger *ledger, const char *sql)
{
    struct buffer back = { 0 };

    take_triggers(ledger, &back);
    exec(ledger, sql);
    exec(ledger, "BEGIN; DELETE FROM seal");
    assert_int_equal(seal_add(ledger, SEAL_COMMIT, NULL), PRISCUS_OK);
    exec(ledger, "COMMIT");
    exec(ledger, back.ptr);
    buffer_release(&back);
}

/* "" if verify is content. */
static char *verified_after(const char *sql, const char *only, struct ledger_verify *out)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct buffer told = { 0 };
    struct priscus_error err = { 0 };

    add_told(ledger, k);
    forge(ledger, sql);
    if (ledger_verify(ledger, test_language(), only, keep_mismatch, &told, out, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    closed(ledger);
    knowledge_close(k);
    return told.ptr ? told.ptr : calloc(1, 1);
}

static void verify_is_content_with_what_was_read(void **state)
{
    struct ledger_verify out;
    char *told = verified_after("", NULL, &out);

    (void)state;
    assert_string_equal(told, "");
    assert_int_equal(out.pages, 1);
    assert_true(out.entries >= 4);
    assert_int_equal(out.wrong + out.other_engine, 0);
    free(told);
}

static void verify_finds_what_was_changed(void **state)
{
    static const struct {
        const char *sql, *says;
    } cases[] = {
        /* one byte of the stored page */
        { "UPDATE page SET zstd = CAST(substr(zstd, 1, 30)"
          " || x'ff' || substr(zstd, 32) AS BLOB)",
          "g-" },
        { "UPDATE page SET sha256 = zeroblob(32)", "page's hash" },
        { "UPDATE page SET zstd = x'00'", "cannot be unpacked" },
        { "UPDATE body SET text = replace(text, 'rejects', 'accepts')", "body" },
        /* a span, a stance, a speaker, a date, a chain */
        { "UPDATE position SET words_end = words_end - 1 WHERE ordinal = 0", "words_end" },
        { "UPDATE position SET stance = (SELECT id FROM word WHERE text = 'body')"
          " WHERE ordinal = 0",
          "stance" },
        { "UPDATE position SET id = id + 1 WHERE ordinal = 0", "identifier" },
        { "UPDATE statement SET cue_begin = cue_begin + 1 WHERE ordinal = 0", "cue_begin" },
        { "UPDATE statement SET speaker = kind WHERE ordinal = 0", "speaker" },
        { "UPDATE statement SET said_on = '2020-01-01' WHERE ordinal = 0", "said_on" },
        { "UPDATE content SET \"end\" = \"end\" - 1 WHERE ordinal = 0", "content_end" },
        { "UPDATE paragraph SET page_end = page_end + 1 WHERE id = 1", "page_end" },
        { "DELETE FROM position WHERE ordinal = 0", "" },
        { "UPDATE article SET title = 'Peace!'", "title" },
        { "UPDATE knowledge SET text = text || '# more' WHERE id = 1", "does not have its hash" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct ledger_verify out;
        char *told = verified_after(cases[i].sql, NULL, &out);

        if (!*told || !strstr(told, cases[i].says) || !out.wrong)
            fail_msg("after %s: \"%s\", without \"%s\", %zu wrong", cases[i].sql, told, cases[i].says, out.wrong);
        free(told);
        unlink(path);
    }
}

static void verify_looks_at_one_entry_when_asked(void **state)
{
    struct ledger_verify out;
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct priscus_error err = { 0 };
    char first[40], *ids, *told;

    (void)state;
    add_told(ledger, k);
    ids = ask(ledger, LEDGER_POSITIONS, &(struct ledger_filter){ .limit = 1 }, "|id|");
    snprintf(first, sizeof first, "%.14s", ids + 4);
    free(ids);
    assert_int_equal(ledger_verify(ledger, test_language(), first, NULL, NULL, &out, &err), PRISCUS_OK);
    assert_int_equal(out.pages, 1);
    assert_int_equal(out.entries, 1);
    assert_int_equal(out.wrong, 0);
    assert_int_equal(ledger_verify(ledger, test_language(), "p-000000000000", NULL, NULL, &out, &err), PRISCUS_EUSAGE);
    assert_int_equal(ledger_verify(ledger, test_language(), "nonsense", NULL, NULL, &out, &err), PRISCUS_EUSAGE);
    closed(ledger);
    told = verified_after("UPDATE statement SET last_known = 1 - last_known", first, &out);
    assert_string_equal(told, ""); /* what is wrong with others was not asked */
    free(told);
    knowledge_close(k);
}

static void what_another_version_made_is_counted_apart(void **state)
{
    struct ledger_verify out;
    char *told = verified_after("UPDATE reading SET engine = '0.0.1+0000'", NULL, &out);

    (void)state;
    assert_string_equal(told, "");
    assert_true(out.other_engine == out.entries && out.entries > 0);
    free(told);
    unlink(path);
    /* and its places are still looked at */
    told = verified_after("UPDATE reading SET engine = '0.0.1+0000';"
                          "UPDATE position SET words_begin = words_begin + 1 WHERE ordinal = 0;"
                          "UPDATE statement SET cue_end = 99999 WHERE ordinal = 0",
                          NULL, &out);
    assert_int_equal(out.wrong, 3); /* and it is shown otherwise */
    assert_non_null(strstr(told, "table shown"));
    assert_non_null(strstr(told, "does not fit"));
    assert_non_null(strstr(told, "outside the body"));
    free(told);
}

/* ---- the file and the chain -------------------------------------------------------------- */

/* As above, by somebody who leaves the chain alone. */
static void verify_finds_what_the_pages_cannot_show(void **state)
{
    static const struct {
        const char *sql, *says;
    } cases[] = {
        { "DELETE FROM page WHERE id = 1", "page 1 was taken out of the ledger\n" },
        { "DELETE FROM word WHERE id = 3", "word 3 was taken out of the ledger\n" },
        { "UPDATE reading SET engine = '0.0.1+0000'", "seal 1 of 2031-06-01T12:00:00Z: its rows are not those" },
        { "UPDATE sighting SET name = 'other'", "seal 2 of 2031-06-01T12:00:00Z: its rows are not those" },
        { "UPDATE seal SET sealed = '2020-01-01' WHERE id = 2", "seal 2 of 2020-01-01: its rows are not those" },
        { "DELETE FROM seal WHERE id = 1", "seal 1 was taken out of the ledger\n" },
        { "DELETE FROM seal WHERE id = 2", "page 1 is in the ledger, and Priscus did not commit it\n" },
        { "INSERT INTO word (text) VALUES ('peace')", "and Priscus did not commit it\n" },
        { "INSERT INTO sighting (page, name, fetched, first_seen) VALUES (9, '', '', '')",
          "table sighting row 2 refers to a row of page that is not there\n" },
        { "UPDATE shown_page SET sort = '2031'", "table shown_page 2 pages are not in their place\n" },
        { "UPDATE shown_count SET n = n + 1 WHERE what = 'articles'", "table shown_count 2 counts are wrong\n" },
        { "UPDATE shown_count SET n = 0 WHERE what = 'page_bytes'", "table shown_count 1 counts are wrong\n" },
        { "INSERT INTO shown_count VALUES ('issue', 1, 7)", "table shown_count 1 counts are wrong\n" },
        { "DROP VIEW newest", "view newest is missing\n" },
        { "DROP VIEW newest; CREATE VIEW newest AS SELECT * FROM article", "view newest is not as this version" },
        { "DROP INDEX position_id", "index position_id is missing\n" },
        { "CREATE TRIGGER other AFTER INSERT ON page BEGIN SELECT 1; END", "trigger other was added to the ledger" },
        { "INSERT INTO search (search) VALUES ('delete-all')", "search the full text is not that of the bodies\n" },
        { "DROP TABLE agency", "table agency is missing\n" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct knowledge *k = knowledge_of(agenda_text);
        struct ledger *ledger = opened(path, k);
        struct ledger_verify out;
        struct buffer told = { 0 }, back = { 0 };
        struct priscus_error err = { 0 };

        add_told(ledger, k);
        exec(ledger, "PRAGMA foreign_keys = OFF");
        take_triggers(ledger, &back);
        exec(ledger, cases[i].sql);
        sqlite3_exec(ledger->db, back.ptr, NULL, NULL, NULL); /* a table may be gone */
        if (ledger_verify(ledger, test_language(), NULL, keep_mismatch, &told, &out, &err) != PRISCUS_OK)
            fail_msg("after %s: %s", cases[i].sql, err.message);
        if (!told.ptr || !strstr(told.ptr, cases[i].says) || !out.wrong)
            fail_msg("after %s: \"%s\", without \"%s\"", cases[i].sql, told.ptr ? told.ptr : "", cases[i].says);
        buffer_release(&told);
        buffer_release(&back);
        closed(ledger);
        knowledge_close(k);
        unlink(path);
    }
}

static void what_others_keep_in_the_file_is_named_and_left_alone(void **state)
{
    struct ledger_verify out;
    char *told =
        verified_after("CREATE TABLE recipes (cake TEXT); CREATE VIEW cakes AS SELECT cake FROM recipes", NULL, &out);

    (void)state;
    assert_string_equal(told, "");
    assert_int_equal(out.wrong, 0);
    assert_int_equal(out.foreign, 2);
    assert_string_equal(out.foreign_name, "table recipes");
    free(told);
}

/* As a second process does while the first one asks. */
static void verify_commits_what_is_open(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct ledger_verify out;

    (void)state;
    add_told(ledger, k);
    add_says(ledger,
             &eight[0]); /* made by hand, so that the words of the page do not give it; but nothing is unsealed */
    {
        struct buffer told = { 0 };

        assert_int_equal(ledger_verify(ledger, test_language(), NULL, keep_mismatch, &told, &out, NULL), PRISCUS_OK);
        assert_null(strstr(told.ptr ? told.ptr : "", "did not commit"));
        assert_null(strstr(told.ptr ? told.ptr : "", "seal"));
        buffer_release(&told);
    }
    add_says(ledger, &eight[1]); /* and it can be added to */
    closed(ledger);
    knowledge_close(k);
}

/* `sql`: what somebody changed behind our back. As long as memory is out, nothing may be told that is not so. */
static void verify_while_memory_runs_out(const char *sql, size_t wrong)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    bool through = false;

    add_told(ledger, k);
    forge(ledger, sql);
    for (long at = 1; !through; at += 1 + at / 20) {
        struct ledger_verify out = { .wrong = 99 };
        struct buffer told = { 0 };
        struct priscus_error err = { 0 };
        priscus_status status;

        start_failing(at);
        status = ledger_verify(ledger, test_language(), NULL, keep_mismatch, &told, &out, &err);
        through = stop_failing(status, &err);
        assert_int_equal(out.wrong, status == PRISCUS_OK ? wrong : 99); /* untouched by a call that failed */
        if (!wrong && told.len)
            fail_msg("%s", told.ptr);
        buffer_release(&told);
    }
    closed(ledger);
    knowledge_close(k);
}

static void memory_may_run_out_while_verifying(void **state)
{
    (void)state;
    verify_while_memory_runs_out("", 0);
}

static void memory_may_run_out_while_another_version_is_verified(void **state)
{
    (void)state;
    verify_while_memory_runs_out("UPDATE reading SET engine = '0.0.1+0000'", 0);
}

static void memory_may_run_out_while_mismatches_are_told(void **state)
{
    (void)state;
    verify_while_memory_runs_out("UPDATE position SET rules = '[7]' WHERE ordinal = 0", 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(verify_is_content_with_what_was_read),
        TEST(verify_finds_what_was_changed),
        TEST(verify_looks_at_one_entry_when_asked),
        TEST(what_another_version_made_is_counted_apart),
        TEST(memory_may_run_out_while_verifying),
        TEST(memory_may_run_out_while_another_version_is_verified),
        TEST(memory_may_run_out_while_mismatches_are_told),
        TEST(verify_finds_what_the_pages_cannot_show),
        TEST(what_others_keep_in_the_file_is_named_and_left_alone),
        TEST(verify_commits_what_is_open),
    };

    hook_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
