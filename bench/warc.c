/* warc.c - pages out of archives, and nothing else done with them: how fast is the container alone?
 *
 *     build-release/bench/bench-warc FILE...
 *     {"pages": 11873, "failed": 12, "bytes": 1930223400, "seconds": 3.81, "kib": 13412} */
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#include "page/source/source.h"

static void on_remark(void *context, const char *sentence)
{
    (void)context;
    fprintf(stderr, "%s\n", sentence);
}

int main(int argc, char **argv)
{
    struct page_source_options options = { .remark = on_remark };
    struct page_source *source;
    struct priscus_error err;
    struct arena mem = { 0 };
    struct page page;
    struct timespec from, to;
    struct rusage usage;
    size_t pages = 0, failed = 0, bytes = 0;
    priscus_status status;

    clock_gettime(CLOCK_MONOTONIC, &from);
    if (page_source_open(&options, (const char *const *)argv + 1, (size_t)argc - 1, &source, &err) != PRISCUS_OK)
        return 1;
    while ((status = page_source_next(source, &mem, &page, &err)) != PRISCUS_DONE) {
        if (status == PRISCUS_OK) {
            pages++;
            bytes += page.bytes.len;
        } else {
            failed++;
            if (failed <= 5)
                fprintf(stderr, "%s\n", err.message);
        }
        arena_reset(&mem);
    }
    page_source_close(source);
    arena_release(&mem);
    clock_gettime(CLOCK_MONOTONIC, &to);
    getrusage(RUSAGE_SELF, &usage);
    printf("{\"pages\": %zu, \"failed\": %zu, \"bytes\": %zu, \"seconds\": %.2f, \"kib\": %ld}\n", pages, failed, bytes,
           (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9, usage.ru_maxrss);
    return 0;
}
