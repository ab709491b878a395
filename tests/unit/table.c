/* Tests of cli/screen/table.h: text on a screen, and columns that fit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/screen/table.h"

static void check_clean(const char *text, const char *want)
{
    struct buffer out = { 0 };

    buffer_c(&out, "");
    text_clean(text_c(text), &out);
    assert_string_equal(out.ptr, want);
    buffer_release(&out);
}

static void text_of_a_page_cannot_move_the_cursor(void **state)
{
    (void)state;
    check_clean("  two\n\n words\t", "two words");
    check_clean("red \033[31malert\a", "red \xEF\xBF\xBD[31malert\xEF\xBF\xBD");
    check_clean("a\302\2332Jb", "a\357\277\2752Jb"); /* CSI as one character */
    check_clean("a\342\200\256b", "a\357\277\275b"); /* right-to-left override */
    check_clean("no\302\240break", "no break");
    check_clean("zero\xE2\x80\x8Bwidth", "zerowidth");
    check_clean("a \xE2\x80\x8B b", "a b");
    check_clean("half \xE2\x80", "half \xEF\xBF\xBD\xEF\xBF\xBD");
    check_clean("", "");
}

static void width_is_counted_in_columns(void **state)
{
    (void)state;
    assert_int_equal(text_width(text_c("abc")), 3);
    assert_int_equal(text_width(text_c("\xD0\x9B\xD0\xB0\xD0\xB2")), 3); /* Cyrillic */
    assert_int_equal(text_width(text_c("\xE5\xA4\x96\xE4\xBA\xA4")), 4); /* Chinese */
    assert_int_equal(text_width(text_c("e\xCC\x81")), 1);                /* a combining accent */
}

static void check_shorten(const char *text, size_t width, const char *want)
{
    struct buffer out = { 0 };

    text_shorten(text_c(text), width, &out);
    assert_string_equal(out.ptr, want);
    buffer_release(&out);
}

static void what_is_too_wide_ends_in_an_ellipsis(void **state)
{
    (void)state;
    check_shorten("abcdef", 6, "abcdef");
    check_shorten("abcdef", 5, "abcd\xE2\x80\xA6");
    check_shorten("ab cdef", 4, "ab\xE2\x80\xA6");                                        /* no blank before it */
    check_shorten("\xE5\xA4\x96\xE4\xBA\xA4\xE9\x83\xA8", 4, "\xE5\xA4\x96\xE2\x80\xA6"); /* half a character is none */
}

static void lines_are_cut_between_words(void **state)
{
    struct text rest = text_c("one two three"), line;

    (void)state;
    line = text_wrap(rest, 7, &rest);
    assert_true(text_is(line, "one two"));
    assert_true(text_is(rest, "three"));
    line = text_wrap(rest, 2, &rest);
    assert_true(text_is(line, "th"));
    line = text_wrap(rest, 80, &rest);
    assert_true(text_is(line, "ree"));
    assert_null(rest.ptr);
    rest = text_c("\xE5\xA4\x96\xE4\xBA\xA4");
    line = text_wrap(rest, 1, &rest); /* wider than the line: one all the same */
    assert_int_equal(line.len, 3);
}

static const struct table_column three[] = {
    { .heading = "NO", .right = true },
    { .heading = "NAME", .least = 4 },
    { .heading = "WORDS", .wrap = true, .least = 6 },
};

static void add_row(struct table *t, const char *no, const char *name, const char *words)
{
    table_add(t, text_c(no));
    table_add(t, text_c(name));
    table_add(t, text_c(words));
}

static void check_table(const struct table *t, size_t width, bool styled, const char *want)
{
    struct buffer out = { 0 };

    assert_int_equal(table_print(t, width, styled, &out), PRISCUS_OK);
    assert_string_equal(out.ptr, want);
    buffer_release(&out);
}

static void columns_take_what_they_need(void **state)
{
    struct table t;

    (void)state;
    table_init(&t, three, 3);
    add_row(&t, "1", "Adams", "some words");
    add_row(&t, "10", "", "");
    add_row(&t, "100", "Lee", "");
    assert_int_equal(table_wants(&t), 22);
    check_table(&t, 80, false,
                " NO  NAME   WORDS\n"
                "  1  Adams  some words\n"
                " 10\n"
                "100  Lee\n");
    table_release(&t);
}

static void the_widest_column_gives_way(void **state)
{
    struct table t;

    (void)state;
    table_init(&t, three, 3);
    add_row(&t, "1", "Adams", "some words that are wrapped");
    add_row(&t, "2", "Bellingham", "no");
    check_table(&t, 26, false,
                "NO  NAME        WORDS\n"
                " 1  Adams       some words\n"
                "                that are\n"
                "                wrapped\n"
                "\n"
                " 2  Bellingham  no\n");
    check_table(&t, 16, false,
                "NO  NAME  WORDS\n"
                " 1  Ada\xE2\x80\xA6  some\n" /* least widths */
                "          words\n"
                "          that\n"
                "          are\n"
                "          wrappe\n"
                "          d\n"
                "\n"
                " 2  Bel\xE2\x80\xA6  no\n");
    table_release(&t);
}

static void no_line_is_wider_than_asked(void **state)
{
    struct table t;

    (void)state;
    table_init(&t, three, 3);
    add_row(&t, "17", "\xE5\xA4\x96\xE4\xBA\xA4\xE9\x83\xA8\xE5\xA4\x96\xE4\xBA\xA4", "words and more words and more");
    table_add_line(&t, text_c("by whose account"), true);
    for (size_t width = 18; width < 70; width++) {
        struct buffer out = { 0 };
        struct text rest;

        assert_int_equal(table_print(&t, width, false, &out), PRISCUS_OK);
        for (rest = buffer_as_text(&out); rest.ptr;)
            assert_true(text_width(text_cut(&rest, '\n')) <= width);
        buffer_release(&out);
    }
    table_release(&t);
}

static void a_cell_may_have_lines_of_its_own(void **state)
{
    struct table t;

    (void)state;
    table_init(&t, three, 3);
    add_row(&t, "1", "Adams", "rejects");
    table_add_line(&t, text_c("2031-05-03"), true);
    add_row(&t, "2", "Lee", "open");
    check_table(&t, 80, true,
                "\033[1mNO\033[0m  \033[1mNAME\033[0m   \033[1mWORDS\033[0m\n"
                " 1  Adams  rejects\n"
                "           \033[2m2031-05-03\033[0m\n"
                "\n"
                " 2  Lee    open\n");
    table_release(&t);
}

static void an_address_is_not_broken(void **state)
{
    static const struct table_column two[] = { { .heading = "NO" }, { .heading = "WHAT", .wrap = true, .least = 8 } };
    struct table t;

    (void)state;
    table_init(&t, two, 2);
    table_add(&t, text_c("1"));
    table_add(&t, text_c("a long way"));
    table_add_address(&t, text_c("https://a.example/long-way"));
    check_table(&t, 12, false,
                "NO  WHAT\n"
                "1   a long\n"
                "    way\n"
                "    https://a.example/long-way\n");
    table_release(&t);
}

static void a_wrapped_column_may_have_a_ceiling(void **state)
{
    static const struct table_column two[] = { { .heading = "WHO", .wrap = true, .most = 6 }, { .heading = "WHAT" } };
    struct table t;

    (void)state;
    table_init(&t, two, 2);
    table_add(&t, text_c("a tall man"));
    table_add(&t, text_c("no"));
    check_table(&t, 80, false,
                "WHO     WHAT\n"
                "a tall  no\n"
                "man\n");
    table_release(&t);
}

static void memory_that_runs_out_is_said(void **state)
{
    (void)state;
    for (long k = 1;; k++) {
        struct table t;
        struct buffer out = { 0 };
        priscus_status status;

        table_init(&t, three, 3);
        t.mem.fail_after = k;
        add_row(&t, "1", "Adams", "rejects");
        table_add_line(&t, text_c("2031-05-03"), true);
        status = table_print(&t, 80, false, &out);
        assert_int_equal(status, t.failed ? PRISCUS_ENOMEM : PRISCUS_OK);
        buffer_release(&out);
        table_release(&t);
        if (status == PRISCUS_OK)
            break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_of_a_page_cannot_move_the_cursor),
        cmocka_unit_test(width_is_counted_in_columns),
        cmocka_unit_test(what_is_too_wide_ends_in_an_ellipsis),
        cmocka_unit_test(lines_are_cut_between_words),
        cmocka_unit_test(columns_take_what_they_need),
        cmocka_unit_test(the_widest_column_gives_way),
        cmocka_unit_test(no_line_is_wider_than_asked),
        cmocka_unit_test(a_cell_may_have_lines_of_its_own),
        cmocka_unit_test(an_address_is_not_broken),
        cmocka_unit_test(a_wrapped_column_may_have_a_ceiling),
        cmocka_unit_test(memory_that_runs_out_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
