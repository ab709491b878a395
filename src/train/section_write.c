/* section_write.c - see section_write.h. */
#include "train/section_write.h"

#include <math.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "language/model/section.h"

priscus_status section_write_index(const struct feature_index *x, size_t n, struct buffer *out)
{
    size_t slots = 16;
    struct hash_slot *table;

    while (slots < 2 * n)
        slots *= 2;
    table = calloc(slots, sizeof *table);
    if (!table)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < x->slots; i++)
        if (x->keys[i] && x->values[i] != UINT32_MAX) {
            size_t k = x->keys[i] & (slots - 1);

            while (table[k].number)
                k = (k + 1) & (slots - 1);
            table[k] = (struct hash_slot){ (uint32_t)(x->keys[i] >> 32), x->values[i] + 1 };
        }
    buffer_add(out, (const char *)table, slots * sizeof *table);
    free(table);
    return out->failed ? PRISCUS_ENOMEM : PRISCUS_OK;
}

priscus_status section_write_table(const float *w, size_t rows, size_t columns, struct buffer *out)
{
    float *scales = calloc(rows + 1, sizeof *scales);
    int8_t *row = malloc(columns + 1);
    bool ok = scales && row;

    for (size_t i = 0; ok && i < rows; i++) {
        float most = 0;

        for (size_t k = 0; k < columns; k++)
            most = fabsf(w[i * columns + k]) > most ? fabsf(w[i * columns + k]) : most;
        scales[i] = most / 127;
    }
    if (ok)
        buffer_add(out, (const char *)scales, rows * sizeof *scales);
    for (size_t i = 0; ok && i < rows; i++) {
        for (size_t k = 0; k < columns; k++)
            row[k] = (int8_t)(scales[i] > 0 ? lrintf(w[i * columns + k] / scales[i]) : 0);
        buffer_add(out, (const char *)row, columns);
    }
    free(scales);
    free(row);
    return ok && !out->failed ? PRISCUS_OK : PRISCUS_ENOMEM;
}

static void write_piece(struct buffer *out, const void *bytes, size_t size)
{
    static const char zeros[64];

    buffer_add(out, bytes, size);
    buffer_add(out, zeros, (64 - size % 64) % 64);
}

priscus_status section_write_weights(const struct weights *w, struct buffer *out)
{
    for (unsigned i = 0; i < NETWORK_PARAMETERS; i++) {
        size_t rows, columns;

        if (i == N_ROWS)
            continue;
        network_size(&w->shape, i, &rows, &columns);
        if (network_is_small(&w->shape, i)) {
            int8_t *numbers = malloc(small_matrix_bytes(rows, columns));
            float *scales = malloc(columns * sizeof *scales);
            int32_t *sums = malloc(columns * sizeof *sums);
            bool ok = numbers && scales && sums;

            if (ok) {
                small_matrix_make(w->w[i], rows, columns, numbers, scales, sums);
                write_piece(out, scales, columns * sizeof *scales);
                write_piece(out, sums, columns * sizeof *sums);
                write_piece(out, numbers, small_matrix_bytes(rows, columns));
            }
            free(numbers);
            free(scales);
            free(sums);
            if (!ok)
                return PRISCUS_ENOMEM;
        } else
            write_piece(out, w->w[i], rows * columns * sizeof(float));
    }
    return out->failed ? PRISCUS_ENOMEM : PRISCUS_OK;
}

void section_write_labels(const struct labels *labels, struct buffer *out)
{
    for (size_t i = 0; i < labels->n; i++) {
        buffer_text(out, labels->at[i]);
        buffer_char(out, '\n');
    }
}
