/* json_write.c - tests: JSON written value by value. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/json_write.h"

static void a_string_is_escaped_where_it_must_be(void **state)
{
    static const struct {
        const char *text, *json;
    } cases[] = {
        { "", "\"\"" },
        { "a plain word", "\"a plain word\"" },
        { "\"quoted\" \\", "\"\\\"quoted\\\" \\\\\"" },
        { "a\nb\tc\rd", "\"a\\nb\\tc\\rd\"" },
        { "\x01\x1f", "\"\\u0001\\u001f\"" },
        { "caf\xC3\xA9 \xF0\x9F\x98\x80", "\"caf\xC3\xA9 \xF0\x9F\x98\x80\"" },         /* UTF-8 stays as it is  */
        { "\x7F\xC2\x9B\xE2\x80\xAE\xE2\x81\xA9", "\"\\u007f\\u009b\\u202e\\u2069\"" }, /* what a terminal would obey */
        { "\xE2\x80\xA8|\xE2\x80\xA9", "\"\\u2028|\\u2029\"" }, /* line ends in JavaScript              */
        { "\xEF\xBF\xBD", "\"\xEF\xBF\xBD\"" },                 /* U+FFFD that the text itself has      */
        { "a\xFFz", "\"a\\ufffdz\"" },                          /* no UTF-8                             */
        { "a\xE2\x80", "\"a\\ufffd\\ufffd\"" },                 /* a sign cut short: one mark a byte    */
    };
    struct buffer b = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        buffer_reset(&b);
        json_put_text(&b, NULL, text_c(cases[i].text));
        assert_string_equal(b.ptr, cases[i].json);
    }
    buffer_reset(&b);
    json_put_text(&b, NULL, text_of("a\0b", 3));
    assert_string_equal(b.ptr, "\"a\\u0000b\"");
    buffer_release(&b);
}

static void commas_come_where_a_value_stands_before(void **state)
{
    struct text body = text_c("Ada Venn left");
    struct buffer b = { 0 };

    (void)state;
    json_put_open(&b, NULL, '{');
    json_put_text(&b, "name", text_in(body, (struct span){ 0, 8 }));
    json_put_open(&b, "list", '[');
    json_put_number(&b, NULL, 0);
    json_put_number(&b, NULL, UINT64_MAX);
    json_put_bool(&b, NULL, true);
    json_put_bool(&b, NULL, false);
    json_put_null(&b, NULL);
    json_put_text(&b, NULL, text_c("ends in ["));
    json_put_open(&b, NULL, '{');
    buffer_char(&b, '}');
    json_put_open(&b, NULL, '[');
    json_put_span(&b, NULL, (struct span){ 1, 2 });
    buffer_c(&b, "]]");
    json_put_key(&b, "raw");
    buffer_c(&b, "1e3");
    json_put_span(&b, "span", (struct span){ 9, 13 });
    buffer_char(&b, '}');
    assert_string_equal(b.ptr, "{\"name\": \"Ada Venn\", \"list\": [0, 18446744073709551615, true, false, null, "
                               "\"ends in [\", {}, [[1, 2]]], \"raw\": 1e3, \"span\": [9, 13]}");
    buffer_release(&b);
}

static void objects_on_lines_have_no_comma_between_them(void **state)
{
    struct buffer b = { 0 };

    (void)state;
    for (int i = 0; i < 2; i++) {
        json_put_open(&b, NULL, '{');
        buffer_c(&b, "}\n");
    }
    assert_string_equal(b.ptr, "{}\n{}\n");
    buffer_release(&b);
}

static void what_is_not_known_is_null(void **state)
{
    struct text body = text_c("Ada Venn left");
    struct buffer b = { 0 };

    (void)state;
    json_put_open(&b, NULL, '[');
    json_put_text(&b, NULL, (struct text){ 0 });
    json_put_words(&b, NULL, body, (struct span){ 0 });
    json_put_date(&b, NULL, (struct date){ 0 });
    json_put_words(&b, NULL, body, (struct span){ 9, 13 });
    json_put_date(&b, NULL, date_day(2031, 6, 30));
    buffer_char(&b, ']');
    assert_string_equal(b.ptr, "[null, null, null, \"left\", \"2031-06-30\"]");
    buffer_release(&b);
}

static void a_full_buffer_fails_once_and_for_all(void **state)
{
    (void)state;
    for (size_t limit = 1; limit < 12; limit++) {
        struct buffer b = { .limit = limit };

        json_put_open(&b, NULL, '{');
        json_put_text(&b, "key", text_c("value"));
        assert_true(b.failed);
        assert_true(b.len < limit);
        buffer_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_string_is_escaped_where_it_must_be),
        cmocka_unit_test(commas_come_where_a_value_stands_before),
        cmocka_unit_test(objects_on_lines_have_no_comma_between_them),
        cmocka_unit_test(what_is_not_known_is_null),
        cmocka_unit_test(a_full_buffer_fails_once_and_for_all),
    };

    return cmocka_run_group_tests_name("json_write", tests, NULL, NULL);
}
