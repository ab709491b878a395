/* hash.c - see hash.h. */
#include "base/hash.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdio.h>

struct sha256 sha256_of(struct text t)
{
    struct sha256 h;

    SHA256((const unsigned char *)(t.ptr ? t.ptr : ""), t.len, h.bytes);
    return h;
}

struct sha256 sha256_of_all(const struct text *texts, size_t n)
{
    struct sha256 h = { 0 };
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();

    /* OpenSSL fails here only where memory is out; the zero hash is then as
     * good as any: nothing can be done with the page anyway. */
    if (!ctx || !EVP_DigestInit_ex(ctx, EVP_sha256(), NULL)) {
        EVP_MD_CTX_free(ctx);
        return h;
    }
    for (size_t i = 0; i < n; i++) {
        char length[32];
        int m = snprintf(length, sizeof length, "%zu:", texts[i].len);

        EVP_DigestUpdate(ctx, length, (size_t)m);
        EVP_DigestUpdate(ctx, texts[i].ptr ? texts[i].ptr : "", texts[i].len);
    }
    EVP_DigestFinal_ex(ctx, h.bytes, NULL);
    EVP_MD_CTX_free(ctx);
    return h;
}

char *sha256_hex(struct sha256 h, char out[65])
{
    for (int i = 0; i < 32; i++)
        snprintf(out + 2 * i, 3, "%02x", h.bytes[i]);
    return out;
}
