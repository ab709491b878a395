/* utf8.h - checking, repairing and walking UTF-8 (RFC 3629).
 *
 * Offsets are kept: repair puts U+FFFD for each maximal bad run, as the WHATWG
 * decoder does, and happens once, before anything points into the text. */
#ifndef UTF8_H
#define UTF8_H

#include "base/base.h"

#define UTF8_REPLACEMENT 0xFFFDu

/* Offset of the first byte that is not valid, or NOWHERE. Overlong forms,
 * surrogates and what lies over U+10FFFF are not valid. */
size_t utf8_check(struct text t);

/* The code point at `at` and in *size the bytes it takes (1 to 4); a bad byte
 * is U+FFFD of size 1. `at` must be under t.len. */
uint32_t utf8_at(struct text t, size_t at, unsigned *size);

/* Write `point` to out, which has room for 4; returns the bytes written. */
unsigned utf8_put(uint32_t point, char *out);

/* Valid text: `t` itself if it is valid, else a repaired copy in `mem`.
 * *bad (may be NULL) counts what was replaced. ENOMEM. */
priscus_status utf8_repair(struct text t, struct arena *mem, struct text *out, size_t *bad);

/* `t` itself, or, where it has NULs, behind which SQL would show nothing, a copy in `mem` with U+FFFD for each. *origin (may
 * be NULL) is NULL, or (*origin)[i] is the place in `t` of byte i, (*origin)[out->len] its end. ENOMEM. */
priscus_status utf8_replace_nuls(struct text t, struct arena *mem, struct text *out, uint32_t **origin);

/* Properties of a code point (Unicode, by utf8proc). */
bool point_is_letter(uint32_t point);
bool point_is_upper(uint32_t point);
bool point_is_digit(uint32_t point); /* any script's decimal digits */
bool point_is_space(uint32_t point); /* with no-break and zero-width spaces */
uint32_t point_lower(uint32_t point);
/* Moves a terminal's cursor, gives it a command, or turns the direction of what comes after it: C0 (line ends and tabs
 * too), DEL, C1, U+202A to 202E, U+2066 to 2069. */
bool point_is_control(uint32_t point);
uint32_t point_plain(uint32_t point); /* without its accents: the letter they stand on */

/* The kinds of quotation mark that news pages mix. */
enum quote_mark {
    QUOTE_NONE,
    QUOTE_OPEN,   /* left double: U+201C U+201E U+00AB ``                    */
    QUOTE_CLOSE,  /* right double: U+201D U+00BB ''                          */
    QUOTE_EITHER, /* " : which one must be told from the place               */
    QUOTE_SINGLE  /* ' U+2018 U+2019 and kin: mark or apostrophe             */
};
enum quote_mark point_quote(uint32_t point);

#endif
