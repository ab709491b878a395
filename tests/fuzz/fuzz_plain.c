/* A page of any bytes: what comes out holds its invariants, and kept valid bytes are the page's own. */
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "page/article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool was_dropped(const struct article *a, uint32_t at)
{
    for (size_t i = 0; i < a->n_dropped; i++)
        if (a->dropped[i].page.begin <= at && at < a->dropped[i].page.end)
            return true;
    return false;
}

/* What the page has there, but for what was dropped and for blanks, is the paragraph's text. */
static bool is_own(const struct page *page, const struct article *a, const struct paragraph *p)
{
    struct text body = text_in(a->body, p->body);
    size_t b = 0;

    for (uint32_t i = p->page.begin; i < p->page.end; i++) {
        if (is_ascii_space(page->bytes.ptr[i]) || was_dropped(a, i))
            continue;
        while (b < body.len && is_ascii_space(body.ptr[b]))
            b++;
        if (b == body.len || body.ptr[b++] != page->bytes.ptr[i])
            return false;
    }
    return text_trim(text_of(body.ptr + b, body.len - b)).len == 0;
}

/* The same bytes in whatever charset they seem to be in. */
static void decoded_holds(const struct page *page)
{
    struct arena mem = { 0 };
    struct article a = { 0 };
    struct priscus_error err = { 0 };
    const char *why;
    priscus_status status = article_read(page, &mem, &a, &err);

    if (status == PRISCUS_OK && !article_check(&a, page, &why)) {
        fprintf(stderr, "decoded: %s\n", why);
        abort();
    }
    if (status != PRISCUS_OK && status != PRISCUS_EINPUT)
        abort();
    arena_release(&mem);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena mem = { 0 };
    struct article a = { 0 };
    struct page page = { .name = text_c("fuzz"), .from = PRISCUS_FROM_PAGE };
    struct priscus_error err = { 0 };
    const char *why;
    priscus_status status;

    page.bytes = text_of(size ? (const char *)data : "", size);
    status = article_read_plain(&page, &mem, &a, &err);
    if (status == PRISCUS_OK) {
        if (!article_check(&a, &page, &why)) {
            fprintf(stderr, "%s\n", why);
            abort();
        }
        for (size_t i = 0; i < a.n_paragraphs; i++) {
            struct text raw = text_in(page.bytes, a.paragraphs[i].page);

            if (utf8_check(raw) == NOWHERE && !memchr(raw.ptr, '\0', raw.len) && !is_own(&page, &a, &a.paragraphs[i]))
                abort();
        }
    } else if (status != PRISCUS_EINPUT) {
        abort();
    }
    arena_release(&mem);
    decoded_holds(&page);
    return 0;
}
