/* label_rows.h - what a network of labels would learn from, written for a network that is trained elsewhere (models/encoder).
 *
 *     priscus train --rows FOLDER articles.jsonl
 *
 * FOLDER/PREFIXdocuments.jsonl: one object an article, {"body", "tokens": [[begin, end, starts], ...]}, in the order in which tokens
 * are counted; `starts` is 1 for the first token of a sentence, 3 of a paragraph. FOLDER/PREFIXlabels: a label a line.
 * FOLDER/PREFIXfeatures: u64 hash of each feature that has a row, in the order of their numbers. FOLDER/PREFIXrows: for each word of
 * each row u32 token, i16 label (-1: not said), u8 first of its row, u8 number of features, then so many u32 numbers. All
 * little-endian. */
#ifndef LABEL_ROWS_H
#define LABEL_ROWS_H

#include "language/document.h"
#include "train/label_train.h"

struct label_rows {
    const char *folder, *prefix; /* "cue." */
    const struct label_learning *learning;
    const struct sample *samples; /* of its words: numbers of their features */
};
/* EIO: a file cannot be written. */
priscus_status label_rows_write(const struct label_rows *rows, struct priscus_error *err);

/* One more article at the end of FOLDER/NAME.documents.jsonl, which the first (`begin`) makes anew. */
priscus_status label_rows_document(const char *folder, const char *name, bool begin, const struct document *doc,
                                   struct priscus_error *err);

#endif
