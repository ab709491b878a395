/* fuzz_pieces.c - any bytes as a vocabulary and a word; any bytes as a word for a vocabulary that is right.
 *
 * The first byte says how many of the rest, times four, are the vocabulary. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "language/encoder/word_piece.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool right, const char *what)
{
    if (right)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void cut(const struct vocabulary *vocabulary, size_t n, struct text word)
{
    size_t most = word.len ? word.len : 1;
    uint16_t *all = malloc(most * sizeof *all), some[3];
    size_t count = word_pieces(vocabulary, word, all, most), few = word_pieces(vocabulary, word, some, 3);

    must(count >= 1 && count <= most, "no piece, or more than bytes");
    must(few == (count < 3 ? count : 3), "fewer pieces than there are");
    for (size_t i = 0; i < count; i++) {
        must(all[i] < n, "a piece that the vocabulary has not");
        must(i >= few || some[i] == all[i], "the first pieces are others when they are had alone");
        must(vocabulary_piece(vocabulary, all[i]).len > 0, "an empty piece");
    }
    free(all);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char right[] = "[UNK]\n[CLS]\n[SEP]\na\n##a\nb\n##b\nab\n##ab\n##abb\n.\n'\n\xC3\xA9\n\xE4\xB8\xAD\n";
    static struct vocabulary *known;
    static size_t n_known;
    struct vocabulary *forged;
    struct text lines, word;
    size_t n, pieces = 0;

    if (!known) {
        for (size_t i = 0; right[i]; i++)
            n_known += right[i] == '\n';
        must(vocabulary_open(text_c(right), n_known, &known, NULL) == PRISCUS_OK,
             "a vocabulary that is right is refused");
    }
    if (size < 1)
        return 0;
    n = 4 * (size_t)data[0] < size - 1 ? 4 * (size_t)data[0] : size - 1;
    lines = text_of((const char *)data + 1, n);
    word = text_of((const char *)data + 1 + n, size - 1 - n);
    cut(known, n_known, word);
    for (size_t i = 0; i < n; i++)
        pieces += lines.ptr[i] == '\n';
    if (vocabulary_open(lines, pieces, &forged, NULL) == PRISCUS_OK) {
        cut(forged, pieces, word);
        vocabulary_close(forged);
    }
    return 0;
}
