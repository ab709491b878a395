/* quote.h - quotation marks into quotations.
 *
 *     "We will talk," he said, "when the time comes."       two quotations
 *     - We will talk - said the minister.                   one, between dashes
 */
#ifndef QUOTE_H
#define QUOTE_H

#include "language/document.h"

struct quote {
    uint32_t first, end; /* tokens inside the marks                                  */
    bool dash;           /* "- text, - said X"                                       */
    bool unclosed;
};
struct quote_list {
    struct quote *at;
    size_t n;
    /* Per token: 1 + index of the longest quotation that begins there, and whether the token lies in one. */
    uint32_t *begins;
    bool *inside;
};
/* PRISCUS_ENOMEM alone. */
priscus_status quote_find(const struct document *doc, struct arena *mem, struct quote_list *out);

#endif
