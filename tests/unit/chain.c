/* By whose account: the cases are in tests/cases/chain.txt, which needs no C to add to. Their statements are
 * given, so that what is tested is the chain alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "known.h"
#include "page/name/cited.h"
#include "record/knowledge/knowledge.h"
#include "record/statement/chain.h"
#include "record/statement/occasion.h"

#define STATEMENTS 12

static struct knowledge *knowledge;

/* A case while its lines are read. */
struct one {
    struct page page;
    struct article article;
    struct document doc;
    struct text agency;
    struct statement statements[STATEMENTS];
    struct text expected[STATEMENTS];
    size_t n;
};

static void read_about(struct text line, struct one *c)
{
    *c = (struct one){ .n = 0 };
    while (line.ptr && !text_is(line, "-")) {
        struct text value = text_cut(&line, ';'), key = text_trim(text_cut(&value, ':'));

        value = text_trim(value);
        if (text_is(key, "outlet"))
            c->article.outlet = value;
        else if (text_is(key, "agency")) {
            c->agency = value;
            c->article.agencies = &c->agency;
            c->article.n_agencies = 1;
        } else if (text_is(key, "republished by"))
            c->article.republished_by = value;
        else
            fail_msg("%.*s: no such key", (int)key.len, key.ptr);
    }
}

static void read_body(struct text line, struct arena *mem, struct one *c)
{
    struct priscus_error err;

    c->article.body = line;
    assert_int_equal(article_split_paragraphs(line, 0, mem, &c->article), PRISCUS_OK);
    for (size_t i = 0; i < c->article.n_paragraphs; i++)
        c->article.paragraphs[i].role = ROLE_BODY;
    assert_int_equal(article_find_credits(&c->page, mem, &c->article), PRISCUS_OK);
    assert_int_equal(cited_find(mem, &c->article), PRISCUS_OK);
    assert_int_equal(document_read(test_reader(), &c->article, mem, &c->doc, &err), PRISCUS_OK);
}

/* Behind the source, so that words may come twice; else ("according to") the first. */
static struct span place_of(const struct one *c, struct text words, size_t from)
{
    size_t at;

    if (text_is(words, "-"))
        return (struct span){ 0 };
    at = text_find(c->article.body, words, from);
    if (at == NOWHERE)
        at = text_find(c->article.body, words, 0);
    if (at == NOWHERE)
        fail_msg("\"%.*s\" is not in the text", (int)words.len, words.ptr);
    return (struct span){ (uint32_t)at, (uint32_t)(at + words.len) };
}

static void read_statement(struct text line, struct one *c)
{
    size_t arrow = text_find(line, text_c("=>"), 0);
    struct statement st = { .n_content = 1, .inside = -1 };
    struct text left, source, cue, name;
    struct occasion where;
    struct token_range content;

    assert_true(arrow != NOWHERE && c->n < STATEMENTS);
    left = text_of(line.ptr, arrow);
    source = text_trim(text_cut(&left, '|'));
    cue = text_trim(text_cut(&left, '|'));
    name = source;
    source = text_trim(text_cut(&name, '='));
    name = name.ptr ? text_trim(name) : source;
    st.source = place_of(c, source, 0);
    st.cue = place_of(c, cue, st.source.end);
    st.content[0] = place_of(c, text_trim(left), 0);
    if (!span_empty(st.source))
        st.speaker = name;
    for (size_t i = 0; i < c->n; i++)
        if (span_holds(c->statements[i].content[0], st.cue) && !span_empty(st.cue))
            st.inside = (int32_t)i;
    content = tokens_in(&c->doc, st.content[0]);
    where = occasion_find(&c->doc, knowledge->occasions, tokens_in(&c->doc, st.cue), &content, 1);
    st.occasion = where.at;
    st.addressee = where.addressee;
    c->expected[c->n] = text_trim(text_of(line.ptr + arrow + 2, line.len - arrow - 2));
    c->statements[c->n++] = st;
}

static void show_chain(const struct one *c, const struct statement *st, struct buffer *out)
{
    if (!st->n_chain)
        buffer_char(out, '-');
    for (size_t i = 0; i < st->n_chain; i++) {
        buffer_format(out, "%s%s ", i ? " <- " : "", chain_role_text(st->chain[i].role));
        buffer_text(out, st->chain[i].name);
        if (span_empty(st->chain[i].words))
            continue;
        buffer_c(out, " [");
        buffer_text(out, text_in(c->doc.body, st->chain[i].words));
        buffer_char(out, ']');
    }
}

static int check(struct one *c, struct arena *mem)
{
    struct record record = { .statements = c->statements, .n_statements = c->n };
    int wrong = 0;

    assert_int_equal(chain_fill(&c->doc, knowledge, mem, &record), PRISCUS_OK);
    for (size_t i = 0; i < c->n; i++) {
        struct buffer got = { 0 };

        show_chain(c, &c->statements[i], &got);
        if (!text_eq(buffer_as_text(&got), c->expected[i])) {
            print_error("%.*s\n  want %.*s\n  got  %.*s\n", (int)c->article.body.len, c->article.body.ptr,
                        (int)c->expected[i].len, c->expected[i].ptr, (int)got.len, got.ptr);
            wrong++;
        }
        buffer_release(&got);
    }
    return wrong;
}

static void every_case_of_the_file(void **state)
{
    struct arena mem = { 0 }, each = { 0 };
    struct priscus_error err;
    struct text rest;
    int cases = 0, wrong = 0;

    (void)state;
    assert_int_equal(file_read(TEST_FOLDER "/cases/chain.txt", 1 << 20, &mem, &rest, &err), PRISCUS_OK);
    while (rest.ptr) {
        struct text line = text_trim(text_cut(&rest, '\n'));
        struct one c;

        if (!line.len || line.ptr[0] == '#')
            continue;
        arena_reset(&each);
        read_about(line, &c);
        read_body(text_trim(text_cut(&rest, '\n')), &each, &c);
        while (rest.ptr && (line = text_trim(text_cut(&rest, '\n'))).len)
            read_statement(line, &c);
        assert_true(c.n > 0);
        wrong += check(&c, &each);
        cases++;
    }
    assert_int_equal(wrong, 0);
    assert_true(cases >= 20);
    arena_release(&each);
    arena_release(&mem);
}

static void memory_that_is_out_is_said(void **state)
{
    struct arena mem = { 0 };
    struct one c;
    struct record record;

    (void)state;
    read_about(text_c("outlet: The Ferry Post"), &c);
    read_body(text_c("Brook told Radio Skarr that she would stay."), &mem, &c);
    read_statement(text_c("Brook | told | that she would stay => -"), &c);
    record = (struct record){ .statements = c.statements, .n_statements = c.n };
    mem.fail_after = 1;
    assert_int_equal(chain_fill(&c.doc, knowledge, &mem, &record), PRISCUS_ENOMEM);
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
        cmocka_unit_test(memory_that_is_out_is_said),
    };

    return cmocka_run_group_tests(tests, open_knowledge, close_knowledge);
}
