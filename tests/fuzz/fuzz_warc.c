/* fuzz_warc.c - any bytes as a WARC file, packed or not: it ends, and its pages are pages. */
#include <stdio.h>
#include <stdlib.h>

#include "page/source/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct page_source_options options = { .from = PRISCUS_FROM_WARC };
    struct page_source *source;
    struct arena mem = { 0 };
    struct priscus_error err;
    struct page page;
    priscus_status status;
    size_t turns = 0;

    if (page_source_open_bytes(&options, text_c("a.warc"), text_of((const char *)data, size), &source, &err) !=
        PRISCUS_OK)
        return 0;
    while ((status = page_source_next(source, &mem, &page, &err)) != PRISCUS_DONE) {
        /* Packed bytes may hold many more records than they have bytes. */
        if (++turns > size * 2000 + 10) {
            fprintf(stderr, "it does not end\n");
            abort();
        }
        if (status == PRISCUS_OK && (page.bytes.len == 0 || page.bytes.len > PAGE_MAX || !page.name.len))
            abort();
        arena_reset(&mem);
    }
    page_source_close(source);
    arena_release(&mem);
    return 0;
}
