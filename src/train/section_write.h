/* section_write.h - what training writes into the sections of a model, which language/model/section.h reads. */
#ifndef SECTION_WRITE_H
#define SECTION_WRITE_H

#include "base/base.h"
#include "language/model/network.h"
#include "train/corpus.h"
#include "train/feature_index.h"

struct buffer;

/* As hash_slot of language/model/section.h; numbers that are UINT32_MAX are left out. */
priscus_status section_write_index(const struct feature_index *x, size_t n, struct buffer *out);

/* rows scales and rows x columns small numbers: the section of a table. */
priscus_status section_write_table(const float *w, size_t rows, size_t columns, struct buffer *out);
priscus_status section_write_weights(const struct weights *w, struct buffer *out);
/* A line a label. */
void section_write_labels(const struct labels *labels, struct buffer *out);

#endif
