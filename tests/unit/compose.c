/* compose.c - what the rules of a stance table make of a stance: small tables, and clauses made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "record/position/walk.h"

static struct arena mem;
static struct stance_table table;

/* A walk that has a table and nothing else. */
static struct walk walk_with(const char *text)
{
    struct priscus_error err;

    arena_reset(&mem);
    if (stance_table_read("t", text_c(text), &mem, &table, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return (struct walk){ .table = &table };
}

static struct state with_stance(enum stance stance)
{
    return (struct state){ .stance = (uint8_t)stance, .holder_clause = -1 };
}

static void assert_fired(const struct state *st, const char *rows)
{
    char got[200] = "";

    for (size_t i = 0; i < st->n_rules; i++) {
        struct text id = table.rows[st->rules[i]].id;

        strcat(got, i ? " " : "");
        strncat(got, id.ptr, id.len);
    }
    assert_string_equal(got, rows);
}

static void the_first_verdict_is_the_stance(void **state)
{
    struct walk w = walk_with("row refuse\nis verb rejects\nwords refuse\n");
    struct state st = with_stance(STANCE_NONE);

    (void)state;
    compose_apply(&w, &st, 0);
    assert_int_equal(st.stance, STANCE_REJECTS);
    assert_fired(&st, "refuse");
}

static void a_verdict_on_a_stance_is_what_the_rule_says(void **state)
{
    struct walk w = walk_with("row refuse\nis verb rejects\nrow twice\nis compose rejects rejects open\n");
    struct state st = with_stance(STANCE_NONE);

    (void)state;
    compose_apply(&w, &st, 0);
    compose_apply(&w, &st, 0);
    assert_int_equal(st.stance, STANCE_OPEN);
    assert_fired(&st, "refuse refuse twice");
}

static void without_a_rule_the_outer_verdict_wins_but_over_a_condition(void **state)
{
    struct walk w = walk_with("row agree\nis verb accepts\n");
    struct state st = with_stance(STANCE_OPEN), condition = with_stance(STANCE_CONDITIONAL);

    (void)state;
    compose_apply(&w, &st, 0);
    assert_int_equal(st.stance, STANCE_ACCEPTS);
    compose_apply(&w, &condition, 0);
    assert_int_equal(condition.stance, STANCE_CONDITIONAL);
}

static void what_denies_asks_or_claims_drops_and_what_does_leaves(void **state)
{
    struct walk w =
        walk_with("row d\nis verb denies\nrow a\nis verb asks\nrow c\nis noun claims\nrow h\nis verb does\n");

    (void)state;
    for (size_t row = 0; row < 3; row++) {
        struct state st = with_stance(STANCE_REJECTS);

        compose_apply(&w, &st, row);
        assert_true(st.dropped);
    }
    {
        struct state st = with_stance(STANCE_NONE);

        compose_apply(&w, &st, 3);
        assert_false(st.dropped);
        assert_int_equal(st.stance, STANCE_NONE);
    }
}

static void a_negation_is_what_the_rule_says(void **state)
{
    struct walk w = walk_with("row n\nis negate open rejects\nrow m\nis negate demands none\n");
    struct state st = with_stance(STANCE_OPEN), other = with_stance(STANCE_ACCEPTS), gone = with_stance(STANCE_DEMANDS);

    (void)state;
    compose_negate(&w, &st);
    assert_int_equal(st.stance, STANCE_REJECTS);
    assert_fired(&st, "n");
    compose_negate(&w, &other);
    assert_int_equal(other.stance, STANCE_ACCEPTS);
    assert_int_equal(other.n_rules, 0);
    compose_negate(&w, &gone);
    assert_true(gone.dropped);
}

static void an_opposite_is_what_the_rule_says(void **state)
{
    struct walk w = walk_with("row o\nis opposite rejects accepts\n");

    (void)state;
    assert_int_equal(compose_opposite(&w, STANCE_REJECTS), STANCE_ACCEPTS);
    assert_int_equal(compose_opposite(&w, STANCE_CONDITIONAL), STANCE_CONDITIONAL);
}

static void of_the_rules_for_doing_it_the_one_with_most_flags_is_taken(void **state)
{
    struct walk w = walk_with("row will\nis act act will accepts\nrow would\nis act act would open\n"
                              "row wont\nis act act will+not rejects\nrow past\nis act act past+not none\n"
                              "row done\nis act deed plain accepts\n");
    struct state st = with_stance(STANCE_NONE);

    (void)state;
    assert_true(compose_act(&w, &st, false, CLAUSE_WILL | CLAUSE_FINITE));
    assert_int_equal(st.stance, STANCE_ACCEPTS);
    assert_true(compose_act(&w, &st, false, CLAUSE_WILL | CLAUSE_NEGATED));
    assert_int_equal(st.stance, STANCE_REJECTS);
    assert_fired(&st, "will wont");
    assert_false(st.supposed);
    assert_true(compose_act(&w, &st, false, CLAUSE_WOULD));
    assert_true(st.supposed);
    /* an act that only happens says nothing, and nor does one that did not; a deed does */
    st = with_stance(STANCE_NONE);
    assert_false(compose_act(&w, &st, false, CLAUSE_PAST));
    assert_false(compose_act(&w, &st, false, CLAUSE_PAST | CLAUSE_NEGATED));
    assert_int_equal(st.n_rules, 0);
    assert_true(compose_act(&w, &st, true, CLAUSE_PAST));
    assert_int_equal(st.stance, STANCE_ACCEPTS);
}

/* "Norhaven will talk if Sundland pays": clause 0, and clause 1 that hangs on it. */
static void a_condition_hangs_on_its_clause(void **state)
{
    static struct token tokens[7];
    static struct branch branches[7];
    static struct sentence sentence = { .first = 0, .end = 7 };
    struct document doc = { .tokens = tokens, .n_tokens = 7 };
    struct clause clauses[2] = { { .first = 0, .end = 7, .parent = -1, .flags = CLAUSE_WILL },
                                 { .first = 3, .end = 6, .parent = 0, .kind = CLAUSE_IF } };
    struct walk w = walk_with("row if\nis if if accepts conditional\nrow after\nis if after accepts conditional\n");
    struct state st = with_stance(STANCE_ACCEPTS), none = with_stance(STANCE_DEMANDS);

    (void)state;
    for (uint32_t i = 0; i < 7; i++) {
        tokens[i].span = (struct span){ 10 * i, 10 * i + 5 };
        branches[i] = (struct branch){ .child = DOCUMENT_NO_HEAD, .next = DOCUMENT_NO_HEAD };
    }
    w.doc = &doc;
    w.sentence = &sentence;
    w.clauses = (struct clause_list){ .at = clauses, .n = 2, .branches = branches };
    compose_conditions(&w, &st, 0);
    assert_int_equal(st.stance, STANCE_CONDITIONAL);
    assert_fired(&st, "if");
    assert_int_equal(st.condition.begin, 30);
    assert_int_equal(st.condition.end, 55);
    /* no rule for it */
    compose_conditions(&w, &none, 0);
    assert_int_equal(none.stance, STANCE_DEMANDS);
    /* "talked after Sundland paid" is no condition, unless of what is to come */
    clauses[0].flags = CLAUSE_PAST;
    clauses[1].kind = CLAUSE_AFTER;
    st = with_stance(STANCE_ACCEPTS);
    compose_conditions(&w, &st, 0);
    assert_int_equal(st.stance, STANCE_ACCEPTS);
    clauses[1].flags = CLAUSE_ONLY;
    compose_conditions(&w, &st, 0);
    assert_int_equal(st.stance, STANCE_CONDITIONAL);
    assert_fired(&st, "after");
}

static void rules_beyond_the_limit_are_not_kept(void **state)
{
    struct state st = with_stance(STANCE_NONE);

    (void)state;
    for (size_t i = 0; i < RULES_MAX + 3; i++)
        state_fired(&st, i);
    assert_int_equal(st.n_rules, RULES_MAX);
    assert_int_equal(st.rules[RULES_MAX - 1], RULES_MAX - 1);
}

static void words_only_grow(void **state)
{
    struct state st = state_fresh(&(struct issue_mention){ .first = 5, .end = 7 });

    (void)state;
    state_take_words(&st, 3, 4);
    state_take_words(&st, 6, 9);
    assert_int_equal(st.first, 3);
    assert_int_equal(st.end, 9);
}

static int release(void **state)
{
    (void)state;
    arena_release(&mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_verdict_is_the_stance),
        cmocka_unit_test(a_verdict_on_a_stance_is_what_the_rule_says),
        cmocka_unit_test(without_a_rule_the_outer_verdict_wins_but_over_a_condition),
        cmocka_unit_test(what_denies_asks_or_claims_drops_and_what_does_leaves),
        cmocka_unit_test(a_negation_is_what_the_rule_says),
        cmocka_unit_test(an_opposite_is_what_the_rule_says),
        cmocka_unit_test(of_the_rules_for_doing_it_the_one_with_most_flags_is_taken),
        cmocka_unit_test(a_condition_hangs_on_its_clause),
        cmocka_unit_test(rules_beyond_the_limit_are_not_kept),
        cmocka_unit_test(words_only_grow),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
