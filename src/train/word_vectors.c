/* word_vectors.c - see word_vectors.h. */
#include "train/word_vectors.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "language/model/feature.h"

#define NUMBERS_MAX 512 /* of a vector */
static const float SCALE = 0.5f;

/* The numbers of a line, behind its word. */
static size_t numbers_of(const char *at, float numbers[NUMBERS_MAX])
{
    size_t n = 0;

    for (; n < NUMBERS_MAX; n++) {
        char *end;

        numbers[n] = SCALE * strtof(at, &end);
        if (end == at)
            break;
        at = end;
    }
    return n;
}

static priscus_status add_vector(struct word_vectors *v, struct text word, const float *numbers,
                                 struct priscus_error *err)
{
    uint64_t hashes[FEATURES_MAX];

    feature_hashes(word, hashes);
    if (v->index.slots && v->index.keys[feature_index_slot(&v->index, hashes[0])])
        return PRISCUS_OK;
    if (feature_index_add(&v->index, hashes[0], (uint32_t)v->n) != PRISCUS_OK)
        return error_memory(err);
    memcpy(v->at + v->n++ * v->width, numbers, v->width * sizeof *numbers);
    return PRISCUS_OK;
}

priscus_status word_vectors_read(const char *path, size_t most, struct word_vectors *v, struct priscus_error *err)
{
    FILE *file = fopen(path, "r");
    size_t room = 0, number = 0;
    char *line = NULL;
    priscus_status status = PRISCUS_OK;

    if (!file)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: cannot be opened: %s", path, strerror(errno));
    while (status == PRISCUS_OK && v->n < most && getline(&line, &room, file) > 0) {
        const char *blank = strchr(line, ' ');
        float numbers[NUMBERS_MAX];
        size_t n;

        number++;
        if (!blank)
            continue;
        n = numbers_of(blank, numbers);
        if (number == 1 && n == 1)
            continue; /* word2vec's first line: how many words, how many numbers */
        if (!v->width) {
            v->width = n;
            v->at = calloc(most, n * sizeof *v->at);
            if (!v->at)
                status = error_memory(err);
        }
        if (status == PRISCUS_OK && (n != v->width || n == 0 || n == NUMBERS_MAX))
            status = error_set(err, PRISCUS_EINPUT, NOWHERE, "%s:%zu: %zu numbers where %zu should be", path, number, n,
                               v->width);
        if (status == PRISCUS_OK)
            status = add_vector(v, text_of(line, (size_t)(blank - line)), numbers, err);
    }
    free(line);
    fclose(file);
    return status;
}

void word_vectors_free(struct word_vectors *v)
{
    feature_index_free(&v->index);
    free(v->at);
    *v = (struct word_vectors){ 0 };
}
