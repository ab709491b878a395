/* error.c - see error.h. Messages are cut at the size of the struct, never overrun. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *priscus_status_text(priscus_status status)
{
    switch (status) {
#define PRISCUS_STATUS_CASE(name, value, text)                                                                         \
    case PRISCUS_##name:                                                                                               \
        return text;
        PRISCUS_STATUS_MAP(PRISCUS_STATUS_CASE)
#undef PRISCUS_STATUS_CASE
    }
    return "a status that this version does not know";
}

priscus_status error_set(struct priscus_error *err, priscus_status code, size_t at, const char *format, ...)
{
    if (err) {
        va_list args;

        err->code = code;
        err->at = at;
        va_start(args, format);
        vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
    }
    return code;
}

priscus_status error_memory(struct priscus_error *err)
{
    return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
}

void error_prefix(struct priscus_error *err, const char *format, ...)
{
    char old[sizeof err->message];
    va_list args;
    int n;

    if (!err)
        return;
    memcpy(old, err->message, sizeof old);
    va_start(args, format);
    n = vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    if (n >= 0 && (size_t)n < sizeof err->message)
        snprintf(err->message + n, sizeof err->message - (size_t)n, ": %s", old);
}
