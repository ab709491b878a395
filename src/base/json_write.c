/* json_write.c - see json_write.h. */
#include "base/json_write.h"

#include "base/utf8.h"

/* A comma where the last byte ends a value: a string, an object, a list, a number, null, true or false. */
static void separate(struct buffer *b)
{
    char last = b->len ? b->ptr[b->len - 1] : '\0';

    if (last == '"' || last == '}' || last == ']' || is_ascii_alpha(last) || is_ascii_digit(last))
        buffer_add(b, ", ", 2);
}

static void string(struct buffer *b, struct text t)
{
    size_t plain = 0, i = 0;

    buffer_char(b, '"');
    while (i < t.len) {
        unsigned char c = (unsigned char)t.ptr[i];
        unsigned size = 1;

        if (c >= 0x20 && c != '"' && c != '\\' && c < 0x7F) {
            i++;
            continue;
        }
        if (c >= 0x80) {
            uint32_t point = utf8_at(t, i, &size);

            /* U+2028 and U+2029 end a line in JavaScript source, and what a terminal would obey is seen by it where
             * lines of JSON are looked at: both are written as escapes, which say the same. */
            if (!(point == UTF8_REPLACEMENT && size == 1) && point != 0x2028 && point != 0x2029 &&
                !point_is_control(point)) {
                i += size;
                continue;
            }
            buffer_add(b, t.ptr + plain, i - plain);
            buffer_format(b, "\\u%04x", (unsigned)point);
        } else {
            buffer_add(b, t.ptr + plain, i - plain);
            switch (c) {
            case '"':
                buffer_add(b, "\\\"", 2);
                break;
            case '\\':
                buffer_add(b, "\\\\", 2);
                break;
            case '\n':
                buffer_add(b, "\\n", 2);
                break;
            case '\t':
                buffer_add(b, "\\t", 2);
                break;
            case '\r':
                buffer_add(b, "\\r", 2);
                break;
            default:
                buffer_format(b, "\\u%04x", c);
            }
        }
        i += size;
        plain = i;
    }
    buffer_add(b, t.ptr + plain, i - plain);
    buffer_char(b, '"');
}

void json_put_key(struct buffer *b, const char *key)
{
    separate(b);
    if (key) {
        string(b, text_c(key));
        buffer_add(b, ": ", 2);
    }
}

void json_put_open(struct buffer *b, const char *key, char bracket)
{
    json_put_key(b, key);
    buffer_char(b, bracket);
}

void json_put_text(struct buffer *b, const char *key, struct text t)
{
    json_put_key(b, key);
    if (t.ptr)
        string(b, t);
    else
        buffer_add(b, "null", 4);
}

void json_put_null(struct buffer *b, const char *key)
{
    json_put_text(b, key, (struct text){ 0 });
}

void json_put_bool(struct buffer *b, const char *key, bool value)
{
    json_put_key(b, key);
    buffer_c(b, value ? "true" : "false");
}

void json_put_number(struct buffer *b, const char *key, uint64_t n)
{
    json_put_key(b, key);
    buffer_format(b, "%llu", (unsigned long long)n);
}

void json_put_hundredths(struct buffer *b, const char *key, unsigned n)
{
    json_put_key(b, key);
    if (n)
        buffer_format(b, "%u.%02u", n / 100, n % 100);
    else
        buffer_c(b, "null");
}

void json_put_span(struct buffer *b, const char *key, struct span s)
{
    json_put_key(b, key);
    buffer_format(b, "[%u, %u]", s.begin, s.end);
}

void json_put_words(struct buffer *b, const char *key, struct text body, struct span s)
{
    json_put_text(b, key, span_empty(s) ? (struct text){ 0 } : text_in(body, s));
}

void json_put_date(struct buffer *b, const char *key, struct date d)
{
    char text[DATE_TEXT_MAX];

    json_put_text(b, key, date_known(d) ? text_c(date_format(d, text)) : (struct text){ 0 });
}
