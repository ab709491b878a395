/* Pages and articles whatever reader made them: guessing, verbatim text, the check. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "page/format.h"

#define TEXT(literal) literal, sizeof literal - 1

static struct arena mem;

static void names_of_kinds_go_there_and_back(void **state)
{
    enum priscus_from from;

    (void)state;
    for (int i = PRISCUS_FROM_AUTO; i <= PRISCUS_FROM_WARC; i++) {
        assert_true(format_parse(text_c(format_text((enum priscus_from)i)), &from));
        assert_int_equal(from, i);
    }
    assert_false(format_parse(text_c("pdf"), &from));
}

static void a_kind_is_guessed_by_name_then_bytes(void **state)
{
    static const struct {
        const char *name, *bytes;
        enum priscus_from from;
    } cases[] = {
        { "a.html", "words", PRISCUS_FROM_HTML },
        { "a.HTM", "words", PRISCUS_FROM_HTML },
        { "a.jsonl", "{\"text\": 1}", PRISCUS_FROM_JSONL },
        { "a.ndjson", "", PRISCUS_FROM_JSONL },
        { "-", "{\"text\": 1}", PRISCUS_FROM_JSONL },
        { "-", "\xEF\xBB\xBF { \"text\": 1}", PRISCUS_FROM_JSONL },
        { "-", "{braces} in prose", PRISCUS_FROM_PAGE },
        { "-", "\n<!DOCTYPE html>", PRISCUS_FROM_HTML },
        { "a.txt", "<p>one</p>", PRISCUS_FROM_HTML },
        { "a.txt", "<3 is no tag", PRISCUS_FROM_PAGE },
        { "a.txt", "words with <div> in them", PRISCUS_FROM_PAGE },
        { "a", "words", PRISCUS_FROM_PAGE },
        { "", "", PRISCUS_FROM_PAGE },
        { "a.json", "words", PRISCUS_FROM_JSONL },
        { "a.json", "<html>", PRISCUS_FROM_HTML },
        { "a.html", "WARC/1.1\r\n", PRISCUS_FROM_WARC },
        { "a.warc", "words", PRISCUS_FROM_PAGE }, /* it would begin with its signature */
        { "a.html", "<rss version=\"2.0\"><channel>", PRISCUS_FROM_FEED },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        enum priscus_from from = PRISCUS_FROM_AUTO;
        struct priscus_error err;

        assert_int_equal(format_guess(text_c(cases[i].name), text_c(cases[i].bytes), &from, &err), PRISCUS_OK);
        if (from != cases[i].from)
            fail_msg("%s, %s: %s", cases[i].name, cases[i].bytes, format_text(from));
    }
}

static void what_is_no_page_is_refused_with_what_it_is(void **state)
{
    static const struct {
        const char *name, *bytes;
        size_t n;
        const char *why;
    } cases[] = {
        { "a.html", "\x89PNG\r\n", 6, "PNG" }, { "a", "%PDF-1.7", 8, "PDF" },
        { "a.txt", "PK\x03\x04", 4, "ZIP" },   { "a.html.gz", "\x1F\x8B\x08", 3, "gzip" },
        { "a", "ab\0cd", 5, "NUL" },           { "a.jsonl", "\xFF\xFE{\0\"\0", 6, "UTF-16" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        enum priscus_from from = PRISCUS_FROM_AUTO;
        struct priscus_error err = { 0 };

        assert_int_equal(format_guess(text_c(cases[i].name), text_of(cases[i].bytes, cases[i].n), &from, &err),
                         PRISCUS_EINPUT);
        assert_int_equal(from, PRISCUS_FROM_AUTO);
        if (!strstr(err.message, cases[i].why))
            fail_msg("%s: %s", cases[i].name, err.message);
    }
}

static void a_body_in_a_warc_file_is_what_its_media_type_says(void **state)
{
    static const struct {
        const char *media, *body;
        enum priscus_from from; /* AUTO: no page */
    } cases[] = {
        { "text/html", "words", PRISCUS_FROM_HTML },
        { "TEXT/HTML", "words", PRISCUS_FROM_HTML },
        { "text/plain", "words", PRISCUS_FROM_PAGE },
        { "text/plain charset=utf-8", "words", PRISCUS_FROM_PAGE },
        { "text/html", "<rss><channel>", PRISCUS_FROM_FEED },
        { "", "<html>", PRISCUS_FROM_HTML },
        { "application/octet-stream", "<html>", PRISCUS_FROM_HTML },
        { "application/xml", "<html>", PRISCUS_FROM_HTML },
        { "", "words", PRISCUS_FROM_AUTO },
        { "image/png", "<html>", PRISCUS_FROM_AUTO },
        { "text/html", "\x89PNG\r\n", PRISCUS_FROM_AUTO },
        { "", "WARC/1.1\r\n", PRISCUS_FROM_AUTO },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        enum priscus_from from = PRISCUS_FROM_AUTO;
        bool page = format_of_body(text_c(cases[i].media), text_c(cases[i].body), &from);

        if (page != (cases[i].from != PRISCUS_FROM_AUTO) || from != cases[i].from)
            fail_msg("%s, %s: %s", cases[i].media, cases[i].body, format_text(from));
    }
    assert_false(format_of_body(text_c("text/plain"), text_of("a\0b", 3), &(enum priscus_from){ 0 }));
    assert_true(format_of_body(text_c("text/html"), text_of("a\0b", 3), &(enum priscus_from){ 0 }));
}

static void a_file_of_pages_is_not_read_as_a_page(void **state)
{
    struct page page = { .name = text_c("a.warc"), .bytes = text_c("WARC/1.1\r\n") };
    struct priscus_error err;
    struct article a;

    (void)state;
    assert_int_equal(article_read(&page, &mem, &a, &err), PRISCUS_EINPUT);
    assert_string_equal(err.message, "no page, but a file of pages");
}

static struct article text_article(struct text bytes, struct page *page)
{
    struct article a = { 0 };
    struct priscus_error err;
    const char *why;

    *page = (struct page){ .name = text_c("t"), .bytes = bytes, .from = PRISCUS_FROM_TEXT };
    arena_reset(&mem);
    assert_int_equal(article_read(page, &mem, &a, &err), PRISCUS_OK);
    if (!article_check(&a, page, &why))
        fail_msg("article_check: %s", why);
    return a;
}

static void verbatim_text_stands_as_it_came(void **state)
{
    const char *text = "\xEF\xBB\xBF One,\nstill one.\n \n\n  Two.  \n";
    struct page page;
    struct article a = text_article(text_c(text), &page);

    (void)state;
    assert_true(text_is(a.body, text));
    assert_int_equal(a.n_paragraphs, 2);
    assert_true(text_is(text_in(a.body, a.paragraphs[1].body), "Two."));
    assert_int_equal(a.paragraphs[1].page.begin, a.paragraphs[1].body.begin);
}

static void broken_text_is_repaired_and_still_found_in_the_page(void **state)
{
    const char *text = "a\xFF\xE2\x82 b\n\n\xE2\x82\xAC two \xC3";
    struct page page;
    struct article a = text_article(text_c(text), &page);

    (void)state;
    assert_true(a.unsure);
    assert_int_equal(a.n_paragraphs, 2);
    assert_true(text_is(text_in(a.body, a.paragraphs[0].body), "a\xEF\xBF\xBD\xEF\xBF\xBD b"));
    assert_true(text_is(text_in(page.bytes, a.paragraphs[0].page), "a\xFF\xE2\x82 b"));
    assert_true(text_is(text_in(page.bytes, a.paragraphs[1].page), "\xE2\x82\xAC two \xC3"));
}

static void text_in_another_charset_is_read_and_keeps_its_places(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *text;
    } cases[] = {
        { TEXT("Ada Br\xFCsk said: \x93We agree.\x94 It\x92s a start."), /* windows-1252 */
          "Ada Br\xC3\xBCsk said: \xE2\x80\x9CWe agree.\xE2\x80\x9D It\xE2\x80\x99s a start." },
        { TEXT("Ada Br\x9Fsk said: \xD2We agree.\xD3 It\xD5s a start."), /* Mac Roman */
          "Ada Br\xC3\xBCsk said: \xE2\x80\x9CWe agree.\xE2\x80\x9D It\xE2\x80\x99s a start." },
        { TEXT("\x93No,\x94 he said."), "\xE2\x80\x9CNo,\xE2\x80\x9D he said." },
        { TEXT("\xD2No,\xD3 he said."), "\xE2\x80\x9CNo,\xE2\x80\x9D he said." },
        { TEXT("Rozmowy: \x84Tak\x94, powiedzia\xB3 \xBFo\xB3nierz."), /* windows-1250 */
          "Rozmowy: \xE2\x80\x9ETak\xE2\x80\x9D, powiedzia\xC5\x82 \xC5\xBCo\xC5\x82nierz." },
        { TEXT("\xCC\xE8\xED\xE8\xF1\xF2\xF0: \xAB\xC4\xE0\xBB."), /* windows-1251 */
          "\xD0\x9C\xD0\xB8\xD0\xBD\xD0\xB8\xD1\x81\xD1\x82\xD1\x80: \xC2\xAB\xD0\x94\xD0\xB0\xC2\xBB." },
        { TEXT("\xED\xC9\xCE\xC9\xD3\xD4\xD2: \"\xE4\xC1\"."), /* KOI8-R */
          "\xD0\x9C\xD0\xB8\xD0\xBD\xD0\xB8\xD1\x81\xD1\x82\xD1\x80: \"\xD0\x94\xD0\xB0\"." },
        { TEXT("\xFF\xFEH\0e\0 \0s\0a\0i\0d\0 \0\x1C\x20N\0o\0\x1D\x20.\0"), "He said \xE2\x80\x9CNo\xE2\x80\x9D." },
        { TEXT("H\0e\0 \0s\0a\0i\0d\0 \0\x1C\x20N\0o\0\x1D\x20.\0"), "He said \xE2\x80\x9CNo\xE2\x80\x9D." },
        { TEXT("\0H\0e\0 \0s\0a\0i\0d\0 \x20\x1C\0N\0o\x20\x1D\0."), "He said \xE2\x80\x9CNo\xE2\x80\x9D." },
        /* UTF-8 with one broken byte stays UTF-8 */
        { TEXT("Br\xC3\xBCsk said: \x93No."), "Br\xC3\xBCsk said: \xEF\xBF\xBDNo." },
        { TEXT("a \xFF b"), "a \xEF\xBF\xBD b" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct page page;
        struct article a = text_article(text_of(cases[i].bytes, cases[i].n), &page);
        size_t mark = text_starts(page.bytes, "\xFF\xFE") ? 2 : 0;

        if (!text_is(a.body, cases[i].text))
            fail_msg("%zu: %.*s", i, (int)a.body.len, a.body.ptr);
        assert_int_equal(a.paragraphs[0].page.begin, mark);
        assert_int_equal(a.paragraphs[0].page.end, page.bytes.len);
        page.from = PRISCUS_FROM_PAGE;
        if (article_read(&page, &mem, &a, NULL) == PRISCUS_OK && !text_is(a.body, cases[i].text))
            fail_msg("%zu: %.*s", i, (int)a.body.len, a.body.ptr);
    }
}

static void a_charset_that_is_stated_is_believed(void **state)
{
    const struct page page = { .bytes = text_c("Br\xFCsk, \xA4"),
                               .from = PRISCUS_FROM_TEXT,
                               .charset = text_c("latin2") };
    struct article a;

    (void)state;
    assert_int_equal(article_read(&page, &mem, &a, NULL), PRISCUS_OK);
    assert_true(text_is(a.body, "Br\xC3\xBCsk, \xC2\xA4"));
    assert_false(a.unsure);
}

/* SQL shows nothing behind a NUL. */
static void a_nul_in_a_text_is_u_fffd(void **state)
{
    static const char text[] = "Talks go on\n\nOne \0 two.\n\nThree\0.";

    (void)state;
    for (int from = PRISCUS_FROM_PAGE; from <= PRISCUS_FROM_TEXT; from++) {
        struct page page = { .name = text_c("t"),
                             .bytes = text_of(text, sizeof text - 1),
                             .from = (enum priscus_from)from };
        struct article a = { 0 };
        struct priscus_error err;
        const char *why;

        arena_reset(&mem);
        if (article_read(&page, &mem, &a, &err) != PRISCUS_OK)
            fail_msg("%s", err.message);
        assert_true(article_check(&a, &page, &why));
        assert_null(memchr(a.body.ptr, '\0', a.body.len));
        assert_true(text_find(a.body, text_c("One \xEF\xBF\xBD two."), 0) != NOWHERE);
        if (from == PRISCUS_FROM_PAGE)
            continue;
        assert_int_equal(a.n_paragraphs, 3);
        assert_int_equal(a.paragraphs[1].page.begin, 13);
        assert_int_equal(a.paragraphs[1].page.end, 23);
        assert_int_equal(a.paragraphs[2].page.end, sizeof text - 1);
    }
}

static void white_space_is_no_article(void **state)
{
    struct page page = { .bytes = text_c(" \n\xC2\xA0\n\n"), .from = PRISCUS_FROM_TEXT };
    struct article a = { .n_agencies = 7 };
    struct priscus_error err;

    (void)state;
    assert_int_equal(article_read(&page, &mem, &a, &err), PRISCUS_EINPUT);
    assert_int_equal(a.n_agencies, 7);
}

static void every_role_has_a_name(void **state)
{
    (void)state;
    for (int i = 0; i < ROLE_COUNT; i++)
        assert_string_not_equal(role_text((enum role)i), "unknown");
    assert_string_equal(role_text(ROLE_COUNT), "unknown");
}

static void the_check_finds_what_is_wrong(void **state)
{
    struct paragraph good[2] = { { ROLE_HEADLINE, { 0, 3 }, { 5, 8 } }, { ROLE_BODY, { 5, 8 }, { 0, 3 } } };
    struct dropped drop = { ROLE_PROMO, { 0, 1 }, "rule" };
    struct page page = { .bytes = text_c("12345678") };
    const struct article base = {
        .body = text_c("one\n\n\xC3\xA9o"), .paragraphs = good, .n_paragraphs = 2, .dropped = &drop, .n_dropped = 1
    };
    struct article a = base;
    struct paragraph bad[2];
    const char *why;

    (void)state;
    assert_true(article_check(&a, &page, &why));
#define BREAK(change)                                                                                                  \
    do {                                                                                                               \
        memcpy(bad, good, sizeof bad);                                                                                 \
        a = base;                                                                                                      \
        a.paragraphs = bad;                                                                                            \
        change;                                                                                                        \
        assert_false(article_check(&a, &page, &why));                                                                  \
        assert_non_null(why);                                                                                          \
    } while (0)
    BREAK(bad[0].role = ROLE_PROMO);
    BREAK(bad[0].body.end = 6);
    BREAK(bad[1].body.begin = 2);
    BREAK(bad[1].body.begin = 6);
    BREAK(bad[1].body.end = 9);
    BREAK(bad[1].body.end = 5);
    BREAK(bad[1].page.end = 9);
    BREAK(bad[0].role = ROLE_BODY);
    BREAK(drop.rule = NULL);
    drop.rule = "rule";
    BREAK(drop.role = ROLE_BODY);
    drop.role = ROLE_PROMO;
    BREAK(a.body = text_c("one\n\n\xFFoo"));
    BREAK(a.title = text_c("\xFF"));
    BREAK(a.title = text_of(NULL, 1));
    BREAK(a.unsure = true);
    BREAK(a.published.precision = 77);
    BREAK(a.n_agencies = 1; a.agencies = &(struct text){ 0 });
#undef BREAK
}

static void every_allocation_may_fail(void **state)
{
    struct page page = { .bytes = text_c("One \xFF.\n\nTwo."), .from = PRISCUS_FROM_TEXT };
    long k;

    (void)state;
    for (k = 1; k < 100; k++) {
        struct article a = { .n_agencies = 7 };
        struct priscus_error err;
        priscus_status status;

        arena_reset(&mem);
        mem.fail_after = k;
        status = article_read(&page, &mem, &a, &err);
        mem.fail_after = 0;
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_int_equal(a.n_agencies, 7);
    }
    assert_true(k > 1 && k < 100);
}

static int let_go(void **state)
{
    (void)state;
    arena_release(&mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_kinds_go_there_and_back),
        cmocka_unit_test(a_kind_is_guessed_by_name_then_bytes),
        cmocka_unit_test(what_is_no_page_is_refused_with_what_it_is),
        cmocka_unit_test(a_body_in_a_warc_file_is_what_its_media_type_says),
        cmocka_unit_test(a_file_of_pages_is_not_read_as_a_page),
        cmocka_unit_test(verbatim_text_stands_as_it_came),
        cmocka_unit_test(broken_text_is_repaired_and_still_found_in_the_page),
        cmocka_unit_test(text_in_another_charset_is_read_and_keeps_its_places),
        cmocka_unit_test(a_charset_that_is_stated_is_believed),
        cmocka_unit_test(a_nul_in_a_text_is_u_fffd),
        cmocka_unit_test(white_space_is_no_article),
        cmocka_unit_test(every_role_has_a_name),
        cmocka_unit_test(the_check_finds_what_is_wrong),
        cmocka_unit_test(every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, let_go);
}
