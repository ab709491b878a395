/* import_dna.h - what people coded in the Discourse Network Analyzer, brought in.
 *
 *     import_dna(ledger, "coded.dna", &options, &counts, &err);
 *
 * Into the ledger, each statement is what its coder says of an entry (ledger/correction.h): of the position at those words with
 * that party and issue, that it is right, or what it should be; or, where there is none, a position that the machine did
 * not find. As lines of JSON, the file's own codings are a gold file, and its articles an input of `priscus read`. */
#ifndef IMPORT_DNA_H
#define IMPORT_DNA_H

#include "export/dna/dna_names.h"
#include "export/sink.h"

struct dna_import {
    const char *names;           /* the path of a file of names (dna_names.h); NULL: none        */
    const struct roster *roster; /* further names of parties; may be NULL                        */
    const char *who;             /* who says all of it; NULL: who coded it in DNA                */
    bool whole;        /* documents with a statement were read whole: what the machine has beside them is no position */
    dna_tell_fn *tell; /* may be NULL: of what is left out, and why                    */
    void *context;
};

struct dna_counts {
    size_t documents, documents_missing; /* missing: their articles are not in the ledger        */
    size_t statements;                   /* with a place in the text                             */
    size_t confirmed, corrected, added, taken_out;
    size_t known;    /* were said before, or are the machine's own, as it was exported           */
    size_t left_out; /* told why                                                                 */
};

/* Into a ledger opened for writing. Each coding is committed by itself; the same file once more adds nothing. EINPUT, EVERSION, EIO:
 * of the file; ECONFIG: of the file of names; ELEDGER. What was committed stands. */
priscus_status import_dna(struct ledger *ledger, const char *path, const struct dna_import *options,
                          struct dna_counts *counts, struct priscus_error *err);

/* A line a document with a statement, as `priscus amend gold` writes a page: what scorers measure against. The ledger says which
 * issues and parties there are; its articles need not be the same. */
priscus_status dna_gold(struct ledger *ledger, const char *path, const struct dna_import *options, struct sink *out,
                        struct dna_counts *counts, struct priscus_error *err);
/* A line a document, for `priscus read --from jsonl`: afterwards import_dna() finds it. */
priscus_status dna_articles(const char *path, const struct dna_import *options, struct sink *out,
                            struct dna_counts *counts, struct priscus_error *err);

/* ---- for both files ---- */

/* A statement in the ledger's words. */
struct dna_coding {
    struct text party, issue, speaker;
    enum stance stance;
    struct date said_on;
};
/* *known false: it has no party, issue or stance here, which was told or will be. ENOMEM. */
priscus_status dna_coding_of(const struct dna_statement *s, struct dna_names *names, const struct dna_file_options *to,
                             struct dna_coding *out, bool *known);
/* The day of a document's date, "2031-05-03"; "": DNA's own for what is not known (1970). Returns out. */
char *dna_day_of(int64_t date, char out[DATE_TEXT_MAX]);

#endif
