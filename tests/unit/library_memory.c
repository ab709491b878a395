/* Every call of include/priscus.h with the k-th allocation failing, for every k: ENOMEM and nothing else, and the next
 * call works. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failing.h"
#include "priscus.h"

#define PATH "library-memory-test.db"

static const char said[] = "Veshkar rejects a ceasefire, Foreign Minister Rada Volshin said on 3 May 2031.";
static const struct priscus_input input = {
    .struct_size = sizeof input, .bytes = said, .size = sizeof said - 1, .name = "said.txt", .from = PRISCUS_FROM_TEXT
};

static struct priscus *priscus;
static struct priscus_ledger *ledger;

static priscus_status open_it(struct priscus_error *err)
{
    static const struct priscus_file agenda = { SAMPLES_FOLDER "/world.agenda", NULL, 0 };
    static const struct priscus_file roster = { SAMPLES_FOLDER "/world.roster", NULL, 0 };
    const struct priscus_config config = { sizeof config, &agenda, 1, &roster, 1, NULL };
    struct priscus *p;
    priscus_status status = priscus_open(&config, &p, err);

    if (status == PRISCUS_OK)
        priscus_close(p);
    else
        assert_null(p);
    return status;
}

static int on_line(void *context, const char *json, size_t size)
{
    (void)json;
    *(size_t *)context += size;
    return 0;
}

static priscus_status read_it(struct priscus_error *err)
{
    size_t got = 0;
    priscus_status status = priscus_read(priscus, &input, on_line, &got, err);

    assert_true((status == PRISCUS_OK) == (got > 0));
    return status;
}

static priscus_status read_into_the_ledger(struct priscus_error *err)
{
    struct priscus_counts counts = { sizeof counts };
    struct priscus_ledger *fresh;
    priscus_status status;

    unlink(PATH ".2");
    status = priscus_ledger_open(PATH ".2", PRISCUS_LEDGER_WRITE, &fresh, err);
    if (status != PRISCUS_OK) {
        assert_null(fresh);
        return status;
    }
    status = priscus_ledger_read(fresh, priscus, &input, NULL, NULL, &counts, err);
    if (status == PRISCUS_OK && counts.failed) /* told of as a page that could not be read for want of memory */
        status = PRISCUS_ENOMEM;
    priscus_ledger_close(fresh, NULL);
    return status;
}

static priscus_status ask_it(struct priscus_error *err)
{
    size_t got = 0;

    return priscus_ledger_ask(ledger, PRISCUS_STATEMENTS, NULL, on_line, &got, err);
}

static priscus_status verify_it(struct priscus_error *err)
{
    struct priscus_verified verified = { sizeof verified };
    priscus_status status = priscus_ledger_verify(ledger, priscus, NULL, NULL, NULL, &verified, err);

    assert_int_equal(verified.wrong, 0);
    return status;
}

/* Call it with one allocation more each time until none fails. */
static void each_allocation_fails(priscus_status (*call)(struct priscus_error *err))
{
    struct priscus_error err;
    priscus_status status;
    long k;

    for (k = 0; k < 100000; k++) {
        bool failed;

        left = k;
        err.message[0] = '\0';
        status = call(&err);
        failed = left < 0;
        left = -1;
        if (!failed)
            break;
        if (status != PRISCUS_OK) { /* some can do without */
            assert_int_equal(status, PRISCUS_ENOMEM);
            assert_true(strlen(err.message) > 0 || call == read_into_the_ledger);
        }
    }
    assert_true(k > 0);
    assert_int_equal(status, PRISCUS_OK);
}

static void opening(void **state)
{
    (void)state;
    each_allocation_fails(open_it);
}

static void reading(void **state)
{
    (void)state;
    each_allocation_fails(read_it);
}

static void reading_into_a_ledger(void **state)
{
    (void)state;
    each_allocation_fails(read_into_the_ledger);
}

static void asking(void **state)
{
    (void)state;
    each_allocation_fails(ask_it);
}

static void verifying(void **state)
{
    (void)state;
    each_allocation_fails(verify_it);
}

static int begin(void **state)
{
    (void)state;
    left = -1;
    unlink(PATH);
    return priscus_open(NULL, &priscus, NULL) == PRISCUS_OK &&
                   priscus_ledger_open(PATH, PRISCUS_LEDGER_WRITE, &ledger, NULL) == PRISCUS_OK &&
                   priscus_ledger_read(ledger, priscus, &input, NULL, NULL, NULL, NULL) == PRISCUS_OK
               ? 0
               : -1;
}

static int end(void **state)
{
    (void)state;
    priscus_ledger_close(ledger, NULL);
    priscus_close(priscus);
    unlink(PATH);
    unlink(PATH ".2");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opening), cmocka_unit_test(reading),   cmocka_unit_test(reading_into_a_ledger),
        cmocka_unit_test(asking),  cmocka_unit_test(verifying),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
