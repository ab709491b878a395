/* config.c, lookup.c, office.c - text files that people write: lines, mistakes, lists of words, and what is found
 * again. */
#include <stdio.h>

#include "base/file.h"
#include "check.h"
#include "record/knowledge/config.h"
#include "record/knowledge/lookup.h"
#include "record/knowledge/office.h"

static struct arena mem;

static void a_list_is_read_kind_by_kind(void **state)
{
    static const char *const kinds[] = { "river", "lake" };
    struct config c = { .file = "waters.txt" };
    struct text words;
    size_t kind;

    (void)state;
    assert_int_equal(config_begin(&c, text_c("# waters\nlake: Ostmere; Vell\n\nriver : Arn\n"), &mem), PRISCUS_OK);
    assert_int_equal(config_next_kind(&c, kinds, 2, &kind, &words), PRISCUS_OK);
    assert_int_equal(kind, 1);
    assert_text(text_trim(words), "Ostmere; Vell");
    assert_int_equal(config_next_kind(&c, kinds, 2, &kind, &words), PRISCUS_OK);
    assert_int_equal(kind, 0);
    assert_int_equal(c.line, 4);
    assert_int_equal(config_next_kind(&c, kinds, 2, &kind, &words), PRISCUS_DONE);
    assert_int_equal(config_end(&c, PRISCUS_DONE, NULL), PRISCUS_OK);
}

static void an_unknown_kind_is_told_and_passed_over(void **state)
{
    static const char *const kinds[] = { "river", "lake" };
    struct config c = { .file = "waters.txt" };
    struct priscus_error err = { 0 };
    struct text words;
    size_t kind;

    (void)state;
    assert_int_equal(config_begin(&c, text_c("lakes: Vell\nmountain: Dorn\nlake: Ostmere\n"), &mem), PRISCUS_OK);
    assert_int_equal(config_next_kind(&c, kinds, 2, &kind, &words), PRISCUS_OK);
    assert_text(text_trim(words), "Ostmere");
    assert_int_equal(c.mistakes, 2);
    assert_int_equal(config_end(&c, PRISCUS_DONE, &err), PRISCUS_ECONFIG);
    assert_string_equal(err.message,
                        "waters.txt:1: there is no kind \"lakes\"; did you mean \"lake\"? (and 1 more mistake)");
}

static void the_end_says_how_it_went(void **state)
{
    struct config c = { .file = "f" };
    struct priscus_error err = { 0 };

    (void)state;
    assert_int_equal(config_end(&c, PRISCUS_ENOMEM, &err), PRISCUS_ENOMEM);
    assert_string_equal(err.message, "f: out of memory");
    config_mistake_at(&c, 7, "that is %d too many", 3);
    assert_int_equal(config_end(&c, PRISCUS_DONE, &err), PRISCUS_ECONFIG);
    assert_string_equal(err.message, "f:7: that is 3 too many");
    assert_int_equal(config_end(&c, PRISCUS_ENOMEM, NULL), PRISCUS_ENOMEM);
}

static void values_are_parted_and_trimmed(void **state)
{
    struct text rest = text_c("a;  b c ;; d ;"), value;

    (void)state;
    assert_true(config_value(&rest, &value));
    assert_text(value, "a");
    assert_true(config_value(&rest, &value));
    assert_text(value, "b c");
    assert_true(config_value(&rest, &value));
    assert_text(value, "");
    assert_true(config_value(&rest, &value));
    assert_text(value, "d");
    assert_false(config_value(&rest, &value));
}

static void what_was_added_is_found_by_text_and_number(void **state)
{
    struct lookup l = { 0 };
    char names[500][8];

    (void)state;
    assert_null(lookup_find(&l, text_c("n0"), 0));
    for (uint32_t i = 0; i < COUNT_OF(names); i++) {
        snprintf(names[i], sizeof names[i], "n%u", i / 2);
        assert_int_equal(lookup_add(&l, &mem, text_c(names[i]), i % 2, i), PRISCUS_OK);
    }
    for (uint32_t i = 0; i < COUNT_OF(names); i++)
        assert_int_equal(*lookup_find(&l, text_c(names[i]), i % 2), i);
    assert_null(lookup_find(&l, text_c("n0"), 2));
    assert_null(lookup_find(&l, text_c("n"), 0));
}

static void offices_with_failing_memory(void **state)
{
    struct arena small = { 0 };
    long k;

    (void)state;
    for (k = 1;; k++) {
        struct priscus_error err = { 0 };
        struct offices offices;
        priscus_status status;

        arena_reset(&small);
        small.fail_after = k;
        status = offices_read("o", builtin_file("record/offices.txt"), &small, &offices, &err);
        small.fail_after = 0;
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_string_equal(err.message, "o: out of memory");
    }
    assert_true(k > 10);
    arena_release(&small);
}

static int release(void **state)
{
    (void)state;
    arena_release(&mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_read_kind_by_kind),
        cmocka_unit_test(an_unknown_kind_is_told_and_passed_over),
        cmocka_unit_test(the_end_says_how_it_went),
        cmocka_unit_test(values_are_parted_and_trimmed),
        cmocka_unit_test(what_was_added_is_found_by_text_and_number),
        cmocka_unit_test(offices_with_failing_memory),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
