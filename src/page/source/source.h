/* source.h - where pages come from: files, folders, standard input, JSON lines.
 *
 *     struct page_source *source;
 *     page_source_open(&options, paths, n, &source, &err);
 *     while ((status = page_source_next(source, &mem, &page, &err)) != PRISCUS_DONE) {
 *         if (status == PRISCUS_OK)  ... use page; it lives in mem
 *         else                       ... one input was bad, err says which and why; go on
 *     }
 *     page_source_close(source);
 *
 * Files packed with gzip, zstd, bzip2 or xz are looked through; "page.html.gz" is guessed by "page.html".
 * WARC and WET files give a page a record ("crawl.warc.gz:218"), tar and zip files a page a member
 * ("all.tar.gz:pages/1.html"), which may itself be packed, or lines of JSON, but no archive.
 *
 * Streams: one page at a time is held. Folders are walked to the bottom, in
 * byte order of the names, so that a run repeats. Passed over in folders (not when
 * named): hidden files, *.md, README, LICENSE, *.agenda, *.roster, and what a saved page
 * brings along: styles, scripts, fonts, pictures (*.css *.js *.map *.woff *.svg ...),
 * data of packages (package.json), tables and data (*.csv, *.json without a text, unless they
 * are lines of JSON, feeds or pages by their content), and what is binary: pictures, PDFs, office documents,
 * databases. They are counted. Symbolic links to folders or out of the folder are followed if that was asked for. */
#ifndef SOURCE_H
#define SOURCE_H

#include "page/page.h"

struct page_source;

/* Fetch an address into *out: bytes, address (the last one, after redirects), charset, fetched, truncated; all
 * in `mem`. DONE ends the source (Ctrl-C). */
typedef priscus_status page_fetch_fn(void *context, const char *address, struct arena *mem, struct page *out,
                                     struct priscus_error *err);

/* Texts must outlive the source; NULL: not given. */
struct page_source_options {
    enum priscus_from from;
    struct date fetched;   /* crawl time given by the user, or unknown           */
    struct date published; /* of pages that do not say it, or unknown           */
    bool follow;           /* links out of a folder, and links to folders        */
    const char *address;   /* of pages that do not bring one                     */
    const char *charset;   /* of HTML that does not come with an HTTP header of its own */
    const char *map;       /* JSON lines: which key is which field               */
    size_t page_limit;     /* of larger pages so much text is read; 0: PAGE_LIMIT */
    page_fetch_fn *fetch;  /* for inputs that begin with http:// or https://     */
    void *fetch_context;
    /* Called at the end of an input with one sentence: how many records of a WARC file are no pages, which lines of JSON were
     * mended. Not a failure. */
    void (*remark)(void *context, const char *sentence);
    void *remark_context;
};

/* `inputs` must outlive the source. "-" is standard input. Nothing is opened yet;
 * fails only when memory is out. */
priscus_status page_source_open(const struct page_source_options *options, const char *const *inputs, size_t n,
                                struct page_source **out, struct priscus_error *err);

/* OK: *out is a page, its bytes in `mem`. DONE: no more. Any failure concerns one
 * input (a file that cannot be opened, a line over PAGE_MAX, an empty or binary
 * file) and is said in err with its name; the next call goes on behind it.
 * ENOMEM may be repeated after an arena_reset. */
priscus_status page_source_next(struct page_source *source, struct arena *mem, struct page *out,
                                struct priscus_error *err);

/* A source whose pages come from a function, with all that is known of each. */
typedef priscus_status page_next_fn(void *context, struct arena *mem, struct page *out, struct priscus_error *err);
priscus_status page_source_open_pages(const struct page_source_options *options, page_next_fn *next, void *context,
                                      struct page_source **out, struct priscus_error *err);

void page_source_close(struct page_source *source); /* NULL is allowed */

/* The same over bytes in memory (the library, the tests). `name` and `bytes` must outlive it. */
priscus_status page_source_open_bytes(const struct page_source_options *options, struct text name, struct text bytes,
                                      struct page_source **out, struct priscus_error *err);

#endif
