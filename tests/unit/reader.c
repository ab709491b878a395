/* reader.c - the pipeline: the same ledger and the same lines, whatever the number of threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "known.h"
#include "ledger/sqlite/sqlite_ledger.h"
#include "reader/queue.h"
#include "reader/reader.h"
#include "reading/reading.h"

#define PAGES 120

static const char agenda_text[] = "agenda fisheries\ntitle Fishing rights\nversion 1\n"
                                  "issue quota\n  for a yearly catch\n  words catch quota\n";
static const char roster_text[] = "roster coasts\nversion 1\nparty VEL state\n  name Velmark\n  adjective Velmarkian\n"
                                  "  capital Estholm\n  person Ilse Brandt | president | 2019 |\n";

static struct knowledge *knowledge;
static const unsigned many[] = { 1, 2, 8 };

static int set_up(void **state)
{
    struct knowledge_file a = { "fisheries.agenda", text_c(agenda_text) }, r = { "coasts.roster", text_c(roster_text) };
    struct priscus_error err;

    (void)state;
    setenv("PRISCUS_NOW", "2031-06-01T12:00:00Z", 1);
    return knowledge_open(test_language(), &a, 1, &r, 1, &knowledge, &err);
}

static int tear_down(void **state)
{
    (void)state;
    knowledge_close(knowledge);
    return 0;
}

/* JSON lines: articles of very different sizes, every 30th page a twin of the one 20 before, every 25th no JSON. */
static char *input(size_t pages, size_t *bad)
{
    struct buffer b = { 0 };

    *bad = 0;
    for (size_t i = 0; i < pages; i++) {
        size_t n = i % 30 == 29 ? i - 20 : i;

        if (i % 25 == 24) {
            buffer_format(&b, "{\"id\": \"broken %zu\", \"text\": \n", i);
            (*bad)++;
            continue;
        }
        buffer_format(&b, "{\"id\": \"%zu\", \"outlet\": \"Post\", \"published\": \"2031-05-%02zu\", \"text\": \"", n,
                      n % 28 + 1);
        for (size_t k = 0; k <= n * 7 % 23; k++)
            buffer_format(&b,
                          "Velmark rejects a catch quota of %zu tons, Ilse Brandt said on Monday. "
                          "\\\"We will accept a catch quota,\\\" Brandt told reporters.\\n\\n",
                          n * 100 + k);
        buffer_c(&b, "\"}\n");
    }
    return b.ptr;
}

/* What a run told its caller, in one text. */
struct told {
    struct buffer lines, failures, names;
    size_t stop_at, refuse_at; /* so many pages, so many lines; 0: never */
    volatile sig_atomic_t stop;
    size_t taken;
};

static int take_line(void *context, const char *json, size_t size)
{
    struct told *told = context;

    if (told->refuse_at && told->taken++ == told->refuse_at)
        return 1;
    buffer_add(&told->lines, json, size);
    buffer_char(&told->lines, '\n');
    return 0;
}

static void take_failure(void *context, const struct priscus_error *err)
{
    buffer_format(&((struct told *)context)->failures, "%s\n", err->message);
}

static void take_progress(void *context, size_t pages, struct text name)
{
    struct told *told = context;

    buffer_format(&told->names, "%zu %.*s\n", pages, (int)name.len, name.ptr);
    if (told->stop_at && pages == told->stop_at)
        told->stop = 1;
}

static void told_release(struct told *told)
{
    buffer_release(&told->lines);
    buffer_release(&told->failures);
    buffer_release(&told->names);
    *told = (struct told){ 0 };
}

static priscus_status run(const char *bytes, unsigned jobs, struct ledger *ledger, struct told *told,
                          struct reader_result *result, struct priscus_error *err)
{
    struct page_source_options how = { .from = PRISCUS_FROM_JSONL, .fetched = { .zone = DATE_NO_ZONE } };
    struct reader_options options = { .jobs = jobs,
                                      .knowledge = knowledge,
                                      .ledger = ledger,
                                      .line = take_line,
                                      .line_context = told,
                                      .failed = take_failure,
                                      .progress = take_progress,
                                      .context = told,
                                      .stop = &told->stop };
    struct page_source *source;
    priscus_status status;

    assert_int_equal(page_source_open_bytes(&how, text_c("made.jsonl"), text_c(bytes), &source, err), PRISCUS_OK);
    status = reader_run(source, &options, result, err);
    page_source_close(source);
    return status;
}

/* All but how many commits there were: pages are committed second by second, however fast they come. */
static int keep_row(void *context, const struct ledger_row *row)
{
    static const char *const of_commits[] = { "commits", "last_commit", "head" };

    for (size_t i = 0; row->values && i < COUNT_OF(of_commits); i++)
        if (row->values[0] && strcmp(row->values[0], of_commits[i]) == 0)
            return 0;
    for (size_t i = 0; row->values && i < row->n; i++)
        buffer_format(context, "%s|", row->values[i] ? row->values[i] : "");
    buffer_char(context, '\n');
    return 0;
}

static char *ask_everything(struct ledger *ledger)
{
    struct ledger_filter filter = { .words = "quota" };
    struct buffer all = { 0 };

    for (int q = LEDGER_POSITIONS; q <= LEDGER_PAGES; q++)
        assert_int_equal(ledger_ask(ledger, (enum ledger_question)q, &filter, keep_row, &all, NULL), PRISCUS_OK);
    return all.ptr;
}

static struct ledger *memory_ledger(void)
{
    struct ledger *ledger;

    assert_int_equal(ledger_open(NULL, LEDGER_WRITE, &ledger, NULL), PRISCUS_OK);
    return ledger;
}

static void lines_and_failures_come_in_the_order_of_the_input(void **state)
{
    struct told first = { 0 };
    size_t bad;
    char *bytes = input(PAGES, &bad);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(many); i++) {
        struct told told = { 0 };
        struct reader_result result;
        struct priscus_error err = { 0 };

        assert_int_equal(run(bytes, many[i], NULL, &told, &result, &err), PRISCUS_OK);
        assert_int_equal(result.pages, PAGES - bad);
        assert_int_equal(result.failed, bad);
        assert_false(result.stopped);
        assert_true(result.statements >= PAGES);
        if (i == 0) {
            first = told;
            continue;
        }
        assert_string_equal(first.lines.ptr, told.lines.ptr);
        assert_string_equal(first.failures.ptr, told.failures.ptr);
        assert_string_equal(first.names.ptr, told.names.ptr);
        told_release(&told);
    }
    told_release(&first);
    free(bytes);
}

static void ledgers_answer_the_same_whatever_the_number_of_jobs(void **state)
{
    char *first = NULL;
    size_t bad;
    char *bytes = input(PAGES, &bad);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(many); i++) {
        struct ledger *ledger = memory_ledger();
        struct told told = { 0 };
        struct reader_result result;
        struct priscus_error err = { 0 };
        char *got;

        assert_int_equal(run(bytes, many[i], ledger, &told, &result, &err), PRISCUS_OK);
        assert_int_equal(result.pages, PAGES - bad);
        assert_int_equal(result.added + result.known, result.pages);
        assert_true(result.known >= 2); /* the twins */
        told_release(&told);
        /* Again: all is known, nothing is added, the answers stay. */
        assert_int_equal(run(bytes, many[i], ledger, &told, &result, &err), PRISCUS_OK);
        assert_int_equal(result.added, 0);
        assert_int_equal(result.known, PAGES - bad);
        got = ask_everything(ledger);
        if (first)
            assert_string_equal(first, got);
        else
            first = strdup(got);
        free(got);
        told_release(&told);
        assert_int_equal(ledger_close(ledger, NULL), PRISCUS_OK);
    }
    free(first);
    free(bytes);
}

static void a_stop_ends_behind_the_page_being_written(void **state)
{
    size_t bad;
    char *bytes = input(PAGES, &bad);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(many); i++) {
        struct ledger *ledger = memory_ledger();
        struct told told = { .stop_at = 7 };
        struct reader_result result;
        struct priscus_error err = { 0 };

        assert_int_equal(run(bytes, many[i], ledger, &told, &result, &err), PRISCUS_OK);
        assert_true(result.stopped);
        assert_int_equal(result.pages, 7);
        assert_non_null(strstr(told.names.ptr, result.last));
        told_release(&told);
        /* What was written stands; the rest comes with the next run. */
        assert_int_equal(run(bytes, many[i], ledger, &told, &result, &err), PRISCUS_OK);
        assert_false(result.stopped);
        assert_true(result.known >= 7);
        told_release(&told);
        ledger_close(ledger, NULL);
    }
    free(bytes);
}

static void an_output_that_takes_no_more_ends_the_run(void **state)
{
    size_t bad;
    char *bytes = input(PAGES, &bad);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(many); i++) {
        struct told told = { .refuse_at = 5 };
        struct reader_result result;
        struct priscus_error err = { 0 };

        assert_int_equal(run(bytes, many[i], NULL, &told, &result, &err), PRISCUS_EIO);
        assert_int_equal(result.pages, 5);
        told_release(&told);
    }
    free(bytes);
}

static void a_ledger_that_fails_ends_the_run_and_says_why(void **state)
{
    size_t bad;
    char *bytes = input(PAGES, &bad);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(many); i++) {
        struct ledger *ledger = memory_ledger();
        struct told told = { 0 };
        struct reader_result result;
        struct priscus_error err = { 0 };

        sqlite3_exec(ledger->db, "PRAGMA max_page_count = 50", NULL, NULL, NULL);
        assert_int_equal(run(bytes, many[i], ledger, &told, &result, &err), PRISCUS_ELEDGER);
        assert_non_null(strstr(err.message, "no room"));
        assert_true(result.pages < PAGES - bad);
        told_release(&told);
        ledger_close(ledger, NULL);
    }
    free(bytes);
}

static void no_input_is_a_run_without_pages(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(many); i++) {
        struct told told = { 0 };
        struct reader_result result;
        struct priscus_error err = { 0 };

        assert_int_equal(run("", many[i], NULL, &told, &result, &err), PRISCUS_OK);
        assert_int_equal(result.pages, 0);
        told_release(&told);
    }
}

/* ---- the line ---------------------------------------------------------------------------- */

static void a_line_says_what_the_page_said(void **state)
{
    struct arena mem = { 0 };
    struct page page = { .name = text_c("x/a.txt"),
                         .from = PRISCUS_FROM_TEXT,
                         .bytes = text_c("Velmark rejects a catch quota, Ilse Brandt said.") };
    struct reading r = { .page = page };
    static const uint16_t rules[] = { 1 };
    struct statement st = { .kind = STATEMENT_INDIRECT,
                            .source = { 31, 42 },
                            .cue = { 43, 47 },
                            .content = { { 0, 29 } },
                            .n_content = 1,
                            .speaker = text_c("Ilse Brandt"),
                            .party = text_c("VEL"),
                            .inside = -1,
                            .chain = { { CHAIN_SPEAKER, text_c("Ilse Brandt"), { 31, 42 } } },
                            .n_chain = 1 };
    struct position p = { .statement = -1,
                          .sentence = { 0, 48 },
                          .words = { 8, 29 },
                          .party = text_c("VEL"),
                          .issue = text_c("quota"),
                          .stance = STANCE_REJECTS,
                          .said_on = date_day(2031, 5, 2),
                          .rules = rules,
                          .n_rules = 1 };
    struct buffer b = { 0 };

    (void)state;
    r.article.body = page.bytes;
    assert_int_equal(article_split_paragraphs(r.article.body, 0, &mem, &r.article), PRISCUS_OK);
    r.record = (struct record){ &st, 1, &p, 1 };
    reading_json(&r, knowledge, &b);
    assert_string_equal(
        b.ptr,
        "{\"file\": \"x/a.txt\", \"id\": \"a-a2be3a3190c0\", \"title\": null, \"outlet\": null, \"byline\": null, "
        "\"agencies\": [], \"agencies_for\": [], "
        "\"published\": null, \"published_precision\": null, \"language\": null, "
        "\"body\": \"Velmark rejects a catch quota, Ilse Brandt said.\", "
        "\"statements\": [{\"id\": \"s-719a65654251\", \"kind\": \"indirect\", \"source\": [[31, 42]], \"cue\": [[43, "
        "47]], "
        "\"content\": [[0, 29]], \"speaker\": \"Ilse Brandt\", \"person\": null, \"party\": \"VEL\", "
        "\"chain\": [{\"role\": \"speaker\", \"name\": \"Ilse Brandt\", \"words\": \"Ilse Brandt\"}], \"occasion\": "
        "null, "
        "\"said_on\": null, \"said_on_precision\": null, \"inside\": null, \"addressee\": null}], "
        "\"positions\": [{\"id\": \"p-35d6664cb1e4\", \"statement\": null, "
        "\"sentence\": \"Velmark rejects a catch quota, Ilse Brandt said.\", \"text\": \"rejects a catch quota\", "
        "\"span\": [8, 29], \"speaker\": null, \"person\": null, \"party\": \"VEL\", \"issue\": \"quota\", "
        "\"stance\": \"rejects\", \"condition\": null, \"counterpart\": null, \"said_on\": \"2031-05-02\", "
        "\"said_on_precision\": \"day\", "
        "\"last_known\": false, \"by_other\": false, \"sure\": null}], "
        "\"paragraphs\": [{\"role\": \"body\", \"body\": [0, 48], \"page\": [0, 48]}], \"unsure\": false, \"dropped\": "
        "[], \"cited\": [], \"address\": null, \"published_given\": false}");
    buffer_release(&b);
    arena_release(&mem);
}

static void a_reading_survives_or_reports_every_failing_allocation(void **state)
{
    struct arena mem = { 0 };
    struct page page = { .name = text_c("a.txt"),
                         .from = PRISCUS_FROM_TEXT,
                         .bytes = text_c(
                             "Velmark rejects a catch quota, Ilse Brandt said on Monday.\n\n\"No,\" she said.") };
    struct analyst *analyst = analyst_new(knowledge);

    (void)state;
    assert_non_null(analyst);
    for (long k = 1;; k++) {
        struct reading r;
        struct priscus_error err = { 0 };
        priscus_status status;

        arena_reset(&mem);
        mem.fail_after = k;
        status = reading_make(&page, analyst, &mem, &r, &err);
        if (mem.fail_after > 0) {
            assert_int_equal(status, PRISCUS_OK);
            break;
        }
        if (status != PRISCUS_OK)
            assert_int_equal(status, PRISCUS_ENOMEM);
    }
    analyst_free(analyst);
    arena_release(&mem);
}

/* ---- the ring ---------------------------------------------------------------------------- */

#define ROUNDS 20000
#define RING   5

struct ring {
    struct queue queue;
    int slots[RING];
};

static void *fill_numbers(void *context)
{
    struct ring *ring = context;
    int *slot;

    for (int i = 0; i < ROUNDS && (slot = queue_fill(&ring->queue)); i++) {
        *slot = i % 3 ? i : -i; /* every third came done */
        queue_filled(&ring->queue, slot, *slot <= 0);
    }
    queue_end(&ring->queue);
    return NULL;
}

static void *negate_numbers(void *context)
{
    struct ring *ring = context;
    int *slot;

    while ((slot = queue_work(&ring->queue))) {
        *slot = -*slot;
        queue_worked(&ring->queue, slot);
    }
    return NULL;
}

static void the_ring_gives_each_slot_to_one_worker_and_keeps_the_order(void **state)
{
    struct ring ring;
    pthread_t threads[5];
    int *slot, n = 0;

    (void)state;
    assert_int_equal(queue_init(&ring.queue, ring.slots, RING, sizeof ring.slots[0]), PRISCUS_OK);
    pthread_create(&threads[0], NULL, fill_numbers, &ring);
    for (int i = 1; i < 5; i++)
        pthread_create(&threads[i], NULL, negate_numbers, &ring);
    while ((slot = queue_empty(&ring.queue))) {
        assert_int_equal(*slot, -n);
        n++;
        queue_emptied(&ring.queue, slot);
    }
    assert_int_equal(n, ROUNDS);
    for (int i = 0; i < 5; i++)
        pthread_join(threads[i], NULL);
    queue_release(&ring.queue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_and_failures_come_in_the_order_of_the_input),
        cmocka_unit_test(ledgers_answer_the_same_whatever_the_number_of_jobs),
        cmocka_unit_test(a_stop_ends_behind_the_page_being_written),
        cmocka_unit_test(an_output_that_takes_no_more_ends_the_run),
        cmocka_unit_test(a_ledger_that_fails_ends_the_run_and_says_why),
        cmocka_unit_test(no_input_is_a_run_without_pages),
        cmocka_unit_test(a_line_says_what_the_page_said),
        cmocka_unit_test(a_reading_survives_or_reports_every_failing_allocation),
        cmocka_unit_test(the_ring_gives_each_slot_to_one_worker_and_keeps_the_order),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
