/* fuzz_source.c - any bytes as a source: pages come, each is read, and it ends. */
#include <stdio.h>
#include <stdlib.h>

#include "page/article.h"
#include "page/source/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = { "a", "a.html", "a.jsonl", "a.txt", "a.json" };
    struct page_source_options options = { .from = PRISCUS_FROM_AUTO };
    struct page_source *source;
    struct arena mem = { 0 };
    struct priscus_error err;
    struct page page;
    priscus_status status;
    size_t turns = 0;

    if (size == 0)
        return 0;
    if (data[0] % 8 < 5)
        options.from = (enum priscus_from)(data[0] % 8);
    if (page_source_open_bytes(&options, text_c(names[data[0] / 8 % COUNT_OF(names)]),
                               text_of((const char *)data + 1, size - 1), &source, &err) != PRISCUS_OK)
        return 0;
    while ((status = page_source_next(source, &mem, &page, &err)) != PRISCUS_DONE) {
        struct article article = { 0 };
        const char *why;

        if (++turns > size + 2) {
            fprintf(stderr, "more pages than bytes\n");
            abort();
        }
        if (status == PRISCUS_OK && page.from == PRISCUS_FROM_AUTO)
            abort();
        if (status == PRISCUS_OK && article_read(&page, &mem, &article, &err) == PRISCUS_OK &&
            !article_check(&article, &page, &why)) {
            fprintf(stderr, "article_check: %s\n", why);
            abort();
        }
        arena_reset(&mem);
    }
    page_source_close(source);
    arena_release(&mem);
    return 0;
}
