/* text.c - see text.h. */
#include "base/text.h"

int text_compare(struct text a, struct text b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;

    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool text_eq_fold(struct text a, struct text b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i]))
            return false;
    return true;
}

bool text_starts(struct text a, const char *prefix)
{
    size_t n = strlen(prefix);

    return a.len >= n && memcmp(a.ptr, prefix, n) == 0;
}

bool text_starts_fold(struct text a, const char *prefix)
{
    struct text p = text_c(prefix);

    return a.len >= p.len && text_eq_fold(text_of(a.ptr, p.len), p);
}

bool text_ends(struct text a, const char *suffix)
{
    size_t n = strlen(suffix);

    return a.len >= n && memcmp(a.ptr + a.len - n, suffix, n) == 0;
}

size_t text_find(struct text hay, struct text needle, size_t from)
{
    const char *hit;

    if (from > hay.len)
        return (size_t)-1;
    if (needle.len == 0)
        return from;
    if (hay.len == 0)
        return (size_t)-1; /* its pointer may be NULL */
    hit = memmem(hay.ptr + from, hay.len - from, needle.ptr, needle.len);
    return hit ? (size_t)(hit - hay.ptr) : (size_t)-1;
}

/* Bytes of white space at p, 0 for none: ASCII, U+00A0, U+200B, U+FEFF. */
static size_t space_at(const char *p, size_t n)
{
    if (n >= 1 && is_ascii_space(p[0]))
        return 1;
    if (n >= 2 && memcmp(p, "\xC2\xA0", 2) == 0)
        return 2;
    if (n >= 3 && (memcmp(p, "\xE2\x80\x8B", 3) == 0 || memcmp(p, "\xEF\xBB\xBF", 3) == 0))
        return 3;
    return 0;
}

struct text text_trim(struct text a)
{
    size_t n;

    while ((n = space_at(a.ptr, a.len)) != 0) {
        a.ptr += n;
        a.len -= n;
    }
    for (;;) {
        if (a.len >= 1 && space_at(a.ptr + a.len - 1, 1) == 1)
            a.len -= 1;
        else if (a.len >= 2 && space_at(a.ptr + a.len - 2, 2) == 2)
            a.len -= 2;
        else if (a.len >= 3 && space_at(a.ptr + a.len - 3, 3) == 3)
            a.len -= 3;
        else
            return a;
    }
}

struct text text_cut(struct text *rest, char separator)
{
    const char *at = rest->len ? memchr(rest->ptr, separator, rest->len) : NULL;
    struct text before = *rest;

    if (!at) {
        *rest = (struct text){ 0 };
        return before;
    }
    before.len = (size_t)(at - before.ptr);
    rest->len -= before.len + 1;
    rest->ptr = at + 1;
    return before;
}

uint64_t text_hash(struct text a)
{
    uint64_t h = 14695981039346656037u;

    for (size_t i = 0; i < a.len; i++)
        h = (h ^ (unsigned char)a.ptr[i]) * 1099511628211u;
    return h;
}
