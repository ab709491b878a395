/* Actors: the cases are in tests/cases/actors.txt, which needs no C to add to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "people.h"
#include "record/knowledge/spelling.h"

/* " | " parts paragraphs. */
static void read_document(struct text line, struct date published, struct arena *mem, struct article *article,
                          struct document *doc)
{
    struct priscus_error err;
    char *body = arena_copy(mem, line.ptr, line.len);

    assert_non_null(body);
    for (size_t i = 0; i + 2 < line.len; i++)
        if (memcmp(body + i, " | ", 3) == 0)
            body[i] = body[i + 1] = '\n';
    *article = (struct article){ .body = text_of(body, line.len), .published = published };
    assert_int_equal(article_split_paragraphs(article->body, 0, mem, article), PRISCUS_OK);
    assert_int_equal(document_read(test_reader(), article, mem, doc, &err), PRISCUS_OK);
}

static bool find(const struct document *doc, struct arena *mem, struct actors *out)
{
    struct quote_list quotes;

    return quote_find(doc, mem, &quotes) == PRISCUS_OK &&
           actors_find(doc, test_knowledge(), &quotes, mem, out) == PRISCUS_OK;
}

/* The tokens of `words`, its `place`th time in the text. */
static bool find_words(const struct document *doc, struct text words, int place, uint32_t *first, uint32_t *end)
{
    for (uint32_t i = 0; i < doc->n_tokens; i++) {
        uint32_t begin = doc->tokens[i].span.begin, stop = begin + (uint32_t)words.len;

        if (doc->body.len < stop || memcmp(doc->body.ptr + begin, words.ptr, words.len) != 0)
            continue;
        for (*first = i, *end = i; *end < doc->n_tokens && doc->tokens[*end].span.end < stop;)
            ++*end;
        if (*end < doc->n_tokens && doc->tokens[*end].span.end == stop && --place == 0) {
            ++*end;
            return true;
        }
    }
    return false;
}

static void show(const struct actors *actors, uint32_t first, uint32_t end, char *out, size_t size)
{
    struct actor_ref refs[ACTORS_MAX];
    size_t n = actors_resolve(actors, first, end, NULL, refs), at = 0;

    for (size_t i = 0; i < n || i == 0; i++) {
        struct text name = { 0 }, party = { 0 };

        if (i < n && refs[i].entity)
            name = actors->entities[refs[i].entity - 1].name;
        if (i < n && refs[i].party != NO_PARTY)
            party = actors->knowledge->roster.parties[refs[i].party].code;
        at += (size_t)snprintf(out + at, size - at, "%s%.*s, %.*s", i ? "; " : "", name.ptr ? (int)name.len : 1,
                               name.ptr ? name.ptr : "-", party.ptr ? (int)party.len : 1, party.ptr ? party.ptr : "-");
        assert_true(at < size);
    }
}

static void every_case_of_the_file(void **state)
{
    struct arena mem = { 0 }, each = { 0 };
    struct priscus_error err;
    struct text rest, line, said = { 0 };
    struct article article;
    struct document doc;
    struct actors actors;
    int cases = 0, wrong = 0;

    (void)state;
    assert_int_equal(file_read(TEST_FOLDER "/cases/actors.txt", 1 << 20, &mem, &rest, &err), PRISCUS_OK);
    while (rest.ptr) {
        size_t arrow;
        struct text words, want;
        char got[300];
        uint32_t first, end;
        int place = 1;

        line = text_trim(text_cut(&rest, '\n'));
        if (!line.len || line.ptr[0] == '#')
            continue;
        arrow = text_find(line, text_c(" -> "), 0);
        if (arrow == NOWHERE) {
            struct date published = { 0 };
            struct text day = text_cut(&line, ':');

            assert_true(date_parse_iso(day, &published));
            arena_reset(&each);
            said = text_trim(line);
            read_document(said, published, &each, &article, &doc);
            assert_true(find(&doc, &each, &actors));
            continue;
        }
        words = text_of(line.ptr, arrow);
        want = text_trim(text_of(line.ptr + arrow + 4, line.len - arrow - 4));
        if (words.len > 2 && words.ptr[words.len - 2] == '#') {
            place = words.ptr[words.len - 1] - '0';
            words.len -= 2;
        }
        cases++;
        if (!find_words(&doc, words, place, &first, &end)) {
            print_error("%.*s\n  %.*s: these tokens are not there\n", (int)said.len, said.ptr, (int)words.len,
                        words.ptr);
            wrong++;
            continue;
        }
        show(&actors, first, end, got, sizeof got);
        if (!text_is(want, got)) {
            print_error("%.*s\n  %.*s\n    want %.*s\n    got  %s\n", (int)said.len, said.ptr, (int)words.len,
                        words.ptr, (int)want.len, want.ptr, got);
            wrong++;
        }
    }
    print_message("%d mentions, %d wrong\n", cases, wrong);
    assert_int_equal(wrong, 0);
    assert_true(cases > 80);
    arena_release(&each);
    arena_release(&mem);
}

static void spellings_meet_by_letters(void **state)
{
    static const char *const same[][2] = {
        { "Zelensky", "Zelenskyy" },
        { "Zelenskiy", "Zelensky" },
        { "Qaddafi", "Gadhafi" },
        { "Gaddafi", "Qadhafi" },
        { "Araghchi", "Araqchi" },
        { "Yanukovych", "Yanukovich" },
        { "Mueller", "M\xC3\xBCller" },
        { "al-Sharaa", "Sharaa" },
        { "Hussein", "Husayn" },
        { "O'Neil", "O\xE2\x80\x99Neil" },
        { "Erdo\xC4\x9F"
          "an",
          "Erdogan" },
    };
    static const char *const different[][2] = {
        { "Gates", "Kates" }, { "Kerry", "Gerry" }, { "Lavrov", "Labrov" }, { "Ivanov", "Ivanova" }, { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        if (!spelling_meets(text_c(same[i][0]), text_c(same[i][1])))
            fail_msg("%s and %s do not meet", same[i][0], same[i][1]);
        assert_int_equal(spelling_hash(text_c(same[i][0])), spelling_hash(text_c(same[i][1])));
    }
    for (size_t i = 0; i < COUNT_OF(different); i++)
        if (spelling_meets(text_c(different[i][0]), text_c(different[i][1])))
            fail_msg("%s and %s meet", different[i][0], different[i][1]);
}

static void persons_meet_where_both_names_do(void **state)
{
    static const char *const same[][2] = {
        { "Volodymyr Zelenskyy", "Vladimir Zelensky" },
        { "Sergei Lavrov", "Sergey Lavrov" },
        { "Yuri Malkov", "Yury Malkov" },
        { "Mohammed Rashad", "Muhammad al-Rashad" },
        { "V. Orsk", "Viktor Orsk" },
        { "Orsk", "Viktor Orsk" },
        { "Serhiy Malko", "Sergei Malko" },
        { "Yevgeny Orsk", "Evgeny Orsk" },
    };
    static const char *const different[][2] = {
        { "Vladimir Putin", "Vladimir Zelensky" }, { "Peter Karanja", "Ruth Karanja" },
        { "Bill Orsk", "Hillary Orsk" },           { "Jim Velmark", "King Idris II of Velmark" },
        { "Roberto Silva", "Roberta Silva" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(same); i++)
        if (!spelling_person_meets(text_c(same[i][0]), text_c(same[i][1])))
            fail_msg("%s and %s do not meet", same[i][0], same[i][1]);
    for (size_t i = 0; i < COUNT_OF(different); i++)
        if (spelling_person_meets(text_c(different[i][0]), text_c(different[i][1])))
            fail_msg("%s and %s meet", different[i][0], different[i][1]);
}

static void memory_may_run_out_anywhere(void **state)
{
    static const char text[] = "Russian Foreign Minister Sergei Malkov met the Turkish envoy, Selin Aksoy, in Ankara. "
                               "\"We agree,\" he told the Harbour Front. Its leader said nothing.";
    struct arena mem = { 0 };
    struct article article;
    struct document doc;

    (void)state;
    for (long k = 1; k < 1000; k++) {
        struct actors actors = { 0 };

        arena_reset(&mem);
        mem.fail_after = 0;
        read_document(text_c(text), date_day(2031, 2, 27), &mem, &article, &doc);
        mem.fail_after = k;
        if (find(&doc, &mem, &actors)) {
            assert_true(k > 5);
            break;
        }
        assert_int_equal(actors.n_mentions, 0);
        assert_true(k < 999);
    }
    mem.fail_after = 0;
    arena_release(&mem);
}

/* A page of one name, a page of pronouns, a row of titles: each is over at once. */
static void long_pages_are_read(void **state)
{
    static const char *const words[] = { "Orsk ", "He said he said ", "President Minister ", "of the minister ",
                                         "\"I ",  "Kim Orsk and " };
    struct arena mem = { 0 };

    (void)state;
    for (size_t w = 0; w < COUNT_OF(words); w++) {
        struct article article;
        struct document doc;
        struct actors actors;
        struct actor_ref refs[ACTORS_MAX];
        size_t len = strlen(words[w]), n = 20000 / len;
        char *body;

        arena_reset(&mem);
        body = arena_alloc(&mem, n * len + 1);
        assert_non_null(body);
        for (size_t i = 0; i < n; i++)
            memcpy(body + i * len, words[w], len);
        read_document(text_of(body, n * len), date_day(2031, 2, 27), &mem, &article, &doc);
        assert_true(find(&doc, &mem, &actors));
        for (uint32_t i = 0; i < doc.n_tokens; i += 7)
            actors_resolve(&actors, i, (uint32_t)doc.n_tokens, NULL, refs);
    }
    arena_release(&mem);
}

static void a_wrong_line_of_offices_is_told(void **state)
{
    static const char *const wrong[][2] = {
        { "rolle: king\n", "offices.txt:1: there is no kind \"rolle\"; did you mean \"role\"?" },
        { "role: king\ncovers: leader = king\n", "offices.txt:2: there is no role \"leader\"" },
        { "role: king\ncovers: king = emir\n", "offices.txt:2: there is no role \"emir\"" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct arena mem = { 0 };
        struct offices offices;
        struct priscus_error err = { 0 };

        assert_int_equal(offices_read("offices.txt", text_c(wrong[i][0]), &mem, &offices, &err), PRISCUS_ECONFIG);
        assert_string_equal(err.message, wrong[i][1]);
        arena_release(&mem);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_of_the_file),
        cmocka_unit_test(spellings_meet_by_letters),
        cmocka_unit_test(persons_meet_where_both_names_do),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(long_pages_are_read),
        cmocka_unit_test(a_wrong_line_of_offices_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
