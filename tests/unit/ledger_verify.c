/* Verifying: entries are made again from their pages, so that these tests read pages with the model. */
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

/* Somebody changes the ledger behind our back: "" if verify is content. */
static char *verified_after(const char *sql, const char *only, struct ledger_verify *out)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct buffer told = { 0 };
    struct priscus_error err = { 0 };
    char *message = NULL;

    add_told(ledger, k);
    if (sqlite3_exec(ledger->db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s", message);
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
        { "DROP TRIGGER page_is_not_changed; UPDATE page SET zstd = CAST(substr(zstd, 1, 30)"
          " || x'ff' || substr(zstd, 32) AS BLOB)",
          "g-" },
        { "DROP TRIGGER page_is_not_changed; UPDATE page SET sha256 = zeroblob(32)", "page's hash" },
        { "DROP TRIGGER page_is_not_changed; UPDATE page SET zstd = x'00'", "cannot be unpacked" },
        { "DROP TRIGGER body_is_not_changed; UPDATE body SET text = replace(text, 'rejects', 'accepts')", "body" },
        /* a span, a stance, a speaker, a date, a chain */
        { "DROP TRIGGER position_is_not_changed; UPDATE position SET words_end = words_end - 1 WHERE ordinal = 0",
          "words_end" },
        { "DROP TRIGGER position_is_not_changed; UPDATE position SET stance = (SELECT id FROM word WHERE text = 'body')"
          " WHERE ordinal = 0",
          "stance" },
        { "DROP TRIGGER position_is_not_changed; UPDATE position SET id = id + 1 WHERE ordinal = 0", "identifier" },
        { "DROP TRIGGER statement_is_not_changed; UPDATE statement SET cue_begin = cue_begin + 1 WHERE ordinal = 0",
          "cue_begin" },
        { "DROP TRIGGER statement_is_not_changed; UPDATE statement SET speaker = kind WHERE ordinal = 0", "speaker" },
        { "DROP TRIGGER statement_is_not_changed; UPDATE statement SET said_on = '2020-01-01' WHERE ordinal = 0",
          "said_on" },
        { "DROP TRIGGER content_is_not_changed; UPDATE content SET \"end\" = \"end\" - 1 WHERE ordinal = 0",
          "content_end" },
        { "DROP TRIGGER paragraph_is_not_changed; UPDATE paragraph SET page_end = page_end + 1 WHERE id = 1",
          "page_end" },
        { "DROP TRIGGER position_is_not_deleted; DELETE FROM position WHERE ordinal = 0", "" },
        { "DROP TRIGGER article_is_not_changed; UPDATE article SET title = 'Peace!'", "title" },
        { "DROP TRIGGER knowledge_is_not_changed; UPDATE knowledge SET text = text || '# more' WHERE id = 1",
          "does not have its hash" },
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
    told = verified_after("DROP TRIGGER statement_is_not_changed; UPDATE statement SET last_known = 1 - last_known",
                          first, &out);
    assert_string_equal(told, ""); /* what is wrong with others was not asked */
    free(told);
    knowledge_close(k);
}

static void what_another_version_made_is_counted_apart(void **state)
{
    struct ledger_verify out;
    char *told =
        verified_after("DROP TRIGGER reading_is_not_changed; UPDATE reading SET engine = '0.0.1+0000'", NULL, &out);

    (void)state;
    assert_string_equal(told, "");
    assert_true(out.other_engine == out.entries && out.entries > 0);
    free(told);
    unlink(path);
    /* and its places are still looked at */
    told = verified_after(
        "DROP TRIGGER reading_is_not_changed; UPDATE reading SET engine = '0.0.1+0000';"
        "DROP TRIGGER position_is_not_changed; UPDATE position SET words_begin = words_begin + 1 WHERE ordinal = 0;"
        "DROP TRIGGER statement_is_not_changed; UPDATE statement SET cue_end = 99999 WHERE ordinal = 0",
        NULL, &out);
    assert_int_equal(out.wrong, 2);
    assert_non_null(strstr(told, "does not fit"));
    assert_non_null(strstr(told, "outside the body"));
    free(told);
}

/* `sql`: what somebody changed behind our back. As long as memory is out, nothing may be told that is not so. */
static void verify_while_memory_runs_out(const char *sql, size_t wrong)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    bool through = false;

    add_told(ledger, k);
    assert_int_equal(sqlite3_exec(ledger->db, sql, NULL, NULL, NULL), SQLITE_OK);
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
    verify_while_memory_runs_out("DROP TRIGGER reading_is_not_changed; UPDATE reading SET engine = '0.0.1+0000'", 0);
}

static void memory_may_run_out_while_mismatches_are_told(void **state)
{
    (void)state;
    verify_while_memory_runs_out("DROP TRIGGER position_is_not_changed;"
                                 "UPDATE position SET words_end = words_end - 1 WHERE ordinal = 0",
                                 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(verify_is_content_with_what_was_read),         TEST(verify_finds_what_was_changed),
        TEST(verify_looks_at_one_entry_when_asked),         TEST(what_another_version_made_is_counted_apart),
        TEST(memory_may_run_out_while_verifying),           TEST(memory_may_run_out_while_another_version_is_verified),
        TEST(memory_may_run_out_while_mismatches_are_told),
    };

    hook_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
