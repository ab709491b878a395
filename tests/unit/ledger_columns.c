/* The list of columns: what is made of it has not changed since it was released, and the documents have all of it. */
#include "base/file.h"
#include "ledger/columns.h"
#include "ledger_pages.h"
#include "story/changes/stance_matrix.h"

#define AT(begin, end) ""
#include "ledger/views.h"

/* ---- what was released ------------------------------------------------------------------- */

/* All SQL of the schema, but for the tables that SQLite keeps a full text in. */
static char *schema_of(int version)
{
    struct ledger ledger = { .path = path };
    struct priscus_error err = { 0 };
    struct buffer all = { 0 };
    sqlite3_stmt *stmt;

    assert_int_equal(sqlite3_open(path, &ledger.db), SQLITE_OK);
    if (schema_bring_up(&ledger, version, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    assert_int_equal(sqlite3_prepare_v2(ledger.db,
                                        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
                                        " AND name NOT LIKE 'search\\_%' ESCAPE '\\' ORDER BY rowid",
                                        -1, &stmt, NULL),
                     SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        buffer_format(&all, "%s\n", sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    close_bare(&ledger);
    return all.ptr;
}

static void a_released_version_stays_as_it_is(void **state)
{
    /* sha256sum of its SQL. The version you make is added when it is released. */
    static const char *const released[] = { "c2056826d00d", "f176263126ed", "8dabd976d675", "04452fd4fabd" };

    (void)state;
    assert_true(COUNT_OF(released) <= LEDGER_VERSION);
    for (size_t i = 0; i < COUNT_OF(released); i++) {
        char *sql = schema_of((int)i + 1), hex[65];

        sha256_hex(sha256_of(text_c(sql)), hex);
        if (strncmp(hex, released[i], strlen(released[i])) != 0)
            fail_msg("version %zu of a ledger is another one now (%.12s):\n%s", i + 1, hex, sql);
        free(sql);
        unlink(path);
    }
}

static void a_ledger_that_was_brought_up_is_as_a_new_one(void **state)
{
    char *fresh = schema_of(LEDGER_VERSION);

    (void)state;
    unlink(path);
    for (int version = 1; version <= LEDGER_VERSION; version++) { /* one file, step by step */
        char *older = schema_of(version);

        if (version == LEDGER_VERSION)
            assert_string_equal(older, fresh);
        free(older);
    }
    free(fresh);
}

/* ---- what the documents say -------------------------------------------------------------- */

/* The cells of the line of docs/ledger.md that begins with "| `name`" under the heading; its last cells may be empty. */
static struct text line_of(struct text page, const char *heading, const char *name)
{
    char start[80];
    size_t at = text_find(page, text_c(heading), 0), end;

    if (at == NOWHERE)
        fail_msg("docs/ledger.md has no \"%s\"", heading);
    snprintf(start, sizeof start, "\n| %s |", name);
    at = text_find(page, text_c(start), at);
    if (at == NOWHERE)
        fail_msg("docs/ledger.md, %s: there is no %s", heading, name);
    end = text_find(page, text_c("\n"), at + 1);
    assert_true(end != NOWHERE);
    return text_of(page.ptr + at + strlen(start), end - at - strlen(start));
}

/* "`kind` *w*, `source_…`, `said_on` *d*, `begin`" is "kind* source_begin source_end said_on said_on_precision* begin ":
 * the columns that a cell names, a star behind those that hold the number of a word. */
static char *columns_in(struct text cell)
{
    struct buffer out = { 0 };

    while (cell.len) {
        struct text name;

        text_cut(&cell, '`');
        if (!cell.len)
            break;
        name = text_cut(&cell, '`');
        if (name.len > 3 && memcmp(name.ptr + name.len - 3, "\xe2\x80\xa6", 3) == 0) {
            buffer_format(&out, "%.*sbegin %.*send ", (int)name.len - 3, name.ptr, (int)name.len - 3, name.ptr);
            continue;
        }
        buffer_text(&out, name);
        if (text_starts(cell, " *w*"))
            buffer_char(&out, '*');
        buffer_char(&out, ' ');
        if (text_starts(cell, " *d*"))
            buffer_format(&out, "%.*s_precision* ", (int)name.len, name.ptr);
    }
    return out.ptr;
}

static void assert_columns(struct text page, const char *heading, const char *name, unsigned cell, const char *expected)
{
    struct text line = line_of(page, heading, name), columns = { 0 };
    char *got;

    for (unsigned i = 0; i <= cell; i++)
        columns = text_cut(&line, '|');
    got = columns_in(columns);
    if (strcmp(got ? got : "", expected) != 0)
        fail_msg("docs/ledger.md, %s, %s\nhas   %s\nwants %s", heading, name, got ? got : "nothing", expected);
    free(got);
}

static struct text docs(void)
{
    static struct text page;
    static struct arena mem;
    struct priscus_error err = { 0 };

    if (!page.ptr && file_read(TEST_FOLDER "/../docs/ledger.md", 1 << 20, &mem, &page, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return page;
}

static void the_documents_have_every_column_of_the_tables(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ledger_tables); i++) {
        const struct ledger_table *table = &ledger_tables[i];
        bool watch = strncmp(table->name, "watch", 5) == 0;
        struct buffer expected = { 0 };
        char name[40];

        for (const struct ledger_column *c = table->columns; c->name; c++) {
            for (const char *p = c->name; *p; p++)
                if (*p != '"')
                    buffer_char(&expected, *p);
            buffer_c(&expected, strstr(c->type, "REFERENCES word") ? "* " : " ");
        }
        snprintf(name, sizeof name, "`%s`", table->name);
        assert_columns(docs(), watch ? "## What a watch remembers" : "## Tables", name, 0, expected.ptr);
        buffer_release(&expected);
    }
}

#define NAME(name, type, since, sql) name " "

static void the_documents_have_every_column_of_the_views(void **state)
{
    static const struct {
        const char *name, *columns;
    } views[] = {
        { "`positions`", POSITIONS_VIEW(NAME) },   { "`position_history`", POSITION_HISTORY_COLUMNS(NAME) },
        { "`statements`", STATEMENTS_VIEW(NAME) }, { "`articles`", ARTICLES_VIEW(NAME) },
        { "`pages`", PAGES_VIEW(NAME) },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(views); i++)
        assert_columns(docs(), "## Views", views[i].name, 1, views[i].columns);
}

static int take_names(void *context, const struct ledger_row *row)
{
    for (size_t i = 0; i < row->n && !row->values; i++)
        buffer_format(context, "%s ", row->names[i]);
    return 1;
}

static void the_documents_have_every_column_of_the_answers(void **state)
{
    static const struct {
        const char *name;
        enum ledger_question question;
    } answers[] = { { "search", LEDGER_SEARCH }, { "stats", LEDGER_STATS } };
    struct ledger *ledger;

    (void)state;
    assert_int_equal(ledger_open(path, LEDGER_WRITE, &ledger, NULL), PRISCUS_OK);
    for (size_t i = 0; i < COUNT_OF(answers); i++) {
        struct buffer names = { 0 };

        assert_int_equal(ledger_ask(ledger, answers[i].question, &(struct ledger_filter){ .words = "quota" },
                                    take_names, &names, NULL),
                         PRISCUS_OK);
        assert_columns(docs(), "## What asking gives", answers[i].name, 0, names.ptr);
        buffer_release(&names);
    }
    {
        struct buffer names = { 0 };

        assert_int_equal(matrix_ask(ledger, NULL, take_names, &names, NULL), PRISCUS_OK);
        assert_columns(docs(), "## What asking gives", "matrix", 0, names.ptr);
        buffer_release(&names);
    }
    closed(ledger);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_released_version_stays_as_it_is),
        TEST(a_ledger_that_was_brought_up_is_as_a_new_one),
        TEST(the_documents_have_every_column_of_the_tables),
        TEST(the_documents_have_every_column_of_the_views),
        TEST(the_documents_have_every_column_of_the_answers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
