/* Whom titles and pronouns mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "people.h"

static struct people p;

static int forget(void **state)
{
    (void)state;
    arena_release(&p.mem);
    return 0;
}

/* Does the word mean the same as another? */
static void is(const char *word, int place, const char *other)
{
    const struct entity *who = people_who(&p, word, place);

    assert_non_null(who);
    assert_ptr_equal(who, people_who(&p, other, 1));
}

static void he_is_the_subject_of_the_verb_of_saying(void **state)
{
    (void)state;
    people_read("Foreign Minister Pavel Orsk told Karl Lund that he would wait.", &p);
    is("he", 1, "Pavel");
}

static void she_is_nobody_whom_the_page_calls_a_man(void **state)
{
    (void)state;
    people_read("Ms. Devani met Mr. Orsk. He spoke of the harbour. Later she left.", &p);
    is("He", 1, "Orsk");
    is("she", 1, "Devani");
}

static void who_told_him_is_not_he(void **state)
{
    (void)state;
    people_read("Pavel Orsk waited. Karl Lund told him that it was late.", &p);
    is("him", 1, "Pavel");
}

static void in_a_quotation_i_is_who_speaks_and_he_is_not(void **state)
{
    (void)state;
    people_read("Karl Lund met Pavel Orsk. \"I have no time for him,\" Orsk said.", &p);
    is("I", 1, "Pavel");
    is("him", 1, "Karl");
}

static void a_quotation_in_the_next_sentence_is_still_the_speakers(void **state)
{
    (void)state;
    people_read("\"We will wait,\" Pavel Orsk said. \"I am in no hurry.\"", &p);
    is("We", 1, "Pavel");
    is("I", 1, "Pavel");
}

static void it_and_they_are_bodies_and_never_persons(void **state)
{
    (void)state;
    people_read("Pavel Orsk spoke of Hamas. Hamas fired rockets. It said it would stop.", &p);
    is("It", 1, "Hamas");
    is("it", 1, "Hamas");
}

static void they_is_no_party_where_a_crowd_is_the_subject(void **state)
{
    (void)state;
    people_read("Iran was silent. Republicans had called a hearing because they wanted a truce.", &p);
    assert_null(people_who(&p, "they", 1));
}

static void who_is_what_its_clause_hangs_on(void **state)
{
    (void)state;
    people_read("Karl Lund met Pavel Orsk, who sells bread.", &p);
    is("who", 1, "Pavel");
}

static void a_title_is_the_person_who_holds_it(void **state)
{
    (void)state;
    people_read("Iran's foreign minister Zoria Delgard met the Turkish foreign minister, Selin Aksoy. The Turkish "
                "minister was tired. The Iranian minister left.",
                &p);
    is("minister", 3, "Selin");
    is("minister", 4, "Delgard");
}

static void a_title_that_nobody_holds_is_somebody_new(void **state)
{
    const struct entity *who;

    (void)state;
    people_read("Iran's foreign minister Zoria Delgard spoke. A Turkish spokesman disagreed.", &p);
    who = people_who(&p, "spokesman", 1);
    assert_non_null(who);
    assert_null(who->name.ptr);
    assert_int_equal(who->kind, ACTOR_PERSON);
    assert_int_equal(who->party, roster_party(&test_knowledge()->roster, text_c("TUR")));
}

static void an_official_without_a_name_speaks_for_nobody(void **state)
{
    const struct entity *who;

    (void)state;
    people_read("A Turkish official said the talks were over.", &p);
    who = people_who(&p, "official", 1);
    assert_non_null(who);
    assert_true(who->barred);
    assert_int_equal(who->party, NO_PARTY);
}

static void the_group_is_the_armed_group_spoken_of(void **state)
{
    (void)state;
    people_read("Hamas fired on Iran. The group wants a truce.", &p);
    is("group", 1, "Hamas");
}

static void a_pronoun_reaches_four_sentences_back(void **state)
{
    (void)state;
    people_read("Pavel Orsk spoke. Nothing moved. The bridge was closed. The night was long. He left.", &p);
    is("He", 1, "Pavel");
    arena_release(&p.mem);
    people_read(
        "Pavel Orsk spoke. Nothing moved. The bridge was closed. The night was long. The bread was gone. He left.", &p);
    assert_null(people_who(&p, "He", 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(he_is_the_subject_of_the_verb_of_saying, forget),
        cmocka_unit_test_teardown(she_is_nobody_whom_the_page_calls_a_man, forget),
        cmocka_unit_test_teardown(who_told_him_is_not_he, forget),
        cmocka_unit_test_teardown(in_a_quotation_i_is_who_speaks_and_he_is_not, forget),
        cmocka_unit_test_teardown(a_quotation_in_the_next_sentence_is_still_the_speakers, forget),
        cmocka_unit_test_teardown(it_and_they_are_bodies_and_never_persons, forget),
        cmocka_unit_test_teardown(they_is_no_party_where_a_crowd_is_the_subject, forget),
        cmocka_unit_test_teardown(who_is_what_its_clause_hangs_on, forget),
        cmocka_unit_test_teardown(a_title_is_the_person_who_holds_it, forget),
        cmocka_unit_test_teardown(a_title_that_nobody_holds_is_somebody_new, forget),
        cmocka_unit_test_teardown(an_official_without_a_name_speaks_for_nobody, forget),
        cmocka_unit_test_teardown(the_group_is_the_armed_group_spoken_of, forget),
        cmocka_unit_test_teardown(a_pronoun_reaches_four_sentences_back, forget),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
