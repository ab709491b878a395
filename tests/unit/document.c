/* Documents: the cases of their tokens and sentences are in tests/cases/tokens.txt and sentences.txt, which need no
 * C to add to. Then pages that nobody would print, and memory that runs out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/utf8.h"
#include "known.h"
#include "language/parser/tokenizer.h"

static struct arena mem;

static priscus_status read_into(struct text body, struct arena *arena, struct article *article, struct document *doc)
{
    struct priscus_error err;

    *article = (struct article){ .body = body };
    if (article_split_paragraphs(body, 0, arena, article) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    return document_read(test_reader(), article, arena, doc, &err);
}

static void check(const struct document *doc)
{
    const char *why = "";

    if (!document_check(doc, &why))
        fail_msg("document_check: %s", why);
}

static void read_document(struct text body, struct article *article, struct document *doc)
{
    arena_reset(&mem);
    assert_int_equal(read_into(body, &mem, article, doc), PRISCUS_OK);
    check(doc);
}

/* ---- cases ------------------------------------------------------------------------------------ */

/* \u{00A0} into the character. */
static struct text unescape(struct text t, struct arena *arena)
{
    char *out = arena_alloc(arena, t.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < t.len; i++) {
        if (t.len - i > 4 && memcmp(t.ptr + i, "\\u{", 3) == 0) {
            uint32_t point = 0;

            for (i += 3; i < t.len && t.ptr[i] != '}'; i++)
                point = point * 16 +
                        (uint32_t)(is_ascii_digit(t.ptr[i]) ? t.ptr[i] - '0' : ascii_lower(t.ptr[i]) - 'a' + 10);
            n += utf8_put(point, out + n);
        } else
            out[n++] = t.ptr[i];
    }
    return text_of(out, n);
}

enum { LINES_MAX = 12 };

/* The lines of the next case, without remarks; *gap: it is known to be wrong. Returns how many. */
static size_t next_case(struct text *rest, struct arena *arena, struct text lines[LINES_MAX], bool *gap)
{
    size_t n = 0;

    *gap = false;
    while (rest->ptr) {
        struct text line = text_cut(rest, '\n');

        if (line.len == 0 && n > 0)
            break;
        if (line.len == 0 || text_starts(line, "# "))
            continue;
        if (text_starts(line, "known gap: "))
            *gap = true;
        else {
            assert_true(n < LINES_MAX);
            lines[n++] = unescape(line, arena);
        }
    }
    return n;
}

static void put(char *out, size_t room, struct text t, const char *between)
{
    size_t n = strlen(out);

    snprintf(out + n, room - n, "%s%.*s", n ? between : "", (int)t.len, t.ptr);
}

static void put_tokens(const struct document *doc, char *out, size_t room)
{
    for (size_t i = 0; i < doc->n_tokens; i++)
        put(out, room, token_text(doc, i), " | ");
}

static void put_sentences(const struct document *doc, char *out, size_t room)
{
    for (size_t i = 0; i < doc->n_sentences; i++)
        put(out, room, text_in(doc->body, doc->sentences[i].span), " || ");
}

/* A file of cases: a text, then what `print` shall say of it, in one line or more. */
static void every_case_of(const char *path, void (*print)(const struct document *doc, char *out, size_t room),
                          size_t least)
{
    struct arena file = { 0 };
    struct text rest, lines[LINES_MAX];
    struct priscus_error err;
    size_t cases = 0, gaps = 0, wrong = 0, n;
    bool gap;

    assert_int_equal(file_read(path, 1 << 20, &file, &rest, &err), PRISCUS_OK);
    while ((n = next_case(&rest, &file, lines, &gap)) > 0) {
        struct article article;
        struct document doc;
        char want[1000] = "", got[1000] = "";

        if (n < 2)
            fail_msg("%.*s: what is wanted of it does not follow", (int)lines[0].len, lines[0].ptr);
        for (size_t i = 1; i < n; i++)
            put(want, sizeof want, lines[i], " || ");
        read_document(lines[0], &article, &doc);
        print(&doc, got, sizeof got);
        cases++;
        gaps += gap;
        if ((strcmp(want, got) == 0) != gap)
            continue;
        wrong++;
        if (gap)
            print_error("%.*s\n  is no known gap any more\n", (int)lines[0].len, lines[0].ptr);
        else
            print_error("%.*s\n  want %s\n  got  %s\n", (int)lines[0].len, lines[0].ptr, want, got);
    }
    print_message("%s: %zu cases, known gaps: %zu\n", path, cases, gaps);
    arena_release(&file);
    assert_int_equal(wrong, 0);
    assert_true(cases >= least);
}

static void every_case_of_the_tokens(void **state)
{
    (void)state;
    every_case_of(TEST_FOLDER "/cases/tokens.txt", put_tokens, 60);
}

static void every_case_of_the_sentences(void **state)
{
    (void)state;
    every_case_of(TEST_FOLDER "/cases/sentences.txt", put_sentences, 40);
}

/* ---- what the header promises ------------------------------------------------------------------- */

static void marks_know_whether_they_open(void **state)
{
    struct article article;
    struct document doc;

    (void)state;
    read_document(text_c("\"Yes,\" he said. 'No.' The boys' \xE2\x80\x9Cnever\xE2\x80\x9D ``so''"), &article, &doc);
    for (size_t i = 0; i < doc.n_tokens; i++) {
        struct text t = token_text(&doc, i);
        unsigned marks = doc.tokens[i].feats & (FEAT_OPENS | FEAT_CLOSES);

        assert_true(marks != (FEAT_OPENS | FEAT_CLOSES));
        if (i == 0 || text_is(t, "\xE2\x80\x9C") || text_is(t, "``"))
            assert_int_equal(marks, FEAT_OPENS);
        if (text_is(t, "\xE2\x80\x9D") || text_is(t, "''"))
            assert_int_equal(marks, FEAT_CLOSES);
        if (is_ascii_alpha(t.ptr[0]))
            assert_int_equal(marks, 0);
    }
    assert_true(doc.tokens[3].feats & FEAT_CLOSES);
}

static void norms_are_small_and_plain(void **state)
{
    static const struct {
        const char *text, *norm;
    } cases[] = {
        { "KYIV", "kyiv" },
        { "\xC3\x89tat", "\xC3\xA9tat" },
        { "co\xE2\x80\x91"
          "chair",
          "co-chair" },
        { "\xE2\x80\x9C", "\"" },
        { "\xC2\xAB", "\"" },
        { "``", "\"" },
        { "\xD0\x9A\xD0\xB8\xD1\x97\xD0\xB2", "\xD0\xBA\xD0\xB8\xD1\x97\xD0\xB2" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct article article;
        struct document doc;

        read_document(text_c(cases[i].text), &article, &doc);
        assert_int_equal(doc.n_tokens, 1);
        if (!text_is(doc.tokens[0].norm, cases[i].norm))
            fail_msg("%s: %.*s", cases[i].text, (int)doc.tokens[0].norm.len, doc.tokens[0].norm.ptr);
    }
}

static void the_clitic_has_a_plain_norm(void **state)
{
    struct article article;
    struct document doc;

    (void)state;
    read_document(text_c("Kyiv\xE2\x80\x99s can\xE2\x80\x99t"), &article, &doc);
    assert_int_equal(doc.n_tokens, 4);
    assert_true(text_is(doc.tokens[1].norm, "'s"));
    assert_true(text_is(doc.tokens[3].norm, "n't"));
    assert_false(doc.tokens[1].feats & FEAT_SPACE_BEFORE);
    assert_true(doc.tokens[2].feats & FEAT_SPACE_BEFORE);
}

static void sentences_do_not_cross_paragraphs(void **state)
{
    struct article article;
    struct document doc;

    (void)state;
    read_document(text_c("The truce\n\nis dead. He left.\n\n"), &article, &doc);
    assert_int_equal(doc.n_sentences, 3);
    assert_int_equal(doc.sentences[0].paragraph, 0);
    assert_int_equal(doc.sentences[1].paragraph, 1);
    for (uint32_t i = 0; i < doc.n_tokens; i++) {
        size_t s = sentence_at(&doc, i);

        assert_true(i >= doc.sentences[s].first && i < doc.sentences[s].end);
    }
}

static void a_word_knows_its_form_and_what_governs_it(void **state)
{
    struct article article;
    struct document doc;

    (void)state;
    read_document(text_c("Iran refused talks."), &article, &doc);
    assert_int_equal(doc.n_tokens, 4);
    assert_int_equal(doc.tokens[0].upos, UPOS_PROPN);
    assert_int_equal(doc.tokens[0].head, 1);
    assert_int_equal(doc.tokens[0].relation, RELATION_NSUBJ);
    assert_int_equal(doc.tokens[0].name, NAME_PLACE);
    assert_int_equal(doc.tokens[1].upos, UPOS_VERB);
    assert_int_equal(doc.tokens[1].head, DOCUMENT_NO_HEAD);
    assert_int_equal(doc.tokens[1].relation, RELATION_ROOT);
    assert_true(doc.tokens[1].feats & FEAT_PAST);
    assert_true(text_is(doc.tokens[1].lemma, "refuse"));
    assert_int_equal(doc.tokens[2].relation, RELATION_OBJ);
    assert_int_equal(doc.n_names, 1);
    assert_string_equal(upos_text(UPOS_PROPN), "PROPN");
    assert_string_equal(relation_text(RELATION_ACL_RELCL), "acl:relcl");
}

/* The parts of a joined word are one token, which hangs where the part hung that governs the others. */
static void a_joined_word_hangs_together(void **state)
{
    struct article article;
    struct document doc;

    (void)state;
    read_document(text_c("They signed long-range cease-fires."), &article, &doc);
    assert_int_equal(doc.n_tokens, 5);
    assert_true(text_is(doc.tokens[2].norm, "long-range"));
    assert_int_equal(doc.tokens[2].head, 3);
    assert_true(text_is(doc.tokens[3].lemma, "cease-fire"));
    assert_int_equal(doc.tokens[3].head, 1);
    assert_int_equal(doc.tokens[3].relation, RELATION_OBJ);
}

static void nothing_is_a_document(void **state)
{
    struct article article;
    struct document doc;

    (void)state;
    read_document(text_c(""), &article, &doc);
    assert_int_equal(doc.n_tokens, 0);
    assert_int_equal(doc.n_sentences, 0);
}

static void the_check_finds_what_is_wrong(void **state)
{
    struct article article;
    struct document doc, bad;
    struct token tokens[16];
    struct sentence sentences[4];
    struct name name = { 0, 1, NAME_PLACE };
    const char *why;

    (void)state;
    read_document(text_c("One two. Three.\n\nFour."), &article, &doc);
    assert_int_equal(doc.n_sentences, 3);
#define BREAK(change)                                                                                                  \
    do {                                                                                                               \
        bad = doc;                                                                                                     \
        memcpy(tokens, doc.tokens, doc.n_tokens * sizeof *tokens);                                                     \
        memcpy(sentences, doc.sentences, doc.n_sentences * sizeof *sentences);                                         \
        bad.tokens = tokens;                                                                                           \
        bad.sentences = sentences;                                                                                     \
        bad.names = &name;                                                                                             \
        bad.n_names = 1;                                                                                               \
        change;                                                                                                        \
        why = NULL;                                                                                                    \
        assert_false(document_check(&bad, &why));                                                                      \
        assert_non_null(why);                                                                                          \
        assert_false(document_check(&bad, NULL));                                                                      \
    } while (0)
    BREAK(tokens[1].span.begin = 0);
    BREAK(tokens[1].span.end = tokens[1].span.begin);
    BREAK(tokens[bad.n_tokens - 1].span.end = 99);
    BREAK(sentences[0].first = 1);
    BREAK(sentences[1].end = sentences[1].first);
    BREAK(sentences[2].end = 99);
    BREAK(sentences[1].paragraph = 7);
    BREAK(sentences[1].paragraph = 1);
    BREAK(bad.n_sentences = 2);
    BREAK(tokens[1].head = 1);
    BREAK(tokens[1].head = 99);
    BREAK(tokens[bad.n_tokens - 1].head = 0);
    BREAK(tokens[1].relation = RELATION_COUNT);
    BREAK((tokens[0].head = 1, tokens[1].head = 0));
    BREAK(name.end = 0);
    name.end = 99;
    BREAK(why = NULL);
#undef BREAK
}

static void every_allocation_may_fail(void **state)
{
    struct text body = text_c("Mr. Holm said on 21/8 that \"U.S. officials don't know.\" \xC3\x89tat.\n\n"
                              "Georgiy Tarsk, spokesman of the Dalgo ministry, rejected a truce. It failed.");
    long k;

    (void)state;
    for (k = 1; k < 1000; k++) {
        struct article article;
        struct document doc = { .n_tokens = 77 };
        priscus_status status;

        arena_reset(&mem);
        mem.fail_after = k;
        status = read_into(body, &mem, &article, &doc);
        mem.fail_after = 0;
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_int_equal(doc.n_tokens, 77);
    }
    assert_true(k > 3 && k < 1000);
}

/* ---- what nobody would print ---------------------------------------------------------------------- */

static void every_short_run_of_marks_is_read(void **state)
{
    static const char *const pieces[] = {
        "a",        "A",        "1",   ".", ",", "'",    "\"",           "`",
        "(",        ")",        "-",   " ", "@", "\n\n", "\xE2\x80\x99", "\xE2\x80\x9C",
        "\xC3\x89", "\xC2\xA0", "n't", "s"
    };
    enum { P = COUNT_OF(pieces) };

    (void)state;
    for (size_t i = 0; i < P * P * P; i++) {
        struct article article;
        struct document doc;
        char bytes[40];

        snprintf(bytes, sizeof bytes, "%s%s%s%s", pieces[i % P], pieces[i / P % P], pieces[i / P / P], pieces[i % 7]);
        read_document(text_c(bytes), &article, &doc);
    }
}

static int let_go(void **state)
{
    (void)state;
    arena_release(&mem);
    return 0;
}

static void tokens_are_found_by_their_bytes(void **state)
{
    struct article article = { .body = text_c("The envoy  left.") };
    struct document doc;
    struct token_range in;

    (void)state;
    assert_int_equal(article_split_paragraphs(article.body, 0, &mem, &article), PRISCUS_OK);
    assert_int_equal(document_read(test_reader(), &article, &mem, &doc, NULL), PRISCUS_OK);
    assert_int_equal(doc.n_tokens, 4);
    assert_int_equal(token_at(&doc, 0), 0);
    assert_int_equal(token_at(&doc, 5), 1);
    assert_int_equal(token_at(&doc, 10), 2); /* in the blanks: the next one */
    assert_int_equal(token_at(&doc, 16), 4);
    in = tokens_in(&doc, (struct span){ 4, 15 });
    assert_true(in.first == 1 && in.end == 3);
    in = tokens_in(&doc, (struct span){ 5, 13 }); /* parts of tokens */
    assert_true(in.first == 1 && in.end == 3);
    in = tokens_in(&doc, (struct span){ 0 });
    assert_true(in.first == 0 && in.end == 0);
    arena_reset(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_found_by_their_bytes),
        cmocka_unit_test(every_case_of_the_tokens),
        cmocka_unit_test(every_case_of_the_sentences),
        cmocka_unit_test(marks_know_whether_they_open),
        cmocka_unit_test(norms_are_small_and_plain),
        cmocka_unit_test(the_clitic_has_a_plain_norm),
        cmocka_unit_test(sentences_do_not_cross_paragraphs),
        cmocka_unit_test(a_word_knows_its_form_and_what_governs_it),
        cmocka_unit_test(a_joined_word_hangs_together),
        cmocka_unit_test(nothing_is_a_document),
        cmocka_unit_test(the_check_finds_what_is_wrong),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(every_short_run_of_marks_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, let_go);
}
