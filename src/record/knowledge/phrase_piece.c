/* phrase_piece.c - the pieces that hyphens and inner apostrophes part a word into.
 *
 *     cease-fire -> cease, fire      d'Ivoire -> d', Ivoire      -- -> --      U.S. -> U.S, as pages write it too
 *
 * Phrases and tokens are both cut here, so that they agree whatever the tokenizer does with such
 * words. Nearly all words are one piece, and a look at each byte says so; only the others are
 * read mark by mark. */
#include "record/knowledge/phrase_set.h"

/* Bytes of a hyphen at p: ASCII, U+2010, U+2011, and the en dash of "Russia–Ukraine". */
static size_t hyphen_at(struct text t, size_t at)
{
    const char *p = t.ptr + at;

    if (p[0] == '-')
        return 1;
    if (p[0] == '\xE2' && t.len - at >= 3 && p[1] == '\x80' && (p[2] == '\x90' || p[2] == '\x91' || p[2] == '\x93'))
        return 3;
    return 0;
}

size_t phrase_apostrophe_at(struct text t, size_t at)
{
    const char *p = t.ptr + at;

    if (p[0] == '\'')
        return 1;
    if (p[0] == '\xE2' && t.len - at >= 3 && p[1] == '\x80' && (p[2] == '\x98' || p[2] == '\x99'))
        return 3;
    if (p[0] == '\xCA' && t.len - at >= 2 && p[1] == '\xBC')
        return 2;
    return 0;
}

static size_t skip_hyphens(struct text t, size_t at)
{
    size_t n;

    while (at < t.len && (n = hyphen_at(t, at)) != 0)
        at += n;
    return at;
}

/* "U.S." without its last stop, which some leave out and the end of a sentence may have taken. */
static inline struct text without_stop(struct text t)
{
    if (t.len > 3 && t.ptr[t.len - 1] == '.' && memchr(t.ptr, '.', t.len - 1))
        t.len--;
    return t;
}

static inline bool one_piece(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (phrase_may_part(t.ptr[i]))
            return false;
    return true;
}

struct text phrase_next_piece(struct text t, size_t *at)
{
    size_t begin = skip_hyphens(t, *at), i = begin, n;

    if (begin >= t.len) {
        begin = *at;
        *at = t.len;
        return text_of(t.ptr + begin, t.len - begin);
    }
    while (i < t.len && !hyphen_at(t, i)) {
        n = phrase_apostrophe_at(t, i);
        if (n && i > begin && i + n < t.len && !hyphen_at(t, i + n)) {
            i += n;
            *at = i;
            return text_of(t.ptr + begin, i - begin);
        }
        i += n ? n : 1;
    }
    *at = skip_hyphens(t, i);
    return without_stop(text_of(t.ptr + begin, i - begin));
}

struct text phrase_first_piece(struct text t)
{
    size_t at = 0;

    return one_piece(t) ? without_stop(t) : phrase_next_piece(t, &at);
}

bool phrase_piece(struct text t, unsigned k, struct text *piece, bool *last)
{
    size_t at = 0;

    if (k == 0 && one_piece(t)) {
        *piece = without_stop(t);
        *last = true;
        return t.len > 0;
    }
    do {
        if (at >= t.len)
            return false;
        *piece = phrase_next_piece(t, &at);
    } while (k--);
    *last = at >= t.len;
    return true;
}
