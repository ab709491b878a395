/* web.h - pages fetched by net/fetch.h, in the form that page/source/source.h asks for. */
#ifndef WEB_H
#define WEB_H

#include "net/fetch.h"
#include "page/source/source.h"

/* A page_fetch_fn; its context is a struct fetcher. */
priscus_status web_fetch(void *fetcher, const char *address, struct arena *mem, struct page *out,
                         struct priscus_error *err);

/* A page of what was fetched: its bytes, address, charset and time. `from` is left to the caller. */
struct page web_page(struct text name, const struct fetch_reply *reply);

#endif
