/* link.h - addresses of pages: relative ones against the address they stand under (RFC 3986, 5.2).
 *
 *     "https://thetern.example/world/feed.xml" + "../talks?id=4"    "https://thetern.example/talks?id=4"
 */
#ifndef LINK_H
#define LINK_H

#include "base/base.h"

/* Begins with http:// or https:// and names a host. */
bool link_is_absolute(struct text link);

/* `link` as it is seen from `base` (may be unknown), blanks in it as %20. *out has a NULL ptr where
 * no http or https address comes out. False: memory is out. */
bool link_resolve(struct text base, struct text link, struct arena *mem, struct text *out);

/* "thetern.example" of "https://thetern.example:8080/talks". */
struct text link_host(struct text link);

#endif
