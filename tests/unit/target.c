/* What a request asks for, and who may ask: addresses as browsers and as attackers send them. */
#include "server/http/target.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "server/http/guard.h"

static struct arena mem;
static struct priscus_error err;

/* "parts / parts | form | name=value name=value", or the complaint. */
static char *told(const char *raw)
{
    static char out[2000];
    struct target target;
    struct buffer b = { 0 };

    if (target_read(text_c(raw), &mem, &target, &err) != PRISCUS_OK) {
        snprintf(out, sizeof out, "%s", err.message);
        return out;
    }
    for (size_t i = 0; i < target.n_parts; i++)
        buffer_format(&b, "%s%.*s", i ? " / " : "", (int)target.parts[i].len, target.parts[i].ptr);
    buffer_format(&b, "|%s|", target_form_text(target.form));
    for (size_t i = 0; i < target.n_params; i++)
        buffer_format(&b, "%s%.*s=%.*s", i ? " " : "", (int)target.params[i].name.len, target.params[i].name.ptr,
                      (int)target.params[i].value.len, target.params[i].value.ptr);
    snprintf(out, sizeof out, "%s", b.ptr);
    buffer_release(&b);
    arena_reset(&mem);
    return out;
}

static void addresses_are_read(void **state)
{
    (void)state;
    assert_string_equal(told("/"), "|html|");
    assert_string_equal(told("/issue/talks.summit"), "issue / talks.summit|html|");
    assert_string_equal(told("/issue/talks.summit.csv?as-of=2031-05-04&party=VSK"),
                        "issue / talks.summit|csv|as-of=2031-05-04 party=VSK");
    assert_string_equal(told("/search?q=two+words%2C+%22a+phrase%22"), "search|html|q=two words, \"a phrase\"");
    assert_string_equal(told("/party/%C3%98ST"), "party / \xc3\x98ST|html|");
    assert_string_equal(told("/api/v1/positions.jsonl"), "api / v1 / positions|jsonl|");
    assert_string_equal(told("/a?x=&y=1&&=3"), "a|html|y=1"); /* what a form leaves empty */
    assert_string_equal(told("/a?x=1&x=2"), "a|html|x=1 x=2");
    assert_string_equal(told("/.csv"), ".csv|html|"); /* no name before it */
    assert_string_equal(told("/a/"), "a|html|");
}

static void what_is_no_address_is_refused(void **state)
{
    static const char *const bad[] = {
        "",         "issue",  "//",   "/a//b",      "/../etc/passwd", "/a/..",     "/a/%2e%2e/b",
        "/a%2fb",   "/a%5cb", "/%",   "/%4",        "/%zz",           "/%00",      "/a%0d%0aSet-Cookie:x",
        "/a?x=%0a", "/%ff",   "/%c3", "/%ed%a0%80", "/1/2/3/4/5/6/7", "/a?x=\x01",
    };
    char *many = malloc(TARGET_BYTES_MAX + 10);
    size_t n;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct target target;

        if (target_read(text_c(bad[i]), &mem, &target, &err) != PRISCUS_EINPUT)
            fail_msg("%s is taken", bad[i]);
    }
    n = (size_t)snprintf(many, 10, "/a?");
    for (int i = 0; i <= TARGET_PARAMS_MAX; i++)
        n += (size_t)sprintf(many + n, "x=%d&", i);
    assert_string_equal(told(many), "the address has too many parameters");
    memset(many, 'a', TARGET_BYTES_MAX + 1);
    many[0] = '/';
    many[TARGET_BYTES_MAX + 1] = '\0';
    assert_string_equal(told(many), "the address is too long");
    free(many);
    arena_release(&mem);
}

static void memory_may_run_out(void **state)
{
    bool through = false;

    (void)state;
    for (long at = 1; !through; at++) {
        struct arena failing = { .fail_after = at };
        struct target target;
        priscus_status status = target_read(text_c("/issue/talks?party=VSK&x=%41"), &failing, &target, &err);

        through = status == PRISCUS_OK;
        assert_true(through || status == PRISCUS_ENOMEM);
        arena_release(&failing);
    }
}

static void words_are_put_into_addresses(void **state)
{
    struct buffer b = { 0 };

    (void)state;
    target_put(&b, text_c("a b/\xc3\xa9&\"<"));
    assert_string_equal(b.ptr, "a%20b%2F%C3%A9%26%22%3C");
    buffer_release(&b);
}

/* ---- who may ask ------------------------------------------------------------------------- */

static struct guard made_guard(void)
{
    struct guard guard = { 0 };

    assert_int_equal(guard_init(&guard, 7007, &err), PRISCUS_OK);
    guard.names[guard.n_names++] = "desk.example";
    return guard;
}

static void only_own_names_are_answered(void **state)
{
    struct guard guard = made_guard();
    static const char *const ours[] = { "127.0.0.1:7007", "localhost:7007", "[::1]:7007", "LOCALHOST:7007",
                                        "desk.example:7007" };
    static const char *const others[] = { "evil.example:7007",
                                          "127.0.0.1",
                                          "127.0.0.1:80",
                                          "127.0.0.1:70070",
                                          "localhost.evil.example:7007",
                                          "localhost:7007.evil.example",
                                          "",
                                          "127.0.0.1.evil.example:7007",
                                          "localhost:7007@evil.example" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(ours); i++) {
        char origin[80];

        snprintf(origin, sizeof origin, "http://%s", ours[i]);
        assert_true(guard_host_is_ours(&guard, ours[i]));
        assert_true(guard_origin_is_ours(&guard, origin));
    }
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (guard_host_is_ours(&guard, others[i]))
            fail_msg("%s is taken for our own", others[i]);
    assert_false(guard_host_is_ours(&guard, NULL));
    assert_false(guard_origin_is_ours(&guard, "null"));
    assert_false(guard_origin_is_ours(&guard, "https://localhost:7007"));
    assert_false(guard_origin_is_ours(&guard, "http://evil.example"));
}

static void writing_needs_the_token_and_a_page_of_ours(void **state)
{
    struct guard guard = made_guard(), other = made_guard();
    char bearer[80], cookie[120];
    struct credentials c = { 0 };

    (void)state;
    assert_string_not_equal(guard.token, other.token);
    snprintf(bearer, sizeof bearer, "Bearer %s", guard.token);
    snprintf(cookie, sizeof cookie, "theme=dark; %s=%s", GUARD_COOKIE, guard.token);
    assert_false(guard_may_write(&guard, &c));
    c.authorization = bearer; /* a program */
    assert_true(guard_may_write(&guard, &c));
    assert_false(guard_may_write(&other, &c));
    c.origin = "http://evil.example";
    assert_false(guard_may_write(&guard, &c));
    c = (struct credentials){ .cookie = cookie, .origin = "http://localhost:7007" }; /* a page */
    assert_true(guard_may_write(&guard, &c));
    assert_false(guard_may_write(&other, &c));
    c.fetch_site = "cross-site";
    assert_false(guard_may_write(&guard, &c));
    c = (struct credentials){ .cookie = cookie, .fetch_site = "same-origin" };
    assert_true(guard_may_write(&guard, &c));
    c = (struct credentials){ .cookie = cookie }; /* from where, nobody says */
    assert_false(guard_may_write(&guard, &c));
    cookie[strlen(cookie) - 1] = '\0';
    c.fetch_site = "same-origin";
    assert_false(guard_may_write(&guard, &c));
    c = (struct credentials){ .authorization = "Bearer " };
    assert_false(guard_may_write(&guard, &c));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_read),          cmocka_unit_test(what_is_no_address_is_refused),
        cmocka_unit_test(memory_may_run_out),          cmocka_unit_test(words_are_put_into_addresses),
        cmocka_unit_test(only_own_names_are_answered), cmocka_unit_test(writing_needs_the_token_and_a_page_of_ours),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
