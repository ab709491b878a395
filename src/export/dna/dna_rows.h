/* dna_rows.h - rows into a new file of DNA, while it is written. */
#ifndef DNA_ROWS_H
#define DNA_ROWS_H

#include <sqlite3.h>

#include "export/dna/dna.h"
#include "export/export.h"

enum dna_insert {
    DNA_ADD_SETTING,
    DNA_ADD_DOCUMENT,
    DNA_ADD_VARIABLE,
    DNA_ADD_STATEMENT,
    DNA_ADD_ENTITY,
    DNA_FIND_ENTITY,
    DNA_ADD_BOOLEAN,
    DNA_ADD_SHORT,
    DNA_ADD_LONG,
    DNA_ADD_ATTRIBUTE,
    DNA_ADD_ATTRIBUTES,
    DNA_SET_ATTRIBUTE,
    DNA_INSERTS_N
};

struct dna_writing {
    sqlite3 *db;
    sqlite3_stmt *statements[DNA_INSERTS_N];
    struct export *e;
    struct arena mem; /* of one article */
    struct buffer text;
    priscus_status status; /* of a callback */
    struct priscus_error *err;
};

/* What SQLite says went wrong: ENOMEM, EIO. */
priscus_status dna_write_failed(struct dna_writing *w);

/* Run an insert with its values: 'n' is an int64_t, 't' a struct text. *found (may be NULL): DNA_FIND_ENTITY has one. *id (may be
 * NULL): its number, or the new row's. */
priscus_status dna_put(struct dna_writing *w, enum dna_insert which, int64_t *id, bool *found, const char *kinds, ...);

/* A text that is longer than DNA takes is cut between characters, with dots behind it, and counted. In w->mem. */
priscus_status dna_shorten(struct dna_writing *w, struct text t, struct text *out);

/* The entity of that text, which is added if it is new, with empty attributes. */
priscus_status dna_entity(struct dna_writing *w, enum dna_variable variable, struct text value, int64_t *id);
/* A statement's value. */
priscus_status dna_put_short(struct dna_writing *w, int64_t statement, enum dna_variable variable, struct text value);

#endif
