/* json_mend.c - see json_mend.h.
 *
 * The line is walked once, string by string, and copied but for the slips. Bytes of a string that are not UTF-8 are letters
 * of another character set where the string has no character of UTF-8 beside them: which, the whole line tells
 * (charset_guess.h). A string that has both was cut or glued: the odd bytes are U+FFFD. */
#include "page/json/json_mend.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "page/markup/charset.h"

#define REPLACEMENT  "\xEF\xBF\xBD" /* U+FFFD */
#define GUESSED_FROM 8              /* odd bytes */
#define NUMBER_BYTES 400            /* a longer number is infinite, or nobody's */

struct mending {
    struct text line;
    struct origin *out; /* NULL: only looked at */
    size_t done;        /* bytes of the line that were copied */
    unsigned kinds;
    struct charset charset; /* of bytes that are not UTF-8 */
    bool guessed;
};

const char *json_mend_text(enum json_mend_kind kind)
{
    static const char *const texts[] = {
#define JSON_MEND_TEXT(name, text) text,
        JSON_MEND_MAP(JSON_MEND_TEXT)
#undef JSON_MEND_TEXT
    };

    return texts[kind];
}

static void copy_up_to(struct mending *m, size_t end)
{
    if (m->out && end > m->done)
        origin_same(m->out, m->line, m->done, end);
    m->done = end;
}

static void put(struct mending *m, enum json_mend_kind kind, struct text bytes, size_t begin, size_t end)
{
    m->kinds |= 1u << kind;
    copy_up_to(m, begin);
    if (m->out)
        origin_instead(m->out, bytes, begin, end);
    m->done = end;
}

/* The value of \uXXXX at `at`; false: it is no such escape. */
static bool escaped(struct text t, size_t at, unsigned *value)
{
    *value = 0;
    if (at + 6 > t.len || t.ptr[at] != '\\' || t.ptr[at + 1] != 'u')
        return false;
    for (size_t i = at + 2; i < at + 6; i++) {
        char c = ascii_lower(t.ptr[i]);

        if (!is_ascii_digit(c) && (c < 'a' || c > 'f'))
            return false;
        *value = *value << 4 | (unsigned)(is_ascii_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return true;
}

/* The escape at `at`; returns where it ends. */
static size_t mend_escape(struct mending *m, size_t at)
{
    unsigned value, low;
    char next = at + 1 < m->line.len ? m->line.ptr[at + 1] : '\0';

    if (!escaped(m->line, at, &value)) {
        if (next && strchr("\"\\/bfnrt", next))
            return at + 2;
        /* "\'" is a habit of JavaScript; "C:\users" a path. */
        put(m, JSON_MEND_ESCAPE, text_c(next == '\'' ? "" : "\\\\"), at, at + 1);
        return at + 1;
    }
    if (value >= 0xD800 && value < 0xDC00 && escaped(m->line, at + 6, &low) && low >= 0xDC00 && low < 0xE000)
        return at + 12;
    if (value >= 0xD800 && value < 0xE000)
        put(m, JSON_MEND_SURROGATE, text_c(REPLACEMENT), at, at + 6);
    else if (value == 0)
        put(m, JSON_MEND_NUL, text_c(REPLACEMENT), at, at + 6);
    return at + 6;
}

static size_t mend_control(struct mending *m, size_t at)
{
    char code[8];

    if (m->line.ptr[at] == '\0') {
        put(m, JSON_MEND_NUL, text_c(REPLACEMENT), at, at + 1);
    } else {
        snprintf(code, sizeof code, "\\u%04x", (unsigned)m->line.ptr[at]);
        put(m, JSON_MEND_CONTROL, text_c(code), at, at + 1);
    }
    return at + 1;
}

static bool is_bad(struct text t, size_t at, unsigned *size)
{
    return utf8_at(t, at, size) == UTF8_REPLACEMENT && *size == 1;
}

/* The charset of the line's odd bytes: a handful tells nothing, and is mostly windows-1252. */
static void guess(struct mending *m)
{
    size_t odd = 0;

    for (size_t i = 0; i < m->line.len; i++)
        odd += (unsigned char)m->line.ptr[i] >= 0x80;
    m->guessed = true;
    m->charset = (struct charset){ .kind = CHARSET_WINDOWS_1252 };
    if (odd < GUESSED_FROM)
        return;
    charset_open_text(m->line, (struct text){ 0 }, &m->charset);
    if (m->charset.kind == CHARSET_UTF8 || m->charset.whole) {
        charset_close(&m->charset);
        m->charset = (struct charset){ .kind = CHARSET_WINDOWS_1252 };
    }
}

/* Bytes that are not UTF-8: all that stand together. */
static size_t mend_bytes(struct mending *m, size_t at, size_t end, bool other_charset)
{
    struct text t = text_of(m->line.ptr, end);
    size_t begin = at, n = 0;
    char letters[64];
    unsigned size;

    while (at < end && (unsigned char)t.ptr[at] >= 0x80 && is_bad(t, at, &size))
        at++;
    if (!m->out || !other_charset) {
        put(m, JSON_MEND_BYTES, text_c(REPLACEMENT), begin, at);
        return at;
    }
    if (!m->guessed)
        guess(m);
    for (; begin < at; begin++, n = 0) {
        charset_decode(&m->charset, text_of(t.ptr + begin, 1), letters, &n, sizeof letters);
        put(m, JSON_MEND_BYTES, n ? text_of(letters, n) : text_c(REPLACEMENT), begin, begin + 1);
    }
    return at;
}

/* The string whose opening quote is at `at`; returns where it ends. */
static size_t mend_string(struct mending *m, size_t at)
{
    struct text line = m->line;
    size_t end = ++at;
    bool bad = false, good = false;
    unsigned size;

    for (; end < line.len && line.ptr[end] != '"'; end++)
        end += line.ptr[end] == '\\' && end + 1 < line.len;
    for (size_t i = at; i < end; i += size) {
        size = 1;
        if ((unsigned char)line.ptr[i] < 0x80)
            continue;
        if (is_bad(text_of(line.ptr, end), i, &size))
            bad = true;
        else
            good = true;
    }
    while (at < end) {
        unsigned char c = (unsigned char)line.ptr[at];

        if (c == '\\')
            at = mend_escape(m, at);
        else if (c < 0x20)
            at = mend_control(m, at);
        else if (c < 0x80 || !bad)
            at++;
        else if (is_bad(text_of(line.ptr, end), at, &size))
            at = mend_bytes(m, at, end, !good);
        else
            at += size;
    }
    return end < line.len ? end + 1 : end;
}

/* What stands outside strings: NaN, Infinity, 1e999. */
static size_t mend_number(struct mending *m, size_t at)
{
    static const char *const words[] = { "NaN", "nan", "Infinity", "-Infinity", "-NaN" };
    struct text rest = text_of(m->line.ptr + at, m->line.len - at);
    char number[NUMBER_BYTES];
    size_t n = 0;

    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (text_starts(rest, words[i])) {
            n = strlen(words[i]);
            put(m, JSON_MEND_NUMBER, text_c("null"), at, at + n);
            return at + n;
        }
    }
    while (n < rest.len && rest.ptr[n] && strchr("+-.0123456789eE", rest.ptr[n]))
        n++;
    if (n == 0)
        return at + 1;
    if (n < sizeof number) {
        memcpy(number, rest.ptr, n);
        number[n] = '\0';
    }
    if (n >= sizeof number || isinf(strtod(number, NULL)))
        put(m, JSON_MEND_NUMBER, text_c("null"), at, at + n);
    return at + n;
}

unsigned json_mend(struct text line, struct origin *out)
{
    struct mending m = { .line = line, .out = out };

    for (size_t at = 0; at < line.len;)
        at = line.ptr[at] == '"' ? mend_string(&m, at) : mend_number(&m, at);
    copy_up_to(&m, line.len);
    if (m.guessed)
        charset_close(&m.charset);
    return m.kinds;
}
