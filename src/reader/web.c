/* web.c - see web.h. */
#include "reader/web.h"

_Static_assert(FETCH_PAGE_MAX == PAGE_MAX, "a page that can be fetched can be read");

struct page web_page(struct text name, const struct fetch_reply *reply)
{
    return (struct page){ .name = name,
                          .bytes = reply->bytes,
                          .fetched = reply->fetched,
                          .address = reply->address,
                          .charset = reply->charset,
                          .truncated = reply->truncated };
}

priscus_status web_fetch(void *fetcher, const char *address, struct arena *mem, struct page *out,
                         struct priscus_error *err)
{
    struct fetch_request request = { .address = text_c(address) };
    struct fetch_reply reply;
    priscus_status status = fetch(fetcher, &request, mem, &reply, err);

    if (status == PRISCUS_OK)
        *out = web_page(request.address, &reply);
    return status;
}
