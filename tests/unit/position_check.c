/* position_check.c - tests: what was seen is looked at once more, with an encoder that nobody has taught: not what it says, but that
 * it is asked of every party and issue, alike by every kernel and whatever stands beside it, and not without end. */
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
#include "record/knowledge/knowledge.h"
#include "record/position/position_reader.h"

static char folder[] = "/tmp/priscus-check-XXXXXX", model_path[64], encoder_path[64];
static struct language *language;
static struct knowledge *knowledge;
static struct document_reader *reader;
static struct record_networks networks;
static struct arena mem;

static int set_up(void **state)
{
    struct priscus_error err = { 0 };
    char hex[65];

    (void)state;
    unsetenv("PRISCUS_FAST");
    if (!mkdtemp(folder))
        return -1;
    snprintf(model_path, sizeof model_path, "%s/some.model", folder);
    snprintf(encoder_path, sizeof encoder_path, "%s/some.encoder", folder);
    sha256_hex(language_hash(test_language()), hex);
    if (symlink(TEST_FOLDER "/../models/english.model", model_path) != 0 ||
        encoder_file_save(language_model(test_language()), hex, encoder_path, &err) != PRISCUS_OK ||
        language_find(model_path, LANGUAGE_FULL, &language, &err) != PRISCUS_OK ||
        knowledge_open(language, NULL, 0, NULL, 0, &knowledge, &err) != PRISCUS_OK ||
        record_networks_open(language, &networks, &err) != PRISCUS_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    reader = document_reader_new(language);
    if (!reader || !networks.position_reader)
        return -1;
    position_reader_set_least(networks.position_reader, 0); /* all that was seen */
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    record_networks_close(&networks);
    document_reader_free(reader);
    knowledge_close(knowledge);
    language_close(language);
    arena_release(&mem);
    unlink(model_path);
    unlink(encoder_path);
    return rmdir(folder);
}

static struct record read_text(const char *body)
{
    struct article *article = arena_alloc(&mem, sizeof *article);
    struct document *doc = arena_alloc(&mem, sizeof *doc);
    struct record record;

    *article = (struct article){ .body = text_c(body) };
    assert_int_equal(article_split_paragraphs(article->body, 0, &mem, article), PRISCUS_OK);
    assert_int_equal(document_read(reader, article, &mem, doc, NULL), PRISCUS_OK);
    assert_int_equal(record_read(doc, knowledge, &networks, &mem, &record, NULL), PRISCUS_OK);
    return record;
}

static const char
    one[] = "Ukraine rejected a ceasefire, and Russia will talk only if Kyiv withdraws its troops.",
    two[] = "Egypt called for a truce. Ukraine rejected a ceasefire, and Russia will talk only if Kyiv withdraws its "
            "troops. Iran has not ruled out talks with the United States.";

static void all_that_was_seen_is_looked_at(void **state)
{
    struct record r = read_text(two);

    (void)state;
    assert_true(r.n_positions >= 4);
    for (size_t i = 0; i < r.n_positions; i++) {
        const struct position_scores *s = &r.positions[i].scores;

        assert_true(s->check > 0 && s->check < 1 && s->nothing > 0 && s->check + s->nothing <= 1.0001f);
        for (size_t k = 0; k < i; k++) /* one party, issue and side: one answer */
            if (r.positions[k].sentence.begin == r.positions[i].sentence.begin &&
                r.positions[k].party.ptr == r.positions[i].party.ptr &&
                r.positions[k].issue.ptr == r.positions[i].issue.ptr)
                assert_true(r.positions[k].scores.nothing == s->nothing);
    }
}

static const struct position *find(const struct record *r, const char *party, const char *issue)
{
    for (size_t i = 0; i < r->n_positions; i++)
        if (text_is(r->positions[i].party, party) && text_is(r->positions[i].issue, issue))
            return &r->positions[i];
    fail_msg("no %s %s", party, issue);
    return NULL;
}

static void other_sentences_make_no_difference(void **state)
{
    struct record a = read_text(one), b = read_text(two);

    (void)state;
    assert_true(find(&a, "UKR", "ceasefire")->scores.nothing == find(&b, "UKR", "ceasefire")->scores.nothing);
    assert_true(find(&a, "RUS", "talks")->scores.nothing == find(&b, "RUS", "talks")->scores.nothing);
}

static void all_kernels_give_the_same_to_the_last_bit(void **state)
{
    struct record first = { 0 };

    (void)state;
    for (int k = PRODUCT_PLAIN; k < PRODUCT_KERNELS; k++) {
        struct record r;

        if (!product_force((enum product_kernel)k))
            continue;
        r = read_text(two);
        if (!first.n_positions)
            first = r;
        assert_int_equal(r.n_positions, first.n_positions);
        for (size_t i = 0; i < r.n_positions; i++) {
            assert_memory_equal(&r.positions[i].scores.check, &first.positions[i].scores.check, sizeof(float));
            assert_memory_equal(&r.positions[i].sure, &first.positions[i].sure, sizeof(float));
        }
    }
    product_unforce();
}

/* A sentence that is there to make a reader work, and one of more runs than are looked at. */
static void of_many_parties_the_first_are_looked_at(void **state)
{
    static char body[1 << 15];
    static const char *const parties[] = { "Norway", "Sweden", "Peru",  "Chile",  "Ghana", "Kenya",  "Spain",
                                           "Italy",  "Japan",  "Nepal", "Fiji",   "Malta", "Cyprus", "Latvia",
                                           "Poland", "Greece", "Egypt", "Jordan", "Oman",  "Qatar" };
    struct record r;
    size_t looked_at = 0, n = 0;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(parties); i++)
        n += (size_t)snprintf(body + n, sizeof body - n, "%s%s", i ? " and " : "", parties[i]);
    snprintf(body + n, sizeof body - n, " rejected a ceasefire.");
    r = read_text(body);
    for (size_t i = 0; i < r.n_positions; i++)
        looked_at += r.positions[i].scores.check > 0;
    assert_true(r.n_positions > CHECKS_MAX);
    assert_int_equal(looked_at, CHECKS_MAX);

    n = (size_t)snprintf(body, sizeof body, "Norway rejected a ceasefire with ");
    while (n < 9000)
        n += (size_t)snprintf(body + n, sizeof body - n, "a-b-c-d-e-f-g-h-i-j-");
    snprintf(body + n, sizeof body - n, ".");
    r = read_text(body);
    for (size_t i = 0; i < r.n_positions; i++)
        assert_true(r.positions[i].scores.check >= 0);
}

/* Of a text that is there to make a reader work, too. */
static void of_a_long_text_the_first_are_looked_at(void **state)
{
    static char body[40 * (CHECKS_TEXT_MAX + 100)];
    struct record r;
    size_t looked_at = 0, n = 0;

    (void)state;
    for (size_t i = 0; i < CHECKS_TEXT_MAX + 50; i++)
        n += (size_t)snprintf(body + n, sizeof body - n, "Norway rejected talks.\n");
    r = read_text(body);
    for (size_t i = 0; i < r.n_positions; i++)
        looked_at += r.positions[i].scores.check > 0;
    assert_int_equal(r.n_positions, CHECKS_TEXT_MAX + 50);
    assert_int_equal(looked_at, CHECKS_TEXT_MAX);
}

/* Without it, and with one that is cut short. */
static void the_section_is_looked_at_first(void **state)
{
    struct priscus_error err = { 0 };
    struct position_check *c = NULL;
    struct model model;
    struct model_part parts[MODEL_SECTIONS_MAX];
    struct language *broken;
    size_t n = 0;

    (void)state;
    assert_int_equal(position_check_new(test_language(), &c, &err), PRISCUS_OK);
    assert_null(c);
    assert_int_equal(model_open(encoder_path, &model, &err), PRISCUS_OK);
    for (size_t i = 0; i < model_sections(&model); i++) {
        const char *name = model_section_name(&model, i);
        struct text bytes = model_section(&model, name);

        parts[n++] =
            (struct model_part){ name, text_of(bytes.ptr, bytes.len - (strcmp(name, CHECK_SECTION) ? 0 : 64)) };
    }
    unlink(encoder_path);
    assert_int_equal(model_save(encoder_path, parts, n, &err), PRISCUS_OK);
    model_close(&model);
    assert_int_equal(language_find(model_path, LANGUAGE_FULL, &broken, &err), PRISCUS_OK);
    assert_int_equal(position_check_new(broken, &c, &err), PRISCUS_EINPUT);
    assert_non_null(strstr(err.message, CHECK_SECTION));
    language_close(broken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_was_seen_is_looked_at),
        cmocka_unit_test(other_sentences_make_no_difference),
        cmocka_unit_test(all_kernels_give_the_same_to_the_last_bit),
        cmocka_unit_test(of_many_parties_the_first_are_looked_at),
        cmocka_unit_test(of_a_long_text_the_first_are_looked_at),
        cmocka_unit_test(the_section_is_looked_at_first),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
