/* peer.c - see peer.h. Two short tables of prefixes; addresses that carry an IPv4 address
 * inside (mapped, NAT64, 6to4) are judged by that. */
#include "net/peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#define THIS_COMPUTER    "this computer"
#define PRIVATE          "a private network"
#define LINK             "the local network alone"
#define SHARED           "a provider's inner network"
#define MANY             "no single computer but many (multicast)"
#define NOWHERE_IN_WORLD "no place in the world (an address kept for other use)"

struct prefix {
    unsigned char bytes[16];
    unsigned bits;
    const char *what;
};

static const struct prefix v4[] = {
    { { 0 }, 8, THIS_COMPUTER }, /* "this network"; 0.0.0.0 connects to this computer */
    { { 10 }, 8, PRIVATE },
    { { 100, 64 }, 10, SHARED },
    { { 127 }, 8, THIS_COMPUTER },
    { { 169, 254 }, 16, LINK },
    { { 172, 16 }, 12, PRIVATE },
    { { 192, 0, 0 }, 24, NOWHERE_IN_WORLD },
    { { 192, 0, 2 }, 24, NOWHERE_IN_WORLD },
    { { 192, 88, 99 }, 24, NOWHERE_IN_WORLD },
    { { 192, 168 }, 16, PRIVATE },
    { { 198, 18 }, 15, PRIVATE }, /* for measuring networks */
    { { 198, 51, 100 }, 24, NOWHERE_IN_WORLD },
    { { 203, 0, 113 }, 24, NOWHERE_IN_WORLD },
    { { 224 }, 4, MANY },
    { { 240 }, 4, NOWHERE_IN_WORLD },
};

/* Of IPv6 only 2000::/3 is given out; what is special in it comes first. */
static const struct prefix v6[] = {
    { { 0x20, 0x01, 0x0d, 0xb8 }, 32, NOWHERE_IN_WORLD },
    { { 0x20, 0x01, 0x00, 0x00 }, 23, NOWHERE_IN_WORLD }, /* protocols, Teredo among them */
    { { 0x3f, 0xff }, 20, NOWHERE_IN_WORLD },
    { { 0x20 }, 3, NULL },
    { { 0xfc }, 7, PRIVATE },
    { { 0xfe, 0x80 }, 10, LINK },
    { { 0xfe, 0xc0 }, 10, PRIVATE },
    { { 0xff }, 8, MANY },
    { { 0x00, 0x64, 0xff, 0x9b, 0, 1 }, 48, PRIVATE }, /* NAT64 of one's own */
    { { 0 }, 127, THIS_COMPUTER },                     /* :: and ::1 */
    { { 0 }, 0, NOWHERE_IN_WORLD },
};

static bool has_prefix(const unsigned char *address, const struct prefix *p)
{
    unsigned whole = p->bits / 8, rest = p->bits % 8;

    return memcmp(address, p->bytes, whole) == 0 &&
           (rest == 0 || ((address[whole] ^ p->bytes[whole]) >> (8 - rest)) == 0);
}

static const char *find(const unsigned char *address, const struct prefix *table, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (has_prefix(address, &table[i]))
            return table[i].what;
    return NULL;
}

/* Where the IPv4 address inside an IPv6 one is; NULL: there is none. */
static const unsigned char *inside(const unsigned char *address)
{
    static const struct prefix mapped = { { [10] = 0xff, [11] = 0xff }, 96, NULL },
                               nat64 = { { 0x00, 0x64, 0xff, 0x9b }, 96, NULL },
                               six_to_four = { { 0x20, 0x02 }, 16, NULL };

    if (has_prefix(address, &mapped) || has_prefix(address, &nat64))
        return address + 12;
    return has_prefix(address, &six_to_four) ? address + 2 : NULL;
}

const char *peer_private(const struct sockaddr *address)
{
    unsigned char bytes[16];
    const unsigned char *within;

    if (address->sa_family == AF_INET) {
        memcpy(bytes, &((const struct sockaddr_in *)(const void *)address)->sin_addr, 4);
        return find(bytes, v4, COUNT_OF(v4));
    }
    if (address->sa_family != AF_INET6)
        return NOWHERE_IN_WORLD;
    memcpy(bytes, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, 16);
    within = inside(bytes);
    return within ? find(within, v4, COUNT_OF(v4)) : find(bytes, v6, COUNT_OF(v6));
}

const char *peer_text(const struct sockaddr *address, char out[PEER_TEXT_MAX])
{
    const void *bytes = address->sa_family == AF_INET
                            ? (const void *)&((const struct sockaddr_in *)(const void *)address)->sin_addr
                            : (const void *)&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;

    if ((address->sa_family != AF_INET && address->sa_family != AF_INET6) ||
        !inet_ntop(address->sa_family, bytes, out, PEER_TEXT_MAX))
        memcpy(out, "?", 2);
    return out;
}
