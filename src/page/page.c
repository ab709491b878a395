/* page.c - see page.h. */
#include "page/page.h"

struct sha256 page_hash(const struct page *page)
{
    return page->hashed ? page->hash : sha256_of(page->bytes);
}

void page_set_hash(struct page *page)
{
    page->hash = page_hash(page);
    page->hashed = true;
}

static bool copy(struct text *t, struct arena *mem)
{
    if (t->ptr)
        t->ptr = arena_copy(mem, t->ptr, t->len);
    return t->ptr || !t->len;
}

priscus_status page_copy(const struct page *page, struct arena *mem, struct page *out)
{
    struct page made = *page;

    if (!copy(&made.name, mem) || !copy(&made.bytes, mem) || !copy(&made.address, mem) || !copy(&made.charset, mem) ||
        !copy(&made.map, mem) || !copy(&made.feed, mem))
        return PRISCUS_ENOMEM;
    *out = made;
    return PRISCUS_OK;
}
