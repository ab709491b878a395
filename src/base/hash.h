/* hash.h - SHA-256 (FIPS 180-4, by libcrypto): what pages and versions are known by.
 *
 * Whoever doubts a page checks it with sha256sum. */
#ifndef HASH_H
#define HASH_H

#include "base/text.h"

struct sha256 {
    unsigned char bytes[32];
};

/* Its bytes, as long as it stays. */
static inline struct text sha256_text(const struct sha256 *h)
{
    return text_of((const char *)h->bytes, sizeof h->bytes);
}

struct sha256 sha256_of(struct text t);
/* Several texts as if they were one, each with its length before it. */
struct sha256 sha256_of_all(const struct text *texts, size_t n);
/* The same of bytes that come piece by piece: begun, added to, ended, which frees it. NULL: memory is out. */
struct hashing;
struct hashing *hashing_begin(void);
void hashing_add(struct hashing *hashing, const void *bytes, size_t n);
struct sha256 hashing_end(struct hashing *hashing); /* NULL is allowed: zeros */

/* 64 bits that are as good as random, not safe against whoever looks for two texts with the same: XXH3 (xxHash), the same on
 * every machine. */
uint64_t hash64_of(struct text t);

/* 64 hexadecimal digits and a NUL; returns out. */
char *sha256_hex(struct sha256 h, char out[65]);

#endif
