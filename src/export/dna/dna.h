/* dna.h - files of the Discourse Network Analyzer (Leifeld, https://github.com/leifeld/dna), version 3.1, SQLite: both ways.
 *
 *     DRV rejects ceasefire       in DNA: the words marked in the article's text as a "DNA Statement", with
 *                                 person "Katalena Dresz", organization "DRV", concept "ceasefire", agreement no, and
 *                                 stance "rejects", said "2031-11-20", entry "p-3fa94c12d0b7 ..."
 *
 * DNA's own variables are the first four; agreement is yes or no, and has no place for "if". The three behind them are ours, and keep
 * what would be lost. docs/dna.md has the tables, what is lost, and how people work with both programs.
 *
 *     dna_schema.c    the tables of a new file, and the rows that every file has
 *     export_dna.c    a ledger into a file; dna_rows.c adds the rows
 *     dna_open.c      a file that somebody hands in, opened warily; dna_file.c reads its documents and statements
 *     dna_names.c     its concepts and organizations, and what they are here
 *     import_dna.c    its statements as what a person says of the ledger's entries; dna_target.c says of which
 *     dna_lines.c     its articles and codings as lines of JSON
 *     dna_text.c      places in UTF-16 and in UTF-8 */
#ifndef DNA_H
#define DNA_H

#include "base/base.h"

#define DNA_VERSION "3.1.2" /* whose tables these are   */
#define DNA_SERIES  "3.1"   /* what is read: 3.1 and 3.1.x */

/* Who an export's statements are by, and logs in. The password is the name (docs/dna.md); it keeps no secret. */
#define DNA_CODER "Priscus"

/* DNA keeps short texts in 190 characters where its database is MySQL, and says so to all. */
#define DNA_SHORT_MAX 190

/* Variables of the statement type, by their row. */
enum dna_variable {
    DNA_PERSON = 1,
    DNA_ORGANIZATION,
    DNA_CONCEPT,
    DNA_AGREEMENT,
    DNA_STANCE,
    DNA_SAID,
    DNA_ENTRY,
    DNA_VARIABLE_END
};
enum dna_type { DNA_BOOLEAN, DNA_INTEGER, DNA_SHORT_TEXT, DNA_LONG_TEXT };
struct dna_variable_row {
    const char *name;
    enum dna_type type;
};
extern const struct dna_variable_row dna_variables[DNA_VARIABLE_END]; /* [0] is none */
const char *dna_type_text(enum dna_type type);                        /* "short text" */

/* CREATE TABLE ... for all of them, and the rows of a new file that are always the same. */
extern const char dna_schema[];

#endif
