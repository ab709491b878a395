/* conllu.c - tests: CoNLL-U is read, doubted, and written as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/buffer.h"
#include "language/conllu.h"

/* A reader over a text in memory, with its arena and what it read last. */
struct reading {
    struct conllu_reader reader;
    struct arena mem;
    struct conllu_sentence s;
    struct priscus_error err;
    bool more;
};

static void reading_open(struct reading *r, struct text t)
{
    memset(r, 0, sizeof *r);
    r->reader.name = "a.conllu";
    r->reader.file = t.len ? fmemopen((void *)(uintptr_t)t.ptr, t.len, "r") : fopen("/dev/null", "r");
    assert_non_null(r->reader.file);
}

static priscus_status next(struct reading *r)
{
    arena_reset(&r->mem);
    return conllu_next(&r->reader, &r->mem, &r->s, &r->more, &r->err);
}

static void reading_close(struct reading *r)
{
    fclose(r->reader.file);
    conllu_reader_release(&r->reader);
    arena_release(&r->mem);
}

#define WORD(id, form, head) id "\t" form "\t_\t_\t_\t_\t" head "\t_\t_\t_\n"
#define GOOD_LINE            WORD("1", "Fine", "0")
#define GOOD                 GOOD_LINE "\n"

/* One sentence of everything; written just as it is read. */
static const char whole[] = "# newdoc id = letters-3\n"
                            "# newpar\n"
                            "# sent_id = letters-3-1\n"
                            "# text = Oars don't float, _.\n"
                            "1\tOars\toar\tNOUN\tNNS\tNumber=Plur\t4\tnsubj\t_\tNote=a|Other=b\n"
                            "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSeen=yes\n"
                            "2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_\n"
                            "3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_\n"
                            "4\tfloat\tfloat\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No|Z=z\n"
                            "5\t,\t,\tPUNCT\t,\t_\t6\tpunct\t_\t_\n"
                            "6\t_\t_\tSYM\tNFP\t_\t4\tdep\t_\tSpaceAfter=No\n"
                            "7\t.\t_\t_\t_\t_\t_\t_\t_\t_\n"
                            "\n";

static void words_tokens_and_comments_are_read(void **state)
{
    struct reading r;

    (void)state;
    reading_open(&r, text_c(whole));
    assert_int_equal(next(&r), PRISCUS_OK);
    assert_true(r.more);
    assert_int_equal(r.s.n_words, 7);
    assert_int_equal(r.s.n_tokens, 6);
    assert_int_equal(r.s.line, 1);
    assert_true(r.s.newdoc && r.s.newpar);
    assert_true(text_is(r.s.id, "letters-3-1"));
    assert_int_equal(r.s.comments.len, strstr(whole, "1\tOars") - whole);
    assert_memory_equal(r.s.comments.ptr, whole, r.s.comments.len);

    assert_true(text_is(r.s.words[0].lemma, "oar"));
    assert_true(text_is(r.s.words[0].upos, "NOUN"));
    assert_true(text_is(r.s.words[0].xpos, "NNS"));
    assert_true(text_is(r.s.words[0].feats, "Number=Plur"));
    assert_true(text_is(r.s.words[0].deprel, "nsubj"));
    assert_true(text_is(r.s.words[0].misc, "Note=a|Other=b"));
    assert_int_equal(r.s.words[0].head, 4);
    assert_int_equal(r.s.words[3].head, 0);
    assert_int_equal(r.s.words[6].head, CONLLU_NO_HEAD);
    assert_int_equal(r.s.words[1].token, 1);
    assert_int_equal(r.s.words[2].token, 1);
    assert_int_equal(r.s.words[3].token, 2);

    assert_true(r.s.tokens[1].multiword && !r.s.tokens[0].multiword);
    assert_true(text_is(r.s.tokens[1].form, "don't"));
    assert_true(text_is(r.s.tokens[1].misc, "Seen=yes"));
    assert_int_equal(r.s.tokens[1].first, 1);
    assert_int_equal(r.s.tokens[1].end, 3);
    assert_true(r.s.tokens[1].space_after && !r.s.tokens[2].space_after);

    assert_int_equal(next(&r), PRISCUS_OK);
    assert_false(r.more);
    reading_close(&r);
}

static void an_underscore_is_itself_only_as_a_word(void **state)
{
    struct reading r;

    (void)state;
    reading_open(&r, text_c(whole));
    assert_int_equal(next(&r), PRISCUS_OK);
    assert_true(text_is(r.s.words[5].form, "_"));
    assert_true(text_is(r.s.words[5].lemma, "_"));
    assert_int_equal(r.s.words[5].feats.len, 0);
    assert_int_equal(r.s.words[6].lemma.len, 0);
    reading_close(&r);
}

static void what_is_written_is_what_was_read(void **state)
{
    struct reading r;
    struct buffer b = { 0 };

    (void)state;
    reading_open(&r, text_c(whole));
    assert_int_equal(next(&r), PRISCUS_OK);
    conllu_write(&b, &r.s);
    assert_string_equal(b.ptr, whole);
    buffer_release(&b);
    reading_close(&r);
}

/* Windows line ends, blank lines before, none behind, a comment between words, empty nodes, a column without
 * anything, blanks around a form. */
static void a_loose_hand_is_read_too(void **state)
{
    struct reading r;
    struct buffer b = { 0 };

    (void)state;
    reading_open(&r, text_c("\r\n\r\n0.1\tx\t_\t_\t_\t_\t_\t_\t0:root\t_\r\n"
                            "1\t\xC2\xA0 two parts \t\t_\t_\t_\t0\t_\t_\t_\r\n"
                            "1.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\r\n1.2\tx\t_\t_\t_\t_\t_\t_\t_\t_\r\n#late\r\n"
                            "2-2\t\xE2\x80\x8B\t_\t_\t_\t_\t_\t_\t_\t_\n"
                            "2\ty\t_\t_\t_\t_\t1\t_\t_\tSpaceAfter=No"));
    assert_int_equal(next(&r), PRISCUS_OK);
    assert_int_equal(r.s.n_words, 2);
    assert_int_equal(r.s.line, 3);
    assert_true(text_is(r.s.words[0].form, "two parts"));
    assert_int_equal(r.s.words[0].lemma.len, 0);
    assert_true(text_is(r.s.comments, "#late\n"));
    assert_true(r.s.tokens[1].multiword && r.s.tokens[1].space_after);
    assert_int_equal(r.s.id.len, 0);
    assert_false(r.s.newdoc || r.s.newpar);
    conllu_write(&b, &r.s);
    assert_string_equal(b.ptr, "#late\n" WORD("1", "two parts", "0") "2-2\t\xE2\x80\x8B\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                                                     "2\ty\t_\t_\t_\t_\t1\t_\t_\tSpaceAfter=No\n\n");
    assert_int_equal(next(&r), PRISCUS_OK);
    assert_false(r.more);
    buffer_release(&b);
    reading_close(&r);
}

static void nothing_is_no_sentence(void **state)
{
    struct reading r;

    (void)state;
    reading_open(&r, text_c(""));
    r.more = true;
    assert_int_equal(next(&r), PRISCUS_OK);
    assert_false(r.more);
    reading_close(&r);
}

static void a_bad_sentence_is_named_and_left_behind(void **state)
{
    static const struct {
        const char *bad, *message;
    } cases[] = {
        { "1\tFine\n" GOOD_LINE "# left behind\n", "a.conllu:3: 2 columns, not 10" },
        { "1\ta\t_\t_\t_\t_\t0\t_\t_\t_\t_\n", "a.conllu:3: 11 columns, not 10" },
        { WORD("1", "a", "0") WORD("3", "b", "1"), "a.conllu:4: not the number of word 2, which should be here" },
        { WORD("01", "a", "0"), "a.conllu:3: not the number of word 1, which should be here" },
        { WORD("", "a", "0"), "a.conllu:3: not the number of word 1, which should be here" },
        { WORD("1", "a", "x"), "a.conllu:3: the head of word 1 is not a word's number" },
        { WORD("1", "a", "-1"), "a.conllu:3: the head of word 1 is not a word's number" },
        { WORD("1", "a", "4294967297"), "a.conllu:3: the head of word 1 is not a word's number" },
        { "#\n" WORD("1", "a", "0") WORD("2", "b", "3"), "a.conllu:3: the head of word 2 is 3, of 2 words" },
        { WORD("1", "a", "1"), "a.conllu:3: word 1 hangs on itself: the heads go round" },
        { WORD("1", "a", "2") WORD("2", "b", "3") WORD("3", "c", "2") WORD("4", "d", "0"),
          "a.conllu:3: word 2 hangs on itself: the heads go round" },
        { WORD("1", "a", "0") WORD("2", "b", "0"), "a.conllu:4: word 2 is a second root" },
        { WORD("1", "a\xC3", "0"), "a.conllu:3: byte 4 of the line is not valid UTF-8" },
        { "# \xFF\n" WORD("1", "a", "0"), "a.conllu:3: byte 3 of the line is not valid UTF-8" },
        { WORD("1", "", "0"), "a.conllu:3: the form is empty" },
        { WORD("1", " \xC2\xA0", "0"), "a.conllu:3: the form is empty" },
        { WORD("1-2", "ab", "_") WORD("1", "a", "0"), "a.conllu:3: a range up to word 2, of 1 words" },
        { WORD("2-3", "ab", "_"), "a.conllu:3: a range out of place before word 1" },
        { WORD("1-0", "ab", "_"), "a.conllu:3: a range out of place before word 1" },
        { WORD("1-", "ab", "_"), "a.conllu:3: a range out of place before word 1" },
        { WORD("1-2", "ab", "_") WORD("1", "a", "0") WORD("2-3", "bc", "_"),
          "a.conllu:5: a range inside another before word 2" },
        { WORD("2.1", "a", "_"), "a.conllu:3: an empty node out of place behind word 0" },
        { WORD("0.2", "a", "_") WORD("0.2", "a", "_"), "a.conllu:4: an empty node out of place behind word 0" },
        { WORD("0.", "a", "_"), "a.conllu:3: an empty node out of place behind word 0" },
        { "# alone\n", "a.conllu:3: a sentence without words" },
        { WORD("1", "a\rb", "0"), "a.conllu:3: a carriage return inside the line" },
    };
    struct buffer b = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct reading r;

        buffer_reset(&b);
        buffer_c(&b, GOOD);
        buffer_c(&b, cases[i].bad);
        buffer_c(&b, "\n" GOOD);
        reading_open(&r, buffer_as_text(&b));
        assert_int_equal(next(&r), PRISCUS_OK);
        assert_int_equal(next(&r), PRISCUS_EINPUT);
        assert_string_equal(r.err.message, cases[i].message);
        assert_int_equal(r.s.n_words, 1); /* as it was */
        assert_int_equal(next(&r), PRISCUS_OK);
        assert_true(r.more && text_is(r.s.words[0].form, "Fine"));
        assert_int_equal(next(&r), PRISCUS_OK);
        assert_false(r.more);
        reading_close(&r);
    }
    buffer_release(&b);
}

static void a_line_has_a_limit(void **state)
{
    /* Just the limit with CRLF, one byte more, and far more without an end. */
    static const size_t sizes[] = { CONLLU_LINE_MAX, CONLLU_LINE_MAX + 1, 3 * CONLLU_LINE_MAX };
    char *line = malloc(3 * CONLLU_LINE_MAX);

    (void)state;
    assert_non_null(line);
    memset(line, 'x', 3 * CONLLU_LINE_MAX);
    line[0] = '#';
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct buffer b = { 0 };
        struct reading r;

        buffer_add(&b, line, sizes[i]);
        buffer_c(&b, "\r\n" GOOD GOOD);
        reading_open(&r, buffer_as_text(&b));
        if (i == 0) {
            assert_int_equal(next(&r), PRISCUS_OK);
            assert_int_equal(r.s.comments.len, CONLLU_LINE_MAX + 1);
        } else {
            assert_int_equal(next(&r), PRISCUS_EINPUT);
            assert_string_equal(r.err.message, "a.conllu:1: the line is longer than 1048576 bytes");
            assert_true(r.reader.room <= 2 * CONLLU_LINE_MAX);
        }
        assert_int_equal(next(&r), PRISCUS_OK);
        assert_true(r.more);
        assert_int_equal(r.s.line, 4);
        reading_close(&r);
        buffer_release(&b);
    }
    free(line);
}

static void a_sentence_has_a_limit(void **state)
{
    (void)state;
    for (int over = 0; over < 2; over++) {
        struct buffer b = { 0 };
        struct reading r;

        /* A chain, the longest way up that there is. */
        for (int i = 1; i <= CONLLU_WORDS_MAX + over; i++)
            buffer_format(&b, "%d\tw\t_\t_\t_\t_\t%d\t_\t_\t_\n", i, i - 1);
        buffer_c(&b, "\n" GOOD);
        reading_open(&r, buffer_as_text(&b));
        if (over) {
            assert_int_equal(next(&r), PRISCUS_EINPUT);
            assert_string_equal(r.err.message, "a.conllu:100001: the sentence has more than 100000 words");
        } else {
            assert_int_equal(next(&r), PRISCUS_OK);
            assert_int_equal(r.s.n_words, CONLLU_WORDS_MAX);
        }
        assert_int_equal(next(&r), PRISCUS_OK);
        assert_int_equal(r.s.n_words, 1);
        reading_close(&r);
        buffer_release(&b);
    }
}

static void comments_have_a_limit(void **state)
{
    char *line = malloc(CONLLU_LINE_MAX);
    struct buffer b = { 0 };
    struct reading r;

    (void)state;
    assert_non_null(line);
    memset(line, '#', CONLLU_LINE_MAX);
    for (int i = 0; i < 20; i++) {
        buffer_add(&b, line, CONLLU_LINE_MAX);
        buffer_char(&b, '\n');
    }
    buffer_c(&b, GOOD);
    reading_open(&r, buffer_as_text(&b));
    assert_int_equal(next(&r), PRISCUS_EINPUT);
    assert_string_equal(r.err.message, "a.conllu:16: the sentence has more than 16777216 bytes of comments");
    assert_int_equal(next(&r), PRISCUS_OK);
    assert_false(r.more);
    reading_close(&r);
    buffer_release(&b);
    free(line);
}

static void a_file_that_cannot_be_read_says_so(void **state)
{
    struct conllu_reader reader = { .name = "a folder" };
    struct arena mem = { 0 };
    struct conllu_sentence s = { 0 };
    struct priscus_error err = { 0 };
    bool more;

    (void)state;
    reader.file = fopen("/", "r");
    assert_non_null(reader.file);
    assert_int_equal(conllu_next(&reader, &mem, &s, &more, &err), PRISCUS_EIO);
    assert_non_null(strstr(err.message, "a folder:0: cannot be read"));
    fclose(reader.file);
    conllu_reader_release(&reader);
    arena_release(&mem);
}

static void every_allocation_may_fail(void **state)
{
    struct buffer b = { 0 };
    long k;

    (void)state;
    for (int i = 0; i < 40; i++)
        buffer_format(&b, "# a comment so that comments are moved, number %d\n", i);
    buffer_c(&b, whole);
    buffer_c(&b, GOOD);
    for (k = 1;; k++) {
        struct reading r;
        priscus_status status;

        reading_open(&r, buffer_as_text(&b));
        r.mem.fail_after = k;
        status = next(&r);
        if (status == PRISCUS_OK) {
            assert_int_equal(r.s.n_words, 7);
            assert_true(text_is(r.s.id, "letters-3-1"));
            reading_close(&r);
            break;
        }
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_int_equal(r.err.code, PRISCUS_ENOMEM);
        assert_int_equal(r.s.n_words, 0);
        r.mem.fail_after = 0;
        assert_int_equal(next(&r), PRISCUS_OK); /* it stands behind the sentence */
        assert_true(r.more && text_is(r.s.words[0].form, "Fine"));
        reading_close(&r);
    }
    assert_true(k > 10);
    buffer_release(&b);
}

static void what_would_break_the_format_is_not_written(void **state)
{
    struct conllu_word words[] = {
        { .form = text_c(" a\tb\n"),
          .lemma = text_c("c\nd"),
          .misc = text_c("SpaceAfter=No|X=\r"),
          .head = 2,
          .token = 0 },
        { .form = text_c(" "),
          .lemma = text_c("\xFF\xC3\xA9"),
          .misc = text_c("Y=y"),
          .head = CONLLU_NO_HEAD,
          .token = 1 },
        { .form = text_c("z"), .misc = text_c("SpaceAfter=No"), .head = 2, .token = 2 },
    };
    struct conllu_token tokens[] = {
        { .first = 0, .end = 1, .space_after = true },
        { .first = 1, .end = 2 },
        { .form = text_c("z"), .first = 2, .end = 3, .multiword = true },
    };
    struct conllu_sentence s = {
        .words = words, .n_words = 3, .tokens = tokens, .n_tokens = 3, .comments = text_c("#\ta\n\nb\r")
    };
    struct buffer b = { 0 };

    (void)state;
    conllu_write(&b, &s);
    assert_string_equal(b.ptr, "#\ta\n# b\xEF\xBF\xBD\n"
                               "1\ta\xEF\xBF\xBD"
                               "b\tc\xEF\xBF\xBD"
                               "d\t_\t_\t_\t2\t_\t_\tX=\xEF\xBF\xBD\n"
                               "2\t_\t\xEF\xBF\xBD\xC3\xA9\t_\t_\t_\t_\t_\t_\tY=y|SpaceAfter=No\n"
                               "3-3\tz\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
                               "3\tz\t_\t_\t_\t_\t2\t_\t_\tSpaceAfter=No\n\n");
    buffer_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_tokens_and_comments_are_read),
        cmocka_unit_test(an_underscore_is_itself_only_as_a_word),
        cmocka_unit_test(what_is_written_is_what_was_read),
        cmocka_unit_test(a_loose_hand_is_read_too),
        cmocka_unit_test(nothing_is_no_sentence),
        cmocka_unit_test(a_bad_sentence_is_named_and_left_behind),
        cmocka_unit_test(a_line_has_a_limit),
        cmocka_unit_test(a_sentence_has_a_limit),
        cmocka_unit_test(comments_have_a_limit),
        cmocka_unit_test(a_file_that_cannot_be_read_says_so),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(what_would_break_the_format_is_not_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
