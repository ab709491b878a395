/* Who has it from whom, of reports that are given. All names and sentences are made up. */
#include "story/sources/citation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "story/sources/medium.h"

#define STATEMENTS 4

static struct span at(const char *body, const char *words)
{
    const char *found = words ? strstr(body, words) : NULL;

    if (!found)
        return (struct span){ 0 };
    return (struct span){ (uint32_t)(found - body), (uint32_t)(found - body + strlen(words)) };
}

static struct chain_link step(const char *body, enum chain_role role, const char *name)
{
    return (struct chain_link){ role, text_c(name), role >= CHAIN_CITED ? at(body, name) : (struct span){ 0 } };
}

/* A page with room for statements, numbered from 1. */
static struct linked_page page_of(int64_t row, const char *outlet, const char *published, const char *body,
                                  struct statement *statements)
{
    struct linked_page page = { .page = row, .article = row, .name = text_c("page.html") };

    page.hash.bytes[0] = (unsigned char)row;
    page.it.outlet = text_c(outlet);
    page.it.body = text_c(body);
    if (published)
        assert_true(date_parse_iso(text_c(published), &page.it.published));
    page.record.statements = statements;
    return page;
}

static void steps_are(const struct telling *tellings, size_t n, const char *expected)
{
    struct arena mem = { 0 };
    struct citations found;
    struct buffer got = { 0 };

    assert_int_equal(citations_find(tellings, n, &mem, &found), PRISCUS_OK);
    buffer_c(&got, "");
    for (size_t i = 0; i < found.n_steps; i++) {
        const struct citation *s = &found.steps[i];
        struct text words = text_in(tellings[s->telling].page->it.body, s->words);

        buffer_format(&got, "%.*s %s %.*s [%.*s]\n", (int)s->from.len, s->from.ptr, citation_how_text(s->how),
                      (int)s->to.len, s->to.ptr, (int)words.len, words.ptr);
    }
    buffer_format(&got, "%zu:", found.sources.n);
    for (size_t i = 0; i < found.sources.n_named; i++)
        buffer_format(&got, " %.*s", (int)found.sources.names[i].len, found.sources.names[i].ptr);
    assert_string_equal(got.ptr, expected);
    buffer_release(&got);
    arena_release(&mem);
}

static const char shut[] =
    "The road stays shut, Pia Holm told Radio Skarr. It is the third week.\n\n"
    "In an interview with Coast Radio on Monday, Ana Brook denied it, as first seen by Fen Weekly.";

static struct statement told_radio(void)
{
    struct statement st = { .cue = at(shut, "told"), .source = at(shut, "Pia Holm"), .n_chain = 3 };

    st.speaker = text_c("Pia Holm");
    st.chain[0] = step(shut, CHAIN_OUTLET, "The Tern");
    st.chain[1] = step(shut, CHAIN_CITED, "Radio Skarr");
    st.chain[2] = step(shut, CHAIN_SPEAKER, "Pia Holm");
    return st;
}

static void each_step_of_a_chain_has_its_words(void **state)
{
    struct statement st[STATEMENTS] = { told_radio() };
    struct linked_page page = page_of(1, "The Tern", "2031-05-03", shut, st);
    struct telling telling = { .page = &page, .statement = 0 };

    (void)state;
    page.record.n_statements = 1;
    steps_are(&telling, 1,
              "The Tern cites Radio Skarr [told Radio Skarr]\nRadio Skarr quotes Pia Holm [Pia Holm told]\n"
              "1: Radio Skarr");
    st[0].chain[1].role = CHAIN_AGENCY; /* credited outside of the body */
    st[0].chain[1].words = (struct span){ 0 };
    steps_are(&telling, 1,
              "The Tern agency Radio Skarr []\nRadio Skarr quotes Pia Holm [Pia Holm told]\n1: Radio Skarr");
}

static void the_setting_or_what_leads_to_a_name_says_so(void **state)
{
    struct statement st[STATEMENTS] = { told_radio() };
    struct linked_page page = page_of(1, "The Tern", "2031-05-03", shut, st);
    struct telling telling = { .page = &page, .statement = 0 };

    (void)state;
    page.record.n_statements = 1;
    st[0].cue = at(shut, "denied");
    st[0].occasion = at(shut, "In an interview with Coast Radio");
    st[0].chain[1] = step(shut, CHAIN_CITED, "Coast Radio");
    st[0].n_chain = 2;
    steps_are(&telling, 1, "The Tern cites Coast Radio [In an interview with Coast Radio]\n1: Coast Radio");
    st[0].cue = at(shut, "told"); /* in another sentence */
    st[0].chain[1] = step(shut, CHAIN_CITED, "Fen Weekly");
    steps_are(&telling, 1, "The Tern cites Fen Weekly [as first seen by Fen Weekly]\n1: Fen Weekly");
}

static void a_page_has_from_others_what_its_statements_have(void **state)
{
    struct statement st[STATEMENTS] = { told_radio(), told_radio() };
    struct linked_page page = page_of(1, "The Tern", "2031-05-03", shut, st);
    struct telling telling = { .page = &page, .statement = -1 };
    struct text agency = text_c("Meridian");

    (void)state;
    page.record.n_statements = 2;
    steps_are(&telling, 1, "The Tern cites Radio Skarr [told Radio Skarr]\n1: The Tern");
    st[1] = (struct statement){ .speaker = text_c("Fen Weekly"), .cue = at(shut, "seen"), .n_chain = 2 };
    st[1].chain[0] = step(shut, CHAIN_OUTLET, "The Tern");
    st[1].chain[1] = step(shut, CHAIN_SPEAKER, "Fen Weekly");
    page.it.agencies = &agency;
    page.it.n_agencies = 1;
    page.it.republished_by = text_c("Dalgo News");
    steps_are(
        &telling, 1,
        "Dalgo News reprints The Tern []\nThe Tern agency Meridian []\n"
        "The Tern cites Radio Skarr [told Radio Skarr]\nThe Tern cites Fen Weekly [seen by Fen Weekly]\n1: Meridian");
}

static void an_outlet_does_not_cite_itself(void **state)
{
    static const char body[] = "The road stays shut, Pia Holm told the Dispatch.";
    struct statement st[1] = { { .cue = at(body, "told"), .n_chain = 3 } };
    struct linked_page page = page_of(1, "Skarrvik Dispatch", "2031-05-03", body, st);
    struct telling telling = { .page = &page, .statement = 0 };

    (void)state;
    page.record.n_statements = 1;
    st[0].chain[0] = step(body, CHAIN_OUTLET, "Skarrvik Dispatch");
    st[0].chain[1] = step(body, CHAIN_CITED, "Dispatch");
    st[0].chain[2] = step(body, CHAIN_SPEAKER, "Pia Holm");
    steps_are(&telling, 1, "Skarrvik Dispatch quotes Pia Holm [Pia Holm told]\n1: Skarrvik Dispatch");
}

static void copies_rest_on_what_they_copy_and_the_oldest_report_is_first(void **state)
{
    struct statement st[3][1] = { { told_radio() }, { told_radio() }, { told_radio() } };
    struct linked_page a = page_of(1, "The Ferry Post", "2031-05-04T09:00+02:00", shut, st[0]),
                       b = page_of(2, "The Tern", "2031-05-04T07:30Z", shut, st[1]),
                       c = page_of(3, "Fen Weekly", NULL, shut, st[2]);
    struct telling tellings[] = { { .page = &c, .statement = -1, .of = &a, .how = CITATION_EXCERPT },
                                  { .page = &b, .statement = -1, .of = &a, .how = CITATION_COPY },
                                  { .page = &a, .statement = -1 } };
    struct arena mem = { 0 };
    struct citations found;

    (void)state;
    steps_are(tellings, 3, "The Tern copy The Ferry Post []\nFen Weekly excerpt The Ferry Post []\n1: The Ferry Post");
    assert_int_equal(citations_find(tellings, 3, &mem, &found), PRISCUS_OK);
    assert_int_equal(found.order[0], 2); /* 07:00 in UTC */
    assert_int_equal(found.order[1], 1);
    assert_int_equal(found.order[2], 0); /* no date */
    /* What is copied need not be among the reports. */
    steps_are(tellings, 1, "Fen Weekly excerpt The Ferry Post []\n1: The Ferry Post");
    arena_release(&mem);
}

static void a_page_that_names_no_outlet_goes_by_its_host_or_name(void **state)
{
    struct linked_page page = page_of(1, NULL, NULL, "", NULL);
    struct telling telling = { .page = &page, .statement = -1 };

    (void)state;
    assert_true(text_is(citation_outlet(&page), "page.html"));
    steps_are(&telling, 1, "1:");
    page.it.address = text_c("https://www.fenweekly.example/a/b");
    assert_true(text_is(citation_outlet(&page), "fenweekly.example"));
    steps_are(&telling, 1, "1: fenweekly.example");
}

/* A page of nothing but citations: its steps are bounded, and so is the time for them. */
static void a_page_of_citations_is_cut_short(void **state)
{
    enum { N = 20000 };
    struct arena mem = { 0 };
    struct statement *st = arena_alloc(&mem, N * sizeof *st);
    char(*names)[24] = arena_alloc(&mem, N * sizeof *names);
    struct linked_page page = page_of(1, "The Tern", "2031-05-03", shut, st);
    struct telling telling = { .page = &page, .statement = -1 };
    struct citations found;

    (void)state;
    page.record.n_statements = N;
    for (size_t i = 0; i < N; i++) {
        snprintf(names[i], sizeof names[i], "Radio %zu", i);
        st[i].n_chain = 2;
        st[i].chain[0] = step(shut, CHAIN_OUTLET, "The Tern");
        st[i].chain[1] = step(shut, CHAIN_CITED, names[i]);
    }
    assert_int_equal(citations_find(&telling, 1, &mem, &found), PRISCUS_OK);
    assert_int_equal(found.n_steps, 256);
    arena_release(&mem);
}

static void every_failed_allocation_is_told(void **state)
{
    struct statement st[1] = { told_radio() };
    struct linked_page page = page_of(1, "The Tern", "2031-05-03", shut, st);
    struct telling tellings[] = { { .page = &page, .statement = 0 }, { .page = &page, .statement = -1 } };
    struct arena mem = { 0 };

    (void)state;
    page.record.n_statements = 1;
    for (long k = 1;; k++) {
        struct citations found = { .n_steps = 77 };
        priscus_status status;

        mem.fail_after = k;
        status = citations_find(tellings, 2, &mem, &found);
        mem.fail_after = 0;
        arena_reset(&mem);
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_int_equal(found.n_steps, 77);
    }
    arena_release(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_step_of_a_chain_has_its_words),
        cmocka_unit_test(the_setting_or_what_leads_to_a_name_says_so),
        cmocka_unit_test(a_page_has_from_others_what_its_statements_have),
        cmocka_unit_test(an_outlet_does_not_cite_itself),
        cmocka_unit_test(copies_rest_on_what_they_copy_and_the_oldest_report_is_first),
        cmocka_unit_test(a_page_that_names_no_outlet_goes_by_its_host_or_name),
        cmocka_unit_test(a_page_of_citations_is_cut_short),
        cmocka_unit_test(every_failed_allocation_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
