/* other_field.c - does what was made and learnt on armed conflicts carry over? Sentences about fish and tariffs, with an
 * agenda written for them (tests/cases/other-field). Nothing is to be fitted to them. */
#include <string.h>

#include "known.h"
#include "probes.h"

#define FIELD TEST_FOLDER "/cases/other-field"

static struct knowledge *knowledge;
static struct analyst *learnt, *by_rules; /* with the networks, and by rules alone */

static void tell(struct text sentence, struct text wanted, const struct record *got)
{
    print_message("%.*s\n  want %.*s\n  got ", (int)sentence.len, sentence.ptr, (int)wanted.len, wanted.ptr);
    for (size_t i = 0; i < got->n_positions; i++)
        print_message("%s %.*s %.*s %s", i ? ";" : "", (int)got->positions[i].party.len, got->positions[i].party.ptr,
                      (int)got->positions[i].issue.len, got->positions[i].issue.ptr,
                      stance_text(got->positions[i].stance));
    print_message("%s\n", got->n_positions ? "" : " none");
}

static void each_kind_holds_its_floor(void **state)
{
    static const struct {
        const char *path;
        size_t floor; /* raise it when more come out */
    } kinds[] = { { FIELD "/unlisted.tsv", 5 }, { FIELD "/listed.tsv", 29 }, { FIELD "/nothing.tsv", 16 } };
    bool held = true;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct probe_sum rules = probes_of(by_rules, kinds[i].path, NULL), sum = probes_of(learnt, kinds[i].path, tell);

        print_message("%s: %zu of %zu right, at least %zu are wanted; %zu of %zu rows found, %zu of %zu entered "
                      "listed; by rules alone %zu right, %zu found, %zu of %zu listed\n",
                      strrchr(kinds[i].path, '/') + 1, sum.right, sum.n, kinds[i].floor, sum.found, sum.wanted,
                      sum.listed, sum.entered, rules.right, rules.found, rules.listed, rules.entered);
        held &= sum.right >= kinds[i].floor;
    }
    assert_true(held);
}

static int know(void **state)
{
    static const char *const agenda[] = { FIELD "/fishing.agenda" };
    struct priscus_error err = { 0 };

    (void)state;
    if (knowledge_open_paths(test_language(), agenda, 1, NULL, 0, &knowledge, &err) == PRISCUS_OK &&
        (learnt = analyst_new(knowledge)) && (by_rules = analyst_new(knowledge))) {
        analyst_by_rules(by_rules);
        return 0;
    }
    print_error("%s\n", err.message);
    return -1;
}

static int let_go(void **state)
{
    (void)state;
    analyst_free(learnt);
    analyst_free(by_rules);
    knowledge_close(knowledge);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(each_kind_holds_its_floor) };

    return cmocka_run_group_tests(tests, know, let_go);
}
