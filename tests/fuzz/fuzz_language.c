/* fuzz_language.c - text for a small model, and that model with bytes changed and its hash made right again.
 *
 * The first byte says which: even, the rest is text; odd, the rest is changes of five bytes each (where, what),
 * and a model that is still taken must read a text as the header of language.h promises. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "language/language.h"
#include "language/model/model.h"
#include "train/training.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char treebank[] =
    "1\tRomi\tRomi\tPROPN\tNAM\t_\t2\tnsubj\t_\t_\n2\tfelo\tfelo\tVERB\tVRB\t_\t0\troot\t_\tSpaceAfter=No\n"
    "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n"
    "1-2\tnadu\t_\t_\t_\t_\t_\t_\t_\t_\n1\tna\tna\tDET\tART\t_\t2\tdet\t_\t_\n"
    "2\tdu\tdu\tNOUN\tNOM\tNumber=Sing\t3\tnsubj\t_\t_\n3\tsivo\tsivo\tVERB\tVRB\t_\t0\troot\t_\t_\n\n";

static struct arena mem;
static struct text model;

static void must(bool right, const char *what)
{
    if (right)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void make_model(void)
{
    char bank[] = "/tmp/fuzz-language-XXXXXX", output[64];
    const char *banks[] = { bank };
    struct train_options options = {
        .treebanks = banks, .n_treebanks = 1, .output = output, .epochs = 2, .width = 32, .layers = 2, .low = 1
    };
    struct priscus_error err;
    struct text bytes;
    int fd = mkstemp(bank);

    must(fd >= 0 && write(fd, treebank, sizeof treebank - 1) == sizeof treebank - 1, "no file");
    close(fd);
    snprintf(output, sizeof output, "%s.model", bank);
    must(train_run(&options, NULL, NULL, &err) == PRISCUS_OK, err.message);
    must(file_read(output, 1 << 24, &mem, &bytes, &err) == PRISCUS_OK, err.message);
    model.ptr = aligned_alloc(64, (bytes.len + 63) / 64 * 64);
    model.len = bytes.len;
    memcpy((char *)model.ptr, bytes.ptr, bytes.len);
    unlink(bank);
    unlink(output);
}

/* One root a sentence, heads in it, words in order. */
static void read_text(const struct language *language, struct text text)
{
    struct language_reader *reader = language_reader_new(language);
    struct arena room = { 0 };
    struct span range = { 0, (uint32_t)text.len };
    struct parsed parsed;
    uint32_t upto = 0;

    must(reader && language_read(reader, text, &range, 1, LANGUAGE_ALL, NULL, &room, &parsed, NULL) == PRISCUS_OK,
         "not read");
    for (size_t at = 0, n; at < parsed.n; at += n) {
        size_t roots = 0;

        must(parsed.words[at].starts, "a sentence does not start");
        for (n = 1; at + n < parsed.n && !parsed.words[at + n].starts; n++)
            ;
        must(n <= SENTENCE_MAX, "a sentence is too long");
        for (size_t i = at; i < at + n; i++) {
            const struct parsed_word *w = &parsed.words[i];

            must(w->head <= n, "a head is outside");
            roots += w->head == 0;
            must(w->span.begin < w->span.end && w->span.end <= text.len && w->span.begin >= (w->joined ? 0 : upto),
                 "a span is wrong");
            upto = w->span.end;
        }
        must(roots == 1, "not one root");
    }
    arena_release(&room);
    language_reader_free(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct language *language;

    if (!model.ptr)
        make_model();
    if (size == 0)
        return 0;
    if (data[0] % 2 == 0) {
        must(language_from(model, &language, NULL) == PRISCUS_OK, "the model is refused");
        read_text(language, text_of((const char *)data + 1, size - 1));
        language_close(language);
    } else {
        enum { HEADER = 128, HASH = 24 };
        char *forged = aligned_alloc(64, (model.len + 63) / 64 * 64);
        struct sha256 hash;

        memcpy(forged, model.ptr, model.len);
        for (size_t i = 1; i + 5 <= size; i += 5) {
            uint32_t where;

            memcpy(&where, data + i, sizeof where);
            forged[HEADER + where % (model.len - HEADER)] = (char)data[i + 4];
        }
        hash = sha256_of(text_of(forged + HEADER, model.len - HEADER));
        memcpy(forged + HASH, &hash, sizeof hash);
        if (language_from(text_of(forged, model.len), &language, NULL) == PRISCUS_OK) {
            read_text(language, text_c("Romi felo. nadu sivo, \xff 12 (Romi) \"nadu\"!"));
            language_close(language);
        }
        free(forged);
    }
    return 0;
}
