/* reply.c - see reply.h. */
#include "server/http/reply.h"

#include <stdio.h>

#include "base/hash.h"

const char *http_status_text(enum http_status status)
{
    switch (status) {
    case HTTP_OK:
        return "OK";
    case HTTP_SEE_OTHER:
        return "See Other";
    case HTTP_NOT_MODIFIED:
        return "Not Modified";
    case HTTP_BAD_REQUEST:
        return "Bad Request";
    case HTTP_UNAUTHORIZED:
        return "Unauthorized";
    case HTTP_FORBIDDEN:
        return "Forbidden";
    case HTTP_NOT_FOUND:
        return "Not Found";
    case HTTP_METHOD_NOT_ALLOWED:
        return "Method Not Allowed";
    case HTTP_TOO_LARGE:
        return "Content Too Large";
    case HTTP_URI_TOO_LONG:
        return "URI Too Long";
    case HTTP_UNSUPPORTED_TYPE:
        return "Unsupported Media Type";
    case HTTP_MISDIRECTED:
        return "Misdirected Request";
    case HTTP_SERVER_ERROR:
        return "Internal Server Error";
    case HTTP_UNAVAILABLE:
        return "Service Unavailable";
    }
    return "Unknown";
}

const char *form_type(enum target_form form)
{
    static const char *const types[FORM_COUNT] = {
        [FORM_HTML] = "text/html; charset=utf-8",
        [FORM_JSON] = "application/json",
        [FORM_CSV] = "text/csv; charset=utf-8",
        [FORM_JSONL] = "application/x-ndjson",
        [FORM_ATOM] = "application/atom+xml; charset=utf-8",
        [FORM_SVG] = "image/svg+xml; charset=utf-8",
    };

    return types[form];
}

void reply_set_tag(struct reply *reply)
{
    char hex[65];

    if (*reply->tag)
        return;
    sha256_hex(sha256_of(buffer_as_text(&reply->body)), hex);
    snprintf(reply->tag, sizeof reply->tag, "\"%.16s\"", hex);
}
