/* dna_reading.h - what the two files share that read a file of DNA: dna_open.c opens it, dna_file.c reads it. */
#ifndef DNA_READING_H
#define DNA_READING_H

#include <sqlite3.h>

#include "base/input_error.h"
#include "export/dna/dna_file.h"

struct dna_file {
    sqlite3 *db;
    /* Both in the order of documents, walked side by side. Columns: dna_open.c, prepare_queries(). */
    sqlite3_stmt *documents, *statements;
    const struct dna_file_options *options;
    char name[INPUT_ERROR_NAME_MAX];
    int64_t steps, steps_max;
    bool pending; /* a statement stands ready */
    size_t bad;
};

/* The next row. *found false: there is no more. */
priscus_status dna_step(struct dna_file *file, sqlite3_stmt *stmt, bool *found, struct priscus_error *err);

/* "" for what is NULL. */
static inline struct text dna_column(sqlite3_stmt *stmt, int at)
{
    const char *p = (const char *)sqlite3_column_text(stmt, at);

    return text_of(p ? p : "", p ? (size_t)sqlite3_column_bytes(stmt, at) : 0);
}

/* A text fit for a message, into `out`. */
void dna_show(struct text t, char *out, size_t room);

#endif
