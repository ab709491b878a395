/* record.c - from an article's text to its record: where the time goes, on one core.
 *
 *     build/bench/bench-record articles.jsonl
 *
 *     step          tokens/s   share
 *     article         ...        1 %
 *     language        ...       40 %     words, sentences, tags, lemmas, names, trees
 *     attribution     ...       45 %     source, cue and content
 *     positions       ...       14 %     actors, clauses, stances
 *     all             ...      100 %
 *
 * Articles are JSON lines with a "text"; they are read over and over until 3 MB are done, after one round that is not
 * counted, by each kernel for products that the processor has (but for plain C). With a number of bytes behind, so much once by
 * the best one, for a count of instructions that repeats:
 *
 *     valgrind --tool=callgrind build/bench/bench-record articles.jsonl 200000 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/file.h"
#include "language/model/product.h"
#include "language/sentence/quote.h"
#include "record/knowledge/knowledge.h"
#include "record/statement/attribution.h"

enum step { ARTICLE, LANGUAGE, ATTRIBUTION, POSITIONS, STEPS };

struct bench {
    struct knowledge *knowledge;
    struct document_reader *reader;
    struct record_networks networks;
    struct text *lines;
    size_t n_lines;
    double took[STEPS];
    size_t tokens, articles, bytes, statements, positions;
};

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void stop(const struct priscus_error *err)
{
    fprintf(stderr, "bench-record: %s\n", err->message);
    exit(1);
}

/* One article through all the steps, as reading_make() takes it. */
static void read_one(struct bench *b, struct text line, struct arena *mem)
{
    struct page page = { .name = text_c("bench"), .bytes = line, .from = PRISCUS_FROM_JSONL };
    struct article article = { 0 };
    struct document doc;
    struct record record;
    struct quote_list quotes;
    struct attribution_list list;
    struct priscus_error err;
    double at = now(), next;

    if (article_read(&page, mem, &article, &err) != PRISCUS_OK)
        stop(&err);
    b->took[ARTICLE] += (next = now()) - at;
    if (document_read(b->reader, &article, mem, &doc, &err) != PRISCUS_OK)
        stop(&err);
    b->took[LANGUAGE] += (at = now()) - next;
    if (quote_find(&doc, mem, &quotes) != PRISCUS_OK ||
        attribution_find(b->networks.attributor, &doc, &quotes, mem, &list) != PRISCUS_OK)
        exit(1);
    b->took[ATTRIBUTION] += (next = now()) - at;
    if (record_read_attributed(&doc, b->knowledge, &b->networks, &quotes, &list, mem, &record, &err) != PRISCUS_OK)
        stop(&err);
    b->took[POSITIONS] += now() - next;
    b->tokens += doc.n_tokens;
    b->bytes += doc.body.len;
    b->articles++;
    b->statements += record.n_statements;
    b->positions += record.n_positions;
}

static void run(struct bench *b, size_t bytes)
{
    struct arena mem = { 0 };

    while (b->bytes < bytes)
        for (size_t i = 0; i < b->n_lines && b->bytes < bytes; i++) {
            arena_reset(&mem);
            read_one(b, b->lines[i], &mem);
        }
    arena_release(&mem);
}

static void forget(struct bench *b)
{
    for (size_t i = 0; i < STEPS; i++)
        b->took[i] = 0;
    b->tokens = b->articles = b->bytes = b->statements = b->positions = 0;
}

static void tell(const struct bench *b)
{
    static const char *const names[STEPS] = { "article", "language", "attribution", "positions" };
    double all = 0;

    for (size_t i = 0; i < STEPS; i++)
        all += b->took[i];
    printf("%s: %zu articles, %zu tokens, %.2f MB: %zu statements, %zu positions\n%-12s %10s %7s\n",
           product_kernel_name(product_kernel()), b->articles, b->tokens, (double)b->bytes / 1e6, b->statements, b->positions,
           "step", "tokens/s", "share");
    for (size_t i = 0; i < STEPS; i++)
        printf("%-12s %10.0f %5.0f %%\n", names[i], (double)b->tokens / b->took[i], 100 * b->took[i] / all);
    printf("%-12s %10.0f %5.0f %%   %.2f MB/s, %.0f articles/s\n", "all", (double)b->tokens / all, 100.0,
           (double)b->bytes / all / 1e6, (double)b->articles / all);
}

int main(int argc, char **argv)
{
    struct bench b = { 0 };
    struct language *language;
    struct arena mem = { 0 };
    struct text text, line;
    struct priscus_error err;

    if (argc < 2) {
        fprintf(stderr, "usage: bench-record ARTICLES.jsonl [BYTES]\n");
        return 2;
    }
    if (file_read(argv[1], (size_t)1 << 30, &mem, &text, &err) != PRISCUS_OK ||
        language_find(NULL, LANGUAGE_FULL, false, &language, &err) != PRISCUS_OK ||
        knowledge_open(language, NULL, 0, NULL, 0, &b.knowledge, &err) != PRISCUS_OK ||
        record_networks_open(language, &b.networks, &err) != PRISCUS_OK)
        stop(&err);
    b.reader = document_reader_new(language);
    b.lines = arena_alloc(&mem, (text.len / 2 + 1) * sizeof *b.lines);
    if (!b.reader || !b.lines)
        return 1;
    while (text.ptr)
        if ((line = text_cut(&text, '\n')).len)
            b.lines[b.n_lines++] = line;
    if (argc > 2) {
        run(&b, strtoul(argv[2], NULL, 10));
        tell(&b);
    }
    for (int k = PRODUCT_KERNELS - 1; argc <= 2 && k > PRODUCT_PLAIN; k--) {
        enum { BYTES = 3000000 };

        if (!product_force((enum product_kernel)k))
            continue;
        run(&b, BYTES / 5);
        forget(&b);
        run(&b, BYTES);
        tell(&b);
        forget(&b);
    }
    knowledge_close(b.knowledge);
    document_reader_free(b.reader);
    record_networks_close(&b.networks);
    language_close(language);
    arena_release(&mem);
    return 0;
}
