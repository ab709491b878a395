/* wording.c - see wording.h. */
#include "story/utterances/wording.h"

#include "base/hash.h"
#include "base/utf8.h"

struct worded {
    struct span span;
    uint64_t key;
};

#define WORD_MAX 64 /* bytes of a word that are compared */

/* The next word at or after *at. False: there is none. */
static bool next_word(struct text t, size_t *at, struct worded *out)
{
    char folded[WORD_MAX + 4];
    size_t n = 0;
    unsigned size;
    uint32_t point = 0;

    while (*at < t.len) {
        point = utf8_at(t, *at, &size);
        if (point_is_letter(point) || point_is_digit(point))
            break;
        *at += size;
    }
    out->span.begin = (uint32_t)*at;
    for (; *at < t.len; *at += size) {
        point = utf8_at(t, *at, &size);
        if (!point_is_letter(point) && !point_is_digit(point))
            break;
        if (n < WORD_MAX)
            n += utf8_put(point_plain(point_lower(point)), folded + n);
    }
    out->span.end = (uint32_t)*at;
    out->key = hash64_of(text_of(folded, n));
    return out->span.end > out->span.begin;
}

static size_t words_of(struct text t, struct worded out[WORDING_MAX])
{
    size_t n = 0, at = 0;

    while (n < WORDING_MAX && next_word(t, &at, &out[n]))
        n++;
    return n;
}

/* Mark the words of b that are in a longest common subsequence with a. */
static void mark_common(const struct worded *a, size_t n, const struct worded *b, size_t m, bool *common)
{
    uint8_t length[WORDING_MAX + 1][WORDING_MAX + 1]; /* of the words from i and from k on */

    for (size_t i = n + 1; i-- > 0;)
        for (size_t k = m + 1; k-- > 0;)
            length[i][k] = i == n || k == m                      ? 0
                           : a[i].key == b[k].key                ? (uint8_t)(length[i + 1][k + 1] + 1)
                           : length[i + 1][k] > length[i][k + 1] ? length[i + 1][k]
                                                                 : length[i][k + 1];
    for (size_t i = 0, k = 0; i < n && k < m;) {
        if (a[i].key == b[k].key) {
            common[k++] = true;
            i++;
        } else if (length[i + 1][k] >= length[i][k + 1]) {
            i++;
        } else {
            k++;
        }
    }
}

size_t wording_differs(struct text first, struct text words, struct span *out, size_t most)
{
    struct worded a[WORDING_MAX], b[WORDING_MAX];
    bool common[WORDING_MAX] = { false };
    size_t n = words_of(first, a), m = words_of(words, b), runs = 0;

    mark_common(a, n, b, m, common);
    for (size_t k = 0; k < m; k++) {
        if (common[k])
            continue;
        if (k && !common[k - 1] && runs)
            out[runs - 1].end = b[k].span.end;
        else if (runs < most)
            out[runs++] = b[k].span;
        else
            break;
    }
    return runs;
}

bool wording_same(struct text a, struct text b)
{
    size_t i = 0, k = 0;
    struct worded x, y;

    for (;;) {
        bool one = next_word(a, &i, &x), other = next_word(b, &k, &y);

        if (one != other || (one && x.key != y.key))
            return false;
        if (!one)
            return true;
    }
}
