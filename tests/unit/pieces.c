/* pieces.c - tests: a long body read in pieces is the document and the attributions that it is when read whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "known.h"
#include "language/sentence/quote.h"
#include "reading/pieces.h"

static struct arena mem;

static struct article *article_of(struct buffer *body)
{
    struct article *article = arena_alloc(&mem, sizeof *article);

    assert_false(body->failed);
    *article = (struct article){ .body = buffer_as_text(body) };
    assert_int_equal(article_split_paragraphs(article->body, 0, &mem, article), PRISCUS_OK);
    return article;
}

static void paragraphs_come_out_as_read_whole(void **state)
{
    struct buffer body = { 0 };
    struct article *article;
    struct document whole, doc;
    struct quote_list quotes;
    struct attribution_list list, got;
    const char *why = "";

    (void)state;
    for (unsigned i = 0; body.len < 3 * PIECES_BYTES; i++)
        buffer_format(&body,
                      "Minister Ana Brook of district %u said on Monday that the ferries would not sail before day %u. "
                      "\"We will wait,\" she told reporters, who had asked Tor Hald before.\n\n",
                      i, 7 * i);
    article = article_of(&body);
    assert_int_equal(document_read(test_reader(), article, &mem, &whole, NULL), PRISCUS_OK);
    assert_int_equal(quote_find(&whole, &mem, &quotes), PRISCUS_OK);
    assert_int_equal(attribution_find(test_attributor(), &whole, &quotes, &mem, &list), PRISCUS_OK);
    assert_int_equal(pieces_read(test_reader(), test_attributor(), article, &mem, &doc, &got, NULL), PRISCUS_OK);
    if (!document_check(&doc, &why))
        fail_msg("%s", why);
    assert_int_equal(doc.n_tokens, whole.n_tokens);
    assert_int_equal(doc.n_sentences, whole.n_sentences);
    assert_int_equal(doc.n_names, whole.n_names);
    assert_memory_equal(doc.sentences, whole.sentences, whole.n_sentences * sizeof *whole.sentences);
    assert_memory_equal(doc.dependents, whole.dependents, whole.n_tokens * sizeof *whole.dependents);
    assert_memory_equal(doc.names, whole.names, whole.n_names * sizeof *whole.names);
    for (size_t i = 0; i < whole.n_tokens; i++) {
        assert_true(text_eq(doc.tokens[i].norm, whole.tokens[i].norm));
        assert_true(text_eq(doc.tokens[i].lemma, whole.tokens[i].lemma));
        assert_int_equal(doc.tokens[i].head, whole.tokens[i].head);
        assert_int_equal(doc.tokens[i].feats, whole.tokens[i].feats);
    }
    assert_true(list.n > 500);
    assert_int_equal(got.n, list.n);
    for (size_t i = 0; i < list.n; i++) {
        assert_memory_equal(&got.at[i].cue, &list.at[i].cue, sizeof list.at[i].cue);
        assert_int_equal(got.at[i].inside, list.at[i].inside);
        assert_int_equal(got.at[i].n_content, list.at[i].n_content);
        assert_memory_equal(got.at[i].content, list.at[i].content, sizeof list.at[i].content);
    }
    buffer_release(&body);
    arena_reset(&mem);
}

/* One paragraph without an end, of words, of signs without a blank, of characters of three bytes. */
static void a_paragraph_longer_than_a_piece_is_cut(void **state)
{
    static const char *const units[] = { "He said: no talks. ", "&", "\xE2\x82\xAC", "word " };

    (void)state;
    for (size_t u = 0; u < COUNT_OF(units); u++) {
        struct buffer body = { 0 };
        struct document doc;
        struct attribution_list got;
        const char *why = "";

        while (body.len < 2 * PIECES_BYTES + 1000)
            buffer_c(&body, units[u]);
        assert_int_equal(pieces_read(test_reader(), test_attributor(), article_of(&body), &mem, &doc, &got, NULL),
                         PRISCUS_OK);
        if (!document_check(&doc, &why))
            fail_msg("%s", why);
        assert_true(doc.n_tokens > 100);
        assert_int_equal(doc.tokens[doc.n_tokens - 1].span.end, text_trim(buffer_as_text(&body)).len);
        for (size_t i = 0; i < doc.n_tokens; i++)
            assert_int_equal(utf8_check(token_text(&doc, i)), NOWHERE);
        buffer_release(&body);
        arena_reset(&mem);
    }
}

static void a_stop_and_a_lack_of_memory_leave_the_document_alone(void **state)
{
    volatile sig_atomic_t stop = 0;
    struct buffer body = { 0 };
    struct article *article;
    struct document doc = { .n_tokens = 77 };
    struct attribution_list got = { .n = 77 };

    (void)state;
    while (body.len < PIECES_BYTES + 1000)
        buffer_c(&body, "He said: no talks.\n\n");
    article = article_of(&body);
    /* The k-th allocation of what stays, or the k-th for a piece, whichever is first: each of the first ones, then some. */
    for (long k = 1;; k += 1 + k / 8) {
        struct document made = doc;
        struct attribution_list list = got;
        priscus_status status;

        mem.fail_after = k;
        status = pieces_read(test_reader(), test_attributor(), article, &mem, &made, &list, NULL);
        mem.fail_after = 0;
        if (status == PRISCUS_OK) {
            assert_true(k > 50);
            break;
        }
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_int_equal(made.n_tokens, 77);
        assert_int_equal(list.n, 77);
        arena_reset(&mem);
        article = article_of(&body);
    }
    stop = 1;
    mem.stop = &stop;
    assert_int_equal(pieces_read(test_reader(), test_attributor(), article, &mem, &doc, &got, NULL), PRISCUS_ENOMEM);
    mem.stop = NULL;
    assert_int_equal(doc.n_tokens, 77);
    assert_int_equal(got.n, 77);
    buffer_release(&body);
    arena_release(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs_come_out_as_read_whole),
        cmocka_unit_test(a_paragraph_longer_than_a_piece_is_cut),
        cmocka_unit_test(a_stop_and_a_lack_of_memory_leave_the_document_alone),
    };

    return cmocka_run_group_tests_name("pieces", tests, NULL, NULL);
}
