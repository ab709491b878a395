/* Where each party stands on each issue: the last day's stance, since when, how sure a reader can be of it. */
#include "story/changes/stance_matrix.h"

#include "ledger_pages.h"

static void assert_matrix(struct ledger *ledger, const struct ledger_filter *filter, const char *only,
                          const char *expected)
{
    struct asked asked = { .only = only };
    struct priscus_error err = { 0 };

    if (matrix_ask(ledger, filter, keep_row, &asked, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    assert_string_equal(asked.out.ptr, expected);
    buffer_release(&asked.out);
}

static void matrix_has_the_latest_stance_since_when_and_disagreement(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    static const char columns[] = "|party|issue|stance|date|since|positions|reports|disagree|others|";

    (void)state;
    add_eight(ledger);
    /* On 4 May two reports have Velmark open, which is one position told twice, and one has it reject: the two prevail,
     * the day is marked. */
    assert_matrix(ledger, NULL, columns,
                  "party|issue|stance|date|since|positions|reports|disagree|others|\n"
                  "SOR|access|rejects|2031-05-08|2031-05-08|2|1|0||\n"
                  "SOR|quota|proposes|||1|1|0||\n"
                  "VEL|quota|open|2031-05-04|2031-05-04|3|2|1|rejects (1)|\n"
                  "VEL|quota.cod|demands|2031-05-06|2031-05-06|1|1|0||\n");
    assert_matrix(ledger, &(struct ledger_filter){ .as_of = day("2031-05-03"), .party = "VEL" }, columns,
                  "party|issue|stance|date|since|positions|reports|disagree|others|\n"
                  "VEL|quota|rejects|2031-05-02|2031-05-02|1|1|0||\n");
    closed(ledger);
    knowledge_close(k);
}

static void what_was_before_a_day_replaces_nothing(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct arena mem = { 0 };

    (void)state;
    /* All of Velmark's stances on the quota but the one of 2 May are of before the day they are told with. */
    for (size_t i = 0; i < COUNT_OF(eight); i++) {
        struct made m = make(&mem, &eight[i]);

        if (i != 0 && date_known(m.record.positions[0].said_on)) {
            m.record.positions[0].said_on.precision = PRECISION_BEFORE;
            m.record.positions[0].said_words = place(m.article.body, "said");
        }
        assert_int_equal(ledger_add(ledger, &m.page, &m.article, &m.record, NULL, NULL), PRISCUS_OK);
    }
    assert_matrix(ledger, &(struct ledger_filter){ .issue = "quota", .party = "VEL" }, "|issue|stance|date|",
                  "issue|stance|date|\nquota|rejects|2031-05-02|\nquota.cod|demands|2031-05-06|\n");
    arena_release(&mem);
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
    assert_matrix(ledger, NULL, "|party|issue|stance|by_other|",
                  "party|issue|stance|by_other|\nSOR|access|rejects|1|\nSOR|quota|proposes|1|\n"
                  "VEL|quota|rejects|0|\nVEL|quota.cod|demands|1|\n");
    arena_release(&mem);
    closed(ledger);
    knowledge_close(k);
}

static void a_stance_that_this_version_does_not_know_is_left_out(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    add_says(ledger, &eight[0]);
    add_says(ledger, &eight[7]);
    assert_int_equal(sqlite3_exec(ledger->db,
                                  "UPDATE shown_report SET stance = (SELECT id FROM word WHERE text = 'access')"
                                  " WHERE issue = (SELECT id FROM word WHERE text = 'access')",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_matrix(ledger, NULL, "|party|issue|", "party|issue|\nVEL|quota|\n");
    closed(ledger);
    knowledge_close(k);
}

static void parties_may_be_several_and_rows_few(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    add_eight(ledger);
    assert_matrix(ledger, &(struct ledger_filter){ .party = "VEL,SOR", .issue = "quota" }, "|party|issue|",
                  "party|issue|\nSOR|quota|\nVEL|quota|\nVEL|quota.cod|\n");
    assert_matrix(ledger, &(struct ledger_filter){ .party = "VE,OR" }, "|party|issue|", "party|issue|\n");
    assert_matrix(ledger, &(struct ledger_filter){ .limit = 1 }, "|party|issue|", "party|issue|\nSOR|access|\n");
    assert_matrix(ledger, &(struct ledger_filter){ .since = day("2031-05-08") }, "|party|issue|stance|",
                  "party|issue|stance|\nSOR|access|rejects|\n");
    closed(ledger);
    knowledge_close(k);
}

/* Two pages of one agency are one source; with a page of another's account on the same day the cell is contested. */
static void a_cell_has_its_sources_and_is_contested_by_others_too(void **state)
{
    struct says denial = { "i.txt",     "Herald",       "2031-05-06", "Per \xc3\x98stby",    "VEL",
                           "quota.cod", STANCE_REJECTS, NULL,         "Velmark wants no cod" };
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct arena mem = { 0 };
    struct made m = make(&mem, &denial);

    (void)state;
    add_eight(ledger);
    assert_matrix(ledger, &(struct ledger_filter){ .party = "VEL" }, "|issue|stance|reports|disagree|sources|",
                  "issue|stance|reports|disagree|sources|\nquota|open|2|1|1|\nquota.cod|demands|1|0|1|\n");
    m.record.positions[0].by_other = true;
    assert_int_equal(ledger_add(ledger, &m.page, &m.article, &m.record, NULL, NULL), PRISCUS_OK);
    assert_matrix(ledger, &(struct ledger_filter){ .issue = "quota.cod" }, "|stance|disagree|others|by_other|",
                  "stance|disagree|others|by_other|\ndemands|1||0|\n");
    arena_release(&mem);
    closed(ledger);
    knowledge_close(k);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(matrix_has_the_latest_stance_since_when_and_disagreement),
        TEST(what_was_before_a_day_replaces_nothing),
        TEST(what_others_say_counts_only_where_a_party_said_nothing),
        TEST(a_stance_that_this_version_does_not_know_is_left_out),
        TEST(parties_may_be_several_and_rows_few),
        TEST(a_cell_has_its_sources_and_is_contested_by_others_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
