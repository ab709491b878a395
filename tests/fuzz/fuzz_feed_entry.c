/* fuzz_feed_entry.c - one entry, and what is said of its feed, from anybody: the first line is what page.feed
 * holds, the rest the entry. */
#include <stdio.h>
#include <stdlib.h>

#include "page/feed/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text rest = text_of((const char *)data, size), about = text_cut(&rest, '\n');
    struct page page = { .name = text_c("fuzz"), .from = PRISCUS_FROM_FEED, .feed = about };
    struct arena mem = { 0 };
    struct article article;
    struct priscus_error err;
    const char *why;

    page.bytes = rest.ptr ? rest : text_c("");
    if (article_read_feed(&page, &mem, &article, &err) == PRISCUS_OK && !article_check(&article, &page, &why)) {
        fprintf(stderr, "article_check: %s\n", why);
        abort();
    }
    arena_release(&mem);
    return 0;
}
