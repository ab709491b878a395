/* A model learnt, opened and read with, with the k-th allocation failing, for every k: ENOMEM and nothing else, nothing is
 * left behind that the next call trips over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "encoder_file.h"
#include "failing.h"
#include "language/document.h"
#include "language/language.h"
#include "language/model/model.h"
#include "language/parser/spanning_tree.h"
#include "record/record.h"
#include "train/attribution_train.h"
#include "train/label_train.h"
#include "train/lemma_train.h"
#include "train/position_train.h"
#include "train/training.h"

#define ATTEMPTS_MAX 20000

static char folder[] = "/tmp/priscus-memory-XXXXXX", treebank[64], names[64], vectors[64], model_path[64], articles[64],
            stances[64], said_path[64], whole_path[64], encoder_path[64];

static const char conllu[] =
    "# sent_id = "
    "a\n1\tBerka\tBerka\tPROPN\tNAM\t_\t2\tnsubj\t_\t_\n2\tfelo\tfelo\tVERB\tVRB\t_\t0\troot\t_\tSpaceAfter=No\n"
    "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n"
    "# sent_id = b\n1-2\tnadu\t_\t_\t_\t_\t_\t_\t_\t_\n1\tna\tna\tDET\tART\t_\t2\tdet\t_\t_\n"
    "2\tdum\tdu\tNOUN\tNOM\tNumber=Plur\t3\tnsubj\t_\t_\n3\tsiveto\tsivo\tVERB\tVRB\t_\t0\troot\t_\t_\n\n";

static void write_file(char path[64], const char *name, const char *bytes)
{
    FILE *file;

    snprintf(path, 64, "%s/%s", folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(bytes, file);
    fclose(file);
}

static priscus_status learn(struct priscus_error *err)
{
    const char *banks[] = { treebank }, *iob[] = { names };
    const struct train_options options = { .treebanks = banks,
                                           .n_treebanks = 1,
                                           .dev = banks,
                                           .n_dev = 1,
                                           .names = iob,
                                           .n_names = 1,
                                           .vectors = vectors,
                                           .n_vectors = 10,
                                           .output = model_path,
                                           .epochs = 1,
                                           .width = 32,
                                           .layers = 2,
                                           .low = 1 };

    return train_run(&options, NULL, NULL, err);
}

/* On top of that model: who says what, and who is for what. */
static priscus_status learn_networks(struct priscus_error *err)
{
    const char *said[] = { articles }, *held[] = { stances };
    const struct article_options attributions = {
        .corpora = said, .n_corpora = 1, .model = model_path, .output = said_path, .epochs = 1, .width = 32, .layers = 1
    };
    const struct article_options positions = {
        .corpora = held, .n_corpora = 1, .model = said_path, .output = whole_path, .epochs = 1, .width = 32, .layers = 1
    };
    priscus_status status = attribution_train(&attributions, NULL, NULL, err);

    return status == PRISCUS_OK ? position_train(&positions, NULL, NULL, err) : status;
}

static int set_up(void **state)
{
    struct priscus_error err = { 0 };

    (void)state;
    if (!mkdtemp(folder))
        return -1;
    write_file(treebank, "treebank.conllu", conllu);
    write_file(names, "names.iob2", "# sent_id = a\n1\tBerka\tB-PER\n2\tfelo\tO\n3\t.\tO\n\n");
    write_file(vectors, "vectors.txt", "berka 1 2\nfelo 3 4\n");
    snprintf(model_path, sizeof model_path, "%s/model", folder);
    write_file(
        articles, "articles.jsonl",
        "{\"text\": \"Berka felo. nadum siveto.\", \"attributions\": [{\"source\": [[0, 5]], \"cue\": [[6, 10]], "
        "\"content\": [[12, 24]]}]}\n");
    write_file(
        stances, "stances.jsonl",
        "{\"text\": \"Berka felo dum.\", \"positions\": [{\"issue\": \"talks\", \"stance\": \"rejects\", \"span\": "
        "[0, 14], \"holder\": [[0, 5]], \"cue\": [[6, 10]], \"target\": [[11, 14]]}]}\n");
    snprintf(said_path, sizeof said_path, "%s/said", folder);
    snprintf(whole_path, sizeof whole_path, "%s/whole", folder);
    if (learn(&err) == PRISCUS_OK && learn_networks(&err) == PRISCUS_OK)
        return 0;
    print_error("%s\n", err.message);
    return -1;
}

static int tear_down(void **state)
{
    (void)state;
    unlink(treebank);
    unlink(names);
    unlink(vectors);
    unlink(model_path);
    unlink(articles);
    unlink(stances);
    unlink(said_path);
    unlink(whole_path);
    unlink(encoder_path);
    return rmdir(folder);
}

/* Does `attempt` say ENOMEM until there is memory enough? An arena that cannot have much asks for less, so that some
 * attempts come through. */
static void each_allocation_fails(priscus_status (*attempt)(struct priscus_error *err))
{
    long k, failed = 0;

    for (k = 0; k < ATTEMPTS_MAX; k++) {
        struct priscus_error err = { 0 };
        priscus_status status;

        left = k;
        status = attempt(&err);
        if (left >= 0) { /* none failed */
            left = -1;
            assert_int_equal(status, PRISCUS_OK);
            break;
        }
        left = -1;
        if (status != PRISCUS_OK && status != PRISCUS_ENOMEM)
            fail_msg("allocation %ld: status %d, %s", k, (int)status, err.message);
        failed += status != PRISCUS_OK;
    }
    assert_in_range(k, 1, ATTEMPTS_MAX - 1);
    assert_true(failed > 0);
}

static void training(void **state)
{
    (void)state;
    each_allocation_fails(learn);
}

/* A model opened, a reader made, a text read. */
static priscus_status open_and_read(struct priscus_error *err)
{
    static const char text[] = "Berka felo. nadu siveto";
    const struct span range = { 0, sizeof text - 1 };
    struct language *language = NULL;
    struct language_reader *reader = NULL;
    struct arena mem = { 0 };
    struct parsed parsed;
    priscus_status status = language_open(model_path, LANGUAGE_FAST, &language, err);

    if (status == PRISCUS_OK && !(reader = language_reader_new(language)))
        status = PRISCUS_ENOMEM;
    if (status == PRISCUS_OK)
        status =
            language_read(reader, text_c(text), &range, 1, LANGUAGE_ALL | LANGUAGE_STATES, NULL, &mem, &parsed, err);
    arena_release(&mem);
    language_reader_free(reader);
    language_close(language);
    return status;
}

static void opening_and_reading(void **state)
{
    (void)state;
    each_allocation_fails(open_and_read);
}

static priscus_status make_document_reader(struct priscus_error *err)
{
    static struct language *language; /* opened once, before anything fails */
    struct document_reader *reader;
    long kept = left;

    left = -1;
    if (!language)
        assert_int_equal(language_open(model_path, LANGUAGE_FAST, &language, err), PRISCUS_OK);
    left = kept;
    reader = document_reader_new(language);
    document_reader_free(reader);
    return reader ? PRISCUS_OK : PRISCUS_ENOMEM;
}

static void a_reader_of_documents(void **state)
{
    (void)state;
    each_allocation_fails(make_document_reader);
}

static priscus_status open_networks(struct priscus_error *err)
{
    static struct language *language; /* opened once, before anything fails */
    struct record_networks networks = { 0 };
    priscus_status status;
    long kept = left;

    left = -1;
    if (!language)
        assert_int_equal(language_open(whole_path, LANGUAGE_FAST, &language, err), PRISCUS_OK);
    left = kept;
    status = record_networks_open(language, &networks, err);
    if (status == PRISCUS_OK)
        assert_true(networks.attributor && networks.position_reader);
    else
        assert_true(!networks.attributor && !networks.position_reader);
    record_networks_close(&networks);
    return status;
}

static void the_networks_of_the_record(void **state)
{
    (void)state;
    each_allocation_fails(open_networks);
}

/* A model with an encoder beside it. */
static priscus_status open_full(struct priscus_error *err)
{
    struct language *language = NULL;
    struct record_networks networks = { 0 };
    struct document_reader *reader = NULL;
    long kept = left;
    priscus_status status;

    left = -1;
    if (!*encoder_path) {
        struct model model;

        snprintf(encoder_path, sizeof encoder_path, "%s.encoder", whole_path);
        assert_int_equal(model_open(whole_path, &model, err), PRISCUS_OK);
        assert_int_equal(encoder_file_save(&model, NULL, encoder_path, err), PRISCUS_OK);
        model_close(&model);
    }
    left = kept;
    status = language_open(whole_path, LANGUAGE_FULL, &language, err);
    if (status == PRISCUS_OK)
        status = record_networks_open(language, &networks, err);
    if (status == PRISCUS_OK) {
        assert_non_null(language_encoder(language));
        if (!(reader = document_reader_new(language)))
            status = PRISCUS_ENOMEM;
    }
    document_reader_free(reader);
    record_networks_close(&networks);
    language_close(language);
    return status;
}

static void a_language_with_an_encoder(void **state)
{
    (void)state;
    each_allocation_fails(open_full);
}

/* A row of words with labels, learnt and packed. */
static priscus_status learn_labels(struct priscus_error *err)
{
    static const char *const marks[] = { "O", "H-rejects", "C-rejects" };
    const struct label_options how = { .prefix = "position.", .width = 32, .layers = 1, .epochs = 1, .seen = 1 };
    struct label_learning l = { 0 };
    struct buffer parts[LABEL_PARTS] = { 0 };
    struct arena arena = { 0 };
    priscus_status status = PRISCUS_OK;

    for (uint64_t i = 0; i < 9 && status == PRISCUS_OK; i++) {
        const uint64_t hashes[] = { 1000 + i % 3, 2000 + i };
        int16_t label;

        status = label_number(&l, marks[i % 3], &arena, &label);
        if (status == PRISCUS_OK)
            status = label_word(&l, hashes, 2, 1, i % 3 == 0, label, (uint32_t)i, NULL);
    }
    if (status == PRISCUS_OK)
        status = label_learn(&l, &how, NULL, NULL, &arena, parts, err);
    for (unsigned i = 0; i < LABEL_PARTS; i++)
        buffer_release(&parts[i]);
    label_free(&l);
    arena_release(&arena);
    return status;
}

static void learning_labels(void **state)
{
    (void)state;
    each_allocation_fails(learn_labels);
}

static priscus_status pack(struct priscus_error *err)
{
    const struct model_part part = { "lemmas", text_c("some bytes") };
    struct buffer out = { 0 };
    priscus_status status = model_pack(&part, 1, &out);

    (void)err;
    buffer_release(&out);
    return status;
}

static void packing_a_model(void **state)
{
    (void)state;
    each_allocation_fails(pack);
}

static priscus_status learn_lemmas(struct priscus_error *err)
{
    struct lemma_trainer *trainer = lemma_trainer_new();
    struct buffer section = { 0 };
    priscus_status status = trainer ? PRISCUS_OK : PRISCUS_ENOMEM;

    (void)err;
    for (int i = 0; i < 500 && status == PRISCUS_OK; i++) {
        char form[20];

        snprintf(form, sizeof form, "w%dalked", i);
        status = lemma_trainer_add(trainer, text_c(form), text_c("VBD"), text_of(form, strlen(form) - 2));
    }
    if (status == PRISCUS_OK)
        status = lemma_trainer_finish(trainer, &section);
    lemma_trainer_free(trainer);
    buffer_release(&section);
    return status;
}

static void learning_lemmas(void **state)
{
    (void)state;
    each_allocation_fails(learn_lemmas);
}

/* Two words, each the other's favourite head: no tree before the cycle is contracted. */
static priscus_status best_tree(struct priscus_error *err)
{
    static const float scores[] = { 0, 0, 5, 0, 5, 0 };
    int32_t heads[2];

    (void)err;
    return spanning_tree_best(scores, 2, heads);
}

static void the_best_tree(void **state)
{
    (void)state;
    each_allocation_fails(best_tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(training),
        cmocka_unit_test(opening_and_reading),
        cmocka_unit_test(a_reader_of_documents),
        cmocka_unit_test(the_networks_of_the_record),
        cmocka_unit_test(a_language_with_an_encoder),
        cmocka_unit_test(learning_labels),
        cmocka_unit_test(packing_a_model),
        cmocka_unit_test(learning_lemmas),
        cmocka_unit_test(the_best_tree),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
