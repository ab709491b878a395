/* page.c - see page.h. */
#include "page/page.h"

#include "net/url.h"

struct sha256 page_hash(const struct page *page)
{
    return page->hashed ? page->hash : sha256_of(page->bytes);
}

void page_set_hash(struct page *page)
{
    page->hash = page_hash(page);
    page->hashed = true;
}

priscus_status page_copy(const struct page *page, struct arena *mem, struct page *out)
{
    struct page made = *page;
    struct text *const texts[] = { &made.name, &made.bytes, &made.address, &made.charset, &made.map, &made.feed };

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (texts[i]->ptr && !(texts[i]->ptr = arena_copy(mem, texts[i]->ptr, texts[i]->len)))
            return PRISCUS_ENOMEM;
    }
    if (url_without_user(made.address, mem, &made.address) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    *out = made;
    return PRISCUS_OK;
}
