/* The store: pages are added once, and questions are answered in an order that does not change. */
#include "ledger/correction.h"
#include "ledger_pages.h"

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
    static const char *const tables[] = { "word",      "knowledge", "reading",  "reading_knowledge",
                                          "page",      "body",      "sighting", "article",
                                          "agency",    "paragraph", "dropped",  "statement",
                                          "content",   "chain",     "position", "seal",
                                          "correction" };
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct arena mem = { 0 };
    struct made m = make(&mem, &eight[0]);
    struct dropped dropped = { ROLE_CRUMB, { 0, 3 }, "share bar" };
    const struct correction reviewed = { CORRECTION_REVIEWED, { 0 }, { 0 }, { "Ada", 3 } };
    char page_id[ID_TEXT_MAX], made[ID_TEXT_MAX];

    (void)state;
    m.article.dropped = &dropped;
    m.article.n_dropped = 1;
    assert_int_equal(ledger_add(ledger, &m.page, &m.article, &m.record, NULL, NULL), PRISCUS_OK);
    m.page.hashed = false;
    page_set_hash(&m.page);
    id_format(ID_PAGE, id_of_page(m.page.hash), page_id);
    assert_int_equal(ledger_correct(ledger, page_id, &reviewed, made, NULL), PRISCUS_OK);
    /* As most programs have it: what REPLACE deletes asks no trigger. */
    assert_int_equal(sqlite3_exec(ledger->db, "PRAGMA recursive_triggers = OFF", NULL, NULL, NULL), SQLITE_OK);
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
        snprintf(sql, sizeof sql, "INSERT OR REPLACE INTO %s SELECT * FROM %s LIMIT 1", tables[i], tables[i]);
        assert_int_equal(sqlite3_exec(ledger->db, sql, NULL, NULL, NULL) & 0xff, SQLITE_CONSTRAINT);
        assert_non_null(strstr(sqlite3_errmsg(ledger->db), "nothing in a ledger"));
    }
    /* Nor by what may be there once only besides the number of the row. */
    static const char *const replacing[] = {
        "INSERT OR REPLACE INTO word (text) SELECT text FROM word LIMIT 1",
        "INSERT INTO word (text) SELECT text FROM word WHERE 1 LIMIT 1 ON CONFLICT DO UPDATE SET text = 'other'",
        "REPLACE INTO knowledge (sha256, text) SELECT sha256, 'other' FROM knowledge LIMIT 1",
        "REPLACE INTO reading (key, engine, started) SELECT key, 'other', '' FROM reading",
        "REPLACE INTO page (key, sha256, size, body, zstd) SELECT key, sha256, 0, body, x'00' FROM page",
        "REPLACE INTO sighting (page, name, fetched, first_seen) SELECT page, name, fetched, 'x' FROM sighting",
        "REPLACE INTO article (key, page, reading, read_as, sighting, recorded, body, outlet_inferred, day_first, "
        "unsure)"
        " SELECT 1, page, reading, read_as, sighting, '', body, 0, 0, 0 FROM article",
    };
    for (size_t i = 0; i < COUNT_OF(replacing); i++) {
        assert_int_equal(sqlite3_exec(ledger->db, replacing[i], NULL, NULL, NULL) & 0xff, SQLITE_CONSTRAINT);
        assert_non_null(strstr(sqlite3_errmsg(ledger->db), "nothing in a ledger is overwritten"));
    }
    /* No table of ours was forgotten. */
    assert_int_equal(number(ledger,
                            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                            "'search%' AND name NOT LIKE 'watch%' AND name NOT LIKE 'link%' AND name NOT LIKE 'shown%' AND name <> 'codebook'"
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

/* Each row of a paragraph makes FTS5 write what it gathered: between them the words of each would be a part of the index. */
static void the_words_of_a_page_are_one_part_of_the_full_text(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    add_says(ledger, &eight[0]);
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    assert_int_equal(number(ledger, "SELECT count(*) FROM paragraph"), 3);
    assert_int_equal(number(ledger, "SELECT count(DISTINCT segid) FROM search_idx"), 1);
    closed(ledger);
    knowledge_close(k);
}

static void add_long_page(struct ledger *ledger, size_t paragraphs)
{
    struct buffer b = { 0 };
    struct page page = { .name = text_c("long"), .from = PRISCUS_FROM_TEXT };
    struct article article = { 0 };
    struct record record = { 0 };
    struct arena mem = { 0 };

    for (size_t i = 0; i < paragraphs; i++)
        buffer_format(&b, "%zu cod were caught.\n\n", i);
    page.bytes = article.body = text_trim(buffer_as_text(&b));
    assert_int_equal(article_split_paragraphs(article.body, 0, &mem, &article), PRISCUS_OK);
    assert_int_equal(article.n_paragraphs, paragraphs);
    assert_int_equal(ledger_add(ledger, &page, &article, &record, NULL, NULL), PRISCUS_OK);
    buffer_release(&b);
    arena_release(&mem);
}

/* PRAGMA temp_store: 2 is memory, 0 a file. A page that would take too much of it is committed by itself, and tables that are there stay. */
static void what_may_be_taken_back_is_in_memory_for_a_while(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    assert_int_equal(number(ledger, "PRAGMA temp_store"), 0);
    add_long_page(ledger, 900);
    assert_int_equal(number(ledger, "PRAGMA temp_store"), 2);
    assert_int_equal(number(ledger, "SELECT count(*) FROM seal"), 1); /* of the reading; the page is not committed yet */
    add_long_page(ledger, 1100);
    assert_int_equal(number(ledger, "PRAGMA temp_store"), 0);
    assert_int_equal(number(ledger, "SELECT count(*) FROM seal"), 2); /* now the page before this one is */
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    add_says(ledger, &eight[0]);
    assert_int_equal(number(ledger, "PRAGMA temp_store"), 2);
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    assert_int_equal(number(ledger, "PRAGMA temp_store"), 0);
    assert_int_equal(sqlite3_exec(ledger->db, "CREATE TEMP TABLE mine AS SELECT 7", NULL, NULL, NULL), SQLITE_OK);
    add_says(ledger, &eight[1]);
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    assert_int_equal(number(ledger, "SELECT count(*) FROM mine"), 1);
    assert_int_equal(number(ledger, "SELECT count(*) FROM page"), 4);
    closed(ledger);
    knowledge_close(k);
}

static void positions_that_are_not_sure_can_be_left_out(void **state)
{
    static const float sure[] = { 0.834f, 0.5f, 1.0f, 0.0f }; /* the last by rules alone */
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(sure); i++) {
        struct made m = make(&mem, &eight[i]);

        m.record.positions[0].sure = sure[i];
        assert_int_equal(ledger_add(ledger, &m.page, &m.article, &m.record, NULL, NULL), PRISCUS_OK);
    }
    assert_int_equal(number(ledger, "SELECT count(*) FROM position WHERE sure IN (83, 50, 100)"), 3);
    assert_int_equal(number(ledger, "SELECT count(*) FROM positions WHERE sure IS NULL"), 1);
    assert_answer(ledger, LEDGER_POSITIONS, NULL, "|name|sure|",
                  "name|sure|\na.txt|0.83|\nd.txt||\nc.txt|1.0|\nb.txt|0.5|\n");
    assert_answer(ledger, LEDGER_POSITIONS, &(struct ledger_filter){ .sure = 83 }, "|name|",
                  "name|\na.txt|\nd.txt|\nc.txt|\n");
    assert_answer(ledger, LEDGER_HISTORY, &(struct ledger_filter){ .sure = 84 }, "|name|", "name|\nd.txt|\nc.txt|\n");
    arena_release(&mem);
    closed(ledger);
    knowledge_close(k);
}

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
    /* From a day on: a month that has the day in it may be of that day. */
    assert_answer(ledger, LEDGER_POSITIONS, &(struct ledger_filter){ .since = day("2031-05-06") }, "|date|",
                  "date|\n2031-05|\n2031-05-06|\n2031-05-08|\n");
    assert_answer(ledger, LEDGER_POSITIONS,
                  &(struct ledger_filter){ .since = day("2031-05-04"), .as_of = day("2031-05-06"), .party = "VEL" },
                  "|date|outlet|",
                  "date|outlet|\n2031-05-04|Crier|\n2031-05-04|Herald|\n2031-05-04|Post|\n2031-05-06|Post|\n");
    assert_answer(ledger, LEDGER_POSITIONS, &(struct ledger_filter){ .since = day("2031-06") }, "|date|", "date|\n");
    /* By the page's own date: what was said on 2 May stood in a page of the 3rd. By the ledger's: all of it is of now. */
    assert_answer(ledger, LEDGER_POSITIONS,
                  &(struct ledger_filter){ .by = LEDGER_PUBLISHED, .as_of = day("2031-05-03"), .party = "VEL" },
                  "|date|", "date|\n2031-05-02|\n");
    assert_answer(ledger, LEDGER_POSITIONS,
                  &(struct ledger_filter){
                      .by = LEDGER_PUBLISHED, .since = day("2031-05-03"), .as_of = day("2031-05-03"), .party = "VEL" },
                  "|date|", "date|\n2031-05-02|\n");
    assert_answer(ledger, LEDGER_POSITIONS,
                  &(struct ledger_filter){ .by = LEDGER_RECORDED, .as_of = day("2031-05-31") }, "|date|", "date|\n");
    assert_answer(ledger, LEDGER_POSITIONS,
                  &(struct ledger_filter){
                      .by = LEDGER_RECORDED, .since = day("2031-06-01T11:00Z"), .outlet = "POST", .party = "VEL" },
                  "|date|outlet|", "date|outlet|\n2031-05-02|Post|\n2031-05-04|Post|\n2031-05-06|Post|\n");
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

/* ---- when memory is out ------------------------------------------------------------------ */

static int count_row(void *context, const struct ledger_row *row)
{
    *(size_t *)context += row->values != NULL;
    return 0;
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
        TEST(the_words_of_a_page_are_one_part_of_the_full_text),
        TEST(what_may_be_taken_back_is_in_memory_for_a_while),
        TEST(positions_that_are_not_sure_can_be_left_out),
        TEST(positions_come_by_date_with_their_words_and_chain),
        TEST(views_need_no_function_of_ours),
        TEST(search_finds_words_and_phrases_and_marks_them),
        TEST(stats_count_what_is_there),
        TEST(answers_do_not_depend_on_the_order_of_adding),
        TEST(identifiers_are_the_same_on_every_machine),
        TEST(memory_may_run_out_while_adding),
        TEST(memory_may_run_out_while_asking),
    };

    hook_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
