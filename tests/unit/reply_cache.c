/* Which replies are kept, for how long, and what makes them go. */
#include "server/reply_cache.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static const struct ledger_mark first = { 7, 1, 10, 0 }, second = { 7, 2, 20, 0 }, foreign = { 8, 5, 0, 0 };
static struct reply_cache *cache;
static unsigned ticket;

static void keep(const char *key, const struct ledger_mark *mark, int64_t now, int64_t took, const char *body)
{
    struct reply reply = { .type = "text/plain" };

    buffer_c(&reply.body, body);
    reply_cache_keep(cache, text_c(key), mark, now, took, ticket, &reply);
    buffer_release(&reply.body);
}

/* "fresh body", "stale body", "none" */
static const char *found(const char *key, const struct ledger_mark *mark, int64_t now)
{
    static char out[100];
    struct reply reply = { 0 };

    switch (reply_cache_find(cache, text_c(key), mark, now, &reply, &ticket)) {
    case CACHE_NONE:
        return "none";
    case CACHE_FRESH:
        snprintf(out, sizeof out, "fresh %.*s", (int)reply.body.len, reply.body.ptr);
        break;
    case CACHE_STALE:
        snprintf(out, sizeof out, "stale %.*s", (int)reply.body.len, reply.body.ptr);
        break;
    }
    buffer_release(&reply.body);
    return out;
}

static int open_cache(void **state)
{
    (void)state;
    cache = reply_cache_open(1000);
    return cache ? 0 : -1;
}

static int close_cache(void **state)
{
    (void)state;
    reply_cache_close(cache);
    return 0;
}

static void a_reply_is_kept_until_the_ledger_is_written(void **state)
{
    (void)state;
    assert_string_equal(found("-/", &first, 0), "none");
    keep("-/", &first, 0, 500, "one");
    assert_string_equal(found("-/", &first, 1000000), "fresh one");
    assert_string_equal(found("+/", &first, 1000000), "none");
    assert_string_equal(found("-/", &second, 1000001), "stale one");
    keep("-/", &second, 1000600, 500, "two");
    assert_string_equal(found("-/", &second, 1000700), "fresh two");
}

static void what_was_quick_or_is_old_is_not_shown_stale(void **state)
{
    (void)state;
    (void)found("-/quick", &first, 0);
    keep("-/quick", &first, 0, CACHE_QUICK_MS - 1, "one");
    keep("-/slow", &first, 0, CACHE_QUICK_MS, "one");
    assert_string_equal(found("-/quick", &first, 1), "fresh one");
    assert_string_equal(found("-/quick", &second, 1), "none");
    assert_string_equal(found("-/slow", &second, CACHE_STALE_MS), "stale one");
    assert_string_equal(found("-/slow", &second, CACHE_STALE_MS + 1), "none");
}

static void another_ledger_takes_all_with_it(void **state)
{
    (void)state;
    (void)found("-/", &second, 0);
    keep("-/", &second, 0, 500, "one");
    keep("-/changes", &second, 0, 500, "one");
    assert_string_equal(found("-/", &foreign, 1), "none");
    assert_string_equal(found("-/changes", &second, 1), "none");
    keep("-/", &second, 1, 500, "two");
    assert_string_equal(found("-/", &first, 2), "stale two"); /* whoever looked just before the commit */
}

static void a_correction_is_seen_by_the_next_request(void **state)
{
    (void)state;
    (void)found("-/", &first, 0);
    keep("-/", &first, 0, 500, "one");
    (void)found("-/changes", &first, 1); /* somebody began to work that out */
    reply_cache_forget(cache);
    assert_string_equal(found("-/", &first, 2), "none");
    reply_cache_forget(cache);
    keep("-/changes", &first, 3, 500, "before the correction");
    assert_string_equal(found("-/changes", &second, 4), "none");
}

static void it_does_not_grow(void **state)
{
    struct reply failure = { .status = HTTP_NOT_FOUND }, cookie = { .cookie = "a=b" };
    char key[40], body[301];

    (void)state;
    memset(body, 'x', sizeof body - 1);
    body[sizeof body - 1] = '\0';
    (void)found("-/", &first, 0);
    keep("-/large", &first, 0, 500, body);
    assert_string_equal(found("-/large", &first, 0), "none"); /* more than a fourth of all */
    reply_cache_keep(cache, text_c("-/x"), &first, 0, 500, ticket, &failure);
    reply_cache_keep(cache, text_c("-/y"), &first, 0, 500, ticket, &cookie);
    assert_string_equal(found("-/x", &first, 0), "none");
    assert_string_equal(found("-/y", &first, 0), "none");
    keep("-/", &first, 0, 500, "one");
    for (int i = 0; i < 100000; i++) {
        snprintf(key, sizeof key, "-/search?q=%d", i);
        keep(key, &first, 0, 500, "nothing");
        assert_string_equal(found("-/", &first, 0), "fresh one"); /* what is asked for stays */
    }
    assert_string_equal(found("-/search?q=0", &first, 0), "none");
    assert_string_equal(found("-/search?q=99999", &first, 0), "fresh nothing");
}

static void what_is_stale_is_worked_out_once(void **state)
{
    struct arena mem = { 0 };
    struct text key;

    (void)state;
    (void)found("-/", &first, 0);
    keep("-/", &first, 0, 500, "one");
    keep("-/changes", &first, 0, 500, "one");
    (void)found("-/", &second, 1);
    (void)found("-/changes", &second, 1);
    (void)found("-/", &second, 2);
    assert_true(reply_cache_next(cache, &mem, &key));
    assert_true(text_is(key, "-/"));
    (void)found("-/", &second, 3); /* in work already */
    assert_true(reply_cache_next(cache, &mem, &key));
    assert_true(text_is(key, "-/changes"));
    reply_cache_pass(cache, key);
    (void)found("-/changes", &second, 4);
    assert_true(reply_cache_next(cache, &mem, &key));
    assert_true(text_is(key, "-/changes"));
    reply_cache_stop(cache);
    assert_false(reply_cache_next(cache, &mem, &key));
    arena_release(&mem);
}

static void *ask_often(void *context)
{
    const char *key = context;

    for (int i = 0; i < 2000; i++) {
        struct reply reply = { 0 }, made = { 0 };
        struct ledger_mark mark = { 7, i / 100, 0, 0 };
        unsigned mine;

        if (reply_cache_find(cache, text_c(key), &mark, i, &reply, &mine) == CACHE_NONE) {
            buffer_c(&made.body, key);
            reply_cache_keep(cache, text_c(key), &mark, i, 500, mine, &made);
            buffer_release(&made.body);
        } else if (!text_is(buffer_as_text(&reply.body), key)) {
            return context;
        }
        buffer_release(&reply.body);
        if (i % 500 == 0)
            reply_cache_forget(cache);
    }
    return NULL;
}

static void *work_out(void *context)
{
    struct arena mem = { 0 };
    struct text key;

    (void)context;
    while (reply_cache_next(cache, &mem, &key)) {
        reply_cache_pass(cache, key);
        arena_release(&mem);
    }
    arena_release(&mem);
    return NULL;
}

static void many_ask_at_once(void **state)
{
    const char *const keys[] = { "-/", "-/changes", "-/", "+/" };
    pthread_t threads[COUNT_OF(keys)], worker;
    void *wrong;

    (void)state;
    assert_int_equal(pthread_create(&worker, NULL, work_out, NULL), 0);
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_often, (void *)(uintptr_t)keys[i]), 0);
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        pthread_join(threads[i], &wrong);
        assert_null(wrong);
    }
    reply_cache_stop(cache);
    pthread_join(worker, NULL);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, open_cache, close_cache)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRESH(a_reply_is_kept_until_the_ledger_is_written),
        FRESH(what_was_quick_or_is_old_is_not_shown_stale),
        FRESH(another_ledger_takes_all_with_it),
        FRESH(a_correction_is_seen_by_the_next_request),
        FRESH(it_does_not_grow),
        FRESH(what_is_stale_is_worked_out_once),
        FRESH(many_ask_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
