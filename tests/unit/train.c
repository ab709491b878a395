/* train.c - tests: what training counts, reads and puts in order. What comes of it is tested with the readers: language.c,
 * lemma.c, tokenizer.c, attribution.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "language/model/feature.h"
#include "train/corpus.h"
#include "train/rounds.h"
#include "train/word_vectors.h"

/* ---- features ---- */

static void features_are_counted_and_numbered(void **state)
{
    struct feature_index index = { 0 };

    (void)state;
    for (uint64_t key = 1; key <= 100000; key++) /* more than it has room for at first */
        assert_int_equal(feature_index_add(&index, key * 0x9E3779B97F4A7C15u, 7), PRISCUS_OK);
    for (uint64_t key = 1; key <= 3; key++)
        assert_int_equal(feature_index_add(&index, key * 0x9E3779B97F4A7C15u, 8), PRISCUS_OK);
    assert_int_equal(index.n, 100000);
    assert_int_equal(index.values[feature_index_slot(&index, 0x9E3779B97F4A7C15u)], 7); /* the first value stays */
    assert_int_equal(index.counts[feature_index_slot(&index, 0x9E3779B97F4A7C15u)], 2);
    assert_int_equal(index.keys[feature_index_slot(&index, 12345)], 0);

    assert_int_equal(feature_index_number(&index, 2), 3);
    for (uint64_t key = 1; key <= 4; key++) {
        uint32_t number = index.values[feature_index_slot(&index, key * 0x9E3779B97F4A7C15u)];

        assert_true(key <= 3 ? number < 3 : number == UINT32_MAX);
    }
    feature_index_free(&index);
}

/* ---- treebanks ---- */

static void a_file_of(char path[], const char *lines)
{
    int file = mkstemp(path);

    assert_true(file >= 0);
    assert_int_equal(write(file, lines, strlen(lines)), (ssize_t)strlen(lines));
    close(file);
}

#define LINE(id, form, tag, head, relation) id "\t" form "\t" form "\t" tag "\t_\t_\t" head "\t" relation "\t_\t_\n"

static void labels_are_numbered_as_they_are_first_seen(void **state)
{
    struct labels labels = { 0 };
    struct arena mem = { 0 };
    char text[16];
    int32_t number;

    (void)state;
    assert_int_equal(label_find(&labels, text_c("0")), -1);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 1000; i++) { /* more than it has room for at first */
            snprintf(text, sizeof text, "%d", i);
            assert_int_equal(label_add(&labels, text_c(text), &mem, &number), PRISCUS_OK);
            assert_int_equal(number, i);
        }
    assert_int_equal(labels.n, 1000);
    assert_int_equal(label_find(&labels, text_c("999")), 999);
    assert_int_equal(label_find(&labels, text_c("1000")), -1);
    arena_release(&mem);
}

/* With the names of one of two sentences, and once more with each allocation failing. What is held out adds no label. */
static void a_treebank_is_read_with_its_names(void **state)
{
    char bank[] = "/tmp/priscus-train-XXXXXX", names[] = "/tmp/priscus-train-XXXXXX";
    const char *const files[] = { names };
    struct priscus_error err;

    (void)state;
    a_file_of(bank, "# sent_id = a\n" LINE("1", "Brook", "PROPN", "2", "nsubj")
                        LINE("2", "waits", "VERB", "0", "root") "\n"
                                                                "# sent_id = b\n" LINE("1", "Wait", "VERB", "0",
                                                                                       "root") "\n");
    a_file_of(names, "# sent_id = a\n1\tBrook\tB-PER\n2\twaits\tO\n\n");
    for (long k = 0; k < 1000; k++) { /* 0: none fails */
        struct arena mem = { .fail_after = k };
        struct inventory inventory = { 0 };
        struct corpus learn = { 0 }, held_out = { 0 };
        priscus_status status = corpus_read(bank, files, 1, true, &inventory, &mem, &learn, NULL, NULL, &err);

        if (status == PRISCUS_OK) {
            assert_int_equal(learn.n, 3);
            assert_int_equal(inventory.tags.n, 2);
            assert_int_equal(inventory.relations.n, 2);
            assert_int_equal(inventory.names.n, 2);
            assert_int_equal(learn.words[0].name, 0);
            assert_int_equal(learn.words[1].name, 1);
            assert_int_equal(learn.words[2].name, -1); /* nobody said */
            assert_int_equal(learn.words[2].tag, learn.words[1].tag);
            inventory.tags = (struct labels){ 0 };
            mem.fail_after = 0;
            assert_int_equal(corpus_read(bank, NULL, 0, false, &inventory, &mem, &held_out, NULL, NULL, &err),
                             PRISCUS_OK);
            assert_int_equal(held_out.words[0].tag, -1);
            assert_int_equal(held_out.words[0].relation, learn.words[0].relation);
            assert_int_equal(inventory.tags.n, 0);
        } else {
            assert_int_equal(status, PRISCUS_ENOMEM);
            assert_int_equal(err.code, PRISCUS_ENOMEM);
        }
        arena_release(&mem);
        if (k && status == PRISCUS_OK)
            break;
        assert_true(k < 999);
    }
    unlink(bank);
    unlink(names);
}

/* ---- word vectors ---- */

static priscus_status read_vectors(const char *lines, size_t most, struct word_vectors *out, struct priscus_error *err)
{
    char path[] = "/tmp/priscus-train-XXXXXX";
    priscus_status status;

    a_file_of(path, lines);
    *out = (struct word_vectors){ 0 };
    status = word_vectors_read(path, most, out, err);
    unlink(path);
    return status;
}

static const float *vector_of(const struct word_vectors *v, const char *word)
{
    uint64_t hashes[FEATURES_MAX];
    size_t slot;

    feature_hashes(text_c(word), hashes);
    slot = feature_index_slot(&v->index, hashes[0]);
    return v->index.keys[slot] ? v->at + v->index.values[slot] * v->width : NULL;
}

static void vectors_are_read_by_their_words(void **state)
{
    struct word_vectors v;
    struct priscus_error err;

    (void)state;
    /* word2vec's head, a form twice (small and capital are one), a line without numbers that is no line of it */
    assert_int_equal(read_vectors("4 2\nharbour 1 -2\nHarbour 5 6\nferry 0.5 4\nlonely\nquay 3 3\n", 9, &v, &err),
                     PRISCUS_OK);
    assert_int_equal(v.width, 2);
    assert_int_equal(v.n, 3);
    assert_float_equal(vector_of(&v, "harbour")[0], 0.5, 1e-6); /* all are halved */
    assert_float_equal(vector_of(&v, "ferry")[1], 2, 1e-6);
    assert_null(vector_of(&v, "lonely"));
    word_vectors_free(&v);
    assert_int_equal(read_vectors("harbour 1 -2\nferry 0.5 4\n", 1, &v, &err), PRISCUS_OK);
    assert_int_equal(v.n, 1);
    word_vectors_free(&v);
}

static void vectors_of_another_length_are_an_error(void **state)
{
    struct word_vectors v;
    struct priscus_error err;

    (void)state;
    assert_int_equal(read_vectors("harbour 1 2\nferry 1 2 3\n", 9, &v, &err), PRISCUS_EINPUT);
    assert_non_null(strstr(err.message, ":2: 3 numbers where 2 should be"));
    word_vectors_free(&v);
    assert_int_equal(read_vectors("harbour one two\n", 9, &v, &err), PRISCUS_EINPUT);
    word_vectors_free(&v);
    assert_int_equal(word_vectors_read("/nowhere/vectors.txt", 9, &v, &err), PRISCUS_EINPUT);
    assert_non_null(strstr(err.message, "/nowhere/vectors.txt: cannot be opened"));
}

/* ---- rounds ---- */

static void pieces_are_paragraphs_or_whole_sentences_of_long_ones(void **state)
{
    struct sample samples[2 * ROUNDS_PARAGRAPH_MAX] = { 0 };
    size_t n = COUNT_OF(samples);

    (void)state;
    for (size_t i = 0; i < n; i += 30)
        samples[i].starts = true;
    samples[60].paragraph = true;
    assert_int_equal(rounds_piece(samples, n), 60);
    assert_int_equal(rounds_piece(samples + 60, n - 60), 210); /* the first sentence's end behind the 200th word */
    assert_int_equal(rounds_piece(samples + 390, 10), 10);
}

struct told {
    unsigned rounds;
    double names[3]; /* loss of each round */
    priscus_status status;
};

static priscus_status tell(void *at, struct network *net, unsigned epoch, const struct network_loss *loss,
                           struct priscus_error *err)
{
    struct told *told = at;

    (void)net;
    (void)err;
    assert_int_equal(epoch, ++told->rounds);
    assert_int_equal(loss->n, 40);
    told->names[epoch - 1] = loss->name;
    return told->status;
}

/* Forty words of two kinds, each with its label. */
static priscus_status learn(struct told *told, struct arena *mem)
{
    static const uint32_t rows[2] = { 0, 1 };
    struct sample samples[40];
    struct network_shape shape = { .width = 32, .layers = 1, .low = 1, .rows = 2, .names = 2 };
    struct rounds rounds = {
        .samples = samples, .n = 40, .batch = 8, .piece_max = 100, .epochs = 3, .after = tell, .at = told
    };
    struct network *net = network_new(shape, 0, 1);
    priscus_status status;

    assert_non_null(net);
    for (size_t i = 0; i < 40; i++)
        samples[i] = (struct sample){ .features = &rows[i % 2],
                                      .n_features = 1,
                                      .starts = i % 4 == 0,
                                      .paragraph = i % 4 == 0,
                                      .tag = -1,
                                      .name = i % 2,
                                      .relation = -1,
                                      .head = -1 };
    status = rounds_run(&rounds, net, mem, NULL);
    network_free(net);
    return status;
}

static void each_round_sees_all_and_errs_less(void **state)
{
    struct arena mem = { 0 };
    struct told told = { .status = PRISCUS_OK };

    (void)state;
    assert_int_equal(learn(&told, &mem), PRISCUS_OK);
    assert_int_equal(told.rounds, 3);
    assert_true(told.names[2] < told.names[0]);
    arena_release(&mem);
}

static void what_is_told_of_a_round_may_end_the_training(void **state)
{
    struct arena mem = { 0 };
    struct told told = { .status = PRISCUS_ENOMEM };

    (void)state;
    assert_int_equal(learn(&told, &mem), PRISCUS_ENOMEM);
    assert_int_equal(told.rounds, 1);
    arena_release(&mem);
}

static void running_out_of_memory_is_told(void **state)
{
    (void)state;
    for (long k = 1;; k++) {
        struct arena mem = { .fail_after = k };
        struct told told = { .status = PRISCUS_OK };
        priscus_status status = learn(&told, &mem);

        arena_release(&mem);
        if (status == PRISCUS_OK) {
            assert_true(k > 1);
            break;
        }
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_int_equal(told.rounds, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(features_are_counted_and_numbered),
        cmocka_unit_test(labels_are_numbered_as_they_are_first_seen),
        cmocka_unit_test(a_treebank_is_read_with_its_names),
        cmocka_unit_test(vectors_are_read_by_their_words),
        cmocka_unit_test(vectors_of_another_length_are_an_error),
        cmocka_unit_test(pieces_are_paragraphs_or_whole_sentences_of_long_ones),
        cmocka_unit_test(each_round_sees_all_and_errs_less),
        cmocka_unit_test(what_is_told_of_a_round_may_end_the_training),
        cmocka_unit_test(running_out_of_memory_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
