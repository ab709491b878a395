/* peer.h - what kind of place a socket address is: the world's, or this computer's and its neighbours'.
 *
 *     peer_private(127.0.0.1)         "this computer"
 *     peer_private(::ffff:10.0.0.8)   "a private network"     the IPv4 address inside counts
 *     peer_private(198.51.100.7)      "no place in the world" (kept for documentation)
 *     peer_private(9.9.9.9)           NULL: public
 *
 * A feed or a redirect may name any address. One that leads into the network behind the reader's
 * firewall would have Priscus fetch there for a stranger, so it is looked at where it
 * cannot lie: when the socket is opened, after names were resolved (transfer.c).
 *
 * After the registries of special addresses (RFC 6890 and its updates). */
#ifndef PEER_H
#define PEER_H

#include <sys/socket.h>

#include "base/base.h"

/* Why an address is not public, in words that follow "which is"; NULL: it is public.
 * A family that is neither IPv4 nor IPv6 is not. */
const char *peer_private(const struct sockaddr *address);

#define PEER_TEXT_MAX 64

/* "192.168.0.7", "fe80::1"; "?" for other families. Returns out. */
const char *peer_text(const struct sockaddr *address, char out[PEER_TEXT_MAX]);

#endif
