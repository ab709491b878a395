/* In which story a page is: articles on one event together, two events of one kind apart, whatever comes first; what an outlet puts below
 * each of its pages brings none together; and whatever a page holds, placing it stays small. */
#include "story/events/events.h"

#include "base/file.h"
#include "ledger_pages.h"
#include "story/events/average_link.h"
#include "story/events/story_sum.h"
#include "story/linker.h"

static struct arena mem;
static struct priscus_error err;

/* ---- terms ---------------------------------------------------------------------------------- */

static bool has_term(const struct article_terms *terms, const char *word)
{
    for (size_t i = 0; i < terms->n; i++)
        if (terms->terms[i].term == term_number(text_c(word)))
            return true;
    return false;
}

static priscus_status terms_of_text(struct text title, struct text body, const struct term_counts *counts,
                                    struct arena *in, struct article_terms *out)
{
    struct term_words words;

    assert_int_equal(term_words_of(title, body, in, &words), PRISCUS_OK);
    return event_terms_of(&words, body, counts, in, out);
}

static void words_are_terms(void **state)
{
    static const struct {
        const char *text, *term;
    } cases[] = {
        { "Ferries", "ferry" },
        { "the envoys met", "envoy" },
        { "Volshin's answer", "volshin" },
        { "Volshin\xE2\x80\x99s", "volshin" },
        { "the U.S. fleet", "us" },
        { "1,200 dockers", "1200" },
        { "the crisis", "crisis" },
        { "status quo", "status" },
        { "a pass", "pass" },
        { "gas", "gas" },
        { "\xC3\x89LISE", "\xC3\xA9lise" },
    };
    struct article_terms terms;
    struct term_counts none = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(terms_of_text(text_c(""), text_c(cases[i].text), &none, &mem, &terms), PRISCUS_OK);
        if (!has_term(&terms, cases[i].term))
            fail_msg("\"%s\": no \"%s\"", cases[i].text, cases[i].term);
    }
    assert_int_equal(terms_of_text(text_c("A b"), text_c("' . 7 - x"), &none, &mem, &terms), PRISCUS_OK);
    assert_int_equal(terms.n, 1);
    assert_true(terms.terms[0].number);
    assert_int_equal(terms_of_text(text_c("Ferry"), text_c("ferry ferries"), &none, &mem, &terms), PRISCUS_OK);
    assert_int_equal(terms.n, 1);
    assert_true(terms.terms[0].in_title && terms.terms[0].often > 3.9f && terms.terms[0].often < 4);
    arena_release(&mem);
}

static struct common_terms *common_of(const char *text)
{
    struct common_terms *common = NULL;

    assert_int_equal(common_terms_read("list", text_c(text), &common, &err), PRISCUS_OK);
    return common;
}

static void count_one(struct term_counts *counts, uint32_t a, uint32_t b)
{
    const uint32_t terms[] = { a < b ? a : b, a < b ? b : a };

    counts_add_terms(counts, terms, 2, true);
}

/* What an outlet said before is passed over; a line is a sentence, and two words are none. */
static void sentences_said_before(void **state)
{
    struct term_counts counts = { 0 };
    struct article_terms terms;

    (void)state;
    assert_int_equal(counts_read(NULL, 0, text_c(""), 0, text_c(""), &mem, &counts), PRISCUS_OK);
    assert_int_equal(terms_of_text(text_c(""), text_c("Follow us\non all our channels today. The dam broke at noon."),
                                    &counts, &mem, &terms),
                     PRISCUS_OK);
    assert_int_equal(terms.n_sentences, 2);
    counts_add_sentences(&counts, terms.sentences, terms.n_sentences);
    assert_int_equal(terms_of_text(text_c("Channels"),
                                    text_c("Seals came. ON ALL our channels, today! More follow us."), &counts, &mem,
                                    &terms),
                     PRISCUS_OK);
    assert_true(has_term(&terms, "seal") && has_term(&terms, "more") && !has_term(&terms, "today"));
    assert_true(has_term(&terms, "channel"));
    arena_release(&mem);
}

static void terms_are_rare_where_few_have_them(void **state)
{
    struct common_terms *common = common_of("1000 *\n900 the of\n30 ferry\n");
    uint32_t the = term_number(text_c("the")), ferry = term_number(text_c("ferry"));
    uint32_t follow = term_number(text_c("follow"));
    struct term_counts counts;
    struct text outlet;

    (void)state;
    assert_int_equal(counts_read(common, 0, text_c(""), 0, text_c(""), &mem, &counts), PRISCUS_OK);
    assert_true(counts_is_common(common, the) && !counts_is_common(common, ferry));
    for (uint32_t i = 0; i < 40; i++)
        count_one(&counts, follow, 1000 + i);
    assert_true(counts_rarity(&counts, the) == 0 && counts_rarity(&counts, follow) == 0);
    assert_true(counts_rarity(&counts, ferry) > 3 && counts_rarity(&counts, 1007) > 3);
    counts_settle(&counts);
    assert_int_equal(counts_write_outlet(&counts, &mem, &outlet), PRISCUS_OK);
    assert_int_equal(counts_read(common, counts.articles, text_of((char *)counts.slots, 2 * COUNT_SLOTS),
                                 counts.outlet_articles, outlet, &mem, &counts),
                     PRISCUS_OK);
    assert_int_equal(counts.articles, 4000);
    assert_int_equal(counts.n_outlet, 41);
    assert_true(counts_rarity(&counts, follow) == 0);
    for (uint32_t i = 0; i < 20000; i++) { /* ever more terms: halved, and what always stands there stays */
        count_one(&counts, follow, 5000 + i);
        counts_settle(&counts);
        assert_true(counts.n_outlet <= OUTLET_TERMS && counts.outlet_articles < OUTLET_MOST);
        assert_true(counts.articles < COUNT_ARTICLES);
    }
    assert_true(counts_rarity(&counts, follow) == 0);
    /* another's bytes */
    assert_int_equal(counts_read(common, 7, text_c("abc"), 7, text_c("zzzzzaaaaa"), &mem, &counts), PRISCUS_OK);
    assert_int_equal(counts.articles, 0);
    assert_int_equal(counts.n_outlet, 1);
    common_terms_close(common);
    arena_release(&mem);
}

static void lists_with_mistakes(void **state)
{
    static const char *const texts[] = { "", "30 ferry\n", "1000 *\nferry 30\n", "1000 *\n99999999999 ferry\n",
                                         "0 *\n" };
    struct common_terms *common = NULL;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        assert_int_equal(common_terms_read("list", text_c(texts[i]), &common, &err), PRISCUS_EINPUT);
    assert_int_equal(common_terms_read("story/common.txt", builtin_file("story/common.txt"), &common, &err),
                     PRISCUS_OK);
    assert_true(counts_is_common(common, term_number(text_c("the"))));
    assert_false(counts_is_common(common, term_number(text_c("ferry"))));
    common_terms_close(common);
}

static void vectors_are_bytes_and_back(void **state)
{
    struct weighed_term some[] = { { 3, .25f }, { 70000, 1.5f }, { UINT32_MAX, 900 } }, heaviest[2];
    struct term_vector a = { some, 3 }, b, sum;
    struct text bytes;

    (void)state;
    assert_int_equal(vector_write(&a, &mem, &bytes), PRISCUS_OK);
    assert_int_equal(vector_read(bytes, &mem, &b), PRISCUS_OK);
    assert_int_equal(b.n, 3);
    assert_true(b.terms[0].weight == .25f && b.terms[1].weight == 1.5f && b.terms[2].weight == 900);
    assert_true(vector_product(&a, &b) == .0625 + 2.25 + 810000);
    assert_int_equal(vector_sum(&a, &b, 2, &mem, &sum), PRISCUS_OK);
    assert_int_equal(sum.n, 2);
    assert_int_equal(sum.terms[0].term, 70000);
    assert_true(sum.terms[0].weight == 3);
    assert_int_equal(vector_heaviest(&a, heaviest, 2), 2);
    assert_int_equal(heaviest[0].term, UINT32_MAX);
    assert_int_equal(vector_read(text_c("1234567"), &mem, &b), PRISCUS_OK);
    assert_int_equal(b.n, 0);
    assert_int_equal(vector_read(text_c("zzzzzzzzaaaaaaaa"), &mem, &b), PRISCUS_OK);
    assert_int_equal(b.n, 0);
    arena_release(&mem);
}

static void those_most_alike_first(void **state)
{
    static double alike[AVERAGE_LINK_MAX][AVERAGE_LINK_MAX] = {
        { 0, .40, .30, .02 }, { .40, 0, .20, .01 }, { .30, .20, 0, .03 }, { .02, .01, .03, 0 }
    };
    double again[AVERAGE_LINK_MAX][AVERAGE_LINK_MAX];
    size_t groups[4];

    (void)state;
    memcpy(again, alike, sizeof again);
    average_link(again, 4, .14, groups);
    assert_true(groups[0] == 0 && groups[1] == 0 && groups[2] == 0 && groups[3] == 3);
    memcpy(again, alike, sizeof again);
    average_link(again, 4, .26, groups);
    assert_true(groups[1] == 0 && groups[2] == 2);
    memcpy(again, alike, sizeof again);
    average_link(again, 4, 0, groups);
    assert_true(groups[3] == 0);
    average_link(again, 0, 0, groups);
}

/* ---- in a ledger -------------------------------------------------------------------------- */

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
    remove(path);
}

static void place_all(struct shelf *s)
{
    if (linker_place(s->linker, 0, NULL, NULL, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
}

/* Pages are numbered from 1. */
static void add(struct shelf *s, const char *outlet, const char *published, const char *title, const char *body)
{
    struct article article = { .outlet = text_c(outlet), .title = text_c(title), .body = text_c(body) };
    struct record record = { 0 };
    struct buffer bytes = { 0 };
    struct page page = { .name = text_c("page"), .from = PRISCUS_FROM_TEXT };
    bool added = false;

    if (published)
        assert_true(date_parse_iso(text_c(published), &article.published));
    buffer_format(&bytes, "%lld\n%s", (long long)++s->n, body);
    page.bytes = text_of(bytes.ptr, bytes.len);
    assert_int_equal(article_split_paragraphs(article.body, 0, &mem, &article), PRISCUS_OK);
    if (ledger_add(s->ledger, &page, &article, &record, &added, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    assert_true(added);
    buffer_release(&bytes);
}

static long long story_of(struct shelf *s, int64_t page)
{
    char sql[200];

    snprintf(sql, sizeof sql,
             "SELECT coalesce(e.story, o.story) FROM link_event e LEFT JOIN link_event o ON o.id = e.beside"
             " WHERE e.id = %lld",
             (long long)page);
    return number(s->ledger, sql);
}

/* "1 3 4 | 2": the pages of each story, stories by their first page. */
static const char *stories(struct shelf *s)
{
    struct buffer out = { 0 };
    bool seen[100] = { false };
    const char *kept;

    place_all(s);
    for (int64_t page = 1; page <= s->n; page++) {
        if (seen[page])
            continue;
        if (out.len)
            buffer_c(&out, " | ");
        for (int64_t other = page; other <= s->n; other++)
            if (story_of(s, other) == story_of(s, page)) {
                buffer_format(&out, "%s%lld", other == page ? "" : " ", (long long)other);
                seen[other] = true;
            }
    }
    kept = arena_copy(&mem, out.ptr ? out.ptr : "", out.len);
    buffer_release(&out);
    return kept;
}

/* Two strikes, a fire and a football match. */
static const struct {
    const char *outlet, *day, *title, *body;
    int event;
} news[] = {
    { "The Ferry Post", "2031-05-05", "Ferry strike ends in Orlune",
      "Crews in Orlune went back to work on Monday after nine days on strike. The ferry union and the Blue Strait "
      "Line agreed on a rise of 4 percent, the union's chair Rada Volshin said. Fourteen ferries had lain in port.",
      1 },
    { "Skarrvik Dispatch", "2031-05-05", "Orlune's ferries sail again",
      "The first of fourteen ferries left Orlune at dawn. The union of Rada Volshin and the Blue Strait Line had "
      "settled "
      "the strike at night; wages go up by 4 percent. Crews cheered in the port.",
      1 },
    { "The Tern", "2031-05-06", "Blue Strait Line pays more after strike",
      "A rise of 4 percent ended the strike of ferry crews in Orlune. Blue Strait Line lost nine days of traffic. "
      "Volshin, "
      "who leads the union, called it fair.",
      1 },
    { "The Ferry Post", "2031-05-20", "Ferry strike begins in Skarrvik",
      "Crews of the Northern Ferry Company in Skarrvik stopped work on Tuesday. They want shorter nights, said Olav "
      "Brenn, "
      "a deck hand. Six ferries stayed in port, and trucks waited at the quay.",
      2 },
    { "Orlune Press", "2031-05-20", "No boats from Skarrvik",
      "Six ferries of the Northern Ferry Company did not leave Skarrvik. Deck hands led by Olav Brenn ask for shorter "
      "nights; trucks queued along the quay.",
      2 },
    { "The Tern", "2031-05-06", "Fire in a granary at Levenbrugg",
      "A granary burned down in Levenbrugg on Monday night. Forty firemen could not save it. The mayor, Ilse Tamm, "
      "said "
      "that barley for a whole winter was lost.",
      3 },
    { "Skarrvik Dispatch", "2031-05-06", "Granary lost to the flames",
      "Levenbrugg's granary is gone. Barley worth a winter burned while forty firemen fought the flames, Mayor Ilse "
      "Tamm "
      "said.",
      3 },
    { "Orlune Press", "2031-05-06", "Brannock beat Veshkar",
      "Two late goals by Tiko Marr let Brannock win over Veshkar in the cup. The goalkeeper was sent off.", 4 },
};

static void add_news(struct shelf *s, size_t i)
{
    add(s, news[i].outlet, news[i].day, news[i].title, news[i].body);
}

static void one_event_together_two_of_a_kind_apart(void **state)
{
    struct shelf s = open_shelf();

    (void)state;
    for (size_t i = 0; i < COUNT_OF(news); i++)
        add_news(&s, i);
    assert_string_equal(stories(&s), "1 2 3 | 4 5 | 6 7 | 8");
    assert_int_equal(number(s.ledger, "SELECT count(*) FROM link_story s JOIN link_event e ON e.story = s.id"
                                      " JOIN page ON page.key = s.key WHERE page.id = 4 AND e.id = 5"),
                     1);
    assert_int_equal(ledger_link_forget(s.ledger, &err), PRISCUS_OK);
    assert_string_equal(stories(&s), "1 2 3 | 4 5 | 6 7 | 8");
    /* a late one joins; one without a date too */
    add(&s, "Veshkar Star", "2031-06-02", "What the Orlune strike cost",
        "Nine days of strike cost the Blue Strait Line dear. The rise of 4 percent that Rada Volshin's union won for "
        "ferry "
        "crews in Orlune is the lesser part.");
    add(&s, "Shore Reader", NULL, "Barley burned in Levenbrugg",
        "Forty firemen, one granary: Levenbrugg has lost its barley for the winter, says Mayor Ilse Tamm.");
    assert_string_equal(stories(&s), "1 2 3 9 | 4 5 | 6 7 10 | 8");
    close_shelf(&s);
}

static void in_any_order(void **state)
{
    static const unsigned char orders[][8] = {
        { 7, 6, 5, 4, 3, 2, 1, 0 }, { 3, 0, 5, 7, 4, 1, 6, 2 }, { 0, 3, 6, 1, 4, 7, 2, 5 }, { 2, 4, 6, 0, 1, 3, 5, 7 }
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(orders); i++) {
        struct shelf s = open_shelf();

        for (size_t k = 0; k < COUNT_OF(news); k++)
            add_news(&s, orders[i][k]);
        place_all(&s);
        for (int a = 0; a < 8; a++)
            for (int b = 0; b < a; b++)
                if ((story_of(&s, a + 1) == story_of(&s, b + 1)) !=
                    (news[orders[i][a]].event == news[orders[i][b]].event))
                    fail_msg("order %zu: pages %d and %d: %s", i, a + 1, b + 1, stories(&s));
        close_shelf(&s);
    }
}

/* A copy goes beside its original, and counts for nothing. */
static void copies_go_where_their_original_is(void **state)
{
    struct shelf s = open_shelf();
    long long weighed;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(news); i++)
        add_news(&s, i);
    place_all(&s);
    weighed = number(s.ledger, "SELECT sum(weighed) FROM link_story");
    add(&s, "Shore Reader", "2031-05-21", "Trucks wait", news[3].body);
    add(&s, "Veshkar Star", "2031-05-22", "Trucks wait still", news[3].body);
    assert_string_equal(stories(&s), "1 2 3 | 4 5 9 10 | 6 7 | 8");
    assert_int_equal(number(s.ledger, "SELECT sum(weighed) FROM link_story"), weighed);
    assert_int_equal(number(s.ledger, "SELECT count(*) FROM link_event WHERE beside = 4 AND story IS NULL"), 2);
    close_shelf(&s);
}

/* An outlet's last lines bring no two events together. */
static void what_an_outlet_always_says(void **state)
{
    static const char *const lines[] = {
        "Lena Orr counted 31 seals on the skerries.", "The choir of Brannock sang Hadel's mass.",
        "A lorry with 800 hives overturned at Gell.", "Dr Imre Soll found a comet above Tarn.",
        "The bakers of Ullen bake rye again.",        "Anouk Dray lost to a boy of nine.",
    };
    struct shelf s = open_shelf();

    (void)state;
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        struct buffer b = { 0 };

        buffer_format(&b,
                      "%s Subscribe to the Gazette newsletter for weekly puzzles, recipes, harbour timetables and "
                      "the tide calendar.",
                      lines[i]);
        add(&s, "Gazette", "2031-05-05", "", arena_copy(&mem, b.ptr, b.len));
        buffer_release(&b);
    }
    place_all(&s);
    assert_int_equal(number(s.ledger, "SELECT count(DISTINCT story) FROM link_event"), 6);
    close_shelf(&s);
}

/* Two short notes share too little; the reports that have both show that they are one story, and that is written down. */
static void moves_are_kept(void **state)
{
    struct shelf s = open_shelf();

    (void)state;
    add(&s, "A", "2031-05-05", "Rada Volshin speaks",
        "Rada Volshin spoke for the crews at noon. Wages, she said, and nothing else.");
    add(&s, "B", "2031-05-05", "Fourteen ferries in Orlune",
        "Fourteen ferries lay idle at Orlune's pier. Blue Strait Line gave no reason.");
    assert_string_equal(stories(&s), "1 | 2");
    add(&s, "C", "2031-05-05", "Rada Volshin speaks: fourteen ferries in Orlune",
        "Wages kept fourteen ferries idle at Orlune's pier at noon. Rada Volshin spoke for the crews.");
    add(&s, "D", "2031-05-05", "Fourteen ferries in Orlune, and Rada Volshin speaks",
        "Blue Strait Line gave no reason; Volshin spoke of wages. The crews of Orlune's fourteen ferries wait at "
        "noon.");
    assert_string_equal(stories(&s), "1 2 3 4");
    assert_true(number(s.ledger, "SELECT count(*) FROM link_move WHERE why = 'merge'") > 0);
    assert_int_equal(number(s.ledger, "SELECT count(*) FROM link_story a JOIN link_story b ON b.id = a.gone_into"
                                      " WHERE a.weighed = 0 AND b.weighed = 4"),
                     1);
    close_shelf(&s);
}

/* One story of many articles: what is kept of it does not grow. */
static void a_story_of_very_many_articles(void **state)
{
    enum { N = STORY_WEIGHED + 300 };
    struct shelf s = open_shelf();

    (void)state;
    for (int i = 0; i < N; i++) {
        char body[200];

        snprintf(body, sizeof body, "Orlune strike, hour %d: Rada Volshin met Blue Strait Line again, %d crews wait.",
                 i, i * 7);
        add(&s, i % 2 ? "Post" : "Tern", "2031-05-05", "Orlune ferry strike", body);
    }
    place_all(&s);
    assert_true(number(s.ledger, "SELECT max(length(terms)) FROM link_story") <= 8 * TERM_STORY);
    assert_true(number(s.ledger, "SELECT max(weighed) FROM link_story") < STORY_WEIGHED);
    close_shelf(&s);
}

static void odd_pages(void **state)
{
    struct shelf s = open_shelf();
    struct buffer b = { 0 };

    (void)state;
    add(&s, "", NULL, "", "");
    add(&s, "Post", NULL, "", "the of and");
    for (size_t i = 0; i < (size_t)1 << 20; i++)
        buffer_c(&b, "boat ");
    add(&s, "Post", "2031-05-05", "Boat", b.ptr);
    b.len = 0;
    for (size_t i = 0; i < 100000; i++)
        buffer_c(&b, "x");
    add(&s, "Post", "2031-05", b.ptr, b.ptr); /* one word */
    b.len = 0;
    for (size_t i = 0; i < 20000; i++)
        buffer_format(&b, "%zu\xD7\xA9\xE4\xB8\xAD\xCC\x81\xF0\x9F\x9B\xA5 ", i * 7919 % 40000);
    add(&s, "Post", "2031", b.ptr, b.ptr); /* words that nobody has */
    add(&s, "Tern", NULL, "\xF0\x9F\x9B\xA5", "' ' ' ...,,,");
    assert_string_equal(stories(&s), "1 | 2 | 3 | 4 | 5 | 6");
    buffer_release(&b);
    close_shelf(&s);
}

/* Somebody else's hand: stories and pages that are not there, bytes that are none. */
static void rows_that_somebody_changed(void **state)
{
    struct shelf s = open_shelf();

    (void)state;
    for (size_t i = 0; i < 5; i++)
        add_news(&s, i);
    place_all(&s);
    assert_int_equal(sqlite3_exec(s.ledger->db,
                                  "UPDATE link_story SET terms = x'0102', weighed = -3 WHERE id = 1;"
                                  "UPDATE link_story SET terms = zeroblob(9000), near = 9223372036854775807,"
                                  " first_day = -9223372036854775807 WHERE id = 2;"
                                  "UPDATE link_event SET terms = x'ff', day = 9223372036854775807;"
                                  "UPDATE link_event SET beside = 99, story = NULL WHERE id = 2;"
                                  "UPDATE link_count SET counts = x'00', articles = -7;",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    for (size_t i = 5; i < COUNT_OF(news); i++)
        add_news(&s, i);
    add_news(&s, 0);
    add(&s, "Shore Reader", "2031-05-21", "Trucks wait", news[3].body);
    place_all(&s);
    close_shelf(&s);
}

static void memory_may_run_out(void **state)
{
    struct shelf s = open_shelf();
    bool through = false;

    (void)state;
    for (size_t i = 0; i < 5; i++)
        add_news(&s, i);
    add(&s, "Shore Reader", "2031-05-21", "Trucks wait", news[3].body);
    assert_int_equal(ledger_commit(s.ledger, NULL), PRISCUS_OK);
    for (long at = 1; !through; at += at < 100 ? 1 : 23) {
        priscus_status status;

        assert_int_equal(ledger_link_forget(s.ledger, &err), PRISCUS_OK);
        start_failing(at);
        status = linker_place(s.linker, 0, NULL, NULL, &err);
        if (status == PRISCUS_OK)
            status = ledger_commit(s.ledger, &err);
        through = stop_failing(status, &err);
    }
    assert_string_equal(stories(&s), "1 2 3 | 4 5 6");
    close_shelf(&s);
}

/* The same for the page's arena. */
static void no_room_in_the_arena(void **state)
{
    struct common_terms *common = common_of("1000 *\n900 the of in\n");
    struct shelf s = open_shelf();
    bool through = false;

    (void)state;
    for (size_t i = 0; i < 2; i++)
        add_news(&s, i);
    place_all(&s);
    add_news(&s, 2);
    for (long at = 1; !through; at++) {
        struct arena failing = { 0 };
        struct linked_page page;
        struct placing placing = { s.ledger, test_language(), &failing, &page, common };
        bool found = false;
        priscus_status status;

        assert_int_equal(ledger_link_next(s.ledger, &failing, &page, &found, &err), PRISCUS_OK);
        assert_true(found);
        assert_int_equal(ledger_link_begin(s.ledger, &err), PRISCUS_OK);
        failing.fail_after = at;
        status = event_place(&placing, &err);
        through = failing.fail_after > 0;
        assert_int_equal(status, through ? PRISCUS_OK : PRISCUS_ENOMEM);
        ledger_link_undo(s.ledger, PRISCUS_EINPUT);
        arena_release(&failing);
    }
    common_terms_close(common);
    close_shelf(&s);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_terms),
        cmocka_unit_test(sentences_said_before),
        cmocka_unit_test(terms_are_rare_where_few_have_them),
        cmocka_unit_test(lists_with_mistakes),
        cmocka_unit_test(vectors_are_bytes_and_back),
        cmocka_unit_test(those_most_alike_first),
        TEST(one_event_together_two_of_a_kind_apart),
        TEST(in_any_order),
        TEST(copies_go_where_their_original_is),
        TEST(what_an_outlet_always_says),
        TEST(moves_are_kept),
        TEST(a_story_of_very_many_articles),
        TEST(odd_pages),
        TEST(rows_that_somebody_changed),
        TEST(memory_may_run_out),
        TEST(no_room_in_the_arena),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
