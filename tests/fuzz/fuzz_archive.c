/* fuzz_archive.c - any bytes as a tar or zip file, or as something packed: it ends. */
#include <stdlib.h>

#include "page/source/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct page_source_options options = { .from = PRISCUS_FROM_HTML };
    struct page_source *source;
    struct arena mem = { 0 };
    struct priscus_error err;
    struct page page;
    priscus_status status;
    size_t turns = 0;

    if (page_source_open_bytes(&options, text_c("a"), text_of((const char *)data, size), &source, &err) != PRISCUS_OK)
        return 0;
    while ((status = page_source_next(source, &mem, &page, &err)) != PRISCUS_DONE) {
        if (++turns > size * 2000 + 10)
            abort();
        if (status == PRISCUS_OK && page.bytes.len > PAGE_MAX)
            abort();
        arena_reset(&mem);
    }
    page_source_close(source);
    arena_release(&mem);
    return 0;
}
