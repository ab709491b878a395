/* warc_record.h - one record of a WARC file: its header, where it ends, the page in it. Inside container/ alone;
 * warc.h is the way in. */
#ifndef WARC_RECORD_H
#define WARC_RECORD_H

#include "page/container/http.h"
#include "page/container/warc.h"

#define WARC_BLOCK_MAX (PAGE_MAX + HTTP_HEAD_MAX) /* bytes: a larger block is no page */

struct warc_record {
    size_t head;     /* bytes of the header, with its empty line */
    uint64_t length; /* of the block                             */
    struct text type, address, content_type;
    struct date date; /* not known: the header has none */
    bool truncated;
};

/* How the headers of a kind of archive look; the rest of reading is the same (warc.c). */
struct warc_kind {
    /* Does a header begin so? Of one that is not held to its end only the beginning is asked. */
    bool (*begins)(struct text t);
    /* The offset of the first line in `t`, from `from` on, that begins a record; NOWHERE. */
    size_t (*find)(struct text t, size_t from);
    /* Bytes of the header that `held` begins with, and of the empty line that ends it; 0: it does not end here. */
    size_t (*head_size)(struct text held);
    /* Its fields; they point into `head`. False: it has no length. */
    bool (*read)(struct text head, struct warc_record *out);
    bool is_warc; /* an empty line stands behind a record */
};

extern const struct warc_kind warc_kind_warc; /* warc_record.c */
extern const struct warc_kind warc_kind_arc;  /* arc.c */

/* Digits of a Content-Length. */
bool warc_read_length(struct text t, uint64_t *out);

/* --- warc_record.c --- */

/* Bytes of the header that `held` begins with, and of the empty line that ends it; 0: it does not end here. */
size_t warc_head_size(struct text held);

/* Its fields; they point into `head`. False: it has no length. */
bool warc_record_read(struct text head, struct warc_record *out);

/* The offset of the first line in `t`, from `from` on, that begins a record; NOWHERE. */
size_t warc_find(struct text t, size_t from);

/* How many line ends there are from `from` on. */
size_t warc_blanks(struct text t, size_t from);

/* Is the block a WARC file itself, as it is or behind its HTTP head, the next header in it standing at `at`? */
bool warc_holds_warc(struct text held, size_t head, size_t at);

/* The offset of a record that begins within the block of this one; NOWHERE. `whole`: bytes of header and block. */
size_t warc_find_swallowed(struct text held, const struct warc_record *r, size_t whole);

/* --- warc_page.c --- */

/* Count and tell a record that is passed over because something is wrong with it; returns `code`. */
priscus_status warc_damage(struct warc *w, priscus_status code, const char *what, const char *more,
                           struct priscus_error *err);

/* OK: a page. DONE: none, and counted. EINPUT, ELIMIT: told. ENOMEM: nothing has changed. */
priscus_status warc_make_page(struct warc *w, const struct warc_record *r, struct text block, struct arena *mem,
                              struct page *out, struct priscus_error *err);

#endif
