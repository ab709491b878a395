/* Attribution: the cases are in tests/cases/attribution.txt, which needs no C to add to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "known.h"
#include "language/sentence/quote.h"

static struct arena mem;

/* " | " parts paragraphs. */
static bool read_text(struct text line, struct arena *arena, struct document *doc, struct attribution_list *out)
{
    struct article *article = arena_alloc(arena, sizeof *article);
    struct quote_list quotes;
    char *body = arena_copy(arena, line.ptr, line.len);

    if (!article || !body)
        return false;
    for (size_t i = 0; i + 2 < line.len; i++)
        if (memcmp(body + i, " | ", 3) == 0)
            body[i] = body[i + 1] = '\n';
    *article = (struct article){ .body = text_of(body, line.len) };
    return article_split_paragraphs(article->body, 0, arena, article) == PRISCUS_OK &&
           document_read(test_reader(), article, arena, doc, NULL) == PRISCUS_OK &&
           quote_find(doc, arena, &quotes) == PRISCUS_OK &&
           attribution_find(test_attributor(), doc, &quotes, arena, out) == PRISCUS_OK;
}

static void put_pieces(struct buffer *b, const struct document *doc, const struct token_range *pieces, size_t n,
                       const char *marks)
{
    for (size_t i = 0; i < n; i++) {
        if (b->len)
            buffer_char(b, ' ');
        buffer_char(b, marks[0]);
        buffer_text(b, text_in(doc->body, (struct span){ doc->tokens[pieces[i].first].span.begin,
                                                         doc->tokens[pieces[i].end - 1].span.end }));
        buffer_char(b, marks[1]);
    }
}

/* "<source> {cue} [content]" */
static struct text line_of(struct buffer *b, const struct document *doc, const struct attribution_list *list, size_t i)
{
    const struct attribution *at = &list->at[i];

    b->len = 0;
    for (int32_t up = at->inside; up >= 0; up = list->at[up].inside)
        buffer_c(b, b->len ? " inside" : "inside");
    put_pieces(b, doc, at->source, at->n_source, "<>");
    put_pieces(b, doc, &at->cue, 1, "{}");
    put_pieces(b, doc, at->content, at->n_content, "[]");
    assert_false(b->failed);
    return buffer_as_text(b);
}

static void the_cases_hold(void **state)
{
    struct text file, line;
    struct buffer b = { 0 };
    size_t wrong = 0, n = 0, number = 0;
    struct arena all = { 0 };

    (void)state;
    assert_int_equal(file_read(TEST_FOLDER "/cases/attribution.txt", 1 << 20, &all, &file, NULL), PRISCUS_OK);
    while (file.ptr) {
        struct text expected[16];
        struct attribution_list list;
        struct document doc;
        size_t want = 0;
        bool gap = false, same;

        line = text_cut(&file, '\n');
        number++;
        if (!line.len || line.ptr[0] == '#')
            continue;
        while (file.ptr && file.len && file.ptr[0] != '\n') {
            assert_true(want < COUNT_OF(expected));
            expected[want] = text_cut(&file, '\n');
            gap |= text_starts(expected[want++], "~");
            number++;
        }
        arena_reset(&mem);
        assert_true(read_text(line, &mem, &doc, &list));
        n++;
        if (gap)
            continue;
        same = want == list.n;
        for (size_t i = 0; i < want && same; i++)
            same = text_eq(expected[i], line_of(&b, &doc, &list, i));
        if (same)
            continue;
        wrong++;
        print_error("attribution.txt:%zu: %.*s\n", number, (int)line.len, line.ptr);
        for (size_t i = 0; i < list.n; i++) {
            struct text got = line_of(&b, &doc, &list, i);

            print_error("  got  %.*s\n", (int)got.len, got.ptr);
        }
    }
    buffer_release(&b);
    arena_release(&all);
    if (wrong)
        fail_msg("%zu of %zu cases are wrong", wrong, n);
}

static void every_allocation_may_fail(void **state)
{
    static const char text[] =
        "\"We have waited,\" said the minister, who told the Herald that Orsk had said he would talk.\n\n"
        "\"It is late.\n\n\"It is too late,\" he said.\n\n\"Nobody asked us.\" - Ana Brook, baker\n";
    struct arena small = { 0 };
    struct article article = { .body = text_c(text) };
    struct document doc;
    struct quote_list quotes;
    priscus_status status = PRISCUS_ENOMEM;
    long k;

    (void)state;
    arena_reset(&mem);
    assert_int_equal(article_split_paragraphs(article.body, 0, &mem, &article), PRISCUS_OK);
    assert_int_equal(document_read(test_reader(), &article, &mem, &doc, NULL), PRISCUS_OK);
    assert_int_equal(quote_find(&doc, &mem, &quotes), PRISCUS_OK);
    for (k = 1; status != PRISCUS_OK; k++) {
        struct attribution_list list = { .n = 77 };

        arena_reset(&small);
        small.fail_after = k;
        status = attribution_find(test_attributor(), &doc, &quotes, &small, &list);
        assert_true(status == PRISCUS_OK ? list.n > 2 && list.n < 77 : status == PRISCUS_ENOMEM && list.n == 77);
    }
    assert_true(k > 8);
    arena_release(&small);
}

/* A model without these networks attributes nothing. */
static void without_networks_nothing_is_attributed(void **state)
{
    struct attribution_list list = { .n = 77 };

    (void)state;
    assert_int_equal(attribution_find(NULL, NULL, NULL, NULL, &list), PRISCUS_OK);
    assert_int_equal(list.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cases_hold),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(without_networks_nothing_is_attributed),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_release(&mem);
    return failed;
}
