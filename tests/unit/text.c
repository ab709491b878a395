/* text.c - tests: text as pointer and length, UTF-8 checked and repaired, CSV written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "base/visible.h"

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

/* A page chose these words: no spreadsheet computes them, and no terminal obeys them. */
static void csv_of_pages_is_no_formula_and_no_command(void **state)
{
    static const struct {
        const char *words, *cell;
    } cases[] = {
        { "=1+2", "'=1+2" },
        { "+1-555", "'+1-555" },
        { "-3 degrees", "'-3 degrees" },
        { "@here", "'@here" },
        { "\ta", "'\ta" },
        { "\ra", "'\xEF\xBF\xBD"
                 "a" },
        { "a=b", "a=b" },
        { "", "" },
        { "=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"" },
        { "a\nb\tc", "\"a\nb\tc\"" },
        { "\x1B[31m", "\xEF\xBF\xBD[31m" },
        { "a\x7F\xC2\x9B\xE2\x80\xAE\xE2\x81\xA6z", "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz" },
        { "\xE2\x80\x9Cquoted\xE2\x80\x9D \xE2\x80\x8Fmark", "\xE2\x80\x9Cquoted\xE2\x80\x9D \xE2\x80\x8Fmark" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buffer b = { 0 };

        csv_field_safe(&b, text_c(cases[i].words));
        assert_string_equal(b.ptr ? b.ptr : "", cases[i].cell);
        buffer_release(&b);
    }
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

/* What is seen of a text; each of its characters that is no blank goes back to the one that it came from. */
static void sees(const char *whole, const char *seen)
{
    struct arena mem = { 0 };
    struct visible v;

    assert_int_equal(visible_of(text_c(whole), &mem, &v), PRISCUS_OK);
    if (!text_is(v.text, seen))
        fail_msg("of \"%s\" is seen \"%.*s\"", whole, (int)v.text.len, v.text.ptr);
    assert_true(strcmp(whole, seen) != 0 || (v.n == 0 && v.text.ptr == v.whole.ptr));
    for (uint32_t i = 0, end; i < v.text.len; i = end) {
        struct span back, place;
        unsigned size;

        utf8_at(v.text, i, &size);
        end = i + size;
        back = visible_back(&v, (struct span){ i, end });
        place = visible_place(&v, back);
        assert_true(back.begin < back.end && back.end <= v.whole.len);
        assert_true(place.begin == i && place.end == end);
        if (v.text.ptr[i] != ' ')
            assert_true(v.whole.ptr[back.begin] == v.text.ptr[i]);
    }
    arena_release(&mem);
}

static void what_nobody_sees_is_not_there(void **state)
{
    (void)state;
    sees("nothing hidden", "nothing hidden");
    sees("coun\xC2\xAD"
         "cil",
         "council");
    sees("\xEF\xBB\xBFpeace\xE2\x81\xA0talks\xE2\x80\x8E", "peacetalks");
    sees("Ada\xC2\xA0\xE2\x80\xAF Brusk", "Ada   Brusk"); /* no-break spaces are blanks */
    sees("dele\xE2\x80\x8Bgates, cease-\xE2\x80\x8B"
         "fire",
         "delegates, cease-fire");
    sees("\xD0\xBF\xD0\xB5\xE2\x80\x8C\xD1\x80\xD0\xB5", "\xD0\xBF\xD0\xB5\xD1\x80\xD0\xB5");
    /* the only blank there is; spelling; one picture of two */
    sees("It ended.\xE2\x80\x8BThe rest", "It ended.\xE2\x80\x8BThe rest");
    sees("\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE", "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE");
    sees("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80");
}

static void a_word_keeps_its_place_in_the_whole(void **state)
{
    struct arena mem = { 0 };
    struct visible v;
    struct span word;

    (void)state;
    assert_int_equal(visible_of(text_c("a \xC2\xAD"
                                       "co\xC2\xADuncil\xC2\xAD b"),
                                &mem, &v),
                     PRISCUS_OK);
    assert_true(text_is(v.text, "a council b"));
    word = visible_back(&v, (struct span){ 2, 9 });
    assert_true(text_is(text_in(v.whole, word), "co\xC2\xADuncil"));
    word = visible_place(&v, (struct span){ 2, 15 });
    assert_true(text_is(text_in(v.text, word), "council"));
    arena_release(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_nobody_sees_is_not_there),
        cmocka_unit_test(a_word_keeps_its_place_in_the_whole),
        cmocka_unit_test(bad_bytes_are_found_where_they_are),
        cmocka_unit_test(a_bad_run_becomes_one_mark),
        cmocka_unit_test(valid_text_is_not_copied),
        cmocka_unit_test(blanks_of_all_kinds_are_trimmed),
        cmocka_unit_test(a_text_is_cut_until_nothing_is_left),
        cmocka_unit_test(csv_is_quoted_where_it_must_be),
        cmocka_unit_test(csv_of_pages_is_no_formula_and_no_command),
        cmocka_unit_test(a_buffer_at_its_ceiling_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
