/* What crawled text says of its origin at its two ends, and the outlets that it names in passing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "page/text/dateline.h"
#include "page/text/outlet.h"

#include "crawled.h"

#define TEXT "The two coasts will meet again on Monday, a spokeswoman said."

static struct crawled c;

/* One paragraph, cut at both ends: what is left, and the first agency. */
static void cut_to(const char *paragraph, const char *left, const char *agency)
{
    crawled_open(&c, paragraph);
    line_decide(&c.plain.lines[0], ROLE_BODY, "text");
    assert_int_equal(dateline_cut(&c.plain), PRISCUS_OK);
    assert_int_equal(dateline_cut_signature(&c.plain), PRISCUS_OK);
    assert_field(plain_line(&c.plain, 0), left);
    assert_field(c.article.n_agencies ? c.article.agencies[0] : (struct text){ 0 }, agency);
    crawled_close(&c);
}

static void a_dateline_is_cut_off(void **state)
{
    (void)state;
    cut_to("NORTHPORT, May 3 (AFP) -- " TEXT, TEXT, "AFP");
    cut_to("(Reuters) - " TEXT, TEXT, "Reuters");
    cut_to("NORTHPORT, May 3. /TASS/. " TEXT, TEXT, "TASS");
    cut_to("NORTHPORT (AFP): " TEXT, TEXT, "AFP");
    cut_to("NORTHPORT, May 3, AFP \xE2\x80\x93 " TEXT, TEXT, "AFP");
    cut_to("Northport, Reuters - " TEXT, TEXT, "Reuters");
    cut_to("AFP - " TEXT, TEXT, "AFP");
    cut_to("NORTHPORT [AFP] \xE2\x80\x94 " TEXT, TEXT, "AFP");
    cut_to("PORT\u00A0LIND\u00A0(AFP)\u00A0\u2014\u00A0" TEXT, TEXT, "AFP");
    cut_to("PORT\u2009LIND, May\u202F3\u2009(Agence\u2009France-Presse)\u2009- " TEXT, TEXT, "AFP");
    cut_to("PO\u00ADRT LIND, AFP\u202F\u2013\u202F" TEXT, TEXT, "AFP");
}

static void brackets_in_the_text_are_none(void **state)
{
    (void)state;
    cut_to("The council (of five) - " TEXT, "The council (of five) - " TEXT, NULL);
    cut_to("NORTHPORT, May 3 - " TEXT, "NORTHPORT, May 3 - " TEXT, NULL);
    cut_to("The council told AFP - " TEXT, "The council told AFP - " TEXT, NULL);
    cut_to("northport (AFP) - " TEXT, "northport (AFP) - " TEXT, NULL);
    cut_to("NORTHPORT (AFP) " TEXT, "NORTHPORT (AFP) " TEXT, NULL);
    cut_to(TEXT " (laughs)", TEXT " (laughs)", NULL);
    cut_to(TEXT " He left (AFP)", TEXT " He left (AFP)", NULL);
}

static void signatures_are_cut_off_up_to_two(void **state)
{
    (void)state;
    cut_to(TEXT " (AFP)", TEXT, "AFP");
    cut_to(TEXT " [AFP]", TEXT, "AFP");
    cut_to(TEXT " - AFP", TEXT, "AFP");
    cut_to(TEXT "\u2009(Agence\u00A0France-Presse)", TEXT, "AFP");
    cut_to(TEXT "\u00AD\u202F\u2014\u202FAFP", TEXT, "AFP");
    cut_to(TEXT " (AFP). (Reporting by Ana Brook; Editing by Jo Hill)", TEXT, "AFP");
    crawled_open(&c, TEXT " (Reporting by Ana Brook; Editing by Jo Hill)");
    line_decide(&c.plain.lines[0], ROLE_BODY, "text");
    assert_int_equal(dateline_cut_signature(&c.plain), PRISCUS_OK);
    assert_field(c.article.byline, "Ana Brook");
    assert_int_equal(c.plain.lines[0].n_cuts, 1);
    assert_string_equal(c.plain.lines[0].cuts[0].rule, "reporting-by");
    crawled_close(&c);
}

static void the_date_of_a_dateline_is_the_page_s(void **state)
{
    char got[DATE_TEXT_MAX];

    (void)state;
    crawled_open(&c, "NORTHPORT, May 3, 2031 (AFP) - " TEXT);
    line_decide(&c.plain.lines[0], ROLE_BODY, "text");
    assert_int_equal(dateline_cut(&c.plain), PRISCUS_OK);
    assert_string_equal(date_format(c.article.published, got), "2031-05-03");
    crawled_close(&c);
}

static void who_signs_its_own_text_is_the_outlet(void **state)
{
    (void)state;
    crawled_open(&c, TEXT " (STRANA)");
    line_decide(&c.plain.lines[0], ROLE_BODY, "text");
    assert_int_equal(dateline_cut_signature(&c.plain), PRISCUS_OK);
    assert_field(c.article.outlet, "STRANA");
    assert_true(c.article.outlet_inferred);
    crawled_close(&c);
}

static void an_outlet_names_itself(void **state)
{
    (void)state;
    crawled_open(&c,
                 "The ferry will sail again on Monday, Coast.News reports citing the harbour council of Northport.");
    line_decide(&c.plain.lines[0], ROLE_BODY, "text");
    outlet_find_self_naming(&c.plain);
    assert_field(c.article.outlet, "Coast.News");
    assert_true(c.article.outlet_inferred);
    crawled_close(&c);
    /* somebody else is cited */
    crawled_open(&c, "The ferry will sail again on Monday, Reuters reports citing the harbour council of Northport.");
    line_decide(&c.plain.lines[0], ROLE_BODY, "text");
    outlet_find_self_naming(&c.plain);
    assert_field(c.article.outlet, NULL);
    crawled_close(&c);
}

/* One dropped line: the outlet, and who republished it. */
static void footer_names(const char *line, enum role role, const char *outlet, const char *republished_by)
{
    crawled_open(&c, line);
    line_decide(&c.plain.lines[0], role, "test");
    outlet_read_footers(&c.plain);
    assert_field(c.article.outlet, outlet);
    assert_field(c.article.republished_by, republished_by);
    crawled_close(&c);
}

static void a_footer_names_the_outlet(void **state)
{
    (void)state;
    footer_names("\xC2\xA9 2031 Coast News. All rights reserved.", ROLE_FOOTER, "Coast News", NULL);
    footer_names("Coast News @2031", ROLE_FOOTER, "Coast News", NULL);
    footer_names("Copyright Coast News 2031", ROLE_FOOTER, "Coast News", NULL);
    footer_names("The post Talks resume appeared first on Coast News.", ROLE_PROMO, "Coast News", NULL);
    footer_names("All rights reserved.", ROLE_FOOTER, NULL, NULL);
}

static void the_footer_of_a_copy_names_who_republished_it(void **state)
{
    (void)state;
    crawled_open(&c, "\xC2\xA9 2031 Coast News");
    line_decide(&c.plain.lines[0], ROLE_FOOTER, "test");
    c.plain.is_copy = true;
    outlet_read_footers(&c.plain);
    assert_field(c.article.outlet, NULL);
    assert_field(c.article.republished_by, "Coast News");
    crawled_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dateline_is_cut_off),
        cmocka_unit_test(brackets_in_the_text_are_none),
        cmocka_unit_test(signatures_are_cut_off_up_to_two),
        cmocka_unit_test(the_date_of_a_dateline_is_the_page_s),
        cmocka_unit_test(who_signs_its_own_text_is_the_outlet),
        cmocka_unit_test(an_outlet_names_itself),
        cmocka_unit_test(a_footer_names_the_outlet),
        cmocka_unit_test(the_footer_of_a_copy_names_who_republished_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
