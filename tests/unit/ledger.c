/* connection.c - the store: adding, asking, what stays after a kill, and what verify finds.
 *
 * Articles and records are built by hand here, so that each test says what it is about; only
 * verifying needs the floors below, because it makes entries again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "known.h"
#include "ledger/sqlite/sqlite_ledger.h"
#include "reading/reading.h"

static const char agenda_text[] =
    "agenda fisheries\ntitle Fishing rights\nversion 1\n"
    "issue quota\n  for a yearly catch\n  words catch quota\n"
    "issue quota.cod\n  for a yearly catch of cod\n  words cod quota\n"
    "issue access\n  for boats in the waters of the other\n  words access to ... waters\n";
static const char roster_text[] = "roster coasts\nversion 1\n"
                                  "party VEL state\n  name Velmark\n  adjective Velmarkian\n  capital Estholm\n"
                                  "  person Ilse Brandt | president | 2019 |\n"
                                  "party SOR state\n  name Sorland\n  adjective Sorlandic\n  capital Garn\n";

/* ---- a folder for each test -------------------------------------------------------------- */

static char folder[200], path[250];

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "%s/priscus-ledger-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/test ledger?.db", folder);
    setenv("PRISCUS_NOW", "2031-06-01T12:00:00Z", 1);
    return 0;
}

static int tear_down(void **state)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;

    (void)state;
    chmod(folder, 0700);
    while (dir && (entry = readdir(dir))) {
        char name[600];

        snprintf(name, sizeof name, "%s/%s", folder, entry->d_name);
        unlink(name);
    }
    if (dir)
        closedir(dir);
    rmdir(folder);
    return 0;
}

static struct knowledge *knowledge_of(const char *agenda)
{
    struct knowledge_file a = { "fisheries.agenda", text_c(agenda) }, r = { "coasts.roster", text_c(roster_text) };
    struct knowledge *k = NULL;
    struct priscus_error err = { 0 };

    if (knowledge_open(test_language(), &a, 1, &r, 1, &k, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return k;
}

static struct ledger *opened(const char *file, const struct knowledge *k)
{
    struct ledger *ledger = NULL;
    struct priscus_error err = { 0 };

    if (ledger_open(file, LEDGER_WRITE, &ledger, &err) != PRISCUS_OK || ledger_use(ledger, k, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return ledger;
}

static void closed(struct ledger *ledger)
{
    assert_int_equal(ledger_close(ledger, NULL), PRISCUS_OK);
}

/* ---- pages by hand ----------------------------------------------------------------------- */

/* What one page says: who, with which words in which sentence, and the position in them. */
struct says {
    const char *name, *outlet, *published, *speaker, *party, *issue;
    enum stance stance;
    const char *said_on; /* NULL: not said */
    const char *words;   /* %s is the sentence */
};

struct made {
    struct page page;
    struct article article;
    struct record record;
};

static struct span place(struct text body, const char *words)
{
    size_t at = text_find(body, text_c(words), 0);

    assert_true(at != NOWHERE);
    return (struct span){ (uint32_t)at, (uint32_t)(at + strlen(words)) };
}

static struct date day(const char *text)
{
    struct date d = { .zone = DATE_NO_ZONE };

    if (text)
        assert_true(date_parse_iso(text_c(text), &d));
    return d;
}

static struct made make(struct arena *mem, const struct says *s)
{
    struct made m = { 0 };
    struct buffer b = { 0 };
    struct statement *st = arena_alloc(mem, sizeof *st);
    struct position *p = arena_alloc(mem, sizeof *p);
    static const uint16_t rules[] = { 12, 40 };
    static struct text agencies[1];
    char sentence[400];

    snprintf(sentence, sizeof sentence, "%s, %s said in Garn on Monday.", s->words, s->speaker);
    buffer_format(&b, "Talks on the fish of %s\n\n%s\n\nNobody else came. The caf\xc3\xa9 was closed.", s->outlet,
                  sentence);
    m.page = (struct page){ .name = text_c(s->name), .from = PRISCUS_FROM_TEXT, .fetched = day(NULL) };
    m.page.bytes = text_of(arena_copy(mem, b.ptr, b.len), b.len);
    buffer_release(&b);
    m.article.body = m.page.bytes;
    assert_true(article_split_paragraphs(m.article.body, 0, mem, &m.article));
    m.article.title = text_c("Talks on the fish");
    m.article.outlet = text_c(s->outlet);
    m.article.published = day(s->published);
    agencies[0] = text_c("CNA");
    m.article.agencies = agencies;
    m.article.n_agencies = 1;
    st->kind = STATEMENT_INDIRECT;
    st->source = place(m.article.body, s->speaker);
    st->cue = place(m.article.body, "said");
    st->content[st->n_content++] = place(m.article.body, s->words);
    st->content[st->n_content++] = place(m.article.body, "in Garn");
    st->speaker = text_c(s->speaker);
    st->party = text_c(s->party);
    st->occasion = place(m.article.body, "in Garn");
    st->said_on = day(s->said_on);
    st->said_words = place(m.article.body, "on Monday");
    st->inside = -1;
    st->chain[0] = (struct chain_link){ CHAIN_OUTLET, m.article.outlet, { 0, 0 } };
    st->chain[1] = (struct chain_link){ CHAIN_AGENCY, agencies[0], { 0, 0 } };
    st->chain[2] = (struct chain_link){ CHAIN_SPEAKER, st->speaker, st->source };
    st->n_chain = 3;
    p->statement = 0;
    p->sentence = place(m.article.body, sentence);
    p->words = place(m.article.body, s->words);
    p->speaker = st->speaker;
    p->party = st->party;
    p->issue = text_c(s->issue);
    p->stance = s->stance;
    p->said_on = st->said_on;
    p->rules = rules;
    p->n_rules = 2;
    m.record = (struct record){ st, 1, p, 1 };
    return m;
}

static const struct says eight[] = {
    { "a.txt", "Post", "2031-05-03T07:10", "Ilse Brandt", "VEL", "quota", STANCE_REJECTS, "2031-05-02",
      "Velmark wants no quota" },
    { "b.txt", "Post", "2031-05-05", "Ilse Brandt", "VEL", "quota", STANCE_OPEN, "2031-05-04",
      "Velmark may talk about a quota" },
    { "c.txt", "Herald", "2031-05-05", "Ilse Brandt", "VEL", "quota", STANCE_OPEN, "2031-05-04",
      "Velmark is ready for a quota" },
    { "d.txt", "Crier", "2031-05-05", "Ilse Brandt", "VEL", "quota", STANCE_REJECTS, "2031-05-04",
      "Velmark has no wish for a quota" },
    { "e.txt", "Post", "2031-05-06", "Ilse Brandt", "VEL", "quota.cod", STANCE_DEMANDS, NULL, "Velmark wants its cod" },
    { "f.txt", "Post", "2031-05-07", "Per \xc3\x98stby", "SOR", "access", STANCE_CONDITIONAL, "2031-05",
      "boats may come if they pay" },
    { "g.txt", "Post", NULL, "Per \xc3\x98stby", "SOR", "quota", STANCE_PROPOSES, NULL, "twenty tons a day" },
    { "h.txt", "Crier", "2031-05-08", "Per \xc3\x98stby", "SOR", "access", STANCE_REJECTS, "2031-05-08",
      "no boats at all" },
};

static bool add_says(struct ledger *ledger, const struct says *s)
{
    struct arena mem = { 0 };
    struct made m = make(&mem, s);
    struct priscus_error err = { 0 };
    bool added = false;

    if (ledger_add(ledger, &m.page, &m.article, &m.record, &added, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    arena_release(&mem);
    return added;
}

static void add_eight(struct ledger *ledger)
{
    for (size_t i = 0; i < COUNT_OF(eight); i++)
        assert_true(add_says(ledger, &eight[i]));
}

/* ---- asking ------------------------------------------------------------------------------ */

/* All rows as lines: "name=value|...", nothing for what is not known. `only`: these columns. */
struct asked {
    struct buffer out;
    const char *only; /* "|id|date|"; NULL: all */
    size_t rows;
};

static int keep_row(void *context, const struct ledger_row *row)
{
    struct asked *asked = context;

    for (size_t i = 0; i < row->n; i++) {
        char key[80];

        snprintf(key, sizeof key, "|%s|", row->names[i]);
        if (asked->only && !strstr(asked->only, key))
            continue;
        if (!row->values)
            buffer_format(&asked->out, "%s|", row->names[i]);
        else
            buffer_format(&asked->out, "%s|", row->values[i] ? row->values[i] : "");
    }
    buffer_char(&asked->out, '\n');
    asked->rows += row->values != NULL;
    return 0;
}

static char *ask(struct ledger *ledger, enum ledger_question question, const struct ledger_filter *filter,
                 const char *only)
{
    struct asked asked = { .only = only };
    struct priscus_error err = { 0 };

    if (ledger_ask(ledger, question, filter, keep_row, &asked, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return asked.out.ptr;
}

static void assert_answer(struct ledger *ledger, enum ledger_question question, const struct ledger_filter *filter,
                          const char *only, const char *expected)
{
    char *got = ask(ledger, question, filter, only);

    assert_string_equal(got, expected);
    free(got);
}

/* Every question's whole answer. */
static char *ask_everything(struct ledger *ledger)
{
    struct ledger_filter filter = { .words = "quota" };
    struct buffer all = { 0 };

    for (int q = LEDGER_POSITIONS; q <= LEDGER_PAGES; q++) {
        char *one = ask(ledger, (enum ledger_question)q, &filter, NULL);

        buffer_c(&all, one);
        free(one);
    }
    return all.ptr;
}

static long long number(struct ledger *ledger, const char *sql)
{
    sqlite3_stmt *stmt;
    long long n;

    assert_int_equal(sqlite3_prepare_v2(ledger->db, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return n;
}

/* ---- adding ------------------------------------------------------------------------------ */

static void same_page_twice_adds_nothing(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    char *first, *second;

    (void)state;
    add_eight(ledger);
    first = ask_everything(ledger);
    for (size_t i = 0; i < COUNT_OF(eight); i++)
        assert_false(add_says(ledger, &eight[i]));
    closed(ledger);
    ledger = opened(path, k); /* and from another run */
    assert_int_equal(number(ledger, "SELECT count(*) FROM reading"), 1);
    for (size_t i = 0; i < COUNT_OF(eight); i++)
        assert_false(add_says(ledger, &eight[i]));
    second = ask_everything(ledger);
    assert_string_equal(first, second);
    free(first);
    free(second);
    closed(ledger);
    knowledge_close(k);
}

static void a_page_is_known_once_it_was_added(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct arena mem = { 0 };
    struct made m = make(&mem, &eight[0]);
    bool has = true;

    (void)state;
    assert_int_equal(ledger_has(ledger, &m.page, &has, NULL), PRISCUS_OK);
    assert_false(has);
    add_says(ledger, &eight[0]);
    assert_int_equal(ledger_has(ledger, &m.page, &has, NULL), PRISCUS_OK);
    assert_true(has);
    m.page.from = PRISCUS_FROM_PAGE; /* read in another way it says something else */
    assert_int_equal(ledger_has(ledger, &m.page, &has, NULL), PRISCUS_OK);
    assert_false(has);
    arena_release(&mem);
    closed(ledger);
    knowledge_close(k);
}

static void same_bytes_under_two_names_are_one_page(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct says twin = eight[0];
    struct arena mem = { 0 };
    struct made m;

    (void)state;
    twin.name = "copy/of a.txt";
    assert_true(add_says(ledger, &eight[0]));
    assert_false(add_says(ledger, &twin));
    twin.name = "Z.txt";
    m = make(&mem, &twin);
    assert_int_equal(ledger_sight(ledger, &m.page, NULL), PRISCUS_OK);
    assert_answer(ledger, LEDGER_PAGES, NULL, "|name|sightings|statements|positions|",
                  "name|sightings|statements|positions|\nZ.txt|3|1|1|\n");
    assert_int_equal(number(ledger, "SELECT count(*) FROM position"), 1);
    arena_release(&mem);
    closed(ledger);
    knowledge_close(k);
}

static void a_new_reading_stands_beside_the_old_one(void **state)
{
    static const char other_agenda[] = "agenda fisheries\ntitle Fishing rights\nversion 2\n"
                                       "issue quota\n  for a yearly catch\n  words catch quota; quota\n";
    struct knowledge *k = knowledge_of(agenda_text), *k2 = knowledge_of(other_agenda);
    struct ledger *ledger = opened(path, k);
    struct says again = eight[0];

    (void)state;
    add_says(ledger, &eight[0]);
    assert_int_equal(ledger_use(ledger, k2, NULL), PRISCUS_OK);
    again.stance = STANCE_OPEN;
    assert_true(add_says(ledger, &again));
    assert_false(add_says(ledger, &again));
    assert_answer(ledger, LEDGER_POSITIONS, NULL, "|stance|", "stance|\nopen|\n");
    assert_int_equal(number(ledger, "SELECT count(*) FROM position_history"), 2);
    assert_int_equal(number(ledger, "SELECT count(*) FROM position_history WHERE stance = 'rejects' AND reading = 1"),
                     1);
    assert_int_equal(number(ledger, "SELECT count(*) FROM body"), 1);      /* the body did not change */
    assert_int_equal(number(ledger, "SELECT count(*) FROM knowledge"), 3); /* nor did the roster */
    /* found once, though two readings have the paragraph */
    assert_answer(ledger, LEDGER_SEARCH, &(struct ledger_filter){ .words = "quota" }, "|begin|", "begin|\n27|\n");
    closed(ledger);
    knowledge_close(k);
    knowledge_close(k2);
}

static void entries_cannot_be_changed_or_deleted(void **state)
{
    static const char *const tables[] = { "word",    "knowledge", "reading",  "reading_knowledge",
                                          "page",    "body",      "sighting", "article",
                                          "agency",  "paragraph", "dropped",  "statement",
                                          "content", "chain",     "position" };
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct arena mem = { 0 };
    struct made m = make(&mem, &eight[0]);
    struct dropped dropped = { ROLE_CRUMB, { 0, 3 }, "share bar" };

    (void)state;
    m.article.dropped = &dropped;
    m.article.n_dropped = 1;
    assert_int_equal(ledger_add(ledger, &m.page, &m.article, &m.record, NULL, NULL), PRISCUS_OK);
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        char sql[200], column[80];
        sqlite3_stmt *stmt;

        snprintf(sql, sizeof sql, "SELECT * FROM %s", tables[i]);
        assert_int_equal(sqlite3_prepare_v2(ledger->db, sql, -1, &stmt, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(stmt), SQLITE_ROW); /* each has a row, or the test proves nothing */
        snprintf(column, sizeof column, "%s", sqlite3_column_name(stmt, 1));
        sqlite3_finalize(stmt);
        snprintf(sql, sizeof sql, "UPDATE %s SET \"%s\" = \"%s\"", tables[i], column, column);
        assert_int_equal(sqlite3_exec(ledger->db, sql, NULL, NULL, NULL) & 0xff, SQLITE_CONSTRAINT);
        assert_non_null(strstr(sqlite3_errmsg(ledger->db), "nothing in a ledger"));
        snprintf(sql, sizeof sql, "DELETE FROM %s", tables[i]);
        assert_int_equal(sqlite3_exec(ledger->db, sql, NULL, NULL, NULL) & 0xff, SQLITE_CONSTRAINT);
        assert_non_null(strstr(sqlite3_errmsg(ledger->db), "nothing in a ledger"));
    }
    /* No table of ours was forgotten. */
    assert_int_equal(number(ledger, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                                    "'search%' AND name NOT LIKE 'watch%'"
                                    " AND name NOT LIKE 'sqlite_%'"),
                     COUNT_OF(tables));
    arena_release(&mem);
    closed(ledger);
    knowledge_close(k);
}

static void odd_pages_are_kept_whole(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    static const char bytes[] = "a\0b \xc3\xa9 '; DROP TABLE page; --";
    struct page page = { .name = text_of("x\0'y", 4),
                         .bytes = text_of(bytes, sizeof bytes - 1),
                         .from = PRISCUS_FROM_TEXT };
    struct article article = { .body = page.bytes };
    struct record record = { 0 };
    bool added = false;

    (void)state;
    assert_int_equal(ledger_add(ledger, &page, &article, &record, &added, NULL), PRISCUS_OK);
    assert_true(added);
    page.bytes = text_c(""); /* an empty page, an empty article */
    article.body = text_of(NULL, 0);
    assert_int_equal(ledger_add(ledger, &page, &article, &record, &added, NULL), PRISCUS_OK);
    assert_true(added);
    assert_int_equal(number(ledger, "SELECT max(length(CAST(text AS BLOB))) FROM body"), sizeof bytes - 1);
    closed(ledger);
    knowledge_close(k);
}

/* ---- asking ------------------------------------------------------------------------------ */

static void positions_come_by_date_with_their_words_and_chain(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    add_eight(ledger);
    assert_answer(ledger, LEDGER_POSITIONS, &(struct ledger_filter){ .limit = 1 },
                  "|date|precision|dated_by|party|issue|stance|speaker|words|sentence|outlet|title|name|chain|rules|",
                  "date|precision|dated_by|party|issue|stance|speaker|words|sentence|outlet|title|name|chain|rules|\n"
                  "2031-05|month|said|SOR|access|conditional|Per \xc3\x98stby|boats may come if they pay|"
                  "boats may come if they pay, Per \xc3\x98stby said in Garn on Monday.|Post|Talks on the fish|f.txt|"
                  "Post <- CNA <- Per \xc3\x98stby|[12,40]|\n");
    assert_answer(
        ledger, LEDGER_POSITIONS, NULL, "|date|dated_by|party|",
        "date|dated_by|party|\n"
        "2031-05|said|SOR|\n2031-05-02|said|VEL|\n2031-05-04|said|VEL|\n2031-05-04|said|VEL|\n2031-05-04|said|VEL|\n"
        "2031-05-06|published|VEL|\n2031-05-08|said|SOR|\n||SOR|\n");
    /* As of a day: what was said by then; what nobody can date is left out. */
    assert_answer(ledger, LEDGER_POSITIONS, &(struct ledger_filter){ .as_of = day("2031-05-02") }, "|date|",
                  "date|\n2031-05|\n2031-05-02|\n");
    assert_answer(ledger, LEDGER_POSITIONS, &(struct ledger_filter){ .as_of = day("2031-05"), .party = "SOR" },
                  "|date|", "date|\n2031-05|\n2031-05-08|\n");
    /* An issue takes in its more particular ones, and not others that begin alike. */
    assert_answer(ledger, LEDGER_POSITIONS, &(struct ledger_filter){ .issue = "quota", .party = "VEL" }, "|issue|",
                  "issue|\nquota|\nquota|\nquota|\nquota|\nquota.cod|\n");
    assert_answer(ledger, LEDGER_POSITIONS, &(struct ledger_filter){ .issue = "quota.cod" }, "|issue|",
                  "issue|\nquota.cod|\n");
    assert_answer(ledger, LEDGER_POSITIONS, &(struct ledger_filter){ .issue = "quo" }, "|issue|", "issue|\n");
    assert_answer(ledger, LEDGER_POSITIONS, &(struct ledger_filter){ .speaker = "\xc3\xb8STBY" }, "|speaker|",
                  "speaker|\nPer \xc3\x98stby|\nPer \xc3\x98stby|\nPer \xc3\x98stby|\n");
    closed(ledger);
    knowledge_close(k);
}

static void views_need_no_function_of_ours(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    static const char *const views[] = { "positions", "statements", "articles", "pages", "position_history" };
    sqlite3 *db;
    sqlite3_stmt *stmt;

    (void)state;
    add_eight(ledger);
    closed(ledger);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (size_t i = 0; i < COUNT_OF(views); i++) {
        char sql[100];
        int rows = 0;

        snprintf(sql, sizeof sql, "SELECT * FROM %s", views[i]);
        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
        while (sqlite3_step(stmt) == SQLITE_ROW)
            rows++;
        assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
        assert_int_equal(rows, COUNT_OF(eight));
    }
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT content, occasion, (SELECT words FROM positions WHERE statement = s.id)"
                                        " FROM statements AS s WHERE name = 'f.txt'",
                                        -1, &stmt, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    assert_string_equal(sqlite3_column_text(stmt, 0), "boats may come if they pay ... in Garn");
    assert_string_equal(sqlite3_column_text(stmt, 1), "in Garn");
    assert_string_equal(sqlite3_column_text(stmt, 2), "boats may come if they pay");
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    knowledge_close(k);
}

static void matrix_has_the_latest_stance_since_when_and_disagreement(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    static const char columns[] = "|party|issue|stance|date|since|positions|reports|disagree|others|";

    (void)state;
    add_eight(ledger);
    /* On 4 May two reports have Velmark open and one has it reject: the two prevail, the day is marked. */
    assert_answer(ledger, LEDGER_MATRIX, NULL, columns,
                  "party|issue|stance|date|since|positions|reports|disagree|others|\n"
                  "SOR|access|rejects|2031-05-08|2031-05-08|2|1|0||\n"
                  "SOR|quota|proposes|||1|1|0||\n"
                  "VEL|quota|open|2031-05-04|2031-05-04|4|2|1|rejects (1)|\n"
                  "VEL|quota.cod|demands|2031-05-06|2031-05-06|1|1|0||\n");
    assert_answer(ledger, LEDGER_MATRIX, &(struct ledger_filter){ .as_of = day("2031-05-03"), .party = "VEL" }, columns,
                  "party|issue|stance|date|since|positions|reports|disagree|others|\n"
                  "VEL|quota|rejects|2031-05-02|2031-05-02|1|1|0||\n");
    closed(ledger);
    knowledge_close(k);
}

static void what_others_say_counts_only_where_a_party_said_nothing(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct arena mem = { 0 };

    (void)state;
    add_says(ledger, &eight[0]);
    for (size_t i = 1; i < COUNT_OF(eight); i++) {
        struct made m = make(&mem, &eight[i]);

        m.record.positions[0].by_other = true;
        assert_int_equal(ledger_add(ledger, &m.page, &m.article, &m.record, NULL, NULL), PRISCUS_OK);
    }
    assert_answer(ledger, LEDGER_MATRIX, NULL, "|party|issue|stance|by_other|",
                  "party|issue|stance|by_other|\nSOR|access|rejects|1|\nSOR|quota|proposes|1|\n"
                  "VEL|quota|rejects|0|\nVEL|quota.cod|demands|1|\n");
    arena_release(&mem);
    closed(ledger);
    knowledge_close(k);
}

static void search_finds_words_and_phrases_and_marks_them(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    add_eight(ledger);
    assert_answer(ledger, LEDGER_SEARCH, &(struct ledger_filter){ .words = "COD velmark" }, "|date|name|snippet|role|",
                  "date|snippet|role|name|\n2031-05-06|" LEDGER_HIT_BEGIN "Velmark" LEDGER_HIT_END
                  " wants its " LEDGER_HIT_BEGIN "cod" LEDGER_HIT_END
                  ", Ilse Brandt said in Garn on Monday.|body|e.txt|\n");
    assert_answer(ledger, LEDGER_SEARCH, &(struct ledger_filter){ .words = "\"may talk\"" }, "|name|",
                  "name|\nb.txt|\n");
    assert_answer(ledger, LEDGER_SEARCH, &(struct ledger_filter){ .words = "\"talk may\"" }, "|name|", "name|\n");
    assert_answer(ledger, LEDGER_SEARCH, &(struct ledger_filter){ .words = "ostby twen*" }, "|name|", "name|\n");
    assert_answer(ledger, LEDGER_SEARCH,
                  &(struct ledger_filter){ .words = "cafe", .limit = 2, .as_of = day("2031-05-05") }, "|date|",
                  "date|\n2031-05-03T07:10|\n2031-05-05|\n");
    assert_answer(ledger, LEDGER_SEARCH, &(struct ledger_filter){ .words = "twen*" }, "|name|", "name|\ng.txt|\n");
    /* What FTS5 would take for an operator is a word like others. */
    assert_answer(ledger, LEDGER_SEARCH, &(struct ledger_filter){ .words = "NOT ( OR * : ^ quota" }, "|name|",
                  "name|\n");
    assert_answer(ledger, LEDGER_SEARCH, &(struct ledger_filter){ .words = "\"unclosed quota" }, "|name|", "name|\n");
    assert_answer(ledger, LEDGER_SEARCH, &(struct ledger_filter){ .words = " \" \" " }, "|name|", "name|\n");
    {
        struct priscus_error err;

        assert_int_equal(ledger_ask(ledger, LEDGER_SEARCH, NULL, keep_row, NULL, &err), PRISCUS_EUSAGE);
    }
    closed(ledger);
    knowledge_close(k);
}

static void stats_count_what_is_there(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    char *got;

    (void)state;
    add_eight(ledger);
    got = ask(ledger, LEDGER_STATS, NULL, NULL);
    assert_non_null(strstr(got, "\npages|8|\n"));
    assert_non_null(strstr(got, "\nstatements|8|\n"));
    assert_non_null(strstr(got, "\nspeaker_unknown|0|\n"));
    assert_non_null(strstr(got, "\nparties|2|\n"));
    assert_non_null(strstr(got, "\nissues|3|\n"));
    assert_non_null(strstr(got, "\nfirst_published|2031-05-03T07:10|\n"));
    free(got);
    closed(ledger);
    knowledge_close(k);
}

static void answers_do_not_depend_on_the_order_of_adding(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    char other[300], *forth, *back;

    (void)state;
    add_eight(ledger);
    forth = ask_everything(ledger);
    closed(ledger);
    snprintf(other, sizeof other, "%s/back.db", folder);
    ledger = opened(other, k);
    for (size_t i = COUNT_OF(eight); i-- > 0;)
        add_says(ledger, &eight[i]);
    back = ask_everything(ledger);
    assert_string_equal(forth, back);
    free(forth);
    free(back);
    closed(ledger);
    knowledge_close(k);
}

static void identifiers_are_the_same_on_every_machine(void **state)
{
    struct arena mem = { 0 };
    struct made m = make(&mem, &eight[0]);
    struct sha256 page = sha256_of(m.page.bytes);
    char text[ID_TEXT_MAX], hex[65], letter;
    int64_t id = 0;

    (void)state;
    id_format(ID_PAGE, id_of_page(page), text);
    sha256_hex(page, hex);
    assert_memory_equal(text + 2, hex, ID_DIGITS); /* sha256sum shows it */
    assert_string_equal(id_format(ID_STATEMENT, id_of_statement(page, m.record.statements), text), "s-058d6218aec6");
    assert_string_equal(id_format(ID_POSITION, id_of_position(page, m.record.positions), text), "p-bbdd102e1ea9");
    assert_true(id_parse(text, &letter, &id));
    assert_int_equal(letter, 'p');
    assert_int_equal(id, id_of_position(page, m.record.positions));
    assert_false(id_parse("p-3fa94c12d0b", &letter, &id));
    assert_false(id_parse("x-3fa94c12d0b7", &letter, &id));
    assert_false(id_parse("", &letter, &id));
    assert_false(id_parse("p-3fa94c12d0B7", &letter, &id));
    arena_release(&mem);
}

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
    static const char *const first[] = { "CREATE TABLE saying (id INTEGER PRIMARY KEY, words TEXT)", NULL };
    static const char *const second[] = { "ALTER TABLE saying ADD COLUMN who TEXT", "CREATE TABLE who (name TEXT)",
                                          NULL };
    static const char *const broken[] = { "CREATE TABLE third (x TEXT)", "INSERT INTO nowhere VALUES (1)", NULL };
    static const struct migration steps[] = { { first }, { second }, { broken } };
    struct ledger older = { .path = path };
    struct priscus_error err;
    int version = -1;

    (void)state;
    assert_int_equal(sqlite3_open(path, &older.db), SQLITE_OK);
    assert_int_equal(schema_bring_up(&older, steps, 1, &err), PRISCUS_OK);
    assert_int_equal(sqlite3_exec(older.db, "INSERT INTO saying VALUES (1, 'no boats')", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(schema_bring_up(&older, steps, 2, &err), PRISCUS_OK);
    assert_int_equal(schema_version(&older, &version, &err), PRISCUS_OK);
    assert_int_equal(version, 2);
    assert_int_equal(number(&older, "SELECT count(*) FROM saying WHERE words = 'no boats' AND who IS NULL"), 1);
    assert_int_equal(schema_bring_up(&older, steps, 2, &err), PRISCUS_OK); /* nothing left to do */
    assert_int_equal(schema_bring_up(&older, steps, 3, &err), PRISCUS_ELEDGER);
    assert_int_equal(schema_version(&older, &version, &err), PRISCUS_OK);
    assert_int_equal(version, 2);
    assert_int_equal(number(&older, "SELECT count(*) FROM sqlite_schema WHERE name = 'third'"), 0);
    sqlite3_close(older.db);
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
    ledger_set_patience(ledger, 20);
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
        pid_t child = fork();

        assert_true(child >= 0);
        if (child == 0) {
            for (;;) { /* also while the ledger is made, and while it is closed */
                ledger = NULL;
                if (ledger_open(path, LEDGER_WRITE, &ledger, &err) != PRISCUS_OK ||
                    ledger_use(ledger, k, &err) != PRISCUS_OK)
                    _exit(1);
                for (unsigned n = 0; n < KILLED_PAGES; n++) {
                    add_numbered(ledger, n, &status, &err);
                    if (status != PRISCUS_OK || (n % 7 == 0 && ledger_commit(ledger, &err) != PRISCUS_OK))
                        _exit(2);
                }
                if (ledger_close(ledger, &err) != PRISCUS_OK)
                    _exit(3);
            }
        }
        usleep(1000 + round * round * 700);
        kill(child, SIGKILL);
        {
            int how;

            waitpid(child, &how, 0);
            assert_true(WIFSIGNALED(how)); /* it had not failed by itself */
        }
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

static sqlite3_mem_methods usual;
static long fail_at; /* counted down; at 1 and from then on allocations fail. 0: never */
static long asked_for;

static bool refuse(void)
{
    asked_for++;
    return fail_at && asked_for >= fail_at;
}

static void *fail_malloc(int n)
{
    return refuse() ? NULL : usual.xMalloc(n);
}

static void *fail_realloc(void *p, int n)
{
    return refuse() ? NULL : usual.xRealloc(p, n);
}

static void hook_memory(void)
{
    sqlite3_mem_methods ours;

    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual);
    ours = usual;
    ours.xMalloc = fail_malloc;
    ours.xRealloc = fail_realloc;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
}

static void start_failing(long k)
{
    asked_for = 0;
    fail_at = k;
}

/* True: the call got through without meeting a failure. */
static bool stop_failing(priscus_status status, const struct priscus_error *err)
{
    bool met = fail_at && asked_for >= fail_at;

    fail_at = 0;
    if (status != PRISCUS_OK && status != PRISCUS_ENOMEM)
        fail_msg("status %d: %s", status, err->message);
    assert_true(met || status == PRISCUS_OK);
    return !met;
}

static int count_row(void *context, const struct ledger_row *row)
{
    *(size_t *)context += row->values != NULL;
    return 0;
}

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

static void memory_may_run_out_while_adding(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct arena mem = { 0 };
    struct made m = make(&mem, &eight[1]);
    bool through = false, added = false;

    (void)state;
    add_says(ledger, &eight[0]);
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    for (long at = 1; !through; at++) {
        struct priscus_error err = { 0 };
        priscus_status status;

        start_failing(at);
        status = ledger_add(ledger, &m.page, &m.article, &m.record, &added, &err);
        if (status == PRISCUS_OK)
            status = ledger_commit(ledger, &err);
        through = stop_failing(status, &err);
        if (!through && number(ledger, "SELECT count(*) FROM page WHERE id > 1")) {
            /* it bore the failure: all of the page is there */
            assert_int_equal(number(ledger, "SELECT count(*) FROM position"), 2);
            assert_int_equal(number(ledger, "SELECT count(*) FROM chain"), 6);
            closed(ledger);
            unlink(path);
            ledger = opened(path, k);
            add_says(ledger, &eight[0]);
            assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
        }
    }
    assert_true(added);
    assert_int_equal(number(ledger, "SELECT count(*) FROM page"), 2);
    arena_release(&mem);
    closed(ledger);
    knowledge_close(k);
}

static void memory_may_run_out_while_asking(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    add_eight(ledger);
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK); /* SQLite gives up what is not, when memory is out */
    for (int q = LEDGER_POSITIONS; q <= LEDGER_PAGES; q++) {
        bool through = false;

        for (long at = 1; !through; at += 1 + at / 40) {
            struct ledger_filter filter = { .words = "quota", .speaker = "a", .party = "VEL", .issue = "quota" };
            struct priscus_error err = { 0 };
            size_t rows = 0;
            priscus_status status;

            start_failing(at);
            status = ledger_ask(ledger, (enum ledger_question)q, &filter, count_row, &rows, &err);
            through = stop_failing(status, &err);
            if (through && !rows)
                fail_msg("question %d has no rows", q);
        }
    }
    closed(ledger);
    knowledge_close(k);
}

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

static void memory_may_run_out_while_verifying(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    bool through = false;

    (void)state;
    add_told(ledger, k);
    for (long at = 1; !through; at += 1 + at / 20) {
        struct ledger_verify out;
        struct priscus_error err = { 0 };
        priscus_status status;

        start_failing(at);
        status = ledger_verify(ledger, test_language(), NULL, NULL, NULL, &out, &err);
        through = stop_failing(status, &err);
        if (status == PRISCUS_OK)
            assert_int_equal(out.wrong, 0);
    }
    closed(ledger);
    knowledge_close(k);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(same_page_twice_adds_nothing),
        TEST(a_page_is_known_once_it_was_added),
        TEST(same_bytes_under_two_names_are_one_page),
        TEST(a_new_reading_stands_beside_the_old_one),
        TEST(entries_cannot_be_changed_or_deleted),
        TEST(odd_pages_are_kept_whole),
        TEST(positions_come_by_date_with_their_words_and_chain),
        TEST(views_need_no_function_of_ours),
        TEST(matrix_has_the_latest_stance_since_when_and_disagreement),
        TEST(what_others_say_counts_only_where_a_party_said_nothing),
        TEST(search_finds_words_and_phrases_and_marks_them),
        TEST(stats_count_what_is_there),
        TEST(answers_do_not_depend_on_the_order_of_adding),
        TEST(identifiers_are_the_same_on_every_machine),
        TEST(what_is_no_ledger_is_refused),
        TEST(a_newer_ledger_is_refused),
        TEST(an_older_ledger_is_brought_up_whole_or_not_at_all),
        TEST(a_read_only_ledger_answers_and_is_not_written),
        TEST(a_locked_ledger_says_so_and_can_be_tried_again),
        TEST(a_full_disk_is_said_and_what_was_committed_stands),
        TEST(a_killed_run_can_be_repeated),
        TEST(memory_may_run_out_while_opening),
        TEST(memory_may_run_out_while_adding),
        TEST(memory_may_run_out_while_asking),
        TEST(verify_is_content_with_what_was_read),
        TEST(verify_finds_what_was_changed),
        TEST(verify_looks_at_one_entry_when_asked),
        TEST(what_another_version_made_is_counted_apart),
        TEST(memory_may_run_out_while_verifying),
    };

    hook_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
