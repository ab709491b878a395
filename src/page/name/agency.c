/* agency.c - see agency.h; the names stand in data/page/agencies.txt. */
#include "page/name/agency.h"

#include "base/fold.h"
#include "page/words/vocabulary.h"

#define NAME_BYTES_MAX 40 /* no name is longer; folding may make one half as long again */

struct text agency_bare(struct text t)
{
    return fold_strip(t, ".,:;-|/()[]");
}

static struct text usual_name(struct text name, const struct vocabulary_table *table)
{
    char room[NAME_BYTES_MAX * 3 + 1];
    const struct vocabulary_entry *found;
    char *word = room;

    name = agency_bare(name);
    if (name.len == 0 || name.len > NAME_BYTES_MAX || memchr(name.ptr, '\0', name.len))
        return (struct text){ 0 };
    room[fold_into(name, room)] = '\0';
    if (strncmp(word, "the ", 4) == 0)
        word += 4;
    found = vocabulary_find(table, word);
    return found ? text_c(found->name) : (struct text){ 0 };
}

struct text agency_wire(struct text name)
{
    return usual_name(name, &vocabulary_agencies);
}

struct text agency_named(struct text name)
{
    struct text wire = agency_wire(name);

    return wire.ptr ? wire : usual_name(name, &vocabulary_publishing_agencies);
}
