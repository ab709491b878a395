/* leb128.h - numbers of seven bits a byte, the lowest first (LEB128, as in DWARF 5, section 7.6): 300 is AC 02. */
#ifndef LEB128_H
#define LEB128_H

#include "base/buffer.h"

static inline void leb128_put(struct buffer *out, uint64_t n)
{
    for (; n > 127; n >>= 7)
        buffer_char(out, (char)(n | 128));
    buffer_char(out, (char)n);
}

/* The number at *at, behind which *at is left. *bad: they end before the number does, or it has more than 64 bits; it is 0 then. */
static inline uint64_t leb128_take(const unsigned char **at, const unsigned char *end, bool *bad)
{
    uint64_t n = 0;

    if (*at < end && **at < 128) /* most are small */
        return *(*at)++;
    for (unsigned shift = 0; shift < 64 && *at < end; shift += 7) {
        unsigned byte = *(*at)++;

        if (shift == 63 && byte > 1)
            break;
        n |= (uint64_t)(byte & 127) << shift;
        if (byte < 128)
            return n;
    }
    *bad = true;
    return 0;
}

#endif
