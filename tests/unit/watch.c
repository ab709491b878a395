/* What a watch remembers: it survives closing, and a page is done with only when it is committed. */
#include "ledger/watch_store.h"
#include "ledger_pages.h"

#define FEED "https://thetern.example/feed.xml"

static struct arena mem;
static struct priscus_error err;

static struct ledger *opened_store(void)
{
    struct ledger *ledger = NULL;

    if (ledger_open(path, LEDGER_WRITE, &ledger, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return ledger;
}

/* The feed with an ETag and two pages, the second with its text. */
static priscus_status look_at_feed(struct ledger *ledger, size_t *n_new)
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

    return ledger_watch_looked(ledger, &feed, text_c(FEED), pages, 2, n_new, &err);
}

/* Returns how many pages are new. */
static size_t look(struct ledger *ledger)
{
    size_t n = 9;

    assert_int_equal(look_at_feed(ledger, &n), PRISCUS_OK);
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
    struct ledger *ledger = opened_store();
    struct watch_page *pages;
    struct watch_feed feed;

    (void)state;
    assert_int_equal(look(ledger), 2);
    assert_int_equal(look(ledger), 0);
    closed(ledger);
    ledger = opened_store();
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
    struct ledger *ledger = opened_store();
    struct watch_page *pages;
    struct text first = text_c("https://thetern.example/1");

    (void)state;
    look(ledger);
    assert_int_equal(ledger_watch_failed(ledger, first, 500, &err), PRISCUS_OK);
    closed(ledger);
    ledger = opened_store();
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
    struct ledger *ledger = opened_store();
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
    ledger = opened_store();
    assert_int_equal(due(ledger, 0, &pages), 1);
    assert_int_equal(ledger_watch_failed(ledger, first, 500, &err), PRISCUS_OK); /* changes nothing */
    assert_int_equal(due(ledger, 1000, &pages), 1);
    closed(ledger);
}

/* ---- when memory is out ------------------------------------------------------------------ */

static void a_look_is_kept_whole_or_not_at_all_when_memory_is_out(void **state)
{
    bool through = false;

    (void)state;
    for (long at = 1; !through; at++) {
        struct ledger *ledger = opened_store();
        priscus_status status;
        size_t n_new = 9;

        start_failing(at);
        status = look_at_feed(ledger, &n_new);
        through = stop_failing(status, &err);
        assert_int_equal(n_new, status == PRISCUS_OK ? 2 : 9);
        assert_int_equal(number(ledger, "SELECT count(*) FROM watch_feed"), status == PRISCUS_OK);
        assert_int_equal(number(ledger, "SELECT count(*) FROM watch_page"), status == PRISCUS_OK ? 2 : 0);
        closed(ledger);
        unlink(path);
    }
}

/* What is asked of the store gives all of it, or ENOMEM and nothing: when SQLite's memory is out or, with `in_arena`, the
 * arena's. */
static void ask_store(bool in_arena)
{
    struct ledger *ledger = opened_store();
    bool through = false;

    look(ledger);
    for (long at = 1; !through; at++) {
        struct watch_feed feed = { .failures = 77 };
        struct watch_page *pages = NULL;
        size_t n = 9;
        priscus_status status;

        if (in_arena)
            mem.fail_after = at;
        else
            start_failing(at);
        status = ledger_watch_feed(ledger, text_c(FEED), &mem, &feed, &err);
        if (status == PRISCUS_OK)
            status = ledger_watch_due(ledger, text_c(FEED), 0, 10, &mem, &pages, &n, &err);
        else
            assert_int_equal(feed.failures, 77);
        through = in_arena ? mem.fail_after > 0 : stop_failing(status, &err);
        assert_int_equal(status, through || status == PRISCUS_OK ? PRISCUS_OK : PRISCUS_ENOMEM);
        assert_int_equal(n, status == PRISCUS_OK ? 2 : 9);
        mem.fail_after = 0;
        arena_reset(&mem);
    }
    closed(ledger);
    arena_release(&mem);
}

static void memory_may_run_out_while_the_store_is_asked(void **state)
{
    (void)state;
    ask_store(false);
}

static void an_arena_may_run_out_while_the_store_is_asked(void **state)
{
    (void)state;
    ask_store(true);
}

static void memory_may_run_out_while_a_page_is_settled(void **state)
{
    struct ledger *ledger = opened_store();
    struct watch_page *pages;
    bool through = false;

    (void)state;
    look(ledger);
    for (long at = 1; !through; at++) {
        priscus_status status;

        start_failing(at);
        status = ledger_watch_failed(ledger, text_c("https://thetern.example/1"), 500, &err);
        if (status == PRISCUS_OK)
            status = ledger_watch_read(ledger, text_c("https://thetern.example/2"), &err);
        if (status == PRISCUS_OK)
            status = ledger_commit(ledger, &err);
        through = stop_failing(status, &err);
    }
    assert_int_equal(due(ledger, 500, &pages), 1);
    assert_true(pages[0].tries >= 1);
    closed(ledger);
    arena_release(&mem);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_is_remembered_survives_closing),         TEST(a_page_waits_for_its_time_and_is_given_up),
        TEST(nothing_is_read_before_its_commit),           TEST(a_look_is_kept_whole_or_not_at_all_when_memory_is_out),
        TEST(memory_may_run_out_while_the_store_is_asked), TEST(an_arena_may_run_out_while_the_store_is_asked),
        TEST(memory_may_run_out_while_a_page_is_settled),
    };
    int failed;

    hook_memory();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&mem);
    return failed;
}
