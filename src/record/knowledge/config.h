/* config.h - how the text files are read that people write: agendas, rosters, the stance table, lists of words.
 *
 *     agenda.txt:14: there is no key "word"; did you mean "words"? (and 2 more mistakes)
 *
 * A reader notes a mistake and goes on, so that a person mends a file in one go. Of agendas and rosters it knows the
 * shape: a head of keys that come once, then blocks. */
#ifndef CONFIG_H
#define CONFIG_H

#include "base/file.h"

/* Called with "FILE:LINE: what is wrong and what would be right". */
typedef void config_mistake_fn(void *context, const char *message);

/* Where a person wrote it; file NULL: nowhere. */
struct written {
    const char *file;
    int line;
};

enum { CONFIG_HEAD_MAX = 3 };

/* One file while it is being read: fill in file, each and context, then config_begin(). */
struct config {
    const char *file;        /* for messages                                         */
    config_mistake_fn *each; /* may be NULL                                          */
    void *context;
    struct lines lines;
    int line;     /* of the line last read                                */
    bool lenient; /* mistakes are told and no failure: the file is another program's */
    size_t mistakes;
    char first[sizeof((struct priscus_error *)0)->message]; /* of the mistakes */
    /* of a file in blocks: */
    int head[CONFIG_HEAD_MAX]; /* where the keys of the head were given; 0: not yet  */
    int first_block;           /* where the first block begins; 0: there is none yet */
    bool told_order;           /* that a key stands before the head: said once       */
    enum { CONFIG_NO_BLOCK, CONFIG_BLOCK, CONFIG_BROKEN_BLOCK } block;
};

/* Note a mistake on the line last read, and hand it to `each`. */
void config_mistake(struct config *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same on another line. */
void config_mistake_at(struct config *c, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Begin with a text, which must stay. Each line with bytes that are no UTF-8 is a mistake; what is read on is a copy in
 * `mem` with those bytes replaced. ENOMEM. */
priscus_status config_begin(struct config *c, struct text text, struct arena *mem);

/* The next line of a list of words, "KIND: phrase; phrase": its kind is an index into the n `kinds`; an unknown one is
 * a mistake and passed over. DONE, ENOMEM. */
priscus_status config_next_kind(struct config *c, const char *const *kinds, size_t n, size_t *kind,
                                struct text *phrases);

/* A kind of file in blocks: lines of a key and a value.
 *
 *     agenda  fisheries        the head: its keys come once, above the first block; the first of them begins the file
 *     title   Fishing rights
 *     issue   quota            a block
 *     words   catch quota      a key of the block */
struct config_format {
    const char *a_file;    /* "an agenda"                                            */
    const char *a_block;   /* "an issue"                                             */
    const char *new_block; /* "issue NAME": how a block begins                       */
    size_t n_head, n_keys;
    const char *const *keys;   /* those of the head, the one that begins a block, those in a block */
    const char *const *wanted; /* per key: "a name is" wanted, "phrases are" wanted  */
};

/* The next key that stands where it may, and its value. A line that is a mistake is passed over, but a known key
 * without a value is handed out with an empty one. A file without a head (n_head is 0) begins with a block. The caller
 * sets c->block to CONFIG_BROKEN_BLOCK where a block cannot be begun: its lines are passed over then. DONE, ENOMEM. */
priscus_status config_next_key(struct config *c, const struct config_format *format, size_t *key, struct text *value);

/* What reading came to: OK where `status` is OK or DONE and there was no mistake; ECONFIG with the first mistake and
 * how many more there are; else `status`. */
priscus_status config_end(const struct config *c, priscus_status status, struct priscus_error *err);

/* A value as it is shown in a message: cut to some thirty letters, control characters
 * replaced. Returns out. */
#define CONFIG_SHOW 80
const char *config_show(struct text value, char out[CONFIG_SHOW]);

/* The one of `words` that `word` was probably meant to be; NULL if none is near. */
const char *config_nearest(struct text word, const char *const *words, size_t n);

/* The place of `word` among the n `words`; n: it is none of them. */
size_t config_index(struct text word, const char *const *words, size_t n);

/* Note that there is no such `what` ("key"), with the nearest of the words that there are, or all of them. */
void config_unknown(struct config *c, const char *what, struct text word, const char *const *words, size_t n);

/* Letters, digits, dots and hyphens, at most CONFIG_NAME_MAX bytes, a letter or digit at both ends
 * and no two dots side by side. */
bool config_name(struct text name);
#define CONFIG_NAME_MAX 100

/* What is before the next separator, trimmed, as text_cut. */
struct text config_field(struct text *rest, char separator);

/* The next of the values that are parted by `;`, trimmed. One `;` at the very end is allowed.
 * False: no more. An empty value is handed out as such. */
bool config_value(struct text *rest, struct text *value);

#endif
