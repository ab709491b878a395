/* json_map.h - which key of a JSON line is which field of an article, as --map says.
 *
 *     title=headline,text=content.main,byline=people.0.name
 *
 * A path goes into objects by key and into lists by number, from 0. A field that is mapped is looked for
 * there alone, all others under their usual names (json_article.c). */
#ifndef JSON_MAP_H
#define JSON_MAP_H

#include "base/base.h"

enum json_field {
    FIELD_TEXT,
    FIELD_HTML,
    FIELD_ID,
    FIELD_TITLE,
    FIELD_OUTLET,
    FIELD_BYLINE,
    FIELD_PUBLISHED,
    FIELD_MODIFIED,
    FIELD_ADDRESS,
    FIELD_LANGUAGE,
    FIELD_SECTION,
    FIELD_AGENCY,
    FIELD_FETCHED,
    FIELD_COUNT
};

/* Is it a map? EUSAGE: what is wrong, and what may be said instead. */
priscus_status map_check(struct text map, struct priscus_error *err);

/* The path that a map, which was checked, has for a field. False: none. */
bool map_path(struct text map, enum json_field field, struct text *path);

#endif
