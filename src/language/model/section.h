/* section.h - what lies in the sections of a model: a network's weights, tables that are found by a hash, labels.
 *
 * All of it stays in the mapped model but the lists of labels. Every count and offset is checked on opening. */
#ifndef SECTION_H
#define SECTION_H

#include "language/model/model.h"
#include "language/model/network.h"

/* A section's name with what several networks in one model are told apart by: "cue." and "rows". */
struct section_name {
    char text[MODEL_NAME_MAX + 1];
};
struct section_name section_name(const char *prefix, const char *name);

/* The model's `what` are not as this version writes them. */
priscus_status section_bad(struct priscus_error *err, const char *what);

/* Tables of the model that are found by a hash: slots of {u32 high half of the hash, u32 number + 1}, a power
 * of two of them, open addressing from the hash's low half. Written by train/, read here. */
struct hash_slot {
    uint32_t check, number;
};

/* Rows of small numbers, each with a scale, found by a hash. */
struct table {
    const struct hash_slot *slots;
    size_t n_slots; /* 0: no table */
    const float *scales;
    const int8_t *numbers;
    size_t rows, columns;
};
priscus_status table_open(const struct model *model, const char *index, const char *section, size_t rows,
                          size_t columns, struct table *out, struct priscus_error *err);
#define TABLE_NOT_FOUND SIZE_MAX
size_t table_find(const struct table *table, uint64_t hash); /* a row's number */
/* Row `at` onto y[columns]. */
void table_row_add(const struct table *table, size_t at, float *y);
/* The rows of these hashes, those that there are, onto y, in this order; of a table whose columns are so many times
 * TABLE_STRIP, as a network's width is. Rows lie far apart in memory: all are asked for before the first is added. */
#define TABLE_STRIP 32
void table_rows_add(const struct table *table, const uint64_t *hashes, size_t n, float *y);

/* y[n] = small numbers times their scale. */
void small_numbers(const int8_t *x, float by, float *y, size_t n);

/* What a section holds one behind the other, each at a multiple of 64, from *at, which is moved on: `size` bytes; floats, all of
 * which are numbers, and of a size that is possible; a small matrix. NULL, false: the section ends before, or they are not. */
const void *section_piece(struct text bytes, size_t *at, size_t size);
const float *section_floats(struct text bytes, size_t *at, size_t n);
bool section_matrix(struct text bytes, size_t *at, size_t rows, size_t columns, struct small_matrix *out);

struct label {
    struct text upos, xpos, feats; /* of tags; of others `upos` alone */
};
/* n lines, each one to three texts with tabs between; *out is the caller's to free. */
priscus_status labels_open(const struct model *model, const char *section, size_t n, struct label **out,
                           struct priscus_error *err);

/* Shape and weights of the network whose sections begin with `prefix`. */
priscus_status weights_open(const struct model *model, const char *prefix, struct weights *out,
                            struct priscus_error *err);

/* I-PER continues a person, nothing else. */
bool label_follows(struct text label, struct text before);

#endif
