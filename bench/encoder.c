/* encoder.c - how fast an encoder reads: words and pieces a second, and which share of what the processor could multiply.
 *
 *     build/bench/bench-encoder models/english.encoder text.txt [SECONDS]
 *
 * A line of the text is a paragraph; words are what blanks part, and a sentence ends with a word that ends in a full stop. The text
 * is read over and over, for SECONDS (5) by each kernel that the processor has. The peak is that of
 * the innermost loop of products alone, on numbers that never leave the nearest memory. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/file.h"
#include "language/encoder/encoder.h"
#include "language/encoder/encoder_weights.h"

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Multiplications and additions a second of a product that is small enough. */
static double peak(void)
{
    enum { ROWS = 24, N = 256, COLUMNS = 64 };
    static _Alignas(64) uint8_t small[ROWS * N];
    static _Alignas(64) int8_t numbers[N * COLUMNS];
    static float scales[COLUMNS], by[ROWS], y[ROWS * COLUMNS];
    static int32_t sums[COLUMNS];
    const struct small_matrix w = { numbers, scales, sums, N, COLUMNS };
    double start = now(), took = 0;
    size_t rounds = 0;

    for (; took < 0.3; took = now() - start, rounds += 100)
        for (size_t i = 0; i < 100; i++)
            small_rows_product(small, by, &w, NULL, y, ROWS);
    return (double)rounds * ROWS * N * COLUMNS / took;
}

/* Multiplications of one piece with weights. Those of attention are left out. */
static double weights_of(const struct encoder_shape *s)
{
    return s->layers * (4.0 * s->width * s->width + 2.0 * s->width * s->inner);
}

static struct encoder_word *cut(struct text text, struct arena *mem, size_t *n)
{
    struct encoder_word *words = NULL;
    size_t room = 0;
    bool sentence = true, paragraph = true;

    for (size_t i = 0; i < text.len; i++) {
        size_t begin = i;

        while (i < text.len && text.ptr[i] != ' ' && text.ptr[i] != '\n')
            i++;
        if (i > begin) {
            words = arena_grow(mem, words, *n, &room, sizeof *words);
            if (!words)
                exit(1);
            words[(*n)++] = (struct encoder_word){ { (uint32_t)begin, (uint32_t)i }, sentence, paragraph };
            paragraph = false;
            sentence = text.ptr[i - 1] == '.';
        }
        paragraph = paragraph || (i < text.len && text.ptr[i] == '\n');
    }
    return words;
}

/* A page's worth of words, whole paragraphs, from *begin on; how many they were. */
static size_t read_some(const struct encoder *encoder, struct encoder_room *room, struct text text,
                        const struct encoder_word *words, size_t n, size_t *begin)
{
    enum { SOME = 1000 };
    struct arena mem = { 0 };
    size_t from = *begin, to = from + 1;
    int8_t *states;
    float *scales;

    while (to < n && (to - from < SOME || !words[to].paragraph))
        to++;
    if (encoder_read(encoder, room, text, words + from, to - from, &mem, &states, &scales) != PRISCUS_OK)
        exit(1);
    arena_release(&mem);
    *begin = to < n ? to : 0;
    return to - from;
}

int main(int argc, char **argv)
{
    struct priscus_error err;
    struct arena mem = { 0 };
    struct model model;
    struct encoder *encoder;
    struct encoder_room *room;
    struct encoder_word *words;
    struct text text;
    size_t n = 0, pieces = 0;
    double seconds = argc > 3 ? strtod(argv[3], NULL) : 5, start, took = 0;

    if (argc < 3) {
        fprintf(stderr, "usage: bench-encoder MODEL TEXT [SECONDS]\n");
        return 2;
    }
    if (model_open(argv[1], &model, &err) != PRISCUS_OK || encoder_open(&model, &encoder, &err) != PRISCUS_OK ||
        file_read(argv[2], (size_t)1 << 28, &mem, &text, &err) != PRISCUS_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 2;
    }
    words = cut(text, &mem, &n);
    if (!encoder || !n || !(room = encoder_room_new(encoder))) {
        fprintf(stderr, "no encoder in %s, no words in %s, or no memory\n", argv[1], argv[2]);
        return 2;
    }
    start = now();
    for (size_t i = 0; i < n; i++) {
        uint16_t some[200];

        pieces += word_pieces(encoder->vocabulary, text_in(text, words[i].span), some, 200);
    }
    took = now() - start;
    printf("%zu words, %.3f pieces each, cut at %.0f words/s; %.2f million products a piece\n", n,
           (double)pieces / (double)n, (double)n / took, weights_of(&encoder->shape) * 1e-6);
    for (int k = PRODUCT_KERNELS; k-- > 0;) {
        size_t read = 0, begin = 0;
        double most, products, each = (double)pieces / (double)n;

        if (!product_force((enum product_kernel)k))
            continue;
        most = peak();
        read_some(encoder, room, text, words, n, &begin);
        for (start = now(), took = 0; took < seconds; took = now() - start)
            read += read_some(encoder, room, text, words, n, &begin);
        products = weights_of(&encoder->shape) * each * (double)read / took;
        printf("%-12s %8.0f words/s, %8.0f pieces/s, %6.1f G products/s, %4.1f %% of a peak of %.1f\n",
               product_kernel_name((enum product_kernel)k), (double)read / took, each * (double)read / took,
               products * 1e-9, 100 * products / most, most * 1e-9);
    }
    encoder_room_free(room);
    encoder_close(encoder);
    model_close(&model);
    arena_release(&mem);
    return 0;
}
