/* walk.c - a sentence in, and out what a walk from its first issue knows at the end. */
#include "base/buffer.h"
#include "walking.h"

static struct walking x;

/* Walk from the first mention of the sentence. */
static struct state walk_in(const char *sentence)
{
    struct state st;

    walking_sentence(&x, sentence, UINT32_MAX);
    assert_true(x.walk.n_mentions > 0);
    st = state_fresh(&x.walk.mentions[0]);
    assert_int_equal(walk_outward(&x.walk, &x.walk.mentions[0], &st), PRISCUS_OK);
    return st;
}

static void assert_rules(const char *sentence, const struct state *st, const char *want)
{
    struct buffer got = { 0 };

    for (size_t i = 0; i < st->n_rules; i++) {
        buffer_c(&got, i ? " " : "");
        buffer_text(&got, x.walk.table->rows[st->rules[i]].id);
    }
    buffer_char(&got, '\0');
    if (strcmp(got.ptr, want) != 0)
        fail_msg("%s\n  want %s\n  got  %s", sentence, want, got.ptr);
    buffer_release(&got);
}

/* What the table says of each sentence; the holder is the subject of the clause with this verb, or "" whoever speaks. */
static void a_walk_ends_with_a_stance_its_words_and_its_rules(void **state)
{
    static const struct {
        const char *sentence;
        enum stance stance;
        const char *words, *rules, *verb;
    } cases[] = {
        { "Norhaven said it had never refused to rule out talks.", STANCE_REJECTS,
          "had never refused to rule out talks", "refuse refuse reject-reject not-open", "refused" },
        { "Norhaven has ruled out talks.", STANCE_REJECTS, "has ruled out talks", "refuse", "ruled" },
        { "Norhaven will negotiate.", STANCE_ACCEPTS, "will negotiate", "act-will", "negotiate" },
        { "Norhaven will not negotiate.", STANCE_REJECTS, "will not negotiate", "act-will-not", "negotiate" },
        { "Norhaven will hold talks.", STANCE_ACCEPTS, "will hold talks", "does act-will", "hold" },
        { "Norhaven will lift the sanctions.", STANCE_ACCEPTS, "will lift the sanctions", "deed-will", "lift" },
        { "Norhaven is ready for talks.", STANCE_OPEN, "ready for talks", "ready", "is" },
        { "Norhaven is not ready for talks.", STANCE_REJECTS, "ready for talks", "ready not-open", "is" },
        { "Norhaven voiced no readiness for talks.", STANCE_REJECTS, "readiness for talks", "readiness not-open",
          "voiced" },
        { "Norhaven supports no truce.", STANCE_REJECTS, "supports no truce", "agree not-accept", "supports" },
        { "Norhaven must accept the truce.", STANCE_DEMANDS, "must accept the truce", "agree act-must", "" },
        { "The talks are out of the question.", STANCE_REJECTS, "talks are out of the question", "unacceptable", "" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct state st = walk_in(cases[i].sentence);

        if (st.stance != cases[i].stance || st.dropped)
            fail_msg("%s: %s%s", cases[i].sentence, stance_text((enum stance)st.stance), st.dropped ? ", dropped" : "");
        assert_rules(cases[i].sentence, &st, cases[i].rules);
        assert_text(walking_words(&x, st.first, st.end), cases[i].words);
        assert_int_equal(st.by_voice, cases[i].verb[0] == '\0');
        if (!st.by_voice)
            assert_int_equal(x.walk.clauses.at[st.holder_clause].verb, walking_token(&x, cases[i].verb));
    }
}

/* The walk that walk.h tells. */
static void the_example_is_told_right(void **state)
{
    const struct walk *w = &x.walk;
    struct state st = walk_in("Norhaven said it had never refused to rule out talks.");

    (void)state;
    assert_int_equal(w->clauses.n, 3);
    assert_int_equal(w->clauses.at[1].kind, CLAUSE_THAT);
    assert_true(w->clauses.at[1].flags & CLAUSE_NEGATED);
    assert_int_equal(w->clauses.at[2].kind, CLAUSE_INFINITIVE);
    assert_int_equal(w->clauses.at[2].group, 6);
    assert_int_equal(w->n_mentions, 1);
    assert_int_equal(w->mentions[0].first, 9);
    assert_int_equal(w->mentions[0].end, 10);
    assert_int_equal(w->n_words, 3);
    assert_text(row_of(w, &w->words[0])->id, "does");
    assert_int_equal(w->words[1].first, 5);
    assert_int_equal(w->words[1].end, 6);
    assert_int_equal(w->words[2].first, 7);
    assert_int_equal(w->words[2].end, 9);
    assert_int_equal(st.holder_clause, 1);
    assert_int_equal(st.first, 3);
    assert_int_equal(st.end, 10);
    assert_int_equal(position_enter(&x.walk, &w->mentions[0], &st), PRISCUS_OK);
    assert_int_equal(x.record.n_positions, 1);
    assert_text(x.record.positions[0].party, "NOR");
    assert_int_equal(x.record.positions[0].stance, STANCE_REJECTS);
}

static void what_is_no_stance_is_dropped(void **state)
{
    static const char *const sentences[] = {
        "Norhaven denied that it had refused talks.",
        "Norhaven has not decided whether to hold talks.",
        "Will Norhaven accept the truce?",
        "Norhaven would have accepted the truce.",
        "Norhaven fears that Sundland will refuse talks.",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(sentences); i++)
        if (!walk_in(sentences[i]).dropped)
            fail_msg("%s", sentences[i]);
}

static void a_condition_is_kept_in_its_words(void **state)
{
    struct state st = walk_in("Norhaven will negotiate if Sundland pays.");

    (void)state;
    assert_int_equal(st.stance, STANCE_CONDITIONAL);
    assert_text(text_of(x.doc.body.ptr + st.condition.begin, st.condition.end - st.condition.begin),
                "if Sundland pays");
}

static void an_agent_settles_who_holds_it(void **state)
{
    struct state st = walk_in("The talks were rejected by Sundland.");

    (void)state;
    assert_int_equal(st.stance, STANCE_REJECTS);
    assert_true(st.settled);
    assert_int_equal(st.n_holders, 1);
    assert_int_equal(st.holders[0].party, roster_party(&walking_knowledge->roster, text_c("SUN")));
    assert_text(walking_words(&x, st.holder, st.holder_end), "Sundland");
}

/* The position of a noun's owner is entered on the way, and the walk goes on with the clause's own subject. */
static void the_owner_of_a_noun_has_a_position_of_its_own(void **state)
{
    struct state st = walk_in("Norhaven dismissed the Sundlandic demand for a truce.");

    (void)state;
    assert_int_equal(x.record.n_positions, 1);
    assert_text(x.record.positions[0].party, "SUN");
    assert_int_equal(x.record.positions[0].stance, STANCE_DEMANDS);
    assert_int_equal(st.stance, STANCE_REJECTS);
    assert_int_equal(x.walk.clauses.at[st.holder_clause].verb, walking_token(&x, "dismissed"));
    /* but not where both are one */
    st = walk_in("Norhaven dropped its opposition to a truce.");
    assert_int_equal(x.record.n_positions, 0);
    assert_int_equal(st.stance, STANCE_OPEN);
}

static void an_adjunct_says_when_not_what(void **state)
{
    (void)state;
    walking_sentence(&x, "Norhaven praised Sundland during the talks.", UINT32_MAX);
    assert_true(walk_is_adjunct(&x.walk, &x.walk.mentions[0]));
    walking_sentence(&x, "Norhaven praised Sundland ahead of the talks.", UINT32_MAX);
    assert_true(walk_is_adjunct(&x.walk, &x.walk.mentions[0]));
    walking_sentence(&x, "Norhaven is interested in talks.", UINT32_MAX);
    assert_false(walk_is_adjunct(&x.walk, &x.walk.mentions[0]));
    walking_sentence(&x, "Norhaven praised the talks.", UINT32_MAX);
    assert_false(walk_is_adjunct(&x.walk, &x.walk.mentions[0]));
}

static void a_negator_belongs_to_the_noun_behind_it(void **state)
{
    (void)state;
    walking_sentence(&x, "Norhaven wants no direct talks.", UINT32_MAX);
    assert_true(walk_noun_is_negated(&x.walk, walking_token(&x, "talks"), 0));
    assert_false(walk_noun_is_negated(&x.walk, walking_token(&x, "wants"), 0));
    walking_sentence(&x, "Norhaven wants not talks but a truce.", UINT32_MAX);
    assert_false(walk_noun_is_negated(&x.walk, walking_token(&x, "talks"), 0));
    assert_true(walk_noun_is_contrasted(&x.walk, walking_token(&x, "talks")));
    assert_false(walk_noun_is_contrasted(&x.walk, walking_token(&x, "truce")));
}

/* Positions of a text as "PARTY issue stance; ...". */
static void assert_positions(const char *text, const char *want)
{
    struct buffer got = { 0 };

    walking_read(&x, text);
    assert_int_equal(position_find(&x.doc, &x.actors, &x.voices, NULL, NULL, &x.mem, &x.record), PRISCUS_OK);
    for (size_t i = 0; i < x.record.n_positions; i++) {
        const struct position *p = &x.record.positions[i];

        buffer_format(&got, "%s%.*s %.*s %s", i ? "; " : "", (int)p->party.len, p->party.ptr, (int)p->issue.len,
                      p->issue.ptr, stance_text(p->stance));
    }
    buffer_char(&got, '\0');
    if (strcmp(got.ptr, want) != 0)
        fail_msg("%s\n  want %s\n  got  %s", text, want, got.ptr);
    buffer_release(&got);
}

static void positions_are_entered_for_each_holder_once(void **state)
{
    (void)state;
    assert_positions("Norhaven and Sundland rejected the talks.", "NOR talks rejects; SUN talks rejects");
    assert_positions("Norhaven refused talks, and it still refuses talks.", "NOR talks rejects");
    assert_positions("Norhaven will resume the fighting.", "NOR ceasefire rejects");
    assert_positions("Norhaven's truce offer came late.", "NOR ceasefire proposes");
    assert_positions("Norhaven proposed the truce that Sundland rejected.",
                     "NOR ceasefire proposes; SUN ceasefire rejects");
    assert_positions("Norhaven demanded a truce. Sundland rejected this demand.",
                     "NOR ceasefire demands; SUN ceasefire rejects");
    assert_positions("Somebody rejected the talks.", "");
}

static void memory_may_run_out_anywhere(void **state)
{
    static const char text[] =
        "Norhaven dismissed the Sundlandic demand for a truce. Karvia will negotiate if Norhaven and "
        "Sundland accept the truce that it proposed.";
    struct arena small = { 0 };
    long k;

    (void)state;
    walking_read(&x, text);
    for (k = 1;; k++) {
        struct record record = x.record;
        priscus_status status;

        arena_reset(&small);
        small.fail_after = k;
        status = position_find(&x.doc, &x.actors, &x.voices, NULL, NULL, &small, &record);
        small.fail_after = 0;
        if (status == PRISCUS_OK) {
            assert_true(record.n_positions > 3);
            break;
        }
        assert_int_equal(status, PRISCUS_ENOMEM);
    }
    assert_true(k > 8);
    arena_release(&small);
}

static int close_all(void **state)
{
    arena_release(&x.mem);
    return walking_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_walk_ends_with_a_stance_its_words_and_its_rules),
        cmocka_unit_test(the_example_is_told_right),
        cmocka_unit_test(what_is_no_stance_is_dropped),
        cmocka_unit_test(a_condition_is_kept_in_its_words),
        cmocka_unit_test(an_agent_settles_who_holds_it),
        cmocka_unit_test(the_owner_of_a_noun_has_a_position_of_its_own),
        cmocka_unit_test(an_adjunct_says_when_not_what),
        cmocka_unit_test(a_negator_belongs_to_the_noun_behind_it),
        cmocka_unit_test(positions_are_entered_for_each_holder_once),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };

    return cmocka_run_group_tests(tests, walking_open, close_all);
}
