/* fuzz_model.c - any bytes as a model whose hash and size are right, and its lemmas asked for.
 *
 * Bytes that begin with "lemma" are the section of lemmas alone, behind those five bytes: the rest is packed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "language/model/model.h"
#include "language/parser/lemmatizer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool right, const char *what)
{
    if (right)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void look_up(struct text section)
{
    static const char *const tags[] = { "VBD", "NNS", "NNP", "" };
    static const char *const forms[] = { "denied", "PARTIES", "Rome", "\xC3\x89VORA", "\xFF\x80", "" };
    struct lemmatizer lemmas;

    if (lemmatizer_open(section, &lemmas, NULL) != PRISCUS_OK)
        return;
    for (size_t t = 0; t < COUNT_OF(tags); t++) {
        for (size_t f = 0; f <= COUNT_OF(forms); f++) {
            /* The last form is the section's own end. */
            struct text form = f < COUNT_OF(forms) ? text_c(forms[f]) : text_of(section.ptr + section.len - 20, 20);
            size_t room = form.len + LEMMA_GROWTH;
            char *out = malloc(room);

            must(out, "out of memory");
            must(lemma_of(&lemmas, form, text_c(tags[t]), out) <= room, "a lemma is longer than its room");
            free(out);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text bytes = text_of((const char *)data, size), section;
    struct buffer packed = { 0 };
    struct model model;

    if (text_starts(bytes, "lemma")) {
        struct model_part part = { "lemmas", text_of(bytes.ptr + 5, bytes.len - 5) };

        must(model_pack(&part, 1, &packed) == PRISCUS_OK, "model_pack fails");
        must(model_from(buffer_as_text(&packed), &model, NULL) == PRISCUS_OK, "what was packed is no model");
        must(text_eq(model_section(&model, "lemmas"), part.bytes), "a section changed");
    } else {
        buffer_text(&packed, bytes);
        if (packed.ptr && packed.len >= 128) {
            struct sha256 hash = sha256_of(text_of(packed.ptr + 128, packed.len - 128));

            for (int i = 0; i < 8; i++)
                packed.ptr[16 + i] = (char)((uint64_t)packed.len >> 8 * i);
            memcpy(packed.ptr + 24, hash.bytes, sizeof hash.bytes);
        }
        if (model_from(buffer_as_text(&packed), &model, NULL) != PRISCUS_OK) {
            buffer_release(&packed);
            return 0;
        }
    }
    section = model_section(&model, "lemmas");
    must(!section.ptr || (section.ptr >= packed.ptr && section.len <= packed.len - (size_t)(section.ptr - packed.ptr)),
         "a section lies outside its model");
    if (section.ptr)
        look_up(section);
    model_close(&model);
    buffer_release(&packed);
    return 0;
}
