/* Questions to trees that are given, so that no model decides what is asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "language/sentence/arcs.h"

#define TOKENS_MAX 24

struct tree {
    struct document doc;
    struct token tokens[TOKENS_MAX];
};

static enum upos upos_of(const char *name)
{
    for (int i = 0; i <= UPOS_X; i++)
        if (strcmp(name, upos_text((enum upos)i)) == 0)
            return (enum upos)i;
    fail_msg("no part of speech: %s", name);
    return UPOS_NONE;
}

static enum relation relation_of(const char *name)
{
    for (int i = 0; i < RELATION_COUNT; i++)
        if (strcmp(name, relation_text((enum relation)i)) == 0)
            return (enum relation)i;
    fail_msg("no relation: %s", name);
    return RELATION_NONE;
}

/* A row a token: "form UPOS head relation", heads counted from 1 as in CoNLL-U. */
static void plant(struct tree *tree, struct arena *mem, const char *const *rows, size_t n)
{
    *tree = (struct tree){ .doc = { .tokens = tree->tokens, .n_tokens = n } };
    assert_true(n <= TOKENS_MAX);
    for (size_t i = 0; i < n; i++) {
        char form[40], upos[40], relation[40];
        unsigned head;
        struct text norm;

        assert_int_equal(sscanf(rows[i], "%39s %39s %u %39s", form, upos, &head, relation), 4);
        norm = text_of(arena_copy(mem, form, strlen(form)), strlen(form));
        tree->tokens[i] = (struct token){ .norm = norm,
                                          .lemma = norm,
                                          .upos = (uint8_t)upos_of(upos),
                                          .head = head ? head - 1 : DOCUMENT_NO_HEAD,
                                          .relation = (uint8_t)relation_of(relation) };
    }
    assert_int_equal(arcs_find(&tree->doc, mem), PRISCUS_OK);
}
#define PLANT(tree, mem, rows) plant(tree, mem, rows, COUNT_OF(rows))

/* Mira Oss was calm in an interview with the Ferry Post and its rival on Friday, published in Dalgo. */
static const char *const interview[] = {
    "mira PROPN 4 nsubj",      /*  0 */
    "oss PROPN 1 flat",        /*  1 */
    "was AUX 4 cop",           /*  2 */
    "calm ADJ 0 root",         /*  3 */
    "in ADP 7 case",           /*  4 */
    "an DET 7 det",            /*  5 */
    "interview NOUN 4 obl",    /*  6 */
    "with ADP 11 case",        /*  7 */
    "the DET 11 det",          /*  8 */
    "ferry PROPN 11 compound", /*  9 */
    "post PROPN 7 nmod",       /* 10 */
    "and CCONJ 14 cc",         /* 11 */
    "its PRON 14 nmod:poss",   /* 12 */
    "rival NOUN 11 conj",      /* 13 */
    "on ADP 16 case",          /* 14 */
    "friday PROPN 7 nmod",     /* 15 */
    ", PUNCT 18 punct",        /* 16 */
    "published VERB 7 acl",    /* 17 */
    "in ADP 20 case",          /* 18 */
    "dalgo PROPN 18 obl",      /* 19 */
    ". PUNCT 4 punct",         /* 20 */
};

static void dependents_stand_in_text_order(void **state)
{
    static const uint32_t of_interview[] = { 4, 5, 10, 15, 17 };
    struct arena mem = { 0 };
    struct tree tree;
    size_t n = 0;

    (void)state;
    PLANT(&tree, &mem, interview);
    for (uint32_t d = arcs_first(&tree.doc, 6); d != DOCUMENT_NO_HEAD; d = arcs_next(&tree.doc, d))
        assert_int_equal(d, of_interview[n++]);
    assert_int_equal(n, COUNT_OF(of_interview));
    assert_int_equal(arcs_first(&tree.doc, 1), DOCUMENT_NO_HEAD);
    arena_release(&mem);
}

static void every_token_but_the_root_is_one_dependent(void **state)
{
    struct arena mem = { 0 };
    struct tree tree;
    size_t seen = 0;

    (void)state;
    PLANT(&tree, &mem, interview);
    for (uint32_t i = 0; i < tree.doc.n_tokens; i++)
        for (uint32_t d = arcs_first(&tree.doc, i); d != DOCUMENT_NO_HEAD; d = arcs_next(&tree.doc, d), seen++)
            assert_int_equal(tree.doc.tokens[d].head, i);
    assert_int_equal(seen, tree.doc.n_tokens - 1);
    arena_release(&mem);
}

static void a_dependent_is_found_by_its_relation(void **state)
{
    struct arena mem = { 0 };
    struct tree tree;

    (void)state;
    PLANT(&tree, &mem, interview);
    assert_int_equal(arcs_dependent(&tree.doc, 3, RELATION_COP), 2);
    assert_int_equal(arcs_dependent(&tree.doc, 6, RELATION_NMOD), 10); /* of two, the first */
    assert_int_equal(arcs_dependent(&tree.doc, 3, RELATION_OBJ), DOCUMENT_NO_HEAD);
    assert_int_equal(arcs_subject(&tree.doc, 3), 0);
    assert_int_equal(arcs_subject(&tree.doc, 17), DOCUMENT_NO_HEAD);
    arena_release(&mem);
}

static void the_case_is_the_nearest_preposition_before(void **state)
{
    static const char *const rows[] = { "from ADP 4 case", "behind ADP 4 case", "the DET 4 det", "wall NOUN 0 root",
                                        "'s PART 4 case" };
    struct arena mem = { 0 };
    struct tree tree;

    (void)state;
    PLANT(&tree, &mem, rows);
    assert_int_equal(arcs_case(&tree.doc, 3), 1);
    assert_int_equal(arcs_case(&tree.doc, 0), DOCUMENT_NO_HEAD);
    PLANT(&tree, &mem, interview);
    assert_int_equal(arcs_case(&tree.doc, 6), 4);
    assert_int_equal(arcs_case(&tree.doc, 13), DOCUMENT_NO_HEAD);
    arena_release(&mem);
}

static void the_head_of_a_range_hangs_on_none_of_it(void **state)
{
    struct arena mem = { 0 };
    struct tree tree;

    (void)state;
    PLANT(&tree, &mem, interview);
    assert_int_equal(arcs_head(&tree.doc, 0, 2), 0);
    assert_int_equal(arcs_head(&tree.doc, 4, 7), 6);
    assert_int_equal(arcs_head(&tree.doc, 4, 6), 5);    /* a preposition and a determiner alone: the last word */
    assert_int_equal(arcs_head(&tree.doc, 15, 17), 15); /* not the comma */
    assert_int_equal(arcs_head(&tree.doc, 9, 16), 15);  /* of two, the last */
    arena_release(&mem);
}

static void the_main_word_of_a_range_is_its_verb(void **state)
{
    struct arena mem = { 0 };
    struct tree tree;

    (void)state;
    PLANT(&tree, &mem, interview);
    assert_int_equal(arcs_main_word(&tree.doc, 15, 20), 17);
    assert_int_equal(arcs_main_word(&tree.doc, 9, 16), 10); /* no verb: the first such word */
    assert_int_equal(arcs_main_word(&tree.doc, 3, 3 + 1), 3);
    arena_release(&mem);
}

static void a_phrase_ends_at_clauses_dates_and_what_is_joined_to_it(void **state)
{
    struct arena mem = { 0 };
    struct tree tree;

    (void)state;
    PLANT(&tree, &mem, interview);
    for (uint32_t i = 4; i <= 13; i++)
        assert_true(arcs_in_phrase(&tree.doc, i, 6)); /* "in an interview with the Ferry Post and its rival" */
    for (uint32_t i = 14; i < tree.doc.n_tokens; i++)
        assert_false(arcs_in_phrase(&tree.doc, i, 6));
    assert_false(arcs_in_phrase(&tree.doc, 3, 6)); /* its head */
    for (uint32_t i = 11; i <= 13; i++)
        assert_false(arcs_in_phrase(&tree.doc, i, 10)); /* "the Ferry Post", not what stands beside it */
    assert_true(arcs_in_phrase(&tree.doc, 9, 10));
    arena_release(&mem);
}

static void times_are_told_from_places(void **state)
{
    static const char *const rows[] = { "monday PROPN 0 root", "2031 NUM 1 nmod", "dalgo PROPN 1 nmod" };
    struct arena mem = { 0 };
    struct tree tree;

    (void)state;
    PLANT(&tree, &mem, rows);
    assert_true(arcs_is_time(&tree.doc, 0));
    assert_true(arcs_is_time(&tree.doc, 1));
    assert_false(arcs_is_time(&tree.doc, 2));
    arena_release(&mem);
}

static void clauses_are_told_by_their_arc_or_their_verb(void **state)
{
    struct arena mem = { 0 };
    struct tree tree;

    (void)state;
    PLANT(&tree, &mem, interview);
    for (uint32_t i = 0; i < tree.doc.n_tokens; i++)
        assert_int_equal(arcs_is_clause(&tree.doc, i), i == 3 || i == 17);
    tree.tokens[17].relation = RELATION_AMOD; /* a verb is one whatever it hangs by */
    assert_true(arcs_is_clause(&tree.doc, 17));
    tree.tokens[15].relation = RELATION_CSUBJ_PASS;
    assert_true(arcs_is_clause(&tree.doc, 15));
    arena_release(&mem);
}

static void running_out_of_memory_is_told(void **state)
{
    struct arena mem = { .fail_after = 1 };
    struct document doc = { 0 };

    (void)state;
    assert_int_equal(arcs_find(&doc, &mem), PRISCUS_ENOMEM);
    assert_null(doc.dependents);
    mem.fail_after = 0;
    assert_int_equal(arcs_find(&doc, &mem), PRISCUS_OK); /* a text without words */
    arena_release(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dependents_stand_in_text_order),
        cmocka_unit_test(every_token_but_the_root_is_one_dependent),
        cmocka_unit_test(a_dependent_is_found_by_its_relation),
        cmocka_unit_test(the_case_is_the_nearest_preposition_before),
        cmocka_unit_test(the_head_of_a_range_hangs_on_none_of_it),
        cmocka_unit_test(the_main_word_of_a_range_is_its_verb),
        cmocka_unit_test(a_phrase_ends_at_clauses_dates_and_what_is_joined_to_it),
        cmocka_unit_test(times_are_told_from_places),
        cmocka_unit_test(clauses_are_told_by_their_arc_or_their_verb),
        cmocka_unit_test(running_out_of_memory_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
