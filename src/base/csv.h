/* csv.h - comma-separated values read (RFC 4180), record by record.
 *
 *     party,office,person                          three fields
 *     GBR,Attorney General,"Smith, ""Jo"", QC"     GBR | Attorney General | Smith, "Jo", QC
 *
 * A field in quotation marks may hold separators and line ends; "" in it is one ". Beside the comma a semicolon or a tab may
 * part fields, as spreadsheets in some countries write. Writing is in buffer.h. */
#ifndef CSV_H
#define CSV_H

#include "base/base.h"

enum { CSV_FIELDS_MAX = 64, CSV_RECORD_MAX = 64 << 10 }; /* fields and bytes of a record */

struct csv {
    struct text rest;
    char separator;
    int line; /* on which the record last read begins */
    int next_line;
    unsigned open; /* quotations so far that were never closed */
};

/* A byte-order mark is passed over. The separator is the one of , ; and tab that the first record has most of. */
void csv_init(struct csv *csv, struct text text);

/* The next record that is not empty: *n fields, in `text` itself or, where quotation marks had to go, in `mem`. DONE: no
 * more. EINPUT: `why` says what is wrong with this record; the next call goes on with the next one. ENOMEM. */
priscus_status csv_next(struct csv *csv, struct arena *mem, struct text fields[CSV_FIELDS_MAX], size_t *n,
                        const char **why);

#endif
