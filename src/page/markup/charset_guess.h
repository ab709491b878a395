/* charset_guess.h - in which characters bytes are written that do not say so and are not UTF-8.
 *
 *     Br\xFCsk, \x93We agree\x94         windows-1252: a letter within a word, quotation marks around words
 *     Br\x9Fsk, \xD2We agree\xD3         MACINTOSH: the same, other bytes
 *     \xEC\xC9\xCE\xC9\xD3\xD4\xD2       KOI8-U, which holds KOI8-R's letters: windows-1251 would have capitals at the ends
 *     T\0a\0l\0k\0s\0                    UTF-16LE
 */
#ifndef CHARSET_GUESS_H
#define CHARSET_GUESS_H

#include "base/base.h"

/* iconv's name of a charset of one byte a character in which the bytes beyond ASCII are letters, quotation marks and dashes
 * where such may stand; NULL: none is better than no guess. Looks at CHARSET_GUESS_BYTES at most. */
const char *charset_guess(struct text bytes);

#define CHARSET_GUESS_BYTES ((size_t)64 << 10)

/* "UTF-16LE" or "UTF-16BE" for text that is one of these and has no mark; NULL: it is neither, or in a script of more than
 * one block (Chinese). */
const char *charset_guess_utf16(struct text bytes);

/* Are there so many characters of UTF-8 that chance did not write them? Such text is UTF-8 with faults in it. */
bool charset_mostly_utf8(struct text bytes);

#endif
