/* text.h - text as pointer and length, and places in it.
 *
 * A struct text does not own its bytes and is not NUL-terminated; a page may hold
 * a NUL. Small and passed by value. Comparisons that "fold" ignore ASCII case
 * alone: they are for keywords and markup, not for people's words (utf8.h). */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct text {
    const char *ptr;
    size_t len;
};

/* Byte offsets [begin, end). Which text they lie in is said where one is kept:
 * mostly the article's body. Pages are limited to PAGE_MAX bytes, far under 4 GiB. */
struct span {
    uint32_t begin, end;
};

static inline struct text text_of(const char *ptr, size_t len)
{
    return (struct text){ ptr, len };
}

/* NULL is the empty text. */
static inline struct text text_c(const char *nul_terminated)
{
    return (struct text){ nul_terminated, nul_terminated ? strlen(nul_terminated) : 0 };
}

static inline struct text text_in(struct text whole, struct span s)
{
    return (struct text){ whole.ptr + s.begin, s.end - s.begin };
}

static inline bool text_eq(struct text a, struct text b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool text_is(struct text a, const char *b)
{
    return text_eq(a, text_c(b));
}

static inline bool span_empty(struct span s)
{
    return s.end <= s.begin;
}

static inline bool span_holds(struct span outer, struct span inner)
{
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

/* Byte order, shorter first: for sorting and for stable output. */
int text_compare(struct text a, struct text b);

bool text_eq_fold(struct text a, struct text b);
bool text_starts(struct text a, const char *prefix);
bool text_starts_fold(struct text a, const char *prefix);
bool text_ends(struct text a, const char *suffix);

/* Offset of the first `needle` at or after `from`, or NOWHERE ((size_t)-1). */
size_t text_find(struct text hay, struct text needle, size_t from);

/* Without ASCII white space, no-break spaces (C2 A0) and zero-width marks at both ends. */
struct text text_trim(struct text a);

/* Cut `*rest` at the first `separator`: returns what is before it, leaves what
 * is after. With no separator left, returns all and *rest has a NULL ptr; a
 * NULL rest->ptr says that nothing is left. */
struct text text_cut(struct text *rest, char separator);

/* FNV-1a, 64 bits: for tables in memory, never stored. */
uint64_t text_hash(struct text a);

static inline bool is_ascii_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool is_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool is_ascii_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool is_ascii_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || is_ascii_upper(c);
}
static inline char ascii_lower(char c)
{
    return is_ascii_upper(c) ? (char)(c + 32) : c;
}

#endif
