/* Pages of HTML. The cases are in tests/cases/html: NAME.html beside NAME.expect, whose lines are
 *
 *     title: ...          a field (title outlet byline section language published modified agency unsure)
 *     + body: ...         a kept paragraph
 *     * post: 3 2031-05-03T20:10 Ana Brook      a post of a live page begins with paragraph 3
 *     - caption: ...      a dropped block, as its bytes stand in the page, cut at 60
 *
 * With PRISCUS_WRITE_EXPECT set they are written instead of compared: read the diff. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/utf8.h"
#include "page/article.h"
#include "page/html/meta.h"
#include "page/markup/charset.h"
#include "page/markup/entity.h"

static struct arena mem;

/* Read and check; the article lives until the next reset of `mem`. */
static priscus_status read_html(struct text bytes, struct article *out, struct priscus_error *err)
{
    struct page page = { .name = text_c("t.html"), .bytes = bytes, .from = PRISCUS_FROM_HTML };
    priscus_status status = article_read_html(&page, &mem, out, err);
    const char *why = "";

    if (status == PRISCUS_OK && !article_check(out, &page, &why))
        fail_msg("article_check: %s", why);
    return status;
}

static struct article article_of(const char *html)
{
    struct article article = { 0 };
    struct priscus_error err;

    arena_reset(&mem);
    if (read_html(text_c(html), &article, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return article;
}

static void assert_text(struct text got, const char *want)
{
    if (!text_is(got, want))
        fail_msg("got  \"%.*s\"\n      want \"%s\"", (int)got.len, got.ptr ? got.ptr : "NULL", want);
}

static struct text paragraph(const struct article *article, size_t i)
{
    if (i >= article->n_paragraphs)
        return text_c("no such paragraph");
    return text_in(article->body, article->paragraphs[i].body);
}

static bool body_holds(const struct article *article, const char *words)
{
    return text_find(article->body, text_c(words), 0) != NOWHERE;
}

/* --- cases as files --- */

static void field(struct buffer *b, const char *name, struct text t)
{
    if (t.ptr)
        buffer_format(b, "%s: %.*s\n", name, (int)t.len, t.ptr);
}

static void describe(const struct page *page, const struct article *a, struct buffer *b)
{
    char date[DATE_TEXT_MAX];

    field(b, "title", a->title);
    field(b, "outlet", a->outlet);
    field(b, "byline", a->byline);
    for (size_t i = 0; i < a->n_agencies; i++)
        field(b, "agency", a->agencies[i]);
    field(b, "section", a->section);
    field(b, "language", a->language);
    if (date_known(a->published))
        buffer_format(b, "published: %s\n", date_format(a->published, date));
    if (date_known(a->modified))
        buffer_format(b, "modified: %s\n", date_format(a->modified, date));
    if (a->unsure)
        buffer_format(b, "unsure: %s\n", a->unsure_why);
    buffer_c(b, "\n");
    for (size_t i = 0; i < a->n_paragraphs; i++) {
        buffer_format(b, "+ %s: ", role_text(a->paragraphs[i].role));
        buffer_text(b, paragraph(a, i));
        buffer_c(b, "\n");
    }
    for (size_t i = 0; i < a->n_posts; i++) {
        buffer_format(b, "* post: %u %s ", a->posts[i].paragraph, date_format(a->posts[i].published, date));
        buffer_text(b, a->posts[i].author);
        buffer_c(b, "\n");
    }
    for (size_t i = 0; i < a->n_dropped; i++) {
        struct text t = text_in(page->bytes, a->dropped[i].page);

        buffer_format(b, "- %s (%s): ", role_text(a->dropped[i].role), a->dropped[i].rule);
        for (size_t k = 0; k < t.len && k < 60; k++)
            buffer_char(b, is_ascii_space(t.ptr[k]) ? ' ' : (unsigned char)t.ptr[k] < 0x80 ? t.ptr[k] : '?');
        buffer_c(b, "\n");
    }
}

static void every_case_of_the_folder(void **state)
{
    const char *folder = TEST_FOLDER "/cases/html";
    DIR *dir = opendir(folder);
    struct dirent *entry;
    int cases = 0;

    (void)state;
    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL) {
        char path[1024], expect[1024];
        struct text bytes, want = { "", 0 };
        struct buffer got = { 0 };
        struct article article;
        struct priscus_error err;
        struct page page;

        if (!text_ends(text_c(entry->d_name), ".html"))
            continue;
        arena_reset(&mem);
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        snprintf(expect, sizeof expect, "%s/%.*s.expect", folder, (int)strlen(entry->d_name) - 5, entry->d_name);
        assert_int_equal(file_read(path, PAGE_MAX, &mem, &bytes, &err), PRISCUS_OK);
        assert_int_equal(read_html(bytes, &article, &err), PRISCUS_OK);
        page.bytes = bytes;
        describe(&page, &article, &got);
        if (getenv("PRISCUS_WRITE_EXPECT")) {
            FILE *f = fopen(expect, "wb");

            assert_non_null(f);
            fwrite(got.ptr, 1, got.len, f);
            fclose(f);
        } else {
            file_read(expect, PAGE_MAX, &mem, &want, &err);
            if (!text_eq(want, buffer_as_text(&got)))
                fail_msg("%s: got\n%s", entry->d_name, got.ptr);
        }
        buffer_release(&got);
        cases++;
    }
    closedir(dir);
    assert_true(cases >= 5);
}

/* --- text and ranges --- */

#define P1 "<p>The two coasts will meet again on Monday, the harbour office said, after a year of silence.</p>"
#define P2 "<p>The southern side, its minister said, wants a second ship before it signs any agreement.</p>"

static void ranges_lie_in_the_page(void **state)
{
    const char *html = "<body><div>" P1 P2 "</div>";
    struct article a = article_of(html);

    (void)state;
    assert_int_equal(a.n_paragraphs, 2);
    for (size_t i = 0; i < 2; i++)
        assert_true(text_eq(paragraph(&a, i), text_in(text_c(html), a.paragraphs[i].page)));
}

static void ranges_lie_in_the_original_bytes_of_windows_1252(void **state)
{
    const char *html = "<meta charset=windows-1252><div><p>\x93"
                       "Caf\xE9 Norhaven\x94, said the minister, is where the talks took place on Monday.</p>" P2;
    struct article a = article_of(html);
    struct span s = a.paragraphs[0].page;

    (void)state;
    assert_true(text_starts(paragraph(&a, 0), "\xE2\x80\x9C"
                                              "Caf\xC3\xA9 Norhaven\xE2\x80\x9D, said"));
    assert_int_equal((unsigned char)html[s.begin], 0x93);
    assert_int_equal(html[s.end - 1], '.');
    assert_true(text_starts(text_of(html + s.end, 4), "</p>"));
}

static void ranges_lie_in_the_original_bytes_of_utf_16(void **state)
{
    const char *html = "<html><body><div>" P1 P2 "</div>";
    size_t n = strlen(html) * 2 + 2;
    char *wide = malloc(n);
    struct article a;
    struct priscus_error err;

    (void)state;
    assert_non_null(wide);
    memcpy(wide, "\xFF\xFE", 2);
    for (size_t i = 0; html[i]; i++) {
        wide[2 + 2 * i] = html[i];
        wide[3 + 2 * i] = '\0';
    }
    arena_reset(&mem);
    assert_int_equal(read_html(text_of(wide, n), &a, &err), PRISCUS_OK);
    assert_int_equal(a.n_paragraphs, 2);
    assert_int_equal(a.paragraphs[0].page.begin, 2 + 2 * (strstr(html, "The two") - html));
    assert_int_equal(a.paragraphs[0].page.end, 2 + 2 * (strstr(html, "</p>") - html));
    free(wide);
}

static void inline_tags_do_not_part_words_and_block_tags_do(void **state)
{
    struct article a = article_of("<div><p>The min<b>ist</b>er said<br>on Monday, <i>at the quay</i>, that the talks, "
                                  "all of them, would go on.</p>" P2);

    (void)state;
    assert_text(paragraph(&a, 0),
                "The minister said on Monday, at the quay, that the talks, all of them, would go on.");
}

static void charset_is_found_by_mark_meta_validity_then_guess(void **state)
{
    static const struct {
        const char *bytes, *name;
        bool guessed;
    } cases[] = {
        { "\xEF\xBB\xBF<meta charset=koi8-r>", "UTF-8", false },
        { "\xFF\xFE<\0", "UTF-16LE", false },
        { "<meta charset='koi8-r'>\xC1", "KOI8-R", false },
        { "<meta http-equiv=Content-type content='text/html; charset=Windows-1251'>\xE0", "CP1251", false },
        { "<meta charset=nonsense>\xE0", "windows-1252", true },
        { "caf\xC3\xA9", "UTF-8", false },
        { "caf\xE9", "windows-1252", true },
        { "<meta charset=iso-8859-1>caf\xC3\xA9", "UTF-8", false },
        { "<meta charset=utf-8>caf\xE9", "windows-1252", true },
        { "<meta charset=utf-8>\xC3\xA9 caf\xE9", "UTF-8", false },
        { "<meta charset=iso-8859-1>caf\xE9", "windows-1252", false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct charset charset;

        charset_open(text_c(cases[i].bytes), (struct text){ 0 }, &charset);
        assert_string_equal(charset.name, cases[i].name);
        assert_int_equal(charset.guessed, cases[i].guessed);
        charset_close(&charset);
    }
}

static void the_http_header_comes_before_the_page(void **state)
{
    static const struct {
        const char *header, *bytes, *name;
    } cases[] = {
        { "KOI8-R", "<meta charset=windows-1251>\xC1", "KOI8-R" },
        { "latin2", "\xB1", "ISO-8859-2" },
        { "utf-16", "<meta charset=windows-1251>\xC1", "CP1251" }, /* '<' in one byte: it is not */
        { "nonsense", "<meta charset=windows-1251>\xC1", "CP1251" },
        { "iso-8859-1", "caf\xC3\xA9", "UTF-8" }, /* valid UTF-8 is UTF-8 */
        { "iso-8859-1", "\xEF\xBB\xBFx", "UTF-8" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct charset charset;

        charset_open(text_c(cases[i].bytes), text_c(cases[i].header), &charset);
        assert_string_equal(charset.name, cases[i].name);
        charset_close(&charset);
    }
}

static void other_charsets_are_decoded(void **state)
{
    /* "talks" in Russian, Japanese, Chinese */
    struct article a = article_of("<meta charset=koi8-r><div><p>\xD0\xC5\xD2\xC5\xC7\xCF\xD7\xCF\xD2\xD9: the talks, "
                                  "the minister said, will begin on Monday, at the quay.</p>" P2);

    (void)state;
    assert_true(body_holds(&a, "\xD0\xBF\xD0\xB5\xD1\x80\xD0\xB5\xD0\xB3\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x80\xD1\x8B:"));
    a = article_of("<meta charset=shift_jis><div><p>\x8C\xF0\x8F\xC2 the talks, the minister said, will begin on "
                   "Monday, at the quay.</p>" P2);
    assert_true(body_holds(&a, "\xE4\xBA\xA4\xE6\xB8\x89 the talks"));
    a = article_of("<meta charset=gb2312><div><p>\xCC\xB8\xC5\xD0 the talks, the minister said, will begin on "
                   "Monday, at the quay.</p>" P2);
    assert_true(body_holds(&a, "\xE8\xB0\x88\xE5\x88\xA4 the talks"));
}

static void entities_are_decoded(void **state)
{
    static const struct {
        const char *raw;
        bool attribute;
        size_t taken;
        uint32_t point;
    } cases[] = {
        { "&amp;", false, 5, '&' },
        { "&amp", false, 4, '&' },
        { "&rsquo;", false, 7, 0x2019 },
        { "&rsquo", false, 0, 0 },
        { "&copy2031", false, 5, 0xA9 },
        { "&copy2031", true, 0, 0 },
        { "&copy=1", true, 0, 0 },
        { "&#8217;", false, 7, 0x2019 },
        { "&#x2019;", false, 8, 0x2019 },
        { "&#146;", false, 6, 0x2019 },
        { "&#0;", false, 4, 0xFFFD },
        { "&#xD800;", false, 8, 0xFFFD },
        { "&#99999999999;", false, 14, 0xFFFD },
        { "&#;", false, 0, 0 },
        { "&", false, 0, 0 },
        { "&#", false, 0, 0 },
        { "&#x", false, 0, 0 },
        { "&bogus;", false, 0, 0 },
        { "&notit;", false, 4, 0xAC },
        { "&CounterClockwiseContourIntegral;", false, 33, 0x2233 },
        { "&zwnj;", false, 6, 0x200C },
        { "&Aacute;", false, 8, 0xC1 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint32_t points[2] = { 0 };

        assert_int_equal(entity_at(text_c(cases[i].raw), 0, cases[i].attribute, points), cases[i].taken);
        assert_int_equal(points[0], cases[i].point);
        assert_int_equal(points[1], 0);
    }
    {
        char bytes[ENTITY_BYTES_MAX];
        size_t taken;

        assert_int_equal(entity_write(text_c("&nGt;"), 0, false, &taken, bytes), 6); /* two code points */
        assert_int_equal(taken, 5);
        assert_memory_equal(bytes, "\xE2\x89\xAB\xE2\x83\x92", 6);
    }
}

static void titles_lose_the_name_of_the_site(void **state)
{
    static const char *const cases[][3] = {
        { "Talks resume | The Tern", "The Tern", "Talks resume" },
        { "Talks resume - The Tern", "the tern", "Talks resume" },
        { "Talks - at last - resume", "The Tern", "Talks - at last - resume" },
        { "Talks resume at last in Norhaven - Tern", "", "Talks resume at last in Norhaven" },
        { "North - South", "", "North - South" },
        { "Talks resume", "The Tern", "Talks resume" },
        { "", "", "" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_text(title_without_site(text_c(cases[i][0]), text_c(cases[i][1])), cases[i][2]);
}

static void agencies_are_credited_by_dateline_tail_and_author(void **state)
{
    struct article a =
        article_of("<div><p>NORHAVEN, May 3 (Reuters) - The two coasts will meet again on Monday, the "
                   "harbour office said.</p>" P2 "<p>The islands, a spokesman said, were not asked, and will "
                   "not come to any talks. (AFP)</p>");

    (void)state;
    assert_int_equal(a.n_agencies, 2);
    assert_text(a.agencies[0], "Reuters");
    assert_text(a.agencies[1], "AFP");
    a = article_of("<meta name=author content='Ana Brook, Associated Press'><div>" P1 P2);
    assert_text(a.byline, "Ana Brook");
    assert_text(a.agencies[0], "AP");
    /* One that nobody has heard of is known by standing in both places. */
    a = article_of(
        "<meta name=author content=Marlin><div><p>NORHAVEN, May 3 (Marlin) - The two coasts will meet again on "
        "Monday, the harbour office said.</p>" P2);
    assert_int_equal(a.n_agencies, 1);
    assert_text(a.agencies[0], "Marlin");
    assert_text(a.byline, "");
    a = article_of("<meta name=author content=Marlin><div>" P1 P2
                   "<p>(Reporting by Ana Brook in Norhaven; editing by Jo Hill, Marlin)</p>");
    assert_text(a.agencies[0], "Marlin");
    a = article_of("<meta name=author content='Ana Brook'><div><p>NORHAVEN, May 3 (Marlin) - The two coasts will meet "
                   "again on Monday, the harbour office said.</p>" P2);
    assert_int_equal(a.n_agencies, 0);
    assert_text(a.byline, "Ana Brook");
    /* Told to an agency is not credited to it. */
    a = article_of("<div><p>The minister told AFP (Norhaven bureau) that the talks, all of them, would go on.</p>" P2);
    assert_int_equal(a.n_agencies, 0);
}

static void a_last_credit_is_cut_off_the_text_and_dropped(void **state)
{
    const char *html =
        "<body><div>" P1 P2 "<p>The islands, a spokesman said, were not asked and will not come. (AFP)</p></div>";
    struct article a = article_of(html);

    (void)state;
    assert_text(a.agencies[0], "AFP");
    assert_text(paragraph(&a, 2), "The islands, a spokesman said, were not asked and will not come.");
    assert_true(text_eq(paragraph(&a, 2), text_in(text_c(html), a.paragraphs[2].page)));
    assert_int_equal(a.n_dropped, 1);
    assert_int_equal(a.dropped[0].role, ROLE_CREDIT);
    assert_text(text_trim(text_in(text_c(html), a.dropped[0].page)), "(AFP)");
    /* Inside a sentence it is the text's own. */
    a = article_of("<div>" P1 "<p>The minister said so to a reporter of the news agency, which he named (AFP)</p>");
    assert_true(body_holds(&a, "(AFP)"));
}

/* Read as if fetched at noon of 20 May 2031. */
static struct article fetched_article_of(const char *html)
{
    struct page page = { .name = text_c("t.html"), .bytes = text_c(html), .from = PRISCUS_FROM_HTML };
    struct article article = { 0 };
    struct priscus_error err;

    arena_reset(&mem);
    assert_true(date_parse_iso(text_c("2031-05-20T12:00:00Z"), &page.fetched));
    assert_int_equal(article_read_html(&page, &mem, &article, &err), PRISCUS_OK);
    return article;
}

static void assert_day(struct date date, int year, int month, int day)
{
    assert_int_equal(date.year, year);
    assert_int_equal(date.month, month);
    assert_int_equal(date.day, day);
}

static void ages_count_back_from_when_the_page_was_fetched(void **state)
{
    const char *html = "<h1>Talks resume after a year</h1><p>15 hours ago</p><div>" P1 P2 "</div>";
    struct article a = article_of(html);

    (void)state;
    assert_false(date_known(a.published));
    assert_text(a.published_words, "15 hours ago");
    a = fetched_article_of(html);
    assert_day(a.published, 2031, 5, 19);
    assert_text(a.published_words, "15 hours ago");
    /* An age in a <time>, and a date that beats the age of a teaser. */
    a = fetched_article_of("<h1>Talks resume after a year</h1><time>15 hours ago</time><div>" P1 P2 "</div>");
    assert_day(a.published, 2031, 5, 19);
    a = fetched_article_of("<p>3 hours ago</p><h1>Talks resume after a year</h1><p>12 May 2031</p><div>" P1 P2);
    assert_day(a.published, 2031, 5, 12);
}

static void one_date_proves_the_order_of_days_and_months(void **state)
{
    struct article a =
        article_of("<h1>Talks resume after a year</h1><p>02/05/2031</p><div>" P1 P2 "</div><p>Updated: 15/05/2031</p>");

    (void)state;
    assert_true(a.day_first);
    assert_day(a.published, 2031, 5, 2);
    a = article_of("<h1>Talks resume after a year</h1><p>02/05/2031</p><div>" P1 P2 "</div>");
    assert_false(a.day_first);
    assert_false(date_known(a.published) && a.published.precision >= PRECISION_DAY);
}

static void who_had_it_first_is_the_outlet_and_who_prints_it_is_kept(void **state)
{
    struct article a = article_of("<meta property=og:site_name content='The Tern'><div>" P1 P2
                                  "<p>This article was originally published by Coast Herald.</p></div>");

    (void)state;
    assert_text(a.outlet, "Coast Herald");
    assert_text(a.republished_by, "The Tern");
    assert_true(a.outlet_inferred);
    a = article_of("<meta property=og:site_name content='The Tern'><div>" P1 P2
                   "<p>This article was first published in May 2031 and brought up to date.</p></div>");
    assert_text(a.outlet, "The Tern");
    assert_null(a.republished_by.ptr);
    assert_false(a.outlet_inferred);
}

static void an_outlet_is_inferred_from_copyright_or_from_title_and_address(void **state)
{
    struct article a = article_of("<div>" P1 P2 "</div><footer>&copy; 2031 The Tern. All rights reserved.</footer>");

    (void)state;
    assert_text(a.outlet, "The Tern");
    assert_true(a.outlet_inferred);
    a = article_of("<title>Talks resume after a year | The Tern</title><link rel=canonical "
                   "href='https://www.thetern.example/talks'><div>" P1 P2 "</div>");
    assert_text(a.outlet, "The Tern");
    assert_true(a.outlet_inferred);
    a = article_of("<title>Talks resume after a year | World</title><link rel=canonical "
                   "href='https://www.thetern.example/talks'><div>" P1 P2 "</div>");
    assert_null(a.outlet.ptr);
}

static void a_page_without_text_is_refused_with_a_reason(void **state)
{
    static const char *const pages[] = {
        "", "   ", "<html></html>", "<script>var text = 'no';</script>", "<!-- only -->", "&nbsp;", "<a href=x></a>"
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        struct article a = { .n_agencies = 7 };
        struct priscus_error err = { 0 };

        arena_reset(&mem);
        assert_int_equal(read_html(text_c(pages[i]), &a, &err), PRISCUS_EINPUT);
        assert_int_equal(a.n_agencies, 7);
        assert_true(err.message[0]);
    }
}

static void a_page_of_one_line_is_read_and_doubted(void **state)
{
    struct article a = article_of("just words");

    (void)state;
    assert_text(a.body, "just words");
    assert_true(a.unsure);
}

static void the_headline_is_first_and_only_once(void **state)
{
    struct article a = article_of("<title>Talks resume | Tern</title><meta property=og:site_name content=Tern>"
                                  "<div><h1>Talks resume</h1><p>Talks resume</p>" P1 P2 "</div>");

    (void)state;
    assert_int_equal(a.n_paragraphs, 3);
    assert_int_equal(a.paragraphs[0].role, ROLE_HEADLINE);
    assert_text(paragraph(&a, 0), "Talks resume");
    assert_int_equal(a.n_dropped, 1);
    assert_int_equal(a.dropped[0].role, ROLE_REPEAT);
}

/* --- memory --- */

static void every_allocation_may_fail(void **state)
{
    static const char *const pages[] = {
        "ferry",        "authors-in-json-ld", "day-in-the-address", "said-twice", "stamps-near-the-headline",
        "hidden-words", "table-of-data",      "code-as-text"
    };
    struct arena file = { 0 };
    struct priscus_error err;
    struct text bytes;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        char path[1024];
        long k;

        snprintf(path, sizeof path, "%s/cases/html/%s.html", TEST_FOLDER, pages[i]);
        assert_int_equal(file_read(path, PAGE_MAX, &file, &bytes, &err), PRISCUS_OK);
        for (k = 1; k < 10000; k++) {
            struct article a = { .n_agencies = 7 };
            priscus_status status;

            arena_reset(&mem);
            mem.fail_after = k;
            status = read_html(bytes, &a, &err);
            mem.fail_after = 0;
            if (status == PRISCUS_OK)
                break;
            assert_int_equal(status, PRISCUS_ENOMEM);
            assert_int_equal(a.n_agencies, 7);
        }
        assert_true(k > 10 && k < 10000);
    }
    arena_release(&file);
}

static void nul_bytes_are_no_text(void **state)
{
    static const char html[] = "<div><p>The two\0 coasts will meet again on Monday, the har\0bour office said.</p>" P2;
    struct article a;
    struct priscus_error err;

    (void)state;
    arena_reset(&mem);
    assert_int_equal(read_html(text_of(html, sizeof html - 1), &a, &err), PRISCUS_OK);
    assert_text(paragraph(&a, 0), "The two coasts will meet again on Monday, the harbour office said.");
    /* In a tag's name it once led the search out of the table: "a" and its NUL matched "a\0". */
    arena_reset(&mem);
    assert_int_equal(read_html(text_of("<a\0b><table\0\0>one", 17), &a, &err), PRISCUS_OK);
}

static int let_go(void **state)
{
    (void)state;
    arena_release(&mem);
    return 0;
}

static void names_that_take_half_of_the_text_yield(void **state)
{
    /* each box has less than a fifth of the prose, all of them together most of it */
    struct article a = article_of(
        "<article><h1>Talks resume after a year</h1>"
        "<p>The two coasts met on Friday for the first time in a year, their envoys said in a statement.</p>"
        "<div class=related><p>They spoke about the harbour fee, which neither of them wants to pay, she "
        "said.</p></div>"
        "<div class=related><p>A boat will leave on Monday if the council of the island agrees to the plan.</p></div>"
        "<div class=related><p>The minister of the north called the plan a good one for both of the coasts.</p></div>"
        "<div class=related><p>His colleague of the south had not read it, and would not say when she would.</p></div>"
        "<div class=related><p>In June they will meet again, on the island this time, a spokesman has added.</p></div>"
        "</article>");

    (void)state;
    assert_true(a.unsure);
    assert_non_null(strstr(a.unsure_why, "over half"));
    assert_int_equal(a.n_paragraphs, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_of_the_folder),
        cmocka_unit_test(ranges_lie_in_the_page),
        cmocka_unit_test(ranges_lie_in_the_original_bytes_of_windows_1252),
        cmocka_unit_test(ranges_lie_in_the_original_bytes_of_utf_16),
        cmocka_unit_test(inline_tags_do_not_part_words_and_block_tags_do),
        cmocka_unit_test(charset_is_found_by_mark_meta_validity_then_guess),
        cmocka_unit_test(the_http_header_comes_before_the_page),
        cmocka_unit_test(other_charsets_are_decoded),
        cmocka_unit_test(entities_are_decoded),
        cmocka_unit_test(titles_lose_the_name_of_the_site),
        cmocka_unit_test(agencies_are_credited_by_dateline_tail_and_author),
        cmocka_unit_test(a_last_credit_is_cut_off_the_text_and_dropped),
        cmocka_unit_test(ages_count_back_from_when_the_page_was_fetched),
        cmocka_unit_test(one_date_proves_the_order_of_days_and_months),
        cmocka_unit_test(who_had_it_first_is_the_outlet_and_who_prints_it_is_kept),
        cmocka_unit_test(an_outlet_is_inferred_from_copyright_or_from_title_and_address),
        cmocka_unit_test(a_page_without_text_is_refused_with_a_reason),
        cmocka_unit_test(a_page_of_one_line_is_read_and_doubted),
        cmocka_unit_test(the_headline_is_first_and_only_once),
        cmocka_unit_test(names_that_take_half_of_the_text_yield),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(nul_bytes_are_no_text),
    };

    return cmocka_run_group_tests(tests, NULL, let_go);
}
