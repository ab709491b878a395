/* Lines that say who wrote a page and whose report it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "page/text/byline.h"
#include "page/text/line_name.h"

#include "crawled.h"

/* One line read: the rule that it was read by, the byline, the first agency, the outlet. */
static void reads(const char *line, const char *rule, const char *byline, const char *agency, const char *outlet)
{
    struct crawled c;
    bool found;

    crawled_open(&c, line);
    assert_int_equal(byline_read_line(&c.plain, 0, &found), PRISCUS_OK);
    if (!found)
        assert_int_equal(byline_read_signature(&c.plain, 0, &found), PRISCUS_OK);
    if (!found)
        found = byline_read_desk(&c.plain, 0);
    assert_int_equal(found, *rule != '\0');
    assert_string_equal(found ? c.plain.lines[0].rule : "", rule);
    assert_field(c.article.byline, byline);
    assert_field(c.article.n_agencies ? c.article.agencies[0] : (struct text){ 0 }, agency);
    assert_field(c.article.outlet, outlet);
    crawled_close(&c);
}

static void a_name_stands_behind_by(void **state)
{
    (void)state;
    reads("By Ana Brook", "by", "Ana Brook", NULL, NULL);
    reads("By Ana Brook in Northport and Tom Lake", "by", "Ana Brook", NULL, NULL);
    reads("By Ana Brook and Tom Lake", "by", "Ana Brook and Tom Lake", NULL, NULL);
    reads("By **[Ana Brook](https://thetern.example/brook)**", "by", "Ana Brook", NULL, NULL);
    reads("Автор: Анна Брук", "by", "Анна Брук", NULL, NULL);
    reads("By\u00A0Ana\u00A0Brook\u00A0and\u00A0Tom\u00A0Lake", "by", "Ana Brook and Tom Lake", NULL, NULL);
    reads("By\u202FAna\u202FBrook\u2009in\u00A0Northport", "by", "Ana Brook", NULL, NULL);
    reads("By Ana\u00A0Brook, Agence\u00A0France-Presse", "by", "Ana Brook", "AFP", NULL);
    reads("\u2060Li\u00ADnh\u2009Tran\u2009(Agence\u2009France-Presse)", "name-and-agency", "Linh Tran", "AFP", NULL);
    reads("By AFP", "by", NULL, "AFP", NULL);
    reads("By Ana Brook via AFP", "by", "Ana Brook", "AFP", NULL);
    reads("via AFP", "credit-line", NULL, "AFP", NULL);
    reads("Ana Brook via Agence France-Presse", "name-and-agency", "Ana Brook", "AFP", NULL);
    reads("By the time the ferry came", "", NULL, NULL, NULL);
    reads("By Monday the two coasts will have met again, and the toll will be gone, the minister said.", "", NULL, NULL,
          NULL);
}

static void who_reports_is_told_from_who_edits(void **state)
{
    (void)state;
    reads("(Reporting by Ana Brook; Editing by Jo Hill)", "reporting-by", "Ana Brook", NULL, NULL);
    reads("Editing by Jo Hill", "credit-line", NULL, NULL, NULL);
    reads("With reporting by AFP", "credit-line", NULL, "AFP", NULL);
    reads("Jo Hill contributed to this report.", "contributed", NULL, NULL, NULL);
}

static void a_source_is_an_agency_or_an_outlet(void **state)
{
    (void)state;
    reads("Source: AFP", "source-line", NULL, "AFP", NULL);
    reads("Источник: ТАСС", "source-line", NULL, "TASS", NULL);
    reads("Source: Coast Herald", "source-line", NULL, NULL, "Coast Herald");
    reads("via the harbour, by the last boat", "", NULL, NULL, NULL);
}

static void a_signature_is_names_and_agencies_alone(void **state)
{
    (void)state;
    reads("Linh Tran (AFP)", "name-and-agency", "Linh Tran", "AFP", NULL);
    reads("AFP, Reuters", "agency-line", NULL, "AFP", NULL);
    reads("(AFP)", "agency-line", NULL, "AFP", NULL);
    reads("- AFP", "agency-line", NULL, "AFP", NULL);
    reads("Ana Brook", "", NULL, NULL, NULL);
    reads("lm/sf (AFP, AP)", "desk", NULL, "AFP", NULL);
    reads("jw/tl", "desk", NULL, NULL, NULL);
    reads("End", "", NULL, NULL, NULL);
}

static void an_agency_is_added_once_and_only_so_many(void **state)
{
    static const char *const names[] = { "AFP", "AP",  "dpa", "PAP", "ANSA", "EFE", "TASS",
                                         "PTI", "UPI", "KNA", "NTB", "STT",  "BNS" };
    struct crawled c;

    (void)state;
    crawled_open(&c, "text");
    assert_true(byline_add_agency(&c.plain, text_c("Agence France-Presse")));
    assert_true(byline_add_agency(&c.plain, text_c("(AFP)")));
    assert_int_equal(c.article.n_agencies, 1);
    assert_false(byline_add_agency(&c.plain, text_c(" ()")));
    for (size_t i = 0; i < COUNT_OF(names); i++)
        byline_add_agency(&c.plain, text_c(names[i]));
    assert_int_equal(c.article.n_agencies, PLAIN_AGENCIES_MAX);
    assert_false(byline_add_agency(&c.plain, text_c("BNS")));
    crawled_close(&c);
}

static void names_are_told_by_capitals_and_words(void **state)
{
    (void)state;
    assert_int_equal(line_name_capitals(text_c("Ana van der Brook")), 2);
    assert_int_equal(line_name_capitals(text_c("Ana brook")), 0);
    assert_int_equal(line_name_capitals(text_c("Ana Brook, 41")), 0);
    assert_true(line_name_is_person(text_c("Ana Brook")));
    assert_false(line_name_is_person(text_c("Coast Herald")));
    assert_false(line_name_is_person(text_c("World News")));
    assert_false(line_name_is_person(text_c("Follow Us")));
    assert_false(line_name_is_person(text_c("Agence France-Presse")));
    assert_true(line_name_are_persons(text_c("Ana Brook and Tom Lake")));
    assert_false(line_name_are_persons(text_c("Ana Brook and others")));
    assert_true(line_name_is_section(text_c("World / Politics")));
    assert_false(line_name_is_section(text_c("World of ferries")));
    assert_true(line_name_has_job(text_c("our correspondent")));
    assert_true(line_name_is_initials(text_c("STRANA")));
    assert_false(line_name_is_initials(text_c("Strana")));
    assert_true(text_is(line_name_wire_inside(text_c("via AFP")), "AFP"));
    assert_null(line_name_wire_inside(text_c("via Norhaven")).ptr);
}

static void memory_that_runs_out_is_said(void **state)
{
    struct crawled c;
    bool found;

    (void)state;
    for (long k = 1; k <= 2; k++) {
        crawled_open(&c, "By **Ana Brook**, who wrote");
        c.mem.fail_after = k;
        assert_int_equal(byline_read_line(&c.plain, 0, &found), PRISCUS_ENOMEM);
        assert_false(found);
        assert_null(c.plain.lines[0].rule);
        crawled_close(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_stands_behind_by),
        cmocka_unit_test(who_reports_is_told_from_who_edits),
        cmocka_unit_test(a_source_is_an_agency_or_an_outlet),
        cmocka_unit_test(a_signature_is_names_and_agencies_alone),
        cmocka_unit_test(an_agency_is_added_once_and_only_so_many),
        cmocka_unit_test(names_are_told_by_capitals_and_words),
        cmocka_unit_test(memory_that_runs_out_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
