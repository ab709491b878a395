/* pages.c - how fast the page floor reads HTML, and where its time goes.
 *
 *     bench-pages FOLDER [ROUNDS]
 *
 * Loads every file of the folder, then reads all of them ROUNDS times by each of four, each with the one before inside:
 * tokenizer, tree, outline, article. CPU time of the best round, one thread, memory warm. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/file.h"
#include "page/article.h"
#include "page/markup/html_outline.h"

#define PAGES_MAX 4096

struct pages {
    struct text bytes[PAGES_MAX];
    size_t n, size;
};

static struct arena mem;
static struct html_tree tree;
static unsigned long sum; /* so that nothing is left out as unused */

static void tokens(struct text page)
{
    static struct html_tokenizer m;

    html_tokenizer_begin(&m, page, 0);
    while (html_tokenizer_next(&m)) {
        sum += m.kind;
        if (m.kind == HTML_START && element_find(m.name)->traits & (RAWTEXT | RCDATA)) {
            m.state = element_find(m.name)->tag == TAG_SCRIPT ? HTML_SCRIPT : HTML_RAWTEXT;
            m.raw = m.name;
        }
    }
}

static void on_open(void *context, const struct html_tree *t, const struct html_tokenizer *tag)
{
    (void)context;
    (void)tag;
    sum += t->depth;
}

static void on_close(void *context, const struct html_tree *t, size_t at)
{
    (void)context;
    (void)t;
    sum += at;
}

static void on_leaf(void *context, const struct html_tree *t, const struct element *element,
                    const struct html_tokenizer *tag)
{
    (void)context;
    (void)t;
    (void)tag;
    sum += element->tag;
}

static void on_text(void *context, const struct html_tree *t, struct text raw, enum html_tokenizer_state state,
                    int before)
{
    (void)context;
    (void)t;
    sum += raw.len + (unsigned)state + (unsigned)before;
}

static void elements(struct text page)
{
    static const struct html_tree_sink sink = { on_open, on_close, on_leaf, on_text };

    html_tree_read(&tree, page, 0, &sink, NULL);
}

static void outlines(struct text page)
{
    struct charset charset;
    struct outline outline;

    charset_open(page, (struct text){ 0 }, &charset);
    if (outline_read(page, &charset, &mem, &outline) == PRISCUS_OK)
        sum += outline.n_blocks;
    charset_close(&charset);
}

static void articles(struct text bytes)
{
    struct page page = { .name = text_c("page.html"), .bytes = bytes, .from = PRISCUS_FROM_HTML };
    struct article article;

    if (article_read(&page, &mem, &article, NULL) == PRISCUS_OK)
        sum += article.body.len;
}

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void load(const char *folder, struct pages *pages)
{
    struct arena *kept = calloc(1, sizeof *kept);
    DIR *dir = opendir(folder);
    struct dirent *entry;
    char path[4096];

    if (!dir || !kept) {
        fprintf(stderr, "%s: cannot be opened\n", folder);
        exit(2);
    }
    while ((entry = readdir(dir)) && pages->n < PAGES_MAX) {
        struct text *page = &pages->bytes[pages->n];

        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (file_read(path, PAGE_MAX, kept, page, NULL) == PRISCUS_OK) {
            pages->size += page->len;
            pages->n++;
        }
    }
    closedir(dir);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*read)(struct text page);
    } floors[] = { { "tokenizer", tokens }, { "tree", elements }, { "outline", outlines }, { "article", articles } };
    static struct pages pages;
    int rounds = argc > 2 ? atoi(argv[2]) : 10;
    struct rusage usage;

    if (argc < 2 || rounds < 1) {
        fputs("usage: bench-pages FOLDER [ROUNDS]\n", stderr);
        return 2;
    }
    load(argv[1], &pages);
    printf("%zu pages, %.1f MB\n", pages.n, (double)pages.size * 1e-6);
    for (size_t i = 0; i < COUNT_OF(floors); i++) {
        double best = 1e9;

        for (int round = 0; round < rounds; round++) {
            double begin = seconds(), took;

            for (size_t k = 0; k < pages.n; k++) {
                floors[i].read(pages.bytes[k]);
                arena_reset(&mem);
            }
            took = seconds() - begin;
            best = took < best ? took : best;
        }
        printf("%-10s %8.0f pages/s %8.1f MB/s\n", floors[i].name, (double)pages.n / best,
               (double)pages.size * 1e-6 / best);
    }
    getrusage(RUSAGE_SELF, &usage);
    printf("peak memory %.1f MiB, of which pages %.1f\n", (double)usage.ru_maxrss / 1024, (double)pages.size / 1048576);
    return sum == 42; /* never */
}
