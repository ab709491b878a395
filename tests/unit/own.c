/* What placing a page needs of the page alone: whoever reads the page makes of it what the linker makes of its rows, and pages find
 * the same places by either. */
#include "story/own.h"

#include "ledger_pages.h"
#include "page/source/source.h"
#include "story/linker.h"

static struct arena mem;
static struct priscus_error err;

/* ---- the samples, one after the other ---------------------------------------------------------- */

struct samples {
    struct knowledge *knowledge;
    struct page_source *source;
    struct analyst *analyst;
};

static void open_samples(struct samples *s)
{
    static const char *const inputs[] = { SAMPLES_FOLDER "/pages" };
    struct page_source_options options = { 0 };
    struct knowledge_file agenda = { "world.agenda", { 0 } }, roster = { "world.roster", { 0 } };

    assert_int_equal(file_read(SAMPLES_FOLDER "/world.agenda", 1 << 20, &mem, &agenda.text, &err), PRISCUS_OK);
    assert_int_equal(file_read(SAMPLES_FOLDER "/world.roster", 1 << 20, &mem, &roster.text, &err), PRISCUS_OK);
    assert_int_equal(knowledge_open(test_language(), &agenda, 1, &roster, 1, &s->knowledge, &err), PRISCUS_OK);
    assert_int_equal(page_source_open(&options, inputs, 1, &s->source, &err), PRISCUS_OK);
    assert_non_null(s->analyst = analyst_new(s->knowledge));
}

static bool next_sample(struct samples *s, struct arena *in, struct reading *out)
{
    struct page page;
    priscus_status status = page_source_next(s->source, in, &page, &err);

    if (status == PRISCUS_DONE)
        return false;
    assert_int_equal(status, PRISCUS_OK);
    page_set_hash(&page);
    if (reading_make(&page, s->analyst, in, out, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return true;
}

static void close_samples(struct samples *s)
{
    analyst_free(s->analyst);
    page_source_close(s->source);
    knowledge_close(s->knowledge);
    arena_release(&mem);
}

static struct linked_page as_read(const struct reading *reading)
{
    return (struct linked_page){ .hash = page_hash(&reading->page), .it = reading->article, .record = reading->record };
}

static void make_own(const struct linked_page *page, struct arena *in, struct own *out)
{
    assert_int_equal(own_of(test_language(), page, in, out, &err), PRISCUS_OK);
}

/* ---- the same ----------------------------------------------------------------------------------- */

static void assert_same_text(const struct shingled *a, const struct shingled *b)
{
    assert_int_equal(a->shingles.n, b->shingles.n);
    assert_memory_equal(a->shingles.hashes, b->shingles.hashes, a->shingles.n * sizeof *a->shingles.hashes);
    assert_int_equal(a->set.n, b->set.n);
    assert_int_equal(a->n_keys, b->n_keys);
    assert_memory_equal(a->keys, b->keys, a->n_keys * sizeof *a->keys);
}

static void assert_same_words(const struct term_words *a, const struct term_words *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->n_title, b->n_title);
    assert_int_equal(a->at, b->at);
    assert_int_equal(a->n_sentences, b->n_sentences);
    for (size_t i = 0; i < a->n; i++) {
        assert_int_equal(a->words[i].term, b->words[i].term);
        assert_int_equal(a->words[i].counts, b->words[i].counts);
        assert_int_equal(a->words[i].number, b->words[i].number);
    }
    for (size_t i = 0; i < a->n_sentences; i++) {
        assert_int_equal(a->sentences[i].hash, b->sentences[i].hash);
        assert_int_equal(a->sentences[i].end, b->sentences[i].end);
    }
}

static void assert_same_report(const struct report *a, const struct report *b)
{
    const struct utterance_report *x = &a->it, *y = &b->it;

    assert_int_equal(x->statement, y->statement);
    assert_int_equal(x->words.begin, y->words.begin);
    assert_int_equal(x->words.end, y->words.end);
    assert_int_equal(x->sentence, y->sentence);
    assert_int_equal(x->speaker, y->speaker);
    assert_int_equal(x->person, y->person);
    assert_int_equal(x->party, y->party);
    assert_int_equal(x->name, y->name);
    assert_int_equal(x->said_on, y->said_on);
    assert_int_equal(x->published, y->published);
    assert_int_equal(x->traits, y->traits);
    assert_int_equal(a->statement, b->statement);
    assert_int_equal(a->n_terms, b->n_terms);
    for (size_t i = 0; i < a->n_terms; i++)
        assert_int_equal(a->terms[i].key, b->terms[i].key);
    assert_int_equal(a->n_bag, b->n_bag);
    for (size_t i = 0; i < a->n_bag; i++)
        assert_int_equal(a->bag[i].at, b->bag[i].at);
    assert_non_null(a->vectors);
    assert_memory_equal(a->vectors, b->vectors, a->n_bag * VECTOR_ROOM * sizeof *a->vectors);
}

static void assert_same(const struct own *a, const struct own *b)
{
    assert_same_text(&a->shingled, &b->shingled);
    assert_same_words(&a->words, &b->words);
    assert_int_equal(a->reports.n, b->reports.n);
    for (size_t i = 0; i < a->reports.n; i++)
        assert_same_report(&a->reports.reports[i], &b->reports.reports[i]);
    assert_int_equal(a->reports.n_beside, b->reports.n_beside);
    for (size_t i = 0; i < a->reports.n_beside; i++)
        assert_memory_equal(&a->reports.beside[i], &b->reports.beside[i], sizeof *a->reports.beside);
}

static void a_page_and_its_rows_make_the_same(void **state)
{
    struct arena in = { 0 };
    struct samples s;
    struct reading reading;
    struct ledger *ledger;
    size_t reports = 0, beside = 0, pages = 0;

    (void)state;
    open_samples(&s);
    ledger = opened(path, s.knowledge);
    for (; next_sample(&s, &in, &reading); arena_reset(&in), pages++) {
        struct linked_page made = as_read(&reading), kept;
        struct own by_reader, by_linker;
        bool found = false;

        make_own(&made, &in, &by_reader);
        assert_int_equal(ledger_add(ledger, &reading.page, &reading.article, &reading.record, NULL, &err), PRISCUS_OK);
        assert_int_equal(ledger_link_next(ledger, &in, &kept, &found, &err), PRISCUS_OK);
        assert_true(found);
        assert_int_equal(ledger_link_record(ledger, &in, &kept, &err), PRISCUS_OK);
        make_own(&kept, &in, &by_linker);
        assert_same(&by_reader, &by_linker);
        reports += by_reader.reports.n;
        beside += by_reader.reports.n_beside;
        assert_int_equal(ledger_link_begin(ledger, &err), PRISCUS_OK);
        assert_int_equal(ledger_link_done(ledger, kept.article, &err), PRISCUS_OK);
    }
    assert_true(pages > 10 && reports > 10 * pages / 3 && beside > pages);
    closed(ledger);
    arena_release(&in);
    close_samples(&s);
}

/* ---- places ------------------------------------------------------------------------------------- */

/* All that is kept of places, in the order of the rows. */
static void put_places(struct ledger *ledger, struct buffer *out)
{
    static const char *const tables[] = { "link_text",  "link_copy",      "link_key",   "link_level", "link_story",
                                          "link_event", "link_utterance", "link_count", "link_mark" };

    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        sqlite3_stmt *rows;
        char sql[80];

        snprintf(sql, sizeof sql, "SELECT * FROM %s", tables[i]);
        assert_int_equal(sqlite3_prepare_v2(ledger->db, sql, -1, &rows, NULL), SQLITE_OK);
        buffer_format(out, "%s\n", tables[i]);
        while (sqlite3_step(rows) == SQLITE_ROW)
            for (int k = 0; k < sqlite3_column_count(rows); k++) {
                const char *bytes = sqlite3_column_blob(rows, k);

                buffer_text(out, text_of(bytes ? bytes : "-", bytes ? (size_t)sqlite3_column_bytes(rows, k) : 1));
                buffer_char(out, '|');
            }
        sqlite3_finalize(rows);
    }
}

enum hand { HAND_NOTHING, HAND_OWN, HAND_OF_ANOTHER };

/* The places of all samples, each twice: with another agenda once more. */
static void place_samples(enum hand hand, struct buffer *out)
{
    struct arena in = { 0 };
    struct samples s;
    struct reading reading;
    struct knowledge *other = knowledge_of(agenda_text);
    struct ledger *ledger = opened(NULL, other);
    struct linker *linker;

    open_samples(&s);
    assert_int_equal(linker_open(ledger, test_language(), &linker, &err), PRISCUS_OK);
    for (; next_sample(&s, &in, &reading); arena_reset(&in))
        for (int again = 0; again < 2; again++) {
            struct linked_page made = as_read(&reading);
            struct own own = { 0 };

            if (!again) /* the second reading has statements more */
                made.record.n_statements /= 2, made.record.n_positions = 0;
            if (hand == HAND_OWN)
                make_own(&made, &in, &own);
            assert_int_equal(ledger_use(ledger, again ? s.knowledge : other, &err), PRISCUS_OK);
            assert_int_equal(ledger_add_packed(ledger, &reading.page, text_of(NULL, 0), &made.it, &made.record, &own.article, &err),
                             PRISCUS_OK);
            assert_true(own.article > 0);
            own.article -= hand == HAND_OF_ANOTHER;
            assert_int_equal(hand == HAND_NOTHING ? linker_place(linker, 0, NULL, NULL, &err)
                                                  : linker_place_own(linker, &own, NULL, &err),
                             PRISCUS_OK);
        }
    put_places(ledger, out);
    assert_false(out->failed);
    linker_close(linker);
    closed(ledger);
    knowledge_close(other);
    arena_release(&in);
    close_samples(&s);
}

static void pages_find_the_same_places(void **state)
{
    struct buffer alone = { 0 }, handed = { 0 }, of_another = { 0 };

    (void)state;
    place_samples(HAND_NOTHING, &alone);
    place_samples(HAND_OWN, &handed);
    place_samples(HAND_OF_ANOTHER, &of_another);
    assert_true(alone.len > 10000);
    assert_true(text_eq(buffer_as_text(&alone), buffer_as_text(&handed)));
    assert_true(text_eq(buffer_as_text(&alone), buffer_as_text(&of_another)));
    buffer_release(&alone);
    buffer_release(&handed);
    buffer_release(&of_another);
}

/* ---- memory ------------------------------------------------------------------------------------- */

static void no_room_in_the_arena(void **state)
{
    struct arena in = { 0 };
    struct samples s;
    struct reading reading;
    bool through = false;

    (void)state;
    open_samples(&s);
    assert_true(next_sample(&s, &in, &reading));
    for (long at = 1; !through; at++) {
        struct linked_page page = as_read(&reading);
        struct arena failing = { .fail_after = at };
        struct own own = { .article = 7 };
        priscus_status status = own_of(test_language(), &page, &failing, &own, &err);

        through = failing.fail_after > 0;
        assert_int_equal(status, through ? PRISCUS_OK : PRISCUS_ENOMEM);
        assert_int_equal(own.article, through ? 0 : 7); /* a failed call changes nothing outside */
        arena_release(&failing);
    }
    arena_release(&in);
    close_samples(&s);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_page_and_its_rows_make_the_same),
        TEST(pages_find_the_same_places),
        TEST(no_room_in_the_arena),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
