/* survey.c - what a text speaks of, and on what else a party takes a stance: a line each. */
#include "record/survey/survey.h"

#include "walking.h"

static struct walking x;

/* Read the text with its positions, as record_read() does. */
static void read_text(const char *text)
{
    walking_read(&x, text);
    assert_int_equal(position_find(&x.doc, &x.actors, &x.voices, NULL, NULL, &x.mem, &x.record), PRISCUS_OK);
    x.record.actors = &x.actors;
    x.record.voices = &x.voices;
}

static struct survey survey_of(const char *text)
{
    struct survey survey;

    read_text(text);
    assert_int_equal(survey_make(&x.doc, &x.record, walking_knowledge, &x.mem, &survey), PRISCUS_OK);
    return survey;
}

/* "fishing ban/ban": the phrases of each topic, the longest last. */
static void assert_topics(const char *text, const char *want)
{
    struct survey survey = survey_of(text);
    struct buffer got = { 0 };

    for (size_t i = 0; i < survey.n_topics; i++) {
        buffer_c(&got, i ? "; " : "");
        for (size_t f = 0; f < survey.topics[i].n_phrases; f++) {
            buffer_c(&got, f ? "/" : "");
            buffer_text(&got, survey.topics[i].phrases[f]);
        }
    }
    buffer_char(&got, '\0');
    if (strcmp(got.ptr, want) != 0)
        fail_msg("%s\n  want %s\n  got  %s", text, want, got.ptr);
    buffer_release(&got);
}

static void what_a_party_takes_a_stance_on_is_a_topic(void **state)
{
    static const struct {
        const char *text, *topics;
    } cases[] = {
        { "Norhaven turned down a fishing ban.", "ban/fishing ban" },
        { "Sundland called for the return of the trawlers.", "return/return ... trawler" },
        { "The harbour fee was rejected by Norhaven.", "fee/harbour fee" },
        { "Norhaven agreed to widen the channel.", "widen ... channel" },
        { "\"We reject the toll,\" Norhavener President Ilse Brandt said.", "toll" },
        { "Norhaven is ready for an inspection.", "inspection" },
        { "Sundland opposes a tunnel and backs the new bridge.", "tunnel; bridge/new bridge" },
        /* nobody that is known holds it */
        { "The baker rejected the loaf.", "" },
        /* no stance */
        { "Norhaven counted the trawlers.", "" },
        /* whom and when it is said: no topic */
        { "Norhaven rejected Sundland on Monday in a letter.", "" },
        { "Norhaven denied that it had rejected the toll.", "" },
        { "Norhaven fears that Sundland will reject the toll.", "" },
        /* an issue is there */
        { "Norhaven rejected the truce and the toll.", "" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_topics(cases[i].text, cases[i].topics);
}

static void a_topic_knows_its_place(void **state)
{
    struct survey survey = survey_of("It rained. Norhaven turned down a fishing ban.");

    (void)state;
    assert_int_equal(survey.n_topics, 1);
    assert_text(text_in(x.doc.body, survey.topics[0].sentence), "Norhaven turned down a fishing ban.");
    assert_text(text_in(x.doc.body, survey.topics[0].words), "fishing ban");
}

static uint32_t entry_of(const char *words)
{
    for (uint32_t i = 0; i < walking_knowledge->agenda.n_entries; i++)
        if (text_is(walking_knowledge->agenda.entries[i].words, words))
            return i;
    fail_msg("no phrase %s", words);
    return 0;
}

static void matches_and_mentions_are_counted_apart(void **state)
{
    struct survey survey = survey_of("Norhaven accepted a winter truce. The talks were the talk of the town.");

    (void)state;
    assert_int_equal(survey.matched[entry_of("truce")], 1); /* but the winter truce has its words */
    assert_int_equal(survey.matched[entry_of("winter truce")], 1);
    assert_int_equal(survey.matched[entry_of("talk of the town")], 1);
    assert_int_equal(survey.matched[entry_of("ceasefire")], 0);
    assert_int_equal(survey.n_sights, 2);
    assert_int_equal(survey.sights[0].issue, walking_issue("ceasefire.winter"));
    assert_int_equal(survey.sights[0].entry, 1 + entry_of("winter truce"));
    assert_text(text_in(x.doc.body, survey.sights[1].words), "talks");
}

/* A mention that refers to what was said before is found as it was when positions were. */
static void what_points_back_is_a_sight(void **state)
{
    struct survey survey = survey_of("Norhaven proposed a truce. Sundland dismissed this idea. Karvia rejected talks.");

    (void)state;
    assert_int_equal(survey.n_sights, 3);
    assert_int_equal(survey.sights[1].issue, walking_issue("ceasefire"));
    assert_int_equal(survey.sights[1].entry, 0);
}

/* A network found an issue in words that no phrase has: its sentence speaks of it, and lacks nothing. */
static void what_a_network_found_is_a_sight_and_no_topic(void **state)
{
    static const char text[] = "Norhaven turned down a fishing ban.";
    struct survey survey;
    struct position p;

    (void)state;
    read_text(text);
    p = (struct position){ .statement = -1,
                           .sentence = { 0, sizeof text - 1 },
                           .words = { 9, 34 },
                           .issue_words = { 23, 34 },
                           .party = text_c("NOR"),
                           .issue = walking_knowledge->agenda.issues[walking_issue("ceasefire")].name,
                           .stance = STANCE_REJECTS,
                           .issue_how = ISSUE_LEARNT };
    x.record.positions = &p;
    x.record.n_positions = 1;
    assert_int_equal(survey_make(&x.doc, &x.record, walking_knowledge, &x.mem, &survey), PRISCUS_OK);
    assert_int_equal(survey.n_sights, 1);
    assert_int_equal(survey.sights[0].issue, walking_issue("ceasefire"));
    assert_int_equal(survey.sights[0].entry, 0);
    assert_text(text_in(x.doc.body, survey.sights[0].words), "fishing ban");
    assert_int_equal(survey.n_topics, 0);
}

static void the_record_stays_as_it_was(void **state)
{
    struct record before;
    struct survey survey;

    (void)state;
    read_text(
        "Norhaven's refusal to widen the channel angered Sundland. Karvia rejected talks. Norhaven rejected a toll.");
    before = x.record;
    assert_int_equal(before.n_positions, 1);
    assert_int_equal(survey_make(&x.doc, &x.record, walking_knowledge, &x.mem, &survey), PRISCUS_OK);
    assert_memory_equal(&before, &x.record, sizeof before);
    assert_text(x.record.positions[0].issue, "talks");
}

static void every_allocation_may_fail(void **state)
{
    long k;

    (void)state;
    read_text("Norhaven turned down a fishing ban. Karvia rejected talks.");
    for (k = 1;; k++) {
        struct survey survey;
        priscus_status status;

        x.mem.fail_after = k;
        status = survey_make(&x.doc, &x.record, walking_knowledge, &x.mem, &survey);
        x.mem.fail_after = 0;
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
    }
    assert_true(k > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_party_takes_a_stance_on_is_a_topic),
        cmocka_unit_test(a_topic_knows_its_place),
        cmocka_unit_test(matches_and_mentions_are_counted_apart),
        cmocka_unit_test(what_points_back_is_a_sight),
        cmocka_unit_test(what_a_network_found_is_a_sight_and_no_topic),
        cmocka_unit_test(the_record_stays_as_it_was),
        cmocka_unit_test(every_allocation_may_fail),
    };
    int failed = cmocka_run_group_tests(tests, walking_open, walking_close);

    arena_release(&x.mem);
    return failed;
}
