/* holder.c - a sentence in, and out whose its stance is. */
#include "walking.h"

static struct walking x;

static void assert_holders(const struct state *st, const char *want)
{
    char got[100] = "";

    for (size_t i = 0; i < st->n_holders; i++) {
        struct text code = x.actors.knowledge->roster.parties[st->holders[i].party].code;

        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", i ? " " : "", (int)code.len, code.ptr);
    }
    if (strcmp(got, want) != 0)
        fail_msg("%.*s\n  want %s\n  got  %s", (int)x.doc.body.len, x.doc.body.ptr, want, got);
}

/* The word of stance with this row. */
static const struct stance_word *word_of(const char *row)
{
    for (size_t i = 0; i < x.walk.n_words; i++)
        if (text_is(row_of(&x.walk, &x.walk.words[i])->id, row))
            return &x.walk.words[i];
    fail_msg("%.*s: no word of the row %s", (int)x.doc.body.len, x.doc.body.ptr, row);
    return NULL;
}

static int32_t clause_of(const char *verb)
{
    for (size_t i = 0; i < x.walk.clauses.n; i++)
        if (x.walk.clauses.at[i].verb == walking_token(&x, verb))
            return (int32_t)i;
    fail_msg("no clause \"%s\"", verb);
    return -1;
}

static void the_possessor_of_a_noun_is_its_holder(void **state)
{
    static const struct {
        const char *sentence, *row, *holders; /* "": nobody is named with it */
    } cases[] = {
        { "Norhaven's refusal of talks was a surprise.", "refusal", "NOR" },
        { "The Sundlandic refusal of talks was a surprise.", "refusal", "SUN" },
        { "Norhaven repeated its opposition to talks.", "refusal", "NOR" },
        { "The rejection by Karvia of the talks was a surprise.", "refusal", "KAR" },
        { "A refusal of talks was a surprise.", "refusal", "" },
        { "Norhaven's firm support for a truce was a surprise.", "support", "NOR" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct state st;

        walking_sentence(&x, cases[i].sentence, UINT32_MAX);
        st = state_fresh(&x.walk.mentions[0]);
        assert_int_equal(holder_possessor(&x.walk, &st, word_of(cases[i].row), x.walk.mentions[0].first),
                         cases[i].holders[0] != '\0');
        assert_int_equal(st.settled, cases[i].holders[0] != '\0');
        assert_holders(&st, cases[i].holders);
    }
}

static void the_agent_of_a_passive_is_its_holder(void **state)
{
    struct state st = { .holder_clause = -1 };

    (void)state;
    walking_sentence(&x, "The talks were rejected on Monday by Norhaven and Sundland.", UINT32_MAX);
    assert_true(holder_agent(&x.walk, &st, walking_token(&x, "rejected") + 1, x.walk.sentence->end));
    assert_holders(&st, "NOR SUN");
    assert_text(walking_words(&x, st.holder, st.holder_end), "Norhaven and Sundland");
    /* "by" with nobody behind it who is known, and no "by" at all */
    st = (struct state){ .holder_clause = -1 };
    walking_sentence(&x, "The talks were rejected by mistake.", UINT32_MAX);
    assert_true(holder_agent(&x.walk, &st, walking_token(&x, "rejected") + 1, x.walk.sentence->end));
    assert_false(st.settled);
    walking_sentence(&x, "The talks were rejected on Monday.", UINT32_MAX);
    assert_false(holder_agent(&x.walk, &st, walking_token(&x, "rejected") + 1, x.walk.sentence->end));
}

static void the_subject_is_the_holder_also_as_a_pronoun(void **state)
{
    struct state st = { .holder_clause = -1 };

    (void)state;
    walking_sentence(&x, "Norhaven said it would refuse talks.", UINT32_MAX);
    assert_true(holder_settle_subject(&x.walk, &st, clause_of("refuse")));
    assert_holders(&st, "NOR");
    assert_true(holder_same_subject(&x.walk, clause_of("said"), clause_of("refuse")));
    walking_sentence(&x, "Norhaven said Sundland would refuse talks.", UINT32_MAX);
    assert_false(holder_same_subject(&x.walk, clause_of("said"), clause_of("refuse")));
    assert_false(holder_same_subject(&x.walk, -1, clause_of("refuse")));
}

static void a_headline_leaves_out_the_verb(void **state)
{
    struct state st = { .holder_clause = -1 };

    (void)state;
    walking_sentence(&x, "Norhaven ready for talks", UINT32_MAX);
    assert_true(holder_beside(&x.walk, &st, word_of("ready")));
    assert_holders(&st, "NOR");
    st = (struct state){ .holder_clause = -1 };
    walking_sentence(&x, "Everybody ready for talks", UINT32_MAX);
    assert_false(holder_beside(&x.walk, &st, word_of("ready")));
}

static void whoever_speaks_has_the_voice(void **state)
{
    (void)state;
    walking_sentence(&x, "\"The talks are pointless,\" Norhaven's president Ilse Brandt said.", UINT32_MAX);
    assert_non_null(holder_voice(&x.walk, walking_token(&x, "talks")));
    assert_int_equal(holder_voice(&x.walk, walking_token(&x, "talks"))->party,
                     roster_party(&walking_knowledge->roster, text_c("NOR")));
    assert_text(holder_voice(&x.walk, walking_token(&x, "talks"))->person, "Ilse Brandt");
    assert_null(holder_voice(&x.walk, walking_token(&x, "said")));
}

static void a_noun_phrase_ends_at_a_verb_a_stop_or_a_preposition(void **state)
{
    (void)state;
    walking_sentence(&x, "The president of Norhaven wants a truce with Sundland, again.", UINT32_MAX);
    assert_int_equal(holder_phrase_end(&x.walk, 0, x.walk.sentence->end), walking_token(&x, "wants"));
    assert_int_equal(holder_phrase_end(&x.walk, walking_token(&x, "truce"), x.walk.sentence->end),
                     walking_token(&x, "with"));
    assert_int_equal(holder_phrase_end(&x.walk, walking_token(&x, "Sundland"), x.walk.sentence->end),
                     walking_token(&x, ","));
    assert_int_equal(holder_phrase_end(&x.walk, 0, 2), 2);
}

static void one_party_in_common_is_enough(void **state)
{
    const struct actor_ref a[] = { { .party = 1 }, { .party = NO_PARTY } },
                           b[] = { { .party = NO_PARTY }, { .party = 1 } };

    (void)state;
    assert_true(holder_same_party(a, 2, b, 2));
    assert_false(holder_same_party(a, 2, b, 1)); /* nobody's voice is not one party */
    assert_false(holder_same_party(a, 0, b, 2));
}

static int close_all(void **state)
{
    arena_release(&x.mem);
    return walking_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_possessor_of_a_noun_is_its_holder),
        cmocka_unit_test(the_agent_of_a_passive_is_its_holder),
        cmocka_unit_test(the_subject_is_the_holder_also_as_a_pronoun),
        cmocka_unit_test(a_headline_leaves_out_the_verb),
        cmocka_unit_test(whoever_speaks_has_the_voice),
        cmocka_unit_test(a_noun_phrase_ends_at_a_verb_a_stop_or_a_preposition),
        cmocka_unit_test(one_party_in_common_is_enough),
    };

    return cmocka_run_group_tests(tests, walking_open, close_all);
}
