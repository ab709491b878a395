/* knowledge.h - what Priscus knows beforehand: agendas, rosters, offices, occasions and the stance table.
 *
 * Loaded once, never changed, shared by all threads. */
#ifndef KNOWLEDGE_H
#define KNOWLEDGE_H

#include "base/arena.h"
#include "language/language.h"
#include "record/knowledge/agenda.h"
#include "record/knowledge/occasion_words.h"
#include "record/knowledge/office.h"
#include "record/knowledge/roster.h"
#include "record/knowledge/stance_table.h"

/* The text of one agenda or roster, with the name for messages. A NULL ptr: the file of that name is read. */
struct knowledge_file {
    const char *name;
    struct text text;
};

enum { KNOWLEDGE_NOTES_MAX = 20 };

struct knowledge {
    struct arena mem;
    const struct language *language;
    struct agenda agenda;
    struct roster roster;
    struct stance_table stance;
    struct offices offices;
    struct phrase_set *occasions; /* values are enum occasion_kind */
    struct knowledge_file *agendas, *rosters;
    size_t n_agendas, n_rosters;
    const char *notes
        [KNOWLEDGE_NOTES_MAX]; /* "FILE:LINE: what is wrong" in rosters of other programs, as far as there is room */
    size_t n_notes;            /* how many there are in all */
    char engine[48];
};

/* Rosters of ours are read before those of other programs (roster.h), whose wrong lines are noted and left out.
 * Empty lists: the built-in defaults. The texts are copied; the language must outlive *out. ECONFIG: `err` tells
 * FILE:LINE and the first mistake, and how many more there are. */
priscus_status knowledge_open(const struct language *language, const struct knowledge_file *agendas, size_t n_agendas,
                              const struct knowledge_file *rosters, size_t n_rosters, struct knowledge **out,
                              struct priscus_error *err);
/* The same of files alone. */
priscus_status knowledge_open_paths(const struct language *language, const char *const *agendas, size_t n_agendas,
                                    const char *const *rosters, size_t n_rosters, struct knowledge **out,
                                    struct priscus_error *err);
void knowledge_close(struct knowledge *k);

/* The rosters alone, without a language: of these files (none: the built-in one) into *roster (zeroed), in `mem`. `each` is
 * told all that is wrong, also where it is no failure. */
priscus_status knowledge_rosters_read(const char *const *paths, size_t n, struct arena *mem, struct roster *roster,
                                      config_mistake_fn *each, void *context, struct priscus_error *err);

const struct language *knowledge_language(const struct knowledge *k);
const struct roster *knowledge_roster(const struct knowledge *k);

/* All texts that the knowledge was made of, agendas first: what a ledger keeps
 * so that an entry can be made again. Valid as long as k. */
size_t knowledge_files(const struct knowledge *k, const struct knowledge_file **agendas, size_t *n_agendas,
                       const struct knowledge_file **rosters);

/* Names what makes the same page give the same record: the program's analysis version and a
 * hash of its model and its built-in rules, and whether it was the small networks alone that read ("0.2.0/8+3fa94c12",
 * "0.2.0/8+1a2b3c4d+fast"). */
const char *knowledge_engine(const struct knowledge *k);
#define ENGINE_FAST "+fast"
/* Does an engine of this name say that it read without the encoder? */
bool engine_is_fast(struct text engine);
/* The speed to make again what an engine of this name made. Those of versions that had no encoder, and persons, are nearest to
 * the fast one. */
enum language_speed engine_speed(struct text engine);

#endif
