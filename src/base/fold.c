/* fold.c - see fold.h. */
#include "base/fold.h"

#include "base/utf8.h"

static uint32_t fold_point(uint32_t c)
{
    switch (c) {
    case 0x131:
        return 'i';
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x2BC:
        return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0xAB:
    case 0xBB:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
        return '-';
    }
    return point_lower(c);
}

size_t fold_into(struct text t, char *out)
{
    size_t n = 0;
    bool space = false;
    unsigned size = 1;

    for (size_t i = 0; i < t.len; i += size) {
        bool ascii = (unsigned char)t.ptr[i] < 0x80; /* most of most pages: no code points are made of it */
        uint32_t c = ascii ? (unsigned char)t.ptr[i] : utf8_at(t, i, &size);

        if (ascii)
            size = 1;
        if (ascii ? is_ascii_space((char)c) : point_is_space(c)) {
            space = n > 0;
            continue;
        }
        if (space)
            out[n++] = ' ';
        space = false;
        if (ascii)
            out[n++] = c == '`' ? '\'' : ascii_lower((char)c);
        else
            n += utf8_put(fold_point(c), out + n);
    }
    return n;
}

struct text fold_text(struct text t, struct arena *mem)
{
    char *out = arena_alloc(mem, t.len * 3 + 1);
    size_t n;

    if (!out)
        return text_of(NULL, 0);
    n = fold_into(t, out);
    arena_trim(mem, out, t.len * 3 + 1, n + 1);
    return text_of(out, n);
}

struct text fold_strip(struct text t, const char *marks)
{
    t = text_trim(t);
    while (t.len && t.ptr[0] && strchr(marks, t.ptr[0]))
        t = text_trim(text_of(t.ptr + 1, t.len - 1));
    while (t.len && t.ptr[t.len - 1] && strchr(marks, t.ptr[t.len - 1]))
        t = text_trim(text_of(t.ptr, t.len - 1));
    return t;
}

bool fold_in_word(uint32_t c)
{
    return point_is_letter(c) || point_is_digit(c);
}

size_t fold_key(struct text fold, char *out)
{
    size_t n = 0;
    bool space = false;
    unsigned size;

    for (size_t i = 0; i < fold.len; i += size) {
        uint32_t c = utf8_at(fold, i, &size);

        if (!fold_in_word(c)) {
            space = n > 0;
            continue;
        }
        if (space)
            out[n++] = ' ';
        space = false;
        n += utf8_put(c, out + n);
    }
    return n;
}

bool fold_word_in(const char *list, struct text word)
{
    if (word.len == 0)
        return false;
    for (const char *at = list; *at; at += *at == ' ') {
        if (*at == word.ptr[0] && strncmp(at, word.ptr, word.len) == 0 && (at[word.len] == ' ' || !at[word.len]))
            return true;
        while (*at && *at != ' ')
            at++;
    }
    return false;
}

static bool word_edge(struct text t, size_t at, bool before)
{
    unsigned size;

    if (before) {
        if (at == 0)
            return true;
        for (at--; at > 0 && ((unsigned char)t.ptr[at] & 0xC0) == 0x80; at--)
            ;
    } else if (at >= t.len) {
        return true;
    }
    return !fold_in_word(utf8_at(t, at, &size));
}

size_t fold_find(struct text fold, const char *needle)
{
    struct text word = text_c(needle);

    for (size_t at = 0; (at = text_find(fold, word, at)) != NOWHERE; at++)
        if (word_edge(fold, at, true) &&
            (!fold_in_word((unsigned char)word.ptr[word.len - 1]) || word_edge(fold, at + word.len, false)))
            return at;
    return NOWHERE;
}

bool fold_has_any(struct text fold, const char *const *list)
{
    for (; *list; list++)
        if (fold_find(fold, *list) != NOWHERE)
            return true;
    return false;
}

bool fold_starts_any(struct text fold, const char *const *list, size_t *len)
{
    for (; *list; list++) {
        size_t m = strlen(*list);

        if (fold.len >= m && memcmp(fold.ptr, *list, m) == 0 &&
            (!point_is_letter((unsigned char)(*list)[m - 1]) || word_edge(fold, m, false))) {
            *len = m;
            return true;
        }
    }
    return false;
}

bool fold_is_any(struct text fold, const char *const *list)
{
    for (; *list; list++)
        if (text_is(fold, *list))
            return true;
    return false;
}
