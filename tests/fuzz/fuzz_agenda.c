/* fuzz_agenda.c - an agenda from anybody, and its phrases looked for in its own words. */
#include "record/knowledge/agenda.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TOKENS_MAX = 512 };

/* The text as tokens at blanks, every second one without a blank before it, every third
 * one a party. Its norm is its own bytes: phrases written small are found. */
static size_t tokens_of(struct text text, struct token *tokens, uint32_t *party_end)
{
    size_t n = 0, at = 0;

    while (at < text.len && n < TOKENS_MAX) {
        size_t end = at;

        while (end < text.len && !is_ascii_space(text.ptr[end]) && text.ptr[end] != ';')
            end++;
        if (end > at) {
            tokens[n] = (struct token){ .span = { (uint32_t)at, (uint32_t)end },
                                        .norm = text_of(text.ptr + at, end - at),
                                        .feats = n % 2 ? FEAT_SPACE_BEFORE : 0 };
            tokens[n].lemma = n % 5 ? tokens[n].norm : text_of(text.ptr + at, (end - at + 1) / 2);
            party_end[n] = n % 3 ? 0 : (uint32_t)(n + 1 + n % 2);
            n++;
        }
        at = end + 1;
    }
    return n;
}

static void count(void *context, const char *message)
{
    assert(message[0] == 'f');
    ++*(size_t *)context;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct token tokens[TOKENS_MAX];
    static uint32_t party_end[TOKENS_MAX];
    struct arena mem = { 0 };
    struct agenda agenda = { 0 };
    struct priscus_error err = { 0 };
    struct text text = text_of((const char *)data, size);
    struct phrase_context context = { party_end };
    struct document doc = { .body = text, .tokens = tokens };
    size_t mistakes = 0;
    priscus_status status = agenda_read("f", text, &mem, &agenda, count, &mistakes, &err);

    assert(status == PRISCUS_OK || status == PRISCUS_ECONFIG);
    assert((status == PRISCUS_OK) == (mistakes == 0) && (status == PRISCUS_OK) == (err.message[0] == '\0'));
    doc.n_tokens = tokens_of(text, tokens, party_end);
    for (size_t i = 0; i < doc.n_tokens; i++) {
        struct phrase_match match[4];
        size_t n = phrase_match_at(agenda.phrases, &doc, &context, i, doc.n_tokens, match, COUNT_OF(match));

        for (size_t k = 0; k < n; k++) {
            assert(match[k].first == i && match[k].end > i && match[k].end <= doc.n_tokens);
            assert(match[k].words > 0 && match[k].words <= match[k].end - i);
            assert(match[k].value < agenda.n_entries);
            assert(agenda.entries[match[k].value].issue < agenda.n_issues);
            assert(k == 0 || match[k].end <= match[k - 1].end);
        }
    }
    /* Once more on top: issues are there already. */
    (void)agenda_read("f", text, &mem, &agenda, NULL, NULL, NULL);
    arena_release(&mem);
    return 0;
}
