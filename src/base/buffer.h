/* buffer.h - text that grows: for output, outside any document's arena.
 *
 * Appending never fails in the caller's face: when memory is out or the ceiling is
 * reached, `failed` is set, further text is dropped, and whoever uses the
 * result looks once, at the end. */
#ifndef BUFFER_H
#define BUFFER_H

#include "base/base.h"

struct buffer {
    char *ptr; /* NUL-terminated once anything was added; NULL before */
    size_t len, room;
    size_t limit; /* 0: BUFFER_LIMIT */
    bool failed;
};

#define BUFFER_LIMIT ((size_t)1 << 30)

void buffer_add(struct buffer *b, const char *bytes, size_t n);
void buffer_text(struct buffer *b, struct text t);
void buffer_c(struct buffer *b, const char *nul_terminated);
void buffer_char(struct buffer *b, char c);
void buffer_format(struct buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "1 report", "6 reports". */
void buffer_count(struct buffer *b, size_t n, const char *what);
void buffer_reset(struct buffer *b);   /* empty; the room is kept */
void buffer_release(struct buffer *b); /* empty; the room is given back */

static inline struct text buffer_as_text(const struct buffer *b)
{
    return text_of(b->ptr ? b->ptr : "", b->len);
}

/* One field of CSV (RFC 4180): quoted where it must be. */
void csv_field(struct buffer *b, struct text t);
/* The same of words that a page may have chosen, for a spreadsheet and a screen: with an apostrophe before what a
 * spreadsheet would take for a formula ("=1+1": the first sign is = + - @, a tab or a carriage return), and with U+FFFD
 * for what a terminal would obey (point_is_control()), line ends and tabs apart. */
void csv_field_safe(struct buffer *b, struct text t);

#endif
