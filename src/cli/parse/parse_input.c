/* parse_input.c - see parse_input.h. */
#include "cli/parse/parse_input.h"

#include <jansson.h>

static priscus_status string_of(const json_t *object, const char *const *keys, size_t n, struct arena *mem,
                                struct text *out)
{
    char *copy;

    *out = (struct text){ 0 };
    for (size_t i = 0; i < n; i++) {
        const json_t *value = json_object_get(object, keys[i]);

        if (!json_is_string(value))
            continue;
        copy = arena_copy(mem, json_string_value(value), json_string_length(value));
        *out = text_of(copy, json_string_length(value));
        return copy ? PRISCUS_OK : PRISCUS_ENOMEM;
    }
    return PRISCUS_OK;
}

priscus_status parse_input_read(struct text line, struct arena *mem, struct text *id, struct text *body,
                                struct priscus_error *err)
{
    static const char *const bodies[] = { "text", "body", "content" }, *const ids[] = { "id", "file" };
    json_error_t why;
    json_t *object = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, &why);
    priscus_status status;

    if (!object)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "no JSON: %s", why.text);
    status = string_of(object, bodies, COUNT_OF(bodies), mem, body);
    if (status == PRISCUS_OK)
        status = string_of(object, ids, COUNT_OF(ids), mem, id);
    json_decref(object);
    if (status != PRISCUS_OK)
        return error_memory(err);
    if (!body->ptr)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "no text: the object has no string \"text\" or \"body\"");
    return PRISCUS_OK;
}
