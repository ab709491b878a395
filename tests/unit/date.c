/* date.c - tests: days, their printing and reading, and what lies between them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"

static void what_is_printed_is_read_again(void **state)
{
    static const char *const forms[] = { "2024",
                                         "2024-09",
                                         "2024-09-01",
                                         "2024-09-01T00:05",
                                         "2024-09-01T00:05:48",
                                         "2024-09-01T00:05:48Z",
                                         "2024-09-01T00:05:48+02:00",
                                         "2024-09-01T00:05:48-11:30" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        char out[DATE_TEXT_MAX];
        struct date d;

        assert_true(date_parse_iso(text_c(forms[i]), &d));
        assert_string_equal(date_format(d, out), forms[i]);
    }
}

static void other_forms_of_iso_are_read(void **state)
{
    char out[DATE_TEXT_MAX];
    struct date d;

    (void)state;
    assert_true(date_parse_iso(text_c("20240901"), &d));
    assert_string_equal(date_format(d, out), "2024-09-01");
    assert_true(date_parse_iso(text_c(" 2024-09-01 00:05:48.125+0200 "), &d));
    assert_string_equal(date_format(d, out), "2024-09-01T00:05:48+02:00");
}

static void what_is_no_date_is_refused(void **state)
{
    static const char *const wrong[] = { "",
                                         "24",
                                         "2024-13",
                                         "2024-02-30",
                                         "2024-09-01T",
                                         "2024-09-01T25:00",
                                         "202409",
                                         "2024-09-01T00:05:48+99:00",
                                         "2024-9-1",
                                         "0000-01-01",
                                         "2024-09-01 or so" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct date d = { .year = 7 };

        assert_false(date_parse_iso(text_c(wrong[i]), &d));
        assert_int_equal(d.year, 7);
    }
    assert_false(date_known(date_day(2023, 2, 29)));
    assert_true(date_known(date_day(2024, 2, 29)));
}

static void days_go_there_and_back(void **state)
{
    (void)state;
    assert_int_equal(date_to_days(date_day(1970, 1, 1)), 0);
    assert_int_equal(date_weekday(date_day(2025, 2, 27)), 3); /* a Thursday */
    for (long day = -200000; day < 200000; day += 997)
        assert_int_equal(date_to_days(date_from_days(day)), day);
}

static void a_month_reaches_to_its_last_day(void **state)
{
    struct date d;

    (void)state;
    assert_true(date_parse_iso(text_c("2024-02"), &d));
    assert_int_equal(date_last_days(d), date_to_days(date_day(2024, 2, 29)));
    assert_true(date_parse_iso(text_c("2024"), &d));
    assert_int_equal(date_last_days(d), date_to_days(date_day(2024, 12, 31)));
}

static void the_unknown_comes_first(void **state)
{
    struct date none = { 0 };

    (void)state;
    assert_true(date_compare(none, date_day(1, 1, 1)) < 0);
    assert_true(date_compare(date_day(2024, 1, 2), date_day(2024, 1, 1)) > 0);
    assert_int_equal(date_compare(none, none), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_printed_is_read_again),   cmocka_unit_test(other_forms_of_iso_are_read),
        cmocka_unit_test(what_is_no_date_is_refused),      cmocka_unit_test(days_go_there_and_back),
        cmocka_unit_test(a_month_reaches_to_its_last_day), cmocka_unit_test(the_unknown_comes_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
