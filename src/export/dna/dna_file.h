/* dna_file.h - a file of the Discourse Network Analyzer that somebody hands in, read document by document.
 *
 *     dna_open("coded.dna", &options, &file, &err);
 *     while ((status = dna_next(file, &mem, &document, &err)) == PRISCUS_OK) ...
 *     dna_close(file);
 *
 * The file may be made by anybody. It is opened for reading alone; its views, triggers and functions are not used, nor may it make us
 * work without end. What is wrong with one statement is told, and the others are read. */
#ifndef DNA_FILE_H
#define DNA_FILE_H

#include "base/base.h"
#include "export/dna/dna.h"

#define DNA_VALUE_BYTES_MAX ((int)32 << 20) /* of a document's text, as of a page         */
#define DNA_SHORT_READ_MAX  1000            /* characters of a name that are read         */
#define DNA_LONG_READ_MAX   4000            /* of a long text                             */
#define DNA_STEPS_PER_BYTE  20              /* of SQLite's, for a byte of the file (it takes .3) ... */
#define DNA_STEPS_LEAST     5000000         /* ... and so many for the smallest           */
#define DNA_VARIABLES_MAX   500             /* in all statement types together            */

/* "statement 17 of document 3: ..." */
typedef void dna_tell_fn(void *context, const char *message);

struct dna_statement {
    int64_t id;
    struct span words;                                 /* in the document's text, as it is stored */
    struct text person, organization, concept, stance; /* "" where DNA's field is empty       */
    struct text said, entry, coder;
    int agreement; /* 1 yes, 0 no, -1 not there   */
};

struct dna_document {
    int64_t id;
    struct text text; /* valid UTF-8; line ends as they are stored */
    struct text title, author, source, section, notes;
    int64_t date;                     /* Unix seconds */
    struct dna_statement *statements; /* those with a place in the text, by their places */
    size_t n_statements;
};

struct dna_file_options {
    const char *variables[DNA_VARIABLE_END]; /* what they are called there; NULL: as here (dna_variables) */
    dna_tell_fn *tell;                       /* may be NULL */
    void *context;
};

/* EINPUT: it is no file of DNA, damaged, or made to do harm; EVERSION: of another version, which `err` names; EIO. What
 * `options` points to must outlive *out. */
struct dna_file;
priscus_status dna_open(const char *path, const struct dna_file_options *options, struct dna_file **out,
                        struct priscus_error *err);
void dna_close(struct dna_file *file); /* NULL is allowed */

/* The next document with its statements, in `mem`; by their numbers. DONE: no more. */
priscus_status dna_next(struct dna_file *file, struct arena *mem, struct dna_document *out, struct priscus_error *err);
/* Statements that were told of, since they could not be read. */
size_t dna_bad_statements(const struct dna_file *file);

/* Tell, if there is somebody to tell. */
void dna_tell(const struct dna_file_options *options, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
