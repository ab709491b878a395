/* party_features.c - tests: a sentence in; out its parties, which of its words each is told by, and by which of them it is taken to
 * hold a stance. */
#include "record/position/party_features.h"
#include "base/buffer.h"
#include "walking.h"

static struct walking x;
static struct position_view view;
static struct party_view parties;

static void look_at(const char *sentence)
{
    walking_sentence(&x, sentence, UINT32_MAX);
    view = (struct position_view){ .walk = &x.walk };
    party_look(&parties, &view);
}

static struct text code_of(size_t party)
{
    return x.actors.knowledge->roster.parties[parties.parties[party].party].code;
}

/* "NOR Norhaven it; SUN Sundland", of words that are theirs; "(speaks)" where it is not named. */
static void put_parties(struct buffer *out)
{
    for (size_t k = 0; k < parties.n_parties; k++) {
        party_turn(&parties, k);
        buffer_c(out, k ? "; " : "");
        buffer_text(out, code_of(k));
        for (uint32_t t = 0; t < x.doc.n_tokens; t++)
            if (party_word_is_theirs(&parties, t)) {
                buffer_char(out, ' ');
                buffer_text(out, walking_words(&x, t, t + 1));
            }
        buffer_c(out, parties.parties[k].named ? "" : " (speaks)");
    }
    buffer_char(out, '\0');
}

static void parties_of_a_sentence_and_their_words(void **state)
{
    static const struct {
        const char *sentence, *parties;
    } cases[] = {
        { "Norhaven said that it had told Sundland of the truce.", "NOR Norhaven it; SUN Sundland" },
        { "The Karvian offer of a truce annoyed Norhaven.", "KAR Karvian; NOR Norhaven" },
        { "\"The truce is dead,\" Ilse Brandt said.", "NOR Ilse Brandt" },
        { "It rained on the hills all day.", "" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buffer got = { 0 };

        look_at(cases[i].sentence);
        put_parties(&got);
        if (strcmp(got.ptr, cases[i].parties) != 0)
            fail_msg("%s\n  want %s\n  got  %s", cases[i].sentence, cases[i].parties, got.ptr);
        buffer_release(&got);
    }
}

/* The nearest words of a party to the issue hold the stance. */
static void the_nearest_words_hold_it(void **state)
{
    struct state st = { 0 };
    struct token_range words;

    (void)state;
    look_at("Norhaven, whose envoy met Edda Lund, said it wants a truce.");
    party_turn(&parties, 0);
    assert_text(code_of(0), "NOR");
    words = party_nearest(&parties, walking_token(&x, "truce"));
    assert_text(walking_words(&x, words.first, words.end), "it");
    assert_true(party_holder(&parties, words, words.first, &st));
    assert_int_equal(st.n_holders, 1);
    assert_int_equal(st.holders[0].party, parties.party);
}

/* The words show who a party is by what it does, not by its name: two parties in each other's places are shown alike. */
static void parties_are_shown_alike(void **state)
{
    static const char *const sentences[] = { "Norhaven told Sundland that it wants a truce.",
                                             "Sundland told Norhaven that it wants a truce." };
    uint64_t shown[2][16][POSITION_FEATURES_MAX];
    unsigned n[2][16] = { 0 };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        look_at(sentences[i]);
        party_turn(&parties, 0);
        assert_text(code_of(0), i ? "SUN" : "NOR");
        assert_true(x.doc.n_tokens <= 16);
        for (uint32_t t = 0; t < x.doc.n_tokens; t++)
            n[i][t] = party_pair(&parties, t, shown[i][t]);
    }
    for (uint32_t t = 0; t < x.doc.n_tokens; t++) {
        assert_int_equal(n[0][t], n[1][t]);
        assert_memory_equal(shown[0][t], shown[1][t], n[0][t] * sizeof **shown[0]);
    }
}

/* A list without end, of names and of what the rules see, stays within its room. */
static void many_parties_and_rules_are_bounded(void **state)
{
    struct buffer text = { 0 };
    struct position many[40];
    struct record record = { .positions = many, .n_positions = COUNT_OF(many) };
    uint64_t shown[POSITION_FEATURES_MAX];

    (void)state;
    for (unsigned i = 0; i < 60; i++)
        buffer_c(&text, i % 3 == 0 ? "Norhaven, " : i % 3 == 1 ? "Sundland, " : "Karvia, ");
    buffer_c(&text, "all want a truce.");
    buffer_char(&text, '\0');
    look_at(text.ptr);
    for (size_t i = 0; i < COUNT_OF(many); i++)
        many[i] = (struct position){ .party = code_of(0),
                                     .issue = text_c("ceasefire"),
                                     .words = { 0, (uint32_t)text.len },
                                     .issue_words = { 0, (uint32_t)text.len },
                                     .stance = STANCE_OPEN };
    party_take_composed(&parties, &record, 0);
    assert_int_equal(parties.n_composed, PARTY_COMPOSED_MAX);
    for (size_t k = 0; k < parties.n_parties; k++) {
        party_turn(&parties, k);
        for (uint32_t t = 0; t < x.walk.sentence->end && t < SENTENCE_MAX; t++)
            assert_true(party_pair(&parties, t, shown) <= POSITION_FEATURES_MAX / 2);
    }
    buffer_release(&text);
}

static int close_all(void **state)
{
    arena_release(&x.mem);
    return walking_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parties_of_a_sentence_and_their_words),
        cmocka_unit_test(the_nearest_words_hold_it),
        cmocka_unit_test(parties_are_shown_alike),
        cmocka_unit_test(many_parties_and_rules_are_bounded),
    };

    return cmocka_run_group_tests(tests, walking_open, close_all);
}
