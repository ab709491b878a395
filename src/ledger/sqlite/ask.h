/* ask.h - what the files that answer questions share. Private to the ledger. */
#ifndef ASK_H
#define ASK_H

#include "ledger/sqlite/sqlite_ledger.h"

/* A call of ledger_ask(). */
struct asking {
    struct ledger *ledger;
    const struct ledger_filter *filter;
    ledger_row_fn *each;
    void *context;
    struct priscus_error *err;
};

/* "AND ..." for what the filter says of the entries of `table`, and of the issues of positions. */
void ask_add_conditions(const struct asking *ask, const char *table, sqlite3_str *sql);
void ask_add_issue(const struct asking *ask, sqlite3_str *sql);

/* Prepare what was built, with the filter's values and the words to search for (NULL: none). Frees `sql`. */
priscus_status ask_prepare(const struct asking *ask, sqlite3_str *sql, const char *words, sqlite3_stmt **stmt);

/* All values of the row as text. Fails only with ENOMEM. */
priscus_status ask_values(const struct asking *ask, sqlite3_stmt *stmt, size_t n, const char **values);

priscus_status ask_matrix(const struct asking *ask);

#endif
