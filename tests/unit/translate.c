/* translate - the ledger's SQL as PostgreSQL has it, and the words of its full text (src/ledger/postgres). */
#include "check.h"

#include "ledger/database/postgres.h"
#include "ledger/database/search_words.h"
#include "ledger/database/translate.h"

static const struct {
    const char *sqlite, *postgres;
} cases[] = {
    { "SELECT id FROM word WHERE text = ?", "SELECT id FROM word WHERE text = $1" },
    { "VALUES (?, ?, ?)", "VALUES ($1, $2, $3)" },
    { "a BETWEEN ?2 AND ?1", "a BETWEEN $2 AND $1" },
    { "a = :name OR b = :name AND c = :other", "a = $1 OR b = $1 AND c = $2" },
    /* what stands in quotation marks stays */
    { "SELECT '? IS :name', 'it''s'", "SELECT '? IS :name', 'it''s'" },
    { "\"begin\" < \"end\"", "\"begin\" < \"end\"" },
    { "a IS NULL AND b IS NOT NULL", "a IS NULL AND b IS NOT NULL" },
    { "a IS b", "a IS NOT DISTINCT FROM b" },
    { "a IS NOT 'not'", "a IS DISTINCT FROM 'not'" },
    { "a IS NOT (SELECT 1)", "a IS DISTINCT FROM (SELECT 1)" },
    { "a IS NOT DISTINCT FROM b", "a IS NOT DISTINCT FROM b" },
    { "a CROSS JOIN b ON b.id = a.id", "a JOIN b ON b.id = a.id" },
    { "x GLOB '*[-+Z]*'", "x ~ '^.*[-+Z].*$'" },
    { "x GLOB 'a.b?'", "x ~ '^a\\.b.$'" },
    { "CAST(a AS BLOB)", "to_blob(a )" },
    { "CAST(substr(CAST(t AS BLOB), 1 + 1, 2) AS TEXT)", "to_text(substr(to_blob(t ), 1 + 1, 2) )" },
    { "cast(a AS INTEGER)", "cast(a AS INTEGER)" },
    { "sha256 < x'00ff'", "sha256 < '\\x00ff'::bytea" },
    { "INSERT OR IGNORE INTO t (a) VALUES (?)", "INSERT  INTO t (a) VALUES ($1) ON CONFLICT DO NOTHING" },
    { "text || char(10)", "text || chr(10)" },
    { "outer.id", "\"outer\".id" },
    { "SELECT 1 FROM (SELECT 2)", "SELECT 1 FROM (SELECT 2) AS derived_1" },
    { "SELECT 1 FROM (SELECT 2) AS two JOIN (SELECT 3 FROM (SELECT 4)) AS three",
      "SELECT 1 FROM (SELECT 2) AS two JOIN (SELECT 3 FROM (SELECT 4) AS derived_1) AS three" },
    { "a IN (SELECT 2)", "a IN (SELECT 2)" },
};

static void is_said_otherwise(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct translated_parameters parameters;
        struct buffer out = { 0 };

        assert_true(translate_sql(text_c(cases[i].sqlite), &parameters, &out));
        assert_string_equal(out.ptr, cases[i].postgres);
        buffer_release(&out);
    }
}

static void tells_parameters(void **state)
{
    struct translated_parameters parameters;
    struct buffer out = { 0 };

    (void)state;
    assert_true(translate_sql(text_c("a = :x AND b = ? AND c = :y"), &parameters, &out));
    assert_int_equal(parameters.n, 3);
    assert_true(text_is(parameters.names[0], ":x") && text_is(parameters.names[1], "") && text_is(parameters.names[2], ":y"));
    buffer_release(&out);
    assert_false(translate_sql(text_c("SELECT (1"), &parameters, &out));
    buffer_release(&out);
    assert_false(translate_sql(text_c("SELECT 1)"), &parameters, &out));
    buffer_release(&out);
    assert_false(translate_sql(text_c("a = ?65"), &parameters, &out));
    buffer_release(&out);
}

static void words(const char *text, const char *expected)
{
    struct buffer out = { 0 };

    search_words(text_c(text), &out);
    assert_string_equal(out.ptr ? out.ptr : "", expected);
    buffer_release(&out);
}

static void phrase(const char *text, bool prefix, const char *expected)
{
    struct buffer out = { 0 };

    assert_int_equal(search_phrase(text_c(text), prefix, &out), *expected != '\0');
    assert_string_equal(out.ptr ? out.ptr : "", expected);
    buffer_release(&out);
}

static void has_words_as_fts5_has(void **state)
{
    (void)state;
    words("The cease-fire talks in Z\xc3\xbcrich", "the cease fire talks in zurich");
    words("  \"Yes,\" he said: 3.5 km/h ", "yes he said 3 5 km h");
    words("e\xcc\x81lan", "elan"); /* an accent of its own */
    words("--- ...", "");
    words("", "");
    phrase("cease-fire", false, "'cease' <-> 'fire'");
    phrase("pris", true, "'pris':*");
    phrase("it's", false, "'it' <-> 's'"); /* no quotation mark comes through */
    phrase("!?", false, "");
}

static void knows_an_address(void **state)
{
    char *shown;

    (void)state;
    assert_true(postgres_is_address("postgresql:///news") && postgres_is_address("postgres://h/n"));
    assert_false(postgres_is_address("news.db") || postgres_is_address("./postgresql://x") || postgres_is_address(NULL));
    shown = postgres_shown_address("postgresql://me:secret@host/news?password=secret&sslmode=require");
    assert_string_equal(shown, "postgresql://me@host/news?sslmode=require");
    sqlite3_free(shown);
    shown = postgres_shown_address("postgresql:///news?host=/tmp/a:b@c");
    assert_string_equal(shown, "postgresql:///news?host=/tmp/a:b@c");
    sqlite3_free(shown);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_said_otherwise),
        cmocka_unit_test(tells_parameters),
        cmocka_unit_test(has_words_as_fts5_has),
        cmocka_unit_test(knows_an_address),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
