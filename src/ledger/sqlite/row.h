/* row.h - values on their way into the ledger: those of a row that is added, or of a kept statement.
 *
 *     struct row row = row_of_table(ledger, TABLE_BODY, err);
 *
 *     put_hash(&row, &hash);
 *     put_text(&row, text);
 *     return row_add(&row, &body_id);
 *
 * Values go in from left to right. The first that cannot be put stays in `status`, those behind it are passed
 * over, and row_add(), row_run() and row_find() return it: that is where it is looked at. */
#ifndef ROW_H
#define ROW_H

#include "ledger/sqlite/sqlite_ledger.h"

struct row {
    struct ledger *ledger;
    struct query *stmt;
    int at;         /* the value that was put last */
    int64_t number; /* of the row that is added; 0: SQLite gives it */
    priscus_status status;
    struct priscus_error *err;
};

struct row row_of_table(struct ledger *ledger, enum table_name table, struct priscus_error *err);
struct row row_of_kept(struct ledger *ledger, enum statement_name name, struct priscus_error *err);

void put_number(struct row *row, int64_t n);
void put_row_number(struct row *row, int64_t n); /* 0: NULL */
void put_ordinal(struct row *row, int32_t n);    /* below 0: NULL */
void put_text(struct row *row, struct text t);   /* a NULL ptr: NULL. The text must stay until the row is added */
void put_bytes(struct row *row, const void *bytes, size_t n); /* the same */
void put_hash(struct row *row, const struct sha256 *h);
void put_begin(struct row *row, struct span place); /* an empty place: NULL */
void put_end(struct row *row, struct span place);
void put_date(struct row *row, struct date d); /* not known: NULL */
void put_precision(struct row *row, struct date d);
void put_now(struct row *row);
/* The number of the word, which is added if it is new; a NULL ptr: NULL. */
void put_word(struct row *row, struct text t);

static inline struct text text_or_empty(struct text t)
{
    return t.ptr ? t : text_of("", 0);
}

/* What columns.h says is written, one statement a column: `ARTICLE_COLUMNS(PUT);` */
#define PUT(name, type, since, verified, put) put;

/* Add the row. *id (may be NULL): its number. */
priscus_status row_add(struct row *row, int64_t *id);
/* Run a statement that gives no rows. */
priscus_status row_run(struct row *row);
/* The next row of its answer, in row->stmt; query_reset() that when no more are wanted. *found false: no more. */
priscus_status row_next(struct row *row, bool *found);
/* The number in the first column of the first row found; 0: there is none. */
priscus_status row_find(struct row *row, int64_t *id);

#endif
