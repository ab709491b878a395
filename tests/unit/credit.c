/* credit.c - tests: agencies that are named without being the report's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "page/article.h"

static struct arena mem;

static struct article read_page(const char *text)
{
    struct page page = { .name = text_c("page.txt"), .bytes = text_c(text), .from = PRISCUS_FROM_PAGE };
    struct article article;
    struct priscus_error err;

    arena_reset(&mem);
    assert_int_equal(article_read(&page, &mem, &article, &err), PRISCUS_OK);
    return article;
}

#define HEAD                                                                                                           \
    "The two coasts will meet again\n\nThe delegations of both coasts will meet again in May, officials said "         \
    "on Monday.\n\n"

static void an_agency_that_was_told_has_heard_it(void **state)
{
    struct article a = read_page(HEAD "\"We will be there,\" the harbour master told Reuters by telephone.\n");

    (void)state;
    assert_int_equal(a.n_agencies, 0);
    assert_int_equal(a.n_credits, 1);
    assert_true(text_is(a.credits[0].agency, "Reuters"));
    assert_int_equal(a.credits[0].what, CREDIT_HEARD);
}

static void an_agency_that_attended_has_heard_it(void **state)
{
    struct article a = read_page(HEAD "\"We will be there,\" he said in a briefing attended by the AFP and others.\n");

    (void)state;
    assert_int_equal(a.n_credits, 1);
    assert_true(text_is(a.credits[0].agency, "AFP"));
}

static void a_photo_is_not_a_report(void **state)
{
    struct article a =
        read_page(HEAD "The old pier in the harbour of Northport on Sunday. Photo: AFP\n\n"
                       "Talks broke down last year over the ferry, and nobody has crossed since then.\n");

    (void)state;
    assert_int_equal(a.n_agencies, 0);
    assert_int_equal(a.n_credits, 1);
    assert_int_equal(a.credits[0].what, CREDIT_PHOTO);
}

static void whose_report_it_is_is_not_named_twice(void **state)
{
    struct article a =
        read_page("NORTHPORT, May 3 (Reuters) - The delegations of both coasts will meet again in May.\n\n"
                  "\"We will be there,\" the harbour master told Reuters by telephone on Monday.\n");

    (void)state;
    assert_int_equal(a.n_agencies, 1);
    assert_int_equal(a.n_credits, 0);
}

static void words_that_are_no_agency_are_nothing(void **state)
{
    struct article a =
        read_page(HEAD "\"We will be there,\" the harbour master told reporters, and retold Afpington.\n");

    (void)state;
    assert_int_equal(a.n_credits, 0);
}

static void every_allocation_may_fail(void **state)
{
    struct page page = { .name = text_c("page.txt"),
                         .from = PRISCUS_FROM_PAGE,
                         .bytes =
                             text_c(HEAD "\"We will be there,\" the harbour master told Reuters by telephone.\n") };

    (void)state;
    for (long k = 1;; k++) {
        struct article article = { 0 };
        struct priscus_error err;
        priscus_status status;

        arena_release(&mem);
        mem.fail_after = k;
        status = article_read(&page, &mem, &article, &err);
        mem.fail_after = 0;
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_int_equal(article.n_credits, 0);
    }
    arena_release(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_agency_that_was_told_has_heard_it),
        cmocka_unit_test(an_agency_that_attended_has_heard_it),
        cmocka_unit_test(a_photo_is_not_a_report),
        cmocka_unit_test(whose_report_it_is_is_not_named_twice),
        cmocka_unit_test(words_that_are_no_agency_are_nothing),
        cmocka_unit_test(every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
