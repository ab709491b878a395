/* Whose copy a page is: reprints, excerpts and updates are found, whichever comes first; look-alikes are not; and whatever a
 * page holds, placing it stays small. */
#include "story/copies/copies.h"

#include "ledger/link_copy.h"
#include "ledger_pages.h"
#include "page/name/source_line.h"
#include "story/copies/copy_way.h"
#include "story/copies/shingles.h"
#include "story/linker.h"

static struct arena mem;
static struct priscus_error err;

/* ---- texts -------------------------------------------------------------------------------- */

/* `n` words that no other `seed` has, in sentences. */
static void put_prose(struct buffer *out, unsigned seed, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buffer_format(out, "%s%u%c%zu%s", i % 3 ? "ferry" : "envoy", seed, (char)('a' + i % 26), i,
                      i % 11 == 10 ? ". " : " ");
}

static const char *prose(unsigned seed, size_t n)
{
    struct buffer b = { 0 };
    const char *kept;

    put_prose(&b, seed, n);
    kept = arena_copy(&mem, b.ptr ? b.ptr : "", b.len);
    buffer_release(&b);
    return kept;
}

static const char *joined(const char *a, const char *b)
{
    struct buffer both = { 0 };
    const char *kept;

    buffer_c(&both, a);
    buffer_c(&both, b);
    kept = arena_copy(&mem, both.ptr, both.len);
    buffer_release(&both);
    return kept;
}

/* ---- shingles ----------------------------------------------------------------------------- */

static struct shingles shingles(const char *text)
{
    struct shingles s;

    assert_int_equal(shingles_of(text_c(text), &mem, &s), PRISCUS_OK);
    return s;
}

static struct overlap overlap(const char *a, const char *b)
{
    struct shingles mine = shingles(a), theirs = shingles(b);
    struct shingle_set set, other;

    assert_int_equal(shingle_set_of(&mine, &mem, &set), PRISCUS_OK);
    assert_int_equal(shingle_set_of(&theirs, &mem, &other), PRISCUS_OK);
    return shingle_set_overlap(&set, &theirs, other.n);
}

static size_t n_keys(const char *text)
{
    struct shingles s = shingles(text);
    uint64_t *keys;
    size_t n;

    assert_int_equal(shingles_keys(&s, &mem, &keys, &n), PRISCUS_OK);
    for (size_t i = 1; i < n; i++)
        assert_true(keys[i - 1] < keys[i]);
    return n;
}

static void five_words_are_a_shingle(void **state)
{
    struct overlap o;

    (void)state;
    assert_int_equal(shingles("").n, 0);
    assert_int_equal(shingles("The lake is low.").n, 0);
    assert_int_equal(shingles("The lake is low today.").n, 1);
    assert_int_equal(shingles("The lake's dam isn't shut - \xC3\x89lise says so").n, 4);
    o = overlap("The lake is low today, and Elise knows.", "the LAKE is low: today -- and \"Elise\" knows!");
    assert_int_equal(o.shared, 4);
    assert_true(overlap_jaccard(&o) == 1);
    o = overlap("one two three four five six seven eight nine", "zero two three four five six seven");
    assert_int_equal(o.mine, 5);
    assert_int_equal(o.theirs, 3);
    assert_int_equal(o.shared, 2);
    assert_true(overlap_jaccard(&o) == 2 / 6. && overlap_containment(&o) == 2 / 3.);
    o = overlap("", "");
    assert_true(overlap_jaccard(&o) == 0 && overlap_containment(&o) == 0);
    arena_release(&mem);
}

static void a_word_again_and_again_is_one_shingle(void **state)
{
    struct buffer b = { 0 };
    struct overlap o;

    (void)state;
    for (int i = 0; i < 20000; i++)
        buffer_c(&b, "boat ");
    o = overlap(b.ptr, "boat boat boat boat boat boat");
    assert_int_equal(o.mine, 1);
    assert_int_equal(o.theirs, 1);
    assert_int_equal(n_keys(b.ptr), 1);
    buffer_release(&b);
    arena_release(&mem);
}

/* Whatever passage of a window's width two texts share, they share a key; and keys are few. */
static void a_passage_has_a_key_wherever_it_stands(void **state)
{
    const char *passage = prose(1, KEY_WINDOW + SHINGLE_WORDS - 1);

    (void)state;
    for (unsigned seed = 2; seed < 60; seed++) {
        struct shingles a = shingles(joined(prose(seed, seed * 7), passage));
        struct shingles b = shingles(joined(passage, prose(seed + 100, seed * 3)));
        uint64_t *keys_a, *keys_b;
        size_t n_a, n_b, shared = 0;

        assert_int_equal(shingles_keys(&a, &mem, &keys_a, &n_a), PRISCUS_OK);
        assert_int_equal(shingles_keys(&b, &mem, &keys_b, &n_b), PRISCUS_OK);
        for (size_t i = 0; i < n_a; i++)
            for (size_t k = 0; k < n_b; k++)
                shared += keys_a[i] == keys_b[k];
        assert_true(shared > 0);
        assert_true(n_a < 4 + a.n / 10);
    }
    assert_int_equal(n_keys("The lake is low today."), 1);
    assert_int_equal(n_keys(""), 0);
    arena_release(&mem);
}

static void a_long_text_has_no_more_keys_than_others(void **state)
{
    const char *text = prose(3, 80000);

    (void)state;
    assert_int_equal(shingles(text).n, SHINGLE_WORDS_MAX - SHINGLE_WORDS + 1);
    assert_in_range(n_keys(text), SHINGLE_KEYS_MAX / 3, SHINGLE_KEYS_MAX);
    arena_release(&mem);
}

static void what_others_have_too_is_left_out(void **state)
{
    struct shingles own = shingles(joined(prose(1, 40), prose(9, 30))),
                    copy = shingles(joined(prose(1, 40), prose(9, 30)));
    struct shingle_set set;
    struct overlap o;
    uint8_t *counts;

    (void)state;
    assert_int_equal(shingle_set_of(&own, &mem, &set), PRISCUS_OK);
    assert_int_equal(shingle_set_counted(&set, &mem, &counts), PRISCUS_OK);
    for (unsigned seed = 10; seed < 13; seed++) {
        struct shingles other = shingles(joined(prose(seed, 50), prose(9, 30)));

        shingle_set_count(&set, &other, counts);
    }
    o = shingle_set_overlap_without(&set, &copy, set.n, counts, 3);
    assert_int_equal(set.n, 66);
    assert_int_equal(o.mine, 40);
    assert_int_equal(o.theirs, 40);
    assert_int_equal(o.shared, 40);
    o = shingle_set_overlap_without(&set, &copy, set.n, counts, 4);
    assert_int_equal(o.shared, 66);
    arena_release(&mem);
}

/* ---- which way ---------------------------------------------------------------------------- */

struct side {
    const char *outlet, *published, *body;
};

static struct article article_of(const struct side *s)
{
    return (struct article){ .outlet = text_c(s->outlet), .published = day(s->published), .body = text_c(s->body) };
}

static void which_way(void **state)
{
    static const struct {
        const char *what;
        struct side later, earlier;
        struct overlap overlap; /* later, earlier, shared */
        bool later_is_copy;
        enum copy_kind kind;
    } cases[] = {
        { "a later date",
          { "Dispatch", "2031-05-06", "b" },
          { "Post", "2031-05-05", "a" },
          { 90, 90, 88 },
          1,
          COPY_WHOLE },
        { "met the other way round",
          { "Post", "2031-05-05", "a" },
          { "Dispatch", "2031-05-06", "b" },
          { 90, 90, 88 },
          0,
          COPY_WHOLE },
        { "zones",
          { "Post", "2031-05-05T10:00+03:00", "a" },
          { "Tern", "2031-05-05T08:00Z", "b" },
          { 90, 90, 88 },
          0,
          COPY_WHOLE },
        { "nobody is dated", { "Dispatch", NULL, "b" }, { "Post", NULL, "a" }, { 90, 90, 88 }, 1, COPY_WHOLE },
        { "a month holds the day",
          { "Dispatch", "2031-05", "b" },
          { "Post", "2031-05-05", "a" },
          { 90, 90, 88 },
          1,
          COPY_WHOLE },
        { "it says so, whatever the dates",
          { "Post", "2031-05-06", "a" },
          { "Dispatch", "2031-05-05", "b. (Source: The Post)" },
          { 90, 92, 88 },
          0,
          COPY_WHOLE },
        { "a part, undated", { "Post", NULL, "a" }, { "Dispatch", NULL, "b" }, { 400, 60, 50 }, 0, COPY_EXCERPT },
        { "a part, cut short",
          { "Dispatch", "2031-05-06", "b" },
          { "Post", "2031-05-05", "a" },
          { 60, 100, 60 },
          1,
          COPY_EXCERPT },
        { "a short report taken whole",
          { "Dispatch", "2031-05-06", "b" },
          { "Meridian", "2031-05-05", "a" },
          { 400, 60, 58 },
          1,
          COPY_WHOLE },
        { "a later version",
          { "Post", "2031-05-05T16:00", "a and b" },
          { "Post", "2031-05-05T10:00", "a" },
          { 120, 90, 88 },
          1,
          COPY_UPDATE },
        { "that was met first",
          { "The Post", "2031-05-05T10:00", "a" },
          { "Post", "2031-05-05T16:00", "a and b" },
          { 90, 160, 88 },
          0,
          COPY_UPDATE },
        { "two feeds",
          { "post-world", "2031-05-05T10:00", "a" },
          { "post-top", "2031-05-05T10:00", "a" },
          { 90, 90, 90 },
          1,
          COPY_WHOLE },
        { "the same text a day later",
          { "Post", "2031-05-06", "a" },
          { "Post", "2031-05-05", "a" },
          { 90, 90, 90 },
          1,
          COPY_WHOLE },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct article later = article_of(&cases[i].later), earlier = article_of(&cases[i].earlier);
        struct copy_way way = copy_way_of(&later, &earlier, &cases[i].overlap);

        if (way.later_is_copy != cases[i].later_is_copy || way.kind != cases[i].kind)
            fail_msg("%s: the %s is a %s", cases[i].what, way.later_is_copy ? "later" : "earlier",
                     copy_kind_text(way.kind));
    }
}

static void an_agency_and_a_republisher_are_named(void **state)
{
    struct text agency = text_c("Meridian News Agency");
    struct article agencys = { .outlet = agency, .body = text_c("a"), .published = day("2031-05-06") };
    struct article paper = { .outlet = text_c("Post"), .body = text_c("b"), .published = day("2031-05-05") };
    struct article again = { .outlet = text_c("Post"), .body = text_c("b"), .published = day("2031-05-05") };
    const struct overlap o = { 90, 90, 88 };

    (void)state;
    assert_true(copy_way_of(&agencys, &paper, &o).later_is_copy);
    paper.agencies = &agency;
    paper.n_agencies = 1;
    assert_false(copy_way_of(&agencys, &paper, &o).later_is_copy);
    assert_true(copy_way_of(&again, &paper, &o).later_is_copy);
    paper.republished_by = text_c("Shore Reader");
    assert_false(copy_way_of(&again, &paper, &o).later_is_copy);
}

static void an_address_read_again_is_a_later_version(void **state)
{
    struct article before = { .address = text_c("https://post.example/talks"), .body = text_c("a and b") };
    struct article after = { .address = before.address, .body = text_c("a") };

    (void)state;
    assert_int_equal(copy_way_of(&after, &before, &(struct overlap){ 60, 90, 60 }).kind, COPY_UPDATE);
    assert_true(copy_way_of(&after, &before, &(struct overlap){ 60, 90, 60 }).later_is_copy);
    after.address = text_c("https://post.example/other");
    assert_int_equal(copy_way_of(&after, &before, &(struct overlap){ 60, 90, 60 }).kind, COPY_EXCERPT);
}

static void the_headline_alone_makes_no_update(void **state)
{
    struct paragraph one[] = { { .role = ROLE_HEADLINE, .body = { 0, 8 } }, { .role = ROLE_BODY, .body = { 10, 30 } } };
    struct article a = { .outlet = text_c("Post"), .paragraphs = one, .n_paragraphs = 2 }, b = a;
    const struct overlap o = { 90, 90, 85 };

    (void)state;
    a.body = text_c("One view\n\nThe envoys met here.");
    b.body = text_c("Another!\n\nThe envoys met here.");
    a.published = day("2031-05-06");
    b.published = day("2031-05-05");
    assert_int_equal(copy_way_of(&a, &b, &o).kind, COPY_WHOLE);
    b.body = text_c("Another!\n\nThe envoys met once.");
    assert_int_equal(copy_way_of(&a, &b, &o).kind, COPY_UPDATE);
}

static void source_lines(void **state)
{
    static const struct {
        const char *body, *name;
    } cases[] = {
        { "The ferries will sail. (Source: The Tern)", "The Tern" },
        { "The ferries will sail.\n\n(source: \xC2\xA0 Radio Skarr)\n\nContent of this site is free to use.",
          "Radio Skarr" },
        { "The ferries will sail.\nSource: Meridian.\n", "Meridian" },
        { "The source: nobody knows it.", "" },
        { "The ferries (Source: )", "" },
        { "(Source: Post) and (Source: Tern)", "Tern" },
        { "", "" },
    };
    struct buffer b = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text body = text_c(cases[i].body), name = text_in(body, source_line_find(body));

        if (!text_is(name, cases[i].name))
            fail_msg("\"%s\": \"%.*s\"", cases[i].body, (int)name.len, name.ptr);
    }
    buffer_c(&b, "(Source: The Tern) ");
    put_prose(&b, 1, 200); /* too far from the end */
    assert_true(span_empty(source_line_find(text_of(b.ptr, b.len))));
    buffer_release(&b);
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
}

static void place_all(struct shelf *s)
{
    if (linker_place(s->linker, 0, NULL, NULL, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
}

/* Its number: pages are numbered from 1. */
static int64_t add(struct shelf *s, const char *outlet, const char *published, const char *title, const char *body)
{
    struct article article = {
        .outlet = text_c(outlet), .title = text_c(title), .published = day(published), .body = text_c(body)
    };
    struct record record = { 0 };
    struct buffer bytes = { 0 };
    struct page page = { .name = text_c("page"), .from = PRISCUS_FROM_TEXT };
    bool added = false;

    buffer_format(&bytes, "%lld\n%s", (long long)++s->n, body);
    page.bytes = text_of(bytes.ptr, bytes.len);
    assert_int_equal(article_split_paragraphs(article.body, 0, &mem, &article), PRISCUS_OK);
    if (ledger_add(s->ledger, &page, &article, &record, &added, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    assert_true(added);
    buffer_release(&bytes);
    return s->n;
}

/* "2>1 copy, 3>1 excerpt": of what each page is a copy. */
static const char *copies(struct shelf *s)
{
    struct buffer out = { 0 };
    const char *kept;

    place_all(s);
    for (int64_t page = 1; page <= s->n; page++) {
        struct link_copy *found;
        size_t n;

        assert_int_equal(ledger_link_copies(s->ledger, page, 100, &mem, &found, &n, &err), PRISCUS_OK);
        for (size_t i = 0; i < n; i++)
            buffer_format(&out, "%s%lld>%lld %s", out.len ? ", " : "", (long long)page, (long long)found[i].of,
                          copy_kind_text(found[i].kind));
    }
    kept = arena_copy(&mem, out.ptr ? out.ptr : "", out.len);
    buffer_release(&out);
    return kept;
}

static void reprints_excerpts_and_updates_are_found(void **state)
{
    struct shelf s = open_shelf();
    struct link_copy *of;
    size_t n;

    (void)state;
    add(&s, "Post", "2031-05-05T10:00", "Envoys meet", joined("Envoys meet\n\n", prose(1, 300)));
    add(&s, "Dispatch", "2031-05-05T14:00", "Talks open", joined("Talks open\n\n", prose(1, 300)));
    add(&s, "Orlune", "2031-05-06", "Short", joined(prose(1, 80), prose(2, 40)));
    add(&s, "Post", "2031-05-05T16:00", "Envoys meet", joined(prose(1, 300), prose(3, 60)));
    add(&s, "Tern", "2031-05-06", "Another", joined(prose(4, 200), prose(1, 50))); /* a quotation */
    add(&s, "Tern", "2031-05-06", "Nothing", "");
    assert_string_equal(copies(&s), "2>1 copy, 3>1 excerpt, 3>2 excerpt, 3>4 excerpt, 4>1 update, 4>2 copy");
    assert_int_equal(ledger_link_copies_of(s.ledger, 1, 2, &mem, &of, &n, &err), PRISCUS_OK);
    assert_int_equal(n, 2);
    assert_int_equal(of[0].page, 2);
    assert_in_range(of[0].jaccard, 95, 99);
    assert_in_range(of[1].containment, 60, 80);
    assert_int_equal(ledger_link_forget(s.ledger, &err), PRISCUS_OK);
    assert_string_equal(copies(&s), "2>1 copy, 3>1 excerpt, 3>2 excerpt, 3>4 excerpt, 4>1 update, 4>2 copy");
    close_shelf(&s);
}

/* Whichever is met first, the date says which is the copy; and the earliest one is found behind the one in the index. */
static void the_first_to_print_it_may_come_last(void **state)
{
    struct shelf s = open_shelf();

    (void)state;
    add(&s, "Orlune", "2031-05-07", "C", joined(prose(1, 60), prose(2, 30)));
    add(&s, "Dispatch", "2031-05-06", "B", prose(1, 300));
    add(&s, "Post", "2031-05-05", "A", prose(1, 300));
    add(&s, "Tern", "2031-05-08", "D", prose(1, 280));
    assert_string_equal(copies(&s), "1>2 excerpt, 1>3 excerpt, 2>3 copy, 4>1 copy, 4>2 copy, 4>3 copy");
    close_shelf(&s);
}

/* "Follow us": as long as a short page's own words. It takes some pages to know it. */
static void boilerplate_makes_no_copies(void **state)
{
    struct shelf s = open_shelf();

    (void)state;
    for (unsigned i = 0; i < 6; i++)
        add(&s, "Post", "2031-05-05", "Long", joined(prose(10 + i, 200), prose(1, 40)));
    for (unsigned i = 0; i < 6; i++)
        add(&s, "Post", "2031-05-05", "Short", joined(prose(20 + i, 25), prose(1, 40)));
    add(&s, "Post", "2031-05-05", "Watch the ferry leave", prose(2, 30)); /* the same two lines below two films */
    add(&s, "Post", "2031-05-06", "Watch the ferry return", prose(2, 30));
    assert_string_equal(copies(&s), "");
    add(&s, "Dispatch", "2031-05-07", "Watch the ferry return", prose(2, 30));
    assert_string_equal(copies(&s), "15>13 copy, 15>14 copy");
    close_shelf(&s);
}

/* Of ten thousand copies each is found, by the first few; the index does not grow. */
static void ten_thousand_copies_of_a_page(void **state)
{
    enum { N = 10000 };
    struct shelf s = open_shelf();
    const char *body = prose(1, 60);
    long long keys;

    (void)state;
    add(&s, "Post", "2031-05-05", "A", body);
    place_all(&s);
    keys = number(s.ledger, "SELECT count(*) FROM link_key");
    for (int i = 1; i < N; i++)
        add(&s, "Dispatch", "2031-05-06", "B", body);
    place_all(&s);
    assert_int_equal(number(s.ledger, "SELECT count(*) FROM link_key"), keys);
    assert_int_equal(number(s.ledger, "SELECT count(*) FROM link_copy WHERE of = 1"), N - 1);
    assert_true(number(s.ledger, "SELECT max(n) FROM (SELECT count(*) AS n FROM link_copy GROUP BY page)") <=
                1 + COPY_SAME);
    close_shelf(&s);
}

/* A passage in ever so many articles: lists end, and nothing is compared with more than COPY_COMPARED of them. */
static void a_passage_that_everybody_prints(void **state)
{
    struct shelf s = open_shelf();

    (void)state;
    for (unsigned i = 0; i < 3 * COPY_LIST_MAX; i++)
        add(&s, prose(i, 1), "2031-05-05", "A", joined(prose(1000 + i, 20), prose(1, 60)));
    place_all(&s);
    assert_true(number(s.ledger, "SELECT max(n) FROM (SELECT count(*) AS n FROM link_key GROUP BY key)") <=
                COPY_LIST_MAX);
    assert_true(number(s.ledger, "SELECT max(n) FROM (SELECT count(*) AS n FROM link_copy GROUP BY page)") <=
                COPY_COMPARED);
    assert_int_equal(number(s.ledger, "SELECT count(DISTINCT page) FROM link_copy"), 3 * COPY_LIST_MAX - 1);
    close_shelf(&s);
}

static void odd_bodies(void **state)
{
    struct shelf s = open_shelf();
    struct buffer b = { 0 };

    (void)state;
    add(&s, "Post", NULL, "A", "Three words only");
    add(&s, "Post", NULL, "B", "Three words only");
    for (size_t i = 0; i < ((size_t)8 << 20) / 5; i++)
        buffer_c(&b, "boat ");
    add(&s, "Post", NULL, "C", b.ptr); /* 8 MiB */
    b.len = 0;
    for (size_t i = 0; i < 50000; i++)
        buffer_format(&b, "%zu\xD7\xA9\xE4\xB8\xAD\xCC\x81\xF0\x9F\x9B\xA5 ", i * 7919 % 40000);
    add(&s, "Post", NULL, "D", b.ptr);
    b.len = 0;
    for (size_t i = 0; i < 100000; i++)
        buffer_c(&b, "x");
    add(&s, "Post", NULL, "E", b.ptr);
    add(&s, "Dispatch", NULL, "F", "boat boat boat boat boat boat boat");
    add(&s, "Dispatch", NULL, "G", "To read on about the ferries please sign in.");
    add(&s, "Tern", NULL, "G", "To read on about the ferries please sign in.");
    assert_string_equal(copies(&s), "");
    add(&s, "Post", "2031-05-05", "H", prose(5, 80000)); /* the end of a book is not compared */
    add(&s, "Tern", "2031-05-06", "H", joined(prose(5, 70000), prose(6, 20000)));
    assert_string_equal(copies(&s), "10>9 copy");
    buffer_release(&b);
    close_shelf(&s);
}

/* Somebody else's hand: pages that are not there, a count that is wrong. */
static void rows_that_somebody_changed(void **state)
{
    struct shelf s = open_shelf();

    (void)state;
    add(&s, "Post", "2031-05-05", "A", prose(1, 100));
    place_all(&s);
    assert_int_equal(
        sqlite3_exec(s.ledger->db,
                     "UPDATE link_key SET value = 77; UPDATE link_text SET id = 77;"
                     "UPDATE link_level SET entries = 9223372036854775806, cursor = -5;"
                     "INSERT INTO link_level VALUES (1, -3, 9), (2, 1, 1), (3, 1, 1), (4, 1, 1), (5, 1, 1)",
                     NULL, NULL, NULL),
        SQLITE_OK);
    add(&s, "Dispatch", "2031-05-06", "B", prose(1, 100));
    add(&s, "Tern", "2031-05-06", "C", prose(1, 100));
    place_all(&s);
    close_shelf(&s);
}

static void memory_may_run_out(void **state)
{
    struct shelf s = open_shelf();
    bool through = false;

    (void)state;
    add(&s, "Post", "2031-05-05", "A", prose(1, 100));
    add(&s, "Dispatch", "2031-05-06", "B", joined(prose(1, 100), prose(2, 30)));
    add(&s, "Dispatch", "2031-05-07", "C", prose(1, 100));
    for (unsigned i = 0; i < 4; i++)
        add(&s, "Post", "2031-05-05", "D", joined(prose(10 + i, 60), prose(3, 40)));
    assert_int_equal(ledger_commit(s.ledger, NULL), PRISCUS_OK);
    for (long at = 1; !through; at++) {
        priscus_status status;

        assert_int_equal(ledger_link_forget(s.ledger, &err), PRISCUS_OK);
        start_failing(at);
        status = linker_place(s.linker, 0, NULL, NULL, &err);
        if (status == PRISCUS_OK)
            status = ledger_commit(s.ledger, &err);
        through = stop_failing(status, &err);
    }
    assert_string_equal(copies(&s), "2>1 copy, 3>1 copy, 3>2 update");
    close_shelf(&s);
}

/* The same for the page's arena. */
static void no_room_in_the_arena(void **state)
{
    struct shelf s = open_shelf();
    bool through = false;

    (void)state;
    add(&s, "Post", "2031-05-05", "A", prose(1, 100));
    add(&s, "Post", "2031-05-05", "B", joined(prose(1, 100), prose(2, 40)));
    for (unsigned i = 0; i < 4; i++)
        add(&s, "Post", "2031-05-05", "C", joined(prose(10 + i, 60), prose(3, 40)));
    place_all(&s);
    add(&s, "Post", "2031-05-06", "D", joined(prose(1, 100), prose(3, 40)));
    for (long at = 1; !through; at++) {
        struct arena failing = { 0 };
        struct linked_page page;
        struct placing placing = { s.ledger, test_language(), &failing, &page };
        bool found = false;
        priscus_status status;

        assert_int_equal(ledger_link_next(s.ledger, &failing, &page, &found, &err), PRISCUS_OK);
        assert_true(found);
        assert_int_equal(ledger_link_begin(s.ledger, &err), PRISCUS_OK);
        failing.fail_after = at;
        status = copy_place(&placing, &err);
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
        cmocka_unit_test(five_words_are_a_shingle),
        cmocka_unit_test(a_word_again_and_again_is_one_shingle),
        cmocka_unit_test(a_passage_has_a_key_wherever_it_stands),
        cmocka_unit_test(a_long_text_has_no_more_keys_than_others),
        cmocka_unit_test(what_others_have_too_is_left_out),
        cmocka_unit_test(which_way),
        cmocka_unit_test(an_agency_and_a_republisher_are_named),
        cmocka_unit_test(an_address_read_again_is_a_later_version),
        cmocka_unit_test(the_headline_alone_makes_no_update),
        cmocka_unit_test(source_lines),
        TEST(reprints_excerpts_and_updates_are_found),
        TEST(the_first_to_print_it_may_come_last),
        TEST(boilerplate_makes_no_copies),
        TEST(ten_thousand_copies_of_a_page),
        TEST(a_passage_that_everybody_prints),
        TEST(odd_bodies),
        TEST(rows_that_somebody_changed),
        TEST(memory_may_run_out),
        TEST(no_room_in_the_arena),
    };

    hook_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
