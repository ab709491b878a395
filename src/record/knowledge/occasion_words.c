/* occasion_words.c - see occasion_words.h. */
#include "record/knowledge/occasion_words.h"

#define MATCHES 16
#define REACH   3 /* words of a name before its last: "Truth Social"      */

bool occasion_word(const struct phrase_set *words, const struct document *doc, struct token_range within,
                   uint32_t token, enum occasion_kind kind)
{
    uint32_t from = token - within.first > REACH ? token - REACH : within.first;

    for (uint32_t i = from; i <= token; i++) {
        struct phrase_match m[MATCHES];
        size_t n = phrase_match_at(words, doc, NULL, i, within.end, m, MATCHES);

        for (size_t k = 0; k < n; k++)
            if (m[k].value == (uint32_t)kind && m[k].end > token)
                return true;
    }
    return false;
}
