/* agenda_check.c - pages of a ledger read again with an agenda, and what is counted. */
#include "reader/agenda_check.h"

#include "ledger_pages.h"

static const char *const texts[] = {
    "Velmark rejects a catch quota, Ilse Brandt said on Monday.\n\nThe catch quota was the talk of Estholm.\n",
    "Sorland turned down a net tax. Velmark opposes the fish tax.\n",
    "Sorland has rejected access to its waters. Velmark turned down a net tax.\n",
    "It rained in Garn.\n",
};

static const char new_agenda[] = "agenda more\n"
                                 "issue quota\n  words quota; catch quota; yearly catch\n  not school quota\n"
                                 "issue access\n  words access to ... waters\n"
                                 "issue harbour\n  words harbour\n";

static struct knowledge *old_knowledge, *new_knowledge;
static struct ledger *ledger;

static void add_texts(void)
{
    struct arena mem = { 0 };
    struct analyst *analyst = analyst_new(old_knowledge);
    static char names[COUNT_OF(texts)][8];

    assert_non_null(analyst);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct page page = { .bytes = text_c(texts[i]), .from = PRISCUS_FROM_TEXT };
        struct reading reading;

        snprintf(names[i], sizeof names[i], "%zu.txt", i);
        page.name = text_c(names[i]);
        assert_int_equal(reading_make(&page, analyst, &mem, &reading, NULL), PRISCUS_OK);
        assert_int_equal(ledger_add(ledger, &reading.page, &reading.article, &reading.record, NULL, NULL), PRISCUS_OK);
    }
    analyst_free(analyst);
    arena_release(&mem);
}

static int open_ledger(void **state)
{
    set_up(state);
    old_knowledge = knowledge_of(agenda_text);
    new_knowledge = knowledge_of(new_agenda);
    ledger = opened(path, old_knowledge);
    return 0;
}

static int close_ledger(void **state)
{
    closed(ledger);
    knowledge_close(old_knowledge);
    knowledge_close(new_knowledge);
    return tear_down(state);
}

static struct agenda_check checked(const struct agenda_check_options *options)
{
    struct agenda_check check;
    struct priscus_error err = { 0 };

    if (agenda_check_run(ledger, new_knowledge, options, &check, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return check;
}

static const struct checked_topic *topic(const struct agenda_check *check, const char *phrase)
{
    for (size_t i = 0; i < check->n_topics; i++)
        if (text_is(check->topics[i].phrase, phrase))
            return &check->topics[i];
    return NULL;
}

static void phrases_issues_and_topics_are_counted(void **state)
{
    const struct agenda_check_options options = { .jobs = 2 };
    struct agenda_check check;

    (void)state;
    add_texts();
    check = checked(&options);
    assert_int_equal(check.total, 4);
    assert_int_equal(check.pages, 4);
    assert_int_equal(check.positions, 2);
    assert_int_equal(check.failed, 0);
    /* quota, catch quota, yearly catch, not school quota */
    assert_int_equal(check.phrases[0].found, 2);
    assert_int_equal(check.phrases[0].named, 0);
    assert_int_equal(check.phrases[1].found, 2);
    assert_int_equal(check.phrases[1].named, 2);
    assert_int_equal(check.phrases[2].found, 0);
    assert_int_equal(check.phrases[3].found, 0);
    assert_int_equal(check.issues[0].sentences, 2);
    assert_int_equal(check.issues[0].stances, 1);
    assert_true(text_is(check.issues[0].example.sentence, "The catch quota was the talk of Estholm."));
    assert_true(text_is(check.issues[0].example.page, "0.txt"));
    assert_int_equal(check.issues[1].stances, 1);
    assert_null(check.issues[1].example.sentence.ptr);
    assert_int_equal(check.issues[2].sentences, 0);
    /* a tax three times, a net tax twice, a fish tax once */
    assert_true(text_is(check.topics[0].phrase, "tax"));
    assert_int_equal(check.topics[0].times, 3);
    assert_int_equal(topic(&check, "net tax")->times, 2);
    assert_int_equal(topic(&check, "fish tax")->times, 1);
    agenda_check_release(&check);
}

/* "quota" goes where "net quota" says as much. */
static void a_phrase_that_is_part_of_another_each_time_goes(void **state)
{
    const struct agenda_check_options options = { .jobs = 1, .sample = 1 };
    struct agenda_check check;
    struct says one = eight[0];

    (void)state;
    one.words = "Velmark rejects a net tax";
    assert_true(add_says(ledger, &one));
    check = checked(&options);
    assert_int_equal(check.pages, 1);
    assert_non_null(topic(&check, "net tax"));
    assert_null(topic(&check, "tax"));
    agenda_check_release(&check);
}

static void a_sample_is_the_same_each_time(void **state)
{
    const struct agenda_check_options options = { .sample = 3, .jobs = 2 };
    struct agenda_check first, second;

    (void)state;
    add_texts();
    first = checked(&options);
    second = checked(&options);
    assert_int_equal(first.pages, 3);
    assert_int_equal(first.total, 4);
    assert_int_equal(first.n_topics, second.n_topics);
    for (size_t i = 0; i < first.n_topics; i++)
        assert_true(text_eq(first.topics[i].phrase, second.topics[i].phrase));
    agenda_check_release(&first);
    agenda_check_release(&second);
}

static void an_empty_ledger_has_no_pages(void **state)
{
    const struct agenda_check_options options = { 0 };
    struct agenda_check check = checked(&options);

    (void)state;
    assert_int_equal(check.total, 0);
    assert_int_equal(check.pages, 0);
    assert_int_equal(check.n_topics, 0);
    agenda_check_release(&check);
}

static void count_failed(void *context, const struct priscus_error *err)
{
    size_t *failed = context;

    (*failed)++;
    assert_non_null(strstr(err->message, "the stored bytes cannot be unpacked"));
    assert_non_null(strstr(err->message, "\"priscus verify\" says more"));
}

static void a_damaged_page_is_told_and_passed_over(void **state)
{
    size_t failed = 0;
    const struct agenda_check_options options = { .jobs = 2, .failed = count_failed, .context = &failed };
    struct agenda_check check;

    (void)state;
    add_texts();
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    assert_int_equal(sqlite3_exec(ledger->db,
                                  "DROP TRIGGER page_is_not_changed; UPDATE page SET zstd = x'00' WHERE id = 2", NULL,
                                  NULL, NULL),
                     SQLITE_OK);
    check = checked(&options);
    assert_int_equal(failed, 1);
    assert_int_equal(check.failed, 1);
    assert_int_equal(check.pages, 3);
    agenda_check_release(&check);
}

/* Nothing of it stays in the ledger. */
static void the_ledger_stays_as_it_is(void **state)
{
    const struct agenda_check_options options = { .jobs = 2 };
    struct agenda_check check;
    char *before, *after;

    (void)state;
    add_texts();
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK);
    before = ask_everything(ledger);
    check = checked(&options);
    after = ask_everything(ledger);
    assert_string_equal(before, after);
    free(before);
    free(after);
    agenda_check_release(&check);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(phrases_issues_and_topics_are_counted, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(a_phrase_that_is_part_of_another_each_time_goes, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(a_sample_is_the_same_each_time, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(an_empty_ledger_has_no_pages, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(a_damaged_page_is_told_and_passed_over, open_ledger, close_ledger),
        cmocka_unit_test_setup_teardown(the_ledger_stays_as_it_is, open_ledger, close_ledger),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
