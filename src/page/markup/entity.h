/* entity.h - character references: &amp; &rsquo; &#8217; &#x2019; */
#ifndef ENTITY_H
#define ENTITY_H

#include "base/base.h"

/* The reference that begins with the '&' at raw.ptr[at]: its code points (the second is 0 but for
 * some signs of mathematics); returns the bytes it takes in `raw`, or 0 if it is just an ampersand. Numbers
 * 128 to 159 mean what windows-1252 has there, impossible ones U+FFFD. In attribute values, "&copy=1"
 * without a semicolon is part of an address and no reference.
 *
 * HTML standard, 13.2.5.72. Never more than one byte longer in UTF-8 than it is in `raw`. */
size_t entity_at(struct text raw, size_t at, bool in_attribute, uint32_t points[2]);

/* The same, written to `out`, which has room for ENTITY_BYTES_MAX: returns the bytes written, *taken
 * those read; 0: just an ampersand. */
#define ENTITY_BYTES_MAX 8
size_t entity_write(struct text raw, size_t at, bool in_attribute, size_t *taken, char *out);

/* The table of names, sorted by bytes (data/page/entities.txt). */
struct entity {
    const char *name;
    uint32_t points[2]; /* the second 0: there is none        */
    bool bare;          /* known without its semicolon too    */
};
extern const struct entity entities[];
extern const size_t entities_n;

/* What byte 0x80 to 0x9F means in windows-1252. */
uint32_t entity_windows_1252(unsigned char byte);

#endif
