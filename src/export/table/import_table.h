/* import_table.h - a table of positions that somebody edited, brought back as corrections.
 *
 *     priscus export csv > positions.csv         a desk mends it in a spreadsheet
 *     priscus import csv positions.csv
 *
 *     id              party  issue      stance   review      what becomes of it
 *     p-4c171fcc3980  DRV    ceasefire  open                 was rejects: the stance is corrected
 *     p-30de2fd7b94d  DRV    talks      accepts  confirmed   it is right
 *     p-8c02e51d77aa  VSK    talks      open     not         it is no position
 *                     VSK    talks      rejects              a position that was missed: with `page` and `words`
 *
 * Columns are known by their names in the first line, in any order: `id`, and as many of `party`, `issue`, `stance`, `speaker`,
 * `review`, `note`, `page`, `words`, `words_begin`, `date` as there are. An empty cell says nothing. All others are passed over, so that what a
 * spreadsheet made of dates or texts does no harm. A row that says what the ledger has adds nothing. */
#ifndef IMPORT_TABLE_H
#define IMPORT_TABLE_H

#include "ledger/ledger.h"

#define TABLE_BYTES_MAX ((size_t)256 << 20) /* of the file */

struct table_import {
    struct text who;                                   /* says all of it */
    void (*tell)(void *context, const char *message);  /* of what is left out: "FILE:LINE: why"; may be NULL */
    void *context;
};

struct table_counts {
    size_t rows, confirmed, corrected, added, taken_out; /* a row may be of none */
    size_t left_out;                                     /* told why */
};

/* Into a ledger opened for writing. Each correction is committed by itself; the same file once more adds nothing. EINPUT: it is no
 * such table, or no UTF-8; EIO, ELEDGER, ENOMEM. What was committed stands. */
priscus_status import_table(struct ledger *ledger, const char *path, const struct table_import *import,
                            struct table_counts *counts, struct priscus_error *err);

#endif
