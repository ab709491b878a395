/* encoder_file.h - a small encoder's file for a model, made by tests: the model's own networks, which the encoder's vectors add
 * nothing to, and an encoder that nobody has taught. What is read with it is not worth much; that it was read with it can be
 * told. */
#ifndef TESTS_ENCODER_FILE_H
#define TESTS_ENCODER_FILE_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/base.h"
#include "base/buffer.h"
#include "language/model/section.h"
#include "tiny_encoder.h"

enum { ENCODER_FILE_WIDTH = TINY_WIDTH, ENCODER_FILE_HEADS = 4 };

/* How far the first matrix of a network's weights reaches: that which turns vectors (section.c). */
static inline size_t encoder_file_matrix(const struct network_shape *shape)
{
    size_t rows, columns;

    network_size(shape, N_VECTOR, &rows, &columns);
    return (columns * sizeof(float) + 63) / 64 * 64 + (columns * sizeof(int32_t) + 63) / 64 * 64 +
           (small_matrix_bytes(rows, columns) + 63) / 64 * 64;
}

/* Write the file. `of`: the hash of the model that it is made for, in hex; NULL: it does not say. */
static inline priscus_status encoder_file_save(const struct model *model, const char *of, const char *path,
                                               struct priscus_error *err)
{
    static const char *const heads[ENCODER_FILE_HEADS] = { "cue.", "span.", "position.", "issue." };
    struct model_part parts[MODEL_SECTIONS_MAX];
    struct tiny tiny;
    struct network_shape shapes[ENCODER_FILE_HEADS];
    struct section_name weights_names[ENCODER_FILE_HEADS];
    struct buffer weights[ENCODER_FILE_HEADS] = { 0 };
    size_t n = 0;
    priscus_status status;

    tiny_make(&tiny);
    if ((status = tiny_pack(&tiny, err)) != PRISCUS_OK)
        return status;
    for (size_t i = 0; i < model_sections(&tiny.model); i++) {
        const char *name = model_section_name(&tiny.model, i);

        parts[n++] = (struct model_part){ name, model_section(&tiny.model, name) };
    }
    if (of)
        parts[n++] = (struct model_part){ "encoder.model", text_c(of) };
    for (size_t k = 0; k < ENCODER_FILE_HEADS; k++) {
        struct section_name shape_name = section_name(heads[k], "shape");

        weights_names[k] = section_name(heads[k], "weights");
        for (size_t i = 0; i < model_sections(model); i++) {
            const char *name = model_section_name(model, i);
            struct text bytes = model_section(model, name);
            size_t was;

            if (strncmp(name, heads[k], strlen(heads[k])) != 0)
                continue;
            if (strcmp(name, shape_name.text) == 0) {
                memcpy(&shapes[k], bytes.ptr, sizeof shapes[k]);
                was = encoder_file_matrix(&shapes[k]);
                shapes[k].vector = ENCODER_FILE_WIDTH;
                for (size_t zero = encoder_file_matrix(&shapes[k]); zero; zero--)
                    buffer_char(&weights[k], '\0');
                bytes = model_section(model, weights_names[k].text);
                buffer_text(&weights[k], text_of(bytes.ptr + was, bytes.len - was));
                bytes = text_of((const char *)&shapes[k], sizeof shapes[k]);
            }
            if (strcmp(name, weights_names[k].text) != 0)
                parts[n++] = (struct model_part){ name, bytes };
        }
        if (weights[k].failed || !weights[k].len)
            return error_set(err, PRISCUS_EINPUT, NOWHERE, "the model has not the networks %s", heads[k]);
    }
    for (size_t k = 0; k < ENCODER_FILE_HEADS; k++)
        parts[n++] = (struct model_part){ weights_names[k].text, buffer_as_text(&weights[k]) };
    status = model_save(path, parts, n, err);
    model_close(&tiny.model);
    tiny_release(&tiny);
    for (size_t k = 0; k < ENCODER_FILE_HEADS; k++)
        buffer_release(&weights[k]);
    return status;
}

/* As many as the model's network of issues has labels. */
#define ENCODER_FILE_PARTY_LABELS                                                                                      \
    "ceasefire\ntalks\nprisoners\nagreement\nterritory.withdrawal\nsanctions.pressure\n"                               \
    "talks.mediation\nhumanitarian\nrelations\narms.supply\narms.nuclear\n*\n"                                         \
    "demands\nproposes\naccepts\nopen\nconditional\nrejects\n"

/* Into a file of encoder_file_save() a network that reads sentences for parties (record/position/party_reader.h): that of the issues, whose
 * labels are called otherwise; the two have to be as many. Its scores mean nothing beside a bias that is large. */
static inline priscus_status encoder_file_add_parties(const char *path, const char *labels, struct text bias,
                                                      struct priscus_error *err)
{
    static const char *const kinds[] = { "shape", "names", "weights", "rows.index", "rows" };
    struct model_part parts[MODEL_SECTIONS_MAX];
    struct section_name made[COUNT_OF(kinds)];
    struct model model;
    size_t n = 0;
    priscus_status status = model_open(path, &model, err);

    if (status != PRISCUS_OK)
        return status;
    for (size_t i = 0; i < model_sections(&model); i++) {
        const char *name = model_section_name(&model, i);

        parts[n++] = (struct model_part){ name, model_section(&model, name) };
    }
    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        made[k] = section_name("party.", kinds[k]);
        parts[n++] = (struct model_part){ made[k].text, model_section(&model, section_name("issue.", kinds[k]).text) };
        if (k == 1)
            parts[n - 1].bytes = text_c(labels);
    }
    parts[n++] = (struct model_part){ "party.bias", bias };
    status = model_save(path, parts, n, err);
    model_close(&model);
    return status;
}

/* A folder with the model, of another name, where an encoder's file can be put beside it; and the paths of both. */
struct encoder_folder {
    char path[40], model[64], encoder[64];
};

/* What cmocka wants of a set-up and a tear-down: 0, or -1. */
static inline int encoder_folder_make(struct encoder_folder *f, const char *model)
{
    unsetenv("PRISCUS_FAST");
    snprintf(f->path, sizeof f->path, "/tmp/priscus-encoder-XXXXXX");
    if (!mkdtemp(f->path))
        return -1;
    snprintf(f->model, sizeof f->model, "%s/some.model", f->path);
    snprintf(f->encoder, sizeof f->encoder, "%s/some.encoder", f->path);
    return symlink(model, f->model);
}

static inline int encoder_folder_remove(const struct encoder_folder *f)
{
    unlink(f->model);
    unlink(f->encoder);
    return rmdir(f->path);
}

#endif
