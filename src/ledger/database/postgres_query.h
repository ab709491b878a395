/* postgres_query.h - what the files that speak to PostgreSQL share. */
#ifndef POSTGRES_QUERY_H
#define POSTGRES_QUERY_H

#include <stdlib.h>
#include <string.h>

#include "ledger/database/libpq.h"
#include "ledger/database/postgres.h"
#include "ledger/database/translate.h"

struct postgres {
    PGconn *conn;
    char state[6], message[400]; /* of what failed last: SQLSTATE, and in words */
    bool out_of_memory;
    bool reading;        /* the transaction is there for cursors alone */
    unsigned cursors;    /* open ones                                  */
    unsigned transaction; /* the number of the last one that was begun */
    unsigned names;      /* given to cursors and statements so far      */
    int patience;        /* milliseconds, for another writer            */
    int64_t changes;
    unsigned queued;     /* statements on their way whose answers were not looked at yet */
};

/* Wait for the answers of all statements that are on their way; false: one of them failed, and none behind it was done. */
bool postgres_flush(struct postgres *db);
/* Then what is on its way may fail: it is taken back. */
bool postgres_rolls_back(const char *sql);

/* Keep what the server says of a failure. */
void postgres_note(struct postgres *db, const PGresult *result);
bool postgres_good(const PGresult *result);
/* BEGIN IMMEDIATE. */
bool postgres_begin(struct postgres *db);

#endif
