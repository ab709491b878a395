/* Date phrases: the cases are in tests/cases/when.txt, which needs no C to add to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "known.h"
#include "record/time/when.h"

static bool next_line(struct text *rest, struct text *line)
{
    while (rest->ptr) {
        *line = text_trim(text_cut(rest, '\n'));
        if (line->len && line->ptr[0] != '#')
            return true;
    }
    return false;
}

static void read_document(struct text sentence, struct arena *mem, struct article *article, struct document *doc)
{
    struct priscus_error err;

    *article = (struct article){ .body = sentence };
    assert_int_equal(article_split_paragraphs(sentence, 0, mem, article), PRISCUS_OK);
    assert_int_equal(document_read(test_reader(), article, mem, doc, &err), PRISCUS_OK);
}

static void every_case_of_the_file(void **state)
{
    struct arena mem = { 0 }, each = { 0 };
    struct priscus_error err;
    struct text rest, line;
    int cases = 0, wrong = 0;

    (void)state;
    assert_int_equal(file_read(TEST_FOLDER "/cases/when.txt", 1 << 20, &mem, &rest, &err), PRISCUS_OK);
    while (next_line(&rest, &line)) {
        struct text words = { 0 }, want = { 0 }, before = text_cut(&line, ':'), order = before, day;
        struct date published = { 0 };
        struct article article;
        struct document doc;
        struct when got;
        char made[400] = "", date[DATE_TEXT_MAX], text[DATE_TEXT_MAX + 10] = "-";
        bool found;

        assert_true(next_line(&rest, &words) && next_line(&rest, &want));
        day = text_cut(&order, ' ');
        if (!text_is(day, "none"))
            assert_true(date_parse_iso(day, &published));
        arena_reset(&each);
        read_document(text_trim(line), &each, &article, &doc);
        found = when_find(&doc, 0, (uint32_t)doc.n_tokens, published, order.ptr != NULL, &got);
        if (found) {
            size_t n = 0;

            for (uint32_t i = got.first; i < got.end; i++) {
                struct text t = token_text(&doc, i);

                n += (size_t)snprintf(made + n, sizeof(made) - n, "%s%.*s", n ? " " : "", (int)t.len, t.ptr);
            }
            snprintf(text, sizeof(text), "%s%s",
                     got.date.precision == PRECISION_BEFORE  ? "before "
                     : got.date.precision == PRECISION_AFTER ? "after "
                                                             : "",
                     date_known(got.date) ? date_format(got.date, date) : "unknown");
        } else {
            snprintf(made, sizeof(made), "-");
        }
        cases++;
        if (!text_is(words, made) || !text_is(want, text)) {
            print_error("%.*s\n  want %.*s = %.*s\n  got  %s = %s\n", (int)line.len, line.ptr, (int)words.len,
                        words.ptr, (int)want.len, want.ptr, made, text);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
    assert_true(cases > 40);
    arena_release(&each);
    arena_release(&mem);
}

static void phrases_follow_one_another(void **state)
{
    struct arena mem = { 0 };
    struct article article;
    struct document doc;
    struct when w;
    uint32_t at = 0;
    int n = 0;

    (void)state;
    read_document(text_c("He spoke on Monday, again on Tuesday and last month."), &mem, &article, &doc);
    while (when_find(&doc, at, (uint32_t)doc.n_tokens, date_day(2031, 2, 27), false, &w)) {
        assert_true(w.first >= at && w.end > w.first && w.end <= doc.n_tokens);
        at = w.end;
        n++;
    }
    assert_int_equal(n, 3);
    arena_release(&mem);
}

static void a_sentence_is_not_left(void **state)
{
    struct arena mem = { 0 };
    struct article article;
    struct document doc;
    struct when w;

    (void)state;
    read_document(text_c("He spoke on June 14, 2029."), &mem, &article, &doc);
    /* cut before the year: the day has none then */
    assert_true(when_find(&doc, 0, 5, date_day(2031, 8, 1), false, &w));
    assert_int_equal(w.end, 5);
    assert_int_equal(w.date.year, 2031);
    assert_false(when_find(&doc, 0, 3, date_day(2031, 8, 1), false, &w));
    assert_false(when_find(&doc, 5, 5, date_day(2031, 8, 1), false, &w));
    arena_release(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_of_the_file),
        cmocka_unit_test(phrases_follow_one_another),
        cmocka_unit_test(a_sentence_is_not_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
