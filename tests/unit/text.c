/* text.c - tests: text as pointer and length, UTF-8 checked and repaired, CSV written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/utf8.h"

static void bad_bytes_are_found_where_they_are(void **state)
{
    (void)state;
    assert_int_equal(utf8_check(text_c("plain, \xC3\xA9 and \xF0\x9F\x98\x80")), NOWHERE);
    assert_int_equal(utf8_check(text_c("ab\xC3")), 2);              /* cut short */
    assert_int_equal(utf8_check(text_c("0123456789\xC0\xAF")), 10); /* overlong  */
    assert_int_equal(utf8_check(text_c("\xED\xA0\x80")), 0);        /* a surrogate */
    assert_int_equal(utf8_check(text_c("\xF4\x90\x80\x80")), 0);    /* over U+10FFFF */
}

static void a_bad_run_becomes_one_mark(void **state)
{
    struct arena mem = { 0 };
    struct text out;
    size_t bad;

    (void)state;
    assert_int_equal(utf8_repair(text_c("a\xE2\x80 b\xFF"), &mem, &out, &bad), PRISCUS_OK);
    assert_true(text_is(out, "a\xEF\xBF\xBD b\xEF\xBF\xBD"));
    assert_int_equal(bad, 2);
    assert_int_equal(utf8_check(out), NOWHERE);
    arena_release(&mem);
}

static void valid_text_is_not_copied(void **state)
{
    struct arena mem = { .fail_after = 1 };
    struct text in = text_c("nothing wrong"), out;

    (void)state;
    assert_int_equal(utf8_repair(in, &mem, &out, NULL), PRISCUS_OK);
    assert_ptr_equal(out.ptr, in.ptr);
    assert_int_equal(utf8_repair(text_c("\xFF"), &mem, &out, NULL), PRISCUS_ENOMEM);
}

static void blanks_of_all_kinds_are_trimmed(void **state)
{
    (void)state;
    assert_true(text_is(text_trim(text_c(" \t\xC2\xA0"
                                         "a b"
                                         "\xE2\x80\x8B\r\n")),
                        "a b"));
    assert_int_equal(text_trim(text_c("\xC2\xA0 ")).len, 0);
}

static void a_text_is_cut_until_nothing_is_left(void **state)
{
    struct text rest = text_c("a;;b");

    (void)state;
    assert_true(text_is(text_cut(&rest, ';'), "a"));
    assert_int_equal(text_cut(&rest, ';').len, 0);
    assert_true(text_is(text_cut(&rest, ';'), "b"));
    assert_null(rest.ptr);
}

static void csv_is_quoted_where_it_must_be(void **state)
{
    struct buffer b = { 0 };

    (void)state;
    csv_field(&b, text_c("plain"));
    buffer_char(&b, ',');
    csv_field(&b, text_c("a, \"b\"\nc"));
    assert_string_equal(b.ptr, "plain,\"a, \"\"b\"\"\nc\"");
    buffer_release(&b);
}

static void a_buffer_at_its_ceiling_says_so(void **state)
{
    struct buffer b = { .limit = 10 };

    (void)state;
    buffer_c(&b, "12345");
    assert_false(b.failed);
    buffer_c(&b, "67890");
    assert_true(b.failed);
    assert_string_equal(b.ptr, "12345");
    buffer_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_bytes_are_found_where_they_are),
        cmocka_unit_test(a_bad_run_becomes_one_mark),
        cmocka_unit_test(valid_text_is_not_copied),
        cmocka_unit_test(blanks_of_all_kinds_are_trimmed),
        cmocka_unit_test(a_text_is_cut_until_nothing_is_left),
        cmocka_unit_test(csv_is_quoted_where_it_must_be),
        cmocka_unit_test(a_buffer_at_its_ceiling_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
