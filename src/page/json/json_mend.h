/* json_mend.h - a line that is nearly JSON, made JSON.
 *
 *     {"title": "Br<FC>sk \ud83d leaves", "score": NaN}      {"title": "Brüsk <U+FFFD> leaves", "score": null}
 *
 * Programs write what no reader of JSON takes: half a surrogate pair where a text was cut, Python's NaN, a tab as it is, bytes
 * of another character set, U+0000, which nobody's SQL shows. For a slip of one byte a strict reader loses the whole article. */
#ifndef JSON_MEND_H
#define JSON_MEND_H

#include "page/markup/origin.h"

#define JSON_MEND_MAP(X)                                                                                               \
    X(SURROGATE, "half a surrogate pair")                                                                              \
    X(NUL, "U+0000")                                                                                                   \
    X(BYTES, "bytes that are not UTF-8")                                                                               \
    X(CONTROL, "control characters as they are")                                                                       \
    X(ESCAPE, "a backslash that escapes nothing")                                                                      \
    X(NUMBER, "numbers that are none (NaN)")

enum json_mend_kind {
#define JSON_MEND_ENUM(name, text) JSON_MEND_##name,
    JSON_MEND_MAP(JSON_MEND_ENUM)
#undef JSON_MEND_ENUM
        JSON_MENDS
};

/* Of these kinds letters are lost or guessed; what is mended of the others is what was meant. */
#define JSON_MEND_LOSSY (1u << JSON_MEND_SURROGATE | 1u << JSON_MEND_NUL | 1u << JSON_MEND_BYTES)

/* What kinds of slip a line has, as bits; 0: none of these. The mended line goes to `out`, which leads back to the line; NULL:
 * it is not wanted. Linear. */
unsigned json_mend(struct text line, struct origin *out);

/* What a kind is, for people. */
const char *json_mend_text(enum json_mend_kind kind);

#endif
