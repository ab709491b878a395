/* When a page was published: days in addresses, and which of several means is believed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "page/date/url_date.h"
#include "page/html/meta_date.h"

static struct date when(const char *text)
{
    struct date d = { .zone = DATE_NO_ZONE };

    if (*text)
        assert_true(date_parse_iso(text_c(text), &d));
    return d;
}

static void an_address_has_its_day(void **state)
{
    static const char *const addresses[][2] = {
        { "https://thetern.example/2031/05/03/talks", "2031-05-03" },
        { "https://thetern.example/2031/5/3/talks", "2031-05-03" },
        { "https://thetern.example/2031/may/3/talks", "2031-05-03" },
        { "https://thetern.example/news/20310503-ferry", "2031-05-03" },
        { "https://thetern.example/2031-05/03/c_12.htm", "2031-05-03" },
        { "https://thetern.example/talks-2031-05-03", "2031-05-03" },
        { "https://thetern.example/2031/0503/talks", "2031-05-03" },
        { "thetern.example/2031_05_03/talks", "2031-05-03" },
        { "https://thetern.example/2031/05/3-questions", "2031-05" },
        { "https://thetern.example/2031/05/talks", "2031-05" },
        { "https://thetern.example/2031/may/talks", "2031-05" },
        { "https://thetern.example/2031/05/12345.html", "2031-05" },
        { "https://thetern.example/2031-05/talks", "" },
        { "https://thetern.example/2031/13/03/talks", "" },
        { "https://thetern.example/2031/02/30/talks", "" },
        { "https://thetern.example/120310503/talks", "" },
        { "https://2031-05-03.thetern.example/talks", "" },
        { "https://thetern.example/1845/05/03/talks", "" },
        { "https://thetern.example/2031/13/talks", "" },
        { "https://thetern.example/2031/talks", "" },
        { "https://thetern.example", "" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        char got[DATE_TEXT_MAX];
        struct text words = { 0 };

        date_format(url_date(text_c(addresses[i][0]), &words), got);
        if (strcmp(got, addresses[i][1]) != 0)
            fail_msg("%s: got \"%s\"", addresses[i][0], got);
    }
}

static void no_day_is_before_the_web_or_after_the_crawl(void **state)
{
    (void)state;
    assert_true(meta_date_plausible(when("2031-05-04"), when("2031-05-03")));
    assert_false(meta_date_plausible(when("2031-05-05"), when("2031-05-03")));
    assert_true(meta_date_plausible(when("2031-05-05"), when("")));
    assert_false(meta_date_plausible(when("1970-01-01"), when("")));
    assert_false(meta_date_plausible(when(""), when("")));
}

/* What is believed of JSON-LD, an address and <time>. */
static const char *chosen(const char *ld, const char *address, const char *time)
{
    static char got[DATE_TEXT_MAX];
    static struct metadata meta;

    meta = (struct metadata){ 0 };
    meta.stated[DATES_LD].published = when(ld);
    meta.stated[DATES_ADDRESS].published = when(address);
    meta.stated[DATES_TIME_ELEMENT].published = when(time);
    meta_date_choose(&meta);
    return date_format(meta.published, got);
}

static void the_first_that_speaks_is_believed(void **state)
{
    (void)state;
    assert_string_equal(chosen("2031-05-03", "", "2031-05-01"), "2031-05-03");
    assert_string_equal(chosen("", "2031-05-03", "2031-05-01"), "2031-05-03");
    assert_string_equal(chosen("", "", "2031-05-01"), "2031-05-01");
    assert_string_equal(chosen("", "", ""), "");
    /* a year alone, only where there is no day */
    assert_string_equal(chosen("2031", "", "2031-05-01"), "2031-05-01");
    assert_string_equal(chosen("2031", "", ""), "2031");
    assert_string_equal(chosen("2031-05", "", ""), "2031-05");
    assert_string_equal(chosen("2031", "2031-05", ""), "2031-05");
    assert_string_equal(chosen("", "2031-05", "2031-05-01"), "2031-05-01");
    assert_string_equal(chosen("2031-05", "", "2031-06-01"), "2031-06-01");
}

static void an_earlier_day_in_the_address_overrules(void **state)
{
    (void)state;
    assert_string_equal(chosen("2031-05-09T10:00", "2031-05-03", ""), "2031-05-03");
    /* midnight lies between the paper and UTC, or the page was posted the evening before */
    assert_string_equal(chosen("2031-05-04T01:00Z", "2031-05-03", ""), "2031-05-03");
    assert_string_equal(chosen("2031-05-04T01:00", "2031-05-03", ""), "2031-05-04T01:00");
    /* a month there does not: it may be a folder of pages that are kept up to date */
    assert_string_equal(chosen("2031-07-09T10:00", "2031-05", ""), "2031-07-09T10:00");
    /* a later one does not */
    assert_string_equal(chosen("2031-05-03T10:00", "2031-05-09", ""), "2031-05-03T10:00");
}

static void of_one_day_the_time_is_taken(void **state)
{
    (void)state;
    assert_string_equal(chosen("2031-05-03", "", "2031-05-03T07:10"), "2031-05-03T07:10");
    assert_string_equal(chosen("2031-05-09T10:00", "2031-05-03", "2031-05-03T07:10"), "2031-05-03T07:10");
    assert_string_equal(chosen("2031-05-03", "", "2031-05-04T07:10"), "2031-05-03");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_has_its_day),
        cmocka_unit_test(no_day_is_before_the_web_or_after_the_crawl),
        cmocka_unit_test(the_first_that_speaks_is_believed),
        cmocka_unit_test(an_earlier_day_in_the_address_overrules),
        cmocka_unit_test(of_one_day_the_time_is_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
