/* What people say of entries stands beside what was read, is shown everywhere, survives another reading, and can be undone. */
#include "ledger/correction.h"

#include "ledger_pages.h"

#define SHOWN "|id|party|issue|stance|speaker|review|"

static struct priscus_error err;
static char made[ID_TEXT_MAX];

static struct correction says(enum correction_what what, const char *value, const char *who)
{
    return (struct correction){ what, text_c(value), text_of(NULL, 0), text_c(who) };
}

static priscus_status correct(struct ledger *ledger, const char *id, enum correction_what what, const char *value,
                              const char *who)
{
    const struct correction c = says(what, value, who);

    return ledger_correct(ledger, id, &c, made, &err);
}

static void corrected(struct ledger *ledger, const char *id, enum correction_what what, const char *value)
{
    if (correct(ledger, id, what, value, "Ada") != PRISCUS_OK)
        fail_msg("%s", err.message);
}

/* The ledger with the first of `eight`, and its position's, statement's and page's identifiers. */
static struct ledger *opened_with_one(struct knowledge *k, char position[ID_TEXT_MAX], char statement[ID_TEXT_MAX],
                                      char page[ID_TEXT_MAX])
{
    struct ledger *ledger = opened(path, k);
    char *row;

    add_says(ledger, &eight[0]);
    row = ask(ledger, LEDGER_POSITIONS, NULL, "|id|statement|page|");
    assert_int_equal(sscanf(row, "id|page|statement|\n%15[^|]|%15[^|]|%15[^|]|", position, page, statement), 3);
    free(row);
    return ledger;
}

static void assert_positions(struct ledger *ledger, const char *expected)
{
    char *got = ask(ledger, LEDGER_POSITIONS, NULL, "|party|issue|stance|speaker|review|"),
         *rows = strchr(got, '\n') + 1;

    assert_string_equal(rows, expected);
    free(got);
}

static void corrections_are_shown_and_undone(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    char position[ID_TEXT_MAX], statement[ID_TEXT_MAX], page[ID_TEXT_MAX], undo[ID_TEXT_MAX];
    struct ledger *ledger = opened_with_one(k, position, statement, page);

    (void)state;
    assert_positions(ledger, "VEL|quota|rejects|Ilse Brandt||\n");
    corrected(ledger, position, CORRECTION_CONFIRM, NULL);
    assert_positions(ledger, "VEL|quota|rejects|Ilse Brandt|confirmed|\n");
    corrected(ledger, position, CORRECTION_STANCE, "open");
    strcpy(undo, made);
    assert_positions(ledger, "VEL|quota|open|Ilse Brandt|corrected|\n");
    corrected(ledger, position, CORRECTION_PARTY, "SOR");
    corrected(ledger, position, CORRECTION_ISSUE, "quota.cod");
    corrected(ledger, position, CORRECTION_SPEAKER, "Per Holm");
    assert_positions(ledger, "SOR|quota.cod|open|Per Holm|corrected|\n");
    corrected(ledger, position, CORRECTION_NOT, NULL);
    assert_positions(ledger, "");
    corrected(ledger, made, CORRECTION_UNDO, NULL);
    assert_positions(ledger, "SOR|quota.cod|open|Per Holm|corrected|\n");
    corrected(ledger, undo, CORRECTION_UNDO, NULL); /* of the stance */
    assert_positions(ledger, "SOR|quota.cod|rejects|Per Holm|corrected|\n");
    corrected(ledger, made, CORRECTION_UNDO, NULL); /* of that undoing */
    assert_positions(ledger, "SOR|quota.cod|open|Per Holm|corrected|\n");
    /* what the machine read is still there */
    assert_answer(ledger, LEDGER_HISTORY, NULL, "|party|stance|", "party|stance|\nVEL|rejects|\n");
    closed(ledger);
    knowledge_close(k);
}

static void a_statement_s_speaker_is_that_of_its_positions(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    char position[ID_TEXT_MAX], statement[ID_TEXT_MAX], page[ID_TEXT_MAX];
    struct ledger *ledger = opened_with_one(k, position, statement, page);
    struct ledger_filter filter = { .speaker = "holm" };

    (void)state;
    corrected(ledger, statement, CORRECTION_SPEAKER, "Per Holm");
    assert_positions(ledger, "VEL|quota|rejects|Per Holm|corrected|\n");
    assert_answer(ledger, LEDGER_STATEMENTS, &filter, "|speaker|review|", "speaker|review|\nPer Holm|corrected|\n");
    assert_answer(ledger, LEDGER_POSITIONS, &filter, "|speaker|", "speaker|\nPer Holm|\n");
    corrected(ledger, statement, CORRECTION_NOT, NULL);
    assert_answer(ledger, LEDGER_STATEMENTS, NULL, "|speaker|", "speaker|\n");
    closed(ledger);
    knowledge_close(k);
}

static const char other_agenda[] =
    "agenda fisheries\nversion 2\nissue quota\n  for a yearly catch\n  words catch quota\n";

/* The same page once more, by a newer version of the agenda; `shift`: its words are taken one byte longer. */
static void read_again(struct ledger *ledger, const struct knowledge *k, int shift, enum stance stance)
{
    struct arena mem = { 0 };
    struct made m = make(&mem, &eight[0]);

    m.record.positions[0].words.end += (uint32_t)shift;
    m.record.positions[0].stance = stance;
    assert_int_equal(ledger_use(ledger, k, &err), PRISCUS_OK);
    assert_int_equal(ledger_add(ledger, &m.page, &m.article, &m.record, NULL, &err), PRISCUS_OK);
    arena_release(&mem);
}

static void corrections_survive_a_new_reading(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text), *newer;
    char position[ID_TEXT_MAX], statement[ID_TEXT_MAX], page[ID_TEXT_MAX];
    struct ledger *ledger = opened_with_one(k, position, statement, page);

    (void)state;
    newer = knowledge_of(other_agenda);
    corrected(ledger, position, CORRECTION_STANCE, "open");
    read_again(ledger, newer, 4, STANCE_DEMANDS);
    assert_positions(ledger, "VEL|quota|open|Ilse Brandt|corrected|\n");
    closed(ledger);
    knowledge_close(k);
    knowledge_close(newer);
}

static void a_position_can_be_added(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    char position[ID_TEXT_MAX], statement[ID_TEXT_MAX], page[ID_TEXT_MAX], added[ID_TEXT_MAX];
    struct ledger *ledger = opened_with_one(k, position, statement, page);
    struct added_position a = { .page = page,
                                .words = text_c("Nobody else came"),
                                .party = text_c("SOR"),
                                .issue = text_c("access"),
                                .stance = STANCE_REJECTS,
                                .said_on = day("2031-05-02"),
                                .who = text_c("Ada") };

    (void)state;
    assert_int_equal(ledger_correct_add(ledger, &a, added, made, &err), PRISCUS_OK);
    assert_positions(ledger, "VEL|quota|rejects|Ilse Brandt||\nSOR|access|rejects||added|\n");
    corrected(ledger, page, CORRECTION_REVIEWED, NULL);
    assert_answer(ledger, LEDGER_QUALITY, NULL, NULL,
                  "name|value|\nreaders|1|\npositions_judged|0|\npositions_right|0|\npositions_wrong|0|\nprecision||\n"
                  "pages_reviewed|1|\npositions_found|1|\npositions_missed|1|\nrecall|0.500|\n"
                  "positions_judged_by_several|0|\nalpha||\n");
    corrected(ledger, made, CORRECTION_UNDO, NULL); /* of the review */
    a.words = text_c("No such words");
    assert_int_equal(ledger_correct_add(ledger, &a, added, made, &err), PRISCUS_EUSAGE);
    a.words = text_c("Nobody else came");
    a.page = "g-000000000000";
    assert_int_equal(ledger_correct_add(ledger, &a, added, made, &err), PRISCUS_EUSAGE);
    closed(ledger);
    knowledge_close(k);
}

static void what_cannot_be_said_is_refused(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    char position[ID_TEXT_MAX], statement[ID_TEXT_MAX], page[ID_TEXT_MAX], *long_text = malloc(CORRECTION_TEXT_MAX + 2);
    struct ledger *ledger = opened_with_one(k, position, statement, page);

    (void)state;
    memset(long_text, 'a', CORRECTION_TEXT_MAX + 1);
    long_text[CORRECTION_TEXT_MAX + 1] = '\0';
    assert_int_equal(correct(ledger, "p-000000000000", CORRECTION_CONFIRM, NULL, "Ada"), PRISCUS_EUSAGE);
    assert_int_equal(correct(ledger, "nonsense", CORRECTION_CONFIRM, NULL, "Ada"), PRISCUS_EUSAGE);
    assert_int_equal(correct(ledger, position, CORRECTION_CONFIRM, NULL, ""), PRISCUS_EUSAGE);
    assert_int_equal(correct(ledger, position, CORRECTION_STANCE, "likes", "Ada"), PRISCUS_EUSAGE);
    assert_int_equal(correct(ledger, position, CORRECTION_STANCE, NULL, "Ada"), PRISCUS_EUSAGE);
    assert_int_equal(correct(ledger, position, CORRECTION_SPEAKER, "\033[2J", "Ada"), PRISCUS_EUSAGE);
    assert_int_equal(correct(ledger, position, CORRECTION_SPEAKER, "\xff", "Ada"), PRISCUS_EUSAGE);
    assert_int_equal(correct(ledger, position, CORRECTION_SPEAKER, long_text, "Ada"), PRISCUS_EUSAGE);
    assert_int_equal(correct(ledger, statement, CORRECTION_STANCE, "open", "Ada"), PRISCUS_EUSAGE);
    assert_int_equal(correct(ledger, page, CORRECTION_CONFIRM, NULL, "Ada"), PRISCUS_EUSAGE);
    assert_int_equal(correct(ledger, position, CORRECTION_REVIEWED, NULL, "Ada"), PRISCUS_EUSAGE);
    assert_int_equal(correct(ledger, position, CORRECTION_UNDO, NULL, "Ada"), PRISCUS_EUSAGE);
    assert_int_equal(correct(ledger, position, CORRECTION_NOTE, NULL, "Ada"), PRISCUS_EUSAGE);
    assert_int_equal(number(ledger, "SELECT count(*) FROM correction"), 0);
    free(long_text);
    closed(ledger);
    knowledge_close(k);
}

/* Four positions, two readers. By hand: verdicts rejects/rejects, open/open, open/rejects, not/not. Eight values: rejects 3, open 3, not 2;
 * observed disagreement 2 (of 8 pairs), expected (64 - 9 - 9 - 4) / 7 = 6; alpha = 1 - 2 / 6. */
static void agreement_of_two_readers_is_krippendorff_s_alpha(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    static const char *const judged[4][2] = { { NULL, NULL }, { NULL, NULL }, { NULL, "rejects" }, { "not", "not" } };
    char ids[4][ID_TEXT_MAX], *rows, *row;

    (void)state;
    for (size_t i = 0; i < 4; i++)
        add_says(ledger, &eight[i]);
    rows = ask(ledger, LEDGER_POSITIONS, NULL, "|id|");
    row = rows;
    for (size_t i = 0; i < 4; i++) {
        row = strchr(row, '\n') + 1;
        assert_int_equal(sscanf(row, "%15[^|]", ids[i]), 1);
    }
    free(rows);
    /* By date: a (rejects), then b, c, d of one day: whichever they are, both readers see the same. */
    for (size_t i = 0; i < 4; i++)
        for (int reader = 0; reader < 2; reader++) {
            const char *verdict = judged[i][reader], *who = reader ? "Ben" : "Ada";

            if (!verdict && i == 0)
                assert_int_equal(correct(ledger, ids[i], CORRECTION_STANCE, "rejects", who), PRISCUS_OK);
            else if (!verdict)
                assert_int_equal(correct(ledger, ids[i], CORRECTION_STANCE, "open", who), PRISCUS_OK);
            else if (strcmp(verdict, "not") == 0)
                assert_int_equal(correct(ledger, ids[i], CORRECTION_NOT, NULL, who), PRISCUS_OK);
            else
                assert_int_equal(correct(ledger, ids[i], CORRECTION_STANCE, verdict, who), PRISCUS_OK);
        }
    rows = ask(ledger, LEDGER_QUALITY, NULL, NULL);
    assert_non_null(strstr(rows, "readers|2|\npositions_judged|4|\npositions_right|0|\npositions_wrong|4|\n"));
    assert_non_null(strstr(rows, "positions_judged_by_several|4|\nalpha|0.667|\n"));
    free(rows);
    closed(ledger);
    knowledge_close(k);
}

static void memory_may_run_out(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    char position[ID_TEXT_MAX], statement[ID_TEXT_MAX], page[ID_TEXT_MAX];
    struct ledger *ledger = opened_with_one(k, position, statement, page);
    bool through = false;

    (void)state;
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    for (long at = 1; !through; at++) {
        const struct correction c = says(CORRECTION_STANCE, "open", "Ada");
        priscus_status status;

        start_failing(at);
        status = ledger_correct(ledger, position, &c, made, &err);
        through = stop_failing(status, &err);
        if (status != PRISCUS_OK)
            assert_int_equal(number(ledger, "SELECT count(*) FROM correction"), 0);
    }
    assert_positions(ledger, "VEL|quota|open|Ilse Brandt|corrected|\n");
    closed(ledger);
    knowledge_close(k);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(corrections_are_shown_and_undone),
        TEST(a_statement_s_speaker_is_that_of_its_positions),
        TEST(corrections_survive_a_new_reading),
        TEST(a_position_can_be_added),
        TEST(what_cannot_be_said_is_refused),
        TEST(agreement_of_two_readers_is_krippendorff_s_alpha),
        TEST(memory_may_run_out),
    };

    hook_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
