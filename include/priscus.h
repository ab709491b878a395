/* priscus.h - the library: pages in, the record out.
 *
 *     struct priscus *p;
 *     struct priscus_error err;
 *     if (priscus_open(NULL, &p, &err) != PRISCUS_OK)
 *         return complain(err.message);
 *     priscus_read(p, &(struct priscus_input){ .bytes = text, .size = n, .name = "page.html" },
 *                  print_line, stdout, &err);
 *     priscus_close(p);
 *
 * What is not in this file is not API. Text is UTF-8. A `struct priscus` may be
 * used by several threads at once: it does not change after priscus_open().
 */
#ifndef PRISCUS_H
#define PRISCUS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PRISCUS_VERSION "0.1.0"

/* Zero is success, positive is news, negative is failure. */
#define PRISCUS_STATUS_MAP(X)                                                                                          \
    X(OK, 0, "ok")                                                                                                     \
    X(DONE, 1, "nothing more to come")                                                                                 \
    X(ENOMEM, -1, "out of memory")                                                                                     \
    X(EINPUT, -2, "the input is not what it claims")                                                                   \
    X(EIO, -3, "a file could not be read or written")                                                                  \
    X(ELIMIT, -4, "a named limit was reached")                                                                         \
    X(ECONFIG, -5, "an agenda, a roster or a table of rules has a mistake")                                            \
    X(ELEDGER, -6, "the ledger cannot be used")                                                                        \
    X(EVERSION, -7, "made by another version of Priscus")                                                              \
    X(EUSAGE, -8, "wrong use")                                                                                         \
    X(ENETWORK, -9, "the network did not give it")

typedef enum priscus_status {
#define PRISCUS_STATUS_ENUM(name, value, text) PRISCUS_##name = value,
    PRISCUS_STATUS_MAP(PRISCUS_STATUS_ENUM)
#undef PRISCUS_STATUS_ENUM
} priscus_status;

/* "ok", "out of memory", ...; never NULL. */
const char *priscus_status_text(priscus_status status);

#define PRISCUS_NOWHERE ((size_t)-1)

/* Untouched on success. */
struct priscus_error {
    priscus_status code;
    size_t at;         /* byte offset in the input, or PRISCUS_NOWHERE      */
    char message[400]; /* one sentence for a person, no newline at the end  */
};

/* How the bytes of a page are to be read. */
enum priscus_from {
    PRISCUS_FROM_AUTO, /* by what the bytes look like and the name ends in  */
    PRISCUS_FROM_PAGE, /* crawled plain text, boilerplate and all           */
    PRISCUS_FROM_TEXT, /* article text as it stands; spans lie in it        */
    PRISCUS_FROM_HTML,
    PRISCUS_FROM_JSONL, /* one JSON object: "text" (or "body") and what is
                           known of it: id, title, outlet, published, url  */
    PRISCUS_FROM_FEED,  /* RSS, Atom, JSON Feed: each entry                */
    PRISCUS_FROM_WARC   /* WARC or WET: each record that is a page         */
};

/* All may be NULL or empty: the defaults are built in. Paths of text files;
 * see docs/agenda.md and docs/roster.md. */
struct priscus_config {
    const char *const *agendas;
    size_t n_agendas;
    const char *const *rosters;
    size_t n_rosters;
    const char *model; /* path; NULL: $PRISCUS_MODEL, or else the one that was installed */
};

struct priscus_input {
    const char *bytes;
    size_t size;
    const char *name; /* what the page is called in messages; may be NULL   */
    enum priscus_from from;
};

struct priscus;

/* Load the model, agenda, roster and rules. On failure *out is NULL and `err` (may be
 * NULL) says which file and line is wrong. Close what was opened. */
priscus_status priscus_open(const struct priscus_config *config, struct priscus **out, struct priscus_error *err);
void priscus_close(struct priscus *p); /* NULL is allowed */

/* Called with one line of JSON (no newline, not NUL-terminated) for each
 * article, in the format of `priscus read --to jsonl` (docs/jsonl.md).
 * The bytes are gone when it returns. A value other than 0 ends the reading. */
typedef int priscus_line_fn(void *context, const char *json, size_t size);

/* Read what is in `input`: one page, or with PRISCUS_FROM_JSONL every line.
 * Linear in its size. What could be read has been handed to `each` also when
 * something else failed; `err` then tells of the first failure. */
priscus_status priscus_read(const struct priscus *p, const struct priscus_input *input, priscus_line_fn *each,
                            void *context, struct priscus_error *err);

#ifdef __cplusplus
}
#endif
#endif
