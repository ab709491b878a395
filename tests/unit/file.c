/* file.c - tests: lines that people write, whole files, what is built in, hashes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/hash.h"

static void remarks_and_blank_lines_are_passed_over(void **state)
{
    struct arena mem = { 0 };
    struct lines it;
    struct text line;

    (void)state;
    lines_init(&it, text_c("\xEF\xBB\xBF# a remark\n\n  key  value \r\nlast"), &mem);
    assert_int_equal(lines_next(&it, &line), PRISCUS_OK);
    assert_true(text_is(line, "key  value"));
    assert_int_equal(it.number, 3);
    assert_int_equal(lines_next(&it, &line), PRISCUS_OK);
    assert_int_equal(it.number, 4);
    assert_int_equal(lines_next(&it, &line), PRISCUS_DONE);
    arena_release(&mem);
}

static void a_line_goes_on_behind_a_backslash(void **state)
{
    struct arena mem = { 0 };
    struct lines it;
    struct text line;

    (void)state;
    lines_init(&it, text_c("one \\\n  two\\\n# three\nfour \\"), &mem);
    assert_int_equal(lines_next(&it, &line), PRISCUS_OK);
    assert_true(text_is(line, "one two # three"));
    assert_int_equal(it.number, 1);
    assert_int_equal(lines_next(&it, &line), PRISCUS_OK);
    assert_true(text_is(line, "four"));
    assert_int_equal(it.number, 4);
    assert_int_equal(lines_next(&it, &line), PRISCUS_DONE);
    arena_release(&mem);
}

static void a_file_that_is_not_there_is_named(void **state)
{
    struct arena mem = { 0 };
    struct priscus_error err;
    struct text text;

    (void)state;
    assert_int_equal(file_read("/no/such/file", 10, &mem, &text, &err), PRISCUS_EIO);
    assert_non_null(strstr(err.message, "/no/such/file"));
    assert_int_equal(file_read("/", 10, &mem, &text, &err), PRISCUS_EINPUT);
    assert_int_equal(file_read(TEST_FOLDER "/unit/file.c", 10, &mem, &text, &err), PRISCUS_ELIMIT);
    assert_int_equal(file_read(TEST_FOLDER "/unit/file.c", 1 << 20, &mem, &text, &err), PRISCUS_OK);
    assert_true(text_starts(text, "/* file.c"));
    arena_release(&mem);
}

static void the_defaults_are_built_in(void **state)
{
    (void)state;
    assert_true(builtin_file("rosters/world.roster").len > 100000);
    assert_null(builtin_file("no such file").ptr);
}

static void hashes_are_those_of_sha256sum(void **state)
{
    char hex[65];

    (void)state;
    assert_string_equal(sha256_hex(sha256_of(text_c("abc")), hex),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_memory_not_equal(sha256_of_all((struct text[]){ text_c("ab"), text_c("c") }, 2).bytes,
                            sha256_of_all((struct text[]){ text_c("a"), text_c("bc") }, 2).bytes, 32);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(remarks_and_blank_lines_are_passed_over), cmocka_unit_test(a_line_goes_on_behind_a_backslash),
        cmocka_unit_test(a_file_that_is_not_there_is_named),       cmocka_unit_test(the_defaults_are_built_in),
        cmocka_unit_test(hashes_are_those_of_sha256sum),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
