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
                            { .words = place_in(body, "rejected Monday's plan"), .statement = -1 } };
    struct record record = { .positions = p, .n_positions = 2 };
    struct arena mem = { 0 };
    struct article article;
    struct document doc;

    (void)state;
    read_document(body, &mem, &article, &doc);
    said_fill_positions(&doc, knowledge->occasions, &record);
    assert_int_equal(date_compare(p[0].said_on, date_day(2031, 2, 26)), 0);
    assert_true(text_is(text_in(doc.body, p[0].said_words), "on Wednesday"));
    assert_false(date_known(p[1].said_on));
    arena_release(&mem);
}

/* One sentence, published on Thursday 27 February 2031: the day of a position in it, and the words that tell it.
 * `cue` and `content` are a statement's, said on Tuesday; NULL: the narrator speaks. */
static void expect_day(const char *body, const char *words, const char *issue, const char *cue, const char *content,
                       const char *day, const char *told)
{
    struct statement st = { .inside = -1, .kind = body[0] == '"' ? STATEMENT_DIRECT : STATEMENT_INDIRECT };
    struct position p = { .words = place_in(body, words), .issue_words = place_in(body, issue), .statement = -1 };
    struct record record = { .positions = &p, .n_positions = 1, .statements = &st, .n_statements = cue ? 1 : 0 };
    struct arena mem = { 0 };
    struct article article;
    struct document doc;
    char date[DATE_TEXT_MAX], got[80];

    read_document(body, &mem, &article, &doc);
    if (cue) {
        st.cue = place_in(body, cue);
        st.content[st.n_content++] = place_in(body, content);
        p.statement = 0;
        said_fill(&doc, knowledge->occasions, &record);
        p.said_on = st.said_on;
        p.said_words = st.said_words;
    }
    said_fill_positions(&doc, knowledge->occasions, &record);
    snprintf(got, sizeof got, "%s%s", p.said_on.precision == PRECISION_BEFORE ? "before " : "",
             date_format(p.said_on, date));
    if (strcmp(got, day) != 0 || !text_is(text_in(doc.body, p.said_words), told))
        fail_msg("%s\n  want %s, \"%s\"\n  got  %s", body, day, told, got);
    arena_release(&mem);
}

static void what_is_told_again_keeps_its_own_day(void **state)
{
    (void)state;
    /* by its own clause */
    expect_day("Orlune agreed to the fee on Monday, Holm said on Tuesday.", "Orlune agreed to the fee", "the fee",
               "said", "Orlune agreed to the fee on Monday", "2031-02-24", "on Monday");
    expect_day("Orlune is ready for the fee, Holm said on Tuesday.", "Orlune is ready for the fee", "the fee", "said",
               "Orlune is ready for the fee", "2031-02-25", "on Tuesday");
    expect_day("\"We agreed to the fee on Monday,\" Holm said on Tuesday.", "We agreed to the fee", "the fee", "said",
               "\"We agreed to the fee on Monday,\"", "2031-02-24", "on Monday");
    expect_day("\"We agreed to the fee on Monday,\" Holm said.", "We agreed to the fee", "the fee", "said",
               "\"We agreed to the fee on Monday,\"", "before 2031-02-27", "on Monday");
    expect_day("Orlune imposed the fee on the port in 2029.", "Orlune imposed the fee", "the fee", NULL, NULL, "2029",
               "in 2029");
    expect_day("The envoys of Orlune, who again appealed to the port last month to pay the fee, left on Monday.",
               "The envoys of Orlune, who again appealed to the port last month to pay the fee", "the fee", NULL, NULL,
               "2031-01", "last month");
    /* by its tense */
    expect_day("Orlune had accepted the fee.", "Orlune had accepted the fee", "the fee", NULL, NULL,
               "before 2031-02-27", "had");
    expect_day("Orlune had accepted the fee in 2029.", "Orlune had accepted the fee", "the fee", NULL, NULL, "2029",
               "in 2029");
    expect_day("Holm said on Tuesday that Orlune had not ruled out the fee.", "Orlune had not ruled out the fee",
               "the fee", "said", "that Orlune had not ruled out the fee", "2031-02-25", "on Tuesday");
    expect_day("Holm had said that Orlune accepted the fee.", "Orlune accepted the fee", "the fee", "had said",
               "that Orlune accepted the fee", "before 2031-02-27", "had");
    expect_day("Orlune previously ruled out the fee but is now ready for the ferry, Holm said on Tuesday.",
               "Orlune previously ruled out the fee", "the fee", "said",
               "Orlune previously ruled out the fee but is now ready for the ferry", "before 2031-02-25", "previously");
    expect_day("Orlune previously ruled out the fee but is now ready for the ferry, Holm said on Tuesday.",
               "Orlune previously ruled out the fee but is now ready for the ferry", "the ferry", "said",
               "Orlune previously ruled out the fee but is now ready for the ferry", "2031-02-25", "on Tuesday");
    expect_day("Orlune agreed to pay the fee to the port in 2029.", "Orlune agreed to pay the fee", "the fee", NULL,
               NULL, "before 2029-12-31", "in 2029");
    expect_day("Orlune accepted the fee months ago.", "Orlune accepted the fee", "the fee", NULL, NULL,
               "before 2031-02-27", "months ago");
    expect_day("On Tuesday, Holm said Orlune had accepted the fee.", "Orlune had accepted the fee", "the fee", NULL,
               NULL, "2031-02-25", "On Tuesday");
    /* not of what is to come, or has been all along */
    expect_day("Orlune will accept the fee on Friday.", "Orlune will accept the fee", "the fee", NULL, NULL, "", "");
    expect_day("Orlune has rejected the fee since 2029.", "Orlune has rejected the fee", "the fee", NULL, NULL, "", "");
}

/* What another has put forward was there when it was rejected. */
static void a_thing_of_anothers_is_of_an_earlier_day(void **state)
{
    const char *body = "The council on Wednesday rejected the port's offer of a fee.";
    struct statement st = { .cue = place_in(body, "rejected"),
                            .content = { place_in(body, "the port's offer of a fee") },
                            .n_content = 1,
                            .party = text_c("COU"),
                            .inside = -1 };
    struct position p[] = { { .words = place_in(body, "offer of a fee"), .party = text_c("POR") },
                            { .words = place_in(body, "offer of a fee"), .party = text_c("COU") } };
    struct record record = { .statements = &st, .n_statements = 1, .positions = p, .n_positions = 2 };
    struct arena mem = { 0 };
    struct article article;
    struct document doc;

    (void)state;
    read_document(body, &mem, &article, &doc);
    said_fill(&doc, knowledge->occasions, &record);
    for (int i = 0; i < 2; i++) {
        p[i].said_on = st.said_on;
        p[i].said_words = st.said_words;
    }
    said_fill_positions(&doc, knowledge->occasions, &record);
    assert_int_equal(p[0].said_on.precision, PRECISION_BEFORE);
    assert_int_equal(p[0].said_on.day, 26);
    assert_int_equal(p[1].said_on.precision, PRECISION_DAY);
    arena_release(&mem);
}

/* Only the relaying has a day: of one's own side it is that, of another's it was by then. */
static void what_is_relayed_is_of_the_day_of_relaying_or_before(void **state)
{
    const char *body = "Brook said on Wednesday that the mayor has stated that the fee is fair.";
    struct statement st[] = {
        { .cue = place_in(body, "said"),
          .content = { place_in(body, "that the mayor has stated that the fee is fair") },
          .n_content = 1,
          .kind = STATEMENT_INDIRECT,
          .party = text_c("COU"),
          .inside = -1 },
        { .cue = place_in(body, "has stated"),
          .content = { place_in(body, "that the fee is fair") },
          .n_content = 1,
          .kind = STATEMENT_INDIRECT,
          .party = text_c("COU"),
          .inside = 0 },
    };
    struct position p = { .words = place_in(body, "the fee is fair"), .party = text_c("COU"), .statement = 1 };
    struct record record = { .statements = st, .n_statements = 2, .positions = &p, .n_positions = 1 };
    struct arena mem = { 0 };
    struct article article;
    struct document doc;

    (void)state;
    read_document(body, &mem, &article, &doc);
    said_fill(&doc, knowledge->occasions, &record);
    assert_false(date_known(st[1].said_on));
    said_fill_positions(&doc, knowledge->occasions, &record);
    assert_int_equal(date_compare(p.said_on, date_day(2031, 2, 26)), 0);
    assert_int_equal(p.said_on.precision, PRECISION_DAY);
    p = (struct position){ .words = p.words, .party = text_c("POR"), .statement = 1 };
    said_fill_positions(&doc, knowledge->occasions, &record);
    assert_int_equal(p.said_on.precision, PRECISION_BEFORE);
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
        cmocka_unit_test(what_is_told_again_keeps_its_own_day),
        cmocka_unit_test(a_thing_of_anothers_is_of_an_earlier_day),
        cmocka_unit_test(what_is_relayed_is_of_the_day_of_relaying_or_before),
    };

    return cmocka_run_group_tests(tests, know, let_go);
}
