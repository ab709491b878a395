/* json_raw.h - where in a text of JSON a value stands: jansson does not say.
 *
 *     {"a": "x\u0021", "items": [{"b": 1}, 2]}     json_raw_member(text, "items")   [{"b": 1}, 2]
 *
 * For texts that jansson has found well formed; others give nonsense, but never run out of bounds.
 * Nothing allocates but json_raw_decode(). */
#ifndef JSON_RAW_H
#define JSON_RAW_H

#include "page/markup/origin.h"

/* The raw value of a key of an object: where it is given twice, the last, as jansson takes it. */
bool json_raw_member(struct text object, const char *name, struct text *out);

/* The next element of a list; *at begins with 0. False: no more. */
bool json_raw_next(struct text list, size_t *at, struct text *out);

/* What is between a string's quotes. False: it is no string. */
bool json_raw_string(struct text value, struct text *out);

/* One step through the inside of a string: the raw bytes at i (returned) and the bytes they decode to
 * (in *decoded, and written to `out`, which has room for 4). */
size_t json_raw_step(struct text raw, size_t i, unsigned *decoded, char *out);

/* The text of a string (`raw` is what is between its quotes, in `page`), without control characters. */
void json_raw_decode(struct text page, struct text raw, struct origin *out);

#endif
