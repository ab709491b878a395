/* entity.c - see entity.h. The table of names is made of data/page/entities.txt at build time. */
#include "page/markup/entity.h"

#include <stdlib.h>

#include "base/utf8.h"

#define NAME_MAX_LEN 32 /* "CounterClockwiseContourIntegral" has 31 */
#define BARE_MAX_LEN 6  /* "frac12" */

uint32_t entity_windows_1252(unsigned char byte)
{
    static const uint16_t points[32] = {
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    };

    return byte >= 0x80 && byte < 0xA0 ? points[byte - 0x80] : byte;
}

static int by_name(const void *key, const void *row)
{
    const struct text *name = key;
    const char *other = ((const struct entity *)row)->name;
    size_t n = strlen(other), shorter = name->len < n ? name->len : n;
    int order = memcmp(name->ptr, other, shorter);

    return order ? order : (name->len > n) - (name->len < n);
}

static const struct entity *find(const char *name, size_t n)
{
    struct text key = { name, n };

    return bsearch(&key, entities, entities_n, sizeof *entities, by_name);
}

static size_t number_at(struct text raw, size_t at, uint32_t *point)
{
    size_t i = at + 2, first;
    uint32_t value = 0;
    bool hex = i < raw.len && (raw.ptr[i] == 'x' || raw.ptr[i] == 'X');

    if (hex)
        i++;
    for (first = i; i < raw.len; i++) {
        char c = ascii_lower(raw.ptr[i]);
        uint32_t digit;

        if (is_ascii_digit(c))
            digit = (uint32_t)(c - '0');
        else if (hex && c >= 'a' && c <= 'f')
            digit = (uint32_t)(c - 'a') + 10;
        else
            break;
        if (value <= 0x10FFFF)
            value = value * (hex ? 16 : 10) + digit;
    }
    if (i == first)
        return 0;
    if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
        value = UTF8_REPLACEMENT;
    else if (value < 0x100)
        value = entity_windows_1252((unsigned char)value);
    *point = value;
    return i - at + (i < raw.len && raw.ptr[i] == ';');
}

size_t entity_at(struct text raw, size_t at, bool in_attribute, uint32_t points[2])
{
    const char *name = raw.ptr + at + 1;
    size_t room = raw.len - at - 1, n = 0;
    const struct entity *e;

    points[1] = 0;
    if (room && name[0] == '#')
        return number_at(raw, at, points);
    while (n < room && n < NAME_MAX_LEN && (is_ascii_alpha(name[n]) || is_ascii_digit(name[n])))
        n++;
    if (n == 0)
        return 0;
    if (n < room && name[n] == ';' && (e = find(name, n)) != NULL) {
        memcpy(points, e->points, sizeof e->points);
        return n + 2;
    }
    for (size_t k = n < BARE_MAX_LEN ? n : BARE_MAX_LEN; k >= 2; k--) {
        e = find(name, k);
        if (!e || !e->bare)
            continue;
        if (in_attribute && (k < n || (k < room && name[k] == '=')))
            return 0;
        points[0] = e->points[0];
        return k + 1;
    }
    return 0;
}

size_t entity_write(struct text raw, size_t at, bool in_attribute, size_t *taken, char *out)
{
    uint32_t points[2];
    size_t n;

    *taken = entity_at(raw, at, in_attribute, points);
    if (!*taken)
        return 0;
    n = utf8_put(points[0], out);
    return points[1] ? n + utf8_put(points[1], out + n) : n;
}
