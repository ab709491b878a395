/* model.h - a trained model as one file, mapped into memory: named sections behind a checked header.
 *
 *     struct model model;
 *     model_open("models/english.model", &model, &err);
 *     struct text lemmas = model_section(&model, "lemmas");
 *     ...
 *     model_close(&model);
 *
 * Layout, little-endian: 8 bytes "priscusM", u32 version, u32 number of sections, u64 size of the file, 32
 * bytes SHA-256 of everything after the header (128 bytes, rest zero); then a table of sections (32 bytes name,
 * NUL-padded; u64 offset; u64 size; 16 bytes zero), then the sections in that order, each filled up to a
 * multiple of 64. A section's meaning is its reader's affair: each has an open function that checks every
 * offset and count before use. */
#ifndef MODEL_H
#define MODEL_H

#include "base/base.h"
#include "base/hash.h"

#define MODEL_VERSION      1u
#define MODEL_SECTIONS_MAX 64
#define MODEL_NAME_MAX     31
#define MODEL_SIZE_MAX     ((size_t)256 << 20)

struct model {
    struct text bytes;  /* the whole file, mapped read-only; aligned to a page */
    struct sha256 hash; /* as in the header, checked */
    bool mapped;        /* model_open()'s: model_close() unmaps it */
};

/* Map the file and check it: magic, version, size, hash, table. PRISCUS_EINPUT names what is wrong (not a
 * model, cut short at byte N, made by another version, the hash is not that of its contents, a section outside
 * the file). */
priscus_status model_open(const char *path, struct model *out, struct priscus_error *err);
/* The same, but a file that was hashed before is not hashed again (hashed.h). */
priscus_status model_open_remembered(const char *path, struct model *out, struct priscus_error *err);
/* model_open() of bytes in memory that outlive the model (aligned to 8); model_close() does not free them. */
priscus_status model_from(struct text bytes, struct model *out, struct priscus_error *err);
void model_close(struct model *model);

/* A section's bytes, aligned to 64; NULL ptr: there is none. */
struct text model_section(const struct model *model, const char *name);
/* How many sections there are, and the name of each. */
size_t model_sections(const struct model *model);
const char *model_section_name(const struct model *model, size_t i);

/* Writing: sections in the order given, into `out`; model_save() writes beside PATH and renames. */
struct model_part {
    const char *name;
    struct text bytes;
};
struct buffer;
priscus_status model_pack(const struct model_part *parts, size_t n, struct buffer *out); /* PRISCUS_ENOMEM alone */
priscus_status model_save(const char *path, const struct model_part *parts, size_t n, struct priscus_error *err);

#endif
