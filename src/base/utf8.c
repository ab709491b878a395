/* utf8.c - see utf8.h. */
#include "base/utf8.h"

#include <utf8proc.h>

/* Length of the well-formed sequence at p (n bytes left, n > 0), or 0; *bad is
 * then how many bytes form the maximal ill-formed run (Unicode 3.9, D93b). */
static unsigned sequence(const unsigned char *p, size_t n, unsigned *bad)
{
    unsigned char lo = 0x80, hi = 0xBF;
    unsigned need, i;

    *bad = 1;
    if (p[0] < 0x80)
        return 1;
    if (p[0] >= 0xC2 && p[0] <= 0xDF)
        need = 2;
    else if (p[0] >= 0xE0 && p[0] <= 0xEF) {
        need = 3;
        if (p[0] == 0xE0)
            lo = 0xA0;
        else if (p[0] == 0xED)
            hi = 0x9F;
    } else if (p[0] >= 0xF0 && p[0] <= 0xF4) {
        need = 4;
        if (p[0] == 0xF0)
            lo = 0x90;
        else if (p[0] == 0xF4)
            hi = 0x8F;
    } else
        return 0;
    for (i = 1; i < need; i++) {
        if (i >= n || p[i] < lo || p[i] > hi) {
            *bad = i;
            return 0;
        }
        lo = 0x80;
        hi = 0xBF;
    }
    return need;
}

size_t utf8_check(struct text t)
{
    const unsigned char *p = (const unsigned char *)t.ptr;
    size_t i = 0;
    unsigned bad;

    while (i < t.len) {
        unsigned n;
        uint64_t word;

        /* Eight ASCII bytes at a time: most of an English page. */
        while (t.len - i >= 8 && (memcpy(&word, p + i, 8), (word & 0x8080808080808080u) == 0))
            i += 8;
        if (i >= t.len)
            break;
        n = sequence(p + i, t.len - i, &bad);
        if (n == 0)
            return i;
        i += n;
    }
    return NOWHERE;
}

uint32_t utf8_at(struct text t, size_t at, unsigned *size)
{
    const unsigned char *p = (const unsigned char *)t.ptr + at;
    unsigned bad, n = sequence(p, t.len - at, &bad);

    *size = n ? n : 1;
    switch (n) {
    case 1:
        return p[0];
    case 2:
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    case 3:
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    case 4:
        return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
               (p[3] & 0x3F);
    }
    return UTF8_REPLACEMENT;
}

unsigned utf8_put(uint32_t point, char *out)
{
    if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
        point = UTF8_REPLACEMENT;
    return (unsigned)utf8proc_encode_char((utf8proc_int32_t)point, (utf8proc_uint8_t *)out);
}

priscus_status utf8_repair(struct text t, struct arena *mem, struct text *out, size_t *bad_runs)
{
    const unsigned char *p = (const unsigned char *)t.ptr;
    size_t first = utf8_check(t), i, n, runs = 0;
    char *copy;

    if (bad_runs)
        *bad_runs = 0;
    if (first == NOWHERE) {
        *out = t;
        return PRISCUS_OK;
    }
    /* Each bad byte may become three. */
    if (t.len - first > (SIZE_MAX - first) / 3)
        return PRISCUS_ENOMEM;
    copy = arena_alloc(mem, first + (t.len - first) * 3);
    if (!copy)
        return PRISCUS_ENOMEM;
    memcpy(copy, t.ptr, first);
    for (i = n = first; i < t.len;) {
        unsigned bad, good = sequence(p + i, t.len - i, &bad);

        if (good) {
            memcpy(copy + n, p + i, good);
            n += good;
            i += good;
        } else {
            n += utf8_put(UTF8_REPLACEMENT, copy + n);
            i += bad;
            runs++;
        }
    }
    arena_trim(mem, copy, first + (t.len - first) * 3, n);
    *out = text_of(copy, n);
    if (bad_runs)
        *bad_runs = runs;
    return PRISCUS_OK;
}

priscus_status utf8_replace_nuls(struct text t, struct arena *mem, struct text *out, uint32_t **origin)
{
    size_t nuls = 0, n = 0;
    uint32_t *from = NULL;
    char *to;

    for (size_t i = 0; i < t.len; i++)
        nuls += t.ptr[i] == '\0';
    if (origin)
        *origin = NULL;
    *out = t;
    if (!nuls)
        return PRISCUS_OK;
    to = arena_alloc(mem, t.len + 2 * nuls);
    if (origin)
        from = arena_alloc(mem, (t.len + 2 * nuls + 1) * sizeof *from);
    if (!to || (origin && !from))
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < t.len; i++) {
        char bytes[4] = { t.ptr[i] };
        unsigned size = t.ptr[i] ? 1 : utf8_put(UTF8_REPLACEMENT, bytes);

        for (unsigned k = 0; k < size; k++) {
            if (from)
                from[n] = (uint32_t)i;
            to[n++] = bytes[k];
        }
    }
    if (origin) {
        from[n] = (uint32_t)t.len;
        *origin = from;
    }
    *out = text_of(to, n);
    return PRISCUS_OK;
}

bool point_is_letter(uint32_t point)
{
    if (point < 0x80)
        return is_ascii_alpha((char)point);
    switch (utf8proc_category((utf8proc_int32_t)point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN: /* a combining accent belongs to its letter */
    case UTF8PROC_CATEGORY_MC:
        return true;
    default:
        return false;
    }
}

bool point_is_upper(uint32_t point)
{
    if (point < 0x80)
        return is_ascii_upper((char)point);
    return utf8proc_category((utf8proc_int32_t)point) == UTF8PROC_CATEGORY_LU;
}

bool point_is_digit(uint32_t point)
{
    if (point < 0x80)
        return is_ascii_digit((char)point);
    return utf8proc_category((utf8proc_int32_t)point) == UTF8PROC_CATEGORY_ND;
}

bool point_is_space(uint32_t point)
{
    if (point < 0x80)
        return is_ascii_space((char)point);
    return point == 0xA0 || point == 0x200B || point == 0xFEFF || point == 0x2028 || point == 0x2029 ||
           utf8proc_category((utf8proc_int32_t)point) == UTF8PROC_CATEGORY_ZS;
}

uint32_t point_lower(uint32_t point)
{
    if (point < 0x80)
        return (unsigned char)ascii_lower((char)point);
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
}

uint32_t point_plain(uint32_t point)
{
    utf8proc_int32_t parts[8];
    int boundary = UTF8PROC_BOUNDCLASS_START;

    if (point < 0x80 || utf8proc_decompose_char((utf8proc_int32_t)point, parts, 8, UTF8PROC_DECOMPOSE, &boundary) < 1)
        return point;
    return (uint32_t)parts[0];
}

enum quote_mark point_quote(uint32_t point)
{
    switch (point) {
    case '"':
    case 0xFF02:
        return QUOTE_EITHER;
    case 0x201C:
    case 0x201E:
    case 0x201F:
    case 0xAB:
    case 0x300C:
        return QUOTE_OPEN;
    case 0x201D:
    case 0xBB:
    case 0x300D:
        return QUOTE_CLOSE;
    case '\'':
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case '`':
        return QUOTE_SINGLE;
    default:
        return QUOTE_NONE;
    }
}

bool point_is_control(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || (point >= 0x202A && point <= 0x202E) ||
           (point >= 0x2066 && point <= 0x2069);
}
