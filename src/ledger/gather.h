/* gather.h - the rows of an answer, kept together: for tables and pages, which look at all of them before they write.
 *
 *     struct gathered rows = { 0 };
 *     ledger_ask(ledger, LEDGER_POSITIONS, &filter, gather_row, &rows, &err);
 *     gathered_text(&rows, 0, gathered_column(&rows, "stance"))        "rejects"
 *     gathered_release(&rows);
 *
 * Memory that runs out ends the asking; it is looked at once, at the end: rows.failed. */
#ifndef GATHER_H
#define GATHER_H

#include "base/arena.h"
#include "ledger/ledger.h"

struct gathered {
    const char **names; /* of the columns                                     */
    enum ledger_type *types;
    size_t n_columns;
    const char **values; /* row by row; NULL: not known                       */
    size_t n_rows, room;
    struct arena mem;
    bool failed; /* memory ran out */
};

/* A ledger_row_fn; `context` is the struct gathered. */
int gather_row(void *context, const struct ledger_row *row);
void gathered_release(struct gathered *rows);

/* The column of that name; SIZE_MAX: there is none. */
size_t gathered_column(const struct gathered *rows, const char *name);
/* NULL: not known, or no such column. */
const char *gathered_value(const struct gathered *rows, size_t row, size_t column);
/* The same, "" for what is not known. */
struct text gathered_text(const struct gathered *rows, size_t row, size_t column);
/* By the column's name. */
struct text gathered_get(const struct gathered *rows, size_t row, const char *name);

#endif
