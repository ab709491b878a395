/* encoder.c - tests: a tiny encoder with made-up weights against the same computed by hand in double precision; windows; every
 * kernel to the last bit; sections that are not right; the shipped encoder, where there is one, against what Python makes of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "tiny_encoder.h"

enum { D = TINY_WIDTH, L = TINY_WINDOW - 2, WORDS_MAX = 600 };

static struct tiny tiny;
static struct encoder *encoder;
static struct encoder_room *room;

static int set_up(void **state)
{
    (void)state;
    tiny_make(&tiny);
    if (tiny_pack(&tiny, NULL) != PRISCUS_OK || encoder_open(&tiny.model, &encoder, NULL) != PRISCUS_OK || !encoder)
        return -1;
    room = encoder_room_new(encoder);
    return room ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    encoder_room_free(room);
    encoder_close(encoder);
    tiny_release(&tiny);
    return 0;
}

/* ---- by hand ------------------------------------------------------------------------------------ */

/* y[columns] = x[rows] times the matrix, and the bias. */
static void by_hand(const double *x, const struct small_matrix *w, const float *bias, double *y)
{
    for (size_t j = 0; j < w->columns; j++) {
        y[j] = (double)bias[j];
        for (size_t i = 0; i < w->rows; i++)
            y[j] +=
                x[i] * w->numbers[((j / 32 * (w->rows / 4) + i / 4) * 32 + j % 32) * 4 + i % 4] * (double)w->scales[j];
    }
}

static void norm_by_hand(double *x, const struct norm *norm)
{
    double mean = 0, square = 0;

    for (size_t i = 0; i < D; i++)
        mean += x[i] / D;
    for (size_t i = 0; i < D; i++)
        square += (x[i] - mean) * (x[i] - mean) / D;
    for (size_t i = 0; i < D; i++)
        x[i] = (x[i] - mean) / sqrt(square + 1e-12) * (double)norm->gain[i] + (double)norm->bias[i];
}

static void attend_by_hand(double qkv[][3 * D], size_t n, size_t query, double *out)
{
    enum { SIZE = D / TINY_HEADS };

    for (size_t h = 0; h < D; h += SIZE) {
        double weights[TINY_WINDOW], all = 0;

        for (size_t j = 0; j < n; j++) {
            weights[j] = 0;
            for (size_t k = h; k < h + SIZE; k++)
                weights[j] += qkv[query][k] * qkv[j][D + k];
            weights[j] = exp(weights[j]);
            all += weights[j];
        }
        for (size_t k = h; k < h + SIZE; k++) {
            out[k] = 0;
            for (size_t j = 0; j < n; j++)
                out[k] += weights[j] / all * qkv[j][2 * D + k];
        }
    }
}

static void window_by_hand(const uint16_t *pieces, size_t n, double x[][D])
{
    assert_true(n <= TINY_WINDOW);
    for (size_t r = 0; r < n; r++) {
        for (size_t i = 0; i < D; i++)
            x[r][i] = (double)encoder->word_scales[pieces[r]] * encoder->words[pieces[r] * D + i] +
                      (double)encoder->places[r * D + i];
        norm_by_hand(x[r], &encoder->norm);
    }
    for (size_t l = 0; l < TINY_LAYERS; l++) {
        const struct encoder_layer *w = &encoder->layers[l];
        double qkv[TINY_WINDOW][3 * D], mixed[D], more[D], inner[TINY_INNER];

        for (size_t r = 0; r < n; r++)
            by_hand(x[r], &w->query, w->query_bias, qkv[r]);
        for (size_t r = 0; r < n; r++) {
            attend_by_hand(qkv, n, r, mixed);
            by_hand(mixed, &w->out, w->out_bias, more);
            for (size_t i = 0; i < D; i++)
                x[r][i] += more[i];
            norm_by_hand(x[r], &w->out_norm);
            by_hand(x[r], &w->up, w->up_bias, inner);
            for (size_t i = 0; i < TINY_INNER; i++)
                inner[i] /= 1 + exp(-1.5957691216 * (inner[i] + 0.044715 * inner[i] * inner[i] * inner[i]));
            by_hand(inner, &w->down, w->down_bias, more);
            for (size_t i = 0; i < D; i++)
                x[r][i] += more[i];
            norm_by_hand(x[r], &w->down_norm);
        }
    }
}

/* ---- texts -------------------------------------------------------------------------------------- */

/* Words, sentences and paragraphs: "a b c. d e.\n f g" has a sentence end behind each full stop that ends a word, and a paragraph's
 * behind each line. */
static struct {
    struct encoder_word at[WORDS_MAX];
    size_t n;
    struct text text;
} words;

static void cut(struct text text)
{
    bool sentence = true, paragraph = true;

    words.n = 0;
    words.text = text;
    for (size_t i = 0; i < text.len; i++) {
        size_t begin = i;

        while (i < text.len && text.ptr[i] != ' ' && text.ptr[i] != '\n')
            i++;
        if (i > begin) {
            assert_true(words.n < WORDS_MAX);
            words.at[words.n++] = (struct encoder_word){ { (uint32_t)begin, (uint32_t)i }, sentence, paragraph };
            paragraph = false;
            sentence = text.ptr[i - 1] == '.';
        }
        if (i < text.len && text.ptr[i] == '\n')
            paragraph = true;
    }
}

/* As the header says it, without a thought for speed: the vector of each word. */
static double want[WORDS_MAX][D];
static uint16_t cut_pieces[WORDS_MAX][L];
static size_t n_pieces[WORDS_MAX];

static void window_of_words(size_t from, size_t to, size_t *depth)
{
    uint16_t pieces[TINY_WINDOW];
    size_t first[WORDS_MAX], n = 0;
    double x[TINY_WINDOW][D];

    pieces[n++] = encoder->marks.first;
    for (size_t w = from; w < to; w++) {
        first[w] = n;
        for (size_t k = 0; k < n_pieces[w]; k++)
            pieces[n++] = cut_pieces[w][k];
    }
    pieces[n++] = encoder->marks.last;
    window_by_hand(pieces, n, x);
    for (size_t w = from; w < to; w++) {
        size_t left = first[w] - 1, right = n - 1 - first[w] - n_pieces[w], deep = 1 + (left < right ? left : right);

        if (!depth || deep > depth[w])
            memcpy(want[w], x[first[w]], sizeof want[w]);
        if (depth && deep > depth[w])
            depth[w] = deep;
    }
}

static size_t sum_of(size_t from, size_t to)
{
    size_t sum = 0;

    while (from < to)
        sum += n_pieces[from++];
    return sum;
}

static void long_by_hand(size_t from, size_t to)
{
    static size_t depth[WORDS_MAX];
    size_t end = from;

    memset(depth, 0, sizeof depth);
    for (size_t k = 0; end < to; k++) {
        size_t begin = from;

        while (begin < end && sum_of(from, begin) < k * (L * 3 / 4))
            begin++;
        for (end = begin; end < to && sum_of(begin, end + 1) <= L; end++)
            ;
        window_of_words(begin, end, depth);
    }
}

static void read_by_hand(void)
{
    size_t open = 0; /* where the window that is being filled begins */

    for (size_t w = 0; w < words.n; w++)
        n_pieces[w] = word_pieces(encoder->vocabulary, text_in(words.text, words.at[w].span), cut_pieces[w], L);
    for (size_t w = 0, end; w < words.n; w = end) {
        end = w + 1;
        while (end < words.n && !words.at[end].sentence && !words.at[end].paragraph)
            end++;
        if (open < w && (words.at[w].paragraph || sum_of(open, end) > L)) {
            window_of_words(open, w, NULL);
            open = w;
        }
        if (sum_of(w, end) > L) {
            long_by_hand(w, end);
            open = end;
        }
    }
    if (open < words.n)
        window_of_words(open, words.n, NULL);
}

static void compare(struct text text)
{
    struct arena mem = { 0 };
    int8_t *states;
    float *scales;
    double error = 0, size = 0;

    cut(text);
    read_by_hand();
    assert_int_equal(encoder_read(encoder, room, text, words.at, words.n, &mem, &states, &scales), PRISCUS_OK);
    for (size_t w = 0; w < words.n; w++) {
        double off = 0, all = 0;

        for (size_t i = 0; i < D; i++) {
            double got = states[w * D + i] * (double)scales[w];

            off += (got - want[w][i]) * (got - want[w][i]);
            all += want[w][i] * want[w][i];
        }
        if (sqrt(off) > 0.15 * sqrt(all))
            fail_msg("word %zu of %zu, %.*s: off by %.3f of %.3f", w, words.n,
                     (int)(words.at[w].span.end - words.at[w].span.begin), text.ptr + words.at[w].span.begin, sqrt(off),
                     sqrt(all));
        error += off;
        size += all;
    }
    assert_true(sqrt(error) <= 0.05 * sqrt(size));
    arena_release(&mem);
}

static void vectors_are_as_by_hand(void **state)
{
    (void)state;
    compare(text_c("norhaven signed the truce , dalgo's envoy said ."));
    compare(text_c("a"));
    compare(text_c("a b c . d e f . g ."));
    compare(text_c("a b c .\nd e f .\ng"));
}

static struct text drawn(char *out, size_t n, size_t sentence, size_t paragraph, size_t letters)
{
    struct buffer b = { 0 };

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 1 + (size_t)fabsf(tiny_draw((float)letters)); k > 0; k--)
            buffer_char(&b, (char)('a' + (int)fabsf(tiny_draw(26))));
        buffer_c(&b, (i + 1) % sentence == 0 ? "." : "");
        buffer_char(&b, (i + 1) % paragraph == 0 ? '\n' : ' ');
    }
    memcpy(out, b.ptr, b.len);
    n = b.len;
    buffer_release(&b);
    return text_of(out, n);
}

static void windows_are_as_the_header_says(void **state)
{
    static char bytes[1 << 16];

    (void)state;
    compare(drawn(bytes, 300, 1, 40, 3));   /* many short sentences */
    compare(drawn(bytes, 300, 5, 1000, 2)); /* one paragraph        */
    compare(drawn(bytes, 300, 4, 9, 4));
    compare(drawn(bytes, 300, 1000, 1000, 2));  /* one sentence */
    compare(drawn(bytes, 300, 70, 1000, 8));    /* long ones, of words of many pieces */
    compare(drawn(bytes, 200, 1000, 1000, 30)); /* words that fit no window */
    compare(drawn(bytes, 200, 9, 1000, 18));
}

/* ---- kernels ------------------------------------------------------------------------------------ */

static void all_kernels_give_the_same_to_the_last_bit(void **state)
{
    static char bytes[1 << 16];
    struct text text = drawn(bytes, 500, 9, 60, 4);
    struct arena mem = { 0 };
    int8_t *first, *states;
    float *first_scales, *scales;

    (void)state;
    cut(text);
    assert_true(product_force(PRODUCT_PLAIN));
    assert_int_equal(encoder_read(encoder, room, text, words.at, words.n, &mem, &first, &first_scales), PRISCUS_OK);
    for (int k = PRODUCT_PLAIN + 1; k < PRODUCT_KERNELS; k++) {
        if (!product_force((enum product_kernel)k)) {
            print_message("%s: not on this processor\n", product_kernel_name((enum product_kernel)k));
            continue;
        }
        assert_int_equal(encoder_read(encoder, room, text, words.at, words.n, &mem, &states, &scales), PRISCUS_OK);
        assert_memory_equal(states, first, words.n * D);
        assert_memory_equal(scales, first_scales, words.n * sizeof *scales);
    }
    product_unforce();
    arena_release(&mem);
}

/* What stands before and behind in other windows makes no difference. */
static void a_window_is_read_alone(void **state)
{
    static const char both[] = "the truce .\nnorhaven signed .", alone[] = "norhaven signed .";
    struct arena mem = { 0 };
    int8_t *states, *again;
    float *scales, *scales_again;

    (void)state;
    cut(text_c(both));
    assert_int_equal(encoder_read(encoder, room, words.text, words.at, words.n, &mem, &states, &scales), PRISCUS_OK);
    cut(text_c(alone));
    assert_int_equal(encoder_read(encoder, room, words.text, words.at, words.n, &mem, &again, &scales_again),
                     PRISCUS_OK);
    assert_memory_equal(states + 3 * D, again, 3 * D);
    assert_memory_equal(scales + 3, scales_again, 3 * sizeof *scales);
    arena_release(&mem);
}

/* ---- texts of all kinds ------------------------------------------------------------------------- */

static void hostile_texts_are_read(void **state)
{
    enum { LONG = 1000000 };
    static char bytes[LONG + 1];
    static const struct encoder_word one = { { 0, LONG }, true, true };
    static struct encoder_word many[LONG / 2];
    struct arena mem = { 0 };
    int8_t *states;
    float *scales;

    (void)state;
    for (int kind = 0; kind < 3; kind++) { /* one run, signs, bytes that are no UTF-8 */
        for (size_t i = 0; i < LONG; i++)
            bytes[i] = kind == 0 ? 'a' : kind == 1 ? "a-"[i % 2] : (char)(0x80 + i % 128);
        assert_int_equal(encoder_read(encoder, room, text_of(bytes, LONG), &one, 1, &mem, &states, &scales),
                         PRISCUS_OK);
        assert_true(scales[0] > 0);
    }
    /* no words; words of nothing; a sentence of very many */
    assert_int_equal(encoder_read(encoder, room, text_c(""), NULL, 0, &mem, &states, &scales), PRISCUS_OK);
    for (size_t i = 0; i < 100; i++)
        many[i] = (struct encoder_word){ { 3, 3 }, false, false };
    assert_int_equal(encoder_read(encoder, room, text_c("truce"), many, 100, &mem, &states, &scales), PRISCUS_OK);
    assert_true(scales[99] > 0);
    for (size_t i = 0; i < 20000; i++)
        many[i] = (struct encoder_word){ { (uint32_t)(2 * i), (uint32_t)(2 * i + 1) }, false, false };
    assert_int_equal(encoder_read(encoder, room, text_of(bytes, LONG), many, 20000, &mem, &states, &scales),
                     PRISCUS_OK);
    compare(text_c(
        "\xE1\x83\x97\xE1\x83\x91\xE1\x83\x98 \xF0\x9F\x8C\x8D \xE4\xB8\xAD\xE5\x9B\xBD \xD8\xB3\xD9\x84 \xFF ."));
    arena_release(&mem);
}

static void it_ends_when_it_is_told_to(void **state)
{
    volatile sig_atomic_t stop = 0;
    struct arena mem = { .stop = &stop };
    int8_t *states = NULL;
    float *scales = NULL;

    (void)state;
    cut(text_c("the truce ."));
    stop = 1;
    assert_int_equal(encoder_read(encoder, room, words.text, words.at, words.n, &mem, &states, &scales),
                     PRISCUS_ENOMEM);
    assert_null(states);
    stop = 0;
    assert_int_equal(encoder_read(encoder, room, words.text, words.at, words.n, &mem, &states, &scales), PRISCUS_OK);
    arena_release(&mem);
}

/* ---- sections ----------------------------------------------------------------------------------- */

/* The tiny encoder with one thing changed: what does opening it say? */
static void refused(struct tiny *t, const char *why)
{
    struct encoder *out = NULL;
    struct priscus_error err = { 0 };

    assert_int_equal(tiny_pack(t, &err), PRISCUS_OK);
    assert_int_equal(encoder_open(&t->model, &out, &err), PRISCUS_EINPUT);
    assert_null(out);
    if (!strstr(err.message, why))
        fail_msg("got  \"%s\"\n      want \"%s\"", err.message, why);
    tiny_release(t);
    tiny_make(t);
}

static void sections_that_are_not_right_are_refused(void **state)
{
    static const char *const cuts[] = { "encoder.shape has 31 bytes, 32 are wanted",
                                        "vocabulary ends in piece 83 of 83",
                                        "encoder.words has",
                                        "encoder.places has",
                                        "encoder.norm has 255 bytes, 256 are wanted",
                                        "encoder.0 ends too early",
                                        "encoder.1 ends too early" };
    static const struct {
        size_t at;
        uint32_t value;
    } shapes[] = { { 0, 0 }, { 0, 13 },    { 1, 0 },  { 1, 33 }, { 1, 544 }, { 2, 0 },
                   { 2, 5 }, { 2, 64 },    { 3, 48 }, { 3, 0 },  { 4, 23 },  { 4, 513 },
                   { 5, 2 }, { 5, 65537 }, { 6, 15 }, { 6, 41 }, { 7, 1 },   { 3, 4096 } };
    struct tiny t;
    float none = NAN, large = 1e7f;

    (void)state;
    tiny_make(&t);
    for (size_t i = 0; i < TINY_SECTIONS; i++) {
        char why[64];

        t.sections[i].len--;
        refused(&t, cuts[i]);
        buffer_char(&t.sections[i], 1);
        refused(&t, i == 1 ? "vocabulary has more than its 83 pieces" : tiny_names[i]);
        buffer_release(&t.sections[i]);
        snprintf(why, sizeof why, "without its section %s", tiny_names[i]);
        refused(&t, why);
    }
    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        memcpy(t.sections[0].ptr + 4 * shapes[i].at, &shapes[i].value, sizeof shapes[i].value);
        refused(&t, "of sizes that this version does not read");
    }
    for (size_t i = 2; i < TINY_SECTIONS; i++) {
        memcpy(t.sections[i].ptr + 8, &none, sizeof none);
        refused(&t, "no number");
        memcpy(t.sections[i].ptr + 12, &large, sizeof large);
        refused(&t, "no number");
    }
    tiny_release(&t);
}

static void vocabularies_that_are_not_right_are_refused(void **state)
{
    static const char *const marks[] = { "[UNK]", "[CLS]", "[SEP]" };
    struct tiny t;

    (void)state;
    tiny_make(&t);
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        char why[40];

        *strstr(t.sections[1].ptr, marks[i]) = '<';
        snprintf(why, sizeof why, "vocabulary has no %s", marks[i]);
        refused(&t, why);
    }
    strstr(t.sections[1].ptr, "\n9\n")[1] = '8';
    refused(&t, "is there twice");
    strstr(t.sections[1].ptr, "\n9\n")[1] = '\n';
    refused(&t, "has 0 bytes");
    for (char *c = t.sections[1].ptr + 30; c < t.sections[1].ptr + t.sections[1].len - 1; c++)
        *c = *c == '\n' ? 'n' : *c;
    refused(&t, "vocabulary ends in piece");
    tiny_release(&t);
}

static void a_model_without_an_encoder_has_none(void **state)
{
    struct model_part part = { "lemmas", text_c("nothing") };
    struct buffer packed = { 0 };
    struct encoder *out = encoder;
    struct model model;

    (void)state;
    assert_int_equal(model_pack(&part, 1, &packed), PRISCUS_OK);
    assert_int_equal(model_from(buffer_as_text(&packed), &model, NULL), PRISCUS_OK);
    assert_int_equal(encoder_open(&model, &out, NULL), PRISCUS_OK);
    assert_null(out);
    buffer_release(&packed);
    encoder_close(NULL);
    encoder_room_free(NULL);
}

/* ---- the shipped one ---------------------------------------------------------------------------- */

static double likeness(const double *a, const double *b, size_t n)
{
    double ab = 0, aa = 0, bb = 0;

    for (size_t i = 0; i < n; i++) {
        ab += a[i] * b[i];
        aa += a[i] * a[i];
        bb += b[i] * b[i];
    }
    return ab / sqrt(aa * bb);
}

/* models/encoder/reference.py wrote every 16th number of each word's vector. */
static void the_shipped_encoder_is_as_python_has_it(void **state)
{
    static const char path[] = TEST_FOLDER "/../models/english.encoder", wanted[] = TEST_FOLDER "/cases/encoder.txt";
    enum { EVERY = 16 };
    struct arena mem = { 0 };
    struct text rest;
    struct model model;
    struct encoder *e;
    struct encoder_room *r;
    struct priscus_error err;
    size_t n_words = 0;

    (void)state;
    if (access(path, R_OK) != 0 || access(wanted, R_OK) != 0) {
        print_message("no models/english.encoder, or no tests/cases/encoder.txt: nothing to compare\n");
        skip();
    }
    if (model_open(path, &model, &err) != PRISCUS_OK || encoder_open(&model, &e, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    assert_non_null(e);
    r = encoder_room_new(e);
    assert_int_equal(file_read(wanted, 1 << 20, &mem, &rest, &err), PRISCUS_OK);
    while (rest.len) {
        struct text line = text_cut(&rest, '\n');
        size_t d = encoder_width(e);
        int8_t *states;
        float *scales;

        if (!line.len)
            continue;
        cut(line);
        for (size_t i = 1; i < words.n; i++) /* a line is one sentence */
            words.at[i].sentence = false;
        assert_int_equal(encoder_read(e, r, line, words.at, words.n, &mem, &states, &scales), PRISCUS_OK);
        for (size_t w = 0; w < words.n; w++, n_words++) {
            double got[ENCODER_WIDTH_MAX], right[ENCODER_WIDTH_MAX];
            struct text numbers = text_cut(&rest, '\n');
            size_t n = 0;

            for (size_t i = 0; i < d; i += EVERY, n++) {
                struct text number = text_cut(&numbers, ' ');

                assert_non_null(number.ptr);
                right[n] = strtod(number.ptr, NULL) / 1000;
                got[n] = states[w * d + i] * (double)scales[w];
            }
            if (likeness(got, right, n) < 0.97)
                fail_msg("word %zu of \"%.*s\": likeness %.3f", w, (int)line.len, line.ptr, likeness(got, right, n));
        }
    }
    assert_true(n_words > 100);
    encoder_room_free(r);
    encoder_close(e);
    model_close(&model);
    arena_release(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_are_as_by_hand),
        cmocka_unit_test(windows_are_as_the_header_says),
        cmocka_unit_test(all_kernels_give_the_same_to_the_last_bit),
        cmocka_unit_test(a_window_is_read_alone),
        cmocka_unit_test(hostile_texts_are_read),
        cmocka_unit_test(it_ends_when_it_is_told_to),
        cmocka_unit_test(sections_that_are_not_right_are_refused),
        cmocka_unit_test(vocabularies_that_are_not_right_are_refused),
        cmocka_unit_test(a_model_without_an_encoder_has_none),
        cmocka_unit_test(the_shipped_encoder_is_as_python_has_it),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
