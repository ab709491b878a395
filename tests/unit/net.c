/* net.c - tests: addresses of pages, addresses of sockets, and what robots.txt asks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/un.h>

#include "net/host.h"
#include "net/peer.h"
#include "net/robots.h"
#include "net/url.h"

/* ---- url ------------------------------------------------------------------------------- */

static void an_address_is_put_in_order(void **state)
{
    static const char *const cases[][2] = {
        { "HTTP://TheTern.example:80/a/../talks?day=3#top", "http://thetern.example/talks?day=3" },
        { "https://thetern.example", "https://thetern.example/" },
        { "https://thetern.example:443?x=1", "https://thetern.example/?x=1" },
        { "https://thetern.example:8443/a", "https://thetern.example:8443/a" },
        { "  http://thetern.example/a b\n ", "http://thetern.example/a%20b" },
        { "http://thetern.example/p\xC3\xA5skeferien", "http://thetern.example/p%C3%A5skeferien" },
        { "http:/thetern.example/a:b", "http://thetern.example/a:b" },
        { "http://[::1]:8080/x", "http://[::1]:8080/x" },
        { "http://thetern.example/a%20b", "http://thetern.example/a%20b" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct url url;

        assert_int_equal(url_parse(text_c(cases[i][0]), &url, NULL), PRISCUS_OK);
        assert_string_equal(url.text, cases[i][1]);
    }
}

static void an_address_knows_its_parts(void **state)
{
    struct url url;

    (void)state;
    assert_int_equal(url_parse(text_c("https://TheTern.example:8443/talks?day=3"), &url, NULL), PRISCUS_OK);
    assert_string_equal(url.host, "thetern.example");
    assert_true(text_is(url_origin(&url), "https://thetern.example:8443"));
    assert_string_equal(url_target(&url), "/talks?day=3");
}

static void an_address_is_kept_without_name_and_password(void **state)
{
    static const char *const cases[][2] = {
        { "https://me:key@thetern.example/a@b", "https://thetern.example/a@b" },
        { "http://me@thetern.example", "http://thetern.example" },
        { "HTTPS://a:b@c@thetern.example:8443?x=@", "HTTPS://thetern.example:8443?x=@" },
        { "ftp://me:key@thetern.example/a", "ftp://thetern.example/a" },
        { "https://thetern.example/me:key@home", "https://thetern.example/me:key@home" },
        { "mailto:me@thetern.example", "mailto:me@thetern.example" },
        { " \thttps://me:key@thetern.example/ ", "https://thetern.example/" },
        { "/talks?from=https://me:key@a", "/talks?from=https://me:key@a" },
        { "", "" },
    };
    struct arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text kept;

        assert_int_equal(url_without_user(text_c(cases[i][0]), &mem, &kept), PRISCUS_OK);
        if (!text_is(kept, cases[i][1]))
            fail_msg("%s: %.*s", cases[i][0], (int)kept.len, kept.ptr);
    }
    arena_release(&mem);
}

static void what_is_no_address_of_a_page_is_refused(void **state)
{
    static const char *const cases[][2] = {
        { "file:///etc/passwd", "only http:// and https:// are" },
        { "ftp://thetern.example/a", "only http:// and https:// are" },
        { "gopher://thetern.example/a", "only http:// and https:// are" },
        { "javascript:alert(1)", "http" },
        { "http://", "slip" },
        { "", "http" },
        { "talks.html", "http" },
        { "https://ana:secret@thetern.example/", "https://thetern.example/: has a name or password" },
        { " HTTP://ana:a@secret@thetern.example?@", "HTTP://thetern.example?@: " },
        { "http://ana:se cret@thetern.example/", "slip" },
        { "http:///ana:secret@thetern.example/", "names no host" },
        { "http://thetern.example:99999/", "slip" },
        { "http:///thetern.example", "names no host" },
        { "https:////thetern.example", "names no host" },
        { "http://:80/", "slip" },
        { "http://the tern.example/", "slip" },
        { "http://0x7f%443/", "has an escape (%) in the name of its host" },
        { "http://the%74ern.example/", "write the name out" },
        { "http://ana:s%40@thetern.example/", "has a name or password" },
    };
    char *long_one = calloc(1, URL_MAX + 100);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct priscus_error err = { 0 };
        struct url url;

        assert_int_equal(url_parse(text_c(cases[i][0]), &url, &err), PRISCUS_EINPUT);
        if (!strstr(err.message, cases[i][1]) || strstr(err.message, "secret"))
            fail_msg("%s: %s", cases[i][0], err.message);
    }
    memset(long_one, 'a', URL_MAX + 99);
    memcpy(long_one, "http://thetern.example/", 23);
    assert_int_equal(url_parse(text_c(long_one), &(struct url){ 0 }, NULL), PRISCUS_EINPUT);
    free(long_one);
    assert_int_equal(url_parse(text_of("http://a.example/\0b", 19), &(struct url){ 0 }, NULL), PRISCUS_EINPUT);
}

static void links_are_resolved_as_rfc_3986_says(void **state)
{
    static const char *const links[][2] = {
        { "g", "http://a/b/c/g" },
        { "./g", "http://a/b/c/g" },
        { "g/", "http://a/b/c/g/" },
        { "/g", "http://a/g" },
        { "//g", "http://g" },
        { "?y", "http://a/b/c/d;p?y" },
        { "g?y", "http://a/b/c/g?y" },
        { "#s", "http://a/b/c/d;p?q#s" },
        { ".", "http://a/b/c/" },
        { "..", "http://a/b/" },
        { "../g", "http://a/b/g" },
        { "../../../g", "http://a/g" },
        { "https://x.example/a b", "https://x.example/a%20b" },
        { "HTTP://X.Example", "HTTP://X.Example" },
        { "/a\nb", "http://a/ab" },
        { "http:///g", NULL },
        { "mailto:a", NULL },
        { "", NULL },
    };

    struct arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(links); i++) {
        struct text got;

        assert_int_equal(url_resolve(text_c("http://a/b/c/d;p?q"), text_c(links[i][0]), &mem, &got), PRISCUS_OK);
        if (!links[i][1])
            assert_null(got.ptr);
        else
            assert_true(text_is(got, links[i][1]));
    }
    mem.fail_after = 1;
    assert_int_equal(url_resolve(text_c("http://a/b"), text_c("g"), &mem, &(struct text){ 0 }), PRISCUS_ENOMEM);
    arena_release(&mem);
}

/* ---- peer ------------------------------------------------------------------------------ */

static const char *kind_of(const char *text)
{
    struct sockaddr_in v4 = { .sin_family = AF_INET };
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };

    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
        return peer_private((struct sockaddr *)(void *)&v4);
    assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
    return peer_private((struct sockaddr *)(void *)&v6);
}

static void addresses_that_are_not_the_worlds_are_known(void **state)
{
    static const char *const private[] = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.9.9.9",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::2",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.1.2.3",
        "::ffff:0.0.0.0",
        "::ffff:0:7f00:1",
        "64:ff9b::7f00:1",
        "64:ff9b::c0a8:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:c0a8:0101::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
        "3fff::1",
        "100::1",
        "fc00::1",
        "fdff::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "4000::1",
        "5f00::1",
    };
    static const char *const public[] = {
        "1.1.1.1",
        "9.9.9.9",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2600::1",
        "2a00:1450::1",
        "2001:4860:4860::8888",
        "2001:500::1",
        "::ffff:9.9.9.9",
        "64:ff9b::909:909",
        "2002:909:909::1",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(private); i++)
        if (!kind_of(private[i]))
            fail_msg("%s is taken for public", private[i]);
    for (size_t i = 0; i < COUNT_OF(public); i++)
        if (kind_of(public[i]))
            fail_msg("%s is taken for %s", public[i], kind_of(public[i]));
    assert_string_equal(kind_of("::ffff:127.0.0.1"), "this computer");
    assert_non_null(peer_private((struct sockaddr *)(void *)&(struct sockaddr_un){ .sun_family = AF_UNIX }));
}

/* ---- robots ---------------------------------------------------------------------------- */

static struct robots read_robots(const char *text)
{
    struct robots robots;

    assert_int_equal(robots_read(text_c(text), "priscus", &robots), PRISCUS_OK);
    return robots;
}

static bool allows(const char *text, const char *target)
{
    struct robots robots = read_robots(text);
    bool yes = robots_allow(&robots, text_c(target));

    robots_release(&robots);
    return yes;
}

static void an_empty_file_asks_nothing(void **state)
{
    (void)state;
    assert_true(allows("", "/anything"));
    assert_true(allows("User-agent: *\nDisallow:\n", "/anything"));
    assert_true(allows("<!doctype html><p>Not here: no such page</p>", "/anything"));
    assert_false(allows("User-agent: *\nDisallow: /\n", "/anything"));
    assert_true(allows("User-agent: *\nDisallow: /\n", "/robots.txt"));
}

/* After the simple example of RFC 9309, 5.1. */
static const char three_groups[] = "User-Agent: *\n"
                                   "Disallow: *.pict$\n"
                                   "Disallow: /drafts/\n"
                                   "Allow: /notices/\n"
                                   "\n"
                                   "User-Agent: gullbot\n"
                                   "Allow: /harbour/page.html\n"
                                   "Allow: /harbour/page.gif\n"
                                   "Disallow: /harbour/\n"
                                   "\n"
                                   "User-Agent: ternbot\n"
                                   "User-Agent: priscus\n"
                                   "Disallow: /harbour/drafts/\n"
                                   "\n"
                                   "User-Agent: quietbot\n"
                                   "\n"
                                   "EOF\n";

static void the_group_that_names_us_counts_and_no_other(void **state)
{
    struct robots gull, quiet, other;

    (void)state;
    assert_false(allows(three_groups, "/harbour/drafts/one.html"));
    assert_true(allows(three_groups, "/harbour/other.html"));
    assert_true(allows(three_groups, "/drafts/")); /* the star's group is not for us */

    assert_int_equal(robots_read(text_c(three_groups), "GULLBOT", &gull), PRISCUS_OK);
    assert_true(robots_allow(&gull, text_c("/harbour/page.html")));
    assert_false(robots_allow(&gull, text_c("/harbour/other.html")));
    assert_int_equal(robots_read(text_c(three_groups), "quietbot", &quiet), PRISCUS_OK);
    assert_true(robots_allow(&quiet, text_c("/drafts/")));
    assert_int_equal(robots_read(text_c(three_groups), "another", &other), PRISCUS_OK);
    assert_false(robots_allow(&other, text_c("/drafts/x")));
    assert_false(robots_allow(&other, text_c("/map.pict")));
    assert_true(robots_allow(&other, text_c("/map.pict?large")));
    assert_true(robots_allow(&other, text_c("/notices/")));
    robots_release(&gull);
    robots_release(&quiet);
    robots_release(&other);
}

static void groups_that_name_us_twice_are_joined(void **state)
{
    static const char text[] = "user-agent: Priscus/2.1 (news)\ndisallow: /a\n\nUSER-AGENT: gullbot\nDisallow: /b\n\n"
                               "User-Agent : priscus # we again\rDisallow:/c # a remark\r\n";

    (void)state;
    assert_false(allows(text, "/a"));
    assert_true(allows(text, "/b"));
    assert_false(allows(text, "/c"));
    assert_false(allows("User-agent: priscus-x\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n", "/b"));
    assert_true(allows("User-agent: priscus-x\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n", "/a"));
}

static void lines_of_another_kind_end_no_group(void **state)
{
    (void)state;
    assert_false(allows(
        "User-agent: priscus\nSitemap: https://thetern.example/map.xml\nUser-agent: gullbot\nDisallow: /a\n", "/a"));
    assert_false(allows("User-agent: priscus\n\n\nnonsense\nDisallow: /a\n", "/a"));
}

/* RFC 9309, 5.2. */
static void the_longest_rule_wins_and_of_two_as_long_the_one_that_allows(void **state)
{
    (void)state;
    assert_true(allows("User-Agent: *\nAllow: /ferry/page/\nDisallow: /ferry/page/draft.gif\n", "/ferry/page/one"));
    assert_false(
        allows("User-Agent: *\nAllow: /ferry/page/\nDisallow: /ferry/page/draft.gif\n", "/ferry/page/draft.gif"));
    assert_true(allows("User-agent: *\nDisallow: /a\nAllow: /a\n", "/a"));
    assert_true(allows("User-agent: *\nAllow: /a\nDisallow: /a\n", "/a"));
}

static void stars_and_the_end_sign(void **state)
{
    static const struct {
        const char *pattern, *target;
        bool fits;
    } cases[] = {
        { "/fish", "/fish.html", true },
        { "/fish", "/Fish", false },
        { "/fish", "/catfish", false },
        { "/fish*", "/fish/salmon", true },
        { "/fish/", "/fish", false },
        { "/*.php", "/folder/a.php?x", true },
        { "/*.php$", "/a.php", true },
        { "/*.php$", "/a.php?x", false },
        { "/*.php$", "/a.php5.php", true },
        { "/fish*.php", "/fishheads/catfish.php?p", true },
        { "/a*b*c", "/axxbxxc", true },
        { "/a*b*c", "/axxcxxb", false },
        { "/a**c", "/abc", true },
        { "/a*$", "/abc", true },
        { "/ab*ab$", "/ab", false },
        { "/ab*ab$", "/abab", true },
        { "/$", "/", true },
        { "/$", "/a", false },
        { "*/private", "/x/private", true },
        { "/a$b", "/a$bc", true },
        { "/a$b", "/a", false },
        { "fish", "/fish", false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[100];

        snprintf(text, sizeof text, "User-agent: *\nDisallow: %s\n", cases[i].pattern);
        if (allows(text, cases[i].target) == cases[i].fits)
            fail_msg("%s and %s", cases[i].pattern, cases[i].target);
    }
}

/* After the table in RFC 9309, 2.2.2 and 2.2.3. */
static void escapes_are_compared_by_what_they_say(void **state)
{
    static const char *const same[][2] = {
        { "/foo/bar?baz=quz", "/foo/bar?baz=quz" },
        { "/foo/bar?baz=http%3A%2F%2Fa.example", "/foo/bar?baz=http%3A%2F%2Fa.example" },
        { "/foo/bar/\xE3\x83\x84", "/foo/bar/%E3%83%84" },
        { "/foo/bar/%E3%83%84", "/foo/bar/%e3%83%84" },
        { "/foo/bar/%62%61%7A", "/foo/bar/baz" },
        { "/foo/bar/baz", "/foo/b%61r/baz" },
        { "/path/file-with-a-%2A.html", "/path/file-with-a-*.html" },
        { "/path/foo-%24", "/path/foo-$" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        char text[100];

        snprintf(text, sizeof text, "User-agent: *\nDisallow: %s\n", same[i][0]);
        if (allows(text, same[i][1]))
            fail_msg("%s and %s", same[i][0], same[i][1]);
    }
    assert_true(allows("User-agent: *\nDisallow: /a%2Fb\n", "/a/b"));
    assert_true(allows("User-agent: *\nDisallow: /a%\n", "/a"));
    assert_false(allows("User-agent: *\nDisallow: /a%\n", "/a%"));
}

static void a_crawl_delay_is_read_up_to_a_ceiling(void **state)
{
    static const struct {
        const char *text;
        unsigned delay;
    } cases[] = {
        { "User-agent: *\nCrawl-delay: 5\n", 5 },
        { "User-agent: *\nCrawl-delay: 0.5\n", 1 },
        { "User-agent: *\nCrawl-delay: 99999999999999999999\n", ROBOTS_DELAY_MAX },
        { "User-agent: *\nCrawl-delay: soon\n", 0 },
        { "User-agent: gullbot\nCrawl-delay: 5\n", 0 },
        { "User-agent: *\nCrawl-delay: 5\n\nUser-agent: gullbot\nDisallow: /\n", 5 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct robots robots = read_robots(cases[i].text);

        assert_int_equal(robots.delay, cases[i].delay);
        assert_true(robots_allow(&robots, text_c("/a")));
        robots_release(&robots);
    }
}

static void of_a_robots_txt_without_end_the_beginning_counts(void **state)
{
    struct buffer b = { 0 };
    struct robots robots;

    (void)state;
    buffer_c(&b, "User-agent: *\nDisallow: /first\n");
    while (b.len < ROBOTS_MAX)
        buffer_c(&b, "# a remark that says nothing at all\n");
    buffer_c(&b, "Disallow: /last\n");
    assert_int_equal(robots_read(buffer_as_text(&b), "priscus", &robots), PRISCUS_OK);
    assert_false(robots_allow(&robots, text_c("/first")));
    assert_true(robots_allow(&robots, text_c("/last")));
    robots_release(&robots);
    buffer_release(&b);
}

/* ---- hosts ----------------------------------------------------------------------------- */

static void of_too_many_hosts_the_one_not_asked_for_longest_is_forgotten(void **state)
{
    struct hosts hosts = { 0 };
    struct host *first = hosts_find(&hosts, text_c("first.example")), *second;
    char name[40];

    (void)state;
    assert_non_null(first);
    assert_true(host_due(first, 5) <= net_now());
    first->asked = net_now() + 100;
    assert_true(host_due(first, 5) > net_now() + 100);
    second = hosts_find(&hosts, text_c("second.example"));
    second->looked = -5;
    for (int i = 0; i < HOSTS_MAX - 1; i++) {
        snprintf(name, sizeof name, "%d.example", i);
        assert_non_null(hosts_find(&hosts, text_c(name)));
    }
    assert_int_equal(hosts.n, HOSTS_MAX);
    assert_ptr_equal(hosts_find(&hosts, text_c("first.example")), first);
    hosts_release(&hosts);
    assert_int_equal(hosts.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_put_in_order),
        cmocka_unit_test(an_address_knows_its_parts),
        cmocka_unit_test(an_address_is_kept_without_name_and_password),
        cmocka_unit_test(what_is_no_address_of_a_page_is_refused),
        cmocka_unit_test(links_are_resolved_as_rfc_3986_says),
        cmocka_unit_test(addresses_that_are_not_the_worlds_are_known),
        cmocka_unit_test(an_empty_file_asks_nothing),
        cmocka_unit_test(the_group_that_names_us_counts_and_no_other),
        cmocka_unit_test(groups_that_name_us_twice_are_joined),
        cmocka_unit_test(lines_of_another_kind_end_no_group),
        cmocka_unit_test(the_longest_rule_wins_and_of_two_as_long_the_one_that_allows),
        cmocka_unit_test(stars_and_the_end_sign),
        cmocka_unit_test(escapes_are_compared_by_what_they_say),
        cmocka_unit_test(a_crawl_delay_is_read_up_to_a_ceiling),
        cmocka_unit_test(of_a_robots_txt_without_end_the_beginning_counts),
        cmocka_unit_test(of_too_many_hosts_the_one_not_asked_for_longest_is_forgotten),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
