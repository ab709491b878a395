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
