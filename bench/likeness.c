/* likeness.c - the comparisons by which reports find their utterances, with all numbers that the regressions of
 * story/utterances/likeness.c look at: from which models/utterances/fit.py fits them.
 *
 *     bench-likeness MODEL LEDGER
 *
 * All places in the ledger are found anew. A line a comparison, in the order in which they are made: {"beside": two parts of one
 * page?, "mine", "other": [file, begin, end], "numbers": [...]}; and a line a page: {"file", "reports": [[begin, end], ...]}. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/json_write.h"
#include "story/copies/copies.h"
#include "story/utterances/utterance.h"

#define PAGES_MAX 100000 /* rows of pages */

static struct text files[PAGES_MAX];
static struct arena names;

static void stop(const struct priscus_error *err)
{
    fprintf(stderr, "bench-likeness: %s\n", err->message);
    exit(1);
}

static void put_report(struct buffer *b, const char *key, const struct report *r)
{
    json_put_open(b, key, '[');
    json_put_text(b, NULL, files[r->it.page]);
    buffer_format(b, ",%u,%u]", r->it.words.begin, r->it.words.end);
}

static void flush(struct buffer *b)
{
    struct text line = buffer_as_text(b);

    printf("%.*s\n", (int)line.len, line.ptr);
    buffer_release(b);
}

static void tell(void *context, const struct report *mine, const struct report *other, bool beside,
                 const float *numbers)
{
    struct buffer b = { 0 };

    (void)context;
    buffer_format(&b, "{\"beside\":%s", beside ? "true" : "false");
    put_report(&b, "mine", mine);
    put_report(&b, "other", other);
    buffer_c(&b, ",\"numbers\":[");
    for (int i = 0; i < (beside ? (int)BESIDE_N : (int)LIKE_N); i++)
        buffer_format(&b, i ? ",%.6g" : "%.6g", numbers[i]);
    buffer_c(&b, "]}");
    flush(&b);
}

static void tell_page(const struct placing *placing)
{
    struct buffer b = { 0 };
    struct report *reports;
    struct priscus_error err;
    size_t n;

    if (reports_of_page(placing->language, placing->page, placing->mem, &reports, &n) != PRISCUS_OK)
        stop(&err);
    json_put_open(&b, NULL, '{');
    json_put_text(&b, "file", files[placing->page->page]);
    buffer_c(&b, ",\"reports\":[");
    for (size_t i = 0; i < n; i++)
        buffer_format(&b, i ? ",[%u,%u]" : "[%u,%u]", reports[i].it.words.begin, reports[i].it.words.end);
    buffer_c(&b, "]}");
    flush(&b);
}

int main(int argc, char **argv)
{
    struct language *language;
    struct ledger *ledger;
    struct priscus_error err;
    struct arena mem = { 0 };
    struct linked_page page;
    bool found;

    if (argc != 3) {
        fprintf(stderr, "usage: bench-likeness MODEL LEDGER\n");
        return 2;
    }
    if (language_find(argv[1], LANGUAGE_FAST, false, &language, &err) != PRISCUS_OK ||
        ledger_open(argv[2], LEDGER_WRITE, &ledger, &err) != PRISCUS_OK ||
        ledger_link_forget(ledger, &err) != PRISCUS_OK)
        stop(&err);
    for (;;) {
        struct placing placing = { ledger, language, &mem, &page };

        if (ledger_link_next(ledger, &mem, &page, &found, &err) != PRISCUS_OK)
            stop(&err);
        if (!found || page.page >= PAGES_MAX)
            break;
        if (ledger_link_record(ledger, &mem, &page, &err) != PRISCUS_OK)
            stop(&err);
        if (arena_text(&names, linked_page_file(&page), &files[page.page]) != PRISCUS_OK)
            break;
        if (ledger_link_begin(ledger, &err) != PRISCUS_OK || copy_place(&placing, &err) != PRISCUS_OK ||
            utterance_place_told(&placing, tell, NULL, &err) != PRISCUS_OK ||
            ledger_link_done(ledger, page.article, &err) != PRISCUS_OK)
            stop(&err);
        tell_page(&placing);
        arena_reset(&mem);
    }
    arena_release(&mem);
    arena_release(&names);
    if (ledger_close(ledger, &err) != PRISCUS_OK)
        stop(&err);
    language_close(language);
    return 0;
}
