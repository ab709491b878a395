/* Pages are placed after they are recorded: what comes back from the ledger is what was added, each page has its whole
 * place or none, and whoever comes next goes on behind the last. */
#include "story/linker.h"

#include "ledger_pages.h"

static struct arena mem;
static struct priscus_error err;

static void assert_text(struct text got, struct text expected)
{
    if (!text_eq(got, expected) || !got.ptr != !expected.ptr)
        fail_msg("\"%.*s\" is not \"%.*s\"", (int)got.len, got.ptr ? got.ptr : "", (int)expected.len,
                 expected.ptr ? expected.ptr : "");
}

static void assert_span(struct span got, struct span expected)
{
    assert_int_equal(got.begin, expected.begin);
    assert_int_equal(got.end, expected.end);
}

static void assert_date(struct date got, struct date expected)
{
    char a[DATE_TEXT_MAX], b[DATE_TEXT_MAX];

    assert_string_equal(date_format(got, a), date_format(expected, b));
    assert_int_equal(got.precision, expected.precision);
}

/* One page of `eight` that has everything a ledger keeps. */
static struct made make_full(void)
{
    struct made m = make(&mem, &eight[0]);
    struct statement *st = &m.record.statements[0];
    struct position *p = &m.record.positions[0];
    static struct credit photo[] = { { { "Norfoto", 7 }, CREDIT_PHOTO }, { { "CNA", 3 }, CREDIT_HEARD } };

    m.article.id = text_c("post-17");
    m.article.byline = text_c("Ana Brook");
    m.article.section = text_c("World");
    m.article.language = text_c("en");
    m.article.address = text_c("https://post.example/17");
    m.article.republished_by = text_c("Mirror");
    m.article.modified = day("2031-05-03T09:00+02:00");
    m.article.outlet_inferred = m.article.published_given = m.article.unsure = true;
    m.article.credits = photo;
    m.article.n_credits = COUNT_OF(photo);
    st->kind = STATEMENT_MIXED;
    st->person = text_c("Ilse Brandt");
    st->addressee = place(m.article.body, "Nobody else");
    st->said_on.precision = PRECISION_BEFORE;
    st->posted = day("2031-05-03");
    st->last_known = true;
    p->person = st->person;
    p->counterpart = text_c("SOR");
    p->condition = place(m.article.body, "in Garn");
    p->said_words = place(m.article.body, "on Monday");
    p->said_on.precision = PRECISION_AFTER;
    p->posted = st->posted;
    p->by_other = p->last_known = true;
    p->sure = 0.62f;
    return m;
}

static void assert_article(const struct article *got, const struct article *expected)
{
    assert_text(got->id, expected->id);
    assert_text(got->title, expected->title);
    assert_text(got->outlet, expected->outlet);
    assert_text(got->byline, expected->byline);
    assert_text(got->section, expected->section);
    assert_text(got->language, expected->language);
    assert_text(got->address, expected->address);
    assert_text(got->republished_by, expected->republished_by);
    assert_text(got->body, expected->body);
    assert_date(got->published, expected->published);
    assert_date(got->modified, expected->modified);
    assert_int_equal(got->outlet_inferred, expected->outlet_inferred);
    assert_int_equal(got->published_given, expected->published_given);
    assert_int_equal(got->unsure, expected->unsure);
    assert_int_equal(got->n_agencies, expected->n_agencies);
    for (size_t i = 0; i < got->n_agencies; i++)
        assert_text(got->agencies[i], expected->agencies[i]);
    assert_int_equal(got->n_credits, expected->n_credits);
    for (size_t i = 0; i < got->n_credits; i++) {
        assert_text(got->credits[i].agency, expected->credits[i].agency);
        assert_int_equal(got->credits[i].what, expected->credits[i].what);
    }
    assert_int_equal(got->n_paragraphs, expected->n_paragraphs);
    for (size_t i = 0; i < got->n_paragraphs; i++) {
        assert_int_equal(got->paragraphs[i].role, expected->paragraphs[i].role);
        assert_span(got->paragraphs[i].body, expected->paragraphs[i].body);
    }
}

static void assert_statement(const struct statement *got, const struct statement *expected)
{
    assert_int_equal(got->kind, expected->kind);
    assert_span(got->source, expected->source);
    assert_span(got->cue, expected->cue);
    assert_text(got->speaker, expected->speaker);
    assert_text(got->person, expected->person);
    assert_text(got->party, expected->party);
    assert_int_equal(got->last_known, expected->last_known);
    assert_span(got->occasion, expected->occasion);
    assert_span(got->addressee, expected->addressee);
    assert_date(got->said_on, expected->said_on);
    assert_span(got->said_words, expected->said_words);
    assert_date(got->posted, expected->posted);
    assert_int_equal(got->inside, expected->inside);
    assert_int_equal(got->n_content, expected->n_content);
    for (size_t i = 0; i < got->n_content; i++)
        assert_span(got->content[i], expected->content[i]);
    assert_int_equal(got->n_chain, expected->n_chain);
    for (size_t i = 0; i < got->n_chain; i++) {
        assert_int_equal(got->chain[i].role, expected->chain[i].role);
        assert_text(got->chain[i].name, expected->chain[i].name);
        assert_span(got->chain[i].words, expected->chain[i].words);
    }
}

static void assert_position(const struct position *got, const struct position *expected)
{
    assert_int_equal(got->statement, expected->statement);
    assert_span(got->sentence, expected->sentence);
    assert_span(got->words, expected->words);
    assert_text(got->speaker, expected->speaker);
    assert_text(got->person, expected->person);
    assert_text(got->party, expected->party);
    assert_text(got->issue, expected->issue);
    assert_int_equal(got->stance, expected->stance);
    assert_span(got->condition, expected->condition);
    assert_text(got->counterpart, expected->counterpart);
    assert_date(got->said_on, expected->said_on);
    assert_span(got->said_words, expected->said_words);
    assert_date(got->posted, expected->posted);
    assert_int_equal(got->last_known, expected->last_known);
    assert_int_equal(got->by_other, expected->by_other);
    assert_int_equal(sure_hundredths(got->sure), sure_hundredths(expected->sure));
}

static void what_was_added_comes_back(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct made m = make_full();
    struct linked_page page;
    bool found = false;

    (void)state;
    assert_int_equal(ledger_add(ledger, &m.page, &m.article, &m.record, NULL, &err), PRISCUS_OK);
    assert_int_equal(ledger_link_next(ledger, &mem, &page, &found, &err), PRISCUS_OK);
    assert_true(found);
    assert_int_equal(ledger_link_record(ledger, &mem, &page, &err), PRISCUS_OK);
    assert_false(page.placed);
    assert_text(page.name, m.page.name);
    assert_text(linked_page_file(&page), text_c("post-17"));
    page_set_hash(&m.page);
    assert_memory_equal(page.hash.bytes, m.page.hash.bytes, sizeof page.hash.bytes);
    assert_article(&page.it, &m.article);
    assert_int_equal(page.record.n_statements, 1);
    assert_statement(&page.record.statements[0], &m.record.statements[0]);
    assert_int_equal(page.record.n_positions, 1);
    assert_position(&page.record.positions[0], &m.record.positions[0]);
    assert_int_equal(id_of_statement(page.hash, &page.record.statements[0]),
                     id_of_statement(m.page.hash, &m.record.statements[0]));
    assert_int_equal(ledger_link_page(ledger, page.page, &mem, &page, &found, &err), PRISCUS_OK);
    assert_true(found);
    assert_article(&page.it, &m.article);
    assert_int_equal(ledger_link_page(ledger, page.page + 1, &mem, &page, &found, &err), PRISCUS_OK);
    assert_false(found);
    closed(ledger);
    knowledge_close(k);
    arena_release(&mem);
}

/* Somebody else's hand: the ledger refuses it, but a file can be written by any program. */
static void places_outside_of_the_body_come_back_empty(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct linked_page page;
    bool found = false;

    (void)state;
    add_says(ledger, &eight[0]);
    assert_int_equal(ledger_commit(ledger, &err), PRISCUS_OK);
    assert_int_equal(sqlite3_exec(ledger->db,
                                  "PRAGMA foreign_keys = OFF;"
                                  "DROP TRIGGER statement_is_not_changed; DROP TRIGGER position_is_not_changed;"
                                  "UPDATE statement SET cue_end = 99999, source_begin = -5;"
                                  "UPDATE position SET words_begin = 70, words_end = 60, statement = 9",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(ledger_link_next(ledger, &mem, &page, &found, &err), PRISCUS_OK);
    assert_true(found);
    assert_int_equal(ledger_link_record(ledger, &mem, &page, &err), PRISCUS_OK);
    assert_true(span_empty(page.record.statements[0].cue));
    assert_true(span_empty(page.record.statements[0].source));
    assert_true(span_empty(page.record.positions[0].words));
    assert_int_equal(page.record.positions[0].statement, -1);
    closed(ledger);
    knowledge_close(k);
    arena_release(&mem);
}

static size_t waiting(struct ledger *ledger)
{
    size_t n = 99;

    assert_int_equal(ledger_link_waiting(ledger, 100, &n, &err), PRISCUS_OK);
    return n;
}

static size_t placed(struct ledger *ledger, size_t most)
{
    struct linker *linker = NULL;
    size_t n = 99;

    assert_int_equal(linker_open(ledger, test_language(), &linker, &err), PRISCUS_OK);
    assert_int_equal(linker_place(linker, most, NULL, &n, &err), PRISCUS_OK);
    linker_close(linker);
    return n;
}

static void each_page_is_placed_once(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    add_eight(ledger);
    assert_int_equal(waiting(ledger), COUNT_OF(eight));
    assert_int_equal(placed(ledger, 3), 3);
    assert_int_equal(waiting(ledger), COUNT_OF(eight) - 3);
    closed(ledger);
    ledger = opened(path, k);
    assert_int_equal(placed(ledger, 0), COUNT_OF(eight) - 3);
    assert_int_equal(placed(ledger, 0), 0);
    assert_int_equal(ledger_link_forget(ledger, &err), PRISCUS_OK);
    assert_int_equal(placed(ledger, 0), COUNT_OF(eight));
    closed(ledger);
    knowledge_close(k);
}

/* A kill between the two leaves the page without a place; so does a failure. */
static void a_page_has_its_whole_place_or_none(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    add_eight(ledger);
    assert_int_equal(placed(ledger, 2), 2);
    assert_int_equal(ledger_link_begin(ledger, &err), PRISCUS_OK);
    assert_int_equal(sqlite3_exec(ledger->db, "UPDATE link_mark SET article = 7", NULL, NULL, NULL), SQLITE_OK);
    ledger_link_undo(ledger, PRISCUS_EINPUT);
    assert_int_equal(waiting(ledger), COUNT_OF(eight) - 2);
    assert_int_equal(number(ledger, "SELECT count(*) FROM article"), COUNT_OF(eight));
    closed(ledger);
    knowledge_close(k);
}

static void another_reading_of_a_page_says_so(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text), *other;
    struct ledger *ledger = opened(path, k);
    struct linked_page page;
    bool found = false;

    (void)state;
    other = knowledge_of("agenda more\ntitle More\nversion 1\nissue quota\n  for a catch\n  words catch\n");
    add_says(ledger, &eight[0]);
    assert_int_equal(placed(ledger, 0), 1);
    assert_int_equal(ledger_use(ledger, other, &err), PRISCUS_OK);
    assert_true(add_says(ledger, &eight[0]));
    assert_int_equal(ledger_link_next(ledger, &mem, &page, &found, &err), PRISCUS_OK);
    assert_true(found && page.placed);
    closed(ledger);
    knowledge_close(k);
    knowledge_close(other);
    arena_release(&mem);
}

static void memory_may_run_out_while_placing(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    struct linker *linker = NULL;
    bool through = false;

    (void)state;
    add_eight(ledger);
    assert_int_equal(ledger_commit(ledger, NULL), PRISCUS_OK); /* SQLite gives up what is not, when memory is out */
    assert_int_equal(linker_open(ledger, test_language(), &linker, &err), PRISCUS_OK);
    for (long at = 1; !through; at++) {
        priscus_status status;

        assert_int_equal(ledger_link_forget(ledger, &err), PRISCUS_OK);
        start_failing(at);
        status = linker_place(linker, 0, NULL, NULL, &err);
        if (status == PRISCUS_OK)
            status = ledger_commit(ledger, &err);
        through = stop_failing(status, &err);
        assert_int_equal(number(ledger, "SELECT count(*) FROM position"), COUNT_OF(eight));
    }
    assert_int_equal(waiting(ledger), 0);
    linker_close(linker);
    closed(ledger);
    knowledge_close(k);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_was_added_comes_back),         TEST(places_outside_of_the_body_come_back_empty),
        TEST(each_page_is_placed_once),          TEST(a_page_has_its_whole_place_or_none),
        TEST(another_reading_of_a_page_says_so), TEST(memory_may_run_out_while_placing),
    };

    hook_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
