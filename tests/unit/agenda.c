/* agenda.c - agendas as people write them: what is read, and what each mistake is called. */
#include "record/knowledge/agenda.h"

#include "base/file.h"
#include "check.h"

#include <stdio.h>

#define TOP   "agenda fisheries\n"
#define QUOTA "issue quota\nwords catch quota\n"

static struct arena mem;

static priscus_status read_text(struct agenda *agenda, const char *file, struct text text, struct buffer *all,
                                struct priscus_error *err)
{
    return agenda_read(file, text, &mem, agenda, all ? collect_mistakes : NULL, all, err);
}

/* Read what is no mistake. */
static struct agenda read_good(const char *text)
{
    struct agenda agenda = { 0 };
    struct priscus_error err = { 0 };

    arena_reset(&mem);
    if (read_text(&agenda, "a", text_c(text), NULL, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return agenda;
}

static void words_have_one_key_in_their_forms(void **state)
{
    static const char *const same[][2] = {
        { "withdraw", "withdrawal" },
        { "release", "releasing" },
        { "normalise", "normalization" },
        { "recognize", "recognition" },
        { "re-negotiate", "renegotiation" },
        { "programme", "program" },
        { "defense", "defence" },
        { "territory", "territorial" },
        { "suspend", "suspension" },
        { "resolve", "resolution" },
        { "deployment", "deploy" },
        { "Delivery", "deliver" },
        { "talks", "talk" },
        { "accept", "acceptance" },
        { "swap", "swapping" },
    };
    static const char *const other[][2] = {
        { "treat", "treaty" }, { "press", "pressure" }, { "ally", "alliance" }, { "arm", "army" }, { "cede", "cease" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(same); i++)
        if (agenda_word_key(text_c(same[i][0])) != agenda_word_key(text_c(same[i][1])))
            fail_msg("%s and %s", same[i][0], same[i][1]);
    for (size_t i = 0; i < COUNT_OF(other); i++)
        if (agenda_word_key(text_c(other[i][0])) == agenda_word_key(text_c(other[i][1])))
            fail_msg("%s and %s", other[i][0], other[i][1]);
}

static void nearness_is_a_number_or_off(void **state)
{
    struct agenda a = read_good(TOP "issue quota\nnear 0.75\nwords catch quota\nissue nets\nnear off\nwords net ban\n");
    static const char *const wrong[] = { "1", "0.4", "0,8", "near", "0.7777777", ".8" };

    (void)state;
    assert_float_equal(a.issues[0].near, 0.75, 1e-6);
    assert_float_equal(a.issues[1].near, 0, 0);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct agenda other = { 0 };
        struct priscus_error err;
        char text[100];

        snprintf(text, sizeof text, TOP "issue quota\nnear %s\nwords catch quota\n", wrong[i]);
        assert_int_equal(read_text(&other, "a", text_c(text), NULL, &err), PRISCUS_ECONFIG);
        assert_non_null(strstr(err.message, "a:3: "));
    }
}

static void phrases_become_sets(void **state)
{
    struct agenda a = { 0 };
    size_t first, end;

    (void)state;
    a = read_good(TOP "issue quota\nwords [yearly] limit on|to the ... catch; catch quota; fishing quota\n"
                      "act give up ... boat; fish* ship; net of @party\n");
    assert_int_equal(agenda_sets_find(&a, &mem), PRISCUS_OK);
    assert_int_equal(a.sets.n_sets, 5); /* none of `fish* ship` */
    assert_int_equal(a.sets.sets[0].n, 2);
    assert_int_equal(a.sets.sets[0].head, 0);
    assert_int_equal(a.sets.sets[1].head, 1);
    assert_int_equal(a.sets.sets[3].n, 3);
    assert_true(a.sets.places[a.sets.sets[3].first + 1].particle);
    assert_true(a.sets.places[a.sets.sets[4].first + 1].party);
    set_index_find(&a.sets.by_word, agenda_word_key(text_c("Catch")), &first, &end);
    assert_int_equal(end - first, 2);
    set_index_find(&a.sets.by_head, agenda_word_key(text_c("quota")), &first, &end);
    assert_int_equal(end - first, 1);
    assert_int_equal(a.sets.by_head.refs[first].place, 2);
    set_index_find(&a.sets.by_head, agenda_word_key(text_c("limit")), &first, &end);
    assert_int_equal(end - first, 0); /* one phrase alone hangs on it */
}

/* The value of the one phrase that matches a document of these two words. */
static const struct agenda_phrase *entry_of(const struct agenda *agenda, const char *first, const char *second)
{
    char body[64];
    struct token tokens[2] = {
        { .span = { 0, (uint32_t)strlen(first) }, .norm = text_c(first), .lemma = text_c(first) },
        { .norm = text_c(second), .lemma = text_c(second) }
    };
    struct document doc = { .tokens = tokens, .n_tokens = 2 };
    struct phrase_match match[2];

    snprintf(body, sizeof body, "%s %s", first, second);
    tokens[1].span = (struct span){ (uint32_t)strlen(first) + 1, (uint32_t)strlen(body) };
    doc.body = text_c(body);
    if (phrase_match_at(agenda->phrases, &doc, NULL, 0, 2, match, 2) != 1)
        return NULL;
    assert_true(match[0].value < agenda->n_entries);
    return &agenda->entries[match[0].value];
}

static void an_agenda_is_read(void **state)
{
    struct agenda a = read_good("\xEF\xBB\xBF# A line that begins with # is a remark.\r\n"
                                "agenda    fisheries\r\n"
                                "title     Fishing rights between two coasts\r\n"
                                "version   1\r\n"
                                "\r\n"
                                "issue     quota\r\n"
                                "  for       a fixed yearly catch for each coast\r\n"
                                "  words     catch quota; fishing \\\r\n"
                                "     quota;\r\n"
                                "  not       quota women\r\n"
                                "\tissue     quota.herring\n"
                                "\topposite\therring ban\n"
                                "\tact fish herring\n"
                                "\tdeed land herring");
    const struct agenda_phrase *e;

    (void)state;
    assert_text(a.name, "fisheries");
    assert_text(a.title, "Fishing rights between two coasts");
    assert_text(a.version, "1");
    assert_int_equal(a.n_issues, 2);
    assert_text(a.issues[0].name, "quota");
    assert_text(a.issues[0].meaning, "a fixed yearly catch for each coast");
    assert_text(a.issues[1].name, "quota.herring");
    assert_int_equal(a.n_entries, 6);
    e = entry_of(&a, "fishing", "quota");
    assert_non_null(e);
    assert_int_equal(e->issue, 0);
    assert_int_equal(e->key, AGENDA_WORDS);
    assert_int_equal(entry_of(&a, "quota", "women")->key, AGENDA_NOT);
    assert_int_equal(entry_of(&a, "herring", "ban")->key, AGENDA_OPPOSITE);
    assert_int_equal(entry_of(&a, "fish", "herring")->key, AGENDA_ACT);
    assert_int_equal(entry_of(&a, "land", "herring")->key, AGENDA_DEED);
    assert_int_equal(entry_of(&a, "land", "herring")->issue, 1);
    assert_null(entry_of(&a, "herring", "quota"));
}

static void several_agendas_add_up(void **state)
{
    struct agenda a = read_good(TOP "title First\nissue quota\nwords catch quota\n");
    struct priscus_error err = { 0 };

    (void)state;
    assert_int_equal(read_text(&a, "b",
                               text_c("agenda more\ntitle Second\nversion 2\n"
                                      "issue access\nfor boats\nwords open waters\n"
                                      "issue quota\nfor a fixed catch\nnot quota women\n"),
                               NULL, &err),
                     PRISCUS_OK);
    assert_text(a.name, "fisheries");
    assert_text(a.title, "First");
    assert_int_equal(a.version.len, 0);
    assert_int_equal(a.n_issues, 2);
    assert_text(a.issues[0].meaning, "a fixed catch");
    assert_text(a.issues[1].name, "access");
    assert_int_equal(entry_of(&a, "catch", "quota")->issue, 0);
    assert_int_equal(entry_of(&a, "open", "waters")->issue, 1);
    assert_int_equal(entry_of(&a, "quota", "women")->issue, 0);
    /* and a mistake in a later file is told as that file's */
    assert_int_equal(read_text(&a, "c", text_c("agenda third\nissue quota\n"), NULL, &err), PRISCUS_ECONFIG);
    assert_string_equal(err.message,
                        "c:2: issue \"quota\" has no phrases; give it \"words\", \"opposite\", \"act\" or \"deed\"");
}

static void mistakes_are_told_with_file_and_line(void **state)
{
    static const struct {
        const char *text, *messages;
    } cases[] = {
        { TOP "issue quota\nword catch quota\nwords a\n", "a:3: there is no key \"word\"; did you mean \"words\"?\n" },
        { TOP QUOTA "Deeds a\n", "a:4: there is no key \"Deeds\"; did you mean \"deed\"?\n" },
        { TOP QUOTA "wrods a\n", "a:4: there is no key \"wrods\"; did you mean \"words\"?\n" },
        { TOP QUOTA "quantity a\n",
          "a:4: there is no key \"quantity\"; the keys are agenda, title, version, issue, for, near, "
          "words, opposite, act, deed, not\n" },
        { TOP QUOTA "a-key-that-is-longer-than-any a\n",
          "a:4: there is no key \"a-key-that-is-longer-than-any\"; the keys are agenda, title, version, issue, "
          "for, near, words, opposite, act, deed, not\n" },
        { "\ntitle T\nversion 1\n" TOP QUOTA, "a:2: \"title\" stands before \"agenda NAME\", which comes first\n" },
        { QUOTA, "a:1: \"issue\" stands before \"agenda NAME\", which comes first\n" },
        { "", "a:1: the file has no agenda; it begins with \"agenda NAME\"\n" },
        { "# a remark\n", "a:1: the file has no agenda; it begins with \"agenda NAME\"\n" },
        { "\n" TOP, "a:2: the agenda has no issue; add one with \"issue NAME\"\n" },
        { TOP QUOTA "agenda more\n", "a:4: \"agenda\" comes once; it was given on line 1\n" },
        { TOP "title a\ntitle b\n" QUOTA, "a:3: \"title\" comes once; it was given on line 2\n" },
        { TOP "version 1\nversion 1\n" QUOTA, "a:3: \"version\" comes once; it was given on line 2\n" },
        { TOP QUOTA "title a\n", "a:4: \"title\" stands above the first issue, which is on line 2\n" },
        { TOP QUOTA QUOTA, "a:4: issue \"quota\" comes twice; its first place is line 2\n" },
        { TOP QUOTA "issue access\nfor boats\n",
          "a:4: issue \"access\" has no phrases; give it \"words\", \"opposite\", \"act\" or \"deed\"\n" },
        { TOP "issue access\nnot a\n" QUOTA,
          "a:2: issue \"access\" has only \"not\"; give it \"words\", \"opposite\", \"act\" or \"deed\"\n" },
        { TOP "issue two words\nwords a\n", "a:2: \"two words\" is no name for an issue; use letters, digits, "
                                            "dots and hyphens, as in talks.summit\n" },
        { TOP "issue a..b\nwords a\n", "a:2: \"a..b\" is no name for an issue; use letters, digits, dots and "
                                       "hyphens, as in talks.summit\n" },
        { TOP "issue -b\nwords a\n",
          "a:2: \"-b\" is no name for an issue; use letters, digits, dots and hyphens, as in talks.summit\n" },
        { "agenda fish & chips\n" QUOTA,
          "a:1: \"fish & chips\" is no name for an agenda; use letters, digits, dots and hyphens\n" },
        { TOP "words a\n" QUOTA, "a:2: \"words\" belongs to an issue; \"issue NAME\" comes before it\n" },
        { TOP QUOTA "for a\nfor b\n", "a:5: \"for\" comes once in an issue; it was given on line 4\n" },
        { "agenda\n" QUOTA, "a:1: \"agenda\" has nothing behind it; a name is wanted\n" },
        { TOP "title\n" QUOTA, "a:2: \"title\" has nothing behind it; a line of text is wanted\n" },
        { TOP "version\n" QUOTA, "a:2: \"version\" has nothing behind it; a version is wanted\n" },
        { TOP "issue\nwords a\nfor b\n", "a:2: \"issue\" has nothing behind it; a name is wanted\n" },
        { TOP QUOTA "for\n", "a:4: \"for\" has nothing behind it; a line of text is wanted\n" },
        { TOP "issue quota\nwords\n", "a:3: \"words\" has nothing behind it; phrases are wanted\n" },
        { TOP QUOTA "not \\\n\n", "a:4: \"not\" has nothing behind it; phrases are wanted\n" },
        { TOP "issue quota\nwords a;; b\n", "a:3: a phrase is missing beside a \";\"\n" },
        { TOP "issue quota\nwords ; b\n", "a:3: a phrase is missing beside a \";\"\n" },
        { TOP "issue quota\nwords [direct talks; b\n", "a:3: in \"[direct talks\": \"[\" without \"]\" behind it\n" },
        { TOP "issue quota\nwords a\nact b; ... c\n", "a:4: in \"... c\": \"...\" cannot begin a phrase\n" },
        { TOP "issue quota\nwords caf\xE9\n",
          "a:3: byte 10 of the line (0xE9) is not UTF-8; save the file as UTF-8\n" },
        { TOP "issue quota\nwords a|\x1B[2J\xE2\x80\xAE\n",
          "a:3: in \"a|?[2J?\": brackets go around whole words: \"?[2J?\"\n" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct agenda agenda = { 0 };
        struct priscus_error err = { 0 };
        struct buffer all = { 0 };

        arena_reset(&mem);
        if (read_text(&agenda, "a", text_c(cases[i].text), &all, &err) != PRISCUS_ECONFIG)
            fail_msg("accepted: %s", cases[i].text);
        assert_string_equal(all.ptr, cases[i].messages);
        assert_int_equal(err.code, PRISCUS_ECONFIG);
        assert_memory_equal(err.message, all.ptr, all.len - 1);
        assert_int_equal(strlen(err.message), all.len - 1);
        buffer_release(&all);
    }
}

static void all_mistakes_are_told_and_counted(void **state)
{
    struct agenda agenda = { 0 };
    struct priscus_error err = { 0 };
    struct buffer all = { 0 };
    char file[600];

    (void)state;
    arena_reset(&mem);
    assert_int_equal(read_text(&agenda, "data/a.agenda", text_c(TOP "issue quota\nword a\nact [b\n"), &all, &err),
                     PRISCUS_ECONFIG);
    assert_string_equal(err.message,
                        "data/a.agenda:3: there is no key \"word\"; did you mean \"words\"? (and 1 more mistake)");
    assert_string_equal(all.ptr, "data/a.agenda:3: there is no key \"word\"; did you mean \"words\"?\n"
                                 "data/a.agenda:4: in \"[b\": \"[\" without \"]\" behind it\n");
    buffer_release(&all);
    agenda = (struct agenda){ 0 };
    assert_int_equal(read_text(&agenda, "a", text_c("word a\nact b\nissue c\nwords d;;e\n"), NULL, &err),
                     PRISCUS_ECONFIG);
    assert_string_equal(err.message, "a:1: there is no key \"word\"; did you mean \"words\"? (and 3 more mistakes)");
    /* err may be NULL, and a file's name may be long */
    agenda = (struct agenda){ 0 };
    assert_int_equal(read_text(&agenda, "a", text_c("word a\n"), NULL, NULL), PRISCUS_ECONFIG);
    memset(file, 'f', sizeof file - 1);
    file[sizeof file - 1] = '\0';
    agenda = (struct agenda){ 0 };
    assert_int_equal(read_text(&agenda, file, text_c("word a\nact b\n"), NULL, &err), PRISCUS_ECONFIG);
    assert_true(text_ends(text_c(err.message), " (and 2 more mistakes)"));
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    for (long k = 1;; k++) {
        struct agenda agenda = { 0 };
        struct priscus_error err = { 0 };
        priscus_status status;

        arena_reset(&mem);
        mem.fail_after = k;
        status = agenda_read("a",
                             text_c(TOP "title T\nissue q.1\nfor a \\\nb\nwords a; [b] c|d*; \\\ne ... f; g; h; i; j\n"
                                        "issue q.2\nnot x\nwords =Y @party\nissue q.3\nact z\n"),
                             &mem, &agenda, NULL, NULL, &err);
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_string_equal(err.message, "a: out of memory");
    }
    mem.fail_after = 0;
}

static void our_own_agendas_have_no_mistake(void **state)
{
    static const char *const files[] = { SAMPLES_FOLDER "/world.agenda",
                                         TEST_FOLDER "/../data/agendas/armed-conflict.agenda" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct agenda agenda = { 0 };
        struct priscus_error err = { 0 };
        struct text text;

        arena_reset(&mem);
        if (file_read(files[i], 1 << 24, &mem, &text, &err) != PRISCUS_OK ||
            agenda_read(files[i], text, &mem, &agenda, NULL, NULL, &err) != PRISCUS_OK)
            fail_msg("%s", err.message);
        assert_true(agenda.n_issues >= 14);
        for (size_t k = 0; k < agenda.n_issues; k++)
            assert_true(agenda.issues[k].meaning.len > 0);
    }
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
        cmocka_unit_test(an_agenda_is_read),
        cmocka_unit_test(several_agendas_add_up),
        cmocka_unit_test(mistakes_are_told_with_file_and_line),
        cmocka_unit_test(all_mistakes_are_told_and_counted),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(words_have_one_key_in_their_forms),
        cmocka_unit_test(nearness_is_a_number_or_off),
        cmocka_unit_test(phrases_become_sets),
        cmocka_unit_test(our_own_agendas_have_no_mistake),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
