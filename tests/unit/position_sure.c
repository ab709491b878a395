/* position_sure.c - tests: what raises a position and what lowers it, and which of several in a sentence is kept. Positions by
 * hand; the numbers that are weighed may change, which way each thing turns may not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "record/position/position_sure.h"

/* A party and an issue have one name each, as those of a roster and an agenda. */
static const char *const parties[] = { "NOR", "VES", "DOR" };
static const char *const issues[] = { "ceasefire", "talks", "treaty" };
enum { NOR, VES, DOR };
enum { CEASEFIRE, TALKS, TREATY };

static struct arena mem;
static const float any = 1e-6f; /* so sure is everything */

/* What sentence `at` says: half believed by the network, of an issue that is believed. */
static struct position says(uint32_t at, unsigned party, unsigned issue, enum stance stance)
{
    return (struct position){ .sentence = { at * 100, at * 100 + 90 },
                              .party = text_c(parties[party]),
                              .issue = text_c(issues[issue]),
                              .stance = stance,
                              .scores = {
                                  .holder = 0.6f, .issue = 0.7f, .other = 0.01f, .read_for_party = PARTY_NOT_ASKED } };
}

/* All are kept; how sure the first is. */
static float first_of(struct position *positions, size_t n)
{
    struct record record = { .positions = positions, .n_positions = n };

    arena_reset(&mem);
    assert_int_equal(position_sure(&record, any, &mem), PRISCUS_OK);
    assert_int_equal(record.n_positions, n);
    for (size_t i = 0; i < n; i++)
        assert_true(positions[i].sure > 0 && positions[i].sure < 1);
    return positions[0].sure;
}

static float alone(struct position p)
{
    return first_of(&p, 1);
}

/* The first position when another stands in a later sentence. */
static float beside(struct position p, struct position other)
{
    struct position both[] = { p, other };

    return first_of(both, 2);
}

static void nothing_is_no_mistake(void **state)
{
    struct record record = { 0 };

    (void)state;
    assert_int_equal(position_sure(&record, 0.5f, &mem), PRISCUS_OK);
    assert_int_equal(record.n_positions, 0);
}

static void what_the_networks_believe_is_surer(void **state)
{
    struct position p = says(0, NOR, CEASEFIRE, STANCE_REJECTS), q = p;

    (void)state;
    q.scores.holder = 0.95f;
    assert_true(alone(q) > alone(p));
    q = p;
    q.scores.issue = 0.98f;
    assert_true(alone(q) > alone(p));
    /* at the ends of the scale, too */
    q.scores = (struct position_scores){ .holder = 1, .issue = 1, .read_for_party = PARTY_NOT_ASKED };
    assert_true(alone(q) > alone(p));
    q.scores = (struct position_scores){ .holder = 0, .issue = 0, .other = 1, .read_for_party = PARTY_NOT_ASKED };
    assert_true(alone(q) < alone(p));
}

static void rules_that_agree_raise_it_and_contrary_ones_lower_it(void **state)
{
    struct position p = says(0, NOR, CEASEFIRE, STANCE_REJECTS), agreed = p, opposed = p;

    (void)state;
    agreed.scores.composed = true;
    opposed.scores.opposed = true;
    assert_true(alone(agreed) > alone(p));
    assert_true(alone(opposed) < alone(p));
}

static void an_issue_in_no_words_of_the_agenda_is_less_sure(void **state)
{
    struct position p = says(0, NOR, CEASEFIRE, STANCE_REJECTS), learnt = p;

    (void)state;
    learnt.issue_how = ISSUE_LEARNT;
    assert_true(alone(learnt) < alone(p));
}

/* An issue of the user's agenda, of which the network that knows issues knows nothing: as good as any that a phrase names. */
static void an_issue_that_was_not_taught_is_no_worse_than_usual(void **state)
{
    struct position p = says(0, NOR, CEASEFIRE, STANCE_REJECTS), untaught = p;

    (void)state;
    untaught.scores.issue = untaught.scores.other = ISSUE_NOT_TAUGHT;
    p.scores.issue = 0.01f;
    assert_true(alone(untaught) > alone(p));
    p.scores.issue = 0.999f;
    assert_true(alone(untaught) < alone(p));
    untaught.scores.holder = HOLDER_NOT_ASKED;
    untaught.scores.composed = true;
    assert_true(alone(untaught) > 0.5f);
}

/* The sentence was read for the party: of an issue that was taught, of one that was not, and where nobody else has seen it. */
static void what_is_read_for_the_party_raises_it(void **state)
{
    struct position p = says(0, NOR, CEASEFIRE, STANCE_REJECTS), q;

    (void)state;
    p.scores.read_for_party = p.scores.named_for_party = 0.3f;
    p.scores.issue_share = -3;
    for (unsigned i = 0; i < 4; i++) {
        p.scores.by_name = i & 1;
        p.scores.by_party = i & 2;
        q = p;
        q.scores.read_for_party = q.scores.named_for_party = 0.9f;
        assert_true(alone(q) > alone(p));
    }
}

static void sentences_that_agree_raise_it_and_contrary_ones_lower_it(void **state)
{
    struct position p = says(0, NOR, CEASEFIRE, STANCE_REJECTS);
    float by_itself =
        beside(p, says(1, VES, TREATY, STANCE_ACCEPTS)); /* of a text of one sentence the rest is made up */

    (void)state;
    assert_true(beside(p, says(1, NOR, CEASEFIRE, STANCE_REJECTS)) > by_itself);
    assert_true(beside(p, says(1, NOR, CEASEFIRE, STANCE_ACCEPTS)) < by_itself);
    /* all that is for an issue is one side */
    p.stance = STANCE_DEMANDS;
    by_itself = beside(p, says(1, VES, TREATY, STANCE_ACCEPTS));
    assert_true(beside(p, says(1, NOR, CEASEFIRE, STANCE_OPEN)) > by_itself);
    assert_true(beside(p, says(1, NOR, CEASEFIRE, STANCE_REJECTS)) < by_itself);
}

/* The weight of others is what was fitted; that they are not taken for the party itself is not. */
static void others_do_not_count_as_the_party_itself(void **state)
{
    struct position p = says(0, NOR, CEASEFIRE, STANCE_REJECTS);
    float agreed = beside(p, says(1, NOR, CEASEFIRE, STANCE_REJECTS)),
          contrary = beside(p, says(1, NOR, CEASEFIRE, STANCE_ACCEPTS));
    float other_party = beside(p, says(1, VES, CEASEFIRE, STANCE_REJECTS)),
          other_issue = beside(p, says(1, NOR, TALKS, STANCE_ACCEPTS));

    (void)state;
    assert_true(other_party < agreed);
    assert_true(other_issue > contrary && other_issue < agreed);
}

/* One does not confirm itself: said twice in one sentence is said once. */
static void the_same_sentence_confirms_nothing(void **state)
{
    struct position twice[] = { says(0, NOR, CEASEFIRE, STANCE_REJECTS), says(0, NOR, CEASEFIRE, STANCE_REJECTS) };
    struct record record = { .positions = twice, .n_positions = 2 };
    float by_itself = alone(twice[0]);

    (void)state;
    arena_reset(&mem);
    assert_int_equal(position_sure(&record, any, &mem), PRISCUS_OK);
    assert_int_equal(record.n_positions, 1);
    assert_float_equal(twice[0].sure, by_itself, 1e-4);
}

static void the_surest_of_a_sentence_is_kept(void **state)
{
    struct position p[] = { says(0, NOR, CEASEFIRE, STANCE_ACCEPTS), says(0, VES, CEASEFIRE, STANCE_ACCEPTS),
                            says(0, NOR, CEASEFIRE, STANCE_REJECTS), says(0, NOR, CEASEFIRE, STANCE_OPEN),
                            says(1, NOR, CEASEFIRE, STANCE_REJECTS) };
    struct record record = { .positions = p, .n_positions = COUNT_OF(p) };

    (void)state;
    p[2].scores.holder = 0.9f;
    arena_reset(&mem);
    assert_int_equal(position_sure(&record, any, &mem), PRISCUS_OK);
    assert_int_equal(record.n_positions, 3); /* in text order */
    assert_ptr_equal(p[0].party.ptr, parties[VES]);
    assert_int_equal(p[1].stance, STANCE_REJECTS);
    assert_int_equal(p[1].sentence.begin, 0);
    assert_int_equal(p[2].sentence.begin, 100);
    for (size_t i = 0; i < 3; i++)
        assert_true(p[i].sure > 0);
}

static void of_equals_the_first_is_kept(void **state)
{
    struct position p[] = { says(0, DOR, TREATY, STANCE_OPEN), says(0, DOR, TREATY, STANCE_ACCEPTS) };
    struct record record = { .positions = p, .n_positions = 2 };

    (void)state;
    arena_reset(&mem);
    assert_int_equal(position_sure(&record, any, &mem), PRISCUS_OK);
    assert_int_equal(record.n_positions, 1);
    assert_int_equal(p[0].stance, STANCE_OPEN);
}

static void what_is_read_for_the_party_raises_and_lowers_it(void **state)
{
    struct position p = says(0, NOR, CEASEFIRE, STANCE_REJECTS), q = p;

    (void)state;
    p.scores.read_for_party = 0.1f;
    q.scores.read_for_party = 0.9f;
    p.scores.issue_share = q.scores.issue_share = -3;
    assert_true(alone(q) > alone(p));
    q = p;
    q.scores.issue_share = -6; /* of a rare issue such odds are many */
    assert_true(alone(q) > alone(p));
    p.scores = (struct position_scores){ .holder = HOLDER_NOT_ASKED,
                                         .issue = ISSUE_NOT_TAUGHT,
                                         .other = ISSUE_NOT_TAUGHT,
                                         .by_party = true,
                                         .read_for_party = 0.2f,
                                         .issue_share = -3 };
    q = p;
    q.scores.read_for_party = 0.95f;
    assert_true(alone(q) > alone(p));
    /* the rules end where it is denied, asked or feared */
    p = q;
    p.scores.dropped = true;
    assert_true(alone(p) < alone(q));
}

static void what_is_less_sure_than_the_least_is_dropped(void **state)
{
    struct position p[] = { says(0, NOR, CEASEFIRE, STANCE_REJECTS), says(1, VES, TALKS, STANCE_REJECTS) };
    struct record record = { .positions = p, .n_positions = 2 };
    float surer, less;

    (void)state;
    p[0].scores = (struct position_scores){
        .holder = 0.05f, .issue = 0.05f, .other = 0.9f, .opposed = true, .read_for_party = PARTY_NOT_ASKED
    };
    p[1].scores = (struct position_scores){
        .holder = 0.99f, .issue = 0.99f, .composed = true, .read_for_party = PARTY_NOT_ASKED
    };
    less = beside(p[0], p[1]);
    surer = beside(p[1], p[0]);
    assert_true(less < 0.5f && surer > 0.5f);
    arena_reset(&mem);
    assert_int_equal(position_sure(&record, 0.5f, &mem), PRISCUS_OK);
    assert_int_equal(record.n_positions, 1);
    assert_ptr_equal(p[0].issue.ptr, issues[TALKS]);
}

/* Scores that are no numbers, of a model that somebody has broken, and none at all. */
static void scores_that_are_none_do_no_harm(void **state)
{
    static const float odd[] = { 0, -1, 2, 1e30f, -1e30f, 1e-45f };

    (void)state;
    for (size_t i = 0; i <= COUNT_OF(odd); i++) {
        float x = i < COUNT_OF(odd) ? odd[i] : 0.0f / (float)(i - COUNT_OF(odd)); /* the last: no number */
        struct position p[] = { says(0, NOR, CEASEFIRE, STANCE_REJECTS), says(0, NOR, CEASEFIRE, STANCE_ACCEPTS),
                                says(1, NOR, CEASEFIRE, STANCE_REJECTS) };
        struct record record = { .positions = p, .n_positions = COUNT_OF(p) };

        p[0].scores = (struct position_scores){ .holder = x, .issue = x, .other = x };
        arena_reset(&mem);
        assert_int_equal(position_sure(&record, any, &mem), PRISCUS_OK);
        assert_in_range(record.n_positions, 1, 3);
        for (size_t k = 0; k < record.n_positions; k++)
            assert_true(p[k].sure > 0 && p[k].sure <= 1);
    }
}

static void each_allocation_may_fail(void **state)
{
    long k = 1;

    (void)state;
    for (;; k++) {
        struct arena small = { .fail_after = k };
        struct position p[] = { says(0, NOR, CEASEFIRE, STANCE_REJECTS), says(1, NOR, CEASEFIRE, STANCE_REJECTS) };
        struct record record = { .positions = p, .n_positions = 2 };
        priscus_status status = position_sure(&record, any, &small);

        arena_release(&small);
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_int_equal(record.n_positions, 2);
    }
    assert_true(k > 1);
}

static double seconds_of(size_t n)
{
    static struct position p[160000];
    struct record record = { .positions = p, .n_positions = n };
    clock_t begin;

    for (size_t i = 0; i < n; i++)
        p[i] = says((uint32_t)(i / 4), (unsigned)(i % 3), (unsigned)(i / 3 % 3), (enum stance)(1 + i % 6));
    arena_reset(&mem);
    begin = clock();
    assert_int_equal(position_sure(&record, any, &mem), PRISCUS_OK);
    return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

/* Every pair would be 10^10. */
static void many_positions_take_no_longer_each(void **state)
{
    (void)state;
    assert_true(seconds_of(10000) < 0.5);
    assert_true(seconds_of(160000) < 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_no_mistake),
        cmocka_unit_test(what_the_networks_believe_is_surer),
        cmocka_unit_test(rules_that_agree_raise_it_and_contrary_ones_lower_it),
        cmocka_unit_test(an_issue_in_no_words_of_the_agenda_is_less_sure),
        cmocka_unit_test(an_issue_that_was_not_taught_is_no_worse_than_usual),
        cmocka_unit_test(what_is_read_for_the_party_raises_it),
        cmocka_unit_test(sentences_that_agree_raise_it_and_contrary_ones_lower_it),
        cmocka_unit_test(others_do_not_count_as_the_party_itself),
        cmocka_unit_test(the_same_sentence_confirms_nothing),
        cmocka_unit_test(the_surest_of_a_sentence_is_kept),
        cmocka_unit_test(of_equals_the_first_is_kept),
        cmocka_unit_test(what_is_read_for_the_party_raises_and_lowers_it),
        cmocka_unit_test(what_is_less_sure_than_the_least_is_dropped),
        cmocka_unit_test(scores_that_are_none_do_no_harm),
        cmocka_unit_test(each_allocation_may_fail),
        cmocka_unit_test(many_positions_take_no_longer_each),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_release(&mem);
    return failed;
}
