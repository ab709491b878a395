/* target.h - what a request asks for, read off the first line of it (RFC 9112, RFC 3986).
 *
 *     /issue/talks.summit.csv?as-of=2031-05-04&party=VSK
 *
 *     parts   "issue", "talks.summit"      the path, decoded, a form at its end taken off
 *     form    csv
 *     params  as-of = "2031-05-04", party = "VSK"
 *
 * Everything in it is valid UTF-8 without control characters, so that it can be put into a page or an answer. Nothing
 * in it is a file's name: paths are looked up in a table (route.h). */
#ifndef TARGET_H
#define TARGET_H

#include "base/arena.h"
#include "base/base.h"

#define TARGET_BYTES_MAX  8192
#define TARGET_PARTS_MAX  6
#define TARGET_PARAMS_MAX 64

enum target_form { FORM_HTML, FORM_JSON, FORM_CSV, FORM_JSONL, FORM_ATOM, FORM_SVG, FORM_COUNT };
/* "html", "json", "csv", "jsonl", "atom", "svg" */
const char *target_form_text(enum target_form form);

struct param {
    struct text name, value;
};

struct target {
    struct text path;  /* as it was asked for, undecoded, without the query: to be shown, never to be opened */
    struct text query; /* likewise; empty: none */
    struct text parts[TARGET_PARTS_MAX];
    size_t n_parts; /* 0: "/" */
    enum target_form form;
    struct param params[TARGET_PARAMS_MAX]; /* in order; one name may come twice; empty values are left out */
    size_t n_params;
};

/* EINPUT, and what is wrong with it: too long, a "%" that is none, no UTF-8, control characters, "..", too much of
 * anything. ENOMEM. */
priscus_status target_read(struct text raw, struct arena *mem, struct target *out, struct priscus_error *err);

/* The same of a form's body, "party=VSK&token=...": its parameters, appended to out->params. */
priscus_status target_read_params(struct text raw, struct arena *mem, struct target *out, struct priscus_error *err);

/* The first of that name; a NULL ptr: there is none. */
struct text target_param(const struct target *target, const char *name);

/* What target_put() wrote; a NULL ptr for nothing. EINPUT, ENOMEM as above. */
priscus_status target_decode(struct text escaped, struct arena *mem, struct text *out, struct priscus_error *err);

/* Append `t` as it stands in an address: letters, digits and -._~ as they are, all else as %XX. */
struct buffer;
void target_put(struct buffer *out, struct text t);

#endif
