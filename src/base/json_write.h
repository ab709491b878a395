/* json_write.h - JSON (RFC 8259) written onto a struct buffer, value by value.
 *
 *     buffer_char(b, '{');
 *     json_put_text(b, "name", name);
 *     json_put_open(b, "places", '[');
 *     json_put_span(b, NULL, first);
 *     json_put_span(b, NULL, second);
 *     buffer_c(b, "]}");                  {"name": "Ada Venn", "places": [[0, 8], [20, 23]]}
 *
 * Each function writes one value: under `key` in an object, or with key NULL in a list. Where a value stands before
 * it, a comma and a blank come first; the writer sees that by the last byte of the buffer, so there is no state to keep.
 * Failure is the buffer's: it is looked at once, at the end (buffer.h). */
#ifndef JSON_WRITE_H
#define JSON_WRITE_H

#include "base/buffer.h"
#include "base/date.h"

/* Begin an object ('{') or a list ('['). It is ended with buffer_char(b, '}') or ']'. */
void json_put_open(struct buffer *b, const char *key, char bracket);

/* A string, invalid UTF-8 in it as U+FFFD; null for a text whose ptr is NULL. */
void json_put_text(struct buffer *b, const char *key, struct text t);
void json_put_null(struct buffer *b, const char *key);
void json_put_bool(struct buffer *b, const char *key, bool value);
void json_put_number(struct buffer *b, const char *key, uint64_t n);
void json_put_hundredths(struct buffer *b, const char *key, unsigned n); /* 83: 0.83; 0: null */

/* [begin, end] */
void json_put_span(struct buffer *b, const char *key, struct span s);
/* The words at `s` of `body`; null for an empty span. */
void json_put_words(struct buffer *b, const char *key, struct text body, struct span s);
/* As date_format() prints it; null for an unknown date. */
void json_put_date(struct buffer *b, const char *key, struct date d);

/* The key alone: the caller writes the value. */
void json_put_key(struct buffer *b, const char *key);

#endif
