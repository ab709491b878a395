/* other_field.c - does what was made and learnt on armed conflicts carry over? Sentences about fish and tariffs, with an
 * agenda written for them (tests/cases/other-field). Nothing is to be fitted to them. */
#include <string.h>

#include "known.h"
#include "probes.h"

#define FIELD TEST_FOLDER "/cases/other-field"

static struct language *with_encoder;
static struct knowledge *knowledge, *full;
static struct analyst *learnt, *by_rules, *encoded; /* with the small networks, by rules alone, with the encoder's */

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
        size_t floor, encoded; /* by the small networks, with the encoder: raise it when more come out */
    } kinds[] = { { FIELD "/unlisted.tsv", 5, 14 },
                  { FIELD "/listed.tsv", 29, 29 },
                  { FIELD "/renamed.tsv", 0, 0 },
                  { FIELD "/nothing.tsv", 16, 14 } };
    bool held = true;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct probe_sum rules = probes_of(by_rules, kinds[i].path, NULL), sum = probes_of(learnt, kinds[i].path, NULL),
                         more = probes_of(encoded, kinds[i].path, tell);

        print_message("%s: %zu of %zu right by rules alone, %zu with the small networks (at least %zu are wanted), %zu "
                      "with the encoder (%zu); "
                      "rows found of %zu: %zu, %zu, %zu; entered, and listed: %zu, %zu; %zu, %zu; %zu, %zu\n",
                      strrchr(kinds[i].path, '/') + 1, rules.right, rules.n, sum.right, kinds[i].floor, more.right,
                      kinds[i].encoded, sum.wanted, rules.found, sum.found, more.found, rules.entered, rules.listed,
                      sum.entered, sum.listed, more.entered, more.listed);
        held &= sum.right >= kinds[i].floor && more.right >= kinds[i].encoded;
    }
    assert_true(held);
}

static int know(void **state)
{
    static const char *const agenda[] = { FIELD "/fishing.agenda" };
    struct priscus_error err = { 0 };

    (void)state;
    unsetenv("PRISCUS_FAST");
    if (knowledge_open_paths(test_language(), agenda, 1, NULL, 0, &knowledge, &err) == PRISCUS_OK &&
        language_find(NULL, LANGUAGE_FULL, false, &with_encoder, &err) == PRISCUS_OK &&
        knowledge_open_paths(with_encoder, agenda, 1, NULL, 0, &full, &err) == PRISCUS_OK &&
        (learnt = analyst_new(knowledge)) && (by_rules = analyst_new(knowledge)) && (encoded = analyst_new(full))) {
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
    analyst_free(encoded);
    knowledge_close(knowledge);
    knowledge_close(full);
    language_close(with_encoder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(each_kind_holds_its_floor) };

    return cmocka_run_group_tests(tests, know, let_go);
}
