/* language.c - how fast a model reads: tokens a second for each step more, on a text.
 *
 *     build/bench/bench-language models/english.model text.txt
 *
 * The text is read article by article (20 lines), over and over until 5 MB are done; the first round is not
 * counted. One step alone, a given number of bytes, for an instruction count that repeats exactly:
 *
 *     valgrind --tool=callgrind build/bench/bench-language models/english.model text.txt all 500000 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/file.h"
#include "language/language.h"
#include "language/model/model.h"
#include "language/parser/tokenizer.h"

enum { LINES = 20 };

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

struct step {
    const char *name;
    unsigned want;
    bool cut_only;
};

/* Words read; at least `bytes` of text. */
static size_t run(const struct step *step, const struct tokenizer *tokenizer, struct language_reader *reader,
                  struct text text, const struct span *lines, size_t n_lines, size_t bytes)
{
    struct arena mem = { 0 };
    size_t words = 0;

    while (bytes)
        for (size_t i = 0; i < n_lines && bytes; i += LINES) {
            size_t n = n_lines - i < LINES ? n_lines - i : LINES, size = lines[i + n - 1].end - lines[i].begin;

            arena_reset(&mem);
            if (step->cut_only) {
                struct cuts cuts = { 0 };

                for (size_t k = i; k < i + n; k++)
                    if (tokenizer_cut(tokenizer, text, lines[k], &mem, &cuts) != PRISCUS_OK)
                        exit(1);
                words += cuts.n;
            } else {
                struct parsed parsed;

                if (language_read(reader, text, lines + i, n, step->want, NULL, &mem, &parsed, NULL) != PRISCUS_OK)
                    exit(1);
                words += parsed.n;
            }
            bytes -= size < bytes ? size : bytes;
        }
    arena_release(&mem);
    return words;
}

int main(int argc, char **argv)
{
    static const struct step steps[] = {
        { "cut", 0, true },
        { "tags", LANGUAGE_TAGS, false },
        { "lemmas", LANGUAGE_TAGS | LANGUAGE_LEMMAS, false },
        { "trees", LANGUAGE_TAGS | LANGUAGE_LEMMAS | LANGUAGE_TREES, false },
        { "all", LANGUAGE_ALL, false },
    };
    struct priscus_error err;
    struct arena mem = { 0 };
    struct model model;
    struct tokenizer tokenizer;
    struct language *language;
    struct language_reader *reader;
    struct text text;
    struct span *lines;
    size_t n = 0, bytes = argc > 4 ? strtoul(argv[4], NULL, 10) : 5000000;
    struct rusage usage;

    if (argc < 3) {
        fprintf(stderr, "usage: bench-language MODEL TEXT [cut|tags|lemmas|trees|all [BYTES]]\n");
        return 2;
    }
    if (model_open(argv[1], &model, &err) != PRISCUS_OK || language_open(argv[1], LANGUAGE_FAST, &language, &err) != PRISCUS_OK ||
        tokenizer_open(model_section(&model, "tokenizer"), &tokenizer, &err) != PRISCUS_OK ||
        file_read(argv[2], (size_t)1 << 30, &mem, &text, &err) != PRISCUS_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 2;
    }
    reader = language_reader_new(language);
    lines = arena_alloc(&mem, (text.len + 1) * sizeof *lines);
    if (!reader || !lines)
        return 1;
    for (size_t i = 0, k; i < text.len; i = k + 1) {
        for (k = i; k < text.len && text.ptr[k] != '\n'; k++)
            ;
        if (k > i)
            lines[n++] = (struct span){ (uint32_t)i, (uint32_t)k };
    }
    for (size_t s = 0; n && s < COUNT_OF(steps); s++) {
        double start, took;
        size_t words;

        if (argc > 3 && strcmp(argv[3], steps[s].name) != 0)
            continue;
        if (argc <= 4)
            run(&steps[s], &tokenizer, reader, text, lines, n, bytes / 10);
        start = now();
        words = run(&steps[s], &tokenizer, reader, text, lines, n, bytes);
        took = now() - start;
        getrusage(RUSAGE_SELF, &usage);
        printf("%-7s %9zu words, %9.0f words/s, peak %ld MiB\n", steps[s].name, words, (double)words / took,
               usage.ru_maxrss / 1024);
    }
    language_reader_free(reader);
    language_close(language);
    model_close(&model);
    arena_release(&mem);
    return 0;
}
