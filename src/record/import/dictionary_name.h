/* dictionary_name.h - names of a dictionary as texts write them.
 *
 *     VLADIMIR PUTIN                  Vladimir Putin
 *     REPUBLIC OF VELMARK (NORTH)     Republic of Velmark
 *     UN                              UN                  */
#ifndef DICTIONARY_NAME_H
#define DICTIONARY_NAME_H

#include "base/base.h"

/* In ordinary case if all of it is in capitals, and without what is in parentheses; short single words, and those with dots in
 * them, stay in capitals. A NULL ptr: memory is out. Empty: nothing is left. */
struct text dictionary_name_plain(struct text name, struct arena *mem);

/* "Velmarkian" beside "Velmark": an adjective of the name, as far as its letters tell. */
bool dictionary_name_adjective(struct text name, struct text of);

/* Is `name` the other one with words before it, "President Ilse Brandt"? */
bool dictionary_name_ends_with(struct text name, struct text other);

#endif
