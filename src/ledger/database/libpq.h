/* libpq.h - PostgreSQL's client library, loaded when it is needed.
 *
 * libpq brings Kerberos, LDAP and TLS with it, some milliseconds at each start, and most ledgers are files. So it is no part of
 * the program: libpq_load() opens it (Debian: libpq5), and what we use of it are the members of `pq`, which have the types of
 * libpq-fe.h. */
#ifndef LIBPQ_H
#define LIBPQ_H

#include <libpq-fe.h>

#include "base/error.h"

/* A line a function. */
#define LIBPQ_FUNCTIONS(X)                                                                                             \
    X(PQconnectdbParams)                                                                                               \
    X(PQstatus)                                                                                                        \
    X(PQfinish)                                                                                                        \
    X(PQerrorMessage)                                                                                                  \
    X(PQserverVersion)                                                                                                 \
    X(PQparameterStatus)                                                                                               \
    X(PQtransactionStatus)                                                                                             \
    X(PQsetNoticeReceiver)                                                                                             \
    X(PQconninfoParse)                                                                                                 \
    X(PQconninfoFree)                                                                                                  \
    X(PQfreemem)                                                                                                       \
    X(PQexec)                                                                                                          \
    X(PQprepare)                                                                                                       \
    X(PQexecPrepared)                                                                                                  \
    X(PQexecParams)                                                                                                    \
    X(PQresultStatus)                                                                                                  \
    X(PQresultErrorField)                                                                                              \
    X(PQresultErrorMessage)                                                                                            \
    X(PQclear)                                                                                                         \
    X(PQntuples)                                                                                                       \
    X(PQnfields)                                                                                                       \
    X(PQfname)                                                                                                         \
    X(PQftype)                                                                                                         \
    X(PQgetvalue)                                                                                                      \
    X(PQgetisnull)                                                                                                     \
    X(PQgetlength)                                                                                                     \
    X(PQcmdTuples)                                                                                                     \
    X(PQenterPipelineMode)                                                                                             \
    X(PQexitPipelineMode)                                                                                              \
    X(PQpipelineSync)                                                                                                  \
    X(PQsendQueryPrepared)                                                                                             \
    X(PQgetResult)

struct libpq {
#define MEMBER(name) __typeof__(name) *name;
    LIBPQ_FUNCTIONS(MEMBER)
#undef MEMBER
};

extern struct libpq pq;

/* Threads may call it at once. ELEDGER: it is not installed. */
priscus_status libpq_load(struct priscus_error *err);

#endif
