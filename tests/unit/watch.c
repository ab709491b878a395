/* What a watch remembers: it survives closing, and a page is done with only when it is committed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "ledger/sqlite/sqlite_ledger.h"
#include "ledger/watch_store.h"

#define FEED "https://thetern.example/feed.xml"

static char folder[200], path[250];
static struct arena mem;
static struct priscus_error err;

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "%s/priscus-watch-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/w.db", folder);
    return 0;
}

static int tear_down(void **state)
{
    static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
    char name[300];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
    rmdir(folder);
    arena_release(&mem);
    return 0;
}

static struct ledger *opened(void)
{
    struct ledger *ledger = NULL;

    if (ledger_open(path, LEDGER_WRITE, &ledger, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return ledger;
}

static void closed(struct ledger *ledger)
{
    assert_int_equal(ledger_close(ledger, &err), PRISCUS_OK);
}

/* The feed with an ETag and two pages, the second with its text. Returns how many are new. */
static size_t look(struct ledger *ledger)
{
    const struct watch_feed feed = { .address = text_c(FEED),
                                     .title = text_c("The Tern"),
                                     .etag = text_c("\"7\""),
                                     .looked = 100,
                                     .not_before = 200,
                                     .failures = 3 };
    const struct watch_page pages[] = {
        { .address = text_c("https://thetern.example/1") },
        { .address = text_c("https://thetern.example/2"), .entry = text_c("<item>\xFF</item>"), .about = text_c("{}") },
    };
    size_t n = 9;

    assert_int_equal(ledger_watch_looked(ledger, &feed, text_c(FEED), pages, 2, &n, &err), PRISCUS_OK);
    return n;
}

static size_t due(struct ledger *ledger, int64_t now, struct watch_page **pages)
{
    size_t n = 9;

    assert_int_equal(ledger_watch_due(ledger, text_c(FEED), now, 10, &mem, pages, &n, &err), PRISCUS_OK);
    return n;
}

static void what_is_remembered_survives_closing(void **state)
{
    struct ledger *ledger = opened();
    struct watch_page *pages;
    struct watch_feed feed;

    (void)state;
    assert_int_equal(look(ledger), 2);
    assert_int_equal(look(ledger), 0);
    closed(ledger);
    ledger = opened();
    assert_int_equal(ledger_watch_feed(ledger, text_c(FEED), &mem, &feed, &err), PRISCUS_OK);
    assert_true(text_is(feed.title, "The Tern"));
    assert_true(text_is(feed.etag, "\"7\""));
    assert_int_equal(feed.looked, 100);
    assert_int_equal(feed.not_before, 200);
    assert_int_equal(feed.failures, 3);
    assert_int_equal(due(ledger, 0, &pages), 2);
    assert_true(text_is(pages[0].address, "https://thetern.example/1"));
    assert_int_equal(pages[0].entry.len, 0);
    assert_true(text_is(pages[1].entry, "<item>\xFF</item>"));
    assert_int_equal(ledger_watch_feed(ledger, text_c("https://other.example/"), &mem, &feed, &err), PRISCUS_OK);
    assert_int_equal(feed.looked, 0);
    closed(ledger);
}

static void a_page_waits_for_its_time_and_is_given_up(void **state)
{
    struct ledger *ledger = opened();
    struct watch_page *pages;
    struct text first = text_c("https://thetern.example/1");

    (void)state;
    look(ledger);
    assert_int_equal(ledger_watch_failed(ledger, first, 500, &err), PRISCUS_OK);
    closed(ledger);
    ledger = opened();
    assert_int_equal(due(ledger, 499, &pages), 1);
    assert_int_equal(due(ledger, 500, &pages), 2);
    assert_int_equal(pages[0].tries, 1);
    assert_int_equal(pages[1].tries, 0);
    assert_int_equal(ledger_watch_failed(ledger, first, 0, &err), PRISCUS_OK);
    assert_int_equal(due(ledger, 10000, &pages), 1);
    assert_int_equal(look(ledger), 0); /* nor is it met again */
    closed(ledger);
}

static void nothing_is_read_before_its_commit(void **state)
{
    struct ledger *ledger = opened();
    struct watch_page *pages;
    struct text first = text_c("https://thetern.example/1");

    (void)state;
    look(ledger);
    assert_int_equal(ledger_watch_read(ledger, first, &err), PRISCUS_OK);
    ledger_rollback(ledger);
    assert_int_equal(due(ledger, 0, &pages), 2);
    assert_int_equal(ledger_watch_read(ledger, first, &err), PRISCUS_OK);
    assert_int_equal(ledger_commit(ledger, &err), PRISCUS_OK);
    closed(ledger);
    ledger = opened();
    assert_int_equal(due(ledger, 0, &pages), 1);
    assert_int_equal(ledger_watch_failed(ledger, first, 500, &err), PRISCUS_OK); /* changes nothing */
    assert_int_equal(due(ledger, 1000, &pages), 1);
    closed(ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_remembered_survives_closing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_page_waits_for_its_time_and_is_given_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_read_before_its_commit, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
