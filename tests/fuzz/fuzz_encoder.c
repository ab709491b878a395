/* fuzz_encoder.c - the sections of a tiny encoder with bytes of them changed, cut short or made longer; what still opens reads a text.
 *
 * Four bytes a change: which section and what is done, two bytes of place, the new byte; behind a byte 0xFF, the text. */
#include "tiny_encoder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool right, const char *what)
{
    if (right)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void change(struct buffer *b, unsigned how, size_t place, char byte)
{
    switch (how) {
    case 0:
        b->len = place < b->len ? place : b->len;
        break;
    case 1:
        buffer_char(b, byte);
        break;
    default:
        if (b->len)
            b->ptr[place % b->len] = byte;
        break;
    }
}

static void read_text(const struct encoder *encoder, struct text text)
{
    struct encoder_room *room = encoder_room_new(encoder);
    struct encoder_word words[64];
    struct arena mem = { 0 };
    size_t n = 0, at = 0;
    int8_t *states;
    float *scales;

    must(room != NULL, "out of memory");
    while (n < COUNT_OF(words) &&
           at < text.len) { /* a byte says how long a word is and whether it begins a sentence, a paragraph */
        unsigned char c = (unsigned char)text.ptr[at];
        size_t len = text.len - at < (c & 31u) ? text.len - at : c & 31u;

        words[n++] = (struct encoder_word){ { (uint32_t)at, (uint32_t)(at + len) }, c & 64, c & 128 };
        at += len + 1;
    }
    must(encoder_read(encoder, room, text, words, n, &mem, &states, &scales) == PRISCUS_OK, "out of memory");
    arena_release(&mem);
    encoder_room_free(room);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct tiny right;
    struct tiny t;
    struct encoder *encoder = NULL;

    if (!right.sections[0].len)
        tiny_make(&right);
    t = (struct tiny){ 0 };
    for (size_t i = 0; i < TINY_SECTIONS; i++)
        buffer_text(&t.sections[i], buffer_as_text(&right.sections[i]));
    while (size >= 4 && data[0] != 0xFF) {
        change(&t.sections[data[0] % TINY_SECTIONS], data[0] / 32, (size_t)data[1] << 8 | data[2], (char)data[3]);
        data += 4;
        size -= 4;
    }
    if (tiny_pack(&t, NULL) == PRISCUS_OK && encoder_open(&t.model, &encoder, NULL) == PRISCUS_OK) {
        must(encoder != NULL, "an encoder that is there is none");
        read_text(encoder, text_of((const char *)data, size));
        encoder_close(encoder);
    }
    tiny_release(&t);
    return 0;
}
