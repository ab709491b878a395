/* phrase.c - the syntax of docs/agenda.md against documents made by hand.
 *
 * A document is written as tokens with blanks between, "form" or "form/lemma"; capitals are lowered
 * for the norm, as the tokenizer does. */
#include "record/knowledge/phrase.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <time.h>

#define TOKENS_MAX 4096

struct made {
    struct article article;
    struct document doc;
    struct token tokens[TOKENS_MAX];
    uint32_t party_end[TOKENS_MAX];
    char body[TOKENS_MAX * 16], small[TOKENS_MAX * 16];
};

static void make(struct made *m, const char *words)
{
    struct text rest = text_c(words);
    size_t n = 0, bytes = 0, low = 0;

    memset(m, 0, sizeof *m);
    while (rest.ptr) {
        struct text base = text_cut(&rest, ' ');
        struct text form = text_cut(&base, '/');
        struct token *t = &m->tokens[n];

        if (form.len == 0)
            continue;
        assert_true(n < TOKENS_MAX);
        if (n) {
            m->body[bytes++] = ' ';
            t->feats |= FEAT_SPACE_BEFORE;
        }
        t->span.begin = (uint32_t)bytes;
        memcpy(m->body + bytes, form.ptr, form.len);
        bytes += form.len;
        t->span.end = (uint32_t)bytes;
        t->norm = text_of(m->small + low, 0);
        for (size_t i = 0; i < form.len; i++) {
            bool curly = form.len - i >= 3 && memcmp(form.ptr + i, "\xE2\x80\x99", 3) == 0;

            m->small[low++] = curly ? '\'' : ascii_lower(form.ptr[i]);
            i += curly ? 2 : 0;
        }
        t->norm.len = (size_t)(m->small + low - t->norm.ptr);
        t->lemma = base.ptr ? base : t->norm;
        /* Without a blank before it, as after "leaders". */
        if (text_is(t->norm, "'s") || text_is(t->norm, "'") || text_is(t->norm, "n't"))
            t->feats &= (uint16_t)~FEAT_SPACE_BEFORE;
        n++;
    }
    m->doc = (struct document){ .body = text_of(m->body, bytes), .tokens = m->tokens, .n_tokens = n };
}

static struct arena mem;
static struct made made;

/* Where the phrase ends that begins at `at`; 0: it does not match there. */
static size_t end_at(const char *phrase, unsigned flags, const char *words, size_t at)
{
    struct phrase_match match[4];
    struct phrase_context context = { made.party_end };
    struct phrase_set *set;
    struct priscus_error err = { 0 };
    size_t n;

    arena_reset(&mem);
    set = phrase_set_new(&mem);
    if (phrase_set_add(set, &mem, text_c(phrase), flags, 7, &err) != PRISCUS_OK)
        fail_msg("%s: %s", phrase, err.message);
    if (words)
        make(&made, words);
    n = phrase_match_at(set, &made.doc, &context, at, made.doc.n_tokens, match, 4);
    if (n == 0)
        return 0;
    assert_int_equal(n, 1);
    assert_int_equal(match[0].first, at);
    assert_int_equal(match[0].value, 7);
    return match[0].end;
}

static size_t end_of(const char *phrase, const char *words)
{
    return end_at(phrase, 0, words, 0);
}

static void words_match_through_form_and_dictionary_form(void **state)
{
    (void)state;
    assert_int_equal(end_of("peace treaty", "Peace Treaties/treaty were signed"), 2);
    assert_int_equal(end_of("talks", "Talks/talk resume"), 1);
    assert_int_equal(end_of("talk", "Talks/talk resume"), 1);
    assert_int_equal(end_of("talks", "talk about it"), 0);
    assert_int_equal(end_of("Peace Treaty", "peace treaty"), 2);
    assert_int_equal(end_of("peace treaty", "peace talks"), 0);
    assert_int_equal(end_of("peace treaty", "peace"), 0);
    assert_int_equal(end_of("treaty", "treaties/treaty"), 1);
    assert_int_equal(end_of("treaties", "treaties/treaty"), 1);
    assert_int_equal(end_of("do not", "do n't/not"), 2);
    assert_int_equal(end_of("\xC3\x89vian accord", "\xC3\xA9vian accord"), 2);
}

static void alternatives_stand_in_one_place(void **state)
{
    (void)state;
    assert_int_equal(end_of("halt|stop fire", "stops/stop fire"), 2);
    assert_int_equal(end_of("halt|stop fire", "halt fire"), 2);
    assert_int_equal(end_of("halt|stop fire", "cease fire"), 0);
    assert_int_equal(end_of("a =US|america* base", "a US base"), 3);
    assert_int_equal(end_of("a =US|america* base", "a us base"), 0);
    assert_int_equal(end_of("a =US|america* base", "a American base"), 3);
}

static void words_in_brackets_may_be_missing(void **state)
{
    (void)state;
    assert_int_equal(end_of("[direct] talks", "direct talks"), 2);
    assert_int_equal(end_of("[direct] talks", "talks"), 1);
    assert_int_equal(end_of("[direct|indirect] talks", "indirect talks"), 2);
    assert_int_equal(end_of("[a] [b] [c] d", "b d"), 2);
    assert_int_equal(end_of("[a] [b] [c] d", "a c d"), 3);
    assert_int_equal(end_of("[a] [b] [c] d", "c b d"), 0);
    assert_int_equal(end_of("monitoring [mission]", "monitoring mission"), 2);
    assert_int_equal(end_of("monitoring [mission]", "monitoring team"), 1);
    assert_int_equal(end_of("[all of the] prisoners", "all of the prisoners"), 4);
    assert_int_equal(end_of("[all of the] prisoners", "prisoners"), 1);
    assert_int_equal(end_of("[all of the] prisoners", "all of prisoners"), 0);
    assert_int_equal(end_of("[ all of ] prisoners", "all of prisoners"), 3);
    assert_int_equal(end_at("[direct] talks", 0, "direct talks", 1), 2);
}

static void a_gap_is_short_and_stays_in_its_clause(void **state)
{
    (void)state;
    assert_int_equal(end_of("exchange ... prisoner", "exchanged/exchange some 400 prisoners/prisoner"), 4);
    assert_int_equal(end_of("exchange ... prisoner", "exchange prisoners/prisoner"), 2);
    assert_int_equal(end_of("exchange ... prisoner", "exchange 1 2 3 4 5 prisoner"), 7);
    assert_int_equal(end_of("exchange ... prisoner", "exchange 1 2 3 4 5 6 prisoner"), 0);
    assert_int_equal(end_of("exchange ... prisoner", "exchange gifts . A prisoner"), 0);
    assert_int_equal(end_of("exchange ... prisoner", "exchange gifts ; a prisoner"), 0);
    assert_int_equal(end_of("exchange ... prisoner", "exchange gifts ?! a prisoner"), 0);
    assert_int_equal(end_of("exchange ... prisoner", "exchange gifts \" a prisoner"), 0);
    assert_int_equal(end_of("exchange ... prisoner", "exchange gifts \xE2\x80\x9C a prisoner"), 0);
    assert_int_equal(end_of("exchange ... prisoner", "exchange , he said , a prisoner"), 7);
    /* the nearest one */
    assert_int_equal(end_of("exchange ... prisoner", "exchange a prisoner and prisoner"), 3);
    /* the possessive mark is no quotation mark */
    assert_int_equal(end_of("exchange ... prisoner", "exchange states ' prisoner"), 4);
    assert_int_equal(end_of("exchange \xE2\x80\xA6 prisoner", "exchange a prisoner"), 3);
}

static void a_prefix_takes_any_ending(void **state)
{
    (void)state;
    assert_int_equal(end_of("sanction*", "sanctioning"), 1);
    assert_int_equal(end_of("sanction*", "sanction"), 1);
    assert_int_equal(end_of("sanction*", "Sanctions-busting"), 1);
    assert_int_equal(end_of("sanction*", "sanctio"), 0);
    assert_int_equal(end_of("peace-keep*", "peace-keepers"), 1);
    assert_int_equal(end_of("peace-keep*", "peace keepers"), 2);
    assert_int_equal(end_of("mediat* effort", "mediating/mediate efforts/effort"), 2);
    assert_int_equal(end_of("un* force", "UN-led force"), 2);
    assert_int_equal(end_of("un* led force", "UN-led force"), 2);
}

static void an_exact_word_is_as_written(void **state)
{
    (void)state;
    assert_int_equal(end_of("=US", "US"), 1);
    assert_int_equal(end_of("=US", "us"), 0);
    assert_int_equal(end_of("=US", "them us/US"), 0);
    assert_int_equal(end_of("=NATO* troops", "NATOist troops"), 2);
    assert_int_equal(end_at("Grey House", PHRASE_EXACT_CASE, "Grey House", 0), 2);
    assert_int_equal(end_at("Grey House", PHRASE_EXACT_CASE, "grey House", 0), 0);
    assert_int_equal(end_at("Grey House", PHRASE_EXACT_CASE, "Grey Houses/house", 0), 0);
    /* a sentence begins with a capital */
    assert_int_equal(end_at("rebels of Tesmar", PHRASE_EXACT_CASE, "Rebels of Tesmar", 0), 3);
    assert_int_equal(end_at("rebels of Tesmar", PHRASE_EXACT_CASE, "Rebels Of Tesmar", 0), 0);
    assert_int_equal(end_at("Hua'en", PHRASE_EXACT_CASE,
                            "Hua\xE2\x80\x99"
                            "en",
                            0),
                     1);
    assert_int_equal(end_at("Hua\xE2\x80\x99"
                            "en",
                            PHRASE_EXACT_CASE, "Hua'en", 0),
                     1);
}

static void at_party_is_a_mention_and_its_possessive(void **state)
{
    (void)state;
    make(&made, "Kyiv 's joining NATO");
    made.party_end[0] = 1;
    made.tokens[2].lemma = text_c("join");
    assert_int_equal(end_at("@party join NATO", 0, NULL, 0), 4);
    assert_int_equal(end_at("@party", 0, NULL, 0), 2);
    assert_int_equal(end_at("@party 's", 0, NULL, 0), 2);
    assert_int_equal(end_at("@party join NATO", 0, NULL, 1), 0);
    made.party_end[0] = 0;
    assert_int_equal(end_at("@party join NATO", 0, NULL, 0), 0);

    make(&made, "boats/boat of the United States in waters");
    made.party_end[2] = 5;
    assert_int_equal(end_at("boat of @party in ... waters", 0, NULL, 0), 7);
    made.party_end[2] = 0;
    made.party_end[3] = 5;
    assert_int_equal(end_at("boat of @party in ... waters", 0, NULL, 0), 0);
    assert_int_equal(end_at("boat of [the] @party in ... waters", 0, NULL, 0), 7);
    assert_int_equal(end_at("boat of @party|them|the", 0, NULL, 0), 3);
}

static void hyphens_part_words_on_both_sides(void **state)
{
    (void)state;
    assert_int_equal(end_of("cease fire", "cease-fire"), 1);
    assert_int_equal(end_of("cease-fire", "cease-fire"), 1);
    assert_int_equal(end_of("cease-fire", "cease fire"), 2);
    assert_int_equal(end_of("cease-fire", "cease\xE2\x80\x91"
                                          "fire"),
                     1);
    assert_int_equal(end_of("cease-fire", "Cease-fires/cease-fire"), 1);
    assert_int_equal(end_of("non nuclear status", "non-nuclear status"), 2);
    assert_int_equal(end_of("cease fire", "cease-firing"), 0);
    assert_int_equal(end_of("cease", "cease-fire"), 0);
    assert_int_equal(end_of("all for all", "all-for-all"), 1);
    assert_int_equal(end_of("all for all", "all for-all"), 2);
    assert_int_equal(end_of("all-for-all exchange|cease-fire", "all-for-all cease-fire"), 2);
    assert_int_equal(end_of("all-for-all exchange|cease-fire", "all-for all exchange"), 3);
    assert_int_equal(end_of("[non] nuclear", "non-nuclear"), 1);
    assert_int_equal(end_of("a ... fire", "a cease-fire"), 0);
    assert_int_equal(end_at("Jean-Pierre Lacroix", PHRASE_EXACT_CASE, "Jean Pierre Lacroix", 0), 3);
    assert_int_equal(end_at("al-Qaeda", PHRASE_EXACT_CASE, "Al-Qaeda", 0), 1);
    assert_int_equal(end_of("fire - brigade", "fire - brigade"), 3);
}

static void clitics_are_parted_as_in_documents(void **state)
{
    (void)state;
    assert_int_equal(end_of("leaders' meeting", "leaders ' meeting"), 3);
    assert_int_equal(end_of("people's republic", "people 's republic"), 3);
    assert_int_equal(end_of("people\xE2\x80\x99s republic", "People \xE2\x80\x99s republic"), 3);
    assert_int_equal(end_of("can't talk", "ca n't talk"), 3);
    assert_int_equal(end_of("cannot talk", "can not talk"), 3);
    assert_int_equal(end_at("C\xC3\xB4te d'Ivoire", PHRASE_EXACT_CASE, "C\xC3\xB4te d'Ivoire", 0), 2);
    assert_int_equal(end_at("C\xC3\xB4te d'Ivoire", PHRASE_EXACT_CASE, "C\xC3\xB4te d' Ivoire", 0), 3);
    assert_int_equal(end_at("Washington, D.C.", PHRASE_EXACT_CASE, "Washington , D.C.", 0), 3);
    assert_int_equal(end_at("League (North)", PHRASE_EXACT_CASE, "League ( North )", 0), 4);
}

static void quotation_marks_between_words_do_not_matter(void **state)
{
    (void)state;
    assert_int_equal(end_of("peace treaty", "peace \" treaty"), 3);
    assert_int_equal(end_of("the peace treaty", "the \" peace \" treaty"), 5);
    assert_int_equal(end_of("peace treaty", "peace \" \" treaty"), 0);
    assert_int_equal(end_of("peace treaty", "\" peace treaty"), 0);
    assert_int_equal(end_of("peace [treaty]", "peace \" talks"), 1);
    assert_int_equal(end_of("\"peace\" treaty", "peace treaty"), 2);
    assert_int_equal(end_of("peace \" treaty", "peace treaty"), 2);
    /* a single one too, unless it is a possessive and the phrase has none */
    make(&made, "peace ' treaty");
    assert_int_equal(end_at("peace treaty", 0, NULL, 0), 0);
    made.tokens[1].feats |= FEAT_CLOSES;
    assert_int_equal(end_at("peace treaty", 0, NULL, 0), 3);
}

static void literal_phrases_have_no_syntax(void **state)
{
    (void)state;
    assert_int_equal(end_at("[a|b]*", PHRASE_LITERAL, "[a|b]*", 0), 1);
    assert_int_equal(end_at("M*", PHRASE_LITERAL, "Mx", 0), 0);
    assert_int_equal(end_at("... a", PHRASE_LITERAL, "... a", 0), 2);
    assert_int_equal(end_at("=US", PHRASE_LITERAL, "US", 0), 0);
}

static void matches_come_longest_first_then_as_added(void **state)
{
    static const char *const phrases[] = { "peace", "peace talks", "pea* talks",
                                           "talks", "[the] peace", "peace talks now" };
    struct phrase_match match[8];
    struct phrase_set *set;

    (void)state;
    arena_reset(&mem);
    set = phrase_set_new(&mem);
    for (uint32_t i = 0; i < COUNT_OF(phrases); i++)
        assert_int_equal(phrase_set_add(set, &mem, text_c(phrases[i]), 0, i, NULL), PRISCUS_OK);
    make(&made, "peace talks now");
    assert_int_equal(phrase_match_at(set, &made.doc, NULL, 0, 3, match, 8), 5);
    assert_int_equal(match[0].value, 5);
    assert_int_equal(match[1].value, 1);
    assert_int_equal(match[2].value, 2);
    assert_int_equal(match[3].value, 0);
    assert_int_equal(match[4].value, 4);
    /* little room: the longest are kept */
    assert_int_equal(phrase_match_at(set, &made.doc, NULL, 0, 3, match, 2), 2);
    assert_int_equal(match[0].value, 5);
    assert_int_equal(match[1].value, 1);
    assert_int_equal(phrase_match_at(set, &made.doc, NULL, 0, 3, match, 0), 0);
    /* nothing reaches over the limit */
    assert_int_equal(phrase_match_at(set, &made.doc, NULL, 0, 2, match, 8), 4);
    assert_int_equal(match[0].value, 1);
    assert_int_equal(phrase_match_at(set, &made.doc, NULL, 0, 1, match, 8), 2);
    assert_int_equal(phrase_match_at(set, &made.doc, NULL, 1, 3, match, 8), 1);
    assert_int_equal(phrase_match_at(set, &made.doc, NULL, 3, 3, match, 8), 0);
    assert_int_equal(phrase_match_at(set, &made.doc, NULL, 3, 99, match, 8), 0);
}

static void a_phrase_found_by_form_and_by_lemma_counts_once(void **state)
{
    struct phrase_match match[8];
    struct phrase_set *set;

    (void)state;
    arena_reset(&mem);
    set = phrase_set_new(&mem);
    assert_int_equal(phrase_set_add(set, &mem, text_c("talks|talk|tal*|=Talks"), 0, 3, NULL), PRISCUS_OK);
    make(&made, "Talks/talk");
    assert_int_equal(phrase_match_at(set, &made.doc, NULL, 0, 1, match, 8), 1);
    assert_int_equal(match[0].words, 1);
}

static void words_leave_gaps_and_marks_out(void **state)
{
    struct phrase_match match[1];
    struct phrase_set *set;

    (void)state;
    arena_reset(&mem);
    set = phrase_set_new(&mem);
    assert_int_equal(phrase_set_add(set, &mem, text_c("limit on ... catch quota"), 0, 3, NULL), PRISCUS_OK);
    make(&made, "limit on the yearly catch \" quota");
    assert_int_equal(phrase_match_at(set, &made.doc, NULL, 0, 7, match, 1), 1);
    assert_int_equal(match[0].end, 7);
    assert_int_equal(match[0].words, 4);
}

static void bad_syntax_is_told(void **state)
{
    static const struct {
        const char *phrase, *message;
    } cases[] = {
        { "", "a phrase is empty" },
        { "  ", "a phrase is empty" },
        { "\"\"", "a phrase is empty" },
        { "[direct talks", "\"[\" without \"]\" behind it" },
        { "direct] talks", "\"]\" without \"[\" before it" },
        { "[a [b] c] d", "a \"[\" stands inside brackets" },
        { "[] a", "there is nothing between \"[\" and \"]\"" },
        { "[ ] a", "there is nothing between \"[\" and \"]\"" },
        { "a[b] c", "\"]\" without \"[\" before it" },
        { "a[b c", "brackets go around whole words: \"a[b\"" },
        { "a [b]c", "brackets go around whole words: \"b]c\"" },
        { "[direct]", "one word at least must stand outside the brackets" },
        { "... talks", "\"...\" cannot begin a phrase" },
        { "[the] ... talks", "\"...\" cannot begin a phrase" },
        { "talks ...", "\"...\" cannot end a phrase" },
        { "talks ... [now]", "\"...\" cannot end a phrase" },
        { "talks ... ... now", "one \"...\" is enough" },
        { "talks [...] now", "\"...\" cannot stand in brackets" },
        { "talks... now", "\"...\" needs a blank on both sides: \"talks...\"" },
        { "a||b", "a word is missing beside a \"|\"" },
        { "a|", "a word is missing beside a \"|\"" },
        { "|a", "a word is missing beside a \"|\"" },
        { "@parties join", "\"@parties\" is not known, only @party is" },
        { "= a", "\"=\" has no letters" },
        { "* a", "\"*\" has no letters" },
        { "sanc*ion", "\"*\" stands at the end of a word, not inside: \"sanc*ion\"" },
        { "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17", "the phrase has more than 16 words" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct priscus_error err = { 0 };
        struct phrase_set *set;

        arena_reset(&mem);
        set = phrase_set_new(&mem);
        if (phrase_set_add(set, &mem, text_c(cases[i].phrase), 0, 0, &err) != PRISCUS_EINPUT)
            fail_msg("accepted: %s", cases[i].phrase);
        assert_string_equal(err.message, cases[i].message);
    }
}

static void long_phrases_are_refused(void **state)
{
    char phrase[PHRASE_BYTES_MAX + 2];
    struct priscus_error err = { 0 };
    struct phrase_set *set;

    (void)state;
    arena_reset(&mem);
    set = phrase_set_new(&mem);
    memset(phrase, 'a', sizeof phrase);
    assert_int_equal(phrase_set_add(set, &mem, text_of(phrase, PHRASE_BYTES_MAX), 0, 0, &err), PRISCUS_OK);
    assert_int_equal(phrase_set_add(set, &mem, text_of(phrase, PHRASE_BYTES_MAX + 1), 0, 0, &err), PRISCUS_EINPUT);
    assert_string_equal(err.message, "the phrase is longer than 1000 bytes");
    for (size_t i = 1; i < sizeof phrase; i += 2)
        phrase[i] = '-';
    assert_int_equal(phrase_set_add(set, &mem, text_of(phrase, PHRASE_BYTES_MAX), 0, 0, &err), PRISCUS_EINPUT);
    assert_string_equal(err.message, "the phrase has more than 128 words in all");
    /* letters that grow when they are lowered */
    for (size_t i = 0; i + 1 < sizeof phrase; i += 2)
        memcpy(phrase + i, "\xC8\xBA", 2);
    assert_int_equal(phrase_set_add(set, &mem, text_of(phrase, PHRASE_BYTES_MAX), 0, 0, &err), PRISCUS_OK);
    assert_int_equal(phrase_set_add(set, &mem, text_of(phrase, PHRASE_BYTES_MAX), PHRASE_EXACT_CASE, 0, &err),
                     PRISCUS_OK);
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    for (long k = 1;; k++) {
        struct priscus_error err = { 0 };
        struct phrase_set *set;
        priscus_status status = PRISCUS_OK;

        arena_reset(&mem);
        mem.fail_after = k;
        set = phrase_set_new(&mem);
        if (!set)
            continue;
        for (uint32_t i = 0; i < 100 && status == PRISCUS_OK; i++) {
            char phrase[40];

            snprintf(phrase, sizeof phrase, "[w%u] x%u|y%u* ... @party z", i, i, i);
            status = phrase_set_add(set, &mem, text_c(phrase), 0, i, &err);
        }
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_int_equal(err.code, PRISCUS_ENOMEM);
    }
    mem.fail_after = 0;
}

static void backtracking_is_bounded(void **state)
{
    static char words[TOKENS_MAX * 2];
    struct phrase_match match[4];
    struct phrase_set *set;
    clock_t begin = clock();

    (void)state;
    arena_reset(&mem);
    set = phrase_set_new(&mem);
    assert_int_equal(phrase_set_add(set, &mem, text_c("a ... a ... a ... a ... a ... a ... a ... b"), 0, 0, NULL),
                     PRISCUS_OK);
    assert_int_equal(
        phrase_set_add(set, &mem, text_c("[a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] b"), 0, 0, NULL),
        PRISCUS_OK);
    for (size_t i = 0; i < 4000; i++)
        memcpy(words + 2 * i, "a ", 2);
    make(&made, words);
    for (size_t i = 0; i < made.doc.n_tokens; i++)
        assert_int_equal(phrase_match_at(set, &made.doc, NULL, i, made.doc.n_tokens, match, 4), 0);
    print_message("phrases full of gaps: %.0f ms\n", (double)(clock() - begin) / CLOCKS_PER_SEC * 1e3);
    /* and the long way round is still found where it is there */
    assert_int_equal(end_of("a ... a ... a ... b", "a a a a a b"), 6);
}

static void odd_documents_are_survived(void **state)
{
    struct phrase_match match[4];
    struct phrase_set *set;
    struct token tokens[3] = { { .norm = { "", 0 }, .lemma = { "", 0 } },
                               { .norm = { "-", 1 }, .lemma = { "", 0 } },
                               { .norm = { "a-", 2 }, .lemma = { "a-", 2 } } };
    struct document doc = { .body = { "", 0 }, .tokens = tokens, .n_tokens = 3 };

    (void)state;
    arena_reset(&mem);
    set = phrase_set_new(&mem);
    assert_int_equal(phrase_match_at(set, &doc, NULL, 0, 3, match, 4), 0);
    assert_int_equal(phrase_match_at(set, &doc, NULL, 1, 3, match, 4), 0);
    assert_int_equal(phrase_set_add(set, &mem, text_c("- a"), 0, 0, NULL), PRISCUS_OK);
    assert_int_equal(phrase_set_add(set, &mem, text_c("=- a"), 0, 0, NULL), PRISCUS_OK);
    assert_int_equal(phrase_match_at(set, &doc, NULL, 0, 3, match, 4), 0);
    assert_int_equal(phrase_match_at(set, &doc, NULL, 1, 3, match, 4), 1);
    assert_int_equal(phrase_match_at(set, &doc, NULL, 2, 3, match, 4), 0);
}

static int release(void **state)
{
    (void)state;
    arena_release(&mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_match_through_form_and_dictionary_form),
        cmocka_unit_test(alternatives_stand_in_one_place),
        cmocka_unit_test(words_in_brackets_may_be_missing),
        cmocka_unit_test(a_gap_is_short_and_stays_in_its_clause),
        cmocka_unit_test(a_prefix_takes_any_ending),
        cmocka_unit_test(an_exact_word_is_as_written),
        cmocka_unit_test(at_party_is_a_mention_and_its_possessive),
        cmocka_unit_test(hyphens_part_words_on_both_sides),
        cmocka_unit_test(clitics_are_parted_as_in_documents),
        cmocka_unit_test(quotation_marks_between_words_do_not_matter),
        cmocka_unit_test(literal_phrases_have_no_syntax),
        cmocka_unit_test(matches_come_longest_first_then_as_added),
        cmocka_unit_test(a_phrase_found_by_form_and_by_lemma_counts_once),
        cmocka_unit_test(words_leave_gaps_and_marks_out),
        cmocka_unit_test(bad_syntax_is_told),
        cmocka_unit_test(long_phrases_are_refused),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(backtracking_is_bounded),
        cmocka_unit_test(odd_documents_are_survived),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
