/* translate.h - the ledger's SQL, which is SQLite's, as PostgreSQL has it.
 *
 *     INSERT OR IGNORE INTO link_copy (page, of) VALUES (?, ?)
 *     INSERT INTO link_copy (page, of) VALUES ($1, $2) ON CONFLICT DO NOTHING
 *
 * It is no translator of all SQL there is, but of what src/ledger writes, which PostgreSQL takes for the most part as it stands.
 * Words of the language are replaced one by one; texts in quotation marks and comments are left alone:
 *
 *     ? ?1 :name                       $1, $2 ...
 *     a IS b, a IS NOT b               a IS [NOT] DISTINCT FROM b, unless b is NULL
 *     CROSS JOIN t ON ...              JOIN t ON ...        (to SQLite it says the order of joins)
 *     a GLOB '*[-+Z]*'                 a ~ '^.*[-+Z].*$'
 *     CAST(a AS BLOB), CAST(b AS TEXT) to_blob(a), to_text(b): texts are cut as bytes there
 *     x'c3a9'                          '\xc3a9'::bytea
 *     FROM (SELECT ...)                with a name behind it
 *     char(10), "outer"                chr(10); words that are reserved there are put in quotation marks */
#ifndef TRANSLATE_H
#define TRANSLATE_H

#include "base/buffer.h"

#define TRANSLATE_PARAMETERS_MAX 64

/* What the parameters are called, in their order: "" where they have no name. */
struct translated_parameters {
    int n;
    struct text names[TRANSLATE_PARAMETERS_MAX]; /* in the SQL that was given */
};

/* Append to `out`; false: it has more parameters than that, or parentheses that do not close (a mistake of ours). */
bool translate_sql(struct text sql, struct translated_parameters *parameters, struct buffer *out);

#endif
