/* Tests of include/priscus.h: pages in, lines of JSON out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "priscus.h"

static const char *const world_agenda[] = { SAMPLES_FOLDER "/world.agenda" };
static const char *const world_roster[] = { SAMPLES_FOLDER "/world.roster" };
static const struct priscus_config world = { world_agenda, 1, world_roster, 1 };

static const char said[] = "Veshkar rejects a ceasefire, Foreign Minister Rada Volshin said on 3 May 2031.";

/* Lines as they come, up to a number of them. */
struct lines {
    char *text[8];
    size_t n, limit;
};

static int gather(void *context, const char *json, size_t size)
{
    struct lines *lines = context;

    assert_true(lines->n < sizeof lines->text / sizeof *lines->text);
    assert_null(memchr(json, '\n', size));
    lines->text[lines->n++] = strndup(json, size);
    return lines->limit && lines->n == lines->limit;
}

static void forget(struct lines *lines)
{
    for (size_t i = 0; i < lines->n; i++)
        free(lines->text[i]);
    *lines = (struct lines){ 0 };
}

static struct priscus *open_world(void)
{
    struct priscus *p = NULL;
    struct priscus_error err;

    if (priscus_open(&world, &p, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return p;
}

static priscus_status read_text(const struct priscus *p, const char *text, enum priscus_from from, struct lines *lines,
                                struct priscus_error *err)
{
    const struct priscus_input input = { text, strlen(text), "said.txt", from };

    return priscus_read(p, &input, gather, lines, err);
}

static void the_built_in_agenda_and_roster_are_good(void **state)
{
    struct priscus *p = NULL;
    struct priscus_error err;

    (void)state;
    if (priscus_open(NULL, &p, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    priscus_close(p);
    priscus_close(NULL);
}

static void a_page_gives_a_line_of_json(void **state)
{
    struct priscus *p = open_world();
    struct lines lines = { 0 };
    json_t *page;

    (void)state;
    assert_int_equal(read_text(p, said, PRISCUS_FROM_TEXT, &lines, NULL), PRISCUS_OK);
    assert_int_equal(lines.n, 1);
    page = json_loads(lines.text[0], 0, NULL);
    assert_non_null(page);
    assert_string_equal(json_string_value(json_object_get(page, "file")), "said.txt");
    assert_string_equal(json_string_value(json_object_get(page, "body")), said);
    assert_int_equal(json_array_size(json_object_get(page, "statements")), 1);
    json_decref(page);
    forget(&lines);
    priscus_close(p);
}

static void json_lines_go_on_behind_a_bad_one(void **state)
{
    struct priscus *p = open_world();
    struct lines lines = { 0 };
    struct priscus_error err = { 0 };

    (void)state;
    assert_int_equal(
        read_text(p, "{\"text\": \"One.\"}\n{\"text\": \n{\"text\": \"Three.\"}\n", PRISCUS_FROM_JSONL, &lines, &err),
        PRISCUS_EINPUT);
    assert_int_equal(lines.n, 2);
    assert_non_null(strstr(err.message, "said.txt:2"));
    forget(&lines);
    priscus_close(p);
}

static void the_callback_may_end_the_reading(void **state)
{
    struct priscus *p = open_world();
    struct lines lines = { .limit = 1 };

    (void)state;
    assert_int_equal(read_text(p, "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n", PRISCUS_FROM_JSONL, &lines, NULL),
                     PRISCUS_OK);
    assert_int_equal(lines.n, 1);
    forget(&lines);
    priscus_close(p);
}

static void what_is_no_page_is_said(void **state)
{
    struct priscus *p = open_world();
    struct lines lines = { 0 };
    struct priscus_error err = { 0 };

    (void)state;
    assert_int_equal(read_text(p, "", PRISCUS_FROM_AUTO, &lines, &err), PRISCUS_EINPUT);
    assert_non_null(strstr(err.message, "said.txt"));
    assert_int_equal(read_text(p, "", PRISCUS_FROM_AUTO, &lines, NULL), PRISCUS_EINPUT);
    assert_int_equal(priscus_read(p,
                                  &(struct priscus_input){ "\x7f"
                                                           "ELF\0",
                                                           5, NULL, PRISCUS_FROM_AUTO },
                                  gather, &lines, &err),
                     PRISCUS_EINPUT);
    assert_int_equal(lines.n, 0);
    priscus_close(p);
}

static void wrong_use_is_an_error_not_a_crash(void **state)
{
    struct priscus *p = open_world();
    struct lines lines = { 0 };
    const struct priscus_input input = { said, strlen(said), NULL, PRISCUS_FROM_TEXT };
    struct priscus_input odd = input;

    (void)state;
    assert_int_equal(priscus_open(NULL, NULL, NULL), PRISCUS_EUSAGE);
    assert_int_equal(priscus_read(NULL, &input, gather, &lines, NULL), PRISCUS_EUSAGE);
    assert_int_equal(priscus_read(p, NULL, gather, &lines, NULL), PRISCUS_EUSAGE);
    assert_int_equal(priscus_read(p, &input, NULL, &lines, NULL), PRISCUS_EUSAGE);
    odd.bytes = NULL;
    assert_int_equal(priscus_read(p, &odd, gather, &lines, NULL), PRISCUS_EUSAGE);
    odd = input;
    odd.from = (enum priscus_from)99;
    assert_int_equal(priscus_read(p, &odd, gather, &lines, NULL), PRISCUS_EUSAGE);
    assert_int_equal(lines.n, 0);
    priscus_close(p);
}

static void a_config_that_cannot_be_read_is_named(void **state)
{
    static const char *const none[] = { "no/such.agenda" };
    const struct priscus_config config = { .agendas = none, .n_agendas = 1 };
    struct priscus *p = (struct priscus *)&config;
    struct priscus_error err = { 0 };

    (void)state;
    assert_true(priscus_open(&config, &p, &err) < 0);
    assert_null(p);
    assert_non_null(strstr(err.message, "no/such.agenda"));
}

static void *read_many(void *context)
{
    const struct priscus *p = context;
    struct lines lines = { 0 };

    for (int i = 0; i < 50; i++) {
        if (read_text(p, said, PRISCUS_FROM_TEXT, &lines, NULL) != PRISCUS_OK || lines.n != 1)
            return "failed";
        if (i < 49)
            forget(&lines);
    }
    return lines.text[0];
}

static void several_threads_may_share_it(void **state)
{
    struct priscus *p = open_world();
    pthread_t threads[4];
    void *got[4];

    (void)state;
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_many, p), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], &got[i]);
    for (int i = 0; i < 4; i++) {
        assert_string_not_equal(got[i], "failed");
        assert_string_equal(got[i], got[0]);
    }
    for (int i = 0; i < 4; i++)
        free(got[i]);
    priscus_close(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_built_in_agenda_and_roster_are_good),
        cmocka_unit_test(a_page_gives_a_line_of_json),
        cmocka_unit_test(json_lines_go_on_behind_a_bad_one),
        cmocka_unit_test(the_callback_may_end_the_reading),
        cmocka_unit_test(what_is_no_page_is_said),
        cmocka_unit_test(wrong_use_is_an_error_not_a_crash),
        cmocka_unit_test(a_config_that_cannot_be_read_is_named),
        cmocka_unit_test(several_threads_may_share_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
