/* hash.c - see hash.h. */
#include "base/hash.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/late.h"

#define CRYPTO_CALLS(X)                                                                                                \
    X(SHA256) X(EVP_MD_CTX_new) X(EVP_MD_CTX_free) X(EVP_sha256) X(EVP_DigestInit_ex) X(EVP_DigestUpdate)              \
    X(EVP_DigestFinal_ex)
#define MEMBER(call) __typeof__(call) *call;

static struct {
    CRYPTO_CALLS(MEMBER)
} crypto;

/* Loaded when something is first hashed, which most questions to a ledger do not come to. Without it nothing can be done: the program ends as one
 * does that was linked with a library that is not there. */
static void load(void)
{
#ifdef LIBCRYPTO_FILE
#define NAME(call) #call,
    static const char *const names[] = { CRYPTO_CALLS(NAME) };
    struct priscus_error err;

    if (late_load(LIBCRYPTO_FILE, names, COUNT_OF(names), &crypto, &err) != PRISCUS_OK) {
        fprintf(stderr, "priscus: %s\n", err.message);
        exit(127);
    }
#else
#define SET(call) crypto.call = call;
    CRYPTO_CALLS(SET)
#endif
}

static void need_crypto(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, load);
}

uint64_t hash64_of(struct text t)
{
    return XXH3_64bits(t.ptr, t.len);
}

struct sha256 sha256_of(struct text t)
{
    struct sha256 h;

    need_crypto();
    crypto.SHA256((const unsigned char *)(t.ptr ? t.ptr : ""), t.len, h.bytes);
    return h;
}

/* A name of our own for OpenSSL's context; there is no other struct behind it. */
struct hashing *hashing_begin(void)
{
    EVP_MD_CTX *ctx;

    need_crypto();
    ctx = crypto.EVP_MD_CTX_new();
    if (ctx && !crypto.EVP_DigestInit_ex(ctx, crypto.EVP_sha256(), NULL)) {
        crypto.EVP_MD_CTX_free(ctx);
        ctx = NULL;
    }
    return (struct hashing *)ctx;
}

void hashing_add(struct hashing *hashing, const void *bytes, size_t n)
{
    crypto.EVP_DigestUpdate((EVP_MD_CTX *)hashing, bytes, n);
}

struct sha256 hashing_end(struct hashing *hashing)
{
    struct sha256 h = { 0 };

    if (!hashing)
        return h;
    crypto.EVP_DigestFinal_ex((EVP_MD_CTX *)hashing, h.bytes, NULL);
    crypto.EVP_MD_CTX_free((EVP_MD_CTX *)hashing);
    return h;
}

struct sha256 sha256_of_all(const struct text *texts, size_t n)
{
    struct hashing *hashing = hashing_begin();

    /* OpenSSL fails here only where memory is out; the zero hash is then as
     * good as any: nothing can be done with the page anyway. */
    for (size_t i = 0; hashing && i < n; i++) {
        char length[32];
        int m = snprintf(length, sizeof length, "%zu:", texts[i].len);

        hashing_add(hashing, length, (size_t)m);
        hashing_add(hashing, texts[i].ptr ? texts[i].ptr : "", texts[i].len);
    }
    return hashing_end(hashing);
}

char *sha256_hex(struct sha256 h, char out[65])
{
    for (int i = 0; i < 32; i++)
        snprintf(out + 2 * i, 3, "%02x", h.bytes[i]);
    return out;
}
