/* party_reader.c - tests: a network that holds every party for one thing, put into an encoder's file, and what is read with it; files
 * in which it is not right. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "check.h"
#include "encoder_file.h"
#include "known.h"
#include "record/knowledge/knowledge.h"
#include "record/position/position_reader.h"

static const char names[] = ENCODER_FILE_PARTY_LABELS;
enum { ISSUES = 12, ANY = 11, SIDES = 3, NUMBERS = 4 }; /* the last of them is any that the words name */

static struct encoder_folder folder;
static struct arena mem;
static const char *const *agendas; /* to read with; NULL: the built-in one */

static int set_up(void **state)
{
    (void)state;
    return encoder_folder_make(&folder, TEST_FOLDER "/../models/english.model");
}

static int tear_down(void **state)
{
    (void)state;
    arena_release(&mem);
    return encoder_folder_remove(&folder);
}

/* The encoder's file with the network in it; every bias is far below 0 but that of `issue` and `side`. */
static void make_encoder(const char *labels, size_t issue, size_t side, float high, size_t bias_bytes)
{
    float bias[ISSUES * NUMBERS];
    struct priscus_error err;
    char hex[65];

    for (size_t i = 0; i < ISSUES * NUMBERS; i++)
        bias[i] = i == issue * NUMBERS + side ? high : i % NUMBERS == SIDES ? -3 : -1000;
    sha256_hex(language_hash(test_language()), hex);
    if (encoder_file_save(language_model(test_language()), hex, folder.encoder, &err) != PRISCUS_OK ||
        encoder_file_add_parties(folder.encoder, labels, text_of((const char *)bias, bias_bytes), &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
}

/* "NOR ceasefire rejects 1.00; ..." of all that is seen and likely, as the sentence is read for the party */
static void read_all(const char *body, struct buffer *out)
{
    struct article article = { .body = text_c(body) };
    struct language *language;
    struct knowledge *knowledge;
    struct record_networks networks;
    struct document_reader *reader;
    struct document doc;
    struct record record;
    struct priscus_error err;

    arena_reset(&mem);
    if (language_find(folder.model, LANGUAGE_FULL, false, &language, &err) != PRISCUS_OK ||
        knowledge_open_paths(language, agendas, agendas ? 1 : 0, NULL, 0, &knowledge, &err) != PRISCUS_OK ||
        record_networks_open(language, &networks, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    reader = document_reader_new(language);
    assert_non_null(reader);
    position_reader_set_least(networks.position_reader, 1e-6f);
    assert_int_equal(article_split_paragraphs(article.body, 0, &mem, &article), PRISCUS_OK);
    assert_int_equal(document_read(reader, &article, &mem, &doc, NULL), PRISCUS_OK);
    assert_int_equal(record_read(&doc, knowledge, &networks, &mem, &record, NULL), PRISCUS_OK);
    for (size_t i = 0; i < record.n_positions; i++) {
        const struct position *p = &record.positions[i];

        if (p->scores.read_for_party >= 0.5f)
            buffer_format(out, "%.*s %.*s %s %.2f; ", (int)p->party.len, p->party.ptr, (int)p->issue.len, p->issue.ptr,
                          stance_text(p->stance), (double)p->scores.read_for_party);
    }
    buffer_char(out, '\0');
    document_reader_free(reader);
    record_networks_close(&networks);
    knowledge_close(knowledge);
    language_close(language);
}

static void assert_read(const char *body, const char *want)
{
    struct buffer got = { 0 };

    read_all(body, &got);
    if (strcmp(got.ptr, want) != 0)
        fail_msg("%s\n  want %s\n  got  %s", body, want, got.ptr);
    buffer_release(&got);
}

static void what_is_read_for_a_party_is_entered_for_each(void **state)
{
    (void)state;
    make_encoder(names, 0, 2, 1000, ISSUES * NUMBERS * sizeof(float));
    assert_read("Iran and Egypt took note of the weather.", "IRN ceasefire rejects 1.00; EGY ceasefire rejects 1.00; ");
    assert_read("It rained on the hills.", "");
    make_encoder(names, 2, 1, 1000, ISSUES * NUMBERS * sizeof(float));
    assert_read("Egypt took note of the weather.", "EGY prisoners conditional 1.00; ");
}

/* An agenda of which the network was taught no issue: the words that name one are asked, and what names its opposite is turned over. */
static void words_of_any_agenda_are_read(void **state)
{
    static const char *const fishing[] = { TEST_FOLDER "/cases/other-field/fishing.agenda" };

    (void)state;
    make_encoder(names, ANY, 2, 1000, ISSUES * NUMBERS * sizeof(float));
    agendas = fishing;
    assert_read("Egypt took note of the cod quota.", "EGY quota rejects 1.00; ");
    assert_read("Egypt took note of the whaling moratorium.", "EGY whaling accepts 1.00; ");
    assert_read("Egypt took note of the weather.", "");
    agendas = NULL;
    assert_read("Egypt took note of the weather.", "");
}

static void what_is_unlikely_is_left_alone(void **state)
{
    (void)state;
    make_encoder(names, 0, 2, -1000, ISSUES * NUMBERS * sizeof(float));
    assert_read("Iran and Egypt took note of the weather.", "");
}

/* Opened, the file is refused with this said of it. */
static void assert_refused(const char *what)
{
    struct language *language;
    struct party_reader *reader;
    struct priscus_error err = { 0 };

    if (language_find(folder.model, LANGUAGE_FULL, false, &language, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    assert_int_equal(party_reader_new(language, &reader, &err), PRISCUS_EINPUT);
    assert_null(reader);
    if (!strstr(err.message, what))
        fail_msg("%s", err.message);
    language_close(language);
}

static void sections_that_are_not_right_are_refused(void **state)
{
    static const char no_rejects[] =
        "ceasefire\ntalks\nprisoners\nagreement\nterritory.withdrawal\nsanctions.pressure\n"
        "talks.mediation\nhumanitarian\nrelations\narms.supply\narms.nuclear\n*\n"
        "other\ndemands\nproposes\naccepts\nopen\nconditional\n";
    static const char out_of_order[] =
        "rejects\nceasefire\ntalks\nprisoners\nagreement\nterritory.withdrawal\n"
        "sanctions.pressure\ntalks.mediation\nhumanitarian\nrelations\narms.supply\narms.nuclear\n"
        "*\ndemands\nproposes\naccepts\nopen\nconditional\n";

    static const char without_any[] =
        "ceasefire\ntalks\nprisoners\nagreement\nterritory.withdrawal\nsanctions.pressure\n"
        "talks.mediation\nhumanitarian\nrelations\narms.supply\narms.nuclear\ngovernance\n"
        "demands\nproposes\naccepts\nopen\nconditional\nrejects\n";

    (void)state;
    make_encoder(names, 0, 2, 1000, (ISSUES * NUMBERS - 1) * sizeof(float));
    assert_refused("party.bias");
    make_encoder(names, 0, 2, (float)1e30, ISSUES * NUMBERS * sizeof(float));
    assert_refused("party.bias");
    make_encoder(no_rejects, 0, 2, 1000, ISSUES * NUMBERS * sizeof(float));
    assert_refused("party.");
    make_encoder(out_of_order, 0, 2, 1000, ISSUES * NUMBERS * sizeof(float));
    assert_refused("party.names");
    make_encoder(without_any, 0, 2, 1000, ISSUES * NUMBERS * sizeof(float));
    assert_refused("party.names");
}

static void without_an_encoder_nobody_reads_for_parties(void **state)
{
    struct party_reader *reader;

    (void)state;
    assert_int_equal(party_reader_new(test_language(), &reader, NULL), PRISCUS_OK);
    assert_null(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read_for_a_party_is_entered_for_each),
        cmocka_unit_test(words_of_any_agenda_are_read),
        cmocka_unit_test(what_is_unlikely_is_left_alone),
        cmocka_unit_test(sections_that_are_not_right_are_refused),
        cmocka_unit_test(without_an_encoder_nobody_reads_for_parties),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
