/* charset.h - in which characters a page is written, and its text as UTF-8.
 *
 * Markup is read in the page's own bytes, so that every range is a range in the
 * page; only the text between tags is decoded, run by run. That is sound for
 * all charsets of the web in which '<' '>' '&' and quotes are never the second byte
 * of a character. For the few others (UTF-16, ISO-2022-JP) the page is
 * decoded first and a map leads back. */
#ifndef CHARSET_H
#define CHARSET_H

#include "base/base.h"

enum charset_kind { CHARSET_UTF8, CHARSET_WINDOWS_1252, CHARSET_ICONV };

struct charset {
    enum charset_kind kind;
    const char *name; /* "UTF-8", "windows-1252", iconv's name            */
    bool whole;       /* must be decoded before markup is looked for      */
    size_t skip;      /* bytes of byte order mark                         */
    bool guessed;     /* nothing said so and the bytes are not UTF-8      */
    bool valid;       /* the whole page was found valid UTF-8             */
    void *converter;  /* an iconv_t, for CHARSET_ICONV                    */
};

/* By byte order mark, the HTTP header's label (NULL ptr: none), <meta> in the first kilobytes, validity as
 * UTF-8; else by a guess (charset_guess.h), and where that finds nothing windows-1252. UTF-16 needs no mark. Never fails: an
 * unknown label is passed over. Give back with charset_close(). */
void charset_open(struct text page, struct text header, struct charset *out);

/* The same for text without markup, which declares nothing. What no guess explains is UTF-8 with faults in it. */
void charset_open_text(struct text text, struct text header, struct charset *out);

/* iconv's name for a label such as "latin1" (WHATWG Encoding Standard, 4.2), or NULL. */
const char *charset_of_label(struct text label);

/* What <meta> or an XML declaration in the first kilobytes says (HTML standard, 13.2.3.2), or NULL. */
const char *charset_declared(struct text page);
void charset_close(struct charset *charset);

/* Room that n bytes may need as UTF-8. */
size_t charset_room(const struct charset *charset, struct text raw);

/* Append raw, without NULs, to out[*n], at most `room` in all; valid UTF-8 comes out
 * whatever goes in. */
void charset_decode(struct charset *charset, struct text raw, char *out, size_t *n, size_t room);

/* Decode a page that is not UTF-8, `whole` or not: origin[i] is the place in the page of byte i of the text,
 * origin[text.len] its end. Afterwards the charset is UTF-8 for all that follows. ENOMEM. */
priscus_status charset_decode_whole(struct charset *charset, struct text page, struct arena *mem, struct text *text,
                                    uint32_t **origin);

#endif
