/* section.c - see section.h. */
#include "language/model/clones.h"

#include "language/model/section.h"

#include <stdio.h>
#include <stdlib.h>

/* Two rows at a time, gcc takes number by number (add_rows()). */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-loop-unroll-and-jam")
#endif

struct section_name section_name(const char *prefix, const char *name)
{
    struct section_name out;

    snprintf(out.text, sizeof out.text, "%s%s", prefix, name);
    return out;
}

priscus_status section_bad(struct priscus_error *err, const char *what)
{
    return error_set(err, PRISCUS_EINPUT, NOWHERE, "the model's %s are not as this version writes them: train it anew",
                     what);
}

/* All of them looked at, whatever is found, so that many are looked at in one step: it is done at each start. */
CLONES static bool scales_ok(const float *scales, size_t n)
{
    bool ok = true;

    for (size_t i = 0; i < n; i++)
        ok &= (scales[i] >= 0) & (scales[i] < 1e6f);
    return ok;
}

/* No slot names a row that is not there, and one is free, which ends every search. */
CLONES static bool slots_ok(const struct hash_slot *slots, size_t n, uint32_t rows)
{
    uint32_t most = 0, free = 0;

    for (size_t i = 0; i < n; i++) {
        most = slots[i].number > most ? slots[i].number : most;
        free |= slots[i].number == 0;
    }
    return most <= rows && free;
}

/* A section of `rows` scales and rows x columns small numbers, with its index. */
priscus_status table_open(const struct model *model, const char *index, const char *section, size_t rows,
                          size_t columns, struct table *out, struct priscus_error *err)
{
    struct text slots = model_section(model, index), bytes = model_section(model, section);

    if (rows == 0)
        return PRISCUS_OK;
    out->n_slots = slots.len / sizeof *out->slots;
    if (!slots.ptr || slots.len % sizeof *out->slots || out->n_slots == 0 || out->n_slots & (out->n_slots - 1) ||
        out->n_slots <= rows || !bytes.ptr || bytes.len != rows * (sizeof(float) + columns))
        return section_bad(err, section);
    out->slots = (const struct hash_slot *)slots.ptr;
    out->scales = (const float *)bytes.ptr;
    out->numbers = (const int8_t *)bytes.ptr + rows * sizeof(float);
    out->rows = rows;
    out->columns = columns;
    if (!scales_ok(out->scales, rows))
        return section_bad(err, section);
    return slots_ok(out->slots, out->n_slots, (uint32_t)rows) ? PRISCUS_OK : section_bad(err, index);
}

size_t table_find(const struct table *table, uint64_t hash)
{
    uint32_t check = (uint32_t)(hash >> 32);

    if (!table->n_slots)
        return TABLE_NOT_FOUND;
    for (size_t i = hash & (table->n_slots - 1);; i = (i + 1) & (table->n_slots - 1)) {
        if (!table->slots[i].number)
            return TABLE_NOT_FOUND;
        if (table->slots[i].check == check)
            return table->slots[i].number - 1;
    }
}

CLONES static void add_small(float *restrict y, const int8_t *restrict x, float by, size_t n)
{
    for (size_t i = 0; i < n; i++)
        y[i] += by * (float)x[i];
}

CLONES void small_numbers(const int8_t *restrict x, float by, float *restrict y, size_t n)
{
    for (size_t i = 0; i < n; i++)
        y[i] = by * (float)x[i];
}

void table_row_add(const struct table *table, size_t at, float *y)
{
    add_small(y, table->numbers + at * table->columns, table->scales[at], table->columns);
}

/* Rows times their scales onto y, a strip at a time, which stays in registers. */
CLONES static void add_rows(const struct table *table, const uint32_t *rows, size_t n, float *restrict y)
{
    for (size_t j = 0; j < table->columns; j += TABLE_STRIP) {
        float sums[TABLE_STRIP];

        memcpy(sums, y + j, sizeof sums);
        for (size_t k = 0; k < n; k++) {
            const int8_t *x = table->numbers + rows[k] * table->columns + j;
            float by = table->scales[rows[k]];

            for (size_t i = 0; i < TABLE_STRIP; i++)
                sums[i] += by * (float)x[i];
        }
        memcpy(y + j, sums, sizeof sums);
    }
}

void table_rows_add(const struct table *table, const uint64_t *hashes, size_t n, float *y)
{
    enum { TOGETHER = 32 };

    while (table->n_slots && n) {
        size_t some = n < TOGETHER ? n : TOGETHER, found = 0;
        uint32_t rows[TOGETHER];

        for (size_t k = 0; k < some; k++)
            __builtin_prefetch(&table->slots[hashes[k] & (table->n_slots - 1)]);
        for (size_t k = 0; k < some; k++) {
            size_t at = table_find(table, hashes[k]);

            if (at == TABLE_NOT_FOUND)
                continue;
            __builtin_prefetch(&table->scales[at]);
            for (size_t i = 0; i < table->columns; i += 64)
                __builtin_prefetch(table->numbers + at * table->columns + i);
            rows[found++] = (uint32_t)at;
        }
        add_rows(table, rows, found, y);
        hashes += some;
        n -= some;
    }
}

/* n lines, each one to three texts with tabs between. */
priscus_status labels_open(const struct model *model, const char *section, size_t n, struct label **out,
                           struct priscus_error *err)
{
    struct text bytes = model_section(model, section);
    size_t at = 0;

    *out = calloc(n, sizeof **out);
    if (!*out)
        return error_memory(err);
    for (size_t i = 0; i < n; i++) {
        struct text *parts[3] = { &(*out)[i].upos, &(*out)[i].xpos, &(*out)[i].feats };

        for (unsigned k = 0; k < 3; k++) {
            size_t begin = at;

            while (at < bytes.len && bytes.ptr[at] != '\t' && bytes.ptr[at] != '\n')
                at++;
            if (at == bytes.len)
                return section_bad(err, section);
            *parts[k] = text_of(bytes.ptr + begin, at - begin);
            if (bytes.ptr[at++] == '\n')
                break;
            if (k == 2)
                return section_bad(err, section);
        }
    }
    return at == bytes.len ? PRISCUS_OK : section_bad(err, section);
}

const void *section_piece(struct text bytes, size_t *at, size_t size)
{
    size_t begin = *at, whole = (size + 63) / 64 * 64;

    if (!bytes.ptr || whole > bytes.len - begin)
        return NULL;
    *at += whole;
    return bytes.ptr + begin;
}

const float *section_floats(struct text bytes, size_t *at, size_t n)
{
    const float *numbers = section_piece(bytes, at, n * sizeof *numbers);

    for (size_t i = 0; numbers && i < n; i++)
        if (!(numbers[i] > -1e6f && numbers[i] < 1e6f))
            return NULL;
    return numbers;
}

bool section_matrix(struct text bytes, size_t *at, size_t rows, size_t columns, struct small_matrix *out)
{
    *out = (struct small_matrix){ .rows = rows, .columns = columns };
    out->scales = section_floats(bytes, at, columns);
    if (out->scales)
        out->sums = section_piece(bytes, at, columns * sizeof *out->sums);
    if (out->sums)
        out->numbers = section_piece(bytes, at, small_matrix_bytes(rows, columns));
    out->slim = out->numbers && small_matrix_is_slim(out);
    return out->numbers;
}

priscus_status weights_open(const struct model *model, const char *prefix, struct weights *out,
                            struct priscus_error *err)
{
    struct text shape = model_section(model, section_name(prefix, "shape").text),
                bytes = model_section(model, section_name(prefix, "weights").text);
    size_t at = 0;

    if (shape.len != sizeof out->shape || !bytes.ptr)
        return section_bad(err, "sizes");
    memcpy(&out->shape, shape.ptr, sizeof out->shape);
    if (!network_shape_check(&out->shape))
        return section_bad(err, "sizes");
    for (unsigned i = 0; i < NETWORK_PARAMETERS; i++) {
        struct small_matrix *small = &out->small[i];

        if (i == N_ROWS)
            continue;
        network_size(&out->shape, i, &small->rows, &small->columns);
        if (network_is_small(&out->shape, i)) {
            if (!section_matrix(bytes, &at, small->rows, small->columns, small))
                return section_bad(err, "weights");
        } else if (!(out->w[i] = section_floats(bytes, &at, small->rows * small->columns)))
            return section_bad(err, "weights");
    }
    return at == bytes.len ? PRISCUS_OK : section_bad(err, "weights");
}

bool label_follows(struct text label, struct text before)
{
    return label.len < 2 || label.ptr[0] != 'I' ||
           (before.len == label.len && before.ptr[0] != 'O' && !memcmp(before.ptr + 1, label.ptr + 1, label.len - 1));
}
