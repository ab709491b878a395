/* buffer.c - see buffer.h. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

static bool need(struct buffer *b, size_t more)
{
    size_t limit = b->limit ? b->limit : BUFFER_LIMIT, room = b->room ? b->room : 256;
    char *moved;

    if (b->failed)
        return false;
    if (more >= limit || b->len > limit - more - 1) {
        b->failed = true;
        return false;
    }
    if (b->len + more + 1 <= b->room)
        return true;
    while (room < b->len + more + 1)
        room *= 2;
    moved = realloc(b->ptr, room);
    if (!moved) {
        b->failed = true;
        return false;
    }
    b->ptr = moved;
    b->room = room;
    return true;
}

void buffer_add(struct buffer *b, const char *bytes, size_t n)
{
    if (!need(b, n))
        return;
    if (n)
        memcpy(b->ptr + b->len, bytes, n);
    b->len += n;
    b->ptr[b->len] = '\0';
}

void buffer_text(struct buffer *b, struct text t)
{
    buffer_add(b, t.ptr, t.len);
}

void buffer_c(struct buffer *b, const char *nul_terminated)
{
    buffer_add(b, nul_terminated, strlen(nul_terminated));
}

void buffer_char(struct buffer *b, char c)
{
    buffer_add(b, &c, 1);
}

void buffer_format(struct buffer *b, const char *format, ...)
{
    va_list args, again;
    int n;

    va_start(args, format);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n >= 0 && need(b, (size_t)n)) {
        vsnprintf(b->ptr + b->len, (size_t)n + 1, format, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

void buffer_count(struct buffer *b, size_t n, const char *what)
{
    buffer_format(b, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

void buffer_reset(struct buffer *b)
{
    b->len = 0;
    b->failed = false;
    if (b->ptr)
        b->ptr[0] = '\0';
}

void buffer_release(struct buffer *b)
{
    free(b->ptr);
    *b = (struct buffer){ .limit = b->limit };
}

void csv_field(struct buffer *b, struct text t)
{
    bool quote = false;

    for (size_t i = 0; i < t.len && !quote; i++)
        quote = t.ptr[i] == ',' || t.ptr[i] == '"' || t.ptr[i] == '\n' || t.ptr[i] == '\r';
    if (!quote) {
        buffer_text(b, t);
        return;
    }
    buffer_char(b, '"');
    for (size_t i = 0; i < t.len; i++) {
        if (t.ptr[i] == '"')
            buffer_char(b, '"');
        buffer_char(b, t.ptr[i]);
    }
    buffer_char(b, '"');
}

void csv_field_safe(struct buffer *b, struct text t)
{
    struct buffer safe = { 0 };
    unsigned size;

    if (t.len && strchr("=+-@\t\r", t.ptr[0] ? t.ptr[0] : ' '))
        buffer_char(&safe, '\'');
    for (size_t at = 0; at < t.len; at += size) {
        uint32_t point = utf8_at(t, at, &size);

        if (point_is_control(point) && point != '\n' && point != '\t')
            buffer_c(&safe, "\xEF\xBF\xBD");
        else
            buffer_add(&safe, t.ptr + at, size);
    }
    csv_field(b, buffer_as_text(&safe));
    b->failed |= safe.failed;
    buffer_release(&safe);
}
