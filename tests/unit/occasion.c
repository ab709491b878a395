/* Where something was said, and to whom: the cases are in tests/cases/occasion.txt, which needs no C to add to.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "known.h"
#include "record/knowledge/knowledge.h"
#include "record/statement/occasion.h"

#define PIECES   4
#define TEXT_MAX 1000

static struct knowledge *knowledge;

struct marked {
    char text[TEXT_MAX];
    size_t n;
    struct span cue, said[PIECES];
    size_t n_said;
};

static void take_marks(struct text line, struct marked *out)
{
    *out = (struct marked){ .n = 0 };
    for (size_t i = 0; i < line.len; i++)
        switch (line.ptr[i]) {
        case '[':
            out->cue.begin = (uint32_t)out->n;
            break;
        case ']':
            out->cue.end = (uint32_t)out->n;
            break;
        case '{':
            assert_true(out->n_said < PIECES);
            out->said[out->n_said].begin = (uint32_t)out->n;
            break;
        case '}':
            out->said[out->n_said++].end = (uint32_t)out->n;
            break;
        default:
            assert_true(out->n + 1 < TEXT_MAX);
            out->text[out->n++] = line.ptr[i];
        }
    assert_false(span_empty(out->cue));
}

static struct occasion find_in(const struct marked *m, struct arena *mem, struct article *article, struct document *doc)
{
    struct priscus_error err;
    struct token_range content[PIECES];

    *article = (struct article){ .body = text_of(m->text, m->n) };
    assert_int_equal(article_split_paragraphs(article->body, 0, mem, article), PRISCUS_OK);
    assert_int_equal(document_read(test_reader(), article, mem, doc, &err), PRISCUS_OK);
    for (size_t i = 0; i < m->n_said; i++)
        content[i] = tokens_in(doc, m->said[i]);
    return occasion_find(doc, knowledge->occasions, tokens_in(doc, m->cue), content, m->n_said);
}

static struct text shown(const struct document *doc, struct span s)
{
    return span_empty(s) ? text_c("-") : text_in(doc->body, s);
}

static void every_case_of_the_file(void **state)
{
    struct arena mem = { 0 }, each = { 0 };
    struct priscus_error err;
    struct text rest;
    int cases = 0, wrong = 0;

    (void)state;
    assert_int_equal(file_read(TEST_FOLDER "/cases/occasion.txt", 1 << 20, &mem, &rest, &err), PRISCUS_OK);
    while (rest.ptr) {
        struct text line = text_trim(text_cut(&rest, '\n')), want, at, to;
        struct marked m;
        struct article article;
        struct document doc;
        struct occasion got;

        if (!line.len || line.ptr[0] == '#')
            continue;
        want = text_cut(&rest, '\n');
        at = text_trim(text_cut(&want, '|'));
        to = text_trim(want);
        take_marks(line, &m);
        arena_reset(&each);
        got = find_in(&m, &each, &article, &doc);
        cases++;
        if (text_eq(shown(&doc, got.at), at) && text_eq(shown(&doc, got.addressee), to))
            continue;
        print_error("%.*s\n  want %.*s | %.*s\n  got  %.*s | %.*s\n", (int)line.len, line.ptr, (int)at.len, at.ptr,
                    (int)to.len, to.ptr, (int)shown(&doc, got.at).len, shown(&doc, got.at).ptr,
                    (int)shown(&doc, got.addressee).len, shown(&doc, got.addressee).ptr);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    assert_true(cases >= 25);
    arena_release(&each);
    arena_release(&mem);
}

static void a_statement_without_a_cue_has_none(void **state)
{
    struct occasion got = occasion_find(NULL, knowledge->occasions, (struct token_range){ 3, 3 }, NULL, 0);

    (void)state;
    assert_true(span_empty(got.at) && span_empty(got.addressee));
}

/* Whatever is called cue and content, the answer lies in the body. */
static void any_marks_are_survived(void **state)
{
    struct arena mem = { 0 };
    struct marked m;
    struct article article;
    struct document doc;

    (void)state;
    take_marks(text_c("In a post on X and at a rally, Brook [told] reporters {at a briefing in Garn} with Holm."), &m);
    (void)find_in(&m, &mem, &article, &doc);
    for (uint32_t cue = 0; cue < doc.n_tokens; cue++)
        for (uint32_t said = 0; said < doc.n_tokens; said++) {
            struct token_range content = { said, (uint32_t)doc.n_tokens };
            struct occasion got =
                occasion_find(&doc, knowledge->occasions, (struct token_range){ cue, cue + 1 }, &content, 1);

            assert_true(got.at.begin <= got.at.end && got.at.end <= doc.body.len);
            assert_true(got.addressee.begin <= got.addressee.end && got.addressee.end <= doc.body.len);
        }
    arena_release(&mem);
}

static int open_knowledge(void **state)
{
    struct priscus_error err;

    (void)state;
    return knowledge_open(test_language(), NULL, 0, NULL, 0, &knowledge, &err) == PRISCUS_OK ? 0 : -1;
}

static int close_knowledge(void **state)
{
    (void)state;
    knowledge_close(knowledge);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_of_the_file),
        cmocka_unit_test(a_statement_without_a_cue_has_none),
        cmocka_unit_test(any_marks_are_survived),
    };

    return cmocka_run_group_tests(tests, open_knowledge, close_knowledge);
}
