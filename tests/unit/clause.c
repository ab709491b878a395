/* Clauses: the cases are in tests/cases/clauses.txt, which needs no C to add to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/file.h"
#include "known.h"
#include "language/sentence/clause.h"

static struct arena mem;

static void read_document(struct text body, struct article *article, struct document *doc)
{
    struct priscus_error err;

    arena_reset(&mem);
    *article = (struct article){ .body = body };
    assert_int_equal(article_split_paragraphs(body, 0, &mem, article), PRISCUS_OK);
    assert_int_equal(document_read(test_reader(), article, &mem, doc, &err), PRISCUS_OK);
}

/* What clause.h promises of every list. */
static void check(const struct clause_list *list, uint32_t first, uint32_t end)
{
    for (size_t n = 0; n < list->n; n++) {
        const struct clause *c = &list->at[n];

        assert_true(c->first >= first && c->first <= c->group && c->group <= c->verb && c->verb < c->end &&
                    c->end <= end);
        assert_true(n == 0 || c->group > list->at[n - 1].verb);
        assert_true(c->head >= c->first && c->head < c->end && clause_at(list, c->head) == (int32_t)n);
        assert_true(c->governor == DOCUMENT_NO_HEAD || (c->governor >= first && c->governor < end));
        assert_true(c->parent >= -1 && c->parent < (int32_t)list->n && c->parent != (int32_t)n);
        assert_true(c->kind <= CLAUSE_AS);
        if (!(c->flags & CLAUSE_SHARED))
            assert_true(c->subject <= c->subject_end && c->subject_end <= end);
        if (!(c->flags & CLAUSE_SHARED) && c->subject < c->subject_end)
            assert_true(c->subject >= first);
        for (int32_t k = c->parent, hops = 0; k >= 0; k = list->at[k].parent, hops++)
            assert_true(hops <= (int32_t)list->n); /* nobody is its own ancestor */
    }
}

/* ---- cases --------------------------------------------------------------------------------------- */

static const char *const kinds[] = { "MAIN",   "THAT",       "WHETHER",  "INFINITIVE",
                                     "GERUND", "PARTICIPLE", "RELATIVE", "OBJECT_RELATIVE",
                                     "IF",     "UNLESS",     "AFTER",    "AS" };

static const struct {
    unsigned flag;
    const char *name;
} flags[] = {
    { CLAUSE_NEGATED, "not" },
    { CLAUSE_PASSIVE, "passive" },
    { CLAUSE_WILL, "will" },
    { CLAUSE_WOULD, "would" },
    { CLAUSE_CAN, "can" },
    { CLAUSE_MUST, "must" },
    { CLAUSE_MAY, "may" },
    { CLAUSE_PERFECT, "perfect" },
    { CLAUSE_PAST, "past" },
    { CLAUSE_COPULA, "be" },
    { CLAUSE_ONLY, "only" },
    { CLAUSE_INVERTED, "inverted" },
    { CLAUSE_PROGRESSIVE, "progressive" },
};

static size_t put(char *out, size_t room, size_t n, struct text t)
{
    return n + (size_t)snprintf(out + n, n < room ? room - n : 0, "%.*s", (int)t.len, t.ptr);
}

static void print_clause(const struct document *doc, const struct clause_list *list, int32_t c, char *out, size_t room)
{
    const struct clause *at = &list->at[c];
    uint32_t first, end;
    size_t n = 0, depth = 0;

    for (int32_t k = at->parent; k >= 0 && depth < 20; k = list->at[k].parent)
        depth++;
    while (depth-- > 0)
        n = put(out, room, n, text_c("  "));
    n = put(out, room, n, text_c(kinds[at->kind]));
    n = put(out, room, n, text_c(" "));
    n = put(out, room, n, token_text(doc, at->verb));
    if (clause_subject(list, c, &first, &end, NULL)) {
        n = put(out, room, n, text_c(" | "));
        n = put(out, room, n,
                text_in(doc->body, (struct span){ doc->tokens[first].span.begin, doc->tokens[end - 1].span.end }));
    } else
        n = put(out, room, n, text_c(" | -"));
    for (size_t i = 0, any = 0; i < COUNT_OF(flags); i++)
        if (at->flags & flags[i].flag) {
            n = put(out, room, n, text_c(any++ ? " " : " | "));
            n = put(out, room, n, text_c(flags[i].name));
        }
}

/* The next line that is no remark; empty at the end of a case. */
static struct text next_line(struct text *rest)
{
    struct text line;

    do
        line = text_cut(rest, '\n');
    while (rest->ptr && text_starts(line, "#"));
    while (line.len && line.ptr[line.len - 1] == ' ')
        line.len--;
    return line;
}

static void every_case_of_the_file(void **state)
{
    struct arena file = { 0 }, clauses = { 0 };
    struct text rest;
    struct priscus_error err;
    size_t cases = 0, gaps = 0, wrong = 0;

    (void)state;
    assert_int_equal(file_read(TEST_FOLDER "/cases/clauses.txt", 1 << 20, &file, &rest, &err), PRISCUS_OK);
    while (rest.ptr) {
        struct text sentence = next_line(&rest), line;
        struct clause_list list = { 0 };
        struct article article;
        struct document doc;
        char want[2000] = "", got[2000] = "";
        size_t w = 0, g = 0;
        bool gap = false;

        if (sentence.len == 0)
            continue;
        while ((line = next_line(&rest)).len > 0)
            if (text_starts(line, "known gap: "))
                gap = true;
            else {
                w = put(want, sizeof want, w, line);
                w = put(want, sizeof want, w, text_c("\n"));
            }
        read_document(sentence, &article, &doc);
        arena_reset(&clauses);
        assert_int_equal(clause_find(&doc, 0, (uint32_t)doc.n_tokens, &clauses, &list), PRISCUS_OK);
        check(&list, 0, (uint32_t)doc.n_tokens);
        for (size_t c = 0; c < list.n; c++) {
            char one[300];

            print_clause(&doc, &list, (int32_t)c, one, sizeof one);
            g = put(got, sizeof got, g, text_c(one));
            g = put(got, sizeof got, g, text_c("\n"));
        }
        cases++;
        gaps += gap;
        if ((strcmp(want, got) == 0) != gap)
            continue;
        wrong++;
        if (gap)
            print_error("%.*s\n  is no known gap any more\n", (int)sentence.len, sentence.ptr);
        else
            print_error("%.*s\n-- want\n%s-- got\n%s\n", (int)sentence.len, sentence.ptr, want, got);
    }
    print_message("clauses: %zu cases, known gaps: %zu\n", cases, gaps);
    arena_release(&clauses);
    arena_release(&file);
    assert_int_equal(wrong, 0);
    assert_true(cases >= 40);
}

/* ---- what the header promises --------------------------------------------------------------------- */

static void a_token_knows_its_clause(void **state)
{
    struct clause_list list = { 0 };
    struct article article;
    struct document doc;

    (void)state;
    read_document(text_c("Lavrov said that Russia would talk only if the troops left."), &article, &doc);
    assert_int_equal(clause_find(&doc, 0, (uint32_t)doc.n_tokens, &mem, &list), PRISCUS_OK);
    assert_int_equal(list.n, 3);
    assert_int_equal(clause_at(&list, 0), 0);
    assert_int_equal(clause_at(&list, 1), 0);
    assert_int_equal(clause_at(&list, 2), 1);
    assert_int_equal(clause_at(&list, 5), 1);
    assert_int_equal(clause_at(&list, 9), 2);
    list.n = 0;
    assert_int_equal(clause_at(&list, 0), -1);
}

static void a_subject_is_followed_to_whoever_does_it(void **state)
{
    struct clause_list list = { 0 };
    struct article article;
    struct document doc;
    uint32_t first, end;
    int32_t owner;

    (void)state;
    read_document(text_c("Kyiv refused to talk and will not withdraw."), &article, &doc);
    assert_int_equal(clause_find(&doc, 0, (uint32_t)doc.n_tokens, &mem, &list), PRISCUS_OK);
    assert_int_equal(list.n, 3);
    for (int32_t c = 0; c < 3; c++) {
        assert_true(clause_subject(&list, c, &first, &end, &owner));
        assert_int_equal(first, 0);
        assert_int_equal(end, 1);
        assert_int_equal(owner, 0);
    }
    assert_false(clause_subject(&list, -1, &first, &end, &owner));
}

static void the_list_keeps_its_room(void **state)
{
    struct clause_list list = { 0 };
    struct article article;
    struct document doc;
    const struct clause *kept;

    (void)state;
    read_document(text_c("He left. She said that he had left."), &article, &doc);
    assert_int_equal(clause_find(&doc, doc.sentences[1].first, doc.sentences[1].end, &mem, &list), PRISCUS_OK);
    assert_int_equal(list.n, 2);
    check(&list, doc.sentences[1].first, doc.sentences[1].end);
    kept = list.at;
    assert_int_equal(clause_find(&doc, doc.sentences[0].first, doc.sentences[0].end, &mem, &list), PRISCUS_OK);
    assert_int_equal(list.n, 1);
    assert_ptr_equal(list.at, kept);
    assert_int_equal(clause_find(&doc, 0, 0, &mem, &list), PRISCUS_OK);
    assert_int_equal(list.n, 0);
}

static void running_out_of_memory_is_told(void **state)
{
    struct article article;
    struct document doc;
    struct arena small = { 0 };
    long k;

    (void)state;
    read_document(text_c("He said he would go, stay, leave, come, eat, drink, sing, talk, walk, write, read and wait."),
                  &article, &doc);
    for (k = 1; k < 100; k++) {
        struct clause_list list = { 0 };
        priscus_status status;

        arena_reset(&small);
        small.fail_after = k;
        status = clause_find(&doc, 0, (uint32_t)doc.n_tokens, &small, &list);
        small.fail_after = 0;
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
    }
    assert_true(k > 1 && k < 100);
    arena_release(&small);
}

/* ---- what nobody would print ------------------------------------------------------------------------ */

static void hostile_sentences_keep_the_promises(void **state)
{
    static const char *const patterns[] = {
        "said ",
        "said that ",
        "to ",
        "to go ",
        "that ",
        "if ",
        "who ",
        ", ",
        "and ",
        "Iran ",
        "not ",
        "will ",
        "will not ",
        "he said ",
        "had ",
        "whether ",
        "going to ",
        "has yet to ",
        "no longer ",
        "signed by ",
        ", which ",
        "Iran and ",
        "( said ",
        "\" said ",
        "He said that ",
        "refused to reject ",
        "it is ",
        "of the ",
        "as long as ",
        "without going ",
        "the plan they had ",
        "neither nor ",
    };
    enum { TIMES = 800 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(patterns); i++) {
        struct arena bytes = { 0 };
        struct clause_list list = { 0 };
        struct article article;
        struct document doc;
        size_t n = strlen(patterns[i]);
        char *text = arena_alloc(&bytes, n * TIMES + 1);

        for (size_t k = 0; k < TIMES; k++)
            memcpy(text + k * n, patterns[i], n);
        read_document(text_of(text, n * TIMES), &article, &doc);
        assert_int_equal(clause_find(&doc, 0, (uint32_t)doc.n_tokens, &mem, &list), PRISCUS_OK);
        check(&list, 0, (uint32_t)doc.n_tokens);
        arena_release(&bytes);
    }
}

/* Three words of every kind, in any order. */
static void every_short_sentence_keeps_the_promises(void **state)
{
    static const char *const words[] = { "Iran", "said", "that", "to",       "not",    "will",    "is",  "if", "who",
                                         ",",    "and",  "the",  "talks",    "had",    "by",      "\"",  "in", "no",
                                         "he",   ":",    "only", "rejected", "giving", "neither", "has", "yet" };
    enum { W = COUNT_OF(words) };

    (void)state;
    for (size_t i = 0; i < W * W * W * W; i += 3) {
        struct clause_list list = { 0 };
        struct article article;
        struct document doc;
        char bytes[100];

        snprintf(bytes, sizeof bytes, "%s %s %s %s", words[i % W], words[i / W % W], words[i / W / W % W],
                 words[i / W / W / W]);
        read_document(text_c(bytes), &article, &doc);
        for (size_t s = 0; s < doc.n_sentences; s++) {
            assert_int_equal(clause_find(&doc, doc.sentences[s].first, doc.sentences[s].end, &mem, &list), PRISCUS_OK);
            check(&list, doc.sentences[s].first, doc.sentences[s].end);
            for (size_t c = 0; c < list.n; c++) {
                uint32_t first, end;

                if (clause_subject(&list, (int32_t)c, &first, &end, NULL))
                    assert_true(first >= doc.sentences[s].first && first < end && end <= doc.sentences[s].end);
            }
        }
    }
}

static int let_go(void **state)
{
    (void)state;
    arena_release(&mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_of_the_file),
        cmocka_unit_test(a_token_knows_its_clause),
        cmocka_unit_test(a_subject_is_followed_to_whoever_does_it),
        cmocka_unit_test(the_list_keeps_its_room),
        cmocka_unit_test(running_out_of_memory_is_told),
        cmocka_unit_test(every_short_sentence_keeps_the_promises),
        cmocka_unit_test(hostile_sentences_keep_the_promises),
    };

    return cmocka_run_group_tests(tests, NULL, let_go);
}
