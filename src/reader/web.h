/* web.h - pages from addresses: what source.h asks for and net/fetch.h gives, put together. */
#ifndef WEB_H
#define WEB_H

#include "net/fetch.h"
#include "page/source/source.h"

/* A page_fetch_fn; its context is a struct fetcher. */
priscus_status web_fetch(void *fetcher, const char *address, struct arena *mem, struct page *out,
                         struct priscus_error *err);

/* What a page knows by the way it came. `from` is for the caller to say. */
struct page web_page(struct text name, const struct fetch_reply *reply);

#endif
