/* agenda.h - the issues that are looked for, read from a text file (docs/agenda.md). */
#ifndef AGENDA_H
#define AGENDA_H

#include "record/knowledge/agenda_sets.h"
#include "record/knowledge/config.h"
#include "record/knowledge/phrase.h"

enum agenda_key { AGENDA_WORDS, AGENDA_OPPOSITE, AGENDA_ACT, AGENDA_DEED, AGENDA_NOT };

struct issue {
    struct text name, meaning; /* "talks.summit"; the line behind `for`         */
    float near;                /* cosine from which on a word may stand for another of a phrase; 0: none may */
};

/* What a phrase of the agenda says: its index is the value in `phrases`. */
struct agenda_phrase {
    uint32_t issue; /* index into issues */
    enum agenda_key key;
    struct text words; /* as written */
    struct written at;
};

struct agenda {
    struct text name, title, version;
    struct issue *issues; /* in file order */
    size_t n_issues;
    struct agenda_phrase *entries;
    size_t n_entries;
    struct phrase_set *phrases; /* values are indexes into entries */
    size_t issues_room, entries_room;
    struct agenda_sets sets; /* of the phrases; agenda_sets_find() */
};

const char *agenda_key_text(enum agenda_key key); /* "words" ... */

/* Add the agenda in `text` to *agenda (zeroed before the first), in `mem`. `file` is for messages. Names and the like
 * point into `text`, which must stay, as `file` must. Name, title and version are taken from the first file; an issue
 * that an earlier file has gets the further phrases. ECONFIG: `err` has "FILE:LINE: what is wrong and what would be
 * right" of the first mistake and says how many more there are; each is handed to `each` (may be NULL) too. ENOMEM.
 * After a failure *agenda must not be used. */
priscus_status agenda_read(const char *file, struct text text, struct arena *mem, struct agenda *agenda,
                           config_mistake_fn *each, void *context, struct priscus_error *err);

#endif
