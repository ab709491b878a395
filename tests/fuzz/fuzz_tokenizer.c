/* fuzz_tokenizer.c - the first bytes as a section of a model, the rest as text for it and for a tokenizer that
 * was learnt from a few words. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "language/conllu.h"
#include "language/parser/tokenizer.h"
#include "language/parser/tokenizer_layout.h"
#include "train/tokenizer/tokenizer_train.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool right, const char *what)
{
    if (right)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void learn(struct buffer *section)
{
    struct tokenizer_trainer *trainer = tokenizer_trainer_new();
    struct conllu_word words[] = { { .form = text_c("do") }, { .form = text_c("n't") }, { .form = text_c("tamo") },
                                   { .form = text_c("za") }, { .form = text_c("mi") },  { .form = text_c("bru.") },
                                   { .form = text_c(".") } };
    struct conllu_token tokens[] = { { .form = text_c("don't"), .end = 2, .space_after = true },
                                     { .form = text_c("tamo"), .first = 2, .end = 3, .space_after = true },
                                     { .form = text_c("zumi"), .first = 3, .end = 5, .space_after = true },
                                     { .form = text_c("bru."), .first = 5, .end = 6 },
                                     { .form = text_c("."), .first = 6, .end = 7 } };
    struct conllu_sentence sentence = {
        .words = words, .n_words = COUNT_OF(words), .tokens = tokens, .n_tokens = COUNT_OF(tokens), .newpar = true
    };

    must(trainer != NULL, "no trainer");
    for (int i = 0; i < 5; i++)
        must(tokenizer_trainer_add(trainer, &sentence) == PRISCUS_OK, "tokenizer_trainer_add fails");
    must(tokenizer_trainer_finish(trainer, 1, section) == PRISCUS_OK, "tokenizer_trainer_finish fails");
    tokenizer_trainer_free(trainer);
}

/* What tokenizer.h promises: words in order, none empty or too long, nothing but white space between. */
static void cut(const struct tokenizer *tokenizer, struct text text, struct arena *mem)
{
    struct cuts cuts = { 0 };
    size_t upto = 0;

    must(tokenizer_cut(tokenizer, text, (struct span){ 0, (uint32_t)text.len }, mem, &cuts) == PRISCUS_OK,
         "out of memory");
    for (size_t i = 0; i < cuts.n; i++) {
        struct span span = cuts.at[i].span;

        must(span.begin < span.end && span.end <= text.len, "a word is empty or leaves the text");
        must(span.end - span.begin <= TOKENIZER_WORD_MAX, "a word is too long");
        must(i > 0 || !cuts.at[i].joined, "the first word is joined to none");
        if (cuts.at[i].joined && cuts.at[i].form.len && span.begin == cuts.at[i - 1].span.begin)
            must(span.end == upto, "words of one token stand in different places");
        else
            must(cuts.at[i].joined ? span.begin == upto : span.begin >= upto, "words overlap or leave a gap");
        upto = span.end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct buffer learnt;
    static struct tokenizer tokenizer;
    static struct arena mem;
    struct tokenizer forged;
    struct text text;
    size_t n;
    char *section;

    if (!learnt.len) {
        learn(&learnt);
        must(tokenizer_open(buffer_as_text(&learnt), &tokenizer, NULL) == PRISCUS_OK, "what was learnt does not open");
    }
    if (size < 2)
        return 0;
    arena_reset(&mem);
    n = (size_t)data[0] << 8 | data[1];
    data += 2;
    size -= 2;
    if (n > size)
        n = size;
    text = text_of((const char *)data + n, size - n);
    section = arena_alloc(&mem, n + sizeof(struct tokens_head));
    must(section != NULL, "out of memory");
    memcpy(section, data, n);
    if (n >= sizeof(struct tokens_head)) {
        uint32_t magic = TOKENS_MAGIC;

        memcpy(section, &magic, sizeof magic);
    }
    if (tokenizer_open(text_of(section, n), &forged, NULL) == PRISCUS_OK)
        cut(&forged, text, &mem);
    /* The learnt one with bytes of its table and the following parts changed. */
    if (n > 0) {
        size_t skip = sizeof(struct tokens_head) + (sizeof(int16_t) << tokenizer.counts[0]);
        char *copy = arena_copy(&mem, learnt.ptr, learnt.len);

        must(copy != NULL, "out of memory");
        for (size_t i = 0; i + 2 < n; i += 3)
            copy[skip + ((size_t)data[i] << 8 | data[i + 1]) % (learnt.len - skip)] = (char)data[i + 2];
        if (tokenizer_open(text_of(copy, learnt.len), &forged, NULL) == PRISCUS_OK)
            cut(&forged, text, &mem);
    }
    cut(&tokenizer, text, &mem);
    return 0;
}
