/* json_fields.h - what a line of JSON says of its article, under whichever keys.
 *
 *     {"id": "n1", "headline": "Talks resume", "site": {"name": "The Tern"}, "content": "The two ..."}
 *
 * Each field has a list of keys in the order of trust; the first that is there and has a value wins, except where
 * --map says which it is (json_map.h). */
#ifndef JSON_FIELDS_H
#define JSON_FIELDS_H

#include <jansson.h>

#include "page/article.h"
#include "page/source/json_map.h"

/* The line, and how its keys are to be read. */
struct json_line {
    json_t *root; /* an object */
    struct text bytes, map;
};

/* The i-th usual key of a field; NULL behind the last. */
const char *json_field_key(enum json_field which, size_t i);

/* Does JSON that begins so have a key for text or HTML? It need not be well formed. */
bool json_names_text(struct text head);

/* The value of a field and (may be NULL) the path to it; NULL: there is none. */
json_t *json_line_field(const struct json_line *line, enum json_field which, struct text *path);

/* What stands at a path in the line's own bytes. */
bool json_line_raw(struct text value, struct text path, struct text *out);

/* When the line says that it was crawled; unknown: it does not. */
struct date json_line_fetched(const struct json_line *line);

/* Everything but text and HTML into the article; what the line does not say stays as it is. Dates later than
 * `fetched` are refused. ENOMEM. */
priscus_status json_fields_read(const struct json_line *line, struct date fetched, struct arena *mem,
                                struct article *article);

#endif
