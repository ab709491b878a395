/* speeds.c - tests: a language at both its speeds, with and without the encoder's file, and with one that is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "encoder_file.h"
#include "known.h"
#include "language/encoder/encoder.h"
#include "record/knowledge/knowledge.h"
#include "record/statement/attribution_features.h"

/* A folder with the model of the sources, as a link; what is beside it is each test's own. */
static struct encoder_folder folder;

static int set_up(void **state)
{
    (void)state;
    return encoder_folder_make(&folder, TEST_FOLDER "/../models/english.model");
}

static int tear_down(void **state)
{
    (void)state;
    return encoder_folder_remove(&folder);
}

static void make_encoder(const char *of)
{
    struct priscus_error err;
    char hex[65];

    sha256_hex(language_hash(test_language()), hex);
    if (encoder_file_save(language_model(test_language()), of ? of : hex, folder.encoder, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
}

static struct language *open_at(enum language_speed speed)
{
    struct language *language;
    struct priscus_error err;

    if (language_find(folder.model, speed, false, &language, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return language;
}

static bool is_hash(struct sha256 a, struct sha256 b)
{
    return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

static void without_the_file_it_is_the_fast_language(void **state)
{
    struct language *l;

    (void)state;
    unlink(folder.encoder);
    l = open_at(LANGUAGE_FULL);
    assert_null(language_encoder(l));
    assert_string_equal(language_missing(l), folder.encoder);
    assert_true(is_hash(language_hash(l), language_hash(test_language())));
    assert_ptr_equal(language_heads(l), language_model(l));
    language_close(l);
    l = open_at(LANGUAGE_FAST); /* it is not missed where it was not asked for */
    assert_null(language_missing(l));
    language_close(l);
}

static void with_the_file_the_full_language_has_an_encoder(void **state)
{
    struct language *l;

    (void)state;
    make_encoder(NULL);
    l = open_at(LANGUAGE_FULL);
    assert_non_null(language_encoder(l));
    assert_null(language_missing(l));
    assert_ptr_not_equal(language_heads(l), language_model(l));
    assert_false(is_hash(language_hash(l), language_hash(test_language())));
    assert_int_equal(attribution_vector_width(l, false), encoder_width(language_encoder(l)));
    language_close(l);
    l = open_at(LANGUAGE_FAST);
    assert_null(language_encoder(l));
    assert_true(is_hash(language_hash(l), language_hash(test_language())));
    language_close(l);
}

static void either_speed_is_had_from_the_other(void **state)
{
    const struct language *fast, *full, *again;
    struct language *l;

    (void)state;
    make_encoder(NULL);
    for (int speed = LANGUAGE_FULL; speed <= LANGUAGE_FAST; speed++) {
        l = open_at((enum language_speed)speed);
        assert_int_equal(language_at(l, LANGUAGE_FULL, &full, NULL), PRISCUS_OK);
        assert_int_equal(language_at(full, LANGUAGE_FAST, &fast, NULL), PRISCUS_OK);
        assert_int_equal(language_at(fast, LANGUAGE_FULL, &again, NULL), PRISCUS_OK);
        assert_non_null(language_encoder(full));
        assert_null(language_encoder(fast));
        assert_ptr_equal(full, again);
        assert_ptr_equal(l, speed == LANGUAGE_FULL ? full : fast);
        language_close(l);
    }
}

static void the_environment_makes_it_fast(void **state)
{
    struct language *l;

    (void)state;
    make_encoder(NULL);
    setenv("PRISCUS_FAST", "1", 1);
    l = open_at(LANGUAGE_FULL);
    assert_null(language_encoder(l));
    assert_null(language_missing(l));
    language_close(l);
    setenv("PRISCUS_FAST", "", 1);
    l = open_at(LANGUAGE_FULL);
    assert_non_null(language_encoder(l));
    language_close(l);
    unsetenv("PRISCUS_FAST");
}

/* The error names the encoder's file, and the fast language stands. */
static void refused(const char *why)
{
    struct language *l;
    const struct language *full;
    struct priscus_error err = { 0 };

    assert_int_equal(language_find(folder.model, LANGUAGE_FULL, false, &l, &err), PRISCUS_EINPUT);
    assert_null(l);
    if (strncmp(err.message, folder.encoder, strlen(folder.encoder)) != 0 || !strstr(err.message, why))
        fail_msg("\"%s\" does not say \"%s\"", err.message, why);
    l = open_at(LANGUAGE_FAST);
    assert_int_equal(language_at(l, LANGUAGE_FULL, &full, NULL), PRISCUS_EINPUT);
    assert_int_equal(language_at(l, LANGUAGE_FAST, &full, NULL), PRISCUS_OK);
    language_close(l);
}

static void one_that_is_damaged_is_refused(void **state)
{
    FILE *file;

    (void)state;
    make_encoder(NULL);
    file = fopen(folder.encoder, "r+b");
    assert_non_null(file);
    fseek(file, -100, SEEK_END);
    fputs("damage", file);
    fclose(file);
    refused("damaged");
    assert_int_equal(truncate(folder.encoder, 1000), 0);
    refused("cut short");
    assert_int_equal(truncate(folder.encoder, 0), 0);
    refused("empty");
}

static void one_without_an_encoder_is_refused(void **state)
{
    const struct model_part nothing = { "nothing", text_c("") };

    (void)state;
    assert_int_equal(model_save(folder.encoder, &nothing, 1, NULL), PRISCUS_OK);
    refused("no encoder");
}

static void one_of_another_model_is_refused(void **state)
{
    (void)state;
    make_encoder("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    refused("another model");
}

static void the_engine_says_which(void **state)
{
    struct knowledge *k[2];
    struct language *l;
    const struct language *at[2];

    (void)state;
    make_encoder(NULL);
    l = open_at(LANGUAGE_FULL);
    for (int speed = 0; speed < 2; speed++) {
        assert_int_equal(language_at(l, (enum language_speed)speed, &at[speed], NULL), PRISCUS_OK);
        assert_int_equal(knowledge_open(at[speed], NULL, 0, NULL, 0, &k[speed], NULL), PRISCUS_OK);
        assert_int_equal(engine_speed(text_c(knowledge_engine(k[speed]))), speed);
    }
    assert_true(text_ends(text_c(knowledge_engine(k[LANGUAGE_FAST])), "+fast"));
    assert_false(engine_is_fast(text_c(knowledge_engine(k[LANGUAGE_FULL]))));
    for (int speed = 0; speed < 2; speed++)
        knowledge_close(k[speed]);
    language_close(l);
    /* those of before there was an encoder, and persons */
    assert_int_equal(engine_speed(text_c("0.2.0/7+1a2b3c4d")), LANGUAGE_FAST);
    assert_int_equal(engine_speed(text_c("person")), LANGUAGE_FAST);
    assert_int_equal(engine_speed(text_c("0.9.0/12+1a2b3c4d")), LANGUAGE_FULL);
    assert_int_equal(engine_speed(text_c("0.9.0/99999999999999999999+1a2b3c4d")), LANGUAGE_FULL);
    assert_int_equal(engine_speed(text_c("")), LANGUAGE_FAST);
}

static void a_document_has_the_vectors_of_its_language(void **state)
{
    static const char body[] = "\"We will not sign,\" she said. A cease-fire holds.\n\nNo.";
    struct paragraph paragraphs[] = { { .body = { 0, 47 } }, { .body = { 49, 52 } } };
    struct article article = { .body = text_c(body), .paragraphs = paragraphs, .n_paragraphs = 2 };
    struct language *l;
    const struct language *fast;
    struct document doc, quick;
    struct arena mem = { 0 };
    struct document_reader *reader, *quick_reader;
    const char *why;

    (void)state;
    make_encoder(NULL);
    l = open_at(LANGUAGE_FULL);
    assert_int_equal(language_at(l, LANGUAGE_FAST, &fast, NULL), PRISCUS_OK);
    assert_non_null(reader = document_reader_new(l));
    assert_non_null(quick_reader = document_reader_new(fast));
    assert_int_equal(document_read(reader, &article, &mem, &doc, NULL), PRISCUS_OK);
    assert_int_equal(document_read(quick_reader, &article, &mem, &quick, NULL), PRISCUS_OK);
    assert_true(document_check(&doc, &why));
    assert_non_null(doc.encoded);
    assert_int_equal(doc.width, ENCODER_FILE_WIDTH);
    assert_null(quick.encoded);
    assert_non_null(quick.states.states);
    assert_non_null(doc.states.states); /* for contents, which the small networks read */
    assert_int_equal(doc.n_tokens, quick.n_tokens); /* trees and all that is the same */
    for (size_t i = 0; i < doc.n_tokens; i++)
        assert_int_equal(doc.tokens[i].head, quick.tokens[i].head);
    document_reader_free(reader);
    document_reader_free(quick_reader);
    arena_release(&mem);
    language_close(l);
}

/* "articles_fast" of a ledger. */
static int keep_fast(void *context, const char *json, size_t size)
{
    static const char name[] = "\"articles_fast\"";
    struct text line = text_of(json, size);

    if (text_find(line, text_c(name), 0) != NOWHERE)
        *(bool *)context = text_find(line, text_c("1}"), 0) != NOWHERE;
    return 0;
}

static void the_library_reads_at_both_and_verifies_either(void **state)
{
    static const char text[] = "Russia has rejected talks with Ukraine, Foreign Minister Sergei Lavrov said.";
    const struct priscus_input input = { .struct_size = sizeof input,
                                         .bytes = text,
                                         .size = sizeof text - 1,
                                         .name = "said.txt",
                                         .from = PRISCUS_FROM_TEXT };
    struct priscus *p[2];
    char path[2][64];

    (void)state;
    make_encoder(NULL);
    for (size_t fast = 0; fast < 2; fast++) {
        const struct priscus_config config = { .struct_size = sizeof config, .model = folder.model, .fast = fast };
        struct priscus_ledger *ledger;
        bool is_fast = false;

        snprintf(path[fast], sizeof path[fast], "%s/%zu.db", folder.path, fast);
        assert_int_equal(priscus_open(&config, &p[fast], NULL), PRISCUS_OK);
        assert_int_equal(priscus_ledger_open(path[fast], PRISCUS_LEDGER_WRITE, &ledger, NULL), PRISCUS_OK);
        assert_int_equal(priscus_ledger_read(ledger, p[fast], &input, NULL, NULL, NULL, NULL), PRISCUS_OK);
        assert_int_equal(priscus_ledger_ask(ledger, PRISCUS_STATS, NULL, keep_fast, &is_fast, NULL), PRISCUS_OK);
        assert_int_equal(is_fast, fast);
        assert_int_equal(priscus_ledger_close(ledger, NULL), PRISCUS_OK);
    }
    for (size_t fast = 0; fast < 2; fast++) {
        struct priscus_verified verified = { sizeof verified };
        struct priscus_ledger *ledger;

        assert_int_equal(priscus_ledger_open(path[fast], PRISCUS_LEDGER_READ, &ledger, NULL), PRISCUS_OK);
        assert_int_equal(priscus_ledger_verify(ledger, p[!fast], NULL, NULL, NULL, &verified, NULL), PRISCUS_OK);
        assert_int_equal(verified.wrong, 0);
        assert_int_equal(verified.other_engine, 0);
        assert_true(verified.entries > 0);
        assert_int_equal(priscus_ledger_close(ledger, NULL), PRISCUS_OK);
        for (size_t i = 0; i < 3; i++) {
            static const char *const beside[] = { "", "-wal", "-shm" };
            char file[72];

            snprintf(file, sizeof file, "%s%s", path[fast], beside[i]);
            unlink(file);
        }
    }
    priscus_close(p[0]);
    priscus_close(p[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_the_file_it_is_the_fast_language),
        cmocka_unit_test(with_the_file_the_full_language_has_an_encoder),
        cmocka_unit_test(either_speed_is_had_from_the_other),
        cmocka_unit_test(the_environment_makes_it_fast),
        cmocka_unit_test(one_that_is_damaged_is_refused),
        cmocka_unit_test(one_without_an_encoder_is_refused),
        cmocka_unit_test(one_of_another_model_is_refused),
        cmocka_unit_test(the_engine_says_which),
        cmocka_unit_test(a_document_has_the_vectors_of_its_language),
        cmocka_unit_test(the_library_reads_at_both_and_verifies_either),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
