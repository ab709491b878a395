/* table.h - rows for people, in columns that fit a width.
 *
 *     DATE        PARTY  WORDS
 *     2031-05-03  VSK    We will not stop the filling of the
 *                        reservoir
 *     2031-05-04  DRV    a guaranteed minimum flow
 *
 * Columns take what they need. Where that is too wide, the widest column that may be shortened
 * gives way first; its cells are then wrapped, or cut with an ellipsis. Width is counted in display
 * columns: CJK takes two, a combining accent none. Text of pages is cleaned on its way in, so that
 * no page can send commands to the reader's terminal. */
#ifndef TABLE_H
#define TABLE_H

#include "base/base.h"
#include "base/buffer.h"

struct table_column {
    const char *heading;
    bool right;     /* numbers                                              */
    bool wrap;      /* too long: goes on in the next line; else an ellipsis */
    unsigned least; /* may be shortened to this width; 0: never             */
    unsigned most;  /* of a wrapped column: no wider than this; 0: any width */
};

#define TABLE_COLUMNS_MAX 64
#define TABLE_GAP         2

struct table_cell;

struct table {
    const struct table_column *columns; /* the caller's */
    size_t n_columns;
    struct table_cell *cells; /* row by row */
    size_t n_cells, room;
    bool
        failed; /* out of memory: as in struct buffer, what is added is dropped, and looked at once, by table_print() */
    struct arena mem;
};

void table_init(struct table *t, const struct table_column *columns, size_t n_columns);

/* The next cell, row by row. The text is copied. */
void table_add(struct table *t, struct text text);

/* The same, never broken or cut: it does not widen its column, and may run over the edge. */
void table_add_whole(struct table *t, struct text text);

/* One more line in the cell just added; `dim` puts it in the background. */
void table_add_line(struct table *t, struct text text, bool dim);
/* The same for an address, whole, so that it can be copied. */
void table_add_address(struct table *t, struct text address);

/* What the table would need to show every cell on one line (of its own lines). */
size_t table_wants(const struct table *t);

/* Append the table to `out`. Headings are bold if `styled`. Rows of several lines are
 * kept apart by a blank line. PRISCUS_ENOMEM: also where a cell had found no memory. */
priscus_status table_print(const struct table *t, size_t width, bool styled, struct buffer *out);

void table_release(struct table *t);

/* Columns that `text` takes on a screen. */
size_t text_width(struct text text);

/* Append `text` fit for a terminal: runs of white space are one blank, none at the ends, and control
 * characters (with those that turn the direction of writing) are U+FFFD. */
void text_clean(struct text text, struct buffer *out);

/* The longest beginning of `text` (clean) that is no wider than `width`, cut between words where
 * there is a place, and the rest in *rest, without the blank between. At least one character. */
struct text text_wrap(struct text text, size_t width, struct text *rest);

/* Append `text` (clean), shortened to `width` with an ellipsis if it is wider. */
void text_shorten(struct text text, size_t width, struct buffer *out);

/* Append `text` (clean) as lines of at most `width`, each led by `indent` blanks. */
void text_fill(struct text text, size_t width, size_t indent, struct buffer *out);

#endif
