/* lemma.c - tests: lemmas learnt from short lists of words, and the section they are kept in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "language/parser/lemma_rule.h"
#include "language/parser/lemmatizer.h"
#include "train/lemma_train.h"

struct word {
    const char *form, *tag, *lemma;
};

static const struct word english[] = {
    { "walked", "VBD", "walk" }, { "asked", "VBD", "ask" },
    { "ended", "VBD", "end" },   { "tried", "VBD", "try" },
    { "denied", "VBD", "deny" }, { "went", "VBD", "go" },
    { "was", "VBD", "be" },      { "parties", "NNS", "party" },
    { "cities", "NNS", "city" }, { "cats", "NNS", "cat" },
    { "votes", "NNS", "vote" },  { "talks", "NNS", "talk" },
    { "men", "NNS", "man" },     { "Rome", "NNP", "Rome" },
    { "Oslo", "NNP", "Oslo" },   { "CAIRO", "NNP", "Cairo" },
    { "LIMA", "NNP", "Lima" },   { "vote", "NN", "vote" },
    { "party", "NN", "party" },  { "The", "DT", "the" },
    { "the", "DT", "the" },      { "Votes", "NNS", "vote" },
    { "Cats", "NNS", "cat" },    { "Towers", "NNPS", "Tower" },
    { "Hills", "NNPS", "Hill" }, { "me", "PRP", "I" },
    { "i", "PRP", "I" },         { "I", "PRP", "I" },
    { "he", "PRP", "he" },       { "peru", "NNP", "Peru" },
    { "chad", "NNP", "Chad" },   { "\xC3\x89mile", "NNP", "\xC3\x89mile" },
};

/* A language without an English letter more than it needs. */
static const struct word german[] = {
    { "H\xC3\xA4user", "NN", "Haus" },
    { "M\xC3\xA4user", "NN", "Maus" },
    { "Wagen", "NN", "Wagen" },
    { "Frauen", "NN", "Frau" },
    { "Zeitungen", "NN", "Zeitung" },
    { "Regierungen", "NN", "Regierung" },
    { "Meinungen", "NN", "Meinung" },
    { "gesagt", "VVPP", "sagen" },
    { "gemacht", "VVPP", "machen" },
    { "sagte", "VVFIN", "sagen" },
    { "machte", "VVFIN", "machen" },
    { "lachte", "VVFIN", "lachen" },
    { "ging", "VVFIN", "gehen" },
    { "\xC3\x84rzte", "NN", "Arzt" },
    { "gr\xC3\xB6\xC3\x9F"
      "er",
      "ADJD", "gro\xC3\x9F" },
};

static struct buffer learn(const struct word *words, size_t n)
{
    struct lemma_trainer *trainer = lemma_trainer_new();
    struct buffer section = { 0 };

    assert_non_null(trainer);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(
            lemma_trainer_add(trainer, text_c(words[i].form), text_c(words[i].tag), text_c(words[i].lemma)),
            PRISCUS_OK);
    assert_int_equal(lemma_trainer_finish(trainer, &section), PRISCUS_OK);
    lemma_trainer_free(trainer);
    return section;
}

static void gives(const struct lemmatizer *it, const char *form, const char *tag, const char *lemma)
{
    size_t room = strlen(form) + LEMMA_GROWTH, n;
    char *out = malloc(room);

    assert_non_null(out);
    n = lemma_of(it, text_c(form), text_c(tag), out);
    assert_true(n <= room);
    if (!text_eq(text_of(out, n), text_c(lemma)))
        fail_msg("%s/%s: %.*s, not %s", form, tag, (int)n, out, lemma);
    free(out);
}

static void what_was_learnt_is_known(void **state)
{
    struct buffer section = learn(english, COUNT_OF(english));
    struct lemmatizer it;

    (void)state;
    assert_int_equal(lemmatizer_open(buffer_as_text(&section), &it, NULL), PRISCUS_OK);
    for (size_t i = 0; i < COUNT_OF(english); i++)
        gives(&it, english[i].form, english[i].tag, english[i].lemma);
    buffer_release(&section);
}

static void new_words_go_by_their_ends(void **state)
{
    struct buffer section = learn(english, COUNT_OF(english));
    struct lemmatizer it;

    (void)state;
    assert_int_equal(lemmatizer_open(buffer_as_text(&section), &it, NULL), PRISCUS_OK);
    gives(&it, "blinked", "VBD", "blink");
    gives(&it, "replied", "VBD", "reply");
    gives(&it, "counties", "NNS", "county");
    gives(&it, "Counties", "NNS", "county");
    gives(&it, "Flats", "NNPS", "Flat");
    gives(&it, "Went", "VBD", "go");
    gives(&it, "Turin", "NNP", "Turin");
    gives(&it, "TURIN", "NNP", "Turin");
    gives(&it, "SAINT-DENIS", "NNP", "Saint-Denis");
    gives(&it, "\xC3\x89VORA", "NNP", "\xC3\x89vora");
    gives(&it, "turin", "NNP", "Turin");
    buffer_release(&section);
}

static void a_tag_never_seen_leaves_the_form(void **state)
{
    struct buffer section = learn(english, COUNT_OF(english)), empty = learn(NULL, 0);
    struct lemmatizer it;

    (void)state;
    assert_int_equal(lemmatizer_open(buffer_as_text(&section), &it, NULL), PRISCUS_OK);
    gives(&it, "Walked", "XX", "Walked");
    gives(&it, "", "VBD", "");
    assert_int_equal(lemmatizer_open(buffer_as_text(&empty), &it, NULL), PRISCUS_OK);
    gives(&it, "Parties", "NNS", "Parties");
    buffer_release(&section);
    buffer_release(&empty);
}

static void another_language_is_learnt_alike(void **state)
{
    struct buffer section = learn(german, COUNT_OF(german));
    struct lemmatizer it;

    (void)state;
    assert_int_equal(lemmatizer_open(buffer_as_text(&section), &it, NULL), PRISCUS_OK);
    for (size_t i = 0; i < COUNT_OF(german); i++)
        gives(&it, german[i].form, german[i].tag, german[i].lemma);
    gives(&it, "Wohnungen", "NN", "Wohnung");
    gives(&it, "wachte", "VVFIN", "wachen");
    gives(&it, "Wachte", "VVFIN", "Wachen"); /* no capital was seen with that tag */
    buffer_release(&section);
}

static void most_words_decide_whatever_their_order(void **state)
{
    static const struct word words[] = {
        { "saw", "VBD", "saw" },  { "saw", "VBD", "see" }, { "saw", "VBD", "see" },
        { "left", "JJ", "left" }, { "saw", "NN", "saw" },  { "left", "VBD", "leave" },
    };
    struct word turned[COUNT_OF(words)];
    struct buffer one = learn(words, COUNT_OF(words)), again = learn(words, COUNT_OF(words)), other;
    struct lemmatizer it;

    (void)state;
    assert_true(text_eq(buffer_as_text(&one), buffer_as_text(&again)));
    for (size_t i = 0; i < COUNT_OF(words); i++)
        turned[i] = words[COUNT_OF(words) - 1 - i];
    other = learn(turned, COUNT_OF(turned));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(lemmatizer_open(buffer_as_text(i ? &other : &one), &it, NULL), PRISCUS_OK);
        gives(&it, "saw", "VBD", "see");
        gives(&it, "saw", "NN", "saw");
        gives(&it, "left", "JJ", "left");
    }
    buffer_release(&one);
    buffer_release(&again);
    buffer_release(&other);
}

static void odd_words_do_no_harm(void **state)
{
    static char longest[70000];
    const struct word odd[] = {
        { longest, "NN", longest },
        { longest, "NN", "a" },
        { "a", "NN", longest },
        { "", "NN", "a" },
        { "a", "NN", "" },
        { "a", "", "b" },
        { "\xFF\x80\x80", "NN", "\x80" },
        { "\xC8\xBA\xC8\xBA", "NN", "\xC8\xBA" },
        { "\xC3", "NN", "\xC3\xA9" },
        { "\xC4\xB0", "NN", "i" },
    };
    struct buffer section;
    struct lemmatizer it;

    (void)state;
    memset(longest, 'a', sizeof longest - 1);
    section = learn(odd, COUNT_OF(odd));
    assert_int_equal(lemmatizer_open(buffer_as_text(&section), &it, NULL), PRISCUS_OK);
    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        size_t room = strlen(odd[i].form) + LEMMA_GROWTH;
        char *out = malloc(room);

        assert_non_null(out);
        assert_true(lemma_of(&it, text_c(odd[i].form), text_c(odd[i].tag), out) <= room);
        free(out);
    }
    buffer_release(&section);
}

static void a_forged_section_is_not_opened(void **state)
{
    struct buffer section = learn(english, COUNT_OF(english));
    struct text whole = buffer_as_text(&section);
    struct lemmatizer it;
    size_t scripts, opened = 0;

    (void)state;
    assert_int_equal(lemmatizer_open(whole, &it, NULL), PRISCUS_OK);
    scripts = (size_t)(it.scripts - (const unsigned char *)whole.ptr);
    assert_int_equal(lemmatizer_open((struct text){ 0 }, &it, NULL), PRISCUS_EINPUT);
    for (size_t n = 0; n < whole.len; n++)
        assert_int_equal(lemmatizer_open(text_of(whole.ptr, n), &it, NULL), PRISCUS_EINPUT);
    /* A byte of the header, a script's place, length or kind; never read past the end, whatever it says. */
    for (size_t i = 0; i < whole.len; i++) {
        char was = section.ptr[i], out[6 + LEMMA_GROWTH];

        section.ptr[i] = (char)0xFF;
        if (lemmatizer_open(whole, &it, NULL) == PRISCUS_OK) {
            assert_true(i >= LEMMA_HEADER);
            assert_false(i >= scripts && i < scripts + (size_t)it.n_scripts * LEMMA_SCRIPT && (i - scripts) % 8 != 5);
            assert_true(lemma_of(&it, text_c("denied"), text_c("VBD"), out) <= sizeof out);
            opened++;
        }
        section.ptr[i] = was;
    }
    assert_true(opened > 0);
    buffer_release(&section);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_learnt_is_known),
        cmocka_unit_test(new_words_go_by_their_ends),
        cmocka_unit_test(a_tag_never_seen_leaves_the_form),
        cmocka_unit_test(another_language_is_learnt_alike),
        cmocka_unit_test(most_words_decide_whatever_their_order),
        cmocka_unit_test(odd_words_do_no_harm),
        cmocka_unit_test(a_forged_section_is_not_opened),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
