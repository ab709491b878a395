/* json_raw.c - see json_raw.h. */
#include "page/json/json_raw.h"

#include "base/utf8.h"

static size_t skip_space(struct text t, size_t i)
{
    while (i < t.len && is_ascii_space(t.ptr[i]))
        i++;
    return i;
}

/* Behind the string whose opening quote is at i. */
static size_t skip_string(struct text t, size_t i)
{
    for (i++; i < t.len && t.ptr[i] != '"'; i++)
        if (t.ptr[i] == '\\')
            i++;
    return i < t.len ? i + 1 : t.len;
}

static size_t skip_value(struct text t, size_t i)
{
    size_t depth = 0;

    while (i < t.len) {
        char c = t.ptr[i];

        if (c == '"')
            i = skip_string(t, i);
        else {
            if (c == '{' || c == '[')
                depth++;
            else if (c == '}' || c == ']') {
                if (depth == 0)
                    return i;
                depth--;
            } else if (depth == 0 && c == ',')
                return i;
            i++;
        }
        if (depth == 0 && i < t.len && (t.ptr[i] == ',' || t.ptr[i] == '}'))
            return i;
    }
    return t.len;
}

static uint32_t hex4(const char *p)
{
    uint32_t value = 0;

    for (int i = 0; i < 4; i++) {
        char c = ascii_lower(p[i]);

        value = value << 4 | (uint32_t)(is_ascii_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return value;
}

size_t json_raw_step(struct text raw, size_t i, unsigned *decoded, char *out)
{
    uint32_t point;

    if (raw.ptr[i] != '\\' || i + 1 >= raw.len) {
        *out = raw.ptr[i];
        *decoded = 1;
        return 1;
    }
    if (raw.ptr[i + 1] != 'u' || i + 6 > raw.len) {
        static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
        const char *known = strchr(from, raw.ptr[i + 1]);

        *out = known && *known ? to[known - from] : raw.ptr[i + 1];
        *decoded = 1;
        return 2;
    }
    point = hex4(raw.ptr + i + 2) & 0xFFFF;
    if (point >= 0xD800 && point < 0xDC00 && i + 12 <= raw.len && raw.ptr[i + 6] == '\\') {
        uint32_t low = hex4(raw.ptr + i + 8) & 0xFFFF;

        if (low >= 0xDC00 && low < 0xE000) {
            *decoded = utf8_put(0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00), out);
            return 12;
        }
    }
    *decoded = utf8_put(point, out);
    return 6;
}

static bool key_is(struct text raw, const char *name)
{
    size_t n = strlen(name), at = 0;

    for (size_t i = 0; i < raw.len;) {
        char out[4];
        unsigned decoded;

        i += json_raw_step(raw, i, &decoded, out);
        if (decoded > n - at || memcmp(out, name + at, decoded) != 0)
            return false;
        at += decoded;
    }
    return at == n;
}

bool json_raw_member(struct text object, const char *name, struct text *out)
{
    size_t i = skip_space(object, 0);
    bool found = false;

    if (i >= object.len || object.ptr[i] != '{')
        return false;
    i = skip_space(object, i + 1);
    while (i < object.len && object.ptr[i] == '"') {
        size_t key = i + 1, begin;
        bool wanted;

        i = skip_string(object, i);
        wanted = i > key && key_is(text_of(object.ptr + key, i - 1 - key), name);
        i = skip_space(object, i);
        if (i >= object.len || object.ptr[i] != ':')
            break;
        begin = skip_space(object, i + 1);
        i = skip_value(object, begin);
        if (wanted && begin < i) {
            *out = text_trim(text_of(object.ptr + begin, i - begin));
            found = true;
        }
        if (i >= object.len || object.ptr[i] != ',')
            break;
        i = skip_space(object, i + 1);
    }
    return found;
}

bool json_raw_next(struct text list, size_t *at, struct text *out)
{
    size_t i = *at, begin;

    if (i == 0) {
        i = skip_space(list, 0);
        if (i >= list.len || list.ptr[i] != '[')
            return false;
        i++;
    }
    begin = skip_space(list, i);
    if (begin >= list.len || list.ptr[begin] == ']')
        return false;
    i = skip_value(list, begin);
    *out = text_trim(text_of(list.ptr + begin, i - begin));
    *at = i < list.len && list.ptr[i] == ',' ? i + 1 : list.len;
    return out->len > 0;
}

bool json_raw_string(struct text value, struct text *out)
{
    if (value.len < 2 || value.ptr[0] != '"' || value.ptr[value.len - 1] != '"')
        return false;
    *out = text_of(value.ptr + 1, value.len - 2);
    return true;
}

void json_raw_decode(struct text page, struct text raw, struct origin *out)
{
    size_t at = (size_t)(raw.ptr - page.ptr), end = at + raw.len;
    struct text t = text_of(page.ptr, end);

    while (at < end && !out->failed) {
        size_t begin = at;
        unsigned decoded;
        char bytes[4];

        while (at < end && page.ptr[at] != '\\')
            at++;
        if (at > begin) {
            origin_same(out, page, begin, at);
            continue;
        }
        at += json_raw_step(t, at, &decoded, bytes);
        if (decoded == 1 && (unsigned char)bytes[0] < 0x20 && !is_ascii_space(bytes[0]))
            continue;
        origin_instead(out, text_of(bytes, decoded), begin, at);
    }
}
