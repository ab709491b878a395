/* What is kept of outlets and speakers, and in which order positions lie, changes no answer: while pages come, are read again, corrected and found to be copies, at
 * random, it is asked for as it is kept, and of all articles. */
#include "ledger/correction.h"
#include "drawn.h"
#include "ledger/blocks/article_blocks.h"
#include "record/id.h"

/* ---- pages at random --------------------------------------------------------------------------- */

static const char *const outlets[] = { "Post", "Herald", "Crier", "The Skarrvik Dispatch" };
static const char *const speakers[] = { "Ilse Brandt", "Per \xc3\x98stby", "the minister", "Ada" };

/* The same page for the same number; another reading of it may have another outlet, speaker and day. */
static void read_page(struct ledger *ledger, unsigned number)
{
    static const char *const published[] = { NULL, "2031", "2031-05", "2031-05-03T07:10", "2031-05-04", "2031-06-01" };
    struct arena mem = { 0 };
    struct priscus_error err = { 0 };
    char words[80], name[40];
    const char *speaker = speakers[draw(COUNT_OF(speakers))];
    struct says says = { name,    "Post",        published[draw(COUNT_OF(published))], speaker, draw(2) ? "VEL" : "SOR",
                         "quota", STANCE_REJECTS, draw(2) ? NULL : "2031-05-02",        words };
    struct made m;

    snprintf(name, sizeof name, "%u.txt", number);
    snprintf(words, sizeof words, "we say for the %uth time what we want", number);
    says.speaker = "Ilse Brandt"; /* in the text, which stays the same */
    m = make(&mem, &says);
    m.record.statements[0].speaker = draw(5) ? text_c(speaker) : (struct text){ 0 };
    if (!draw(4))
        m.record.statements[0].person = text_c("Per \xc3\x98stby");
    if (!draw(4))
        m.record.statements[0].party = (struct text){ 0 };
    m.article.outlet = draw(6) ? text_c(outlets[draw(COUNT_OF(outlets))]) : (struct text){ 0 };
    if (!draw(3))
        m.record.n_positions = 0;
    if (ledger_add(ledger, &m.page, &m.article, &m.record, NULL, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    arena_release(&mem);
}

static void correct_one(struct ledger *ledger)
{
    static const struct correction said[] = {
        { CORRECTION_NOT, { 0 }, { 0 }, { "Ada", 3 } },
        { CORRECTION_SPEAKER, { "Ada", 3 }, { 0 }, { "Ada", 3 } },
        { CORRECTION_CONFIRM, { 0 }, { 0 }, { "Ada", 3 } },
    };
    struct priscus_error err = { 0 };
    char id[ID_TEXT_MAX], made[ID_TEXT_MAX], sql[120];

    snprintf(sql, sizeof sql, "SELECT id FROM shown_statement LIMIT 1 OFFSET %lld",
             (long long)draw((unsigned)number(ledger, "SELECT count(*) FROM shown_statement")));
    if (ledger_correct(ledger, id_format(ID_STATEMENT, number(ledger, sql), id), &said[draw(COUNT_OF(said))], made, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
}

static void keep_counts(struct ledger *ledger)
{
    struct priscus_error err = { 0 };

    if (article_blocks_keep(ledger, 0, NULL, &err) != PRISCUS_OK || ledger_commit(ledger, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    assert_int_equal(number(ledger, "SELECT count(*) FROM shown_block"),
                     number(ledger, "SELECT (max(id) + 1) / " BLOCK_ARTICLES_SQL " FROM article"));
}

/* ---- answers ------------------------------------------------------------------------------------ */

/* When pages were recorded is not kept: what came since 2000 is asked of all articles. */
static void assert_same(struct ledger *ledger, enum ledger_question question, struct ledger_filter filter)
{
    char *kept = ask(ledger, question, &filter, NULL), *whole;

    filter.by = LEDGER_RECORDED;
    filter.since = day("2000-01-01");
    whole = ask(ledger, question, &filter, NULL);
    assert_string_equal(kept, whole);
    free(kept);
    free(whole);
}

/* A moment is not kept either. */
static void assert_same_days(struct ledger *ledger, enum ledger_question question, struct ledger_filter filter)
{
    char *kept = ask(ledger, question, &filter, NULL), *whole;
    struct date d = filter.as_of;

    if (date_known(filter.as_of)) {
        filter.as_of = date_from_days(date_last_days(d));
        filter.as_of.precision = PRECISION_MINUTE;
        filter.as_of.hour = 23;
        filter.as_of.minute = 59;
        filter.as_of.zone = 0;
    }
    whole = ask(ledger, question, &filter, NULL);
    assert_string_equal(kept, whole);
    free(kept);
    free(whole);
}

static char *string(struct ledger *ledger, const char *sql)
{
    sqlite3_stmt *stmt;
    char *out;

    assert_int_equal(sqlite3_prepare_v2(ledger->db, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    out = strdup((const char *)sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    return out;
}

/* Speakers as the view of statements has them, where `which` is true. */
static void assert_speakers(struct ledger *ledger, struct ledger_filter filter, const char *which)
{
    char *kept = ask(ledger, LEDGER_SPEAKERS, &filter, "|speaker|party|statements|pages|outlets|first_said|last_said|"), *sql, *said;

    sql = sqlite3_mprintf("SELECT coalesce(group_concat(line, ''), '') FROM (SELECT coalesce(name, '') || '|' || coalesce(party, '') || '|'"
                          " || count(*) || '|' || count(DISTINCT page) || '|' || count(DISTINCT outlet) || '|' || coalesce(min(day), '')"
                          " || '|' || coalesce(max(day), '') || '|' || char(10) AS line"
                          " FROM (SELECT coalesce(person, speaker) AS name, * FROM statements) WHERE %s GROUP BY name, party"
                          " ORDER BY count(*) DESC, name NULLS FIRST, party NULLS FIRST)", which);
    said = string(ledger, sql);
    assert_string_equal(strchr(kept, '\n') + 1, said);
    free(kept);
    free(said);
    sqlite3_free(sql);
}

/* The first positions of all readings are found in another way than all of them. */
static void assert_history_begins_so(struct ledger *ledger, struct ledger_filter filter)
{
    char *all = ask(ledger, LEDGER_HISTORY, &filter, NULL);

    for (filter.limit = 1; filter.limit < 40; filter.limit = 3 * filter.limit + 1) {
        char *few = ask(ledger, LEDGER_HISTORY, &filter, NULL);
        size_t n = strlen(few), lines = 0;

        for (size_t i = 0; i < n; i++)
            lines += few[i] == '\n';
        assert_memory_equal(few, all, n);
        assert_true(lines == filter.limit + 1 || all[n] == '\0');
        free(few);
    }
    free(all);
}

/* What is to be judged are the positions that nobody judged; which of them is first is another question. */
static void assert_review(struct ledger *ledger, struct ledger_filter filter)
{
    static const char *const columns = "|id|review|";
    char *all = ask(ledger, LEDGER_POSITIONS, &filter, columns), *review = ask(ledger, LEDGER_REVIEW, &filter, columns), *rest, *line;
    size_t wanted = 0, found = 0;

    for (line = strtok_r(all, "\n", &rest); (line = strtok_r(NULL, "\n", &rest));) {
        bool judged = strcmp(line + strcspn(line, "|"), "||") != 0;

        wanted += !judged;
        assert_true(judged || strstr(review, line));
    }
    for (const char *at = strchr(review, '\n') + 1; *at; at = strchr(at, '\n') + 1)
        found++;
    assert_int_equal(found, wanted);
    free(all);
    free(review);
}

static void assert_all_same(struct ledger *ledger)
{
    static const char *const bounds[] = { "2031-05-03", "2031-05-04", "2031-04-30", "2031-12-31" };

    assert_same(ledger, LEDGER_OUTLETS, (struct ledger_filter){ 0 });
    assert_same(ledger, LEDGER_OUTLETS, (struct ledger_filter){ .outlet = "r" });
    assert_same(ledger, LEDGER_OUTLETS, (struct ledger_filter){ .limit = 2 });
    assert_same(ledger, LEDGER_SPEAKERS, (struct ledger_filter){ 0 });
    assert_same(ledger, LEDGER_SPEAKERS, (struct ledger_filter){ .party = "VEL" });
    assert_same(ledger, LEDGER_SPEAKERS, (struct ledger_filter){ .party = "NONE" });
    assert_same(ledger, LEDGER_SPEAKERS, (struct ledger_filter){ .limit = 3 });
    assert_same(ledger, LEDGER_SPEAKERS, (struct ledger_filter){ .speaker = "BR", .party = "VEL" });
    assert_same(ledger, LEDGER_SPEAKERS, (struct ledger_filter){ .outlet = "skarrvik" });
    assert_same(ledger, LEDGER_FACETS, (struct ledger_filter){ .words = "say" });
    assert_same(ledger, LEDGER_FACETS, (struct ledger_filter){ .words = "11th", .party = "SOR" });
    assert_same(ledger, LEDGER_FACETS, (struct ledger_filter){ .words = "say", .outlet = "r", .party = "VEL,SOR" });
    assert_speakers(ledger, (struct ledger_filter){ 0 }, "true");
    assert_speakers(ledger, (struct ledger_filter){ .since = day("2031-05-03") }, "date >= '2031-05-03' OR date IN ('2031', '2031-05')");
    assert_speakers(ledger, (struct ledger_filter){ .as_of = day("2031-05-03") }, "substr(date, 1, 10) <= '2031-05-03'");
    assert_speakers(ledger, (struct ledger_filter){ .since = day("2031-05"), .as_of = day("2031-05"), .speaker = "ada" },
                    "substr(date, 1, 10) <= '2031-05-31' AND (date >= '2031-05-01' OR date IN ('2031', '2031-05')) AND 'Ada' IN (person, speaker)");
    assert_speakers(ledger, (struct ledger_filter){ .since = day("2031-06-01"), .by = LEDGER_PUBLISHED },
                    "page IN (SELECT page FROM articles WHERE published >= '2031-06' OR published = '2031')");
    assert_history_begins_so(ledger, (struct ledger_filter){ 0 });
    assert_history_begins_so(ledger, (struct ledger_filter){ .party = "VEL", .outlet = "r" });
    for (size_t i = 0; i < COUNT_OF(bounds); i++) {
        assert_same_days(ledger, LEDGER_OUTLETS, (struct ledger_filter){ .as_of = day(bounds[i]) });
        assert_same_days(ledger, LEDGER_OUTLETS, (struct ledger_filter){ .as_of = day(bounds[i]), .outlet = "r" });
        assert_same_days(ledger, LEDGER_FACETS, (struct ledger_filter){ .as_of = day(bounds[i]), .words = "say" });
        assert_history_begins_so(ledger, (struct ledger_filter){ .since = day(bounds[i]) });
        assert_review(ledger, (struct ledger_filter){ .since = day(bounds[i]), .party = i % 2 ? "VEL" : NULL });
        assert_review(ledger, (struct ledger_filter){ .as_of = day(bounds[i]), .issue = "quota", .outlet = i % 2 ? "r" : NULL });
    }
}

static void keep_mismatch(void *context, const char *id, const char *what)
{
    buffer_format(context, "%s %s\n", id, what);
}

/* What verify says of tables that are shown; the pages themselves were made by hand. `says`: "" is nothing. */
static void assert_verified(struct ledger *ledger, const char *says)
{
    struct buffer told = { 0 };
    struct ledger_verify out;
    struct priscus_error err = { 0 };
    const char *at;

    if (ledger_verify(ledger, test_language(), NULL, keep_mismatch, &told, &out, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    at = told.ptr ? strstr(told.ptr, "table shown_") : NULL;
    if (*says ? !at || !text_starts(text_c(at), says) : at != NULL)
        fail_msg("\"%s\" where verify should say \"%s\"", at ? at : "", says);
    buffer_release(&told);
}

/* ---- tests ----------------------------------------------------------------------------------------- */

static void what_is_kept_of_outlets_and_speakers_changes_no_answer(void **state)
{
    enum { ROUNDS = 24, A_ROUND = 20 };
    struct knowledge *k = knowledge_of(agenda_text), *other = knowledge_of("agenda other\nversion 1\nissue quota\n  words quota\n");
    struct ledger *ledger = opened(path, k);
    unsigned pages = 0;

    (void)state;
    assert_all_same(ledger);
    keep_counts(ledger);
    for (unsigned round = 0; round < ROUNDS; round++) {
        assert_int_equal(ledger_use(ledger, k, NULL), PRISCUS_OK);
        for (unsigned i = 0; i < A_ROUND; i++)
            read_page(ledger, ++pages);
        assert_int_equal(ledger_use(ledger, other, NULL), PRISCUS_OK);
        for (unsigned i = 0; i < A_ROUND / 2; i++)
            read_page(ledger, 1 + draw(pages));
        for (unsigned i = 0; i < 3; i++)
            correct_one(ledger);
        for (unsigned i = 0; i < 6; i++)
            draw_copy(ledger, pages);
        assert_all_same(ledger);
        if (round % 3 != 1)
            continue;
        keep_counts(ledger);
        assert_all_same(ledger);
    }
    keep_counts(ledger);
    assert_true(number(ledger, "SELECT count(*) FROM shown_block") > 3);
    assert_all_same(ledger);
    assert_int_equal(ledger_link_forget(ledger, NULL), PRISCUS_OK); /* nothing is a copy any more */
    assert_all_same(ledger);
    keep_counts(ledger);
    assert_all_same(ledger);
    assert_verified(ledger, "");
    closed(ledger);
    knowledge_close(k);
    knowledge_close(other);
}

/* A ledger with one block, and some articles behind it. */
static struct ledger *with_a_block(const struct knowledge *k)
{
    struct ledger *ledger = opened(path, k);

    for (unsigned i = 1; i <= BLOCK_ARTICLES + 3; i++)
        read_page(ledger, i);
    draw_copy(ledger, BLOCK_ARTICLES);
    keep_counts(ledger);
    return ledger;
}

static void a_new_page_leaves_blocks_as_they_are(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text), *other = knowledge_of("agenda other\nversion 1\nissue quota\n  words quota\n");
    struct ledger *ledger = with_a_block(k);

    (void)state;
    read_page(ledger, BLOCK_ARTICLES + 4);
    assert_int_equal(number(ledger, "SELECT count(*) FROM shown_block"), 1);
    assert_int_equal(ledger_use(ledger, other, NULL), PRISCUS_OK);
    read_page(ledger, BLOCK_ARTICLES + 4); /* read again, behind the block */
    assert_int_equal(number(ledger, "SELECT count(*) FROM shown_block"), 1);
    read_page(ledger, 1); /* in the block */
    assert_int_equal(number(ledger, "SELECT count(*) FROM shown_block"), 0);
    assert_int_equal(ledger_counts_keep(ledger, NULL, NULL), PRISCUS_OK); /* one that is missing may be missing */
    assert_int_equal(number(ledger, "SELECT count(*) FROM shown_block"), 0);
    assert_all_same(ledger);
    keep_counts(ledger);
    assert_all_same(ledger);
    closed(ledger);
    knowledge_close(k);
    knowledge_close(other);
}

static void blocks_that_are_wrong_are_found(void **state)
{
    static const struct {
        const char *sql, *says;
        bool same; /* answers are what they were: the bytes are seen to be none */
    } cases[] = {
        { "SELECT 1", "", true },
        { "UPDATE shown_block SET last_day = 20310502", "table shown_block what is counted of 1 times 128 articles is not what they have\n", false },
        { "UPDATE shown_block SET articles = x'0000'", "table shown_block what is counted of 1", false },
        { "UPDATE shown_block SET articles = substr(articles, 1, length(articles) - 1)", "table shown_block what is counted of 1", true },
        { "UPDATE shown_block SET articles = x''", "table shown_block what is counted of 1", true },
        { "UPDATE shown_block SET version = 0, articles = x'0000'", "", true },
        { "DELETE FROM shown_block", "", true },
    };
    struct knowledge *k = knowledge_of(agenda_text);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct ledger *ledger = with_a_block(k);

        assert_int_equal(sqlite3_exec(ledger->db, cases[i].sql, NULL, NULL, NULL), SQLITE_OK);
        assert_verified(ledger, cases[i].says);
        if (cases[i].same)
            assert_all_same(ledger);
        keep_counts(ledger); /* of this version */
        closed(ledger);
        unlink(path);
    }
    knowledge_close(k);
}

static void memory_may_run_out_while_counts_are_kept(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = with_a_block(k);
    bool through = false;

    (void)state;
    for (long at = 1; !through; at += 1 + at / 32) {
        struct priscus_error err = { 0 };
        priscus_status status;

        closed(ledger); /* with the statements that it keeps */
        ledger = opened(path, k);
        assert_int_equal(sqlite3_exec(ledger->db, "DELETE FROM shown_block", NULL, NULL, NULL), SQLITE_OK);
        start_failing(at);
        status = article_blocks_keep(ledger, 0, NULL, &err);
        if (status == PRISCUS_OK)
            status = ledger_commit(ledger, &err);
        through = stop_failing(status, &err);
    }
    assert_all_same(ledger);
    keep_counts(ledger);
    assert_all_same(ledger);
    closed(ledger);
    knowledge_close(k);
}

static int count_rows(void *context, const struct ledger_row *row)
{
    *(size_t *)context += row->values != NULL;
    return 0;
}

static void memory_may_run_out_while_it_is_added_up(void **state)
{
    static const struct {
        enum ledger_question question;
        struct ledger_filter filter;
    } asked[] = { { LEDGER_OUTLETS, { .outlet = "r" } }, { LEDGER_SPEAKERS, { .speaker = "a", .party = "VEL,SOR" } }, { LEDGER_FACETS, { .words = "say" } } };
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = with_a_block(k);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        bool through = false;

        for (long at = 1; !through; at += 1 + at / 32) {
            struct priscus_error err = { 0 };
            size_t rows = 0;

            closed(ledger);
            ledger = opened(path, k);
            start_failing(at);
            through = stop_failing(ledger_ask(ledger, asked[i].question, &asked[i].filter, count_rows, &rows, &err), &err);
            assert_true(!through || rows > 1);
        }
    }
    closed(ledger);
    knowledge_close(k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_kept_of_outlets_and_speakers_changes_no_answer, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_new_page_leaves_blocks_as_they_are, set_up, tear_down),
        cmocka_unit_test_setup_teardown(blocks_that_are_wrong_are_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(memory_may_run_out_while_counts_are_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(memory_may_run_out_while_it_is_added_up, set_up, tear_down),
    };

    hook_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
