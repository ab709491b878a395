/* fuzz_json.c - a line of JSON from anybody; and what it says must be found again where it says. */
#include <stdio.h>
#include <stdlib.h>

#include "page/article.h"
#include "page/json/json_mend.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct page page = { .name = text_c("fuzz:1"),
                         .bytes = text_of((const char *)data, size),
                         .from = PRISCUS_FROM_JSONL };
    struct arena mem = { 0 };
    struct article article = { 0 };
    struct priscus_error err;
    const char *why;

    if (article_read_json(&page, &mem, &article, &err) != PRISCUS_OK) {
        arena_release(&mem);
        return 0;
    }
    if (!article_check(&article, &page, &why)) {
        fprintf(stderr, "article_check: %s\n", why);
        abort();
    }
    /* What a slip was mended with may be as long as the slip, or longer. */
    for (size_t i = 0; i < article.n_paragraphs && !json_mend(page.bytes, NULL); i++) {
        struct text raw = text_in(page.bytes, article.paragraphs[i].page);
        struct text decoded = text_in(article.body, article.paragraphs[i].body);

        /* Without escapes the two are the same; with them the raw one is longer. */
        if (memchr(raw.ptr, '\\', raw.len) ? raw.len <= decoded.len : !text_eq(raw, decoded)) {
            fprintf(stderr, "paragraph %zu is not where it says\n", i);
            abort();
        }
    }
    arena_release(&mem);
    return 0;
}
