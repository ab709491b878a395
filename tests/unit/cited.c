/* Outlets that the head of a text cites, in made-up sentences. */
#include "page/name/cited.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* The names with ';' between them. */
static void cites(const char *body, const char *outlet, const char *expected)
{
    struct arena mem = { 0 };
    struct article article = { .body = text_c(body), .outlet = text_c(outlet) };
    char got[400] = "";
    size_t n = 0;

    assert_int_equal(article_split_paragraphs(article.body, 0, &mem, &article), PRISCUS_OK);
    assert_int_equal(cited_find(&mem, &article), PRISCUS_OK);
    for (size_t i = 0; i < article.n_cited; i++) {
        struct text name = article.cited[i].name;

        assert_true(text_eq(name, text_in(article.body, article.cited[i].words)));
        assert_true(n + name.len + 2 < sizeof got);
        if (n)
            got[n++] = ';';
        memcpy(got + n, name.ptr, name.len);
        n += name.len;
        got[n] = '\0';
    }
    assert_string_equal(got, expected);
    arena_release(&mem);
}

static void an_outlet_that_is_cited_is_named(void **state)
{
    (void)state;
    cites("The talks are off, Coast.News reports citing Norhaven Herald.", "Coast.News", "Norhaven Herald");
    cites("The talks are off, according to the newspaper Skarr, which saw the letter.", "", "Skarr");
    cites("He will not go, as first reported by Radio Skarr. The minister was silent.", "", "Radio Skarr");
    cites("The ferry waits, the council said in an interview with AFP.", "", "AFP");
    cites("The toll falls, he told the Norhaven Post's reporter.\n\nIt is quoted by Skarr.Press, too.", "",
          "Norhaven Post;Skarr.Press");
}

static void people_and_bodies_are_sources_and_not_outlets(void **state)
{
    (void)state;
    cites("The talks are off, according to Minister Ana Brook.", "", "");
    cites("The talks are off, Coast.News reports citing two officials.", "", "");
    cites("The talks are off, according to the Ministry of Ports.", "", "");
    cites("He told AFP so.", "", ""); /* AFP heard it: credit.c */
    cites("The talks are off, according to the Coast Herald.", "Coast Herald", "");
}

static void only_the_head_of_the_text_counts(void **state)
{
    (void)state;
    cites("One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nIt was reported by Radio Skarr.", "", "");
}

static void memory_that_runs_out_is_said(void **state)
{
    struct arena mem = { 0 };
    struct article article = { .body = text_c("It was reported by Radio Skarr.") };

    (void)state;
    assert_int_equal(article_split_paragraphs(article.body, 0, &mem, &article), PRISCUS_OK);
    mem.fail_after = 1;
    assert_int_equal(cited_find(&mem, &article), PRISCUS_ENOMEM);
    assert_int_equal(article.n_cited, 0);
    arena_release(&mem);
}

static void an_outlet_is_found_in_a_phrase(void **state)
{
    static const struct {
        const char *phrase, *name;
    } cases[] = {
        { "the Norhaven Herald", "Norhaven Herald" },
        { "in an interview with the newspaper Skarr", "Skarr" },
        { "the Tern daily", "Tern" },
        { "Skarr news agency", "Skarr" },
        { "Interfax", "Interfax" },
        { "the BBC", "BBC" },
        { "on Radio Skarr", "Radio Skarr" },
        { "reporters", "" },
        { "the Lake Council", "" },
        { "Prime Minister Pia Holm", "" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text phrase = text_c(cases[i].phrase), got = text_in(phrase, cited_in(phrase));

        if (!text_is(got, cases[i].name))
            fail_msg("%s: %.*s", cases[i].phrase, (int)got.len, got.ptr);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_outlet_is_found_in_a_phrase),
        cmocka_unit_test(an_outlet_that_is_cited_is_named),
        cmocka_unit_test(people_and_bodies_are_sources_and_not_outlets),
        cmocka_unit_test(only_the_head_of_the_text_counts),
        cmocka_unit_test(memory_that_runs_out_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
