/* seal.h - a chain of hashes over what was committed. Private to the ledger.
 *
 *     seal 1   words 1-40, page 1, article 1 and its entries      hash = SHA-256(zeros, rows, seal 1)
 *     seal 2   words 41-46, pages 2-9, ...                        hash = SHA-256(hash of seal 1, rows, seal 2)
 *
 * Each commit that adds to the record ends with a row of `seal`: up to which row each numbered table goes, and a hash
 * over the seal before, the rows that came since, and this row itself. Whoever changes, adds or removes one of these
 * rows has another hash from there on; `priscus verify` works them out again (audit/verify_seals.c).
 *
 * Rows are read back at the end of the transaction and not hashed on their way in, so that what is sealed is what is
 * there: a page that was taken back, a word that was there already cannot make a difference. Tables whose rows
 * belong to an article or a reading (statement, chain ...) follow its number.
 *
 * docs/ledger.md says what is hashed, byte by byte, and tests/forgery.py works it out in Python. */
#ifndef SEAL_H
#define SEAL_H

#include "ledger/columns.h"
#include "ledger/sqlite/sqlite_ledger.h"

#define SEALED_SINCE 5 /* the version of a ledger that has seals */

/* Where the rows that are sealed came from. */
#define SEAL_COMMIT  "commit"  /* this program added them                                           */
#define SEAL_UPGRADE "upgrade" /* they were there when the ledger was brought up to a newer version  */
#define SEAL_FOUND   "found"   /* somebody else put them there: they were there before a commit began */

struct seal {
    int64_t id;                 /* 1, 2, 3 ...; 0: none                                                        */
    struct text sealed, origin; /* when; one of the above. In the row, or wherever the maker has them          */
    int64_t version;            /* of the ledger: columns that came later are not in the hash                  */
    int64_t rows;               /* how many are sealed by it                                                   */
    int64_t last[TABLES_N];     /* the last row of each table that numbers its rows, 0: none; others: not used */
    struct sha256 hash;
};

/* The seals in order, and a row of that. Its texts are good until the statement is stepped on. */
#define SEAL_COMMA(name, type, since, verified, put) ", " name
#define SEAL_SQL                                     "SELECT 0" SEAL_COLUMNS(SEAL_COMMA) " FROM seal ORDER BY id"
void seal_of_row(struct query *row, struct seal *out);

/* The last one; its texts are left out. */
priscus_status seal_last(struct ledger *ledger, struct seal *out, struct priscus_error *err);
/* Up to which row the tables go now. */
priscus_status seal_ends(struct ledger *ledger, int64_t last[TABLES_N], struct priscus_error *err);

/* Work out `rows` and `hash` of a seal behind the one `before`. */
priscus_status seal_work_out(struct ledger *ledger, const struct seal *before, struct seal *seal,
                             struct priscus_error *err);

/* Inside a transaction: seal what is not sealed yet, if there is anything. */
priscus_status seal_add(struct ledger *ledger, const char *origin, struct priscus_error *err);

#endif
