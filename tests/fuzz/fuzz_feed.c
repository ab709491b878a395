/* fuzz_feed.c - a feed from anybody: every entry lies in it, and every entry that can be read is an article. */
#include <stdio.h>
#include <stdlib.h>

#include "page/feed/feed.h"

#define ENTRIES 64 /* read as articles */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text bytes = text_of((const char *)data, size);
    struct arena mem = { 0 };
    struct feed feed;
    struct priscus_error err;
    const char *why;

    feed_guess(bytes);
    /* The last byte says which allocation fails, for one feed in four. */
    if (size && data[size - 1] % 4 == 1)
        mem.fail_after = 1 + data[size - 1];
    if (feed_read(bytes, text_c("https://thetern.example/feed"), (struct date){ 0 }, &mem, &feed, &err) == PRISCUS_OK) {
        for (size_t i = 0; i < feed.n_entries && i < ENTRIES; i++) {
            struct span span = feed.entries[i].page;
            struct page page = { .name = text_c("fuzz"), .from = PRISCUS_FROM_FEED, .feed = feed.about };
            struct article article;

            if (span.begin > span.end || span.end > size) {
                fprintf(stderr, "entry %zu ends outside the feed\n", i);
                abort();
            }
            page.bytes = text_in(bytes, span);
            if (article_read_feed(&page, &mem, &article, &err) == PRISCUS_OK && !article_check(&article, &page, &why)) {
                fprintf(stderr, "article_check: %s\n", why);
                abort();
            }
        }
    }
    arena_release(&mem);
    return 0;
}
