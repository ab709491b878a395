/* language_path.c - where the model is: asked for, named by the environment, installed, or beside the sources. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "language/language.h"

#define MODEL_VARIABLE "PRISCUS_MODEL"
#define FAST_VARIABLE  "PRISCUS_FAST"

priscus_status language_find(const char *asked, enum language_speed speed, bool check, struct language **out,
                             struct priscus_error *err)
{
    static const char *const places[] = { PRISCUS_MODEL_PLACES };
    const char *variable = getenv(MODEL_VARIABLE), *fast = getenv(FAST_VARIABLE), *path = asked;

    *out = NULL;
    if (!path && variable && *variable)
        path = variable;
    for (size_t i = 0; !path && i < COUNT_OF(places); i++)
        if (access(places[i], F_OK) == 0)
            path = places[i];
    if (!path)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                         "no model: neither --model nor " MODEL_VARIABLE " names one, and there is no %s%s%s",
                         places[0], COUNT_OF(places) > 1 ? " and no " : "",
                         COUNT_OF(places) > 1 ? places[COUNT_OF(places) - 1] : "");
    if (access(path, R_OK) != 0)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "%s: the model cannot be read: %s%s", path, strerror(errno),
                         path == asked      ? ""
                         : path == variable ? " (named by " MODEL_VARIABLE ")"
                                            : "");
    if (fast && *fast)
        speed = LANGUAGE_FAST;
    return check ? language_open(path, speed, out, err) : language_open_remembered(path, speed, out, err);
}
