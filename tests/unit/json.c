/* JSON lines: values under their many names, the body byte for byte, ranges in the raw line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "page/article.h"
#include "page/source/json_map.h"

static struct arena mem;

static priscus_status read_line(struct text line, struct article *out, struct priscus_error *err)
{
    struct page page = { .name = text_c("t:1"), .bytes = line, .from = PRISCUS_FROM_JSONL };
    priscus_status status = article_read_json(&page, &mem, out, err);
    const char *why = "";

    if (status == PRISCUS_OK && !article_check(out, &page, &why))
        fail_msg("article_check: %s", why);
    return status;
}

static struct article article_of(const char *line)
{
    struct article article = { 0 };
    struct priscus_error err;

    arena_reset(&mem);
    if (read_line(text_c(line), &article, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return article;
}

static void assert_text(struct text got, const char *want)
{
    if (!text_is(got, want))
        fail_msg("got  \"%.*s\"\n      want \"%s\"", (int)got.len, got.ptr ? got.ptr : "NULL", want);
}

static void every_name_of_a_field_is_known(void **state)
{
    static const char *const lines[] = {
        "{\"text\": \"B\", \"id\": \"7\", \"title\": \"T\", \"outlet\": \"O\", \"byline\": \"A\", "
        "\"published\": "
        "\"2031-05-03\", \"url\": \"u\", \"language\": \"en\", \"section\": \"S\"}",
        "{\"body\": \"B\", \"file\": \"7\", \"headline\": \"T\", \"source\": \"O\", \"author\": \"A\", "
        "\"date\": "
        "\"2031-05-03\", \"address\": \"u\", \"language\": \"en\", \"section\": \"S\"}",
        "{\"content\": \"B\", \"id\": 7, \"headline\": \"T\", \"site\": {\"name\": \"O\"}, \"authors\": "
        "[\"A\"], "
        "\"publish_date\": \"2031-05-03\", \"link\": \"u\", \"language\": \"en\", \"section\": [\"S\"]}",
        "{\"content\": \"B\", \"text\": null, \"id\": 7, \"headline\": \"T\", \"publisher\": {\"name\": "
        "{\"name\": "
        "\"O\"}}, \"authors\": [{\"name\": \"A\"}], \"date\": 1935600000, \"link\": \"u\", \"language\": "
        "\"en\", "
        "\"section\": \"S\"}",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        struct article a = article_of(lines[i]);

        assert_text(a.body, "B");
        assert_text(a.id, "7");
        assert_text(a.title, "T");
        assert_text(a.outlet, "O");
        assert_text(a.byline, "A");
        assert_text(a.address, "u");
        assert_text(a.language, "en");
        assert_text(a.section, "S");
        assert_int_equal(a.published.year, 2031);
        assert_int_equal(a.published.month, 5);
        assert_int_equal(a.published.day, i == 3 ? 3 : 3);
    }
}

static void slips_of_a_line_are_mended(void **state)
{
    static const struct {
        const char *line;
        size_t n; /* 0: its strlen() */
        const char *title, *body;
        bool unsure;
    } cases[] = {
        { "{\"title\": \"A \\ud83d b\", \"text\": \"C \\udfff d \\ud83d\\ude00.\"}", 0, "A \uFFFD b",
          "C \uFFFD d \U0001F600.", true },
        { "{\"title\": \"A\\ud83d\", \"text\": \"\\udc00\\ud83d\"}", 0, "A\uFFFD", "\uFFFD\uFFFD", true },
        { "{\"title\": \"A\\u0000 b\", \"text\": \"C \\u0000 d\"}", 0, "A\uFFFD b", "C \uFFFD d", true },
        { "{\"title\": \"A\\\\u0000\", \"text\": \"C\"}", 0, "A\\u0000", "C", false },
        { "{\"title\": \"A\0b\", \"text\": \"C\"}", 29, "A\uFFFDb", "C", true },
        { "{\"title\": \"Br\xFCsk in Caf\xE9\", \"text\": \"Br\xC3\xBCsk\"}", 0, "Br\u00FCsk in Caf\u00E9",
          "Br\u00FCsk", true },
        { "{\"title\": \"Br\xC3\xBCsk \xE9 b\", \"text\": \"C\"}", 0, "Br\u00FCsk \uFFFD b", "C", true },
        { "{\"title\": \"T\", \"text\": \"He said \x93We agree\x94, and left the caf\xE9.\"}", 0, "T",
          "He said \u201CWe agree\u201D, and left the caf\u00E9.", true },
        { "{\"score\": NaN, \"low\": -Infinity, \"date\": Infinity, \"text\": \"NaN is \\\"NaN\\\"\"}", 0, NULL,
          "NaN is \"NaN\"", false },
        { "{\"score\": [1e999, 2], \"text\": \"C 1e999\", \"title\": NaN}", 0, NULL, "C 1e999", false },
        { "{\"title\": \"A\tb\", \"text\": \"C\x0b d\re\"}", 0, "A\tb", "C\x0b d\re", false },
        { "{\"title\": \"It\\'s C:\\users\\q\", \"text\": \"C\"}", 0, "It's C:\\users\\q", "C", false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct article a = { 0 };
        struct priscus_error err;
        struct text line = text_of(cases[i].line, cases[i].n ? cases[i].n : strlen(cases[i].line));

        arena_reset(&mem);
        if (read_line(line, &a, &err) != PRISCUS_OK)
            fail_msg("%s: %s", cases[i].line, err.message);
        assert_text(a.body, cases[i].body);
        if (cases[i].title)
            assert_text(a.title, cases[i].title);
        else
            assert_null(a.title.ptr);
        assert_int_equal(a.unsure, cases[i].unsure);
    }
}

static void paragraphs_of_a_mended_line_stand_in_the_line(void **state)
{
    static const char line[] = "{\"score\": NaN, \"title\": \"\\ud83d\", \"text\": \"One \\u0000.\\n\\nT\xFCo.\"}";
    struct article a = article_of(line);
    struct text page = text_c(line);

    (void)state;
    assert_int_equal(a.n_paragraphs, 2);
    assert_text(text_in(page, a.paragraphs[0].page), "One \\u0000.");
    assert_text(text_in(page, a.paragraphs[1].page), "T\xFCo.");
    a = article_of("{\"score\": NaN, \"html\": \"<title>T</title><p>One \\ud83d is a sentence of some length.</p>\"}");
    assert_int_equal(a.n_paragraphs, 1);
}

static void what_cannot_be_mended_is_told_with_its_byte(void **state)
{
    struct article a;
    struct priscus_error err;

    (void)state;
    arena_reset(&mem);
    assert_int_equal(read_line(text_c("{\"a\": NaN, \"text\": \"no end}"), &a, &err), PRISCUS_EINPUT);
    assert_true(err.at > 20 && err.at <= 31);
}

static void what_is_not_said_is_null(void **state)
{
    struct article a = article_of("{\"text\": \"B\", \"title\": null, \"outlet\": \"  \", \"authors\": []}");

    (void)state;
    assert_null(a.title.ptr);
    assert_null(a.outlet.ptr);
    assert_null(a.byline.ptr);
    assert_false(date_known(a.published));
}

static void a_long_number_stays_an_id_digit_for_digit(void **state)
{
    struct article a = article_of("{\"id\": 123456789012345678901234567890, \"text\": \"B\"}");

    (void)state;
    assert_text(a.id, "123456789012345678901234567890");
}

static void several_authors_are_one_byline(void **state)
{
    struct article a = article_of("{\"authors\": [\"Ana Brook\", {\"name\": \"Jo Hill\"}, 7], \"text\": \"B\"}");

    (void)state;
    assert_text(a.byline, "Ana Brook, Jo Hill");
}

static void the_body_is_kept_byte_for_byte(void **state)
{
    struct article a = article_of("{\"text\": \"  One.\\r\\n\\r\\nTwo\\u00a0\\u2019\\ud83d\\udea2.\\n \"}");

    (void)state;
    assert_text(a.body, "  One.\r\n\r\nTwo\xC2\xA0\xE2\x80\x99\xF0\x9F\x9A\xA2.\n ");
    assert_int_equal(a.n_paragraphs, 2);
}

static void ranges_lie_in_the_raw_line(void **state)
{
    const char *line = "{\"note\": \"a \\\"text\\\": \", \"n\": [{\"text\": \"no\"}], \"te\\u0078t\": "
                       "\"\\ud83d\\udea2 One \\\"said\\\" so.\\n\\nTwo \\u00e9\\/.\", \"z\": 1}";
    struct article a = article_of(line);
    struct text first = text_in(text_c(line), a.paragraphs[0].page);
    struct text second = text_in(text_c(line), a.paragraphs[1].page);

    (void)state;
    assert_text(first, "\\ud83d\\udea2 One \\\"said\\\" so.");
    assert_text(second, "Two \\u00e9\\/.");
}

static void of_a_key_given_twice_the_last_counts(void **state)
{
    const char *line = "{\"text\": \"first\", \"text\": \"second\"}";
    struct article a = article_of(line);

    (void)state;
    assert_text(a.body, "second");
    assert_text(text_in(text_c(line), a.paragraphs[0].page), "second");
}

static void lines_are_paragraphs_only_where_no_line_is_blank(void **state)
{
    (void)state;
    assert_int_equal(article_of("{\"text\": \"one\\ntwo\\nthree\"}").n_paragraphs, 3);
    assert_int_equal(article_of("{\"text\": \"one\\ntwo\\n\\nthree\"}").n_paragraphs, 2);
    assert_int_equal(article_of("{\"text\": \"one\\ntwo\\n \\t\\r\\nthree\\n\\n\"}").n_paragraphs, 2);
}

static void bad_lines_are_refused_in_one_sentence(void **state)
{
    static const char *const cases[][2] = {
        { "", "not a JSON object" },
        { "{", "not a JSON object" },
        { "[1]", "one object {...} a line" },
        { "7", "not a JSON object" },
        { "{\"title\": \"T\", \"te\\nxt\": 1}", "it has: title, te?xt. Say which is the text: --map text=KEY" },
        { "{}", "(text, body, content, maintext, article_text, content_text, html, raw_html); it has: none. Say" },
        { "{\"text\": 7}", "is not a string" },
        { "{\"text\": \" \\n\"}", "is empty" },
        { "{\"text\": \"B\"} x", "not a JSON object" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct article a = { .n_agencies = 7 };
        struct priscus_error err = { 0 };

        arena_reset(&mem);
        assert_int_equal(read_line(text_c(cases[i][0]), &a, &err), PRISCUS_EINPUT);
        assert_int_equal(a.n_agencies, 7);
        if (!strstr(err.message, cases[i][1]) || strchr(err.message, '\n'))
            fail_msg("%s: %s", cases[i][0], err.message);
    }
}

static void deep_nesting_is_refused_not_followed(void **state)
{
    static char line[200000];
    struct article a;
    struct priscus_error err;

    (void)state;
    memset(line, '[', sizeof line);
    memcpy(line, "{\"a\":", 5);
    arena_reset(&mem);
    assert_int_equal(read_line(text_of(line, sizeof line), &a, &err), PRISCUS_EINPUT);
}

static void every_allocation_may_fail(void **state)
{
    const char *line =
        "{\"text\": \"One.\\n\\nTwo.\", \"id\": \"7\", \"title\": \"T\", \"outlet\": \"O\", \"authors\": "
        "[\"A\", \"B\"], \"agencies\": [\"AFP\"], \"date\": \"2031-05-03\", \"url\": \"u\"}";
    long k;

    (void)state;
    for (k = 1; k < 1000; k++) {
        struct article a = { .n_agencies = 7 };
        struct priscus_error err;
        priscus_status status;

        arena_reset(&mem);
        mem.fail_after = k;
        status = read_line(text_c(line), &a, &err);
        mem.fail_after = 0;
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_int_equal(a.n_agencies, 7);
    }
    assert_true(k > 5 && k < 1000);
}

static int let_go(void **state)
{
    (void)state;
    arena_release(&mem);
    return 0;
}

static struct article mapped_article(const char *line, const char *map)
{
    struct page page = { .name = text_c("t:1"), .bytes = text_c(line), .from = PRISCUS_FROM_JSONL, .map = text_c(map) };
    struct article article = { 0 };
    struct priscus_error err;
    const char *why;

    arena_reset(&mem);
    assert_int_equal(map_check(page.map, &err), PRISCUS_OK);
    if (article_read_json(&page, &mem, &article, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    if (!article_check(&article, &page, &why))
        fail_msg("article_check: %s", why);
    return article;
}

static void a_map_says_which_key_is_which_field(void **state)
{
    static const char line[] =
        "{\"text\": \"no\", \"content\": {\"main\": \"One \\\"said\\\" so.\"}, \"headline\": \"T\", "
        "\"title\": \"no\", \"people\": [\"x\", {\"name\": \"Ana Brook\"}], \"meta\": {\"date\": "
        "\"2031-05-03\"}, \"url\": \"https://t.example/\"}";
    struct article a = mapped_article(
        line, "title=headline, text=content.main,byline=people.1.name,published=meta.date,section=not.there");

    (void)state;
    assert_text(a.body, "One \"said\" so.");
    assert_text(text_in(text_c(line), a.paragraphs[0].page), "One \\\"said\\\" so.");
    assert_text(a.title, "T");
    assert_text(a.byline, "Ana Brook");
    assert_int_equal(a.published.month, 5);
    assert_text(a.address, "https://t.example/");
    assert_null(a.section.ptr);
}

static void a_bad_map_is_explained(void **state)
{
    static const struct {
        const char *map, *says;
    } maps[] = {
        { "", "write FIELD=KEY" },         { "title", "write FIELD=KEY" },        { "title=", "write FIELD=KEY" },
        { "titel=a", "no such field" },    { "title=a,,text=b", "write FIELD=" }, { "title=a,title=b", "given twice" },
        { "text=a..b", "beside a point" }, { "text=.a", "beside a point" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(maps); i++) {
        struct priscus_error err;

        assert_int_equal(map_check(text_c(maps[i].map), &err), PRISCUS_EUSAGE);
        if (!strstr(err.message, maps[i].says))
            fail_msg("%s: %s", maps[i].map, err.message);
    }
}

static void html_in_a_line_is_read_as_the_page_it_is(void **state)
{
    static const char line[] =
        "{\"requested_url\": \"https://t.example/1\", \"text\": \"\", \"date_download\": \"2031-05-03\", \"raw_html\": "
        "\"<html><body><article><h1>Talks resume in Norhaven</h1><p>The two coasts will \\u201cmeet\\u201d again, the "
        "harbour master said on Monday.<\\/p><p>Then \\\"none\\\" &amp; all of it, the council said.<\\/p>\"}";
    struct article a = mapped_article(line, "title=headline");
    size_t last = a.n_paragraphs - 1;
    struct text raw = text_in(text_c(line), a.paragraphs[last].page);

    (void)state;
    assert_text(text_in(a.body, a.paragraphs[last].body), "Then \"none\" & all of it, the council said.");
    assert_text(raw, "Then \\\"none\\\" &amp; all of it, the council said.");
    assert_text(a.title, "Talks resume in Norhaven");
    assert_text(a.address, "https://t.example/1");
}

static void html_in_a_line_may_run_out_of_memory(void **state)
{
    static const char line[] = "{\"url\": \"https://t.example/1\", \"authors\": [\"Ana Brook\"], \"html\": "
                               "\"<html><body><h1>Talks resume</h1><p>The two coasts will \\u201cmeet\\u201d again, "
                               "the harbour master said on Monday.<\\/p><p>Then none of it, the council said.<\\/p>\"}";
    long k;

    (void)state;
    for (k = 1; k < 10000; k++) {
        struct article a = { .n_agencies = 7 };
        struct priscus_error err;
        priscus_status status;

        arena_reset(&mem);
        mem.fail_after = k;
        status = read_line(text_c(line), &a, &err);
        mem.fail_after = 0;
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_int_equal(a.n_agencies, 7);
    }
    assert_true(k > 10 && k < 10000);
}

static void an_empty_value_is_none(void **state)
{
    struct article a = article_of("{\"text\": \"\", \"body\": \"B\", \"source\": \" \", \"site\": \"O\"}");

    (void)state;
    assert_text(a.body, "B");
    assert_text(a.outlet, "O");
}

static void dates_are_seconds_in_any_dress(void **state)
{
    static const char *const values[] = { "1935471600", "1935471600.25", "1935471600000", "\"1935471600\"",
                                          "\"1935471600000\"" };
    char line[100], text[DATE_TEXT_MAX];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        snprintf(line, sizeof line, "{\"text\": \"B\", \"date\": %s}", values[i]);
        assert_string_equal(date_format(article_of(line).published, text), "2031-05-02T07:00:00Z");
    }
}

static void no_page_is_younger_than_its_crawl(void **state)
{
    static const char *const coarse[][2] = { { "\"2031-05\"", "2031-05" },
                                             { "\"2031\"", "2031" },
                                             { "2031", "2031" },
                                             { "\"May 2031\"", "2031-05" },
                                             { "\"05/2031\"", "2031-05" } };
    struct article a = article_of("{\"text\": \"B\", \"date\": \"2031-05-05\", \"modified\": \"2031-05-04T23:00\", "
                                  "\"crawled\": \"2031-05-03\"}");

    (void)state;
    assert_false(date_known(a.published));
    assert_text(a.published_words, "2031-05-05");
    assert_int_equal(a.modified.day, 4); /* it may be tomorrow already, elsewhere */
    a = article_of("{\"text\": \"B\", \"date\": \"1987-02-26\", \"crawled\": \"2031-05-03\"}");
    assert_int_equal(a.published.year, 1987); /* a line may be older than the web */
    for (size_t i = 0; i < COUNT_OF(coarse); i++) {
        char line[60], text[DATE_TEXT_MAX];

        snprintf(line, sizeof line, "{\"text\": \"B\", \"date\": %s}", coarse[i][0]);
        assert_string_equal(date_format(article_of(line).published, text), coarse[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name_of_a_field_is_known),
        cmocka_unit_test(slips_of_a_line_are_mended),
        cmocka_unit_test(paragraphs_of_a_mended_line_stand_in_the_line),
        cmocka_unit_test(what_cannot_be_mended_is_told_with_its_byte),
        cmocka_unit_test(what_is_not_said_is_null),
        cmocka_unit_test(a_long_number_stays_an_id_digit_for_digit),
        cmocka_unit_test(several_authors_are_one_byline),
        cmocka_unit_test(the_body_is_kept_byte_for_byte),
        cmocka_unit_test(ranges_lie_in_the_raw_line),
        cmocka_unit_test(of_a_key_given_twice_the_last_counts),
        cmocka_unit_test(lines_are_paragraphs_only_where_no_line_is_blank),
        cmocka_unit_test(bad_lines_are_refused_in_one_sentence),
        cmocka_unit_test(deep_nesting_is_refused_not_followed),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(a_map_says_which_key_is_which_field),
        cmocka_unit_test(a_bad_map_is_explained),
        cmocka_unit_test(html_in_a_line_is_read_as_the_page_it_is),
        cmocka_unit_test(html_in_a_line_may_run_out_of_memory),
        cmocka_unit_test(an_empty_value_is_none),
        cmocka_unit_test(dates_are_seconds_in_any_dress),
        cmocka_unit_test(no_page_is_younger_than_its_crawl),
    };

    return cmocka_run_group_tests(tests, NULL, let_go);
}
