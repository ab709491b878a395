/* Articles and positions go into a file of the Discourse Network Analyzer, and what people coded there comes back. Whatever is
 * handed in for such a file, nothing worse happens than an error. */
#include "export/dna/dna_file.h"

#include "export/dna/dna_text.h"
#include "export/dna/import_dna.h"
#include "export/export.h"
#include "ledger/correction.h"
#include "ledger_pages.h"

static struct priscus_error err;

/* ---- places ------------------------------------------------------------------------------------ */

#define DOVE "\xf0\x9f\x95\x8a" /* four bytes, two units */

static void places_count_as_java_does(void **state)
{
    struct arena mem = { 0 };
    struct dna_places p;
    struct text plain;
    struct span s;

    (void)state;
    assert_int_equal(dna_places_of(text_c("a\xc3\xa9" DOVE "b\r\nc\rd"), &mem, &p), PRISCUS_OK);
    assert_int_equal(dna_unit_of(&p, 0), 0);
    assert_int_equal(dna_unit_of(&p, 3), 2);  /* the dove  */
    assert_int_equal(dna_unit_of(&p, 7), 4);  /* b         */
    assert_int_equal(dna_unit_of(&p, 10), 6); /* c: CR LF is one */
    assert_int_equal(dna_unit_of(&p, 12), 8); /* d: so is CR     */
    assert_true(dna_span_of(&p, 2, 4, &s));
    assert_true(s.begin == 3 && s.end == 7);
    assert_true(dna_span_of(&p, 3, 5, &s)); /* from within the dove: all of it */
    assert_true(s.begin == 3 && s.end == 8);
    assert_true(dna_span_of(&p, 4, 5, &s)); /* b, without half a line end */
    assert_true(s.begin == 7 && s.end == 8);
    assert_true(dna_span_of(&p, 8, 9, &s));
    assert_true(s.begin == 12 && s.end == 13);
    assert_false(dna_span_of(&p, 8, 10, &s));
    assert_false(dna_span_of(&p, 4, 4, &s));
    assert_false(dna_span_of(&p, 5, 4, &s));
    assert_false(dna_span_of(&p, -1, 4, &s));
    assert_false(dna_span_of(&p, 0, INT64_MAX, &s));
    assert_int_equal(dna_lines_plain(p.text, &mem, &plain), PRISCUS_OK);
    assert_true(text_is(plain, "a\xc3\xa9" DOVE "b\nc\nd"));
    arena_release(&mem);
}

static void places_agree_both_ways_in_long_texts(void **state)
{
    struct arena mem = { 0 };
    struct buffer b = { 0 };
    struct dna_places p;

    (void)state;
    for (int i = 0; i < 700; i++)
        buffer_c(&b, i % 7 ? "ab\xc3\xa9" DOVE : "\r\n");
    assert_int_equal(dna_places_of(buffer_as_text(&b), &mem, &p), PRISCUS_OK);
    for (uint32_t unit = 0; unit + 1 < p.end.unit; unit++) {
        struct span s;

        assert_true(dna_span_of(&p, unit, p.end.unit, &s));
        assert_in_range(unit - dna_unit_of(&p, s.begin), 0, 1); /* 1: the second half of a pair */
        assert_int_equal(s.end, b.len);
    }
    buffer_release(&b);
    arena_release(&mem);
}

/* ---- out ----------------------------------------------------------------------------------------- */

static char dna_path[300];

static int set_up_dna(void **state)
{
    set_up(state);
    snprintf(dna_path, sizeof dna_path, "%s/out.dna", folder);
    return 0;
}

static struct export exported(struct ledger *ledger, const struct ledger_filter *filter)
{
    static const struct ledger_filter everything;
    struct export e = { .ledger = ledger, .filter = filter ? filter : &everything };

    unlink(dna_path);
    if (export_dna(&e, dna_path, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return e;
}

/* All rows of a question to the file, "a|b|\n" each. */
static char *rows_of(const char *sql)
{
    struct buffer out = { 0 };
    sqlite3 *db;
    sqlite3_stmt *stmt;

    assert_int_equal(sqlite3_open_v2(dna_path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(stmt); i++) {
            const char *value = (const char *)sqlite3_column_text(stmt, i);

            buffer_format(&out, "%s|", value ? value : "");
        }
        buffer_char(&out, '\n');
    }
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    buffer_c(&out, "");
    return out.ptr ? out.ptr : strdup("");
}

static void assert_rows(const char *sql, const char *expected)
{
    char *got = rows_of(sql);

    assert_string_equal(got, expected);
    free(got);
}

/* Do something to the file, as DNA or somebody else may. */
static void change(const char *sql)
{
    char *why = NULL;
    sqlite3 *db;

    assert_int_equal(sqlite3_open(dna_path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s", why);
    sqlite3_close(db);
}

#define SHORT(variable)                                                                                                \
    "(SELECT Value FROM ENTITIES WHERE ID = (SELECT Entity FROM DATASHORTTEXT AS d WHERE d.StatementId = s.ID"         \
    " AND d.VariableId = " variable "))"
#define CODED                                                                                                          \
    "SELECT " SHORT("1") ", " SHORT("2") ", " SHORT("3") ", (SELECT Value FROM DATABOOLEAN AS d WHERE d.StatementId =" \
    " s.ID), " SHORT("5") ", " SHORT("6") ", substr(Text, Start + 1, Stop - Start), date(Date, 'unixepoch')"            \
    " FROM STATEMENTS AS s JOIN DOCUMENTS ON DOCUMENTS.ID = DocumentId"

static void a_position_is_a_statement(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    add_eight(ledger);
    exported(ledger, NULL);
    assert_rows(CODED " ORDER BY 7",
                "Ilse Brandt|VEL|quota|0|rejects|2031-05-04|Velmark has no wish for a quota|2031-05-05|\n"
                "Ilse Brandt|VEL|quota|1|open|2031-05-04|Velmark is ready for a quota|2031-05-05|\n"
                "Ilse Brandt|VEL|quota|1|open|2031-05-04|Velmark may talk about a quota|2031-05-05|\n"
                "Ilse Brandt|VEL|quota.cod|1|demands||Velmark wants its cod|2031-05-06|\n"
                "Ilse Brandt|VEL|quota|0|rejects|2031-05-02|Velmark wants no quota|2031-05-03|\n"
                "Per \xc3\x98stby|SOR|access|1|conditional|2031-05|boats may come if they pay|2031-05-07|\n"
                "Per \xc3\x98stby|SOR|access|0|rejects|2031-05-08|no boats at all|2031-05-08|\n"
                "Per \xc3\x98stby|SOR|quota|1|proposes||twenty tons a day|1970-01-01|\n");
    /* the name of a party, and what an issue means, are attributes */
    assert_rows("SELECT Value, AttributeVariable, AttributeValue FROM ATTRIBUTEVALUES JOIN ENTITIES ON ENTITIES.ID = EntityId"
                " JOIN ATTRIBUTEVARIABLES AS a ON a.ID = AttributeVariableId WHERE AttributeValue <> '' AND a.VariableId < 4"
                " ORDER BY 1, 2",
                "SOR|Alias|Sorland|\nVEL|Alias|Velmark|\naccess|Notes|boats in the waters of the other|\n"
                "quota|Notes|a yearly catch|\nquota.cod|Notes|a yearly catch of cod|\n");
    closed(ledger);
    knowledge_close(k);
}

static void filters_hold(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct ledger_filter party = { .party = "SOR" }, issue = { .issue = "quota" },
                         dated = { .since = day("2031-05-07"), .as_of = day("2031-05-07") }, two = { .limit = 2 },
                         outlet = { .outlet = "crier" };
    const struct {
        const struct ledger_filter *filter;
        const char *statements, *documents;
    } all[] = { { NULL, "8|\n", "8|\n" },   { &party, "3|\n", "3|\n" }, { &issue, "6|\n", "6|\n" },
                { &dated, "1|\n", "1|\n" }, { &two, "2|\n", "2|\n" },   { &outlet, "2|\n", "2|\n" } };

    (void)state;
    add_eight(ledger);
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        exported(ledger, all[i].filter);
        assert_rows("SELECT count(*) FROM STATEMENTS", all[i].statements);
        assert_rows("SELECT count(*) FROM DOCUMENTS", all[i].documents);
    }
    exported(ledger, &two); /* the first two by date */
    assert_rows(CODED " ORDER BY 6",
                "Per \xc3\x98stby|SOR|access|1|conditional|2031-05|boats may come if they pay|2031-05-07|\n"
                "Ilse Brandt|VEL|quota|0|rejects|2031-05-02|Velmark wants no quota|2031-05-03|\n");
    closed(ledger);
    knowledge_close(k);
}

/* A page with these bytes for its text, and a position in the words. */
static void add_page(struct ledger *ledger, const char *bytes, const char *title, const char *speaker, const char *words)
{
    struct arena mem = { 0 };
    struct made m = make(&mem, &eight[0]);

    m.page.bytes = m.article.body = text_c(bytes);
    m.article.title = text_c(title);
    assert_int_equal(article_split_paragraphs(m.article.body, 0, &mem, &m.article), PRISCUS_OK);
    m.record.n_statements = 0;
    m.record.positions[0].statement = -1;
    m.record.positions[0].speaker = text_c(speaker);
    m.record.positions[0].words = m.record.positions[0].sentence = place(m.article.body, words);
    if (ledger_add(ledger, &m.page, &m.article, &m.record, NULL, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    arena_release(&mem);
}

static void texts_that_are_too_long_are_cut_and_counted(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct buffer name = { 0 }, fits = { 0 };
    struct export e;

    (void)state;
    for (int i = 0; i < 95; i++)
        buffer_c(&fits, DOVE); /* 190 units: just right */
    buffer_char(&name, 'x');
    buffer_text(&name, buffer_as_text(&fits)); /* 191: 186 and four dots' worth, and no half dove */
    add_page(ledger, "Oh " DOVE " no quota here.", fits.ptr, name.ptr, "no quota");
    e = exported(ledger, NULL);
    assert_int_equal(e.shortened, 1);
    assert_rows("SELECT length(Title) FROM DOCUMENTS", "95|\n");
    assert_rows("SELECT length(Value), substr(Value, -5) FROM ENTITIES WHERE VariableId = 1 AND Value <> ''",
                "97|" DOVE " ...|\n");
    assert_rows("SELECT Start, Stop FROM STATEMENTS", "6|14|\n");
    buffer_release(&name);
    buffer_release(&fits);
    closed(ledger);
    knowledge_close(k);
}

/* ---- and back -------------------------------------------------------------------------------------- */

static struct buffer told;

static void note(void *context, const char *message)
{
    (void)context;
    buffer_format(&told, "%s\n", message);
}

static void assert_told(const char *words)
{
    if (!told.ptr || !strstr(told.ptr, words))
        fail_msg("not told: %s; but: %s", words, told.ptr ? told.ptr : "nothing");
}

/* "confirmed corrected added taken_out known left_out" */
static void imports(struct ledger *ledger, const struct dna_import *options, const char *expected)
{
    struct dna_import import = options ? *options : (struct dna_import){ 0 };
    struct dna_counts c;
    char got[100];

    import.tell = note;
    buffer_reset(&told);
    if (import_dna(ledger, dna_path, &import, &c, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    snprintf(got, sizeof got, "%zu %zu %zu %zu %zu %zu", c.confirmed, c.corrected, c.added, c.taken_out, c.known, c.left_out);
    if (strcmp(got, expected) != 0)
        fail_msg("%s, not %s: %s", got, expected, told.ptr ? told.ptr : "");
}

#define NOTHING_CODED                                                                                                  \
    "DELETE FROM STATEMENTS; DELETE FROM DATASHORTTEXT; DELETE FROM DATABOOLEAN; DELETE FROM DATALONGTEXT"

/* A statement that somebody adds in DNA. */
static void code(const char *coder, const char *organization, const char *concept, bool agreement, const char *words)
{
    struct buffer sql = { 0 };

    buffer_format(&sql,
                  "PRAGMA foreign_keys = ON; BEGIN; INSERT OR IGNORE INTO CODERS (ID, Name) VALUES (unicode('%s'), '%s');"
                  "INSERT INTO STATEMENTS SELECT NULL, 1, ID, instr(Text, '%s') - 1, instr(Text, '%s') - 1 + length('%s'),"
                  " unicode('%s') FROM DOCUMENTS WHERE instr(Text, '%s');"
                  "INSERT OR IGNORE INTO ENTITIES (VariableId, Value) VALUES (2, '%s'), (3, '%s');"
                  "INSERT INTO DATASHORTTEXT SELECT NULL, (SELECT max(ID) FROM STATEMENTS), VariableId, ID FROM ENTITIES"
                  " WHERE (VariableId = 2 AND Value = '%s') OR (VariableId = 3 AND Value = '%s');"
                  "INSERT INTO DATABOOLEAN VALUES (NULL, (SELECT max(ID) FROM STATEMENTS), 4, %d); COMMIT",
                  coder, coder, words, words, words, coder, words, organization, concept, organization, concept, agreement);
    change(sql.ptr);
    buffer_release(&sql);
}

static void what_coders_say_stands_beside_the_machine(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct ledger_filter a = { .since = day("2031-05-02"), .as_of = day("2031-05-02") };

    (void)state;
    add_says(ledger, &eight[0]); /* VEL rejects quota */
    exported(ledger, NULL);
    imports(ledger, NULL, "0 0 0 0 1 0"); /* untouched: nobody's word */
    assert_answer(ledger, LEDGER_CORRECTIONS, NULL, "|what|", "what|\n");
    change(NOTHING_CODED);
    code("Ada", "VEL", "quota", false, "wants no quota"); /* overlaps */
    code("Ben", "velmark", "Quota", true, "no quota");    /* by the party's name */
    code("Ben", "SOR", "access", true, "Nobody else came");
    imports(ledger, NULL, "1 1 1 0 0 0");
    assert_answer(ledger, LEDGER_POSITIONS, &a, "|party|issue|stance|review|",
                  "party|issue|stance|review|\nVEL|quota|accepts|corrected|\n");
    assert_answer(ledger, LEDGER_CORRECTIONS, NULL, "|what|who|value|words|",
                  "who|what|value|words|\nAda|confirm|rejects|Velmark wants no quota|\n"
                  "Ben|stance|accepts|Velmark wants no quota|\nBen|add||Nobody else came|\n");
    imports(ledger, NULL, "0 1 0 0 2 0"); /* Ada has not given in; the others said it already */
    closed(ledger);
    knowledge_close(k);
}

static void two_coders_may_find_the_same(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    add_says(ledger, &eight[0]);
    exported(ledger, NULL);
    change(NOTHING_CODED);
    code("Ada", "SOR", "access", true, "Nobody else came");
    code("Ben", "SOR", "access", true, "Nobody else came");
    imports(ledger, NULL, "1 0 1 0 0 0");
    assert_answer(ledger, LEDGER_POSITIONS, &(struct ledger_filter){ .party = "SOR" }, "|words|review|",
                  "words|review|\nNobody else came|added|\n");
    closed(ledger);
    knowledge_close(k);
}

static void what_was_read_whole_is_reviewed(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    const struct dna_import whole = { .whole = true, .who = "Ada" };

    (void)state;
    add_eight(ledger);
    exported(ledger, NULL);
    change(NOTHING_CODED);
    code("Ada", "SOR", "access", true, "Velmark wants its cod");
    imports(ledger, &whole, "0 0 1 1 0 0");
    assert_answer(ledger, LEDGER_CORRECTIONS, NULL, "|what|who|", "who|what|\nAda|add|\nAda|not|\nAda|reviewed|\n");
    imports(ledger, &whole, "0 0 0 0 1 0");
    closed(ledger);
    knowledge_close(k);
}

static void an_entry_that_was_changed_in_dna_is_corrected(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    add_says(ledger, &eight[0]);
    exported(ledger, NULL);
    change("UPDATE ENTITIES SET Value = 'access' WHERE Value = 'quota'; UPDATE ENTITIES SET Value = 'SOR' WHERE Value = 'VEL';"
           "UPDATE ENTITIES SET Value = 'Per Holm' WHERE Value = 'Ilse Brandt'");
    imports(ledger, &(struct dna_import){ .who = "Ada" }, "0 1 0 0 0 0");
    assert_answer(ledger, LEDGER_POSITIONS, NULL, "|party|issue|stance|speaker|review|",
                  "party|issue|stance|speaker|review|\nSOR|access|rejects|Per Holm|corrected|\n");
    closed(ledger);
    knowledge_close(k);
}

static void write_file(const char *name, const char *bytes, char *out, size_t room)
{
    FILE *f;

    snprintf(out, room, "%s/%s", folder, name);
    f = fopen(out, "wb");
    assert_non_null(f);
    fputs(bytes, f);
    fclose(f);
}

static void names_are_what_a_file_of_names_says(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    char names[300];
    struct dna_import import = { .names = names };
    struct dna_counts counts;

    (void)state;
    add_says(ledger, &eight[0]);
    exported(ledger, NULL);
    change(NOTHING_CODED ";"
           "UPDATE VARIABLES SET Variable = 'claim' WHERE Variable = 'concept'");
    code("Ada", "The islanders", "The catch stays free", true, "wants no quota");
    code("Ada", "VEL", "Something else", true, "Nobody else");
    write_file("a.names", "# the desk's words\nvariable: concept = claim\norganization: the Islanders = VEL\n"
                          "concept: The catch stays free = not quota\n", names, sizeof names);
    imports(ledger, &import, "1 0 0 0 0 1");
    assert_told("concept \"Something else\": no issue is called so (1 statement left out)");
    write_file("b.names", "concept: quota\nconcpt: a = b\nvariable: colour = x\n", names, sizeof names);
    assert_int_equal(import_dna(ledger, dna_path, &import, &counts, &err), PRISCUS_ECONFIG);
    assert_non_null(strstr(err.message, "b.names:1: quota: write DNA's name, then ="));
    assert_non_null(strstr(err.message, "(and 2 more mistakes)"));
    import.names = NULL;
    assert_int_equal(import_dna(ledger, dna_path, &import, &counts, &err), PRISCUS_EINPUT);
    assert_non_null(strstr(err.message, "no variable \"concept\" of short text; its variables are person, organization, claim"));
    closed(ledger);
    knowledge_close(k);
}

static void an_article_is_found_by_text_or_title(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    add_page(ledger, "The islands want\r\nno quota. They say so twice: no quota.\r\n", "Fish", "Ilse Brandt", "want\r\nno quota");
    exported(ledger, NULL);
    assert_rows("SELECT instr(Text, char(13)), substr(Text, Start + 1, Stop - Start) FROM STATEMENTS JOIN DOCUMENTS",
                "0|want\nno quota|\n");
    change(NOTHING_CODED);
    code("Ada", "VEL", "access", false, "They say so");
    imports(ledger, NULL, "0 0 1 0 0 0"); /* by the page in its notes: same text but for its line ends */
    change("UPDATE DOCUMENTS SET Notes = '', Text = 'Longer by this. ' || Text; " NOTHING_CODED);
    code("Ada", "SOR", "quota", false, "no quota");
    imports(ledger, NULL, "0 0 1 0 0 0"); /* by title and day */
    assert_answer(ledger, LEDGER_POSITIONS, &(struct ledger_filter){ .party = "SOR" }, "|words|words_begin|",
                  "words|words_begin|\nno quota|18|\n");
    change("UPDATE DOCUMENTS SET Title = 'Fowl'");
    imports(ledger, NULL, "0 0 0 0 0 1");
    assert_told("document 1, \"Fowl\": no article of the ledger has this text, or this title and day");
    closed(ledger);
    knowledge_close(k);
}

/* ---- lines ------------------------------------------------------------------------------------------ */

static char *lines_of(struct ledger *ledger, bool gold)
{
    const struct dna_import import = { .tell = note };
    struct dna_counts counts;
    struct sink sink;
    struct arena mem = { 0 };
    struct text text;
    char name[300], *copy;
    FILE *f;

    snprintf(name, sizeof name, "%s/lines", folder);
    f = fopen(name, "wb");
    assert_non_null(f);
    sink = sink_to(fileno(f), name);
    if ((gold ? dna_gold(ledger, dna_path, &import, &sink, &counts, &err) : dna_articles(dna_path, &import, &sink, &counts, &err)) !=
        PRISCUS_OK)
        fail_msg("%s", err.message);
    assert_int_equal(sink_end(&sink, &err), PRISCUS_OK);
    fclose(f);
    assert_int_equal(file_read(name, 1 << 20, &mem, &text, &err), PRISCUS_OK);
    copy = strndup(text.ptr, text.len);
    arena_release(&mem);
    return copy;
}

static void a_file_is_gold_and_articles(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    char *lines;

    (void)state;
    add_page(ledger, "Oh " DOVE " no quota here. And more.", "Fish", "Ilse Brandt", "no quota");
    exported(ledger, NULL);
    lines = lines_of(ledger, true);
    assert_string_equal(lines, "{\"file\": \"dna-1\", \"title\": \"Fish\", \"outlet\": \"Post\", \"byline\": null, \"published\": "
                               "\"2031-05-03\", \"text\": \"Oh " DOVE " no quota here. And more.\", \"positions\": [{\"span\": "
                               "[8, 16], \"sentence\": [0, 22], \"anchor\": \"no quota\", \"party\": \"VEL\", \"issue\": \"quota\", "
                               "\"stance\": \"rejects\", \"speaker\": \"Ilse Brandt\", \"required\": true}]}\n");
    free(lines);
    lines = lines_of(ledger, false);
    assert_string_equal(lines, "{\"id\": \"dna-1\", \"title\": \"Fish\", \"outlet\": \"Post\", \"byline\": null, \"published\": "
                               "\"2031-05-03\", \"text\": \"Oh " DOVE " no quota here. And more.\"}\n");
    free(lines);
    closed(ledger);
    knowledge_close(k);
}

/* ---- files that are none ------------------------------------------------------------------------------ */

/* The whole file is read, whatever is in it. */
static priscus_status read_all(size_t *statements)
{
    const struct dna_file_options options = { .tell = note };
    struct dna_file *file = NULL;
    struct dna_document document;
    struct arena mem = { 0 };
    priscus_status status = dna_open(dna_path, &options, &file, &err);

    *statements = 0;
    buffer_reset(&told);
    while (status == PRISCUS_OK && (status = dna_next(file, &mem, &document, &err)) == PRISCUS_OK) {
        *statements += document.n_statements;
        arena_reset(&mem);
    }
    dna_close(file);
    arena_release(&mem);
    return status == PRISCUS_DONE ? PRISCUS_OK : status;
}

static void what_is_no_file_of_dna_is_refused(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    static const struct {
        const char *sql, *words;
        priscus_status status;
    } cases[] = {
        { "UPDATE SETTINGS SET Value = '2.0 beta 25' WHERE Property = 'version'", "is of DNA 2.0 beta 25, and wanted is one of DNA 3.1",
          PRISCUS_EVERSION },
        { "UPDATE SETTINGS SET Value = '3.10' WHERE Property = 'version'", "is of DNA 3.10", PRISCUS_EVERSION },
        { "UPDATE SETTINGS SET Value = '4.0' WHERE Property = 'version'", "is of DNA 4.0", PRISCUS_EVERSION },
        { "DELETE FROM SETTINGS", "is of DNA (no version is given)", PRISCUS_EVERSION },
        { "DROP TABLE SETTINGS", "no file of DNA", PRISCUS_EINPUT },
        { "DROP TABLE STATEMENTS", "no such table: STATEMENTS", PRISCUS_EINPUT },
        { "ALTER TABLE DOCUMENTS RENAME COLUMN Text TO Body", "no such column: Text", PRISCUS_EINPUT },
        { "ALTER TABLE DOCUMENTS RENAME TO D; CREATE VIEW DOCUMENTS AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
          " SELECT i AS ID, '' AS Text, '' AS Title, '' AS Author, '' AS Source, '' AS Section, '' AS Notes, 0 AS Date FROM n",
          "has not the tables of DNA 3.1", PRISCUS_EINPUT },
        { "ALTER TABLE DOCUMENTS ADD COLUMN Size AS (length(zeroblob(1000000)));"
          "ALTER TABLE DOCUMENTS RENAME COLUMN Title TO T; ALTER TABLE DOCUMENTS RENAME COLUMN Size TO Title",
          "it has a table DOCUMENTS whose rows are worked out", PRISCUS_EINPUT },
        { "CREATE VIRTUAL TABLE words USING fts5(a)", "it has a table words whose rows are worked out", PRISCUS_EINPUT },
        { "CREATE TABLE M AS SELECT * FROM STATEMENTS; DROP TABLE STATEMENTS; ALTER TABLE M RENAME TO STATEMENTS;"
          "CREATE TABLE N AS SELECT * FROM DATABOOLEAN; DROP TABLE DATABOOLEAN; ALTER TABLE N RENAME TO DATABOOLEAN;"
          "WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
          " INSERT INTO STATEMENTS SELECT i, 1, 1, 0, 1, 1 FROM n;"
          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
          " INSERT INTO DATABOOLEAN SELECT i, -1, 4, 1 FROM n", /* no index: 20,000 times 20,000 */
          "far more work", PRISCUS_EINPUT },
        { "UPDATE DOCUMENTS SET Text = zeroblob(34000000)", "a text of more than 32 MB", PRISCUS_EINPUT },
    };
    size_t n;

    (void)state;
    add_eight(ledger);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        exported(ledger, NULL);
        change(cases[i].sql);
        assert_int_equal(read_all(&n), cases[i].status);
        if (!strstr(err.message, cases[i].words))
            fail_msg("%s: %s", cases[i].words, err.message);
    }
    write_file("out.dna", "<?xml version=\"1.0\"?><discourse></discourse>", dna_path, sizeof dna_path);
    assert_int_equal(read_all(&n), PRISCUS_EVERSION);
    assert_non_null(strstr(err.message, "is XML, as DNA 1 wrote it"));
    write_file("out.dna", "a text and no more, long enough", dna_path, sizeof dna_path);
    assert_int_equal(read_all(&n), PRISCUS_EINPUT);
    assert_non_null(strstr(err.message, "no SQLite file"));
    unlink(dna_path);
    assert_int_equal(read_all(&n), PRISCUS_EIO);
    snprintf(dna_path, sizeof dna_path, "%s", folder);
    assert_int_equal(read_all(&n), PRISCUS_EINPUT);
    closed(ledger);
    knowledge_close(k);
}

static void bad_rows_are_told_and_the_rest_is_read(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    size_t n;

    (void)state;
    add_eight(ledger);
    exported(ledger, NULL);
    change("PRAGMA ignore_check_constraints = ON; UPDATE STATEMENTS SET Stop = 100000 WHERE ID = 1;"
           "UPDATE STATEMENTS SET Start = char(27) || 'x' WHERE ID = 2; UPDATE STATEMENTS SET DocumentId = 99 WHERE ID = 3;"
           "UPDATE STATEMENTS SET DocumentId = NULL WHERE ID = 4; UPDATE STATEMENTS SET Start = -5 WHERE ID = 5;"
           "UPDATE STATEMENTS SET Start = Stop WHERE ID = 6; UPDATE ENTITIES SET Value = x'ff00fe' || ID WHERE VariableId = 1;"
           "CREATE TRIGGER t AFTER INSERT ON STATEMENTS BEGIN DELETE FROM STATEMENTS; END");
    assert_int_equal(read_all(&n), PRISCUS_OK);
    assert_int_equal(n, 2);
    assert_told("statement 1 of document 1: its place, 27 to 100000, is none in the text of ");
    assert_told("statement 2 of document 2: its place,  x to ");
    assert_told("statement 3: its document, 99, is not there");
    assert_told("statement 4: its document, none, is not there");
    assert_told("statement 5 of document 5: its place, -5 to");
    assert_told("statement 6 of document 6");
    assert_null(strchr(told.ptr, 27));
    closed(ledger);
    knowledge_close(k);
}

int main(void)
{
#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up_dna, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_count_as_java_does),
        cmocka_unit_test(places_agree_both_ways_in_long_texts),
        WITH_FOLDER(a_position_is_a_statement),
        WITH_FOLDER(filters_hold),
        WITH_FOLDER(texts_that_are_too_long_are_cut_and_counted),
        WITH_FOLDER(what_coders_say_stands_beside_the_machine),
        WITH_FOLDER(two_coders_may_find_the_same),
        WITH_FOLDER(what_was_read_whole_is_reviewed),
        WITH_FOLDER(an_entry_that_was_changed_in_dna_is_corrected),
        WITH_FOLDER(names_are_what_a_file_of_names_says),
        WITH_FOLDER(an_article_is_found_by_text_or_title),
        WITH_FOLDER(a_file_is_gold_and_articles),
        WITH_FOLDER(what_is_no_file_of_dna_is_refused),
        WITH_FOLDER(bad_rows_are_told_and_the_rest_is_read),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    buffer_release(&told);
    return failed;
}
