/* When it was said: the cases are in tests/cases/said.txt, which needs no C to add to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "known.h"
#include "record/knowledge/knowledge.h"
#include "record/time/said.h"

#define STATEMENTS_MAX 8

static struct knowledge *knowledge;

static bool next_line(struct text *rest, struct text *line)
{
    while (rest->ptr) {
        *line = text_trim(text_cut(rest, '\n'));
        if (line->len && line->ptr[0] != '#')
            return true;
    }
    return false;
}

/* The marks out of a case's text, what they mark into statements. */
static size_t read_marks(struct text marked, char *body, struct statement statements[STATEMENTS_MAX])
{
    struct statement *st = statements;
    uint32_t n = 0, from = 0;

    *st = (struct statement){ .inside = -1 };
    for (size_t i = 0; i < marked.len; i++) {
        char c = marked.ptr[i];

        if (strchr("<{[", c)) {
            from = n;
        } else if (c == '=') {
            size_t end = i + 1;

            while (marked.ptr[end] != '>')
                end++;
            st->speaker = text_of(marked.ptr + i + 1, end - i - 1);
            i = end - 1;
        } else if (c == '>') {
            st->source = (struct span){ from, n };
            if (!st->speaker.ptr)
                st->speaker = text_of(body + from, n - from);
        } else if (c == '}') {
            st->cue = (struct span){ from, n };
        } else if (c == ']') {
            assert_true(st->n_content < STATEMENT_PIECES_MAX);
            st->content[st->n_content++] = (struct span){ from, n };
        } else if (c == '/' || c == '|') {
            assert_true(st < statements + STATEMENTS_MAX - 1);
            n -= c == '/'; /* one blank is enough */
            if (c == '|')
                body[n++] = '\n';
            if (st->n_content)
                *++st = (struct statement){ .inside = -1 };
        } else {
            body[n] = c == ' ' && n && body[n - 1] == '\n' ? '\n' : c;
            n++;
        }
    }
    body[n] = '\0';
    return (size_t)(st - statements) + (st->n_content > 0);
}

static void every_case_of_the_file(void **state)
{
    struct arena mem = { 0 }, each = { 0 };
    struct priscus_error err;
    struct text rest, line, want = { 0 };
    int cases = 0, wrong = 0;

    (void)state;
    assert_int_equal(file_read(TEST_FOLDER "/cases/said.txt", 1 << 20, &mem, &rest, &err), PRISCUS_OK);
    while (next_line(&rest, &line)) {
        struct text day = text_cut(&line, ':');
        struct statement statements[STATEMENTS_MAX];
        struct record record = { .statements = statements };
        struct article article = { 0 };
        struct document doc;
        char body[2000], got[400] = "";

        assert_true(next_line(&rest, &want) && line.len < sizeof(body));
        record.n_statements = read_marks(text_trim(line), body, statements);
        arena_reset(&each);
        assert_int_equal(article_split_paragraphs(text_c(body), 0, &each, &article), PRISCUS_OK);
        if (!text_is(day, "none"))
            assert_true(date_parse_iso(day, &article.published));
        assert_int_equal(document_read(test_reader(), &article, &each, &doc, &err), PRISCUS_OK);
        said_fill(&doc, knowledge->occasions, &record);
        for (size_t i = 0, n = 0; i < record.n_statements; i++) {
            struct date d = statements[i].said_on;
            char date[DATE_TEXT_MAX];

            n += (size_t)snprintf(got + n, sizeof(got) - n, "%s%s%s", i ? ", " : "",
                                  d.precision == PRECISION_BEFORE  ? "before "
                                  : d.precision == PRECISION_AFTER ? "after "
                                                                   : "",
                                  date_known(d) ? date_format(d, date) : "unknown");
            assert_true(!date_known(d) || !span_empty(statements[i].said_words));
        }
        cases++;
        if (!text_is(want, got)) {
            print_error("%.*s\n  want %.*s\n  got  %s\n", (int)line.len, line.ptr, (int)want.len, want.ptr, got);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
    assert_true(cases > 40);
    arena_release(&each);
    arena_release(&mem);
}

static struct span place_in(const char *body, const char *words)
{
    size_t at = text_find(text_c(body), text_c(words), 0);

    assert_true(at != NOWHERE);
    return (struct span){ (uint32_t)at, (uint32_t)(at + strlen(words)) };
}

static void read_document(const char *body, struct arena *mem, struct article *article, struct document *doc)
{
    struct priscus_error err;

    *article = (struct article){ 0 };
    assert_int_equal(article_split_paragraphs(text_c(body), 0, mem, article), PRISCUS_OK);
    article->published = date_day(2031, 2, 27);
    assert_int_equal(document_read(test_reader(), article, mem, doc, &err), PRISCUS_OK);
}

/* The letter may be a year old: "yesterday" is none of the page's days. */
static void what_is_quoted_counts_from_another_day(void **state)
{
    const char *body = "The envoy wrote: \"Holm said yesterday that the fee was fair.\"";
    struct statement st[] = {
        { .cue = place_in(body, "wrote"),
          .content = { place_in(body, "\"Holm said yesterday that the fee was fair.\"") },
          .n_content = 1,
          .inside = -1 },
        { .cue = place_in(body, "said"),
          .content = { place_in(body, "that the fee was fair") },
          .n_content = 1,
          .inside = 0 },
    };
    struct record record = { .statements = st, .n_statements = 2 };
    struct arena mem = { 0 };
    struct article article;
    struct document doc;

    (void)state;
    read_document(body, &mem, &article, &doc);
    for (int kind = STATEMENT_DIRECT; kind <= STATEMENT_MIXED; kind++) {
        st[0].kind = (enum statement_kind)kind;
        said_fill(&doc, knowledge->occasions, &record);
        assert_false(date_known(st[0].said_on));
        assert_int_equal(date_known(st[1].said_on), kind == STATEMENT_INDIRECT);
        assert_true(text_is(text_in(doc.body, st[1].said_words), "yesterday"));
    }
    arena_release(&mem);
}

static void the_narrators_positions_have_the_day_of_their_verb(void **state)
{
    const char *body = "The palace on Wednesday rejected the plan. The palace rejected Monday's plan.";
    struct position p[] = { { .words = place_in(body, "rejected the plan"), .statement = -1 },
                            { .words = place_in(body, "rejected Monday's plan"), .statement = -1 },
                            { .words = place_in(body, "rejected the plan"), .statement = 0 } };
    struct record record = { .positions = p, .n_positions = 3 };
    struct arena mem = { 0 };
    struct article article;
    struct document doc;

    (void)state;
    read_document(body, &mem, &article, &doc);
    said_fill_positions(&doc, knowledge->occasions, &record);
    assert_int_equal(date_compare(p[0].said_on, date_day(2031, 2, 26)), 0);
    assert_true(text_is(text_in(doc.body, p[0].said_words), "on Wednesday"));
    assert_false(date_known(p[1].said_on));
    assert_false(date_known(p[2].said_on)); /* it has its statement's */
    arena_release(&mem);
}

static int know(void **state)
{
    (void)state;
    return knowledge_open(test_language(), NULL, 0, NULL, 0, &knowledge, NULL) == PRISCUS_OK ? 0 : -1;
}

static int let_go(void **state)
{
    (void)state;
    knowledge_close(knowledge);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_of_the_file),
        cmocka_unit_test(what_is_quoted_counts_from_another_day),
        cmocka_unit_test(the_narrators_positions_have_the_day_of_their_verb),
    };

    return cmocka_run_group_tests(tests, know, let_go);
}
