/* fuzz_conllu.c - any bytes as CoNLL-U: what is read can be written, and is then read as the same. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "language/conllu.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool right, const char *what)
{
    if (right)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

/* What conllu.h promises, of every sentence. */
static void sentence_holds(const struct conllu_sentence *s)
{
    size_t roots = 0, at = 0;

    must(s->n_words && s->n_words <= CONLLU_WORDS_MAX, "too few or too many words");
    for (size_t t = 0; t < s->n_tokens; t++) {
        must(s->tokens[t].first == at && s->tokens[t].end > at && s->tokens[t].form.len, "tokens leave a gap");
        for (; at < s->tokens[t].end; at++)
            must(at < s->n_words && s->words[at].token == t, "a word is not in its token");
    }
    must(at == s->n_words, "words outside tokens");
    for (size_t w = 0; w < s->n_words; w++) {
        uint32_t head = s->words[w].head;

        must(s->words[w].form.len, "an empty form");
        must(head <= s->n_words || head == CONLLU_NO_HEAD, "a head out of range");
        roots += head == 0;
        for (size_t steps = 0; head && head != CONLLU_NO_HEAD && s->n_words < 1000; head = s->words[head - 1].head)
            must(steps++ < s->n_words, "a cycle");
    }
    must(roots <= 1, "two roots");
}

static bool words_same(const struct conllu_word *a, const struct conllu_word *b)
{
    return text_eq(a->form, b->form) && text_eq(a->lemma, b->lemma) && text_eq(a->upos, b->upos) &&
           text_eq(a->xpos, b->xpos) && text_eq(a->feats, b->feats) && text_eq(a->deprel, b->deprel) &&
           text_eq(a->misc, b->misc) && a->head == b->head && a->token == b->token;
}

static bool tokens_same(const struct conllu_token *a, const struct conllu_token *b)
{
    return text_eq(a->form, b->form) && text_eq(a->misc, b->misc) && a->first == b->first && a->end == b->end &&
           a->multiword == b->multiword && a->space_after == b->space_after;
}

static void sentences_same(const struct conllu_sentence *a, const struct conllu_sentence *b)
{
    must(a->n_words == b->n_words && a->n_tokens == b->n_tokens, "another number of words or tokens");
    for (size_t i = 0; i < a->n_words; i++)
        must(words_same(&a->words[i], &b->words[i]), "another word");
    for (size_t i = 0; i < a->n_tokens; i++)
        must(tokens_same(&a->tokens[i], &b->tokens[i]), "another token");
    must(text_eq(a->comments, b->comments) && text_eq(a->id, b->id), "other comments");
    must(a->newdoc == b->newdoc && a->newpar == b->newpar, "another place in its document");
}

/* Write it, and read that. */
static void goes_round(const struct conllu_sentence *s)
{
    static struct arena mem;
    static struct buffer out;
    struct conllu_reader reader = { .name = "written" };
    struct conllu_sentence again;
    struct priscus_error err = { 0 };
    bool more;

    buffer_reset(&out);
    arena_reset(&mem);
    conllu_write(&out, s);
    must(!out.failed, "the buffer is full");
    if (text_find(buffer_as_text(&out), text_c("\xEF\xBF\xBD"), 0) != NOWHERE)
        return; /* it stands for a control character, which is not written */
    reader.file = fmemopen(out.ptr, out.len, "r");
    must(reader.file, "fmemopen fails");
    must(conllu_next(&reader, &mem, &again, &more, &err) == PRISCUS_OK && more, err.message);
    sentence_holds(&again);
    sentences_same(s, &again);
    must(conllu_next(&reader, &mem, &again, &more, &err) == PRISCUS_OK && !more, "more than was written");
    fclose(reader.file);
    conllu_reader_release(&reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena mem;
    struct conllu_reader reader = { .name = "f" };
    struct conllu_sentence s;
    struct priscus_error err;
    bool more = true;

    if (!size)
        return 0;
    reader.file = fmemopen((void *)(uintptr_t)data, size, "r");
    must(reader.file, "fmemopen fails");
    while (more) {
        size_t line = reader.line;
        priscus_status status;

        arena_reset(&mem);
        status = conllu_next(&reader, &mem, &s, &more, &err);
        must(status == PRISCUS_OK || status == PRISCUS_EINPUT, "neither read nor refused");
        must(status == PRISCUS_OK || reader.line > line, "an error that stays where it is");
        if (status || !more)
            continue;
        must(s.line > line && s.line <= reader.line, "a line that was not read");
        sentence_holds(&s);
        goes_round(&s);
    }
    fclose(reader.file);
    conllu_reader_release(&reader);
    return 0;
}
