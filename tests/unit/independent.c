/* Which names mean one medium, and how many independent sources reports have. All names are made up. */
#include "story/changes/known_accounts.h"
#include "story/sources/independent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "story/sources/medium.h"

static void key_is(const char *name, const char *address, const char *expected)
{
    char room[MEDIUM_KEY_MAX];
    struct text key = medium_key(text_c(name), text_c(address), room);

    if (!text_is(key, expected))
        fail_msg("\"%s\" %s: \"%.*s\", not \"%s\"", name ? name : "", address ? address : "", (int)key.len, key.ptr,
                 expected);
}

static void one_outlet_has_one_key(void **state)
{
    (void)state;
    key_is("The Ferry Post", NULL, "ferrypost");
    key_is("Ferry Post", NULL, "ferrypost");
    key_is("ferrypost.example", NULL, "ferrypost");
    key_is("FERRY-POST News Online", NULL, "ferrypost");
    key_is("Agence France-Presse", NULL, "afp");
    key_is("AFP", NULL, "afp");
    key_is("News", NULL, "news");
    key_is("The", NULL, "the");
    key_is("", NULL, "");
    key_is(NULL, NULL, "");
}

static void an_address_names_an_outlet_without_a_name(void **state)
{
    (void)state;
    key_is(NULL, "https://www.ferrypost.example/talks?day=3", "ferrypost");
    key_is(NULL, "https://edition.skarr.co.uk:8080/a", "skarr");
    key_is(NULL, "https://me@skarr.com/a", "skarr");
    key_is(NULL, "https://bit.ly/a", "bit");
    key_is(NULL, "file.txt", "");
    key_is("Coast Radio", "https://skarr.example/a", "coastradio");
}

static void feeds_of_an_outlet_are_that_outlet(void **state)
{
    (void)state;
    key_is("skarr-world", NULL, "skarr");
    key_is("skarr-eu", NULL, "skarr");
    key_is("skarr-middle-east", NULL, "skarr");
    key_is("skarr", NULL, "skarr");
    key_is("orlune-press", NULL, "orlunepress");
    key_is("orlune-press", "https://orlune.example/x", "orlune");
    key_is("world-news", NULL, "world");
    key_is("Skarr-World", NULL, "skarr");
    key_is("-eu", NULL, "eu");
}

static void own(const char *name, const char *outlet, bool expected)
{
    if (medium_is_own(text_c(name), text_c(outlet)) != expected)
        fail_msg("\"%s\" in %s", name, outlet);
}

static void an_outlet_is_known_by_what_it_calls_itself(void **state)
{
    (void)state;
    own("Dispatch", "Skarrvik Dispatch", true);
    own("the Dispatch", "Skarrvik Dispatch", true);
    own("The Skarrvik Dispatch", "skarrvik-dispatch", true);
    own("Skarr News Privacy Policy", "skarr-world", true);
    own("Jarrow Post", "jpost-eu", true);
    own("the Post", "jpost-eu", true);
    own("Dalgo Welle", "dw", true);
    own("Dalgo Post", "dw", false);
    own("Post", "Skarrvik Dispatch", false);
    own("Skarrvik", "Skarrvik Dispatch", false);
    own("Radio Skarr", "Skarrvik Dispatch", false);
    own("", "Skarrvik Dispatch", false);
    own("Radio Skarr", "", false);
}

static void medium(const char *phrase, const char *expected)
{
    struct text name = medium_in(text_c(phrase));

    if (!text_is(name, expected))
        fail_msg("\"%s\" means \"%.*s\"", phrase, (int)name.len, name.ptr);
}

static void a_phrase_may_mean_a_medium(void **state)
{
    (void)state;
    medium("Radio Skarr", "Radio Skarr");
    medium("a clerk who spoke to Radio Skarr", "Radio Skarr");
    medium("AFP", "AFP");
    medium("Radio Skarr's owner", "");
    medium("Pia Holm", "");
    medium("", "");
    medium("his Telegram channel", "");
    assert_true(medium_is_platform(text_c("Telegram")));
    assert_false(medium_is_platform(text_c("Radio Skarr")));
}

/* One report a line of "outlet <- agency <- cited"; "=2" behind it: its page is a copy of that of report 2, counted
 * from 0. */
static void sources_are(const char *reports, const char *expected)
{
    struct account accounts[32];
    struct arena mem = { 0 };
    struct sources found;
    struct buffer names = { 0 };
    struct text rest = text_c(reports);
    size_t n = 0;

    while (rest.ptr && rest.len) {
        struct text line = text_cut(&rest, '\n'), media = text_trim(text_cut(&line, '='));
        struct account *a = &accounts[n++];

        *a = (struct account){ .copy_of = ACCOUNT_NONE };
        if (line.len)
            a->copy_of = (size_t)(line.ptr[0] - '0');
        while (media.len) {
            size_t at = text_find(media, text_c(" <- "), 0), end = at == NOWHERE ? media.len : at;

            account_add(a, text_of(media.ptr, end));
            media = at == NOWHERE ? (struct text){ 0 } : text_of(media.ptr + at + 4, media.len - at - 4);
        }
    }
    assert_int_equal(sources_find(accounts, n, &mem, &found), PRISCUS_OK);
    buffer_format(&names, "%zu:", found.n);
    for (size_t i = 0; i < found.n_named; i++)
        buffer_format(&names, " %.*s;", (int)found.names[i].len, found.names[i].ptr);
    assert_string_equal(names.ptr, expected);
    buffer_release(&names);
    arena_release(&mem);
}

static void reports_with_one_agency_behind_them_count_as_one(void **state)
{
    (void)state;
    sources_are("The Ferry Post <- Meridian\nSkarrvik Dispatch <- Meridian\nThe Tern <- Meridian", "1: Meridian;");
    sources_are("The Ferry Post <- Meridian\nMeridian", "1: Meridian;");
    sources_are("The Ferry Post <- Meridian\nSkarrvik Dispatch", "2: Meridian; Skarrvik Dispatch;");
    sources_are("The Ferry Post\nFerry Post\nferrypost.example", "1: The Ferry Post;");
    sources_are("", "0:");
}

static void a_copy_has_it_from_what_it_copies(void **state)
{
    (void)state;
    sources_are("The Ferry Post <- Meridian\nOrlune Press =0", "1: Meridian;");
    sources_are("The Ferry Post\nOrlune Press =0\nThe Tern =1", "1: The Ferry Post;");
    sources_are("The Ferry Post\nOrlune Press <- Meridian =0", "2: The Ferry Post; Meridian;"); /* a credit says more */
    sources_are("The Ferry Post =0", "1: The Ferry Post;");
    sources_are("The Ferry Post =9", "1: The Ferry Post;");
}

static void what_one_report_tells_of_a_medium_holds_for_all(void **state)
{
    (void)state;
    sources_are("The Tern <- Meridian <- Radio Skarr\nThe Ferry Post <- Meridian", "1: Radio Skarr;");
    sources_are("The Tern <- Meridian <- Radio Skarr\nThe Ferry Post <- Meridian <- Coast Herald",
                "2: Radio Skarr; Coast Herald;");
    sources_are("The Tern <- Meridian\nThe Tern", "1: Meridian;");
}

static void media_that_have_it_from_each_other_count_once(void **state)
{
    (void)state;
    sources_are("The Tern <- Radio Skarr\nRadio Skarr <- The Tern", "1: The Tern;");
    sources_are("A Post <- B Post\nB Post <- C Post\nC Post <- A Post\nD Post <- B Post\nE Post", "2: A Post; E Post;");
    sources_are("A Post <- B Post\nB Post <- A Post\nA Post <- Meridian", "1: Meridian;");
}

static void reports_that_name_nothing_count_once_and_only_alone(void **state)
{
    (void)state;
    sources_are("\n\n", "1:");
    sources_are("\nThe Tern\n", "1: The Tern;");
}

static void chain_gives(const char *chain, const char *speaker, const char *outlet, const char *expected)
{
    struct account account;
    struct buffer media = { 0 };

    account_of_chain(text_c(chain), text_c(speaker), text_c(outlet), &account);
    buffer_c(&media, "");
    for (size_t i = 0; i < account.n; i++)
        buffer_format(&media, "%s%.*s", i ? ", " : "", (int)account.media[i].len, account.media[i].ptr);
    assert_string_equal(media.ptr ? media.ptr : "", expected);
    buffer_release(&media);
}

static void a_printed_chain_gives_its_media(void **state)
{
    (void)state;
    chain_gives("The Ferry Post <- AFP <- Pia Holm", "Pia Holm", "The Ferry Post", "The Ferry Post, AFP");
    chain_gives("The Ferry Post <- AFP <- Pia Holm <- Ana Brook", "Ana Brook", "The Ferry Post", "The Ferry Post, AFP");
    chain_gives("The Ferry Post <- Radio Skarr <- Pia Holm <- Coast Herald", "Pia Holm", "The Ferry Post",
                "The Ferry Post, Radio Skarr");
    chain_gives("The Ferry Post <- Radio Skarr", "Radio Skarr", "The Ferry Post", "The Ferry Post, Radio Skarr");
    chain_gives("Pia Holm", "Pia Holm", "", "");
    chain_gives("Weir", "", "", "Weir");
    chain_gives("", "", "The Ferry Post", "The Ferry Post");
}

static void a_statement_gives_the_media_before_its_speaker(void **state)
{
    struct article article = { .outlet = text_c("The Ferry Post") };
    struct text agency = text_c("AFP");
    struct account account;
    struct statement statement = {
        .n_chain = 5,
        .chain = { { .role = CHAIN_OUTLET, .name = text_c("The Ferry Post") },
                   { .role = CHAIN_AGENCY, .name = agency },
                   { .role = CHAIN_QUOTER, .name = text_c("Pia Holm") },
                   { .role = CHAIN_SPEAKER, .name = text_c("Ana Brook") },
                   { .role = CHAIN_CITED, .name = text_c("Radio Skarr") } },
    };

    (void)state;
    account_of(&article, &statement, &account);
    assert_int_equal(account.n, 2);
    assert_true(text_is(account.media[1], "AFP"));
    statement.chain[3] = (struct chain_link){ .role = CHAIN_SPEAKER, .name = text_c("Radio Skarr") };
    statement.n_chain = 4;
    account_of(&article, &statement, &account);
    assert_int_equal(account.n, 3);
    account_of(&article, NULL, &account);
    assert_int_equal(account.n, 1);
    article.agencies = &agency;
    article.n_agencies = 1;
    article.republished_by = text_c("Dalgo News");
    account_of(&article, NULL, &account);
    assert_int_equal(account.n, 3);
    /* An outlet in the author's place is credited, but not the page's own. */
    article = (struct article){ .outlet = text_c("Fen Weekly"), .byline = text_c("The Ferry Post") };
    account_of(&article, NULL, &account);
    assert_int_equal(account.n, 2);
    statement.n_chain = 2;
    statement.chain[0] = (struct chain_link){ .role = CHAIN_OUTLET, .name = article.outlet };
    statement.chain[1] = (struct chain_link){ .role = CHAIN_CITED, .name = text_c("Radio Skarr") };
    account_of(&article, &statement, &account);
    assert_int_equal(account.n, 3);
    assert_true(text_is(account.media[1], "Ferry Post"));
    article.byline = text_c("Fen Weekly Radio");
    account_of(&article, NULL, &account);
    assert_int_equal(account.n, 1);
    article.byline = text_c("Ana Brook");
    account_of(&article, NULL, &account);
    assert_int_equal(account.n, 1);
}

/* A chain of 60,000 outlets, each of which has it from the next. */
static void a_long_way_is_no_deep_recursion(void **state)
{
    enum { N = 60000 };
    struct arena mem = { 0 };
    struct account *accounts = arena_alloc(&mem, N * sizeof *accounts);
    char(*names)[16] = arena_alloc(&mem, (N + 1) * sizeof *names);
    struct sources found;

    (void)state;
    for (size_t i = 0; i <= N; i++)
        snprintf(names[i], sizeof names[i], "Outlet %zu", i);
    for (size_t i = 0; i < N; i++) {
        accounts[i] = (struct account){ .copy_of = ACCOUNT_NONE };
        account_add(&accounts[i], text_c(names[i]));
        account_add(&accounts[i], text_c(names[i + 1]));
    }
    assert_int_equal(sources_find(accounts, N, &mem, &found), PRISCUS_OK);
    assert_int_equal(found.n, 1);
    assert_true(text_is(found.names[0], "Outlet 60000"));
    arena_release(&mem);
}

static void every_failed_allocation_is_told(void **state)
{
    struct arena mem = { 0 };
    struct account accounts[2] = { { .n = 2, .media = { text_c("A Post"), text_c("B Post") }, .copy_of = ACCOUNT_NONE },
                                   { .n = 1, .media = { text_c("C Post") }, .copy_of = 0 } };

    (void)state;
    for (long k = 1;; k++) {
        struct sources found = { .n = 77 };
        priscus_status status;

        mem.fail_after = k;
        status = sources_find(accounts, 2, &mem, &found);
        mem.fail_after = 0;
        arena_reset(&mem);
        if (status == PRISCUS_OK) {
            assert_int_equal(found.n, 1);
            break;
        }
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_int_equal(found.n, 77);
    }
    arena_release(&mem);
}

/* What was worked out once is what is worked out each time, and the same for reports that name the same media. */
static void accounts_are_known_again(void **state)
{
    static const struct {
        const char *chain, *speaker, *outlet, *host;
        size_t same_as; /* an earlier one */
    } reports[] = {
        { "The Ferry Post <- Meridian <- Pia Holm", "Pia Holm", "The Ferry Post", "https://www.ferrypost.example", 0 },
        { "The Ferry Post <- Meridian <- Ilse Brandt", "Ilse Brandt", "The Ferry Post", "https://www.ferrypost.example", 0 },
        { "The Ferry Post <- Meridian <- Ilse Brandt", "Ilse Brandt", "The Ferry Post", "https://ferrypost.example", 2 },
        { "The Ferry Post <- Ilse Brandt", "Ilse Brandt", "The Ferry Post", "https://www.ferrypost.example", 3 },
        { "The Ferry Post <- Radio Skarr", "Radio Skarr", "The Ferry Post", "https://www.ferrypost.example", 4 },
        { "Ilse Brandt", "Ilse Brandt", "", "", 5 },
        { "", "", "", "", 6 },
        { "The Ferry Post <- Pia Holm", "Pia Holm", "The Ferry Post", "https://www.ferrypost.example", 3 },
    };
    struct known_accounts known = { 0 };
    const struct account *found[COUNT_OF(reports)];
    struct arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(reports); i++) {
        struct stance_report r = { .chain = text_c(reports[i].chain),
                                   .speaker = text_c(reports[i].speaker),
                                   .outlet = text_c(reports[i].outlet),
                                   .host = text_c(reports[i].host) };
        struct account again;

        assert_int_equal(known_account(&known, &r, &found[i]), PRISCUS_OK);
        if (reports[i].same_as != 5 && reports[i].same_as != 6) /* neither names a medium */
            assert_ptr_equal(found[i], found[reports[i].same_as]);
        account_of_chain(r.chain, r.speaker, r.outlet, &again);
        again.address = r.host;
        assert_int_equal(account_keys(&again, &mem), PRISCUS_OK);
        assert_int_equal(found[i]->n, again.n);
        for (size_t k = 0; k < again.n; k++) {
            assert_true(text_eq(found[i]->media[k], again.media[k]));
            assert_true(text_eq(found[i]->keys[k], again.keys[k]));
        }
    }
    known_accounts_forget(&known);
    arena_release(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_outlet_has_one_key),
        cmocka_unit_test(an_address_names_an_outlet_without_a_name),
        cmocka_unit_test(feeds_of_an_outlet_are_that_outlet),
        cmocka_unit_test(an_outlet_is_known_by_what_it_calls_itself),
        cmocka_unit_test(a_phrase_may_mean_a_medium),
        cmocka_unit_test(reports_with_one_agency_behind_them_count_as_one),
        cmocka_unit_test(a_copy_has_it_from_what_it_copies),
        cmocka_unit_test(what_one_report_tells_of_a_medium_holds_for_all),
        cmocka_unit_test(media_that_have_it_from_each_other_count_once),
        cmocka_unit_test(reports_that_name_nothing_count_once_and_only_alone),
        cmocka_unit_test(a_printed_chain_gives_its_media),
        cmocka_unit_test(a_statement_gives_the_media_before_its_speaker),
        cmocka_unit_test(a_long_way_is_no_deep_recursion),
        cmocka_unit_test(every_failed_allocation_is_told), cmocka_unit_test(accounts_are_known_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
