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
    };

    return cmocka_run_group_tests(tests, walking_open, close_all);
}
