/* issue.c - a sentence in, the mentions of issues and the words of stance that it has out. */
#include "walking.h"

static struct walking x;

#define NONE UINT32_MAX

/* The mentions of a sentence, as "issue: words; issue: words". */
static void assert_mentions(const char *sentence, const char *last_issue, const char *want)
{
    char got[400] = "";

    walking_sentence(&x, sentence, last_issue ? walking_issue(last_issue) : NONE);
    for (size_t i = 0; i < x.walk.n_mentions; i++) {
        const struct issue_mention *m = &x.walk.mentions[i];
        struct text name = walking_knowledge->agenda.issues[m->issue].name, words = walking_words(&x, m->first, m->end);

        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s: %.*s", i ? "; " : "", (int)name.len, name.ptr,
                 (int)words.len, words.ptr);
    }
    if (strcmp(got, want) != 0)
        fail_msg("%s\n  want %s\n  got  %s", sentence, want, got);
}

static void issues_are_found_in_text_order(void **state)
{
    (void)state;
    assert_mentions("Norhaven wants talks and a truce.", NULL, "talks: talks; ceasefire: truce");
    assert_int_equal(x.walk.mentions[0].verb, NONE);
    assert_true(x.walk.mentions[0].entry > 0);
    assert_mentions("Norhaven wants peace.", NULL, "");
    assert_int_equal(x.walk.n_words, 0); /* nothing that a stance could be about */
}

static void more_words_of_its_own_win(void **state)
{
    (void)state;
    assert_mentions("Norhaven wants a winter truce.", NULL, "ceasefire.winter: winter truce");
}

static void what_the_agenda_excludes_is_no_mention(void **state)
{
    (void)state;
    assert_mentions("The truce was the talk of the town.", NULL, "ceasefire: truce");
}

static void doing_it_has_the_verb_of_its_clause(void **state)
{
    (void)state;
    assert_mentions("Norhaven will negotiate with Sundland.", NULL, "talks: negotiate");
    assert_int_equal(x.walk.mentions[0].verb, walking_token(&x, "negotiate"));
    assert_false(x.walk.mentions[0].deed);
    assert_mentions("Norhaven may lift the sanctions.", NULL, "sanctions: lift the sanctions");
    assert_int_equal(x.walk.mentions[0].verb, walking_token(&x, "lift"));
    assert_true(x.walk.mentions[0].deed);
    assert_false(x.walk.mentions[0].opposite);
    assert_mentions("Norhaven will resume the fighting.", NULL, "ceasefire: resume the fighting");
    assert_true(x.walk.mentions[0].opposite);
}

static void a_passive_is_read_as_if_its_verb_stood_first(void **state)
{
    (void)state;
    assert_mentions("The sanctions must be lifted.", NULL, "sanctions: The sanctions must be lifted");
    assert_true(x.walk.mentions[0].passive);
    assert_int_equal(x.walk.mentions[0].verb, walking_token(&x, "lifted"));
}

static void this_notion_is_the_issue_spoken_of_last(void **state)
{
    (void)state;
    assert_mentions("Sundland rejected this notion.", "talks", "talks: this notion");
    assert_true(x.walk.mentions[0].anaphor);
    assert_int_equal(x.walk.mentions[0].entry, 0);
    assert_mentions("Sundland rejected this notion.", NULL, "");
    assert_mentions("Sundland rejected this notion of honour.", "talks", "");
    /* "the" is enough for some nouns only */
    assert_mentions("Sundland rejected the proposal.", "talks", "talks: the proposal");
    assert_mentions("Sundland rejected the notion.", "talks", "");
    /* what the sentence itself spoke of goes before */
    assert_mentions("Norhaven wants a truce, a notion also ruled out by Sundland.", "talks",
                    "ceasefire: truce; ceasefire: a notion");
}

static void words_of_stance_must_fit_their_kind(void **state)
{
    (void)state;
    assert_mentions("Norhaven refused talks.", NULL, "talks: talks");
    assert_int_equal(x.walk.n_words, 1);
    assert_text(row_of(&x.walk, &x.walk.words[0])->id, "refuse");
    assert_text(walking_words(&x, x.walk.words[0].first, x.walk.words[0].end), "refused");
    assert_mentions("The refusal of talks came early.", NULL, "talks: talks");
    assert_text(row_of(&x.walk, &x.walk.words[0])->id, "refusal");
    assert_int_equal(row_of(&x.walk, &x.walk.words[0])->kind, ROW_NOUN);
}

/* The way in which the only mention was found. */
static void assert_found(const char *sentence, const char *want, enum issue_how how)
{
    assert_mentions(sentence, NULL, want);
    assert_int_equal(x.walk.n_mentions, 1);
    assert_int_equal(x.walk.mentions[0].how, how);
}

static void words_of_a_phrase_are_found_along_the_tree(void **state)
{
    (void)state;
    assert_found("Norhaven wants an exchange of captives.", "captives: exchange of captives", ISSUE_PHRASE);
    assert_found("Norhaven wants a captives exchange.", "captives: captives exchange", ISSUE_SET);
    assert_found("Norhaven will exchange captured soldiers and hostages.",
                 "captives: exchange captured soldiers and hostages", ISSUE_SET);
    assert_int_equal(x.walk.mentions[0].verb, walking_token(&x, "exchange"));
    assert_found("The captives were exchanged in May.", "captives: captives were exchanged", ISSUE_SET);
    assert_true(x.walk.mentions[0].passive);
    assert_found("Norhaven printed the accord.", "pact: printed the accord", ISSUE_SET);
    assert_found("Norhaven will re-normalize at once.", "pact: re-normalize", ISSUE_SET);
}

static void a_near_word_may_stand_for_one_of_a_phrase(void **state)
{
    (void)state;
    assert_found("Norhaven wants a river agreement.", "pact: river agreement", ISSUE_NEAR);
    assert_true(x.walk.mentions[0].near > .7F && x.walk.mentions[0].near < 1);
    assert_found("Norhaven wants a river pact.", "pact: river pact", ISSUE_PHRASE);
    assert_mentions("Norhaven wants a river boat.", NULL, "");
    /* `captives` has no line for it */
    assert_mentions("Norhaven wants freedom for prisoners.", NULL, "");
}

static void words_that_do_not_hang_together_are_no_phrase(void **state)
{
    (void)state;
    assert_mentions("Norhaven spoke of captives after an exchange of letters.", NULL, "");
    assert_mentions("The captives exchanged letters.", NULL, "");
    assert_mentions("Norhaven will give the claim to a court.", NULL, ""); /* no "give up" */
    assert_mentions("The captive markets of Norhaven were exchanged.", NULL, "");
}

static void what_is_done_is_more_than_its_noun(void **state)
{
    (void)state;
    assert_mentions("Norhaven will lift all trade sanctions.", NULL, "sanctions: lift all trade sanctions");
    assert_mentions("Sundland boycotts Norhaven.", NULL, ""); /* a verb here */
}

static void a_noun_that_takes_an_issue_names_none(void **state)
{
    (void)state;
    assert_mentions("Norhaven wants a boycott of Sundland.", NULL, "sanctions: boycott");
    assert_mentions("Norhaven wants a boycott of the talks.", NULL, "talks: talks");
}

static void assert_named(const char *text, size_t sentence, const char *want)
{
    walking_read(&x, text);
    for (size_t i = 0; i <= sentence; i++)
        assert_int_equal(walk_sentence(&x.walk, &x.doc.sentences[i], NONE), PRISCUS_OK);
    if (!want) {
        assert_int_equal(x.walk.n_mentions, 0);
        return;
    }
    assert_int_equal(x.walk.n_mentions, 1);
    assert_text(walking_words(&x, x.walk.mentions[0].first, x.walk.mentions[0].end), want);
    assert_int_equal(x.walk.mentions[0].how, ISSUE_REFERENCE);
    assert_int_equal(x.walk.mentions[0].issue, walking_issue("pact"));
    assert_int_equal(x.walk.mentions[0].named_in, 0);
}

static void a_noun_stands_for_what_it_named_before(void **state)
{
    (void)state;
    assert_named("Norhaven wants a river pact. Sundland rejected the new pact.", 1, "the new pact");
    assert_named("Norhaven wants a river pact. It rained. Karvia likes this pact.", 2, "this pact");
    /* nothing was named */
    assert_named("Norhaven wants a holiday. Sundland rejected the pact.", 1, NULL);
    /* another kind of pact; one that nobody knows; a noun that one phrase alone hangs on */
    assert_named("Norhaven wants a river pact. Sundland rejected the trade pact.", 1, NULL);
    assert_named("Norhaven wants a river pact. Sundland rejected pacts.", 1, NULL);
    assert_named("Norhaven wants a river pact. Sundland rejected the printing.", 1, NULL);
}

static int close_all(void **state)
{
    arena_release(&x.mem);
    return walking_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(issues_are_found_in_text_order),
        cmocka_unit_test(more_words_of_its_own_win),
        cmocka_unit_test(what_the_agenda_excludes_is_no_mention),
        cmocka_unit_test(doing_it_has_the_verb_of_its_clause),
        cmocka_unit_test(a_passive_is_read_as_if_its_verb_stood_first),
        cmocka_unit_test(this_notion_is_the_issue_spoken_of_last),
        cmocka_unit_test(words_of_stance_must_fit_their_kind),
        cmocka_unit_test(words_of_a_phrase_are_found_along_the_tree),
        cmocka_unit_test(a_near_word_may_stand_for_one_of_a_phrase),
        cmocka_unit_test(words_that_do_not_hang_together_are_no_phrase),
        cmocka_unit_test(what_is_done_is_more_than_its_noun),
        cmocka_unit_test(a_noun_that_takes_an_issue_names_none),
        cmocka_unit_test(a_noun_stands_for_what_it_named_before),
    };

    return cmocka_run_group_tests(tests, walking_open, close_all);
}
