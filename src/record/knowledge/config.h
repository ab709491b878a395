/* config.h - what the readers of agendas and rosters share: mistakes with file and line, and
 * names that are found again without a search.
 *
 *     agenda.txt:14: there is no key "word"; did you mean "words"? (and 2 more mistakes)
 *
 * A reader goes on after a mistake, so that a person mends a file in one go. */
#ifndef CONFIG_H
#define CONFIG_H

#include "base/base.h"

/* Called with "FILE:LINE: what is wrong and what would be right". */
typedef void config_mistake_fn(void *context, const char *message);

/* Where a person wrote it; file NULL: nowhere. */
struct written {
    const char *file;
    int line;
};

/* One file while it is being read. */
struct config {
    const char *file;        /* for messages                                         */
    config_mistake_fn *each; /* may be NULL                                   */
    void *context;
    size_t mistakes;
    char first[sizeof((struct priscus_error *)0)->message]; /* of the mistakes */
};

/* Note a mistake and hand it to `each`. */
void config_mistake(struct config *c, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* OK, or ECONFIG with the first mistake and how many more there are. */
priscus_status config_status(const struct config *c, struct priscus_error *err);

/* `text` itself if it is valid UTF-8. Else each line with a bad byte is a mistake, and *out is a copy in
 * `mem` with the bytes replaced, so that reading can go on. False: memory is out. */
bool config_text(struct config *c, struct text text, struct arena *mem, struct text *out);

/* A value as it is shown in a message: cut to some thirty letters, control characters
 * replaced. Returns out. */
#define CONFIG_SHOW 80
const char *config_show(struct text value, char out[CONFIG_SHOW]);

/* The one of `words` that `word` was probably meant to be; NULL if none is near. */
const char *config_nearest(struct text word, const char *const *words, size_t n);

/* Report an unknown key, with the nearest one or the list of all. */
void config_unknown_key(struct config *c, int line, struct text key, const char *const *keys, size_t n);

/* Letters, digits, dots and hyphens, at most CONFIG_NAME_MAX bytes, a letter or digit at both ends
 * and no two dots side by side. */
bool config_name(struct text name);
#define CONFIG_NAME_MAX 100

/* What is before the next separator, trimmed, as text_cut. */
struct text config_field(struct text *rest, char separator);

/* The next of the values that are parted by `;`, trimmed. One `;` at the very end is allowed.
 * False: no more. An empty value is handed out as such. */
bool config_value(struct text *rest, struct text *value);

/* A hash table from a text and a number (what kind of text it is) to a number. Zeroed
 * to begin with. Keys are not copied. */
struct lookup {
    struct lookup_entry *entries;
    size_t n, room;
};

/* NULL: not there. Valid until the next lookup_add. */
uint32_t *lookup_find(const struct lookup *l, struct text key, uint32_t scope);
/* Make room for n pairs in all at once: growing leaves the old places behind. */
bool lookup_reserve(struct lookup *l, struct arena *mem, size_t n);
/* Add a pair that is not there yet. False: memory is out. */
bool lookup_add(struct lookup *l, struct arena *mem, struct text key, uint32_t scope, uint32_t value);

#endif
