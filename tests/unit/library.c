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

static const struct priscus_file world_agenda = { SAMPLES_FOLDER "/world.agenda", NULL, 0 };
static const struct priscus_file world_roster = { SAMPLES_FOLDER "/world.roster", NULL, 0 };
static const struct priscus_config world = { sizeof world, &world_agenda, 1, &world_roster, 1, NULL };

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
    const struct priscus_input input = {
        .struct_size = sizeof input, .bytes = text, .size = strlen(text), .name = "said.txt", .from = from
    };

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

/* Text to read, and how much of it: up to the last blank within the limit, or the last character. */
static void a_page_is_read_up_to_its_limit(void **state)
{
    static char text[6000];
    struct priscus_input input = {
        .struct_size = sizeof input, .bytes = text, .size = sizeof text, .from = PRISCUS_FROM_TEXT
    };
    struct priscus *p = open_world();

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i < 3000 || i == 4000 ? ' ' : 'a';
    for (size_t limit = 0; limit < 3000; limit += limit ? 1000 : 1024) {
        struct lines lines = { 0 };

        input.page_limit = limit;
        assert_int_equal(priscus_read(p, &input, gather, &lines, NULL), PRISCUS_OK);
        assert_int_equal(lines.n, 1);
        assert_true((strstr(lines.text[0], "\"unsure\": true") != NULL) == (limit != 0));
        assert_non_null(strstr(lines.text[0], limit == 0      ? "\"body\": [3000, 6000]"
                                              : limit == 1024 ? "\"body\": [3000, 4000]"
                                                              : "\"body\": [3000, 5024]"));
        forget(&lines);
    }
    input.page_limit = 1000;
    assert_int_equal(priscus_read(p, &input, gather, &(struct lines){ 0 }, NULL), PRISCUS_EUSAGE);
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
    static const struct priscus_input binary = { .struct_size = sizeof binary, .bytes = "\x7f\x45LF\0", .size = 5 };
    struct priscus *p = open_world();
    struct lines lines = { 0 };
    struct priscus_error err = { 0 };

    (void)state;
    assert_int_equal(read_text(p, "", PRISCUS_FROM_AUTO, &lines, &err), PRISCUS_EINPUT);
    assert_non_null(strstr(err.message, "said.txt"));
    assert_int_equal(read_text(p, "", PRISCUS_FROM_AUTO, &lines, NULL), PRISCUS_EINPUT);
    assert_int_equal(priscus_read(p, &binary, gather, &lines, &err), PRISCUS_EINPUT);
    assert_int_equal(lines.n, 0);
    priscus_close(p);
}

static void wrong_use_is_an_error_not_a_crash(void **state)
{
    struct priscus *p = open_world();
    struct lines lines = { 0 };
    const struct priscus_input input = {
        .struct_size = sizeof input, .bytes = said, .size = strlen(said), .from = PRISCUS_FROM_TEXT
    };
    struct priscus_input odd = input;
    struct priscus_reader *reader = (struct priscus_reader *)&odd;
    const char *json;

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
    odd = input;
    odd.fetched = "last Tuesday";
    assert_int_equal(priscus_read(p, &odd, gather, &lines, NULL), PRISCUS_EUSAGE);
    odd = input;
    odd.map = "headline";
    assert_int_equal(priscus_read(p, &odd, gather, &lines, NULL), PRISCUS_EUSAGE);
    assert_int_equal(priscus_reader_open(NULL, &input, &reader, NULL), PRISCUS_EUSAGE);
    assert_null(reader);
    assert_int_equal(priscus_reader_open(p, &input, NULL, NULL), PRISCUS_EUSAGE);
    assert_int_equal(priscus_reader_next(NULL, &json, NULL, NULL), PRISCUS_EUSAGE);
    assert_int_equal(priscus_reader_open(p, &input, &reader, NULL), PRISCUS_OK);
    assert_int_equal(priscus_reader_next(reader, NULL, NULL, NULL), PRISCUS_EUSAGE);
    priscus_reader_close(reader);
    priscus_reader_close(NULL);
    assert_int_equal(lines.n, 0);
    priscus_close(p);
}

static void a_config_that_cannot_be_read_is_named(void **state)
{
    static const struct priscus_file none = { "no/such.agenda", NULL, 0 }, nameless = { NULL, "issue talks\n", 12 };
    struct priscus_config config = { sizeof config, &none, 1, NULL, 0, NULL };
    struct priscus *p = (struct priscus *)&config;
    struct priscus_error err = { 0 };

    (void)state;
    assert_true(priscus_open(&config, &p, &err) < 0);
    assert_null(p);
    assert_non_null(strstr(err.message, "no/such.agenda"));
    config.agendas = NULL;
    assert_int_equal(priscus_open(&config, &p, &err), PRISCUS_EUSAGE);
    config.agendas = &nameless;
    assert_int_equal(priscus_open(&config, &p, &err), PRISCUS_EUSAGE);
}

static void agenda_and_roster_may_lie_in_memory(void **state)
{
    static const char agenda[] =
        "agenda fish\nversion 1\n\nissue quota\n  for a limit to catches\n  words fishing quota; quota\n";
    static const char roster[] = "roster coast\nversion 1\n\nparty NRH state\n  name Norhaven\n";
    const struct priscus_file a = { "quota.agenda", agenda, sizeof agenda - 1 };
    const struct priscus_file r = { "coast.roster", roster, sizeof roster - 1 };
    const struct priscus_file wrong = { "quota.agenda", "agenda fish\nissu quota\n", 23 };
    struct priscus_config config = { sizeof config, &a, 1, &r, 1, NULL };
    struct lines lines = { 0 };
    struct priscus_error err = { 0 };
    struct priscus *p;

    (void)state;
    if (priscus_open(&config, &p, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    assert_int_equal(read_text(p, "Norhaven rejects the fishing quota.", PRISCUS_FROM_TEXT, &lines, NULL), PRISCUS_OK);
    assert_int_equal(lines.n, 1);
    assert_non_null(strstr(lines.text[0], "\"party\": \"NRH\", \"issue\": \"quota\", \"stance\": \"rejects\""));
    forget(&lines);
    priscus_close(p);

    config.agendas = &wrong;
    assert_int_equal(priscus_open(&config, &p, &err), PRISCUS_ECONFIG);
    assert_non_null(strstr(err.message, "quota.agenda:2"));
}

static void structures_say_how_large_they_are(void **state)
{
    struct {
        struct priscus_config known;
        const char *of_a_later_version;
    } later = { { sizeof later, NULL, 0, NULL, 0, NULL }, NULL };
    struct priscus_config config = { 0 };
    struct priscus *p;
    struct priscus_error err = { 0 };

    (void)state;
    assert_string_equal(priscus_version(), PRISCUS_VERSION);
    assert_int_equal(priscus_open(&config, &p, &err), PRISCUS_EUSAGE);
    assert_non_null(strstr(err.message, "struct_size"));
    config.struct_size = (size_t)-1;
    assert_int_equal(priscus_open(&config, &p, &err), PRISCUS_EUSAGE);
    config.struct_size = sizeof config;
    config.model = "no/such.model";
    assert_int_equal(priscus_open(&config, &p, &err), PRISCUS_EUSAGE); /* no such model */
    config.struct_size = offsetof(struct priscus_config, model);       /* as a version had it that knew of no model */
    assert_int_equal(priscus_open(&config, &p, &err), PRISCUS_OK);
    priscus_close(p);
    assert_int_equal(priscus_open(&later.known, &p, &err), PRISCUS_OK); /* what it does not ask for is no matter */
    priscus_close(p);
    later.of_a_later_version = "something";
    assert_int_equal(priscus_open(&later.known, &p, &err), PRISCUS_EVERSION);
    assert_null(p);
}

static void lines_may_be_asked_for_one_by_one(void **state)
{
    static const char text[] = "{\"text\": \"One.\"}\n{\"text\": \n{\"text\": \"Three.\"}\n";
    const struct priscus_input input = {
        .struct_size = sizeof input, .bytes = text, .size = sizeof text - 1, .name = "x", .from = PRISCUS_FROM_JSONL
    };
    struct priscus *p = open_world();
    struct priscus_reader *reader;
    struct priscus_error err = { 0 };
    const char *json;
    size_t size;

    (void)state;
    assert_int_equal(priscus_reader_open(p, &input, &reader, NULL), PRISCUS_OK);
    assert_int_equal(priscus_reader_next(reader, &json, &size, &err), PRISCUS_OK);
    assert_int_equal(strlen(json), size);
    assert_non_null(strstr(json, "One."));
    assert_int_equal(priscus_reader_next(reader, &json, &size, &err), PRISCUS_EINPUT);
    assert_non_null(strstr(err.message, "x:2"));
    assert_null(json);
    assert_int_equal(priscus_reader_next(reader, &json, NULL, &err), PRISCUS_OK);
    assert_non_null(strstr(json, "Three."));
    assert_int_equal(priscus_reader_next(reader, &json, &size, &err), PRISCUS_DONE);
    assert_int_equal(priscus_reader_next(reader, &json, &size, &err), PRISCUS_DONE);
    priscus_reader_close(reader);
    priscus_close(p);
}

static void what_is_known_of_an_input_is_used(void **state)
{
    static const char html[] =
        "<html><body><article><h1>Talks resume</h1><p>Published 2 days ago</p>"
        "<p>\xA9iman Brook said the two coasts will meet again in the spring, and that nothing else "
        "was agreed on Monday.</p></article></body></html>";
    const struct priscus_input input = { .struct_size = sizeof input,
                                         .bytes = html,
                                         .size = sizeof html - 1,
                                         .name = "x.html",
                                         .from = PRISCUS_FROM_HTML,
                                         .fetched = "2031-05-03",
                                         .charset = "iso-8859-2" };
    struct priscus *p = open_world();
    struct lines lines = { 0 };

    (void)state;
    assert_int_equal(priscus_read(p, &input, gather, &lines, NULL), PRISCUS_OK);
    assert_int_equal(lines.n, 1);
    assert_non_null(strstr(lines.text[0], "\"published\": \"2031-05-01\""));
    assert_non_null(strstr(lines.text[0], "\xC5\xA0iman Brook"));
    forget(&lines);
    priscus_close(p);
}

static void without_bytes_a_file_or_a_folder_is_read(void **state)
{
    const struct priscus_input file = { .struct_size = sizeof file, .name = SAMPLES_FOLDER "/pages/no-such-page.html" };
    struct priscus_input folder = { .struct_size = sizeof folder, .name = SAMPLES_FOLDER "/pages" };
    struct priscus *p = open_world();
    struct priscus_reader *reader;
    struct priscus_error err = { 0 };
    struct lines lines = { 0 };
    const char *json;
    size_t n = 0;

    (void)state;
    assert_int_equal(priscus_reader_open(p, &folder, &reader, NULL), PRISCUS_OK);
    while (priscus_reader_next(reader, &json, NULL, NULL) == PRISCUS_OK)
        n++;
    assert_int_equal(n, 30);
    priscus_reader_close(reader);
    assert_int_equal(priscus_read(p, &file, gather, &lines, &err), PRISCUS_EIO);
    assert_non_null(strstr(err.message, "no-such-page.html"));
    priscus_close(p);
}

/* ---- threads -------------------------------------------------------------------------------------------- */

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
        cmocka_unit_test(a_page_is_read_up_to_its_limit),
        cmocka_unit_test(json_lines_go_on_behind_a_bad_one),
        cmocka_unit_test(the_callback_may_end_the_reading),
        cmocka_unit_test(what_is_no_page_is_said),
        cmocka_unit_test(wrong_use_is_an_error_not_a_crash),
        cmocka_unit_test(a_config_that_cannot_be_read_is_named),
        cmocka_unit_test(agenda_and_roster_may_lie_in_memory),
        cmocka_unit_test(structures_say_how_large_they_are),
        cmocka_unit_test(lines_may_be_asked_for_one_by_one),
        cmocka_unit_test(what_is_known_of_an_input_is_used),
        cmocka_unit_test(without_bytes_a_file_or_a_folder_is_read),
        cmocka_unit_test(several_threads_may_share_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
