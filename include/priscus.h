/* priscus.h - the library: pages in, the record out.
 *
 *     struct priscus *p;
 *     struct priscus_error err;
 *     if (priscus_open(NULL, &p, &err) != PRISCUS_OK)
 *         return complain(err.message);
 *
 *     struct priscus_input input = { .struct_size = sizeof input, .bytes = html, .size = n, .name = "page.html",
 *                                    .fetched = "2031-05-03" };
 *     priscus_read(p, &input, print_line, stdout, &err);       one line of JSON an article
 *     priscus_close(p);
 *
 * What is not in this file is not API. Text is UTF-8 and NUL-terminated, but where a size stands beside it.
 * Functions that can fail return a priscus_status and fill in `err`, which comes last and may be NULL.
 *
 * Structures that may grow begin with `struct_size`: set it to sizeof the structure and the rest to zero or to what
 * you mean. A program built against an older header goes on working with a newer library. A newer program gets
 * EVERSION from an older library if it sets what that library does not know.
 *
 * Threads: a `struct priscus` does not change after priscus_open() and may be used by any number of threads at once.
 * A reader and a ledger belong to one thread at a time; a call while another one is running, also one from inside a
 * callback, returns EUSAGE and changes nothing. Close them when no call is running. */
#ifndef PRISCUS_H
#define PRISCUS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PRISCUS_VERSION "0.2.0"

/* The version of the library that the program runs with; PRISCUS_VERSION is what it was built against. */
const char *priscus_version(void);

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

/* Untouched on success. Never grows. */
struct priscus_error {
    priscus_status code;
    size_t at;         /* byte offset in the input, or PRISCUS_NOWHERE      */
    char message[400]; /* one sentence for a person, no newline at the end  */
};

/* ---- what is known beforehand ------------------------------------------------------------------------------ */

/* An agenda or a roster (docs/agenda.md, docs/roster.md): the text, or with `bytes` NULL the path of a file. A roster may be a
 * dictionary or table of another program, whose wrong lines are left out. Never grows. */
struct priscus_file {
    const char *name; /* for messages; or the path */
    const char *bytes;
    size_t size;
};

struct priscus_config {
    size_t struct_size;
    const struct priscus_file *agendas; /* none: the built-in one */
    size_t n_agendas;
    const struct priscus_file *rosters; /* none: the built-in one */
    size_t n_rosters;
    const char *model; /* path; NULL: $PRISCUS_MODEL, or else the one that was installed */
    size_t fast;       /* not 0, or there is no encoder beside the model: the small networks alone read (read --fast) */
};

struct priscus;

/* Load the model, agenda, roster and rules; all texts are copied. `config` may be NULL: the defaults. On failure *out
 * is NULL and `err` says which file and line is wrong. Close what was opened. */
priscus_status priscus_open(const struct priscus_config *config, struct priscus **out, struct priscus_error *err);
void priscus_close(struct priscus *p); /* NULL is allowed */

/* ---- reading ----------------------------------------------------------------------------------------------- */

/* How the bytes of a page are to be read. */
enum priscus_from {
    PRISCUS_FROM_AUTO, /* by what the bytes look like and the name ends in  */
    PRISCUS_FROM_PAGE, /* crawled plain text, boilerplate and all           */
    PRISCUS_FROM_TEXT, /* article text as it stands; spans lie in it        */
    PRISCUS_FROM_HTML,
    PRISCUS_FROM_JSONL, /* one JSON object: "text" (or "body") and what is
                           known of it: id, title, outlet, published, url  */
    PRISCUS_FROM_FEED,  /* RSS, Atom, JSON Feed: each entry                */
    PRISCUS_FROM_WARC   /* WARC, WET or ARC: each record that is a page    */
};

/* One input, and what is known of it besides its bytes; NULL: not known. It must stay as it is while it is read. */
struct priscus_input {
    size_t struct_size;
    const char *bytes; /* NULL: read the file or folder that `name` is the path of */
    size_t size;
    const char *name; /* what the page is called in messages and lines; with bytes it may be NULL */
    enum priscus_from from;
    const char *fetched;   /* when: "2031-05-03", "2031-05-03T10:00Z" (ISO 8601). "15 hours ago" counts from it  */
    const char *address;   /* where: "https://thetern.example/talks", for pages that do not bring one             */
    const char *charset;   /* of HTML that came with one in its HTTP header: "iso-8859-2"                         */
    const char *map;       /* JSON lines: which key is which field, as --map has it: "title=headline,text=content" */
    unsigned jobs;         /* priscus_ledger_read(): threads, 0 means one                                        */
    const char *published; /* when, of pages that do not say it: "2031", "2031-05", "2031-05-03"                  */
    size_t page_limit;     /* of a larger page so many bytes of text are read, 1024 to 32 << 20; 0: 1 << 20       */
};

/* Called with one line of JSON (no newline, not NUL-terminated). The bytes are gone when it returns. A value other
 * than 0 ends the call, which then returns PRISCUS_OK. */
typedef int priscus_line_fn(void *context, const char *json, size_t size);

/* Read what is in `input`, in the format of `priscus read --to jsonl` (docs/jsonl.md): one line an article. Linear in
 * its size. What could be read has been handed to `each` also when something else failed; the status and `err` then
 * tell of the first failure. */
priscus_status priscus_read(const struct priscus *p, const struct priscus_input *input, priscus_line_fn *each,
                            void *context, struct priscus_error *err);

/* The same, a line when you ask for one. `p` and `input` must outlive the reader. */
struct priscus_reader;
priscus_status priscus_reader_open(const struct priscus *p, const struct priscus_input *input,
                                   struct priscus_reader **out, struct priscus_error *err);

/* OK: *json is the next line, NUL-terminated, and stays until the next call. DONE: there is no more. A failure concerns
 * one page (`err` says which), and the next call goes on behind it, but for ENOMEM. But for OK *json is NULL. `size`
 * may be NULL. */
priscus_status priscus_reader_next(struct priscus_reader *reader, const char **json, size_t *size,
                                   struct priscus_error *err);
void priscus_reader_close(struct priscus_reader *reader); /* NULL is allowed */

/* ---- the ledger -------------------------------------------------------------------------------------------- */

/* A file of pages and entries (docs/ledger.md), as the commands `read`, `positions`, `verify` ... use it. */
struct priscus_ledger;

enum priscus_ledger_mode {
    PRISCUS_LEDGER_READ, /* it must exist                                        */
    PRISCUS_LEDGER_WRITE /* made if it does not exist, brought up if it is older */
};

/* ELEDGER: it cannot be opened, `err` says why; EVERSION: a newer Priscus made it. On failure *out is NULL. */
priscus_status priscus_ledger_open(const char *path, enum priscus_ledger_mode mode, struct priscus_ledger **out,
                                   struct priscus_error *err);
/* Commits. The ledger is gone afterwards, whatever the status; EUSAGE alone (a call is running) leaves it open. NULL is
 * allowed. */
priscus_status priscus_ledger_close(struct priscus_ledger *ledger, struct priscus_error *err);

struct priscus_counts {
    size_t struct_size;
    size_t pages, added, known, failed; /* known: the ledger had them already */
    size_t statements, positions;       /* of the added ones */
};

/* One page could not be read; the rest goes on. */
typedef void priscus_failed_fn(void *context, const struct priscus_error *why);

/* Read `input` into the ledger and commit. `failed` and `counts` may be NULL. Pages that cannot be read are counted
 * and told, and are no failure of the call. */
priscus_status priscus_ledger_read(struct priscus_ledger *ledger, const struct priscus *p,
                                   const struct priscus_input *input, priscus_failed_fn *failed, void *context,
                                   struct priscus_counts *counts, struct priscus_error *err);

/* The columns of each answer, their meaning and order: docs/ledger.md. */
enum priscus_question {
    PRISCUS_POSITIONS,  /* a row a position                                            */
    PRISCUS_MATRIX,     /* the latest stance of each party on each issue               */
    PRISCUS_STATEMENTS, /* a row a statement                                           */
    PRISCUS_SEARCH,     /* paragraphs with all of `words`                              */
    PRISCUS_STATS,      /* name and value: how much there is                           */
    PRISCUS_PAGES,      /* a row a page                                                */
    PRISCUS_HISTORY,    /* a row a position, by all readings that ever were            */
    PRISCUS_AGENDAS,    /* a row an agenda that pages were read with                   */
    PRISCUS_CHANGES,    /* a row a change of a stance, or reports that disagree        */
    PRISCUS_STANCES     /* a row a stance, from when it was first said to when it was last */
};

struct priscus_filter {
    size_t struct_size;
    const char *as_of; /* what was said by the end of that day, month or year (ISO 8601); NULL: all */
    const char *party,
        *issue;          /* NULL: any. A code, or several ("VSK,DRV"). An issue takes in its more particular ones */
    const char *speaker; /* part of a name; NULL: any                                           */
    const char *words;   /* PRISCUS_SEARCH: to look for                                         */
    size_t limit;        /* rows; 0: all                                                        */
    const char *agenda;  /* only by readings with this agenda: its name, or a file with its text; NULL: all */
    double sure;         /* only positions that are right so likely, 0 to 1, and those without a number; 0: all */
    const char *since;   /* what may have been said from the beginning of that day, month or year on; NULL: all */
    const char *by;      /* which date these two are about: "said" (or NULL), "published" or "recorded" (UTC) */
    const char *outlet;  /* part of a name; NULL: any */
    const char *story;   /* only pages in the story "e-..."; NULL: any */
};

/* Ask. Each row is a line of JSON, an object with the names of the columns as keys. `filter` may be NULL: all. The
 * same ledger gives the same lines. */
priscus_status priscus_ledger_ask(struct priscus_ledger *ledger, enum priscus_question question,
                                  const struct priscus_filter *filter, priscus_line_fn *each, void *context,
                                  struct priscus_error *err);

struct priscus_verified {
    size_t struct_size;
    size_t pages, entries; /* looked at */
    size_t wrong;          /* differ from the stored pages: each was told */
    size_t other_engine;   /* made by another version: their words stand in the page, but they cannot be made again */
};

/* `id` of a page or entry, and what is wrong with it, a sentence. */
typedef void priscus_mismatch_fn(void *context, const char *id, const char *what);

/* Make every entry again from the stored pages, with the agenda and roster that the ledger keeps and the model of `p`,
 * at the speed that it was read with.
 * `only` (may be NULL): the id of one entry or page. That something differs is no failure: see out->wrong. */
priscus_status priscus_ledger_verify(struct priscus_ledger *ledger, const struct priscus *p, const char *only,
                                     priscus_mismatch_fn *each, void *context, struct priscus_verified *out,
                                     struct priscus_error *err);

/* How the entry `id` came about: one line of JSON to `each` (docs/trace.md). EUSAGE: the ledger has no such entry. */
priscus_status priscus_ledger_trace(struct priscus_ledger *ledger, const struct priscus *p, const char *id,
                                    priscus_line_fn *each, void *context, struct priscus_error *err);

#ifdef __cplusplus
}
#endif
#endif
