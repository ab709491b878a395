/* late.c - tests: libraries that are loaded when they are first needed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/late.h"
#include "net/libcurl.h"
#include "page/container/libarchive.h"
#include "server/http/libmicrohttpd.h"

struct calls {
    double (*cos)(double);
    double (*sin)(double);
};

static void a_library_that_is_missing_is_told_and_changes_nothing(void **state)
{
    static const char *const names[] = { "cos", "sin" };
    struct calls calls = { 0 };
    struct priscus_error err = { 0 };

    (void)state;
    assert_int_equal(late_load("libthere-is-none.so.9", names, COUNT_OF(names), &calls, &err), PRISCUS_EIO);
    assert_non_null(strstr(err.message, "libthere-is-none.so.9"));
    assert_null(calls.cos);
    assert_int_equal(late_load("libthere-is-none.so.9", names, COUNT_OF(names), &calls, NULL), PRISCUS_EIO);
}

static void a_library_without_a_function_is_told_and_changes_nothing(void **state)
{
    static const char *const names[] = { "cos", "sin_of_nothing" };
    struct calls calls = { 0 };
    struct priscus_error err = { 0 };

    (void)state;
    assert_int_equal(late_load("libm.so.6", names, COUNT_OF(names), &calls, &err), PRISCUS_EIO);
    assert_non_null(strstr(err.message, "sin_of_nothing"));
    assert_null(calls.cos);
}

static void a_library_is_loaded_once(void **state)
{
    static const char *const names[] = { "cos", "sin" };
    struct calls calls = { 0 };

    (void)state;
    assert_int_equal(late_load("libm.so.6", names, COUNT_OF(names), &calls, NULL), PRISCUS_OK);
    assert_true(calls.cos(0) == 1 && calls.sin(0) == 0);
    assert_int_equal(late_load("libthere-is-none.so.9", names, COUNT_OF(names), &calls, NULL), PRISCUS_OK);
}

static void those_of_priscus_are_there(void **state)
{
    struct priscus_error err = { 0 };

    (void)state;
    assert_int_equal(libcurl_load(&err), PRISCUS_OK);
    assert_int_equal(libarchive_load(&err), PRISCUS_OK);
    assert_int_equal(libmicrohttpd_load(&err), PRISCUS_OK);
    assert_non_null(libcurl.easy_setopt);
    assert_non_null(libarchive.read_new);
    assert_non_null(libmicrohttpd.start_daemon);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_library_that_is_missing_is_told_and_changes_nothing),
        cmocka_unit_test(a_library_without_a_function_is_told_and_changes_nothing),
        cmocka_unit_test(a_library_is_loaded_once),
        cmocka_unit_test(those_of_priscus_are_there),
    };

    return cmocka_run_group_tests_name("late", tests, NULL, NULL);
}
