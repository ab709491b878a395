/* encoder_stand_in.c - an encoder that is none, until the real one is in src/language/encoder: a word's vector is made of its
 * letters. Its one section is its width. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/text.h"
#include "language/encoder/encoder.h"

struct encoder {
    uint32_t width;
};
struct encoder_room {
    char nothing;
};

priscus_status encoder_open(const struct model *model, struct encoder **out, struct priscus_error *err)
{
    struct text shape = model_section(model, "encoder.shape");

    *out = NULL;
    if (!shape.ptr)
        return PRISCUS_OK;
    if (shape.len != sizeof(uint32_t))
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "the encoder's sizes are not right");
    if (!(*out = calloc(1, sizeof **out)))
        return error_memory(err);
    memcpy(&(*out)->width, shape.ptr, sizeof(uint32_t));
    return PRISCUS_OK;
}

void encoder_close(struct encoder *encoder)
{
    free(encoder);
}

size_t encoder_width(const struct encoder *encoder)
{
    return encoder->width;
}

struct encoder_room *encoder_room_new(const struct encoder *encoder)
{
    (void)encoder;
    return calloc(1, sizeof(struct encoder_room));
}

void encoder_room_free(struct encoder_room *room)
{
    free(room);
}

priscus_status encoder_read(const struct encoder *encoder, struct encoder_room *room, struct text text,
                            const struct encoder_word *words, size_t n, struct arena *mem, int8_t **states, float **scales)
{
    (void)room;
    *states = arena_alloc(mem, n * encoder->width + 1);
    *scales = arena_alloc(mem, (n + 1) * sizeof **scales);
    if (!*states || !*scales)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        uint64_t hash = text_hash(text_in(text, words[i].span)) + words[i].sentence;

        for (uint32_t k = 0; k < encoder->width; k++) {
            hash = hash * 6364136223846793005u + 1442695040888963407u;
            (*states)[i * encoder->width + k] = (int8_t)(hash >> 57);
        }
        (*scales)[i] = 0.01f;
    }
    return PRISCUS_OK;
}
