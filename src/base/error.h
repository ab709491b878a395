/* error.h - what went wrong, where, in one sentence for a person.
 *
 * Errors are the public struct priscus_error. The
 * error comes last in a parameter list, may be NULL, and is untouched on
 * success. Only cli/ and server/ print. */
#ifndef ERROR_H
#define ERROR_H

#include "priscus.h"

#define NOWHERE PRISCUS_NOWHERE

/* Fill in `err` (NULL: nothing to fill) and hand `code` back, so that a call
 * reads `return error_set(err, PRISCUS_EINPUT, at, "the page ends inside a <%s>", name);` */
priscus_status error_set(struct priscus_error *err, priscus_status code, size_t at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* ENOMEM, "out of memory", where there is no more to say. */
priscus_status error_memory(struct priscus_error *err);

/* Put "PREFIX: " before the message: the file, say, that a caller knows. */
void error_prefix(struct priscus_error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
