/* Names of a page: which words they are, and which of them are one person's. */
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

static uint32_t party(const char *code)
{
    return (uint32_t)roster_party(&test_knowledge()->roster, text_c(code));
}

static void a_name_of_the_roster_is_its_partys(void **state)
{
    const struct mention *m;

    (void)state;
    people_read("Kyiv turned down the Iranian offer.", &p);
    assert_int_equal(p.actors.n_mentions, 2);
    m = people_mention(&p, "Kyiv", 1);
    assert_int_equal(m->kind, ACTOR_CAPITAL);
    assert_int_equal(m->party, party("UKR"));
    assert_int_equal(people_who(&p, "Kyiv", 1)->kind, ACTOR_BODY);
    m = people_mention(&p, "Iranian", 1);
    assert_int_equal(m->kind, ACTOR_ADJECTIVE);
    assert_int_equal(m->party, party("IRN"));
}

static void a_capital_in_a_longer_name_is_no_capital(void **state)
{
    (void)state;
    people_read("The Moscow Times wrote to Moscow.", &p);
    assert_null(people_mention(&p, "Moscow", 1));
    assert_int_equal(people_mention(&p, "Moscow", 2)->party, party("RUS"));
    assert_int_equal(people_who(&p, "Times", 1)->party, NO_PARTY);
}

static void spellings_of_one_name_are_one_person(void **state)
{
    const struct entity *who;

    (void)state;
    people_read("Serhiy Malko met the envoy. Sergei Malko spoke for an hour. Malko said no.", &p);
    who = people_who(&p, "Malko", 3);
    assert_non_null(who);
    assert_int_equal(who->kind, ACTOR_PERSON);
    assert_true(text_is(who->name, "Serhiy Malko"));
    assert_ptr_equal(people_who(&p, "Serhiy", 1), who);
    assert_ptr_equal(people_who(&p, "Sergei", 1), who);
}

static void the_fullest_name_is_kept(void **state)
{
    (void)state;
    people_read("Minister Malko met the envoy. Then Sergei Ivan Malko spoke for an hour.", &p);
    assert_true(text_is(people_who(&p, "Malko", 1)->name, "Sergei Ivan Malko"));
}

static void a_short_name_is_whoever_was_named_last(void **state)
{
    (void)state;
    people_read("Kim Tae Ho spoke. Kim said no. Kim Jong Un listened.", &p);
    assert_ptr_equal(people_who(&p, "Kim", 2), people_who(&p, "Kim", 1));
    assert_ptr_not_equal(people_who(&p, "Kim", 3), people_who(&p, "Kim", 1));
    assert_int_equal(people_who(&p, "Kim", 3)->party, party("PRK"));
}

static void titles_part_namesakes(void **state)
{
    (void)state;
    people_read("Mr. Devani met Ms. Devani. Ms. Devani left.", &p);
    assert_ptr_not_equal(people_who(&p, "Devani", 1), people_who(&p, "Devani", 2));
    assert_ptr_equal(people_who(&p, "Devani", 2), people_who(&p, "Devani", 3));
    assert_int_equal(people_who(&p, "Devani", 1)->gender, GENDER_MAN);
    assert_int_equal(people_who(&p, "Devani", 2)->gender, GENDER_WOMAN);
}

static void a_title_or_an_apposition_says_for_whom_one_speaks(void **state)
{
    (void)state;
    people_read("Iran's foreign minister Zoria Delgard met Selin Aksoy, a spokeswoman for Turkey.", &p);
    assert_int_equal(people_who(&p, "Delgard", 1)->party, party("IRN"));
    assert_int_equal(people_who(&p, "Selin", 1)->party, party("TUR"));
    assert_int_equal(people_mention(&p, "Aksoy", 1)->party, party("TUR"));
    assert_null(people_who(&p, "Delgard", 1)->actor);
}

static void a_person_of_whom_nothing_is_known_covers_no_token(void **state)
{
    (void)state;
    people_read("Karl Lund sold bread.", &p);
    assert_int_equal(p.actors.n_mentions, 1);
    assert_true(text_is(people_who(&p, "Karl", 1)->name, "Karl Lund"));
    assert_null(people_mention(&p, "Karl", 1));
}

static void mentions_are_in_the_order_of_the_text(void **state)
{
    uint32_t end = 0;

    (void)state;
    people_read("\"Kim\", said Lund of Oslo. Iran's Zoria Delgard, Moscow and the Kremlin's Pavel Orsk met Ms. Devani "
                "in Kyiv.\n\nKim Jim Lund and Jim Jordan of Jordan met the Jordanian King, Mr. King.",
                &p);
    assert_true(p.actors.n_mentions > 8);
    for (size_t i = 0; i < p.actors.n_mentions; i++) {
        const struct mention *m = &p.actors.mentions[i];

        assert_true(m->first >= end && m->first <= m->head && m->head < m->end);
        assert_true(m->entity < p.actors.n_entities);
        end = m->end;
        for (uint32_t t = m->first; t < m->end; t++)
            assert_true(p.actors.at[t] == 0 || p.actors.at[t] == i + 1);
    }
    assert_true(end <= p.doc.n_tokens);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_name_of_the_roster_is_its_partys, forget),
        cmocka_unit_test_teardown(a_capital_in_a_longer_name_is_no_capital, forget),
        cmocka_unit_test_teardown(spellings_of_one_name_are_one_person, forget),
        cmocka_unit_test_teardown(the_fullest_name_is_kept, forget),
        cmocka_unit_test_teardown(a_short_name_is_whoever_was_named_last, forget),
        cmocka_unit_test_teardown(titles_part_namesakes, forget),
        cmocka_unit_test_teardown(a_title_or_an_apposition_says_for_whom_one_speaks, forget),
        cmocka_unit_test_teardown(a_person_of_whom_nothing_is_known_covers_no_token, forget),
        cmocka_unit_test_teardown(mentions_are_in_the_order_of_the_text, forget),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
