/* row_write.h - rows of an answer as CSV or JSON, one after the other: for the command line, the web and exports.
 *
 *     struct row_writing w = { .form = ROWS_CSV, .out = &buffer };
 *     ledger_ask(ledger, LEDGER_POSITIONS, &filter, row_write, &w, &err);      party,issue,stance\nVSK,talks,open\n
 *     rows_end(&w);
 *
 * CSV is RFC 4180's, with a line feed alone at the end of a line, which grep and cut meet too; the first line has the names
 * of the columns. What is not known is an empty field. A field that a spreadsheet would take for a formula gets an apostrophe
 * before it (csv_field_safe()), unless `raw`. JSON has the names of the columns as keys; what is not known is null. */
#ifndef ROW_WRITE_H
#define ROW_WRITE_H

#include "ledger/ledger.h"

enum row_form {
    ROWS_CSV,
    ROWS_JSON, /* one list */
    ROWS_JSONL /* a row a line */
};

struct row_writing {
    enum row_form form;
    bool raw;                      /* CSV: fields as they are */
    enum ledger_question question; /* of ledger_row_json() */
    struct buffer *out;
    size_t rows; /* so many were written */
};

/* A ledger_row_fn; `context` is the struct row_writing. Never ends the asking. */
int row_write(void *context, const struct ledger_row *row);

/* What stands behind the last row. */
void rows_end(struct row_writing *w);

#endif
