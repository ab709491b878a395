/* Lines of crawled text that are dates, and what the date is the date of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "page/text/line_date.h"

#include "crawled.h"

/* One line: is it stamps and little else? What it says of the page ("": nothing). */
static bool reads(const char *line, const char *published, const char *modified, const char *byline,
                  const char *section)
{
    char got[DATE_TEXT_MAX];
    struct crawled c;
    bool relative, person, is_stamp;

    crawled_open(&c, line);
    is_stamp = line_date_read(&c.plain, 0, plain_line(&c.plain, 0), true, &relative, &person);
    assert_string_equal(date_known(c.article.published) ? date_format(c.article.published, got) : "", published);
    assert_string_equal(date_known(c.article.modified) ? date_format(c.article.modified, got) : "", modified);
    assert_field(c.article.byline, byline);
    assert_field(c.article.section, section);
    assert_int_equal(person, byline != NULL);
    crawled_close(&c);
    return is_stamp;
}

static void a_line_of_stamps_is_read(void **state)
{
    (void)state;
    assert_true(reads("3 May 2031 07:10", "2031-05-03T07:10", "", NULL, NULL));
    assert_true(reads("Published 3 May 2031 | Updated 4 May 2031", "2031-05-03", "2031-05-04", NULL, NULL));
    assert_true(reads("Ana Brook | 3 May 2031 07:10 / World", "2031-05-03T07:10", "", "Ana Brook", "World"));
    assert_true(reads("3 May 2031 | World", "2031-05-03", "", NULL, "World"));
    assert_true(reads("3 May 2031 07:10 | Ana Brook | World", "2031-05-03T07:10", "", "Ana Brook", "World"));
    assert_true(reads("Published April 2031 | World", "2031-04", "", NULL, "World"));
    assert_true(reads("5 hours ago", "", "", NULL, NULL));
    assert_true(reads("3 days ago", "2031-05-31", "", NULL, NULL));
}

static void prose_is_no_line_of_stamps(void **state)
{
    (void)state;
    assert_false(reads("The talks began on 3 May 2031 in the harbour of Norhaven, as they had a year before.",
                       "2031-05-03", "", NULL, NULL));
    assert_false(reads("no date at all", "", "", NULL, NULL));
}

static void a_date_behind_the_crawl_is_none(void **state)
{
    (void)state;
    assert_true(reads("4 June 2031", "2031-06-04", "", NULL, NULL)); /* a day for the zones */
    assert_true(reads("9 June 2031", "", "", NULL, NULL));
}

static void the_first_date_of_each_kind_wins(void **state)
{
    (void)state;
    assert_true(reads("3 May 2031 | 4 May 2031", "2031-05-03", "", NULL, NULL));
}

static void a_day_over_twelve_orders_the_whole_page(void **state)
{
    struct crawled c;

    (void)state;
    crawled_open(&c, "Since 21/8 the ferries rest\nopen 24/7");
    line_date_find_order(&c.plain);
    assert_true(c.article.day_first);
    crawled_close(&c);
    crawled_open(&c, "Since 8/21 the ferries rest");
    line_date_find_order(&c.plain);
    assert_false(c.article.day_first);
    crawled_close(&c);
    crawled_open(&c, "open 24/7");
    line_date_find_order(&c.plain);
    assert_false(c.article.day_first);
    crawled_close(&c);
}

static void a_time_of_day_alone_is_told(void **state)
{
    static const char *const clocks[] = { "14:32", "17.31 BST", "Updated at 14:32", "7.30pm", "14h05" };
    static const char *const others[] = { "17.31", "14", "14:3", "14:32 and 15:40", "at noon", "" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(clocks); i++)
        if (!line_date_is_clock(text_c(clocks[i])))
            fail_msg("%s", clocks[i]);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (line_date_is_clock(text_c(others[i])))
            fail_msg("%s", others[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_of_stamps_is_read),
        cmocka_unit_test(prose_is_no_line_of_stamps),
        cmocka_unit_test(a_date_behind_the_crawl_is_none),
        cmocka_unit_test(the_first_date_of_each_kind_wins),
        cmocka_unit_test(a_day_over_twelve_orders_the_whole_page),
        cmocka_unit_test(a_time_of_day_alone_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
