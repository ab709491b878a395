/* Crawled pages: the cases are the files of tests/cases/pages, which need no C to add to. A page
 * NAME.txt has beside it NAME.expect:
 *
 *     title: Talks resume after a year       fields that are not named must be absent
 *     outlet: Coast Herald (inferred)
 *     1 headline                             the role of each line that is not blank; of a
 *     3 body                                 joined paragraph the first line's
 *     cut: (AFP)                             what was cut off a line that is kept
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "page/article.h"

static struct text text_part(struct text page, struct span s)
{
    return text_trim(text_in(page, s));
}

static void field(struct buffer *b, const char *name, struct text value, const char *more)
{
    if (value.ptr)
        buffer_format(b, "%s: %.*s%s\n", name, (int)value.len, value.ptr, more);
}

static void date_field(struct buffer *b, const char *name, struct date d)
{
    char out[DATE_TEXT_MAX];

    if (date_known(d))
        buffer_format(b, "%s: %s\n", name, date_format(d, out));
}

static size_t line_of(struct text page, size_t at)
{
    size_t n = 1;

    for (size_t i = 0; i < at; i++)
        n += page.ptr[i] == '\n';
    return n;
}

static void describe(const struct article *a, struct text page, struct buffer *b)
{
    size_t lines = line_of(page, page.len) + 1;
    const char **roles = calloc(lines + 1, sizeof(*roles));

    field(b, "title", a->title, "");
    field(b, "outlet", a->outlet, a->outlet_inferred ? " (inferred)" : "");
    field(b, "byline", a->byline, "");
    for (size_t i = 0; i < a->n_agencies; i++)
        field(b, "agency", a->agencies[i], "");
    field(b, "section", a->section, "");
    field(b, "address", a->address, "");
    field(b, "republished by", a->republished_by, "");
    date_field(b, "published", a->published);
    date_field(b, "modified", a->modified);
    field(b, "words", a->published_words, "");
    if (a->day_first)
        buffer_c(b, "day first\n");
    if (a->unsure)
        buffer_c(b, "unsure\n");
    for (size_t i = 0; i < a->n_paragraphs; i++)
        roles[line_of(page, a->paragraphs[i].page.begin)] = role_text(a->paragraphs[i].role);
    for (size_t i = 0; i < a->n_dropped; i++) {
        size_t line = line_of(page, a->dropped[i].page.begin);
        struct text cut = text_part(page, a->dropped[i].page);

        if (!roles[line])
            roles[line] = role_text(a->dropped[i].role);
        else
            field(b, "cut", cut, "");
    }
    for (size_t i = 1; i <= lines; i++)
        if (roles[i])
            buffer_format(b, "%zu %s\n", i, roles[i]);
    free(roles);
}

static struct page page_of(struct text bytes)
{
    return (struct page){ .name = text_c("test"), .bytes = bytes, .from = PRISCUS_FROM_PAGE };
}

static void every_page_of_the_folder(void **state)
{
    DIR *folder = opendir(TEST_FOLDER "/cases/pages");
    int pages = 0, wrong = 0;

    (void)state;
    assert_non_null(folder);
    for (struct dirent *e; (e = readdir(folder)) != NULL;) {
        struct arena mem = { 0 };
        struct priscus_error err;
        struct text bytes, want;
        struct article a;
        struct buffer got = { 0 };
        struct page page;
        char path[600];
        const char *why;

        if (!text_ends(text_c(e->d_name), ".txt"))
            continue;
        pages++;
        snprintf(path, sizeof(path), "%s/cases/pages/%s", TEST_FOLDER, e->d_name);
        assert_int_equal(file_read(path, PAGE_MAX, &mem, &bytes, &err), PRISCUS_OK);
        snprintf(path, sizeof(path), "%s/cases/pages/%.*s.expect", TEST_FOLDER, (int)strlen(e->d_name) - 4, e->d_name);
        page = page_of(bytes);
        assert_int_equal(article_read_plain(&page, &mem, &a, &err), PRISCUS_OK);
        if (!article_check(&a, &page, &why))
            fail_msg("%s: %s", e->d_name, why);
        describe(&a, bytes, &got);
        if (getenv("PRISCUS_WRITE_EXPECT")) { /* to be read by a person before it is committed */
            FILE *f = fopen(path, "w");

            assert_non_null(f);
            fwrite(got.ptr, 1, got.len, f);
            fclose(f);
        } else {
            assert_int_equal(file_read(path, PAGE_MAX, &mem, &want, &err), PRISCUS_OK);
            if (!text_eq(want, buffer_as_text(&got))) {
                print_error("--- %s: want\n%.*s--- got\n%.*s", e->d_name, (int)want.len, want.ptr, (int)got.len,
                            got.ptr);
                wrong++;
            }
        }
        buffer_release(&got);
        arena_release(&mem);
    }
    closedir(folder);
    assert_int_equal(wrong, 0);
    assert_true(pages > 10);
}

static void read_to_buffer(const char *text, struct arena *mem, struct article *a)
{
    struct page page = page_of(text_c(text));
    struct priscus_error err;
    const char *why;

    assert_int_equal(article_read_plain(&page, mem, a, &err), PRISCUS_OK);
    if (!article_check(a, &page, &why))
        fail_msg("%s", why);
}

static void kept_bytes_are_the_pages_own(void **state)
{
    static const char page[] =
        "\xEF\xBB\xBFTalks resume after a year\r\n\r\nThe two coasts met on Friday,\xC2\xA0their envoys said.\r\n\r\n"
        "They will meet again in June, a spokesman added.";
    struct arena mem = { 0 };
    struct article a;

    (void)state;
    read_to_buffer(page, &mem, &a);
    assert_int_equal(a.n_paragraphs, 3);
    assert_int_equal(a.paragraphs[0].role, ROLE_HEADLINE);
    for (size_t i = 0; i < a.n_paragraphs; i++)
        assert_true(text_eq(text_in(a.body, a.paragraphs[i].body), text_in(text_c(page), a.paragraphs[i].page)));
    assert_int_equal(a.paragraphs[0].page.begin, 3);
    arena_release(&mem);
}

static void lone_carriage_returns_end_lines(void **state)
{
    struct arena mem = { 0 };
    struct article a;

    (void)state;
    read_to_buffer("Talks resume after a year\r\rThe two coasts met on Friday, their envoys said in a "
                   "statement.\r\rThey met in June.",
                   &mem, &a);
    assert_int_equal(a.n_paragraphs, 3);
    arena_release(&mem);
}

static void united_states_are_not_the_reader(void **state)
{
    /* "US" folds to "us": no plea, though the text speaks of donations and journalists */
    struct arena mem = { 0 };
    struct article a;

    (void)state;
    read_to_buffer("US cuts donations to the strait fund\n\n"
                   "The US will not contribute $450 million to the strait fund, journalists were told on Monday.\n\n"
                   "Other donors asked the US to think again about the donations, the fund's chair said.\n",
                   &mem, &a);
    assert_int_equal(a.n_paragraphs, 3);
    arena_release(&mem);
}

static void a_photo_credit_is_no_agency(void **state)
{
    struct arena mem = { 0 };
    struct article a;

    (void)state;
    read_to_buffer("Talks resume after a year\nThe envoys shake hands. Photo: AFP\n"
                   "The two coasts met on Friday, their envoys told AFP in a statement.\n"
                   "A briefing attended by Reuters heard the same from the council, it said.\n",
                   &mem, &a);
    assert_int_equal(a.n_agencies, 0);
    assert_int_equal(a.n_paragraphs, 3);
    arena_release(&mem);
}

static void much_that_looks_like_boilerplate_is_kept_and_marked(void **state)
{
    struct arena mem = { 0 };
    struct article a;

    (void)state;
    read_to_buffer(
        "Talks resume after a year\n\nThe two coasts met on Friday, their envoys said.\n\nComments\n\n"
        "This stands after a word that ends articles, and it is most of the page, so it is not sure at all.\n\n"
        "This too stands after that word, and it goes on and on, as if it were the text of the article itself.\n\n"
        "And so does this, for good measure: it is long enough that the reader of pages has to think twice.\n",
        &mem, &a);
    assert_true(a.n_paragraphs >= 4);
    arena_release(&mem);
}

static void white_space_alone_is_no_page(void **state)
{
    struct arena mem = { 0 };
    struct article a = { .n_paragraphs = 77 };
    struct page page = page_of(text_c("\n \r\n\t\xC2\xA0\n"));
    struct priscus_error err = { 0 };

    (void)state;
    assert_int_equal(article_read_plain(&page, &mem, &a, &err), PRISCUS_EINPUT);
    assert_int_equal(a.n_paragraphs, 77); /* untouched */
    assert_true(err.message[0] != '\0');
    arena_release(&mem);
}

static void running_out_of_memory_anywhere_is_said(void **state)
{
    /* Markdown in a byline, fields that are not UTF-8, a signature at the end */
    static const char *const pages[] = { "markdown-reuters", "markdown-links", "windows-bytes", "reuters-tail" };
    struct arena mem = { 0 }, file = { 0 };
    struct priscus_error err;
    struct text bytes;
    struct page page;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        char path[1024];
        long k;

        snprintf(path, sizeof path, "%s/cases/pages/%s.txt", TEST_FOLDER, pages[i]);
        assert_int_equal(file_read(path, PAGE_MAX, &file, &bytes, &err), PRISCUS_OK);
        page = page_of(bytes);
        for (k = 1; k < 100000; k++) {
            struct article a = { .n_paragraphs = 77 };
            priscus_status status;

            arena_reset(&mem);
            mem.fail_after = k;
            status = article_read_plain(&page, &mem, &a, &err);
            if (status == PRISCUS_OK)
                break;
            assert_int_equal(status, PRISCUS_ENOMEM);
            assert_int_equal(a.n_paragraphs, 77);
        }
        assert_true(k > 10 && k < 100000);
        mem.fail_after = 0;
    }
    arena_release(&mem);
    arena_release(&file);
}

static void hostile_pages_are_read_in_one_pass(void **state)
{
    static const char *const units[] = {
        "\n",           "\"",         "a",        "a b\n",
        "[a]( b (",     "See also\n", "| ",       "Dear readers,\n",
        "Photo: AFP\n", "\xFF",       "\xE2\x80", "12/",
        "By A B\n",     "* * *\n",    "(AFP) - ", "we need your donation to journalism.\n",
        "1 May 2031\n", "\r",         "# \n"
    };
    size_t n = 256 << 10;
    char *bytes = malloc(n);

    (void)state;
    for (size_t u = 0; u < COUNT_OF(units); u++) {
        struct arena mem = { 0 };
        struct article a;
        struct priscus_error err;
        size_t unit = strlen(units[u]);
        struct page page;
        const char *why;
        priscus_status status;

        for (size_t i = 0; i + unit <= n; i += unit)
            memcpy(bytes + i, units[u], unit);
        page = page_of(text_of(bytes, n / unit * unit));
        status = article_read_plain(&page, &mem, &a, &err);
        assert_true(status == PRISCUS_OK || status == PRISCUS_EINPUT);
        if (status == PRISCUS_OK && !article_check(&a, &page, &why))
            fail_msg("%s: %s", units[u], why);
        arena_release(&mem);
    }
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_of_the_folder),
        cmocka_unit_test(kept_bytes_are_the_pages_own),
        cmocka_unit_test(lone_carriage_returns_end_lines),
        cmocka_unit_test(united_states_are_not_the_reader),
        cmocka_unit_test(a_photo_credit_is_no_agency),
        cmocka_unit_test(much_that_looks_like_boilerplate_is_kept_and_marked),
        cmocka_unit_test(white_space_alone_is_no_page),
        cmocka_unit_test(running_out_of_memory_anywhere_is_said),
        cmocka_unit_test(hostile_pages_are_read_in_one_pass),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
