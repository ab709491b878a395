/* fuzz_html.c - a page of HTML from anybody: whatever it is, the article holds together. */
#include <stdio.h>
#include <stdlib.h>

#include "page/article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct page page = { .name = text_c("fuzz.html"),
                         .bytes = text_of((const char *)data, size),
                         .from = PRISCUS_FROM_HTML };
    struct arena mem = { 0 };
    struct article article = { 0 };
    struct priscus_error err;
    const char *why;

    /* The first byte also says which allocation fails, for one page in four. */
    if (size && data[0] % 4 == 1)
        mem.fail_after = 1 + data[0] / 4;
    if (article_read_html(&page, &mem, &article, &err) == PRISCUS_OK && !article_check(&article, &page, &why)) {
        fprintf(stderr, "article_check: %s\n", why);
        abort();
    }
    arena_release(&mem);
    return 0;
}
