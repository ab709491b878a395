/* tokenizer.c - tests: the tokenizer learns a made-up language and cuts new text of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "language/conllu.h"
#include "language/parser/tokenizer.h"
#include "language/parser/tokenizer_layout.h"
#include "train/tokenizer/tokenizer_train.h"

/* The language: words of syllables; a mark stands after its word; "bru." is an abbreviation; "'ka" is a word
 * joined to the one before; "zumi" is "za umi"; addresses begin with "rel://". A bar ends a token, a plus a
 * word. */
static const char *const treebank[] = { "tamo felu |.",         "sofi re bru. kalo |.", "deno+'ka fenu|.",
                                        "tamo+'ka selu |.",     "felu+'ka mina|.",      "sofi+'ka re felu|.",
                                        "kalo+'ka tamo|.",      "zumi felu mina|.",     "Zumi kalo|, tamo|.",
                                        "re zumi selu|.",       "rel://felu.mina/re ,", "re rel://tamo.sofi|,",
                                        "tamo (|felu|) re|.",   "(|mina|) selu|.",      "bru. felu re tamo|.",
                                        "selu|, mina|, kalo|.", "re bru. selu mina|.",  "rel://mina.kalo/fe re|.",
                                        "felu|, tamo+'ka|.",    "re|kalo selu|.",       "tamo re|kalo|.",
                                        "mina|, sofi re|." };

static bool learn_one(struct tokenizer_trainer *trainer, const char *line)
{
    static struct conllu_word words[64];
    static struct conllu_token tokens[64];
    static char bytes[256];
    struct conllu_sentence sentence = { .words = words, .tokens = tokens, .newpar = true };
    size_t n = 0;
    const char *at = line;

    while (*at) {
        struct conllu_token *token = &tokens[sentence.n_tokens++];
        size_t begin = n, word = n;

        *token = (struct conllu_token){ .first = (uint32_t)sentence.n_words };
        for (;; at++) {
            bool end = *at == 0 || *at == ' ' || *at == '|';

            if (end || *at == '+') {
                words[sentence.n_words++] = (struct conllu_word){ .form = text_of(bytes + word, n - word) };
                word = n;
            } else
                bytes[n++] = *at;
            if (end)
                break;
        }
        token->form = text_of(bytes + begin, n - begin);
        if (token->form.len == 4 && text_eq_fold(token->form, text_c("zumi"))) {
            words[sentence.n_words - 1].form = text_c(bytes[begin] == 'Z' ? "Za" : "za");
            words[sentence.n_words++].form = text_c("umi");
        }
        token->end = (uint32_t)sentence.n_words;
        token->multiword = token->end - token->first > 1;
        token->space_after = *at != '|';
        if (*at)
            at++;
        if (*at == ' ')
            at++;
    }
    return tokenizer_trainer_add(trainer, &sentence) == PRISCUS_OK;
}

static struct text trained(struct buffer *section, unsigned seed)
{
    struct tokenizer_trainer *trainer = tokenizer_trainer_new();

    assert_non_null(trainer);
    for (int times = 0; times < 5; times++)
        for (size_t i = 0; i < COUNT_OF(treebank); i++)
            assert_true(learn_one(trainer, treebank[i]));
    assert_int_equal(tokenizer_trainer_finish(trainer, seed, section), PRISCUS_OK);
    tokenizer_trainer_free(trainer);
    return buffer_as_text(section);
}

static struct buffer learnt;
static struct tokenizer tokenizer;

static int setup(void **state)
{
    (void)state;
    return tokenizer_open(trained(&learnt, 1), &tokenizer, NULL) == PRISCUS_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    buffer_release(&learnt);
    return 0;
}

/* Words with a bar between, a plus where they are of one token; what is promised of any text is checked. */
static void cut_is(struct text text, const char *expected)
{
    struct arena mem = { 0 };
    struct cuts cuts = { 0 };
    struct buffer b = { 0 };
    size_t upto = 0;

    assert_int_equal(tokenizer_cut(&tokenizer, text, (struct span){ 0, (uint32_t)text.len }, &mem, &cuts), PRISCUS_OK);
    for (size_t i = 0; i < cuts.n; i++) {
        const struct cut *cut = &cuts.at[i];

        assert_true(cut->span.begin < cut->span.end && cut->span.end <= text.len);
        assert_true(cut->span.end - cut->span.begin <= TOKENIZER_WORD_MAX);
        if (cut->joined && cut->form.len)
            assert_true(cut->span.begin == cuts.at[i - 1].span.begin);
        else
            assert_true(cut->span.begin >= upto);
        upto = cut->span.end;
        if (i > 0)
            buffer_char(&b, cut->joined ? '+' : '|');
        buffer_text(&b, cut->form.len ? cut->form : text_in(text, cut->span));
    }
    if (expected)
        assert_string_equal(b.ptr ? b.ptr : "", expected);
    buffer_release(&b);
    arena_release(&mem);
}

static void marks_are_tokens_and_abbreviations_keep_theirs(void **state)
{
    (void)state;
    cut_is(text_c("tamo selu, kalo."), "tamo|selu|,|kalo|.");
    cut_is(text_c("sofi bru. mina."), "sofi|bru.|mina|.");
    cut_is(text_c("re (kalo) tamo."), "re|(|kalo|)|tamo|.");
}

static void addresses_are_not_broken(void **state)
{
    (void)state;
    cut_is(text_c("re rel://selu.tamo/re tamo."), "re|rel://selu.tamo/re|tamo|.");
}

static void endings_cut_words_never_seen(void **state)
{
    (void)state;
    cut_is(text_c("wubo'ka felu."), "wubo+'ka|felu|.");
    cut_is(text_c("wubo\xE2\x80\x99ka felu."), "wubo+\xE2\x80\x99ka|felu|.");
}

static void words_that_are_no_cut_have_forms(void **state)
{
    (void)state;
    cut_is(text_c("tamo zumi\nZumi"), "tamo|za+umi|Za+umi");
    cut_is(text_c("zumi."), "za+umi|.");
}

static void a_blank_left_out_makes_two_tokens(void **state)
{
    (void)state;
    cut_is(text_c("Rekalo rekalo. re kalo"), "Re|kalo|re|kalo|.|re|kalo");
}

static void blanks_and_nothing_give_nothing(void **state)
{
    (void)state;
    cut_is(text_c(""), "");
    cut_is(text_c(" \n\t \xC2\xA0 "), "");
}

static void bad_bytes_are_cut_like_others(void **state)
{
    (void)state;
    cut_is(text_c("tamo \xFF\xC3 felu\xE2\x80"), NULL);
    cut_is(text_c("\x80"), "\x80");
}

static void a_part_of_a_text_is_cut_alone(void **state)
{
    struct arena mem = { 0 };
    struct cuts cuts = { 0 };

    (void)state;
    assert_int_equal(tokenizer_cut(&tokenizer, text_c("tamo felu, re"), (struct span){ 5, 10 }, &mem, &cuts),
                     PRISCUS_OK);
    assert_int_equal(cuts.n, 2);
    assert_int_equal(cuts.at[1].span.begin, 9);
    assert_int_equal(cuts.at[1].span.end, 10);
    arena_release(&mem);
}

static void a_megabyte_without_a_blank_is_cut(void **state)
{
    size_t n = (size_t)1 << 20;
    char *bytes = malloc(n);

    (void)state;
    assert_non_null(bytes);
    memset(bytes, 'a', n);
    cut_is(text_of(bytes, n), NULL);
    memset(bytes, '.', n);
    cut_is(text_of(bytes, n), NULL);
    for (size_t i = 0; i + 4 <= n; i += 4)
        memcpy(bytes + i, "'ka\xE9", 4);
    cut_is(text_of(bytes, n), NULL);
    for (size_t i = 0; i < n; i++)
        bytes[i] = i % 2 ? '\xC3' : '\xA9';
    cut_is(text_of(bytes, n), NULL);
    free(bytes);
}

static void the_same_seed_gives_the_same_bytes(void **state)
{
    struct buffer again = { 0 };

    (void)state;
    assert_true(text_eq(trained(&again, 1), buffer_as_text(&learnt)));
    buffer_release(&again);
}

static void nothing_learnt_still_cuts_at_blanks(void **state)
{
    struct tokenizer_trainer *trainer = tokenizer_trainer_new();
    struct buffer section = { 0 };
    struct tokenizer empty;
    struct arena mem = { 0 };
    struct cuts cuts = { 0 };

    (void)state;
    assert_int_equal(tokenizer_trainer_finish(trainer, 1, &section), PRISCUS_OK);
    tokenizer_trainer_free(trainer);
    assert_int_equal(tokenizer_open(buffer_as_text(&section), &empty, NULL), PRISCUS_OK);
    assert_int_equal(tokenizer_cut(&empty, text_c("ta fe"), (struct span){ 0, 5 }, &mem, &cuts), PRISCUS_OK);
    assert_int_equal(cuts.n, 2);
    arena_release(&mem);
    buffer_release(&section);
}

static void memory_may_run_out_anywhere(void **state)
{
    struct text text = text_c("zumi Zumi wubo'ka, felu (re) bru.");

    (void)state;
    for (long k = 1;; k++) {
        struct arena mem = { .fail_after = k };
        struct cuts cuts = { 0 };
        bool good = tokenizer_cut(&tokenizer, text, (struct span){ 0, (uint32_t)text.len }, &mem, &cuts) == PRISCUS_OK;

        arena_release(&mem);
        if (good)
            break;
        assert_true(k < 1000);
    }
}

static priscus_status opened(const char *bytes, size_t n)
{
    struct tokenizer t;

    return tokenizer_open(text_of(bytes, n), &t, NULL);
}

static void forged_sections_are_refused(void **state)
{
    size_t n = learnt.len;
    struct tokens_head head;
    size_t sizes[TOKENS_PARTS];
    char *copy = malloc(n + 8);

    (void)state;
    assert_non_null(copy);
    memcpy(copy, learnt.ptr, n);
    memset(copy + n, 0, 8);
    assert_int_equal(opened(copy, n), PRISCUS_OK);
    assert_int_equal(opened(copy, 0), PRISCUS_EINPUT);
    assert_int_equal(opened(copy, sizeof head), PRISCUS_EINPUT);
    assert_int_equal(opened(copy, n - 8), PRISCUS_EINPUT);
    assert_int_equal(opened(copy, n + 8), PRISCUS_EINPUT);
    memcpy(&head, copy, sizeof head);
    for (size_t field = 0; field < sizeof head / 4; field++) {
        uint32_t wild[] = { 0xFFFFFFFFu, 0x80000000u, 3 };

        if (field == 2) /* any bias is a bias */
            continue;
        for (size_t i = 0; i < COUNT_OF(wild); i++) {
            memcpy(copy + field * 4, &wild[i], 4);
            assert_int_equal(opened(copy, n), PRISCUS_EINPUT);
        }
        memcpy(copy, &head, sizeof head);
    }
    tokens_sizes(&head, sizes);
    for (size_t i = 0; i < head.table; i++) {
        char *entry = copy + sizeof head + sizes[TOKENS_WEIGHTS] + i * sizeof(struct tokens_entry);
        struct tokens_entry was, forged;

        memcpy(&was, entry, sizeof was);
        forged = was;
        forged.hash = 1;
        forged.first = head.pieces;
        forged.n = 1;
        memcpy(entry, &forged, sizeof forged);
        assert_int_equal(opened(copy, n), PRISCUS_EINPUT);
        forged.first = 0;
        forged.n = 0;
        memcpy(entry, &forged, sizeof forged);
        assert_int_equal(opened(copy, n), PRISCUS_EINPUT);
        memcpy(entry, &was, sizeof was);
    }
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_tokens_and_abbreviations_keep_theirs),
        cmocka_unit_test(addresses_are_not_broken),
        cmocka_unit_test(endings_cut_words_never_seen),
        cmocka_unit_test(words_that_are_no_cut_have_forms),
        cmocka_unit_test(a_blank_left_out_makes_two_tokens),
        cmocka_unit_test(blanks_and_nothing_give_nothing),
        cmocka_unit_test(bad_bytes_are_cut_like_others),
        cmocka_unit_test(a_part_of_a_text_is_cut_alone),
        cmocka_unit_test(a_megabyte_without_a_blank_is_cut),
        cmocka_unit_test(the_same_seed_gives_the_same_bytes),
        cmocka_unit_test(nothing_learnt_still_cuts_at_blanks),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(forged_sections_are_refused),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
