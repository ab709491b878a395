/* reply.h - what is answered to a request. */
#ifndef REPLY_H
#define REPLY_H

#include "base/buffer.h"
#include "server/http/target.h"

enum http_status {
    HTTP_OK = 200,
    HTTP_SEE_OTHER = 303,
    HTTP_NOT_MODIFIED = 304,
    HTTP_BAD_REQUEST = 400,
    HTTP_UNAUTHORIZED = 401,
    HTTP_FORBIDDEN = 403,
    HTTP_NOT_FOUND = 404,
    HTTP_METHOD_NOT_ALLOWED = 405,
    HTTP_TOO_LARGE = 413,
    HTTP_URI_TOO_LONG = 414,
    HTTP_UNSUPPORTED_TYPE = 415,
    HTTP_MISDIRECTED = 421,
    HTTP_SERVER_ERROR = 500,
    HTTP_UNAVAILABLE = 503
};
const char *http_status_text(enum http_status status); /* "Not Found" */

enum http_method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_OTHER };

#define REQUEST_WHO_COOKIE "priscus_who"

/* A request, checked (guard.h). Everything lives as long as the request. */
struct request {
    enum http_method method;
    struct target target; /* with the parameters of a form that was posted */
    bool may_write;       /* it brought the token; of a POST: from a page of this server too */
    bool anew;            /* nobody waits for it: not to be answered from memory (reply_cache.h) */
    struct text who;      /* the name that corrections were made by last in this browser; NULL ptr: none */
    struct arena *mem;
};

struct reply {
    enum http_status status; /* 0: HTTP_OK */
    const char *type;        /* "text/html; charset=utf-8" ... */
    struct buffer body;
    int file; /* an open file that goes out in its place, and is closed then; 0: none */
    char location[256]; /* of HTTP_SEE_OTHER: a path here */
    char cookie[128];   /* "": none */
    char file_name[80]; /* under which a browser keeps it; "": it shows it */
    char tag[24];       /* an ETag: of its bytes; "": reply_set_tag() was not called yet */
    bool is_static;     /* the same as long as the program is: may be kept for a day */
};

/* Work out the tag of the body, unless that was done. */
void reply_set_tag(struct reply *reply);

/* The type of a form's bytes. */
const char *form_type(enum target_form form);

#endif
