/* Which reports are of one utterance: translations, shortened ones and copies are found, look-alikes are not; and whatever
 * pages hold, placing one stays small. */
#include "story/utterances/utterance.h"

#include "check.h"
#include "ledger_pages.h"
#include "story/linker.h"
#include "story/utterances/cut.h"
#include "story/utterances/told.h"
#include "story/utterances/wording.h"

static struct arena mem;
static struct priscus_error err;

/* ---- parts ---------------------------------------------------------------------------------- */

/* "one | two" as parts_of() cuts it. */
static void assert_parts(struct text line)
{
    struct buffer plain = { 0 }, got = { 0 };
    struct part parts[16];
    uint32_t *sentences;
    size_t n_sentences, n;

    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == '|')
            i++; /* and the blank behind it */
        else
            buffer_char(&plain, line.ptr[i]);
    }
    sentences = sentences_find(buffer_as_text(&plain), &mem, &n_sentences);
    n = parts_of(test_language(), buffer_as_text(&plain), sentences, n_sentences,
                 (struct span){ 0, (uint32_t)plain.len }, parts, COUNT_OF(parts));
    for (size_t i = 0; i < n; i++) {
        buffer_c(&got, i ? " | " : "");
        buffer_text(&got, text_in(buffer_as_text(&plain), parts[i].span));
    }
    if (!text_eq(buffer_as_text(&got), line))
        fail_msg("got  %s\n      want %.*s", got.ptr, (int)line.len, line.ptr);
    buffer_release(&plain);
    buffer_release(&got);
}

static void what_was_said_is_cut_into_parts(void **state)
{
    struct text rest;
    size_t n = 0;

    (void)state;
    assert_int_equal(file_read(TEST_FOLDER "/cases/parts.txt", 1 << 20, &mem, &rest, &err), PRISCUS_OK);
    while (rest.len) {
        struct text line = text_trim(text_cut(&rest, '\n'));

        if (!line.len || line.ptr[0] == '#')
            continue;
        assert_parts(line);
        n++;
    }
    assert_true(n > 10);
    arena_release(&mem);
}

static void a_part_knows_its_sentence(void **state)
{
    struct text body = text_c("The lake is low.\n\nThe northern locks are shut. The levy was never paid to Garn.");
    size_t n_sentences, n;
    uint32_t *sentences = sentences_find(body, &mem, &n_sentences);
    struct part parts[4];

    (void)state;
    assert_int_equal(n_sentences, 3);
    n = parts_of(test_language(), body, sentences, n_sentences, (struct span){ 22, (uint32_t)body.len }, parts, 4);
    assert_int_equal(n, 2);
    assert_int_equal(parts[0].sentence, 1);
    assert_int_equal(parts[0].span.begin, 22);
    assert_int_equal(parts[1].sentence, 2);
    n = parts_of(test_language(), body, sentences, n_sentences, (struct span){ 0, (uint32_t)body.len }, parts, 2);
    assert_int_equal(n, 2);
    n = parts_of(test_language(), body, sentences, n_sentences, (struct span){ 5, (uint32_t)body.len + 1 }, parts, 4);
    assert_int_equal(n, 0);
    arena_release(&mem);
}

/* ---- words ---------------------------------------------------------------------------------- */

/* Do both have the same words that say something? */
static bool same_terms(const char *a, const char *b)
{
    struct said_word x[TERMS_MAX], y[TERMS_MAX];
    size_t n = terms_of(test_language(), text_c(a), x), m = terms_of(test_language(), text_c(b), y);

    for (size_t i = 0; i < n && i < m; i++)
        if (x[i].key != y[i].key)
            return false;
    return n == m && n > 0;
}

static void forms_of_a_word_are_one_word(void **state)
{
    struct said_word words[TERMS_MAX], again[TERMS_MAX];
    char packed[TERMS_MAX * TERM_BYTES];
    size_t n;

    (void)state;
    assert_true(same_terms("carried the levies", "carries a levy"));
    assert_true(same_terms("Araqchi of the U.S.", "Araghchi"));
    assert_true(same_terms("stopped the ferries", "stopping ferry"));
    assert_true(same_terms("Twelve BOATS", "12 boats"));
    assert_true(same_terms("1,200 boats", "1200 boats"));
    assert_true(same_terms("Orvane\xe2\x80\x99s \xC3\x89lise", "Orvane Elise"));
    assert_false(same_terms("the lock", "the dock"));
    assert_int_equal(terms_of(test_language(), text_c("it is not that they were"), words), 0);
    n = terms_of(test_language(), text_c("In Garn 3 pilots, 40 boats"), words);
    assert_int_equal(n, 5);
    assert_int_equal(words[0].kinds, TERM_NAME);
    assert_int_equal(words[1].kinds, TERM_NUMBER);
    terms_pack(words, n, packed);
    assert_int_equal(terms_unpack(text_of(packed, n * TERM_BYTES), again), n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(again[i].key, words[i].key);
        assert_int_equal(again[i].kinds, words[i].kinds);
        assert_true(again[i].weight == words[i].weight);
    }
}

static void a_common_word_weighs_less(void **state)
{
    struct said_word words[TERMS_MAX];

    (void)state;
    assert_int_equal(terms_of(test_language(), text_c("people negotiate xyzzyq"), words), 3);
    assert_true(words[0].weight < words[1].weight);
    assert_true(words[1].weight < words[2].weight);
    assert_true(words[2].weight > .99f);
}

static void wordings_are_laid_beside_each_other(void **state)
{
    struct text first = text_c("the locks stay shut until the levy is paid");
    struct text other = text_c("The locks remain closed until the toll is paid!");
    struct span runs[4];

    (void)state;
    assert_int_equal(wording_differs(first, other, runs, 4), 2);
    assert_text(text_in(other, runs[0]), "remain closed");
    assert_text(text_in(other, runs[1]), "toll");
    assert_int_equal(wording_differs(first, other, runs, 1), 1);
    assert_int_equal(wording_differs(first, first, runs, 4), 0);
    assert_int_equal(wording_differs(first, text_c(""), runs, 4), 0);
    assert_true(wording_same(first, text_c("\"The locks stay shut until the levy is paid,\"")));
    assert_false(wording_same(first, other));
    assert_false(wording_same(first, text_c("the locks stay shut until the levy is")));
}

/* A report with these words, which end at `begin` + 40. */
static struct report report_at(const char *words, uint32_t begin, int64_t sentence)
{
    struct said_word terms[TERMS_MAX];
    struct report report;
    size_t n = terms_of(test_language(), text_c(words), terms);
    char packed[TERMS_MAX * TERM_BYTES];

    terms_pack(terms, n, packed);
    assert_true(report_from(&(struct utterance_report){ .words = { begin, begin + 40 },
                                                        .sentence = sentence,
                                                        .terms = text_of(packed, n * TERM_BYTES) },
                            &mem, &report));
    return report;
}

static float odds_beside(struct report a, struct report b)
{
    float numbers[BESIDE_N];

    assert_true(beside_of(test_language(), &a, &b, &mem, numbers));
    return beside_odds(numbers);
}

static void what_is_said_in_the_same_breath_belongs_together(void **state)
{
    struct report first = report_at("the levy keeps the locks open", 100, 3);
    const char *second = "that levy pays for the locks";

    (void)state;
    assert_true(odds_beside(first, report_at(second, 141, 4)) > odds_beside(first, report_at(second, 400, 4)));
    assert_true(odds_beside(first, report_at(second, 400, 4)) > odds_beside(first, report_at(second, 400, 7)));
    assert_float_equal(odds_beside(first, report_at(second, 141, 4)), odds_beside(report_at(second, 141, 4), first),
                       1e-4);
    /* one word of two, and one half of all words of many: the latter says more */
    assert_true(odds_beside(report_at("nobody sails", 100, 3), report_at("nobody sank", 300, 7)) <
                odds_beside(first, report_at(second, 300, 7)));
    arena_release(&mem);
}

/* ---- in a ledger ----------------------------------------------------------------------------- */

struct shelf {
    struct knowledge *knowledge;
    struct ledger *ledger;
    struct linker *linker;
    int64_t n;
};

static struct shelf open_shelf(void)
{
    struct shelf s = { .knowledge = knowledge_of(agenda_text) };

    s.ledger = opened(path, s.knowledge);
    assert_int_equal(linker_open(s.ledger, test_language(), &s.linker, &err), PRISCUS_OK);
    return s;
}

static void close_shelf(struct shelf *s)
{
    linker_close(s->linker);
    closed(s->ledger);
    knowledge_close(s->knowledge);
    arena_release(&mem);
}

/* A page on which one speaker says one thing; its number. */
static int64_t add(struct shelf *s, const char *outlet, const char *published, const char *speaker, const char *words)
{
    struct buffer body = { 0 }, bytes = { 0 };
    struct statement st = { .speaker = text_c(speaker), .inside = -1, .n_content = 1, .n_chain = 1 };
    struct record record = { .statements = &st, .n_statements = 1 };
    struct article article = { .outlet = text_c(outlet), .title = text_c("News"), .published = day(published) };
    struct page page = { .name = text_c("page"), .from = PRISCUS_FROM_TEXT };
    bool added = false;

    buffer_format(&body, "%s said so. ", speaker ? speaker : "Somebody");
    st.content[0].begin = (uint32_t)body.len;
    buffer_c(&body, words);
    st.content[0].end = (uint32_t)body.len;
    st.chain[0] = (struct chain_link){ CHAIN_OUTLET, article.outlet, { 0, 0 } };
    buffer_format(&bytes, "%lld\n%s", (long long)++s->n, body.ptr);
    page.bytes = buffer_as_text(&bytes);
    article.body = buffer_as_text(&body);
    assert_int_equal(article_split_paragraphs(article.body, 0, &mem, &article), PRISCUS_OK);
    if (ledger_add(s->ledger, &page, &article, &record, &added, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    assert_true(added);
    buffer_release(&body);
    buffer_release(&bytes);
    return s->n;
}

static void place_all(struct shelf *s)
{
    if (linker_place(s->linker, 0, NULL, NULL, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
}

/* "1 2 3, 4": which pages report the same, of utterances in the order of their first pages. */
static const char *together(struct shelf *s)
{
    static char out[400];
    sqlite3_stmt *stmt;

    place_all(s);
    *out = '\0';
    assert_int_equal(sqlite3_prepare_v2(s->ledger->db,
                                        "SELECT group_concat(page, ' ') FROM (SELECT utterance, page FROM"
                                        " link_utterance GROUP BY utterance, page ORDER BY page) GROUP BY utterance"
                                        " ORDER BY min(page)",
                                        -1, &stmt, NULL),
                     SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s", *out ? ", " : "",
                 (const char *)sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    return out;
}

static void add_locks(struct shelf *s)
{
    add(s, "Post", "2031-05-05", "Lida Orvane", "The northern locks stay shut until the levy is paid in full.");
    add(s, "Tern", "2031-05-05", "Orvane", "the northern locks would stay closed until the levy had been paid in full");
    add(s, "Dispatch", "2031-05-06", "Lida Orvan\xC3\xA9",
        "The northern locks stay shut until the levy is paid in full.");
    add(s, "Dispatch", "2031-05-06", "Lida Orvane", "the eastern bridge will be rebuilt by prisoners of war");
    add(s, "Herald", "2031-05-06", "Per Holm", "fishing boats carried cholera into the harbour of Garn");
}

static void translations_and_copies_are_one_utterance(void **state)
{
    struct shelf s = open_shelf();
    char first[80];

    (void)state;
    add_locks(&s);
    assert_string_equal(together(&s), "1 2 3, 4, 5");
    snprintf(first, sizeof first, "%lld",
             (long long)number(s.ledger, "SELECT utterance FROM link_utterance WHERE page = 1"));
    assert_int_equal(number(s.ledger, "SELECT statement FROM link_utterance WHERE page = 1"), atoll(first));
    assert_int_equal(ledger_link_forget(s.ledger, &err), PRISCUS_OK); /* and again, it is the same */
    assert_string_equal(together(&s), "1 2 3, 4, 5");
    assert_int_equal(number(s.ledger, "SELECT utterance FROM link_utterance WHERE page = 3"), atoll(first));
    close_shelf(&s);
}

static void said_again_is_another_utterance(void **state)
{
    struct shelf s = open_shelf();

    (void)state;
    add(&s, "Post", "2031-05-05", "Lida Orvane", "The northern locks stay shut until the levy is paid.");
    add(&s, "Post", "2031-09-20", "Lida Orvane", "the northern locks will stay closed while the levy is not paid");
    add(&s, "Post", "2031-05-05", "Per Holm", "a levy on the southern locks would be paid by nobody");
    assert_string_equal(together(&s), "1, 2, 3");
    close_shelf(&s);
}

static void told_with_sources_and_wordings(void **state)
{
    struct shelf s = open_shelf();
    struct told_list list;
    struct told_words words;
    struct ledger_filter filter = { .speaker = "orvane" };

    (void)state;
    add_locks(&s);
    place_all(&s);
    assert_int_equal(utterances_find(s.ledger, &filter, 1, &mem, &list, &err), PRISCUS_OK);
    assert_int_equal(list.n, 2);
    assert_int_equal(list.items[0].pages, 3);
    assert_int_equal(list.items[0].sources, 2); /* the Dispatch has the page of the Post */
    assert_text(list.items[0].speaker, "Lida Orvane");
    assert_int_equal(ledger_utterance_words(s.ledger, &list.items[0].reports[1], &mem, &words, &err), PRISCUS_OK);
    assert_text(words.words, "the northern locks would stay closed until the levy had been paid in full");
    assert_int_equal(utterances_find(s.ledger, &filter, 2, &mem, &list, &err), PRISCUS_OK);
    assert_int_equal(list.n, 1);
    filter = (struct ledger_filter){ .speaker = "nobody" };
    assert_int_equal(utterances_find(s.ledger, &filter, 1, &mem, &list, &err), PRISCUS_OK);
    assert_int_equal(list.n, 0);
    close_shelf(&s);
}

/* A page read again with another agenda is no new page. */
static void a_page_read_again_reports_once(void **state)
{
    struct shelf s = open_shelf();
    struct knowledge *other = knowledge_of("agenda boats\nversion 1\nissue boats\n  for boats\n  words boats\n");

    (void)state;
    add(&s, "Post", "2031-05-05", "Lida Orvane", "The northern locks stay shut until the levy is paid.");
    place_all(&s);
    assert_int_equal(ledger_use(s.ledger, other, &err), PRISCUS_OK);
    s.n--;
    add(&s, "Post", "2031-05-05", "Lida Orvane", "The northern locks stay shut until the levy is paid.");
    place_all(&s);
    assert_int_equal(number(s.ledger, "SELECT count(*) FROM link_utterance"), 1);
    knowledge_close(other);
    close_shelf(&s);
}

static void many_copies_stay_one_utterance(void **state)
{
    enum { N = 1000 };
    struct shelf s = open_shelf();

    (void)state;
    for (int i = 0; i < N; i++)
        add(&s, "Post", "2031-05-05", "Lida Orvane", "The northern locks stay shut until the levy is paid.");
    place_all(&s);
    assert_int_equal(number(s.ledger, "SELECT count(DISTINCT utterance) FROM link_utterance"), 1);
    assert_int_equal(number(s.ledger, "SELECT count(*) FROM link_utterance"), N);
    close_shelf(&s);
}

static void odd_words(void **state)
{
    struct shelf s = open_shelf();
    struct buffer b = { 0 };

    (void)state;
    add(&s, "Post", NULL, NULL, "...");
    add(&s, "Post", NULL, "", "\xF0\x9F\x9B\xA5 \xE2\x80\x94 \xD7\xA9\xE4\xB8\xAD\xCC\x81");
    for (int i = 0; i < 20000; i++)
        buffer_c(&b, "boat ");
    add(&s, "Post", NULL, "Per Holm", b.ptr);
    b.len = 0;
    for (int i = 0; i < 100000; i++)
        buffer_c(&b, " and he");
    add(&s, "Post", NULL, "Per Holm", b.ptr);
    b.len = 0;
    for (int i = 0; i < 20000; i++)
        buffer_format(&b, "Quota%d shall never sink boats%d. ", i, i);
    add(&s, "Post", NULL, "Per Holm", b.ptr);
    b.len = 0;
    for (int i = 0; i < 100000; i++)
        buffer_c(&b, "x");
    add(&s, "Post", "0001-01-01", "Per Holm", b.ptr);
    place_all(&s);
    assert_true(number(s.ledger, "SELECT max(n) FROM (SELECT count(*) AS n FROM link_utterance GROUP BY page)") <=
                REPORTS_MAX);
    buffer_release(&b);
    close_shelf(&s);
}

/* Somebody else's hand. */
static void rows_that_somebody_changed(void **state)
{
    struct shelf s = open_shelf();

    (void)state;
    add_locks(&s);
    place_all(&s);
    assert_int_equal(
        sqlite3_exec(s.ledger->db,
                     "UPDATE link_utterance SET terms = x'0102', speaker = -7, sentence = -1 WHERE page < 3;"
                     "UPDATE link_utterance SET terms = zeroblob(70000), published = 9223372036854775807,"
                     " said_on = -9223372036854775807 WHERE page = 3;"
                     "UPDATE link_key SET value = 77 WHERE value = 4",
                     NULL, NULL, NULL),
        SQLITE_OK);
    add_locks(&s);
    place_all(&s);
    close_shelf(&s);
}

static void memory_may_run_out(void **state)
{
    struct shelf s = open_shelf();
    bool through = false;

    (void)state;
    add_locks(&s);
    assert_int_equal(ledger_commit(s.ledger, NULL), PRISCUS_OK);
    for (long at = 1; !through; at += 1 + at / 40) {
        priscus_status status;

        assert_int_equal(ledger_link_forget(s.ledger, &err), PRISCUS_OK);
        start_failing(at);
        status = linker_place(s.linker, 0, NULL, NULL, &err);
        if (status == PRISCUS_OK)
            status = ledger_commit(s.ledger, &err);
        through = stop_failing(status, &err);
    }
    assert_string_equal(together(&s), "1 2 3, 4, 5");
    close_shelf(&s);
}

/* The same for the page's arena. */
static void no_room_in_the_arena(void **state)
{
    struct shelf s = open_shelf();
    bool through = false;

    (void)state;
    add_locks(&s);
    place_all(&s);
    add(&s, "Tern", "2031-05-07", "Lida Orvane", "The northern locks stay shut. The levy must be paid in full.");
    for (long at = 1; !through; at++) {
        struct arena failing = { 0 };
        struct linked_page page;
        struct placing placing = { s.ledger, test_language(), &failing, &page };
        bool found = false;
        priscus_status status;

        assert_int_equal(ledger_link_next(s.ledger, &failing, &page, &found, &err), PRISCUS_OK);
        assert_true(found);
        assert_int_equal(ledger_link_record(s.ledger, &failing, &page, &err), PRISCUS_OK);
        assert_int_equal(ledger_link_begin(s.ledger, &err), PRISCUS_OK);
        failing.fail_after = at;
        status = utterance_place(&placing, &err);
        through = failing.fail_after > 0;
        assert_int_equal(status, through ? PRISCUS_OK : PRISCUS_ENOMEM);
        ledger_link_undo(s.ledger, PRISCUS_EINPUT);
        arena_release(&failing);
    }
    close_shelf(&s);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_said_is_cut_into_parts),
        cmocka_unit_test(a_part_knows_its_sentence),
        cmocka_unit_test(forms_of_a_word_are_one_word),
        cmocka_unit_test(a_common_word_weighs_less),
        cmocka_unit_test(wordings_are_laid_beside_each_other),
        cmocka_unit_test(what_is_said_in_the_same_breath_belongs_together),
        TEST(translations_and_copies_are_one_utterance),
        TEST(said_again_is_another_utterance),
        TEST(told_with_sources_and_wordings),
        TEST(a_page_read_again_reports_once),
        TEST(many_copies_stay_one_utterance),
        TEST(odd_words),
        TEST(rows_that_somebody_changed),
        TEST(memory_may_run_out),
        TEST(no_room_in_the_arena),
    };

    hook_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
